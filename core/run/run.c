/* run.c: blocks done in order or side by side, and committed in order.
 * SPDX-License-Identifier: MIT */
#include "run/run-private.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "run/copy-private.h"
#include "run/expect-private.h"
#include "run/journal-private.h"
#include "run/ledger-private.h"
#include "run/pool-private.h"
#include "run/quarantine-private.h"
#include "run/sample-private.h"
#include "run/sandbox-private.h"
#include "run/watch-private.h"

#define QUARANTINE "quarantine.jsonl"
#define IDS ".ids"
#define MANIFEST "manifest.json"
#define COMPLAINTS_MOST 20 /* lines on stderr; the file has all */
#define SHARE_FROM 1000    /* documents read, before a share of them may end the run */
#define SYNC_EVERY G_USEC_PER_SEC
#define CPU_LIMIT ((gint64)30 * G_USEC_PER_SEC)
#define MEMORY_LIMIT (GALLEY_RECORD_LIMIT * 24)

/** Sink: a writer's output. */
typedef struct {
    const GalleyStage *stage;
    GalleyFile *file;
    GalleyFile *spool; /* of a reducing writer: what it will reduce; %NULL: appending */
} Sink;

typedef struct {
    GalleyPipeline *pipeline;
    const GalleyRunSettings *settings;
    GalleyBooks *books;
    GPtrArray *sources;
    GalleyWork *work; /* of this process: it does blocks only where there are no workers */
    GalleyPool *pool; /* (nullable) */
    GalleyFolder *folder;
    GalleyLedger *ledger;
    GalleyCopy *copy;       /* (nullable): the run that this one retries */
    GPtrArray *plan;        /* of char *, ended by %NULL */
    GPtrArray *convictions; /* (nullable): of GalleyConviction, by the run that is resumed */
    GalleyFile *quarantine; /* (nullable): there is none on a terminal */
    GalleyFile *ids;        /* (nullable): a spool of the ids written; see duplicates.c */
    GArray *sinks;          /* of Sink */
    GPtrArray *pages;       /* of GalleyBook by source; %NULL where nothing was read yet */
    GArray *lines;          /* of guint64 by source: line feeds committed */
    GalleyJournal *journal; /* (nullable): there is none on a terminal */
    GArray *ends;           /* of guint64: where outputs end */
    GPtrArray *readable;    /* of char *, ended by %NULL: what workers may read */
    GalleyWatch *watch;     /* shows how far it is */
    GalleyCommit commit;    /* what becomes of blocks */
    GalleyPick pick;        /* which records they are about */
    GalleySample *sample;   /* (nullable): while it is chosen */
    gint64 synced_at;
    guint64 n_complaints;
} Run;

/* SIGINT and SIGTERM: no more blocks, but those that are done count. */
static volatile sig_atomic_t interrupted;

static void
on_interrupt(G_GNUC_UNUSED int number)
{
    interrupted = 1;
}

/* ---- committing ---- */

static GalleyBook *
get_book(Run *run, guint source)
{
    if (!g_ptr_array_index(run->pages, source)) {
        const GalleySource *from = g_ptr_array_index(run->sources, source);
        g_ptr_array_index(run->pages, source) = galley_books_open_file(run->books, from->name);
    }
    return g_ptr_array_index(run->pages, source);
}

static void
complain(Run *run, const GalleyBad *bad, guint64 line)
{
    const GalleySource *source = g_ptr_array_index(run->sources, bad->source);
    if (run->settings->quiet || run->n_complaints++ > COMPLAINTS_MOST)
        return;
    galley_watch_clear_bar(run->watch);
    if (run->n_complaints > COMPLAINTS_MOST)
        fprintf(stderr,
                "galley: more documents were quarantined; see " QUARANTINE " and the summary\n");
    else
        fprintf(stderr, "%s:%" G_GUINT64_FORMAT ": quarantined by %s: %s\n", source->name, line,
                bad->step, bad->message);
}

static gboolean
commit_bad(Run *run, const GalleyResult *result, GError **error)
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

static void
commit_parts(Run *run, const GalleyResult *result)
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

static gboolean
commit_outputs(Run *run, const GalleyResult *result, GError **error)
{
    guint64 at = 0;
    for (guint i = 0; i < run->sinks->len; i++) {
        const Sink *sink = &g_array_index(run->sinks, Sink, i);
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
commit_ids(Run *run, const GalleyResult *result, GError **error)
{
    return !run->ids || galley_file_write(run->ids, result->ids->str, result->ids->len, error);
}

static gboolean
failed(const GalleyResult *result, GError **error)
{
    if (result->failure)
        g_set_error_literal(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FAILED,
                            result->failure);
    return result->failure != NULL;
}

static gboolean
sync_now(Run *run, GError **error)
{
    run->synced_at = g_get_monotonic_time();
    return !run->journal || (galley_folder_sync(run->folder, run->ends, error) &&
                             galley_journal_write(run->journal, run->ends,
                                                  galley_folder_get_scribe(run->folder), error));
}

/* The last time took the disk longer than that, perhaps. */
static gboolean
is_time_to_sync(const Run *run)
{
    GalleyScribe *scribe = galley_folder_get_scribe(run->folder);
    return g_get_monotonic_time() - run->synced_at >= SYNC_EVERY &&
           !(scribe && galley_scribe_is_syncing(scribe));
}

static gboolean
drain(Run *run, GError **error)
{
    GalleyScribe *scribe = galley_folder_get_scribe(run->folder);
    return !scribe || galley_scribe_drain(scribe, error);
}

static gboolean
note_done(Run *run, const GalleyBlock *block, const GalleyResult *result, GError **error)
{
    if (run->journal)
        galley_journal_note(run->journal, block->unit, block->index + 1, result);
    return !is_time_to_sync(run) || sync_now(run, error);
}

static gboolean
give_way(Run *run, GError **error)
{
    if (sync_now(run, error) && drain(run, error))
        g_set_error(error, GALLEY_FOLDER_ERROR, GALLEY_FOLDER_ERROR_INTERRUPTED,
                    "interrupted; --resume goes on from here");
    return FALSE;
}

/* A number acts at once, a share once it means something, and at the end. */
static gboolean
too_many_failed(const Run *run, gboolean at_end, GError **error)
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
static gboolean
commit(const GalleyBlock *block, GalleyResult *result, gpointer data, GError **error)
{
    Run *run = data;
    guint64 before = run->quarantine ? galley_file_get_size(run->quarantine) : 0;
    galley_result_seal(result, galley_work_get_packs(run->work));
    if (!commit_bad(run, result, error) || !commit_outputs(run, result, error) ||
        !commit_ids(run, result, error))
        return FALSE;
    guint64 after = run->quarantine ? galley_file_get_size(run->quarantine) : 0;
    if (!galley_ledger_add(run->ledger, block, result, after - before, error))
        return FALSE;
    commit_parts(run, result);
    galley_watch_note(run->watch, result, FALSE);
    if (failed(result, error))
        return FALSE;
    if (too_many_failed(run, FALSE, error))
        return FALSE;
    if (result->stopped) {
        g_set_error(error, GALLEY_PIPELINE_ERROR, GALLEY_PIPELINE_ERROR_STEP,
                    "stopped at the first failure, as on_error: stop says");
        return FALSE;
    }
    if (!note_done(run, block, result, error))
        return FALSE;
    return !interrupted || give_way(run, error);
}

/* A GalleyCommit: nothing but ids is wanted. */
static gboolean
commit_scan(G_GNUC_UNUSED const GalleyBlock *block,
            GalleyResult *result,
            gpointer data,
            GError **error)
{
    Run *run = data;
    galley_sample_add(run->sample, result->ids);
    galley_watch_note_scan(run->watch, result->meter->n_bytes);
    return !failed(result, error) && (!interrupted || give_way(run, error));
}

/* ---- outputs ---- */

static gboolean
open_sink(Run *run, const GalleyStage *stage, GError **error)
{
    Sink sink = { .stage = stage,
                  .file = galley_folder_open(run->folder, galley_output_name(stage), error) };
    if (sink.file && stage->plugin->write)
        sink.spool = galley_folder_open_spool(run->folder, galley_output_name(stage), error);
    g_array_append_val(run->sinks, sink);
    return sink.file && (sink.spool || !stage->plugin->write);
}

/* What is dropped goes to a file, and nowhere where there is no folder for it. */
static gboolean
open_dropped(Run *run, GError **error)
{
    if (!run->pipeline->dropped || !run->settings->output)
        return TRUE;
    Sink sink = { .file = galley_folder_open(run->folder, run->pipeline->dropped, error) };
    g_array_append_val(run->sinks, sink);
    return sink.file != NULL;
}

static GalleyFolderUse
use_of(const GalleyRunSettings *settings)
{
    return settings->resume      ? GALLEY_FOLDER_RESUME
           : settings->overwrite ? GALLEY_FOLDER_OVERWRITE
                                 : GALLEY_FOLDER_FRESH;
}

static gboolean
wants_ids(const Run *run)
{
    return run->settings->output && !run->settings->retry &&
           run->pipeline->duplicate_ids != GALLEY_DUPLICATES_IGNORE;
}

static gboolean
open_ledger(Run *run, GError **error)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < galley_outputs_count(run->pipeline); i++)
        g_ptr_array_add(names, (gpointer)galley_outputs_name(run->pipeline, i));
    g_ptr_array_add(names, NULL);
    GalleyFile *file =
        run->quarantine ? galley_folder_open(run->folder, GALLEY_LEDGER_NAME, error) : NULL;
    run->ledger = galley_ledger_new(file, (const char *const *)names->pdata);
    if (run->settings->retry && file)
        run->copy =
            galley_copy_open(run->settings->retry, (const char *const *)names->pdata, error);
    return (file || !run->quarantine) && (run->copy || !run->settings->retry);
}

static gboolean
open_outputs(Run *run, GError **error)
{
    run->folder = galley_folder_new(run->settings->output, use_of(run->settings), error);
    if (!run->folder)
        return FALSE;
    for (guint i = 0; i < run->pipeline->writers->len; i++)
        if (!open_sink(run, g_ptr_array_index(run->pipeline->writers, i), error))
            return FALSE;
    if (!open_dropped(run, error))
        return FALSE;
    if (run->settings->output)
        run->quarantine = galley_folder_open(run->folder, QUARANTINE, error);
    if (wants_ids(run))
        run->ids = galley_folder_open_spool(run->folder, IDS, error);
    return (run->quarantine || !run->settings->output) && (run->ids || !wants_ids(run)) &&
           open_ledger(run, error);
}

static gboolean
has_frames(const GalleyPipeline *pipeline)
{
    for (guint i = 0; i < pipeline->writers->len; i++) {
        const GalleyStage *stage = g_ptr_array_index(pipeline->writers, i);
        if (stage->plugin->header || stage->plugin->trailer)
            return TRUE;
    }
    return FALSE;
}

static gboolean
write_frames(Run *run, GalleyTask task, GError **error)
{
    if (!has_frames(run->pipeline))
        return TRUE;
    g_autoptr(GalleyResult) frames =
        run->pool ? galley_pool_do(run->pool, task, 0, NULL, -1, error)
                  : galley_work_frame(run->work, task == GALLEY_TASK_TRAILER);
    return frames && !failed(frames, error) && commit_outputs(run, frames, error) &&
           galley_ledger_add(run->ledger, NULL, frames, 0, error);
}

/* Documents have been rehearsed, so a reducer that goes down was killed from outside, as likely as
 * not: it gets a second try, from where its output began. */
static GalleyResult *
reduce_there(Run *run, guint writer, const char *path, int fd, GError **error)
{
    g_autoptr(GError) why = NULL;
    off_t begin = lseek(fd, 0, SEEK_END);
    GalleyResult *result = galley_pool_do(run->pool, GALLEY_TASK_REDUCE, writer, path, fd, &why);
    if (!result && !interrupted && begin >= 0 && ftruncate(fd, begin) == 0 &&
        lseek(fd, begin, SEEK_SET) == begin) {
        g_clear_error(&why);
        result = galley_pool_do(run->pool, GALLEY_TASK_REDUCE, writer, path, fd, &why);
    }
    if (!result && interrupted)
        give_way(run, error);
    else if (!result)
        g_propagate_error(error, g_steal_pointer(&why));
    return result;
}

static gboolean
reduce(Run *run, guint writer, GError **error)
{
    const Sink *sink = &g_array_index(run->sinks, Sink, writer);
    const char *path = sink->spool ? galley_file_finish_spool(sink->spool, error) : NULL;
    if (!path)
        return sink->spool == NULL;
    int fd = galley_file_lend(sink->file, error);
    if (fd < 0)
        return FALSE;
    g_autoptr(GalleyResult) result = run->pool ? reduce_there(run, writer, path, fd, error)
                                               : galley_work_reduce(run->work, writer, path, fd);
    close(fd);
    galley_file_take_back(sink->file);
    return result && !failed(result, error);
}

static gboolean
look_for_duplicates(Run *run, GError **error)
{
    const char *spool = run->ids ? galley_file_finish_spool(run->ids, error) : NULL;
    if (spool)
        run->books->duplicates = galley_duplicates_find(
            spool, run->sources, GALLEY_DUPLICATES_MEMORY, galley_watch_tick, run->watch, error);
    return !run->ids || run->books->duplicates;
}

static gboolean
write_plan(Run *run, GError **error)
{
    g_autofree char *text = galley_call_print(run->pipeline->path, run->settings->inputs,
                                              (const char *const *)run->plan->pdata);
    GalleyFile *file = galley_folder_open(run->folder, GALLEY_PLAN_NAME, error);
    return file && galley_file_write(file, text, strlen(text), error);
}

/* The manifest is an output like the others, and the last to be put in place. */
static gboolean
close_outputs(Run *run, GError **error)
{
    galley_watch_finish(run->watch);
    for (guint i = 0; i < run->sinks->len; i++)
        if (!reduce(run, i, error))
            return FALSE;
    if (!write_frames(run, GALLEY_TASK_TRAILER, error) || !look_for_duplicates(run, error))
        return FALSE;
    if (run->settings->output) {
        g_autoptr(GString) text = g_string_new(NULL);
        if (!galley_folder_digest(run->folder, error) || !write_plan(run, error))
            return FALSE;
        g_autofree char *plan = galley_call_digest((const char *const *)run->plan->pdata),
                        *retried =
                            run->copy ? galley_call_digest(galley_copy_get_plan(run->copy)) : NULL;
        galley_manifest_append(text, run->pipeline, run->settings, run->books, run->folder,
                               run->ledger, plan, retried);
        GalleyFile *manifest = galley_folder_open(run->folder, MANIFEST, error);
        if (!manifest || !galley_file_write(manifest, text->str, text->len, error))
            return FALSE;
    }
    return galley_folder_commit(run->folder, error);
}

/* ---- blocks ---- */

static gboolean
reads_whole(const GalleyPipeline *pipeline)
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
count_left(const Run *run, guint64 *left)
{
    guint64 limit = (guint64)run->settings->limit, n = galley_books_total(run->books).read;
    *left = limit - MIN(limit, n);
    return limit == 0 || *left > 0;
}

/* A GalleyTakeOver. What a reducing writer reduced is not kept, so there nothing can be taken. */
static GalleyResult *
take_over(const GalleyBlock *block, gpointer data)
{
    Run *run = data;
    for (guint i = 0; i < run->sinks->len; i++)
        if (g_array_index(run->sinks, Sink, i).spool)
            return NULL;
    return run->copy ? galley_copy_take(run->copy, block) : NULL;
}

static gboolean
do_block_here(Run *run, const GalleyBlock *block, GBytes *cut, guint64 left, GError **error)
{
    GalleyOrder order = { .block = *block, .limit = left, .pick = run->pick };
    GalleyResult *known = take_over(block, run);
    g_autoptr(GalleyResult) result = known ? known : galley_work_do(run->work, &order, cut, NULL);
    return run->commit(block, result, run, error);
}

/* One unit that needs a cutter, or turns out to need none. */
static gboolean
cut_here(Run *run, GalleyFeed *feed, const GalleyBlock *first, GError **error)
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
do_blocks_here(Run *run, GalleyFeed *feed, GError **error)
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
    Run *run = data;
    if (run->journal)
        galley_journal_convict(run->journal, block, place, crash,
                               galley_folder_get_scribe(run->folder), NULL);
}

static gboolean
do_blocks(Run *run, GalleyFeed *feed, GError **error)
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

/* ---- names ---- */

/* An archive is unpacked where plugins work, too: its bytes are as foreign. What takes that process
 * down is met again where it is read, and told there. */
static gboolean
count_members(Run *run, guint i, GError **error)
{
    const GalleySource *source = g_ptr_array_index(run->sources, i);
    g_autoptr(GalleyResult) result =
        run->pool ? galley_pool_do(run->pool, GALLEY_TASK_NAMES, i, NULL, -1, NULL)
                  : galley_work_names(run->work, i);
    if (result)
        return galley_names_add_members(run->books->names, source, result->ids, error);
    galley_names_add_unlisted(run->books->names, source->name);
    return TRUE;
}

/* Before anything is done: a table that fits two files must not be half used. */
static gboolean
count_names(Run *run, GError **error)
{
    if (!run->pipeline->naming)
        return TRUE;
    run->books->names = galley_names_new(run->pipeline->naming);
    for (guint i = 0; i < run->sources->len; i++) {
        const GalleySource *source = g_ptr_array_index(run->sources, i);
        const GalleyFileName name = { source->name, NULL, FALSE };
        if (!(source->packed ? count_members(run, i, error)
                             : galley_names_add(run->books->names, &name, error)))
            return FALSE;
    }
    return TRUE;
}

/* ---- beginning, or going on ---- */

/* A GalleyReplay. */
static void
replay(const GalleyResult *result, gpointer data)
{
    Run *run = data;
    commit_parts(run, result);
    galley_watch_note(run->watch, result, TRUE);
}

static gboolean
write_headers(Run *run, GError **error)
{
    return galley_ledger_begin(run->ledger, error) &&
           write_frames(run, GALLEY_TASK_HEADER, error) && sync_now(run, error);
}

/* Cuts outputs back to where the journal leaves them, and leaves the blocks that are still to be
 * done. */
static gboolean
go_on(Run *run, const char *journal, const char *const *plan, GalleyFeed *feed, GError **error)
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

static gboolean
begin(Run *run, GalleyFeed *feed, GError **error)
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

/* All ids are read first, then the documents are known that are worked on: the same ones for any
 * number of workers. */
static gboolean
choose_sample(Run *run, GError **error)
{
    if (run->settings->sample == 0)
        return TRUE;
    g_autoptr(GalleyFeed) feed = galley_feed_new(run->sources, reads_whole(run->pipeline));
    run->sample = galley_sample_new((guint64)run->settings->sample);
    run->pick = (GalleyPick){ .mode = GALLEY_PICK_NONE };
    run->commit = commit_scan;
    gboolean chosen = do_blocks(run, feed, error);
    run->pick = galley_sample_get_pick(run->sample);
    run->commit = commit;
    g_clear_pointer(&run->sample, galley_sample_free);
    return chosen;
}

static gboolean
run_blocks(Run *run, GalleyFeed *feed, GError **error)
{
    if (!begin(run, feed, error))
        return FALSE;
    galley_watch_begin(run->watch);
    return choose_sample(run, error) && do_blocks(run, feed, error) &&
           !too_many_failed(run, TRUE, error) && close_outputs(run, error);
}

static guint
count_workers(const GalleyRunSettings *settings, const GalleyFeed *feed)
{
    glong processors = sysconf(_SC_NPROCESSORS_ONLN);
    guint wanted = settings->workers > 0 ? settings->workers : (guint)MAX(processors, 1);
    return (guint)CLAMP(galley_feed_count(feed), 1, wanted);
}

static gint64
shortest_timeout(const GalleyPipeline *pipeline)
{
    gint64 shortest = G_MAXINT64;
    for (guint i = 0; i < pipeline->steps->len; i++) {
        const GalleyStage *stage = g_ptr_array_index(pipeline->steps, i);
        if (stage->timeout > 0)
            shortest = MIN(shortest, stage->timeout);
    }
    return shortest;
}

/* What the pipeline says, or what is ample for the largest record that is let in. */
static GalleyLimits
limits_of(const Run *run)
{
    guint64 large = run->settings->record_limit / GALLEY_RECORD_LIMIT + 1;
    gint64 cpu = run->pipeline->timeout > 0 ? run->pipeline->timeout : CPU_LIMIT * (gint64)large;
    return (GalleyLimits){
        .cpu = cpu,
        .shortest = MIN(cpu, shortest_timeout(run->pipeline)),
        .memory = run->pipeline->memory > 0 ? run->pipeline->memory : MEMORY_LIMIT * large,
        .readable = galley_run_is_open(run->pipeline, run->settings)
                        ? NULL
                        : (const char *const *)run->readable->pdata,
    };
}

gboolean
galley_run_is_open(const GalleyPipeline *pipeline, const GalleyRunSettings *settings)
{
    return settings->no_sandbox || pipeline->no_sandbox;
}

/* Inputs as named, and the folder of spools. What came through a pipe is open already. */
static GPtrArray *
list_readable(const GalleyRunSettings *settings)
{
    GPtrArray *readable = g_ptr_array_new();
    for (gsize i = 0; settings->inputs[i]; i++)
        g_ptr_array_add(readable, (gpointer)settings->inputs[i]);
    g_ptr_array_add(readable, (gpointer)(settings->output ? settings->output : g_get_tmp_dir()));
    g_ptr_array_add(readable, NULL);
    return readable;
}

static void
warn_of_gaps(const Run *run)
{
    GalleySandbox has = galley_sandbox_probe();
    if (galley_run_is_open(run->pipeline, run->settings) || has == GALLEY_SANDBOX_FULL)
        return;
    fprintf(stderr, "galley: warning: workers are not shut off from%s%s\n",
            has & GALLEY_SANDBOX_FILES ? "" : " files (this kernel has no Landlock)",
            has & GALLEY_SANDBOX_CALLS ? "" : " the network and other processes (no seccomp)");
}

/* A GalleyTick. */
static gboolean
on_tick(gpointer data)
{
    Run *run = data;
    galley_watch_tick(run->watch);
    return !interrupted;
}

/* Opens the plugins: here, or in the process that forks the workers. */
static gboolean
open_plugins(Run *run, const GalleyFeed *feed, GError **error)
{
    const GalleyLimits limits = limits_of(run);
    guint n_workers = run->settings->in_process ? 0 : count_workers(run->settings, feed);
    run->watch = galley_watch_new(run->pipeline, run->settings, run->sources, n_workers);
    if (run->settings->in_process)
        return galley_pipeline_open(run->pipeline, error) &&
               galley_work_start(run->work, NULL, error);
    warn_of_gaps(run);
    run->pool = galley_pool_new(run->pipeline, run->work, &limits, n_workers, error);
    if (run->pool)
        galley_pool_set_tick(run->pool, on_tick, run);
    if (run->pool && run->settings->retry)
        galley_pool_set_take_over(run->pool, take_over);
    return run->pool != NULL;
}

/* ---- all ---- */

static void
run_init(Run *run,
         GalleyPipeline *pipeline,
         const GalleyRunSettings *settings,
         GalleyBooks *books,
         GPtrArray *sources)
{
    guint64 limit = settings->record_limit ? settings->record_limit : GALLEY_RECORD_LIMIT;
    *run = (Run){ .pipeline = pipeline, .settings = settings, .books = books, .sources = sources };
    run->work = galley_work_new(pipeline, sources, limit);
    run->commit = commit;
    run->sinks = g_array_new(FALSE, TRUE, sizeof(Sink));
    run->pages = g_ptr_array_new();
    g_ptr_array_set_size(run->pages, (gint)sources->len);
    run->lines = g_array_new(FALSE, TRUE, sizeof(guint64));
    g_array_set_size(run->lines, sources->len);
    run->ends = g_array_new(FALSE, FALSE, sizeof(guint64));
    run->readable = list_readable(settings);
    if (wants_ids(run))
        galley_work_note_ids(run->work);
}

static void
run_clear(Run *run)
{
    g_clear_pointer(&run->pool, galley_pool_free);
    g_clear_pointer(&run->watch, galley_watch_free);
    g_clear_pointer(&run->ledger, galley_ledger_free);
    g_clear_pointer(&run->copy, galley_copy_free);
    g_clear_pointer(&run->plan, g_ptr_array_unref);
    g_clear_pointer(&run->convictions, g_ptr_array_unref);
    g_clear_pointer(&run->folder, galley_folder_free);
    g_clear_pointer(&run->journal, galley_journal_free); /* after who may still write to it */
    g_clear_pointer(&run->work, galley_work_free);
    g_array_unref(run->sinks);
    g_ptr_array_unref(run->pages);
    g_array_unref(run->lines);
    g_array_unref(run->ends);
    g_ptr_array_unref(run->readable);
}

static void
print_lines(const GPtrArray *lines, const char *word)
{
    for (guint i = 0; i < lines->len; i++)
        fprintf(stderr, "galley: %s%s\n", word, (const char *)g_ptr_array_index(lines, i));
}

/* Whether a run that is whole comes to less, or to more, than its pipeline expects. */
static gboolean
misses_expectations(const Run *run)
{
    gboolean partial = run->settings->limit > 0 || run->settings->sample > 0;
    if (partial)
        return FALSE;
    g_autoptr(GPtrArray) missed = galley_expect_check(run->pipeline->expectations, run->books);
    g_autoptr(GPtrArray) idle = galley_expect_list_idle(run->pipeline, run->books);
    print_lines(missed, "");
    if (run->settings->output && !run->settings->quiet)
        print_lines(idle, "warning: ");
    return missed->len > 0;
}

static GalleyRunResult
result_of(const Run *run, const GError *why)
{
    const GalleyDuplicates *duplicates = run->books->duplicates;
    gboolean missed = run->pipeline->duplicate_ids == GALLEY_DUPLICATES_ERROR && duplicates &&
                      duplicates->n_documents > 0;
    missed = (!why && misses_expectations(run)) || missed;
    if (!why)
        return galley_books_total(run->books).quarantined > 0 || missed ? GALLEY_RUN_QUARANTINED
                                                                        : GALLEY_RUN_DONE;
    if (g_error_matches(why, GALLEY_FOLDER_ERROR, GALLEY_FOLDER_ERROR_EXISTS))
        return GALLEY_RUN_REFUSED;
    return g_error_matches(why, GALLEY_FOLDER_ERROR, GALLEY_FOLDER_ERROR_INTERRUPTED)
               ? GALLEY_RUN_INTERRUPTED
               : GALLEY_RUN_FAILED;
}

/* Only a run that can be resumed has something to tidy up when it is told to end. */
static void
watch_signals(const GalleyRunSettings *settings)
{
    struct sigaction action = { .sa_handler = on_interrupt };
    if (!settings->output)
        return;
    interrupted = 0;
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

GalleyRunResult
galley_run(GalleyPipeline *pipeline,
           const GalleyRunSettings *settings,
           GalleyBooks *books,
           char **report,
           GError **error)
{
    g_autoptr(GError) why = NULL;
    g_autoptr(GPtrArray) sources = galley_sources_list(settings->inputs, error);
    if (!sources)
        return GALLEY_RUN_REFUSED;
    g_autoptr(GalleyFeed) feed = galley_feed_new(sources, reads_whole(pipeline));
    GalleyRunResult result = GALLEY_RUN_REFUSED;
    Run run;
    run_init(&run, pipeline, settings, books, sources);
    if (open_plugins(&run, feed, &why)) {
        watch_signals(settings);
        if (count_names(&run, &why) && open_outputs(&run, &why))
            run_blocks(&run, feed, &why);
        result = result_of(&run, why);
        galley_watch_end(run.watch, result, why);
        if (report)
            *report = galley_watch_summary(run.watch);
    }
    if (why)
        g_propagate_error(error, g_steal_pointer(&why));
    run_clear(&run);
    return result;
}
