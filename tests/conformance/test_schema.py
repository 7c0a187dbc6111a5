#!/usr/bin/env python3
"""`galley schema` takes what `galley check` takes, and refuses what it refuses. SPDX-License-Identifier: MIT"""
import glob
import json
import os
import subprocess
import sys
import tempfile

GALLEY = os.environ["GALLEY_COMMAND"]
SOURCE = os.environ["GALLEY_SOURCE"]

TOP = "galley: 1\nsteps: []\n"
BROKEN = {
    "no-format": "steps: []\n",
    "other-format": "galley: 2\nsteps: []\n",
    "no-steps": "galley: 1\n",
    "unknown-key": TOP + "step: []\n",
    "steps-a-map": "galley: 1\nsteps: {tokenizer: {}}\n",
    "steps-a-word": "galley: 1\nsteps: tokenizer\n",
    "no-such-step": "galley: 1\nsteps: [tokeniser]\n",
    "no-such-step-with-options": "galley: 1\nsteps: [{tokeniser: {}}]\n",
    "step-a-list": "galley: 1\nsteps: [[tokenizer]]\n",
    "step-without-plugin": "galley: 1\nsteps: [{name: a}]\n",
    "two-plugins-in-a-step": "galley: 1\nsteps: [{tokenizer: {}, quotes: {}}]\n",
    "unknown-option": "galley: 1\nsteps: [{cleaner: {statistic: true}}]\n",
    "bool-option": "galley: 1\nsteps: [{cleaner: {statistics: 1}}]\n",
    "enum-option": "galley: 1\nsteps: [tokenizer, {sentiment: {profile: nwes}}]\n",
    "list-item-no-choice": "galley: 1\nsteps: [tokenizer, {sentiment: {scopes: chapter}}]\n",
    "list-option-a-map": "galley: 1\nsteps: [tokenizer, {sentiment: {scopes: {document: true}}}]\n",
    "options-a-list": "galley: 1\nsteps: [{cleaner: [statistics]}]\n",
    "step-name": "galley: 1\nsteps: [{cleaner: {}, name: My Cleaner}]\n",
    "key-beside": "galley: 1\nsteps: [{cleaner: {}, nmae: a}]\n",
    "when-a-word": "galley: 1\nsteps: [{cleaner: {}, when: en}]\n",
    "when-other-name": "galley: 1\nsteps: [{cleaner: {}, when: {language: en}}]\n",
    "when-a-map": "galley: 1\nsteps: [{cleaner: {}, when: {metadata.language: {a: b}}}]\n",
    "writer-with-when": TOP + "writers: [{jsonl: {}, when: {metadata.language: en}}]\n",
    "no-such-writer": TOP + "writers: [jsno]\n",
    "writer-option": TOP + "writers: [{jsonl: {paht: a}}]\n",
    "no-such-reader": TOP + "reader: jsonlines\n",
    "reader-a-list": TOP + "reader: [jsonl]\n",
    "auto-option": TOP + "reader: {auto: {nosuch: 1}}\n",
    "auto-word": TOP + "reader: {auto: jsonl}\n",
    "run-key": TOP + "run: {onerror: stop}\n",
    "run-value": TOP + "run: {on_error: ignore}\n",
    "param-key": TOP + "params: {a: {defualt: 1}}\n",
    "param-type": TOP + "params: {a: {type: integer}}\n",
    "param-name": TOP + "params: {A: 1}\n",
    "edit-half": "galley: 1\nextends: news\nsteps: [{replace: quotes}]\n",
    "test-without-text": TOP + "tests: [{expect: {removed: none}}]\n",
    "test-key": TOP + "tests: [{text: a, expects: {removed: none}}]\n",
    "test-drop-key": TOP + "tests: [{text: a, expect: {drop: {stp: x}}}]\n",
}
SOUND = {
    "least": TOP,
    "json": '{"galley": 1, "steps": ["cleaner", {"tokenizer": null}]}',
    "options": "galley: 1\nsteps: [{cleaner: {statistics: true}}, tokenizer]\n",
    "auto": TOP + "reader: {auto: , metadata_from: '{a}.txt'}\n",
    "auto-options": TOP + "reader: {auto: {text: body, encoding: windows-1252}}\n",
    "auto-option-of-one": TOP + "reader: {auto: {text: [headline, body]}}\n",
    "list-of-one": "galley: 1\nsteps: [tokenizer, {sentiment: {scopes: document}}]\n"
                   "writers: [{aggregate: {rows: token, by: id, values: count}}]\n",
    "when": "galley: 1\nsteps: [{cleaner: {}, when: {metadata.a: [en, null], metadata.b: '>= 5'}}]\n",
    "parameters": "galley: 1\nparams: {a: news, b: {type: int, default: 3}}\nsteps: [tokenizer, "
                  "{sentiment: {profile: '${a}'}}]\n",
    "edits": "galley: 1\nextends: news\nsteps: [{remove: sentiment}, {after: cleaner, insert: [{cleaner: {}, name: b}]}]\n"
             "writers: [{replace: jsonl, with: text}]\n",
    "tests": TOP + "tests: [{text: a, expect: {text: a, removed: none}}]\n",
}


def sound(text):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "p.yaml")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return subprocess.run([GALLEY, "check", path], capture_output=True).returncode == 0


def main():
    try:
        import jsonschema
        import yaml
    except ImportError as missing:
        print("1..0 # SKIP %s" % missing)
        return 0
    schema = json.loads(subprocess.run([GALLEY, "schema"], capture_output=True, check=True).stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    pipelines = sorted(glob.glob(os.path.join(SOURCE, "pipelines", "*.yaml")))
    cases = [(os.path.basename(path), open(path, encoding="utf-8").read(), True) for path in pipelines]
    cases += [(name, text, True) for name, text in SOUND.items()]
    cases += [(name, text, False) for name, text in BROKEN.items()]
    assert pipelines and len(BROKEN) >= 30
    print("1..%d" % len(cases))
    failed = False
    for number, (name, text, wanted) in enumerate(cases, 1):
        errors = list(validator.iter_errors(yaml.safe_load(text)))
        in_place = name.endswith(".yaml")
        checked = wanted if in_place else sound(text)
        good = (not errors) == wanted and checked == wanted
        failed |= not good
        print("%sok %d %s" % ("" if good else "not ", number, name))
        if not good:
            print("# check says %s; the schema says %s" % (checked, [error.message[:200] for error in errors]))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
