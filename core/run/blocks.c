/* blocks.c: files cut at every MiB, and small files gathered up to one.
 * SPDX-License-Identifier: MIT */
#include "run/block-private.h"

static void
add_block(GArray *blocks, guint first, guint n, guint64 begin, guint64 end)
{
    GalleyBlock block = { first, n, begin, end };
    g_array_append_val(blocks, block);
}

/* The last block is open at its end, so that a file that has grown since is read as far as its
 * last record begins. */
static void
add_cut_file(GArray *blocks, guint source, guint64 size)
{
    guint64 begin = 0;
    for (; size - begin > GALLEY_BLOCK_SIZE; begin += GALLEY_BLOCK_SIZE)
        add_block(blocks, source, 1, begin, begin + GALLEY_BLOCK_SIZE);
    add_block(blocks, source, 1, begin, G_MAXUINT64);
}

GArray *
galley_blocks_list(const GPtrArray *sources, gboolean whole)
{
    GArray *blocks = g_array_new(FALSE, FALSE, sizeof(GalleyBlock));
    guint first = 0;
    guint64 gathered = 0;
    for (guint i = 0; i < sources->len; i++) {
        const GalleySource *source = g_ptr_array_index(sources, i);
        gboolean large = source->size > GALLEY_BLOCK_SIZE || whole;
        if (i > first && (large || gathered + source->size > GALLEY_BLOCK_SIZE)) {
            add_block(blocks, first, i - first, 0, G_MAXUINT64);
            first = i;
            gathered = 0;
        }
        gathered += source->size;
        if (!large)
            continue;
        if (whole)
            add_block(blocks, i, 1, 0, G_MAXUINT64);
        else
            add_cut_file(blocks, i, source->size);
        first = i + 1;
        gathered = 0;
    }
    if (first < sources->len)
        add_block(blocks, first, sources->len - first, 0, G_MAXUINT64);
    return blocks;
}

guint64
galley_block_count_bytes(const GalleyBlock *block, const GPtrArray *sources)
{
    guint64 n = 0;
    for (guint i = 0; i < block->n; i++) {
        const GalleySource *source = g_ptr_array_index(sources, block->first + i);
        n += MIN(source->size, block->end) - MIN(source->size, block->begin);
    }
    return n;
}
