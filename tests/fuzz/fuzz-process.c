/* fuzz-process.c: any bytes as a document, through the steps that FUZZ_STEPS names.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include <galley/galley.h>

#include "view.h"

int LLVMFuzzerTestOneInput(const guint8 *bytes, size_t size);

/* Lists of steps, by the target's name; the first byte of an input chooses one. */
static const struct {
    const char *target;
    const char *steps;
} chains[] = {
    { "cleaner", "cleaner" },
    { "cleaner",
      "cleaner: {normalize: nfkc, fold: [quotes, dashes, ellipses], boilerplate: balanced}" },
    { "cleaner",
      "cleaner: {boilerplate: balanced, whitespace: false, line_ends: false, controls: false}" },
    { "tokenizer", "tokenizer" },
    { "tokenizer", "tokenizer: {sentences: news, hyphen: split}" },
    { "tokenizer", "tokenizer: {sentences: line, hyphen: keep}" },
    { "tokenizer", "tokenizer: {mode: uax29, sentences: uax29}" },
    { "tokenizer", "language: {least: 0}, tokenizer" },
    { "quotes", "tokenizer, quotes" },
    { "quotes", "cleaner, tokenizer: {hyphen: split}, quotes" },
    { "quotes", "tokenizer: {mode: uax29, sentences: line}, quotes" },
    { "sentiment", "tokenizer, sentiment: {scopes: [text]}" },
    { "sentiment", "sentiment: {profile: vader-corrected, scopes: [text], WORDS}" },
    { "sentiment", "tokenizer, sentiment: {scopes: [sentence, document]}" },
    { "sentiment", "tokenizer, sentiment: {profile: vader-corrected, scopes: [sentence], WORDS}" },
    { "sentiment", "sentiment: {profile: vader, scopes: [text], set: {idioms_late: 0}, WORDS}" },
    { "sentiment", "sentiment: {profile: vader, scopes: [text], set: {idioms_last: 0, "
                   "emoji_single: 0}, WORDS}" },
    { "sentiment", "tokenizer, sentiment: {profile: reviews, scopes: [sentence, document]}" },
    { "sentiment", "tokenizer, sentiment: {profile: social, set: {stop_at_marks: 0, window: 9}}" },
    { "sentiment",
      "tokenizer, quotes, sentiment: {scopes: [sentence, quotation, document, paragraph, "
      "narrative, target, entity], explain: true}" },
    { "sentiment",
      "tokenizer, quotes, sentiment: {profile: vader, scopes: [quotation, narrative, target], "
      "explain: true, WORDS}" },
    { "html", "html" },
    { "html", "html: {scope: body, metadata: false}" },
    { "html", "html, cleaner, tokenizer" },
    { "page-text", "page-text" },
    { "page-text", "page-text: {hyphens: false}, cleaner" },
    { "mask", "mask" },
    { "mask", "mask: {kinds: [phone, ipv6], placeholder: 1}, tokenizer" },
    { "language", "language" },
    { "language", "language: {sample: 64B}" },
    { "language", "cleaner, language: {sample: 0B, least: 0}" },
    { "news", "cleaner, tokenizer, quotes, sentiment" },
};

/* ---- pipelines ---- */

/* What stands for WORDS: the word lists of the plugin's tests. */
static const char words[] =
    "lexicon: " FUZZ_WORDS "lexicon.tsv, boosters: " FUZZ_WORDS
    "boosters.tsv, negations: " FUZZ_WORDS "negations.txt, idioms: " FUZZ_WORDS
    "idioms.tsv, emoji: " FUZZ_WORDS "emoji.tsv";

static char *
yaml_of(const char *steps)
{
    g_auto(GStrv) parts = g_strsplit(steps, "WORDS", -1);
    g_autofree char *filled = g_strjoinv(words, parts);
    return g_strdup_printf("galley: 1\nname: fuzz\nsteps: [%s]\n", filled);
}

static GalleyPipeline *
load(const char *steps)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *yaml = yaml_of(steps);
    GalleyPipeline *pipeline =
        galley_pipeline_load_text(yaml, strlen(yaml), "fuzz.yaml", NULL, &error);
    if (!pipeline || !galley_pipeline_open(pipeline, &error))
        g_error("%s", error->message);
    return pipeline;
}

static GPtrArray *
load_chains(void)
{
    GPtrArray *pipelines = g_ptr_array_new();
    for (gsize i = 0; i < G_N_ELEMENTS(chains); i++)
        if (g_str_equal(chains[i].target, FUZZ_STEPS))
            g_ptr_array_add(pipelines, load(chains[i].steps));
    return pipelines;
}

static GalleyPipeline *
choose_pipeline(guint8 choice)
{
    static GPtrArray *pipelines;
    if (!pipelines)
        pipelines = load_chains();
    return pipelines->pdata[choice % pipelines->len];
}

/* ---- one document ---- */

static GalleyStatus
process(GalleyPipeline *pipeline, GalleyDocument *document, const guint8 *bytes, gsize size)
{
    g_autoptr(GError) error = NULL;
    galley_document_set_id(document, "fuzz", -1);
    galley_document_set_source(document, bytes, size, galley_encoding_find("utf-8"), &error);
    GalleyStatus status = galley_pipeline_process(pipeline, document, &error);
    if (error)
        g_error("%s", error->message);
    return status;
}

static void
check_spans_lead_back(const GalleyDocument *document, const GalleyLayer *layer)
{
    guint32 source_size, n = galley_layer_get_n_rows(layer);
    const guint32 *begins = galley_layer_get_begins(layer), *ends = galley_layer_get_ends(layer);
    galley_document_get_source(document, &source_size);
    for (guint32 row = 0; row < n; row++) {
        guint32 begin = begins[row], end = ends[row];
        if (!galley_layer_get_layout(layer)->source)
            galley_document_map_to_source(document, begins[row], ends[row], &begin, &end);
        g_assert_cmpuint(begin, <=, end);
        g_assert_cmpuint(end, <=, source_size);
    }
}

/* Also marks: one upon a blank makes a blank of it to UAX #29. */
static const guint32 unseen = GALLEY_UNICODE_WHITE_SPACE | GALLEY_UNICODE_CONTROL |
                              GALLEY_UNICODE_DEFAULT_IGNORABLE | GALLEY_UNICODE_MARK;

static gboolean
is_blank(const char *text, guint32 from, guint32 to)
{
    for (; from < to; from = galley_utf8_next(text, from)) {
        gunichar character = galley_utf8_get(text, from);
        if (!(galley_unichar_get_properties(character) & unseen))
            return FALSE;
    }
    return TRUE;
}

/* Tokens do not overlap, and nothing that can be seen is left between them. */
static void
check_tokens(const GalleyDocument *document, const GalleyLayer *tokens)
{
    guint32 size, last = 0, n = galley_layer_get_n_rows(tokens);
    const char *text = galley_document_get_text(document, &size);
    const guint32 *begins = galley_layer_get_begins(tokens), *ends = galley_layer_get_ends(tokens);
    for (guint32 row = 0; row < n; row++) {
        g_assert_cmpuint(begins[row], >=, last);
        g_assert_true(is_blank(text, last, begins[row]));
        last = ends[row];
    }
    g_assert_true(is_blank(text, last, size));
}

static void
check_layers(const GalleyDocument *document)
{
    for (const GalleyLayer *const *layers = galley_document_get_layers(document); *layers;
         layers++) {
        check_spans_lead_back(document, *layers);
        if (g_str_equal(galley_layer_get_layout(*layers)->name, "token"))
            check_tokens(document, *layers);
    }
}

/* The engine finds what breaks the contract; and once more in a used document, after other work,
 * nothing differs. */
int
LLVMFuzzerTestOneInput(const guint8 *bytes, size_t size)
{
    static GalleyDocument *used;
    if (size == 0)
        return 0;
    /* a used document keeps its metadata, which these steps read or leave as they are */
    if (g_str_equal(FUZZ_STEPS, "html") || g_str_equal(FUZZ_STEPS, "tokenizer"))
        g_clear_pointer(&used, galley_document_unref);
    if (!used)
        used = galley_document_new();
    GalleyPipeline *pipeline = choose_pipeline(bytes[0]);
    GalleyStatus first = process(pipeline, used, bytes + 1, size - 1);
    g_autoptr(GString) first_view = view_of(used);
    if (first == GALLEY_OK)
        check_layers(used);
    g_autoptr(GalleyDocument) fresh = galley_document_new();
    GalleyStatus second = process(pipeline, fresh, bytes + 1, size - 1);
    g_autoptr(GString) second_view = view_of(fresh);
    g_assert_cmpint(first, ==, second);
    g_assert_true(g_string_equal(first_view, second_view));
    return 0;
}
