"""A chat in a process of its own: its health, its end, plans that come and go, many people."""

import json
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant import VERSION
from assistant.page.ports import port_is_free
from assistant.page.server import PATIENCE_S
from assistant.service import Assistant
from tests.assistant.conftest import built, opened
from tests.assistant.test_added_plans import BEES, NEW_PLAN, OTHERS
from tests.conftest import ROOT
from tests.page.chat import Chat, running, stand_in
from tests.page.stand_in import FLAGSHIP

gradio_client = pytest.importorskip("gradio_client")
__all__ = ["built", "opened"]

PEOPLE = 20
BODIES = """
Sở Tài chính, Sở Tư pháp, Sở Nội vụ, Sở Công Thương, Sở Xây dựng, Sở Khoa học và Công nghệ,
Sở Nông nghiệp và Môi trường, Sở Y tế, Sở Giáo dục và Đào tạo, Thanh tra tỉnh, Thuế tỉnh,
Công an tỉnh, Văn phòng UBND tỉnh, Sở Văn hóa Thể thao và Du lịch, Tòa án nhân dân tỉnh,
Hiệp hội Doanh nghiệp tỉnh, Ngân hàng Nhà nước, Báo và Phát thanh truyền hình tỉnh,
UBND các xã, Kho bạc Nhà nước
"""
PROVINCES = ("Sơn La", "Lạng Sơn", "Lai Châu")


@pytest.fixture(scope="module")
def chat(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chat]:
    """A chat with the real assistant and a data folder of its own."""
    folder = tmp_path_factory.mktemp("chat") / "data"
    shutil.copytree(built, folder)
    with running(PLANS_DATA_DIR=str(folder), PLANS_TODAY="2026-07-25") as found:
        yield found


@pytest.fixture(scope="module")
def folder(chat: Chat) -> Path:
    (started,) = chat.events("started")
    return Path(started["settings"]["PLANS_DATA_DIR"])


def corpus(folder: Path, *arguments: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "corpus", *arguments],
        cwd=ROOT,
        env={"PLANS_DATA_DIR": str(folder), "PATH": "", "PLANS_SETTINGS": "/dev/null"},
        capture_output=True,
        check=True,
    )


def test_its_start_is_logged(chat: Chat, folder: Path) -> None:
    (started,) = chat.events("started")
    assert started["version"] == VERSION
    assert started["address"] == chat.address
    assert started["plans"] == ["lai-chau-kl90-2026", "lang-son-pci-2026", "son-la-nq02-2026"]
    assert started["index"] == (folder / "index" / "CURRENT").read_text().strip()
    assert started["settings"]["PLANS_TODAY"] == "2026-07-25"


def test_its_health_is_told_and_never_kept(chat: Chat) -> None:
    status, headers, body = chat.request("GET", "/health")
    assert status == 200
    assert json.loads(body) == {"status": "ok", "plans": 3, "version": VERSION}
    assert headers["cache-control"] == "no-store"
    assert headers["content-type"] == "application/json"
    status, headers, body = chat.request("HEAD", "/health")
    assert (status, body) == (200, "")
    assert chat.request("POST", "/health", {})[0] == 405


def test_a_plan_that_comes_while_it_runs_is_asked_and_goes_again(
    chat: Chat, folder: Path, tmp_path: Path
) -> None:
    def cited(question: str) -> set[str]:
        answer = gradio_client.Client(chat.address, verbose=False).predict(
            question=question, api_name="/ask"
        )
        return {citation["plan"] for citation in answer["citations"]}

    path = tmp_path / "cao-bang-pci-2026.md"
    path.write_text(NEW_PLAN, encoding="utf-8")
    assert cited(BEES) == set()
    corpus(folder, "add", str(path))
    assert cited(BEES) == {"cao-bang-pci-2026"}
    assert chat.health()[1]["plans"] == 4
    (changed,) = chat.events("plans_changed")
    assert (changed["added"], changed["removed"], changed["plans"]) == ([path.stem], [], 4)

    # A file that is no plan, put there by hand: the others are answered from as before.
    broken = folder / "plans" / "broken-2026.md"
    broken.write_bytes(b"\xff\xfe")
    assert cited(BEES) == {"cao-bang-pci-2026"}
    assert cited(OTHERS) == {"lang-son-pci-2026"}
    assert chat.health()[0] == 200
    warned = json.loads(chat.err.wait("broken-2026")[0])
    assert (warned["level"], warned["logger"]) == ("warning", "assistant.service")
    assert "python -m corpus remove broken-2026" in warned["message"]
    corpus(folder, "remove", "broken-2026")

    corpus(folder, "remove", path.stem)
    assert cited(BEES) == set()
    assert chat.events("plans_changed", 2)[1]["removed"] == [path.stem]
    assert chat.health()[1]["plans"] == 3


def test_twenty_people_at_once_get_each_his_own_answers(
    chat: Chat, opened: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every answer is what the assistant says where nobody else asks."""
    monkeypatch.setenv("PLANS_TODAY", "2026-07-25")  # the chat's day
    bodies = [" ".join(name.split()) for name in BODIES.split(",")]
    assert len(bodies) == PEOPLE
    questions = [[f"{body} {place} có nhiệm vụ gì?" for place in PROVINCES] for body in bodies]
    before = sum('"event": "answered"' in line for line in chat.err.lines)
    together = threading.Barrier(PEOPLE + 1)
    times: list[float] = []

    def ask(mine: list[str]) -> list[dict[str, object]]:
        client = gradio_client.Client(chat.address, verbose=False)
        together.wait(60)
        return [client.predict(question=question, api_name="/ask") for question in mine]

    with ThreadPoolExecutor(PEOPLE) as pool:
        asked = [pool.submit(ask, mine) for mine in questions]
        together.wait(60)
        started = time.perf_counter()
        while not all(future.done() for future in asked):
            began = time.perf_counter()
            assert chat.health()[0] == 200
            times.append(time.perf_counter() - began)
        wall_s = time.perf_counter() - started
    answers = [answer for future in asked for answer in future.result()]
    for question, answer in zip([q for mine in questions for q in mine], answers, strict=True):
        alone = json.loads(json.dumps(opened.ask(question, suggest=True).to_json()))
        assert answer | {"seconds": 0} == alone | {"seconds": 0}, question
    assert len({json.dumps(answer["answer"]) for answer in answers}) > PEOPLE
    logged = [line["request"] for line in chat.events("answered", before + len(answers))]
    assert len(set(logged)) == len(logged)
    print(f"{len(answers)} answers in {wall_s:.2f} s; health {statistics.median(times):.4f} s, "
          f"at most {max(times):.4f} s, {len(times)} times")  # fmt: skip
    assert wall_s < 60
    assert statistics.median(times) < 0.5


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_question_in_flight_is_answered_before_the_end(number: signal.Signals) -> None:
    # The chat is ended first, else a question that waits would keep the thread for ever.
    with ThreadPoolExecutor(1) as pool, stand_in(PATIENCE_S="60") as chat:
        answer = pool.submit(chat.ask, "wait for it")
        chat.out.wait("asked")
        chat.process.send_signal(number)
        chat.wait_for_health(503)
        status, headers, body = chat.request(
            "POST", "/gradio_api/call/ask", {"data": ["a", "", []]}
        )
        assert (status, headers["retry-after"]) == (503, "10")
        assert json.loads(body)["status"] == "stopping"
        assert chat.health()[1]["status"] == "stopping"
        chat.release()
        assert answer.result(60)["question"] == "wait for it"
        assert chat.process.wait(60) == 0
        assert port_is_free(chat.port)
        assert words_for_people(chat) == ["Opening the plans and their index ...", "Stopped."]
        (stopped,) = chat.events("stopped")
        assert (stopped["answered"], stopped["cut_off"]) == (1, False)
        assert chat.out.all() == [f"The chat is at {chat.address} (Ctrl-C stops it).", "asked"]


def test_a_question_that_never_ends_does_not_keep_it_running() -> None:
    with stand_in() as chat:
        chat.begin("wait for ever", "", None)
        chat.out.wait("asked")
        event = chat.begin("wait for ever", "", None)
        chat.out.wait("asked", 2)
        with socket.create_connection(("127.0.0.1", chat.port), timeout=60) as client:
            # One who listens: what he listens to is cut off.
            client.sendall(
                f"GET /gradio_api/call/ask/{event} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
            )
            assert client.recv(15) == b"HTTP/1.1 200 OK"
            started = time.monotonic()
            assert chat.stop() == 0
        assert PATIENCE_S - 0.5 < time.monotonic() - started < PATIENCE_S + 20
        assert port_is_free(chat.port)
        assert words_for_people(chat) == ["Opening the plans and their index ...", "Stopped."]
        assert chat.events("stopped")[0]["cut_off"] is True
        assert [line for line in chat.err.lines if '"level": "error"' in line] == []


def test_a_second_ctrl_c_ends_it_at_once() -> None:
    # The chat is ended first, else a question that waits would keep the thread for ever.
    with ThreadPoolExecutor(1) as pool, stand_in(PATIENCE_S="60") as chat:
        asked = pool.submit(chat.ask, "wait for ever")
        chat.out.wait("asked")
        chat.process.send_signal(signal.SIGINT)
        chat.wait_for_health(503)
        started = time.monotonic()
        assert chat.stop(signal.SIGINT) == 130
        assert time.monotonic() - started < 30
        assert asked.exception(60) is not None
        assert words_for_people(chat) == ["Opening the plans and their index ...", "Stopped."]


def test_a_page_that_is_open_does_not_hold_up_the_end() -> None:
    """A browser holds one connection while it shows the page."""
    with stand_in() as chat:
        with socket.create_connection(("127.0.0.1", chat.port), timeout=60) as client:
            client.sendall(b"GET /gradio_api/heartbeat/abc HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert client.recv(15) == b"HTTP/1.1 200 OK"
            assert chat.ask(FLAGSHIP)["status"] == "answered"
            assert chat.stop() == 0
        assert chat.events("stopped")[0]["cut_off"] is False


def test_faults_of_a_request_are_logged_in_the_log_s_form_without_its_words() -> None:
    """Gradio itself would print them, with all that was sent."""
    with stand_in() as chat:
        assert chat.end(chat.begin("mật khẩu hunter2")) is None  # two inputs are missing
        assert chat.ask("broken hunter2")["status"] == "error"
        failed = chat.events("failed")[0]
        assert chat.stop() == 0
        assert words_for_people(chat) == ["Opening the plans and their index ...", "Stopped."]
        assert "hunter2" not in "\n".join(chat.err.lines + chat.out.lines)
        (asked, fault) = chat.events("message")
        assert asked["traceback"].startswith("ValueError\n")
        assert fault["traceback"].startswith(f"RuntimeError\nrequest {failed['request']}\n")
        assert "inside of the program" not in fault["traceback"]


def words_for_people(chat: Chat) -> list[str]:
    """Return the lines of standard error that are no log; all others must be JSON objects."""
    found = []
    for line in chat.err.all():
        if line.startswith("{"):
            assert {"time", "level", "event"} <= json.loads(line).keys()
        else:
            found.append(line)
    return found


@pytest.mark.parametrize("form", ["text", "off"])
def test_other_forms_of_the_log(form: str) -> None:
    with stand_in(PLANS_LOG=form) as chat:
        assert chat.ask(FLAGSHIP)["status"] == "answered"
        assert chat.stop() == 0
        lines = chat.err.all()
    if form == "off":
        assert lines == ["Opening the plans and their index ...", "Stopped."]
    else:
        (line,) = [line for line in lines if " info answered " in line]
        assert f" question_characters={len(FLAGSHIP)}" in line
        assert lines[-1] == "Stopped."


def test_the_port_of_the_settings_is_served() -> None:
    """The fixture names a port on the command line, which goes before."""
    with stand_in(PLANS_PORT="1") as chat:
        assert chat.health()[0] == 200


def test_a_signal_that_does_not_wake_the_main_thread_ends_the_wait() -> None:
    """Under load a stop was once not noticed: its signal came just before the wait began."""
    code = """
import signal, threading
from assistant.page.server import wait
signal.signal(signal.SIGTERM, signal.default_int_handler)
def take():  # the handler is run by the main thread, which this does not wake
    signal.pthread_kill(threading.get_ident(), signal.SIGTERM)
threading.Timer(0.2, take).start()
try:
    wait()
except KeyboardInterrupt:
    print("seen")
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.stdout == "seen\n", done.stderr
