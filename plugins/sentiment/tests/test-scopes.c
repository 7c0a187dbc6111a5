/* test-scopes.c: who says what about whom: narrative, paragraphs, targets, entities.
 * SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "support.h"

/* ---- rows of scores, described ---- */

static void
append_name(const GalleyDocument *document, GString *out, guint column, guint32 row)
{
    const GalleyLayer *sentiments = galley_document_get_layer(document, "sentiment");
    const GalleyLayer *entities = galley_document_get_layer(document, "entity");
    const guint32 *rows = galley_layer_get_rows(sentiments, column);
    guint32 size = 0;
    if (entities == NULL || rows == NULL || rows[row] == GALLEY_NO_ROW)
        return;
    const char *name = galley_layer_get_text(entities, GALLEY_ENTITY_NAME, rows[row], &size);
    g_string_append_printf(
        out, " %s %.*s", column == GALLEY_SENTIMENT_SPEAKER ? "said by" : "about", (int)size, name);
}

/* "Okafor + 2 about Daniel Okafor; ...": of all rows of @scope the text, the sign of the compound (?
 * where there is none), the evidence. */
static char *
describe_scope(const GalleyDocument *document, GalleySentimentScope scope)
{
    const GalleyLayer *layer = galley_document_get_layer(document, "sentiment");
    const char *text = galley_document_get_text(document, NULL);
    const guint8 *scopes = galley_layer_get_categories(layer, GALLEY_SENTIMENT_SCOPE);
    GString *out = g_string_new(NULL);
    for (guint32 i = 0; i < galley_layer_get_n_rows(layer); i++) {
        guint32 begin = galley_layer_get_begins(layer)[i], end = galley_layer_get_ends(layer)[i];
        double compound = number(layer, GALLEY_SENTIMENT_COMPOUND, i);
        gboolean known = galley_layer_has_value(layer, GALLEY_SENTIMENT_COMPOUND, i);
        if (scopes[i] != scope)
            continue;
        g_string_append_printf(out, "%s%.*s %s %d", out->len > 0 ? "; " : "",
                               (int)MIN(end - begin, 16), text + begin,
                               !known         ? "?"
                               : compound > 0 ? "+"
                               : compound < 0 ? "-"
                                              : "0",
                               (int)galley_layer_get_int64s(layer, GALLEY_SENTIMENT_EVIDENCE)[i]);
        append_name(document, out, GALLEY_SENTIMENT_ENTITY, i);
        append_name(document, out, GALLEY_SENTIMENT_SPEAKER, i);
    }
    return g_string_free(out, FALSE);
}

static void
check_scope(const Case *test, const char *steps, GalleySentimentScope scope)
{
    g_autofree char *lexicon = fixture("lexicon.tsv");
    g_auto(GStrv) parts = g_strsplit(steps, "FILE", -1);
    g_autofree char *filled = g_strjoinv(lexicon, parts);
    g_autoptr(GalleyPipeline) pipeline = steps_load_sure(filled);
    g_autoptr(GalleyDocument) document = steps_process(pipeline, test->text, strlen(test->text));
    g_autofree char *found = describe_scope(document, scope);
    g_assert_cmpstr(found, ==, test->expected);
}

/* ---- what a sentence says about whom; the words of value are grand, fine, dire, bad ---- */

static const Case target_cases[] = {
    { "one", "Ann Lee was grand.", "Ann Lee + 1 about Ann Lee" },
    { "nobody", "It was grand.", "" },
    { "no-evidence", "Ann Lee went home.", "Ann Lee ? 0 about Ann Lee" },
    { "each-its-own", "Ann Lee was grand and fine, while Bob Day was dire and bad.",
      "Ann Lee + 4 about Ann Lee; Bob Day - 4 about Bob Day" },
    { "nearest-mention", "Ann Lee was grand, and Ann Lee was grand, and Ann Lee was bad.",
      "Ann Lee + 3 about Ann Lee" },
    { "own-name", "Bob Grand was dire.", "Bob Grand - 1 about Bob Grand" },
    { "speaker", "\"It is a dire and bad plan,\" Ann Lee said.", "Ann Lee ? 0 about Ann Lee" },
    { "speaker-outside", "\"It is a dire plan,\" Ann Lee said in a grand mood.",
      "Ann Lee + 1 about Ann Lee" },
    { "said-about", "\"Bob Day is a dire man,\" Ann Lee said.",
      "Bob Day - 1 about Bob Day said by Ann Lee; Ann Lee ? 0 about Ann Lee" },
    { "indirect", "Ann Lee said that Bob Day was a dire man.",
      "Ann Lee ? 0 about Ann Lee; Bob Day - 1 about Bob Day said by Ann Lee" },
    { "beside-quotation", "Bob Day heard it. \"It is dire,\" Ann Lee told Bob Day.",
      "Bob Day ? 0 about Bob Day; Ann Lee ? 0 about Ann Lee; Bob Day - 1 about Bob Day" },
};

static void
test_target(gconstpointer data)
{
    check_scope(data,
                "  - tokenizer\n  - quotes\n"
                "  - sentiment: {scopes: [target], lexicon: 'FILE'}\n",
                GALLEY_SENTIMENT_SCOPE_TARGET);
}

static const Case entity_cases[] = {
    { "mean", "Ann Lee was grand. Bob Day left. Lee was grand. Lee was dire.",
      "Ann Lee was gran + 3 about Ann Lee; Ann Lee was gran ? 0 about Bob Day" },
    { "nobody", "It was grand.", "" },
};

static void
test_entity(gconstpointer data)
{
    check_scope(data,
                "  - tokenizer\n  - quotes\n"
                "  - sentiment: {scopes: [entity], lexicon: 'FILE'}\n",
                GALLEY_SENTIMENT_SCOPE_ENTITY);
}

/* ---- outside quotations, and inside ---- */

static const Case narrative_cases[] = {
    { "outside", "\"It is dire,\" Ann Lee said on a grand day.", "\"It is dire,\" An + 1" },
    { "nothing-outside", "\"It is dire,\" Ann Lee said.", "\"It is dire,\" An 0 0" },
    { "no-quotation", "It is dire.", "It is dire. - 1" },
    { "several", "It was grand. \"Bad, dire, bad,\" Ann Lee said. It was fine. \"Bad!\" she said.",
      "It was grand. \"B + 2" },
    { "indirect", "Ann Lee said that it was dire.", "Ann Lee said tha 0 0" },
    { "empty", "", "" },
};

static const char *const vader_lists[] = { "boosters.tsv", "negations.txt", "idioms.tsv",
                                           "emoji.tsv" };

static void
test_narrative(gconstpointer data)
{
    check_scope(data,
                "  - tokenizer\n  - quotes\n"
                "  - sentiment: {scopes: [narrative], lexicon: 'FILE'}\n",
                GALLEY_SENTIMENT_SCOPE_NARRATIVE);
}

/* Steps of the profile vader with the word lists of these tests. */
static char *
vader_steps(const char *options)
{
    GString *steps =
        g_string_new("  - tokenizer\n  - quotes\n  - sentiment:\n      profile: vader\n"
                     "      lexicon: 'FILE'\n");
    for (guint i = 0; i < G_N_ELEMENTS(vader_lists); i++) {
        g_autofree char *path = fixture(vader_lists[i]);
        g_autofree char *name = g_strndup(vader_lists[i], strcspn(vader_lists[i], "."));
        g_string_append_printf(steps, "      %s: '%s'\n", name, path);
    }
    g_string_append_printf(steps, "      %s\n", options);
    return g_string_free(steps, FALSE);
}

static void
test_narrative_vader(gconstpointer data)
{
    g_autofree char *steps = vader_steps("scopes: [narrative]");
    check_scope(data, steps, GALLEY_SENTIMENT_SCOPE_NARRATIVE);
}

static void
test_target_vader(gconstpointer data)
{
    g_autofree char *steps = vader_steps("scopes: [target]");
    check_scope(data, steps, GALLEY_SENTIMENT_SCOPE_TARGET);
}

static const Case paragraph_cases[] = {
    { "two", "It was grand. It was grand.\n\nIt was dire.",
      "It was grand. It + 2; It was dire. - 1" },
    { "no-evidence", "It was.\n\nIt was dire.", "It was. 0 0; It was dire. - 1" },
    { "none", "", "" },
};

static void
test_paragraph(gconstpointer data)
{
    check_scope(data, "  - tokenizer\n  - sentiment: {scopes: [paragraph], lexicon: 'FILE'}\n",
                GALLEY_SENTIMENT_SCOPE_PARAGRAPH);
}

/* A paragraph of many good sentences is as good as one of them, not better. */
static void
test_no_saturation(void)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GalleyPipeline) pipeline = steps_load_sure(
        "  - tokenizer\n  - sentiment: {scopes: [sentence, paragraph, document]}\n");
    for (int i = 0; i < 200; i++)
        g_string_append(text, "It was a good day. ");
    g_autoptr(GalleyDocument) document = steps_process(pipeline, text->str, text->len);
    const GalleyLayer *layer = galley_document_get_layer(document, "sentiment");
    double one = number(layer, GALLEY_SENTIMENT_COMPOUND,
                        find_scope(layer, GALLEY_SENTIMENT_SCOPE_SENTENCE, 0));
    static const GalleySentimentScope scopes[] = { GALLEY_SENTIMENT_SCOPE_PARAGRAPH,
                                                   GALLEY_SENTIMENT_SCOPE_DOCUMENT };
    for (guint i = 0; i < G_N_ELEMENTS(scopes); i++) {
        guint32 row = find_scope(layer, scopes[i], 0);
        g_assert_cmpfloat_with_epsilon(number(layer, GALLEY_SENTIMENT_COMPOUND, row), one, 1e-4);
        g_assert_cmpfloat(number(layer, GALLEY_SENTIMENT_SPREAD, row), <, 1e-4);
    }
}

/* ---- spans of metadata ---- */

typedef struct {
    const char *name;
    const char *spans;    /* JSON */
    const char *expected; /* of the rows, or a part of the message */
    gboolean wrong;
} SpanCase;

/* "é" is one code point and two bytes */
static const char span_text[] = "\xC3\xA9t\xC3\xA9 was grand and Bob was dire.";

static const SpanCase span_cases[] = {
    { "one", "[0, 3]", "\xC3\xA9t\xC3\xA9 + 2", FALSE },
    { "list", "[[18, 21],[0,3]]", "\xC3\xA9t\xC3\xA9 + 2; Bob - 2", FALSE },
    { "blanks", " [ [ 18 , 21 ] ] ", "Bob - 2", FALSE },
    { "empty", "[]", "", FALSE },
    { "null", "null", "", FALSE },
    { "no-list", "{\"a\": 1}", "metadata.spans: not [begin, end]", TRUE },
    { "number", "7", "metadata.spans: not [begin, end]", TRUE },
    { "three", "[1, 2, 3]", "metadata.spans: not [begin, end]", TRUE },
    { "open", "[[1, 2]", "metadata.spans: not [begin, end]", TRUE },
    { "negative", "[-1, 2]", "metadata.spans: not [begin, end]", TRUE },
    { "backwards", "[3, 2]", "metadata.spans: not [begin, end]", TRUE },
    { "behind", "[18, 99]", "metadata.spans: a span ends behind the text", TRUE },
    { "far-behind", "[98, 99]", "metadata.spans: a span ends behind the text", TRUE },
    { "huge", "[18, 99999999999]", "metadata.spans: not [begin, end]", TRUE },
};

static void
test_spans(gconstpointer data)
{
    const SpanCase *test = data;
    g_autofree char *lexicon = fixture("lexicon.tsv");
    g_autofree char *steps = g_strdup_printf(
        "  - tokenizer\n  - sentiment: {scopes: [target], targets: spans, lexicon: '%s'}\n",
        lexicon);
    g_autoptr(GError) error = NULL;
    g_autofree char *text =
        g_strconcat("galley: 1\nname: test\nreader: jsonl\nsteps:\n", steps, NULL);
    g_autoptr(GalleyPipeline) pipeline =
        galley_pipeline_load_text(text, strlen(text), "test.yaml", NULL, &error);
    g_assert_no_error(error);
    g_autoptr(GalleyDocument) document = galley_document_new();
    galley_document_set_id(document, "test", -1);
    galley_document_set_source(document, span_text, strlen(span_text),
                               galley_encoding_find("UTF-8"), &error);
    galley_document_set_metadata_json(document, "spans", test->spans, -1);
    g_assert_no_error(error);
    GalleyStatus status = galley_pipeline_process(pipeline, document, &error);
    if (test->wrong) {
        g_assert_cmpint(status, ==, GALLEY_ERROR);
        g_test_message("%s", error->message);
        g_assert_nonnull(strstr(error->message, test->expected));
        return;
    }
    g_assert_no_error(error);
    g_autofree char *found = describe_scope(document, GALLEY_SENTIMENT_SCOPE_TARGET);
    g_assert_cmpstr(found, ==, test->expected);
}

/* ---- needs follow the scopes ---- */

/* expected: a part of the message, or NULL where the plan is right */
static const Case need_cases[] = {
    { "sentence-alone", "  - tokenizer\n  - sentiment: {scopes: [sentence]}\n", NULL },
    { "default-without-quotes", "  - tokenizer\n  - sentiment\n", NULL },
    { "paragraph", "  - tokenizer\n  - sentiment: {scopes: [paragraph]}\n", NULL },
    { "all",
      "  - tokenizer\n  - quotes\n"
      "  - sentiment: {scopes: [sentence, quotation, document, paragraph, narrative, target, "
      "entity], explain: true}\n",
      NULL },
    { "narrative-without-quotes", "  - tokenizer\n  - sentiment: {scopes: [narrative]}\n",
      "quotation" },
    { "target-without-quotes", "  - tokenizer\n  - sentiment: {scopes: [target]}\n", "mention" },
    { "entity-without-quotes", "  - tokenizer\n  - sentiment: {scopes: [entity]}\n", "mention" },
    { "entity-and-targets", "  - tokenizer\n  - sentiment: {scopes: [entity], targets: spans}\n",
      "targets" },
    { "targets-without-scope", "  - tokenizer\n  - sentiment: {targets: spans}\n", "targets" },
    { "unknown-scope", "  - tokenizer\n  - sentiment: {scopes: [paragraf]}\n", "paragraph" },
};

static void
test_needs(gconstpointer data)
{
    const Case *test = data;
    g_autoptr(GError) error = NULL;
    g_autoptr(GalleyPipeline) pipeline = steps_load(test->text, &error);
    if (test->expected == NULL) {
        g_assert_no_error(error);
        return;
    }
    g_assert_nonnull(error);
    g_test_message("%s", error->message);
    g_assert_nonnull(strstr(error->message, test->expected));
}

/* ---- many mentions: time must stay in step with size ---- */

typedef struct {
    const char *name;
    const char *before, *behind; /* of a name */
    gboolean unlike;             /* each name is another one */
} FloodCase;

static const FloodCase flood_cases[] = {
    { "one-name", "", " was good and ", FALSE },
    { "names", "", " was good and ", TRUE },
    { "quotations", "\"It is bad,\" ", " said. ", TRUE },
    { "said-he", "", " said: \"it is bad ", FALSE },
};

static void
test_flood(gconstpointer data)
{
    const FloodCase *test = data;
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GalleyPipeline) pipeline =
        steps_load_sure("  - tokenizer: {sentences: line}\n  - quotes\n"
                        "  - sentiment: {scopes: [target, entity, narrative], explain: true}\n");
    for (guint i = 0; text->len < 500000; i++)
        g_string_append_printf(text, "%sAnn X%uy%s", test->before, test->unlike ? i : 0,
                               test->behind);
    g_test_timer_start();
    g_autoptr(GalleyDocument) document = steps_process(pipeline, text->str, text->len);
    g_assert_cmpfloat(g_test_timer_elapsed(), <, 20);
    g_assert_cmpuint(galley_layer_get_n_rows(galley_document_get_layer(document, "sentiment")), >,
                     0);
}

void
add_scope_tests(void)
{
    ADD_TESTS("target", target_cases, test_target);
    ADD_TESTS("target-vader", target_cases, test_target_vader);
    ADD_TESTS("entity", entity_cases, test_entity);
    ADD_TESTS("narrative", narrative_cases, test_narrative);
    ADD_TESTS("narrative-vader", narrative_cases, test_narrative_vader);
    ADD_TESTS("paragraph", paragraph_cases, test_paragraph);
    ADD_TESTS("spans", span_cases, test_spans);
    ADD_TESTS("needs", need_cases, test_needs);
    ADD_TESTS("flood", flood_cases, test_flood);
    g_test_add_func("/sentiment/no-saturation", test_no_saturation);
}
