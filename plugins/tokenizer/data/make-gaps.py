#!/usr/bin/env python3
"""make-gaps.py: templates and weights of the model of sentence gaps -> C tables. SPDX-License-Identifier: MIT

  make-gaps.py gaps.templates gaps.names gaps.tsv NAMES.h OUT.h OUT.c

gaps.tsv holds numbers by name, then for each template a line "[its names]", or "[look: its names]" for those of the first
look, and lines "value...<tab>weight", the values parted by blanks. Weights are multiples of 1/256. The hash table has a
16-bit check in each entry, so that a feature the model lacks is hardly ever taken for one it has. Features of the first look
are in tables of their own, by the numbers of their parts' names (gaps.names), and so are those of the second one where the
tables are small.
"""
import math
import os
import sys

MOST_ATOMS = 4
LARGEST = 4096  # entries of a table by numbers
NUMBERS = ("bias", "look", "hopeless-near", "hopeless-sentence", "certain-near", "certain-sentence")
# Things that are words of the text; all others are names.
WORDS = {"mark-text", "before", "next", "second", "first"}


# Which list of gaps.names a thing's names are in; of the things that are known at the first look.
LISTS = {"mark": "mark", "before-shape": "shape", "next-shape": "shape", "second-shape": "shape", "last-shape": "shape",
         "last-class": "class", "next-class": "class", "last-role": "role", "next-role": "role", "length": "count",
         "place": "place", "closed": "closed"}


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
    """-> the templates of the four parts between dashes"""
    parts = [[]]
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.strip() == "---":
                parts.append([])
            elif line.strip() and not line.startswith("#"):
                parts[-1].append(line.split())
    return parts


def read_names(path):
    """-> {list: [its names]}"""
    with open(path, encoding="utf-8") as file:
        lines = [line.split() for line in file if line.strip() and not line.startswith("#")]
    return {kind: names for kind, *names in lines}


def read_weights(path, look, templates):
    """-> {name: number}, [(template's number, values, weight)] of the first look and of the others"""
    numbers, at, weights = dict.fromkeys(NUMBERS, 0), None, []
    looks, others = [], []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if not line or line.startswith("# "):
                continue
            if line.startswith("[") and line.endswith("]") and "\t" not in line:
                first, names = line.startswith("[look: "), line[1:-1].removeprefix("look: ").split()
                if names not in (look if first else templates):
                    sys.exit("%s: no template %s: leave nothing but the bias, build, and train anew" % (path, line))
                at = (look if first else templates).index(names)
                weights = looks if first else others
            elif at is None:
                name, number = line.split("\t")
                numbers[name] = int(number)
            else:
                values, weight = line.rsplit("\t", 1)
                weights.append((at, values.split(" "), int(weight)))
    return numbers, looks, others


def entries(template, names):
    """-> how many a table by numbers has"""
    return math.prod(len(names[LISTS[name]]) for name in template)


def tables_of(numbers, templates, names, weights):
    """-> {number of a template: its weights by the numbers of its names, the last counts fastest}"""
    tables = {i: [0] * entries(templates[i], names) for i in numbers}
    for at, values, weight in weights:
        if at in tables:
            row = 0
            for name, value in zip(templates[at], values):
                listed = names[LISTS[name]]
                row = row * len(listed) + listed.index(value)
            tables[at][row] = weight
    return tables


def sum_function(kind, numbers, templates, names):
    """C that sums the weights of features by numbers."""
    terms = []
    for i in numbers:
        row = "0"
        for name in templates[i]:
            row = "(%s) * %d + numbers[%s]" % (row, len(names[LISTS[name]]), atom_name(name))
        terms.append("gaps_%s_%d[%s]" % (kind, i, row))
    return ("static inline gint32\ngaps_sum_%s(const guint8 *numbers)\n{\n    return %s;\n}\n\n"
            % (kind, " +\n           ".join(terms)))


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


def write_header(path, table, numbers, parts, names, tables):
    look, *others = parts
    templates = sum(others, [])
    ends = [sum(map(len, others[:i + 1])) for i in range(len(others))]
    with open(path, "w", encoding="utf-8") as out:
        out.write('/* Made by make-gaps.py. */\n#pragma once\n#include "gaps.h"\n\nenum {\n    GAPS_SIZE = %d,\n' % len(table))
        out.writelines("    GAPS_%s = %d,\n" % (name.upper().replace("-", "_"), numbers[name]) for name in NUMBERS)
        out.write("    GAPS_N_NEAR = %d,\n    GAPS_N_SENTENCE = %d,\n    GAPS_N_TEMPLATES = %d,\n    GAPS_N_LOOK = %d,\n"
                  "    GAPS_N_ATOMS = %d,\n};\n\n"
                  "typedef struct {\n    guint16 check;\n    gint16 weight;\n} GapWeight;\n\n"
                  "extern const GapWeight gaps_table[GAPS_SIZE];\n\n" % (*ends, len(look), MOST_ATOMS))
        for name, rows in (("look_templates", look), ("templates", templates)):
            out.write("/* Known to the compiler, which can lay the features out one after another. */\n"
                      "static const guint8 gap_%s[][GAPS_N_ATOMS] = {\n" % name)
            out.writelines("    { %s },\n" % ", ".join(map(atom_name, row)) for row in rows)
            out.write("};\n")
        out.write("/* Whether the weights are in a table of their own, by number. */\n"
                  "static const gboolean gap_is_numbered[GAPS_N_TEMPLATES] = { %s };\n\n"
                  % ", ".join("[%d] = TRUE" % i for i in tables["near"]))
        for kind in tables:
            out.writelines("extern const gint16 gaps_%s_%d[%d];\n" % (kind, i, len(rows)) for i, rows in tables[kind].items())
        out.write("\n" + sum_function("look", tables["look"], look, names) + sum_function("near", tables["near"], templates, names))


def write_source(path, header, table, tables):
    with open(path, "w", encoding="utf-8") as out:
        out.write('/* Made by make-gaps.py. */\n#include "%s"\n\n'
                  "const GapWeight gaps_table[GAPS_SIZE] = {\n" % os.path.basename(header))
        out.writelines("    [%d] = { %d, %d },\n" % (i, *entry) for i, entry in enumerate(table) if entry)
        out.write("};\n")
        for kind in tables:
            for i, rows in tables[kind].items():
                out.write("\nconst gint16 gaps_%s_%d[%d] = {\n" % (kind, i, len(rows)))
                out.writelines("    %s,\n" % ", ".join(map(str, rows[at:at + 16])) for at in range(0, len(rows), 16))
                out.write("};\n")


def main():
    templates_path, names_path, weights_path, names_header, header, source = sys.argv[1:]
    parts = look, near, _, _ = read_templates(templates_path)
    templates = sum(parts[1:], [])
    names = read_names(names_path)
    numbers, looks, weights = read_weights(weights_path, look, templates)
    numbered = [i for i, template in enumerate(near)
                if all(name in LISTS for name in template) and entries(template, names) <= LARGEST]
    tables = {"look": tables_of(range(len(look)), look, names, looks), "near": tables_of(numbered, templates, names, weights)}
    table = place([(feature_hash(at, templates[at], values), weight) for at, values, weight in weights if at not in numbered])
    with open(names_header, "w", encoding="utf-8") as out:
        out.write("/* Made by make-gaps.py. */\n#pragma once\n\n")
        out.writelines(enumeration(kind, names[kind]) for kind in names)
    write_header(header, table, numbers, parts, names, tables)
    write_source(source, header, table, tables)


if __name__ == "__main__":
    main()
