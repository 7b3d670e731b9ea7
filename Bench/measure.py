"""Runs two pipelines in turn and compares them: wall time, processor time, peak memory, size.

measure.py TITLE RUNS VENEER-IMAGE REFERENCE-IMAGE VENEER-COMMAND REFERENCE-COMMAND (commands for a shell)
"""

import os
import statistics
import sys
import time


def run(command):
    """Runs a command to its end; gives seconds, processor seconds and the largest process in MiB."""
    start = time.monotonic()
    child = os.posix_spawn("/bin/sh", ["sh", "-c", command], os.environ)
    _, status, usage = os.wait4(child, 0)
    if status != 0:
        sys.exit(f"'{command}' failed with status {status}")
    return (time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def main():
    title, runs, own_image, other_image, own, other = sys.argv[1:]
    run(own)  # once uncounted, so that both find their files in memory
    rounds = []
    for _ in range(int(runs)):
        rounds.append((run(own), run(other)))
    sizes = [os.path.getsize(image) / 2**20 for image in (own_image, other_image)]
    print(f"| {title} | veneer | reference | ratio |")
    print("| --- | ---: | ---: | ---: |")
    for index, (label, unit) in enumerate(
        [("wall", "s"), ("processor", "s"), ("peak memory", "MiB")]
    ):
        ours = statistics.median(round[0][index] for round in rounds)
        theirs = statistics.median(round[1][index] for round in rounds)
        ratio = statistics.median(round[0][index] / round[1][index] for round in rounds)
        print(f"| {label} | {ours:.2f} {unit} | {theirs:.2f} {unit} | {ratio:.2f} |")
    print(f"| image | {sizes[0]:.1f} MiB | {sizes[1]:.1f} MiB | {sizes[0] / sizes[1]:.3f} |")
    print()


main()
