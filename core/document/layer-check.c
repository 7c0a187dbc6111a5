/* layer-check.c: whether what a plugin put into a layer holds. SPDX-License-Identifier: MIT */
#include <math.h>

#include <galley/unicode.h>

#include "document/column-private.h"

static inline gboolean
on_boundary(const char *text, guint32 at)
{
    return ((guint8)text[at] & 0xc0) != 0x80;
}

/* The NUL behind the text lets its end be looked at as well. */
static inline gboolean
span_fits(const char *text, guint32 size, guint32 begin, guint32 end)
{
    return begin < end && end <= size && on_boundary(text, begin) && on_boundary(text, end);
}

/* Why a span does not fit. */
static const char *
span_fault(guint32 size, guint32 begin, guint32 end)
{
    if (begin >= end)
        return "is empty";
    return end > size ? "reaches past the end of the text" : "cuts a character";
}

static char *
check_spans(const GalleyLayer *layer, const char *text, guint32 size)
{
    guint32 row = 0;
    while (row < layer->n && span_fits(text, size, layer->begins[row], layer->ends[row]))
        row++;
    if (row == layer->n)
        return NULL;
    return g_strdup_printf("layer \"%s\", row %u: span %u to %u %s", layer->layout->name, row,
                           layer->begins[row], layer->ends[row],
                           span_fault(size, layer->begins[row], layer->ends[row]));
}

/* ---- the first row whose value does not fit its column, or n; an absent value fits ---- */

static guint32
find_bad_double(const GalleyColumnData *data)
{
    const double *values = data->values;
    guint32 row = 0;
    while (row < data->n && isfinite(values[row]))
        row++;
    return row;
}

static guint32
find_bad_span(const GalleyColumnData *data, const char *text, guint32 size)
{
    const guint32 *begins = data->values;
    guint32 row = 0;
    while (row < data->n &&
           (begins[row] == GALLEY_NO_OFFSET || span_fits(text, size, begins[row], data->ends[row])))
        row++;
    return row;
}

static guint32
find_bad_text(const GalleyColumnData *data)
{
    const guint32 *begins = data->values;
    guint32 row = 0;
    while (row < data->n && (begins[row] == data->ends[row] ||
                             galley_utf8_validate(data->bytes->str + begins[row],
                                                  data->ends[row] - begins[row], NULL)))
        row++;
    return row;
}

/* The code that stands for no value wraps to 0, so that one comparison does; all at once, as
 * nearly all are right. */
static guint32
find_bad_category(const GalleyColumnData *data, guint n_categories)
{
    const guint8 *codes = data->values;
    guint8 highest = 0;
    guint32 row = 0;
    for (guint32 i = 0; i < data->n; i++)
        highest = MAX(highest, (guint8)(codes[i] + 1));
    if (highest <= n_categories)
        return data->n;
    while ((guint8)(codes[row] + 1) <= n_categories)
        row++;
    return row;
}

static char *
check_column(const GalleyLayer *layer, guint column, const char *text, guint32 size)
{
    const GalleyColumnData *data = &layer->columns[column];
    const GalleyColumn *declared = &layer->layout->columns[column];
    const char *what = NULL;
    guint32 row = data->n;
    switch (declared->type) {
    case GALLEY_TYPE_CATEGORY:
        row = find_bad_category(data, g_strv_length((char **)declared->categories));
        what = "is no category of the column";
        break;
    case GALLEY_TYPE_DOUBLE:
        row = find_bad_double(data);
        what = "is not a finite number";
        break;
    case GALLEY_TYPE_TEXT:
        row = find_bad_text(data);
        what = "is not valid UTF-8";
        break;
    case GALLEY_TYPE_SPAN:
        row = find_bad_span(data, text, size);
        if (row < data->n)
            what = span_fault(size, ((const guint32 *)data->values)[row], data->ends[row]);
        break;
    default:
        break;
    }
    if (row == data->n)
        return NULL;
    return g_strdup_printf("layer \"%s\", row %u: %s %s", layer->layout->name, row, declared->name,
                           what);
}

char *
galley_layer_check(const GalleyLayer *layer, const char *text, guint32 size)
{
    char *fault = check_spans(layer, text, size);
    for (guint c = 0; !fault && c < layer->n_columns; c++)
        fault = check_column(layer, c, text, size);
    return fault;
}
