# Two commands matter: `make run` and `make test`. Both set up .venv first.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
SHARED ?= ../shared
READY  := $(VENV)/.ready
UV     := uv==$(shell sed -n 's/^uv==\([0-9.]*\).*/\1/p' requirements.lock)

.PHONY: run test setup check format lock bench docs clean

run: $(READY)
	@$(BIN)/yaowen run

test: $(READY)
	$(BIN)/pytest

setup: $(READY)

# --without-pip: Debian keeps ensurepip in a package of its own; pip installs into the environment from outside.
$(READY): pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
	  || { echo "Python 3.11, 3.12 or 3.13 is needed; name it with: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv --without-pip --clear $(VENV)
	@$(PYTHON) -m pip --python $(BIN)/python install --quiet --disable-pip-version-check --no-input '$(UV)'
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

check: $(READY)
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	@$(BIN)/yaowen --help >/dev/null  # everything can be imported, and the migrations are numbered one by one

format: $(READY)
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

lock: $(READY)
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
	  --group dev pyproject.toml --output-file requirements.lock --quiet

bench: $(READY)
	$(BIN)/python -m bench.extracts $(SHARED)/data/leads/rfi.jsonl
	$(BIN)/python -m bench.checking $(SHARED)/data/leads/rfi.jsonl
	$(BIN)/python -m bench.summaries $(SHARED)/data/leads/rfi.jsonl
	$(BIN)/python -m bench.grouping $(SHARED)
	$(BIN)/python -m bench.starting
	$(BIN)/python -m bench.sending
	$(BIN)/python -m bench.conversation
	$(BIN)/python -m bench.due
	$(BIN)/python -m bench.live
	$(BIN)/python -m bench.refreshing
	$(BIN)/python -m bench.large $(SHARED)/data/posts

docs: $(READY)
	$(BIN)/python -m docs.draw

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
