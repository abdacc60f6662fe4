# `make run` starts Angarium on this machine, `make test` proves it. What a target needs is made first, and only once.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
V   := .venv/bin
PY  := src/angarium tests tools bench
WEB := $(shell find web -path web/node_modules -prune -o -path web/dist -prune -o -type f -print 2>/dev/null)
TL  := $(wildcard schema/*.toml schema/*.tl schema/*.json schema/*/* src/angarium/tl/*.py)

help:            ## show these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' Makefile
run: setup       ## start the server on this machine and print the web client's address
	@$(V)/angarium serve
test: setup      ## run every level of tests, from the pure ones to two real browsers
	@$(V)/python -m tools.alltests
check: python    ## lint, types, architecture and house rules: under a minute
	@$(V)/python -m tools.check
bench: setup     ## measure: one JSON line per benchmark, and a table of ratios
	@$(V)/python -m bench
fmt: python      ## format the Python sources
	@$(V)/ruff check -q --fix-only $(wildcard $(PY)) ; $(V)/ruff format -q $(wildcard $(PY))
docs: python     ## write the generated pages: settings, errors, coverage, command line, changelog
	@$(V)/python -m tools.docs
schema: python   ## rebuild the union table of all layers from the pinned sources
	@$(V)/python -m tools.schema
fuzz: python     ## fuzz the protocol for a minute
	@ANGARIUM_FUZZ=20000 $(V)/python -m pytest -q -p no:cacheprovider tests/fuzz tests/pure -k fuzz --hypothesis-profile=long
drill: python    ## kill a busy server thirty times: nothing that it acknowledged may be lost
	@ANGARIUM_DRILL=30 $(V)/python -m pytest -q -p no:cacheprovider tests/drills
lock: python     ## pin and hash the newest allowed versions of everything
	@tools/lock
clean:           ## remove what was made, but never data/
	@rm -rf .venv .venvs .make web/node_modules web/dist
setup:           ## make .venv, the type stubs and the web client
	@$(MAKE) -s -j2 python web
python: .make/stubs
web: $(if $(wildcard web/package.json),web/dist/index.html)

.make/uv: requirements/uv.txt
	@mkdir -p .make; echo 'making .venv'; tools/venv && touch $@
.make/python: .make/uv requirements/dev.txt
	@echo 'installing Python packages'; $(V)/uv -q pip sync --require-hashes requirements/dev.txt requirements/uv.txt && touch $@
.make/angarium: .make/python pyproject.toml
	@$(V)/uv -q pip install --no-deps --no-build-isolation -e . && touch $@
.make/stubs: .make/angarium $(TL)
	@$(if $(wildcard src/angarium/tl/stubs.py),$(V)/python -m angarium.tl.stubs &&) touch $@
web/node_modules/.package-lock.json: web/package.json web/package-lock.json
	@echo 'installing web packages'; cd web && npm ci --silent --no-fund --no-audit && touch node_modules/.package-lock.json
web/dist/index.html: web/node_modules/.package-lock.json $(WEB)
	@echo 'building the web client'; mkdir -p .make; cd web && { npm run --silent build >../.make/web.log 2>&1 || { cat ../.make/web.log; exit 1; }; } && touch dist/index.html

.PHONY: help run test check bench fmt docs schema fuzz drill lock clean setup python web
