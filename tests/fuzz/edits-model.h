/* edits-model.h: edits done the slow and plain way, to compare with.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/** ModelByte: one byte of the text, and what became it. */
typedef struct {
    guint8 byte;
    gboolean copied;   /* from the source, and never touched: low is where */
    guint32 low, high; /* bytes of the source that it surely stands for; none if low >= high */
} ModelByte;

/** ModelRow: what a row covered when it was added, in bytes of the source that were copied; none if
 * low >= high. */
typedef struct {
    guint layer;
    guint32 low, high;
    gboolean seen; /* by the check */
} ModelRow;

typedef struct {
    guint32 begin, end;
    const char *replacement;
} ModelEdit;

typedef struct {
    GArray *bytes;    /* of ModelByte */
    GArray *rows;     /* of ModelRow; a row's number is its tag */
    GArray *edits;    /* of ModelEdit, not yet applied */
    gboolean spoiled; /* an edit or row was wrong: the step has to be refused */
} Model;

void model_init(Model *model, const char *text, gsize size);
void model_copy(Model *to, const Model *from);
void model_clear(Model *model);
/** model_is_boundary: whether a character begins or the text ends at @at */
gboolean model_is_boundary(const Model *model, guint32 at);
/** model_edit: notes an edit; @replacement is a static string */
void model_edit(Model *model, guint32 begin, guint32 end, const char *replacement);
/** model_apply: applies the edits noted */
void model_apply(Model *model);
/** model_add_row: returns its tag */
guint model_add_row(Model *model, guint layer, guint32 begin, guint32 end);
/** model_row_survives: whether any byte that the row covered is still there */
gboolean model_row_survives(const Model *model, const ModelRow *row);
