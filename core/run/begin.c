/* begin.c: a run begins, or goes on from where its journal leaves it. SPDX-License-Identifier: MIT */
#include "run/underway-private.h"

/* A GalleyReplay. */
static void
replay(const GalleyResult *result, gpointer data)
{
    GalleyUnderway *run = data;
    galley_run_add_to_books(run, result);
    galley_watch_note(run->watch, result, TRUE);
}

static gboolean
write_headers(GalleyUnderway *run, GError **error)
{
    return galley_ledger_begin(run->ledger, error) &&
           galley_run_write_frames(run, GALLEY_TASK_HEADER, error) && galley_run_sync(run, error);
}

/* Cuts outputs back to where the journal leaves them, and leaves the blocks that are still to be
 * done. */
static gboolean
go_on(GalleyUnderway *run,
      const char *journal,
      const char *const *plan,
      GalleyFeed *feed,
      GError **error)
{
    GalleyJournalState state;
    run->journal = galley_journal_resume(journal, plan, &state, replay, run, error);
    gboolean begun = run->journal && state.ends->len > 0;
    gboolean cut = run->journal && galley_folder_cut(run->folder, state.ends, error);
    if (cut)
        galley_watch_skip(run->watch, galley_feed_start_at(feed, state.unit, state.index));
    run->convictions = g_steal_pointer(&state.convictions);
    galley_journal_state_clear(&state);
    return cut && (begun ? galley_ledger_go_on(run->ledger, error) : write_headers(run, error));
}

static const char *
next_input(const char *const **lines)
{
    while (**lines && !g_str_has_prefix(**lines, "input "))
        ++*lines;
    return **lines ? *(*lines)++ : NULL;
}

/* Blocks are taken over by their number, so the inputs must be what they were. */
static gboolean
same_inputs(const char *const *then, const char *const *now, GError **error)
{
    const char *before, *after;
    do {
        before = next_input(&then);
        after = next_input(&now);
    } while (before && g_strcmp0(before, after) == 0);
    if (!before && !after)
        return TRUE;
    g_set_error(error, GALLEY_FOLDER_ERROR, GALLEY_FOLDER_ERROR_EXISTS,
                "the run cannot be retried, because its inputs have changed since\n  then: %s\n  "
                "now:  %s",
                before ? before : "(nothing)", after ? after : "(nothing)");
    return FALSE;
}

gboolean
galley_run_begin(GalleyUnderway *run, GalleyFeed *feed, GError **error)
{
    g_autofree char *journal = galley_folder_get_journal(run->folder);
    run->plan = galley_plan_lines(run->pipeline, run->settings, run->sources);
    const char *const *lines = (const char *const *)run->plan->pdata;
    if (run->copy && !same_inputs(galley_copy_get_plan(run->copy), lines, error))
        return FALSE;
    if (run->settings->resume)
        return go_on(run, journal, lines, feed, error);
    run->journal = journal ? galley_journal_new(journal, lines, error) : NULL;
    return (run->journal || !journal) && write_headers(run, error);
}
