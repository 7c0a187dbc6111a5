/* blocks.c: the blocks of all inputs, done here or by workers. SPDX-License-Identifier: MIT */
#include "run/sample-private.h"
#include "run/underway-private.h"

gboolean
galley_run_cuts_first(const GalleyPipeline *pipeline)
{
    for (guint i = 0; i < pipeline->readers->len; i++) {
        const GalleyStage *stage = g_ptr_array_index(pipeline->readers, i);
        if (stage->plugin->next)
            return TRUE;
    }
    return FALSE;
}

/* Documents that may still be read; 0: any number. FALSE if none. */
static gboolean
count_left(const GalleyUnderway *run, guint64 *left)
{
    guint64 limit = (guint64)run->settings->limit, n = galley_books_total(run->books).read;
    *left = limit - MIN(limit, n);
    return limit == 0 || *left > 0;
}

/* A GalleyTakeOver. What a reducing writer reduced is not kept, so there nothing can be taken. */
GalleyResult *
galley_run_take_over(const GalleyBlock *block, gpointer data)
{
    GalleyUnderway *run = data;
    for (guint i = 0; i < run->sinks->len; i++)
        if (g_array_index(run->sinks, GalleySink, i).spool)
            return NULL;
    return run->copy ? galley_copy_take(run->copy, block) : NULL;
}

static gboolean
do_block_here(
    GalleyUnderway *run, const GalleyBlock *block, GBytes *cut, guint64 left, GError **error)
{
    GalleyOrder order = { .block = *block, .limit = left, .pick = run->pick };
    GalleyResult *known = galley_run_take_over(block, run);
    g_autoptr(GalleyResult) result = known ? known : galley_work_do(run->work, &order, cut, NULL);
    return run->commit(block, result, run, error);
}

/* One unit that needs a cutter, or turns out to need none. */
static gboolean
cut_here(GalleyUnderway *run, GalleyFeed *feed, const GalleyBlock *first, GError **error)
{
    guint64 left, taken = 0;
    g_autoptr(GString) bytes = g_string_new(NULL);
    g_autoptr(GalleyCutter) cutter =
        galley_cutter_new(galley_work_get_settings(run->work), first->first, NULL, error);
    GalleyReadingStatus status = cutter ? GALLEY_READING_RECORD : GALLEY_READING_ERROR;
    if (cutter && galley_cutter_is_needless(cutter)) {
        galley_feed_take_needless(feed);
        return TRUE;
    }
    while (status == GALLEY_READING_RECORD && count_left(run, &left)) {
        gboolean done = galley_cutter_get_n_blocks(cutter) < first->index;
        GalleyBlock block = *first;
        block.index = galley_cutter_get_n_blocks(cutter);
        status = galley_cutter_next(cutter, done ? NULL : bytes, error);
        if (status != GALLEY_READING_RECORD || done)
            continue;
        g_autoptr(GBytes) cut = g_bytes_new_static(bytes->str, bytes->len);
        block.n_bytes = galley_cutter_get_n_taken(cutter) - taken;
        taken += block.n_bytes;
        if (!do_block_here(run, &block, cut, left, error))
            return FALSE;
    }
    galley_feed_take_end(feed);
    return status != GALLEY_READING_ERROR;
}

static gboolean
do_blocks_here(GalleyUnderway *run, GalleyFeed *feed, GError **error)
{
    guint64 left;
    GalleyBlock block;
    GalleyFeedStatus status = galley_feed_next(feed, &block);
    for (; status != GALLEY_FEED_END && count_left(run, &left);
         status = galley_feed_next(feed, &block))
        if (!(status == GALLEY_FEED_CUT ? cut_here(run, feed, &block, error)
                                        : do_block_here(run, &block, NULL, left, error)))
            return FALSE;
    return TRUE;
}

/* A GalleyConvicted. Where the journal cannot be written, the next line of it says so. */
static void
convicted(const GalleyBlock *block,
          const GalleyRecordPlace *place,
          const GString *crash,
          gpointer data)
{
    GalleyUnderway *run = data;
    if (run->journal)
        galley_journal_convict(run->journal, block, place, crash,
                               galley_folder_get_scribe(run->folder), NULL);
}

gboolean
galley_run_do_blocks(GalleyUnderway *run, GalleyFeed *feed, GError **error)
{
    guint64 left;
    if (!count_left(run, &left))
        return TRUE;
    if (run->pool)
        galley_pool_set_convicted(run->pool, run->convictions, convicted);
    if (run->pool)
        galley_pool_set_pick(run->pool, &run->pick);
    return run->pool ? galley_pool_run(run->pool, feed, left, run->commit, run, error)
                     : do_blocks_here(run, feed, error);
}

/* All ids are read first, then the documents are known that are worked on: the same ones for any
 * number of workers. */
gboolean
galley_run_choose_sample(GalleyUnderway *run, GError **error)
{
    if (run->settings->sample == 0)
        return TRUE;
    g_autoptr(GalleyFeed) feed =
        galley_feed_new(run->sources, galley_run_cuts_first(run->pipeline));
    run->sample = galley_sample_new((guint64)run->settings->sample);
    run->pick = (GalleyPick){ .mode = GALLEY_PICK_NONE };
    run->commit = galley_run_commit_scan;
    gboolean chosen = galley_run_do_blocks(run, feed, error);
    run->pick = galley_sample_get_pick(run->sample);
    run->commit = galley_run_commit;
    g_clear_pointer(&run->sample, galley_sample_free);
    return chosen;
}
