#!/usr/bin/env python3
"""A worker may cache, never learn: whatever documents came before, and failed, one comes out as it does by itself.
SPDX-License-Identifier: MIT"""
import collections
import json
import os
import re
import subprocess
import sys
import tempfile

GALLEY = os.environ["GALLEY_COMMAND"]
SOURCE = os.environ["GALLEY_SOURCE"]
SEEDS = os.path.join(SOURCE, "tests", "fuzz", "corpus")
# Hundreds of runs that each wait for the disk: where there is a folder in memory, it does as well.
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None

PROSE = [
    "The mayor, Ana Lee, said: \u201cWe won.\u201d\n\nIt was a great day for the harbour, she added.\n",
    "\u201cNo,\u201d said Dr. Bo O\u2019Neill. \u201cThe plan is bad \u2013 very bad!\u201d He left.\n",
    "\u201eWir haben gewonnen\u201c, sagte die Ministerin. Das war ein guter Tag f\u00fcr die Stadt und den Hafen.\n",
    "\u00ab Nous avons gagn\u00e9 \u00bb, a dit la ministre. C\u2019\u00e9tait une belle journ\u00e9e pour la ville.\n",
    "((( \u201c\u201c\u201c never closed, said\n\n\n- - -\nADVERTISEMENT\nRead more: https://a.org\n",
    "call +44 20 7946 0958 or write to a@b.org; 10.0.0.1\n" * 40,
    "caf\u00c3\u00a9 \u00e2\u20ac\u0153quoted\u00e2\u20ac\u009d, Zo\u00c3\u00ab said.\n",
    "She said.\n" * 300,
    "",
    " \n\t\n",
    "\u0000\ufffe\U0001f600\u202e\n",
]
PAGE = (
    "<html lang=%s><head><title>T%d</title><meta name=author content='A. B.'></head><body><nav><a href=x>x</a></nav>"
    "<article><h1>T%d</h1><p>%s</p><p>%s</p></article><footer>c</footer></body></html>"
)
WARC = "WARC/1.1\r\nWARC-Type: %s\r\nWARC-Target-URI: https://a.org/%d\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
MAIL = "From a@b Thu Jan  1 00:00:00 2026\nFrom: A <a@b.org>\nSubject: %s\nMIME-Version: 1.0\nContent-Type: %s\n%s\n%s\n\n"


def warc(i, kind, media, body):
    return (WARC % (kind, i, media, len(body))).encode() + body + b"\r\n\r\n"


def response(i, head, body):
    return warc(i, "response", "application/http; msgtype=response", b"HTTP/1.1 200 OK\r\n" + head + b"\r\n" + body)


def archives():
    page = (PAGE % ("en", 1, 1, PROSE[0], PROSE[1])).encode()
    yield warc(0, "conversion", "text/plain", PROSE[0].encode())
    yield response(1, b"Content-Type: text/html; charset=utf-8\r\n", page)
    yield response(2, b"Content-Type: text/html; charset=windows-1251\r\n", "<p>\u041c\u044b</p>".encode("cp1251"))
    yield response(3, b"Content-Type: text/html\r\nContent-Encoding: gzip\r\n", b"no gzip at all")
    yield response(4, b"Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n", b"5\r\n<p>a<\r\nzz\r\n")
    yield response(5, b"Content-Type: text/html\r\nContent-Encoding: x-none\r\n", page)
    yield response(6, b"Content-Type: text/html\r\n", b"<meta charset=shift_jis><p>\x83\x65\x83\x58\x83\x67</p>")
    yield warc(7, "warcinfo", "text/plain", b"x")
    yield b"WARC/1.1\r\nContent-Length: lots\r\n\r\n"


def mails():
    yield MAIL % ("plain", "text/plain; charset=utf-8", "", PROSE[0])
    yield MAIL % ("latin", "text/plain; charset=iso-8859-1", "Content-Transfer-Encoding: quoted-printable\n", "caf=E9")
    yield MAIL % ("bad", "text/plain; charset=utf-8", "Content-Transfer-Encoding: base64\n", "!!! no base64 ???")
    yield MAIL % ("=?koi8-r?B?8NLJ18XU?=", "text/html", "", PAGE % ("en", 2, 2, PROSE[1], PROSE[0]))
    yield MAIL % ("parts", "multipart/alternative; boundary=b", "", "--b\n\nfirst\n--b\nContent-Type: text/html\n\n<p>x")
    yield MAIL % ("no-end", "multipart/mixed; boundary=b", "", "--b\nContent-Type: multipart/mixed; boundary=c\n\n--c\n")
    yield MAIL % ("flowed", "text/plain; format=flowed; delsp=yes", "", "one \ntwo \n> three \n> four\n")
    yield MAIL % ("odd", "text/plain; charset=no-such", "", PROSE[2])


def tables():
    yield "id,text,lang\na,One.,en\nb,\"Two, \"\"three\"\".\",de\n".encode()
    yield "text;id\nEins;\u00e9\n".encode("cp1252")
    yield "text\tid\nOne\t1\n\t\n".encode("utf-16")
    yield b"id,text\nd,One\ne\nf,Three,4\n"
    yield b"id,text\ng,\"never closed\n"
    yield b"no,such,column\n1,2,3\n"
    yield b"text,text\n1,2\n"
    yield b"text\n\xff\xfe\x00\n"
    yield b""


def lines():
    yield json.dumps({"id": "a", "text": PROSE[0], "n": 1.5, "m": {"x": [1, None]}})
    yield json.dumps({"text": PROSE[1], "language": "de"})
    yield '{"text": "a\\u0000b", "id": 12345678901234567890}'
    yield '{"text": "cut off'
    yield '{"text": "\\ud800"}'
    yield '{"txt": "a"}'
    yield '{"text": "a", "text": "b"}'
    yield '{"text": 3}'
    yield "[" * 2000
    yield ""


def texts():
    for text in PROSE:
        yield text.encode("utf-8")
    yield PROSE[0].encode("utf-16")
    yield PROSE[1].encode("cp1252")
    yield b"caf\xe9 noir, \xff\xfe said.\n"


def pages():
    for i, (language, text) in enumerate(zip(("en", "en", "de", "fr"), PROSE)):
        yield PAGE % (language, i, i, text, text[::-1])
    yield "<p>" * 900 + "deep" + "</div>" * 900
    yield "<meta charset=euc-jp><p>\u30c6</p>"
    yield "<table><tr><td>a<table><b>c</table>" * 30 + "<script>x</scrip"
    yield "<script type='application/ld+json'>{\"articleBody\": \"" + PROSE[0].replace("\n", " ") + "\"}</script>" + PAGE % (
        "en", 9, 9, PROSE[0], PROSE[1])


MADE = {
    "jsonl": ("jsonl", lines),
    "csv": ("csv", tables),
    "warc": ("warc", archives),
    "mbox": ("mbox", mails),
    "html": ("html", pages),
    "text": ("txt", texts),
}


def put(folder, name, content):
    with open(os.path.join(folder, name), "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode())
    return name


def contents_of(kind):
    """A record or a few each, good and bad: those of this file, and the seeds of the fuzzers."""
    contents = [content if isinstance(content, bytes) else content.encode() for content in MADE[kind][1]()]
    seeds = os.path.join(SEEDS, kind)
    for seed in sorted(os.listdir(seeds)) if os.path.isdir(seeds) else []:
        with open(os.path.join(seeds, seed), "rb") as file:
            contents.append(file.read())
    return [("%s%02d" % (kind, i), MADE[kind][0], content) for i, content in enumerate(contents)]


def run(folder, pipeline, names, more=()):
    """How often there is each line of the output and of the quarantine; copies of a file are one."""
    put(folder, "list", "".join(os.path.join(folder, name) + "\n" for name in names))
    command = [GALLEY, "run", pipeline, "--files-from=list", "-o", "out", "-q", "--in-process", "--overwrite", *more]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    became = collections.Counter()
    for file in ("documents.jsonl", "quarantine.jsonl"):
        with open(os.path.join(folder, "out", file), "rb") as opened:
            became.update(re.sub(rb"-copy[0-9]+", b"", line) for line in opened.read().split(b"\n") if line)
    return became


def walk(n):
    """Each of n before each other, and again behind it."""
    for i in range(n):
        for j in range(n):
            yield i
            yield j


def check(folder, pipeline, contents, more=()):
    alone = []
    for stem, ending, content in contents:
        alone.append(run(folder, pipeline, [put(folder, "%s.%s" % (stem, ending), content)], more))
    names, wanted = [], collections.Counter()
    for at, i in enumerate(walk(len(contents))):
        stem, ending, content = contents[i]
        names.append(put(folder, "%s-copy%d.%s" % (stem, at, ending), content))
        wanted.update(alone[i])
    became = run(folder, pipeline, names, more)
    assert sum(wanted.values()) > len(contents)
    assert became == wanted, "\n".join(
        "by itself %d, among others %d: %s" % (wanted[line], became[line], line[:2000])
        for line in set(wanted) | set(became)
        if wanted[line] != became[line]
    )


# ---- readers


def make_reader_test(kind):
    def test(folder):
        put(folder, "p.yaml", "galley: 1\nsteps: []\nwriters: [jsonl]\n")
        check(folder, "p.yaml", contents_of(kind))

    return test


TESTS = [("reader-" + kind, make_reader_test(kind)) for kind in MADE]

# ---- steps: those of the ready-made pipelines, and a step among them that fails

AMONG = """galley: 1
plugins: [%s]
steps:
  - cleaner: {statistics: true}
  - language
  - mask
  - tokenizer
  - marker: {fails: never}
  - filter: {drop: {gopher.duplicate_line_fraction: '> 50%%'}}
  - quotes: {indirect: true}
  - sentiment: {scopes: [document, sentence, quotation]}
writers: [jsonl]
"""


def make_step_test(pipeline, kinds):
    def test(folder):
        put(folder, "among.yaml", AMONG % os.environ["GALLEY_TEST_PLUGINS"])
        contents = [content for kind in kinds for content in contents_of(kind)]
        check(folder, pipeline, contents, ("--to", "jsonl"))

    return test


PIPELINES = {
    "among.yaml": ["text", "jsonl"],
    "crawled": ["warc", "html"],
    "fiction": ["text"],
    "mail": ["mbox"],
    "scans": ["text"],
    "social": ["text", "csv"],
    "two-lexicons": ["text"],
}
TESTS += [("steps-" + name.split(".")[0], make_step_test(name, kinds)) for name, kinds in PIPELINES.items()]


def main():
    print("1..%d" % len(TESTS))
    failed = False
    for number, (name, function) in enumerate(TESTS, 1):
        with tempfile.TemporaryDirectory(prefix="galley-", dir=MEMORY) as folder:
            try:
                function(folder)
                print("ok %d %s" % (number, name))
            except Exception as error:  # told in the log, and counted
                failed = True
                print("not ok %d %s" % (number, name))
                print("# " + str(error).replace("\n", "\n# "))
        sys.stdout.flush()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
