/* test-filter.c: what is kept and what is dropped, and why. SPDX-License-Identifier: MIT */
#include "plugin-host.h"
#include "support.h"

#define BYTES(literal) literal, sizeof(literal) - 1

typedef struct {
    const char *name;
    const char *options; /* of the filter, in YAML */
    const char *text;
    gsize size;
    const char *reason; /* NULL: kept */
} Case;

#define FRACTION(what, least) "{drop: {gopher." what ": '>= " least "'}}"
#define NOT(what, least) "gopher." what ": >= " least

static const Case cases[] = {
    { "characters", "{keep: {characters: '>= 4'}}", BYTES("Zo\u00eb!"), NULL },
    { "characters-too-few", "{keep: {characters: '>= 5'}}", BYTES("Zo\u00eb!"),
      "characters: not >= 5" },
    { "bytes", "{keep: {bytes: 5}}", BYTES("Zo\u00eb!"), NULL },
    { "words", "{keep: {words: 3}}", BYTES(" a b\u00a0\nc "), NULL },
    { "no-words", "{keep: {words: '>= 1'}}", BYTES(" \n"), "words: not >= 1" },
    { "letters", "{keep: {letter_share: 0.75}}", BYTES("a b c 1"), NULL },
    { "upper-case", "{keep: {upper_case_share: 50%}}", BYTES("aB 12!"), NULL },
    { "digits", "{keep: {digit_share: 0.4}}", BYTES("ab 12!"), NULL },
    { "symbols", "{keep: {symbol_share: 0.25}}", BYTES("a+b c"), NULL },
    { "empty-has-no-share", "{keep: {letter_share: 0, gopher.duplicate_line_fraction: 0}}",
      BYTES(""), NULL },
    { "stop-words", "{keep: {stop_word_share: 0.5}}", BYTES("The cat, (and) dog"), NULL },
    { "two-conditions", "{keep: {words: 1, bytes: '< 3'}}", BYTES("abc"), "bytes: not < 3" },
    { "first-that-fails", "{keep: {words: 2, bytes: '< 3'}}", BYTES("abc"), "words: not 2" },
    { "drop", "{drop: {digit_share: '> 20%'}}", BYTES("a1"), "digit_share: > 20%" },
    { "drop-not", "{drop: {digit_share: '> 50%'}}", BYTES("a1"), NULL },
    { "list", "{keep: {words: [1, '> 3']}}", BYTES("a b"), "words: not [1, > 3]" },
    { "metadata", "{drop: {metadata.language: null}}", BYTES("a"), "metadata.language: null" },
    { "count", "{keep: {count(token): '>= 3'}}", BYTES("A b."), NULL },
    { "count-too-few", "{keep: {count(sentence): '>= 5'}}", BYTES("A b."),
      "count(sentence): not >= 5" },
    { "lorem-ipsum", "{drop: {c4.lorem_ipsum: true}}", BYTES("x Lorem IPSUM y"),
      "c4.lorem_ipsum: true" },
    { "no-lorem-ipsum", "{drop: {c4.lorem_ipsum: true}}", BYTES("x Lorem y"), NULL },
    /* a, b, a, a: 2 of 4 lines, 2 of 7 characters */
    { "lines", FRACTION("duplicate_line_fraction", "0.5"), BYTES("a\nb\na\na"),
      NOT("duplicate_line_fraction", "0.5") },
    { "lines-not", FRACTION("duplicate_line_fraction", "0.51"), BYTES("a\nb\na\na"), NULL },
    { "lines-blank-ones", FRACTION("duplicate_line_fraction", "0.01"), BYTES("\na\n\n\nb\n\n"),
      NULL },
    { "line-characters", "{keep: {gopher.duplicate_line_character_fraction: 0.2}}",
      BYTES("ab\nabc\nab"), "gopher.duplicate_line_character_fraction: not 0.2" },
    { "line-characters-exact", "{keep: {gopher.duplicate_line_character_fraction: 0.25}}",
      BYTES("ab\nabc\nab"), "gopher.duplicate_line_character_fraction: not 0.25" },
    { "line-characters-2-of-8", "{keep: {gopher.duplicate_line_character_fraction: 0.25}}",
      BYTES("ab\nab\ncd"), NULL },
    { "paragraphs", "{keep: {gopher.duplicate_paragraph_fraction: 0.5}}", BYTES("a\nb\n\na\nb"),
      NULL },
    { "paragraphs-three-feeds", "{keep: {gopher.duplicate_paragraph_fraction: 0.5}}",
      BYTES("ab\n\n\nab\n"), NULL },
    { "paragraph-characters", "{keep: {gopher.duplicate_paragraph_character_fraction: 0.375}}",
      BYTES("abc\n\nabc"), NULL },
    /* "a b" twice of 3 characters in 11 */
    { "top-2-gram", "{keep: {gopher.top_2_gram_character_fraction: '> 54%'}}", BYTES("a b c a b d"),
      NULL },
    { "top-2-gram-below", "{keep: {gopher.top_2_gram_character_fraction: '< 55%'}}",
      BYTES("a b c a b d"), NULL },
    { "top-3-gram-once", "{keep: {gopher.top_3_gram_character_fraction: 1}}", BYTES("a b c"),
      NULL },
    { "top-4-gram-none", "{keep: {gopher.top_4_gram_character_fraction: 0}}", BYTES("a b c"),
      NULL },
    /* 5 of 20 characters: the second run; nothing of it counts twice */
    { "5-gram", "{keep: {gopher.duplicate_5_gram_character_fraction: 0.25}}",
      BYTES("a b c d e a b c d ee"), "gopher.duplicate_5_gram_character_fraction: not 0.25" },
    { "5-gram-once", "{keep: {gopher.duplicate_5_gram_character_fraction: 0.25}}",
      BYTES("a b c d e a b c d e "), NULL },
    { "5-gram-overlaps", "{keep: {gopher.duplicate_5_gram_character_fraction: 0.25}}",
      BYTES("a a a a a a a a a a "), NULL },
    { "10-gram", "{keep: {gopher.duplicate_10_gram_character_fraction: 0}}",
      BYTES("a b c d e a b c d e "), NULL },
};

/* What the run says on stderr: the books, and errors. */
static Outcome
run(const char *steps, const char *options, const char *text, gsize size)
{
    g_autoptr(Folder) folder = folder_new();
    g_autoptr(GString) line = g_string_new("{\"text\":");
    galley_append_json_string(line, text, size);
    g_string_append(line, "}\n");
    g_autofree char *yaml =
        g_strdup_printf("galley: 1\nreader: jsonl\nsteps:\n%s  - filter: %s\n", steps, options);
    add_file(folder, "p.yaml", yaml, -1);
    add_file(folder, "in.jsonl", line->str, (gssize)line->len);
    return shell("cd $1 && $GALLEY run --in-process p.yaml in.jsonl -o out", folder, NULL);
}

static void
test_case(gconstpointer data)
{
    const Case *test = data;
    g_auto(Outcome) outcome = run("  - tokenizer\n", test->options, test->text, test->size);
    g_assert_cmpint(outcome.status, ==, 0);
    if (strstr(outcome.err, test->reason != NULL ? test->reason : "written 1") == NULL)
        g_error("%s", outcome.err);
    g_assert_nonnull(strstr(outcome.err, test->reason != NULL ? "dropped 1" : "dropped 0"));
}

/* ---- what cleaner measures ---- */

static void
test_cleaner(void)
{
    static const char options[] = "{keep: {gopher.stop_words: '>= 2', c4.curly_bracket: false}}";
    static const struct {
        const char *steps, *text, *told;
        int status;
    } runs[] = {
        { "  - cleaner: {statistics: true}\n", "The cat and the dog.", "written 1", 0 },
        { "  - cleaner: {statistics: true}\n", "A cat.", "gopher.stop_words: not >= 2", 0 },
        { "  - cleaner: {statistics: true}\n", "The cat and {", "c4.curly_bracket: not false", 0 },
        { "", "The cat.", "the document has no \"gopher.stop_words\": the step \"cleaner: ", 1 },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(runs); i++) {
        g_auto(Outcome) outcome = run(runs[i].steps, options, runs[i].text, strlen(runs[i].text));
        g_assert_cmpint(outcome.status, ==, runs[i].status);
        if (strstr(outcome.err, runs[i].told) == NULL)
            g_error("%s", outcome.err);
    }
}

/* ---- the contract ---- */

static const struct {
    const char *name, *options, *message;
} contract_cases[] = {
    { "nothing", "{}", "there are no conditions" },
    { "no-number", "{keep: {words: 50..100}}", "words is a number, and never \"50..100\"" },
    { "no-share", "{keep: {letter_share: '>= 80'}}",
      "letter_share is a share, from 0 to 1, and never \"80\"; write it as '>= 80%', or '>= 0.8'" },
    { "no-share-of-all", "{drop: {gopher.duplicate_line_fraction: '> 130%'}}",
      "gopher.duplicate_line_fraction is a share, from 0 to 1, and never \"130%\"" },
    { "unknown", "{keep: {charactres: 5}}",
      "\"charactres\" is no measure (did you mean \"characters\"?) and no field such as "
      "metadata.KEY" },
    { "no-operand", "{keep: {words: '>='}}", "has nothing to compare with" },
    { "no-list", "{drop: {words: []}}", "is a list of nothing" },
    { "layer-missing", "{keep: {count(token): 5}}", "needs the layer \"token\"" },
};

static void
test_contract(gconstpointer data)
{
    gsize i = GPOINTER_TO_SIZE(data);
    g_auto(Outcome) outcome = run("", contract_cases[i].options, "x", 1);
    g_assert_cmpint(outcome.status, ==, 2);
    if (strstr(outcome.err, contract_cases[i].message) == NULL)
        g_error("%s", outcome.err);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strconcat("/filter/case/", cases[i].name, NULL);
        g_test_add_data_func(path, &cases[i], test_case);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(contract_cases); i++) {
        g_autofree char *path = g_strconcat("/filter/contract/", contract_cases[i].name, NULL);
        g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_contract);
    }
    g_test_add_func("/filter/cleaner", test_cleaner);
    return g_test_run();
}
