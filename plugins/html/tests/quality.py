#!/usr/bin/env python3
"""How good the main content is: quality.py GALLEY SHARED [FLOORS.tsv]. Python 3 alone. SPDX-License-Identifier: MIT

GALLEY is the built command, SHARED the folder of shared data and scorers. Prints each figure with its floor; the exit status
is 1 if one is missed, 77 where there are no data. With QUALITY_OUT=FOLDER the extracted texts are kept there.
"""
import gzip, json, os, subprocess, sys, tempfile


def read(path):
    with gzip.open(path, 'rt', encoding='utf-8', errors='replace') as file:
        return file.read()


def extract(galley, pages, options=(), steps='[html]'):
    """What @steps make of @pages, {id: HTML}, as {id: {"articleBody": text}}; @options are of `galley run`."""
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, 'in.jsonl'), 'w', encoding='utf-8') as file:
            for name, text in sorted(pages.items()):
                file.write(json.dumps({'id': name, 'text': text}) + '\n')
        with open(os.path.join(folder, 'p.yaml'), 'w', encoding='utf-8') as file:
            file.write('galley: 1\nsteps: %s\nwriters: [jsonl]\n' % steps)
        subprocess.run([galley, 'run', *options, 'p.yaml', 'in.jsonl', '-o', 'out'], cwd=folder, check=True,
                       stderr=subprocess.DEVNULL)
        with open(os.path.join(folder, 'out', 'documents.jsonl'), encoding='utf-8') as file:
            rows = [json.loads(line) for line in file]
    return {row['id']: {'articleBody': row['text']} for row in rows}


def score(shared, kind, gold, predicted):
    with tempfile.NamedTemporaryFile('w', suffix='.json', encoding='utf-8') as file:
        json.dump(predicted, file)
        file.flush()
        scorer = os.path.join(shared, 'tools', 'score_boilerplate.py')
        run = subprocess.run([sys.executable, scorer, kind, gold, file.name, '--json'], stdout=subprocess.PIPE, check=True)
    return json.loads(run.stdout)


def keep(name, predicted):
    if 'QUALITY_OUT' in os.environ:
        with open(os.path.join(os.environ['QUALITY_OUT'], name + '.json'), 'w', encoding='utf-8') as file:
            json.dump(predicted, file, ensure_ascii=False, indent=1)


def figures(galley, shared):
    web = os.path.join(shared, 'data', 'text', 'web')
    for name in ('aeb', 'cleanportal'):
        gold = os.path.join(web, name, 'ground-truth.json')
        with open(gold, encoding='utf-8') as file:
            ids = sorted(json.load(file))
        pages = {i: read(os.path.join(web, name, 'html', i + '.html.gz')) for i in ids}
        predicted = extract(galley, pages)
        keep(name, predicted)
        for key, value in score(shared, 'body', gold, predicted).items():
            if key in ('p', 'r', 'f1'):
                yield '%s_%s' % (name, key), value
    gold = os.path.join(web, 'trafilatura_en', 'eval.json')
    with open(gold, encoding='utf-8') as file:
        cases = json.load(file)
    pages = {i: read(os.path.join(web, 'trafilatura_en', 'html', case['file'])) for i, case in cases.items()}
    predicted = extract(galley, pages)
    keep('trafilatura', predicted)
    for key, value in score(shared, 'snippets', gold, predicted).items():
        if key in ('p', 'r', 'f1'):
            yield 'trafilatura_%s' % key, value


def read_floors(path):
    if not os.path.exists(path):
        return {}
    with open(path, encoding='utf-8') as file:
        rows = [line.split('\t') for line in file if line.strip() and not line.startswith('#')]
    return {name: (kind, float(value)) for name, kind, value in rows}


def main():
    arguments = sys.argv[1:] or [os.environ.get('GALLEY_COMMAND', ''), os.environ.get('GALLEY_SHARED', '')]
    if len(arguments) < 2 or not arguments[0]:
        sys.exit(__doc__)
    galley, shared = os.path.abspath(arguments[0]), os.path.abspath(arguments[1])
    if not os.path.isdir(os.path.join(shared, 'data', 'text', 'web')):
        print('skipped: no pages below ' + shared)
        return 77
    here = os.path.dirname(os.path.abspath(__file__))
    floors = read_floors(arguments[2] if len(arguments) > 2 else os.path.join(here, 'floors.tsv'))
    missed = 0
    for name, value in figures(galley, shared):
        kind, floor = floors.get(name, (None, None))
        bad = kind == 'min' and value < floor or kind == 'max' and value > floor
        missed += bad
        print('%-34s %8.4f%s%s' % (name, value, '  (%s %g)' % (kind, floor) if kind else '', '  MISSED' if bad else ''))
    return 1 if missed else 0


if __name__ == '__main__':
    sys.exit(main())
