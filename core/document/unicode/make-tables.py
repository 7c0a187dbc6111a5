#!/usr/bin/env python3
"""Turns data/ into C tables, at build time.

Usage: make-tables.py UNICODE_H TABLES_PRIVATE_H DATA_FOLDER OUT_C
The numbers of all values are taken from the enumerations of the two headers.

SPDX-License-Identifier: MIT
"""

import itertools
import pathlib
import re
import sys

LIMIT = 0x110000
BLOCK = 256
FORMS = ('NFC', 'NFD', 'NFKC', 'NFKD')

# Flags of GalleyUnicode that are groups of categories.
CATEGORY_FLAGS = {
    'TITLECASE': 'Lt', 'LETTER': 'L', 'MARK': 'M', 'DIGIT': 'Nd', 'NUMERIC': 'N',
    'PUNCTUATION': 'P', 'SYMBOL': 'S', 'CURRENCY': 'Sc', 'CONTROL': 'Cc'}

# Hangul syllables are composed by arithmetic (section 3.12 of the standard).
HANGUL_SYLLABLES = range(0xAC00, 0xAC00 + 11172)
HANGUL_L = range(0x1100, 0x1113)
HANGUL_V = range(0x1161, 0x1176)
HANGUL_T = range(0x11A8, 0x11C3)


# Reading

def rows(path):
    """The fields of each line of a table in data/."""
    with open(path, encoding='utf-8') as lines:
        for number, line in enumerate(lines, 1):
            line = line.rstrip('\n')
            if line and not line.startswith('#'):
                fields = line.split('\t')
                if len(fields) < 2:
                    sys.exit(f'{path.name}:{number}: no tab')
                yield fields


def span(field):
    first, _, last = field.partition('..')
    return range(int(first, 16), int(last or first, 16) + 1)


def spread(path, default):
    """A value for every code point, from a table of ranges."""
    values = [default] * LIMIT
    for where, value in rows(path):
        for code in span(where):
            values[code] = value
    return values


def enumerators(header):
    """{name: number} of all enumerations in a C header."""
    numbers = {}
    text = re.sub(r'/\*.*?\*/', '', header, flags=re.DOTALL)
    for body in re.findall(r'enum \{(.*?)\}', text, flags=re.DOTALL):
        following = 0
        for name, value in re.findall(r'(\w+)(?: = ([^,]+))?,', body):
            number = eval(value, {}) if value else following  # such as "1 << 3"
            numbers[name] = number
            following = number + 1
    return numbers


def numbered(numbers, prefix):
    """The enumerators with @prefix by the names Unicode gives them: 'MIDNUMLET': 13."""
    return {name[len(prefix):].replace('_', ''): number
            for name, number in numbers.items() if name.startswith(prefix)}


def plain(name):
    return name.replace('_', '').upper()


# Writing

class Output:
    def __init__(self, out):
        self.out = out

    def array(self, declaration, values):
        print(f'\n{declaration} = {{', file=self.out)
        line = ''
        for value in values:
            if len(line) + len(str(value)) > 98:
                print(line, file=self.out)
                line = ''
            line += f'{value},'
        print(f'{line}\n}};', file=self.out)

    def number(self, name, value):
        print(f'\nconst guint32 {name} = {value};', file=self.out)

    def two_stages(self, name, values, cell='guint8'):
        """A table of one small number for every code point."""
        blocks = {}
        stage1 = []
        for begin in range(0, LIMIT, BLOCK):
            block = tuple(values[begin:begin + BLOCK])
            stage1.append(blocks.setdefault(block, len(blocks)))
        assert len(blocks) <= 256, f'{name}: too many blocks'
        assert cell != 'guint8' or max(map(max, blocks)) < 256, f'{name}: too many values'
        self.array(f'const guint8 {name}_1[]', stage1)
        self.array(f'const {cell} {name}_2[][{BLOCK}]',
                   ['{' + ','.join(map(str, block)) + '}\n' for block in blocks])

    def indexed(self, name, records, declaration, form):
        """Two stages of indices, and the table of records that they point into."""
        index = {}
        self.two_stages(name, [index.setdefault(record, len(index)) for record in records])
        self.array(declaration, map(form, index))


def braces(record):
    return '{' + ','.join(map(str, record)) + '}'


# Properties and case

def make_properties(out, data, numbers):
    categories = spread(data / 'category.tsv', 'Cn')
    number = numbered(numbers, 'GALLEY_CATEGORY_')
    out.two_stages('unicode_category', [number[plain(category)] for category in categories])

    flag = numbered(numbers, 'GALLEY_UNICODE_')
    of_category = {category: sum(flag[name] for name, begin in CATEGORY_FLAGS.items()
                                 if category.startswith(begin)) for category in set(categories)}
    flags = [of_category[category] for category in categories]
    for where, name in rows(data / 'properties.tsv'):
        for code in span(where):
            flags[code] |= flag[plain(name)]
    out.indexed('unicode_property', flags, 'const guint32 unicode_property_flags[]', str)


def make_case(out, data):
    shifts = [(0, 0, 0)] * LIMIT
    for where, *mapped in rows(data / 'case.tsv'):
        code = int(where, 16)
        shifts[code] = tuple(0 if to == '-' else int(to, 16) - code for to in mapped)
    out.indexed('unicode_case', shifts, 'const CaseShift unicode_case_shifts[]', braces)


# Breaks

def break_classes(data, kind, numbers):
    """The class of every code point, and the number of each class."""
    own = numbered(numbers, f'{kind.upper()}_CLASS_')
    number = numbered(numbers, f'GALLEY_{kind.upper()}_BREAK_') | own
    values = [plain(value) for value in spread(data / f'{kind}-break.tsv', 'Other')]
    if own:
        pictographic = next(name for name in own if name.endswith('PICTOGRAPHIC'))
        for where, name in rows(data / 'properties.tsv'):
            if name == 'Extended_Pictographic':
                for code in span(where):
                    other = values[code] == 'OTHER'
                    values[code] = pictographic + ('' if other else values[code])
    return [number[value] for value in values], number


class Machine:
    """A .states file; word.states tells how to read one."""

    def __init__(self, path, classes):
        self.classes = classes
        self.named = {}  # state: {class: to}
        self.others = {}  # state: where "*" goes
        for states, on, to in rows(path):
            for state in states.split():
                self.add(state, on.split(), to.replace('=', state.rstrip("'")))
        states = list(self.numbered_states())
        states.sort(key=lambda state: '?' in state)
        self.number = {state: i for i, state in enumerate(states, 1)}
        self.n_settled = 1 + sum('?' not in state for state in states)

    def add(self, state, on, to):
        if on == ['*']:
            self.others[state] = to
        else:
            for name in on:
                known = self.named.setdefault(state, {}).setdefault(plain(name), to)
                assert known == to, f'{state} {name}: two ways'
                assert plain(name) in self.classes, name

    def to(self, state, name):
        """The state after @state on the class @name; None where the segment ends."""
        own = self.named.get(state, {}).get(name) or self.others.get(state)
        if own is None and state.endswith("'"):
            return self.to(state[:-1], name)
        return own

    def numbered_states(self):
        """All states that "start" leads to, in the order they are met."""
        met = {'start': None}
        waiting = ['start']
        while waiting:
            state = waiting.pop(0)
            for name in self.classes:
                to = self.to(state, name)
                if to is not None and to not in met:
                    met[to] = None
                    waiting.append(to)
        return met

    def write(self, out, name):
        cells = [['0'] * 32 for _ in range(32)]
        for state, row in self.number.items():
            for each, column in self.classes.items():
                to = self.to(state, each)
                cells[row][column] = str(self.number[to]) if to else '0'
        body = ','.join('\n{' + ','.join(row) + '}' for row in cells)
        out.array(f'const BreakMachine {name}', [self.n_settled, '{' + body + '}'])


def make_breaks(out, data, numbers):
    for kind in ('word', 'sentence', 'grapheme'):
        values, classes = break_classes(data, kind, numbers)
        out.two_stages(f'unicode_{kind}', values)
        Machine(data / f'{kind}.states', classes).write(out, f'unicode_{kind}_machine')


# Normalization

class Normalization:
    def __init__(self, data):
        self.combining = [int(value) for value in spread(data / 'combining-class.tsv', '0')]
        self.canonical = {}
        self.compatible = {}
        self.composed = {}
        for where, kind, mapping in rows(data / 'decomposition.tsv'):
            code = int(where, 16)
            parts = tuple(int(part, 16) for part in mapping.split())
            self.compatible[code] = parts
            if kind != 'compatibility':
                self.canonical[code] = parts
            if kind == 'canonical':
                self.composed[parts] = code
        self.seconds = {second for _, second in self.composed} | {*HANGUL_V, *HANGUL_T}

    def decompose(self, code, compatible):
        """All the way down, in canonical order."""
        if code in HANGUL_SYLLABLES:
            at = code - HANGUL_SYLLABLES[0]
            parts = HANGUL_L[at // 588], HANGUL_V[at % 588 // 28]
            return parts + ((HANGUL_T[at % 28 - 1],) if at % 28 else ())
        step = (self.compatible if compatible else self.canonical).get(code)
        if step is None:
            return (code,)
        parts = [deep for part in step for deep in self.decompose(part, compatible)]
        for begin, end in self.mark_runs(parts):
            parts[begin:end] = sorted(parts[begin:end], key=self.combining.__getitem__)
        return tuple(parts)

    def mark_runs(self, parts):
        at = 0
        for is_mark, group in itertools.groupby(parts, lambda part: self.combining[part] > 0):
            n = len(list(group))
            if is_mark:
                yield at, at + n
            at += n

    def compose(self, parts):
        """Composition of a character's own full decomposition."""
        done = [parts[0]]
        starter = 0 if self.combining[parts[0]] == 0 else None
        before = 0
        for part in parts[1:]:
            rank = self.combining[part]
            near = starter == len(done) - 1
            if starter is not None and (near or before < rank):
                composed = self.pair(done[starter], part)
                if composed is not None:
                    done[starter] = composed
                    continue
            if rank == 0:
                starter = len(done)
            before = rank
            done.append(part)
        return tuple(done)

    def pair(self, first, second):
        if first in HANGUL_L and second in HANGUL_V:
            at = HANGUL_L.index(first) * 588 + HANGUL_V.index(second) * 28
            return HANGUL_SYLLABLES[at]
        if first in HANGUL_SYLLABLES and second in HANGUL_T:
            at = first - HANGUL_SYLLABLES[0]
            return first + HANGUL_T.index(second) + 1 if at % 28 == 0 else None
        return self.composed.get((first, second))

    def record(self, code):
        """The fields of NormalClass."""
        inert = boundary = 0
        for bit, form in enumerate(FORMS):
            composing = form.endswith('C')
            parts = self.decompose(code, 'K' in form)
            result = self.compose(parts) if composing else parts
            if result == (code,) and not (composing and code in self.seconds):
                inert |= 1 << bit
            if self.combining[parts[0]] == 0 and not (composing and parts[0] in self.seconds):
                boundary |= 1 << bit
        return self.combining[code], inert, boundary


class Pool:
    """Decompositions laid end to end, each sequence once."""

    def __init__(self):
        self.codes = []
        self.known = {}

    def put(self, parts):
        if parts not in self.known:
            self.known[parts] = len(self.codes)
            self.codes += parts
        return self.known[parts]


def make_normalization(out, data):
    normal = Normalization(data)
    special = {*normal.compatible, *normal.seconds, *HANGUL_SYLLABLES}
    special.update(code for code in range(LIMIT) if normal.combining[code])
    plain_record = normal.record(0)
    out.indexed('unicode_normal',
                [normal.record(code) if code in special else plain_record for code in range(LIMIT)],
                'const NormalClass unicode_normal_classes[]', braces)

    pool = Pool()
    index = [0] * LIMIT
    records = [(0, 0, 0, 0)]
    for code in sorted(normal.compatible):
        canonical = normal.decompose(code, False) if code in normal.canonical else ()
        compatible = normal.decompose(code, True)
        index[code] = len(records)
        records.append((pool.put(canonical), pool.put(compatible),
                        len(canonical), len(compatible)))
    out.two_stages('unicode_decomposition', index, 'guint16')
    out.array('const Decomposition unicode_decompositions[]', map(braces, records))
    assert len(pool.codes) < 0x10000
    out.array('const gunichar unicode_decomposition_pool[]', map(hex, pool.codes))

    pairs = sorted((*pair, code) for pair, code in normal.composed.items())
    out.array('const Composition unicode_compositions[]', map(braces, pairs))
    out.number('unicode_n_compositions', len(pairs))


# Encodings

def make_encodings(out, data):
    halves = {}
    for name, _, codes in rows(data / 'single-byte.tsv'):
        halves.setdefault(name, []).extend(int(code, 16) for code in codes.split())
    for name, codes in halves.items():
        assert len(codes) == 128, name
        units = [chr(code).encode() for code in codes]
        out.array(f'static HighHalf {c_name(name)}',
                  [braces([len(unit), *unit, *[0] * (3 - len(unit))]) for unit in units])

    table = []
    labels = {}
    for i, (name, decoder, more) in enumerate(rows(data / 'encodings.tsv')):
        half = f'&{c_name(name)}' if decoder == 'single-byte' else 'NULL'
        table.append((name, f'{{"{name}",DECODER_{c_name(decoder).upper()},{half}}}'))
        for label in [name, *more.split()]:
            assert label not in labels, label
            labels[label] = i
    out.array('const struct GalleyEncoding encoding_table[]', [entry for _, entry in table])
    out.array('const char *const encoding_names[]', [f'"{name}"' for name, _ in table] + ['NULL'])
    out.array('const EncodingLabel encoding_labels[]',
              [f'{{"{label}",{labels[label]}}}' for label in sorted(labels)])
    out.number('encoding_n_labels', len(labels))


def c_name(name):
    return name.replace('-', '_')


def main(unicode_h, tables_h, data, out_c):
    data = pathlib.Path(data)
    tables = pathlib.Path(tables_h).read_text(encoding='utf-8')
    numbers = enumerators(pathlib.Path(unicode_h).read_text(encoding='utf-8') + tables)
    with open(out_c, 'w', encoding='utf-8', newline='\n') as file:
        print('/* Made by make-tables.py from data/. Its header stands here in full, as the folder '
              'this is\n * built in has no way to it. */', file=file)
        print(tables.replace('#pragma once\n', ''), file=file)
        out = Output(file)
        make_properties(out, data, numbers)
        make_case(out, data)
        make_breaks(out, data, numbers)
        make_normalization(out, data)
        make_encodings(out, data)


if __name__ == '__main__':
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
