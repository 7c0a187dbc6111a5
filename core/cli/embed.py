#!/usr/bin/env python3
"""A JSON file as a C string. Usage: embed.py NAME INPUT OUTPUT. SPDX-License-Identifier: MIT"""
import json
import sys

name, source, target = sys.argv[1:]
with open(source, encoding="utf-8") as file:
    text = json.dumps(json.load(file), separators=(",", ":"), ensure_ascii=True)
with open(target, "w", encoding="utf-8") as file:
    file.write("static const char %s[] =\n" % name)
    for at in range(0, len(text), 80):
        file.write("    %s\n" % json.dumps(text[at:at + 80]))
    file.write("    ;\n")
