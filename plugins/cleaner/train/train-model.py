#!/usr/bin/env python3
"""Trains the line model: train-model.py PROGRAM FEATURES.tsv OUT.tsv GOLD.jsonl[.gz]... SPDX-License-Identifier: MIT

PROGRAM is train/line-features.c, built. GOLD holds documents, one a line: {"id", "lang", "url", "lines": [{"t": text,
"y": 0 content | 1 boilerplate | 2 neither}]}. Logistic regression with a quadratic penalty, by averaged stochastic
descent in a fixed order; five folds by web site tell how good it is and where the thresholds lie.

Two models come out: of any documents, and of whole pages (as the program tells them) with the features of pages besides.
Lines of the first are judged alone, those of pages by the best division of the page into text and what is none.

  --prefix P     only documents whose id begins with P (licence!)
  --lost-safe F --lost-balanced F --lost-page-safe F --lost-page-balanced F
                 share of content words that a threshold may cost, in percent
  --leave-out K --thresholds MODEL.tsv   a model of all sites but those of fold K, with the thresholds of another
The first GOLD is of what extractors leave: the first two thresholds are measured there; those of pages on the last.
"""
import argparse, copy, functools, gzip, hashlib, json, math, re, subprocess
from urllib.parse import urlsplit

FOLDS, EPOCHS, RATE, PENALTY = 5, 30, 0.15, 0.02
STEPS, STEPS_TOP, STEPS_END = 20, 120, -40  # of thresholds: how many in 1, and from where to where
CHANGE = 0.6  # what each place in a page costs where text and other lines meet
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
    """One that rules leave; label 2: none that counts, but it has its place in the page."""

    def __init__(self, which, number, document, line, features, page):
        self.which, self.label, self.page, self.fold = which, line['y'], page, site(document)
        self.document = which, number
        self.words = len(WORD.findall(line['t']))
        self.features, self.settled = features['r'], features['s']


class Total:
    """Of one GOLD, or its whole pages: words of content, lines of boilerplate; and what rules remove of both."""

    def __init__(self):
        self.content = self.boilerplate = self.lost = self.hit = self.wrong = 0

    def count(self, line, is_removed):
        self.boilerplate += line['y'] == 1
        self.content += len(WORD.findall(line['t'])) if line['y'] == 0 else 0
        if is_removed:
            self.remove(line['y'], len(WORD.findall(line['t'])))

    def remove(self, label, words):
        self.hit += label == 1
        self.wrong += label == 0
        self.lost += words if label == 0 else 0

    def share_lost(self):
        return 100 * self.lost / self.content

    def show(self, name, threshold):
        p, r = self.hit / max(1, self.hit + self.wrong), self.hit / self.boilerplate
        print('%s  lost %.2f%%  P %.2f R %.2f F1 %.2f  threshold %.3f'
              % (name, self.share_lost(), 100 * p, 100 * r, 200 * p * r / max(1e-9, p + r), threshold))


def read(args):
    """-> the lines, and totals by (number of the gold, only whole pages)"""
    lines, totals = [], {}
    for which, path in enumerate(args.gold):
        documents = read_gold(path, args.prefix)
        left, removed, pages = features_of(args.program, documents)
        for number, (document, page, features, ruled) in enumerate(zip(documents, pages, left, removed)):
            for i, line in enumerate(document['lines']):
                for key in {(which, False), (which, page)}:
                    totals.setdefault(key, Total()).count(line, i in ruled)
                if i in features:
                    lines.append(Line(which, number, document, line, features[i], page))
    return lines, totals


class Model:
    """How one of the two is trained."""

    def __init__(self, page, n):
        self.page, self.n = page, n  # features from n on are none of its

    def rows(self, lines):
        for line in lines:
            if line.label == 2:
                continue
            # a line of content costs by its words; the larger set must not drown the one the default is for
            importance = 1 if line.label else 0.4 + min(line.words, 60) / 30
            importance *= (0.5, 1)[line.which > 0] if self.page else (1, 0.15)[line.which > 0]
            yield [f for f in line.features if f < self.n], line.label, importance
            yield [f for f in line.settled if f < self.n], line.label, importance / 2

    def train(self, lines):
        return train(list(self.rows(lines)), self.n)

    def score_by_folds(self, lines):
        """-> the score of each line by a model that has not seen its site"""
        scores = [0.0] * len(lines)
        for fold in range(FOLDS):
            weights = self.train([line for line in lines if line.fold != fold])
            for i, line in enumerate(lines):
                if line.fold == fold:
                    scores[i] = sum(weights[f] for f in line.features if f < self.n)
        return scores


def divide(scores):
    """Whether each line of a page is removed: judge_segments() of pages.c. 0: above the text, 1: text, 2: below or between"""
    best, routes = [0.0, 0.0, -math.inf], []
    for score in scores:
        head = best[0] + score, 0
        text = max((best[1], 1), (best[0] - CHANGE, 0), (best[2] - CHANGE, 2))
        rest = max((best[2] + score, 2), (best[1] - CHANGE + score, 1))
        best = [head[0], text[0], rest[0]]
        routes.append((head[1], text[1], rest[1]))
    at, removed = 1 if best[1] >= best[2] else 2, []
    for route in reversed(routes):
        removed.append(at != 1)
        at = route[at]
    return removed[::-1]


def lines_alone(lines, scores, threshold):
    return [line for line, score in zip(lines, scores) if score >= threshold]


def lines_of_pages(lines, scores, threshold):
    pages = {}
    for line, score in zip(lines, scores):
        pages.setdefault(line.document, []).append((line, score - threshold))
    return [line for page in pages.values() for (line, _), gone in zip(page, divide([s for _, s in page])) if gone]


def trace(name, removed_at, total, limits):
    """Prints how good the model is by its threshold. -> {limit: the lowest threshold down to which no more is lost}"""
    thresholds, passed = {}, set()
    for step in range(STEPS_TOP, STEPS_END, -1):
        now = copy.copy(total)
        for line in removed_at(step / STEPS):
            now.remove(line.label, line.words)
        if step % 5 == 0:
            now.show(name, step / STEPS)
        passed |= {limit for limit, most in limits.items() if now.share_lost() > most}
        thresholds.update({limit: step / STEPS for limit in limits if limit not in passed})
    return thresholds


def measure(lines, totals, models, args):
    """Five folds. -> the thresholds"""
    last = len(args.gold) - 1
    parts = (
        ('leftover', models[0], lambda line: line.which == 0, lines_alone, totals[0, False],
         {'safe': args.lost_safe, 'balanced': args.lost_balanced}),
        ('pages', models[1], lambda line: line.which == last and line.page, lines_of_pages, totals[last, True],
         {'page_safe': args.lost_page_safe, 'page_balanced': args.lost_page_balanced}),
    )
    thresholds = {}
    for name, model, is_of, removed_from, total, limits in parts:
        scored = [(line, score) for line, score in zip(lines, model.score_by_folds(lines)) if is_of(line)]
        chosen, scores = [line for line, _ in scored], [score for _, score in scored]
        thresholds.update(trace(name, functools.partial(removed_from, chosen, scores), total, limits))
    return {name: round(1000 * value) for name, value in thresholds.items()}


def read_thresholds(path):
    with open(path, encoding='utf-8') as file:
        rows = [line.split('\t') for line in file if line.startswith('threshold')]
    return {name: int(value) for _, name, value in rows}


def read_families(path):
    """-> [(name, its first feature, how many)], the number of all, and of those before the ones of pages"""
    families, n = [], 0
    with open(path, encoding='utf-8') as file:
        for line in file:
            if line.strip() and not line.startswith('#'):
                name, size, _ = line.split('\t')
                families.append((name, n, int(size)))
                n += int(size)
    return families, n, min(base for name, base, _ in families if name.startswith('page_'))


def thousandths(weights, feature):
    return max(-32000, min(32000, round(1000 * weights[feature]))) if feature < len(weights) else 0


def write(path, families, weights, thresholds):
    with open(path, 'w', encoding='utf-8') as file:
        file.write('# Weights of the line model, in thousandths: feature, value, weight, weight in whole pages. Made by train/train-model.py.\n')
        file.write('# Origin and licence: see the README, "The line model".\n')
        for name in ('safe', 'balanced', 'page_safe', 'page_balanced'):
            file.write('threshold\t%s\t%d\n' % (name, thresholds[name]))
        file.write('cost\tchange\t%d\n' % round(1000 * CHANGE))
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
    parser.add_argument('--lost-safe', type=float, default=0.15)
    parser.add_argument('--lost-balanced', type=float, default=0.7)
    parser.add_argument('--lost-page-safe', type=float, default=0.2)
    parser.add_argument('--lost-page-balanced', type=float, default=6.5)
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
