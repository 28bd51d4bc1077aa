# One word runs each thing from a clean checkout: each target sets up .venv from the lock first when it is missing or old.
#
#   make ask Q="how many applications did 庆阳 receive in 2018"
#   make ui        the web page
#   make test      every test
#   make check     lint, types, import layers
#   make eval      asks the question sets and compares with the runs accepted last
#   make audit     known vulnerabilities and licences of what the lock installs
#   make bench     how long things take on this machine, and the retrieval beside plain chunks
#   make docs      writes the outputs in the documents anew
#   make lock      pins the dependencies anew
#
# PYTHON       the Python to build .venv with (3.11 or later)
# TORCH_INDEX  where torch comes from, e.g. https://download.pytorch.org/whl/cpu for the small build without CUDA

PYTHON ?= python3
TORCH_INDEX ?=
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
LOCKED_PIP := 26.3

.DEFAULT_GOAL := help
.PHONY: help install ask ui test check eval audit bench docs lock browser clean

help:
	@sed -n '3,14s/^# \{0,1\}//p' Makefile

install: $(VENV)/.installed

$(VENV)/.pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "$(PYTHON) is older than Python 3.11; name a newer one with make PYTHON=python3.11" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) install --quiet --upgrade pip==$(LOCKED_PIP)
	@touch $@

# Everything but torch comes from the lock, checked against its hashes; torch comes from TORCH_INDEX or pip's own index.
$(VENV)/.installed: $(VENV)/.pip requirements.lock requirements-torch.txt pyproject.toml
	@echo "Installing into $(VENV), once; this takes a few minutes." >&2
	@$(PIP) install --quiet --no-deps --require-hashes -r requirements.lock
	@$(PIP) install --quiet -r requirements-torch.txt $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX))
	@$(PIP) install --quiet --no-deps --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock requirements-chat-tests.txt
	@$(PIP) install --quiet --no-deps --require-hashes -r requirements-dev.lock
	@$(PIP) install --quiet --no-deps --require-hashes --only-binary :all: -r requirements-chat-tests.txt || \
	  echo "The tests against a real chat model are skipped: llama.cpp has no build for this machine." >&2
	@touch $@

# The question travels in the environment, unexpanded: quotes and dollar signs in it mean nothing to make or the shell.
ask: export QUESTION := $(value Q)
ask: $(VENV)/.installed
	@test -n "$$QUESTION" || { echo 'Ask with make ask Q="your question"' >&2; exit 2; }
	@$(BIN)/gongkai reports >/dev/null 2>&1 || $(BIN)/gongkai index reports
	@$(BIN)/gongkai ask "$$QUESTION"

ui: $(VENV)/.installed
	@$(BIN)/gongkai ui

test: $(VENV)/.installed-dev browser
	@$(BIN)/python -m pytest

check: $(VENV)/.installed-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest --quiet tests/test_layers.py

# Fails below a goal of eval/thresholds.toml, and where an answer is worse than in the run accepted last (eval/runs).
# GATE=accepted asks for the latter alone.
GATE := goals
SETS := seeds own
eval: $(VENV)/.installed
	@$(foreach set,$(SETS),$(BIN)/gongkai eval $(set) --fresh --gate $(GATE) &&) true

# Fails on a known vulnerability and on a licence that binds; where the advisories cannot be had, it says so and goes on.
LOCKS := requirements.lock requirements-torch.txt requirements-dev.lock requirements-chat-tests.txt
audit: $(VENV)/.installed-dev
	@$(BIN)/python .ci/audit.py
	@$(BIN)/python .ci/licences.py $(LOCKS) >/dev/null

bench: $(VENV)/.installed-dev
	@$(BIN)/python -m eval.bench
	@$(BIN)/gongkai eval --fresh --rival --gate $(GATE)

docs: $(VENV)/.installed-dev
	@$(BIN)/python docs/outputs.py

# The browser tests need Chromium and a Chinese font; both are installed where that is possible without asking.
browser:
	@command -v chromium >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Installing chromium and a Chinese font for the browser tests." >&2; \
	    apt-get update -qq >/dev/null && \
	    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-wqy-zenhei >/dev/null; \
	  else echo "The browser tests are skipped: install chromium and fonts-wqy-zenhei to run them." >&2; fi; }

# The lock holds for every platform and every Python from 3.11 on.
UV_COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header
lock: $(VENV)/.installed-dev
	@$(UV_COMPILE) pyproject.toml -o requirements.lock
	@$(UV_COMPILE) --group dev -c requirements.lock -o requirements-dev.lock

clean:
	rm -rf $(VENV) .gongkai .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist *.egg-info
