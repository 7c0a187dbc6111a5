#!/usr/bin/env python3
"""peers.py: galley score beside scikit-learn and krippendorff. SPDX-License-Identifier: MIT

peers.py GALLEY [ROUNDS]: labels drawn at random, and what both make of them; says the largest difference. Without the
two packages (pip install scikit-learn krippendorff, in a venv) it says so and does nothing."""
import csv
import io
import json
import random
import subprocess
import sys
import tempfile

try:
    import krippendorff
    from sklearn.metrics import accuracy_score, cohen_kappa_score, precision_recall_fscore_support
except ImportError as missing:
    print("skipped: %s" % missing)
    sys.exit(0)


def galley_score(galley, found, gold):
    with tempfile.TemporaryDirectory() as folder:
        with open(folder + "/in.jsonl", "w", encoding="utf-8") as file:
            for one, other in zip(found, gold):
                file.write(json.dumps({"text": "", "found": one, "gold": other}) + "\n")
        with open(folder + "/p.yaml", "w", encoding="utf-8") as file:
            file.write("galley: 1\nreader: jsonl\nsteps: []\nwriters: []\n")
        out = subprocess.run(
            [galley, "score", "--class=metadata.found", "--gold=metadata.gold", "--resamples=0",
             folder + "/p.yaml", folder + "/in.jsonl"], check=True, capture_output=True, text=True).stdout
    return {(row["class"], row["measure"]): float(row["value"] or "nan") for row in csv.DictReader(io.StringIO(out))}


def peers(found, gold):
    labels = sorted(set(found) | set(gold))
    numbers = {label: i for i, label in enumerate(labels)}
    scores = precision_recall_fscore_support(gold, found, labels=labels, zero_division=float("nan"))
    values = {("", "agreement"): accuracy_score(gold, found), ("", "kappa"): cohen_kappa_score(found, gold)}
    values["", "alpha"] = krippendorff.alpha([[numbers[x] for x in found], [numbers[x] for x in gold]],
                                             level_of_measurement="nominal")
    for i, label in enumerate(labels):
        for name, column in zip(("precision", "recall", "f1"), scores):
            values[label, name] = column[i]
    return values


def main():
    galley, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 20
    rng, worst, n = random.Random(1), 0.0, 0
    for _ in range(rounds):
        labels = ["a", "b", "c", "d"][:rng.randint(2, 4)]
        gold = [rng.choice(labels) for _ in range(rng.randint(5, 300))]
        found = [label if rng.random() < 0.7 else rng.choice(labels) for label in gold]
        ours, theirs = galley_score(galley, found, gold), peers(found, gold)
        for key, value in theirs.items():
            if value == value:  # not where a measure is of nothing
                worst, n = max(worst, abs(ours[key] - value)), n + 1
    print("%d values in %d rounds, largest difference %.1e" % (n, rounds, worst))
    return worst > 1e-12


if __name__ == "__main__":
    sys.exit(main())
