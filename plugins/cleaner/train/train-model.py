#!/usr/bin/env python3
"""Trains the line model: train-model.py PROGRAM FEATURES.tsv OUT.tsv GOLD.jsonl[.gz]... SPDX-License-Identifier: MIT

PROGRAM is train/line-features.c, built. GOLD holds documents, one a line: {"id", "lang", "url", "lines": [{"t": text,
"y": 0 content | 1 boilerplate | 2 neither}]}. Logistic regression with a quadratic penalty, by averaged stochastic
descent in a fixed order; five folds by web site tell how good it is and where the thresholds lie.

Two models come out: of any documents, and of whole pages (as the program tells them) with the features of blocks besides.

  --prefix P     only documents whose id begins with P (licence!)
  --lost-safe F --lost-balanced F --lost-page F   share of content words that a threshold may cost, in percent
  --leave-out K --thresholds MODEL.tsv            a model of all sites but those of fold K, with the thresholds of another
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
    """For each document: {line: {r, s: features}}, the lines that rules remove, and whether it is a whole page."""
    text = ''.join(''.join(x['t'].replace('\n', ' ').replace('\f', ' ') + '\n' for x in d['lines']) + '\f\n' for d in documents)
    output = subprocess.run([program], input=text.encode(), stdout=subprocess.PIPE, check=True).stdout.decode()
    left, removed, pages = [{} for _ in documents], [set() for _ in documents], [False for _ in documents]
    for line in output.splitlines():
        document, number, mode, *features = line.split()
        document, number = int(document), int(number)
        if mode == 'x':
            removed[document].add(number)
        else:
            left[document].setdefault(number, {})[mode.lower()] = [int(f) for f in features]
            pages[document] |= mode.isupper()
    return left, removed, pages


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


class Line:
    """One that is scored and that rules leave."""

    def __init__(self, which, document, line, features, page):
        self.which, self.label, self.page, self.fold = which, line['y'], page, site(document)
        self.words = len(WORD.findall(line['t']))
        self.features, self.settled = features['r'], features['s']


class Total:
    """Of one GOLD, or its whole pages: words of content, lines of boilerplate; and what rules remove of both."""

    def __init__(self):
        self.content = self.boilerplate = self.lost = self.hit = self.wrong = 0

    def count(self, line, is_removed):
        words = len(WORD.findall(line['t']))
        if line['y'] == 1:
            self.boilerplate += 1
            self.hit += is_removed
        else:
            self.content += words
            self.lost += words * is_removed
            self.wrong += is_removed


def read(args):
    """-> the lines, and totals by (number of the gold, only whole pages)"""
    lines, totals = [], {}
    for which, path in enumerate(args.gold):
        documents = read_gold(path, args.prefix)
        left, removed, pages = features_of(args.program, documents)
        for document, page, features, ruled in zip(documents, pages, left, removed):
            for i, line in enumerate(document['lines']):
                if line['y'] == 2:
                    continue
                for key in {(which, False), (which, page)}:
                    totals.setdefault(key, Total()).count(line, i in ruled)
                if i in features:
                    lines.append(Line(which, document, line, features[i], page))
    return lines, totals


class Model:
    """How one of the two is trained."""

    def __init__(self, page, n):
        self.page, self.n = page, n  # features from n on are none of its

    def rows(self, lines):
        for line in lines:
            # a line of content costs by its words; the larger set must not drown the one the default is for
            importance = 1 if line.label else 0.4 + min(line.words, 60) / 30
            importance *= (0.5, 1)[line.which > 0] if self.page else (1, 0.35)[line.which > 0]
            yield [f for f in line.features if f < self.n], line.label, importance
            yield [f for f in line.settled if f < self.n], line.label, importance / 2

    def train(self, lines):
        return train(list(self.rows(lines)), self.n)

    def score_by_folds(self, lines):
        """-> (score, line), the highest first; each line by a model that has not seen its site"""
        scored = []
        for fold in range(FOLDS):
            weights = self.train([line for line in lines if line.fold != fold])
            scored += [(sum(weights[f] for f in line.features if f < self.n), line) for line in lines if line.fold == fold]
        return sorted(scored, key=lambda one: -one[0])


def trace(name, scored, total, limits):
    """Prints how good the model is by what it costs. -> {limit: its threshold}"""
    lost, hit, wrong, thresholds = total.lost, total.hit, total.wrong, {}
    marks = iter((0.05, 0.1, 0.15, 0.2, 0.25, 0.35, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4, 5, 6, 8))
    mark = next(marks)
    for score, line in scored:
        if line.label == 1:
            hit += 1
            continue
        share = 100 * (lost + line.words) / total.content
        while mark is not None and share > mark:
            p, r = hit / max(1, hit + wrong), hit / total.boilerplate
            print('%s  lost %.2f%%  P %.2f R %.2f F1 %.2f  threshold %.3f'
                  % (name, mark, 100 * p, 100 * r, 200 * p * r / (p + r), score))
            mark = next(marks, None)
        for limit, most in limits.items():
            if share > most:
                thresholds.setdefault(limit, score)
        lost, wrong = lost + line.words, wrong + 1
    return thresholds


def measure(lines, totals, models, args):
    """Five folds. -> the thresholds"""
    last = len(args.gold) - 1
    scored = models[0].score_by_folds(lines)
    thresholds = trace('leftover', [(s, line) for s, line in scored if line.which == 0], totals[0, False],
                       {'safe': args.lost_safe, 'balanced': args.lost_balanced})
    pages = models[1].score_by_folds(lines)
    thresholds.update(trace('pages', [(s, line) for s, line in pages if line.which == last and line.page], totals[last, True],
                            {'page': args.lost_page}))
    return {name: round(1000 * value) + 1 for name, value in thresholds.items()}


def read_thresholds(path):
    with open(path, encoding='utf-8') as file:
        rows = [line.split('\t') for line in file if line.startswith('threshold')]
    return {name: int(value) for _, name, value in rows}


def read_families(path):
    """-> [(name, its first feature, how many)], the number of all, and of those before the blocks"""
    families, n = [], 0
    with open(path, encoding='utf-8') as file:
        for line in file:
            if line.strip() and not line.startswith('#'):
                name, size, _ = line.split('\t')
                families.append((name, n, int(size)))
                n += int(size)
    return families, n, min(base for name, base, _ in families if name.startswith('block_'))


def thousandths(weights, feature):
    return max(-32000, min(32000, round(1000 * weights[feature]))) if feature < len(weights) else 0


def write(path, families, weights, thresholds):
    with open(path, 'w', encoding='utf-8') as file:
        file.write('# Weights of the line model, in thousandths: feature, value, weight, weight in whole pages. Made by train/train-model.py.\n')
        file.write('# Origin and licence: see the README, "The line model".\n')
        for name in ('safe', 'balanced', 'page'):
            file.write('threshold\t%s\t%d\n' % (name, thresholds[name]))
        for name, base, size in families:
            for value in range(size):
                pair = [thousandths(model, base + value) for model in weights]
                if any(pair):
                    file.write('%s\t%d\t%d\t%d\n' % (name, value, *pair))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ('program', 'features', 'out'):
        parser.add_argument(name)
    parser.add_argument('gold', nargs='+')
    parser.add_argument('--prefix', default='')
    parser.add_argument('--lost-safe', type=float, default=0.2)
    parser.add_argument('--lost-balanced', type=float, default=1.0)
    parser.add_argument('--lost-page', type=float, default=8)
    parser.add_argument('--leave-out', type=int)
    parser.add_argument('--thresholds')
    args = parser.parse_args()

    families, n, n_plain = read_families(args.features)
    models = [Model(False, n_plain), Model(True, n)]
    lines, totals = read(args)
    print('%d lines left by rules, %d features' % (len(lines), n))
    thresholds = read_thresholds(args.thresholds) if args.thresholds else measure(lines, totals, models, args)
    lines = [line for line in lines if line.fold != args.leave_out]
    write(args.out, families, [model.train(lines) for model in models], thresholds)


if __name__ == '__main__':
    main()
