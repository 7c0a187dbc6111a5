/* layer.c: columns that grow row by row. SPDX-License-Identifier: MIT */
#include "document/layer-private.h"

#include <string.h>

#include "document/column-private.h"

/* ---- what the types are made of ---- */

static const GalleyTypeShape shapes[] = {
    [GALLEY_TYPE_INT64] = { 8, 0x00, FALSE, TRUE },
    [GALLEY_TYPE_DOUBLE] = { 8, 0x00, FALSE, TRUE },
    [GALLEY_TYPE_BOOL] = { 0, 0x00, FALSE, TRUE },
    [GALLEY_TYPE_CATEGORY] = { 1, 0xff, FALSE, FALSE },
    [GALLEY_TYPE_TEXT] = { 4, 0x00, TRUE, TRUE },
    [GALLEY_TYPE_SPAN] = { 4, 0xff, TRUE, FALSE },
    [GALLEY_TYPE_ROW] = { 4, 0xff, FALSE, FALSE },
};

const GalleyTypeShape *
galley_column_get_shape(const GalleyLayer *layer, guint column)
{
    return &shapes[column_type(layer, column)];
}

/* ---- life ---- */

void
galley_layer_init(GalleyLayer *layer,
                  const char *name,
                  const GalleyLayout *layout,
                  guint64 filled,
                  const char **violation)
{
    guint n = 0;
    while (layout->columns && layout->columns[n].name)
        n++;
    *layer = (GalleyLayer){
        .name = name,
        .layout = layout,
        .n_columns = n,
        .filled = filled,
        .visible = filled,
        .violation = violation,
    };
    layer->columns = g_new0(GalleyColumnData, n);
}

static void
column_clear(GalleyColumnData *data)
{
    g_free(data->values);
    g_free(data->ends);
    g_free(data->valid);
    if (data->bytes)
        g_string_free(data->bytes, TRUE);
    *data = (GalleyColumnData){ 0 };
}

void
galley_layer_clear(GalleyLayer *layer)
{
    for (guint c = 0; c < layer->n_columns; c++)
        column_clear(&layer->columns[c]);
    g_free(layer->columns);
    g_free(layer->begins);
    g_free(layer->ends);
    g_free(layer->moved);
    g_free(layer->scratch);
    *layer = (GalleyLayer){ 0 };
}

static void
layer_shrink(GalleyLayer *layer)
{
    const char *name = layer->name;
    const GalleyLayout *layout = layer->layout;
    guint64 filled = layer->filled, visible = layer->visible;
    const char **violation = layer->violation;
    galley_layer_clear(layer);
    galley_layer_init(layer, name, layout, filled, violation);
    layer->visible = visible;
}

void
galley_layer_empty(GalleyLayer *layer, guint32 keep)
{
    if (layer->room > keep)
        layer_shrink(layer);
    for (guint c = 0; c < layer->n_columns; c++) {
        galley_column_forget(layer, c, 0, layer->columns[c].n);
        layer->columns[c].n = 0;
        if (layer->columns[c].bytes)
            g_string_truncate(layer->columns[c].bytes, 0);
    }
    layer->n = layer->last_begin = layer->last_end = 0;
    layer->unsorted = layer->has_moved = FALSE;
    layer->state = GALLEY_LAYER_ABSENT;
}

/* ---- reading ---- */

int
galley_layout_find_column(const GalleyLayout *layout, const char *name)
{
    for (int c = 0; layout->columns && layout->columns[c].name; c++)
        if (g_str_equal(layout->columns[c].name, name))
            return c;
    return -1;
}

const char *
galley_layer_get_name(const GalleyLayer *layer)
{
    return layer->name;
}

const GalleyLayout *
galley_layer_get_layout(const GalleyLayer *layer)
{
    return layer->layout;
}

guint32
galley_layer_get_n_rows(const GalleyLayer *layer)
{
    return layer->n;
}

const guint32 *
galley_layer_get_begins(const GalleyLayer *layer)
{
    return layer->begins;
}

const guint32 *
galley_layer_get_ends(const GalleyLayer *layer)
{
    return layer->ends;
}

gboolean
galley_layer_has_column(const GalleyLayer *layer, guint column)
{
    return column_is_visible(layer, column);
}

/* The column's data if it may be read and is of that type. */
static const GalleyColumnData *
readable(const GalleyLayer *layer, guint column, GalleyType type)
{
    if (!column_is_visible(layer, column) || column_type(layer, column) != type)
        return NULL;
    return &layer->columns[column];
}

gboolean
galley_column_has_value(const GalleyLayer *layer, guint column, guint32 row)
{
    const GalleyColumnData *data = &layer->columns[column];
    if (row >= data->n)
        return FALSE;
    switch (column_type(layer, column)) {
    case GALLEY_TYPE_CATEGORY:
        return ((const guint8 *)data->values)[row] != GALLEY_NO_CATEGORY;
    case GALLEY_TYPE_ROW:
    case GALLEY_TYPE_SPAN:
        return ((const guint32 *)data->values)[row] != GALLEY_NO_ROW;
    default:
        return bit_get(data->valid, row);
    }
}

gboolean
galley_layer_has_value(const GalleyLayer *layer, guint column, guint32 row)
{
    return column_is_visible(layer, column) && galley_column_has_value(layer, column, row);
}

/* An array of n_rows values; a layer that is still growing is padded first. */
static const void *
get_values(const GalleyLayer *layer, guint column, GalleyType type)
{
    const GalleyColumnData *data = readable(layer, column, type);
    if (!data)
        return NULL;
    if (data->n < layer->n || !data->values)
        galley_column_reach((GalleyLayer *)layer, column, layer->n);
    return data->values;
}

const gint64 *
galley_layer_get_int64s(const GalleyLayer *layer, guint column)
{
    return get_values(layer, column, GALLEY_TYPE_INT64);
}

const double *
galley_layer_get_doubles(const GalleyLayer *layer, guint column)
{
    return get_values(layer, column, GALLEY_TYPE_DOUBLE);
}

const guint8 *
galley_layer_get_bools(const GalleyLayer *layer, guint column)
{
    return get_values(layer, column, GALLEY_TYPE_BOOL);
}

const guint8 *
galley_layer_get_categories(const GalleyLayer *layer, guint column)
{
    return get_values(layer, column, GALLEY_TYPE_CATEGORY);
}

const guint32 *
galley_layer_get_rows(const GalleyLayer *layer, guint column)
{
    return get_values(layer, column, GALLEY_TYPE_ROW);
}

const guint32 *
galley_layer_get_span_begins(const GalleyLayer *layer, guint column)
{
    return get_values(layer, column, GALLEY_TYPE_SPAN);
}

const guint32 *
galley_layer_get_span_ends(const GalleyLayer *layer, guint column)
{
    return get_values(layer, column, GALLEY_TYPE_SPAN) ? layer->columns[column].ends : NULL;
}

const char *
galley_layer_get_text(const GalleyLayer *layer, guint column, guint32 row, guint32 *size)
{
    const GalleyColumnData *data = readable(layer, column, GALLEY_TYPE_TEXT);
    *size = 0;
    if (!data || !galley_column_has_value(layer, column, row))
        return NULL;
    guint32 begin = ((const guint32 *)data->values)[row];
    *size = data->ends[row] - begin;
    return data->bytes->str + begin;
}

gboolean
galley_layer_get_bool(const GalleyLayer *layer, guint column, guint32 row)
{
    const GalleyColumnData *data = readable(layer, column, GALLEY_TYPE_BOOL);
    return data && row < data->n && bit_get(data->values, row);
}

/* ---- adding ---- */

/* Room for @n rows at least. */
static void
layer_grow(GalleyLayer *layer, guint32 n)
{
    layer->room = MAX(64, MAX(n, layer->room * 2));
    layer->begins = g_renew(guint32, layer->begins, layer->room);
    layer->ends = g_renew(guint32, layer->ends, layer->room);
}

guint32
galley_layer_add(GalleyLayer *layer, guint32 begin, guint32 end)
{
    if (layer->n == layer->room)
        layer_grow(layer, layer->n + 1);
    guint32 row = layer->n++;
    layer->begins[row] = begin;
    layer->ends[row] = end;
    if (begin <= layer->last_begin && row > 0)
        layer->unsorted |= begin < layer->last_begin || end > layer->last_end;
    layer->last_begin = begin;
    layer->last_end = end;
    return row;
}

/* Whether each row from @first on, but the layer's first, stands where sorting would leave it. */
static gboolean
is_sorted_from(const GalleyLayer *layer, guint32 first)
{
    const guint32 *begins = layer->begins, *ends = layer->ends;
    guint32 n_wrong = 0;
    for (guint32 row = MAX(first, 1); row < layer->n; row++)
        n_wrong += (begins[row] < begins[row - 1]) |
                   ((begins[row] == begins[row - 1]) & (ends[row] > ends[row - 1]));
    return n_wrong == 0;
}

guint32
galley_layer_add_many(GalleyLayer *layer, const guint32 *begins, const guint32 *ends, guint32 n)
{
    guint32 first = layer->n;
    if (n == 0)
        return first;
    if (n > layer->room - first)
        layer_grow(layer, first + n);
    memcpy(layer->begins + first, begins, n * sizeof(guint32));
    memcpy(layer->ends + first, ends, n * sizeof(guint32));
    layer->n += n;
    layer->unsorted |= !is_sorted_from(layer, first);
    layer->last_begin = begins[n - 1];
    layer->last_end = ends[n - 1];
    return first;
}

static void
bits_clear(guint8 *bits, guint32 from, guint32 to)
{
    for (; from < to && (from & 7) != 0; from++)
        bit_put(bits, from, FALSE);
    if (from < to)
        memset(bits + from / 8, 0, bits_size(to - from));
}

static void
column_fill(GalleyColumnData *data, const GalleyTypeShape *shape, guint32 from, guint32 to)
{
    if (shape->width == 0)
        bits_clear(data->values, from, to);
    else
        memset((guint8 *)data->values + (gsize)from * shape->width, shape->absent,
               (gsize)(to - from) * shape->width);
    if (shape->has_ends)
        memset(data->ends + from, shape->absent, (gsize)(to - from) * sizeof(guint32));
    if (shape->has_valid)
        bits_clear(data->valid, from, to);
}

/* Room for @n rows at least, in whole bytes of bits. */
static void
column_room(GalleyColumnData *data, const GalleyTypeShape *shape, guint32 n)
{
    guint32 room = MAX(64, MAX((n + 7) & ~7u, data->room * 2)), from = data->room;
    data->values =
        g_realloc(data->values, shape->width ? (gsize)room * shape->width : bits_size(room));
    if (shape->has_ends)
        data->ends = g_renew(guint32, data->ends, room + 1);
    if (shape->has_valid)
        data->valid = g_realloc(data->valid, bits_size(room));
    data->room = room;
    column_fill(data, shape, from, room);
}

void
galley_column_forget(GalleyLayer *layer, guint column, guint32 from, guint32 to)
{
    if (from < to)
        column_fill(&layer->columns[column], galley_column_get_shape(layer, column), from, to);
}

/* What lies behind the column's last row is absent already, so that to reach is to count. */
void
galley_column_reach(GalleyLayer *layer, guint column, guint32 n)
{
    GalleyColumnData *data = &layer->columns[column];
    if (n > data->room || !data->values)
        column_room(data, galley_column_get_shape(layer, column), n);
    data->n = n;
}

/* The column made ready for a value in @row, or %NULL where the plugin may not set it. */
static GalleyColumnData *
writable(GalleyLayer *layer, guint column, guint32 row, GalleyType type)
{
    if (G_UNLIKELY(layer->state != GALLEY_LAYER_NEW || !column_is_visible(layer, column) ||
                   column_type(layer, column) != type || row >= layer->n)) {
        if (!*layer->violation)
            *layer->violation =
                layer->state != GALLEY_LAYER_NEW    ? "sets a column of a layer it does not give"
                : row >= layer->n                   ? "sets a column of a row there is not"
                : !column_is_visible(layer, column) ? "sets a column it does not give"
                                                    : "sets a column with another type's function";
        return NULL;
    }
    GalleyColumnData *data = &layer->columns[column];
    if (row >= data->n) {
        if (G_UNLIKELY(row >= data->room))
            column_room(data, &shapes[type], layer->room);
        data->n = row + 1;
    }
    return data;
}

void
galley_layer_set_int64(GalleyLayer *layer, guint column, guint32 row, gint64 value)
{
    GalleyColumnData *data = writable(layer, column, row, GALLEY_TYPE_INT64);
    if (!data)
        return;
    ((gint64 *)data->values)[row] = value;
    bit_put(data->valid, row, TRUE);
}

void
galley_layer_set_double(GalleyLayer *layer, guint column, guint32 row, double value)
{
    GalleyColumnData *data = writable(layer, column, row, GALLEY_TYPE_DOUBLE);
    if (!data)
        return;
    ((double *)data->values)[row] = value;
    bit_put(data->valid, row, TRUE);
}

void
galley_layer_set_bool(GalleyLayer *layer, guint column, guint32 row, gboolean value)
{
    GalleyColumnData *data = writable(layer, column, row, GALLEY_TYPE_BOOL);
    if (!data)
        return;
    bit_put(data->values, row, value);
    bit_put(data->valid, row, TRUE);
}

void
galley_layer_set_category(GalleyLayer *layer, guint column, guint32 row, guint code)
{
    GalleyColumnData *data = writable(layer, column, row, GALLEY_TYPE_CATEGORY);
    if (data)
        ((guint8 *)data->values)[row] = (guint8)MIN(code, GALLEY_NO_CATEGORY - 1);
}

void
galley_layer_set_categories(
    GalleyLayer *layer, guint column, guint32 row, const guint8 *codes, guint32 n)
{
    GalleyColumnData *data =
        n == 0 ? NULL : writable(layer, column, row + n - 1, GALLEY_TYPE_CATEGORY);
    if (data)
        memcpy((guint8 *)data->values + row, codes, n);
}

void
galley_layer_set_row(GalleyLayer *layer, guint column, guint32 row, guint32 other)
{
    GalleyColumnData *data = writable(layer, column, row, GALLEY_TYPE_ROW);
    if (data)
        ((guint32 *)data->values)[row] = other;
}

void
galley_layer_set_span(GalleyLayer *layer, guint column, guint32 row, guint32 begin, guint32 end)
{
    GalleyColumnData *data = writable(layer, column, row, GALLEY_TYPE_SPAN);
    if (!data)
        return;
    ((guint32 *)data->values)[row] = begin;
    data->ends[row] = end;
}

void
galley_layer_set_text(GalleyLayer *layer, guint column, guint32 row, const char *value, gssize size)
{
    GalleyColumnData *data = writable(layer, column, row, GALLEY_TYPE_TEXT);
    if (!data)
        return;
    if (!data->bytes)
        data->bytes = g_string_new(NULL);
    ((guint32 *)data->values)[row] = (guint32)data->bytes->len;
    g_string_append_len(data->bytes, value, size < 0 ? (gssize)strlen(value) : size);
    data->ends[row] = (guint32)data->bytes->len;
    bit_put(data->valid, row, TRUE);
}
