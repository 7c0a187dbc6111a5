#!/usr/bin/env python3
"""What galley writes: the schema holds, spans lead back to the source's bytes, and the same input makes the same bytes
wherever it lies, from wherever it is run, under whatever locale. SPDX-License-Identifier: MIT"""
import json
import os
import shutil
import subprocess
import sys
import tempfile

GALLEY = os.environ["GALLEY_COMMAND"]
SOURCE = os.environ["GALLEY_SOURCE"]
SHARED = os.environ["GALLEY_SHARED"]
SAMPLES = os.path.join(SOURCE, "pipelines", "samples")
NEWS = os.path.join(SOURCE, "pipelines", "news.yaml")


def run(pipeline, *inputs, out, cwd=None, env=None, args=()):
    command = [GALLEY, "run", pipeline, *inputs, "-o", out, "-q", *args]
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file.read().split("\n") if line]


def pipeline(folder, writer):
    path = os.path.join(folder, "p.yaml")
    with open(path, "w", encoding="utf-8") as file:
        file.write("galley: 1\nsteps: [cleaner, tokenizer, quotes, sentiment]\nwriters:\n  - jsonl: " + writer + "\n")
    return path


def articles(folder):
    """The samples, and texts that are hard on offsets."""
    target = os.path.join(folder, "articles")
    shutil.copytree(SAMPLES, target)
    nasty = {
        "empty.txt": b"",
        "blank.txt": b" \r\n\t \n",
        "latin.txt": "“Café – it’s good,” Zoë said.".encode("cp1252"),
        "utf16.txt": "“Über-Ärger 😀,” Jürgen Groß said.\r\n".encode("utf-16"),
        "broken.txt": b"\xef\xbb\xbf\xe2\x80\x9cWe won,\xe2\x80\x9d Ann Lee said\xff.\x00 \xf0\x9f\x98 End.",
        "deep/sub/one.txt": "‘One,’ he said. «Two», she said. ((( “““".encode(),
    }
    for name, content in nasty.items():
        path = os.path.join(target, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content)
    return target


def test_schema(folder):
    import jsonschema

    with open(os.path.join(SOURCE, "docs", "galley-jsonl.schema.json"), encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    inputs = articles(folder)
    for i, writer in enumerate(["{}", "{unit: byte, of: source}", "{unit: utf16, source: true, alignment: true}"]):
        out = os.path.join(folder, "schema%d" % i)
        run(pipeline(folder, writer), inputs, out=out)
        documents = lines(os.path.join(out, "documents.jsonl"))
        assert len(documents) >= 7
        for document in documents:
            validator.validate(document)
    document["layers"]["token"] = [{"begin": "0"}]
    assert not validator.is_valid(document), "the schema takes anything"


def spans(document):
    for layer, rows in document["layers"].items():
        for row in rows:
            yield layer, row["begin"], row["end"]


def test_spans_lead_back(folder):
    """Rows counted in code points of the text, and the same rows counted in bytes of the source, say the same words."""
    inputs = articles(folder)
    if os.path.exists(os.path.join(SHARED, "data", "seed_article.txt")):
        shutil.copy(os.path.join(SHARED, "data", "seed_article.txt"), inputs)
    else:
        print("# the seed article is not there: skipped")
    for name, writer in (("text", "{}"), ("source", "{of: source, unit: byte}")):
        run(pipeline(folder, writer), inputs, out=os.path.join(folder, name))
    in_text = lines(os.path.join(folder, "text", "documents.jsonl"))
    in_source = lines(os.path.join(folder, "source", "documents.jsonl"))
    checked = 0
    for a, b in zip(in_text, in_source):
        assert a["id"] == b["id"]
        with open(os.path.join(inputs, a["id"]), "rb") as file:
            source = file.read()
        if a["id"] in ("broken.txt", "latin.txt", "utf16.txt"):
            encoding = "utf-16-le" if a["id"] == "utf16.txt" else None
        else:
            encoding = "utf-8"
        for (layer, begin, end), (_, from_byte, to_byte) in zip(spans(a), spans(b)):
            if layer == "removed":
                continue
            assert 0 <= from_byte <= to_byte <= len(source), (a["id"], layer, from_byte, to_byte)
            if encoding and layer == "token":
                text = a["text"][begin:end]
                assert text == source[from_byte:to_byte].decode(encoding).replace("\u00a0", " "), (a["id"], text)
                checked += 1
    assert checked > 300, checked


def same(a, b):
    for name in sorted(set(os.listdir(a)) - {"plan", "status.json"}):  # what differs from run to run
        with open(os.path.join(a, name), "rb") as left, open(os.path.join(b, name), "rb") as right:
            assert left.read() == right.read(), name
    assert sorted(os.listdir(a)) == sorted(os.listdir(b))


def test_same_bytes_anywhere(folder):
    inputs = articles(folder)
    far = os.path.join(folder, "far", "away", "articles")
    shutil.copytree(inputs, far)
    run(NEWS, inputs, out=os.path.join(folder, "here"))
    locales = subprocess.run(["locale", "-a"], capture_output=True, text=True).stdout.split()
    for i, locale in enumerate(["C", "POSIX", *[name for name in locales if "_" in name][:3], "tr_TR.UTF-8", "de_DE.UTF-8"]):
        out = os.path.join(folder, "there%d" % i)
        env = dict(os.environ, LC_ALL=locale, LANG=locale, TZ="Asia/Tokyo", HOME="/nonexistent")
        run(NEWS, "articles", out=out, cwd=os.path.dirname(far), env=env)
        same(os.path.join(folder, "here"), out)


def test_stdin_is_a_file(folder):
    with open(os.path.join(SAMPLES, "harbour.txt"), "rb") as file:
        text = file.read()
    done = subprocess.run([GALLEY, "run", NEWS, "-", "--to", "jsonl"], input=text, capture_output=True)
    assert done.returncode == 0, done.stderr
    piped = json.loads(done.stdout)
    named = json.loads(subprocess.run([GALLEY, "run", NEWS, os.path.join(SAMPLES, "harbour.txt"), "--to", "jsonl"],
                                      capture_output=True).stdout)
    assert piped.pop("id") == "-" and named.pop("id") == "harbour.txt"
    assert piped == named


def test_limit_and_overwrite(folder):
    inputs = articles(folder)
    out = os.path.join(folder, "out")
    run(NEWS, inputs, out=out, args=["--limit", "2"])
    assert len(lines(os.path.join(out, "documents.jsonl"))) == 2
    with open(os.path.join(out, "manifest.json"), encoding="utf-8") as file:
        assert json.load(file)["partial"] == {"limit": 2}
    run(NEWS, inputs, out=out, args=["--overwrite"])
    assert len(lines(os.path.join(out, "documents.jsonl"))) >= 7


def test_man_pages_tell_all_options(_folder):
    import re

    for command in ("run", "check", "inspect", "status"):
        told = subprocess.run([GALLEY, command, "--help"], capture_output=True, text=True).stdout
        page = os.path.join(SOURCE, "docs", "man", "galley-%s.1.scd" % command)
        with open(page, encoding="utf-8") as file:
            written = set(re.findall(r"\*(--[a-z-]+)\*", file.read()))
        options = set(re.findall(r"(--[a-z-]+)", told)) - {"--help-all"}
        assert options <= written, (command, options - written)
        assert written - {"--plugin-dir"} <= options | {"--help"}, (command, written - options)


def main():
    tests = [(name, function) for name, function in sorted(globals().items()) if name.startswith("test_")]
    print("1..%d" % len(tests))
    failed = False
    for number, (name, function) in enumerate(tests, 1):
        folder = tempfile.mkdtemp(prefix="galley-")
        try:
            function(folder)
            print("ok %d %s" % (number, name))
        except ImportError as error:
            print("ok %d %s # SKIP %s" % (number, name, error))
        except Exception as error:  # told in the log, and counted
            failed = True
            print("not ok %d %s" % (number, name))
            print("# " + repr(error).replace("\n", "\n# "))
        finally:
            shutil.rmtree(folder)
        sys.stdout.flush()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
