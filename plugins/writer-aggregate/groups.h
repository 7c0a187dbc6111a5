/* groups.h: what is counted and summed, by key. SPDX-License-Identifier: MIT */
#pragma once

#include "sum.h"

/* Of one value that is summed. */
typedef struct {
    guint64 n;
    gboolean real; /* one of them was no whole number */
    double least, most;
    Sum sum;
} Cell;

typedef struct {
    gsize key; /* in `keys` */
    guint32 key_size;
    guint64 count, documents;
} Group;

typedef struct {
    guint n_cells; /* of each group */
    GArray *list;  /* of Group, in order of first use */
    GArray *cells; /* of Cell, n_cells for each group */
    GString *keys;
    guint32 *slots; /* open addressing: index in the list, plus 1 */
    gsize room;     /* of slots, a power of two */
} Groups;

void groups_init(Groups *groups, guint n_cells);
void groups_clear(Groups *groups);
/* groups_empty: keeps the memory */
void groups_empty(Groups *groups);
/* groups_find: the group's index; it is added where it is new */
guint groups_find(Groups *groups, const void *key, gsize size);
Group *groups_get(const Groups *groups, guint index);
Cell *groups_get_cell(const Groups *groups, guint index, guint cell);
const guint8 *groups_get_key(const Groups *groups, const Group *group);
/* groups_get_size: bytes of memory, near enough */
guint64 groups_get_size(const Groups *groups);
/* groups_sort: (transfer full): indices in the order of keys */
guint *groups_sort(const Groups *groups);

void cell_add(Cell *cell, double value);
void cell_add_int64(Cell *cell, gint64 value);

/* groups_write: all groups as bytes; groups_merge: adds them to others, as one document more.
 * Returns: FALSE where the bytes are none that were written */
void groups_write(const Groups *groups, GString *out);
gboolean groups_merge(Groups *groups, const guint8 *bytes, gsize size);
