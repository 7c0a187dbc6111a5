#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""quality.py - measures the plugin quotes on annotated news and holds it to tests/floors.tsv.

usage: quality.py --galley COMMAND --shared FOLDER [--keep FILE] [--train] [SET...]

COMMAND is the program galley (GALLEY_PLUGIN_PATH may say where the plugins are); FOLDER holds data/quotes and
tools/score_quotes.py. Prints one line for each floor; exit 0 if all are reached, 1 if not, 77 if FOLDER is not there.
--keep leaves what the scorer read in FILE; --train measures the study set and holds it to nothing.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
GOLD = {'dev': 'polnear_dev.jsonl', 'train': 'polnear_train.jsonl', 'seed': 'seed_article.gold.jsonl'}
PIPELINE = '''galley: 1
name: quality
reader: {jsonl: {text: text, id: id}}
steps: [tokenizer, quotes]
writers:
  - jsonl: {path: out.jsonl, layers: [entity, quotation, quotation_part], unit: byte, text: false, metadata: false}
'''


def quote(row):
    """One row of the layer quotation as the scorer reads it."""
    out = {'type': row['kind'], 'content': row['content'], 'rule': row.get('rule')}
    for name, key in (('cue', 'cue'), ('speaker', 'source')):
        if name in row:
            out[key] = [row[name]]
    if 'canonical_speaker' in row:
        out['speaker'] = row['canonical_speaker']
    return out


def predict(galley, gold, folder, predictions):
    path, out = os.path.join(folder, 'pipeline.yaml'), os.path.join(folder, 'out')
    with open(path, 'w', encoding='utf-8') as f:
        f.write(PIPELINE)
    subprocess.run([galley, 'run', path, gold, '-o', out, '--overwrite'], check=True, stderr=subprocess.DEVNULL)
    with open(os.path.join(out, 'out.jsonl'), encoding='utf-8', newline='\n') as f, \
            open(predictions, 'w', encoding='utf-8') as g:
        for line in f:
            document = json.loads(line)
            quotes = [quote(row) for row in document['layers']['quotation']]
            g.write(json.dumps({'id': document['id'], 'quotes': quotes}) + '\n')


def score(tools, mode, gold, predictions):
    command = [sys.executable, tools, '--json', gold, predictions] + (['--core'] if mode == 'core' else [])
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.decode('utf-8'))


def figure(result, name):
    """"quote match" is its F1; "quote match.R" its recall; "speaker name.pronoun" the share of right names."""
    name, _, part = name.partition('.')
    if name == 'speaker name':
        return result['speaker accuracy'].get(part or 'all', {}).get('lenient') or 0.0
    return result[name][part or 'F1']


def floors():
    with open(os.path.join(HERE, 'floors.tsv'), encoding='utf-8') as f:
        for line in f:
            if line.strip() and not line.startswith('#'):
                name, mode, measure, floor = line.rstrip('\n').split('\t')
                yield name, mode, measure, float(floor)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--galley', default=os.environ.get('GALLEY_COMMAND', 'galley'))
    parser.add_argument('--shared', default=os.environ.get('GALLEY_SHARED', ''))
    parser.add_argument('--keep')
    parser.add_argument('--train', action='store_true')
    parser.add_argument('sets', nargs='*')
    args = parser.parse_args()
    data = os.path.join(os.path.abspath(args.shared), 'data', 'quotes')
    tools = os.path.join(os.path.abspath(args.shared), 'tools', 'score_quotes.py')
    if not os.path.isdir(data):
        print('skipped: no ' + data)
        return 77
    rows = [('train', mode, name, 0.0) if args.train else (which, mode, name, floor)
            for which, mode, name, floor in floors() if not args.train or which == 'dev']
    results, failed = {}, False
    for which, mode, name, floor in rows:
        if args.sets and which not in args.sets:
            continue
        gold = os.path.join(data, GOLD[which])
        if (which, mode) not in results:
            with tempfile.TemporaryDirectory() as folder:
                predictions = args.keep or os.path.join(folder, 'predictions.jsonl')
                predict(args.galley, gold, folder, predictions)
                results[which, mode] = score(tools, mode, gold, predictions)
        value = figure(results[which, mode], name)
        failed = failed or value < floor
        print('%-6s %-5s %-22s %6.2f  floor %6.2f%s' % (which, mode, name, value, floor,
                                                      '' if value >= floor else '  <--'))
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
