/* test-faults.c: large and hostile texts, and errors of options and files.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include <glib/gstdio.h>

#include "support.h"

/* ---- large and hostile texts: far from linear would not end within the test's limit ---- */

static const Case hostile_cases[] = {
    { "but-flood", "good but ", NULL },
    { "one-value", "grand ", NULL },
    { "emoji-flood", "\xF0\x9F\x92\x93", NULL },
    { "one-word", "a", NULL },
    { "marks", "!", NULL },
    { "curly", "\xE2\x80\x99", NULL },
    { "not-flood", "n't", NULL },
    { "phrase-flood", "not only as well as ", NULL },
    { "hyphens", "good-", NULL },
    { "unreal", "if x ", NULL },
};

static void
check_hostile(GalleyPipeline *pipeline, const Case *test)
{
    g_autoptr(GString) text = g_string_new("grand but ");
    while (text->len < 3000000)
        g_string_append(text, test->text);
    g_test_timer_start();
    g_autoptr(GalleyDocument) document = steps_process(pipeline, text->str, text->len);
    g_assert_cmpfloat(g_test_timer_elapsed(), <, 20);
}

static void
test_hostile_vader(gconstpointer data)
{
    g_autoptr(GalleyPipeline) pipeline = load_fixture_rules("vader");
    check_hostile(pipeline, data);
}

static void
test_hostile_news(gconstpointer data)
{
    g_autoptr(GalleyPipeline) pipeline = load_news();
    check_hostile(pipeline, data);
}

/* ---- errors ---- */

typedef struct {
    const char *name;
    const char *options;
    const char *message;
} ErrorCase;

static const ErrorCase error_cases[] = {
    { "no-lexicon", "profile: vader",
      "lexicon: galley has no copy of VADER's: name vader_lexicon.txt" },
    { "no-boosters", "profile: vader, lexicon: FILE, emoji: FILE",
      "(BOOSTER_DICT); it stands in the code of cjhutto/vaderSentiment" },
    { "no-negations", "profile: vader-corrected, lexicon: FILE, emoji: FILE, boosters: FILE",
      "(NEGATE); it stands" },
    { "no-idioms", "profile: vader, lexicon: FILE, emoji: FILE, boosters: FILE, negations: FILE",
      "(SPECIAL_CASES); it stands" },
    { "no-emoji", "profile: vader, lexicon: FILE", "name emoji_utf8_lexicon.txt" },
    { "text-and-more", "scopes: [text, sentence]", "text" },
    { "no-scope", "scopes: []", "scopes" },
    { "unknown-profile", "profile: nws", "news" },
    { "set-unknown", "set: {negaton: 1}",
      "no number or switch “negaton”; did you mean “negation”?" },
    { "set-far", "set: {zzz: 1}", "“zzz”; there are fold_keys, last_wins" },
    { "set-file", "set: {lexicon: a}", "no number or switch “lexicon”" },
    { "set-form", "set: {tokens: 0}", "no number or switch “tokens”" },
    { "set-switch", "set: {keep_short: 2}", "keep_short is 0 or 1 (or false or true), not “2”" },
    { "set-count", "set: {window: 1.5}", "window is a whole number, 0 to 1000, not “1.5”" },
    { "set-number", "set: {alpha: much}", "alpha is a number, -1000 to 1000, not “much”" },
};

static void
test_error(gconstpointer data)
{
    const ErrorCase *test = data;
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_dir_make_tmp("galley-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "lexicon.tsv", NULL);
    g_auto(GStrv) parts = g_strsplit(test->options, "FILE", -1);
    g_autofree char *filled = g_strjoinv(path, parts);
    g_autofree char *steps = g_strdup_printf("  - tokenizer\n  - sentiment: {%s}\n", filled);
    g_assert_true(g_file_set_contents(path, "grand\t2.0\n", -1, NULL));
    g_autoptr(GalleyPipeline) pipeline = steps_load(steps, &error);
    if (pipeline != NULL)
        galley_pipeline_open(pipeline, &error);
    g_assert_nonnull(error);
    g_test_message("%s", error->message);
    g_assert_nonnull(strstr(error->message, test->message));
    g_remove(path);
    g_rmdir(folder);
}

void
add_fault_tests(void)
{
    ADD_TESTS("hostile-vader", hostile_cases, test_hostile_vader);
    ADD_TESTS("hostile-news", hostile_cases, test_hostile_news);
    ADD_TESTS("error", error_cases, test_error);
}
