/* test-commands.c: explain, new, completion, and what check shows besides the plan.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include <galley/galley.h>

#include "../support.h"

#define PIPE                                                                                       \
    "galley: 1\nsteps:\n  - marker:\n    when: {metadata.skip: absent}\n  - upcase: {drops: cat, " \
    "fails: dog}\n"
#define LINES                                                                                      \
    "{\"text\":\"a fox\",\"id\":\"one\"}\n{\"text\":\"a cat\",\"skip\":1}\n{\"text\":\"a dog\"}\n"

typedef struct {
    const char *name;
    const char *line; /* behind "galley" */
    int status;
    const char *out; /* "*" stands for anything; %NULL: nothing */
    const char *err; /* likewise */
} Case;

#define DIRS " --plugin-dir=\"$GALLEY_TEST_PLUGINS\" "

/* Longer than a file's name may be. */
#define A_LONG_NAME                                                                                \
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" \
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" \
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static const Case cases[] = {
    { "explain", "explain" DIRS "p.yaml in.jsonl", 0,
      "reader  [jsonl *]\n  id: one\n*  text: 5 bytes\n"
      "\n1. marker  [marker 1.0.0]  *ms\n  example.org/mark: 2 rows\n    0-1 \"a\"  kind: vowel\n"
      "    3-4 \"o\"  kind: vowel  previous: example.org/mark 0\n  metadata.marks: 2\n"
      "\n2. upcase  [upcase 1.0.0]  *ms\n  text:\n    - a fox\n    + A FOX\n  removed: 4 rows\n"
      "    0-1  reason: \"case\"  step: \"upcase\"\n*",
      NULL },
    { "explain-passed-over", "explain" DIRS "p.yaml in.jsonl --record 2", 0,
      "*1. marker *\n  passed over: not when metadata.skip is absent\n*2. upcase *\n"
      "  dropped: not wanted\n",
      NULL },
    { "explain-failed", "explain" DIRS "p.yaml in.jsonl -n 3", 0,
      "*2. upcase *\n  failed: it says \"dog\"\n", NULL },
    { "explain-id", "explain" DIRS "p.yaml in.jsonl --id in.jsonl@9", 2, NULL,
      "galley: in.jsonl: none of 3 documents has the id \"in.jsonl@9\"\nhint: an id looks like "
      "\"one\"\n" },
    { "explain-record", "explain" DIRS "p.yaml in.jsonl -n 9", 2, NULL,
      "galley: in.jsonl: there is no document 9\nhint: it has 3; --record counts them from 1\n" },
    { "explain-record-none", "explain" DIRS "p.yaml in.jsonl -n 0", 2, NULL,
      "galley: --record counts documents from 1\nhint: *" },
    { "explain-record-and-id", "explain" DIRS "p.yaml in.jsonl -n 2 --id one", 2, NULL,
      "galley: --record and --id both choose a document: give one of them\nhint: *" },
    { "run-no-documents", "run p.yaml in.jsonl --sample 0", 2, NULL,
      "galley: --sample is a number of documents, 1 to 100000000\nhint: *" },
    { "run-no-limit", "run p.yaml in.jsonl --limit 0", 2, NULL,
      "galley: --limit is a number of documents, 1 or more\nhint: *" },
    { "run-two-choices", "run p.yaml in.jsonl --limit 1 --sample 1", 2, NULL,
      "galley: --limit and --sample both choose documents: give one of them\nhint: *" },
    { "run-list-missing", "run p.yaml --files-from nowhere", 2, NULL,
      "galley: --files-from: *nowhere*: No such file or directory\nhint: *" },
    { "run-list-empty", "run p.yaml --files-from /dev/null", 2, NULL,
      "galley: --files-from: /dev/null: the list is empty\nhint: *" },
    { "run-not-begun", "run" DIRS "p.yaml in.jsonl -o in.jsonl/out", 3, NULL,
      "galley: in.jsonl/out: Not a directory\n" },
    { "workers-fewer-than-none", "retry out -o out2 -j -2", 2, NULL,
      "galley: --workers is a number of processes, 1 to 1024, not -2\nhint: *" },
    { "score-of-itself", "score news in.jsonl --layer=quotation --gold=quotation", 2, NULL,
      "galley: --layer and --gold are one and the same\nhint: *" },
    { "file-of-an-option", "check news --set sentiment.lexicon=in.jsnl", 2, NULL,
      "--set: lexicon: there is no file */in.jsnl\n*\nhint: did you mean \"in.jsonl\"?\n" },
    { "file-of-an-option-by-the-shell", "check news --set 'sentiment.lexicon=~/afinn.tsv'", 2, NULL,
      "*\nhint: \"~\" is the shell's word: write the whole path\n" },
    { "function-of-no-name", "check quotations --set 'csv.columns=[week(metadata.date)]'", 2, NULL,
      "*there is no function \"week\" for \"week(metadata.date)\"; there are count, *" },
    { "function-misspelt", "check quotations --set 'csv.columns=[mnth(metadata.date)]'", 2, NULL,
      "*there is no function \"mnth\" for \"mnth(metadata.date)\": did you mean \"month\"?; *" },
    { "function-not-closed", "check quotations --set 'csv.columns=[\"month(metadata.date\"]'", 2,
      NULL, "*\"month(metadata.date\" wants a \")\" at its end\n*" },
    { "fields-in-one-word", "check quotations --set csv.columns=id,text", 2, NULL,
      "*has no field \"id,text\"; several are a list, as in [id, text]\n*" },
    { "column-of-a-layer", "check quotations --set csv.columns=[entity.nam]", 2, NULL,
      "*the layer \"entity\" has no column \"nam\": did you mean \"name\"?; there are name, *" },
    { "explain-empty", "explain" DIRS "--set reader.text=text p.yaml empty.csv", 2, NULL,
      "galley: empty.csv: there is no document in it\n" },
    { "explain-after", "explain" DIRS "p.yaml in.jsonl --after marker", 0,
      "*metadata.marks: 2\ntext:\na fox\n\nexample.org/mark: 2\n  0-1 \"a\"  kind: vowel\n*",
      NULL },
    { "explain-after-reader", "explain" DIRS "p.yaml in.jsonl --after reader", 0,
      "*text:\na fox\n*", NULL },
    { "explain-after-nothing", "explain" DIRS "p.yaml in.jsonl --after markr", 2, NULL,
      "galley: --after: the pipeline has no step \"markr\"\nhint: there are: marker, upcase, "
      "reader\n" },
    { "explain-not-so-far", "explain" DIRS "q.yaml in.jsonl -n 2 --after last", 0,
      "the document does not come as far as \"last\"\n", NULL },
    { "explain-set", "explain" DIRS "p.yaml in.jsonl --set marker.marks=x", 0,
      "*example.org/mark: 1 row\n    4-5 \"x\"  kind: vowel\n*", NULL },
    { "explain-of-a-corpus",
      "check p.yaml >/dev/null 2>&1; mkdir -p corpus/de; echo hi >corpus/de/x.txt; printf "
      "'file,land\\nde/x.txt,Germany\\nx.txt,nowhere\\n' >t.csv; printf 'galley: 1\\nreader: "
      "{text: , "
      "metadata_from: \"{outlet}/{n}.txt\", metadata_table: t.csv}\\nsteps: []\\n' >n.yaml; "
      "\"$GALLEY\" "
      "explain n.yaml corpus/de/x.txt",
      0, "*  metadata.outlet: \"de\"\n  metadata.n: \"x\"\n  metadata.land: \"Germany\"\n*", NULL },
    { "explain-what-cannot-be-seen",
      "check p.yaml >/dev/null 2>&1; printf '{\"text\":\"\\\\u001b[2Jx\\\\u00a0y \"}\\n' >e.jsonl; "
      "\"$GALLEY\" explain" DIRS "p.yaml e.jsonl",
      0, "*  text:\n    - <U+001B>[2Jx<U+00A0>y<U+0020>\n    + <U+001B>[2JX<U+00A0>Y<U+0020>\n*",
      NULL },
    { "explain-usage", "explain p.yaml", 2, NULL,
      "galley: a pipeline and one input are wanted\n*" },
    { "explain-no-input", "explain" DIRS "p.yaml nowhere", 2, NULL, "galley: nowhere: *" },
    { "explain-order", "explain" DIRS "in.jsonl p.yaml", 2, NULL,
      "galley: the pipeline comes first, and then the input\nhint: galley explain p.yaml "
      "in.jsonl\n" },
    { "run-order", "run 'in.jsonl' news", 2, NULL,
      "galley: the pipeline comes first, and then the input\nhint: galley run news in.jsonl\n" },
    { "find-no-ending", "check p", 2, NULL,
      "no pipeline \"p\": *\nhint: did you mean \"p.yaml\"?\n" },
    { "find-other-ending", "check ./p.yml", 2, NULL,
      "no pipeline \"./p.yml\": there is no such file\nhint: did you mean \"p.yaml\"?\n" },
    { "find-misspelt", "new mine --from p.yaml && \"$GALLEY\" check ./mnie.yaml", 2, "mine.yaml\n",
      "no pipeline \"./mnie.yaml\": *\nhint: did you mean \"mine.yaml\"?\n" },
    { "find-folder", "check .", 2, NULL, "\".\" is a folder, and a pipeline is a file\nhint: *" },
    { "graph-text", "check" DIRS "--graph=text p.yaml", 0,
      "auto\nmarker\n  <- auto: text\nupcase\n  <- auto: text\n", NULL },
    { "plan-without-an-optional-layer", "check" DIRS "o.yaml", 0,
      "*  needy *reads  example.org/mark\n    with   *", NULL },
    { "plan-of-parameters", "check quotations --param confidence=0.5", 0,
      "pipeline quotations (*)\n*parameters, for --param NAME=VALUE\n  kinds (list): [direct, "
      "mixed, "
      "indirect]  (default)\n    one of  [direct, mixed, indirect]\n    kinds of quotations *\n  "
      "confidence (number): 0.5\n    of the *",
      NULL },
    { "graph-other", "check --graph=png p.yaml", 2, NULL,
      "galley: --graph is text, dot or mermaid, not \"png\"\nhint: galley check --graph=text "
      "PIPELINE\n" },
    { "graph-alone", "check" DIRS "--graph p.yaml", 0, "auto\nmarker\n  <- auto: text\n*", NULL },
    { "graph-behind", "check" DIRS "p.yaml --graph=dot", 0, "digraph*", NULL },
    { "resolved-several", "check --resolved p.yaml q.yaml", 2, NULL,
      "galley: --resolved prints one pipeline, and several are named\nhint: *" },
    { "sample", "check" DIRS "--sample in.jsonl p.yaml", 0,
      "3 documents, 15 bytes of text\nstep *\nmarker                   3         1        0        "
      "0 *\nupcase                   3         0        1        1 *%\n",
      NULL },
    { "sample-of-one", "check" DIRS "--sample one.csv --set reader.text=body p.yaml", 0,
      "1 document, 1 bytes of text\nstep *", NULL },
    { "sample-refused", "check" DIRS "--sample one.csv p.yaml", 0,
      "1 document, 0 bytes of text\n1 that the reader drops or fails on, the first because: which "
      "column is the text? *\nstep *",
      NULL },
    { "test-nothing", "test nowhere.yaml", 2, NULL, "no pipeline \"nowhere.yaml\": *" },
    { "schema-of-one", "schema news", 2, NULL,
      "galley: there is one schema, of all pipelines: \"news\" is not wanted\nhint: *" },
    { "help", "run --help", 0,
      "Usage:\n  galley run [OPTION\u2026] PIPELINE INPUT...\n*  -h, --help  *", NULL },
    { "help-behind-a-fault", "run --help --wrong", 2, NULL, "galley: unknown option --wrong\n*" },
    { "unknown-option", "run --wrokers=2 p.yaml in.jsonl", 2, NULL,
      "galley: unknown option --wrokers=2\nhint: did you mean \"--workers\"?\n" },
    { "unknown-option-begun", "run --out=x p.yaml in.jsonl", 2, NULL,
      "galley: unknown option --out=x\nhint: did you mean \"--output\"?\n" },
    { "unknown-option-far", "check --zebra p.yaml", 2, NULL,
      "galley: unknown option --zebra\nhint: `galley check --help` tells its options\n" },
    { "unknown-option-short", "check -x p.yaml", 2, NULL,
      "galley: unknown option -x\nhint: `galley check --help` tells its options\n" },
    { "option-without-value", "explain p.yaml -p", 2, NULL,
      "galley: missing argument for -p\nhint: write it as --param=NAME=VALUE\n" },
    { "sample-missing", "check" DIRS "--sample nowhere p.yaml", 2, NULL, "galley: nowhere: *" },
    { "new", "new mine --from news && \"$GALLEY\" check mine.yaml && cat mine.yaml", 0,
      "mine.yaml\npipeline mine (mine.yaml)\n*\n# mine: a galley pipeline.\n*\ngalley: 1\nname: "
      "mine\n*  - cleaner *# takes out *",
      NULL },
    { "new-extends", "new mine --from news --extends && \"$GALLEY\" check mine.yaml", 0,
      "mine.yaml\npipeline mine (mine.yaml)\n*  quotes  *", NULL },
    { "new-extends-from-elsewhere",
      "new mine --from p.yaml && mkdir sub && \"$GALLEY\" new sub/mine --from p.yaml --extends && "
      "\"$GALLEY\" check" DIRS "--graph=text sub/mine.yaml",
      0, "mine.yaml\nsub/mine.yaml\nauto\nmarker\n*", NULL },
    { "new-with-its-files",
      "new mine --from two-lexicons && \"$GALLEY\" test mine.yaml && \"$GALLEY\" new two "
      "--from two-lexicons",
      0, "lexicons/plain.tsv\nmine.yaml\nok *lexicons/plain.tsv\ntwo.yaml\n", NULL },
    { "new-file-in-the-way",
      "new mine --from two-lexicons; echo >>lexicons/plain.tsv; \"$GALLEY\" "
      "new two --from two-lexicons",
      2, "lexicons/plain.tsv\nmine.yaml\n", "galley: ./lexicons/plain.tsv is there already*" },
    { "new-name-with-blanks", "new 'my own: 1' && \"$GALLEY\" test 'my own: 1.yaml' && head -2 my*",
      0, "my own: 1.yaml\nok *: a quotation*# my own: 1: *\n#   galley check 'my own: 1.yaml'  *",
      NULL },
    { "new-ending", "new mine.yml --from p.yaml && grep ^galley mine.yml", 0,
      "mine.yml\ngalley: 1\n", NULL },
    { "new-no-folder", "new sub/mine", 2, NULL, "galley: there is no folder \"sub\"\nhint: *" },
    { "new-cannot-be-written",
      "check p.yaml >/dev/null 2>&1; mkdir -p f; \"$GALLEY\" new f/" A_LONG_NAME, 2, NULL,
      "f/aaa*: it cannot be written: File name too long\n" },
    { "new-there", "new p", 2, NULL, "galley: p.yaml is there already\n*" },
    { "new-from-nothing", "new mine --from nws", 2, NULL,
      "no pipeline \"nws\": *hint: did you mean \"news\"?\n" },
    { "new-nameless", "new", 2, NULL, "galley: one name is wanted, of a file\n*" },
    { "new-no-name", "new .", 2, NULL, "galley: one name is wanted, of a file\n*" },
    { "new-folder", "new sub/", 2, NULL, "galley: one name is wanted, of a file\n*" },
    { "plugins-nowhere", "run p.yaml in.jsonl --plugin-dir=nowhere", 2, NULL,
      "galley: --plugin-dir: there is no folder \"nowhere\"\nhint: *" },
    { "plugins-nowhere-inspect", "inspect --plugin-dir=p.yaml", 2, NULL,
      "galley: --plugin-dir: there is no folder \"p.yaml\"\nhint: *" },
    { "plugins-nowhere-schema", "schema --plugin-dir=nowhere", 2, NULL,
      "galley: --plugin-dir: there is no folder \"nowhere\"\nhint: *" },
    { "status-nowhere", "status nowhere", 2, NULL,
      "galley: there is no folder \"nowhere\"\nhint: galley status DIR, *" },
    { "no-command", "--vresion", 2, NULL,
      "galley: no command \"--vresion\"\nhint: did you mean \"--version\"?\n" },
    { "score-of-nothing", "score news in.jsonl --gold=metadata.label", 2, NULL,
      "galley: --class is missing, the field that is judged, or --layer\nhint: *" },
    { "score-of-a-layer", "score news in.jsonl --gold=quotation --class=kind", 2, NULL,
      "galley: --gold is a layer, so --layer is missing\nhint: *" },
    { "param-of-no-choice", "check quotations --param kinds=drect", 2, NULL,
      "--param: kinds is \"drect\"; it is one of direct, mixed, indirect\n*did you mean "
      "\"direct\"?\n" },
    { "inspect-markdown", "inspect --markdown" DIRS, 0,
      "# Options of all plugins\n*\n## marker (processor)\n\nMarks letters.\n\n| option | type | "
      "default "
      "| |\n*| `least` | int, 0 to 9 letters | `3` | how many letters at least |\n*\nNeeds: "
      "nothing\n\nGives: `example.org/mark`, `metadata.marks`\n*",
      NULL },
    { "inspect-by-kind", "inspect writer-lines" DIRS, 0, "lines (writer), version *", NULL },
    { "inspect-several", "inspect csv", 0, "csv (reader), *\ncsv (writer), *", NULL },
    { "value-attached", "run" DIRS "-q -j2 -oout p.yaml in.jsonl; ls out/manifest.json", 0,
      "out/manifest.json\n", NULL },
    { "value-attached-wrong", "run -jtwo p.yaml in.jsonl", 2, NULL,
      "*two*-j\nhint: write it as --workers=N\n" },
    /* the flag that the error prints is the flag to use */
    { "flag-for-a-table",
      "check p.yaml >/dev/null 2>&1; printf 'id,body\\na,x\\n' >t.csv; printf 'galley: 1\\nsteps: "
      "[]\\n' "
      ">a.yaml; flag=$(\"$GALLEY\" run a.yaml t.csv --to jsonl 2>&1 | sed -n 's/.*so with --set "
      "\\([^,]*\\),.*/\\1/p'); \"$GALLEY\" run a.yaml t.csv --to jsonl -q -o out --set \"$flag\" "
      "&& cat "
      "out/*.jsonl",
      0, "{\"galley\":1,\"id\":\"a\",*\"text\":\"x\",*", NULL },
    { "completion-usage", "completion", 2, NULL, "galley: name a shell\n*" },
    { "completion-other", "completion csh", 2, NULL,
      "galley: one shell of bash zsh fish is wanted\nhint: *" },
    { "completion-zsh", "completion zsh", 0,
      "#compdef galley\n*    run) _arguments*'--workers=[*]:value:'*", NULL },
    { "completion-fish", "completion fish", 0,
      "*complete -c galley -n '__fish_seen_subcommand_from test' -l update -s u -d *", NULL },
};

static void
test_case(gconstpointer data)
{
    const Case *one = data;
    g_autoptr(Folder) folder = folder_new();
    add_file(folder, "p.yaml", PIPE, -1);
    add_file(folder, "q.yaml", PIPE "  - upcase:\n    name: last\n", -1);
    add_file(folder, "o.yaml", "galley: 1\nsteps: [marker, {needy: {size: 1, optional: token}}]\n",
             -1);
    add_file(folder, "in.jsonl", LINES, -1);
    add_file(folder, "one.csv", "id,body\n1,x\n", -1);
    add_file(folder, "empty.csv", "id,text\n", -1);
    g_autofree char *line = g_strconcat("cd \"$1\" && \"$GALLEY\" ", one->line, NULL);
    g_auto(Outcome) outcome = shell(line, folder, NULL);
    g_assert_cmpint(outcome.status, ==, one->status);
    if (one->out)
        assert_like(outcome.out, one->out);
    else
        g_assert_cmpstr(outcome.out, ==, "");
    if (one->err)
        assert_like(outcome.err, one->err);
    else
        g_assert_cmpstr(outcome.err, ==, "");
}

/* ---- bash's completion at work ---- */

static const struct {
    const char *words; /* the last is the one that is being written */
    const char *offered;
} completions[] = {
    { "galley ru", "run " },
    { "galley comp", "completion " },
    { "galley run --wo", "--workers " },
    { "galley check --gr", "--graph " },
    { "galley test --upd", "--update " },
    { "galley run ne", "*news *" },
    { "galley explain p.y", "p.yaml " },
    { "galley explain mine", "mine own.yaml " },
    { "galley inspect tok", "tokenizer " },
    { "galley inspect writer-js", "writer-jsonl " },
    { "galley completion z", "zsh " },
    { "galley check --graph m", "mermaid " },
    { "galley check --graph = m", "mermaid " },
    { "galley run news --to agg", "aggregate " },
    { "galley run news -f mb", "mbox " },
    { "galley new x --from rev", "reviews " },
    { "galley schema p", " " },
    { "galley status p", "p.yaml " },
};

static void
test_bash(void)
{
    g_autofree char *bash = g_find_program_in_path("bash");
    if (!bash) {
        g_test_skip("bash is not there");
        return;
    }
    for (gsize i = 0; i < G_N_ELEMENTS(completions); i++) {
        g_autoptr(Folder) folder = folder_new();
        add_file(folder, "p.yaml", PIPE, -1);
        add_file(folder, "mine own.yaml", PIPE, -1);
        g_auto(Outcome) outcome = shell(
            "cd \"$1\" && \"$GALLEY\" completion bash > c && bash -c '. ./c; COMP_WORDS=($0); "
            "COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _galley; printf \"%s \" \"${COMPREPLY[@]}\"' "
            "\"$2\"",
            folder, completions[i].words, NULL);
        g_assert_cmpstr(outcome.err, ==, "");
        assert_like(outcome.out, completions[i].offered);
    }
}

/* ---- zsh's and fish's: their scripts run in them ---- */

static const struct {
    const char *name, *shell, *line, *offered;
} scripts[] = {
    { "fish-command", "fish", "fish --no-config -c 'source c; complete -C \"galley comp\"'",
      "completion\tprint completions *" },
    { "fish-option", "fish", "fish --no-config -c 'source c; complete -C \"galley run --wo\"'",
      "--workers\tWorker processes*" },
    { "fish-pipeline", "fish", "fish --no-config -c 'source c; complete -C \"galley run new\"'",
      "*news\tready-made pipeline\n*" },
    { "fish-value", "fish",
      "fish --no-config -c 'source c; complete -C \"galley check --graph m\"'", "mermaid\tDraw *" },
    { "fish-plugin", "fish", "fish --no-config -c 'source c; complete -C \"galley inspect tok\"'",
      "tokenizer\tplugin\n" },
    { "fish-shell", "fish", "fish --no-config -c 'source c; complete -C \"galley completion \"'",
      "bash\tshell\nfish\tshell\nzsh\tshell\n" },
    /* what zsh is asked for is told instead of shown: there is no line editor in a test */
    { "zsh-command", "zsh",
      "zsh -fc 'compdef() { :; }; _describe() { print -rl -- ${(P)2}; }; CURRENT=2 words=(galley "
      "comp); source ./c; _galley'",
      "*completion:print completions *" },
    { "zsh-option", "zsh",
      "zsh -fc 'compdef() { :; }; _arguments() { print -rl -- $@; }; CURRENT=3 words=(galley run "
      "--wo); source ./c; _galley'",
      "*--workers=?Worker processes*:value:*" },
    { "zsh-pipeline", "zsh",
      "zsh -fc 'compdef() { :; }; _alternative() { print -rl -- $@; }; _arguments() { "
      "_galley_inputs; }; CURRENT=3 "
      "words=(galley run new); source ./c; _galley'",
      "pipelines:pipeline:(* news *" },
    { "zsh-value", "zsh",
      "zsh -fc 'compdef() { :; }; _arguments() { print -rl -- $@; }; CURRENT=3 words=(galley check "
      "--gr); source ./c; _galley'",
      "*--graph=?*:graph:(text dot mermaid)*" },
    { "zsh-shell", "zsh",
      "zsh -fc 'compdef() { :; }; _arguments() { print -rl -- $@; }; CURRENT=3 words=(galley "
      "completion z); source ./c; _galley'",
      "*:shell:(bash zsh fish)*" },
    { "zsh-hooks-itself", "zsh",
      "zsh -fc 'autoload -U compinit; compinit -D; source ./c; print $_comps[galley]'",
      "_galley\n" },
    { "zsh-as-a-function", "zsh",
      "zsh -fc 'mkdir f; cp c f/_galley; fpath=(./f $fpath); autoload -U _galley; _describe() { "
      "print -rl -- ${(P)2}; }; CURRENT=2 words=(galley comp); _galley'",
      "*completion:print completions *" },
};

static void
test_script(gconstpointer data)
{
    gsize i = GPOINTER_TO_SIZE(data);
    g_autofree char *found = g_find_program_in_path(scripts[i].shell);
    if (!found) {
        g_test_skip("that shell is not there");
        return;
    }
    g_autoptr(Folder) folder = folder_new();
    g_autofree char *line =
        g_strconcat("cd \"$1\" && export HOME=\"$1\" && \"$GALLEY\" completion ", scripts[i].shell,
                    " > c && ", scripts[i].line, NULL);
    g_auto(Outcome) outcome = shell(line, folder, NULL);
    g_assert_cmpstr(outcome.err, ==, "");
    assert_like(outcome.out, scripts[i].offered);
}

/* Every option that --help tells is offered. */
static void
test_whole(void)
{
    static const char *const commands[] = { "run", "check", "test", "explain", "new", "schema" };
    g_auto(Outcome) script = shell("\"$GALLEY\" completion bash", NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(commands); i++) {
        g_auto(Outcome) help = shell(
            "\"$GALLEY\" $1 --help | grep -o -e '--[a-z][a-z-]*' | sort -u", commands[i], NULL);
        g_auto(GStrv) names = g_strsplit(g_strstrip(help.out), "\n", -1);
        g_autofree char *start = g_strconcat("    ", commands[i], ") words=", NULL);
        const char *begin = strstr(script.out, start);
        g_assert_nonnull(begin);
        g_autofree char *line = g_strndup(begin, strcspn(begin, "\n"));
        for (gsize n = 0; names[n]; n++)
            assert_has(line, names[n]);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strconcat("/commands/", cases[i].name, NULL);
        g_test_add_data_func(path, &cases[i], test_case);
    }
    g_test_add_func("/completion/bash", test_bash);
    g_test_add_func("/completion/whole", test_whole);
    for (gsize i = 0; i < G_N_ELEMENTS(scripts); i++) {
        g_autofree char *path = g_strconcat("/commands/completion/", scripts[i].name, NULL);
        g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_script);
    }
    return g_test_run();
}
