"""Downloads of what is chosen in the register: plain addresses, no files on this machine.

``/register.xlsx``, ``.csv`` and ``.ics`` take the filters of the register by name
(``plan``, which may be repeated, ``agency``, ``role``, ``index``, ``text``, ``time``,
``sort``) and ``lang`` for the words of a refusal and the file's name. A table holds every
row of the chosen duties; a calendar where a body is chosen holds the days of that body.
"""

import logging
import re
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from assistant.page.register_request import NAMES, FilterError, read_filter
from assistant.page.register_view import FORMATS
from assistant.page.talk import Answerer
from corpus import exports, settings
from corpus.selecting import Entry, Filter, select
from corpus.types import Assignment
from prompts.page_register import WORDS, RegisterWords

#: Content types by format, each as its standard names it.
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
}
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}
_REPEATED = ("plan",)

log = logging.getLogger(__name__)


def routes(assistant: Answerer) -> list[Route]:
    """Return the addresses of the downloads, to stand before Gradio's own routes."""
    return [
        Route(
            f"/register.{name}",
            _endpoint(assistant, name),
            methods=["GET"],
            name=f"register_{name}",
        )
        for name in FORMATS
    ]


def _endpoint(assistant: Answerer, name: str) -> Callable[[Request], Response]:
    """Return the function behind one address; it runs in a thread, not in the event loop."""

    def answer(request: Request) -> Response:
        words = WORDS[request.query_params.get("lang", "") if _has_lang(request) else "vi"]
        try:
            return _download(assistant, name, request, words)
        except FilterError as error:
            return PlainTextResponse(error.said(words), 400, _HEADERS)
        except Exception:  # the fault's own words are for the log, not for the visitor
            log.exception("A download of the register failed.")
            return PlainTextResponse(words.failed, 500, _HEADERS)

    return answer


def _has_lang(request: Request) -> bool:
    return request.query_params.get("lang") in WORDS


def _download(assistant: Answerer, name: str, request: Request, words: RegisterWords) -> Response:
    plans = assistant.plans()
    filter = read_filter(_asked(request), plans)
    entries = select(plans, filter, settings.today())
    rows = rows_of(entries, filter) if name == "ics" else rows_of(entries)
    if name == "ics" and not exports.events(rows):
        return PlainTextResponse(words.no_events, 404, _HEADERS)
    content = exports.FORMATS[name](rows, {plan.id: plan for plan in plans})
    disposition = f'attachment; filename="{file_name(filter, words)}.{name}"'
    headers = {**_HEADERS, "Content-Disposition": disposition}
    return Response(content, 200, headers, TYPES[name])


def rows_of(entries: tuple[Entry, ...], filter: Filter | None = None) -> list[Assignment]:
    """Return the rows of duties; of the filter's body alone, where it has one."""
    rows = [row for entry in entries for row in entry.rows]
    if filter is None or not filter.agency or not rows:
        return rows
    return exports.of_agency(rows, filter.agency)


def file_name(filter: Filter, words: RegisterWords) -> str:
    """Return a name without its ending: what it is, the one plan if one is chosen, the day."""
    plan = filter.plans[0] if len(filter.plans) == 1 else ""
    parts = [words.file_name, plan, settings.today().isoformat()]
    return re.sub(r"[^A-Za-z0-9-]+", "-", "-".join(filter_ for filter_ in parts if filter_))


def _asked(request: Request) -> dict[str, object]:
    """Return the query's values by name; a name that is none, or stands twice, is refused."""
    found: dict[str, object] = {}
    for name in request.query_params:
        values = request.query_params.getlist(name)
        if name != "lang" and name not in NAMES:
            raise FilterError("bad_name", name=name[:60], choices=", ".join((*NAMES, "lang")))
        if len(values) > 1 and name not in _REPEATED:
            raise FilterError("bad_repeat", name=name)
        found[name] = values if name in _REPEATED else values[0]
    return found
