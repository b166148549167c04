# The only list of commands. `make demo` and `make test` set up all that they need.
VENV := .venv
PYTHON ?= python3
RUN := $(VENV)/bin/python -m

# Two processes, each with whole files, in the order in which they stand: what the tests of a file share is made once.
APART := -n 2 --dist loadfile --no-loadscope-reorder

# What the tests need of the machine: a browser, its fonts, and a database server that the tests start for themselves.
NEEDED := chromium:/usr/bin/chromium fonts-liberation:/usr/share/fonts/truetype/liberation postgresql:/usr/lib/postgresql

.PHONY: setup system demo test check trials audit pictures format clean

setup: $(VENV)/ready

$(VENV)/ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[desk,encrypted,second-reader,test]'
	$(RUN) heeded.read
	touch $(VENV)/ready

system:
	@missing=""; for one in $(NEEDED); do [ -e "$${one#*:}" ] || missing="$$missing $${one%%:*}"; done; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if [ "$$(id -u)" != 0 ]; then echo "Please have installed:$$missing"; exit 1; fi; \
	apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends $$missing >/dev/null

demo: setup
	$(RUN) heeded demo --out runs/northmoor

check: setup
	$(VENV)/bin/ruff check src tests tools benchmarks
	$(VENV)/bin/ruff format --check src tests tools benchmarks
	$(VENV)/bin/mypy
	$(RUN) pytest $(APART) -m "not slow and not trial"

test: setup system
	$(VENV)/bin/ruff check src tests tools benchmarks
	$(VENV)/bin/mypy
	$(RUN) pytest $(APART) -m "not trial"
	HEEDED_TEST_POSTGRES=1 $(RUN) pytest $(APART) -m "not trial and (not slow or database)" --ignore tests/desk/browser tests/desk

trials: setup system
	$(VENV)/bin/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[trials]'
	$(RUN) pytest -m trial
	HEEDED_TEST_POSTGRES=1 $(RUN) pytest -m "trial or slow" --ignore tests/desk/browser tests/desk
	$(VENV)/bin/python benchmarks/load.py

audit: setup
	$(VENV)/bin/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[trials]'
	$(VENV)/bin/pip-audit --strict --no-deps --disable-pip --requirement constraints.txt

pictures: setup system
	$(VENV)/bin/python tools/take_pictures.py
	HEEDED_PICTURES=$(CURDIR)/docs/pictures $(RUN) pytest -k picture tests/desk/browser

format: setup
	$(VENV)/bin/ruff check --fix src tests tools
	$(VENV)/bin/ruff format src tests tools

clean:
	rm -rf $(VENV) runs build dist
