# The developer's doors. `make demo` needs only Python 3.11+ and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: setup setup-dev demo serve test test-all check lint types lock clean

$(VENV)/.runtime: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

setup: $(VENV)/.runtime
setup-dev: $(VENV)/.dev

demo: setup
	$(BIN)/loketplan demo --out out/demo

serve: setup
	$(BIN)/loketplan serve --open

test: setup-dev
	$(BIN)/python -m pytest -q -n 2 -m "not slow"

test-all: setup-dev
	$(BIN)/python -m pytest -q -n 2

lint: setup-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: setup-dev
	$(BIN)/mypy

check: lint types test

lock:
	echo "setuptools>=77" | uv pip compile pyproject.toml - --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url -o requirements.lock
	echo "setuptools>=77" | uv pip compile pyproject.toml - --extra dev --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url -c requirements.lock -o requirements-dev.lock
	echo "setuptools>=77" | uv pip compile pyproject.toml - --extra bench --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url -c requirements.lock -o requirements-bench.lock

clean:
	rm -rf $(VENV) out build .mypy_cache .ruff_cache .pytest_cache
