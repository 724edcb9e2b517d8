# The commands of this project. Each first makes what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# How many minutes `make fuzz` runs; override with minutes=5.
minutes ?= 60

.PHONY: map test test-fast check export bench fuzz lint lock sbom tools clean

map: $(VENV)/.made
	@$(BIN)/zone-map build

check: $(VENV)/.made
	@$(BIN)/zone-map check

export: $(VENV)/.made-for-export
	@$(BIN)/zone-map export

test: tools lint
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

# For use while coding: no browser, wheel, notebook or rendered pictures.
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

# Pin what pyproject.toml requires and its dependencies, for every platform. Versions pinned already are kept.
LOCK = $(VENV)/tools/bin/uv pip compile --quiet --universal --generate-hashes --annotation-style line \
	--custom-compile-command "make lock"
lock: $(VENV)/tools/.made
	@$(LOCK) pyproject.toml --all-extras --output-file requirements/test.txt
	@$(LOCK) pyproject.toml --extra parquet --extra pictures --output-file requirements/export.txt
	@$(LOCK) pyproject.toml --output-file requirements/map.txt
	@$(LOCK) --group build --output-file requirements/build.txt
	@$(LOCK) --group tools --output-file requirements/tools.txt

# List the program's libraries and the page's third-party parts as a CycloneDX bill of materials.
BILL := out/chengdu-zone-map.cdx.json
sbom: $(VENV)/tools/.made $(VENV)/sbom/.made
	@mkdir -p out
	@$(VENV)/tools/bin/cyclonedx-py environment $(VENV)/sbom --pyproject pyproject.toml --sv 1.6 \
		--output-reproducible --output-file $(VENV)/sbom/libraries.json
	@$(BIN)/python -m maps.bill_of_materials <$(VENV)/sbom/libraries.json >$(BILL)
	@$(VENV)/tools/bin/python -c 'import sys; from cyclonedx.schema import SchemaVersion as Version; \
		from cyclonedx.validation.json import JsonStrictValidator as Validator; \
		sys.exit(Validator(Version.V1_6).validate_str(open(sys.argv[1], encoding="utf-8").read()))' $(BILL)
	@echo $(BILL)

tools:
	@sh scripts/test_tools.sh

clean:
	rm -rf $(VENV) node_modules out build *.egg-info

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name one with: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ rm -rf $(VENV); echo "Python's venv is missing; on Debian: apt-get install python3-venv" >&2; exit 1; }

# Packages are checked by their hashes; our own code is installed after them. Without --no-build-isolation, pip would
# download build tools that are not pinned.
PIP := $(BIN)/pip --quiet --disable-pip-version-check
INSTALL := $(PIP) install --no-build-isolation --require-hashes

$(VENV)/.made: $(VENV)/bin/python pyproject.toml requirements/build.txt requirements/map.txt
	@echo "installing the libraries into $(VENV)"
	@$(INSTALL) --requirement requirements/build.txt
	@$(INSTALL) --requirement requirements/map.txt
	@$(PIP) install --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/.made-for-export: $(VENV)/.made requirements/export.txt
	@$(INSTALL) --requirement requirements/export.txt
	@touch $@

$(VENV)/.made-for-tests: $(VENV)/.made requirements/test.txt
	@$(INSTALL) --requirement requirements/test.txt
	@touch $@

# Two separate environments: one for tools that the program does not need, one with only what it needs.
$(VENV)/tools/.made: $(VENV)/bin/python requirements/tools.txt
	@$(BIN)/python -m venv --clear --without-pip $(@D)
	@$(PIP) --python $(@D)/bin/python install --require-hashes --requirement requirements/tools.txt
	@touch $@

$(VENV)/sbom/.made: $(VENV)/.made requirements/export.txt
	@$(BIN)/python -m venv --clear --without-pip $(@D)
	@$(PIP) --python $(@D)/bin/python install --require-hashes --requirement requirements/export.txt
	@touch $@

node_modules/.made: package.json package-lock.json
	@sh scripts/test_tools.sh node
	@npm ci --silent --omit=optional
	@touch $@

# Lighthouse is large and only the bench needs it, so it is an optional dependency.
node_modules/.made-for-bench: package.json package-lock.json
	@npm ci --silent
	@touch node_modules/.made $@
