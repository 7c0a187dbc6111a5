/* test-private.h: what a pipeline file says that its steps make of a text.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <galley/fields.h>

#include "pipeline/condition-private.h"
#include "pipeline/plan-private.h"

/** GalleyCell: what is asked of one field of a row. */
typedef struct {
    guint field; /* of the layer's fields */
    const char *name;
    const GalleyNode *value;
    GalleyCondition *condition;
} GalleyCell;

/** GalleyRowTest: a row that must be there. */
typedef struct {
    GalleyPlace place;
    GArray *cells; /* of GalleyCell */
} GalleyRowTest;

/** GalleyLayerTest: what is asked of a layer. */
typedef struct {
    GalleyPlace place;
    guint slot;
    GalleyCondition *count; /* (nullable): of rows */
    char *count_written;
    GPtrArray *rows;      /* of GalleyRowTest */
    gboolean only;        /* no other rows than these */
    GalleyFields *fields; /* (nullable): those that the rows name */
} GalleyLayerTest;

/** GalleyEndTest: that a document is dropped, or that a step fails on it. */
typedef struct {
    GalleyPlace place;
    const char *step;         /* (nullable) */
    const GalleyNode *reason; /* (nullable) */
    GalleyCondition *condition;
} GalleyEndTest;

/** GalleyTest: one item of `tests`. */
typedef struct {
    char *name;
    GalleyPlace place;
    const char *text;           /* (nullable) */
    char *file;                 /* (nullable): absolute, in place of `text` */
    const GalleyNode *metadata; /* (nullable): a map */
    double tolerance;
    const GalleyNode *wanted_text; /* (nullable): a scalar */
    GPtrArray *metadata_tests;     /* of GalleyTerm */
    GArray *metadata_places;       /* of GalleyPlace, likewise */
    GPtrArray *layers;             /* of GalleyLayerTest */
    GalleyEndTest *drop, *error;   /* (nullable) */
    char *golden; /* (nullable): absolute: the document as galley_dump_append() has it */
} GalleyTest;

/** galley_tests_read: `tests:`, into the pipeline's list, once the layers are known */
void galley_tests_read(GalleyPlan *plan, const GalleyEntry *entry);
void galley_test_free(GalleyTest *test);

/** galley_tests_read_layer: a key that is a layer's name */
GalleyLayerTest *galley_tests_read_layer(GalleyPlan *plan, const GalleyEntry *entry);
void galley_layer_test_free(GalleyLayerTest *test);

/** GalleyTestResult: what came of one. */
typedef enum { GALLEY_TEST_PASSED, GALLEY_TEST_FAILED, GALLEY_TEST_UPDATED } GalleyTestResult;

/**
 * galley_test_run:
 * @update: write the file that the test compares with
 * @out: why it fails, some lines
 *
 * Runs the steps as galley_pipeline_process() does, and compares.
 */
GalleyTestResult
galley_test_run(GalleyPipeline *pipeline, const GalleyTest *test, gboolean update, GString *out);

/** galley_test_check_layer: whether the layer is as the test has it; else why not, to @out */
gboolean galley_test_check_layer(const GalleyPipeline *pipeline,
                                 const GalleyTest *test,
                                 const GalleyLayerTest *layer,
                                 GalleyDocument *document,
                                 GString *out);
/** galley_test_matches: whether a value is what @node asks for: by @condition, as a number within
 * @tolerance, or as a text without the marks and blanks at its ends */
gboolean galley_test_matches(const GalleyMetadata *value,
                             const GalleyNode *node,
                             const GalleyCondition *condition,
                             double tolerance);
/** galley_test_append_place: "news.yaml:3:5: " */
void galley_test_append_place(const GalleyPipeline *pipeline, GalleyPlace place, GString *out);
