/* groups.c: what is counted and summed, by key. SPDX-License-Identifier: MIT */
#include "groups.h"

#include <stdlib.h>
#include <string.h>

static void
clear_cell(gpointer cell)
{
    sum_clear(&((Cell *)cell)->sum);
}

void
groups_init(Groups *groups, guint n_cells)
{
    *groups = (Groups){ .n_cells = n_cells, .room = 64 };
    groups->list = g_array_new(FALSE, TRUE, sizeof(Group));
    groups->cells = g_array_new(FALSE, TRUE, sizeof(Cell));
    groups->keys = g_string_new(NULL);
    groups->slots = g_new0(guint32, groups->room);
    g_array_set_clear_func(groups->cells, clear_cell);
}

void
groups_clear(Groups *groups)
{
    g_array_unref(groups->list);
    g_array_unref(groups->cells);
    g_string_free(groups->keys, TRUE);
    g_free(groups->slots);
}

void
groups_empty(Groups *groups)
{
    g_array_set_size(groups->list, 0);
    g_array_set_size(groups->cells, 0);
    g_string_truncate(groups->keys, 0);
    memset(groups->slots, 0, groups->room * sizeof *groups->slots);
}

Group *
groups_get(const Groups *groups, guint index)
{
    return &g_array_index(groups->list, Group, index);
}

Cell *
groups_get_cell(const Groups *groups, guint index, guint cell)
{
    return &g_array_index(groups->cells, Cell, (gsize)index * groups->n_cells + cell);
}

const guint8 *
groups_get_key(const Groups *groups, const Group *group)
{
    return (const guint8 *)groups->keys->str + group->key;
}

guint64
groups_get_size(const Groups *groups)
{
    guint64 per_cell = sizeof(Cell) + 4 * sizeof(double);
    return groups->keys->allocated_len + groups->list->len * sizeof(Group) +
           groups->cells->len * per_cell + groups->room * sizeof *groups->slots;
}

/* ---- finding ---- */

static guint64
hash(const guint8 *bytes, gsize size)
{
    guint64 value = G_GUINT64_CONSTANT(0xcbf29ce484222325);
    for (gsize i = 0; i < size; i++)
        value = (value ^ bytes[i]) * G_GUINT64_CONSTANT(0x100000001b3);
    return value ^ value >> 32;
}

static gsize
find_slot(const Groups *groups, const guint8 *key, gsize size)
{
    gsize at = hash(key, size) & (groups->room - 1);
    for (; groups->slots[at] != 0; at = (at + 1) & (groups->room - 1)) {
        const Group *group = groups_get(groups, groups->slots[at] - 1);
        if (group->key_size == size && memcmp(groups_get_key(groups, group), key, size) == 0)
            break;
    }
    return at;
}

static void
grow(Groups *groups)
{
    g_free(groups->slots);
    groups->room *= 2;
    groups->slots = g_new0(guint32, groups->room);
    for (guint i = 0; i < groups->list->len; i++) {
        const Group *group = groups_get(groups, i);
        groups->slots[find_slot(groups, groups_get_key(groups, group), group->key_size)] = i + 1;
    }
}

guint
groups_find(Groups *groups, const void *key, gsize size)
{
    if (groups->list->len >= groups->room / 2)
        grow(groups);
    gsize slot = find_slot(groups, key, size);
    if (groups->slots[slot] != 0)
        return groups->slots[slot] - 1;
    Group group = { .key = groups->keys->len, .key_size = (guint32)size };
    g_string_append_len(groups->keys, key, (gssize)size);
    g_array_append_val(groups->list, group);
    g_array_set_size(groups->cells, groups->list->len * groups->n_cells);
    groups->slots[slot] = groups->list->len;
    return groups->list->len - 1;
}

static int
compare(gconstpointer a, gconstpointer b, gpointer data)
{
    const Groups *groups = data;
    const Group *one = groups_get(groups, *(const guint *)a);
    const Group *other = groups_get(groups, *(const guint *)b);
    int order = memcmp(groups_get_key(groups, one), groups_get_key(groups, other),
                       MIN(one->key_size, other->key_size));
    return order != 0 ? order
                      : (one->key_size > other->key_size) - (one->key_size < other->key_size);
}

guint *
groups_sort(const Groups *groups)
{
    guint *order = g_new(guint, MAX(groups->list->len, 1));
    for (guint i = 0; i < groups->list->len; i++)
        order[i] = i;
    g_qsort_with_data(order, (gint)groups->list->len, sizeof *order, compare, (gpointer)groups);
    return order;
}

/* ---- adding ---- */

static void
widen(Cell *cell, double least, double most)
{
    cell->least = cell->n == 0 ? least : MIN(cell->least, least);
    cell->most = cell->n == 0 ? most : MAX(cell->most, most);
}

void
cell_add(Cell *cell, double value)
{
    widen(cell, value, value);
    sum_add(&cell->sum, value);
    cell->real = TRUE;
    cell->n++;
}

void
cell_add_int64(Cell *cell, gint64 value)
{
    widen(cell, (double)value, (double)value);
    sum_add_int64(&cell->sum, value);
    cell->n++;
}

/* ---- as bytes, for the spool ---- */

typedef struct {
    const guint8 *bytes;
    gsize left;
    gboolean astray;
} Reader;

static void
put(GString *out, const void *bytes, gsize size)
{
    g_string_append_len(out, bytes, (gssize)size);
}

static const guint8 *
take(Reader *reader, gsize size)
{
    const guint8 *bytes = reader->bytes;
    if (size > reader->left) {
        reader->astray = TRUE;
        return NULL;
    }
    reader->bytes += size;
    reader->left -= size;
    return bytes;
}

static void
take_into(Reader *reader, void *value, gsize size)
{
    const guint8 *bytes = take(reader, size);
    if (bytes != NULL)
        memcpy(value, bytes, size);
}

static void
write_cell(const Cell *cell, GString *out)
{
    guint32 n = cell->sum.n;
    put(out, &cell->n, sizeof cell->n);
    if (cell->n == 0)
        return;
    g_string_append_c(out, (char)cell->real);
    put(out, &cell->least, sizeof cell->least);
    put(out, &cell->most, sizeof cell->most);
    put(out, &n, sizeof n);
    put(out, cell->sum.parts, n * sizeof *cell->sum.parts);
}

void
groups_write(const Groups *groups, GString *out)
{
    for (guint i = 0; i < groups->list->len; i++) {
        const Group *group = groups_get(groups, i);
        put(out, &group->key_size, sizeof group->key_size);
        put(out, groups_get_key(groups, group), group->key_size);
        put(out, &group->count, sizeof group->count);
        for (guint c = 0; c < groups->n_cells; c++)
            write_cell(groups_get_cell(groups, i, c), out);
    }
}

static void
merge_cell(Cell *cell, Reader *reader)
{
    guint64 n = 0;
    guint8 real = 0;
    double least = 0, most = 0, part = 0;
    guint32 n_parts = 0;
    take_into(reader, &n, sizeof n);
    if (n == 0)
        return;
    take_into(reader, &real, sizeof real);
    take_into(reader, &least, sizeof least);
    take_into(reader, &most, sizeof most);
    take_into(reader, &n_parts, sizeof n_parts);
    for (guint32 i = 0; i < n_parts && !reader->astray; i++) {
        take_into(reader, &part, sizeof part);
        sum_add(&cell->sum, part);
    }
    widen(cell, least, most);
    cell->real |= real != 0;
    cell->n += n;
}

gboolean
groups_merge(Groups *groups, const guint8 *bytes, gsize size)
{
    Reader reader = { bytes, size, FALSE };
    while (reader.left > 0 && !reader.astray) {
        guint32 key_size = 0;
        guint64 count = 0;
        take_into(&reader, &key_size, sizeof key_size);
        const guint8 *key = take(&reader, key_size);
        take_into(&reader, &count, sizeof count);
        if (key == NULL)
            return FALSE;
        guint index = groups_find(groups, key, key_size);
        groups_get(groups, index)->count += count;
        groups_get(groups, index)->documents++;
        for (guint c = 0; c < groups->n_cells; c++)
            merge_cell(groups_get_cell(groups, index, c), &reader);
    }
    return !reader.astray;
}
