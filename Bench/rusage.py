"""Runs a command and prints what it took: wall seconds, processor seconds, MiB of the largest process.

rusage.py STATUS COMMAND... (STATUS is the one that the command has to end with)
"""

import os
import sys
import time


def main():
    expected, *command = sys.argv[1:]
    start = time.monotonic()
    child = os.posix_spawnp(command[0], command, os.environ)
    _, status, usage = os.wait4(child, 0)
    wall = time.monotonic() - start
    if os.waitstatus_to_exitcode(status) != int(expected):
        sys.exit(f"'{' '.join(command)}' failed with status {status}")
    processor = usage.ru_utime + usage.ru_stime
    print(f"{wall:.3f} {processor:.3f} {usage.ru_maxrss / 1024:.1f}", file=sys.stderr)


main()
