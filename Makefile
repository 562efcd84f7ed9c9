# InsightVault's commands; `make` alone lists them.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help setup run test lint format messages mutants benchmark screenshots compare
MAKEFLAGS += --no-print-directory

VENV := .venv
PIP := $(VENV)/bin/python -m pip --quiet --disable-pip-version-check
# The versions that a Python brings along are as old as it is, with the holes found since.
TOOLS := install --upgrade pip setuptools
PYTEST_ARGS ?= -n auto

help: ## list these commands
	@sed -n 's/^\([a-z]*\):.*## /  make \1 @/p' Makefile | column -t -s @ 2>/dev/null || sed -n 's/^\([a-z]*\):.*## /  make \1: /p' Makefile

setup: $(VENV)/.requirements ## install what InsightVault needs, into .venv

run: setup ## serve on 127.0.0.1:8000 (make run PORT=8001 for another port); Ctrl-C stops
	@exec $(VENV)/bin/python manage.py serve

test: $(VENV)/.requirements-dev ## check and test everything this machine can test
	@VENV=$(VENV) PYTEST_ARGS='$(PYTEST_ARGS)' sh .ci/test

lint: $(VENV)/.requirements-dev ## check style and types
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/djangofmt --check --quiet templates
	$(VENV)/bin/python -m insightvault.tests.style.css --check static/css
	$(VENV)/bin/mypy .

format: $(VENV)/.requirements-dev ## put the code into its one format
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .
	$(VENV)/bin/djangofmt --quiet templates
	$(VENV)/bin/python -m insightvault.tests.style.css static/css

messages: $(VENV)/.requirements-dev ## bring the translations in locale/ up to date and compile them
	@$(VENV)/bin/python -m insightvault.tests.messages

mutants: $(VENV)/.requirements-dev ## break promises on purpose: each change must fail its tests (SECONDS=120: a sample)
	@$(VENV)/bin/python -m insightvault.tests.mutants --seconds $(or $(SECONDS),0)

benchmark: setup ## measure (make benchmark NAME=…; without a name, the list)
	@$(VENV)/bin/python manage.py benchmark $(NAME)

screenshots: $(VENV)/.requirements-dev ## picture every page in every state (make screenshots DIR=… [NAMED=chat] [LOCALE=de])
	@$(VENV)/bin/python -m insightvault.tests.pictures take $(DIR) $(if $(NAMED),--named $(NAMED)) $(if $(WIDTHS),--widths $(WIDTHS)) \
		$(if $(LOCALE),--locale $(LOCALE))

compare: $(VENV)/.requirements-dev ## name the pictures that differ (make compare BEFORE=… AFTER=…)
	@$(VENV)/bin/python -m insightvault.tests.pictures compare $(BEFORE) $(AFTER)

$(VENV)/.requirements: requirements.txt | $(VENV)/bin/python
	@echo "Installing what InsightVault needs into $(VENV); the first time takes a minute."
	@$(PIP) $(TOOLS)
	@$(PIP) install -r requirements.txt
	@touch $@

$(VENV)/.requirements-dev: requirements-dev.txt requirements-s3.txt requirements-meaning.txt requirements.txt | $(VENV)/bin/python
	@echo "Installing what the tests need into $(VENV)."
	@$(PIP) $(TOOLS)
	@$(PIP) install -r requirements-dev.txt
	@touch $@ $(VENV)/.requirements

# A dangling link counts as missing, so a .venv whose Python was removed is made anew.
$(VENV)/bin/python:
	@PYTHON='$(PYTHON)' VENV='$(VENV)' sh .ci/venv
