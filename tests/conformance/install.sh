#!/bin/sh
# install.sh BUILD: installs galley under a prefix, moves that elsewhere, runs it from another folder without any help from
# the environment, and builds a plugin out of the tree against what was installed. SPDX-License-Identifier: MIT
set -eu
source=$(cd "$(dirname "$0")/../.." && pwd)
build=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset GALLEY_PLUGIN_PATH LD_LIBRARY_PATH PKG_CONFIG_PATH
export XDG_DATA_HOME="$work/home"

# DESTDIR stands for any place: the prefix it was built for does not matter
DESTDIR="$work/first" meson install -C "$build" --no-rebuild >/dev/null
prefix=$(meson introspect "$build" --buildoptions |
    python3 -c 'import json, sys; print(next(o["value"] for o in json.load(sys.stdin) if o["name"] == "prefix"))')
mv "$work/first$prefix" "$work/moved"
galley=$work/moved/bin/galley

mkdir "$work/elsewhere"
cd "$work/elsewhere"
"$galley" --version
"$galley" inspect >plugins.txt
! grep -q unusable plugins.txt
cp "$source/pipelines/samples/harbour.txt" .
"$galley" run news harbour.txt >shown.txt
grep -q 'Maria Castellan' shown.txt
"$galley" check news >/dev/null
"$build/core/galley" run "$source/pipelines/news.yaml" harbour.txt --to jsonl >from-build.jsonl
"$galley" run news harbour.txt --to jsonl >from-moved.jsonl
cmp from-build.jsonl from-moved.jsonl

# a plugin author's first hour
PKG_CONFIG_PATH=$(find "$work/moved" -name pkgconfig -type d)
export PKG_CONFIG_PATH
mkdir mine
cc -shared -fPIC -Wall -Wextra -Werror -fvisibility=hidden "$source/tests/conformance/shout.c" -o mine/shout.so \
    $(pkg-config --cflags --libs galley-1)
printf 'galley: 1\nsteps: [shout]\n' >shout.yaml
printf 'hello' >hello.txt
"$galley" run --plugin-dir mine shout.yaml hello.txt --to jsonl | grep -q '"text":"HELLO"'
GALLEY_PLUGIN_PATH=mine "$galley" inspect shout | grep -q 'edits of the text'
echo "installed, moved, run from elsewhere, extended"
