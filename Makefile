# Everything runs in a virtual environment that these rules make themselves: uv where it is there, else venv and pip.
PYTHON ?= python3
VENV   ?= .venv
UV     := $(shell command -v uv 2>/dev/null)
BIN    := $(VENV)/bin

ifdef UV
  make_venv    = $(UV) venv --quiet --allow-existing --python $(PYTHON) $(VENV)
  pip_install  = VIRTUAL_ENV=$(VENV) $(UV) pip install --quiet
else
  make_venv    = $(PYTHON) -m venv $(VENV)
  pip_install  = $(BIN)/python -m pip install --quiet --disable-pip-version-check
endif
install_us = $(pip_install) --no-deps --no-build-isolation --config-settings editable_mode=compat --editable .

.PHONY: run test check lint format bench soak messages lock clean

# Starts the bot where a token is set; else says what the program can do.
run: $(VENV)/.run
	@$(BIN)/zhaiyao $(or $(ARGS),$(if $(BOT_TOKEN)$(wildcard .env),run))

test: $(VENV)/.dev
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest --numprocesses 2 --dist worksteal $(ARGS)
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report --fail-under=95
	$(BIN)/coverage report --fail-under=100 --include='bot/compose/*,bot/digest/*,bot/model/*,bot/text/*,bot/topics/*,storage/*'

check: test lint

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.dev
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks $(ARGS)

soak: $(VENV)/.dev
	$(BIN)/python -m tests.soak.kills
	$(BIN)/pytest tests/soak -s

# The lock files: what runs, and what builds and tests as well. Needs uv.
lock:
	uv pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes --no-header --quiet -o requirements.txt
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-header --quiet -o requirements-dev.txt

messages: $(VENV)/.dev
	$(BIN)/python -m locales

clean:
	rm -rf $(VENV) .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache *.egg-info build

# Where the tests' environment is there already, it runs the program as well.
$(VENV)/.run: requirements.txt pyproject.toml
	@if test -e $(VENV)/.dev; then $(MAKE) --silent $(VENV)/.dev; else \
	  $(make_venv) && $(pip_install) --require-hashes -r requirements.txt && $(install_us); fi
	@touch $@

$(VENV)/.dev: requirements-dev.txt pyproject.toml
	@$(make_venv)
	@$(pip_install) --require-hashes -r requirements-dev.txt
	@$(install_us)
	@touch $@
