#!/usr/bin/env python3
"""Trains the line model: train-model.py PROGRAM FEATURES.tsv OUT.tsv GOLD.jsonl[.gz]... SPDX-License-Identifier: MIT

PROGRAM is train/line-features.c, built. GOLD holds documents, one a line: {"id", "lang", "url", "lines": [{"t": text,
"y": 0 content | 1 boilerplate | 2 neither}]}. Logistic regression with a quadratic penalty, by averaged stochastic
descent in a fixed order; five folds by web site tell how good it is and where the thresholds lie.

  --prefix P     only documents whose id begins with P (licence!)
  --lost-safe F --lost-balanced F --lost-page F   share of content words that a threshold may cost, in percent
The first GOLD is of what extractors leave: the first two thresholds are measured there; "page", on the last, of pages.
"""
import argparse, gzip, hashlib, json, math, re, subprocess
from urllib.parse import urlsplit

FOLDS, EPOCHS, RATE, PENALTY = 5, 30, 0.15, 0.03
WORD = re.compile(r'\w+')


def read_gold(path, prefix):
    opened = gzip.open(path, 'rt', encoding='utf-8') if path.endswith('.gz') else open(path, encoding='utf-8')
    with opened as file:
        documents = [json.loads(line) for line in file if line.strip()]
    return [d for d in documents if d['lang'] == 'en' and d['id'].startswith(prefix)]


def site(document):
    host = urlsplit(document.get('url') or '').hostname or document['id']
    return int(hashlib.sha1('.'.join(host.split('.')[-2:]).encode()).hexdigest(), 16) % FOLDS


def features_of(program, documents):
    """For each document: {line: (features, features as if settled)}, and the lines that rules remove."""
    text = ''.join(''.join(x['t'].replace('\n', ' ').replace('\f', ' ') + '\n' for x in d['lines']) + '\f\n' for d in documents)
    output = subprocess.run([program], input=text.encode(), stdout=subprocess.PIPE, check=True).stdout.decode()
    left, removed = [{} for _ in documents], [set() for _ in documents]
    for line in output.splitlines():
        document, number, mode, *features = line.split()
        document, number = int(document), int(number)
        if mode == 'x':
            removed[document].add(number)
        else:
            left[document].setdefault(number, {})[mode] = [int(f) for f in features]
    return left, removed


def shuffled(rows, epoch):
    return sorted(range(len(rows)), key=lambda i: hashlib.md5(b'%d %d' % (epoch, i)).digest())


def train(rows, n):
    """Averaged weights. @rows: (features, label, importance)."""
    weights, total, count = [0.0] * n, [0.0] * n, 0
    for epoch in range(EPOCHS):
        rate = RATE / (1 + epoch)
        for i in shuffled(rows, epoch):
            features, label, importance = rows[i]
            score = sum(weights[f] for f in features)
            step = rate * importance * (label - 1 / (1 + math.exp(-max(-30, min(30, score)))))
            for f in features:
                weights[f] += step - rate * PENALTY * weights[f]
        if epoch >= EPOCHS // 2:
            total = [t + w for t, w in zip(total, weights)]
            count += 1
    return [t / count for t in total]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ('program', 'features', 'out'):
        parser.add_argument(name)
    parser.add_argument('gold', nargs='+')
    parser.add_argument('--prefix', default='')
    parser.add_argument('--lost-safe', type=float, default=0.17)
    parser.add_argument('--lost-balanced', type=float, default=1.4)
    parser.add_argument('--lost-page', type=float, default=5.5)
    args = parser.parse_args()

    families, n = [], 0
    for line in open(args.features, encoding='utf-8'):
        if line.strip() and not line.startswith('#'):
            name, size, _ = line.split('\t')
            families.append((name, n, int(size)))
            n += int(size)

    data = []  # (gold, document, line, label, words, fold, features, settled features)
    ruled, total = {}, {}
    for which, path in enumerate(args.gold):
        documents = read_gold(path, args.prefix)
        left, removed = features_of(args.program, documents)
        for d, document in enumerate(documents):
            for i, line in enumerate(document['lines']):
                if line['y'] == 2:
                    continue
                words = len(WORD.findall(line['t']))
                total[which, line['y']] = total.get((which, line['y']), 0) + (words if line['y'] == 0 else 1)
                if i in removed[d]:
                    ruled[which, line['y']] = ruled.get((which, line['y']), 0) + (words if line['y'] == 0 else 1)
                    ruled[which, 'n%d' % line['y']] = ruled.get((which, 'n%d' % line['y']), 0) + 1
                elif i in left[d]:
                    f = left[d][i]
                    data.append((which, d, i, line['y'], words, site(document), f['r'], f['s']))
    print('%d lines left by rules, %d features' % (len(data), n))

    def rows(chosen):
        for which, _, _, label, words, _, features, settled in chosen:
            # a line of content costs by its words; the larger set must not drown the one the default is for
            importance = (1 if label else 0.4 + min(words, 60) / 30) * (1 if which == 0 else 0.35)
            yield features, label, importance
            yield settled, label, importance / 2

    scored = []
    for fold in range(FOLDS):
        weights = train(list(rows(r for r in data if r[5] != fold)), n)
        scored += [(sum(weights[f] for f in r[6]), r) for r in data if r[5] == fold]
    scored.sort(key=lambda s: -s[0])
    thresholds = {}
    limits = (('safe', 0, args.lost_safe), ('balanced', 0, args.lost_balanced), ('page', len(args.gold) - 1, args.lost_page))
    for which in range(len(args.gold)):
        content, boilerplate = total[which, 0], total[which, 1]
        lost, hit, wrong = ruled.get((which, 0), 0), ruled.get((which, 1), 0), ruled.get((which, 'n0'), 0)
        marks = iter((0.05, 0.1, 0.15, 0.2, 0.25, 0.35, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4, 5, 6, 8))
        mark = next(marks)
        for score, (w, _, _, label, words, _, _, _) in scored:
            if w != which:
                continue
            if label == 0:
                while mark is not None and 100 * (lost + words) / content > mark:
                    p, r = hit / max(1, hit + wrong), hit / boilerplate
                    print('gold %d  lost %.2f%%  P %.2f R %.2f F1 %.2f  threshold %.3f' % (which, mark, 100 * p, 100 * r, 200 * p * r / (p + r), score))
                    mark = next(marks, None)
                for name, on, limit in limits:
                    if which == on and name not in thresholds and 100 * (lost + words) / content > limit:
                        thresholds[name] = score
                lost, wrong = lost + words, wrong + 1
            else:
                hit += 1

    weights = train(list(rows(data)), n)
    with open(args.out, 'w', encoding='utf-8') as file:
        file.write('# Weights of the line model, in thousandths: feature, value, weight. Made by train/train-model.py.\n')
        file.write('# Origin and licence: see the README, "The line model".\n')
        for name in ('safe', 'balanced', 'page'):
            file.write('threshold\t%s\t%d\n' % (name, round(1000 * thresholds[name]) + 1))
        for name, base, size in families:
            for value in range(size):
                weight = max(-32000, min(32000, round(1000 * weights[base + value])))
                if weight != 0:
                    file.write('%s\t%d\t%d\n' % (name, value, weight))


if __name__ == '__main__':
    main()
