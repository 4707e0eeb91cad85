# nasab: two commands on a fresh machine, `make demo` and `make test`.
.DEFAULT_GOAL := help
SHELL := /bin/bash

# uv is used if it is there; otherwise it is set up inside this folder, and nowhere else.
# The machine's own certificates are trusted, since offices often stand behind a proxy that has its own.
export UV_SYSTEM_CERTS ?= 1
UV := $(shell command -v uv 2>/dev/null || echo .uv/bin/uv)
RUN := $(UV) run --frozen --no-sync

.PHONY: help setup demo serve test test-spark check bench messages screenshots train-parameters train-names bench-names bench-engine bench-estimation bench-kinship bench-dna bench-joint bench-web clean

help: ## this list
	@grep -hE '^[a-z-]+:.*?## ' $(MAKEFILE_LIST) | awk -F':.*?## ' '{printf "  make %-12s %s\n", $$1, $$2}'

.uv/bin/uv:
	@echo "Setting up uv inside .uv/ …"
	@python3 -m venv .uv && .uv/bin/pip install --quiet --disable-pip-version-check 'uv>=0.9'

.venv/.ready: pyproject.toml uv.lock | $(filter .uv/bin/uv,$(UV))
	@$(UV) sync --frozen --quiet
	@touch $@

setup: .venv/.ready ## install nasab and its tools into .venv

demo: setup ## match the two invented lists of examples/, fill a registry with them, and serve it if a person is watching
	@if [ -t 1 ] && [ -z "$$CI" ]; then $(RUN) nasab demo --serve; \
	else $(RUN) nasab demo --registry && echo "  make serve" && echo "  serves it until Ctrl-C."; fi

serve: setup ## serve the registry of the demonstration, on this machine alone, until Ctrl-C
	@$(RUN) nasab demo --serve

test: setup ## all tests; those of the registry a second time on PostgreSQL (needs Chromium and PostgreSQL, and says so)
	@$(RUN) pytest -W error
	@$(RUN) python -m tools.on_postgresql .venv/bin/pytest -W error -q tests/registry tests/web --ignore tests/registry/intake/test_hostile.py

# In an environment of its own: PySpark is 1.1 GB with what it needs, and `make test` does without.
test-spark: | $(filter .uv/bin/uv,$(UV)) ## the tests of matching on Spark, which sets up PySpark in .venv-spark (1.1 GB); needs Java 17
	@java -version >/dev/null 2>&1 || { echo "Java 17 or newer is needed (Debian: openjdk-17-jre-headless)"; exit 2; }
	@UV_PROJECT_ENVIRONMENT=.venv-spark $(UV) sync --frozen --quiet --extra spark
	@UV_PROJECT_ENVIRONMENT=.venv-spark $(RUN) pytest -W error tests/spark tests/matching/test_pieces.py

check: setup ## style, types, layers, docs
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy
	$(RUN) lint-imports --no-cache

bench: setup ## accuracy and speed against Splink, Primero's scoring, and names as strings; writes benchmarks/RESULTS.md
	@$(UV) sync --frozen --quiet --group bench
	@$(RUN) python -m benchmarks

bench-engine: setup ## families, calibration, what the search loses, growth; writes benchmarks/RESULTS-ENGINE.md
	@$(RUN) python -m benchmarks.engine

bench-estimation: setup ## how often estimated ranges hold the truth, and speed; writes benchmarks/RESULTS-ESTIMATION.md
	@$(RUN) python -m benchmarks.estimation

bench-kinship: setup ## what a likelihood ratio of DNA, a table and a search cost; writes benchmarks/RESULTS-KINSHIP.md
	@$(RUN) python -m benchmarks.kinship

bench-dna: setup ## whether what is believed with DNA can be believed; writes benchmarks/RESULTS-DNA.md
	@$(RUN) python -m benchmarks.dna

bench-joint: setup ## what joint identification by DNA costs; writes benchmarks/RESULTS-JOINT.md (needs the reference sets)
	@$(RUN) python -m benchmarks.joint --reference $(KINSHIP_SETS)

messages: setup ## collect the words of the pages (needs GNU gettext) and compile what is translated
	@cd src/nasab/web && ../../../.venv/bin/django-admin makemessages -l ar -l ru -l fr --no-location
	@for file in src/nasab/web/locale/*/LC_MESSAGES/django.po; do msgattrib --no-obsolete -s --no-wrap -o $$file $$file; done
	@$(RUN) python -m tools.compile_messages

screenshots: setup ## a picture of every page of the registry, in English and Arabic, in benchmarks/work/pages (needs Chromium)
	@NASAB_SCREENSHOTS=benchmarks/work/pages $(RUN) pytest -q tests/browser/test_every_page.py

bench-web: setup ## pages of the registry under load: 50,000 children, 50 people; writes benchmarks/RESULTS-WEB.md
	@$(RUN) python -m benchmarks.web

train-parameters: setup ## count the shipped parameters on simulated lists and fit their corrections; writes src/nasab/matching/data/parameters.toml
	@$(RUN) python tools/train_parameters.py
	@$(RUN) python -m tools.train_corrections

# Sets of disaster victim identification with known posteriors, which are not part of the project.
KINSHIP_SETS ?= ../shared/reference/kinship/dvi

# The training pairs are not part of the project: src/nasab/names/data/letters.md says where they come from.
NAME_PAIRS ?= ../shared/reference/names

train-names: setup ## learn the letter model of names from the pairs in NAME_PAIRS; writes src/nasab/names/data/letters.npz
	@$(RUN) python -m tools.train_names --pairs $(NAME_PAIRS)

bench-names: setup ## how well the letter model finds held-out names; writes benchmarks/NAMES.md
	@test -f benchmarks/work/letters-held-out.npz || $(RUN) python -m tools.train_names --pairs $(NAME_PAIRS) --held-out-only
	@$(RUN) python -m benchmarks.names --pairs $(NAME_PAIRS)

clean: ## remove what was set up here
	rm -rf .venv .venv-spark .uv .mypy_cache .ruff_cache build dist
