/* test-layers.c: rows of valence and sentiment: sums, news, quotations, documents.
 * SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "support.h"

/* ---- properties ---- */

static const char *const pieces[] = {
    "grand",
    "dire",
    "fine",
    "not",
    "very",
    "but",
    "GRAND",
    "never",
    "so",
    "this",
    "no",
    "or",
    "kind",
    "of",
    "at",
    "least",
    "red",
    "flag",
    "without",
    "doubt",
    "full",
    "heart",
    "isn't",
    "x",
    "42",
    "\xC3\xA9t\xC3\xA9",
    ":)",
    "\xF0\x9F\x92\x93",
    "\xE2\x9D\xA4\xEF\xB8\x8F",
    ",",
    ".",
    "\xE2\x80\x94",
    "\xE2\x80\x9C",
    "\xE2\x80\x9D",
    "\xEF\xBF\xBD",
    "\xC2\xA0",
    "\n\n",
};

static char *
random_text(GRand *random)
{
    GString *text = g_string_new(NULL);
    for (gint n = g_rand_int_range(random, 0, 40); n > 0; n--) {
        g_string_append(text, pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))]);
        if (g_rand_int_range(random, 0, 8) > 0)
            g_string_append_c(text, ' ');
    }
    return g_string_free(text, FALSE);
}

/* The valences inside a row of scores add up to its compound, and there are as many as its
 * evidence. */
static void
check_row(const GalleyDocument *document, guint32 row)
{
    const GalleyLayer *valences = galley_document_get_layer(document, "valence");
    const GalleyLayer *sentiments = galley_document_get_layer(document, "sentiment");
    guint32 begin = galley_layer_get_begins(sentiments)[row];
    guint32 end = galley_layer_get_ends(sentiments)[row];
    double sum = 0;
    gint64 evidence = 0;
    for (guint32 i = 0; i < galley_layer_get_n_rows(valences); i++) {
        if (galley_layer_get_begins(valences)[i] < begin ||
            galley_layer_get_ends(valences)[i] > end)
            continue;
        sum += number(valences, GALLEY_VALENCE_VALUE, i);
        evidence++;
    }
    double compound = sum / sqrt(sum * sum + 15);
    double shares = number(sentiments, GALLEY_SENTIMENT_POSITIVE, row) +
                    number(sentiments, GALLEY_SENTIMENT_NEGATIVE, row) +
                    number(sentiments, GALLEY_SENTIMENT_NEUTRAL, row);
    g_assert_cmpint(galley_layer_get_int64s(sentiments, GALLEY_SENTIMENT_EVIDENCE)[row], ==,
                    evidence);
    g_assert_cmpfloat_with_epsilon(number(sentiments, GALLEY_SENTIMENT_COMPOUND, row), compound,
                                   0.000051);
    g_assert_true(shares == 0 || fabs(shares - 1) < 0.0016);
    g_assert_true(shares > 0 || evidence == 0);
}

static void
check_scope(const GalleyDocument *document, GalleySentimentScope scope)
{
    const GalleyLayer *sentiments = galley_document_get_layer(document, "sentiment");
    const guint8 *scopes = galley_layer_get_categories(sentiments, GALLEY_SENTIMENT_SCOPE);
    for (guint32 i = 0; i < galley_layer_get_n_rows(sentiments); i++)
        if (scopes[i] == scope)
            check_row(document, i);
}

static void
test_sums_text(gconstpointer data)
{
    g_autoptr(GalleyPipeline) pipeline = load_fixture_rules(data);
    g_autoptr(GRand) random = g_rand_new_with_seed(7);
    for (int i = 0; i < 2000; i++) {
        g_autofree char *text = random_text(random);
        g_autoptr(GalleyDocument) document = steps_process(pipeline, text, strlen(text));
        check_scope(document, GALLEY_SENTIMENT_SCOPE_DOCUMENT);
    }
}

static void
test_sums_news(void)
{
    g_autofree char *lexicon = fixture("lexicon.tsv");
    g_autofree char *steps =
        g_strdup_printf("  - tokenizer\n  - sentiment: {lexicon: '%s'}\n", lexicon);
    g_autoptr(GalleyPipeline) pipeline = steps_load_sure(steps);
    g_autoptr(GRand) random = g_rand_new_with_seed(7);
    for (int i = 0; i < 2000; i++) {
        g_autofree char *text = random_text(random);
        g_autoptr(GalleyDocument) document = steps_process(pipeline, text, strlen(text));
        check_scope(document, GALLEY_SENTIMENT_SCOPE_SENTENCE);
    }
}

/* Whatever a worker did before, a document's scores are its own. */
static void
test_repeat(void)
{
    g_autoptr(GalleyPipeline) pipeline = load_fixture_rules("vader");
    g_autoptr(GRand) random = g_rand_new_with_seed(11);
    const char *text = "not very grand but dire \xF0\x9F\x92\x93";
    g_autofree char *first = NULL;
    for (int i = 0; i < 100; i++) {
        g_autoptr(GalleyDocument) document = steps_process(pipeline, text, strlen(text));
        g_autofree char *found = describe_valences(document);
        if (first == NULL)
            first = g_strdup(found);
        g_assert_cmpstr(found, ==, first);
        g_autofree char *other = random_text(random);
        g_autoptr(GalleyDocument) between = steps_process(pipeline, other, strlen(other));
    }
}

/* ---- news: over the words of the tokenizer, with our own lexicon ---- */

typedef struct {
    const char *name;
    const char *text;
    int sign;         /* of the first sentence's compound */
    const char *rule; /* a rule that is named, or NULL */
} NewsCase;

static const NewsCase news_cases[] = {
    { "praise", "The report praised an excellent and honest mayor.", 1, NULL },
    { "blame", "The report blamed a corrupt and incompetent mayor.", -1, NULL },
    { "no-evidence", "The train from Leeds stops at the station.", 0, NULL },
    { "clitic", "They weren't happy.", -1, "negated:weren't" },
    { "clitic-curly", "They weren\xE2\x80\x99t happy.", -1, "negated:weren\xE2\x80\x99t" },
    { "possessive", "The hero's mother came.", 1, NULL },
    { "curly-quotes", "It was \xE2\x80\x9Cterrible\xE2\x80\x9D for them.", -1, NULL },
    { "boosted", "It was a very happy day.", 1, "boosted:very" },
    { "not-over-comma", "They did not, happy as ever, stay.", 1, NULL },
    { "hyphen", "A scandal-plagued minister resigned.", -1, NULL },
    { "name", "They drove to Mount Joy that day.", 1, "name" },
    { "asked", "Was it a happy day?", 1, "question" },
    { "unreal", "They would be happy there.", 1, "unreal:would" },
    { "contrast", "The hall was ugly but the concert was wonderful.", 1, "raised:but" },
    { "emoji", "The train \xF0\x9F\x98\x8A", 1, NULL },
    { "emoji-skin-tone", "The train \xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD", 1, NULL },
    { "emoji-variation", "The train \xE2\x9D\xA4\xEF\xB8\x8F", 1, NULL },
};

static void
test_news(gconstpointer data)
{
    const NewsCase *test = data;
    g_autoptr(GalleyPipeline) pipeline = load_news();
    g_autoptr(GalleyDocument) document = steps_process(pipeline, test->text, strlen(test->text));
    const GalleyLayer *sentiments = galley_document_get_layer(document, "sentiment");
    guint32 row = find_scope(sentiments, GALLEY_SENTIMENT_SCOPE_SENTENCE, 0);
    g_assert_cmpuint(row, <, galley_layer_get_n_rows(sentiments));
    double compound = number(sentiments, GALLEY_SENTIMENT_COMPOUND, row);
    g_autofree char *valences = describe_valences(document);
    g_test_message("%s", valences);
    g_assert_cmpint((compound > 0) - (compound < 0), ==, test->sign);
    if (test->rule != NULL)
        g_assert_nonnull(strstr(valences, test->rule));
}

/* The document is the mean of its sentences with evidence, not of one long sentence. */
static void
test_document_mean(void)
{
    const char *text = "It was a happy day. The train stops here. It was a terrible night.";
    g_autoptr(GalleyPipeline) pipeline = load_news();
    g_autoptr(GalleyDocument) document = steps_process(pipeline, text, strlen(text));
    const GalleyLayer *sentiments = galley_document_get_layer(document, "sentiment");
    guint32 happy = find_scope(sentiments, GALLEY_SENTIMENT_SCOPE_SENTENCE, 0);
    guint32 plain = find_scope(sentiments, GALLEY_SENTIMENT_SCOPE_SENTENCE, 1);
    guint32 terrible = find_scope(sentiments, GALLEY_SENTIMENT_SCOPE_SENTENCE, 2);
    guint32 whole = find_scope(sentiments, GALLEY_SENTIMENT_SCOPE_DOCUMENT, 0);
    const gint64 *evidence = galley_layer_get_int64s(sentiments, GALLEY_SENTIMENT_EVIDENCE);
    double a = number(sentiments, GALLEY_SENTIMENT_COMPOUND, happy);
    double b = number(sentiments, GALLEY_SENTIMENT_COMPOUND, terrible);
    g_assert_cmpint(evidence[plain], ==, 0);
    g_assert_cmpfloat(number(sentiments, GALLEY_SENTIMENT_COMPOUND, plain), ==, 0);
    g_assert_cmpint(evidence[whole], ==, evidence[happy] + evidence[terrible]);
    g_assert_cmpfloat_with_epsilon(number(sentiments, GALLEY_SENTIMENT_COMPOUND, whole),
                                   (a + b) / 2, 0.0002);
    g_assert_cmpfloat_with_epsilon(number(sentiments, GALLEY_SENTIMENT_SPREAD, whole), (a - b) / 2,
                                   0.0002);
}

/* ---- quotations: only what is inside counts ---- */

/* The valences inside the parts of quotation @quotation make its compound. */
static void
check_quotation(const GalleyDocument *document, guint32 quotation, guint32 row)
{
    const GalleyLayer *parts = galley_document_get_layer(document, "quotation_part");
    const GalleyLayer *valences = galley_document_get_layer(document, "valence");
    const GalleyLayer *sentiments = galley_document_get_layer(document, "sentiment");
    double sum = 0;
    gint64 evidence = 0;
    for (guint32 i = 0; i < galley_layer_get_n_rows(parts); i++) {
        if (galley_layer_get_rows(parts, GALLEY_QUOTATION_PART_QUOTATION)[i] != quotation)
            continue;
        guint32 begin = galley_layer_get_begins(parts)[i], end = galley_layer_get_ends(parts)[i];
        for (guint32 k = 0; k < galley_layer_get_n_rows(valences); k++) {
            guint32 at = galley_layer_get_begins(valences)[k];
            if (at < begin || at >= end)
                continue;
            sum += number(valences, GALLEY_VALENCE_VALUE, k);
            evidence++;
        }
    }
    double compound = sum / sqrt(sum * sum + 15);
    g_assert_cmpint(galley_layer_get_int64s(sentiments, GALLEY_SENTIMENT_EVIDENCE)[row], ==,
                    evidence);
    g_assert_cmpfloat_with_epsilon(number(sentiments, GALLEY_SENTIMENT_COMPOUND, row), compound,
                                   0.000051);
}

static gboolean
is_said(const GalleyLayer *quotations, guint32 row)
{
    guint8 kind = galley_layer_get_categories(quotations, GALLEY_QUOTATION_KIND)[row];
    return kind != GALLEY_QUOTATION_KIND_SCARE && kind != GALLEY_QUOTATION_KIND_TITLE;
}

static const Case quotation_cases[] = {
    { "direct", "\"It was a great success,\" Mary Smith said, and it was a good day.", NULL },
    { "framed",
      "Nobody was happy. \"It was a great success,\" Mary Smith said, but all was terrible.",
      NULL },
    { "parted", "\"It was great,\" Smith complained, \"and the day was good.\"", NULL },
    { "mixed", "Smith said the awful plan was a \"great success\" and a scandal.", NULL },
    { "indirect", "Smith said that the plan was awful. It is a good plan.", NULL },
    { "nested", "\"He called it 'a great disaster' and I am happy,\" Smith said.", NULL },
    { "curly", "\xE2\x80\x9CIt wasn\xE2\x80\x99t good,\xE2\x80\x9D Smith said.", NULL },
    { "sentences", "\"It was good. It was bad. It was awful,\" Smith said.", NULL },
};

static void
test_quotation(gconstpointer data)
{
    const Case *test = data;
    g_autoptr(GalleyPipeline) pipeline =
        steps_load_sure("  - tokenizer\n  - quotes\n  - sentiment\n");
    g_autoptr(GalleyDocument) document = steps_process(pipeline, test->text, strlen(test->text));
    const GalleyLayer *quotations = galley_document_get_layer(document, "quotation");
    const GalleyLayer *sentiments = galley_document_get_layer(document, "sentiment");
    guint32 n = 0;
    for (guint32 i = 0; i < galley_layer_get_n_rows(quotations); i++)
        if (is_said(quotations, i))
            check_quotation(document, i,
                            find_scope(sentiments, GALLEY_SENTIMENT_SCOPE_QUOTATION, n++));
    g_assert_cmpuint(n, >, 0);
    g_assert_cmpuint(find_scope(sentiments, GALLEY_SENTIMENT_SCOPE_QUOTATION, n), ==,
                     galley_layer_get_n_rows(sentiments));
    check_scope(document, GALLEY_SENTIMENT_SCOPE_SENTENCE);
}

static void
test_empty(gconstpointer data)
{
    g_autoptr(GalleyPipeline) news = load_news();
    g_autoptr(GalleyPipeline) text = load_fixture_rules("vader");
    GalleyPipeline *pipelines[] = { news, text };
    for (guint i = 0; i < G_N_ELEMENTS(pipelines); i++) {
        g_autoptr(GalleyDocument) document = steps_process(pipelines[i], data, strlen(data));
        const GalleyLayer *sentiments = galley_document_get_layer(document, "sentiment");
        g_assert_cmpuint(galley_layer_get_n_rows(galley_document_get_layer(document, "valence")),
                         ==, 0);
        g_assert_cmpuint(galley_layer_get_n_rows(sentiments), ==, *(const char *)data != '\0');
    }
}

void
add_layer_tests(void)
{
    ADD_TESTS("news", news_cases, test_news);
    ADD_TESTS("quotation", quotation_cases, test_quotation);
    add_test("empty", "nothing", "", test_empty);
    add_test("sums", "vader", "vader", test_sums_text);
    add_test("sums", "corrected", "vader-corrected", test_sums_text);
    g_test_add_func("/sentiment/sums/news", test_sums_news);
    g_test_add_func("/sentiment/document/mean", test_document_mean);
    g_test_add_func("/sentiment/repeat", test_repeat);
}
