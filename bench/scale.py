#!/usr/bin/env python3
"""What a run costs beside the work itself, and whether that stays so as corpora grow. SPDX-License-Identifier: MIT

  scale.py --galley build/core/galley --plugins build/bench --faulty build/tests/fault    all tables
  scale.py ... workers parent                       just these
  scale.py ... --documents 10000000 memory          ten million small documents
  scale.py ... --huge 2000 huge                     one document of 2,000 MB

Documents are made up here, but for those of ../shared/tools/make_corpus.py where it is. Variants of one table take turns,
so that a busy minute falls on all of them, and medians are told. A target that is missed makes the exit status 1; all of
them are meant for an idle machine.
"""
import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SHARED = os.environ.get("GALLEY_SHARED", os.path.join(ROOT, "..", "shared"))
MB = 1e6
TICK = os.sysconf("SC_CLK_TCK")
SENTENCE = "The council met on Tuesday, and nobody at the table was in a mood to speak of the harbour again. "
NEWS = ["cleaner", "tokenizer", "quotes", "sentiment"]


# ---------------------------------------------------------------- watching a run

def cpu_of(pid):
    """Seconds of CPU to the nanosecond, where the kernel keeps them; 0 where it has clock ticks alone."""
    try:
        return int(open(f"/proc/{pid}/schedstat").read().split()[0]) / 1e9
    except OSError:
        return 0.0


class Watched:
    """What one run took: seconds, MB, open files. The parent is the process that was started."""

    def __init__(self, command, environment):
        self.memory = {}
        self.workers = set()
        self.files = 0
        self.parent_cpu = 0.0
        start = time.perf_counter()
        child = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        thread = threading.Thread(target=self.watch, args=(child.pid,))
        thread.start()
        said = child.stderr.read()
        _, status, usage = os.wait4(child.pid, 0)
        self.wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        thread.join()
        self.cpu = usage.ru_utime + usage.ru_stime
        self.status = child.returncode
        if self.status not in (0, 1):
            sys.exit(f"{' '.join(command)}: exit status {self.status}: {said.decode()[-500:]}")
        self.parent_memory = self.memory.pop(child.pid, 0) / MB
        self.worker_memory = max((self.memory.get(pid, 0) for pid in self.workers), default=0) / MB
        self.others_memory = max((n for pid, n in self.memory.items() if pid not in self.workers), default=0) / MB

    def watch(self, parent):
        while True:
            try:
                fields = open(f"/proc/{parent}/stat").read().rpartition(")")[2].split()
                if fields[0] == "Z":
                    return
                self.parent_cpu = cpu_of(parent) or (int(fields[11]) + int(fields[12])) / TICK
                self.files = max(self.files, len(os.listdir(f"/proc/{parent}/fd")))
            except OSError:
                return
            self.look_at([parent], 0)
            time.sleep(0.02)

    def look_at(self, pids, depth):
        """Workers are the children of a child; other children sort ids, digest, append."""
        for pid in pids:
            if depth == 2:
                self.workers.add(pid)
            try:
                for line in open(f"/proc/{pid}/status"):
                    if line.startswith("VmHWM:"):
                        self.memory[pid] = max(self.memory.get(pid, 0), int(line.split()[1]) * 1024)
                self.look_at(open(f"/proc/{pid}/task/{pid}/children").read().split(), depth + 1)
            except OSError:
                pass


class Bench:
    def __init__(self, options, folder):
        self.options = options
        self.folder = folder
        self.missed = []

    def path(self, name):
        return os.path.join(self.folder, name)

    def pipeline(self, name, steps, writer="jsonl: {layers: [quotation, sentiment]}", reader="jsonl", extra=""):
        path = self.path(name + ".yaml")
        lines = ["galley: 1", f"reader: {reader}", f"steps: [{', '.join(steps)}]", f"writers: [{{{writer}}}]", extra]
        with open(path, "w") as file:
            file.write("\n".join(lines) + "\n")
        return path

    def run(self, pipeline, inputs, *flags, preload=None):
        out = self.path("out")
        shutil.rmtree(out, ignore_errors=True)
        environment = dict(os.environ, **({"LD_PRELOAD": preload} if preload else {}))
        command = [self.options.galley, "run", "-q", "--plugin-dir", self.options.plugins, "--plugin-dir",
                   self.options.faulty, pipeline, inputs, "-o", out, *flags]
        watched = Watched(command, environment)
        watched.written = sum(entry.stat().st_size for entry in os.scandir(out)
                              if entry.name.startswith("documents")) / MB
        watched.books = json.load(open(os.path.join(out, "manifest.json")))["books"]
        shutil.rmtree(out)
        return watched

    def turns(self, variants):
        """Each of {name: function} once a round; the medians of what they return."""
        found = {name: [] for name in variants}
        for _ in range(self.options.rounds):
            for name, function in variants.items():
                found[name].append(function())
        return found

    def median(self, runs, what="wall"):
        return statistics.median(getattr(run, what) for run in runs)

    def judge(self, what, value, target, at_least=False, unit=""):
        good = value >= target if at_least else value <= target
        if not good:
            self.missed.append(what)
        print(f"  {what:<58} {value:>9.3f}{unit} (target {'>=' if at_least else '<='} {target}){'' if good else '  MISSED'}")

    def note(self, what, value):
        print(f"  {what:<58} {value}")

    # ------------------------------------------------------------ corpora

    def corpus(self, size=None):
        size = size or self.options.size
        path = self.path(f"news-{size}.jsonl")
        maker = os.path.join(SHARED, "tools", "make_corpus.py")
        if not os.path.exists(path) and os.path.exists(maker):
            subprocess.run([sys.executable, maker, "--kind", "jsonl", "--size", str(size), "--out", path,
                            os.path.join(SHARED, "data", "corpus", "news_sample.jsonl")], check=True,
                           stdout=subprocess.DEVNULL)
        elif not os.path.exists(path):
            self.documents(f"news-{size}.jsonl", int(size * MB / 3000), 30)
        return path

    def documents(self, name, n, sentences, every=0):
        """n made-up documents; one in `every` holds the word "evil"."""
        path = self.path(name)
        text = SENTENCE * sentences
        with open(path, "w") as file:
            for i in range(n):
                evil = "evil " if every and i % every == every // 2 else ""
                file.write(f'{{"id": "{i}", "text": "{evil}{text}"}}\n')
        return path

    # ------------------------------------------------------------ tables

    def workers(self):
        """How far a second worker helps, and what processes cost."""
        corpus = self.corpus()
        size = os.path.getsize(corpus) / MB
        pipeline = self.pipeline("news", NEWS)
        def two_at_once():
            start = time.perf_counter()
            threads = [threading.Thread(target=lambda i=i: subprocess.run(
                [self.options.galley, "run", "-q", "--in-process", pipeline, corpus, "-o", self.path(f"twin{i}"),
                 "--overwrite"], check=True, capture_output=True)) for i in range(2)]
            [thread.start() for thread in threads]
            [thread.join() for thread in threads]
            return time.perf_counter() - start
        found = self.turns({
            "in": lambda: self.run(pipeline, corpus, "--in-process"),
            "1": lambda: self.run(pipeline, corpus, "-j", "1"),
            "2": lambda: self.run(pipeline, corpus, "-j", "2"),
            "twins": two_at_once,
        })
        alone, one, two = (self.median(found[name]) for name in ("in", "1", "2"))
        ceiling = 2 * alone / statistics.median(found["twins"])
        self.note("in process, MB/s", f"{size / alone:.1f}")
        self.note("1 worker, MB/s", f"{size / one:.1f}")
        self.note("2 workers, MB/s", f"{size / two:.1f}")
        self.note("two runs in process at once, against one", f"{ceiling:.2f}x: what the machine's cores allow")
        self.judge("2 workers against 1", one / two, 1.85, at_least=True, unit="x")
        self.judge("1 worker against in process: isolation", (one / alone - 1) * 100, 5, unit=" %")

    def parent(self):
        """CPU seconds of the parent for a GB of text: of so many MB that start and end of a run are no part of it."""
        corpus = self.corpus(max(self.options.size, 400))
        size = os.path.getsize(corpus) / 1e9
        kinds = {"plain": "jsonl: {layers: [quotation, sentiment]}",
                 "zst": "jsonl: {path: documents.jsonl.zst, layers: [quotation, sentiment]}",
                 "gz": "jsonl: {path: documents.jsonl.gz, layers: [quotation, sentiment]}",
                 "scores alone": "jsonl: {layers: [sentiment], text: false}"}
        found = self.turns({name: lambda name=name, writer=writer: self.run(
            self.pipeline(name.split()[0], NEWS, writer), corpus, "-j", "2") for name, writer in kinds.items()})
        for name, runs in found.items():
            self.judge(f"parent, {name} ({self.median(runs, 'written') / size / 1000:.2f} bytes out for one in)",
                       self.median(runs, "parent_cpu") / size, 0.5, unit=" s/GB")
        plain = self.median(found["plain"])
        for name in ("zst", "gz"):
            self.note(f".{name} against plain, wall", f"{self.median(found[name]) / plain:.2f}x")

    def overhead(self):
        """What a document costs that nothing is done to, a step that does nothing, and the disk."""
        n = 200000
        small = self.documents("small.jsonl", n, 31)  # 3 kB
        none = self.pipeline("none", [], "count: {}")
        steps = ["{no-op: {}, name: n%d}" % i for i in range(40)]
        many = self.pipeline("no-op", steps, "count: {}")
        news, corpus = self.pipeline("news", NEWS), self.corpus()
        shim = os.path.join(self.options.plugins, "no-sync.so")
        found = self.turns({
            "in": lambda: self.run(none, small, "--in-process"),
            "in many": lambda: self.run(many, small, "--in-process"),
            "1": lambda: self.run(none, small, "-j", "1"),
            "sync": lambda: self.run(news, corpus, "-j", "2"),
            "no sync": lambda: self.run(news, corpus, "-j", "2", preload=shim),
        })
        cpu = {name: self.median(runs, "cpu") for name, runs in found.items()}
        self.judge("a step that does nothing, a document", (cpu["in many"] - cpu["in"]) / n / len(steps) * 1e9, 100, unit=" ns")
        self.judge("to a worker and back, a document of 3 kB (CPU)", (cpu["1"] - cpu["in"]) / n * 1e6, 5, unit=" us")
        walls = [s.wall / w.wall for s, w in zip(found["sync"], found["no sync"])]
        self.judge("journal and sync, of wall", (statistics.median(walls) - 1) * 100, 2, unit=" %")

    def files(self):
        """Many small files against the same as JSON Lines."""
        n = 20000
        folder = self.path("files")
        if not os.path.isdir(folder):
            for i in range(n):
                os.makedirs(f"{folder}/{i // 1000:02}", exist_ok=True)
                with open(f"{folder}/{i // 1000:02}/{i:05}.txt", "w") as file:
                    file.write(SENTENCE * 31)
        lines = self.documents("same.jsonl", n, 31)
        texts, rows = self.pipeline("texts", NEWS, reader="text"), self.pipeline("news", NEWS)
        found = self.turns({"files": lambda: self.run(texts, folder, "-j", "2"),
                            "lines": lambda: self.run(rows, lines, "-j", "2")})
        self.note(f"{n:,} files against the same as JSON Lines, wall",
                  f"{self.median(found['files']) / self.median(found['lines']):.2f}x")
        self.note("most files open at once in the parent", max(run.files for run in found["files"]))

    def crashes(self):
        """One crash in 10,000 documents; and what a new worker costs."""
        n, deaths = 100000, 200
        corpus = self.documents("evil.jsonl", n, 31, every=10000)
        deadly = self.documents("deadly.jsonl", deaths, 0, every=1)
        steps = NEWS + ["{faulty: {what: %s, when: evil}, layers: {mention: its-mention, entity: its-entity}}"]
        calm = self.pipeline("calm", [step.replace("%s", "nothing") for step in steps])
        wild = self.pipeline("wild", [step.replace("%s", "segfault") for step in steps])
        lone = self.pipeline("lone", ["{faulty: {what: segfault, when: evil}}"], "jsonl: {}")
        tame = self.pipeline("tame", ["{faulty: {what: nothing, when: evil}}"], "jsonl: {}")
        found = self.turns({"calm": lambda: self.run(calm, corpus, "-j", "2"),
                            "wild": lambda: self.run(wild, corpus, "-j", "2"),
                            "tame": lambda: self.run(tame, deadly, "-j", "1"),
                            "lone": lambda: self.run(lone, deadly, "-j", "1")})
        lost = found["wild"][0].books["quarantined"]
        assert lost == n // 10000, f"{lost} documents were lost, not {n // 10000}"
        self.judge("one crash in 10,000 documents, wall", self.median(found["wild"]) / self.median(found["calm"]), 1.2, unit="x")
        each = (self.median(found["lone"]) - self.median(found["tame"])) / (2 * deaths)
        self.judge("a new worker in place of one that crashed", each * 1000, 5, unit=" ms")

    def memory(self):
        """Memory and open files as the corpus grows tenfold."""
        pipeline = self.pipeline("small", NEWS, "jsonl: {layers: [sentiment], text: false}")
        n = self.options.documents
        runs = {}
        for documents in (n // 10, n):
            corpus = self.documents("grow.jsonl", documents, 1)
            runs[documents] = self.run(pipeline, corpus, "-j", "2")
            os.remove(corpus)
            run = runs[documents]
            total = run.books
            assert total["read"] == total["written"] == documents, f"the books are {total}"
            self.note(f"{documents:,} documents", f"{documents / run.wall:,.0f} a second; parent {run.parent_memory:.1f} MB, "
                      f"a worker {run.worker_memory:.1f} MB, what sorts ids {run.others_memory:.1f} MB, "
                      f"{run.files} files open")
        few, many = runs[n // 10], runs[n]
        self.judge("parent, ten times the documents", many.parent_memory / few.parent_memory, 1.2, unit="x")
        self.judge("parent and two workers", many.parent_memory + 2 * many.worker_memory, 60 + 2 * 12, unit=" MB")

    def huge(self):
        """One document of --huge MB, the record limit raised."""
        path = self.path("huge.txt")
        piece = (SENTENCE * 8 + "\n\n") * 1000
        with open(path, "w") as file:
            for _ in range(int(self.options.huge * MB / len(piece))):
                file.write(piece)
        size = os.path.getsize(path) / MB
        pipeline = self.pipeline("huge", ["cleaner"], "jsonl: {layers: []}", reader="text",
                                 extra="run: {timeout: 1h, memory: 40GiB}")
        run = self.run(pipeline, path, "-j", "1", "--record-limit", f"{int(size) + 100}MB")
        os.remove(path)
        assert run.books["written"] == 1, f"the books are {run.books}"
        self.note(f"one document of {size:,.0f} MB, cleaned", f"{size / run.wall:.1f} MB/s")
        self.judge("memory of its worker, times its size", run.worker_memory / size, 8, unit="x")
        self.judge("memory of the parent", run.parent_memory, 60, unit=" MB")


TABLES = ["workers", "parent", "overhead", "files", "crashes", "memory", "huge"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--galley", required=True)
    parser.add_argument("--plugins", required=True, help="folder of no-op.so and no-sync.so")
    parser.add_argument("--faulty", required=True, help="folder of faulty.so")
    parser.add_argument("--size", type=int, default=100, help="MB of the corpus of articles")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--documents", type=int, default=1000000, help="small ones, for memory")
    parser.add_argument("--huge", type=float, default=200, help="MB of the huge document")
    parser.add_argument("tables", nargs="*", metavar="TABLE", help=f"of {', '.join(TABLES)}; all unless named")
    options = parser.parse_args()
    for name in ("galley", "plugins", "faulty"):
        setattr(options, name, os.path.abspath(getattr(options, name)))
    unknown = set(options.tables) - set(TABLES)
    if unknown:
        parser.error(f"no table {', '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory(prefix="galley-scale-", dir=os.environ.get("TMPDIR", "/var/tmp")) as folder:
        bench = Bench(options, folder)
        for name in options.tables or TABLES:
            table = getattr(bench, name)
            print(table.__doc__)
            table()
    if bench.missed:
        print(f"missed: {', '.join(bench.missed)}")
    return 1 if bench.missed else 0


if __name__ == "__main__":
    sys.exit(main())
