#!/usr/bin/env python3
"""How fast the step sentiment is beside VADER's reference and its ports, in one run. SPDX-License-Identifier: MIT

  sentiment.py SENTIMENT-SPEED [--shared ../shared] [--rounds 5] [--peers FOLDER [--install]]

SENTIMENT-SPEED is the built program that runs galley. The texts are the tweets, editorials, reviews and news sentences of
the parity vectors below SHARED, one a line. FOLDER holds the peers: a Python environment with vaderSentiment and nltk, a Rust
program with the crates vader_sentiment and vader-sentimental, a Go program with govader; --install makes them there, by pip,
cargo and go, where those are at hand. What is not there is left out of the table, by name. All run on one core and take
turns, round by round; times are CPU seconds of scoring alone, without reading the lexicon, the middle one of the rounds.

The row "galley vader" is the plugin's own work, from a line to its four figures, as the peers' is; the rows behind it are
whole steps, with the engine's work and the layers.
"""
import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SHARED = os.environ.get("GALLEY_SHARED", os.path.join(ROOT, "..", "shared"))
SKIPPED = 77
PROFILE = os.path.join(ROOT, "plugins", "sentiment", "data", "profiles", "vader.tsv")
VECTORS = "vader_parity.dev.jsonl"
GROUPS = ("tw", "nyt", "mr", "amz", "nm")  # of the vectors: what people wrote
FILES = (("lexicon", "vader_lexicon.txt"), ("emoji", "emoji_utf8_lexicon.txt"), ("boosters", "vader_boosters.tsv"),
         ("negations", "vader_negations.txt"), ("idioms", "vader_special_cases.tsv"))
REFERENCE, BEST, GALLEY, STEP = "reference, Python", "best port", "galley vader", "galley vader, step"

# Galley's row, the peer's row, how many times as fast galley must be, how many it should be.
TARGETS = [(GALLEY, BEST, 8, 15), (GALLEY, REFERENCE, 30, 60)]

PYTHON = """
import sys, time
%s
lines = open(sys.argv[1], encoding="utf-8", newline="\\n").read().split("\\n")[:-1]
def once():
    begin = time.process_time()
    for line in lines:
        analyzer.polarity_scores(line)
    return time.process_time() - begin
print(once())
"""
VADER = PYTHON % "from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer\nanalyzer = SentimentIntensityAnalyzer()"
# NLTK's own copy of the lexicon comes by a download of its own; the file is the same.
NLTK = PYTHON % """
from nltk.sentiment.vader import SentimentIntensityAnalyzer
class Analyzer(SentimentIntensityAnalyzer):
    def __init__(self, path):
        from nltk.sentiment.vader import VaderConstants
        self.lexicon_file = open(path, encoding="utf-8").read().rstrip("\\n")
        self.lexicon = self.make_lex_dict()
        self.constants = VaderConstants()
analyzer = Analyzer(sys.argv[2])"""

CARGO = """[package]
name = "peer"
version = "0.0.0"
edition = "2021"
[dependencies]
vader_sentiment = "0.1"
vader-sentimental = "0.1"
[profile.release]
lto = true
codegen-units = 1
"""
RUST = """
extern "C" {
    fn clock_gettime(clock: i32, time: *mut [i64; 2]) -> i32;
}
const PROCESS_CPU: i32 = 2;
fn cpu_seconds() -> f64 {
    let mut time = [0i64; 2];
    unsafe { clock_gettime(PROCESS_CPU, &mut time) };
    time[0] as f64 + time[1] as f64 / 1e9
}
fn taken<F: FnMut()>(mut once: F) -> f64 {
    once();
    let begin = cpu_seconds();
    once();
    cpu_seconds() - begin
}
fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let text = std::fs::read_to_string(&arguments[1]).unwrap();
    let lines: Vec<&str> = text.trim_end_matches('\\n').split('\\n').collect();
    let first = vader_sentiment::SentimentIntensityAnalyzer::new();
    println!("{}", taken(|| for line in &lines { std::hint::black_box(first.polarity_scores(line)); }));
    let second = vader_sentimental::SentimentIntensityAnalyzer::new();
    println!("{}", taken(|| for line in &lines { std::hint::black_box(second.polarity_scores(line)); }));
}
"""
GO = """package main

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"syscall"

	"github.com/jonreiter/govader"
)

func seconds() float64 {
	var usage syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	return float64(usage.Utime.Nano()+usage.Stime.Nano()) / 1e9
}

func main() {
	runtime.GOMAXPROCS(1)
	text, _ := os.ReadFile(os.Args[1])
	lines := strings.Split(strings.TrimRight(string(text), "\\n"), "\\n")
	analyzer := govader.NewSentimentIntensityAnalyzer()
	begin := 0.0
	for i := 0; i < 2; i++ {
		begin = seconds()
		for _, line := range lines {
			analyzer.PolarityScores(line)
		}
	}
	fmt.Println(seconds() - begin)
}
"""


# ---------------------------------------------------------------- peers

def write(path, content):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as out:
        out.write(content)


def install(folder):
    """Makes what can be made; what cannot is told."""
    venv, rust, go = (os.path.join(folder, name) for name in ("venv", "rust", "go"))
    write(os.path.join(rust, "Cargo.toml"), CARGO)
    write(os.path.join(rust, "src", "main.rs"), RUST)
    write(os.path.join(go, "go.mod"), "module peer\ngo 1.18\n")
    write(os.path.join(go, "main.go"), GO)
    jobs = [
        (None, [sys.executable, "-m", "venv", venv]),
        (None, [os.path.join(venv, "bin", "pip"), "install", "-q", "vaderSentiment", "nltk"]),
        (rust, ["cargo", "build", "-q", "--release"]),
        (go, ["go", "mod", "tidy"]),
        (go, ["go", "build", "-o", "peer"]),
    ]
    for where, command in jobs:
        if not shutil.which(command[0]) or subprocess.run(command, cwd=where, stderr=subprocess.DEVNULL).returncode != 0:
            print(f"not installed: {' '.join(command)}")


def peers(folder, lexicon, texts):
    """Names of rows, and the command that prints the seconds of each: of a second time, when all is warm."""
    python = os.path.join(folder, "venv", "bin", "python")
    return [
        ((REFERENCE,), [python, "-c", VADER, texts]),
        (("NLTK, Python",), [python, "-c", NLTK, texts, lexicon]),
        (("vader_sentiment, Rust", "vader-sentimental, Rust"), [os.path.join(folder, "rust", "target", "release", "peer"), texts]),
        (("govader, Go",), [os.path.join(folder, "go", "peer"), texts]),
    ]


# ---------------------------------------------------------------- galley

def galley(program, lexicons, texts):
    """Names of rows, and the command that prints their seconds."""
    files = ", ".join(f"{option}: '{os.path.join(lexicons, name)}'" for option, name in FILES)
    steps = [
        ("galley, no step", "-"),
        (STEP, f"sentiment: {{profile: vader, scopes: [text], {files}}}"),
        ("galley tokenizer", "tokenizer"),
        ("galley tokenizer, news", "tokenizer, sentiment: {scopes: [sentence, document]}"),
    ]
    words = [os.path.join(lexicons, name) for _, name in FILES]
    return (GALLEY, *(name for name, _ in steps)), [program, texts, PROFILE, *words, *(step for _, step in steps)]


# ---------------------------------------------------------------- the rounds

def there(commands):
    """Those whose program is; the others are told."""
    for names, command in commands:
        if os.path.exists(command[0]):
            yield names, command
        else:
            print(f"not measured, it is not there: {', '.join(names)}")


def measure(commands, rounds):
    """The middle one of the seconds of each row; what fails is told, and left out."""
    seconds, failed = {}, set()
    for _ in range(rounds):
        for names, command in commands:
            if names in failed:
                continue
            done = subprocess.run(command, capture_output=True, text=True)
            if done.returncode != 0:
                print(f"not measured: {', '.join(names)}: {done.stderr.strip().splitlines()[-1:]}")
                failed.add(names)
                continue
            for name, value in zip(names, map(float, done.stdout.split())):
                seconds.setdefault(name, []).append(value)
    return {name: statistics.median(values) for name, values in seconds.items()}


# ---------------------------------------------------------------- the table

def write_texts(shared, path):
    """One text a line; those with line ends in them have blanks there. Returns bytes and lines."""
    with open(os.path.join(shared, "data", "sentiment", VECTORS), encoding="utf-8") as vectors:
        records = [json.loads(line) for line in vectors]
    lines = [" ".join(record["text"].splitlines()) for record in records if record["id"].split("-")[0] in GROUPS]
    content = "".join(line + "\n" for line in lines).encode()
    with open(path, "wb") as out:
        out.write(content)
    return len(content), len(lines)


def judge(seconds):
    good = True
    ports = [value for name, value in seconds.items() if not name.startswith("galley") and name != REFERENCE]
    if ports:
        seconds[BEST] = min(ports)
    for ours, theirs, must, aim in TARGETS:
        if theirs not in seconds:
            print(f"{ours} beside {theirs}: not measured")
            continue
        times = seconds[theirs] / seconds[ours]
        print(f"{ours} is {times:.1f} times as fast as {theirs}; must {must}, aim {aim}: "
              + ("MISSED" if times < must else "met" if times < aim else "met, and the aim"))
        good = good and times >= must
    return good


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", metavar="SENTIMENT-SPEED")
    parser.add_argument("--shared", default=SHARED)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peers", default=os.environ.get("GALLEY_PEERS", ""), metavar="FOLDER")
    parser.add_argument("--install", action="store_true", help="make the peers in FOLDER first")
    arguments = parser.parse_args()
    lexicons = os.path.abspath(os.path.join(arguments.shared, "data", "sentiment", "lexicons"))
    if not os.path.isdir(lexicons):
        print(f"skipped: no texts and word lists, {lexicons} is not there")
        return SKIPPED
    folder = os.path.abspath(arguments.peers or "peers")
    if arguments.install:
        install(folder)
    with tempfile.TemporaryDirectory() as scratch:
        texts = os.path.join(scratch, "texts")
        size, n = write_texts(arguments.shared, texts)
        print(f"{size / 1e6:.2f} MB in {n} lines; CPU time, the middle one of {arguments.rounds} rounds")
        commands = [galley(arguments.program, lexicons, texts), *peers(folder, os.path.join(lexicons, FILES[0][1]), texts)]
        seconds = measure(list(there(commands)), arguments.rounds)
    if GALLEY not in seconds:
        return 1
    print(f"{'':<28}{'MB/s':>8}{'us a line':>12}")
    for name, value in sorted(seconds.items(), key=lambda item: item[1]):
        print(f"{name:<28}{size / 1e6 / value:>8.2f}{value / n * 1e6:>12.2f}")
    return 0 if judge(seconds) else 1


if __name__ == "__main__":
    sys.exit(main())
