/* journal-private.h: what of a run is safely on disk, so that it can go on after any end.
 * SPDX-License-Identifier: MIT */
#pragma once

#include "run/job-private.h"
#include "run/scribe-private.h"

/**
 * GalleyJournal: a text file of the run's folder. Its first line says what is run over what; each
 * further one says that so
 * many blocks are done, where each output then ends, and what the blocks added to the books. A line
 * is written after
 * the bytes that it speaks of have been synced, and one that was cut off is none.
 */
typedef struct GalleyJournal GalleyJournal;

/** GalleyJournalState: where the last whole line leaves the run. */
typedef struct {
    guint unit; /* the next block to do is @index of @unit */
    guint64 index;
    GArray *ends;           /* of guint64: of each output, in order of opening */
    GPtrArray *convictions; /* of GalleyConviction */
    GStrv plan;             /* (nullable): as it was when the run began */
} GalleyJournalState;

/** GalleyReplay: takes what a line says that blocks added */
typedef void (*GalleyReplay)(const GalleyResult *result, gpointer data);

/** galley_journal_new: begins a journal; @plan: what is run over what, a line each */
GalleyJournal *galley_journal_new(const char *path, const char *const *plan, GError **error);
/**
 * galley_journal_resume:
 * @state: (out): to be cleared with galley_journal_state_clear()
 *
 * Reads a journal, hands what it says to @replay, and goes on behind its last whole line.
 *
 * Returns: (nullable): %NULL where there is none, or what is run has changed since but for limits of
 * time and memory: the error says what
 */
GalleyJournal *galley_journal_resume(const char *path,
                                     const char *const *plan,
                                     GalleyJournalState *state,
                                     GalleyReplay replay,
                                     gpointer data,
                                     GError **error);
void galley_journal_state_clear(GalleyJournalState *state);
void galley_journal_free(GalleyJournal *journal);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GalleyJournal, galley_journal_free)

/**
 * galley_journal_convict: @place, of @block, took two processes down
 * @crash: (nullable): what is to be said of it, as galley_result_write_head() has it; %NULL: nothing
 * @scribe: (nullable): who writes it
 *
 * Written at once, so that a run that is resumed does not try it again.
 */
gboolean galley_journal_convict(GalleyJournal *journal,
                                const GalleyBlock *block,
                                const GalleyRecordPlace *place,
                                const GString *crash,
                                GalleyScribe *scribe,
                                GError **error);

/** galley_journal_note: all before block @index of @unit is done; kept in memory until the next
 * galley_journal_write() */
void
galley_journal_note(GalleyJournal *journal, guint unit, guint64 index, const GalleyResult *result);
/** galley_journal_write: writes and syncs what was noted, or has it done by @scribe; @ends: where
 * each output ends, all of it synced already, or by the scribe before */
gboolean galley_journal_write(GalleyJournal *journal,
                              const GArray *ends,
                              GalleyScribe *scribe,
                              GError **error);
