# The course in two commands: `make lab` opens it, `make test` proves that it works.
# `make help` lists the rest.

VENV ?= .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
LAB_ARGS ?=
PAGES ?=
TEST_ARGS ?=
LOCKED ?=

# The virtual environment's own kernel and settings come before a user's.
export JUPYTER_PREFER_ENV_PATH := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help lab test test-slow test-all test-matrix frameworks test-frameworks notebooks data bench bench-ui solutions lint format lock audit clean

help:
	@echo "make lab         open the course in JupyterLab (LAB_ARGS=... is passed on to it)"
	@echo "make test        run the tests: units, properties, every page, a browser (TEST_ARGS=... is passed on)"
	@echo "make test-slow   run what make test leaves out: every page and explorer in the browser, the pages' memory, the wheel"
	@echo "make test-all    both"
	@echo "make test-matrix  run make test with the oldest supported versions and with the newest (TEST_ARGS='--row oldest' for one of them)"
	@echo "make frameworks  install PyTorch, JAX, scikit-learn and Keras for page 10: 350 MB to download, with PyTorch for graphics cards 2 to 3 GB more"
	@echo "make test-frameworks  install them too, and run page 10 in full and the tests that need them"
	@echo "make notebooks   execute all pages and store clean outputs (or PAGES='notebooks/02*.ipynb')"
	@echo "make solutions   write solved, executed copies of the pages into solutions/ (PAGES=... as above)"
	@echo "make data        rebuild the data files in datasets/"
	@echo "make bench       print the speed tables of the numeric core"
	@echo "make bench-ui    print the speed tables of the explorers, measured in a browser"
	@echo "make lint        check style (ruff; oxlint for JavaScript); make format mends what can be mended"
	@echo "make lock        write the newest versions that fit together into requirements.lock"
	@echo "make audit       check the licences of all installed packages, and look up faults known of the locked versions"
	@echo "make clean       remove the virtual environment $(VENV) and caches"

# --- installation: once, and again only when pyproject.toml changes --------------------------
# LOCKED=1 installs the versions in requirements.lock, others the newest that pyproject.toml allows.

$(PY):
	@for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python; do \
	    command -v $$python >/dev/null 2>&1 || continue; \
	    $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { old="$$old $$($$python -V 2>&1)"; continue; }; \
	    $$python -c 'import venv, ensurepip' 2>/dev/null || { bare=$$python; continue; }; \
	    found=$$python; break; \
	done; \
	if [ -z "$$found" ] && [ -n "$$bare" ]; then \
	    echo "make: $$bare has no venv module; on Debian or Ubuntu install it with: sudo apt install python3-venv" >&2; exit 1; \
	elif [ -z "$$found" ] && [ -n "$$old" ]; then \
	    echo "make: Python 3.11 or newer is needed, found only:$$old; install a newer one, or say where it is: make PYTHON=/path/to/python3" >&2; exit 1; \
	elif [ -z "$$found" ]; then \
	    echo "make: no Python found; install Python 3.11 or newer, or say where it is: make PYTHON=/path/to/python3" >&2; exit 1; \
	fi; \
	echo "Creating $(VENV) with $$($$found -V)"; \
	rm -rf $(VENV) && $$found -m venv $(VENV)

NOT_INSTALLED := echo "make: the installation failed, see above; it needs the internet, this once" >&2; exit 1

LOCK := $(if $(filter-out 0,$(LOCKED)),requirements.lock)
KIND := $(if $(LOCK),locked,newest)
PIP_INSTALL := $(PY) -m pip install --quiet $(LOCK:%=-c %)

$(VENV)/.$(KIND): pyproject.toml $(LOCK) | $(PY)
	@echo "Installing the course into $(VENV) (a few minutes, only this once)"
	@$(PIP_INSTALL) -e . || { $(NOT_INSTALLED); }
	@touch $@

$(VENV)/.$(KIND)-%: pyproject.toml $(LOCK) | $(PY)
	@echo "Installing the course and what '$*' needs into $(VENV) (a few minutes, only this once)"
	@$(PIP_INSTALL) -e '.[$*]' || { $(NOT_INSTALLED); }
	@touch $@ $(VENV)/.$(KIND)

# No question about news before the first page.
QUIET := $(VENV)/share/jupyter/lab/settings/overrides.json
$(QUIET): | $(VENV)/.$(KIND)
	@mkdir -p $(@D)
	@echo '{"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": false}}' > $@

# --- for learners ----------------------------------------------------------------------------

# In a container one often is root, which JupyterLab wants to hear.
AS_ROOT := $(if $(filter 0,$(shell id -u)),--allow-root)

# A picture above 10 MB would otherwise break the connection before page 02 can say that it is too large.
LARGE_UPLOADS := --ServerApp.tornado_settings='{"websocket_max_message_size": 67108864}'

lab: $(VENV)/.$(KIND) $(QUIET)
	@$(PY) -m nnhelpers.work
	@echo "Opening JupyterLab; stop it with Ctrl+C here"
	@exec $(BIN)/jupyter lab --LabApp.default_url=/lab/tree/work/00_start_here.ipynb --ServerApp.root_dir="$(CURDIR)" $(LARGE_UPLOADS) $(AS_ROOT) $(LAB_ARGS)

# --- for everybody who changes something -----------------------------------------------------

# What pytest's -m chooses.
test: CHOSEN := not slow
test-slow: CHOSEN := slow
test-all: CHOSEN := slow or not slow

# Environments of their own, one for each row of the table there.
test-matrix: $(VENV)/.$(KIND)-lock
	@$(PY) tests/matrix.py $(TEST_ARGS)

test test-slow test-all: $(VENV)/.$(KIND)-test
	@$(PY) tests/browser/get_browser.py
	@echo "Running the tests"
	@$(PY) -m pytest -m "$(CHOSEN)" $(TEST_ARGS)

# Page 10. The marks are those of the rules above; what is downloaded is said before.
SIZE := "PyTorch, JAX, scikit-learn and Keras: about 350 MB to download and 1.5 GB on disk. On Linux pip may choose the PyTorch for graphics cards, 2 to 3 GB more; a smaller one that is already in $(VENV) is kept."

.PHONY: .say-size
.say-size:
	@test -e $(VENV)/.$(KIND)-frameworks || echo $(SIZE)

frameworks: .say-size $(VENV)/.$(KIND)-frameworks

test-frameworks: .say-size $(VENV)/.$(KIND)-frameworks $(VENV)/.$(KIND)-test
	@echo "Running page 10 and what needs the frameworks"
	@$(PY) -m pytest -m frameworks -n 0 tests/test_frameworks.py $(TEST_ARGS)
	@$(PY) -m pytest -n 0 notebooks/10_frameworks.ipynb $(TEST_ARGS)

notebooks: $(VENV)/.$(KIND)
	@$(PY) notebooks/build/execute.py $(PAGES)

solutions: $(VENV)/.$(KIND)
	@$(PY) notebooks/build/solutions.py $(PAGES)

data: $(VENV)/.$(KIND)-data
	@set -e; for script in datasets/build/build_*.py; do echo "Running $$script"; $(PY) $$script; done

bench: $(VENV)/.$(KIND)
	@$(PY) tests/benchmarks/bench.py

bench-ui: $(VENV)/.$(KIND)-test
	@$(PY) tests/benchmarks/bench_ui.py

lint: $(VENV)/.$(KIND)-test
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/oxlint -D correctness -D suspicious nnhelpers

format: $(VENV)/.$(KIND)-test
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

# One version of each package that suits all Pythons since the oldest that is supported, on all systems.
lock: $(VENV)/.$(KIND)-lock
	@$(BIN)/uv pip compile --quiet --upgrade --universal --fork-strategy fewest --python-version 3.11 \
	    --extra test --extra frameworks --no-annotate --custom-compile-command "make lock" -o requirements.lock pyproject.toml >/dev/null
	@echo "requirements.lock: $$(grep -c == requirements.lock) packages"

# Terms under which each installed package may be passed on, and faults known of the locked versions.
LICENCES := BSD;MIT;Apache;ISC;PSF;Python Software Foundation;MPL;Mozilla
TERMS_IN_THEIR_FILES := axe-playwright-python   # MIT, axe-core in it MPL 2.0; not told to pip

audit: $(VENV)/.$(KIND)-test $(VENV)/.$(KIND)-audit
	@$(BIN)/pip-licenses --summary --order=count --partial-match --allow-only "$(LICENCES)" --ignore-packages $(TERMS_IN_THEIR_FILES)
	@$(BIN)/pip-audit --requirement requirements.lock --no-deps --disable-pip --progress-spinner off

clean:
	rm -rf $(VENV) .pytest_cache .ruff_cache .hypothesis *.egg-info
