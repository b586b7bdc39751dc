# Every target works alone on a fresh machine with Python 3.11 or newer, a C/C++ compiler and make; `make test` also needs what .ci/run installs.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
# PyTorch's own index has the CPU build; where it cannot be reached, the configured index is used.
TORCH_INDEX ?= https://download.pytorch.org/whl/cpu
# What Byline does not use of llama.cpp is not compiled: half the time, the same speed at work (docs/performance.md).
# Nor is its AMX code, which crashes where GCC 12 built it: Byline does not use it, but what it is compared with does (docs/decisions.md).
NO_AMX := -DCMAKE_C_FLAGS=-U__AMX_INT8__ -DCMAKE_CXX_FLAGS=-U__AMX_INT8__
export CMAKE_ARGS ?= $(NO_AMX) -DLLAMA_BUILD_TOOLS=OFF -DLLAMA_BUILD_EXAMPLES=OFF -DLLAMA_BUILD_TESTS=OFF -DLLAMA_BUILD_SERVER=OFF -DLLAVA_BUILD=OFF -DMTMD_BUILD=OFF
PIP := $(BIN)/python -m pip --disable-pip-version-check
PORT ?= 8000
DEMO_INDEX := .demo/index
SMALL := smollm2-135m-instruct-q4_1
BASELINE := eval/baseline.json

.PHONY: help install models demo serve test check unit chromium audit bench bench-peer check-quality quality lock clean
.DEFAULT_GOAL := help

help: ## Show this text
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

install: .venv/.installed ## Make .venv and install everything from the lock

.venv/.installed: requirements.lock pyproject.toml
	@echo "Installing into .venv; the first build of llama.cpp takes some minutes."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Byline needs Python 3.11 or newer; name one with: make PYTHON=python3.12 $(MAKECMDGOALS)")'
	$(PYTHON) -m venv .venv
	@# torch differs by platform and build, so its version is pinned but not its hash; the rest is pinned by hash.
	$(PIP) install --quiet --retries 2 --extra-index-url $(TORCH_INDEX) --no-deps torch==2.13.0
	$(PIP) install --quiet --no-deps --require-hashes -r requirements.lock
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

models: install ## Get and verify the language models
	$(BIN)/byline models pull
	$(BIN)/byline models pull $(SMALL)

demo: install ## Ask three questions of the sample articles
	$(BIN)/byline models pull
	BYLINE_INDEX=$(DEMO_INDEX) $(BIN)/byline index eval/gold/articles
	BYLINE_INDEX=$(DEMO_INDEX) $(BIN)/byline ask $(DEMO_QUESTIONS)
	@echo "Chat with these articles:  BYLINE_INDEX=$(DEMO_INDEX) make serve"
	@echo "Use your own articles:     $(BIN)/byline index FOLDER && $(BIN)/byline ask \"…\"    (or: make serve)"

DEMO_QUESTIONS := \
	"Which German minister visited Beijing?" \
	"How many North Korean troops are reported to be in Russia?" \
	"What is the capital of Australia?"

serve: install ## Serve POST /ask and the chat page on PORT (8000)
	$(BIN)/byline models pull
	$(BIN)/byline serve --port $(PORT)

check: install ## Lint, types, import contracts, Dockerfile
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/hadolint Dockerfile

test: check models chromium ## Everything CI runs: checks, unit, index, service, real-model and browser tests
	$(BIN)/python -m pytest

unit: install ## The fast tests alone
	$(BIN)/python -m pytest -m "not models and not browser and not slow"

chromium:
	@command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
		&& apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; } \
		|| echo "The browser tests need Chromium (Debian: apt-get install chromium); they fail without it."

bench: install ## The service's benches of docs/performance.md
	$(BIN)/python -m tests.bench

# An environment of its own: what it adds to .venv would be tested by nobody.
.venv-bench/.installed: requirements-bench.lock
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip --disable-pip-version-check install --quiet --retries 2 --extra-index-url $(TORCH_INDEX) --no-deps torch==2.13.0
	.venv-bench/bin/python -m pip --disable-pip-version-check install --quiet --no-deps --require-hashes -r requirements-bench.lock
	@touch $@

PEER_QUESTIONS ?=

bench-peer: install .venv-bench/.installed ## Byline beside LlamaIndex's CitationQueryEngine (8 gold questions; PEER_QUESTIONS names another set)
	$(BIN)/byline models pull
	.venv-bench/bin/python -W ignore -m tests.bench.peer $(PEER_QUESTIONS)

check-quality: install ## Score the gold set and compare with the committed baseline
	$(BIN)/byline models pull
	$(BIN)/byline eval run --no-worse-than $(BASELINE)

# Folders of articles.jsonl and questions.jsonl below QUALITY_SETS; after a change of code name other QUALITY_RUNS.
QUALITY_SETS ?=
QUALITY_RUNS ?= runs/quality
QUALITY_LIMIT ?= 60

quality: install ## Score the gold set and a sample of each set in QUALITY_SETS, and print the table of docs/quality.md
	$(BIN)/byline models pull
	$(BIN)/byline eval run --out $(QUALITY_RUNS)/gold
	@set -e; for set in $(patsubst %/questions.jsonl,%,$(wildcard $(QUALITY_SETS:%=%/*/questions.jsonl))); do \
		$(BIN)/byline eval run --questions $$set/questions.jsonl --limit $(QUALITY_LIMIT) --seed 0 --out $(QUALITY_RUNS)/$$(basename $$set); \
	done
	$(BIN)/byline eval table $(QUALITY_RUNS)/*

lock: ## Resolve requirements.lock anew (needs uv)
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-package torch \
		--no-emit-index-url --no-annotate --no-header --excludes docs/lock-excludes.txt --output-file requirements.lock
	cp requirements.lock requirements-bench.lock
	uv pip compile pyproject.toml --extra dev --extra bench --universal --python-version 3.11 --generate-hashes --no-emit-package torch \
		--no-emit-index-url --no-annotate --no-header --excludes docs/lock-excludes.txt --output-file requirements-bench.lock

audit: ## Ask for known vulnerabilities of what is locked (needs pip-audit and PyPI itself, not a mirror)
	pip-audit --requirement requirements.lock --no-deps --disable-pip

clean: ## Remove what make made (not the models, not your index)
	rm -rf .venv .venv-bench .demo runs build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
