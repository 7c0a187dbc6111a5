/* layer.h: a table of annotations: spans over the text, and typed columns.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <galley/version.h>

G_BEGIN_DECLS

/**
 * GalleyType: what a column or a metadata value holds.
 *
 * The arrays are laid out as Apache Arrow's: bool packed eight to a byte, least significant bit
 * first; text as offsets and bytes; span as two arrays; a validity bitmap where a row has no value.
 */
typedef enum {
    GALLEY_TYPE_INT64,
    GALLEY_TYPE_DOUBLE, /* finite: NaN and infinity are errors */
    GALLEY_TYPE_BOOL,
    GALLEY_TYPE_CATEGORY, /* a code into the column's list of values; at most 254 of them */
    GALLEY_TYPE_TEXT,     /* valid UTF-8 */
    GALLEY_TYPE_SPAN,     /* begin and end, byte offsets into the text, begin < end */
    GALLEY_TYPE_ROW,      /* a row of the layer that the column names */
    GALLEY_TYPE_JSON,     /* metadata alone: an array or object, as its JSON text */
} GalleyType;

/* What the arrays of a category and of a row or span column hold where a row has no value. */
#define GALLEY_NO_CATEGORY 0xffu
#define GALLEY_NO_ROW G_MAXUINT32
#define GALLEY_NO_OFFSET G_MAXUINT32

/** GalleyColumn: one column of a layout. */
typedef struct {
    const char *name; /* %NULL ends the list */
    GalleyType type;
    const char *const *categories; /* of a category, ended by %NULL: code 0 is the first */
    const char *layer;             /* of a row: the layer whose rows are meant */
    const char *help;              /* one line: meaning, unit, range */
} GalleyColumn;

/** GalleyLayout: the columns a layer may have. A new one is added at the end, never in between. */
typedef struct {
    const char *
        name; /* the layer's: "token", or "example.org/topic" for one that is not a standard layer */
    const GalleyColumn *columns;
    const char *help;
    guint
        source : 1; /* spans are bytes of the source instead of the text, as in `removed`; the engine's own */
} GalleyLayout;

/**
 * galley_layout_find_column:
 *
 * Returns: the index of the column @name, or -1
 */
GALLEY_API int galley_layout_find_column(const GalleyLayout *layout, const char *name);

/**
 * GalleyLayer: rows sorted by begin, longer first, then in order of adding.
 *
 * A layer is the document's. What a function below returns is valid until the step ends; while a
 * layer grows, until the next row is added. A column is named by its index in the layout; asked for
 * a column that no step fills, that has another type, or that the plugin did not declare, the array
 * is %NULL.
 */
typedef struct GalleyLayer GalleyLayer;

/** galley_layer_get_layout: (transfer none): what columns the layer may have */
GALLEY_API const GalleyLayout *galley_layer_get_layout(const GalleyLayer *layer);
/** galley_layer_get_name: (transfer none): as the pipeline calls the layer; the layout's name
 * unless `layers:` gave it another */
GALLEY_API const char *galley_layer_get_name(const GalleyLayer *layer);
/** galley_layer_get_n_rows: how many rows */
GALLEY_API guint32 galley_layer_get_n_rows(const GalleyLayer *layer);
/** galley_layer_get_begins: n_rows byte offsets into the text */
GALLEY_API const guint32 *galley_layer_get_begins(const GalleyLayer *layer);
/** galley_layer_get_ends: n_rows byte offsets into the text, each greater than its begin */
GALLEY_API const guint32 *galley_layer_get_ends(const GalleyLayer *layer);
/** galley_layer_has_column: whether the plugin may read the column and a step fills it */
GALLEY_API gboolean galley_layer_has_column(const GalleyLayer *layer, guint column);
/** galley_layer_has_value: whether row @row has a value in @column */
GALLEY_API gboolean galley_layer_has_value(const GalleyLayer *layer, guint column, guint32 row);
/** galley_layer_get_int64s: n_rows values; 0 where absent */
GALLEY_API const gint64 *galley_layer_get_int64s(const GalleyLayer *layer, guint column);
/** galley_layer_get_doubles: n_rows values; 0 where absent */
GALLEY_API const double *galley_layer_get_doubles(const GalleyLayer *layer, guint column);
/** galley_layer_get_bools: n_rows bits, eight to a byte, least significant first; 0 where absent */
GALLEY_API const guint8 *galley_layer_get_bools(const GalleyLayer *layer, guint column);
/** galley_layer_get_categories: n_rows codes; %GALLEY_NO_CATEGORY where absent */
GALLEY_API const guint8 *galley_layer_get_categories(const GalleyLayer *layer, guint column);
/** galley_layer_get_rows: n_rows row numbers of the other layer; %GALLEY_NO_ROW where absent */
GALLEY_API const guint32 *galley_layer_get_rows(const GalleyLayer *layer, guint column);
/** galley_layer_get_span_begins: n_rows byte offsets; %GALLEY_NO_OFFSET where absent */
GALLEY_API const guint32 *galley_layer_get_span_begins(const GalleyLayer *layer, guint column);
/** galley_layer_get_span_ends: n_rows byte offsets; %GALLEY_NO_OFFSET where absent */
GALLEY_API const guint32 *galley_layer_get_span_ends(const GalleyLayer *layer, guint column);
/**
 * galley_layer_get_text:
 * @size: (out): bytes, not counting a NUL; there is none at the end
 *
 * Returns: (transfer none) (nullable): the value, or %NULL where absent
 */
GALLEY_API const char *
galley_layer_get_text(const GalleyLayer *layer, guint column, guint32 row, guint32 *size);
/** galley_layer_get_bool: one bit of galley_layer_get_bools(); %FALSE where absent */
GALLEY_API gboolean galley_layer_get_bool(const GalleyLayer *layer, guint column, guint32 row);

/**
 * galley_layer_add:
 * @begin: byte offset into the text, on a character boundary
 * @end: byte offset after the last byte, greater than @begin
 *
 * Adds a row to a layer got from galley_document_add_layer(). Its columns are absent until set.
 * Spans are checked when the step is done, so that this stays cheap; out of memory is the engine's
 * to report.
 *
 * Returns: the row's number until the step is done, counting from 0: use it to set columns and in
 * row columns
 */
GALLEY_API guint32 galley_layer_add(GalleyLayer *layer, guint32 begin, guint32 end);
/**
 * galley_layer_add_many:
 * @begins: (array length=n): copied
 * @ends: (array length=n): copied
 *
 * Adds @n rows at once: what @n calls of galley_layer_add() do, in a fraction of the time.
 *
 * Returns: the first row's number; the others' follow
 */
GALLEY_API guint32 galley_layer_add_many(GalleyLayer *layer,
                                         const guint32 *begins,
                                         const guint32 *ends,
                                         guint32 n);

/*
 * Setters: @row as galley_layer_add() has numbered it, in a layer of this step's; set again, the last
 * value counts. A row that there is not, a column of another type or one that the plugin does not
 * declare makes the step fail when it is done; so do NaN, infinity and spans outside the text.
 */
GALLEY_API void galley_layer_set_int64(GalleyLayer *layer, guint column, guint32 row, gint64 value);
GALLEY_API void
galley_layer_set_double(GalleyLayer *layer, guint column, guint32 row, double value);
GALLEY_API void
galley_layer_set_bool(GalleyLayer *layer, guint column, guint32 row, gboolean value);
/** galley_layer_set_category: @code: index into the column's list of values */
GALLEY_API void
galley_layer_set_category(GalleyLayer *layer, guint column, guint32 row, guint code);
/** galley_layer_set_categories: sets the column in @n rows from @row on; %GALLEY_NO_CATEGORY leaves
 * a row's absent */
GALLEY_API void galley_layer_set_categories(
    GalleyLayer *layer, guint column, guint32 row, const guint8 *codes, guint32 n);
/** galley_layer_set_row: @other: a row of the layer that the column points to, as that layer numbers
 * it: by galley_layer_add() if this step gives it, too */
GALLEY_API void galley_layer_set_row(GalleyLayer *layer, guint column, guint32 row, guint32 other);
/** galley_layer_set_span: byte offsets into the text, on character boundaries, @begin < @end */
GALLEY_API void
galley_layer_set_span(GalleyLayer *layer, guint column, guint32 row, guint32 begin, guint32 end);
/** galley_layer_set_text: copies @size bytes; -1 for a NUL-terminated @value */
GALLEY_API void galley_layer_set_text(
    GalleyLayer *layer, guint column, guint32 row, const char *value, gssize size);

G_END_DECLS
