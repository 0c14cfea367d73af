# Every target does its own set-up: all it needs is Python 3.11 or later.  make PYTHON=python3.12 VENV=.venv312 test
SHELL := /bin/sh
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip -qq --disable-pip-version-check
LOG    := out/dual-track-2018.jsonl
REPORT := out/dual-track-2018.html
TYPED  := demarche tests
# As many workers as there are cores, but no more than memory is sure to hold. The tests of a file stay together.
PYTEST := $(BIN)/python -m pytest -n logical --maxprocesses 4 --dist loadscope

# The tests of rules, notation, tables and doctrines: they are small, and find most mistakes.
QUICK  := tests/cases tests/perft tests/doctrine tests/rates tests/contract/test_acts.py tests/contract/test_strategies.py \
          tests/test_notation.py tests/test_outcome.py tests/test_chance.py tests/test_numbers.py tests/test_tables.py

.PHONY: help run quick test test-all check loops faults bench wheel format clean

help:
	@echo 'make run       play one world without a window; its debrief and its log are in out/'
	@echo 'make quick     lint, types and the quick tests, in under a minute once it is set up'
	@echo 'make test      lint, format, types, import contracts, tests'
	@echo 'make test-all  the same with the slow tests, under every Python from 3.11 to 3.14, and with the lowest versions'
	@echo 'make faults    plants the faults of tests/drawn that have not been found, and says which tests find them (hours)'
	@echo 'make bench     the benchmarks'
	@echo 'make format    lay out the code as `make test` wants it'
	@echo 'make wheel     a wheel, in dist/'
	@echo 'make clean     back to a fresh clone; out/ is kept'

run: $(VENV)/installed
	@mkdir -p $(dir $(LOG))
	@$(BIN)/demarche run dual-track-2018 --seed 1 --log $(LOG) --report $(REPORT)
	@echo
	@echo 'The debrief, with its figures, is in $(REPORT): open it in a browser.'
	@echo 'The log of this world is in $(LOG).'
	@echo 'To see it again:  $(BIN)/demarche replay $(LOG)'

quick: $(VENV)/installed-dev
	@$(BIN)/ruff check .
	@$(BIN)/mypy $(TYPED)
	@$(PYTEST) -q -m 'not slow' $(QUICK)

# pytest comes last and nothing is said after it: its summary is the last line.
test: $(VENV)/installed-dev
	@$(MAKE) -j2 check loops
	@$(PYTEST) -m 'not slow'

test-all: $(VENV)/installed-dev
	@$(MAKE) -j2 check loops
	@$(PYTEST)
	@$(BIN)/python -m tests.pythons

check: $(VENV)/installed-dev
	@$(links)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy $(TYPED)
	@$(BIN)/lint-imports --no-logo

# One core compiles the engine while the other checks types.
loops: $(VENV)/installed-dev
	@$(BIN)/python -m tests.loops

faults: $(VENV)/installed-dev
	@test -f .coverage-of-tests || $(BIN)/python -m tests.drawn.nearest
	@$(BIN)/python -m tests.drawn.plant

bench: $(VENV)/installed-dev
	@$(BIN)/python -m bench

format: $(VENV)/installed-dev
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

wheel: $(VENV)/installed-dev
	@$(BIN)/python -m build --wheel --no-isolation

clean:
	@rm -rf $(VENV) .venvs dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .benchmarks
	@find demarche sim agents scenarios ui tests bench -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

# ── set-up: the environment is made once, and again when pyproject.toml is newer ─────────────────────────────────────

$(VENV)/installed: pyproject.toml
	@$(call environment,.)

$(VENV)/installed-dev: pyproject.toml
	@$(call environment,.[dev])
	@touch $(VENV)/installed

# mypy and lint-imports read the links in demarche/; the program and the tests do not need them.
define links
test -d demarche/sim || { \
	echo 'demarche/sim is not a link: this checkout was made without symbolic links.' >&2; \
	echo 'The program and the tests run without them (pytest); the checks by mypy and lint-imports do not.' >&2; \
	echo 'On Windows turn on Developer Mode, then:' >&2; \
	echo '  git config core.symlinks true && git checkout -- demarche' >&2; exit 1; }
endef

define environment
$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	echo 'Démarche needs Python 3.11 or later, and "$(PYTHON)" is not it.' >&2; \
	echo 'Name one that is:  make PYTHON=/path/to/python3.11' >&2; exit 1; }; \
echo 'Setting up $(VENV) (once) …'; \
$(PYTHON) -m venv $(VENV) || { \
	echo '"$(PYTHON)" cannot make a virtual environment. On Debian:  apt-get install python3-venv' >&2; exit 1; }; \
$(PIP) install -e '$(1)' || { echo 'The installation into $(VENV) failed: see above.' >&2; exit 1; }; \
touch $@
endef
