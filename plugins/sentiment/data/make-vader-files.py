#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""make-vader-files.py - writes the five files that the VADER profiles read, from the vaderSentiment that Python finds.

usage: [PYTHONPATH=CHECKOUT] make-vader-files.py FOLDER

CHECKOUT is one of the repository cjhutto/vaderSentiment on GitHub: with its files the profile vader equals the reference in all
24,240 development vectors. Without PYTHONPATH the installed package is taken (pip install vaderSentiment, in an environment of its
own); that of 2020, version 3.3.2, has other special cases, and 24,211 come out equal. The lexicon and the emoji table are copied as
they are; the three short lists, which stand in the code, are written as tables. All are under the licence of vaderSentiment (MIT).
"""
import importlib.util
import os
import shutil
import sys


def find_package():
    spec = importlib.util.find_spec('vaderSentiment')
    if spec is None:
        sys.exit('make-vader-files.py: no vaderSentiment here: set PYTHONPATH to a checkout of cjhutto/vaderSentiment, or '
                 'pip install vaderSentiment')
    return list(spec.submodule_search_locations)[0]


def write(folder, name, lines):
    with open(os.path.join(folder, name), 'w', encoding='utf-8', newline='\n') as out:
        out.writelines(line + '\n' for line in sorted(lines))


def special_cases(module):
    """The first releases call them otherwise."""
    for name in ('SPECIAL_CASES', 'SPECIAL_CASE_IDIOMS'):
        if hasattr(module, name):
            return getattr(module, name)
    sys.exit('make-vader-files.py: this vaderSentiment has no table of special cases')


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder, package = sys.argv[1], find_package()
    os.makedirs(folder, exist_ok=True)
    for name in ('vader_lexicon.txt', 'emoji_utf8_lexicon.txt'):
        shutil.copyfile(os.path.join(package, name), os.path.join(folder, name))
    from vaderSentiment import vaderSentiment as module
    write(folder, 'vader_boosters.tsv', ['%s\t%r' % pair for pair in module.BOOSTER_DICT.items()])
    write(folder, 'vader_negations.txt', set(module.NEGATE))
    write(folder, 'vader_special_cases.tsv', ['%s\t%.1f' % pair for pair in special_cases(module).items()])


if __name__ == '__main__':
    main()
