#!/usr/bin/env python3
"""How fast the cleaner and the tokenizer are beside their peers, in one run. SPDX-License-Identifier: MIT

  text.py TEXT-SPEED [--shared ../shared] [--rounds 9] [--peers VENV]

TEXT-SPEED is the built program, which runs galley, ICU and libxml2 (where they were there to build with). VENV is a
Python environment with the packages blingfire and ftfy; what is not there is left out of the table, by name. The texts
are those of UD EWT and GUM below SHARED, about 2 MB, as they are and, for the cleaner, cleaned once.
"""
import argparse
import glob
import gzip
import json
import os
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SHARED = os.environ.get("GALLEY_SHARED", os.path.join(ROOT, "..", "shared"))
SKIPPED = 77
SETS = ("ewt-train.jsonl.gz", "ewt-dev.jsonl", "gum-train.jsonl.gz", "gum-dev.jsonl")

# Galley's row, the peer's row, how many times as fast galley must be, how many it should be.
TARGETS = [
    ("galley words", "icu words", 2, 4),
    ("galley sentences", "icu sentences", 2, 4),
    ("tokenizer uax29", "icu words", 2, 4),
    ("tokenizer general", "icu words and sentences", 1.2, 2),
    ("tokenizer general", "blingfire words and sentences", 3.4, 6),
    ("tokenizer news", "icu words and sentences", 1.2, 2),
    ("tokenizer news", "blingfire words and sentences", 3.4, 6),
    ("cleaner", "icu normalizeUTF8", 0.15, 0.4),
    ("cleaner", "ftfy", 50, 200),
]

# Seconds of CPU for one fix_text() of each document, the least of three.
FTFY = """
import ftfy, sys, time
texts = open(sys.argv[1], encoding="utf-8", newline="").read().split("\\0")[:-1]
def once():
    begin = time.process_time()
    for text in texts:
        ftfy.fix_text(text)
    return time.process_time() - begin
print(min(once() for _ in range(3)))
"""


def read_texts(shared):
    for name in SETS:
        path = os.path.join(shared, "data", "text", "ud", name)
        opened = gzip.open(path, "rt", encoding="utf-8") if name.endswith(".gz") else open(path, encoding="utf-8")
        with opened as lines:
            for line in lines:
                yield json.loads(line)["text"]


def clean(galley, texts, folder):
    """The texts as the cleaner leaves them, so that nothing is left to do."""
    with open(os.path.join(folder, "in.jsonl"), "w", encoding="utf-8") as out:
        out.writelines(json.dumps({"text": text}) + "\n" for text in texts)
    with open(os.path.join(folder, "clean.yaml"), "w", encoding="utf-8") as out:
        out.write("galley: 1\nname: clean\nreader: jsonl\nsteps: [cleaner]\nwriters: [jsonl: {path: out.jsonl}]\n")
    subprocess.run([galley, "run", "-q", "clean.yaml", "in.jsonl", "-o", "out"], cwd=folder, check=True)
    with open(os.path.join(folder, "out", "out.jsonl"), encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def write_texts(path, texts):
    with open(path, "w", encoding="utf-8", newline="") as out:
        out.writelines(text + "\0" for text in texts)
    return os.path.getsize(path) - len(texts)


def peers_of(folder):
    """-> the library of BlingFire and a Python with ftfy, each None where it is not there."""
    if not folder:
        return None, None
    library = glob.glob(os.path.join(folder, "lib", "python*", "site-packages", "blingfire", "libblingfiretokdll.so"))
    python = os.path.join(folder, "bin", "python")
    has_ftfy = subprocess.run([python, "-c", "import ftfy"], stderr=subprocess.DEVNULL).returncode == 0
    return library[0] if library else None, python if has_ftfy else None


def measure(program, path, rounds, library):
    """-> {name: seconds}"""
    command = [program, path, str(rounds)] + ([library] if library else [])
    lines = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()
    return {name: float(seconds) for name, seconds in (line.split("\t") for line in lines)}


def without_documents(seconds):
    """The steps alone: without the making of documents, which is measured by itself."""
    return {name: value - seconds["documents"] if name.split()[0] in ("tokenizer", "cleaner") else value
            for name, value in seconds.items()}


def print_table(title, seconds, size):
    print(f"{title}: {size / 1e6:.2f} MB")
    for name, value in seconds.items():
        print(f"  {name:<32}{size / value / 1e6:>10.1f} MB/s")
    print()


def judge(seconds):
    """-> how many targets are missed"""
    missed = 0
    for ours, theirs, least, aim in TARGETS:
        if ours not in seconds or theirs not in seconds:
            print(f"{ours} against {theirs}: not measured")
            continue
        ratio = seconds[theirs] / seconds[ours]
        verdict = "aim reached" if ratio >= aim else "met" if ratio >= least else "MISSED"
        missed += ratio < least
        print(f"{ours + ' against ' + theirs:<60}{ratio:>7.2f}x  least {least}x, aim {aim}x  {verdict}")
    return missed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--galley", default=os.path.join(ROOT, "build", "core", "galley"))
    parser.add_argument("--shared", default=SHARED)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--peers", default=os.environ.get("GALLEY_PEERS"), help="environment with blingfire and ftfy")
    arguments = parser.parse_args()
    if not os.path.isdir(os.path.join(arguments.shared, "data", "text", "ud")):
        print(f"skipped: no texts, {arguments.shared} is not there")
        return SKIPPED
    library, python = peers_of(arguments.peers)
    with tempfile.TemporaryDirectory() as folder:
        plain, cleaned = os.path.join(folder, "plain"), os.path.join(folder, "cleaned")
        texts = list(read_texts(arguments.shared))
        size = write_texts(plain, texts)
        size_cleaned = write_texts(cleaned, clean(os.path.abspath(arguments.galley), texts, folder))
        segmenting = without_documents(measure(arguments.program, plain, arguments.rounds, library))
        cleaning = without_documents(measure(arguments.program, cleaned, arguments.rounds, None))
        if python:
            ftfy = subprocess.run([python, "-c", FTFY, cleaned], check=True, stdout=subprocess.PIPE, text=True)
            cleaning["ftfy"] = float(ftfy.stdout)
    kept = ("documents", "cleaner", "cleaner characters", "galley normal form", "icu normalizeUTF8", "libxml2 parse", "ftfy")
    cleaning = {name: value for name, value in cleaning.items() if name in kept}
    print_table("text as it is", {n: v for n, v in segmenting.items() if "cleaner" not in n and "norm" not in n}, size)
    print_table("clean text", cleaning, size_cleaned)
    return 1 if judge({**segmenting, **cleaning}) else 0


if __name__ == "__main__":
    sys.exit(main())
