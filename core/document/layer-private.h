/* layer-private.h: the arrays of a layer, and how the engine sorts, moves and freezes them.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <galley/layer.h>

#include "document/alignment-private.h"

#define GALLEY_MAX_COLUMNS 64 /* a set of columns is a guint64 */

/** GalleyColumnData: one column's arrays. Rows from n on are absent: up to `room` they are filled
 * so already. */
typedef struct {
    guint32 n, room;
    void *values;   /* int64, double, category, row; bools packed; begins of spans and texts */
    guint32 *ends;  /* of spans and texts */
    guint8 *valid;  /* a bit a row, least significant first; of int64, double, bool, text */
    GString *bytes; /* of texts */
} GalleyColumnData;

typedef enum {
    GALLEY_LAYER_ABSENT, /* no step has given it to this document */
    GALLEY_LAYER_NEW,    /* the present step adds to it */
    GALLEY_LAYER_FROZEN,
} GalleyLayerState;

struct GalleyLayer {
    const char *name; /* in the pipeline */
    const GalleyLayout *layout;
    GalleyLayerState state;
    guint n_columns;
    guint64 filled;  /* by the plan */
    guint64 visible; /* to the present step, to read or set */
    guint32 n, room;
    guint32 *begins, *ends;
    GalleyColumnData *columns;
    guint32 last_begin, last_end; /* of the row added last */
    gboolean unsorted;
    guint32 *
        moved; /* n_before rows: where each went, %GALLEY_NO_ROW if it is gone; valid if has_moved */
    guint32 moved_room, n_before;
    gboolean has_moved;
    gpointer scratch;
    gsize scratch_room;
    const char **violation; /* set to a sentence where the plugin breaks its contract */
};

void galley_layer_init(GalleyLayer *layer,
                       const char *name,
                       const GalleyLayout *layout,
                       guint64 filled,
                       const char **violation);
void galley_layer_clear(GalleyLayer *layer);
/** galley_layer_empty: no rows; arrays are kept, shrunk if they hold more than @keep rows */
void galley_layer_empty(GalleyLayer *layer, guint32 keep);

/**
 * galley_layer_check: spans, UTF-8 boundaries, numbers and texts of a layer that a step has filled
 *
 * Row columns are checked by the caller, who knows the other layers. Returns: (nullable): what is
 * wrong, to be freed
 */
char *galley_layer_check(const GalleyLayer *layer, const char *text, guint32 size);

/** galley_layer_sort: by begin, longer first, then in order of adding; says in `moved` where rows
 * went */
void galley_layer_sort(GalleyLayer *layer);
/** galley_layer_move: spans and span columns along an edit, rows that are emptied lost; sorted
 * again, `moved` as above */
void galley_layer_move(GalleyLayer *layer, GalleyAlignment *edit);
/** galley_layer_follow: renumbers row column @column as @other moved */
void galley_layer_follow(GalleyLayer *layer, guint column, const GalleyLayer *other);
/** galley_layer_freeze: pads the columns and lays texts out as Arrow does: offsets[i] to offsets[i
 * + 1] */
void galley_layer_freeze(GalleyLayer *layer);
/** galley_layer_truncate: only the first @n rows, of a layer whose rows were added in order */
void galley_layer_truncate(GalleyLayer *layer, guint32 n);
