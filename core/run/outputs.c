/* outputs.c: the files of a run, opened, reduced, and put in place. SPDX-License-Identifier: MIT */
#include <string.h>
#include <unistd.h>

#include "run/interrupt-private.h"
#include "run/underway-private.h"

#define IDS ".ids"
#define MANIFEST "manifest.json"

/* ---- opened ---- */

static gboolean
open_sink(GalleyUnderway *run, const GalleyStage *stage, GError **error)
{
    GalleySink sink = { .stage = stage,
                        .file = galley_folder_open(run->folder, galley_output_name(stage), error) };
    if (sink.file && stage->plugin->write)
        sink.spool = galley_folder_open_spool(run->folder, galley_output_name(stage), error);
    g_array_append_val(run->sinks, sink);
    return sink.file && (sink.spool || !stage->plugin->write);
}

/* What is dropped goes to a file, and nowhere where there is no folder for it. */
static gboolean
open_dropped(GalleyUnderway *run, GError **error)
{
    if (!run->pipeline->dropped || !run->settings->output)
        return TRUE;
    GalleySink sink = { .file = galley_folder_open(run->folder, run->pipeline->dropped, error) };
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

gboolean
galley_run_wants_ids(const GalleyUnderway *run)
{
    return run->settings->output && !run->settings->retry &&
           run->pipeline->duplicate_ids != GALLEY_DUPLICATES_IGNORE;
}

static gboolean
open_ledger(GalleyUnderway *run, GError **error)
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

gboolean
galley_run_open_outputs(GalleyUnderway *run, GError **error)
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
        run->quarantine = galley_folder_open(run->folder, GALLEY_QUARANTINE_NAME, error);
    if (galley_run_wants_ids(run))
        run->ids = galley_folder_open_spool(run->folder, IDS, error);
    return (run->quarantine || !run->settings->output) &&
           (run->ids || !galley_run_wants_ids(run)) && open_ledger(run, error);
}

/* ---- written by themselves: headers and trailers ---- */

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

gboolean
galley_run_write_frames(GalleyUnderway *run, GalleyTask task, GError **error)
{
    if (!has_frames(run->pipeline))
        return TRUE;
    g_autoptr(GalleyResult) frames =
        run->pool ? galley_pool_do(run->pool, task, 0, NULL, -1, error)
                  : galley_work_frame(run->work, task == GALLEY_TASK_TRAILER);
    return frames && !galley_result_failed(frames, error) &&
           galley_run_append(run, frames, error) &&
           galley_ledger_add(run->ledger, NULL, frames, 0, error);
}

/* ---- reduced ---- */

/* Documents have been rehearsed, so a reducer that goes down was killed from outside, as likely as
 * not: it gets a second try, from where its output began. */
static GalleyResult *
reduce_there(GalleyUnderway *run, guint writer, const char *path, int fd, GError **error)
{
    g_autoptr(GError) why = NULL;
    off_t begin = lseek(fd, 0, SEEK_END);
    GalleyResult *result = galley_pool_do(run->pool, GALLEY_TASK_REDUCE, writer, path, fd, &why);
    if (!result && !galley_interrupt_is_asked() && begin >= 0 && ftruncate(fd, begin) == 0 &&
        lseek(fd, begin, SEEK_SET) == begin) {
        g_clear_error(&why);
        result = galley_pool_do(run->pool, GALLEY_TASK_REDUCE, writer, path, fd, &why);
    }
    if (!result && galley_interrupt_is_asked())
        galley_run_give_way(run, error);
    else if (!result)
        g_propagate_error(error, g_steal_pointer(&why));
    return result;
}

/* The documents are done by now, and stay so. */
static void
add_hint(GError **error, const char *output)
{
    g_autofree char *why = (*error)->message;
    (*error)->message = g_strdup_printf(
        "%s\nhint: all documents are done, and \"%s\" alone is not: --resume makes it again, under "
        "a higher timeout or memory of `run:` if it needs that. A mended plugin wants --overwrite: "
        "what it would reduce was encoded by the one before",
        why, output);
}

static gboolean
reduce(GalleyUnderway *run, const GalleySink *sink, guint writer, GError **error)
{
    const char *path = galley_file_finish_spool(sink->spool, error);
    int fd = path ? galley_file_lend(sink->file, error) : -1;
    if (fd < 0)
        return FALSE;
    g_autoptr(GalleyResult) result = run->pool ? reduce_there(run, writer, path, fd, error)
                                               : galley_work_reduce(run->work, writer, path, fd);
    gboolean done = result && !galley_result_failed(result, error);
    gboolean emptied = !done && run->journal && ftruncate(fd, 0) == 0; /* of what is not whole */
    close(fd);
    galley_file_take_back(sink->file);
    if (done)
        return galley_run_sync(run, error); /* so that it need not be made again */
    if (emptied && !galley_interrupt_is_asked())
        add_hint(error, galley_file_get_name(sink->file));
    return FALSE;
}

/* An error that tells of one thing after another. */
static void
add_error(GError **all, const GError *error)
{
    if (!*all) {
        *all = g_error_copy(error);
        return;
    }
    g_autofree char *before = (*all)->message;
    (*all)->message = g_strconcat(before, "\n", error->message, NULL);
}

/* Each of those that are not made yet, though another fails: what does is told all at once. */
static gboolean
reduce_all(GalleyUnderway *run, GError **error)
{
    GError *all = NULL;
    for (guint i = 0; i < run->sinks->len; i++) {
        g_autoptr(GError) why = NULL;
        const GalleySink *sink = &g_array_index(run->sinks, GalleySink, i);
        if (!sink->spool || galley_file_get_size(sink->file) > 0 || reduce(run, sink, i, &why))
            continue;
        add_error(&all, why);
        if (galley_interrupt_is_asked() || galley_file_get_size(sink->file) > 0)
            break;
    }
    if (all)
        g_propagate_error(error, all);
    return !all;
}

/* ---- put in place ---- */

static gboolean
look_for_duplicates(GalleyUnderway *run, GError **error)
{
    const char *spool = run->ids ? galley_file_finish_spool(run->ids, error) : NULL;
    if (spool)
        run->books->duplicates = galley_duplicates_find(
            spool, run->sources, GALLEY_DUPLICATES_MEMORY, galley_watch_tick, run->watch, error);
    return !run->ids || run->books->duplicates;
}

static gboolean
write_plan(GalleyUnderway *run, GError **error)
{
    g_autofree char *text = galley_call_print(run->pipeline->path, run->settings->inputs,
                                              (const char *const *)run->plan->pdata);
    GalleyFile *file = galley_folder_open(run->folder, GALLEY_PLAN_NAME, error);
    return file && galley_file_write(file, text, strlen(text), error);
}

/* The manifest is an output like the others, and the last to be put in place. */
gboolean
galley_run_close_outputs(GalleyUnderway *run, GError **error)
{
    galley_watch_finish(run->watch);
    if (!reduce_all(run, error))
        return FALSE;
    if (!galley_run_write_frames(run, GALLEY_TASK_TRAILER, error) ||
        !look_for_duplicates(run, error))
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
