# Two commands do it all on a bare machine with Python 3.11: `make demo` and `make test`.

PYTHON ?= python3.11
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
SHELL  := /bin/bash

.PHONY: help demo test quick lint lock schemas bench browser smoke exchange clean

help:
	@echo "make demo     install what is needed, build the example campaign, write its quarterly report"
	@echo "make test     all tests (installs a browser for the browser tests where it can)"
	@echo "make quick    the tests that need no browser and little time"
	@echo "make lint     ruff, mypy --strict, schemas and lock file fresh"
	@echo "make smoke    train a tiny language network (installs torch, which nothing else needs)"
	@echo "make exchange load what is exported in geopandas, followthemoney, libhxl, networkx"
	@echo "make bench    timings, as ratios against named peers"

# `python3.11` where it has that name, else `python3` if that is 3.11 or later.
$(STAMP): requirements.lock pyproject.toml
	@py=$$(command -v $(PYTHON) || command -v python3); \
	"$$py" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Recount needs Python 3.11 or later; found $$("$$py" --version)." >&2; exit 1; }; \
	test -x $(BIN)/python || "$$py" -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: $(STAMP)
	$(BIN)/recount build examples/inherent-resolve -o demo/campaign --manifest examples/inherent-resolve/manifest.csv
	$(BIN)/recount report demo/campaign --quarter 2023Q4 -o demo/report.html
	$(BIN)/recount report demo/campaign --quarter 2023Q4 -o demo/report.md
	@echo
	@echo "Open demo/report.html in a browser: every number in it opens onto the sentence it came from."

browser: $(STAMP)
	@$(BIN)/python -m tools.browser

# What rebuilds the desk's scripts and looks at its screens (axe). `npm ci` would refuse the lock: Vite names an optional
# package for another system that registries do not all have.
web/node_modules/.installed: web/package.json web/package-lock.json
	@if command -v npm >/dev/null && npm --prefix web install --no-save --silent; then touch $@; \
	else echo "No npm, or it could install nothing: the desk's scripts are not built anew, and axe does not look at its screens."; fi

test: $(STAMP) browser web/node_modules/.installed
	$(BIN)/python -m pytest -n 2 --dist loadgroup

quick: $(STAMP)
	$(BIN)/python -m pytest -m "not browser and not slow"

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m tools.schemas --check
	$(BIN)/python -m tools.reference --check

smoke: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r training/requirements.txt
	$(BIN)/python -m pytest tests/training

# The programs that exports are made for; heavy, and so no part of what everybody installs.
exchange: $(STAMP)
	@if $(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[exchange]"; \
	then $(BIN)/python -m pytest tests/publish/test_publish_exports.py; \
	else echo "The programs that exports are made for could not be installed: exports were not loaded by them."; fi

schemas: $(STAMP)
	$(BIN)/python -m tools.schemas

# Hashes, and no addresses: the lock says what, never from where.
lock: $(STAMP)
	$(BIN)/pip-compile --quiet --extra dev --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options --no-header --output-file requirements.lock pyproject.toml

bench: $(STAMP)
	$(BIN)/python -m bench

clean:
	rm -rf $(VENV) web/node_modules demo build dist .mypy_cache .ruff_cache .pytest_cache
