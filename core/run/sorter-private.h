/* sorter-private.h: keys sorted in bounded memory: runs, then a merge.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#define GALLEY_KEY_SIZE 24

/** GalleySortKey: compared byte by byte. */
typedef struct {
    guint8 bytes[GALLEY_KEY_SIZE];
} GalleySortKey;

/** GalleySorter: takes any number of keys, and gives them back in order. */
typedef struct GalleySorter GalleySorter;

/**
 * galley_sorter_new:
 * @folder: where there is room for a file of all keys
 * @memory: bytes to sort and to merge in; m bytes are enough for (m / 24)² keys
 */
GalleySorter *galley_sorter_new(const char *folder, gsize memory);
void galley_sorter_free(GalleySorter *sorter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GalleySorter, galley_sorter_free)

gboolean galley_sorter_add(GalleySorter *sorter, const GalleySortKey *key, GError **error);
/** galley_sorter_next: after the last galley_sorter_add(). Returns: 1 with a key, 0 at the end, -1
 * on an error */
int galley_sorter_next(GalleySorter *sorter, GalleySortKey *key, GError **error);
