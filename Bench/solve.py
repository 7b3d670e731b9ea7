"""Prints the table of what Bench/solve measured, and compares the packages that were chosen.

solve.py FOLDER
"""

import json
import re
import statistics
import sys
from pathlib import Path


def columns(path):
    """Medians of wall time, processor time and memory."""
    rows = [[float(number) for number in line.split()] for line in path.read_text().splitlines()]
    return [statistics.median(column) for column in zip(*rows)]


def chosen(folder):
    """The packages of both, as NAME.ARCH VERSION; dnf5 prints a table."""
    answer = json.loads((folder / "ours.json").read_text())
    ours = set()
    for package in answer["packages"]:
        version = package["version"]
        evr = f"{version['epoch']}:{version['version']}-{version['release']}"
        ours.add((package["name"], package["architecture"], evr))
    theirs = set()
    for line in (folder / "theirs.txt").read_text().splitlines():
        if match := re.match(r" (\S+)\s+(x86_64|noarch)\s+(\S+)\s+r\s", line):
            name, architecture, evr = match.groups()
            theirs.add((name, architecture, evr if ":" in evr else f"0:{evr}"))
    return ours, theirs


def main():
    folder = Path(sys.argv[1])
    ours, theirs = chosen(folder)
    print(f"{len(ours)} packages; {len(ours ^ theirs)} of them differ from dnf5's")
    for package in sorted(ours ^ theirs)[:10]:
        print("  ", "veneer" if package in ours else "dnf5", *package)
    for kind in ("cold", "warm"):
        own, other = columns(folder / f"{kind}.ours"), columns(folder / f"{kind}.theirs")
        print(f"\n| {kind} | veneer | dnf5 | ratio |\n| --- | ---: | ---: | ---: |")
        for label, unit, left, right in zip(
            ("wall", "processor", "peak memory"), ("s", "s", "MiB"), own, other
        ):
            print(f"| {label} | {left:.3f} {unit} | {right:.3f} {unit} | {left / right:.2f} |")
    if ours != theirs:
        sys.exit(1)


main()
