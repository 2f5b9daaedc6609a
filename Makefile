# `make demo` and `make test` set up everything they need in .venv; nothing else is touched.
# Programs beside Python (LibreOffice, for old Word files; Chromium with axe-core, to try out web
# pages; Graphviz, to draw what is written for it) are installed where that is allowed, and done
# without where it is not.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test check format slow benchmarks programs clean

demo: .venv/ready            ## read the example files into a study and show what was found
	rm -rf out/demo
	$(BIN)/ieworkbench demo --out out/demo

test: programs check         ## set everything up and run every check

check: .venv/ready           ## lint, format, types, rooms, dependencies, tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry src
	$(BIN)/pytest -n auto

format: .venv/ready          ## put the code into its form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

slow: .venv/ready            ## the tests that take minutes: killing, long fuzzing
	$(BIN)/pytest -m slow -n 0

benchmarks: .venv/ready      ## speed and memory, as ratios within one run
	for each in benchmarks/*.py; do echo "== $$each"; $(BIN)/python $$each || exit 1; done

programs:
	@command -v soffice >/dev/null || [ "$$(id -u)" != 0 ] || ! command -v apt-get >/dev/null || \
	  { apt-get -qq update && apt-get -qq install -y --no-install-recommends libreoffice-writer-nogui; } >/dev/null 2>&1 || \
	  echo "LibreOffice is not installed: tests of old Word files will be skipped."
	@command -v chromium >/dev/null || [ "$$(id -u)" != 0 ] || ! command -v apt-get >/dev/null || \
	  { apt-get -qq update && apt-get -qq install -y --no-install-recommends chromium fonts-dejavu-core; } >/dev/null 2>&1 || \
	  echo "Chromium is not installed: tests of web pages in a browser will be skipped."
	@command -v dot >/dev/null || [ "$$(id -u)" != 0 ] || ! command -v apt-get >/dev/null || \
	  { apt-get -qq update && apt-get -qq install -y --no-install-recommends graphviz; } >/dev/null 2>&1 || \
	  echo "Graphviz is not installed: the test that draws maps with it will be skipped."
	@[ -e node_modules/axe-core/axe.min.js ] || \
	  npm install --prefix . --silent --no-save --no-package-lock axe-core@4 >/dev/null 2>&1 || \
	  echo "axe-core could not be installed: the rules of accessibility will not be tried on web pages."

.venv/ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "ieworkbench needs Python 3.11 or newer; name one with: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --group dev --editable .
	touch $@

clean:
	rm -rf .venv node_modules out dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
