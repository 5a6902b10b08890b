# Everything starts here: `make help`. Needs make and Python 3.11 or newer, nothing else.

PYTHON ?= python3
# A folder of wheels to install from, with no network: make WHEELS=/folder chat
WHEELS ?=
# More words for pytest, as in: make test PYTEST_ARGS="-n 4"
PYTEST_ARGS ?= -n 2 --dist loadfile

VENV := .venv
PY := $(VENV)/bin/python
say = @echo "make: $(1)" >&2

ifneq ($(strip $(WHEELS)),)
PIP_SOURCE := --no-index --find-links "$(WHEELS)"
endif

LOCK := constraints.txt
# Where `make test` leaves the evaluation: report.html, report.md and the run itself
REPORT ?= data/eval

.DEFAULT_GOAL := help
.PHONY: help models chat test lint index eval bench pictures clean venv setup setup-dev measured

help:
	@echo "make chat    set up if needed, build the index if stale, start the chat on 127.0.0.1:7860"
	@echo "make test    set up if needed, run every check and test, and the evaluation (data/eval/report.html)"
	@echo "make models  install what reaches a language model (CHAT_MODEL), see docs/models.md"
	@echo "make lint    ruff and mypy"
	@echo "make index   build the index if it is missing or stale"
	@echo "make eval    ask the evaluation questions and compare with eval/thresholds.json"
	@echo "make bench   measure latency, cold start and index build time"
	@echo "make pictures take the README's pictures of the page anew (docs/images)"
	@echo "make clean   remove .venv and caches; data/ (indexes, plans you added) stays"
	@echo ""
	@echo "make WHEELS=/folder chat       install with no network, from a folder of wheels"
	@echo "make PYTHON=python3.12 chat    choose the interpreter that .venv is made with"

chat: index
	$(call say,starting the chat (Ctrl+C stops it))
	@$(PY) app.py

test: setup-dev index
	$(call say,checking style (ruff))
	@$(PY) -m ruff check .
	$(call say,checking types (mypy))
	@$(PY) -m mypy
	$(call say,running the tests (pytest))
	@$(PY) -m pytest $(PYTEST_ARGS)
	$(call say,asking the evaluation questions)
	@$(MAKE) --no-print-directory measured
	$(call say,every check and test passed)

# The report is written whether or not a limit is missed; a missed limit still fails.
measured:
	@to="$(REPORT)"; rm -rf "$${to:?}/run" "$$to/report.html" "$$to/report.md" || exit 1; \
	$(PY) -m eval run --save "$$to/run"; code=$$?; \
	if [ -f "$$to/run/manifest.json" ]; then \
	  $(PY) -m eval report "$$to/run" --output "$$to" || [ $$code -ne 0 ] || code=$$?; \
	fi; \
	exit $$code

lint: setup-dev
	$(call say,checking style (ruff))
	@$(PY) -m ruff check .
	$(call say,checking types (mypy))
	@$(PY) -m mypy

index: setup
	$(call say,bringing the index up to date)
	@$(PY) -m index build

eval: index
	@$(PY) -m eval run

bench: index
	@$(PY) -m benchmarks.latency

pictures: setup-dev index
	@$(PY) docs/pictures.py

clean:
	$(call say,removing $(VENV) and caches; data/ stays)
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .gradio
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The environment is made anew when it is missing, half made, or its interpreter is gone.
venv:
	@if [ -f $(VENV)/.made ] && $(PY) -c "" 2>/dev/null; then exit 0; fi; \
	command -v $(PYTHON) >/dev/null 2>&1 || { \
	  echo "make: no '$(PYTHON)' on this machine. Install Python 3.11 or newer, or name one: make PYTHON=/path/to/python3 ..." >&2; exit 1; }; \
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "make: Python 3.11 or newer is needed; '$(PYTHON)' is $$($(PYTHON) -V 2>&1). Name another: make PYTHON=python3.11 ..." >&2; exit 1; }; \
	echo "make: making the virtual environment $(VENV)" >&2; \
	$(PYTHON) -m venv --clear $(VENV) || { \
	  echo "make: '$(PYTHON) -m venv' failed. On Debian and Ubuntu, install the package python3-venv and try again." >&2; exit 1; }; \
	touch $(VENV)/.made

# $(call install,FILE,STAMP): install FILE unless STAMP holds the sum of the same files.
# The stamp is written last, so an interrupted installation is taken up again.
define install
	@sum=$$(cat requirements.txt requirements-models.txt $(1) $(LOCK) | cksum); \
	if [ "$$(cat $(VENV)/$(2) 2>/dev/null)" = "$$sum" ]; then exit 0; fi; \
	if [ -n "$(strip $(WHEELS))" ] && [ ! -d "$(WHEELS)" ]; then \
	  echo "make: WHEELS=$(WHEELS) is not a folder. Name the folder that holds the wheels." >&2; exit 1; fi; \
	echo "make: installing $(1) into $(VENV) (the first time takes some minutes)" >&2; \
	$(PY) -m pip install --disable-pip-version-check $(PIP_SOURCE) -r $(1) -c $(LOCK) >&2 || { \
	  echo "make: the installation failed; the last lines above say why. 'make' again goes on from there." >&2; exit 1; }; \
	printf '%s\n' "$$sum" > $(VENV)/$(2)
endef

setup: venv
	$(call install,requirements.txt,.installed)

models: setup
	$(call install,requirements-models.txt,.installed-models)

setup-dev: setup
	$(call install,requirements-dev.txt,.installed-dev)
