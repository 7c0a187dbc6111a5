#!/usr/bin/env python3
"""The tables that the ready-made pipelines write, of the texts that come with them. SPDX-License-Identifier: MIT"""
import csv
import os
import subprocess
import sys
import tempfile

GALLEY = os.environ["GALLEY_COMMAND"]
PIPELINES = os.path.join(os.environ["GALLEY_SOURCE"], "pipelines")
HARBOUR = os.path.join(PIPELINES, "samples", "harbour.txt")
FERRY = os.path.join(PIPELINES, "stories", "ferry.txt")


def tables(folder, name, text):
    out = os.path.join(folder, name)
    command = [GALLEY, "run", os.path.join(PIPELINES, name + ".yaml"), text, "-o", out, "-q"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found = {}
    for file in os.listdir(out):
        if file.endswith(".csv"):
            with open(os.path.join(out, file), encoding="utf-8", newline="") as table:
                found[file] = list(csv.DictReader(table, strict=True))
    return found


def test_quotations(folder):
    rows = tables(folder, "quotations", HARBOUR)["quotations.csv"]
    with open(HARBOUR, encoding="utf-8") as file:
        text = file.read()
    assert len(rows) >= 12, len(rows)
    first = rows[0]
    assert first["canonical_speaker"] == "Maria Castellan" and first["speaker"] == "union leader Maria Castellan", first
    assert first["cue"] == "said" and first["kind"] == "direct", first
    assert first["sentence"].startswith("“We did not want this strike,”"), first
    for row in rows:
        assert 0 < float(row["confidence"]) < 1 and row["rule"] and int(row["begin"]) < int(row["end"]), row
        assert row["text"] and row["cue"] in text, row
    she = [row for row in rows if row["speaker"] == "she"]
    assert she and all(row["canonical_speaker"] == "Helen Brandt" for row in she), she


def test_speakers(folder):
    found = tables(folder, "speakers", HARBOUR)
    rows = {row["canonical_speaker"]: row for row in found["speakers.csv"]}
    kinds = found["kinds.csv"]
    assert {"Maria Castellan", "Daniel Okafor", "Helen Brandt", "Joan P. Teller"} <= set(rows), sorted(rows)
    for name, row in rows.items():
        assert int(row["count"]) == sum(int(k["count"]) for k in kinds if k["canonical_speaker"] == name), row
        assert row["documents"] == "1" and 0 < float(row["mean(confidence)"]) < 1, row
    assert float(rows["Joan P. Teller"]["mean(sentiment.compound)"]) > 0.2, rows["Joan P. Teller"]


def test_fiction(folder):
    rows = tables(folder, "fiction", FERRY)["dialogue.csv"]
    speakers = [row["canonical_speaker"] for row in rows]
    tom, ann, man = "Tom Harker", "Ann", "The old ferryman"
    assert speakers == [tom, ann, tom, ann, tom, ann, tom, man, tom, man, ann], speakers


def main():
    tests = [(name, function) for name, function in sorted(globals().items()) if name.startswith("test_")]
    print("1..%d" % len(tests))
    failed = False
    for number, (name, function) in enumerate(tests, 1):
        try:
            with tempfile.TemporaryDirectory() as folder:
                function(folder)
            print("ok %d %s" % (number, name))
        except Exception as error:  # told in the log, and counted
            failed = True
            print("not ok %d %s" % (number, name))
            print("# " + repr(error).replace("\n", "\n# "))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
