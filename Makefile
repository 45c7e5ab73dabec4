# Two commands do everything: `make serve` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
SHARD ?= 1/1
# Tests start hundreds of processes; each would compile every module anew.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: serve test thorough check site lint bench lighthouse fuzz oracle mutants removals docs schemas clean

serve: $(VENV)/.installed  ## check every record, publish the knowledge base, serve it on loopback
	$(BIN)/wakebook check
	$(BIN)/wakebook serve --port $(PORT)

test: $(VENV)/.installed lint  ## what must hold, in under ten minutes on two cores
	$(BIN)/wakebook check --profile pedantic
	$(BIN)/pytest -q -n 8 --dist worksteal -m "not thorough"

thorough: $(VENV)/.installed  ## all tests, and properties on all of their examples: half an hour
	WAKEBOOK_THOROUGH=1 $(BIN)/pytest -q -n 8 --dist worksteal

lint: $(VENV)/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

check: $(VENV)/.installed
	$(BIN)/wakebook check

site: $(VENV)/.installed  ## publish into build/site without serving it
	$(BIN)/wakebook publish

bench: $(VENV)/.installed  ## the table of ratios: minutes, on a quiet machine
	$(BIN)/python -m benchmarks.check
	$(BIN)/python -m benchmarks.publishing
	$(BIN)/python -m benchmarks.review
	$(BIN)/python -m benchmarks.phrases
	$(BIN)/python -m benchmarks.secrets
	$(BIN)/python -m benchmarks.blame
	$(BIN)/python -m benchmarks.links
	$(BIN)/python -m benchmarks.recurrence
	$(BIN)/python -m benchmarks.followup
	$(BIN)/python -m benchmarks.import_
	$(BIN)/python -m benchmarks.status
	$(BIN)/python -m benchmarks.measure

lighthouse: $(VENV)/.installed  ## Lighthouse's scores of the status site: wants npm, and a quiet machine
	$(BIN)/python -m benchmarks.lighthouse

fuzz: $(VENV)/.installed  ## ten thousand damaged files through the reader, ten thousand through all rules
	$(BIN)/python -m benchmarks.fuzz --files 10000
	$(BIN)/python -m benchmarks.fuzz_check --files 10000

oracle: $(VENV)/.installed  ## a hundred thousand pull requests through the gate and through a plain table
	WAKEBOOK_STATES=100000 $(BIN)/pytest -q -s tests/review/test_oracle.py

mutants: $(VENV)/.installed  ## small mistakes in the gate, one after the other: do the tests notice? an hour or two
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[mutants]'
	$(BIN)/python -m benchmarks.mutants engine --shard $(SHARD)
	$(BIN)/python -m benchmarks.mutants transitions --shard $(SHARD)
	$(BIN)/python -m benchmarks.mutants proposal --shard $(SHARD)
	$(BIN)/python -m benchmarks.mutants reader --shard $(SHARD)
	$(BIN)/python -m benchmarks.mutants edits --shard $(SHARD)
	$(BIN)/python -m benchmarks.mutants shape --shard $(SHARD)
	$(BIN)/python -m benchmarks.mutants shelf --shard $(SHARD)

removals: $(VENV)/.installed  ## each rule of closing and learning taken away: do the tests of its requirement notice? half an hour
	$(BIN)/python -m benchmarks.removals --shard $(SHARD)

docs: $(VENV)/.installed  ## the reference pages, from the code
	$(BIN)/python docs/generate.py

schemas: $(VENV)/.installed
	$(BIN)/wakebook schema --all schemas

$(VENV)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[figures,github,seal,site,verify,dev]'
	touch $@

clean:
	rm -rf build $(VENV)
