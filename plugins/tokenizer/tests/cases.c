/* cases.c: runs a case through a pipeline of the tokenizer alone. SPDX-License-Identifier: MIT */
#include "cases.h"

#include <string.h>

static GHashTable *pipelines; /* by options */

static GalleyPipeline *
pipeline_of(const char *options)
{
    GalleyPipeline *pipeline = g_hash_table_lookup(pipelines, options);
    if (pipeline)
        return pipeline;
    g_autoptr(GError) error = NULL;
    g_autofree char *yaml =
        g_strdup_printf("galley: 1\nname: test\nsteps:\n  - tokenizer: {%s}\n", options);
    pipeline = galley_pipeline_load_text(yaml, strlen(yaml), "test.yaml", NULL, &error);
    g_assert_no_error(error);
    g_hash_table_insert(pipelines, g_strdup(options), pipeline);
    return pipeline;
}

GalleyDocument *
tokenized_in(const char *language, const char *text, gsize size, const char *options)
{
    g_autoptr(GError) error = NULL;
    if (!pipelines)
        pipelines = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                          (GDestroyNotify)galley_pipeline_unref);
    GalleyDocument *document = galley_document_new();
    galley_document_set_id(document, "test", -1);
    if (language != NULL)
        galley_document_set_metadata_text(document, "language", language, -1);
    galley_document_set_source(document, text, size, galley_encoding_find("utf-8"), &error);
    g_assert_no_error(error);
    GalleyStatus status =
        galley_pipeline_process(pipeline_of(options ? options : ""), document, &error);
    g_assert_no_error(error);
    g_assert_cmpint(status, ==, GALLEY_OK);
    return document;
}

GalleyDocument *
tokenized(const char *text, gsize size, const char *options)
{
    return tokenized_in(NULL, text, size, options);
}

/* ---- views ---- */

static void
append_span(GString *out, GalleyDocument *document, guint32 begin, guint32 end)
{
    guint32 size;
    const char *text = galley_document_get_text(document, &size);
    for (guint32 i = begin; i < end; i++)
        g_string_append_c(out, text[i] == '\n' ? ' ' : text[i]);
}

char *
view_tokens(GalleyDocument *document)
{
    const GalleyLayer *layer = galley_document_get_layer(document, "token");
    const guint32 *begins = galley_layer_get_begins(layer), *ends = galley_layer_get_ends(layer);
    GString *out = g_string_new(NULL);
    for (guint32 i = 0; i < galley_layer_get_n_rows(layer); i++) {
        if (i > 0)
            g_string_append_c(out,
                              galley_layer_get_bool(layer, GALLEY_TOKEN_CLITIC, i) ? '+' : '|');
        append_span(out, document, begins[i], ends[i]);
    }
    return g_string_free(out, FALSE);
}

static const char *
kind_name(const GalleyLayer *layer, guint column, guint32 row)
{
    guint8 code = galley_layer_get_categories(layer, column)[row];
    return galley_layer_get_layout(layer)->columns[column].categories[code];
}

char *
view_kinds(GalleyDocument *document)
{
    const GalleyLayer *layer = galley_document_get_layer(document, "token");
    GString *out = g_string_new(NULL);
    for (guint32 i = 0; i < galley_layer_get_n_rows(layer); i++)
        g_string_append_printf(out, "%s%s", i ? " " : "", kind_name(layer, GALLEY_TOKEN_KIND, i));
    return g_string_free(out, FALSE);
}

static char *
view_units(GalleyDocument *document, const char *name)
{
    const GalleyLayer *layer = galley_document_get_layer(document, name);
    const guint32 *begins = galley_layer_get_begins(layer), *ends = galley_layer_get_ends(layer);
    GString *out = g_string_new(NULL);
    for (guint32 i = 0; i < galley_layer_get_n_rows(layer); i++) {
        const char *kind = kind_name(layer, 0, i);
        g_string_append(out, i ? " | " : "");
        if (strcmp(kind, "text") != 0)
            g_string_append_printf(out, "[%s] ", kind);
        append_span(out, document, begins[i], ends[i]);
    }
    return g_string_free(out, FALSE);
}

char *
view_sentences(GalleyDocument *document)
{
    return view_units(document, "sentence");
}

char *
view_paragraphs(GalleyDocument *document)
{
    return view_units(document, "paragraph");
}

/* ---- cases ---- */

typedef struct {
    Case test;
    View view;
    const char *language;
} Bound;

static void
run_case(gconstpointer data)
{
    const Bound *bound = data;
    const Case *test = &bound->test;
    g_autoptr(GalleyDocument) document =
        tokenized_in(bound->language, test->text, strlen(test->text), test->options);
    g_autofree char *seen = bound->view(document);
    g_assert_cmpstr(seen, ==, test->expected);
}

void
add_case_in(const char *group, View view, const Case *test, const char *language)
{
    g_autofree char *path = g_strdup_printf("/tokenizer/%s/%s", group, test->name);
    Bound *bound = g_new(Bound, 1);
    *bound = (Bound){ .test = *test, .view = view, .language = language };
    g_test_add_data_func_full(path, bound, run_case, g_free);
}

void
add_cases(const char *group, View view, const Case *cases, gsize n_cases)
{
    for (gsize i = 0; i < n_cases; i++)
        add_case_in(group, view, &cases[i], NULL);
}
