#!/usr/bin/env python3
"""How good the plugins are, in one table: quality.py GALLEY SHARED [PLUGIN...]. Python 3 alone. SPDX-License-Identifier: MIT

Runs plugins/*/tests/quality.py, or those of the plugins named, with the built command GALLEY on the data in the folder SHARED, and
prints each figure with its floor, and how many plugins, figures and floors there were. The exit status is 1 where a floor is
missed or a program fails, 77 where nothing could be measured. Arguments not given are $GALLEY_COMMAND and $GALLEY_SHARED.
"""
import glob
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SKIPPED = 77


def programs(names):
    """(plugin, path) of each program, in byte order; of the plugins @names, if there are any."""
    for path in sorted(glob.glob(os.path.join(ROOT, 'plugins', '*', 'tests', 'quality.py'))):
        plugin = path.split(os.sep)[-3]
        if not names or plugin in names:
            yield plugin, path


def rows(output):
    """The lines of a program's output that are figures: words, a number, and what it says of the floor."""
    for line in output.splitlines():
        words = line.split()
        at = next((i for i, word in enumerate(words) if re.fullmatch(r'-?\d+(\.\d+)?%?', word)), 0)
        if at > 0:
            yield ' '.join(words[:at]), words[at], ' '.join(words[at + 1:])


def run(path, galley, shared):
    """Exit status and output; the programs take the environment as .ci/run gives it."""
    done = subprocess.run([sys.executable, path], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          env=dict(os.environ, GALLEY_COMMAND=galley, GALLEY_SHARED=shared))
    return done.returncode, done.stdout


def main():
    arguments = sys.argv[1:]
    galley = arguments.pop(0) if arguments else os.environ.get('GALLEY_COMMAND')
    shared = arguments.pop(0) if arguments else os.environ.get('GALLEY_SHARED')
    if not galley or not shared:
        sys.exit(__doc__)
    known = [plugin for plugin, _ in programs([])]
    for name in arguments:
        if name not in known:
            sys.exit('quality.py: plugin "%s" measures nothing; there are %s' % (name, ', '.join(known)))
    n_figures = n_plugins = failed = 0
    print('%-14s %-40s %10s  %s' % ('plugin', 'figure', 'value', 'floor'))
    for plugin, path in programs(arguments):
        status, output = run(path, os.path.abspath(galley), os.path.abspath(shared))
        if status == SKIPPED:
            print('%-14s skipped: %s' % (plugin, output.strip().split('\n')[-1]), flush=True)
            continue
        n_plugins += 1
        for name, value, floor in rows(output):
            print('%-14s %-40s %10s  %s' % (plugin, name, value, floor), flush=True)
            n_figures += 1
        if status != 0:
            failed += 1
            print('%-14s FAILED with exit status %d: a floor is missed, or\n%s' % (plugin, status, output[-2000:]), flush=True)
    print('%d plugins, %d figures, %d plugins failed' % (n_plugins, n_figures, failed))
    return 1 if failed else 0 if n_plugins else SKIPPED


if __name__ == '__main__':
    sys.exit(main())
