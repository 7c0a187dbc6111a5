/* fields-private.h: what fields.c reads and field-values.c looks up. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/condition.h>
#include <galley/fields.h>

typedef enum {
    GALLEY_FIELD_ID,
    GALLEY_FIELD_METADATA,
    GALLEY_FIELD_TEXT,
    GALLEY_FIELD_COUNT,
    GALLEY_FIELD_ROW,
    GALLEY_FIELD_BEGIN,
    GALLEY_FIELD_END,
    GALLEY_FIELD_SOURCE_BEGIN,
    GALLEY_FIELD_SOURCE_END,
    GALLEY_FIELD_SENTENCE,
    GALLEY_FIELD_LEFT,
    GALLEY_FIELD_RIGHT,
    GALLEY_FIELD_CONTENT, /* of a quotation: its parts */
    GALLEY_FIELD_COLUMN,  /* of the row itself */
    GALLEY_FIELD_FOLLOW,  /* of the row that a column of it points to */
    GALLEY_FIELD_BACK,    /* of the first row of another layer that points to it */
} GalleyFieldKind;

typedef enum {
    GALLEY_FUNCTION_NONE,
    GALLEY_FUNCTION_LOWER,
    GALLEY_FUNCTION_YEAR,
    GALLEY_FUNCTION_MONTH,
    GALLEY_FUNCTION_DAY,
} GalleyFunction;

/** GalleyField: one of them. */
typedef struct {
    GalleyFieldKind kind;
    GalleyFunction function;
    char *layer;  /* counted, or pointing back; else %NULL */
    char *link;   /* the column that leads to the other row */
    char *column; /* or metadata key */

    /* of the document at hand */
    const GalleyLayer *other; /* the layer that `column` is of */
    int link_index, column_index;
    guint32 *first; /* pointing back: per row of the table's layer, the first row of `other` */
    guint32 *next;  /* of a quotation's parts: per row of `other`, the next of the same quotation */
    GString *joined;               /* the parts */
    guint32 counted_to, n_counted; /* code points before a byte offset */
    GString *scratch;
    GalleyMetadata value;
} GalleyField;

struct GalleyFields {
    char *layer; /* %NULL: the document is meant */
    guint context;
    GArray *list; /* of GalleyField: those named, then those of the conditions */
    guint n_named;
    GPtrArray *conditions; /* of GalleyCondition */

    GalleyDocument *document;
    const char *text;
    guint32 size;
    const GalleyLayer *rows;
    const GalleyLayer *sentences;
};

/** galley_fields_tell_odd: (transfer full) (nullable): that @condition asks the column @name for a
 * value which is none of its categories */
char *galley_fields_tell_odd(const GalleyLayout *layout,
                             const char *name,
                             const GalleyCondition *condition);
