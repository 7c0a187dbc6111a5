/* test-tests.c: `tests:` in a pipeline file, and `galley test`. SPDX-License-Identifier: MIT */
#include <string.h>

#include <galley/galley.h>

#include "../support.h"

#define MARK "example.org/mark"
#define TESTS                                                                                      \
    "galley: 1\nsteps:\n  - marker\n  - upcase: {drops: cat, fails: dog}\ntests:\n" /* 6 */
#define FOX TESTS "  - text: a red fox\n"                                           /* 7 */
#define RUN "cd \"$1\" && \"$GALLEY\" test --plugin-dir=\"$GALLEY_TEST_PLUGINS\" $2 p.yaml"

#define LONG_10(a) a a a a a a a a a a
#define LONG LONG_10("abcdefghijk ")
#define LONG_UPPER LONG_10("ABCDEFGHIJK ")

typedef struct {
    const char *name;
    const char *yaml;
    int status;
    const char *out; /* "*" stands for anything */
} Case;

static const Case cases[] = {
    { "count", FOX "    expect: {" MARK ": 3}\n", 0, "ok      p: test 1\n1 test, 0 failed\n" },
    { "count-comparison", FOX "    expect: {" MARK ": '>= 3'}\n", 0, "ok *" },
    { "count-list", FOX "    expect: {" MARK ": {count: [1, 3]}}\n", 0, "ok *" },
    { "count-wrong", FOX "    expect: {" MARK ": '> 3'}\n", 1,
      "FAILED  p: test 1\n  p.yaml:7:32: \"" MARK "\" has 3 rows\n    - > 3\n    + 3\n*" },
    { "none", TESTS "  - {text: xyz, expect: {" MARK ": none}}\n", 0, "ok *" },
    { "none-wrong", FOX "    expect: {" MARK ": none}\n", 1, "*    - none\n    + 3\n*" },
    { "rows", FOX "    expect: {" MARK ": [{text: E, kind: vowel}, {text: O}]}\n", 0, "ok *" },
    { "rows-in-any-order", FOX "    expect: {" MARK ": [{text: O}, {text: A}]}\n", 0, "ok *" },
    { "rows-each-its-own",
      TESTS "  - {text: a a, expect: {" MARK ": [{text: A}, {kind: vowel}]}}\n", 0, "ok *" },
    { "rows-wanted-twice", TESTS "  - {text: a e, expect: {" MARK ": [{text: A}, {text: A}]}}\n", 1,
      "*p.yaml:6:56: no row of \"" MARK "\" is like this; there are 2*" },
    /* the general one must not take the row that the specific one needs */
    { "rows-matched-as-a-whole",
      TESTS "  - {text: a e, expect: {" MARK ": [{kind: vowel}, {text: A}]}}\n", 0, "ok *" },
    { "row-wrong", FOX "    expect: {" MARK ": [{text: E, kind: consonant}]}\n", 1,
      "FAILED  p: test 1\n  p.yaml:7:33: no row of \"" MARK
      "\" is like this; there are 3, and the nearest has\n      text: E\n    - kind: consonant\n"
      "    + kind: \"vowel\"\n*" },
    { "row-of-none", TESTS "  - {text: xyz, expect: {" MARK ": [{text: E}]}}\n", 1,
      "*is like this; there are 0\n    - text: E\n*" },
    { "row-offsets", FOX "    expect: {" MARK ": [{begin: 3, end: 4}]}\n", 0, "ok *" },
    { "row-absent", FOX "    expect: {" MARK ": [{text: A, previous: absent}]}\n", 0, "ok *" },
    { "row-pointing", FOX "    expect: {" MARK ": [{text: E, previous: A}]}\n", 0, "ok *" },
    { "only", FOX "    expect: {" MARK ": {only: [{text: A}, {text: E}, {text: O}]}}\n", 0,
      "ok *" },
    { "only-wrong", FOX "    expect: {" MARK ": {only: [{text: A}, {text: E}]}}\n", 1,
      "*a row of \"" MARK "\" that is not expected:\n    + 7-8 \"O\"  kind: vowel*" },
    { "count-and-rows", FOX "    expect: {" MARK ": {count: 3, rows: [{text: A}]}}\n", 0, "ok *" },
    { "removed", FOX "    expect: {removed: [{reason: case, step: upcase}]}\n", 0, "ok *" },
    { "text", FOX "    expect: {text: A RED FOX}\n", 0, "ok *" },
    { "text-block", FOX "    expect:\n      text: |\n        A RED FOX\n", 0, "ok *" },
    { "text-wrong", FOX "    expect: {text: A RED CAT}\n", 1,
      "FAILED  p: test 1\n  p.yaml:7:20: the text is another\n    - A RED CAT\n    + A RED "
      "FOX\n*" },
    { "text-long-wrong", TESTS "  - text: " LONG "a fox\n    expect: {text: " LONG_UPPER "A CAT}\n",
      1,
      "*the text is another\n    - … K ABCDEFGHIJK ABCDEFGHIJK ABCDEFGHIJK A CAT\n"
      "    + … K ABCDEFGHIJK ABCDEFGHIJK ABCDEFGHIJK A FOX\n*" },
    { "text-of-lines-wrong",
      TESTS
      "  - text: \"one one\\ntwo two\\nthree\"\n    expect: {text: \"ONE  ONE\\nTWO TWO.\"}\n",
      1, "*    - ONE  ONE\n    + ONE ONE\n    - TWO TWO.\n    + TWO TWO\n    + THREE\n*" },
    { "metadata", FOX "    expect: {metadata.marks: 3}\n", 0, "ok *" },
    { "metadata-wrong", FOX "    expect: {metadata.marks: '< 3'}\n", 1,
      "*p.yaml:7:30: metadata.marks is another\n    - < 3\n    + 3\n*" },
    { "metadata-in",
      FOX "    metadata: {language: en, n: 3, ok: true, x: null}\n"
          "    expect: {metadata.language: en, metadata.n: '= 3', metadata.ok: true, "
          "metadata.x: absent}\n",
      0, "ok *" },
    { "tolerance", FOX "    tolerance: 0.5\n    expect: {metadata.marks: 3.4}\n", 0, "ok *" },
    { "tolerance-passed", FOX "    tolerance: 0.3\n    expect: {metadata.marks: 3.4}\n", 1,
      "*    - 3.4\n    + 3\n*" },
    { "drop", TESTS "  - {text: a cat, expect: {drop: not wanted}}\n", 0, "ok *" },
    { "drop-by", TESTS "  - {text: a cat, expect: {drop: {step: upcase, reason: wanted}}}\n", 0,
      "ok *" },
    { "drop-any", TESTS "  - {text: a cat, expect: {drop: present}}\n", 0, "ok *" },
    { "drop-unexpected", TESTS "  - {text: a cat, expect: {" MARK ": 2}}\n", 1,
      "*the document ends otherwise\n    - it goes through\n    + it is dropped by \"upcase\": not "
      "wanted\n*" },
    { "drop-missing", FOX "    expect: {drop: present}\n", 1,
      "*p.yaml:7:14: the document ends otherwise\n    - it is dropped: present\n    + it goes "
      "through\n*" },
    { "drop-by-another", TESTS "  - {text: a cat, expect: {drop: {step: marker}}}\n", 1,
      "*    - it is dropped by \"marker\"\n    + it is dropped by \"upcase\": not wanted\n*" },
    { "error", TESTS "  - {text: a dog, expect: {error: it says \"dog\"}}\n", 0, "ok *" },
    { "error-unexpected", TESTS "  - {text: a dog, expect: {" MARK ": 2}}\n", 1,
      "*    + a step fails on it by \"upcase\": step \"upcase\": it says \"dog\"\n*" },
    { "file", TESTS "  - {file: fox.txt, expect: {text: FOX}}\n", 0, "ok *" },
    { "named", TESTS "  - {name: a fox, text: x, expect: {text: X}}\n", 0, "ok      p: a fox\n*" },
    { "several", FOX "    expect: {text: x}\n  - {text: y, expect: {text: Y}}\n", 1,
      "FAILED  p: test 1\n*ok      p: test 2\n2 tests, 1 failed\n" },
    { "renamed-layer",
      "galley: 1\nsteps:\n  - marker\n  - marker: {marks: x}\n    name: two\n    layers: {" MARK
      ": second}\ntests:\n  - text: a fox\n    expect: {second: {only: [{text: x, begin: 4}]}}\n",
      0, "ok *" },
    { "no-tests", "galley: 1\nsteps: []\n", 0, "0 tests, 0 failed\n" },
    { "resolved-param",
      "galley: 1\nparams: {m: o}\nsteps:\n  - marker: {marks: '${m}'}\ntests:\n"
      "  - {text: 'fo${m}', expect: {" MARK ": 1}}\n",
      0, "ok *" },
};

static Outcome
run_case(const Case *one)
{
    g_autoptr(Folder) folder = folder_new();
    add_file(folder, "p.yaml", one->yaml, -1);
    add_file(folder, "fox.txt", "fox\n", -1);
    return shell(RUN, folder, "", NULL);
}

static void
test_case(gconstpointer data)
{
    const Case *one = data;
    g_auto(Outcome) outcome = run_case(one);
    assert_like(outcome.out, one->out);
    g_assert_cmpint(outcome.status, ==, one->status);
}

/* ---- mistakes ---- */

static const Case mistakes[] = {
    { "no-list", "galley: 1\nsteps: []\ntests: {}\n", 2, "p.yaml:3:8: \"tests\" wants a list\n*" },
    { "no-map", TESTS "  - a fox\n", 2, "p.yaml:6:5: a test is a map\n*" },
    { "no-text", TESTS "  - expect: {" MARK ": 1}\n", 2,
      "p.yaml:6:5: a test has either a text or a file\n*" },
    { "text-and-file", TESTS "  - {text: a, file: fox.txt, expect: {" MARK ": 1}}\n", 2,
      "p.yaml:6:5: a test has either a text or a file\n*" },
    { "nothing-expected", TESTS "  - text: a\n", 2,
      "p.yaml:6:5: a test that expects nothing cannot fail\n*" },
    { "unknown-key", FOX "    expects: {" MARK ": 1}\n    golden: x\n", 2,
      "p.yaml:7:5: unknown key \"expects\"\n*hint: did you mean \"expect\"?\n" },
    { "no-file", TESTS "  - {file: nowhere.txt, expect: {" MARK ": 1}}\n", 2,
      "p.yaml:6:12: there is no file \"nowhere.txt\"\n*" },
    { "file-misspelt", TESTS "  - {file: foxs.txt, expect: {" MARK ": 1}}\n", 2,
      "p.yaml:6:12: there is no file \"foxs.txt\"\n*hint: did you mean \"fox.txt\"?\n" },
    { "no-layer", FOX "    expect: {example.org/mrak: 1}\n", 2,
      "p.yaml:7:14: no step gives a layer \"example.org/mrak\"\n*hint: did you mean \"" MARK
      "\"?\n" },
    { "no-column", FOX "    expect: {" MARK ": [{knid: vowel}]}\n", 2,
      "p.yaml:7:34: a row of \"" MARK "\" has no field \"knid\"\n*hint: did you mean \"kind\"?\n" },
    { "unfilled-column", FOX "    expect: {" MARK ": [{weight: 1}]}\n", 2,
      "p.yaml:7:34: no step fills the column \"weight\" of \"" MARK "\"\n*" },
    { "no-step", FOX "    expect: {drop: {step: upcas}}\n", 2,
      "p.yaml:7:27: the pipeline has no step \"upcas\"\n*hint: did you mean \"upcase\"?\n" },
    { "drop-key", FOX "    expect: {drop: {stp: upcase}}\n", 2,
      "p.yaml:7:21: unknown key \"stp\"\n*hint: there are step and reason\n" },
    { "row-no-map", FOX "    expect: {" MARK ": [A]}\n", 2,
      "p.yaml:7:33: a row is a map, not a single value\n*" },
    { "layer-key", FOX "    expect: {" MARK ": {cuont: 1}}\n", 2,
      "p.yaml:7:33: unknown key \"cuont\", or one that wants a list\n*" },
    { "condition", FOX "    expect: {metadata.marks: '>='}\n", 2,
      "p.yaml:7:30: the condition \">=\" has nothing to compare with\n*" },
    { "tolerance", FOX "    tolerance: wide\n    expect: {" MARK ": 1}\n", 2,
      "p.yaml:7:16: tolerance is \"wide\"; it is a number\n*" },
    { "metadata-list", FOX "    metadata: {a: [b]}\n    expect: {" MARK ": 1}\n", 2,
      "p.yaml:7:19: a test's metadata are single values\n*" },
    { "no-category", FOX "    expect: {" MARK ": [{kind: vowle}]}\n", 2,
      "p.yaml:7:40: kind is never \"vowle\": did you mean \"vowel\"?; it is one of vowel, "
      "consonant\n*" },
    { "count-no-number", FOX "    expect: {" MARK ": many}\n", 2,
      "p.yaml:7:32: \"many\" is no number, and so no count is like it\n*" },
    { "nothing-of-a-layer", FOX "    expect: {" MARK ": []}\n", 2,
      "p.yaml:7:32: nothing is asked of \"" MARK "\"\n*hint: write \"none\" *" },
    { "nothing-written-of-a-layer", FOX "    expect:\n      " MARK ":\n", 2,
      "p.yaml:8:7: nothing is asked of \"" MARK "\"\n*hint: write \"none\" *" },
    { "no-rows", FOX "    expect: {" MARK ": {rows: []}}\n", 2,
      "p.yaml:7:32: nothing is asked of \"" MARK "\"\n*" },
    { "nothing-at-all", FOX "    expect: {}\n", 2,
      "p.yaml:7:13: a test that expects nothing cannot fail\n*" },
    { "drop-true", FOX "    expect: {drop: true}\n", 2,
      "p.yaml:7:20: \"true\" is no reason: *hint: write \"present\" for any reason\n" },
    { "drop-and-rows", FOX "    expect: {drop: present, " MARK ": 3}\n", 2,
      "p.yaml:7:29: \"" MARK "\" cannot be asked of a document that ends with \"drop\"\n*" },
    { "drop-and-error", FOX "    expect: {drop: present, error: present}\n", 2,
      "p.yaml:7:29: \"error\" cannot be asked of a document that ends with \"drop\"\n*" },
    { "no-metadata-key", FOX "    expect: {metadata.mraks: 3}\n", 2,
      "p.yaml:7:14: neither the test nor a step gives the metadata key \"mraks\"\n*hint: did you "
      "mean \"marks\"?\n" },
    { "expect-list", FOX "    expect: [" MARK "]\n", 2,
      "p.yaml:7:13: what is expected is a map\n*" },
};

static void
test_mistake(gconstpointer data)
{
    const Case *one = data;
    g_auto(Outcome) outcome = run_case(one);
    assert_like(outcome.err, one->out);
    g_assert_cmpint(outcome.status, ==, one->status);
}

/* ---- goldens, TAP ---- */

#define GOLDEN TESTS "  - {text: a red fox, golden: goldens/fox.txt}\n"

static void
test_golden(void)
{
    g_autoptr(Folder) folder = folder_new();
    add_file(folder, "p.yaml", GOLDEN, -1);
    g_auto(Outcome) missing = shell(RUN, folder, "", NULL);
    assert_like(missing.out,
                "FAILED*there is no golden file yet; `galley test --update` writes it\n*");
    g_assert_cmpint(missing.status, ==, 1);
    g_auto(Outcome) written = shell(RUN, folder, "--update", NULL);
    assert_like(written.out, "updated p: test 1\n*");
    g_assert_cmpint(written.status, ==, 0);
    g_autofree char *golden = get_file(folder, "goldens/fox.txt", NULL);
    g_assert_true(g_str_has_prefix(golden, "metadata.marks: 3\ntext:\nA RED FOX\n\nremoved: 7\n"));
    assert_has(golden,
               "\n" MARK ": 3\n  0-1 \"A\"  kind: vowel\n  3-4 \"E\"  kind: vowel  previous: " MARK
               " 0\n");
    g_auto(Outcome) same = shell(RUN, folder, "", NULL);
    assert_like(same.out, "ok *");
    g_auto(Outcome) blocked =
        shell("rm \"$1/goldens/fox.txt\" && mkdir \"$1/goldens/fox.txt\"", folder, NULL);
    g_assert_cmpint(blocked.status, ==, 0);
    g_auto(Outcome) unreadable = shell(RUN, folder, "", NULL);
    assert_like(unreadable.out, "FAILED*the golden file cannot be read: *\n1 test, 1 failed\n");
    g_auto(Outcome) unwritable = shell(RUN, folder, "--update", NULL);
    assert_like(unwritable.out, "FAILED*fox.txt: it cannot be written: Is a directory\n*");
    g_assert_cmpint(unwritable.status, ==, 1);
    g_auto(Outcome) cleared = shell("rmdir \"$1/goldens/fox.txt\"", folder, NULL);
    g_assert_cmpint(cleared.status, ==, 0);
    add_file(folder, "goldens/fox.txt", "metadata.marks: 4\n", -1);
    g_auto(Outcome) other = shell(RUN, folder, "", NULL);
    assert_like(other.out, "FAILED*    - metadata.marks: 4\n    + metadata.marks: 3\n*");
    g_assert_cmpint(other.status, ==, 1);
}

static void
test_tap(void)
{
    g_autoptr(Folder) folder = folder_new();
    add_file(folder, "p.yaml", FOX "    expect: {text: x}\n  - {text: y, expect: {text: Y}}\n", -1);
    g_auto(Outcome) outcome = shell(RUN, folder, "--tap", NULL);
    g_assert_cmpstr(
        outcome.out, ==,
        "not ok 1 - p: test 1\n# p.yaml:7:20: the text is another\n#   - x\n#   + A RED "
        "FOX\nok 2 - p: test 2\n1..2\n");
    g_assert_cmpint(outcome.status, ==, 1);
    add_file(folder, "p.yaml", "galley: 1\n", -1);
    g_auto(Outcome) bailed = shell(RUN, folder, "--tap", NULL);
    g_assert_cmpstr(bailed.out, ==, "Bail out! a pipeline is wrong\n");
    g_assert_cmpint(bailed.status, ==, 2);
}

/* A pipeline's paths hold from wherever it was printed. */
static void
test_resolved(void)
{
    g_autoptr(Folder) folder = folder_new();
    add_file(folder, "p.yaml", TESTS "  - {file: fox.txt, expect: {text: FOX}}\n", -1);
    add_file(folder, "fox.txt", "fox\n", -1);
    g_auto(Outcome) outcome =
        shell("cd \"$1\" && mkdir other && \"$GALLEY\" check --resolved "
              "--plugin-dir=\"$GALLEY_TEST_PLUGINS\" p.yaml > other/q.yaml && \"$GALLEY\" test "
              "--plugin-dir=\"$GALLEY_TEST_PLUGINS\" other/q.yaml",
              folder, NULL);
    assert_like(outcome.out, "ok      p: test 1\n*");
    g_assert_cmpint(outcome.status, ==, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strconcat("/tests/", cases[i].name, NULL);
        g_test_add_data_func(path, &cases[i], test_case);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(mistakes); i++) {
        g_autofree char *path = g_strconcat("/mistakes/", mistakes[i].name, NULL);
        g_test_add_data_func(path, &mistakes[i], test_mistake);
    }
    g_test_add_func("/tests/golden", test_golden);
    g_test_add_func("/tests/tap", test_tap);
    g_test_add_func("/tests/resolved", test_resolved);
    return g_test_run();
}
