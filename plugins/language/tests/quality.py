#!/usr/bin/env python3
"""How often English is told as English: quality.py GALLEY SHARED [FLOORS.tsv]. Python 3 alone. SPDX-License-Identifier: MIT

GALLEY is the built command, SHARED the folder of shared data. Prints each figure with its floor; the exit status is 1 if
one is missed, 77 where there are no data.
"""
import json, os, resource, subprocess, sys, tempfile

LENGTHS = ((0, 20), (20, 40), (40, 80), (80, 160), (160, 1 << 30))


def detect(galley, texts):
    """The language of each text."""
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, 'in.jsonl'), 'w', encoding='utf-8') as file:
            for i, text in enumerate(texts):
                file.write(json.dumps({'id': str(i), 'text': text}) + '\n')
        with open(os.path.join(folder, 'p.yaml'), 'w', encoding='utf-8') as file:
            file.write('galley: 1\nsteps: [language]\nwriters: [jsonl]\n')
        subprocess.run([galley, 'run', 'p.yaml', 'in.jsonl', '-o', 'out'], cwd=folder, check=True,
                       stderr=subprocess.DEVNULL)
        with open(os.path.join(folder, 'out', 'documents.jsonl'), encoding='utf-8') as file:
            rows = [json.loads(line) for line in file]
    return [row.get('metadata', row)['language'] for row in rows]


def articles(data):
    with open(data + '/web/aeb/ground-truth.json', encoding='utf-8') as file:
        return [page['articleBody'] for _, page in sorted(json.load(file).items()) if page['lang'] == 'en']


def sentences(data):
    for name in ('ewt-dev', 'gum-dev', 'lines-dev', 'partut-dev'):
        with open('%s/ud/%s.jsonl' % (data, name), encoding='utf-8') as file:
            for line in file:
                document = json.loads(line)
                source = document['text'].encode()
                yield from (source[begin:end].decode() for begin, end in document['sentences'])


def seconds(galley, texts, steps):
    """CPU seconds of a run in one process over the texts, the least of three."""
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, 'in.jsonl'), 'w', encoding='utf-8') as file:
            file.writelines(json.dumps({'text': text}) + '\n' for text in texts)
        with open(os.path.join(folder, 'p.yaml'), 'w', encoding='utf-8') as file:
            file.write('galley: 1\nsteps: %s\nwriters: [jsonl]\n' % steps)
        taken = []
        for _ in range(3):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([galley, 'run', '--in-process', '--overwrite', 'p.yaml', 'in.jsonl', '-o', 'out'], cwd=folder, check=True,
                           stderr=subprocess.DEVNULL)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        return min(taken)


def speed(galley, texts):
    """MB of text a second through the step alone, all of each text looked at."""
    size = sum(len(text.encode()) for text in texts)
    return size / 1e6 / (seconds(galley, texts, '[language: {sample: 0}]') - seconds(galley, texts, '[]'))


def figures(galley, data):
    yield 'megabytes_a_second', speed(galley, articles(data) * 20)
    found = detect(galley, articles(data))
    yield 'articles_en', 100 * found.count('en') / len(found)
    texts = list(sentences(data))
    found = detect(galley, texts)
    for least, most in LENGTHS:
        part = [tag for tag, text in zip(found, texts) if least <= len(text) < most]
        yield 'sentences_%d_en' % least, 100 * part.count('en') / len(part)
        yield 'sentences_%d_wrong' % least, 100 * sum(tag not in ('en', 'und') for tag in part) / len(part)


def read_floors(path):
    with open(path, encoding='utf-8') as file:
        rows = [line.split('\t') for line in file if line.strip() and not line.startswith('#')]
    return {name: (kind, float(value)) for name, kind, value in rows}


def main():
    arguments = sys.argv[1:] or [os.environ.get('GALLEY_COMMAND', ''), os.environ.get('GALLEY_SHARED', '')]
    if len(arguments) < 2 or not arguments[0]:
        sys.exit(__doc__)
    galley, data = os.path.abspath(arguments[0]), os.path.join(os.path.abspath(arguments[1]), 'data', 'text')
    if not os.path.isdir(data):
        print('skipped: no evaluation data at ' + data)
        return 77
    here = os.path.dirname(os.path.abspath(__file__))
    floors = read_floors(arguments[2] if len(arguments) > 2 else os.path.join(here, 'floors.tsv'))
    missed = 0
    for name, value in figures(galley, data):
        kind, floor = floors.get(name, (None, None))
        bad = kind == 'min' and value < floor or kind == 'max' and value > floor
        missed += bad
        print('%-34s %8.2f%s%s' % (name, value, '  (%s %g)' % (kind, floor) if kind else '', '  MISSED' if bad else ''))
    return 1 if missed else 0


if __name__ == '__main__':
    sys.exit(main())
