"""Start the chat: build the index if it is stale, serve the page to this machine alone.

Exit codes: 0 when it was stopped, 1 for a failure, 2 for wrong usage.
"""

import argparse
import os
import signal
import sys
from collections.abc import Sequence

from corpus.errors import InputError, PlansError

HOST = "127.0.0.1"
PORT = 7860


def main(argv: Sequence[str] | None = None) -> int:
    """Run the chat until Ctrl-C or SIGTERM and return the exit code."""
    arguments = _parser().parse_args(argv)
    # Before Gradio is imported, which reads this once. A proxy must not come between the
    # program and its own address.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["NO_PROXY"] = ",".join(filter(None, (os.environ.get("NO_PROXY"), HOST)))
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # stop as Ctrl-C does
    try:
        return _run(arguments.port, arguments.host)
    except KeyboardInterrupt:
        _say("Stopped.")
        return 0
    except InputError as error:
        _say(f"The chat cannot start: {error}")
        return 2
    except (PlansError, OSError) as error:
        _say(f"The chat cannot start: {error}")
        return 1


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
    from assistant.service import Assistant

    assistant = Assistant.open(progress=_say)
    from assistant.page.layout import build
    from assistant.page.server import close, launch, wait

    page = build(assistant)
    try:
        address = launch(page, port, host)
        print(f"The chat is at {address} (Ctrl-C stops it).", flush=True)
        wait()
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)  # closing takes a moment; let it finish
        close(page)
    return 0


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
        epilog="PLANS_DATA_DIR names the folder of built indexes and added plans.",
    )
    parser.add_argument("--port", type=_port, default=PORT, help="default: %(default)s")
    parser.add_argument(
        "--host",
        choices=(HOST,),
        default=HOST,
        help="always %(default)s: the chat has no log-in and is not for a network",
    )
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
