"""A question asked of a new process loads nothing heavy: it must be answered at once."""

import json
import subprocess
import sys

import pytest

from tests.conftest import ROOT

HEAVY = {"gradio", "torch", "sentence_transformers", "transformers", "datasets", "langchain"}
SCRIPT = """
import json, sys
from assistant.__main__ import main
code = main(["ask", "--json", "which agency leads the land access index?"])
print(json.dumps([code, sorted({name.partition(".")[0] for name in sys.modules})]))
"""


@pytest.mark.usefixtures("data_dir")
def test_ask_loads_no_heavy_library() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=ROOT, capture_output=True, check=True, text=True
    )
    answer, modules = done.stdout.splitlines()
    assert json.loads(answer)["status"] == "answered"
    code, loaded = json.loads(modules)
    assert code == 0
    assert "langchain_core" in loaded
    assert HEAVY.intersection(loaded) == set()
    assert done.stderr == ""
