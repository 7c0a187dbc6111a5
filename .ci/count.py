#!/usr/bin/env python3
"""Counts single tests in meson's test logs: count.py testlog.json... prints "passed failed skipped"."""
import json
import re
import sys

CASE = re.compile(r"^(not )?ok \d+ [^#\n]*(# *SKIP)?", re.M | re.I)


def count(entry):
    """(passed, failed, skipped) of one test program: of its TAP lines if it has any, else of its result."""
    cases = CASE.findall(entry.get("stdout") or "")
    failed = sum(1 for bad, _ in cases if bad)
    skipped = sum(1 for bad, skip in cases if skip and not bad)
    passed = len(cases) - failed - skipped
    result = entry["result"]
    if result in ("OK", "EXPECTEDFAIL"):
        return (passed, failed, skipped) if cases else (1, 0, 0)
    if result == "SKIP":
        return (passed, failed, skipped) if cases else (0, 0, 1)
    return (passed, max(failed, 1), skipped)


def main():
    total = [0, 0, 0]
    for path in sys.argv[1:]:
        with open(path, encoding="utf-8") as log:
            for line in log:
                total = [a + b for a, b in zip(total, count(json.loads(line)))]
    print(*total)


if __name__ == "__main__":
    main()
