# The only list of commands. `make demo` and `make test` set up all that they need.
VENV := .venv
PYTHON ?= python3
RUN := $(VENV)/bin/python -m

.PHONY: setup demo test check trials pictures format clean

setup: $(VENV)/ready

$(VENV)/ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[second-reader,test]'
	$(RUN) heeded.read
	touch $(VENV)/ready

demo: setup
	$(RUN) heeded demo --out runs/northmoor

check: setup
	$(VENV)/bin/ruff check src tests tools benchmarks
	$(VENV)/bin/ruff format --check src tests tools benchmarks
	$(VENV)/bin/mypy
	$(RUN) pytest -n 2 -m "not slow and not trial"

test: setup
	$(VENV)/bin/ruff check src tests tools benchmarks
	$(VENV)/bin/mypy
	$(RUN) pytest -n 2 -m "not trial"

trials: setup
	$(RUN) pytest -m trial

pictures: setup
	$(VENV)/bin/python tools/take_pictures.py

format: setup
	$(VENV)/bin/ruff check --fix src tests tools
	$(VENV)/bin/ruff format src tests tools

clean:
	rm -rf $(VENV) runs build dist
