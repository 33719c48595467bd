# `make` lists what can be done here. Everything sets up what it needs first.

PYTHON ?= python3
VENV := .venv/bin/python
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help run test lint format words review-table shots pictures manual bench prove live \
        live-table audit lock wheel installer installer-windows reproducible planted test-deb test-windows clean dev ready-to-prove

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | while IFS="$$(printf '\t')" read -r name text; do \
	    printf '  make %-12s %s\n' "$$name" "$$text"; done

run: ## open Aikagi in practice mode (ARGS="--lang en" and the like go to it)
	@$(PYTHON) packaging/prepare.py run $(ARGS)

test: dev ## run every test, and the proofs in part (ARGS="-k revoke" and the like go to pytest)
	@$(VENV) -m pytest --numprocesses auto --dist loadfile $(or $(ARGS),--ignore tests/prove)
	@test -n "$(ARGS)" || $(VENV) -m pytest --numprocesses auto --dist load --timeout 600 -o faulthandler_timeout=900 tests/prove

lint: dev ## ruff's rules and format, and mypy --strict
	@$(VENV) -m ruff check .
	@$(VENV) -m ruff format --check .
	@$(VENV) -m mypy

format: dev ## lay out the source as `make lint` wants it
	@$(VENV) -m ruff format .
	@$(VENV) -m ruff check --fix .

words: dev ## gather the sentences, update and compile the Japanese catalogue
	@$(VENV) packaging/words.py

review-table: dev ## write resources/review.md: what the review looks for, and with which calls
	@$(VENV) packaging/review_table.py

shots: dev ## take a picture of every page, in both languages and schemes
	@$(VENV) -m pytest --override-ini python_files='shoot_*.py' --timeout 600 -o faulthandler_timeout=900 tests/shots $(ARGS)

pictures: dev ## renew the pictures of the manuals and of README, in both languages
	@$(VENV) -m pytest --override-ini python_files='shoot_manual.py' --timeout 600 -o faulthandler_timeout=900 tests/shots $(ARGS)
	@$(VENV) packaging/manualpictures.py

manual: dev ## write the manuals as HTML and PDF into dist/manual/
	@$(VENV) packaging/manuals.py

bench: dev ## measure speed and size beside others; put the table into the READMEs
	@$(VENV) -m compileall -q app ui
	@$(VENV) -m pytest --override-ini python_files='bench_*.py' --timeout 1800 -o faulthandler_timeout=2400 -s tests/benchmarks $(ARGS)
	@$(VENV) packaging/benchtable.py $(if $(ARGS),--so-far)

prove: ready-to-prove ## try every promise of SECURITY.md in every way; put how often it held into the READMEs
	@$(VENV) -m pytest --numprocesses auto --dist load --timeout 3600 -o faulthandler_timeout=4200 --whole tests/prove $(ARGS)
	@test -n "$(ARGS)" || $(VENV) packaging/provetable.py

planted: ready-to-prove ## plant a fault for each row of `make prove`, and show that the row sees it (ARGS="delete read-only")
	@$(VENV) packaging/planted.py $(ARGS)

live: dev ## try it on an AWS account of your own: asks before each change, cleans up (ARGS="--practice")
	@$(VENV) packaging/live/run.py $(ARGS)

audit: dev ## look for known holes and licences in the locks; write the bill of materials into dist/
	@$(VENV) packaging/audit.py $(ARGS)

live-table: dev ## write into SECURITY.md what hasn't been seen on real AWS
	@$(VENV) packaging/live/page.py

lock: ## renew the locks from pyproject.toml (UPGRADE=1 takes newer versions)
	@UPGRADE=$(UPGRADE) packaging/lock.sh

wheel: dev ## build the wheel into dist/
	@$(VENV) -m hatchling build --target wheel

installer: ## build this system's installers into dist/ (ARGS="--vendor FILE --logo FILE")
	@$(PYTHON) packaging/build.py $(ARGS)

reproducible: ## build the commit twice, in two places, and compare every byte (ARGS="--only deb")
	@$(PYTHON) packaging/twice.py $(ARGS)

# The package that was built last; `make test-deb PACKAGE=…` proves another.
PACKAGE ?= $(shell ls -t dist/*.deb 2>/dev/null | head -1)

test-deb: dev ## prove the package in dist/ in clean Debian 12 and 13 trees (as root)
	@test -n "$(PACKAGE)" || $(PYTHON) packaging/build.py --only deb
	@$(VENV) -m tests.installers.deb.prove $(or $(PACKAGE),dist) $(ARGS)

installer-windows: dev ## put a Windows installer together on Linux, into dist/windows/ (needs mingw-w64, nsis)
	@$(VENV) packaging/windows/layout.py build/windows/layout --installer dist/windows $(ARGS)

test-windows: installer-windows ## prove it under Wine: install, use, upgrade, break, remove
	@$(VENV) -m tests.installers.windows.prove dist/windows build/windows/layout/aikagi

clean: ## remove .venv and everything else that was made here
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

dev:
	@$(PYTHON) packaging/prepare.py dev

ready-to-prove:
	@$(PYTHON) packaging/prepare.py prove
