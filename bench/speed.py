#!/usr/bin/env python3
"""How fast galley is, how much memory it takes, and where the time goes. SPDX-License-Identifier: MIT

  speed.py --galley build/core/galley             the tables, with the targets
  speed.py --galley build/core/galley --profile   the functions that take the time (perf, or callgrind)

The corpus is made by ../shared/tools/make_corpus.py out of real articles; where that is not there nothing is measured.
All runs are in one process (--in-process), one after another; variants take turns, so that a busy minute falls on all.
"""
import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SHARED = os.environ.get("GALLEY_SHARED", os.path.join(ROOT, "..", "shared"))
NEWS = os.path.join(ROOT, "pipelines", "news.yaml")
SAMPLE = os.path.join(ROOT, "pipelines", "samples", "harbour.txt")
SKIPPED = 77

MB = 1e6
SPEED_LEAST, MEMORY_MOST, START_MOST = 20.0, 100.0, 30.0  # MB of text/s, MB, ms

# Name, steps, layers that are written; each one's time is what it has more than the one before.
STAGES = [
    ("read and write", [], "[]"),
    ("cleaner", ["cleaner"], "[]"),
    ("tokenizer", ["cleaner", "tokenizer"], "[]"),
    ("quotes", ["cleaner", "tokenizer", "quotes"], "[]"),
    ("sentiment", ["cleaner", "tokenizer", "quotes", "sentiment"], "[]"),
    ("write: few layers", ["cleaner", "tokenizer", "quotes", "sentiment"], "[quotation, sentiment]"),
    ("write: all layers", ["cleaner", "tokenizer", "quotes", "sentiment"], None),
]


# ---------------------------------------------------------------- running

class Usage:
    """What one run took."""

    def __init__(self, wall, rusage):
        self.wall = wall
        self.cpu = rusage.ru_utime + rusage.ru_stime
        self.memory = rusage.ru_maxrss * 1024 / MB


def run(command):
    null = os.open(os.devnull, os.O_WRONLY)
    start = time.perf_counter()
    pid = os.posix_spawn(command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, null, 1)])
    _, status, rusage = os.wait4(pid, 0)
    usage = Usage(time.perf_counter() - start, rusage)
    os.close(null)
    if status != 0:
        sys.exit(f"{' '.join(command)}: exit status {os.waitstatus_to_exitcode(status)}")
    return usage


def run_corpus(galley, pipeline, corpus, folder):
    out = os.path.join(folder, "out")
    usage = run([galley, "run", "--in-process", "-q", pipeline, corpus, "-o", out])
    shutil.rmtree(out)
    return usage


def median(usages, what):
    return statistics.median(getattr(usage, what) for usage in usages)


# ---------------------------------------------------------------- corpora and pipelines

def make_corpus(folder, size):
    """A file of @size MB."""
    path = os.path.join(folder, f"corpus-{size}.jsonl")
    tool = os.path.join(SHARED, "tools", "make_corpus.py")
    sources = os.path.join(SHARED, "data", "corpus", "news_sample.jsonl")
    command = [sys.executable, tool, "--kind", "jsonl", "--size", str(size), "--out", path, sources]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return path


def text_size(path):
    with open(path, encoding="utf-8") as corpus:
        return sum(len(json.loads(line)["text"].encode()) for line in corpus)


def write_pipeline(folder, number, steps, layers):
    path = os.path.join(folder, f"variant-{number}.yaml")
    choice = f", layers: {layers}" if layers else ""
    with open(path, "w", encoding="utf-8") as out:
        out.write(f"galley: 1\nname: variant\nreader: jsonl\nsteps: [{', '.join(steps)}]\n")
        out.write(f"writers: [jsonl: {{path: out.jsonl{choice}}}]\n")
    return path


# ---------------------------------------------------------------- measuring

def measure_stages(galley, corpus, folder, rounds):
    """For each stage the usages, and last those of the news pipeline as it is."""
    pipelines = [write_pipeline(folder, i, steps, layers) for i, (_, steps, layers) in enumerate(STAGES)]
    usages = [[] for _ in range(len(STAGES) + 1)]
    for _ in range(rounds):
        for pipeline, taken in zip([*pipelines, NEWS], usages):
            taken.append(run_corpus(galley, pipeline, corpus, folder))
    return usages


def print_stages(usages, size):
    total = median(usages[-1], "cpu")
    print(f"{'stage':<20}{'MB/s, up to here':>18}{'CPU s':>8}{'wall s':>8}{'this stage: CPU s':>19}{'share':>8}{'MB/s':>8}")
    before = 0
    for i, (name, _, _) in enumerate(STAGES):
        cpu = median(usages[i], "cpu")
        # both ways of writing are measured against writing nothing
        base = median(usages[4], "cpu") if i > 4 else before
        alone = cpu - base
        print(f"{name:<20}{size / cpu:>18.1f}{cpu:>8.2f}{median(usages[i], 'wall'):>8.2f}{alone:>19.2f}"
              f"{alone / total:>8.0%}{size / alone if alone > 0 else float('inf'):>8.1f}")
        before = cpu
    print(f"{'pipelines/news.yaml':<20}{size / total:>18.1f}{total:>8.2f}{median(usages[-1], 'wall'):>8.2f}")


def measure_start(galley, rounds):
    """Seconds from start to result on the sample article."""
    return statistics.median(run([galley, "run", NEWS, SAMPLE]).wall for _ in range(rounds))


def judge(name, value, unit, target, good):
    print(f"{name:<44}{value:>8.1f} {unit:<5} target {target:<10}{'met' if good else 'MISSED'}")
    return good


def measure(galley, folder, size, rounds):
    corpus, small = make_corpus(folder, size), make_corpus(folder, max(size // 5, 1))
    n_bytes = text_size(corpus) / MB
    print(f"{n_bytes:.1f} MB of text, in one process, median of {rounds} runs; CPU is user and system together\n")
    usages = measure_stages(galley, corpus, folder, rounds)
    print_stages(usages, n_bytes)
    print()
    speed = n_bytes / median(usages[-1], "cpu")
    memory = median(usages[-1], "memory")
    memory_small = run_corpus(galley, NEWS, small, folder).memory
    start = measure_start(galley, 20) * 1000
    met = [
        judge("news pipeline, text per second of CPU", speed, "MB/s", f">= {SPEED_LEAST:g}", speed >= SPEED_LEAST),
        judge(f"peak memory, corpus of {max(size // 5, 1)} MB", memory_small, "MB", f"<= {MEMORY_MOST:g}", memory_small <= MEMORY_MOST),
        judge(f"peak memory, corpus of {size} MB", memory, "MB", f"<= {MEMORY_MOST:g}", memory <= MEMORY_MOST),
        judge("start to result on the sample, median of 20", start, "ms", f"<= {START_MOST:g}", start <= START_MOST),
    ]
    return all(met)


# ---------------------------------------------------------------- where the time goes

def profile_with_perf(galley, corpus, folder):
    data, out = os.path.join(folder, "perf.data"), os.path.join(folder, "out")
    command = [galley, "run", "--in-process", "-q", NEWS, corpus, "-o", out]
    recorded = subprocess.run(["perf", "record", "-q", "-F", "1999", "-o", data, *command], stderr=subprocess.DEVNULL)
    if recorded.returncode != 0:
        return False
    for keys, lines in (("dso", 16), ("dso,symbol", 60)):
        report = subprocess.run(["perf", "report", "-i", data, "--stdio", "--sort", keys], capture_output=True, text=True)
        rows = [line for line in report.stdout.splitlines() if line.strip() and not line.startswith("#")]
        print("\n".join(rows[:lines]), end="\n\n")
    return True


def profile_with_callgrind(galley, corpus, folder):
    data, out = os.path.join(folder, "callgrind"), os.path.join(folder, "out")
    command = [galley, "run", "--in-process", "-q", "-n", "200", NEWS, corpus, "-o", out]
    valgrind = ["valgrind", "-q", "--tool=callgrind", f"--callgrind-out-file={data}"]
    subprocess.run([*valgrind, *command], check=True)
    subprocess.run(["callgrind_annotate", data], check=True)


def profile(galley, folder):
    corpus = make_corpus(folder, 20)
    if shutil.which("perf") and profile_with_perf(galley, corpus, folder):
        return
    if not shutil.which("valgrind"):
        sys.exit("neither perf nor valgrind is there")
    profile_with_callgrind(galley, corpus, folder)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--galley", default=os.path.join(ROOT, "build", "core", "galley"))
    parser.add_argument("--size", type=int, default=100, help="of the corpus, MB [100]")
    parser.add_argument("--rounds", type=int, default=5, help="runs of each variant [5]")
    parser.add_argument("--profile", action="store_true", help="where the time goes instead")
    arguments = parser.parse_args()
    if not os.path.exists(os.path.join(SHARED, "tools", "make_corpus.py")):
        print(f"skipped: no corpus can be made, {SHARED} is not there")
        return SKIPPED
    galley = os.path.abspath(arguments.galley)
    with tempfile.TemporaryDirectory() as folder:
        if arguments.profile:
            profile(galley, folder)
            return 0
        return 0 if measure(galley, folder, arguments.size, arguments.rounds) else 1


if __name__ == "__main__":
    sys.exit(main())
