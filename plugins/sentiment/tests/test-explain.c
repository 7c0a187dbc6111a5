/* test-explain.c: the layers that explain: what they say adds up. SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "support.h"

/* ---- sums ---- */

/* A valence is its base and what the rules added. */
static void
check_valences(const GalleyDocument *document)
{
    const GalleyLayer *valences = galley_document_get_layer(document, "valence");
    const GalleyLayer *changes = galley_document_get_layer(document, "valence_change");
    guint32 n = galley_layer_get_n_rows(valences), n_changes = galley_layer_get_n_rows(changes);
    const guint32 *rows = galley_layer_get_rows(changes, GALLEY_VALENCE_CHANGE_VALENCE);
    g_autofree double *sums = g_new0(double, n + 1);
    for (guint32 i = 0; i < n; i++)
        sums[i] = number(valences, GALLEY_VALENCE_BASE, i);
    for (guint32 i = 0; i < n_changes; i++) {
        g_assert_cmpuint(rows[i], <, n);
        g_assert_cmpuint(galley_layer_get_begins(changes)[i], ==,
                         galley_layer_get_begins(valences)[rows[i]]);
        if (galley_layer_has_value(changes, GALLEY_VALENCE_CHANGE_FACTOR, i)) {
            double after = sums[rows[i]] * number(changes, GALLEY_VALENCE_CHANGE_FACTOR, i);
            g_assert_cmpfloat_with_epsilon(
                after, sums[rows[i]] + number(changes, GALLEY_VALENCE_CHANGE_AMOUNT, i), 0.0002);
        }
        sums[rows[i]] += number(changes, GALLEY_VALENCE_CHANGE_AMOUNT, i);
    }
    for (guint32 i = 0; i < n; i++)
        g_assert_cmpfloat_with_epsilon(sums[i], number(valences, GALLEY_VALENCE_VALUE, i), 1e-9);
}

/* A score that is a sum is its contributions', and the compound is that sum's. */
static void
check_scores(const GalleyDocument *document)
{
    const GalleyLayer *sentiments = galley_document_get_layer(document, "sentiment");
    const GalleyLayer *parts = galley_document_get_layer(document, "contribution");
    guint32 n = galley_layer_get_n_rows(sentiments), n_parts = galley_layer_get_n_rows(parts);
    const guint32 *rows = galley_layer_get_rows(parts, GALLEY_CONTRIBUTION_SENTIMENT);
    g_autofree double *sums = g_new0(double, n + 1);
    for (guint32 i = 0; i < n_parts; i++) {
        double weight = number(parts, GALLEY_CONTRIBUTION_WEIGHT, i);
        g_assert_true(weight >= 0 && weight <= 1);
        sums[rows[i]] += number(parts, GALLEY_CONTRIBUTION_AMOUNT, i);
    }
    for (guint32 i = 0; i < n; i++) {
        if (!galley_layer_has_value(sentiments, GALLEY_SENTIMENT_SUM, i))
            continue;
        g_assert_cmpfloat_with_epsilon(sums[i], number(sentiments, GALLEY_SENTIMENT_SUM, i),
                                       0.000051);
        g_assert_cmpfloat_with_epsilon(sums[i] / sqrt(sums[i] * sums[i] + 15),
                                       number(sentiments, GALLEY_SENTIMENT_COMPOUND, i), 0.000051);
    }
}

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
    "NO",
    "or",
    "kind of",
    "at",
    "least",
    "red flag",
    "without",
    "doubt",
    "full heart",
    "isn't",
    "slightly",
    ",",
    ".",
    "!",
    "?",
    "!!",
    "\xE2\x80\x94",
    "\xE2\x80\x9C",
    "\xE2\x80\x9D",
    "Ann Lee",
    "Bob Day",
    "said",
    "said that",
    "if",
    ":)",
    "\xF0\x9F\x92\x93",
    "\xC3\xA9",
    "\n\n",
    "\"",
    "told",
    "profit",
    "crime",
    "fell",
    "up",
    "rose",
    "x",
};

static char *
random_text(GRand *random)
{
    GString *text = g_string_new(NULL);
    for (gint n = g_rand_int_range(random, 0, 60); n > 0; n--)
        g_string_append_printf(text, "%s%s",
                               pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))],
                               g_rand_int_range(random, 0, 8) > 0 ? " " : "");
    return g_string_free(text, FALSE);
}

/* Steps with the word lists of these tests; VADER takes them all. */
static GalleyPipeline *
load_explaining(const char *profile, const char *scopes)
{
    g_autofree char *lexicon = fixture("lexicon.tsv");
    g_autofree char *boosters = fixture("boosters.tsv");
    g_autofree char *negations = fixture("negations.txt");
    g_autofree char *idioms = fixture("idioms.tsv");
    g_autofree char *emoji = fixture("emoji.tsv");
    g_autofree char *steps =
        g_str_equal(profile, "news")
            ? g_strdup_printf("  - tokenizer\n  - quotes\n  - sentiment: {explain: true, scopes: "
                              "[%s], lexicon: '%s', idioms: '%s'}\n",
                              scopes, lexicon, idioms)
            : g_strdup_printf("  - tokenizer\n  - quotes\n  - sentiment: {explain: true, scopes: "
                              "[%s], profile: %s, lexicon: '%s', idioms: '%s', boosters: '%s', "
                              "negations: '%s', emoji: '%s'}\n",
                              scopes, profile, lexicon, idioms, boosters, negations, emoji);
    return steps_load_sure(steps);
}

#define ALL_SCOPES "sentence, quotation, document, paragraph, narrative, target, entity"

typedef struct {
    const char *name, *profile, *scopes;
} SumCase;

static const SumCase sum_cases[] = {
    { "news", "news", ALL_SCOPES },
    { "news-text", "news", "text" },
    { "vader", "vader", ALL_SCOPES },
    { "vader-text", "vader", "text" },
    { "corrected", "vader-corrected", ALL_SCOPES },
    { "corrected-text", "vader-corrected", "text" },
};

static void
test_sums(gconstpointer data)
{
    const SumCase *test = data;
    g_autoptr(GalleyPipeline) pipeline = load_explaining(test->profile, test->scopes);
    g_autoptr(GRand) random = g_rand_new_with_seed(17);
    for (int i = 0; i < 1500; i++) {
        g_autofree char *text = random_text(random);
        g_autoptr(GalleyDocument) document = steps_process(pipeline, text, strlen(text));
        check_valences(document);
        check_scores(document);
    }
}

/* ---- what is said of a change ---- */

static void
append_decimal(GString *out, double value)
{
    char buffer[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append(out, g_ascii_formatd(buffer, sizeof buffer, "%.4f", value));
}

/* "grand negated by not at 2: *-0.6000 -3.2000; ..." */
static char *
describe_changes(const GalleyDocument *document)
{
    const GalleyLayer *layer = galley_document_get_layer(document, "valence_change");
    const char *text = galley_document_get_text(document, NULL);
    const guint32 *begins = galley_layer_get_span_begins(layer, GALLEY_VALENCE_CHANGE_TRIGGER);
    const guint32 *ends = galley_layer_get_span_ends(layer, GALLEY_VALENCE_CHANGE_TRIGGER);
    GString *out = g_string_new(NULL);
    for (guint32 i = 0; i < galley_layer_get_n_rows(layer); i++) {
        guint32 size, begin = galley_layer_get_begins(layer)[i];
        const char *rule = galley_layer_get_text(layer, GALLEY_VALENCE_CHANGE_RULE, i, &size);
        g_string_append_printf(out, "%s%.*s %.*s", out->len > 0 ? "; " : "",
                               (int)(galley_layer_get_ends(layer)[i] - begin), text + begin,
                               (int)size, rule);
        if (begins[i] != GALLEY_NO_OFFSET)
            g_string_append_printf(
                out, " by %.*s at %d", (int)(ends[i] - begins[i]), text + begins[i],
                (int)galley_layer_get_int64s(layer, GALLEY_VALENCE_CHANGE_DISTANCE)[i]);
        if (galley_layer_has_value(layer, GALLEY_VALENCE_CHANGE_FACTOR, i)) {
            g_string_append(out, " *");
            append_decimal(out, number(layer, GALLEY_VALENCE_CHANGE_FACTOR, i));
        }
        g_string_append_c(out, ' ');
        append_decimal(out, number(layer, GALLEY_VALENCE_CHANGE_AMOUNT, i));
    }
    return g_string_free(out, FALSE);
}

static const Case change_cases[] = {
    { "nothing", "a grand day", "" },
    { "negated", "it is not a grand day", "grand negated by not at 2 *-0.7400 -3.4800" },
    { "boosted", "a very grand day", "grand boosted by very at 1 0.3000" },
    { "both", "not very grand",
      "grand boosted by very at 1 0.3000; grand negated by not at 2 *-0.7400 -4.0020" },
    { "but", "a grand day but a dire night",
      "grand lowered by but at -2 *0.5000 -1.0000; dire raised by but at 2 *1.5000 -1.0000" },
    { "but-far", "grand a b c d e f g h i j k l m n o p q r s t but dire",
      "grand lowered by but at -21 *0.5000 -1.0000; dire raised by but at 1 *1.5000 -1.0000" },
    { "capitals", "a GRAND day", "GRAND capitals 0.7330" },
    { "idiom", "it was not red flag",
      "flag negated by not at 2 *-0.7400 1.0440; flag idiom -2.6440" },
    { "yields", "so NO grand",
      "NO yields by grand at -1 1.1000; NO capitals -0.7330; NO boosted by so at 1 -0.2500; "
      "grand no by NO at 1 *-0.7400 -3.4800; grand boosted by so at 2 -0.2375" },
};

static void
test_change(gconstpointer data)
{
    const Case *test = data;
    g_autoptr(GalleyPipeline) pipeline = load_explaining("vader", "text");
    g_autoptr(GalleyDocument) document = steps_process(pipeline, test->text, strlen(test->text));
    g_autofree char *found = describe_changes(document);
    g_assert_cmpstr(found, ==, test->expected);
    check_valences(document);
    check_scores(document);
}

/* ---- what is said of a contribution ---- */

/* "grand 0.7 distance:2 before; ...", of the rows of one scope */
static char *
describe_contributions(const GalleyDocument *document, GalleySentimentScope scope)
{
    const GalleyLayer *layer = galley_document_get_layer(document, "contribution");
    const GalleyLayer *sentiments = galley_document_get_layer(document, "sentiment");
    const guint8 *scopes = galley_layer_get_categories(sentiments, GALLEY_SENTIMENT_SCOPE);
    const guint32 *rows = galley_layer_get_rows(layer, GALLEY_CONTRIBUTION_SENTIMENT);
    const char *text = galley_document_get_text(document, NULL);
    GString *out = g_string_new(NULL);
    for (guint32 i = 0; i < galley_layer_get_n_rows(layer); i++) {
        guint32 size = 0, begin = galley_layer_get_begins(layer)[i];
        const char *rule = galley_layer_get_text(layer, GALLEY_CONTRIBUTION_RULE, i, &size);
        if (scopes[rows[i]] != scope)
            continue;
        g_string_append_printf(out, "%s%.*s ", out->len > 0 ? "; " : "",
                               (int)(galley_layer_get_ends(layer)[i] - begin), text + begin);
        append_decimal(out, number(layer, GALLEY_CONTRIBUTION_WEIGHT, i));
        g_string_append_c(out, ' ');
        append_decimal(out, number(layer, GALLEY_CONTRIBUTION_AMOUNT, i));
        if (rule != NULL)
            g_string_append_printf(out, " %.*s", (int)size, rule);
    }
    return g_string_free(out, FALSE);
}

typedef struct {
    const char *name, *text;
    GalleySentimentScope scope;
    const char *expected;
} ContributionCase;

static const ContributionCase contribution_cases[] = {
    { "sentence", "A grand day.", GALLEY_SENTIMENT_SCOPE_SENTENCE, "grand 1.0000 2.0000" },
    { "marks", "A grand day!", GALLEY_SENTIMENT_SCOPE_SENTENCE,
      "A grand day! 1.0000 0.2920 marks; grand 1.0000 2.0000" },
    { "quotation", "\"It is fine!\" Ann Lee said on a grand day.", GALLEY_SENTIMENT_SCOPE_QUOTATION,
      "\"It is fine!\" 1.0000 0.2920 marks; fine 1.0000 1.0000" },
    { "target", "Ann Lee was grand.", GALLEY_SENTIMENT_SCOPE_TARGET,
      "grand 0.9300 1.8600 distance:2" },
    { "target-before", "On that grand day came Ann Lee.", GALLEY_SENTIMENT_SCOPE_TARGET,
      "grand 0.2595 0.5190 distance:3 before" },
    { "target-clause", "Ann Lee came, a grand day.", GALLEY_SENTIMENT_SCOPE_TARGET,
      "grand 0.5190 1.0380 distance:3 clause:1" },
    { "speaker", "\"It is fine,\" Ann Lee said.", GALLEY_SENTIMENT_SCOPE_TARGET,
      "fine 0.0000 0.0000 distance:1 clause:1 before in-quotation speaker" },
    { "rival", "Ann Lee met the grand Tom Ray.", GALLEY_SENTIMENT_SCOPE_TARGET,
      "grand 0.5190 1.0380 distance:3 rival; grand 0.3000 0.6000 distance:1 before" },
    { "rival-itself", "Ann Lee met the grand Ann Lee.", GALLEY_SENTIMENT_SCOPE_TARGET,
      "grand 0.3000 0.6000 distance:1 before" },
    { "rival-as-far", "Ann Lee is grand like Tom Ray.", GALLEY_SENTIMENT_SCOPE_TARGET,
      "grand 0.9300 1.8600 distance:2; grand 0.2790 0.5580 distance:2 before" },
};

static void
test_contribution(gconstpointer data)
{
    const ContributionCase *test = data;
    g_autoptr(GalleyPipeline) pipeline = load_explaining("news", ALL_SCOPES);
    g_autoptr(GalleyDocument) document = steps_process(pipeline, test->text, strlen(test->text));
    g_autofree char *found = describe_contributions(document, test->scope);
    g_assert_cmpstr(found, ==, test->expected);
    check_scores(document);
}

/* Targets are spans of metadata, one of them Ann Lee, whom the layer knows too. */
static void
test_rival_of_span(void)
{
    g_autoptr(GError) error = NULL;
    const char *text = "Ann Lee met the grand Tom Ray, he met fine Ann Lee.";
    g_autofree char *lexicon = fixture("lexicon.tsv");
    g_autofree char *yaml = g_strdup_printf(
        "galley: 1\nname: test\nreader: jsonl\nsteps:\n  - tokenizer\n  - quotes\n"
        "  - sentiment: {scopes: [target], targets: spans, explain: true, lexicon: '%s'}\n",
        lexicon);
    g_autoptr(GalleyPipeline) pipeline =
        galley_pipeline_load_text(yaml, strlen(yaml), "test.yaml", NULL, &error);
    g_assert_no_error(error);
    g_autoptr(GalleyDocument) document = galley_document_new();
    galley_document_set_id(document, "test", -1);
    galley_document_set_source(document, text, strlen(text), galley_encoding_find("UTF-8"), &error);
    galley_document_set_metadata_json(document, "spans", "[[0, 7]]", -1);
    galley_pipeline_process(pipeline, document, &error);
    g_assert_no_error(error);
    g_autofree char *found = describe_contributions(document, GALLEY_SENTIMENT_SCOPE_TARGET);
    g_assert_cmpstr(found, ==,
                    "grand 0.5190 1.0380 distance:3 rival; fine 0.3612 0.3612 distance:8 clause:1");
}

void
add_explain_tests(void)
{
    g_test_add_func("/sentiment/rival-of-span", test_rival_of_span);
    ADD_TESTS("explain-sums", sum_cases, test_sums);
    ADD_TESTS("change", change_cases, test_change);
    ADD_TESTS("contribution", contribution_cases, test_contribution);
}
