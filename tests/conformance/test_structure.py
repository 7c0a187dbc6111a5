#!/usr/bin/env python3
"""The house holds: includes point one way, plugins see public headers alone, libgalley exports what they declare, and
every source says what it is. SPDX-License-Identifier: MIT"""
import glob
import os
import re
import subprocess
import sys

SOURCE = os.environ["GALLEY_SOURCE"]
BUILD = os.path.dirname(os.path.dirname(os.environ["GALLEY_COMMAND"]))
ORDER = ["document", "plugin", "pipeline", "run", "cli"]
INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]', re.M)


def sources(pattern):
    for path in sorted(glob.glob(os.path.join(SOURCE, pattern), recursive=True)):
        if path.endswith((".c", ".h", ".cpp")):
            with open(path, encoding="utf-8") as file:
                yield os.path.relpath(path, SOURCE), file.read()


def test_core_includes_point_down():
    n = 0
    for path, text in sources("core/**/*"):
        folder = path.split(os.sep)[1]
        if folder not in ORDER:
            continue
        for mark, name in INCLUDE.findall(text):
            target = name.split("/")[0]
            if mark == '"' and target in ORDER and "/" in name:
                assert ORDER.index(target) <= ORDER.index(folder), "%s includes %s" % (path, name)
                n += 1
    assert n > 30, "no includes were seen"


def test_plugins_see_public_headers_alone():
    n = 0
    for path, text in sources("plugins/**/*"):
        if os.sep + "tests" + os.sep in path:
            continue
        for mark, name in INCLUDE.findall(text):
            n += 1
            if mark == '"':
                own = os.sep.join(path.split(os.sep)[:2])
                target = os.path.normpath(os.path.join(os.path.dirname(path), name))
                assert target.startswith(own + os.sep), "%s includes %s" % (path, name)
            else:
                assert "core/" not in name and "-private" not in name, "%s includes %s" % (path, name)
    assert n > 50, "no includes were seen"


def test_unicode_is_ours():
    """GLib's tables change with its version: what it says of characters, in whatever case or form, is not asked."""
    theirs = re.compile(r"\bg_unichar_\w+|\bg_utf8_(?:strup|strdown|casefold|normalize|collate\w*|strreverse)\b|\bg_str_(?:to_ascii|tokenize_and_fold|match_string)\b|\bsetlocale\b|\btow(?:upper|lower)\b|\bisw[a-z]+\b")
    n = 0
    for folder in ("core", "include", "plugins"):
        for path, text in sources(folder + "/**/*"):
            if os.sep + "tests" + os.sep not in path:
                n += 1
                found = theirs.search(re.sub(r"/\*.*?\*/", "", text, flags=re.S))
                assert not found, "%s calls %s" % (path, found.group())
    assert n > 100, "no sources were seen"


def declared():
    names = {"galley_main"}
    for _, text in sources("include/galley/*.h"):
        text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
        for declaration in re.findall(r"GALLEY_API\s+([^;{]+)[;{]", text):
            names.add(re.search(r"(galley_\w+)\s*\(", declaration).group(1))
    return names - {"galley_plugin_query"}


def symbols(path, *flags):
    out = subprocess.run(["nm", "-D", *flags, path], capture_output=True, text=True, check=True).stdout
    return {line.split()[-1].split("@")[0] for line in out.splitlines()}


def test_exports_are_what_headers_declare():
    exported = {name for name in symbols(os.path.join(BUILD, "core", "libgalley.so"), "--defined-only")
                if name.startswith("galley_")}
    assert exported == declared(), "not declared: %s; not exported: %s" % (exported - declared(), declared() - exported)


def test_plugins_export_one_function():
    modules = glob.glob(os.path.join(BUILD, "plugins", "*.so"))
    assert modules
    for module in modules:
        mine = {name for name in symbols(module, "--defined-only") if not name.startswith("_")}
        mine = {name for name in mine if not name.startswith(("__asan", "__ubsan", "__odr"))}
        assert mine == {"galley_plugin_query"}, "%s exports %s" % (os.path.basename(module), sorted(mine))
        asked = {name for name in symbols(module, "--undefined-only") if name.startswith("galley_")}
        assert asked <= declared(), "%s needs %s" % (os.path.basename(module), sorted(asked - declared()))


def test_every_source_says_what_it_is():
    for pattern in ("core/**/*", "include/**/*", "plugins/**/*", "tests/**/*"):
        for path, text in sources(pattern):
            head = "\n".join(text.split("\n")[:6])
            assert os.path.basename(path) in head.split("\n")[0], "%s: the first line does not name it" % path
            assert "SPDX-License-Identifier: MIT" in head, "%s: no licence at the top" % path


def main():
    tests = [(name, function) for name, function in sorted(globals().items()) if name.startswith("test_")]
    print("1..%d" % len(tests))
    failed = False
    for number, (name, function) in enumerate(tests, 1):
        try:
            function()
            print("ok %d %s" % (number, name))
        except Exception as error:  # told in the log, and counted
            failed = True
            print("not ok %d %s" % (number, name))
            print("# " + repr(error).replace("\n", "\n# "))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
