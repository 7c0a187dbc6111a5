/* commit.c: what comes of blocks, committed in input order. SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "run/interrupt-private.h"
#include "run/quarantine-private.h"
#include "run/underway-private.h"

#define COMPLAINTS_MOST 20 /* lines on stderr; the file has all */
#define SHARE_FROM 1000    /* documents read, before a share of them may end the run */
#define SYNC_EVERY G_USEC_PER_SEC

/* An input has a page, with nothing on it, where it held no record. */
void
galley_run_open_books(GalleyUnderway *run, guint n)
{
    for (guint i = run->pages->len; i < n; i++) {
        const GalleySource *from = g_ptr_array_index(run->sources, i);
        g_ptr_array_add(run->pages, galley_books_open_file(run->books, from->name));
    }
}

void
galley_run_note_changes(GalleyUnderway *run)
{
    for (guint i = 0; i < run->pages->len; i++) {
        GalleyBook *book = g_ptr_array_index(run->pages, i);
        book->changed = galley_source_has_changed(g_ptr_array_index(run->sources, i));
        run->n_changed += book->changed;
    }
}

static GalleyBook *
get_book(GalleyUnderway *run, guint source)
{
    galley_run_open_books(run, source + 1);
    return g_ptr_array_index(run->pages, source);
}

static void
complain(GalleyUnderway *run, const GalleyBad *bad, guint64 line)
{
    const GalleySource *source = g_ptr_array_index(run->sources, bad->source);
    if (run->settings->quiet || run->n_complaints++ > COMPLAINTS_MOST)
        return;
    galley_watch_clear_bar(run->watch);
    if (run->n_complaints > COMPLAINTS_MOST) {
        fprintf(stderr, "galley: more documents were quarantined; see " GALLEY_QUARANTINE_NAME
                        " and the summary\n");
        return;
    }
    g_autoptr(GString) text = g_string_new(NULL);
    galley_append_shown(text, source->name);
    if (line > 0)
        g_string_append_printf(text, ":%" G_GUINT64_FORMAT, line);
    g_string_append_printf(text, ": quarantined by %s: ", bad->step);
    galley_append_shown(text, bad->message);
    fprintf(stderr, "%s\n", text->str);
}

static gboolean
commit_bad(GalleyUnderway *run, const GalleyResult *result, GError **error)
{
    for (guint i = 0; i < result->bad->len; i++) {
        const GalleyBad *bad = g_ptr_array_index(result->bad, i);
        guint64 line =
            bad->line > 0 ? g_array_index(run->lines, guint64, bad->source) + bad->line : 0;
        complain(run, bad, line);
        if (!run->quarantine)
            continue;
        g_autoptr(GString) text = g_string_new(NULL);
        galley_quarantine_append(text, bad, line);
        if (!galley_file_write(run->quarantine, text->str, text->len, error))
            return FALSE;
    }
    return TRUE;
}

void
galley_run_add_to_books(GalleyUnderway *run, const GalleyResult *result)
{
    for (guint i = 0; i < result->parts->len; i++) {
        const GalleyPart *part = &g_array_index(result->parts, GalleyPart, i);
        GalleyBook *book = get_book(run, part->source);
        book->read += part->read;
        book->written += part->written;
        book->dropped += part->dropped;
        book->quarantined += part->quarantined;
        g_array_index(run->lines, guint64, part->source) += part->n_lines;
    }
    galley_books_merge(run->books, &result->tallies);
}

gboolean
galley_run_append(GalleyUnderway *run, const GalleyResult *result, GError **error)
{
    guint64 at = 0;
    for (guint i = 0; i < run->sinks->len; i++) {
        const GalleySink *sink = &g_array_index(run->sinks, GalleySink, i);
        GalleyFile *file = sink->spool ? sink->spool : sink->file;
        const GString *bytes = g_ptr_array_index(result->outputs, i);
        guint64 size = g_array_index(result->seals, GalleySeal, i).n_bytes;
        gboolean taken = result->from->len > 0;
        if (taken && !galley_file_splice(file, g_array_index(result->from, int, i),
                                         g_array_index(result->from_at, guint64, i), size, error))
            return FALSE;
        if (taken)
            continue;
        if (!(result->fd >= 0 ? galley_file_splice(file, result->fd, at, size, error)
                              : galley_file_write(file, bytes->str, bytes->len, error)))
            return FALSE;
        at += size;
    }
    return TRUE;
}

static gboolean
commit_ids(GalleyUnderway *run, const GalleyResult *result, GError **error)
{
    return !run->ids || galley_file_write(run->ids, result->ids->str, result->ids->len, error);
}

gboolean
galley_run_sync(GalleyUnderway *run, GError **error)
{
    run->synced_at = g_get_monotonic_time();
    return !run->journal || (galley_folder_sync(run->folder, run->ends, error) &&
                             galley_journal_write(run->journal, run->ends,
                                                  galley_folder_get_scribe(run->folder), error));
}

/* The last time took the disk longer than that, perhaps. */
static gboolean
is_time_to_sync(const GalleyUnderway *run)
{
    GalleyScribe *scribe = galley_folder_get_scribe(run->folder);
    return g_get_monotonic_time() - run->synced_at >= SYNC_EVERY &&
           !(scribe && galley_scribe_is_syncing(scribe));
}

static gboolean
drain(GalleyUnderway *run, GError **error)
{
    GalleyScribe *scribe = galley_folder_get_scribe(run->folder);
    return !scribe || galley_scribe_drain(scribe, error);
}

static gboolean
note_done(GalleyUnderway *run, const GalleyBlock *block, const GalleyResult *result, GError **error)
{
    if (run->journal)
        galley_journal_note(run->journal, block->unit, block->index + 1, result);
    return !is_time_to_sync(run) || galley_run_sync(run, error);
}

gboolean
galley_run_give_way(GalleyUnderway *run, GError **error)
{
    if (galley_run_sync(run, error) && drain(run, error))
        g_set_error(error, GALLEY_FOLDER_ERROR, GALLEY_FOLDER_ERROR_INTERRUPTED,
                    "interrupted; --resume goes on from here");
    return FALSE;
}

/* A number acts at once, a share once it means something, and at the end. */
gboolean
galley_run_too_many_failed(const GalleyUnderway *run, gboolean at_end, GError **error)
{
    const GalleyPipeline *pipeline = run->pipeline;
    GalleyBook total = galley_books_total(run->books);
    gboolean many = pipeline->stop_after > 0 && total.quarantined >= pipeline->stop_after;
    gboolean share = pipeline->stop_after_share > 0 && (at_end || total.read >= SHARE_FROM) &&
                     (double)total.quarantined > pipeline->stop_after_share * (double)total.read;
    if (many || share)
        g_set_error(error, GALLEY_PIPELINE_ERROR, GALLEY_PIPELINE_ERROR_STEP,
                    "%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT
                    " documents went to quarantine, and stop_after says that this is the end",
                    total.quarantined, total.read);
    return many || share;
}

/* A GalleyCommit. */
gboolean
galley_run_commit(const GalleyBlock *block, GalleyResult *result, gpointer data, GError **error)
{
    GalleyUnderway *run = data;
    guint64 before = run->quarantine ? galley_file_get_size(run->quarantine) : 0;
    galley_result_seal(result, galley_work_get_packs(run->work));
    if (!commit_bad(run, result, error) || !galley_run_append(run, result, error) ||
        !commit_ids(run, result, error))
        return FALSE;
    guint64 after = run->quarantine ? galley_file_get_size(run->quarantine) : 0;
    if (!galley_ledger_add(run->ledger, block, result, after - before, error))
        return FALSE;
    galley_run_add_to_books(run, result);
    galley_watch_note(run->watch, result, FALSE);
    if (galley_result_failed(result, error))
        return FALSE;
    if (galley_run_too_many_failed(run, FALSE, error))
        return FALSE;
    if (result->stopped) {
        g_set_error(error, GALLEY_PIPELINE_ERROR, GALLEY_PIPELINE_ERROR_STEP,
                    "stopped at the first failure, as on_error: stop says");
        return FALSE;
    }
    if (!note_done(run, block, result, error))
        return FALSE;
    return !galley_interrupt_is_asked() || galley_run_give_way(run, error);
}

/* A GalleyCommit: nothing but ids is wanted. */
gboolean
galley_run_commit_scan(G_GNUC_UNUSED const GalleyBlock *block,
                       GalleyResult *result,
                       gpointer data,
                       GError **error)
{
    GalleyUnderway *run = data;
    galley_sample_add(run->sample, result->ids);
    galley_watch_note_scan(run->watch, result->meter->n_bytes);
    return !galley_result_failed(result, error) &&
           (!galley_interrupt_is_asked() || galley_run_give_way(run, error));
}
