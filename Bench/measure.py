"""Runs commands in turn, several rounds of them, and prints a table of how the first compares with the others.

measure.py TITLE [--runs N] --run NAME=COMMAND... [--size NAME=FILE]... [--goal [NAME:]FIGURE=LIMIT]...

Commands are for a shell; the first is what is measured, the others what it is measured against. A goal
with a name is for the ratio to that command, one without is for the figure itself. Figures: wall and processor
(seconds), memory (MiB, the largest process), size (MiB). Values are medians, ratios medians of the rounds' ratios.
"""

import argparse
import os
import statistics
import sys
import time

UNITS = {"wall": "s", "processor": "s", "memory": "MiB", "size": "MiB"}


def run(command):
    """Runs a command to its end; gives seconds, processor seconds and the largest process in MiB."""
    start = time.monotonic()
    child = os.posix_spawn("/bin/sh", ["sh", "-c", command], os.environ)
    _, status, usage = os.wait4(child, 0)
    if status != 0:
        sys.exit(f"error: '{command}' failed with status {os.waitstatus_to_exitcode(status)}")
    return {
        "wall": time.monotonic() - start,
        "processor": usage.ru_utime + usage.ru_stime,
        "memory": usage.ru_maxrss / 1024,
    }


def measure(commands, sizes, runs):
    """Gives a list of figures for each command, one for each round."""
    run(next(iter(commands.values())))  # once uncounted: files are in memory, caches are there
    results = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            figures = run(command)
            if name in sizes:
                figures["size"] = os.path.getsize(sizes[name]) / 2**20
            results[name].append(figures)
    return results


def verdict(value, limit):
    """The last two cells of a row."""
    if limit is None:
        return "| |"
    return f"≤ {limit:g} | {'met' if value <= limit else '**missed**'} |"


def rows(results, goals):
    """One row for a figure by itself if it has a goal, and one for each command that has it too."""
    own, others = next(iter(results)), list(results)[1:]
    for figure, unit in UNITS.items():
        mine = [round.get(figure) for round in results[own]]
        if None in mine:
            continue
        value = statistics.median(mine)
        cell = f"{value:.2f} {unit}"
        if ("", figure) in goals or not others:
            yield f"| {figure} | {cell} | | | {verdict(value, goals.get(('', figure)))}"
        for other in others:
            theirs = [round.get(figure) for round in results[other]]
            if None in theirs:
                continue
            ratio = statistics.median(a / b for a, b in zip(mine, theirs))
            against = f"{other} {statistics.median(theirs):.2f} {unit}"
            yield f"| {figure} | {cell} | {against} | {ratio:.3f} | " + verdict(
                ratio, goals.get((other, figure))
            )


def parse_goal(text):
    """`NAME:FIGURE=LIMIT` or `FIGURE=LIMIT`."""
    what, _, limit = text.rpartition("=")
    name, _, figure = what.rpartition(":")
    if figure not in UNITS:
        raise argparse.ArgumentTypeError(f"there is no figure '{figure}'")
    return (name, figure), float(limit)


def pair(text):
    name, _, value = text.partition("=")
    return name, value


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("title")
    parser.add_argument("--runs", type=int, default=int(os.environ.get("RUNS", "3")))
    parser.add_argument("--run", type=pair, action="append", required=True)
    parser.add_argument("--size", type=pair, action="append", default=[])
    parser.add_argument("--goal", type=parse_goal, action="append", default=[])
    options = parser.parse_args()
    goals = dict(options.goal)
    unknown = {name for name, _ in goals} - dict(options.run).keys() - {""}
    if unknown:
        parser.error(f"goals for commands that do not run: {', '.join(sorted(unknown))}")
    results = measure(dict(options.run), dict(options.size), options.runs)
    print(f"| {options.title} | {options.run[0][0]} | against | ratio | goal | |")
    print("| --- | ---: | ---: | ---: | --- | --- |")
    for row in rows(results, goals):
        print(row)
    print(flush=True)


main()
