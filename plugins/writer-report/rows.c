/* rows.c: what the page needs of a document's layers, as bytes and as arrays again.
 * SPDX-License-Identifier: MIT */
#include "rows.h"

#include <math.h>
#include <string.h>

#define BIT(column) (1u << (column))

/* The columns that the page shows. */
static const struct {
    const char *name;
    guint32 columns;
} layers[N_LAYERS] = {
    [LAYER_PARAGRAPH] = { "paragraph", BIT(GALLEY_PARAGRAPH_KIND) },
    [LAYER_QUOTATION] = { "quotation", BIT(GALLEY_QUOTATION_KIND) | BIT(GALLEY_QUOTATION_CUE) |
                                           BIT(GALLEY_QUOTATION_SPEAKER) |
                                           BIT(GALLEY_QUOTATION_ENTITY) },
    [LAYER_PART] = { "quotation_part", BIT(GALLEY_QUOTATION_PART_QUOTATION) },
    [LAYER_ENTITY] = { "entity", BIT(GALLEY_ENTITY_NAME) | BIT(GALLEY_ENTITY_TYPE) },
    [LAYER_MENTION] = { "mention", BIT(GALLEY_MENTION_ENTITY) },
    [LAYER_SENTIMENT] = { "sentiment",
                          BIT(GALLEY_SENTIMENT_SCOPE) | BIT(GALLEY_SENTIMENT_COMPOUND) |
                              BIT(GALLEY_SENTIMENT_EVIDENCE) | BIT(GALLEY_SENTIMENT_SPREAD) |
                              BIT(GALLEY_SENTIMENT_QUOTATION) | BIT(GALLEY_SENTIMENT_ENTITY) |
                              BIT(GALLEY_SENTIMENT_SUM) },
    [LAYER_VALENCE] = { "valence", BIT(GALLEY_VALENCE_VALUE) | BIT(GALLEY_VALENCE_RULE) |
                                       BIT(GALLEY_VALENCE_BASE) },
    [LAYER_CHANGE] = { "valence_change",
                       BIT(GALLEY_VALENCE_CHANGE_VALENCE) | BIT(GALLEY_VALENCE_CHANGE_RULE) |
                           BIT(GALLEY_VALENCE_CHANGE_TRIGGER) |
                           BIT(GALLEY_VALENCE_CHANGE_DISTANCE) | BIT(GALLEY_VALENCE_CHANGE_FACTOR) |
                           BIT(GALLEY_VALENCE_CHANGE_AMOUNT) },
    [LAYER_CONTRIBUTION] = { "contribution",
                             BIT(GALLEY_CONTRIBUTION_SENTIMENT) | BIT(GALLEY_CONTRIBUTION_VALENCE) |
                                 BIT(GALLEY_CONTRIBUTION_RULE) | BIT(GALLEY_CONTRIBUTION_WEIGHT) |
                                 BIT(GALLEY_CONTRIBUTION_AMOUNT) },
};

/* ---- to bytes ---- */

static guint32
rows_before(const GalleyLayer *layer, guint32 limit)
{
    const guint32 *begins = galley_layer_get_begins(layer);
    guint32 low = 0, high = galley_layer_get_n_rows(layer);
    while (low < high) {
        guint32 middle = low + (high - low) / 2;
        if (begins[middle] < limit)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Absent numbers get values that no layer holds: doubles are finite. */
static void
put_doubles(GString *out, const GalleyLayer *layer, guint column, guint32 n)
{
    const double *values = galley_layer_get_doubles(layer, column);
    double *room = bytes_reserve(out, n * sizeof *room);
    for (guint32 row = 0; row < n; row++)
        room[row] = galley_layer_has_value(layer, column, row) ? values[row] : NAN;
}

static void
put_int64s(GString *out, const GalleyLayer *layer, guint column, guint32 n)
{
    const gint64 *values = galley_layer_get_int64s(layer, column);
    gint64 *room = bytes_reserve(out, n * sizeof *room);
    for (guint32 row = 0; row < n; row++)
        room[row] = galley_layer_has_value(layer, column, row) ? values[row] : G_MININT64;
}

static void
put_texts(GString *out, const GalleyLayer *layer, guint column, guint32 n)
{
    guint32 size, end = 0;
    g_autofree guint32 *ends = g_new(guint32, MAX(n, 1));
    g_autoptr(GString) texts = g_string_new(NULL);
    for (guint32 row = 0; row < n; row++) {
        const char *text = galley_layer_get_text(layer, column, row, &size);
        if (text != NULL)
            g_string_append_len(texts, text, size);
        end += text != NULL ? size : 0;
        ends[row] = end;
    }
    bytes_put(out, ends, n * sizeof *ends);
    bytes_put_text(out, texts->str, texts->len);
}

static void
put_column(GString *out, const GalleyLayer *layer, guint column, guint32 n)
{
    switch (galley_layer_get_layout(layer)->columns[column].type) {
    case GALLEY_TYPE_CATEGORY:
        bytes_put(out, galley_layer_get_categories(layer, column), n);
        break;
    case GALLEY_TYPE_ROW:
        bytes_put(out, galley_layer_get_rows(layer, column), n * sizeof(guint32));
        break;
    case GALLEY_TYPE_SPAN:
        bytes_put(out, galley_layer_get_span_begins(layer, column), n * sizeof(guint32));
        bytes_put(out, galley_layer_get_span_ends(layer, column), n * sizeof(guint32));
        break;
    case GALLEY_TYPE_DOUBLE:
        put_doubles(out, layer, column, n);
        break;
    case GALLEY_TYPE_INT64:
        put_int64s(out, layer, column, n);
        break;
    default:
        put_texts(out, layer, column, n);
    }
}

static guint32
filled_columns(const GalleyLayer *layer, guint32 wanted)
{
    guint32 filled = 0;
    const GalleyColumn *columns = galley_layer_get_layout(layer)->columns;
    for (guint c = 0; columns != NULL && columns[c].name != NULL && c < ROWS_COLUMNS; c++)
        if ((wanted & BIT(c)) != 0 && galley_layer_has_column(layer, c))
            filled |= BIT(c);
    return filled;
}

void
rows_put(GString *out, const GalleyDocument *document, Layer which, guint32 limit)
{
    const GalleyLayer *layer = galley_document_get_layer(document, layers[which].name);
    bytes_put_number(out, layer != NULL);
    if (layer == NULL)
        return;
    guint32 n = rows_before(layer, limit), filled = filled_columns(layer, layers[which].columns);
    bytes_put_number(out, n);
    bytes_put_number(out, filled);
    if (n == 0)
        return;
    bytes_put(out, galley_layer_get_begins(layer), n * sizeof(guint32));
    bytes_put(out, galley_layer_get_ends(layer), n * sizeof(guint32));
    for (guint c = 0; c < ROWS_COLUMNS; c++)
        if ((filled & BIT(c)) != 0)
            put_column(out, layer, c, n);
}

/* ---- out of bytes ---- */

static gboolean
ends_ascend(const guint32 *ends, guint32 n, gsize size)
{
    for (guint32 i = 0; i < n; i++)
        if (ends[i] > size || (i > 0 && ends[i] < ends[i - 1]))
            return FALSE;
    return TRUE;
}

static gboolean
take_column(Bytes *bytes, GalleyType type, guint32 n, Column *column)
{
    static const gsize sizes[] = {
        [GALLEY_TYPE_CATEGORY] = 1, [GALLEY_TYPE_ROW] = 4,   [GALLEY_TYPE_SPAN] = 4,
        [GALLEY_TYPE_DOUBLE] = 8,   [GALLEY_TYPE_INT64] = 8, [GALLEY_TYPE_TEXT] = 4,
    };
    gsize size = 0;
    column->values = bytes_take(bytes, n * sizes[type]);
    if (type == GALLEY_TYPE_SPAN)
        column->ends = bytes_take(bytes, n * sizeof(guint32));
    if (type == GALLEY_TYPE_TEXT)
        column->text = bytes_take_text(bytes, &size);
    return !bytes->astray && (type != GALLEY_TYPE_TEXT || ends_ascend(column->values, n, size));
}

gboolean
rows_take(Bytes *bytes, Layer which, Rows *rows)
{
    const GalleyColumn *columns = galley_standard_find_layout(layers[which].name)->columns;
    *rows = (Rows){ .there = bytes_take_number(bytes) != 0 };
    if (!rows->there)
        return !bytes->astray;
    rows->n = (guint32)bytes_take_number(bytes);
    guint32 filled = (guint32)bytes_take_number(bytes) & layers[which].columns;
    if (rows->n == 0)
        return !bytes->astray;
    rows->begins = bytes_take(bytes, rows->n * sizeof(guint32));
    rows->ends = bytes_take(bytes, rows->n * sizeof(guint32));
    for (guint c = 0; c < ROWS_COLUMNS && !bytes->astray; c++)
        if ((filled & BIT(c)) != 0 &&
            !take_column(bytes, columns[c].type, rows->n, &rows->columns[c]))
            return FALSE;
    return !bytes->astray;
}

/* ---- values ---- */

guint32
rows_get_row(const Rows *rows, guint column, guint32 row)
{
    const guint32 *values = rows->columns[column].values;
    return values != NULL ? values[row] : GALLEY_NO_ROW;
}

guint8
rows_get_category(const Rows *rows, guint column, guint32 row)
{
    const guint8 *values = rows->columns[column].values;
    return values != NULL ? values[row] : GALLEY_NO_CATEGORY;
}

gint64
rows_get_int64(const Rows *rows, guint column, guint32 row, gint64 absent)
{
    const gint64 *values = rows->columns[column].values;
    return values != NULL && values[row] != G_MININT64 ? values[row] : absent;
}

gboolean
rows_get_double(const Rows *rows, guint column, guint32 row, double *value)
{
    const double *values = rows->columns[column].values;
    if (values == NULL || isnan(values[row]))
        return FALSE;
    *value = values[row];
    return TRUE;
}

gboolean
rows_get_span(const Rows *rows, guint column, guint32 row, guint32 *begin, guint32 *end)
{
    const guint32 *begins = rows->columns[column].values;
    if (begins == NULL || begins[row] == GALLEY_NO_OFFSET)
        return FALSE;
    *begin = begins[row];
    *end = rows->columns[column].ends[row];
    return TRUE;
}

const char *
rows_get_text(const Rows *rows, guint column, guint32 row, gsize *size)
{
    const guint32 *ends = rows->columns[column].values;
    guint32 begin = ends != NULL && row > 0 ? ends[row - 1] : 0;
    *size = ends != NULL ? ends[row] - begin : 0;
    return *size > 0 ? rows->columns[column].text + begin : "";
}
