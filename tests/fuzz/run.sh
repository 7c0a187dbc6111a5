#!/bin/sh
# Builds the fuzz targets with libFuzzer, ASan and UBSan, runs each for SECONDS and says how many inputs it tried.
# run.sh [SECONDS [TARGET...]]: 300 seconds and all targets unless told. What fails is kept in build-fuzz/findings.
set -eu
cd "$(dirname "$0")/../.."
seconds=${1:-300}
[ $# = 0 ] || shift
build=$(realpath -m "${GALLEY_FUZZ_BUILD:-build-fuzz}")
corpora=tests/fuzz/corpus

[ -d "$build" ] || CC=clang CXX=clang++ meson setup "$build" -Dfuzz=true -Dbuildtype=debugoptimized \
    -Db_sanitize=address,undefined -Db_lundef=false \
    -Dc_args='-fsanitize=fuzzer-no-link -fno-sanitize-recover=undefined' \
    -Dcpp_args='-fsanitize=fuzzer-no-link -fno-sanitize-recover=undefined' >"$build.log" || { cat "$build.log"; exit 1; }
rm -f "$build.log"
ninja -C "$build" fuzzers >"$build/build.log" 2>&1 || { tail -n 40 "$build/build.log"; exit 1; }
mkdir -p "$build/findings"

corpus_of() {
    case $1 in
    cleaner | tokenizer | quotes | sentiment | news | language | mask | page-text) echo text ;;
    *) echo "$1" ;;
    esac
}

dictionary_of() {
    for name in "fuzz-$1" "$(corpus_of "$1")"; do
        [ ! -f "tests/fuzz/$name.dict" ] || echo "-dict=tests/fuzz/$name.dict"
    done
}

# fuzz TARGET: new inputs stay in the build folder, so that the next run goes on from them
fuzz() {
    grown=$build/corpus-$1
    log=$build/fuzz-$1.log
    mkdir -p "$grown"
    # shellcheck disable=SC2046 # no dictionary, no argument
    if GALLEY_PLUGIN_PATH=$build/tests/plugins "$build/tests/fuzz/fuzz-$1" "$grown" "$corpora/$(corpus_of "$1")" \
        -max_total_time="$seconds" -max_len=4096 -timeout=10 -rss_limit_mb=1024 -print_final_stats=1 \
        -artifact_prefix="$build/findings/$1-" $(dictionary_of "$1") >"$log" 2>&1; then
        verdict=ok
    else
        verdict="FAILED: $log"
        failed=1
    fi
    tried=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    printf '%-10s %10s inputs  %s\n' "$1" "${tried:-?}" "$verdict"
    [ "$verdict" = ok ] || grep -v '^#' "$log" | tail -n 40
}

failed=0
[ $# -gt 0 ] || set -- csv decode dictionary edits names stream pipeline jsonl lexicon mbox warc cleaner tokenizer quotes sentiment news language html mask page-text
for target; do
    fuzz "$target"
done
exit $failed
