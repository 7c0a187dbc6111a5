/* column-private.h: what columns of each type are made of, for the files of a layer.
 * SPDX-License-Identifier: MIT */
#pragma once

#include "document/layer-private.h"

/** GalleyTypeShape: how a column of a type lies in memory. */
typedef struct {
    guint8 width;       /* bytes a row in `values`; 0: bits */
    guint8 absent;      /* the byte that an absent row is filled with */
    gboolean has_ends;  /* a second array of guint32 */
    gboolean has_valid; /* absence is told by a bit, not by the value */
} GalleyTypeShape;

/** galley_column_get_shape: of column @column */
const GalleyTypeShape *galley_column_get_shape(const GalleyLayer *layer, guint column);
/** galley_column_reach: makes the column @n rows long; new ones are absent */
void galley_column_reach(GalleyLayer *layer, guint column, guint32 n);
/** galley_column_forget: makes rows @from to @to absent again */
void galley_column_forget(GalleyLayer *layer, guint column, guint32 from, guint32 to);
/** galley_column_has_value: whether the row is there and has a value, visible or not */
gboolean galley_column_has_value(const GalleyLayer *layer, guint column, guint32 row);

static inline GalleyType
column_type(const GalleyLayer *layer, guint column)
{
    return layer->layout->columns[column].type;
}

static inline gboolean
column_is_visible(const GalleyLayer *layer, guint column)
{
    return column < layer->n_columns && column < GALLEY_MAX_COLUMNS && layer->visible >> column & 1;
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
