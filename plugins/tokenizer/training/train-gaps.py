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


def fit(program, gaps, n_features, options):
    """-> the weights"""
    lines = ["%d %d" % (len(gaps), n_features)]
    lines += ["%d %d %s" % (label, len(features), " ".join(map(str, features))) for label, features in gaps]
    numbers = [options.alpha, options.l1, options.l2, options.epochs, options.models]
    output = subprocess.run([program, *map(str, numbers)], input="\n".join(lines), stdout=subprocess.PIPE, text=True, check=True)
    return [float(line) for line in output.stdout.split()]


def table(templates, names, weights, note):
    """-> the text of the file of weights"""
    groups = collections.defaultdict(list)
    for name, weight in zip(names, weights):
        value = round(weight * UNIT)
        if abs(value) >= LEAST_WEIGHT:
            template, _, values = name.partition(":")
            groups[int(template)].append("%s\t%d\n" % (values, max(-32767, min(32767, value))))
    text = "".join("# %s\n" % line for line in note) + "bias\t0\n"
    return text + "".join("[%s]\n" % template + "".join(sorted(groups[i])) for i, template in enumerate(templates))


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
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--models", type=int, default=5)
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
    gaps, names = indexed(dumped(options.dump, options.train, options.genres.split(",")))
    print("%d gaps, %d ends, %d features" % (len(gaps), sum(label for label, _ in gaps), len(names)))
    weights = fit(options.fit, gaps, len(names), options)
    with open(options.templates, encoding="utf-8") as lines:
        templates = [line.strip() for line in lines if line.strip() and not line.startswith(("#", "---"))]
    text = table(templates, names, weights, [
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
