# `make demo` and `make test` set up everything they need in .venv; nothing else is touched.
# Programs beside Python are installed where that is allowed, and done without where it is not:
# LibreOffice for old Word files, Graphviz to draw what is written for it, Chromium and Firefox to try
# out pages, and node to build the front end anew and to try the rules of accessibility. What was
# not tried for lack of one is the last line of the tests.

PYTHON ?= python3
BIN := .venv/bin

# Hundreds of checks start the program: what it is compiled to is kept, or each would compile all of it.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo manual test check format slow benchmarks programs clean

demo: .venv/ready            ## read the example files into a study and show what was found
	rm -rf out/demo
	$(BIN)/ieworkbench demo --out out/demo

manual: .venv/ready          ## build the manual as web pages in out/manual
	$(BIN)/sphinx-build -W -q -b html docs out/manual
	@echo "Open out/manual/index.html"

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

slow: .venv/ready            ## the tests that take minutes: killing, long fuzzing, laws on other examples, a page that hears late
	$(BIN)/pytest -m slow -n 0 --hypothesis-profile=search
	$(BIN)/pytest -m "hypothesis and not slow" -n auto --hypothesis-profile=search
	for most in 30 100 300; do $(BIN)/pytest tests/browser -n auto --late=$$most || exit 1; done

benchmarks: .venv/ready      ## speed and memory, as ratios within one run
	for each in benchmarks/*.py; do echo "== $$each"; $(BIN)/python $$each || exit 1; done

# $(call installed,PROGRAM,PACKAGES,WHAT IS SKIPPED WITHOUT IT)
define installed
	@command -v $(1) >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
	  { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $(2) && \
	  command -v $(1); } >/dev/null 2>&1; } || echo "$(1) is not installed: $(3) will be skipped."
endef

programs:
	$(call installed,soffice,libreoffice-writer-nogui,tests of old Word files)
	$(call installed,dot,graphviz,the test that draws maps with it)
	$(call installed,chromium,chromium fonts-dejavu-core,tests of pages in a browser)
	$(call installed,firefox-esr,firefox-esr,tests of the local page in Firefox)
	$(call installed,npm,nodejs npm,tests of the front end and of the rules of accessibility)
	@cmp -s frontend/package-lock.json frontend/node_modules/.installed || ! command -v npm >/dev/null || \
	  { npm ci --prefix frontend --silent && cp frontend/package-lock.json frontend/node_modules/.installed; } >/dev/null 2>&1 || \
	  echo "What the front end is built with could not be installed: its tests and the rules of accessibility will be skipped."

.venv/ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "ieworkbench needs Python 3.11 or newer; name one with: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --group dev --editable .
	touch $@

clean:
	rm -rf .venv frontend/node_modules out dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
