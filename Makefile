# The commands of this project; each makes what it needs first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# For how many minutes `make fuzz` tries broken zones; minutes=5 for five.
minutes ?= 60

.PHONY: map test test-fast check export bench fuzz lint tools clean

map: $(VENV)/.made
	@$(BIN)/zone-map build

check: $(VENV)/.made
	@$(BIN)/zone-map check

export: $(VENV)/.made-for-export
	@$(BIN)/zone-map export

test: tools lint
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

# While writing code: no browser, no wheel, no notebook, no drawn pictures.
test-fast: lint
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile -m "not slow"

lint: $(VENV)/.made-for-tests node_modules/.made
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	npm run --silent lint
	npm test --silent

bench: tools $(VENV)/.made-for-tests node_modules/.made-for-bench
	$(BIN)/python tests/bench.py
	$(BIN)/python tests/lighthouse.py

fuzz: $(VENV)/.made-for-tests
	$(BIN)/python -m tests.geodata.fuzz $(minutes)

tools:
	@sh scripts/test_tools.sh

clean:
	rm -rf $(VENV) node_modules out build *.egg-info

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name one with: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ rm -rf $(VENV); echo "Python's venv is missing; on Debian: apt-get install python3-venv" >&2; exit 1; }

$(VENV)/.made: $(VENV)/bin/python pyproject.toml constraints.txt
	@echo "installing the libraries into $(VENV)"
	@$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.made-for-export: $(VENV)/.made
	@$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[parquet,pictures]'
	@touch $@

$(VENV)/.made-for-tests: $(VENV)/.made
	@$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[test,notebook,parquet,pictures]'
	@touch $@

node_modules/.made: package.json package-lock.json
	@sh scripts/test_tools.sh node
	@npm ci --silent --omit=optional
	@touch $@

# Lighthouse is large, and only the bench asks for it.
node_modules/.made-for-bench: package.json package-lock.json
	@npm ci --silent
	@touch node_modules/.made $@
