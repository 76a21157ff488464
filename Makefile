# Every task of the project. `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
N ?= 20
CHAOS ?= 0
CROWD ?= 0
TEXTS ?= 5000

.PHONY: help install run test test-postgres check soak bench pictures lock clean

help:  ## list the tasks
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 22

$(VENV)/.run: requirements.lock pyproject.toml
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Footlights needs Python 3.11 or newer. Run: make $(firstword $(MAKECMDGOALS)) PYTHON=python3.12"; rm -rf $(VENV); exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

install: $(VENV)/.run  ## make .venv with the project in it

run: $(VENV)/.run  ## start the bot, or the rehearsal room where no token is set
	@PYTHONUNBUFFERED=1 $(BIN)/footlights run

test: $(VENV)/.dev  ## run the whole suite
	$(BIN)/python -m pytest $(ARGS)

test-postgres: $(VENV)/.dev  ## run the tests of commands, buttons and the backstage with PostgreSQL in the place of SQLite
	FOOTLIGHTS_TEST_ON=postgres FOOTLIGHTS_REQUIRE_POSTGRES=1 $(BIN)/python -m pytest tests/cogs tests/backstage $(ARGS)

check: $(VENV)/.dev  ## lint, format and types alone
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

soak: $(VENV)/.dev  ## read TEXTS mutated texts, and play the bundled chapter N times, each with a kill
	$(BIN)/python -m tests.lore.proof.soak --texts $(TEXTS)
	$(BIN)/python -m tests.wire.soak --runs $(N)
	@test $(CHAOS) -eq 0 || $(BIN)/python -m tests.wire.soak --chaos --runs $(CHAOS)
	@test $(CROWD) -eq 0 || $(BIN)/python -m tests.wire.soak --crowd $(CROWD)

bench: $(VENV)/.dev  ## measure the lore engine
	$(BIN)/python -m tests.bench

pictures: $(VENV)/.dev  ## play a performance in the room's page and save each step as a picture
	$(BIN)/python -m tests.browser.pictures

lock: $(VENV)/.dev  ## pin the dependencies anew (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml --extra build -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml --extra build --extra dev -o requirements-dev.lock

clean:  ## remove what the tasks made
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist pictures
