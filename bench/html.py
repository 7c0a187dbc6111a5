#!/usr/bin/env python3
"""How good and how fast the step `html` is beside its peers, in one run. SPDX-License-Identifier: MIT

  html.py [--galley build/core/galley] [--shared ../shared] [--rounds 3] [--peers VENV]

VENV is a Python environment with trafilatura and readability-lxml; the system's libxml2 is measured parsing alone. What is
not there is left out of the table, by name. Quality is F1 by the scorers in SHARED, speed is MB of HTML a second of CPU
time: of a peer that of its calls, of galley that of a whole run (start, JSON Lines, metadata, edits and writing too).
Exit status: 1 if a target is missed, 77 without pages.
"""
import argparse
import importlib.util
import json
import os
import resource
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SHARED = os.environ.get("GALLEY_SHARED", os.path.join(ROOT, "..", "shared"))
SKIPPED = 77
SETS = (
    ("aeb", "ground-truth.json", "body"),
    ("cleanportal", "ground-truth.json", "body"),
    ("trafilatura_en", "eval.json", "snippets"),
)
STEP, RUN, IDLE = "galley, the step", "galley, the whole run", "galley without the step"
# The peer, how many times as fast the step must be, how many it should be; each within one run.
TARGETS = (("libxml2", 1.3, 2), ("trafilatura", 9, 15))

# What a peer makes of the pages in a file, and the CPU seconds of the calls.
PEERS = {
    "trafilatura": "from trafilatura import extract\n"
    "def work(page): return extract(page, fast=True, include_comments=False, include_tables=True) or ''\n",
    "readability-lxml": "import logging; from readability import Document; from lxml import html as h\n"
    "logging.disable(logging.CRITICAL)\n"
    "def work(page): return h.fromstring(Document(page).summary()).text_content()\n",
    "libxml2": "import ctypes\n"
    "xml = ctypes.CDLL('libxml2.so.2')\n"
    "xml.htmlReadMemory.restype = ctypes.c_void_p\n"
    "quiet = 32 | 64\n"
    "def prepare(page): return page.encode()\n"
    "def work(page):\n"
    "    xml.xmlFreeDoc(ctypes.c_void_p(xml.htmlReadMemory(page, len(page), None, b'UTF-8', quiet)))\n"
    "    return ''\n",
}
DRIVER = """
import json, sys, time
pages = json.load(open(sys.argv[1], encoding="utf-8"))
if "prepare" in globals():
    pages = {name: prepare(page) for name, page in pages.items()}
made, seconds = {}, 0.0
for name, page in pages.items():
    begin = time.process_time()
    try:
        text = work(page)
    except Exception as error:
        text = ""
    seconds += time.process_time() - begin
    made[name] = {"articleBody": text}
json.dump([made, seconds], sys.stdout)
"""


def load_quality():
    path = os.path.join(ROOT, "plugins", "html", "tests", "quality.py")
    spec = importlib.util.spec_from_file_location("html_quality", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


QUALITY = load_quality()


def read_pages(shared, name, gold):
    with open(gold, encoding="utf-8") as file:
        rows = json.load(file)
    folder = os.path.join(shared, "data", "text", "web", name, "html")
    return {i: QUALITY.read(os.path.join(folder, row.get("file", i + ".html.gz"))) for i, row in sorted(rows.items())}


def run_galley(galley, pages, steps="[html]"):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    made = QUALITY.extract(galley, pages, ["--in-process"], steps) # so that its CPU time is a child's
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return made, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def run_peer(python, name, pages):
    """What the peer made and its seconds, or None where it is not installed."""
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(pages, file)
        file.flush()
        run = subprocess.run([python, "-c", PEERS[name] + DRIVER, file.name], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if run.returncode == 0:
        return json.loads(run.stdout)
    if b"ModuleNotFoundError" in run.stderr or b"ImportError" in run.stderr or b"libxml2.so.2: cannot open" in run.stderr:
        return None
    sys.exit("%s failed:\n%s" % (name, run.stderr.decode()))


def measure(shared, rounds, runners):
    """{name: [F1 of each set], seconds}; the runners take turns, the least of the rounds counts."""
    figures, seconds, size = {name: [] for name in runners}, {name: 0.0 for name in runners}, 0
    for name, gold_name, kind in SETS:
        gold = os.path.join(shared, "data", "text", "web", name, gold_name)
        pages = read_pages(shared, name, gold)
        size += sum(len(page.encode()) for page in pages.values())
        least, made = {}, {}
        for _ in range(rounds):
            for runner, work in runners.items():
                done = work(pages)
                if done is not None:
                    made[runner] = done[0]
                    least[runner] = min(done[1], least.get(runner, done[1]))
        for runner in runners:
            if runner in made:
                figures[runner].append(QUALITY.score(shared, kind, gold, made[runner])["f1"])
                seconds[runner] += least[runner]
    figures[STEP] = figures[RUN]
    seconds[STEP] = seconds[RUN] - seconds.pop(IDLE)
    del figures[IDLE]
    return figures, seconds, size


def judge(speeds):
    missed = 0
    for peer, least, aim in TARGETS:
        if peer in speeds:
            ratio = speeds[STEP] / speeds[peer]
            missed += ratio < least
            print("step / %-12s %6.1f  (at least %g, aim %g)%s" % (peer, ratio, least, aim, "  MISSED" if ratio < least else ""))
    return missed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--galley", default=os.environ.get("GALLEY_COMMAND", os.path.join(ROOT, "build", "core", "galley")))
    parser.add_argument("--shared", default=SHARED)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peers", default=os.environ.get("GALLEY_PEERS", ""))
    arguments = parser.parse_args()
    if not os.path.isdir(os.path.join(arguments.shared, "data", "text", "web")):
        print("skipped: no pages below " + arguments.shared)
        return SKIPPED
    galley = os.path.abspath(arguments.galley)
    python = os.path.join(arguments.peers, "bin", "python") if arguments.peers else sys.executable
    runners = {RUN: lambda pages: run_galley(galley, pages), IDLE: lambda pages: run_galley(galley, pages, "[]")}
    for peer in PEERS:
        runners[peer] = lambda pages, peer=peer: run_peer(python, peer, pages)
    figures, seconds, size = measure(arguments.shared, arguments.rounds, runners)
    print("%-24s %8s %12s %15s %8s" % (("",) + tuple(name for name, _, _ in SETS) + ("MB/s",)))
    speeds = {}
    for runner, row in figures.items():
        if not row:
            print("%-24s left out: not installed" % runner)
            continue
        speeds[runner] = size / 1e6 / seconds[runner]
        shown = ["-" if runner == "libxml2" else "%.3f" % value for value in row]
        print("%-24s %8s %12s %15s %8.1f" % ((runner,) + tuple(shown) + (speeds[runner],)))
    return 1 if judge(speeds) else 0


if __name__ == "__main__":
    sys.exit(main())
