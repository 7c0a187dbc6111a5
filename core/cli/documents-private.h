/* documents-private.h: documents of an input, one after another, in this process.
 * SPDX-License-Identifier: MIT */
#pragma once

#include "run/reading-private.h"

/** GalleyReport: a document as the reader has made it. */
typedef struct {
    GalleyDocument *document; /* bound to the pipeline, for galley_pipeline_go_on() */
    const GalleyStage *reader;
    gint64 number; /* from 1 */
    GalleyStatus status;
    const GError *error; /* (nullable): how the reader failed on it */
} GalleyReport;

/** GalleyEachDocument: %FALSE: no more of them */
typedef gboolean (*GalleyEachDocument)(const GalleyReport *report, gpointer data);

/** galley_each_document: opens the pipeline and calls @each for the documents of @inputs; %FALSE
 * where the input cannot be read */
gboolean galley_each_document(GalleyPipeline *pipeline,
                              const char *const *inputs,
                              GalleyEachDocument each,
                              gpointer data,
                              GError **error);
