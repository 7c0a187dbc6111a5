/* block-private.h: the input in pieces of about a MiB, cut by the input alone.
 * SPDX-License-Identifier: MIT */
#pragma once

#include "run/cutter-private.h"

/**
 * GalleyBlock: what is worked on, committed and repeated as one.
 *
 * Either the records of one plain file that begin in [begin, end), or all records of some small
 * files, or, where only going from record to record finds them, what a cutter has cut.
 */
typedef struct {
    guint unit;         /* of the feed */
    guint64 index;      /* in the unit, from 0 */
    guint first, n;     /* sources */
    guint64 begin, end; /* bytes of the one source; 0 and G_MAXUINT64: all of each */
    guint64 n_bytes;    /* of the sources, as large as they were when they were listed */
    gboolean cut;       /* by a cutter, whose bytes go with it */
} GalleyBlock;

/** GalleyFeed: the blocks of a run, one after another. A function of names, sizes and contents,
 * never of workers or time. */
typedef struct GalleyFeed GalleyFeed;

/**
 * galley_feed_new:
 * @sources: (element-type GalleySource): borrowed
 * @unsure: whether a reader may be one that goes from record to record
 */
GalleyFeed *galley_feed_new(const GPtrArray *sources, gboolean unsure);
void galley_feed_free(GalleyFeed *feed);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GalleyFeed, galley_feed_free)

/** galley_feed_start_at: what is before block @index of @unit has been done; answers with how many
 * bytes that were, as far as they can be told */
guint64 galley_feed_start_at(GalleyFeed *feed, guint unit, guint64 index);

/** GalleyFeedStatus: of one step. */
typedef enum {
    GALLEY_FEED_BLOCK, /* here is one */
    GALLEY_FEED_CUT, /* a cutter must be asked for it: say what it answered by one of the next three */
    GALLEY_FEED_END,
} GalleyFeedStatus;

/** galley_feed_next: @block: (out): with _CUT, the block that the cutter is to be asked for */
GalleyFeedStatus galley_feed_next(GalleyFeed *feed, GalleyBlock *block);
/** galley_feed_take_cut: the cutter gave the block */
void galley_feed_take_cut(GalleyFeed *feed);
/** galley_feed_take_end: the unit has no more */
void galley_feed_take_end(GalleyFeed *feed);
/** galley_feed_take_needless: no cutter is needed for the unit */
void galley_feed_take_needless(GalleyFeed *feed);

/** galley_feed_count: at most how many blocks there are, as far as that is known beforehand */
guint64 galley_feed_count(const GalleyFeed *feed);
