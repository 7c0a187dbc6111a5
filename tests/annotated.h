/* annotated.h: documents with the layers that a test spells out. SPDX-License-Identifier: MIT */
#pragma once

#include "plugin-host.h"

/* A list of YAML from lines of text. */
static inline void
annotated_append_list(GString *yaml, const char *key, const char *lines)
{
    g_auto(GStrv) list = g_strsplit(lines != NULL ? lines : "", "\n", -1);
    g_string_append_printf(yaml, "      %s: [", key);
    for (char **line = list; *line != NULL; line++)
        g_string_append_printf(yaml, "%s\"%s\"", line == list ? "" : ", ", *line);
    g_string_append(yaml, "]\n");
}

/* A document, and the pipeline that its layers are laid out by. */
typedef struct {
    GalleyPipeline *pipeline;
    GalleyDocument *document;
} Annotated;

static inline void
annotated_clear(Annotated *annotated)
{
    galley_document_unref(annotated->document);
    galley_pipeline_unref(annotated->pipeline);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Annotated, annotated_clear)

/*
 * annotated: a document of @text through the step `annotate` (tests/plugins/annotate.c), which says
 * how a row is
 * written; rows and cuts stand one a line, NULL for none
 */
static inline Annotated
annotated(const char *text, gsize size, const char *rows, const char *cuts)
{
    const char *const folders[] = { g_getenv("GALLEY_TEST_PLUGINS"), NULL };
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) yaml =
        g_string_new("galley: 1\nname: test\nreader: text\nsteps:\n  - annotate:\n");
    annotated_append_list(yaml, "rows", rows);
    if (cuts != NULL)
        annotated_append_list(yaml, "cuts", cuts);
    Annotated made = { galley_pipeline_load_text(yaml->str, yaml->len, "test.yaml", folders,
                                                 &error),
                       galley_document_new() };
    g_assert_no_error(error);
    galley_document_set_id(made.document, "a", 1);
    g_assert_true(galley_document_set_source(made.document, text, size,
                                             galley_encoding_find("utf-8"), &error));
    galley_pipeline_process(made.pipeline, made.document, &error);
    g_assert_no_error(error);
    return made;
}

/* annotated_encode: what a writer makes of the document */
static inline char *
annotated_encode(const Annotated *made, const char *writer, const char *options)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Host) host = host_new(host_find(writer), options);
    GString *out = g_string_new(NULL);
    g_assert_true(host->plugin->encode(made->document, host->worker, out, &error));
    g_assert_no_error(error);
    return g_string_free(out, FALSE);
}
