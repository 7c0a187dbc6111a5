/* expect-private.h: what a pipeline file says that a whole run comes to.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <galley/condition.h>

/** GalleyMeasure: what of a run is counted. */
typedef enum {
    GALLEY_MEASURE_READ,
    GALLEY_MEASURE_WRITTEN,
    GALLEY_MEASURE_DROPPED,
    GALLEY_MEASURE_QUARANTINED,
    GALLEY_MEASURE_DOCUMENTS, /* written ones that have a row of the layer */
    GALLEY_MEASURE_ROWS,      /* of the layer, in written documents */
} GalleyMeasure;

/** GalleyExpectation: a condition on a number, or on a share of the documents read (of `documents`:
 * of those written). */
typedef struct {
    char *place; /* "news.yaml:12:5" */
    char *name;  /* for people: "quotation: documents" */
    GalleyMeasure measure;
    char *layer; /* (nullable) */
    char *step;  /* (nullable): that drops, or quarantines */
    gboolean share;
    char *written;
    GalleyCondition *condition;
} GalleyExpectation;

void galley_expectation_free(GalleyExpectation *expectation);