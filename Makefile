# Heed.  make demo: see it.  make check: before you push.  make test: all that CI runs, installing what it lacks.
#
# Heed is Go with cgo (SQLite is C, DuckDB is C++), so it needs Go, make and a C++ compiler. Node is needed only for the
# accessibility tests and to rebuild the committed style sheet.

GO       ?= go
LINTER   := bin/golangci-lint
BILL     := bin/cyclonedx-gomod
VULN     := bin/govulncheck
NFPM     := bin/nfpm
SBOM     ?= dist/heed.cdx.json
HEED     := bin/heed
GODIRS    = $(wildcard catalogue cmd e2e internal rulebook)
BROWSER   = $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)

# The rooms in which much happens at once are tested with the race detector, the others without. In two of them most tests ask one thing
# after another: those files say "!race || long" and are tested without it, which takes half as long. A short run goes through a sample of
# what a test could go through; make test-long goes through all, all with the race detector. The linter says what go vet says.
RACED     = $(patsubst %,./%/...,$(wildcard internal/door internal/engine internal/ledger internal/web))
UNRACED   = $(shell $(GO) list ./... | grep -vE '^heed/internal/((engine|ledger)(/|$$)|web/)')
GOTEST   := $(GO) test -vet=off -timeout 50m

export CGO_ENABLED     := 1
export DEBIAN_FRONTEND := noninteractive
export BENCH_SIZES     ?= 10000

# The packages that have a fuzz target, and how long each target runs.
FUZZED    = $(patsubst %/,./%,$(sort $(dir $(shell grep -rl --include='*_test.go' '^func Fuzz' $(GODIRS)))))
FUZZTIME ?= 60s

.DEFAULT_GOAL := build
.PHONY: demo test test-long fuzz check build bench deb deb-fresh security vulnerabilities gosec sbom licences assets lint fmt fmt-check unit unit-raced unit-unraced rules e2e compiler browser office axe

# What may go side by side is asked for below with SIDE_BY_SIDE set; all else goes one after another.
ifndef SIDE_BY_SIDE
.NOTPARALLEL:
endif

# apt-get installs Debian packages where we may, and says what to install where we may not.
# $(call install,packages,what needs them)
define install
	@if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then apt-get update -q && apt-get install -y -q $(1); \
	elif command -v apt-get >/dev/null && sudo -n true 2>/dev/null; then sudo apt-get update -q && sudo -E apt-get install -y -q $(1); \
	else echo "$(2) On Debian: sudo apt-get install $(1)" >&2; exit 1; fi
endef

## build: bin/heed
build: compiler
	$(GO) build -ldflags='-s -w' -o $(HEED) ./cmd/heed

## demo: an invented council on http://127.0.0.1:8080
demo: build
	$(HEED) demo

## check: format, lint, tests, the race detector where there is concurrency, the rulebook's own checks and tests
check: fmt-check build $(LINTER)
	@$(MAKE) --no-print-directory SIDE_BY_SIDE=1 -j2 -Otarget unit-raced unit-unraced lint rules

## test: check, then the browser and accessibility tests
test: browser office axe check e2e

## test-long: every test in full, all with the race detector; by hand, as it takes long
test-long: build rules browser office axe
	$(GOTEST) -timeout 3h -race -tags long ./...
	HEED_E2E=1 $(GOTEST) -timeout 3h -tags e2e -count=1 ./e2e/...

## fuzz: every fuzz target for FUZZTIME, such as 60s, one after another, or those that FUZZ matches; a finding is kept in testdata/fuzz as a seed
# Each process may take 4 gigabytes of memory, so that an input that fills it is a finding and not the end of the machine. Where the time of a target
# ends while it tries an input, Go calls that a failure, which it is not: no input is kept.
fuzz: compiler
	@ulimit -d 4000000; \
	all=$$($(GO) test -vet=off -list '^Fuzz.*$(FUZZ)' $(FUZZED)) || { echo "$$all" >&2; exit 1; }; \
	targets=$$(echo "$$all" | awk '/^Fuzz/ { of = of " " $$1 } $$1 == "ok" { n = split(of, name); for (i = 1; i <= n; i++) print $$2 ":" name[i]; of = "" }'); \
	[ -n "$$targets" ] || { echo "There is no such fuzz target." >&2; exit 1; }; \
	log=$$(mktemp); trap 'rm -f "$$log"' EXIT; \
	for one in $$targets; do \
		package=$${one%:*}; target=$${one#*:}; \
		echo "$$target of $$package, for $(FUZZTIME)"; \
		{ $(GO) test -vet=off -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 20x "$$package" && echo done; } 2>&1 | tee "$$log"; \
		[ "$$(tail -n 1 "$$log")" = done ] && continue; \
		grep -q 'context deadline exceeded' "$$log" && ! grep -q 'Failing input' "$$log" && continue; \
		echo "$$target failed: see above. An input that it found is kept as a seed in $${package#heed/}/testdata/fuzz/$$target." >&2; \
		echo "Mend the fault, and commit both, unless anybody real is in it: every later test then tries it again." >&2; exit 1; \
	done

## bench: speed on BENCH_SIZES invented children, such as 2000,10000,50000; BENCH_JSON=file for JSON; see docs/performance.md
bench: build
	$(GO) run ./e2e/bench

## security: what is known to be unsafe in what Heed is built of, gosec, a bill of materials (SBOM=file), licences; see docs/security.md
security: gosec sbom licences vulnerabilities

# The rules of gosec run in lint too, with the same settings; here alone, to be looked at by themselves.
gosec: compiler $(LINTER)
	$(LINTER) run --allow-parallel-runners --enable-only gosec ./...

# CycloneDX's own tool reads the modules out of the program that is given out, so that the bill is of that and of nothing else.
sbom: build $(BILL)
	@mkdir -p $(dir $(SBOM))
	$(BILL) bin -json -licenses -std -noserial -notimestamp -version "$$(git describe --always --dirty 2>/dev/null || echo unknown)" -output $(SBOM) $(HEED)

licences: sbom
	$(GO) run -C tools/security ./licences $(abspath $(SBOM)) $(CURDIR)/tools/security/licences/allowed.txt

# The database of vulnerabilities is on the web, or where GOVULNDB says. Where it cannot be reached nothing has been checked, which is said
# and is no fault of Heed's; a vulnerability that Heed's code reaches is.
vulnerabilities: compiler $(VULN)
	@status=0; said=$$($(VULN) $(if $(GOVULNDB),-db $(GOVULNDB)) ./... 2>&1) || status=$$?; echo "$$said"; \
	case "$$status $$said" in \
	0\ *) ;; \
	1\ *"fetching vulnerabilities"*) echo "NOT CHECKED for known vulnerabilities: their database cannot be reached from here. GOVULNDB can name another." >&2 ;; \
	*) exit 1 ;; \
	esac

# The version of a package is the day and time of its commit and the commit, so that a later one is newer; VERSION gives another. Built twice
# from one commit by the same compiler it is the same file.
VERSION  ?= 0.$(shell git log -1 --date=format:%Y%m%d.%H%M --format=%cd+%h 2>/dev/null || echo 0)$(shell git diff --quiet HEAD 2>/dev/null || echo +changed)
DEB       = dist/heed_$(VERSION)_$(shell $(GO) env GOARCH).deb

## deb: a Debian package in dist; see docs/deploying.md. It is no part of make test: building its tool takes minutes the first time
deb: build $(NFPM)
	@mkdir -p dist
	HEED_VERSION='$(VERSION)' HEED_ARCH="$$($(GO) env GOARCH)" SOURCE_DATE_EPOCH="$$(git log -1 --format=%ct 2>/dev/null || date +%s)" \
		$(NFPM) package --config packaging/nfpm.yaml --packager deb --target $(DEB)
	packaging/check.sh $(DEB)

## deb-fresh: install that package into an empty Debian root, and import, set up and serve there. It needs root, debootstrap and curl
deb-fresh: deb
	packaging/fresh.sh $(DEB)

## fmt: format the Go code
fmt:
	@gofmt -w $(GODIRS)

fmt-check:
	@unformatted=$$(gofmt -l $(GODIRS)); \
	if [ -n "$$unformatted" ]; then echo "Not formatted; run make fmt:" >&2; echo "$$unformatted" >&2; exit 1; fi

## lint: golangci-lint
lint: compiler $(LINTER)
	$(LINTER) run --allow-parallel-runners ./...

# The linter is a module of its own so that Heed's stays small. It is built once, which takes some minutes.
$(LINTER): tools/go.mod tools/go.sum go.mod
	$(GO) build -C tools -ldflags='-s -w' -o ../$@ github.com/golangci/golangci-lint/v2/cmd/golangci-lint
	@touch $@

$(BILL) $(VULN): tools/security/go.mod tools/security/go.sum
	$(GO) build -C tools/security -ldflags='-s -w' -o ../../bin/ github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod golang.org/x/vuln/cmd/govulncheck
	@touch $(BILL) $(VULN)

$(NFPM): tools/packaging/go.mod tools/packaging/go.sum
	$(GO) build -C tools/packaging -ldflags='-s -w' -o ../../$@ github.com/goreleaser/nfpm/v2/cmd/nfpm
	@touch $@

## unit: go test of all packages
unit: unit-unraced unit-raced

unit-unraced: compiler
	$(GOTEST) -short $(UNRACED)

# SQLite is compiled once more for the race detector, which does not look into C: with less optimising, so sooner.
unit-raced: compiler
	CGO_CFLAGS=-O1 $(GOTEST) -short -race $(RACED)

# The rules' own tests run here and not in go test, which would run them a second time.
rules: build
	$(HEED) rule check
	$(HEED) rule test

e2e: build
	HEED_E2E=1 $(GOTEST) -short -tags e2e -count=1 ./e2e/...

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

office:
ifeq ($(shell command -v soffice),)
	$(call install,--no-install-recommends libreoffice-calc,The test of Annex A opens it in LibreOffice.)
endif

# axe-core is the accessibility engine that the browser tests inject. Only what the lock file names is fetched.
axe: e2e/node_modules/axe-core/axe.min.js

e2e/node_modules/axe-core/axe.min.js: e2e/package-lock.json
ifeq ($(shell command -v npm 2>/dev/null),)
	$(call install,npm,The accessibility tests fetch axe-core with npm.)
endif
	cd e2e && npm ci --no-audit --no-fund
	@touch $@
