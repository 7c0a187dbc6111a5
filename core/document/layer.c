/* layer.c: columns that grow row by row. SPDX-License-Identifier: MIT */
#include "document/layer-private.h"

#include <math.h>
#include <string.h>

#include <galley/unicode.h>

/* ---- what the types are made of ---- */

typedef struct {
    guint8 width;       /* bytes a row in `values`; 0: bits */
    guint8 absent;      /* the byte that an absent row is filled with */
    gboolean has_ends;  /* a second array of guint32 */
    gboolean has_valid; /* absence is told by a bit, not by the value */
} TypeShape;

static const TypeShape shapes[] = {
    [GALLEY_TYPE_INT64] = { 8, 0x00, FALSE, TRUE },     [GALLEY_TYPE_DOUBLE] = { 8, 0x00, FALSE, TRUE },
    [GALLEY_TYPE_BOOL] = { 0, 0x00, FALSE, TRUE },      [GALLEY_TYPE_CATEGORY] = { 1, 0xff, FALSE, FALSE },
    [GALLEY_TYPE_TEXT] = { 4, 0x00, TRUE, TRUE },       [GALLEY_TYPE_SPAN] = { 4, 0xff, TRUE, FALSE },
    [GALLEY_TYPE_ROW] = { 4, 0xff, FALSE, FALSE },
};

static inline GalleyType
column_type(const GalleyLayer *layer, guint column)
{
    return layer->layout->columns[column].type;
}

static inline gsize
bits_size(guint32 n)
{
    return ((gsize)n + 7) / 8;
}

static inline gboolean
bit_get(const guint8 *bits, guint32 i)
{
    return bits[i >> 3] >> (i & 7) & 1;
}

static inline void
bit_put(guint8 *bits, guint32 i, gboolean on)
{
    guint8 mask = (guint8)(1u << (i & 7));
    bits[i >> 3] = (guint8)(on ? bits[i >> 3] | mask : bits[i >> 3] & ~mask);
}

/* ---- life ---- */

void
galley_layer_init(GalleyLayer *layer, const GalleyLayout *layout, guint64 filled, const char **violation)
{
    guint n = 0;
    while (layout->columns && layout->columns[n].name)
        n++;
    *layer = (GalleyLayer){
        .layout = layout, .n_columns = n, .filled = filled, .visible = filled, .violation = violation,
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
    const GalleyLayout *layout = layer->layout;
    guint64 filled = layer->filled, visible = layer->visible;
    const char **violation = layer->violation;
    galley_layer_clear(layer);
    galley_layer_init(layer, layout, filled, violation);
    layer->visible = visible;
}

void
galley_layer_empty(GalleyLayer *layer, guint32 keep)
{
    if (layer->room > keep)
        layer_shrink(layer);
    for (guint c = 0; c < layer->n_columns; c++) {
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
    return column < layer->n_columns && column < GALLEY_MAX_COLUMNS && layer->visible >> column & 1;
}

/* The column's data if it may be read and is of that type. */
static const GalleyColumnData *
readable(const GalleyLayer *layer, guint column, GalleyType type)
{
    if (!galley_layer_has_column(layer, column) || column_type(layer, column) != type)
        return NULL;
    return &layer->columns[column];
}

static gboolean
row_has_value(const GalleyLayer *layer, guint column, guint32 row)
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
    return galley_layer_has_column(layer, column) && row_has_value(layer, column, row);
}

static void column_reach(GalleyLayer *layer, guint column, guint32 n);

/* An array of n_rows values; a layer that is still growing is padded first. */
static const void *
get_values(const GalleyLayer *layer, guint column, GalleyType type)
{
    const GalleyColumnData *data = readable(layer, column, type);
    if (!data)
        return NULL;
    if (data->n < layer->n || !data->values)
        column_reach((GalleyLayer *)layer, column, layer->n);
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
    if (!data || !row_has_value(layer, column, row))
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

static void
layer_grow(GalleyLayer *layer)
{
    layer->room = MAX(64, layer->room * 2);
    layer->begins = g_renew(guint32, layer->begins, layer->room);
    layer->ends = g_renew(guint32, layer->ends, layer->room);
}

guint32
galley_layer_add(GalleyLayer *layer, guint32 begin, guint32 end)
{
    if (layer->n == layer->room)
        layer_grow(layer);
    guint32 row = layer->n++;
    layer->begins[row] = begin;
    layer->ends[row] = end;
    if (begin <= layer->last_begin && row > 0)
        layer->unsorted |= begin < layer->last_begin || end > layer->last_end;
    layer->last_begin = begin;
    layer->last_end = end;
    return row;
}

static void
column_room(GalleyColumnData *data, const TypeShape *shape, guint32 n)
{
    guint32 room = MAX(64, MAX(n, data->room * 2));
    data->values = g_realloc(data->values, shape->width ? (gsize)room * shape->width : bits_size(room));
    if (shape->has_ends)
        data->ends = g_renew(guint32, data->ends, room + 1);
    if (shape->has_valid)
        data->valid = g_realloc(data->valid, bits_size(room));
    data->room = room;
}

static void
bits_clear(guint8 *bits, guint32 from, guint32 to)
{
    for (; from < to && (from & 7) != 0; from++)
        bit_put(bits, from, FALSE);
    if (from < to)
        memset(bits + from / 8, 0, bits_size(to - from));
}

/* Makes the column @n rows long; new ones are absent. */
static void
column_reach(GalleyLayer *layer, guint column, guint32 n)
{
    GalleyColumnData *data = &layer->columns[column];
    const TypeShape *shape = &shapes[column_type(layer, column)];
    if (n > data->room || !data->values)
        column_room(data, shape, n);
    guint32 from = data->n;
    if (shape->width == 0)
        bits_clear(data->values, from, n);
    else
        memset((guint8 *)data->values + (gsize)from * shape->width, shape->absent, (gsize)(n - from) * shape->width);
    if (shape->has_ends)
        memset(data->ends + from, shape->absent, (gsize)(n - from) * sizeof(guint32));
    if (shape->has_valid)
        bits_clear(data->valid, from, n);
    data->n = n;
}

/* The column made ready for a value in @row, or %NULL where the plugin may not set it. */
static GalleyColumnData *
writable(GalleyLayer *layer, guint column, guint32 row, GalleyType type)
{
    if (G_UNLIKELY(layer->state != GALLEY_LAYER_NEW || !galley_layer_has_column(layer, column) ||
                   column_type(layer, column) != type || row >= layer->n)) {
        if (!*layer->violation)
            *layer->violation = layer->state != GALLEY_LAYER_NEW         ? "sets a column of a layer it does not give"
                                : row >= layer->n                        ? "sets a column of a row there is not"
                                : !galley_layer_has_column(layer, column) ? "sets a column it does not give"
                                                                         : "sets a column with another type's function";
        return NULL;
    }
    GalleyColumnData *data = &layer->columns[column];
    if (row >= data->n) {
        if (row >= data->room)
            column_room(data, &shapes[type], layer->room);
        column_reach(layer, column, row + 1);
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

/* ---- checking ---- */

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
    while (row < n && (!row_has_value(layer, column, row) ||
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

/* ---- sorting, moving, freezing ---- */

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

static void
gather(void *values, gsize width, void *copy, const guint32 *order, guint32 n, guint32 n_before)
{
    memcpy(copy, values, width * n_before);
    guint8 *to = values;
    const guint8 *from = copy;
    for (guint32 i = 0; i < n; i++)
        memcpy(to + width * i, from + width * order[i], width);
}

static void
column_gather(GalleyLayer *layer, guint column, const guint32 *order, guint32 n, void *copy)
{
    GalleyColumnData *data = &layer->columns[column];
    const TypeShape *shape = &shapes[column_type(layer, column)];
    if (data->n == 0)
        return;
    column_reach(layer, column, layer->n);
    if (shape->width == 0)
        gather_bits(data->values, copy, order, n, layer->n);
    else
        gather(data->values, shape->width, copy, order, n, layer->n);
    if (shape->has_ends)
        gather(data->ends, sizeof(guint32), copy, order, n, layer->n);
    if (shape->has_valid)
        gather_bits(data->valid, copy, order, n, layer->n);
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
            g_string_append_len(bytes, data->bytes->str + begins[row], data->ends[row] - begins[row]);
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
        column_reach(layer, c, layer->n);
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
