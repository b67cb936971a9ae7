# Rúbrica. Two commands do all the set-up: `make demo` runs it, `make test` proves it.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
VAR := $(CURDIR)/.var
VENV := $(VAR)/venv
PY := $(VENV)/bin/python
export PATH := $(VENV)/bin:$(VAR)/node/bin:$(PATH)
export PYTHONPATH := $(CURDIR)/server:$(CURDIR)
export PYTHONDONTWRITEBYTECODE := 1

.PHONY: help setup setup-dev app demo demo-reset test check format bench sizes numerales soak candados browser lighthouse entrenar-ocrb umbrales-senales lector-wasm tiendas

help:  ## this list
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ; @./tools/setup run
setup-dev: ; @./tools/setup dev
browser: setup-dev ; @./tools/browser all
lighthouse: setup-dev ; @./tools/browser chromium && ./tools/faro

app: setup
	@./tools/app

demo: app  ## run everything with a synthetic Oaxaca (PUERTO=8000)
	@exec "$(PY)" -m rubrica.launch.demo

demo-reset:  ## forget the data of the demo
	@rm -rf "$(VAR)/demo"
	@echo "La demostración quedó vacía; «make demo» la vuelve a crear."

test: app browser lighthouse  ## everything: checks, both suites, browser stories
	@./tools/age
	@./tools/test all

check: setup-dev app lighthouse  ## the fast loop: linters, types, layers, fast tests
	@./tools/test fast

soak: app browser  ## slow runs: kills, mutations, many rounds
	@./tools/test soak

format: setup-dev
	@cd server && "$(VENV)/bin/ruff" check --fix -q . ; "$(VENV)/bin/ruff" format -q .

bench: app setup-dev lighthouse  ## every bar of quality, one a line (bench-NAME runs one)
	@"$(PY)" -m bench

bench-app: lighthouse
bench-%: app setup-dev
	@"$(PY)" -m bench $*

entrenar-ocrb: setup-dev  ## train the OCR-B network anew, and the vectors that hang from it
	@"$(PY)" -m rubrica.ficticio.ocrb.entrenar && "$(PY)" -m rubrica.ficticio.ocrb.vectores

umbrales-senales: setup-dev  ## choose the thresholds of the señales anew, on the set kept for it
	@MODO=prueba OPENBLAS_NUM_THREADS=1 "$(PY)" -m rubrica.ficticio.umbrales

sizes:  ## medians of functions, files and tests
	@$(PYTHON) tools/sizes.py

numerales: setup-dev  ## numerals of the ET and the tests that answer for them
	@"$(PY)" tools/numerales.py

tiendas: setup  ## the Android and iOS projects of the app, in .var/tiendas (ORIGEN=https://…)
	@./tools/tiendas $(ORIGEN)

lector-wasm: setup-dev  ## compile the phone's reader of codes anew (Debian's clang-19)
	@./tools/lector/construir

candados: setup-dev  ## make the lock files anew from the .in files
	@./tools/setup candados
