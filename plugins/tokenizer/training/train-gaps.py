#!/usr/bin/env python3
"""train-gaps.py: learns the model of sentence gaps. SPDX-License-Identifier: MIT

  train-gaps.py [--check] [--genres A,B,...] [--l1 X] [--epochs N] DUMP-GAPS FIT-GAPS TEMPLATES OUT.tsv TRAIN.jsonl[.gz]...

TRAIN has one document a line: {"text", "sentences": [[begin, end], ...], "treebank", "genre"}, in UTF-8 bytes. --genres
keeps of the treebank GUM only the genres whose texts may be used freely. DUMP-GAPS tells what is to be seen at each gap,
FIT-GAPS the weights. Same data, same bytes: --check writes nothing, and fails if OUT.tsv is not what comes out; where a
TRAIN is absent it exits with 77, which Meson calls a skip.
"""
import argparse
import collections
import gzip
import io
import json
import os
import subprocess
import sys

LEAST_COUNT = 3
LEAST_WEIGHT = 10  # smaller ones are left out
UNIT = 256  # weights are written as multiples of 1/256
LOOK_L1 = 0.5  # of the first look, whose weights are in tables anyway
LOST = 4  # in a thousand ends that the first look may cost
MARGIN = 50  # beyond the sums seen halfway
SKIPPED = 77


def documents(path, genres):
    opened = io.TextIOWrapper(gzip.open(path), encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")
    with opened as lines:
        for line in lines:
            document = json.loads(line)
            if "gum" not in document["treebank"].lower() or document["genre"] in genres:
                yield document


def dumped(program, paths, genres):
    """-> per gap its label and features"""
    records = []
    for path in paths:
        for document in documents(path, genres):
            text = document["text"].encode("utf-8")
            begins = [begin for begin, _ in document["sentences"]]
            records.append(b"%d %d\n%s\n%s\n" % (len(text), len(begins), b" ".join(b"%d" % b for b in begins), text))
    output = subprocess.run([program], input=b"".join(records), stdout=subprocess.PIPE, check=True).stdout
    for line in output.decode("utf-8").splitlines():
        label, *features = line.split("\t")
        yield int(label), features


def indexed(gaps):
    """-> [(label, [feature index])], names of features seen often enough"""
    counts = collections.Counter()
    gaps = list(gaps)
    for _, features in gaps:
        counts.update(features)
    names = [name for name, n in counts.items() if n >= LEAST_COUNT]
    index = {name: i for i, name in enumerate(names)}
    return [(label, [index[f] for f in features if f in index]) for label, features in gaps], names


def read_templates(path):
    """-> the templates of the four parts between dashes"""
    parts = [[]]
    with open(path, encoding="utf-8") as file:
        for line in map(str.strip, file):
            if line == "---":
                parts.append([])
            elif line and not line.startswith("#"):
                parts[-1].append(line)
    return parts


def template_of(feature):
    return int(feature.partition(":")[0])


def fit(gaps, options, l1, least):
    """-> {feature: weight, at least @least}"""
    gaps, names = indexed(gaps)
    lines = ["%d %d" % (len(gaps), len(names))]
    lines += ["%d %d %s" % (label, len(features), " ".join(map(str, features))) for label, features in gaps]
    numbers = [options.alpha, l1, options.l2, options.epochs, options.models]
    output = subprocess.run([options.fit, *map(str, numbers)], input="\n".join(lines), stdout=subprocess.PIPE, text=True, check=True)
    values = (round(float(line) * UNIT) for line in output.stdout.split())
    return {name: max(-32767, min(32767, value)) for name, value in zip(names, values) if abs(value) >= least}


def sums_of(gaps, weights, ends):
    """-> of each gap the sums up to each template in @ends"""
    return [[sum(weights.get(f, 0) for f in features if template_of(f) < end) for end in ends] for _, features in gaps]


def bounds(sums, decided, at):
    """-> the sums halfway below and above which no gap was that was decided otherwise in the end"""
    return (min(row[at] for row, end in zip(sums, decided) if end) - MARGIN,
            max(row[at] for row, end in zip(sums, decided) if not end) + MARGIN)


def train(gaps, parts, options):
    """-> {name: number}, {feature: weight}"""
    first = len(parts[0])
    ends = [sum(map(len, parts[:i + 1])) for i in range(1, len(parts))]
    looks = [[f for f in features if template_of(f) < first] for _, features in gaps]
    others = [(label, [f for f in features if template_of(f) >= first]) for label, features in gaps]
    weights = fit(others, options, options.l1, LEAST_WEIGHT)
    sums = sums_of(others, weights, ends)
    decided = [int(row[-1] > 0) for row in sums]
    numbers = {"bias": 0}
    for at, name in enumerate(("near", "sentence")):
        numbers["hopeless-" + name], numbers["certain-" + name] = bounds(sums, decided, at)
    look = fit(list(zip(decided, looks)), options, LOOK_L1, 1)
    seen = sorted(sum(look.get(f, 0) for f in features) for features, end in zip(looks, decided) if end)
    numbers["look"] = seen[len(seen) * LOST // 1000]
    return numbers, {**weights, **look}


def table(parts, numbers, weights, note):
    """-> the text of the file of weights"""
    groups = collections.defaultdict(list)
    for name, value in weights.items():
        template, _, values = name.partition(":")
        groups[int(template)].append("%s\t%d\n" % (values, value))
    heads = ["[look: %s]" % template for template in parts[0]] + ["[%s]" % template for part in parts[1:] for template in part]
    return ("".join("# %s\n" % line for line in note) + "".join("%s\t%d\n" % item for item in numbers.items())
            + "".join(head + "\n" + "".join(sorted(groups[i])) for i, head in enumerate(heads)))


def check(path, text):
    with open(path, encoding="utf-8") as file:
        if file.read() != text:
            sys.exit("%s is not what the training makes: train anew" % path)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--genres", default="news,bio,interview,voyage,academic,textbook,speech")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--l1", type=float, default=2.0)
    parser.add_argument("--l2", type=float, default=1.0)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--models", type=int, default=12)
    parser.add_argument("--alpha", type=float, default=0.1)
    parser.add_argument("dump")
    parser.add_argument("fit")
    parser.add_argument("templates")
    parser.add_argument("out")
    parser.add_argument("train", nargs="+")
    options = parser.parse_args()
    absent = [path for path in options.train if not os.path.exists(path)]
    if options.check and absent:
        print("skipped: %s is not there" % absent[0])
        return SKIPPED
    parts = read_templates(options.templates)
    gaps = list(dumped(options.dump, options.train, options.genres.split(",")))
    numbers, weights = train(gaps, parts, options)
    print("%d gaps, %d ends, %d weights; %s" % (len(gaps), sum(label for label, _ in gaps), len(weights), numbers))
    text = table(parts, numbers, weights, [
        "Weights of the model of sentence gaps, in 1/256: values of the things a template names, then the weight.",
        "Trained on the training part of UD English EWT (https://universaldependencies.org, CC BY-SA 4.0) and, of the",
        "training part of UD English GUM, the genres whose texts are CC BY or public domain: %s." % options.genres,
        "By: train-gaps.py --genres %s --l1 %g --l2 %g --epochs %d --models %d dump-gaps fit-gaps gaps.templates gaps.tsv EWT GUM"
        % (options.genres, options.l1, options.l2, options.epochs, options.models),
        "Licence of these weights: CC BY-SA 4.0.",
    ])
    if options.check:
        check(options.out, text)
    else:
        with open(options.out, "w", encoding="utf-8") as out:
            out.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
