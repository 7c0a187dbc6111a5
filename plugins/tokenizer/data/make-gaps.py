#!/usr/bin/env python3
"""make-gaps.py: templates and weights of the model of sentence gaps -> C tables. SPDX-License-Identifier: MIT

  make-gaps.py gaps.templates gaps.names gaps.tsv NAMES.h OUT.h OUT.c

gaps.tsv holds the bias, then for each template a line "[its names]" and lines "value...<tab>weight", the values
parted by blanks. Weights are multiples of 1/256. The hash table has a 16-bit check in each entry, so that a feature
the model lacks is hardly ever taken for one it has. Features near the gap whose parts all have few names (gaps.names)
are in tables of their own, by the names' numbers, and summed at the first look.
"""
import math
import os
import sys

MOST_ATOMS = 4
# Things that are words of the text; all others are names.
WORDS = {"mark-text", "before", "next", "second", "first"}


# Which list of gaps.names a thing's names are in; of the things that features near the gap are made of.
LISTS = {"mark": "mark", "before-shape": "shape", "next-shape": "shape", "second-shape": "shape",
         "last-class": "class", "next-class": "class"}


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
    """-> the templates, and how many stand above the first, second and third line of dashes"""
    with open(path, encoding="utf-8") as file:
        lines = [line.split() for line in file if line.strip() and not line.startswith("#")]
    dashes = [i for i, line in enumerate(lines) if line == ["---"]]
    return [line for line in lines if line != ["---"]], [at - before for before, at in enumerate(dashes)]


def read_names(path):
    """-> {list: [its names]}"""
    with open(path, encoding="utf-8") as file:
        lines = [line.split() for line in file if line.strip() and not line.startswith("#")]
    return {kind: names for kind, *names in lines}


def is_named(template):
    return all(name in LISTS for name in template)


def read_weights(path, templates):
    """-> the bias, [(template's number, values, weight)]"""
    bias, at, weights = 0, None, []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if not line or line.startswith("# "):
                continue
            if line.startswith("[") and line.endswith("]") and "\t" not in line:
                if line[1:-1].split() not in templates:
                    sys.exit("%s: no template %s: leave nothing but the bias, build, and train anew" % (path, line))
                at = templates.index(line[1:-1].split())
            elif line.startswith("bias\t"):
                bias = int(line.split("\t")[1])
            else:
                values, weight = line.rsplit("\t", 1)
                weights.append((at, values.split(" "), int(weight)))
    return bias, weights


def tables_of(templates, n_near, names, weights):
    """-> {number of a template of names near the gap: its weights by the numbers of its names, the last counts fastest}"""
    sizes = {name: len(names[kind]) for name, kind in LISTS.items()}
    tables = {i: [0] * math.prod(sizes[name] for name in templates[i]) for i in range(n_near) if is_named(templates[i])}
    for at, values, weight in weights:
        if at in tables:
            row = 0
            for name, value in zip(templates[at], values):
                row = row * sizes[name] + names[LISTS[name]].index(value)
            tables[at][row] = weight
    return tables


def sum_function(numbers, templates, names):
    """C that sums the weights of the named features."""
    terms = []
    for i in numbers:
        row = "0"
        for name in templates[i]:
            row = "(%s) * %d + atoms[%s].number" % (row, len(names[LISTS[name]]), atom_name(name))
        terms.append("gaps_named_%d[%s]" % (i, row))
    return ("static inline gint32\ngaps_sum_named(const Atom *atoms)\n{\n    return %s;\n}\n\n"
            % " +\n           ".join(terms))


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


def enumeration(kind, names):
    return ("enum {\n%s};\nstatic const char *const gap_%s_names[] = { %s };\n\n"
            % ("".join("    GAP_%s_%s,\n" % (kind.upper(), name.upper()) for name in names), kind,
               ", ".join('"%s"' % name for name in names)))


def write_header(path, table, bias, templates, looks, names, tables):
    with open(path, "w", encoding="utf-8") as out:
        out.write('/* Made by make-gaps.py. */\n#pragma once\n#include "gaps.h"\n\nenum {\n'
                  "    GAPS_SIZE = %d,\n    GAPS_BIAS = %d,\n    GAPS_N_TEMPLATES = %d,\n    GAPS_N_FIRST = %d,\n    GAPS_N_NEAR = %d,\n    GAPS_N_STRONG = %d,\n"
                  "    GAPS_N_ATOMS = %d,\n};\n\n"
                  "typedef struct {\n    guint16 check;\n    gint16 weight;\n} GapWeight;\n\n"
                  "extern const GapWeight gaps_table[GAPS_SIZE];\n\n"
                  % (len(table), bias, len(templates), *looks, MOST_ATOMS))
        out.write("/* Known to the compiler, which can lay the features out one after another. */\n"
                  "static const guint8 gap_templates[GAPS_N_TEMPLATES][GAPS_N_ATOMS] = {\n")
        out.writelines("    { %s },\n" % ", ".join(map(atom_name, names)) for names in templates)
        out.write("};\n/* Whether the weights are in a table of their own, by number. */\n"
                  "static const gboolean gap_is_named[GAPS_N_TEMPLATES] = { %s };\n\n"
                  % ", ".join("[%d] = TRUE" % i for i in tables))
        out.writelines("extern const gint16 gaps_named_%d[%d];\n" % (i, len(rows)) for i, rows in tables.items())
        out.write("\n" + sum_function(tables, templates, names))


def write_source(path, header, table, tables):
    with open(path, "w", encoding="utf-8") as out:
        out.write('/* Made by make-gaps.py. */\n#include "%s"\n\n'
                  "const GapWeight gaps_table[GAPS_SIZE] = {\n" % os.path.basename(header))
        out.writelines("    [%d] = { %d, %d },\n" % (i, *entry) for i, entry in enumerate(table) if entry)
        out.write("};\n")
        for i, rows in tables.items():
            out.write("\nconst gint16 gaps_named_%d[%d] = {\n" % (i, len(rows)))
            out.writelines("    %s,\n" % ", ".join(map(str, rows[at:at + 16])) for at in range(0, len(rows), 16))
            out.write("};\n")


def main():
    templates_path, names_path, weights_path, names_header, header, source = sys.argv[1:]
    templates, looks = read_templates(templates_path)
    names = read_names(names_path)
    bias, weights = read_weights(weights_path, templates)
    tables = tables_of(templates, looks[1], names, weights)
    table = place([(feature_hash(at, templates[at], values), weight) for at, values, weight in weights if at not in tables])
    with open(names_header, "w", encoding="utf-8") as out:
        out.write("/* Made by make-gaps.py. */\n#pragma once\n\n")
        out.writelines(enumeration(kind, names[kind]) for kind in names)
    write_header(header, table, bias, templates, looks, names, tables)
    write_source(source, header, table, tables)


if __name__ == "__main__":
    main()
