/* support.c: running the plugin sentiment and reading its layers. SPDX-License-Identifier: MIT */
#include "support.h"

#include <string.h>

char *
fixture(const char *name)
{
    return g_test_build_filename(G_TEST_DIST, name, NULL);
}

char *
shared_file(const char *name)
{
    const char *shared = g_getenv("GALLEY_SHARED");
    g_autofree char *path = g_build_filename(shared != NULL ? shared : "", name, NULL);
    if (shared != NULL && g_file_test(path, G_FILE_TEST_EXISTS))
        return g_steal_pointer(&path);
    g_autofree char *message = g_strdup_printf("no %s", name);
    g_test_skip(message);
    return NULL;
}

GalleyPipeline *
load(const char *steps, GError **error)
{
    g_autofree char *text = g_strconcat("galley: 1\nname: test\nsteps:\n", steps, NULL);
    return galley_pipeline_load_text(text, strlen(text), "test.yaml", NULL, error);
}

GalleyPipeline *
load_sure(const char *steps)
{
    g_autoptr(GError) error = NULL;
    GalleyPipeline *pipeline = load(steps, &error);
    g_assert_no_error(error);
    return pipeline;
}

GalleyPipeline *
load_rules(const char *profile, const char *lexicon, const char *emoji)
{
    g_autofree char *steps = g_strdup_printf(
        "  - sentiment: {profile: %s, lexicon: '%s', emoji: '%s', scopes: [text]}\n", profile,
        lexicon, emoji);
    return load_sure(steps);
}

GalleyPipeline *
load_fixture_rules(const char *profile)
{
    g_autofree char *lexicon = fixture("lexicon.tsv");
    g_autofree char *emoji = fixture("emoji.tsv");
    return load_rules(profile, lexicon, emoji);
}

GalleyPipeline *
load_news(void)
{
    return load_sure("  - tokenizer\n  - sentiment\n");
}

GalleyDocument *
process(GalleyPipeline *pipeline, const char *text, gsize size)
{
    g_autoptr(GError) error = NULL;
    GalleyDocument *document = galley_document_new();
    galley_document_set_id(document, "test", -1);
    galley_document_set_source(document, text, size, galley_encoding_find("UTF-8"), &error);
    g_assert_no_error(error);
    GalleyStatus status = galley_pipeline_process(pipeline, document, &error);
    g_assert_no_error(error);
    g_assert_cmpint(status, ==, GALLEY_OK);
    return document;
}

double
number(const GalleyLayer *layer, guint column, guint32 row)
{
    return galley_layer_get_doubles(layer, column)[row];
}

guint32
find_scope(const GalleyLayer *sentiments, GalleySentimentScope scope, guint32 n)
{
    const guint8 *scopes = galley_layer_get_categories(sentiments, GALLEY_SENTIMENT_SCOPE);
    guint32 n_rows = galley_layer_get_n_rows(sentiments);
    for (guint32 i = 0; i < n_rows; i++)
        if (scopes[i] == scope && n-- == 0)
            return i;
    return n_rows;
}

static void
append_number(GString *out, double value)
{
    char buffer[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append(out, g_ascii_formatd(buffer, sizeof buffer, "%.4f", value));
}

char *
describe_valences(const GalleyDocument *document)
{
    const GalleyLayer *layer = galley_document_get_layer(document, "valence");
    const char *text = galley_document_get_text(document, NULL);
    GString *out = g_string_new(NULL);
    for (guint32 i = 0; i < galley_layer_get_n_rows(layer); i++) {
        guint32 begin = galley_layer_get_begins(layer)[i], size = 0;
        const char *rule = galley_layer_get_text(layer, GALLEY_VALENCE_RULE, i, &size);
        g_string_append(out, i > 0 ? "; " : "");
        g_string_append_len(out, text + begin, galley_layer_get_ends(layer)[i] - begin);
        g_string_append_c(out, '=');
        append_number(out, number(layer, GALLEY_VALENCE_VALUE, i));
        if (rule != NULL)
            g_string_append_printf(out, " %.*s", (int)size, rule);
    }
    return g_string_free(out, FALSE);
}

char *
describe_scores(const GalleyDocument *document)
{
    const GalleyLayer *layer = galley_document_get_layer(document, "sentiment");
    guint32 row = find_scope(layer, GALLEY_SENTIMENT_SCOPE_DOCUMENT, 0);
    GString *out = g_string_new(NULL);
    g_assert_cmpuint(row, <, galley_layer_get_n_rows(layer));
    append_number(out, number(layer, GALLEY_SENTIMENT_NEGATIVE, row));
    g_string_append_c(out, ' ');
    append_number(out, number(layer, GALLEY_SENTIMENT_NEUTRAL, row));
    g_string_append_c(out, ' ');
    append_number(out, number(layer, GALLEY_SENTIMENT_POSITIVE, row));
    g_string_append_c(out, ' ');
    append_number(out, number(layer, GALLEY_SENTIMENT_COMPOUND, row));
    return g_string_free(out, FALSE);
}

void
add_test(const char *group, const char *name, gconstpointer test, GTestDataFunc function)
{
    g_autofree char *path = g_strdup_printf("/sentiment/%s/%s", group, name);
    g_test_add_data_func(path, test, function);
}
