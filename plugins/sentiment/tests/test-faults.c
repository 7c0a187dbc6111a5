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
    g_autoptr(GalleyDocument) document = process(pipeline, text->str, text->len);
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
    const char *lexicon; /* content of a file, or NULL: none */
    const char *options;
    const char *message;
} ErrorCase;

static const ErrorCase error_cases[] = {
    { "no-number", "grand\t2.0\nfine\tone\n", "", "lexicon.tsv:2: “one” is not a number" },
    { "no-value", "grand\t2.0\n\nfine\n", "", "lexicon.tsv:3: a number is missing" },
    { "out-of-range", "grand\t200\n", "", "lexicon.tsv:1: valence 200" },
    { "infinite", "grand\tinf\n", "", "lexicon.tsv:1: “inf” is not a number" },
    { "not-utf-8", "gr\xFFnd\t2\n", "", "lexicon.tsv:1: not UTF-8" },
    { "no-lexicon", NULL, "profile: vader", "lexicon: galley has no copy" },
    { "no-boosters", NULL, "profile: vader, lexicon: FILE, emoji: FILE",
      "boosters: galley has no" },
    { "no-negations", NULL, "profile: vader-corrected, lexicon: FILE, emoji: FILE, boosters: FILE",
      "negations: galley has no" },
    { "no-idioms", NULL,
      "profile: vader, lexicon: FILE, emoji: FILE, boosters: FILE, negations: FILE",
      "idioms: galley has no" },
    { "no-emoji", NULL, "profile: vader, lexicon: FILE", "emoji: galley has no" },
    { "text-and-more", NULL, "scopes: [text, sentence]", "text" },
    { "no-scope", NULL, "scopes: []", "scopes" },
    { "unknown-profile", NULL, "profile: nws", "news" },
};

static void
test_error(gconstpointer data)
{
    const ErrorCase *test = data;
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_dir_make_tmp("galley-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "lexicon.tsv", NULL);
    g_autofree char *steps = NULL;
    if (test->lexicon != NULL) {
        g_assert_true(g_file_set_contents(path, test->lexicon, -1, NULL));
        steps = g_strdup_printf("  - sentiment: {profile: vader, scopes: [text], lexicon: '%s', "
                                "boosters: '%s', negations: '%s', idioms: '%s', emoji: '%s'}\n",
                                path, path, path, path, path);
    } else {
        g_auto(GStrv) parts = g_strsplit(test->options, "FILE", -1);
        g_autofree char *filled = g_strjoinv(path, parts);
        g_assert_true(g_file_set_contents(path, "grand\t2.0\n", -1, NULL));
        steps = g_strdup_printf("  - tokenizer\n  - sentiment: {%s}\n", filled);
    }
    g_autoptr(GalleyPipeline) pipeline = load(steps, &error);
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
