/* layer-check.c: whether what a plugin put into a layer holds. SPDX-License-Identifier: MIT */
#include <math.h>

#include <galley/unicode.h>

#include "document/column-private.h"

static gboolean
on_boundary(const char *text, guint32 size, guint32 at)
{
    return at == size || ((guint8)text[at] & 0xc0) != 0x80;
}

static const char *
span_fault(const char *text, guint32 size, guint32 begin, guint32 end)
{
    if (begin >= end)
        return "is empty";
    if (end > size)
        return "reaches past the end of the text";
    if (!on_boundary(text, size, begin) || !on_boundary(text, size, end))
        return "cuts a character";
    return NULL;
}

static char *
check_spans(const GalleyLayer *layer, const char *text, guint32 size)
{
    for (guint32 row = 0; row < layer->n; row++) {
        const char *fault = span_fault(text, size, layer->begins[row], layer->ends[row]);
        if (G_UNLIKELY(fault != NULL))
            return g_strdup_printf("layer \"%s\", row %u: span %u to %u %s", layer->layout->name, row,
                                   layer->begins[row], layer->ends[row], fault);
    }
    return NULL;
}

static const char *
value_fault(const GalleyLayer *layer, guint column, guint32 row, const char *text, guint32 size)
{
    const GalleyColumnData *data = &layer->columns[column];
    switch (column_type(layer, column)) {
    case GALLEY_TYPE_DOUBLE:
        return isfinite(((const double *)data->values)[row]) ? NULL : "is not a finite number";
    case GALLEY_TYPE_SPAN:
        return span_fault(text, size, ((const guint32 *)data->values)[row], data->ends[row]);
    case GALLEY_TYPE_TEXT: {
        guint32 begin = ((const guint32 *)data->values)[row];
        gboolean valid = galley_utf8_validate(data->bytes->str + begin, data->ends[row] - begin, NULL);
        return valid ? NULL : "is not valid UTF-8";
    }
    default:
        return NULL;
    }
}

/* The first row whose value does not fit its column, or n. */
static guint32
find_bad_value(const GalleyLayer *layer, guint column, const char *text, guint32 size, const char **what)
{
    guint32 row = 0, n = layer->columns[column].n;
    while (row < n && (!galley_column_has_value(layer, column, row) ||
                       !(*what = value_fault(layer, column, row, text, size))))
        row++;
    return row;
}

static guint32
find_bad_category(const GalleyLayer *layer, guint column, const char **what)
{
    const guint8 *codes = layer->columns[column].values;
    guint32 row = 0, n = layer->columns[column].n;
    guint n_categories = g_strv_length((char **)layer->layout->columns[column].categories);
    while (row < n && (codes[row] < n_categories || codes[row] == GALLEY_NO_CATEGORY))
        row++;
    *what = "is no category of the column";
    return row;
}

static char *
check_column(const GalleyLayer *layer, guint column, const char *text, guint32 size)
{
    const char *what = NULL;
    guint32 row = layer->columns[column].n;
    switch (column_type(layer, column)) {
    case GALLEY_TYPE_CATEGORY:
        row = find_bad_category(layer, column, &what);
        break;
    case GALLEY_TYPE_DOUBLE:
    case GALLEY_TYPE_SPAN:
    case GALLEY_TYPE_TEXT:
        row = find_bad_value(layer, column, text, size, &what);
        break;
    default:
        break;
    }
    if (row == layer->columns[column].n)
        return NULL;
    return g_strdup_printf("layer \"%s\", row %u: %s %s", layer->layout->name, row,
                           layer->layout->columns[column].name, what);
}

char *
galley_layer_check(const GalleyLayer *layer, const char *text, guint32 size)
{
    char *fault = check_spans(layer, text, size);
    for (guint c = 0; !fault && c < layer->n_columns; c++)
        fault = check_column(layer, c, text, size);
    return fault;
}
