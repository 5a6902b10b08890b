"""The public call /ask of a really launched page, and the examples of docs/api.md."""

import contextlib
import dataclasses
import io
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from assistant.answer import Answer
from assistant.page.talk import MAX_HISTORY
from assistant.service import Assistant
from corpus.settings import MAX_QUESTION
from tests.assistant.conftest import built, opened  # noqa: F401  (fixtures)
from tests.conftest import ROOT
from tests.page.conftest import Served, loops_closed
from tests.page.stand_in import FLAGSHIP, QUOTE

gradio_client = pytest.importorskip("gradio_client")
DOCUMENT = (ROOT / "docs/api.md").read_text(encoding="utf-8")


def client(served: Served) -> Any:
    return gradio_client.Client(served.address, verbose=False)


def example(call: str, language: str, address: str) -> str:
    """Return the document's example of a call in a language, at the address of the test."""
    part = DOCUMENT.split(f"## `/{call}`")[1]
    found = re.search(rf"```{language}\n(.*?)```", part, re.DOTALL)
    assert found is not None and "http://127.0.0.1:7860/" in found[1]
    return found[1].replace("http://127.0.0.1:7860/", address)


def run_python(call: str, address: str) -> str:
    """Run an example and return what it prints."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(example(call, "python", address), "docs/api.md", "exec"), {})
    return printed.getvalue()


def run_curl(call: str, address: str) -> Any:
    """Run an example and return the one element of its data."""
    if shutil.which("curl") is None or shutil.which("bash") is None:
        pytest.skip("curl or bash is not installed")
    script = "export NO_PROXY=127.0.0.1\n" + example(call, "bash", address)
    done = subprocess.run(
        ["bash", "-euc", script], capture_output=True, text=True, timeout=60, check=True
    )
    (data,) = re.findall(r"^data: (.*)$", done.stdout, re.MULTILINE)
    (element,) = json.loads(data)
    return element


@pytest.fixture(scope="module")
def shipped(opened: Assistant) -> Iterator[str]:  # noqa: F811
    """The address of a page over the shipped plans."""
    with loops_closed():
        from assistant.page.layout import build
        from assistant.page.ports import free_port
        from assistant.page.server import close, launch

        page = build(opened)
        yield launch(page, free_port())
        close(page)


def test_three_calls_are_public(served: Served) -> None:
    info = client(served).view_api(return_format="dict", print_info=False)
    named = info["named_endpoints"]
    assert list(named) == ["/ask", "/register", "/source"]
    assert info["unnamed_endpoints"] == {}
    inputs = {
        name: [p["parameter_name"] for p in told["parameters"]] for name, told in named.items()
    }
    assert inputs == {
        "/ask": ["question", "plan", "history"],
        "/register": [
            "plan", "agency", "role", "index", "text", "time", "sort", "limit", "offset",
        ],
        "/source": ["plan", "section", "start", "end", "around"],
    }  # fmt: skip


def test_ask_returns_the_answer_object(served: Served) -> None:
    answer = client(served).predict(FLAGSHIP, api_name="/ask")
    assert answer.keys() == {field.name for field in dataclasses.fields(Answer)}
    assert answer["status"] == "answered"
    assert [c["quote"] for c in answer["citations"]] == [QUOTE]
    text = served.assistant.plan.text
    assert [text[c["start"] : c["end"]] for c in answer["citations"]] == [QUOTE]


def test_plan_and_history_reach_the_assistant(served: Served) -> None:
    client(served).predict(
        question="who else?", plan="a-plan", history=["one", "two"], api_name="/ask"
    )
    assert ("who else?", ("one", "two"), ("a-plan",)) in served.assistant.asked


def test_a_long_history_keeps_its_end(served: Served) -> None:
    asked = [str(n) for n in range(50)]
    client(served).predict(question="the end?", history=asked, api_name="/ask")
    assert ("the end?", tuple(asked[-MAX_HISTORY:]), ()) in served.assistant.asked


def test_nothing_is_remembered_between_calls(served: Served) -> None:
    one = client(served)
    one.predict(question="first", api_name="/ask")
    one.predict(question="second", api_name="/ask")
    assert ("second", (), ()) in served.assistant.asked


def test_two_clients_at_once_get_their_own_answers(served: Served) -> None:
    def ask(name: str) -> list[str]:
        mine = client(served)
        return [
            mine.predict(question=f"{name} {n}", history=[name] * n, api_name="/ask")["answer"]
            for n in range(5)
        ]

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(ask, ["a", "b"]))
    assert answers == [[f"The plans do not say. (Earlier: {n}.)" for n in range(5)]] * 2
    for name in "ab":
        for n in range(5):
            assert (f"{name} {n}", (name,) * n, ()) in served.assistant.asked


def test_a_question_too_long_is_an_error_answer(served: Served) -> None:
    answer = client(served).predict("x" * (MAX_QUESTION + 1), api_name="/ask")
    assert answer["status"] == "error"
    assert "2000" in answer["reason"]


def test_a_fault_of_the_program_shows_nothing_of_it(served: Served) -> None:
    answer = client(served).predict("broken", api_name="/ask")
    assert answer["status"] == "error"
    assert "inside" not in json.dumps(answer)
    assert "Traceback" not in json.dumps(answer)


@pytest.mark.parametrize("history", ["one", [1, 2], {"a": 1}])
def test_a_history_of_another_type_is_an_error_answer(served: Served, history: Any) -> None:
    answer = client(served).predict(question="q", history=history, api_name="/ask")
    assert answer["status"] == "error"
    assert "history" in answer["reason"]


def test_the_examples_of_ask_run(served: Served) -> None:
    printed = run_python("ask", served.address)
    assert printed.startswith("answered In Lạng Sơn, the **Department of Agriculture")
    assert printed.endswith(f"1 stand-in-2026 III.2.2 {QUOTE}\n")
    assert run_curl("ask", served.address)["citations"][0]["quote"] == QUOTE


def test_the_examples_of_the_register_run(shipped: str) -> None:
    """By eye: Sở Tài chính leads four duties in Lạng Sơn, two in Sơn La, none in Lai Châu."""
    count, *rows = run_python("register", shipped).splitlines()
    assert count == "6"
    own = [row for row in rows if " Sở Tài chính lead " in row]
    assert (
        sorted(row.split()[0] for row in own)
        == ["lang-son-pci-2026"] * 4 + ["son-la-nq02-2026"] * 2
    )
    assert run_curl("register", shipped)["total"] == 6


def test_the_examples_of_the_source_run(shipped: str) -> None:
    heading, first, *_ = run_python("source", shipped).splitlines()
    assert heading.startswith("III. NÂNG CAO CHỈ SỐ NĂNG LỰC CẠNH TRANH CẤP TỈNH (PCI) > 2. ")
    assert first == "2.2. Chỉ số thành phần Tiếp cận nguồn lực"
    told = run_curl("source", shipped)
    assert told["link"] == "?plan=lang-son-pci-2026&section=III.2.2"
    assert "Sở Nông nghiệp và Môi trường chủ trì theo dõi" in told["quote"]


def test_the_document_names_every_key_of_an_answer() -> None:
    table = DOCUMENT.split("## The answer")[1].split("\n## ")[0]
    keys = re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)
    assert keys == [field.name for field in dataclasses.fields(Answer)]


def test_the_document_says_the_limits() -> None:
    assert f"at most {MAX_QUESTION:,} characters" in DOCUMENT
    assert f"the last {MAX_HISTORY} count" in DOCUMENT
