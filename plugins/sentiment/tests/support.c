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
load_rules(const char *profile, const RuleFiles *files)
{
    g_autofree char *steps = g_strdup_printf(
        "  - sentiment:\n      profile: %s\n      scopes: [text]\n      lexicon: '%s'\n"
        "      boosters: '%s'\n      negations: '%s'\n      idioms: '%s'\n      emoji: '%s'\n"
        "      set: %s\n",
        profile, files->lexicon, files->boosters, files->negations, files->idioms, files->emoji,
        files->set != NULL ? files->set : "{}");
    return steps_load_sure(steps);
}

GalleyPipeline *
load_fixture_rules(const char *profile)
{
    return load_changed_rules(profile, "{}");
}

GalleyPipeline *
load_changed_rules(const char *profile, const char *set)
{
    g_autofree char *lexicon = fixture("lexicon.tsv");
    g_autofree char *boosters = fixture("boosters.tsv");
    g_autofree char *negations = fixture("negations.txt");
    g_autofree char *idioms = fixture("idioms.tsv");
    g_autofree char *emoji = fixture("emoji.tsv");
    const RuleFiles files = { lexicon, boosters, negations, idioms, emoji, set };
    return load_rules(profile, &files);
}

GalleyPipeline *
load_shared_rules(const char *profile)
{
    static const char folder[] = "data/sentiment/lexicons/";
    static const char *const names[] = { "vader_lexicon.txt", "vader_boosters.tsv",
                                         "vader_negations.txt", "vader_special_cases.tsv",
                                         "emoji_utf8_lexicon.txt" };
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *name = g_strconcat(folder, names[i], NULL);
        g_ptr_array_add(paths, shared_file(name));
        if (paths->pdata[i] == NULL)
            return NULL;
    }
    const RuleFiles files = { paths->pdata[0], paths->pdata[1], paths->pdata[2],
                              paths->pdata[3], paths->pdata[4], NULL };
    return load_rules(profile, &files);
}

GalleyPipeline *
load_news(void)
{
    return steps_load_sure("  - tokenizer\n  - sentiment\n");
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
