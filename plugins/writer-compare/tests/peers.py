#!/usr/bin/env python3
"""galley score beside others: scikit-learn and krippendorff where they are (pip install scikit-learn krippendorff, in a
venv), and a bootstrap in plain Python. Labels are drawn at random. SPDX-License-Identifier: MIT

Run as: GALLEY_COMMAND=BUILD/core/galley python3 peers.py [ROUNDS]"""
import csv
import io
import json
import os
import random
import subprocess
import sys
import tempfile

GALLEY = os.environ["GALLEY_COMMAND"]
EXACT = 1e-12
# Two bootstraps of a thousand draws differ: by about a twentieth of the interval, here a few thousandths.
NEAR = 0.015


def galley_score(found, gold, resamples):
    with tempfile.TemporaryDirectory() as folder:
        with open(folder + "/in.jsonl", "w", encoding="utf-8") as file:
            for one, other in zip(found, gold):
                file.write(json.dumps({"text": "", "found": one, "gold": other}) + "\n")
        with open(folder + "/p.yaml", "w", encoding="utf-8") as file:
            file.write("galley: 1\nreader: jsonl\nsteps: []\nwriters: []\n")
        out = subprocess.run(
            [GALLEY, "score", "--class=metadata.found", "--gold=metadata.gold", f"--resamples={resamples}",
             folder + "/p.yaml", folder + "/in.jsonl"], check=True, capture_output=True, text=True).stdout
    return {(row["class"], row["measure"]): row for row in csv.DictReader(io.StringIO(out))}


def draw(rng, least, most):
    labels = ["a", "b", "c", "d"][:rng.randint(2, 4)]
    gold = [rng.choice(labels) for _ in range(rng.randint(least, most))]
    return [label if rng.random() < 0.7 else rng.choice(labels) for label in gold], gold


def kappa(pairs):
    """Cohen 1960, from its definition."""
    n = len(pairs)
    labels = {label for pair in pairs for label in pair}
    same = sum(one == other for one, other in pairs) / n
    chance = sum(sum(one == label for one, _ in pairs) * sum(other == label for _, other in pairs) for label in labels) / n ** 2
    return (same - chance) / (1 - chance)


def packages():
    import krippendorff
    from sklearn.metrics import accuracy_score, cohen_kappa_score, precision_recall_fscore_support

    def values(found, gold):
        labels = sorted(set(found) | set(gold))
        numbers = {label: i for i, label in enumerate(labels)}
        scores = precision_recall_fscore_support(gold, found, labels=labels, zero_division=float("nan"))
        yield ("", "agreement"), accuracy_score(gold, found)
        yield ("", "kappa"), cohen_kappa_score(found, gold)
        yield ("", "alpha"), krippendorff.alpha([[numbers[x] for x in found], [numbers[x] for x in gold]],
                                                level_of_measurement="nominal")
        for i, label in enumerate(labels):
            for name, column in zip(("precision", "recall", "f1"), scores):
                yield (label, name), column[i]
    return values


def beside_packages(rounds):
    try:
        values = packages()
    except ImportError as missing:
        return True, f" # SKIP {missing}"
    rng, worst, n = random.Random(1), 0.0, 0
    for _ in range(rounds):
        found, gold = draw(rng, 5, 300)
        ours = galley_score(found, gold, 0)
        for key, value in values(found, gold):
            if value == value:  # not where a measure is of nothing
                worst, n = max(worst, abs(float(ours[key]["value"]) - value)), n + 1
    return worst < EXACT, f": {n} values in {rounds} rounds, largest difference {worst:.1e}"


def beside_bootstrap(rounds):
    measures = {"agreement": lambda pairs: sum(one == other for one, other in pairs) / len(pairs), "kappa": kappa}
    rng, worst, n = random.Random(2), 0.0, 0
    for _ in range(max(1, rounds // 7)):
        found, gold = draw(rng, 300, 400)
        pairs, ours = list(zip(found, gold)), galley_score(found, gold, 1000)
        for name, measure in measures.items():
            drawn = sorted(measure(rng.choices(pairs, k=len(pairs))) for _ in range(1000))
            for bound, value in (("low", drawn[25]), ("high", drawn[974])):
                worst, n = max(worst, abs(float(ours["", name][bound]) - value)), n + 1
            worst = max(worst, NEAR if abs(float(ours["", name]["value"]) - measure(pairs)) > EXACT else 0)
    return worst < NEAR, f": {n} bounds, largest difference {worst:.1e}"


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    failed = 0
    tests = [beside_packages, beside_bootstrap]
    print(f"1..{len(tests)}")
    for number, test in enumerate(tests, 1):
        good, told = test(rounds)
        failed += not good
        print(f"{'' if good else 'not '}ok {number} {test.__name__}{told if '#' in told else ''}")
        print(f"# {test.__name__}{told}")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
