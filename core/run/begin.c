/* begin.c: a run begins, or goes on from where its journal leaves it. SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "run/changes-private.h"
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

/* What limits cost before stays lost, and is on record; what they cost from here on may be less. */
static void
tell_limits(const GalleyUnderway *run, const char *const *then, const char *const *now)
{
    g_autofree char *changes = galley_plan_tell_changes(then, now, GALLEY_PLAN_RESOURCES);
    if (changes && !run->settings->quiet)
        fprintf(stderr,
                "galley: limits have changed since%s\n  what they have cost so far stays in "
                "quarantine; `galley retry` tries it again\n",
                changes);
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
    if (run->journal && state.plan)
        tell_limits(run, (const char *const *)state.plan, plan);
    run->convictions = g_steal_pointer(&state.convictions);
    galley_journal_state_clear(&state);
    return cut && (begun ? galley_ledger_go_on(run->ledger, error) : write_headers(run, error));
}

/* Blocks are taken over by their number, so the inputs must be what they were. */
static gboolean
same_inputs(const char *const *then, const char *const *now, GError **error)
{
    g_autofree char *changes = galley_plan_tell_changes(then, now, GALLEY_PLAN_INPUTS);
    if (changes)
        g_set_error(error, GALLEY_FOLDER_ERROR, GALLEY_FOLDER_ERROR_EXISTS,
                    "the run cannot be retried, because its inputs have changed since%s", changes);
    return !changes;
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
