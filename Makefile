# make check      set up .venv and check the sample reports
# make test       set up .venv and run all tests
# make lint       format check, lint, types
# make accuracy   hold the checker against the labelled texts
# make bench      speed and memory, as ratios
# make lock       pin the development versions anew

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

.DEFAULT_GOAL := check
.PHONY: check test lint format accuracy bench lock clean

$(STAMP): pyproject.toml requirements-dev.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(STAMP)

# A failing report is a result, not an error of the checker: exit code 1 is fine here, 2 is not.
check: $(STAMP)
	@$(BIN)/fzcheck seeds/*.txt || [ $$? -eq 1 ]

test: $(STAMP)
	$(BIN)/python -m pytest

lint: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

accuracy: $(STAMP)
	$(BIN)/python tests/accuracy.py

bench: $(STAMP)
	$(BIN)/python tests/bench.py

lock:
	$(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/python -m pip install --quiet -e ".[dev]"
	$(VENV)-lock/bin/python -m pip freeze --exclude-editable --exclude setuptools > requirements-dev.lock
	rm -rf $(VENV)-lock

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
