# One word each: `make run` mills the examples, `make test` tests, `make check` reads the code. All set up what they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK = 1
export UV_NO_PROGRESS = 1
# The many processes of runs and tests need not compile every module anew.
unexport PYTHONDONTWRITEBYTECODE
GOLD := ../shared/data/pages

.DEFAULT_GOAL := help
.PHONY: help setup run test chromium kills fuzz laws check docs bench baseline calibrate weigh lock schema gazetteer given-names

help:  ## what there is
	@grep -hE '^[a-z]+:.*##' Makefile | sed 's/:.*## /\t/' | expand -t 12

setup: $(VENV)/.ready  ## the environment, from the lock

$(VENV)/.ready: requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes --requirements requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

run: setup  ## mill the example pages, print the summary and one search
	@$(BIN)/casemill --home examples run || test $$? -eq 4  # two of the examples are meant for quarantine
	@$(BIN)/casemill --home examples search "speed dating"

test: setup chromium  ## the quick tier
	$(BIN)/python -m pytest -n 2 --no-loadscope-reorder

chromium:
	@command -v chromium >/dev/null || test "$$(id -u)" != 0 || ! command -v apt-get >/dev/null \
	    || { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; } \
	    || echo "Chromium could not be installed: the tests in a browser are skipped" >&2

kills: setup  ## kill runs at 200 moments more, of another seed each time (KILL_SEED=… for one of them)
	KILLS=200 KILL_SEED=$${KILL_SEED:-$$(date +%s)} $(BIN)/python -m pytest -n 2 tests/crash/test_kills.py tests/crash/test_decisions.py

fuzz: setup  ## more requests made of the API's own description
	FUZZ=200 $(BIN)/python -m pytest tests/web/test_fuzz.py --hypothesis-profile search

laws: setup  ## look for examples that break a property, others each time
	$(BIN)/python -m pytest -n 2 -m hypothesis --hypothesis-profile search

check: setup  ## format, lint, types, layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: setup  ## write the outputs that the docs show anew
	$(BIN)/python -m tests.living

bench: setup  ## speed and memory beside a peer in the same run
	$(BIN)/python -m benchmarks

baseline: setup  ## score the development pages, and keep the result as what changes are held against
	$(BIN)/casemill evaluate $(GOLD) --baseline tests/baseline.json --write-baseline tests/baseline.json

calibrate: setup  ## write extractors/entities/calibration.yaml anew from the development pages
	$(BIN)/python -m pipeline.calibration $(GOLD) tests/gold/dev --unseen tests/gold/held

given-names: setup  ## write extractors/vocabulary/given_names.txt anew from Faker
	$(BIN)/python -m pipeline.given_names

weigh: setup  ## write extractors/entities/actors/weights.yaml anew from the development pages
	$(BIN)/python -m pipeline.weighing $(GOLD) tests/gold/dev

gazetteer: setup  ## write the cities and towns of extractors/vocabulary anew from GeoNames
	$(BIN)/python -m pipeline.gazetteer

schema: setup  ## write models/record.schema.json anew
	$(BIN)/casemill schema --output models/record.schema.json

lock: $(BIN)/uv  ## resolve requirements.lock anew: hashes, no addresses
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	    --all-extras --group dev --output-file requirements.lock pyproject.toml

$(BIN)/uv:
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet uv
