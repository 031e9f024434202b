# Heed.  make demo: see it.  make check: before you push.  make test: all that CI runs, installing what it lacks.
#
# Heed is Go with cgo (SQLite is C, DuckDB is C++), so it needs Go, make and a C++ compiler. Node is needed only for the
# accessibility tests and to rebuild the committed style sheet.

GO       ?= go
LINT     := $(GO) tool -modfile=tools/go.mod golangci-lint
HEED     := bin/heed
GODIRS    = $(wildcard catalogue cmd e2e internal rulebook)
BROWSER   = $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)

export CGO_ENABLED     := 1
export DEBIAN_FRONTEND := noninteractive

.DEFAULT_GOAL := build
.NOTPARALLEL:
.PHONY: demo test check build bench assets lint fmt fmt-check vet unit rules e2e compiler browser axe

# apt-get installs Debian packages where we may, and says what to install where we may not.
# $(call install,packages,what needs them)
define install
	@if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then apt-get update -q && apt-get install -y -q $(1); \
	elif command -v apt-get >/dev/null && sudo -n true 2>/dev/null; then sudo apt-get update -q && sudo -E apt-get install -y -q $(1); \
	else echo "$(2) On Debian: sudo apt-get install $(1)" >&2; exit 1; fi
endef

## build: bin/heed
build: compiler
	$(GO) build -o $(HEED) ./cmd/heed

## demo: an invented council on http://127.0.0.1:8080
demo: build
	$(HEED) demo

## check: format, lint, vet, tests with the race detector, the rulebook's own checks and tests
check: fmt-check lint vet unit rules

## test: check, then the browser and accessibility tests
test: browser axe check e2e

## bench: speed on 10,000 invented children; see docs/performance.md
bench: build
	$(GO) run ./e2e/bench

## fmt: format the Go code
fmt:
	@gofmt -w $(GODIRS)

fmt-check:
	@unformatted=$$(gofmt -l $(GODIRS)); \
	if [ -n "$$unformatted" ]; then echo "Not formatted; run make fmt:" >&2; echo "$$unformatted" >&2; exit 1; fi

## lint: golangci-lint, from a module of its own so that Heed's stays small; its first build takes some minutes
lint: compiler
	$(LINT) run ./...

vet: compiler
	$(GO) vet ./...

unit: compiler
	$(GO) test -race -timeout 30m ./...

# The rules' own tests run here and not in go test, which would run them a second time.
rules: build
	$(HEED) rule check
	$(HEED) rule test

e2e: build
	HEED_E2E=1 $(GO) test -tags e2e -count=1 -timeout 30m ./e2e/...

## assets: rebuild the committed govuk.css; needs Node
assets:
	cd internal/web/assets/build && npm ci --no-audit --no-fund && npm run build

# A link against the C++ library tries the compiler and what DuckDB needs of it at once.
compiler:
	@command -v $(GO) >/dev/null || { echo "Heed needs Go 1.26 or newer: https://go.dev/dl/" >&2; exit 1; }
ifneq ($(shell echo 'int main(void){return 0;}' | $${CC:-gcc} -x c - -lstdc++ -o /dev/null 2>/dev/null && echo ok),ok)
	$(call install,gcc g++,Heed needs a C and C++ compiler: SQLite and DuckDB are compiled into it.)
endif

browser:
ifeq ($(BROWSER),)
	$(call install,chromium,The browser tests need Chromium.)
endif

# axe-core is the accessibility engine that the browser tests inject. Only what the lock file names is fetched.
axe: e2e/node_modules/axe-core/axe.min.js

e2e/node_modules/axe-core/axe.min.js: e2e/package-lock.json
ifeq ($(shell command -v npm 2>/dev/null),)
	$(call install,npm,The accessibility tests fetch axe-core with npm.)
endif
	cd e2e && npm ci --no-audit --no-fund
	@touch $@
