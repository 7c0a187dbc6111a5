#!/usr/bin/env python3
"""train-gaps.py: learns the model of sentence gaps. SPDX-License-Identifier: MIT

  train-gaps.py [--genres A,B,...] [--l1 X] [--epochs N] DUMP-GAPS TEMPLATES OUT.tsv TRAIN.jsonl[.gz]...

Logistic regression by FTRL-proximal with an L1 term (McMahan et al., "Ad click prediction", KDD 2013), so that most
weights are 0. TRAIN has one document a line: {"text", "sentences": [[begin, end], ...], "treebank", "genre"}, in
UTF-8 bytes. --genres keeps of the treebank GUM only the genres whose texts may be used freely. Same data, same bytes.
"""
import argparse
import collections
import gzip
import io
import json
import math
import random
import subprocess

LEAST_COUNT = 3
LEAST_WEIGHT = 10  # smaller ones are left out
UNIT = 256  # weights are written as multiples of 1/256


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


def train(gaps, n_features, l1, l2, epochs, seed, alpha=0.1, beta=1.0):
    z, n = [0.0] * n_features, [0.0] * n_features
    shuffle = random.Random(seed)
    weights = [0.0] * n_features

    def settle(i):
        if abs(z[i]) <= l1:
            weights[i] = 0.0
        else:
            weights[i] = -(z[i] - math.copysign(l1, z[i])) / ((beta + math.sqrt(n[i])) / alpha + l2)

    for epoch in range(epochs):
        shuffle.shuffle(gaps)
        loss = 0.0
        for label, features in gaps:
            total = sum([weights[i] for i in features])
            p = 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
            loss -= math.log(max(1e-12, p if label else 1 - p))
            gradient = p - label
            square = gradient * gradient
            for i in features:
                sigma = (math.sqrt(n[i] + square) - math.sqrt(n[i])) / alpha
                z[i] += gradient - sigma * weights[i]
                n[i] += square
                settle(i)
        print("epoch %d: loss %.5f, %d weights" % (epoch + 1, loss / len(gaps), sum(w != 0 for w in weights)), flush=True)
    return weights


def train_all(gaps, n_features, options):
    """-> the mean of models that saw the gaps in different orders: steadier than any of them"""
    models = [train(list(gaps), n_features, options.l1, options.l2, options.epochs, seed, options.alpha)
              for seed in range(1, options.models + 1)]
    return [sum(weights) / len(models) for weights in zip(*models)]


def write(path, templates, names, weights, note):
    groups = collections.defaultdict(list)
    for name, weight in zip(names, weights):
        value = round(weight * UNIT)
        if abs(value) >= LEAST_WEIGHT:
            template, _, values = name.partition(":")
            groups[int(template)].append("%s\t%d" % (values, max(-32767, min(32767, value))))
    with open(path, "w", encoding="utf-8") as out:
        out.writelines("# %s\n" % line for line in note)
        out.write("bias\t0\n")
        for i, template in enumerate(templates):
            out.write("[%s]\n" % template)
            out.writelines(line + "\n" for line in sorted(groups[i]))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--genres", default="news,bio,interview,voyage,academic,textbook,speech")
    parser.add_argument("--l1", type=float, default=1.0)
    parser.add_argument("--l2", type=float, default=1.0)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--models", type=int, default=4)
    parser.add_argument("--alpha", type=float, default=0.1)
    parser.add_argument("dump")
    parser.add_argument("templates")
    parser.add_argument("out")
    parser.add_argument("train", nargs="+")
    options = parser.parse_args()
    gaps, names = indexed(dumped(options.dump, options.train, options.genres.split(",")))
    print("%d gaps, %d ends, %d features" % (len(gaps), sum(label for label, _ in gaps), len(names)))
    weights = train_all(gaps, len(names), options)
    with open(options.templates, encoding="utf-8") as lines:
        templates = [line.strip() for line in lines if line.strip() and not line.startswith(("#", "---"))]
    write(options.out, templates, names, weights, [
        "Weights of the model of sentence gaps, in 1/256: values of the things a template names, then the weight.",
        "Trained on the training part of UD English EWT (https://universaldependencies.org, CC BY-SA 4.0) and, of the",
        "training part of UD English GUM, the genres whose texts are CC BY or public domain: %s." % options.genres,
        "By: train-gaps.py --genres %s --l1 %g --l2 %g --epochs %d --models %d dump-gaps gaps.templates gaps.tsv EWT GUM"
        % (options.genres, options.l1, options.l2, options.epochs, options.models),
        "Licence of these weights: CC BY-SA 4.0.",
    ])


if __name__ == "__main__":
    main()
