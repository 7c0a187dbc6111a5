#!/usr/bin/env python3
"""How fast the cleaner is: speed.py GALLEY CORPUS.jsonl. Python 3 alone. SPDX-License-Identifier: MIT

CPU time of runs in one process, the least of nine, which take turns; each part's is what it has more than the run before.
"""
import json, os, resource, subprocess, sys, tempfile

ROUNDS = 9
RUNS = [
    ('read and write', '[]'),
    ('characters', '[cleaner: {boilerplate: keep}]'),
    ('lines', '[cleaner]'),
]


def cpu_seconds(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def measure(galley, corpus, folder):
    """Seconds of each run."""
    pipeline, least = os.path.join(folder, 'pipeline.yaml'), {}
    for _ in range(ROUNDS):
        for name, steps in RUNS:
            with open(pipeline, 'w', encoding='utf-8') as file:
                file.write('galley: 1\nname: speed\nreader: jsonl\nsteps: %s\n'
                           'writers: [jsonl: {path: out.jsonl, layers: []}]\n' % steps)
            out = os.path.join(folder, 'out')
            seconds = cpu_seconds([galley, 'run', '--in-process', '-q', '--overwrite', pipeline, corpus, '-o', out])
            least[name] = min(least.get(name, seconds), seconds)
    return least


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    galley, corpus = map(os.path.abspath, sys.argv[1:])
    with open(corpus, encoding='utf-8') as file:
        size = sum(len(json.loads(line)['text'].encode()) for line in file) / 1e6
    with tempfile.TemporaryDirectory() as folder:
        none, characters, lines = measure(galley, corpus, folder).values()
    for name, seconds in ('characters', characters - none), ('lines', lines - characters), ('both', lines - none):
        print('%-12s%8.0f MB/s' % (name, size / seconds if seconds > 0 else float('inf')))


if __name__ == '__main__':
    main()
