# Everything sets itself up: a machine with python3 (≥ 3.11, with venv), make and git is enough.
#   make demo       try it: a demo office with a local Telegram and mailbox, on loopback only
#   make test       every check, five to six minutes on two cores
#   make test-long  crash rounds and long properties, under twenty minutes
#   make mutate     300 small faults in the code, and which of them no test notices, under an hour (N=, SEED=, ONLY=)

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet
DEMO_OPTIONS ?=
# Half of a test's time is waiting for a process, a server or a worker: three at once fill two cores.
PYTEST_OPTIONS ?= -n $(shell echo $$(($$(nproc) * 3 / 2))) --dist worksteal

.PHONY: demo test test-long mutate check setup setup-dev lock clean
.DEFAULT_GOAL := help

.PHONY: help
help:
	@sed -n 's/^# \{0,2\}//p' Makefile | head -5

demo: setup
	@$(BIN)/acciones demo $(DEMO_OPTIONS)

test: check
	$(BIN)/pytest $(PYTEST_OPTIONS) -m "not long"

test-long: setup-dev
	$(BIN)/pytest $(PYTEST_OPTIONS) -m long --timeout 600

N := 300
SEED := 1
mutate: setup-dev
	@$(BIN)/python -m mutate -n $(N) --seed $(SEED) --only "$(ONLY)"

check: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# What the product needs to run; the system's packages are looked at each time, which costs milliseconds.
setup: $(VENV)/.run
	@.ci/system-packages pdf

setup-dev: $(VENV)/.dev
	@.ci/system-packages pdf browser

$(BIN)/python:
	@.ci/make-venv $(VENV)

# Wheels are checked against the hashes; the project itself is linked in without asking any index.
$(VENV)/.run: requirements/run.txt pyproject.toml | $(BIN)/python
	@echo "· installing what the product needs into $(VENV) (once)"
	@$(PIP) install --require-hashes -r requirements/run.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	@echo "· installing what the checks need into $(VENV) (once)"
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

# Resolve anew from pyproject.toml, for every Python and system; the files name no index.
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --upgrade
lock: $(VENV)/.run
	@$(PIP) install --require-hashes -r requirements/lock.txt
	$(LOCK) --extra build -o requirements/run.txt pyproject.toml
	$(LOCK) --extra build --extra dev -c requirements/run.txt -o requirements/dev.txt pyproject.toml
	echo uv | $(LOCK) -o requirements/lock.txt -

clean:
	rm -rf $(VENV) dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
