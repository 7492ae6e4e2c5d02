# Two commands matter: `make run` and `make test`. Paths stay relative, so a checkout may live anywhere.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PY := .venv/bin/python
PIP := $(PY) -m pip install --disable-pip-version-check --no-input --quiet --require-hashes

.DEFAULT_GOAL := help
.PHONY: help setup run test lint lock openapi client bench bench-search password clean reset

help:
	@echo "make run       PlanAPI on this machine: API, docs, admin (PORT=8000, HOST=127.0.0.1)"
	@echo "make test      all tests"
	@echo "make setup     only the environment, in .venv"
	@echo "make lint      style and the rules between the packages"
	@echo "make openapi   write plans/api/openapi.yaml anew"
	@echo "make client    write client/planapi.ts, the TypeScript client, from it, and the script of docs/example"
	@echo "make bench     how fast the API is, against a bare limit on the same rows (PARAGRAPHS=500000)"
	@echo "make bench-search  how fast a search is, on a generated corpus (PARAGRAPHS=100000)"
	@echo "make lock      write requirements/*.txt anew from requirements/*.in"
	@echo "make password  a new password for the demo account"
	@echo "make clean     delete what can be made again; the local database stays"
	@echo "make reset     delete the local database, corrections included"

setup: .venv/dev.stamp

# The stamps carry the time of the last install: newer lock files mean another one.
.venv/base.stamp: requirements/base.txt
	@echo "Making the environment in .venv (once)"
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info[:2] < (3, 11) and "PlanAPI needs Python 3.11: PYTHON=/path/to/python3.11 make setup")'
	@"$(PYTHON)" -m venv .venv
	@$(PIP) -r requirements/base.txt
	@touch $@

.venv/dev.stamp: requirements/dev.txt .venv/base.stamp
	@$(PIP) -r requirements/dev.txt
	@touch $@

run: .venv/base.stamp
	@$(PY) -m planapi.serve

test: setup
	@$(PY) -m pytest -n auto --dist loadfile $(ARGS)

lint: setup
	@$(PY) -m ruff check .
	@$(PY) -c 'from importlinter.cli import lint_imports_command as run; run()'

lock: setup
	@$(PY) -m pip install --disable-pip-version-check --quiet pip-tools
	cd requirements && for name in base dev; do CUSTOM_COMPILE_COMMAND="make lock" ../$(PY) -m piptools compile --quiet \
		--generate-hashes --strip-extras --no-emit-options --no-emit-find-links --no-emit-index-url --no-emit-trusted-host \
		--output-file=$$name.txt $$name.in || exit 1; done

openapi: setup
	@$(PY) manage.py spectacular --file plans/api/openapi.yaml --validate --fail-on-warn

client: setup
	@$(PY) -m client.typescript
	@$(PY) -m client.example

bench: .venv/base.stamp
	@$(PY) -m benchmarks --paragraphs $(or $(PARAGRAPHS),500000) $(ARGS)

bench-search: .venv/base.stamp
	@$(PY) -m benchmarks.search --paragraphs $(or $(PARAGRAPHS),100000)

password: .venv/base.stamp
	@$(PY) manage.py make_editor editor --reset-password

clean:
	@if [ -x $(PY) ] && [ -d .var/test ]; then $(PY) -m planapi.embedded remove .var/test/postgres; fi
	rm -rf .venv .var/test .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

reset: .venv/base.stamp
	@$(PY) -m planapi.embedded remove .var/postgres
	@echo "The local database is gone; make run starts with a new one."
