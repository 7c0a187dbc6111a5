/* rows.h: what the page needs of a document's layers, as bytes and as arrays again.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <galley/galley.h>

#include "bytes.h"

typedef enum {
    LAYER_PARAGRAPH,
    LAYER_QUOTATION,
    LAYER_PART,
    LAYER_ENTITY,
    LAYER_MENTION,
    LAYER_SENTIMENT,
    LAYER_VALENCE,
    LAYER_CHANGE,
    LAYER_CONTRIBUTION,
    N_LAYERS,
} Layer;

#define ROWS_COLUMNS 16u

/* One column: `values` is of the column's type; of a span the begins, and `ends`; of texts the
 * offsets of their ends in `text`. NULL where it is not filled. */
typedef struct {
    gconstpointer values;
    const guint32 *ends;
    const char *text;
} Column;

/* A layer, by the columns' indices in <galley/standard.h>. */
typedef struct {
    gboolean there;
    guint32 n;
    const guint32 *begins, *ends;
    Column columns[ROWS_COLUMNS];
} Rows;

/* rows_put: the rows of @layer, which the document may be without, that begin before @limit */
void rows_put(GString *out, const GalleyDocument *document, Layer layer, guint32 limit);
/* rows_take: the arrays stay the bytes'. Returns: FALSE where the bytes are none that were put */
gboolean rows_take(Bytes *bytes, Layer layer, Rows *rows);

/* A value, or what the arrays of <galley/layer.h> hold where there is none: GALLEY_NO_ROW,
 * GALLEY_NO_CATEGORY, FALSE, @absent, an empty text. */
guint32 rows_get_row(const Rows *rows, guint column, guint32 row);
guint8 rows_get_category(const Rows *rows, guint column, guint32 row);
gint64 rows_get_int64(const Rows *rows, guint column, guint32 row, gint64 absent);
gboolean rows_get_double(const Rows *rows, guint column, guint32 row, double *value);
gboolean rows_get_span(const Rows *rows, guint column, guint32 row, guint32 *begin, guint32 *end);
const char *rows_get_text(const Rows *rows, guint column, guint32 row, gsize *size);
