/* pool-private.h: blocks to workers and back, in order, whatever happens to the workers.
 * SPDX-License-Identifier: MIT */
#pragma once

#include "run/job-private.h"
#include "run/nursery-private.h"

/** GalleyPool: workers of a run. */
typedef struct GalleyPool GalleyPool;

/** GalleyCommit: takes the result of the next block in order; %FALSE ends the run, with an error
 * unless it is just done */
typedef gboolean (*GalleyCommit)(const GalleyBlock *block,
                                 GalleyResult *result,
                                 gpointer data,
                                 GError **error);

/**
 * galley_pool_new:
 * @work: of this process: names crashes, does nothing else
 *
 * Returns: (nullable): %NULL where a plugin cannot be opened
 */
GalleyPool *galley_pool_new(GalleyPipeline *pipeline,
                            GalleyWork *work,
                            const GalleyLimits *limits,
                            guint n_workers,
                            GError **error);
void galley_pool_free(GalleyPool *pool);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GalleyPool, galley_pool_free)

/** GalleyTick: %FALSE where what goes on is to end, if it is not blocks, which end by being committed */
typedef gboolean (*GalleyTick)(gpointer data);
/** galley_pool_set_tick: @tick is called ten times a second or more often while workers work */
void galley_pool_set_tick(GalleyPool *pool, GalleyTick tick, gpointer data);

/** galley_pool_set_pick: which records the blocks that follow are about */
void galley_pool_set_pick(GalleyPool *pool, const GalleyPick *pick);

/** GalleyTakeOver: (transfer full) (nullable): what is known of a block already, so that nobody needs
 * to do it; asked for in document order */
typedef GalleyResult *(*GalleyTakeOver)(const GalleyBlock *block, gpointer data);
/** galley_pool_set_take_over: asked from here on, with the data of galley_pool_run() */
void galley_pool_set_take_over(GalleyPool *pool, GalleyTakeOver take_over);

/** GalleyConvicted: @place, of @block, took two processes down; @crash: what is to be said of it, as
 * galley_result_write_head() has it; empty: nothing */
typedef void (*GalleyConvicted)(const GalleyBlock *block,
                                const GalleyRecordPlace *place,
                                const GString *crash,
                                gpointer data);
/**
 * galley_pool_set_convicted:
 * @known: (element-type GalleyConviction) (nullable): borrowed: what an earlier run found out
 * @convicted: told of what is found out, with the data of galley_pool_run()
 */
void galley_pool_set_convicted(GalleyPool *pool, const GPtrArray *known, GalleyConvicted convicted);

/**
 * galley_pool_run:
 * @feed: the blocks; what a cutter must cut is cut
 * @limit: documents to read; 0: all
 *
 * Has all blocks done and commits them in order. A worker that dies takes nothing with it: the
 * document it was on is
 * tried once more alone; if it fails again it goes to quarantine, and its block is done again
 * without it.
 *
 * Returns: %FALSE with an error where the run cannot go on
 */
gboolean galley_pool_run(GalleyPool *pool,
                         GalleyFeed *feed,
                         guint64 limit,
                         GalleyCommit commit,
                         gpointer data,
                         GError **error);

/** galley_pool_do: (nullable): one task by itself. @fd goes with it, -1: nothing does. %NULL with an
 * error if the worker that did it died */
GalleyResult *galley_pool_do(
    GalleyPool *pool, GalleyTask task, guint writer, const char *path, int fd, GError **error);
