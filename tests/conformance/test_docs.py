#!/usr/bin/env python3
"""Runs the examples in README.md and docs/*.md, and compares what they print. SPDX-License-Identifier: MIT

In a fence marked `console`, a line "$ COMMAND" is run and the lines behind it are what it must print, a line "..."
standing for any lines. A fence of another kind whose first line names a file ("# file: p.yaml", "/* file: x.c") is
written to that file. All fences of one document run in order in one folder, empty but for what they make; it holds
the folder pipelines/ of the source where their commands speak of it.
Fences marked `sh` are not run: they install things."""
import os
import re
import shutil
import subprocess
import sys
import tempfile

GALLEY = os.environ["GALLEY_COMMAND"]
SOURCE = os.environ["GALLEY_SOURCE"]
FENCE = re.compile(r"^```([a-z]+)\n(.*?)^```$", re.M | re.S)
FILE = re.compile(r"^(?:#|//|/\*) file: ([\w.-]*\w)")


def documents():
    folder = os.path.join(SOURCE, "docs")
    below = [folder, os.path.join(folder, "pipelines")]
    pages = [os.path.join(where, name) for where in below for name in sorted(os.listdir(where)) if name.endswith(".md")]
    return [os.path.join(SOURCE, "README.md"), os.path.join(SOURCE, "CONTRIBUTING.md"), *pages]


def examples(text):
    """(command, expected lines) of a console fence; a command may go on after a backslash."""
    command, expected = None, []
    for line in text.replace("\\\n", " ").splitlines():
        if line.startswith("$ "):
            if command:
                yield command, expected
            command, expected = line[2:], []
        else:
            expected.append(line.rstrip())
    if command:
        yield command, expected


def like(printed, expected):
    pattern = "\n".join("(?:.*\n)*?.*" if line == "..." else re.escape(line) for line in expected)
    return re.fullmatch(pattern, "\n".join(printed)) is not None


def run(command, folder):
    env = dict(os.environ, PATH=os.path.join(folder, "bin") + ":" + os.environ["PATH"], NO_COLOR="1")
    env.pop("GALLEY_PLUGIN_PATH")
    build = os.path.dirname(os.path.dirname(GALLEY))
    env["PKG_CONFIG_PATH"] = os.path.join(build, "meson-uninstalled")
    done = subprocess.run(["sh", "-c", command], cwd=os.path.join(folder, "work"), env=env, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return [line.replace("\u00a0", " ").rstrip() for line in done.stdout.splitlines()]


def check(path, folder):
    os.makedirs(os.path.join(folder, "bin"))
    os.symlink(GALLEY, os.path.join(folder, "bin", "galley"))
    n = 0
    with open(path, encoding="utf-8") as file:
        text = file.read()
    if re.search(r"^\$ .*\bpipelines/", text, re.M):
        shutil.copytree(os.path.join(SOURCE, "pipelines"), os.path.join(folder, "work", "pipelines"))
    else:
        os.makedirs(os.path.join(folder, "work"))
    for kind, body in FENCE.findall(text):
        named = FILE.match(body)
        if kind == "console":
            for command, expected in examples(body):
                printed = run(command, folder)
                while expected and not expected[-1]:
                    expected.pop()
                assert like(printed, expected), "%s\n--- printed:\n%s\n--- expected:\n%s" % (
                    command, "\n".join(printed), "\n".join(expected))
                n += 1
        elif named:
            with open(os.path.join(folder, "work", named.group(1)), "w", encoding="utf-8") as file:
                file.write(body)
    return n


def main():
    paths = [path for path in documents() if os.path.exists(path)]
    print("1..%d" % len(paths))
    failed = False
    for number, path in enumerate(paths, 1):
        folder = tempfile.mkdtemp(prefix="galley-")
        name = os.path.relpath(path, SOURCE)
        try:
            print("ok %d %s: %d examples" % (number, name, check(path, folder)))
        except Exception as error:  # told in the log, and counted
            failed = True
            print("not ok %d %s" % (number, name))
            print("# " + str(error).replace("\n", "\n# "))
        finally:
            shutil.rmtree(folder)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
