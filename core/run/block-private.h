/* block-private.h: the input in pieces of about a MiB, cut by the input alone.
 * SPDX-License-Identifier: MIT */
#pragma once

#include "run/input-private.h"

#define GALLEY_BLOCK_SIZE ((guint64)1 << 20)

/**
 * GalleyBlock: what is worked on, committed and repeated as one.
 *
 * Either the records of one file that begin in [begin, end), or all records of some small files,
 * or, for a reader that
 * can only go from record to record, all of one file.
 */
typedef struct {
    guint first, n;     /* sources */
    guint64 begin, end; /* bytes of the one source; 0 and G_MAXUINT64: all of each */
} GalleyBlock;

/**
 * galley_blocks_list:
 * @sources: (element-type GalleySource)
 * @whole: whether files cannot be cut
 *
 * A function of names and sizes alone, never of workers or time.
 *
 * Returns: (transfer full) (element-type GalleyBlock): in document order
 */
GArray *galley_blocks_list(const GPtrArray *sources, gboolean whole);

/** galley_block_count_bytes: of its sources, as large as they were when they were listed */
guint64 galley_block_count_bytes(const GalleyBlock *block, const GPtrArray *sources);
