"""``python -m benchmarks.latency``: how long answers, a cold start and a build take.

Standard output gets the figures (``--json``: one object), standard error the progress.
The exit code is 0 unless something could not be measured: machines differ, so the
targets are printed beside the figures and not enforced.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.metrics import percentile
from eval.questions import load_facts, load_unanswerable
from eval.run import ask_all, items

ROOT = Path(__file__).resolve().parent.parent
HEAVY = ("gradio", "torch", "sentence_transformers", "transformers", "datasets")
TARGETS = {
    "warm_p95_ms": "50 or less",
    "cold_start_s": "2 or less",
    "heavy_imports": "none",
    "index_build_s": "30 or less",
}

# Runs a question as `python -m assistant ask` does, then says which heavy modules came along.
_IMPORTS = """
import runpy, sys
sys.argv = ["assistant", "ask", sys.argv[1]]
try:
    runpy.run_module("assistant", run_name="__main__", alter_sys=True)
except SystemExit:
    pass
print("heavy:", *(name for name in {heavy!r} if name in sys.modules), file=sys.stderr)
"""


class FailedCommandError(RuntimeError):
    """A measured command ended with an error."""


def warm_answers() -> dict[str, float]:
    """Return count, median, 95th percentile and maximum of warm answers, in milliseconds.

    Asked are the questions of the split dev, in every wording, in one process, after one
    unmeasured question.
    """
    from assistant.service import Assistant

    asked = items(load_facts(), load_unanswerable(), ("dev",))
    begun = time.perf_counter()
    assistant = Assistant.open(shipped_only=True, with_model=False)
    opened = time.perf_counter() - begun
    times = [milliseconds for _, _, milliseconds in ask_all(assistant, asked)]
    return {
        "warm_questions": len(times),
        "open_s": opened,
        "warm_p50_ms": percentile(times, 0.50),
        "warm_p95_ms": percentile(times, 0.95),
        "warm_max_ms": max(times),
    }


def cold_start(question: str, runs: int) -> float:
    """Return the median seconds of ``python -m assistant ask`` as a new process.

    One run before, unmeasured, fills the caches of bytecode and of the disk.
    """
    command = [sys.executable, "-m", "assistant", "ask", question]
    return statistics.median([_seconds(command) for _ in range(runs + 1)][1:])


def heavy_imports(question: str) -> list[str]:
    """Return the heavy libraries that a question on the command line imports."""
    command = [sys.executable, "-c", _IMPORTS.format(heavy=HEAVY), question]
    lines = _run(command).stderr.splitlines()
    said = [line for line in lines if line.startswith("heavy:")]
    if not said:
        raise FailedCommandError("the imports of `python -m assistant ask` could not be seen")
    return said[-1].split()[1:]


def index_build() -> float:
    """Return the seconds that building the index takes in an empty data folder."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PLANS_DATA_DIR": folder}
        return _seconds([sys.executable, "-m", "index", "build"], environment)


def _seconds(command: Sequence[str], environment: Mapping[str, str] | None = None) -> float:
    begun = time.perf_counter()
    _run(command, environment)
    return time.perf_counter() - begun


def _run(
    command: Sequence[str], environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        last = "\n".join(done.stderr.splitlines()[-5:])
        raise FailedCommandError(f"{' '.join(command[1:4])} ended with {done.returncode}:\n{last}")
    return done


def measure(runs: int, *, build: bool) -> dict[str, Any]:
    """Return all figures by name; progress goes to standard error."""
    question = next(fact.questions.en for fact in load_facts() if fact.split == "dev")
    _say("asking the dev questions of the evaluation, warm")
    figures: dict[str, Any] = dict(warm_answers())
    _say(f"starting `python -m assistant ask` {runs + 1} times")
    figures["cold_start_s"] = cold_start(question, runs)
    figures["heavy_imports"] = heavy_imports(question)
    if build:
        _say("building the index in an empty folder")
        figures["index_build_s"] = index_build()
    return figures


def _say(words: str) -> None:
    print(f"bench: {words}", file=sys.stderr, flush=True)


def _line(name: str, value: object) -> str:
    shown = f"{value:.2f}" if isinstance(value, float) else str(value)
    shown = (", ".join(value) or "none") if isinstance(value, list) else shown
    target = f"  (target: {TARGETS[name]})" if name in TARGETS else ""
    return f"{name:<16}{shown:>10}{target}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.latency", description=(__doc__ or "").split("\n\n")[1]
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--runs", type=int, default=5, help="cold starts measured (default 5)")
    parser.add_argument("--no-build", action="store_true", help="leave out building the index")
    options = parser.parse_args(arguments)
    if options.runs < 1:
        parser.error("--runs must be at least 1")
    try:
        figures = measure(options.runs, build=not options.no_build)
    except FailedCommandError as error:
        print(error, file=sys.stderr)
        return 1
    if options.json:
        print(json.dumps(figures, indent=1))
    else:
        print("\n".join(_line(name, value) for name, value in figures.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
