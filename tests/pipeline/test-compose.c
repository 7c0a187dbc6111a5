/* test-compose.c: pipelines made of several files, parameters and words of the command line.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include <galley/galley.h>

#include "../support.h"

#define BASE                                                                                       \
    "galley: 1\nname: base\nreader: {whole: {encoding: utf-8}}\nsteps:\n  - marker: {marks: "      \
    "aeiou}\n"                                                                                     \
    "  - upcase\nwriters:\n  - lines: {path: base.txt}\n"
#define CHILD "galley: 1\nextends: base.yaml\n" /* goes on on line 3 */
#define OWN "galley: 1\n"                       /* goes on on line 2 */

#define CHECK "cd \"$1\" && \"$GALLEY\" check --plugin-dir=\"$GALLEY_TEST_PLUGINS\" $2 child.yaml"

/* ---- what comes of it ---- */

typedef struct {
    const char *name;
    const char *child;
    const char *words;    /* of the command line */
    const char *resolved; /* between the plugins and the end */
} Case;

#define READER "reader: {whole: {encoding: utf-8}}\n"
#define MARKER "steps:\n  - marker: {marks: aeiou}\n"
#define UPCASE "  - upcase\n"
#define LINES "writers:\n  - lines: {path: base.txt}\n"

static const Case cases[] = {
    { "nothing-of-its-own", CHILD, "", READER MARKER UPCASE LINES },
    { "set", CHILD "steps:\n  - {set: marker, options: {marks: xy, least: 2}}\n", "",
      READER "steps:\n  - marker: {marks: xy, least: 2}\n" UPCASE LINES },
    { "set-on-a-bare-name", CHILD "steps:\n  - {set: upcase, options: {fails: x}}\n", "",
      READER MARKER "  - upcase: {fails: x}\n" LINES },
    { "replace", CHILD "steps:\n  - replace: upcase\n    with: {upcase: {drops: y}}\n", "",
      READER MARKER "  - upcase: {drops: y}\n" LINES },
    { "replace-by-two",
      CHILD
      "steps:\n  - replace: upcase\n    with: [{upcase: {drops: y}}, {upcase: , name: two}]\n",
      "", READER MARKER "  - upcase: {drops: y}\n  - upcase: null\n    name: two\n" LINES },
    { "remove", CHILD "steps: [{remove: marker}]\n", "", READER "steps:\n" UPCASE LINES },
    { "before", CHILD "steps:\n  - before: marker\n    insert: {upcase: , name: first}\n", "",
      READER
      "steps:\n  - upcase: null\n    name: first\n  - marker: {marks: aeiou}\n" UPCASE LINES },
    { "after", CHILD "steps:\n  - {after: marker, insert: [{upcase: , name: second}]}\n", "",
      READER MARKER "  - upcase: null\n    name: second\n" UPCASE LINES },
    { "edits-in-order",
      CHILD "steps: [{remove: upcase}, {after: marker, insert: upcase}, {set: upcase, options: "
            "{fails: z}}]\n",
      "", READER MARKER "  - upcase: {fails: z}\n" LINES },
    { "append", CHILD "writers: [{append: [{lines: {path: two.txt}, name: two}]}]\n", "",
      READER MARKER UPCASE LINES "  - lines: {path: two.txt}\n    name: two\n" },
    { "a-list-of-its-own", CHILD "steps: [upcase]\n", "", READER "steps:\n" UPCASE LINES },
    { "own-reader", CHILD "reader: text\n", "", MARKER UPCASE LINES "reader: text\n" },
    { "run-by-keys", CHILD "run: {on_error: skip}\n", "",
      READER MARKER UPCASE LINES "run: {on_error: skip}\n" },
    /* parameters */
    { "param-default", OWN "params: {letters: ae}\nsteps:\n  - marker: {marks: '${letters}'}\n", "",
      "steps:\n  - marker: {marks: ae}\n" },
    { "param-given", OWN "params: {letters: ae}\nsteps:\n  - marker: {marks: '${letters}'}\n",
      "--param letters=xyz", "steps:\n  - marker: {marks: xyz}\n" },
    { "param-number",
      OWN
      "params: {n: {type: int, default: 2, help: letters}}\nsteps:\n  - marker: {least: '${n}'}\n",
      "-p n=4", "steps:\n  - marker: {least: 4}\n" },
    { "param-in-block-style", OWN "params: {n: 2}\nsteps:\n  - marker:\n      least: ${n}\n", "",
      "steps:\n  - marker: {least: 2}\n" },
    { "param-list", OWN "params: {k: [vowel]}\nsteps:\n  - marker: {kinds: '${k}'}\n",
      "--param k=[vowel,consonant]", "steps:\n  - marker: {kinds: [vowel, consonant]}\n" },
    { "param-list-of-one", OWN "params: {k: [vowel]}\nsteps:\n  - marker: {kinds: '${k}'}\n",
      "--param k=consonant", "steps:\n  - marker: {kinds: consonant}\n" },
    { "param-within", OWN "params: {a: x, b: y}\nsteps:\n  - marker: {marks: '-${a}-${b}-'}\n", "",
      "steps:\n  - marker: {marks: \"-x-y-\"}\n" },
    { "param-escaped", OWN "steps:\n  - marker: {marks: '$${a} $x'}\n", "",
      "steps:\n  - marker: {marks: \"$${a} $x\"}\n" },
    { "param-in-run", OWN "params: {t: 5s}\nsteps: []\nrun: {timeout: '${t}'}\n", "-p t=7s",
      "steps: []\nrun: {timeout: 7s}\n" },
    /* --set */
    { "set-step", CHILD, "--set marker.marks=xyz",
      READER "steps:\n  - marker: {marks: xyz}\n" UPCASE LINES },
    { "set-list", CHILD, "--set marker.kinds=[vowel,consonant]",
      READER "steps:\n  - marker: {marks: aeiou, kinds: [vowel, consonant]}\n" UPCASE LINES },
    { "set-bare", CHILD, "-s upcase.fails=x", READER MARKER "  - upcase: {fails: x}\n" LINES },
    { "set-writer", CHILD, "--set lines.path=other.txt",
      READER MARKER UPCASE "writers:\n  - lines: {path: other.txt}\n" },
    { "set-reader", CHILD, "--set reader.encoding=latin1",
      "reader: {whole: {encoding: latin1}}\n" MARKER UPCASE LINES },
    { "set-auto", OWN "steps: []\n", "--set reader.text=body",
      "reader: {auto: {text: body}}\nsteps: []\n" },
    { "set-auto-among", OWN "reader: {auto: {id: url}, metadata_from: '{a}.txt'}\nsteps: []\n",
      "--set reader.text=[a,b]",
      "reader: {auto: {id: url, text: [a, b]}, metadata_from: \"{a}.txt\"}\nsteps: []\n" },
    { "set-run", CHILD, "--set run.timeout=5s", READER MARKER UPCASE LINES "run: {timeout: 5s}\n" },
    { "set-last-wins", CHILD, "--set upcase.fails=x --set upcase.fails=y",
      READER MARKER "  - upcase: {fails: y}\n" LINES },
};

/* The same keys, in any order. */
static void
assert_same_lines(const char *one, const char *other)
{
    g_auto(GStrv) a = g_strsplit(one, "\n", -1), b = g_strsplit(other, "\n", -1);
    for (gsize i = 0; a[i]; i++)
        if (!g_strv_contains((const char *const *)b, a[i]) || g_strv_length(a) != g_strv_length(b))
            g_error("wanted:\n%s\ngot:\n%s", other, one);
}

static void
test_resolved(gconstpointer data)
{
    const Case *one = data;
    g_autoptr(Folder) folder = folder_new();
    add_file(folder, "base.yaml", BASE, -1);
    add_file(folder, "child.yaml", one->child, -1);
    g_autofree char *words = g_strconcat("--resolved ", one->words, NULL);
    g_auto(Outcome) outcome = shell(CHECK, folder, words, NULL);
    g_autofree char *wanted = g_strconcat("galley: 1\nname: \"child\"\n", one->resolved, NULL);
    g_assert_cmpstr(outcome.err, ==, "");
    g_assert_cmpint(outcome.status, ==, 0);
    assert_same_lines(outcome.out, wanted);
    /* and once more: it is a fixed point */
    add_file(folder, "child.yaml", outcome.out, -1);
    g_auto(Outcome) twice = shell(CHECK, folder, "--resolved", NULL);
    g_assert_cmpstr(twice.out, ==, outcome.out);
}

/* ---- mistakes ---- */

typedef struct {
    const char *name;
    const char *child;
    const char *words;
    const char *message; /* "*" stands for anything */
} Mistake;

static const Mistake mistakes[] = {
    { "extends-nowhere", OWN "extends: bases.yaml\n", "",
      "child.yaml:2:10: there is no pipeline \"bases.yaml\" to extend\n*" },
    { "extends-ready-made", OWN "extends: nws\n", "",
      "child.yaml:2:10: there is no pipeline \"nws\" to extend\n*\nhint: did you mean "
      "\"news\"?\n" },
    { "extends-list", OWN "extends: [a, b]\n", "",
      "child.yaml:2:10: \"extends\" names one pipeline, not a list\n*" },
    { "extends-itself", OWN "extends: child.yaml\n", "",
      "child.yaml:2:10: \"extends\" goes in a circle: child.yaml -> child.yaml\n*" },
    { "circle", OWN "extends: circle.yaml\n", "",
      "circle.yaml:2:10: \"extends\" goes in a circle: child.yaml -> circle.yaml -> "
      "child.yaml\n*" },
    { "no-pipeline", OWN "extends: none.yaml\n", "",
      "none.yaml:1:1: \"none.yaml\" is no pipeline to extend\n*" },
    { "broken-base", OWN "extends: broken.yaml\n", "", "broken.yaml:2:1: *" },
    { "fault-in-base", OWN "extends: faulty.yaml\n", "",
      "faulty.yaml:3:14: \"marker\" has no option \"lest\"\n    - marker: {lest: 3}\n*"
      "hint: did you mean \"least\"?\n" },
    { "fault-in-child", CHILD "steps: [{set: marker, options: {lest: 3}}]\n", "",
      "child.yaml:3:33: \"marker\" has no option \"lest\"\n*" },
    { "edit-nowhere", CHILD "steps: [{remove: markr}]\n", "",
      "child.yaml:3:18: what it extends has no \"markr\" here\n*hint: did you mean \"marker\"?\n" },
    { "edit-removed", CHILD "steps: [{remove: marker}, {remove: marker}]\n", "",
      "child.yaml:3:36: what it extends has no \"marker\" here\n*hint: there are: upcase\n" },
    { "edit-half", CHILD "steps: [{replace: marker}]\n", "",
      "child.yaml:3:9: \"replace\" wants \"with\" beside it\n*" },
    { "edit-odd-key", CHILD "steps: [{remove: marker, with: upcase}]\n", "",
      "child.yaml:3:26: unknown key \"with\" beside \"remove\"\n*hint: \"remove\" stands alone\n" },
    { "edit-options-list", CHILD "steps: [{set: marker, options: [a]}]\n", "",
      "child.yaml:3:32: options are a map, not a list\n*" },
    { "edits-and-steps", CHILD "steps: [{remove: marker}, upcase]\n", "",
      "child.yaml:3:27: a list holds either edits or plugins, not both\n*" },
    { "edits-without-extends", OWN "steps: [{remove: marker}]\n", "",
      "child.yaml:2:9: there is no list of steps to edit\n*" },
    { "twice-across-files", CHILD "steps: [{append: [marker]}]\n", "",
      "child.yaml:3:19: \"marker\" is used on line 5 of base.yaml already*" },
    /* parameters */
    { "param-undeclared", OWN "steps:\n  - marker: {marks: '${leters}'}\nparams: {letters: a}\n",
      "", "child.yaml:3:21: there is no parameter \"leters\"\n*hint: did you mean \"letters\"?\n" },
    { "param-none", OWN "steps:\n  - marker: {marks: '${a}'}\n", "",
      "child.yaml:3:21: there is no parameter \"a\"\n*hint: declare it under \"params\"\n" },
    { "param-wanting", OWN "params: {a: }\nsteps:\n  - marker: {marks: '${a}'}\n", "",
      "child.yaml:4:21: the parameter \"a\" has no value\n*hint: give it with --param a=...\n" },
    { "param-type", OWN "params: {n: {type: int, default: x}}\nsteps: []\n", "",
      "child.yaml:2:34: n is \"x\"; it is a whole number\n*" },
    { "param-quoted", OWN "params: {n: {type: int, default: '1'}}\nsteps: []\n", "",
      "child.yaml:2:34: n is in quotes, and so a text\n*" },
    { "param-no-type", OWN "params: {n: {type: integer}}\nsteps: []\n", "",
      "child.yaml:2:20: a parameter's type is one of string, bool, int*" },
    { "param-choice", OWN "params: {n: {default: c, choices: [a, b]}}\nsteps: []\n", "",
      "child.yaml:2:23: n is \"c\"; it is one of a, b\n*" },
    { "param-choice-near",
      OWN "params: {n: {default: mixde, choices: [direct, mixed]}}\nsteps: []\n", "",
      "child.yaml:2:23: n is \"mixde\"; it is one of direct, mixed\n*hint: did you mean "
      "\"mixed\"?\n" },
    { "param-choice-of-type", OWN "params: {n: {type: int, choices: [1, x]}}\nsteps: []\n", "",
      "child.yaml:2:38: n is \"x\"; it is a whole number\n*" },
    { "param-choice-in-list", OWN "params: {n: {default: [a], choices: [a, b]}}\nsteps: []\n",
      "--param n=[b,c]", "--param: n is \"c\"; it is one of a, b\n*" },
    { "param-key", OWN "params: {n: {defualt: c}}\nsteps: []\n", "",
      "child.yaml:2:14: unknown key \"defualt\"\n*hint: did you mean \"default\"?\n" },
    { "param-name", OWN "params: {N: 1}\nsteps: []\n", "",
      "child.yaml:2:10: this is no name for a parameter\n*" },
    { "params-list", OWN "params: [a]\nsteps: []\n", "",
      "child.yaml:2:9: \"params\" wants a map, not a list\n*" },
    { "param-list-in-text", OWN "params: {a: [x]}\nsteps:\n  - marker: {marks: 'a${a}'}\n", "",
      "child.yaml:4:21: a list cannot stand within a text\n*" },
    { "param-in-braces", OWN "params: {a: x}\nsteps:\n  - marker: {marks: ${a}}\n", "",
      "child.yaml:4:21: *hint: in braces and brackets a parameter wants quotes: \"${name}\"\n" },
    { "param-bad-for-option", OWN "params: {n: 12}\nsteps:\n  - marker: {least: '${n}'}\n", "",
      "child.yaml:2:13: least is 12; it may be 0 to 9 letters\n*" },
    { "word-param", OWN "params: {letters: a}\nsteps: []\n", "--param leters=x",
      "--param: the pipeline has no parameter \"leters\"\n  leters=x\n  ^~~~~~\n"
      "hint: did you mean \"letters\"?\n" },
    { "word-param-form", OWN "params: {letters: a}\nsteps: []\n", "--param letters",
      "--param: \"=\" and a value are missing\n*" },
    { "word-param-type", OWN "params: {n: 1}\nsteps: []\n", "--param n=many",
      "--param: n is \"many\"; it is a whole number\n  n=many\n    ^~~~\n" },
    /* --set */
    { "word-set-form", CHILD, "--set marker=3",
      "--set: it names no option and value\n  marker=3\n  ^~~~~~\nhint: write --set "
      "step.option=value\n" },
    { "word-set-step", CHILD, "--set markr.least=3",
      "--set: the pipeline has no step or writer \"markr\"\n  markr.least=3\n  ^~~~~\n*" },
    { "word-set-option", CHILD, "--set marker.lest=3",
      "--set: \"marker\" has no option \"lest\"\n  marker.lest=3\n         ^~~~\n"
      "hint: did you mean \"least\"?\n" },
    { "word-set-value", CHILD, "--set marker.least=12",
      "--set: least is 12; it may be 0 to 9 letters\n  marker.least=12\n               ^~\n*" },
    { "word-set-yaml", CHILD, "--set marker.kinds=[vowel",
      "--set: a \",\" or \"]\" is missing\n*" },
    { "word-set-auto", OWN "steps: []\n", "--set reader.encodng=x",
      "--set: no reader has an option \"encodng\"\n  reader.encodng=x\n*hint: did "
      "you "
      "mean \"encoding\"?\n" },
    { "word-set-auto-value", OWN "steps: []\n", "--set reader.encoding=klingon",
      "--set: \"csv\": encoding: \"klingon\" is not known*" },
};

static void
test_mistake(gconstpointer data)
{
    const Mistake *one = data;
    g_autoptr(Folder) folder = folder_new();
    add_file(folder, "base.yaml", BASE, -1);
    add_file(folder, "circle.yaml", "galley: 1\nextends: child.yaml\n", -1);
    add_file(folder, "none.yaml", "a: 1\n", -1);
    add_file(folder, "broken.yaml", "galley: 1\n\tsteps: []\n", -1);
    add_file(folder, "faulty.yaml", "galley: 1\nsteps:\n  - marker: {lest: 3}\n", -1);
    add_file(folder, "child.yaml", one->child, -1);
    g_auto(Outcome) outcome = shell(CHECK, folder, one->words, NULL);
    assert_like(outcome.err, one->message);
    g_assert_cmpint(outcome.status, ==, 2);
}

/* ---- paths start from the file that they stand in ---- */

static void
test_paths(void)
{
    g_autoptr(Folder) folder = folder_new();
    g_autofree char *words = put_file(folder, "below/words.txt", "x\n", -1);
    add_file(folder, "below/base.yaml", "galley: 1\nsteps:\n  - marker: {words: words.txt}\n", -1);
    add_file(folder, "child.yaml", "galley: 1\nextends: below/base.yaml\n", -1);
    g_autofree char *wanted = g_strconcat("words: \"", words, "\"", NULL);
    g_auto(Outcome) outcome = shell(CHECK, folder, "--resolved", NULL);
    assert_has(outcome.out, wanted);
    g_auto(Outcome) spoken =
        shell(CHECK, folder, "--resolved --set marker.words=below/words.txt", NULL);
    assert_has(spoken.out, wanted);
    g_auto(Outcome) plan = shell(CHECK, folder, "", NULL);
    assert_has(plan.out, "(line 3 of below/base.yaml)");
}

/* ---- the resolved pipeline does the same, to the byte ---- */

#define RUN                                                                                        \
    "cd \"$1\" && printf 'a red fox' > in.txt && \"$GALLEY\" run -q "                              \
    "--plugin-dir=\"$GALLEY_TEST_PLUGINS\" "                                                       \
    "$3 $2 in.txt -o $2.out && cat $2.out/*.txt"

static void
test_same_bytes(void)
{
    g_autoptr(Folder) folder = folder_new();
    add_file(folder, "base.yaml", BASE, -1);
    add_file(folder, "child.yaml",
             CHILD "params: {letters: xo}\nsteps: [{set: marker, options: {marks: "
                   "'${letters}'}}]\nwriters: [{set: lines, options: {layers: "
                   "[example.org/mark]}}]\n",
             -1);
    g_auto(Outcome) resolved = shell(CHECK, folder, "--resolved --param letters=e", NULL);
    add_file(folder, "one.yaml", resolved.out, -1);
    g_auto(Outcome) by_parts = shell(RUN, folder, "child.yaml", "--param letters=e", NULL);
    g_auto(Outcome) whole = shell(RUN, folder, "one.yaml", "", NULL);
    g_assert_cmpstr(by_parts.err, ==, "");
    g_assert_cmpint(by_parts.status, ==, 0);
    g_assert_cmpuint(strlen(by_parts.out), >, 0);
    g_assert_cmpstr(whole.out, ==, by_parts.out);
}

/* ---- when ---- */

typedef struct {
    const char *name;
    const char *condition;
    const char *language; /* JSON; %NULL: none */
    gboolean holds;
} WhenCase;

static const WhenCase whens[] = {
    { "is", "en", "\"en\"", TRUE },
    { "is-not", "en", "\"de\"", FALSE },
    { "is-missing", "en", NULL, FALSE },
    { "list", "[en, de]", "\"de\"", TRUE },
    { "list-null", "[en, null]", NULL, TRUE },
    { "list-null-json", "[en, null]", "null", TRUE },
    { "present", "present", "\"\"", TRUE },
    { "present-not", "present", "null", FALSE },
    { "absent", "absent", NULL, TRUE },
    { "absent-not", "absent", "0", FALSE },
    { "at-least", "'>= 5'", "5", TRUE },
    { "at-least-not", "'>= 5'", "4.9", FALSE },
    { "more", "'> 5'", "5", FALSE },
    { "less", "'< 50%'", "0.4", TRUE },
    { "at-most", "'<= 50%'", "0.6", FALSE },
    { "equal", "'= 5'", "5.0", TRUE },
    { "unequal", "'!= en'", "\"de\"", TRUE },
    { "unequal-missing", "'!= en'", NULL, TRUE },
    { "operators-in-a-list", "['< 2', '> 8']", "9", TRUE },
    { "operators-in-a-list-not", "['< 2', '> 8']", "5", FALSE },
    { "with-a-comma", "['a, b', c]", "\"a, b\"", TRUE },
};

static void
test_when(gconstpointer data)
{
    const WhenCase *one = data;
    const char *dirs[] = { g_getenv("GALLEY_TEST_PLUGINS"), NULL };
    g_autoptr(GError) error = NULL;
    g_autofree char *yaml = g_strdup_printf(
        "galley: 1\nsteps:\n  - upcase:\n    when: {metadata.x: %s}\n", one->condition);
    g_autoptr(GalleyPipeline) pipeline =
        galley_pipeline_load_text(yaml, strlen(yaml), "p.yaml", dirs, &error);
    g_assert_no_error(error);
    g_autoptr(GalleyDocument) document = galley_document_new();
    g_assert_true(galley_document_set_text(document, "fox", 3, NULL));
    if (one->language && *one->language == '"')
        galley_document_set_metadata_text(document, "x", one->language + 1,
                                          (gssize)strlen(one->language) - 2);
    else if (one->language)
        galley_document_set_metadata_json(document, "x", one->language, -1);
    guint32 size;
    g_assert_cmpint(galley_pipeline_process(pipeline, document, &error), ==, GALLEY_OK);
    g_assert_cmpstr(galley_document_get_text(document, &size), ==, one->holds ? "FOX" : "fox");
}

/* Passed over, and in the books. Its layer is there, and empty. */
static void
test_when_counted(void)
{
    g_autoptr(Folder) folder = folder_new();
    add_file(folder, "p.yaml",
             "galley: 1\nsteps:\n  - marker:\n    when: {metadata.language: "
             "[en, null]}\n  - needy: {size: 1}\nwriters: [lines]\n",
             -1);
    add_file(folder, "in.jsonl",
             "{\"text\":\"aa\",\"language\":\"de\"}\n{\"text\":\"aa\"}\n"
             "{\"text\":\"aa\",\"language\":\"fr\"}\n",
             -1);
    g_auto(Outcome) outcome = shell(
        "cd \"$1\" && \"$GALLEY\" run --plugin-dir=\"$GALLEY_TEST_PLUGINS\" p.yaml in.jsonl -o "
        "out && cat out/manifest.json",
        folder, NULL);
    g_assert_cmpint(outcome.status, ==, 0);
    assert_has(outcome.err,
               "skipped the step 2 by marker: not when metadata.language is [en, null]\n");
    assert_has(outcome.out,
               "\"skips\":[{\"step\":\"marker\",\"what\":\"not when metadata.language is "
               "[en, null]\",\"n\":2}]");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strconcat("/resolved/", cases[i].name, NULL);
        g_test_add_data_func(path, &cases[i], test_resolved);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(mistakes); i++) {
        g_autofree char *path = g_strconcat("/mistakes/", mistakes[i].name, NULL);
        g_test_add_data_func(path, &mistakes[i], test_mistake);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(whens); i++) {
        g_autofree char *path = g_strconcat("/when/", whens[i].name, NULL);
        g_test_add_data_func(path, &whens[i], test_when);
    }
    g_test_add_func("/when/counted", test_when_counted);
    g_test_add_func("/extends/paths", test_paths);
    g_test_add_func("/extends/same-bytes", test_same_bytes);
    return g_test_run();
}
