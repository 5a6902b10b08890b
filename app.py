"""Start the chat: build the index if it is stale, serve the page to this machine alone.

Exit codes: 0 when it was stopped, 1 for a failure, 2 for wrong usage, 130 when a second
Ctrl-C cut short the questions that were being answered.
"""

import argparse
import os
import signal
import sys
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from corpus import settings
from corpus.errors import InputError, PlansError

if TYPE_CHECKING:
    from assistant.logged import Logged

HOST = "127.0.0.1"
_CUT_SHORT = 130  # as shells call an end by Ctrl-C


def main(argv: Sequence[str] | None = None) -> int:
    """Run the chat until Ctrl-C or SIGTERM and return the exit code."""
    arguments = _parser().parse_args(argv)
    # Before Gradio is imported, which reads this once. A proxy must not come between the
    # program and its own address.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["NO_PROXY"] = ",".join(filter(None, (os.environ.get("NO_PROXY"), HOST)))
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # stop as Ctrl-C does
    try:
        _check_settings()
        port = settings.port() if arguments.port is None else arguments.port
        # Imported here: --help and a wrong setting need it not.
        from assistant import logs

        with logs.running():
            return _run(port, arguments.host)
    except KeyboardInterrupt:
        _say("Stopped.")
        return 0
    except InputError as error:
        _say(f"The chat cannot start: {error}")
        return 2
    except (PlansError, OSError) as error:
        _say(f"The chat cannot start: {error}")
        return 1


def _check_settings() -> None:
    """Look at every setting before any work, the language model's too.

    Raises:
        InputError: one cannot be what it says.
    """
    from assistant.model.settings import from_environment

    settings.check()
    from_environment()


def _run(port: int, host: str) -> int:
    """Open the assistant and serve its page; a taken port is found out before the work."""
    from assistant.page.ports import port_is_free

    if not port_is_free(port, host):
        _say(
            f"The chat cannot start: port {port} of {host} is taken, perhaps by a chat that "
            "is running already. Stop that one, or name another port with --port."
        )
        return 1
    _say("Opening the plans and their index ...")
    # Imported here: Gradio takes seconds, which --help and a taken port need not wait for.
    from assistant.feedback import Feedback, feedback_file
    from assistant.logged import Logged
    from assistant.page.votes import Kept
    from assistant.service import Assistant

    opened = Assistant.open(progress=_say)
    _warm(opened)
    votes = Kept(Feedback(feedback_file()), opened) if settings.feedback_enabled() else None
    assistant = Logged(opened)
    from assistant.page.layout import build

    _serve(build(assistant, votes=votes), assistant, port, host)
    return 0


def _warm(assistant: Any) -> None:
    """Load what the first questions need, so that no visitor waits for it.

    A language model is asked nothing that nobody asked: it may be slow, and cost money.
    """
    from prompts.page import EXAMPLES

    if not settings.read("CHAT_MODEL"):
        for example in EXAMPLES:
            assistant.ask(example, suggest=True)


def _serve(page: Any, assistant: "Logged", port: int, host: str) -> None:
    """Serve the page until a signal comes, then let the questions in flight end.

    Raises:
        KeyboardInterrupt: the signal, once all is closed.
    """
    from assistant import logs
    from assistant.page.downloads import routes
    from assistant.page.server import close, launch, wait

    started = time.monotonic()
    try:
        address = launch(page, port, host, assistant.plans, routes(assistant))
        logs.adopt_server()
        _tell_start(address, assistant)
        print(f"The chat is at {address} (Ctrl-C stops it).", flush=True)
        wait()
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # once is enough
        signal.signal(signal.SIGINT, _end_at_once)
        done = close(page)
        logs.tell(
            "stopped",
            seconds=round(time.monotonic() - started, 1),
            answered=assistant.answered,
            cut_off=not done,
        )


def _tell_start(address: str, assistant: "Logged") -> None:
    """Log what runs: version, address, plans, index and settings."""
    from assistant import VERSION, logs
    from index.manifest import Layout

    try:
        build = Layout(settings.data_dir()).current.read_text(encoding="utf-8").strip()
    except OSError:
        build = ""
    plans = [plan.id for plan in assistant.plans()]
    told = settings.in_force()
    logs.tell("started", version=VERSION, address=address, plans=plans, index=build, settings=told)


def _end_at_once(*_: object) -> None:
    """End the program in the middle of closing: a second Ctrl-C says that it is urgent."""
    _say("Stopped.")
    os._exit(_CUT_SHORT)


def _say(words: str) -> None:
    """Print words for people on standard error."""
    print(words, file=sys.stderr, flush=True)


def _port(text: str) -> int:
    """Return a port's number.

    Raises:
        argparse.ArgumentTypeError: It is no port.
    """
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= 65_535):
        msg = f"a port is a number from 1 to 65535, not {text!r}"
        raise argparse.ArgumentTypeError(msg)
    return int(text)


def _parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(
        prog="python app.py",
        description="Start the chat about the plans, for this machine alone.",
        epilog="Settings come from the environment or plans.toml: see the README.",
    )
    parser.add_argument(
        "--port", type=_port, default=None, help=f"default: PLANS_PORT, else {settings.PORT}"
    )
    parser.add_argument(
        "--host",
        choices=(HOST,),
        default=HOST,
        help="always %(default)s: the chat has no log-in and is not for a network",
    )
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
