#!/usr/bin/env python3
"""make-words.py: word lists -> one open-addressing hash table as C. SPDX-License-Identifier: MIT

  make-words.py LIST... OUT.h OUT.c

Each list is a file of words, one a line, # for comments; the file's name becomes a flag. Words are compared
without regard to case and apostrophes; but a word of a list in CASED counts only in the shape it is written in.
A list with a second column (tab) gives each word the flag that the column names, in the shapes that its first
letter allows; the list ROLES gives each its one role instead. "|" in a word says where it is parted.
"""
import os
import sys

CASED = {"units"}
MULTIPLIER = 0x9E3779B97F4A7C15  # Knuth's multiplicative hashing
ROLES = "word-roles"
SHAPES = ("lower", "title", "upper", "mixed")


def shape(word):
    letters = [c for c in word if c.isalpha()]
    n_upper = sum(c.isupper() for c in letters)
    if not n_upper:
        return 0
    if letters[0].isupper() and n_upper == 1:
        return 1
    return 2 if n_upper == len(letters) else 3


def shapes_of(word, cased, columned):
    """-> the shapes in which @word counts"""
    if cased:
        return {shape(word)}
    if columned and word[0].isupper():
        return {1, 2, 3}
    return {0, 1, 2, 3}


def key_of(word):
    return "".join(c for c in word.lower() if c not in "'|")


def hash_of(key):
    """FNV-1a, 32 bits; the same as in words.c"""
    value = 2166136261
    for byte in key.encode("ascii"):
        value = (value ^ byte) * 16777619 & 0xFFFFFFFF
    return value ^ value >> 15


def flag_name(name):
    return "WORD_" + name.upper().replace("-", "_")


def read(paths):
    """-> flags in order, roles in order, {key: [flags by shape, place where it is parted, role]}"""
    flags, roles, words = [], ["none"], {}
    for path in paths:
        name = os.path.basename(path).rpartition(".")[0]
        with open(path, encoding="ascii") as lines:
            for line in map(str.strip, lines):
                if line and not line.startswith("#"):
                    word, _, column = line.partition("\t")
                    entry = words.setdefault(key_of(word), [[0] * len(SHAPES), 0, 0])
                    if name == ROLES:
                        if column not in roles:
                            roles.append(column)
                        entry[2] = roles.index(column)
                        continue
                    flag = flag_name(column or name)
                    if flag not in flags:
                        flags.append(flag)
                    for i in shapes_of(word, name in CASED, bool(column)):
                        entry[0][i] |= 1 << flags.index(flag)
                    if "|" in word:
                        entry[1] = word.index("|")
    return flags, roles, words


def letter_of(byte):
    """-> the byte as words are compared: in lower case; 0 for an apostrophe and what is not ASCII"""
    return 0 if byte >= 128 or chr(byte) in "'`" else ord(chr(byte).lower())


def sieve(words):
    """-> for each two first letters, as bits, the third letters of the words"""
    rows = [0] * (26 * 26)
    for key in words:
        if len(key) >= 3 and all("a" <= letter <= "z" for letter in key[:3]):
            rows[(ord(key[0]) - 97) * 26 + ord(key[1]) - 97] |= 1 << ord(key[2]) - 97
    return rows


def place(words):
    """-> the table: a key or None at each place, linear probing"""
    size = 1
    while size < 2 * len(words):
        size *= 2
    table = [None] * size
    for key in sorted(words):
        at = hash_of(key) % size
        while table[at] is not None:
            at = (at + 1) % size
        table[at] = key
    return table


def place_short(words, entries):
    """-> the table of words of at most eight letters: (letters as a number, place in @entries) or None, linear probing"""
    short = [key for key in sorted(words) if len(key) <= 8 and all("a" <= letter <= "z" for letter in key)]
    bits = (4 * len(short)).bit_length()
    table = [None] * (1 << bits)
    for key in short:
        number = int.from_bytes(key.encode("ascii"), "big")
        at = (number * MULTIPLIER & 0xFFFFFFFFFFFFFFFF) >> 64 - bits
        while table[at] is not None:
            at = (at + 1) % len(table)
        table[at] = number, entries.index(key)
    return table, bits


def main():
    *paths, header, source = sys.argv[1:]
    flags, roles, words = read(paths)
    if len(flags) > 32:
        sys.exit("more than 32 flags")
    table = place(words)
    short, bits = place_short(words, table)
    longest = max(map(len, words))
    with open(header, "w", encoding="ascii") as out:
        out.write("/* Made by make-words.py from the word lists. */\n#pragma once\n#include <glib.h>\n\nenum {\n")
        out.writelines("    %s = 1u << %d,\n" % (flag, i) for i, flag in enumerate(flags))
        out.write("};\n\nenum {\n")
        out.writelines("    WORD_ROLE_%s,\n" % role.upper() for role in roles)
        out.write("    WORD_ROLE_COUNT,\n};\n\nenum {\n    WORDS_SIZE = %d,\n    WORDS_LONGEST = %d,\n    WORDS_SHORT_BITS = %d,\n};\n\n"
                  "#define WORDS_MULTIPLIER G_GUINT64_CONSTANT(0x%X)\n\n" % (len(table), longest, bits, MULTIPLIER))
        out.write("/* An entry of the hash table: flags by shape of the word. */\ntypedef struct {\n"
                  "    const char *key;\n    guint32 flags[4];\n    guint8 size;\n    guint8 parted;\n    guint8 role;\n} WordEntry;\n\n"
                  "extern const WordEntry words_table[WORDS_SIZE];\n"
                  "/* Words of at most eight letters: these as a number, and which entry it is. */\n"
                  "typedef struct {\n    guint64 letters;\n    guint16 entry;\n} ShortWord;\n\n"
                  "extern const ShortWord words_short[1 << WORDS_SHORT_BITS];\n"
                  "/* Bytes as words are compared: in lower case; 0 for those of apostrophes and of what is not ASCII. */\n"
                  "extern const guint8 words_letters[256];\n"
                  "/* By a word's first two letters, as bits, the third letters of those that are listed. */\n"
                  "extern const guint32 words_sieve[26 * 26];\n")
    with open(source, "w", encoding="ascii") as out:
        out.write('/* Made by make-words.py from the word lists. */\n#include "%s"\n\n'
                  "const WordEntry words_table[WORDS_SIZE] = {\n" % os.path.basename(header))
        for i, key in enumerate(table):
            if key is not None:
                by_shape, parted, role = words[key]
                out.write('    [%d] = { "%s", { %s }, %d, %d, %d },\n'
                          % (i, key, ", ".join("0x%x" % f for f in by_shape), len(key), parted, role))
        out.write("};\n\nconst ShortWord words_short[1 << WORDS_SHORT_BITS] = {\n")
        out.writelines("    [%d] = { 0x%x, %d },\n" % (i, *entry) for i, entry in enumerate(short) if entry)
        out.write("};\n\nconst guint8 words_letters[256] = {\n")
        for row in range(0, 256, 16):
            out.write("    %s,\n" % ", ".join(str(letter_of(byte)) for byte in range(row, row + 16)))
        out.write("};\n\nconst guint32 words_sieve[26 * 26] = {\n")
        rows = sieve(words)
        for row in range(0, 26 * 26, 13):
            out.write("    %s,\n" % ", ".join("0x%x" % bits for bits in rows[row:row + 13]))
        out.write("};\n")


if __name__ == "__main__":
    main()
