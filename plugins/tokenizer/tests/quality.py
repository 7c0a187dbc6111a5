#!/usr/bin/env python3
"""quality.py: measures the tokenizer on the shared evaluation data against floors. SPDX-License-Identifier: MIT

  quality.py [--raise] GALLEY SHARED

GALLEY is the built command, SHARED the folder with tools/score_segmentation.py and data/text. Prints a table of F1 in
percent and fails if a figure is below its floor in floors.tsv; --raise lifts the floors to what was reached
(rounded down to 0.01; none is lowered). Where SHARED is absent it says so and exits with 77, which Meson calls a skip.
"""
import gzip
import importlib.util
import io
import json
import os
import subprocess
import sys
import tempfile

FLOORS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "floors.tsv")
LEVELS = ("tokens", "words", "sentences", "paragraphs")
# Name in the floors' file: file below data/text, options of the tokenizer, genre (or all).
SETS = {
    "ewt-dev": ("ud/ewt-dev.jsonl", {}, None),
    "gum-dev": ("ud/gum-dev.jsonl", {}, None),
    "lines-dev": ("ud/lines-dev.jsonl", {"hyphen": "keep"}, None),
    "partut-dev": ("ud/partut-dev.jsonl", {"hyphen": "split"}, None),
    "golden-rules": ("sentences/golden_rules_en.jsonl", {}, None),
    "further-cases": ("sentences/pragmatic_syntok_en.jsonl", {}, None),
    "seed-article": ("seed_article.gold.jsonl", {"contractions": "keep"}, None),
    "ewt-dev-rules": ("ud/ewt-dev.jsonl", {"sentences": "news"}, None),
    "gum-dev-rules": ("ud/gum-dev.jsonl", {"sentences": "news"}, None),
    "gum-news-rules": ("ud/gum-train.jsonl.gz", {"sentences": "news"}, "news"),
}


def load_scorer(shared):
    spec = importlib.util.spec_from_file_location("scorer", os.path.join(shared, "tools", "score_segmentation.py"))
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    return scorer


def read_gold(path, genre):
    opened = io.TextIOWrapper(gzip.open(path), encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")
    with opened as lines:
        documents = (json.loads(line) for line in lines if line.strip())
        return {d["id"]: d for d in documents if genre in (None, d.get("genre"))}


def run_galley(galley, gold, options, folder):
    """-> the documents as galley writes them"""
    with open(os.path.join(folder, "in.jsonl"), "w", encoding="utf-8") as out:
        for document in gold.values():
            out.write(json.dumps({"id": document["id"], "text": document["text"]}, ensure_ascii=False) + "\n")
    with open(os.path.join(folder, "quality.yaml"), "w", encoding="utf-8") as out:
        out.write("galley: 1\nname: quality\nreader: jsonl\nsteps: [tokenizer: %s]\n"
                  "writers: [jsonl: {path: out.jsonl, unit: byte, text: false, layers: [paragraph, sentence, token]}]\n"
                  % json.dumps(options))
    subprocess.run([galley, "run", "quality.yaml", "in.jsonl", "-o", "out", "--overwrite"], cwd=folder, check=True,
                   stderr=subprocess.DEVNULL)
    with open(os.path.join(folder, "out", "out.jsonl"), encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def spans(rows):
    return [[row["begin"], row["end"]] for row in rows]


def surface_tokens(rows):
    """Rows with `clitic` joined to the row before."""
    tokens = []
    for row in rows:
        if row.get("clitic") and tokens:
            tokens[-1][1] = row["end"]
        else:
            tokens.append([row["begin"], row["end"]])
    return tokens


def as_system(document):
    layers = document["layers"]
    return {"id": document["id"], "tokens": surface_tokens(layers["token"]), "words": spans(layers["token"]),
            "sentences": spans(layers["sentence"]), "paragraphs": spans(layers["paragraph"])}


def without_debris(gold, system):
    """The seed article's boilerplate lines have no gold: what lies outside its paragraphs is not judged."""
    inside = gold["paragraphs"]
    return {level: [s for s in rows if any(s[0] < end and s[1] > begin for begin, end in inside)]
            for level, rows in system.items() if level != "id"}


def measure(scorer, galley, shared, name, folder):
    """-> {level: F1 in percent; "exact": documents with all sentences right}"""
    path, options, genre = SETS[name]
    gold = read_gold(os.path.join(shared, "data", "text", path), genre)
    system = {d["id"]: as_system(d) for d in run_galley(galley, gold, options, folder)}
    if name == "seed-article":
        system = {i: without_debris(gold[i], s) for i, s in system.items()}
    levels = [level for level in LEVELS if level in next(iter(gold.values()))]
    table, _, _ = scorer.score(gold, system, levels)
    figures = {level: 100 * scorer.prf(*table[("all", level)][:3])[2] for level in levels}
    if path.startswith("sentences/"):  # cases are right or wrong as a whole
        return {"exact": table[("all", "sentences")][4]}
    return figures


def read_floors():
    floors = {}
    with open(FLOORS, encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                name, level, floor = line.split("\t")
                floors[name, level] = float(floor)
    return floors


def write_floors(floors):
    with open(FLOORS, encoding="utf-8") as lines:
        notes = [line for line in lines if line.startswith("#")]
    with open(FLOORS, "w", encoding="utf-8") as out:
        out.writelines(notes)
        out.writelines("%s\t%s\t%.2f\n" % (*key, floor) for key, floor in sorted(floors.items()))


def main():
    arguments = [a for a in sys.argv[1:] if a != "--raise"]
    if not arguments and "GALLEY_COMMAND" in os.environ:
        arguments = [os.environ["GALLEY_COMMAND"], os.environ.get("GALLEY_SHARED", "")]
    if len(arguments) != 2:
        sys.exit(__doc__)
    galley, shared = map(os.path.abspath, arguments)
    if not os.path.isdir(os.path.join(shared, "data", "text")):
        print("skipped: no evaluation data at %s" % shared)
        sys.exit(77)
    scorer, floors, failed = load_scorer(shared), read_floors(), False
    print("%-16s %-11s %8s %8s" % ("set", "level", "reached", "floor"))
    for name in SETS:
        with tempfile.TemporaryDirectory() as folder:
            figures = measure(scorer, galley, shared, name, folder)
        for level, figure in figures.items():
            floor = floors.get((name, level), 0.0)
            below = figure < floor
            failed = failed or below
            print("%-16s %-11s %8.2f %8.2f%s" % (name, level, figure, floor, "  BELOW" if below else ""))
            floors[name, level] = max(floor, int(figure * 100) / 100)
    if "--raise" in sys.argv:
        write_floors(floors)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
