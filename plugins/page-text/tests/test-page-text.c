/* test-page-text.c: printed pages become running text. SPDX-License-Identifier: MIT */
#include "support.h"

#include <galley/galley.h>

typedef struct {
    const char *name;
    const char *options;
    const char *text;
    const char *expected; /* NULL: as it was */
} Case;

#define WIDE "The harbour reopened on Friday after three\n"
#define A "The harbour reopened on Friday, and the first ferry left at noon.\n"
#define B "Nobody on the island could remember such waves in any winter yet.\n"
#define C "Repairs to the breakwater would take until spring, they all said.\n"

static const Case cases[] = {
    /* ligatures */
    { "fi", "{}", "\uFB01nd", "find" },
    { "fl", "{}", "\uFB02at", "flat" },
    { "ff", "{}", "o\uFB00", "off" },
    { "ffi", "{}", "o\uFB03ce", "office" },
    { "ffl", "{}", "ba\uFB04e", "baffle" },
    { "st", "{}", "po\uFB06, po\uFB05", "post, post" },
    { "not-ligature", "{}", "\uFB07 \uFB13", NULL },
    { "kept-ligature", "{ligatures: false}", "\uFB01nd", NULL },
    /* words */
    { "known-from-document", "{}", "the harbour and the har-\nbour",
      "the harbour and the harbour" },
    { "known-in-capitals", "{}", "HARBOUR and the har-\nbour", "HARBOUR and the harbour" },
    { "known-hyphenated", "{}", "a well-known man, a well-\nknown day",
      "a well-known man, a well-known day" },
    { "unknown", "{}", "some har-\nbour", "some har-bour" },
    { "both-known", "{}", "recover, re-cover, to re-\ncover", "recover, re-cover, to re-cover" },
    { "soft-hyphen", "{}", "some har\u00AD\nbour", "some harbour" },
    { "unicode-hyphen", "{}", "harbour, har\u2010\nbour", "harbour, harbour" },
    { "capital-behind", "{}", "Anna-\nMaria, AnnaMaria", NULL },
    { "digit-behind", "{}", "pages 12-\n14", NULL },
    { "dash", "{}", "it was late -\nand cold", NULL },
    { "double-dash", "{}", "it was late--\nand cold", NULL },
    { "indented-below", "{}", "harbour, har-\n   bour", "harbour, harbour" },
    { "blanks-behind", "{}", "harbour, har-  \nbour", "harbour, harbour" },
    { "accents", "{}", "caf\u00e9s, ca-\nf\u00e9s", "caf\u00e9s, caf\u00e9s" },
    { "blank-line-between", "{}", "har-\n\nbour, harbour", NULL },
    { "first-half-short", "{}", "a-\nbout, about", "about, about" },
    { "kept-hyphens", "{hyphens: false, wrap: false}", "harbour har-\nbour", NULL },
    { "word-list", "{words: list.txt}", "some har-\nbour", "some harbour" },
    { "carriage-return", "{}", "harbour, har-\r\nbour", "harbour, harbour" },
    { "not-sign", "{}", "some har\u00AC\nbour", "some harbour" },
    { "not-sign-alone", "{}", "some \u00AC\nbour", NULL },
    { "three-in-a-row", "{}", "harbour island ferry har-\nbour is-\nland fer-\nry",
      "harbour island ferry harbour island ferry" },
    /* pages */
    { "number-below", "{}", A "1\f" B "2\f" C "3\f", A "\n" B "\n" C },
    { "number-above", "{}", "1\n" A "\f2\n" B "\f3\n" C, A "\n" B "\n" C },
    { "number-with-dashes", "{}", A "- 7 -\f" B "- 8 -\f", A "\n" B },
    { "number-once-sure", "{}", A "Page 7 of 9\f" B, A "\n" B },
    { "number-slash", "{}", A "7/9\f" B "8/9\f", A "\n" B },
    { "number-roman", "{}", A "vii\f" B "viii\f", A "\n" B },
    { "number-from-later", "{}", A "\f" B "118\f" C "119\f", A "\n" B "\n" C },
    { "number-of-text", "{}", A "1848\f" B, A "1848\n\n" B },
    { "number-out-of-step", "{}", A "12\f" B "70\f" C, A "12\n\n" B "70\n\n" C },
    { "number-inside", "{wrap: false}", A A "12\n" A A "\f" B B "13\n" B B,
      A A "12\n" A A "\n" B B "13\n" B B },
    { "number-kept", "{numbers: false}", A "1\f" B "2\f", A "1\n\n" B "2\n" },
    { "head", "{}", "The Quay\n" A "\fThe Quay\n" B "\fThe Quay\n" C, A "\n" B "\n" C },
    { "head-with-number", "{}", "The Quay 4\n" A "\fThe Quay 5\n" B "\fThe Quay 6\n" C,
      A "\n" B "\n" C },
    { "head-second-line", "{}", "4\nThe Quay\n" A "\f5\nThe Quay\n" B "\f6\nThe Quay\n" C,
      A "\n" B "\n" C },
    { "foot", "{}", A "Quay Press\f" B "Quay Press\f" C "Quay Press\f", A "\n" B "\n" C },
    { "head-twice", "{}", "The Quay\n" A "\fThe Quay\n" B, "The Quay\n" A "\nThe Quay\n" B },
    { "head-and-foot-apart", "{wrap: false}", "The Quay\n" A A A A "\f" B B B B "The Quay\f" C,
      "The Quay\n" A A A A "\n" B B B B "The Quay\n\n" C },
    { "head-kept", "{heads: false}", "The Quay\n" A "\fThe Quay\n" B "\fThe Quay\n" C,
      "The Quay\n" A "\nThe Quay\n" B "\nThe Quay\n" C },
    { "lines-repeated-inside", "{wrap: false}", A "Refrain\n" A A A "Refrain\n" A "\f" B,
      A "Refrain\n" A A A "Refrain\n" A "\n" B },
    { "profile-pdf", "{profile: pdf}", "The Quay\n" A "\fThe Quay\n" B "\fThe Quay\n" C,
      A "\n" B "\n" C },
    { "head-misread-pdf", "{wrap: false}", "The Quay l2\n" A "\fTlie 0uay 13\n" B "\fThe Quay.\n" C,
      "The Quay l2\n" A "\nTlie 0uay 13\n" B "\nThe Quay.\n" C },
    { "head-misread-ocr", "{profile: ocr}", "12 Fishing\n" A "\fl3 F1sh1ng.\n" B "\f14 Flshlng\n" C,
      A "\n" B "\n" C },
    { "head-misread-letters", "{profile: ocr}",
      "12 The Fishing\n" A "\fl3 The Flshlng.\n" B "\fl4 Tbe Fishiug\n" C, A "\n" B "\n" C },
    { "heads-apart-ocr", "{profile: ocr, wrap: false}", "Fish\n" A "\fQuay\n" B "\fStorm\n" C,
      "Fish\n" A "\nQuay\n" B "\nStorm\n" C },
    { "odd-and-even", "{}",
      "The Quay\n" A "\fAnn Bell\n" B "\fThe Quay\n" C "\fAnn Bell\n" A "\fThe Quay\n" B
      "\fAnn Bell\n" C,
      A "\n" B "\n" C "\n" A "\n" B "\n" C },
    { "sentence-goes-on", "{wrap: false}", "The harbour was\f closed.",
      "The harbour was\n closed." },
    { "word-goes-on", "{}", "a harbour, the har-\n12\fbour. Late\n13\f",
      "a harbour, the harbour. Late\n" },
    { "sentence-ends", "{}", "It closed.\fShe left.", "It closed.\n\nShe left." },
    { "empty-pages", "{}", "It closed.\f\f\n\fShe left.\f", "It closed.\n\nShe left.\n" },
    { "form-feed-alone", "{}", "\f", "\n" },
    /* page numbers without form feeds */
    { "lone-numbers", "{}", A "\n11\n\n" B "\n12\n\n" C "\n13\n", A "\n\n" B "\n\n" C "\n" },
    { "lone-number-in-sentence", "{wrap: false}",
      A "\n11\n\nIt was shut\n\n12\n\n  by storm.\n\n13\n", A "\n\nIt was shut\n  by storm.\n\n" },
    { "lone-number-once", "{}", A "\n11\n\n" B, NULL },
    { "lone-numbers-wild", "{}", A "\n11\n\n" B "\n3\n\n" C "\n1\n", NULL },
    { "lone-page", "{}", A "\nPage 3\n\n" B, A "\n\n" B },
    /* lines */
    { "wrapped", "{}",
      WIDE "days of storm, and the first ferry left at\nnoon with eighty people.\n",
      "The harbour reopened on Friday after three days of storm, and the first ferry left at noon "
      "with "
      "eighty people.\n" },
    { "two-paragraphs", "{}", WIDE "days of storm.\n\n" WIDE "days of storm.\n",
      "The harbour reopened on Friday after three days of storm.\n\nThe harbour reopened on Friday "
      "after "
      "three days of storm.\n" },
    { "short-last-line", "{}", WIDE "days of storm.\n" WIDE "days of storm.\n",
      "The harbour reopened on Friday after three days of storm.\nThe harbour reopened on Friday "
      "after "
      "three days of storm.\n" },
    { "list", "{}", WIDE "- days of storm and rain and wind and snow\n- more of it\n", NULL },
    { "numbered-list", "{}", WIDE "1. days of storm and rain and wind and\n2. more of it\n", NULL },
    { "indented-paragraph", "{}",
      "  The harbour reopened on Friday after three\ndays of storm, said all who had been there.\n"
      "  Nobody on the island remembered storms.\n",
      "  The harbour reopened on Friday after three days of storm, said all who had been there.\n"
      "  Nobody on the island remembered storms.\n" },
    { "verse", "{}", "O harbour\nO ferry\nO quay of the island and of the storm\nO noon\n", NULL },
    { "long-lines", "{}",
      A "The harbour reopened on Friday, and the first ferry left at noon, and the council, which "
        "had closed "
        "it, as it does each winter, when waves reach the upper quay, said that it would stay "
        "open, at last.\n"
        "Next to it, a line that has just the same width, and as many words, or nearly so, as the "
        "one above, "
        "which is a paragraph, on a line of its own, and not a part of any other, whoever may have "
        "cut it.\n",
      NULL },
    { "unwrapped", "{wrap: false}", WIDE "days of storm.\n", NULL },
    { "one-line", "{}", "The harbour reopened on Friday", NULL },
    { "empty", "{}", "", NULL },
    { "blank", "{}", "\n \n", NULL },
};

static GalleyDocument *
process(const Folder *folder, const char *options, const char *text, gsize size)
{
    g_autofree char *yaml = g_strdup_printf("galley: 1\nsteps:\n  - page-text: %s\n", options);
    g_autofree char *path = put_file(folder, "p.yaml", yaml, -1);
    g_free(put_file(folder, "list.txt", "ferry\nHarbour\n", -1));
    g_autoptr(GError) error = NULL;
    g_autoptr(GalleyPipeline) pipeline = galley_pipeline_load(path, NULL, &error);
    g_assert_no_error(error);
    GalleyDocument *document = galley_document_new();
    galley_document_set_text(document, text, size, &error);
    galley_pipeline_process(pipeline, document, &error);
    g_assert_no_error(error);
    return document;
}

static void
test_case(gconstpointer data)
{
    const Case *test = data;
    g_autoptr(Folder) folder = folder_new();
    g_autoptr(GalleyDocument) document =
        process(folder, test->options, test->text, strlen(test->text));
    g_assert_cmpstr(galley_document_get_text(document, &(guint32){ 0 }), ==,
                    test->expected != NULL ? test->expected : test->text);
}

/* Each removal is kept with its reason, in bytes of the source. */
static void
test_removed(void)
{
    g_autoptr(Folder) folder = folder_new();
    static const char text[] = A "1\f" B "2\f"
                                 "harbour, har-\nbour";
    g_free(put_file(folder, "p.yaml", "galley: 1\nsteps: [page-text]\nwriters: [jsonl]\n", -1));
    g_free(put_file(folder, "a.txt", text, -1));
    g_auto(Outcome) outcome =
        shell("cd \"$1\" && \"$GALLEY\" run p.yaml a.txt -o out && cat out/*.json*", folder, NULL);
    g_assert_cmpint(outcome.status, ==, 0);
    assert_has(outcome.out, "page number");
    assert_has(outcome.out, "words joined");
}

/* A span of a joined word leads to both halves. */
static void
test_way_back(void)
{
    guint32 begin, end;
    static const char text[] = "harbour, har-\nbour";
    g_autoptr(Folder) folder = folder_new();
    g_autoptr(GalleyDocument) document = process(folder, "{}", text, sizeof text - 1);
    galley_document_map_to_source(document, 9, 16, &begin, &end);
    g_assert_cmpuint(begin, ==, 9);
    g_assert_cmpuint(end, ==, sizeof text - 1);
}

/* Work is linear: a million lines that look like numbers, like heads, like broken words. */
static void
test_large(void)
{
    static const char *const units[] = { "12\n\n", "a\f", "ab-\nab\n", "\f\n", "1\f2\n" };
    g_autoptr(Folder) folder = folder_new();
    for (gsize i = 0; i < G_N_ELEMENTS(units); i++) {
        g_autoptr(GString) text = g_string_new(NULL);
        for (guint n = 0; n < 300000; n++)
            g_string_append(text, units[i]);
        gint64 begin = g_get_monotonic_time();
        g_autoptr(GalleyDocument) document = process(folder, "{}", text->str, text->len);
        g_test_message("%.2f s", (double)(g_get_monotonic_time() - begin) / 1e6);
        g_assert_nonnull(document);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strconcat("/page-text/", cases[i].name, NULL);
        g_test_add_data_func(path, &cases[i], test_case);
    }
    g_test_add_func("/page-text/removed", test_removed);
    g_test_add_func("/page-text/way-back", test_way_back);
    g_test_add_func("/page-text/large", test_large);
    return g_test_run();
}
