#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""fit-targets.py - fits data/targets.tsv: how much of a valence is about a target, by distance and what stands between.

usage: fit-targets.py --galley COMMAND [--from TABLE] [--write FILE] [--origin LINE]... [--folds N] DATA...

COMMAND is the program galley (GALLEY_PLUGIN_PATH may say where the plugins are). DATA are JSON lines with id, text, target
([begin, end] in code points), label (positive, neutral, negative) and, if there is one, doc, the article: NewsMTSC's form. A set
that is named twice counts double.

galley says which valences a sentence has and what stands between each and the target (explain: true); none of that depends on
the weights. Each weight then moves to the best step of its ladder (LADDERS below) where the sets' mean goal rises by at least LEAST,
round after round, from weights that favour nothing, from slight and from middling ones, and from those of TABLE. The goal is
macro-F1 and, DIFFER times, the share of the sentences with targets of different labels that have all of them right: who tells
nobody apart has none. From the best weights the same ascent goes on for that share alone, as long as it costs less than SPARE of
macro-F1. All is done N times without a fold of the articles, which is then scored: that figure says what to expect of other
texts. Prints all of it; --write writes the table, with lines of --origin in its head: where the data are from, and their licence.
Python 3 alone; some minutes.
"""
import argparse
import json
import os
import random
import subprocess
import sys
import tempfile

LEAST = 0.001
DIFFER = 0.15
SPARE = 0.002
STARTS = (0, 0.25, 0.5)                         # how far up the ladders
BANDS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 18, 20, 24, 28, 32, 40, 48, 56)
CLAUSES = (0, 1, 2, 3, 4)
CUT = 0.05                                      # of the compound, below which a target is neutral
# decay: of `near` a word, drop: of `clause` a clause; what the table has is their powers, as figures
LADDERS = {
    'decay': (1, 0.98, 0.96, 0.95, 0.94, 0.93, 0.92, 0.91, 0.9, 0.88, 0.86, 0.84),
    'drop': (1, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.6, 0.5),
    'before': (1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3),
    'inside': (1, 0.7, 0.5, 0.4, 0.3, 0.2, 0.1, 0),
    'outside': (1, 0.8, 0.65, 0.5, 0.35, 0.2),
    'speaker': (0,),                            # by definition: what somebody says is not about him
    'rival': (1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2),
}
MEANINGS = {
    'near': 'of a valence so many words away, and further up to the next row',
    'clause': 'with so many clauses, or words of contrast, between, or more',
    'before': 'the valence stands before the target',
    'inside': 'it stands in a quotation that the target is not in',
    'outside': 'the target stands in a quotation that it is not in',
    'speaker': 'it stands in what the target says',
    'rival': 'somebody else is mentioned nearer to it',
}
# words of `contribution.rule`, and the weight of each
REASONS = {'before': 'before', 'in-quotation': 'inside', 'quoted': 'outside', 'speaker': 'speaker',
           'rival': 'rival'}
SINGLE = ('before', 'inside', 'outside', 'speaker', 'rival')
CLASSES = ('negative', 'neutral', 'positive')
PIPELINE = ('galley: 1\nname: fit\nreader: {jsonl: {text: text, id: id}}\nsteps:\n  - tokenizer\n  - quotes\n'
            '  - sentiment: {scopes: [target], targets: target, explain: true}\n'
            'writers:\n  - jsonl: {path: out.jsonl, layers: [sentiment, valence, contribution], text: false, metadata: false}\n')


# ---------------------------------------------------------------- data
def explain(galley, path):
    """{id: [(value, distance, clauses, {reasons})]}: the valences in reach of each target."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        pipeline, out = os.path.join(folder, 'fit.yaml'), os.path.join(folder, 'out')
        with open(pipeline, 'w', encoding='utf-8') as f:
            f.write(PIPELINE)
        subprocess.run([galley, 'run', pipeline, path, '-o', out], check=True, stderr=subprocess.DEVNULL)
        with open(os.path.join(out, 'out.jsonl'), encoding='utf-8', newline='\n') as f:
            for line in f:
                document = json.loads(line)
                layers = document['layers']
                found[document['id']] = [hit_of(c, layers['valence']) for c in layers['contribution']]
    return found


def hit_of(contribution, valences):
    reasons = dict((word.split(':') + ['1'])[:2] for word in contribution['rule'].split())
    return (valences[contribution['valence']]['value'], int(reasons.pop('distance')), int(reasons.pop('clause', 0)),
            frozenset(reasons) & REASONS.keys())


def read(galley, path):
    """Targets as (article, class, hits, sentence)."""
    hits = explain(galley, path)
    targets = []
    with open(path, encoding='utf-8', newline='\n') as f:
        for line in f:
            record = json.loads(line)
            article = record.get('doc', record['text'])
            targets.append((article, CLASSES.index(record['label']), hits.get(record['id'], []), record['text']))
    return targets


# ---------------------------------------------------------------- scores

def band_of(distance):
    return max(k for k, least in enumerate(BANDS) if least <= max(distance, 1))


def table_of(weights):
    """The figures of the table, rounded as it has them."""
    table = {name: weights[name] for name in SINGLE}
    table['near'] = [round(weights['decay'] ** (least - 1), 3) for least in BANDS]
    table['clause'] = [round(weights['drop'] ** n, 3) for n in CLAUSES]
    return table


def score(table, hits):
    total = 0.0
    for value, distance, clauses, reasons in hits:
        weight = table['near'][band_of(distance)] * table['clause'][min(clauses, CLAUSES[-1])]
        for reason in reasons:
            weight *= table[REASONS[reason]]
        total += value * weight
    return total / (total * total + 15) ** 0.5


def classes(weights, targets):
    table = table_of(weights)
    scores = [score(table, hits) for _, _, hits, _ in targets]
    return [2 if x >= CUT else 0 if x <= -CUT else 1 for x in scores]


def macro_f1(gold, found):
    total = 0.0
    for c in range(3):
        both = sum(g == c and p == c for g, p in zip(gold, found))
        total += 2 * both / max(1, sum(g == c for g in gold) + sum(p == c for p in found))
    return total / 3


def told_apart(targets, found):
    """Of the sentences whose targets differ, the share that has all right; 0 where there are none."""
    sentences = {}
    for (_, gold, _, text), label in zip(targets, found):
        sentences.setdefault(text, []).append((gold, label))
    differing = [pairs for pairs in sentences.values() if len({gold for gold, _ in pairs}) > 1]
    return sum(all(g == p for g, p in pairs) for pairs in differing) / max(1, len(differing))


def figures(targets, found):
    return macro_f1([t[1] for t in targets], found), told_apart(targets, found)


def means(weights, sets):
    """Macro-F1, and the share told apart."""
    found = [figures(targets, classes(weights, targets)) for targets in sets]
    return [sum(column) / len(sets) for column in zip(*found)]


# ---------------------------------------------------------------- fitting
def climb(weights, sets, height):
    """Steps that raise height(macro-F1, told apart) most, while there are any."""
    best = height(*means(weights, sets))
    moved = True
    while moved:
        moved = False
        for name, ladder in LADDERS.items():
            tried = [dict(weights, **{name: value}) for value in ladder if value != weights[name]]
            figure, found = max(((height(*means(one, sets)), one) for one in tried), key=lambda pair: pair[0], default=(0, None))
            if figure >= best + LEAST:
                best, weights, moved = figure, found, True
    return weights, best


def fit(sets, known=None):
    """The best of the ascents from STARTS of the ladders, and from weights that are known; then for who is told apart."""
    starts = [{name: ladder[int((len(ladder) - 1) * start + 0.5)] for name, ladder in LADDERS.items()} for start in STARTS]
    found = (climb(start, sets, lambda f1, apart: f1 + DIFFER * apart) for start in starts + ([known] if known else []))
    weights, _ = max(found, key=lambda pair: pair[1])
    least = means(weights, sets)[0] - SPARE
    return climb(weights, sets, lambda f1, apart: apart if f1 >= least else 0)[0]


def cross_validate(sets, n_folds):
    """The sets' figures, each fold of articles scored by weights fitted without it."""
    left, found = [[] for _ in sets], [[] for _ in sets]
    folds = []
    for targets in sets:
        articles = sorted({t[0] for t in targets})
        random.Random(1).shuffle(articles)
        folds.append({article: i % n_folds for i, article in enumerate(articles)})
    for fold in range(n_folds):
        weights = fit([[t for t in targets if of[t[0]] != fold] for targets, of in zip(sets, folds)])
        for k, (targets, of) in enumerate(zip(sets, folds)):
            here = [t for t in targets if of[t[0]] == fold]
            left[k] += here
            found[k] += classes(weights, here)
    return [figures(targets, labels) for targets, labels in zip(left, found)]


# ---------------------------------------------------------------- the table
HEAD = """\
# targets.tsv: how much of a valence is about a target: name TAB from TAB weight TAB meaning. Weights are multiplied.
# SPDX-License-Identifier: MIT. Fitted by train/fit-targets.py, which says how; no text and no label is in it. README.md, "Targets".
"""


def read_table(path):
    """The weights that a table was made of."""
    with open(path, encoding='utf-8') as f:
        rows = [line.split('\t') for line in f if not line.startswith('#')]
    table = {(row[0], int(row[1])): float(row[2]) for row in rows}
    return dict({name: table[name, 0] for name in SINGLE}, decay=table['near', 2], drop=table['clause', 1])


def write(path, weights, origins):
    table = table_of(weights)
    with open(path, 'w', encoding='utf-8', newline='\n') as f:
        f.write(HEAD + ''.join('# %s\n' % line for line in origins))
        for name, starts in (('near', BANDS), ('clause', CLAUSES)):
            for start, weight in zip(starts, table[name]):
                f.write('%s\t%d\t%.3f\t%s\n' % (name, start, weight, MEANINGS[name]))
        for name in SINGLE:
            f.write('%s\t0\t%.3f\t%s\n' % (name, table[name], MEANINGS[name]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--galley', default=os.environ.get('GALLEY_COMMAND', 'galley'))
    parser.add_argument('--from', dest='table')
    parser.add_argument('--write')
    parser.add_argument('--origin', action='append', default=[])
    parser.add_argument('--folds', type=int, default=5)
    parser.add_argument('data', nargs='+')
    args = parser.parse_args()
    sets = [read(args.galley, path) for path in args.data]
    flat = dict({name: 1 for name in LADDERS})

    def tell(what, found):
        print(what + ': ' + ', '.join('macro-F1 %.4f, told apart %.3f' % pair for pair in found), flush=True)
    for path, targets in zip(args.data, sets):
        print('%s: %d targets' % (os.path.basename(path), len(targets)))
    tell('all weights 1', [figures(targets, classes(flat, targets)) for targets in sets])
    if args.folds > 1:
        tell('left-out folds', cross_validate(sets, args.folds))
    weights = fit(sets, read_table(args.table) if args.table else None)
    tell('all', [figures(targets, classes(weights, targets)) for targets in sets])
    print(', '.join('%s %s' % pair for pair in weights.items()))
    if args.write:
        write(args.write, weights, args.origin)
    return 0


if __name__ == '__main__':
    sys.exit(main())
