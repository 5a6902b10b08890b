"""What is asked of the register from outside: values that may be anything, read into a filter."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

from corpus import exports, indices, register
from corpus.errors import InputError
from corpus.selecting import Filter, Sort, Time
from corpus.types import Plan, Role
from prompts.page_register import RegisterWords

#: The longest value of a filter, in characters.
MAX_TEXT = 200
#: The filters by name, in order.
NAMES = ("plan", "agency", "role", "index", "text", "time", "sort")
_SHOWN = 60

Choice = TypeVar("Choice", bound=StrEnum)


class FilterError(InputError):
    """A filter cannot be read: ``key`` names the sentence that says why, ``fills`` its places."""

    def __init__(self, key: str, **fills: str | int) -> None:
        """Keep the key and the fills."""
        super().__init__(f"{key}: {fills}")
        self.key = key
        self.fills = fills

    def said(self, words: RegisterWords) -> str:
        """Return the sentence in a language."""
        return str(getattr(words, self.key)).format(**self.fills)


def read_filter(values: Mapping[str, object], plans: Sequence[Plan]) -> Filter:
    """Return the filter of values by name; a missing, empty or ``None`` value chooses nothing.

    ``plan`` is an id or a list of ids; the others are strings.

    Raises:
        FilterError: a value has the wrong type, is too long, or names nothing.
    """
    given = {name: values.get(name) for name in NAMES}
    listed = given.pop("plan")
    ids = tuple(dict.fromkeys(
        _text("plan", one) for one in (listed if isinstance(listed, list | tuple) else [listed])
    ))  # fmt: skip
    found = {name: _text(name, value) for name, value in given.items()}
    known = {plan.id for plan in plans}
    for plan_id in filter(None, ids):
        if plan_id not in known:
            raise FilterError("bad_plan", found=plan_id[:_SHOWN])
    _check_agency(found["agency"], plans)
    if found["index"] and found["index"] not in {one.id for one in indices.indices()}:
        choices = ", ".join(one.id for one in indices.indices())
        raise _no_choice("index", found["index"], choices)
    return Filter(
        plans=tuple(filter(None, ids)),
        agency=found["agency"],
        role=_choice("role", found["role"], Role),
        time=_choice("time", found["time"], Time) or Time.ALL,
        index=found["index"],
        text=str(given["text"] or ""),  # a blank at its end tells that its last word is whole
        sort=_choice("sort", found["sort"], Sort) or Sort.PLAN,
    )


def asked_for(query: Mapping[str, str], plans: Sequence[Plan]) -> dict[str, str] | None:
    """Return the filters of an address that opens the register; ``None``: it names none.

    What cannot be read opens the whole register.
    """
    given = {name: query[name].strip() for name in NAMES if query.get(name)}
    try:
        read_filter(given, plans)
    except FilterError:
        return None
    return given or None


def read_number(name: str, value: object, low: int, high: int) -> int:
    """Return a whole number from ``low`` to ``high``, given as a number or in digits.

    Raises:
        FilterError: it is none.
    """
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)  # JSON of a browser does not tell 1 from 1.0
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise FilterError("bad_number", name=name, low=low, high=high)
    return value


def _text(name: str, value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > MAX_TEXT:
        raise FilterError("bad_text", name=name, limit=MAX_TEXT)
    return value.strip()


def _choice(name: str, value: str, kind: type[Choice]) -> Choice | None:
    if not value:
        return None
    try:
        return kind(value)
    except ValueError:
        raise _no_choice(name, value, ", ".join(kind)) from None


def _no_choice(name: str, value: str, choices: str) -> FilterError:
    return FilterError("bad_choice", name=name, found=value[:_SHOWN], choices=choices)


def _check_agency(name: str, plans: Sequence[Plan]) -> None:
    """Refuse a body that neither the list nor the register has."""
    if name:
        rows = [row for plan in plans for row in register.assignments(plan)]
        try:
            exports.of_agency(rows, name)
        except InputError:
            raise FilterError("bad_agency", found=name[:_SHOWN]) from None
