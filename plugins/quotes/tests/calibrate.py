#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""calibrate.py - how often each rule of the plugin quotes is right: the figures of rows.c.

usage: calibrate.py --galley COMMAND --shared FOLDER

Runs the plugin over the study set in FOLDER/data/quotes and matches its quotations with the annotated ones, as
FOLDER/tools/score_quotes.py does. One that matches an attribution of speech (IoU >= 0.5) is right; one that only meets
beliefs or mere topics counts neither way. Prints for each rule the per cent of direct, mixed and indirect quotations
that are right, smoothed by four quotations of the rule's mean, and that by one right and one wrong; with the numbers
behind them. Exit 77 if FOLDER is not there.
"""
import argparse
import collections
import json
import os
import sys
import tempfile

import quality

KINDS = ('direct', 'mixed', 'indirect')


def judge(scorer, gold, system):
    """(rule, kind, right) of each quotation that counts."""
    before = scorer.word_prefix(gold['text'], 'bytes')
    annotated = [scorer.Quote(q, before, False) for q in gold['quotes']]
    found = [q for q in (scorer.Quote(q, before, False) for q in system['quotes']) if q.cset]
    speech = [q for q in annotated if q.cset and q.kind == 'speech']
    other = [q for q in annotated if q.cset and q.kind != 'speech']
    matched = {s for s, iou in scorer.align(speech, found).values() if iou >= 0.5}
    for s, quote in enumerate(found):
        in_other = max((len(quote.cset & q.cset) for q in other), default=0)
        in_speech = max((len(quote.cset & q.cset) for q in speech), default=0)
        if s in matched or not in_other or in_other < in_speech:
            yield quote.raw['rule'], quote.type, s in matched


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--galley', default=os.environ.get('GALLEY_COMMAND', 'galley'))
    parser.add_argument('--shared', default=os.environ.get('GALLEY_SHARED', ''))
    args = parser.parse_args()
    shared = os.path.abspath(args.shared)
    path = os.path.join(shared, 'data', 'quotes', quality.GOLD['train'])
    if not os.path.isfile(path):
        print('skipped: no ' + path)
        return 77
    sys.path.insert(0, os.path.join(shared, 'tools'))
    import score_quotes as scorer
    with tempfile.TemporaryDirectory() as folder:
        predictions = os.path.join(folder, 'predictions.jsonl')
        quality.predict(args.galley, path, folder, predictions)
        with open(predictions, encoding='utf-8') as f:
            system = {d['id']: d for d in map(json.loads, f)}
    counts = collections.defaultdict(lambda: [0, 0])
    with open(path, encoding='utf-8') as f:
        for gold in map(json.loads, f):
            for rule, kind, right in judge(scorer, gold, system[gold['id']]):
                counts[rule, kind][0] += right
                counts[rule, kind][1] += 1
    for rule in sorted({rule for rule, _ in counts}):
        right, n = (sum(counts[rule, kind][i] for kind in KINDS) for i in (0, 1))
        mean = (right + 1) / (n + 2)
        shares = [(counts[rule, kind][0] + 4 * mean) / (counts[rule, kind][1] + 4) for kind in KINDS]
        print('%-20s %s   %s' % (rule, ', '.join('%2.0f' % (100 * share) for share in shares),
                                 '  '.join('%d of %d' % tuple(counts[rule, kind]) for kind in KINDS)))
    return 0


if __name__ == '__main__':
    sys.exit(main())
