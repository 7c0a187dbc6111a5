#!/usr/bin/env python3
"""make-gaps.py: templates and weights of the model of sentence gaps -> C tables. SPDX-License-Identifier: MIT

  make-gaps.py gaps.templates gaps.tsv OUT.h OUT.c

gaps.tsv holds the bias, then for each template a line "[its names]" and lines "value...<tab>weight", the values
parted by blanks. Weights are multiples of 1/256. The hash table has a 16-bit check in each entry, so that a feature
the model lacks is hardly ever taken for one it has.
"""
import os
import sys

MOST_ATOMS = 4
# Things that are words of the text; all others are names.
WORDS = {"mark-text", "before", "next", "second", "first"}


def mix(value, by):
    value = (value ^ by) * 0x9E3779B1 & 0xFFFFFFFF
    return value ^ value >> 15


def atom_hash(text):
    """FNV-1a; the same as in gaps.c"""
    value = 2166136261
    for byte in text.encode("utf-8"):
        value = (value ^ byte) * 16777619 & 0xFFFFFFFF
    return value


def name_hash(text):
    return int.from_bytes((text + "\0").encode("ascii")[:4], "little")


def feature_hash(number, template, values):
    value = number + 1
    for name, text in zip(template, values):
        value = mix(value, atom_hash(text) if name in WORDS else name_hash(text))
    return value


def read_templates(path):
    """-> the templates, and how many stand above the line of dashes"""
    with open(path, encoding="utf-8") as file:
        lines = [line.split() for line in file if line.strip() and not line.startswith("#")]
    n_near = lines.index(["---"])
    return lines[:n_near] + lines[n_near + 1:], n_near


def read_weights(path, templates):
    """-> the bias, [(hash, weight)]"""
    bias, at, weights = 0, None, []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if not line or line.startswith("# "):
                continue
            if line.startswith("[") and line.endswith("]") and "\t" not in line:
                at = templates.index(line[1:-1].split())
            elif line.startswith("bias\t"):
                bias = int(line.split("\t")[1])
            else:
                values, weight = line.rsplit("\t", 1)
                weights.append((feature_hash(at, templates[at], values.split(" ")), int(weight)))
    return bias, weights


def places(value, size):
    return value % size, (value * 0x85EBCA6B & 0xFFFFFFFF) >> 15 & size - 1


def place(weights):
    """Cuckoo hashing (Pagh & Rodler 2004): each entry is at one of two places, the newest throws out the old."""
    size = 4
    while size < 2 * len(weights):
        size *= 2
    table = [None] * size
    for entry in sorted(weights):
        one, other = places(entry[0], size)
        if one == other or any(table[p] and table[p][0] >> 16 == entry[0] >> 16 for p in (one, other)):
            continue  # it would count twice, or as another
        at = one
        for _ in range(500):
            entry, table[at] = table[at], entry
            if entry is None:
                break
            one, other = places(entry[0], size)
            at = other if at == one else one
        else:
            sys.exit("no place for a weight")
    return [entry and (entry[0] >> 16, entry[1]) for entry in table]


def atom_name(name):
    return "ATOM_" + name.upper().replace("-", "_")


def main():
    templates_path, weights_path, header, source = sys.argv[1:]
    templates, n_near = read_templates(templates_path)
    bias, weights = read_weights(weights_path, templates)
    table = place(weights)
    with open(header, "w", encoding="utf-8") as out:
        out.write('/* Made by make-gaps.py. */\n#pragma once\n#include "gaps.h"\n\nenum {\n'
                  "    GAPS_SIZE = %d,\n    GAPS_BIAS = %d,\n    GAPS_N_TEMPLATES = %d,\n    GAPS_N_NEAR = %d,\n    GAPS_N_ATOMS = %d,\n};\n\n"
                  "typedef struct {\n    guint16 check;\n    gint16 weight;\n} GapWeight;\n\n"
                  "extern const GapWeight gaps_table[GAPS_SIZE];\n\n"
                  "/* Known to the compiler, which can lay the features out one after another. */\n"
                  "static const guint8 gap_templates[GAPS_N_TEMPLATES][GAPS_N_ATOMS] = {\n" % (len(table), bias, len(templates), n_near, MOST_ATOMS))
        out.writelines("    { %s },\n" % ", ".join(map(atom_name, names)) for names in templates)
        out.write("};\n")
    with open(source, "w", encoding="utf-8") as out:
        out.write('/* Made by make-gaps.py. */\n#include "%s"\n\n'
                  "const GapWeight gaps_table[GAPS_SIZE] = {\n" % os.path.basename(header))
        out.writelines("    [%d] = { %d, %d },\n" % (i, *entry) for i, entry in enumerate(table) if entry)
        out.write("};\n")


if __name__ == "__main__":
    main()
