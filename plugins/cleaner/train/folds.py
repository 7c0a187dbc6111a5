#!/usr/bin/env python3
"""How good the line rules and model are on sites that the model has not seen: folds.py SHARED [FOLDER]. SPDX-License-Identifier: MIT

Python 3 alone; some minutes. In a copy of the source tree below FOLDER (a temporary one unless given) five models are trained, each of
all web sites but a fifth, with the thresholds of data/model.tsv; with each the cleaner is built and run on the documents of
the sites left out. Prints precision, recall and F1 of boilerplate lines, F1 of content lines, and the content words lost, all in percent.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))
sys.path[:0] = [HERE, os.path.join(os.path.dirname(HERE), 'tests')]
quality = __import__('quality')
trainer = __import__('train-model')

TARGETS = ('core/galley', 'plugins/cleaner.so', 'plugins/reader-text.so', 'plugins/writer-jsonl.so', 'plugins/cleaner/cleaner-line-features')
PARTS = ('leftover', 'full')
PROFILES = ('safe', 'balanced')
FIGURES = (('P', 'p'), ('R', 'r'), ('F1', 'f1'), ('content F1', 'content_f1'), ('lost', 'content_words_lost'))


def gold_of(shared, part):
    return os.path.join(shared, 'data', 'text', 'boilerplate', 'lines_%s.jsonl.gz' % part)


def make_copy(folder):
    """-> the copy of the source tree, with a build folder that is set up"""
    tree = os.path.join(folder, 'tree')
    shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns('build*', '.git'))
    subprocess.run(['meson', 'setup', 'build'], cwd=tree, check=True, stdout=subprocess.DEVNULL)
    return tree


def build(tree):
    subprocess.run(['ninja', '-C', 'build', *TARGETS], cwd=tree, check=True, stdout=subprocess.DEVNULL)


def train(tree, shared, fold):
    """Puts the model of all sites but those of @fold in place of the tree's."""
    data, out = os.path.join(tree, 'plugins', 'cleaner', 'data'), os.path.join(tree, 'fold.tsv')
    subprocess.run([sys.executable, os.path.join(HERE, 'train-model.py'),
                    os.path.join(tree, 'build', 'plugins', 'cleaner', 'cleaner-line-features'), os.path.join(data, 'features.tsv'), out,
                    *(gold_of(shared, part) for part in PARTS), '--prefix', 'aeb:', '--leave-out', str(fold),
                    '--thresholds', os.path.join(data, 'model.tsv')], check=True, stdout=subprocess.DEVNULL)
    shutil.copyfile(out, os.path.join(data, 'model.tsv'))


def clean_fold(galley, documents, fold):
    """-> {profile: rows of the scorer's input} of the documents whose sites are in @fold"""
    chosen = [d for d in documents if trainer.site(d) == fold]
    texts = ['\n'.join(x['t'].replace('\n', ' ') for x in d['lines']).encode() for d in chosen]
    return {profile: [json.dumps({'id': d['id'], 'text': text}) + '\n'
                      for d, text in zip(chosen, quality.clean(galley, profile, texts))] for profile in PROFILES}


def score(shared, folder, part, rows):
    path = os.path.join(folder, 'cleaned.jsonl')
    with open(path, 'w', encoding='utf-8') as file:
        file.writelines(rows)
    run = subprocess.run([sys.executable, os.path.join(shared, 'tools', 'score_boilerplate.py'), 'lines', gold_of(shared, part), path,
                          '--lang', 'en', '--json'], stdout=subprocess.PIPE, check=True)
    return json.loads(run.stdout)['all']


def measure(shared, folder):
    tree = make_copy(folder)
    build(tree)
    documents = {part: trainer.read_gold(gold_of(shared, part), '') for part in PARTS}
    rows = {(part, profile): [] for part in PARTS for profile in PROFILES}
    for fold in range(trainer.FOLDS):
        train(tree, shared, fold)
        build(tree)
        for part in PARTS:
            for profile, cleaned in clean_fold(os.path.join(tree, 'build', 'core', 'galley'), documents[part], fold).items():
                rows[part, profile] += cleaned
        print('fold %d of %d' % (fold + 1, trainer.FOLDS), flush=True)
    for (part, profile), cleaned in rows.items():
        figures = score(shared, folder, part, cleaned)
        print('%-9s %-9s %s' % (part, profile, '  '.join('%s %.2f' % (name, 100 * figures[key]) for name, key in FIGURES)))


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    shared = os.path.abspath(sys.argv[1])
    if not os.path.isfile(gold_of(shared, 'full')):
        print('skipped: no labelled lines at ' + shared)
        return 77
    if len(sys.argv) == 3:
        measure(shared, os.path.abspath(sys.argv[2]))
    else:
        with tempfile.TemporaryDirectory() as folder:
            measure(shared, folder)
    return 0


if __name__ == '__main__':
    sys.exit(main())
