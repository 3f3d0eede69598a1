# Needs Python >= 3.11 and make; everything else goes into .venv and frontend/node_modules, which the
# targets set up themselves. A Node on PATH is used where there is one; else .venv gets one.
# PYTHON=/path/to/python chooses the interpreter; by default the best one found is taken.
.DEFAULT_GOAL := help
.PHONY: run test check bench format lock generate cabinet clean help
SHELL := /bin/sh

VENV := .venv
BIN  := $(VENV)/bin
PIP  := $(BIN)/python -m pip --disable-pip-version-check --quiet install
LOCK := $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(LOCKFLAGS)

NPM     := tools/npm --silent
MODULES := frontend/node_modules/.made
SITES   := backend/web/desk/desk.html
CLIENTS := $(VENV)/clients/.made

run: $(VENV)/runtime $(SITES)  ## start the product with demonstration data
	$(BIN)/vitrina demo

test: $(VENV)/dev $(SITES) $(CLIENTS)  ## run every test but the benchmarks (ARGS="tests/unit -k name": pytest's)
	$(if $(ARGS),,$(NPM) run size)
	$(if $(ARGS),,$(NPM) test)
	@tools/get-chromium
	$(BIN)/pytest $(ARGS)

check: $(VENV)/dev $(MODULES)  ## formatting, lint, types, layers, generated files
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy backend tests tools hatch_build.py docs/examples
	$(BIN)/lint-imports
	$(BIN)/python -m tools.generate --check
	$(NPM) run check
	$(NPM) run types -- --check

bench: $(VENV)/dev  ## run the benchmarks
	$(BIN)/pytest -m benchmark tests/benchmarks $(ARGS)

format: $(VENV)/dev $(MODULES)  ## format and fix what can be fixed
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(NPM) run format

generate: $(VENV)/dev $(MODULES)  ## write the generated documents anew
	$(BIN)/python -m tools.generate
	$(NPM) run types

lock: $(VENV)/dev  ## compile requirements/*.txt from pyproject.toml (LOCKFLAGS=--upgrade for newer versions)
	$(LOCK) --extra fast --output-file requirements/runtime.txt
	$(LOCK) --extra fast --group dev --constraint requirements/runtime.txt --output-file requirements/dev.txt
	$(LOCK:pyproject.toml=requirements/build.in) --output-file requirements/build.txt
	$(LOCK:pyproject.toml=requirements/node.in) --output-file requirements/node.txt
	$(LOCK:pyproject.toml=requirements/clients.in) --output-file requirements/clients.txt

cabinet: $(SITES)  ## build the cabinet and the desk, for the server and the wheel

clean:  ## remove what the other targets made, but not data/
	rm -rf $(VENV) build dist backend/web frontend/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find backend tests tools -type d -name __pycache__ -prune -exec rm -rf {} +

help:  ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(VENV)/made:
	@python=$$(tools/find-python $(PYTHON)) && echo "setting up $(VENV) with $$python" && "$$python" -m venv $(VENV)
	@touch $@

# The stamps say "what these files ask for is installed". Nothing is built in isolation, where pip would
# fetch build tools without a hash; the package itself is linked, not copied.
$(VENV)/runtime: $(VENV)/made pyproject.toml requirements/build.txt requirements/runtime.txt
	$(PIP) --require-hashes -r requirements/build.txt
	$(PIP) --require-hashes --no-build-isolation -r requirements/runtime.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev: $(VENV)/runtime requirements/dev.txt
	$(PIP) --require-hashes --no-build-isolation -r requirements/dev.txt
	@touch $@

# What generates a client for the tests wants other versions than the product.
$(CLIENTS): $(VENV)/made requirements/clients.txt
	$(BIN)/python -m venv $(VENV)/clients
	$(VENV)/clients/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements/clients.txt
	@touch $@

# npm starts with an empty folder, so the stamp inside it says that it came to an end.
$(MODULES): $(VENV)/made requirements/node.txt frontend/package.json frontend/package-lock.json frontend/.npmrc
	tools/find-node >/dev/null 2>&1 || $(PIP) --require-hashes -r requirements/node.txt
	tools/npm ci
	@touch $@

# The cabinet is built first: where the desk is, both are.
$(SITES): $(MODULES) $(shell find frontend -name node_modules -prune -o -type f -print)
	$(NPM) run build
