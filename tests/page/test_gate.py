"""Who may ask the running page, by Host and Origin, and what its health says."""

import http.client
import json
import threading
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest

from assistant import VERSION
from assistant.page.gate import Gate
from tests.conftest import ROOT
from tests.page.conftest import Served, loops_closed
from tests.page.stand_in import StandIn


def status(served: Served, path: str, **headers: str) -> int:
    """Return the HTTP status of a GET; headers as given, ``Host`` too."""
    there = urlsplit(served.address)
    connection = http.client.HTTPConnection(str(there.hostname), there.port, timeout=60)
    try:
        connection.putrequest("GET", path, skip_host=True)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        return connection.getresponse().status
    finally:
        connection.close()


PATHS = ("/", "/health", "/config", "/gradio_api/info")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:7860", "localhost", "localhost:8080", "LocalHost:1"]
)
def test_this_machine_s_own_names_are_answered(served: Served, path: str, host: str) -> None:
    assert status(served, path, Host=host) == 200


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "host",
    [
        "evil.example", "evil.example:7860", "localhost.evil.example", "127.0.0.1.evil.example",
        "127.0.0.1@evil.example", "evil.example@127.0.0.1", "localhost:x@evil.example", "0.0.0.0",
        "10.0.0.1", "[::1", "", "notlocalhost",
    ],
)  # fmt: skip
def test_another_name_is_refused(served: Served, path: str, host: str) -> None:
    """A name of another site may point at this machine: its page would read all answers."""
    assert status(served, path, Host=host) == 403


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        ("http://127.0.0.1:7860", 200), ("http://localhost:7860", 200),
        ("https://evil.example", 403), ("null", 403), ("http://localhost.evil.example", 403),
    ],
)  # fmt: skip
def test_a_page_of_another_site_is_refused(served: Served, origin: str, expected: int) -> None:
    assert status(served, "/config", Host="localhost", Origin=origin) == expected


def broken() -> tuple[str, ...]:
    raise OSError(5, "Input/output error")


@pytest.mark.parametrize(
    ("plans", "expected"),
    [
        (lambda: ("a", "b"), (200, {"status": "ok", "plans": 2, "version": VERSION})),
        (lambda: (), (503, {"status": "plans cannot be read", "version": VERSION})),
        (broken, (503, {"status": "plans cannot be read", "version": VERSION})),
    ],
)
def test_the_health_says_what_can_be_asked(
    plans: Callable[[], tuple[str, ...]], expected: tuple[int, dict[str, object]]
) -> None:
    gate = Gate(plans)
    assert gate.health() == expected
    assert gate.close(60)
    assert gate.health() == (503, {"status": "stopping", "version": VERSION})


def test_closing_waits_for_what_is_in_flight_and_no_longer_than_it_has_patience() -> None:
    gate = Gate(lambda: ("a",))
    gate.count(1)
    gate.count(1)
    gate.count(-1)
    assert not gate.close(0.01)
    closed: list[bool] = []
    closing = threading.Thread(target=lambda: closed.append(gate.close(60)))
    closing.start()
    gate.count(-1)
    closing.join(60)
    assert closed == [True]


def test_the_version_is_the_changelog_s_newest() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = next(line for line in text.splitlines() if line.startswith("## "))
    assert newest.split()[1] == VERSION


def test_the_document_shows_the_health_as_it_is() -> None:
    text = (ROOT / "docs/running.md").read_text(encoding="utf-8")
    gate = Gate(lambda: ("a", "b", "c"))
    assert f"| 200 | `{json.dumps(gate.health()[1])}` |" in text
    assert f"| 503 | `{json.dumps(Gate(lambda: ()).health()[1])}` |" in text
    gate.close(60)
    assert f"| 503 | `{json.dumps(gate.health()[1])}` |" in text


def test_a_page_that_could_not_be_launched_is_closed_without_a_fault() -> None:
    """The port was taken after it was looked at: that is what is said, and no more."""
    with loops_closed():
        from assistant.page.layout import build
        from assistant.page.server import close

        assert close(build(StandIn()))
