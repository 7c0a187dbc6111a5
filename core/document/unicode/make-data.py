#!/usr/bin/env python3
"""Takes from the Unicode Character Database what galley uses, as short tables in data/.

Run by hand when galley moves to another version of Unicode; a build only reads data/.
Usage: make-data.py UCD_FOLDER (Debian's package unicode-data: /usr/share/unicode)

SPDX-License-Identifier: MIT
"""

import pathlib
import re
import sys

VERSION = '15.0.0'
DATA = pathlib.Path(__file__).parent / 'data'

# Binary properties kept, and the file that tells them.
PROPERTIES = {
    'DerivedCoreProperties.txt': [
        'Alphabetic', 'Uppercase', 'Lowercase', 'Cased', 'Case_Ignorable',
        'Default_Ignorable_Code_Point'],
    'PropList.txt': [
        'White_Space', 'Dash', 'Quotation_Mark', 'Terminal_Punctuation', 'Sentence_Terminal',
        'Hex_Digit', 'Variation_Selector', 'Bidi_Control', 'Join_Control', 'Ideographic'],
    'emoji/emoji-data.txt': [
        'Emoji', 'Emoji_Presentation', 'Emoji_Modifier', 'Emoji_Component',
        'Extended_Pictographic'],
}
SHORTER = {'Default_Ignorable_Code_Point': 'Default_Ignorable'}

# Single-byte encodings, by Python's name for each.
ENCODINGS = {
    'us-ascii': 'ascii',
    **{f'iso-8859-{part}': f'iso8859-{part}' for part in range(1, 17) if part != 12},
    **{f'windows-{page}': f'cp{page}' for page in [874, *range(1250, 1259)]},
    **{f'cp{page}': f'cp{page}' for page in [437, 850, 866]},
    'koi8-r': 'koi8-r',
    'koi8-u': 'koi8-u',
    'macintosh': 'mac-roman',
}


def records(path):
    """The fields of each line of a UCD file, without comments."""
    with open(path, encoding='utf-8') as lines:
        for line in lines:
            fields = line.partition('#')[0].split(';')
            if len(fields) > 1:
                yield [field.strip() for field in fields]


def span(field):
    """'0041..005A' or '0041' as a range of code points."""
    first, _, last = field.partition('..')
    return range(int(first, 16), int(last or first, 16) + 1)


def valued(path):
    """What the file says of each code point: {code: value}."""
    return {code: fields[1] for fields in records(path) for code in span(fields[0])}


def runs(values):
    """{code: value} as (range as text, value), neighbours of one value together."""
    first = last = None
    for code in sorted(values):
        if first is not None and code == last + 1 and values[code] == values[first]:
            last = code
            continue
        if first is not None:
            yield span_text(first, last), values[first]
        first = last = code
    yield span_text(first, last), values[first]


def span_text(first, last):
    return f'{first:04X}' if first == last else f'{first:04X}..{last:04X}'


def unicode_data(ucd):
    """The fields of UnicodeData.txt by code point, its ranges (First, Last) filled in."""
    characters = {}
    first = None
    for fields in records(ucd / 'UnicodeData.txt'):
        code = int(fields[0], 16)
        if fields[1].endswith(', First>'):
            first = code
            continue
        for each in range(code if first is None else first, code + 1):
            characters[each] = fields
        first = None
    return characters


def write(name, heading, rows):
    with open(DATA / name, 'w', encoding='utf-8', newline='\n') as out:
        print(f'# {heading}', file=out)
        print('# Made by make-data.py; origin and licence stand in README.md', file=out)
        for row in rows:
            print(*row, sep='\t', file=out)


def write_properties(ucd):
    rows = []
    for name, wanted in PROPERTIES.items():
        found = {each: {} for each in wanted}
        for fields in records(ucd / name):
            if fields[1] in found:
                found[fields[1]].update(dict.fromkeys(span(fields[0]), fields[1]))
        for each in wanted:
            rows += [(where, SHORTER.get(each, each)) for where, _ in runs(found[each])]
    widths = valued(ucd / 'EastAsianWidth.txt')
    wide = {code: 'Wide' for code, width in widths.items() if width in ('W', 'F')}
    write('properties.tsv', 'code points, binary property', rows + list(runs(wide)))


def write_case(ucd, characters):
    fold = {}
    for code, status, mapping, *_ in records(ucd / 'CaseFolding.txt'):
        if status in ('C', 'S'):
            fold[int(code, 16)] = int(mapping, 16)
    rows = []
    for code, fields in sorted(characters.items()):
        upper, lower = (int(fields[i], 16) if fields[i] else code for i in (12, 13))
        mapped = (lower, upper, fold.get(code, code))
        if mapped != (code, code, code):
            rows.append([f'{code:04X}'] + ['-' if to == code else f'{to:04X}' for to in mapped])
    write('case.tsv', 'code point; simple lowercase, uppercase, case folding; - is itself', rows)


def write_decomposition(ucd, characters):
    excluded = set()
    for fields in records(ucd / 'DerivedNormalizationProps.txt'):
        if fields[1] == 'Full_Composition_Exclusion':
            excluded.update(span(fields[0]))
    rows = []
    for code, fields in sorted(characters.items()):
        if fields[5]:
            mapping = re.sub('^<.*> ', '', fields[5])
            kind = 'compatibility' if mapping != fields[5] else 'canonical'
            if kind == 'canonical' and code in excluded:
                kind = 'excluded'
            rows.append((f'{code:04X}', kind, mapping))
    write('decomposition.tsv',
          'code point, kind, decomposition (one step); "excluded" is canonical, not composed', rows)


def write_single_byte():
    rows = []
    for name, codec in ENCODINGS.items():
        for row in range(0x80, 0x100, 16):
            text = bytes(range(row, row + 16)).decode(codec, 'replace')
            rows.append((name, f'{row:02X}', ' '.join(f'{ord(each):04X}' for each in text)))
    write('single-byte.tsv', 'encoding, first of 16 bytes, their code points; FFFD is none', rows)


def main(folder):
    ucd = pathlib.Path(folder)
    with open(ucd / 'PropList.txt', encoding='utf-8') as lines:
        if VERSION not in next(lines):
            sys.exit(f'{folder}: not Unicode {VERSION}')

    characters = unicode_data(ucd)
    write('category.tsv', 'code points, General_Category; all others are Cn',
          runs({code: fields[2] for code, fields in characters.items()}))
    write('combining-class.tsv', 'code points, Canonical_Combining_Class; all others are 0',
          runs({code: fields[3] for code, fields in characters.items() if fields[3] != '0'}))
    for kind in ('Word', 'Sentence', 'Grapheme'):
        write(f'{kind.lower()}-break.tsv', f'code points, {kind}_Break; all others are Other',
              runs(valued(ucd / f'auxiliary/{kind}BreakProperty.txt')))
    write_properties(ucd)
    write_case(ucd, characters)
    write_decomposition(ucd, characters)
    write_single_byte()


if __name__ == '__main__':
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
