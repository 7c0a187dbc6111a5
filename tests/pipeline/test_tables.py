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


ARTICLES = """\
{"outlet": "Coastal Wire", "date": "2026-03-04", "text": "“It is a wonderful day,” Maria Castellan said. She was praised."}
{"outlet": "Coastal Wire", "date": "2026-03-24T10:00:00Z", "text": "“We are happy,” Maria Castellan said."}
{"outlet": "Coastal Wire", "date": "2026-04-01", "text": "“We are sad,” Maria Castellan said. “We are angry.”"}
{"outlet": "Harbour Post", "date": "2026-03-04", "text": "“It is terrible,” Daniel Okafor said. The port is closed."}
{"outlet": "Harbour Post", "date": "2026-03-05", "text": "Maria Castellan was praised."}
"""


def test_outlets(folder):
    path = os.path.join(folder, "articles.jsonl")
    with open(path, "w", encoding="utf-8") as file:
        file.write(ARTICLES)
    found = tables(folder, "outlets", path)
    outlet, month = "metadata.outlet", "month(metadata.date)"
    quoted = [(row[outlet], row[month], row["canonical_speaker"], row["count"]) for row in found["quoted.csv"]]
    assert quoted == [
        ("Coastal Wire", "2026-03", "Maria Castellan", "2"),
        ("Coastal Wire", "2026-04", "Maria Castellan", "1"),
        ("Harbour Post", "2026-03", "Daniel Okafor", "1"),
    ], quoted
    signs = [float(row["mean(sentiment.compound)"]) > 0 for row in found["quoted.csv"]]
    assert signs == [True, False, False], found["quoted.csv"]
    articles = [(row[outlet], row[month], row["count"]) for row in found["articles.csv"]]
    assert articles == [("Coastal Wire", "2026-03", "2"), ("Coastal Wire", "2026-04", "1"), ("Harbour Post", "2026-03", "2")], articles
    about = [row for row in found["about.csv"] if row[outlet] == "Harbour Post"]
    assert [row["entity.name"] for row in about] == ["Maria Castellan"] and float(about[0]["mean(compound)"]) > 0, about


def test_outlets_in_parts(folder):
    """The corpus in one file, in parts, and in parts the other way round: the same tables to the byte."""
    lines = ARTICLES.splitlines(keepends=True)
    corpora = {"whole": [ARTICLES], "parts": lines, "turned": lines[::-1]}
    made = {}
    for name, parts in corpora.items():
        os.mkdir(os.path.join(folder, name))
        for number, part in enumerate(parts):
            with open(os.path.join(folder, name, f"{number}.jsonl"), "w", encoding="utf-8") as file:
                file.write(part)
        out = os.path.join(folder, "out-" + name)
        subprocess.run([GALLEY, "run", "outlets", os.path.join(folder, name), "-o", out, "-q", "-j2"], check=True)
        made[name] = {file: open(os.path.join(out, file), "rb").read() for file in os.listdir(out) if file.endswith(".csv")}
    assert len(made["whole"]) == 3 and made["whole"] == made["parts"] == made["turned"], made


def test_said(folder):
    found = tables(folder, "said", HARBOUR)
    by = {row["speaker.name"]: row for row in found["said-by.csv"]}
    about = {row["entity.name"]: row for row in found["said-about.csv"]}
    assert {"Maria Castellan", "Daniel Okafor", "Helen Brandt", "Joan P. Teller"} <= set(by), sorted(by)
    assert float(by["Joan P. Teller"]["mean(compound)"]) > 0.2 and float(by["Daniel Okafor"]["mean(compound)"]) < -0.2, by
    assert "Daniel Okafor" in about and int(about["Daniel Okafor"]["sum(evidence)"]) > 0, sorted(about)
    for name, row in about.items():
        pairs = [pair for pair in found["said-by-about.csv"] if pair["entity.name"] == name]
        assert int(row["count"]) == sum(int(pair["count"]) for pair in pairs), row
    for row in found["said-by.csv"] + found["said-about.csv"] + found["said-by-about.csv"]:
        assert -1 <= float(row["mean(compound)"]) <= 1, row
    assert [row["scope"] for row in found["documents.csv"]] == ["document", "narrative"], found["documents.csv"]


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
