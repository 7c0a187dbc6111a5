#!/usr/bin/env python3
"""How fast the step sentiment is beside VADER's reference and its ports, in one run. SPDX-License-Identifier: MIT

  sentiment.py SENTIMENT-SPEED [--shared ../shared] [--rounds 5] [--peers FOLDER [--install]]

SENTIMENT-SPEED is the built program that runs galley. The texts are the lines of tweets, editorials and reviews below
SHARED, which the reference scored too. FOLDER holds the peers: a Python environment with vaderSentiment and nltk, a Rust
program with the crates vader_sentiment and vader-sentimental, a Go program with govader; --install makes them there, by pip,
cargo and go, where those are at hand. What is not there is left out of the table, by name. All run on one core, in turns
of processes; times are CPU seconds of scoring alone, without reading the lexicon, the least of the rounds.
"""
import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SHARED = os.environ.get("GALLEY_SHARED", os.path.join(ROOT, "..", "shared"))
SKIPPED = 77
SETS = ("vader_tweets", "vader_nyt", "vader_movie", "vader_amazon")
FILES = (("lexicon", "vader_lexicon.txt"), ("emoji", "emoji_utf8_lexicon.txt"), ("boosters", "vader_boosters.tsv"),
         ("negations", "vader_negations.txt"), ("idioms", "vader_special_cases.tsv"))
REFERENCE, BEST, GALLEY = "reference, Python", "best port", "galley vader"

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
print(min(once() for _ in range(int(sys.argv[2]))))
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
analyzer = Analyzer(sys.argv[3])"""

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
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/schedstat").unwrap();
    stat.split(' ').next().unwrap().parse::<f64>().unwrap() / 1e9
}
fn least<F: FnMut()>(rounds: usize, mut once: F) -> f64 {
    (0..rounds).map(|_| { let begin = cpu_seconds(); once(); cpu_seconds() - begin }).fold(f64::MAX, f64::min)
}
fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let text = std::fs::read_to_string(&arguments[1]).unwrap();
    let rounds: usize = arguments[2].parse().unwrap();
    let lines: Vec<&str> = text.trim_end_matches('\\n').split('\\n').collect();
    let first = vader_sentiment::SentimentIntensityAnalyzer::new();
    println!("{}", least(rounds, || for line in &lines { std::hint::black_box(first.polarity_scores(line)); }));
    let second = vader_sentimental::SentimentIntensityAnalyzer::new();
    println!("{}", least(rounds, || for line in &lines { std::hint::black_box(second.polarity_scores(line)); }));
}
"""
GO = """package main

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
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
	rounds, _ := strconv.Atoi(os.Args[2])
	lines := strings.Split(strings.TrimRight(string(text), "\\n"), "\\n")
	analyzer := govader.NewSentimentIntensityAnalyzer()
	least := 1e9
	for i := 0; i < rounds; i++ {
		begin := seconds()
		for _, line := range lines {
			analyzer.PolarityScores(line)
		}
		if taken := seconds() - begin; taken < least {
			least = taken
		}
	}
	fmt.Println(least)
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


def peers(folder, lexicon):
    """Names of rows, and the command that prints their seconds."""
    python = os.path.join(folder, "venv", "bin", "python")
    return [
        ((REFERENCE,), [python, "-c", VADER]),
        (("NLTK, Python",), [python, "-c", NLTK]),
        (("vader_sentiment, Rust", "vader-sentimental, Rust"), [os.path.join(folder, "rust", "target", "release", "peer")]),
        (("govader, Go",), [os.path.join(folder, "go", "peer")]),
    ], [lexicon]


def measure_peers(folder, lexicon, texts, rounds):
    seconds = {}
    commands, more = peers(folder, lexicon)
    for names, command in commands:
        if not os.path.exists(command[0]):
            print(f"not measured, it is not there: {', '.join(names)}")
            continue
        done = subprocess.run([*command, texts, str(rounds), *more], capture_output=True, text=True)
        if done.returncode != 0:
            print(f"not measured: {', '.join(names)}: {done.stderr.strip().splitlines()[-1:]}")
            continue
        seconds.update(zip(names, map(float, done.stdout.split())))
    return seconds


# ---------------------------------------------------------------- galley

def galley_steps(lexicons):
    files = ", ".join(f"{option}: '{os.path.join(lexicons, name)}'" for option, name in FILES)
    return [
        ("galley, no step", "-"),
        (GALLEY, f"sentiment: {{profile: vader, scopes: [text], {files}}}"),
        ("galley tokenizer", "tokenizer"),
        ("galley tokenizer, news", "tokenizer, sentiment: {scopes: [sentence, document]}"),
    ]


def measure_galley(program, lexicons, texts, rounds):
    steps = galley_steps(lexicons)
    done = subprocess.run([program, str(rounds), texts, *(step for _, step in steps)], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stderr)
    return dict(zip((name for name, _ in steps), map(float, done.stdout.split())))


# ---------------------------------------------------------------- the table

def write_texts(shared, path):
    """One text a line; those with line ends in them have blanks there. Returns bytes and lines."""
    lines = []
    for name in SETS:
        with open(os.path.join(shared, "data", "sentiment", name + ".dev.jsonl"), encoding="utf-8") as records:
            lines += (" ".join(json.loads(line)["text"].splitlines()) for line in records)
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
        print(f"{size / 1e6:.2f} MB in {n} lines; CPU time, least of {arguments.rounds} rounds")
        seconds = measure_galley(arguments.program, lexicons, texts, arguments.rounds)
        seconds.update(measure_peers(folder, os.path.join(lexicons, FILES[0][1]), texts, arguments.rounds))
    print(f"{'':<28}{'MB/s':>8}{'us a line':>12}")
    for name, value in sorted(seconds.items(), key=lambda item: item[1]):
        print(f"{name:<28}{size / 1e6 / value:>8.2f}{value / n * 1e6:>12.2f}")
    return 0 if judge(seconds) else 1


if __name__ == "__main__":
    sys.exit(main())
