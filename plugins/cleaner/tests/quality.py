#!/usr/bin/env python3
"""How good the cleaner is: quality.py GALLEY SHARED [FLOORS.tsv]. Python 3 alone. SPDX-License-Identifier: MIT

GALLEY is the built command, SHARED the folder of shared data. Prints each figure with its floor; the exit status is 1 if
one is missed. Figures of lines are of data that the line model was trained on: they show that what is built does what was
measured, not how good it is on other sites (that is what train/train-model.py prints, by folds). The model is trained
anew, which takes a minute, where its program lies beside GALLEY.
"""
import gzip, json, os, subprocess, sys, tempfile

PROFILES = {
    'safe': '{}',
    'ascii': '{fold: [quotes, dashes, ellipses]}',
    'nfkc': '{normalize: nfkc}',
    'balanced': '{boilerplate: balanced}',
    'encoding': '{entities: false, controls: false, line_ends: false, blanks: false, normalize: none, '
                'boilerplate: keep, whitespace: false}',
    'references': '{controls: false, line_ends: false, blanks: false, normalize: none, boilerplate: keep, '
                  'whitespace: false}',
}


def read_jsonl(path):
    opened = gzip.open(path, 'rt', encoding='utf-8') if path.endswith('.gz') else open(path, encoding='utf-8')
    with opened as file:
        return [json.loads(line) for line in file if line.strip()]


def clean(galley, profile, texts):
    """The cleaned texts of @texts, which are bytes: one file each, so that any bytes will do."""
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(os.path.join(folder, 'in'))
        for i, text in enumerate(texts):
            with open(os.path.join(folder, 'in', '%06d.txt' % i), 'wb') as file:
                file.write(text)
        pipeline = os.path.join(folder, 'pipeline.yaml')
        with open(pipeline, 'w', encoding='utf-8') as file:
            file.write('galley: 1\nname: quality\nreader: text\nsteps:\n  - cleaner: %s\n'
                       'writers:\n  - jsonl: {path: out.jsonl}\n' % PROFILES[profile])
        out = os.path.join(folder, 'out')
        subprocess.run([galley, 'run', pipeline, 'in', '-o', out], cwd=folder, check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
        by_id = {row['id']: row['text'] for row in read_jsonl(os.path.join(out, 'out.jsonl'))}
    # an id is the file's name, with or without its folder and an offset
    by_number = {os.path.basename(name).split('.')[0]: text for name, text in by_id.items()}
    return [by_number['%06d' % i] for i in range(len(texts))]


def same(a, b):
    return a.rstrip('\r\n') == b.rstrip('\r\n')


def cases(galley, data):
    rows = read_jsonl(data + '/text/cleaner/cleaner_cases.jsonl')
    right = 0
    for profile in sorted({row['profile'] for row in rows}):
        chosen = [row for row in rows if row['profile'] == profile]
        texts = clean(galley, profile, [bytes.fromhex(row['in_hex']) for row in chosen])
        right += sum(same(text, row['out']) for text, row in zip(texts, chosen))
    yield 'cases', right, len(rows)


def article(galley, data):
    with open(data + '/text/seed_article.gold.json', encoding='utf-8') as file:
        gold = json.load(file)
    with open(data + '/seed_article.txt', 'rb') as file:
        source = file.read()
    right = sum(clean(galley, profile, [source])[0] == gold['cleaned_' + profile] for profile in ('safe', 'ascii'))
    yield 'article', right // 2, 1


def encodings(galley, data):
    rows = read_jsonl(data + '/text/encoding/ftfy_cases.jsonl')
    texts = clean(galley, 'encoding', [row['original'].encode('utf-8', 'surrogatepass') for row in rows])
    yield 'ftfy_cases', sum(same(t, r['fixed_encoding']) for t, r in zip(texts, rows)), len(rows)
    rows = [r for r in read_jsonl(data + '/text/encoding/mojibake_synth.jsonl') if not r.get('lossy')]
    texts = clean(galley, 'references', [row['bad'].encode() for row in rows])
    for kind in sorted({row['kind'] for row in rows}):
        chosen = [(t, r) for t, r in zip(texts, rows) if r['kind'] == kind]
        yield 'mojibake_' + kind, sum(same(t, r['clean']) for t, r in chosen), len(chosen)


def clean_text(galley, data):
    texts = []
    for name in sorted(os.listdir(data + '/text/ud')):
        if '.jsonl' in name:
            texts += [row['text'] for row in read_jsonl(data + '/text/ud/' + name)]
    cleaned = clean(galley, 'encoding', [text.encode() for text in texts])
    changed = sum(a != b for x, y in zip(texts, cleaned) for a, b in zip(x.split('\n'), y.split('\n')))
    yield 'clean_lines_changed', changed, sum(text.count('\n') + 1 for text in texts)


def titles(documents, cleaned):
    """How many lines that are titles are left, and how many there were; neither content nor boilerplate to the scorer."""
    kept = total = 0
    for document, text in zip(documents, cleaned):
        left = {line.strip() for line in text.split('\n')}
        found = [' '.join(x['t'].split()) for x in document['lines'] if x.get('k') == 'title']
        kept, total = kept + sum(line in left for line in found), total + len(found)
    return kept, total


def lines(galley, data):
    scorer = os.path.join(data, '..', 'tools', 'score_boilerplate.py')
    for part in ('leftover', 'full'):
        gold = data + '/text/boilerplate/lines_%s.jsonl.gz' % part
        documents = [d for d in read_jsonl(gold) if d['lang'] == 'en']
        texts = ['\n'.join(x['t'].replace('\n', ' ') for x in d['lines']).encode() for d in documents]
        for profile in ('safe', 'balanced'):
            with tempfile.NamedTemporaryFile('w', suffix='.jsonl', encoding='utf-8') as file:
                cleaned = clean(galley, profile, texts)
                for document, text in zip(documents, cleaned):
                    file.write(json.dumps({'id': document['id'], 'text': text}) + '\n')
                file.flush()
                run = subprocess.run([sys.executable, scorer, 'lines', gold, file.name, '--lang', 'en', '--json'],
                                     stdout=subprocess.PIPE, check=True)
            figures = json.loads(run.stdout)['all']
            for name, key in (('precision', 'p'), ('recall', 'r'), ('f1', 'f1'), ('lost', 'content_words_lost')):
                yield '%s_%s_%s' % (part, profile, name), round(100 * figures[key], 2), None
            if part == 'leftover':
                yield '%s_%s_titles' % (part, profile), *titles(documents, cleaned)


def model(galley, data):
    """Whether the command of the README makes the very model that is in the tree."""
    here = os.path.dirname(os.path.abspath(__file__))
    own = os.path.join(os.path.dirname(here), 'data')
    program = os.path.join(os.path.dirname(galley), '..', 'plugins', 'cleaner', 'cleaner-line-features')
    if not os.path.exists(program):
        return
    with tempfile.TemporaryDirectory() as folder:
        made = os.path.join(folder, 'model.tsv')
        subprocess.run([sys.executable, os.path.join(here, '..', 'train', 'train-model.py'), program, os.path.join(own, 'features.tsv'), made,
                        *(data + '/text/boilerplate/lines_%s.jsonl.gz' % part for part in ('leftover', 'full')), '--prefix', 'aeb:'],
                       check=True, stdout=subprocess.DEVNULL)
        with open(made, 'rb') as new, open(os.path.join(own, 'model.tsv'), 'rb') as kept:
            yield 'model_as_trained', int(new.read() == kept.read()), 1


def read_floors(path):
    floors = {}
    with open(path, encoding='utf-8') as file:
        for line in file:
            if line.strip() and not line.startswith('#'):
                name, kind, value = line.split('\t')
                floors[name] = (kind, float(value))
    return floors


def main():
    if len(sys.argv) < 3 and 'GALLEY_COMMAND' in os.environ:
        sys.argv[1:] = [os.environ['GALLEY_COMMAND'], os.environ.get('GALLEY_SHARED', '')]
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    galley, data = os.path.abspath(sys.argv[1]), os.path.join(os.path.abspath(sys.argv[2]), 'data')
    if not os.path.isdir(os.path.join(data, 'text')):
        print('skipped: no evaluation data at ' + data)
        return 77
    floors = read_floors(sys.argv[3] if len(sys.argv) > 3 else os.path.join(os.path.dirname(__file__), 'floors.tsv'))
    missed = 0
    for measure in (cases, article, encodings, clean_text, lines, model):
        for name, value, of in measure(galley, data):
            kind, floor = floors.get(name, (None, None))
            bad = kind == 'min' and value < floor or kind == 'max' and value > floor
            missed += bad
            print('%-34s %8s%s%s%s' % (name, value, ' of %d' % of if of else '', '  (%s %g)' % (kind, floor) if kind else '',
                                       '  MISSED' if bad else ''), flush=True)
    return 1 if missed else 0


if __name__ == '__main__':
    sys.exit(main())
