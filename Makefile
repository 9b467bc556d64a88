# kilowit: `make run` sets everything up and starts it; `make test` runs the whole suite.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

.PHONY: run test install lint types fix regions lock hashes clean soak bench

run: $(VENV)/.installed
	@$(BIN)/kilowit run

install: $(VENV)/.installed

test: $(STAMP)
	@$(BIN)/python -m pytest

# The bot against its stand-in for ten minutes; SECONDS=60 is shorter.
SECONDS ?= 600
soak: $(STAMP)
	@$(BIN)/kilowit build
	@PYTHONPATH=.:tests $(BIN)/python -m standin.soak --seconds $(SECONDS)

# The same 10,000 passages through kilowit and five other ways, into docs/performance.md.
bench: $(STAMP)
	@$(BIN)/python -m benchmarks.peers

lint: $(STAMP)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(STAMP)
	@$(BIN)/mypy

fix: $(STAMP)
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

# The product alone, as an image installs it; the stamp below adds what the tests need.
# EXTRAS='[postgres]' adds the driver of a store (docs/scaling.md).
ifneq ($(EXTRAS),)
.PHONY: $(VENV)/.installed
endif
$(VENV)/.installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("kilowit needs Python 3.11 or newer; name one: make PYTHON=...") if sys.version_info < (3, 11) else None'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing pinned packages into $(VENV) (about a minute on the first run)"
	@$(BIN)/python -m pip install --quiet --no-compile --disable-pip-version-check --constraint constraints.txt --editable '.$(EXTRAS)'
	@$(BIN)/python -m compileall -q bot index knowledge
	@touch $@

$(STAMP): $(VENV)/.installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

# Names of countries anew from CLDR and ISO 3166; what was written by hand stays.
regions: $(STAMP)
	@$(BIN)/python -m scripts.regions

lock: $(STAMP)
	@$(BIN)/python -m pip freeze --exclude-editable | sed 's/+cpu$$//' > constraints.txt

# The same with the SHA-256 of every file, for this platform (docs/operating.md).
hashes: $(STAMP)
	@$(BIN)/python -m scripts.hashes

clean:
	rm -rf $(VENV) build *.egg-info
