/* steps.h: texts through steps, for tests of them: the public API alone. SPDX-License-Identifier: MIT */
#pragma once

#include <string.h>

#include <galley/galley.h>

/* @steps: the list as in YAML, each line indented. */
static inline GalleyPipeline *
steps_load(const char *steps, GError **error)
{
    g_autofree char *text = g_strconcat("galley: 1\nname: test\nsteps:\n", steps, NULL);
    return galley_pipeline_load_text(text, strlen(text), "test.yaml", NULL, error);
}

static inline GalleyPipeline *
steps_load_sure(const char *steps)
{
    g_autoptr(GError) error = NULL;
    GalleyPipeline *pipeline = steps_load(steps, &error);
    g_assert_no_error(error);
    return pipeline;
}

/* What the steps make of UTF-8; that they fail fails the test. */
static inline GalleyDocument *
steps_process(GalleyPipeline *pipeline, const char *text, gsize size)
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
