/* arena.c: bump allocation in chunks that double. SPDX-License-Identifier: MIT */
#include "document/arena-private.h"

#include <string.h>

#define CHUNK_LEAST 4096
#define ALIGNMENT 16

struct GalleyArenaChunk {
    GalleyArenaChunk *previous;
    gsize size;
    _Alignas(ALIGNMENT) guint8 bytes[];
};

static void
arena_grow(GalleyArena *arena, gsize size)
{
    gsize wanted = arena->chunk ? arena->chunk->size * 2 : CHUNK_LEAST;
    wanted = MAX(wanted, size);
    GalleyArenaChunk *chunk = g_malloc(sizeof *chunk + wanted);
    chunk->previous = arena->chunk;
    chunk->size = wanted;
    arena->chunk = chunk;
    arena->used = 0;
}

gpointer
galley_arena_alloc(GalleyArena *arena, gsize size)
{
    size = (size + ALIGNMENT - 1) & ~(gsize)(ALIGNMENT - 1);
    if (!arena->chunk || arena->chunk->size - arena->used < size)
        arena_grow(arena, size);
    gpointer place = arena->chunk->bytes + arena->used;
    arena->used += size;
    return place;
}

char *
galley_arena_copy(GalleyArena *arena, const char *bytes, gsize size)
{
    char *copy = galley_arena_alloc(arena, size + 1);
    if (size > 0)
        memcpy(copy, bytes, size);
    copy[size] = '\0';
    return copy;
}

static void
free_chunks(GalleyArenaChunk *chunk)
{
    while (chunk) {
        GalleyArenaChunk *previous = chunk->previous;
        g_free(chunk);
        chunk = previous;
    }
}

void
galley_arena_reset(GalleyArena *arena, gsize keep)
{
    if (!arena->chunk)
        return;
    if (arena->chunk->size > keep) {
        galley_arena_clear(arena);
        return;
    }
    free_chunks(arena->chunk->previous);
    arena->chunk->previous = NULL;
    arena->used = 0;
}

void
galley_arena_clear(GalleyArena *arena)
{
    free_chunks(arena->chunk);
    arena->chunk = NULL;
    arena->used = 0;
}
