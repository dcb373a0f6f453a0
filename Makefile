# Two commands suffice: make demo, make test. Each sets up what it needs in .venv and nowhere else.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help setup demo test check format lint types imports docs spelling quick reference bench-audit bench-calls bench-crash bench-matching bench-movement bench-reading bench-web pictures messages train-reading clean

# Anything after ARGS= goes to the command: make demo ARGS=--no-serve, make test ARGS="-k dates"
ARGS ?=
BIN := .venv/bin
PYTHON ?=
export PYTHON

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-15s %s\n", $$1, $$2}' Makefile

setup: ## make .venv with the regreso command and the developers' tools
	@tools/setup dev setup

demo: ## run the whole way once on an invented operation, then serve it (ARGS=--no-serve only prints)
	@tools/setup run demo
	@$(BIN)/regreso demo $(ARGS)

test: ## run every test (ARGS="-k word" for some)
	@tools/setup dev test
	@$(BIN)/python -m pytest -n auto --dist loadfile $(ARGS)

check: lint types imports docs spelling quick ## everything fast: format, lint, types, imports, docs, spelling, tests

format: ## write every file in the house's format
	@tools/setup dev format
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix-only --quiet .

lint: ## ruff: format and rules
	@tools/setup dev lint
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

types: ## mypy --strict
	@tools/setup dev types
	@$(BIN)/python -m mypy

imports: ## the import contracts: a room imports only from floors below
	@tools/setup dev imports
	@$(BIN)/lint-imports

reference: ## write the pages of docs/reference that the code can tell
	@tools/setup dev reference
	@$(BIN)/python tools/reference.py

docs: ## the generated pages are current and every link leads somewhere
	@tools/setup dev docs
	@$(BIN)/python -m pytest -q tests/test_docs.py

spelling: ## codespell
	@tools/setup dev spelling
	@git ls-files -z -- . ':!tests' ':!bench' | sed -z 's|^|./|' | xargs -0 $(BIN)/codespell

quick: ## the tests that need neither a browser nor a server
	@tools/setup dev quick
	@$(BIN)/python -m pytest -q -n auto --dist loadfile -m "not browser and not postgres and not slow" $(ARGS)

bench-audit: ## measure the verifier of the audit chain on a million moves; to bench/results
	@tools/setup dev bench-audit
	@$(BIN)/python bench/audit.py 1000000 bench/results/audit.json

bench-crash: ## kill -9 at random moments under load, 500 times on SQLite and on PostgreSQL; to bench/results
	@tools/setup dev bench-crash
	@$(BIN)/python tests/crash.py 500 sqlite 1 > bench/results/crash_sqlite.json
	@$(BIN)/python tests/crash.py 500 postgres 2 > bench/results/crash_postgres.json

bench-matching: ## measure matching beside its peers (ARGS="--shared DIR" for the development data); to bench/results
	@tools/setup dev bench-matching
	@test -f bench/peers/.venv/.made || { rm -rf bench/peers/.venv && $(BIN)/python -m venv bench/peers/.venv && \
	    bench/peers/.venv/bin/pip install -qq --no-input --require-hashes -r bench/peers/requirements.txt && \
	    touch bench/peers/.venv/.made; }
	@$(BIN)/python bench/matching.py --out bench/results/matching_10k.json $(ARGS)
	@$(BIN)/python bench/matching_page.py bench/results/matching_*.json

bench-calls: ## measure the signalling of 200 calls at once; to bench/results
	@tools/setup dev bench-calls
	@$(BIN)/python bench/calls.py 200 bench/results/calls.json

.PHONY: bench-uniform
bench-uniform: ## whether hit and miss take the same time, over 2,000 requests; to bench/results
	@tools/setup dev bench-uniform
	@$(BIN)/python bench/uniform.py 2000 bench/results/uniform.json

bench-movement: ## measure corridors, journeys and the manifest; results go to bench/results, and to a page of the docs
	@tools/setup dev bench-movement
	@test -f bench/peers/.flow/.made || { rm -rf bench/peers/.flow && $(BIN)/python -m venv bench/peers/.flow && \
	    bench/peers/.flow/bin/pip install -qq --no-input --require-hashes -r bench/peers/flow.txt && touch bench/peers/.flow/.made; }
	@$(BIN)/python bench/movement.py --networkx bench/peers/.flow/bin/python $(ARGS)
	@$(BIN)/python bench/movement_papers.py bench/results/movement_papers.json
	@$(BIN)/python bench/movement_journey.py bench/results/movement_journey.json
	@$(BIN)/python bench/movement_places.py bench/results/movement_places.json
	@$(BIN)/python bench/movement_manifest.py 1000000 bench/results/movement_manifest.json
	@$(BIN)/python bench/movement_manifest_rows.py 1000000 bench/results/movement_manifest_rows.json
	@$(BIN)/python bench/movement_page.py

bench-reading: ## measure the reader on written pages; results go to bench/results
	@tools/setup dev bench-reading
	@test -f bench/reading/peers/.venv/.made || { rm -rf bench/reading/peers/.venv && $(BIN)/python -m venv bench/reading/peers/.venv && \
	    bench/reading/peers/.venv/bin/pip install -qq --no-input --no-deps --require-hashes -r bench/reading/peers/requirements.txt && \
	    touch bench/reading/peers/.venv/.made; }
	@$(BIN)/python bench/reading/run.py --out bench/results/reading.json

bench-web: ## the pages under 50 operators and 200 families, on SQLite and PostgreSQL; to bench/results
	@tools/setup dev bench-web
	@$(BIN)/python bench/web.py 60 bench/results/web.json

.PHONY: bench-lists
bench-lists: ## the lists of the desks over 100,000 rows, by each filter and order; to bench/results
	@tools/setup dev bench-lists
	@$(BIN)/python bench/long_lists.py 100000 bench/results/long_lists_sqlite.json

pictures: ## a picture of every desk from the demo, into the docs (needs Chromium)
	@tools/setup dev pictures
	@$(BIN)/python tools/pictures.py

messages: ## bring the translations up to date, compile them, name what is missing
	@tools/setup dev messages
	@$(BIN)/python tools/messages.py update
	@$(BIN)/python tools/messages.py compile
	@$(BIN)/python tools/messages.py check

train-reading: ## train the small tables of the reader from name lists and written pages
	@tools/setup dev train-reading
	@$(BIN)/python tools/train_reading.py
	@$(BIN)/python bench/reading/train.py

.PHONY: bench-service
bench-service: ## 50 operators, 200 families and a peak against a big register on PostgreSQL (ARGS="--people 20000 --minutes 2")
	@tools/setup dev bench-service
	@$(BIN)/python bench/service.py $(ARGS)

.PHONY: policy
policy: ## licences and versions of the parts, bandit, and a minute and a half of fuzzing (ARGS="--seconds 600" for more)
	@tools/setup dev policy
	@tools/trust
	@$(BIN)/python tools/policy.py
	@$(BIN)/python tools/fuzz.py $(ARGS)

.PHONY: release
release: ## make the version of pyproject.toml into dist/: wheel, sdist, list of parts, changes, checksums
	@tools/setup dev release
	@tools/trust
	@$(BIN)/python tools/release.py $(ARGS)

clean: ## remove .venv and every cache (never var/, where data live)
	@rm -rf .venv .trust .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist
	@find src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
