/* arena-private.h: memory that is given back all at once. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

typedef struct GalleyArenaChunk GalleyArenaChunk;

/** GalleyArena: zeroed memory is an empty arena. */
typedef struct {
    GalleyArenaChunk *chunk; /* the one in use; behind it those that are full */
    gsize used;              /* bytes of it */
} GalleyArena;

/** galley_arena_alloc: @size bytes aligned to 16, not cleared; never %NULL (out of memory aborts,
 * as in GLib) */
gpointer galley_arena_alloc(GalleyArena *arena, gsize size);
/** galley_arena_copy: @size bytes and a NUL behind them */
char *galley_arena_copy(GalleyArena *arena, const char *bytes, gsize size);
/** galley_arena_reset: all is free again; the largest chunk is kept unless it holds more than @keep
 * bytes */
void galley_arena_reset(GalleyArena *arena, gsize keep);
void galley_arena_clear(GalleyArena *arena);
