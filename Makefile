.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: help setup serve test soak coverage lint format eval bench

help: ## show this help
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(STAMP) ## create .venv and install the pinned dependencies

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	@echo "Setting up $(VENV) (once; about a minute) …"
	@$(PYTHON) -m venv $(VENV) || { echo "On Debian or Ubuntu: apt install python3-venv"; exit 1; }
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

serve: $(STAMP) ## start the chat page and the REST interface on http://127.0.0.1:8000
	@$(BIN)/qa serve

test: $(STAMP) ## run the tests (browser tests where Chromium is installed)
	@$(BIN)/python -m pytest --numprocesses 2 --dist loadfile

soak: $(STAMP) ## run the long tests: hundreds of kills, fuzzing at length, load
	@$(BIN)/python -m pytest -m soak

coverage: $(STAMP) ## run the tests and report the branch coverage
	@$(BIN)/coverage run -m pytest
	@$(BIN)/coverage report --skip-covered --skip-empty

lint: $(STAMP) ## check style and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(STAMP) ## put the code into its one format
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

eval: $(STAMP) ## ask the golden questions and hold the scores against their floors
	@$(BIN)/qa eval --gate

bench: $(STAMP) ## measure finding and answering against their bars
	@$(BIN)/qa bench retrieval
	@$(BIN)/qa bench answer
