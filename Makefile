# What a fresh machine needs is installed by Fixtures/setup; what tests and the demo work on is made below .build-fixtures.
SHELL := /bin/bash
.DELETE_ON_ERROR:
.PHONY: help setup build fixtures demo test check format lint conformance bench reference install clean

CONFIGURATION ?= debug
PREFIX ?= /usr/local
SWIFT_BUILD = swift build -c $(CONFIGURATION)

help: ## Lists the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## Installs what building and testing need, from the distribution
	@Fixtures/setup

build: setup ## Builds veneer (CONFIGURATION=release for a release)
	$(SWIFT_BUILD) --product veneer

fixtures: setup ## Makes the packages, the base and the host that tests and demo work on
	@Fixtures/packages
	@Fixtures/base
	@Fixtures/judges || true
	@Fixtures/foreign

demo: build fixtures ## Runs the main job from RPM packages to a merged extension, and back
	@VENEER="$$($(SWIFT_BUILD) --show-bin-path)/veneer" Demo/run

test: setup fixtures ## Builds everything and runs every test
	@Fixtures/host create
	@# Debian sid is not always whole: then the tests that need it are skipped, and say so.
	@Fixtures/host create --suite sid || echo "tests that need the newest systemd will be skipped" >&2
	@Fixtures/peers create || echo "tests that need the newest peers will be skipped" >&2
	swift build --build-tests
	Scripts/test

check: lint test ## Format, lint, build, tests, imports, the build for hosts
	swift build --build-tests --explicit-target-dependency-import-check error
	swift build --disable-default-traits --scratch-path .build-host --product veneer
	Scripts/check-host-build .build-host

format: ## Formats the sources in place
	swift format --in-place --recursive Sources Tests Package.swift

lint: ## Checks format, sizes and habits
	swift format lint --strict --recursive Sources Tests Package.swift
	Scripts/lint

conformance: build ## Runs the public TUF conformance suite (SUITE=a checkout of it)
	$(SWIFT_BUILD) --product tuf-conformance-client
	@Scripts/conformance "$(SUITE)" "$$($(SWIFT_BUILD) --show-bin-path)/tuf-conformance-client"

bench: setup fixtures ## Measures side by side with the programs that do such work today
	@Bench/run

reference: setup ## Writes Documentation/CLI.md and the man pages from the program's help
	swift build --build-tests
	WRITE_REFERENCE=1 swift test --skip-build --filter ReferenceTests

install: ## Builds a release and installs it below PREFIX
	swift build -c release --product veneer
	install -D -m 0755 "$$(swift build -c release --show-bin-path)/veneer" "$(DESTDIR)$(PREFIX)/bin/veneer"
	install -D -m 0644 Systemd/veneer-activate.service "$(DESTDIR)$(PREFIX)/lib/systemd/system/veneer-activate.service"
	install -D -m 0644 -t "$(DESTDIR)$(PREFIX)/share/man/man1" Documentation/man/*.1

clean: ## Removes everything that was built
	rm -rf --one-file-system .build .build-fixtures .build-host
