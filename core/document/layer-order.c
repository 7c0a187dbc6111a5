/* layer-order.c: rows sorted, moved along with edits, and laid out for good.
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "document/column-private.h"

static gpointer
layer_scratch(GalleyLayer *layer, gsize size)
{
    if (size > layer->scratch_room) {
        layer->scratch_room = MAX(size, layer->scratch_room * 2);
        g_free(layer->scratch);
        layer->scratch = g_malloc(layer->scratch_room);
    }
    return layer->scratch;
}

static void
gather_bits(guint8 *bits, guint8 *copy, const guint32 *order, guint32 n, guint32 n_before)
{
    memcpy(copy, bits, bits_size(n_before));
    for (guint32 i = 0; i < n; i++)
        bit_put(bits, i, bit_get(copy, order[i]));
}

static inline void
gather_rows(guint8 *to, const guint8 *from, gsize width, const guint32 *order, guint32 n)
{
    for (guint32 i = 0; i < n; i++)
        memcpy(to + width * i, from + width * order[i], width);
}

/* The widths there are, each told to the compiler. */
static void
gather(void *values, gsize width, void *copy, const guint32 *order, guint32 n, guint32 n_before)
{
    memcpy(copy, values, width * n_before);
    if (width == 1)
        gather_rows(values, copy, 1, order, n);
    else if (width == 4)
        gather_rows(values, copy, 4, order, n);
    else
        gather_rows(values, copy, 8, order, n);
}

static void
column_gather(GalleyLayer *layer, guint column, const guint32 *order, guint32 n, void *copy)
{
    GalleyColumnData *data = &layer->columns[column];
    const GalleyTypeShape *shape = galley_column_get_shape(layer, column);
    if (data->n == 0)
        return;
    galley_column_reach(layer, column, layer->n);
    if (shape->width == 0)
        gather_bits(data->values, copy, order, n, layer->n);
    else
        gather(data->values, shape->width, copy, order, n, layer->n);
    if (shape->has_ends)
        gather(data->ends, sizeof(guint32), copy, order, n, layer->n);
    if (shape->has_valid)
        gather_bits(data->valid, copy, order, n, layer->n);
    galley_column_forget(layer, column, n, layer->n);
    data->n = n;
}

typedef struct {
    guint64 key; /* ascends with begin, and for equal begins descends with end */
    guint32 row;
} SortKey;

static int
compare_keys(const void *a, const void *b)
{
    const SortKey *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

static inline guint64
sort_key(guint32 begin, guint32 end)
{
    return (guint64)begin << 32 | (G_MAXUINT32 - end);
}

/* Notes where each of the rows went, given for each new row the old one. */
static void
layer_note_moved(GalleyLayer *layer, const guint32 *order, guint32 n)
{
    if (layer->moved_room < layer->n) {
        layer->moved_room = layer->room;
        g_free(layer->moved);
        layer->moved = g_new(guint32, layer->moved_room);
    }
    memset(layer->moved, 0xff, sizeof(guint32) * layer->n);
    for (guint32 i = 0; i < n; i++)
        layer->moved[order[i]] = i;
    layer->n_before = layer->n;
    layer->has_moved = TRUE;
}

/* Puts those rows whose span is not empty into order; says where they went. */
static void
layer_reorder(GalleyLayer *layer)
{
    SortKey *keys = g_new(SortKey, layer->n);
    guint32 n = 0;
    for (guint32 row = 0; row < layer->n; row++)
        if (layer->begins[row] < layer->ends[row])
            keys[n++] = (SortKey){ sort_key(layer->begins[row], layer->ends[row]), row };
    qsort(keys, n, sizeof *keys, compare_keys);
    guint32 *order = g_new(guint32, n);
    for (guint32 i = 0; i < n; i++)
        order[i] = keys[i].row;
    g_free(keys);
    void *copy = layer_scratch(layer, sizeof(gint64) * layer->n);
    for (guint c = 0; c < layer->n_columns; c++)
        column_gather(layer, c, order, n, copy);
    gather(layer->begins, sizeof(guint32), copy, order, n, layer->n);
    gather(layer->ends, sizeof(guint32), copy, order, n, layer->n);
    layer_note_moved(layer, order, n);
    g_free(order);
    layer->n = n;
    layer->unsorted = FALSE;
}

void
galley_layer_sort(GalleyLayer *layer)
{
    layer->has_moved = FALSE;
    if (layer->unsorted)
        layer_reorder(layer);
}

static void
column_move_spans(GalleyColumnData *data, GalleyAlignment *edit)
{
    guint32 *begins = data->values;
    for (guint32 row = 0; row < data->n; row++) {
        if (begins[row] == GALLEY_NO_OFFSET)
            continue;
        galley_alignment_move(edit, &begins[row], &data->ends[row]);
        if (begins[row] == data->ends[row])
            begins[row] = data->ends[row] = GALLEY_NO_OFFSET;
    }
}

void
galley_layer_move(GalleyLayer *layer, GalleyAlignment *edit)
{
    gboolean in_order = TRUE;
    guint64 last = 0;
    layer->has_moved = FALSE;
    for (guint32 row = 0; row < layer->n; row++) {
        galley_alignment_move(edit, &layer->begins[row], &layer->ends[row]);
        guint64 key = sort_key(layer->begins[row], layer->ends[row]);
        in_order &= key >= last && layer->begins[row] < layer->ends[row];
        last = key;
    }
    for (guint c = 0; c < layer->n_columns; c++)
        if (column_type(layer, c) == GALLEY_TYPE_SPAN)
            column_move_spans(&layer->columns[c], edit);
    if (!in_order)
        layer_reorder(layer);
}

void
galley_layer_follow(GalleyLayer *layer, guint column, const GalleyLayer *other)
{
    if (!other->has_moved)
        return;
    guint32 *rows = layer->columns[column].values;
    for (guint32 i = 0; i < layer->columns[column].n; i++)
        if (rows[i] != GALLEY_NO_ROW)
            rows[i] = rows[i] < other->n_before ? other->moved[rows[i]] : GALLEY_NO_ROW;
}

/* Whether the texts already lie one behind another from 0 on, as Arrow wants them. */
static gboolean
texts_lie_in_order(const GalleyColumnData *data)
{
    const guint32 *begins = data->values;
    guint32 at = 0;
    for (guint32 row = 0; row < data->n; row++) {
        if (begins[row] != at || data->ends[row] < at)
            return FALSE;
        at = data->ends[row];
    }
    return data->bytes && at == data->bytes->len;
}

static void
column_lay_texts(GalleyColumnData *data)
{
    if (!data->bytes)
        data->bytes = g_string_new(NULL);
    if (texts_lie_in_order(data))
        return;
    GString *bytes = g_string_sized_new(data->bytes->len + 1);
    guint32 *begins = data->values;
    for (guint32 row = 0; row < data->n; row++) {
        guint32 begin = (guint32)bytes->len;
        if (bit_get(data->valid, row))
            g_string_append_len(bytes, data->bytes->str + begins[row],
                                data->ends[row] - begins[row]);
        begins[row] = begin;
        data->ends[row] = (guint32)bytes->len;
    }
    g_string_free(data->bytes, TRUE);
    data->bytes = bytes;
}

void
galley_layer_freeze(GalleyLayer *layer)
{
    for (guint c = 0; c < layer->n_columns; c++) {
        if (!(layer->filled >> c & 1))
            continue;
        galley_column_reach(layer, c, layer->n);
        if (column_type(layer, c) == GALLEY_TYPE_TEXT)
            column_lay_texts(&layer->columns[c]);
    }
    layer->state = GALLEY_LAYER_FROZEN;
}

void
galley_layer_truncate(GalleyLayer *layer, guint32 n)
{
    layer->n = n;
    for (guint c = 0; c < layer->n_columns; c++) {
        GalleyColumnData *data = &layer->columns[c];
        galley_column_forget(layer, c, n, data->n);
        data->n = MIN(data->n, n);
        if (data->bytes && data->n > 0)
            g_string_truncate(data->bytes, data->ends[data->n - 1]);
        else if (data->bytes)
            g_string_truncate(data->bytes, 0);
    }
    layer->last_begin = n > 0 ? layer->begins[n - 1] : 0;
    layer->last_end = n > 0 ? layer->ends[n - 1] : 0;
    layer->unsorted = FALSE;
}
