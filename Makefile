# Everything is installed into .venv, node_modules and static/vendor; nothing outside this folder is changed,
# except that `make test` on Debian as root installs the system packages that it needs.
# Each step leaves a stamp in .venv/stamps and runs again only when what it depends on has changed.

MAKEFLAGS += --no-builtin-rules --no-print-directory
.SUFFIXES:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

ARGS ?=
# Twice as many workers as there are processors: tests wait for browsers, servers and databases. A file is one
# worker's, so that what its tests share is made once; files come in the order of their names, the long ones of
# tests/browser early, so that at the end all workers still have something to do.
TESTERS := $(shell echo $$(( $$(getconf _NPROCESSORS_ONLN) * 2 )))
VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/stamps
# Silent about its own news, not about errors.
PIP := $(BIN)/python -m pip --quiet --quiet --disable-pip-version-check
# Commands and servers that tests start do not compile the application again each time.
unexport PYTHONDONTWRITEBYTECODE
export RUFF_CACHE_DIR := $(VENV)/cache/ruff

PO := $(wildcard translations/*/LC_MESSAGES/*.po)

## setup: install everything that the application needs
.PHONY: setup
setup: $(STAMPS)/package $(STAMPS)/vendor $(STAMPS)/catalogues
	@:

## demo: load the demonstration city and start it on 127.0.0.1:8000 (options: ARGS="--participants 40 --speed 1")
.PHONY: demo
demo: setup
	@$(BIN)/participation demo $(ARGS)

## serve: start the server
.PHONY: serve
serve: setup
	@$(BIN)/participation serve $(ARGS)

## test: run every test (one part: ARGS=tests/concept)
.PHONY: test
test: setup $(STAMPS)/dev
	@tools/system-packages
	@$(BIN)/pytest --numprocesses $(TESTERS) --dist loadfile --no-loadscope-reorder $(ARGS)

## check: style, types, layers, templates, catalogues
.PHONY: check
check: setup $(STAMPS)/dev
	@tools/check

## bench: measure speed in two minutes, on SQLite (options: ARGS="--only ballots")
.PHONY: bench
bench: setup $(STAMPS)/dev
	@$(BIN)/python -m bench $(ARGS)

## bench-full: measure every target on SQLite and on PostgreSQL with Redis, about eight minutes
.PHONY: bench-full
bench-full: setup $(STAMPS)/dev
	@tools/system-packages
	@$(BIN)/python -m bench --full --setup both --save $(ARGS)

## messages: bring the catalogues up to date with the sources
.PHONY: messages
messages: setup
	@$(BIN)/python tools/catalogues.py update

## language: add a language by its tag, with empty catalogues (ARGS="fi"; more in docs/languages.md)
.PHONY: language
language: setup
	@$(BIN)/python tools/add_language.py $(ARGS)
	@$(BIN)/python tools/catalogues.py update

## wheel: build dist/*.whl, complete with templates, static files and catalogues
.PHONY: wheel
wheel: setup
	@$(PIP) wheel --no-deps --no-build-isolation --wheel-dir dist .

## lock: renew the lock files of Python and Node packages
.PHONY: lock
lock: $(STAMPS)/venv
	@tools/lock

## clean: remove everything that make has made (not the data in instance/)
.PHONY: clean
clean:
	@rm -rf $(VENV) node_modules static/vendor dist translations/*/LC_MESSAGES/*.mo translations/*.pot

.PHONY: help
help:
	@sed -n 's/^## //p' $(firstword $(MAKEFILE_LIST)) | while IFS=: read -r name text; do \
		printf 'make %-11s%s\n' "$$name" "$$text"; done

$(STAMPS)/venv:
	@tools/venv $(VENV)
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/python: requirements-build.lock requirements.lock | $(STAMPS)/venv
	@echo "Installing Python packages"
	@$(PIP) install --require-hashes --requirement requirements-build.lock
	@$(PIP) install --require-hashes --requirement requirements.lock
	@touch $@

$(STAMPS)/package: pyproject.toml $(STAMPS)/python
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# One pip at a time: each may move what the other has just put there.
$(STAMPS)/dev: requirements-dev.lock $(STAMPS)/python | $(STAMPS)/package
	@echo "Installing the tools for tests and checks"
	@$(PIP) install --require-hashes --requirement requirements-dev.lock
	@touch $@

$(STAMPS)/vendor: package.json package-lock.json .npmrc tools/vendor.py tools/npm requirements-node.lock | $(STAMPS)/python
	@echo "Installing front-end libraries"
	@tools/npm ci --silent
	@$(BIN)/python tools/vendor.py
	@touch $@

$(STAMPS)/catalogues: $(PO) tools/catalogues.py $(STAMPS)/package
	@$(BIN)/python tools/catalogues.py compile
	@touch $@
