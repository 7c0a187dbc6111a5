#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""quality.py - measures the plugin sentiment on development sets and holds it to tests/floors.tsv.

usage: quality.py --galley COMMAND --shared FOLDER [--scope text|document] [--profile NAME] [--set CHANGES] [SET...]

COMMAND is the program galley (GALLEY_PLUGIN_PATH may say where the plugins are); FOLDER holds data/sentiment and
tools/score_sentiment.py. --scope text scores each record as one sentence (the default), document takes the mean over
its sentences. --profile and --set ('{names: 1}') try another profile of ours, or changes of it, in the place of news. Prints one line for each floor; exit 0 if all are reached, 1 if not, 77 if FOLDER is not there.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SHARES = (('neg', 'negative'), ('neu', 'neutral'), ('pos', 'positive'), ('compound', 'compound'))
VADER_FILES = (('lexicon', 'vader_lexicon.txt'), ('emoji', 'emoji_utf8_lexicon.txt'), ('boosters', 'vader_boosters.tsv'),
               ('negations', 'vader_negations.txt'), ('idioms', 'vader_special_cases.tsv'))
# measure: mode of the scorer, its options, the key of its answer
MODES = {'parity': ('parity', ['--strict-zero'], 'share'),
         'exact': ('parity', ['--strict-zero', '--raw-tol', '0'], 'share'), 'pearson': ('corr', [], 'pearson'),
         'news': ('corr', [], 'pearson'), 'f1': ('class', [], 'macro_f1'), 'target': ('target', [], 'macro_f1'),
         'apart': ('target', [], ('targets_differ', 'all_targets_right')), 'entity': ('class', [], 'macro_f1')}
ABOUT = {'target': 'scopes: [target], targets: target', 'apart': 'scopes: [target], targets: target',
         'entity': 'scopes: [entity]'}
NEWS = ('newspaper', 'SemEval')  # the genres of EmoBank that are news


def pipeline(profile, scope, lexicons, measure_name, changes='{}'):
    """The YAML of a pipeline that scores JSON lines; VADER cuts words of its own."""
    exact = measure_name == 'exact'
    if measure_name in ABOUT:
        steps = '  - tokenizer\n  - quotes\n  - sentiment: {profile: %s, %s, set: %s}\n' % (profile, ABOUT[measure_name], changes)
    elif not profile.startswith('vader'):
        steps = '  - tokenizer\n  - sentiment: {profile: %s, scopes: [%s], set: %s}\n' % (profile, scope, changes)
    else:
        steps = '  - sentiment:\n      profile: %s\n      scopes: [text]\n      exact: %s\n' % (profile, str(exact).lower())
        for option, name in VADER_FILES:
            steps += '      %s: %s/%s\n' % (option, lexicons, name)
    return ('galley: 1\nname: quality\nreader: {jsonl: {text: text, id: id}}\nsteps:\n%s'
            'writers:\n  - jsonl: {path: out.jsonl, layers: [sentiment%s], text: false, metadata: false}\n'
            % (steps, ', entity' if measure_name == 'entity' else ''))


def read(path):
    with open(path, encoding='utf-8', newline='\n') as f:
        return [json.loads(line) for line in f]


def named(entities, name):
    """The row of the entity that is called so: by the same words, or all of one's among the other's, or the last."""
    words = name.lower().split()

    def likeness(row):
        own = entities[row]['name'].lower().split()
        return (own == words) * 4 + (set(own) <= set(words) or set(words) <= set(own)) * 2 + (own[-1:] == words[-1:])
    best = max(range(len(entities)), key=likeness, default=None)
    return best if best is not None and likeness(best) > 0 else None


def about_entity(document, name):
    """The scores of the person or thing that the set asks for; none where the text does not name it."""
    row = named(document['layers']['entity'], name)
    return [r for r in document['layers']['sentiment'] if row is not None and r.get('entity') == row]


def about_all(document):
    return [r for r in document['layers']['sentiment'] if r['scope'] in ('document', 'target')]


def predict(galley, yaml, gold, folder, measure_name):
    """Runs galley over @gold; writes and returns the file that the scorer reads."""
    path, out = os.path.join(folder, 'pipeline.yaml'), os.path.join(folder, 'out')
    with open(path, 'w', encoding='utf-8') as f:
        f.write(yaml)
    subprocess.run([galley, 'run', path, gold, '-o', out, '--overwrite'], check=True, stderr=subprocess.DEVNULL)
    predictions = os.path.join(folder, 'predictions.jsonl')
    documents = read(os.path.join(out, 'out.jsonl'))
    names = [record.get('entity', '') for record in read(gold)]
    with open(predictions, 'w', encoding='utf-8') as g:
        for document, name in zip(documents, names):
            rows = about_entity(document, name) if measure_name == 'entity' else about_all(document)
            scores = rows[0] if rows else {}
            record = dict({'id': document['id']}, **{key: scores.get(name, 0.0) for key, name in SHARES})
            record['raw'] = [record[key] for key, _ in SHARES]
            record['score'] = record['compound']
            g.write(json.dumps(record) + '\n')
    return predictions


def measure(tools, measure_name, gold, predictions):
    mode, extra, key = MODES[measure_name]
    run = subprocess.run([sys.executable, tools, mode, gold, predictions, '--json'] + extra, stdout=subprocess.PIPE)
    answer = json.loads(run.stdout.decode('utf-8'))
    for name in key if isinstance(key, tuple) else (key,):
        answer = answer[name]
    return answer


def choose(gold, measure_name, folder):
    """The file that is scored: all of the set, or its news."""
    if measure_name != 'news':
        return gold
    path = os.path.join(folder, os.path.basename(gold))
    with open(path, 'w', encoding='utf-8') as f:
        for record in read(gold):
            if record['genre'] in NEWS:
                f.write(json.dumps(record, ensure_ascii=False) + '\n')
    return path


def floors():
    with open(os.path.join(HERE, 'floors.tsv'), encoding='utf-8') as f:
        for line in f:
            if line.strip() and not line.startswith('#'):
                name, profile, measure_name, floor = line.rstrip('\n').split('\t')
                yield name, profile, measure_name, float(floor)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--galley', default=os.environ.get('GALLEY_COMMAND', 'galley'))
    parser.add_argument('--shared', default=os.environ.get('GALLEY_SHARED', ''))
    parser.add_argument('--scope', choices=('text', 'document'), default='text')
    parser.add_argument('--profile')
    parser.add_argument('--set', default='{}')
    parser.add_argument('sets', nargs='*')
    args = parser.parse_args()
    data = os.path.join(os.path.abspath(args.shared), 'data', 'sentiment')
    tools = os.path.join(os.path.abspath(args.shared), 'tools', 'score_sentiment.py')
    if not os.path.isdir(data):
        print('skipped: no ' + data)
        return 77
    failed = False
    for name, profile, measure_name, floor in floors():
        gold = os.path.join(data, name + '.dev.jsonl')
        if profile == 'news' and args.profile:
            profile = args.profile
        if args.sets and name not in args.sets:
            continue
        with tempfile.TemporaryDirectory() as folder:
            yaml = pipeline(profile, args.scope, os.path.join(data, 'lexicons'), measure_name, args.set)
            gold = choose(gold, measure_name, folder)
            value = measure(tools, measure_name, gold, predict(args.galley, yaml, gold, folder, measure_name))
        failed = failed or value < floor
        print('%-16s %-8s %-8s %.4f  floor %.4f%s' % (name, profile, measure_name, value, floor,
                                                       '' if value >= floor else '  <--'))
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
