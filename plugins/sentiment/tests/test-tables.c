/* test-tables.c: lexicons in the forms that others have: tabs, commas, headers, comments, errors.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include <glib/gstdio.h>

#include "support.h"

/* A file of that name and content as the option that is named. */
typedef struct {
    const char *name;
    const char *file;
    const char *content;
    const char *text;
    const char *expected; /* valences, or the error behind the folder */
} TableCase;

static char *
write_file(const TableCase *test, char **folder)
{
    *folder = g_dir_make_tmp("galley-XXXXXX", NULL);
    char *path = g_build_filename(*folder, test->file, NULL);
    g_assert_true(g_file_set_contents(path, test->content, -1, NULL));
    return path;
}

static GalleyPipeline *
load_option(const char *option, const char *path, GError **error)
{
    g_autofree char *steps =
        g_strdup_printf("  - tokenizer\n  - sentiment: {%s: '%s'}\n", option, path);
    GalleyPipeline *pipeline = steps_load(steps, error);
    if (pipeline != NULL && !galley_pipeline_open(pipeline, error))
        g_clear_pointer(&pipeline, galley_pipeline_unref);
    return pipeline;
}

/* ---- what is read ---- */

static const TableCase form_cases[] = {
    { "afinn", "afinn.txt", "grand\t3\ndire\t-2\nnot working\t-3\n", "dire and not working",
      "dire=-2.5000 negative; not working=-3.7500 negative" },
    { "vader", "vader.txt", "grand\t1.9\t0.9434\t[2, 1, 1]\n\ngrand\t2.1\t0.4\t[2, 2]\n", "grand",
      "grand=2.1000" },
    { "vader-emoticon", "vader.txt", ":)\t2.0\t1.1\t[2]\n", "so :)", ":)=2.0000" },
    { "crlf", "words.tsv", "grand\t3\r\ndire\t-2\r\n", "grand", "grand=3.0000" },
    { "byte-order-mark", "words.tsv", "\xEF\xBB\xBFgrand\t3\n", "grand", "grand=3.0000" },
    { "comments", "words.tsv", "# ours\n#\n# words\n\ngrand\t3\n", "grand", "grand=3.0000" },
    { "hash-is-a-word", "words.tsv", "grand\t3\n#1\t2\n", "grand", "grand=3.0000" },
    { "header", "words.tsv", "Word\tPOS\tScore\ngrand\tadj\t3\n", "grand", "grand=3.0000" },
    { "header-alone", "words.tsv", "word\tvalence\n", "grand", "" },
    { "word-is-no-header", "words.tsv", "word\t1\ngrand\t3\n", "word", "word=1.0000" },
    { "csv", "words.csv", "grand,3\ndire,-2\n", "grand", "grand=3.0000" },
    { "csv-header", "words.csv", "word,valence\ngrand,3\n", "grand word", "grand=3.0000" },
    { "csv-columns", "words.csv", "id,score,term\n1,3,grand\n", "grand", "grand=3.0000" },
    { "csv-comments", "words.csv", "# ours, and more\ngrand,3\n", "grand", "grand=3.0000" },
    { "csv-quoted", "words.CSV", "\"grand\",\"3\"\n\"yes, and\",1\n", "grand", "grand=3.0000" },
    { "csv-semicolons", "words.csv", "grand;3\ndire;-2\n", "grand", "grand=3.0000" },
    { "csv-phrase", "words.csv", "stone cold,-2.5\n", "stone cold", "stone cold=-3.1250 negative" },
    { "csv-blanks", "words.csv", " grand , 3 \r\n", "grand", "grand=3.0000" },
    { "no-line-end", "words.csv", "grand,3", "grand", "grand=3.0000" },
};

static void
test_form(gconstpointer data)
{
    const TableCase *test = data;
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = NULL;
    g_autofree char *path = write_file(test, &folder);
    g_autoptr(GalleyPipeline) pipeline = load_option("lexicon", path, &error);
    g_assert_no_error(error);
    g_autoptr(GalleyDocument) document = steps_process(pipeline, test->text, strlen(test->text));
    g_autofree char *found = describe_valences(document);
    g_assert_cmpstr(found, ==, test->expected);
    g_remove(path);
    g_rmdir(folder);
}

/* ---- what is told when a lexicon is read ---- */

typedef struct {
    const char *name;
    const char *set;
    const char *content;
    const char *expected[2]; /* messages, as patterns */
} WarningCase;

static const WarningCase warning_cases[] = {
    { "last-counts",
      "{}",
      "grand\t1\ngrand\t2\nfine\t1\nfine\t2\n",
      { "\"sentiment\": *w.tsv: 2 keys have two values, of which the last counts; the first is "
        "“grand”" } },
    { "first-counts",
      "{last_wins: 0}",
      "Grand\t1\ngrand\t2\n",
      { "*w.tsv: 1 keys have two values, of which the first counts; the first is “grand”" } },
    { "out-of-reach",
      "{fold_keys: 0}",
      "grand\t1\ngrand\t2\n:D\t2\nfed up\t-1\n",
      { "*two values*", "*w.tsv: 2 keys have capitals or blanks*“:D”" } },
    { "nothing", "{}", "grand\t1\ngrand\t1\nfed up\t-1\n", { NULL } },
};

static void
test_warning(gconstpointer data)
{
    const WarningCase *test = data;
    const TableCase file = { .file = "w.tsv", .content = test->content };
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = NULL;
    g_autofree char *path = write_file(&file, &folder);
    g_autofree char *steps = g_strdup_printf(
        "  - tokenizer\n  - sentiment: {lexicon: '%s', set: %s}\n", path, test->set);
    g_autoptr(GalleyPipeline) pipeline = steps_load_sure(steps);
    for (guint i = 0; i < G_N_ELEMENTS(test->expected) && test->expected[i] != NULL; i++)
        g_test_expect_message("galley", G_LOG_LEVEL_MESSAGE, test->expected[i]);
    /* any other message ends the test */
    GLogLevelFlags fatal = g_log_set_always_fatal(G_LOG_FATAL_MASK | G_LOG_LEVEL_MESSAGE);
    g_assert_true(galley_pipeline_open(pipeline, &error));
    g_log_set_always_fatal(fatal);
    g_test_assert_expected_messages();
    g_remove(path);
    g_rmdir(folder);
}

/* ---- a domain's values over the lexicon ---- */

static const TableCase domain_cases[] = {
    { "other-value", "d.tsv", "happy\t1.0\n", "happy", "happy=1.0000" },
    { "taken-away", "d.tsv", "happy\t0\n", "happy", "" },
    { "new-word", "d.csv", "word,value\nblurgh,-2\n", "blurgh", "blurgh=-2.5000 negative" },
};

static void
test_domain(gconstpointer data)
{
    const TableCase *test = data;
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = NULL;
    g_autofree char *path = write_file(test, &folder);
    g_autoptr(GalleyPipeline) pipeline = load_option("domain", path, &error);
    g_assert_no_error(error);
    g_autoptr(GalleyDocument) document = steps_process(pipeline, test->text, strlen(test->text));
    g_autofree char *found = describe_valences(document);
    g_assert_cmpstr(found, ==, test->expected);
    g_remove(path);
    g_rmdir(folder);
}

/* ---- what is refused: file, line, column, and what to do ---- */

static const TableCase error_cases[] = {
    { "no-number", "a.tsv", "grand\t2.0\nfine\tone\n", NULL,
      "a.tsv:2:6: “one” is not a number; it is written as 1.9 or -2" },
    { "no-value", "a.tsv", "grand\t2.0\n\nfine\n", NULL,
      "a.tsv:3:5: a number is missing behind “fine”; fields are parted by a tab, in a file called "
      ".csv by commas" },
    { "commas-in-tsv", "a.tsv", "fine,2\n", NULL, "a.tsv:1:7: a number is missing" },
    { "out-of-range", "a.tsv", "  grand\t200\n", NULL,
      "a.tsv:1:9: valence 200 is not within -100 and 100" },
    { "infinite", "a.tsv", "grand\tinf\n", NULL, "a.tsv:1:7: “inf” is not a number" },
    { "not-utf-8", "a.tsv", "fine\t1\ngr\xFFnd\t2\n", NULL, "a.tsv:2:3: not UTF-8 text; convert" },
    { "wide-column", "a.tsv", "\xC3\xA9t\xC3\xA9\tx\n", NULL, "a.tsv:1:5: “x” is not" },
    { "no-key", "a.csv", "grand,2\n,2\n", NULL, "a.csv:2:1: a key has 1 to 200 bytes" },
    { "csv-no-number", "a.csv", "word,value\n\"fi\nne\",1\ngrand,1.2.3\n", NULL,
      "a.csv:4:7: “1.2.3” is not a number" },
    { "csv-quote", "a.csv", "grand,2\nfi\"ne,1\n", NULL, "a.csv:2:1: " },
    { "csv-header-unknown", "a.csv", "wort,wert\ngrand,2\n", NULL,
      "a.csv:1:6: “wert” is not a number" },
    { "decimal-comma", "a.csv", "grand;1,5\n", NULL, "a.csv:1:7: “1,5” is not a number" },
};

static void
test_error(gconstpointer data)
{
    const TableCase *test = data;
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = NULL;
    g_autofree char *path = write_file(test, &folder);
    g_autoptr(GalleyPipeline) pipeline = load_option("lexicon", path, &error);
    g_assert_null(pipeline);
    g_test_message("%s", error->message);
    g_assert_nonnull(strstr(error->message, test->expected));
    g_remove(path);
    g_rmdir(folder);
}

/* ---- profiles ---- */

static const TableCase profile_cases[] = {
    { "news-names", "news", NULL, "They saw the Joy of it.", "Joy=1.1200 name" },
    { "social-names", "social", NULL, "They saw the Joy of it.", "Joy=2.8000" },
    { "social-slang", "social", NULL, "that was lit", "lit=1.4000" },
    { "news-marks", "news", NULL, "the justice party", "" },
    { "news-plot", "news", NULL, "the killer dies",
      "killer=-2.6250 negative; dies=-2.7500 negative" },
    { "reviews-plot", "reviews", NULL, "the killer dies", "" },
    { "reviews-phrase", "reviews", NULL, "a waste of money", "waste of money=-3.0000" },
};

static void
test_profile(gconstpointer data)
{
    const TableCase *test = data;
    g_autofree char *steps =
        g_strdup_printf("  - tokenizer\n  - sentiment: {profile: %s}\n", test->file);
    g_autoptr(GalleyPipeline) pipeline = steps_load_sure(steps);
    g_autoptr(GalleyDocument) document = steps_process(pipeline, test->text, strlen(test->text));
    g_autofree char *found = describe_valences(document);
    g_assert_cmpstr(found, ==, test->expected);
}

/* ---- weights of targets ---- */

#define OTHERS "before\t0\t1\ninside\t0\t1\noutside\t0\t1\nspeaker\t0\t0\nrival\t0\t1\n"

static const TableCase weight_cases[] = {
    { "good", "w.tsv", "near\t1\t1\nnear\t9\t0.5\nclause\t0\t1\n" OTHERS, NULL, NULL },
    { "unknown", "w.tsv", "nearr\t1\t1\n", NULL, "w.tsv:1:1: there is no weight “nearr”" },
    { "first", "w.tsv", "near\t0\t1\n", NULL, "w.tsv:1:6: near begins at 1 and goes up" },
    { "down", "w.tsv", "near\t1\t1\nnear\t5\t1\nnear\t5\t1\n", NULL,
      "w.tsv:3:6: near begins at 1 and goes up, by whole numbers, to 64 at most" },
    { "far", "w.tsv", "clause\t0\t1\nclause\t9\t1\n", NULL, "w.tsv:2:8: clause begins at 0" },
    { "negative", "w.tsv", "before\t0\t-1\n", NULL, "w.tsv:1:10: a weight is 0 to 10, not -1" },
    { "no-weight", "w.tsv", "before\t0\n", NULL, "w.tsv:1:9: a number is missing" },
    { "incomplete", "w.tsv", "near\t1\t1\n" OTHERS, NULL, "w.tsv: no row for “clause”" },
};

static void
test_weights(gconstpointer data)
{
    const TableCase *test = data;
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = NULL;
    g_autofree char *path = write_file(test, &folder);
    g_autoptr(GalleyPipeline) pipeline = load_option("weights", path, &error);
    g_test_message("%s", error != NULL ? error->message : "good");
    if (test->expected == NULL)
        g_assert_no_error(error);
    else
        g_assert_true(error != NULL && strstr(error->message, test->expected) != NULL);
    g_remove(path);
    g_rmdir(folder);
}

void
add_table_tests(void)
{
    ADD_TESTS("weights", weight_cases, test_weights);
    ADD_TESTS("profile", profile_cases, test_profile);
    ADD_TESTS("form", form_cases, test_form);
    ADD_TESTS("warning", warning_cases, test_warning);
    ADD_TESTS("domain", domain_cases, test_domain);
    ADD_TESTS("table-error", error_cases, test_error);
}
