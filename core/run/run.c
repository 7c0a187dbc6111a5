/* run.c: a pipeline over inputs, from its plugins to its exit status. SPDX-License-Identifier: MIT */
#include "run/run-private.h"

#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

#include "run/expect-private.h"
#include "run/interrupt-private.h"
#include "run/sandbox-private.h"
#include "run/underway-private.h"

#define CHANGED_MOST 20 /* lines on stderr */
#define FILES_BESIDE 24 /* that are open beside those of workers and writers */
#define FILES_EACH 4    /* a worker: its socket, and what blocks ahead are cut into and result in */
#define CPU_LIMIT ((gint64)30 * G_USEC_PER_SEC)
#define MEMORY_LIMIT (GALLEY_RECORD_LIMIT * 24)

/* ---- names ---- */

/* An archive is unpacked where plugins work, too: its bytes are as foreign. What takes that process
 * down is met again where it is read, and told there. */
static gboolean
count_members(GalleyUnderway *run, guint i, GError **error)
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
count_names(GalleyUnderway *run, GError **error)
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

/* ---- plugins ---- */

static guint
count_workers(const GalleyRunSettings *settings, const GalleyFeed *feed)
{
    glong processors = sysconf(_SC_NPROCESSORS_ONLN);
    guint wanted = settings->workers > 0 ? settings->workers : (guint)MAX(processors, 1);
    return (guint)CLAMP(galley_feed_count(feed), 1, wanted);
}

/* As many as may have their files open; what the user may raise is raised. */
static guint
bound_by_files(const GalleyUnderway *run, guint wanted)
{
    struct rlimit limit;
    rlim_t beside = FILES_BESIDE + 2 * (rlim_t)run->pipeline->writers->len;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return wanted;
    rlim_t best = MIN(limit.rlim_max, beside + FILES_EACH * (rlim_t)wanted);
    if (limit.rlim_cur < best) {
        limit.rlim_cur = best;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
    guint most =
        limit.rlim_cur > beside ? (guint)MIN((limit.rlim_cur - beside) / FILES_EACH, wanted) : 0;
    most = MAX(most, 1);
    if (most < wanted)
        fprintf(stderr,
                "galley: warning: %u files may be open here (`ulimit -n`), so of %u workers there "
                "%s %u\n",
                (guint)limit.rlim_cur, wanted, most == 1 ? "is" : "are", most);
    return most;
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
limits_of(const GalleyUnderway *run)
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
warn_of_gaps(const GalleyUnderway *run)
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
    GalleyUnderway *run = data;
    galley_watch_tick(run->watch);
    return !galley_interrupt_is_asked();
}

/* What workers make of a block is a file in memory, and so has the limit too. An output that grows past
 * it is an error like a full disk, and no signal. */
static gboolean
check_file_limit(GError **error)
{
    struct rlimit limit;
    signal(SIGXFSZ, SIG_IGN);
    if (getrlimit(RLIMIT_FSIZE, &limit) != 0 || limit.rlim_cur >= GALLEY_RECORD_LIMIT)
        return TRUE;
    g_set_error(error, GALLEY_FOLDER_ERROR, GALLEY_FOLDER_ERROR_EXISTS,
                "files may have no more than %" G_GUINT64_FORMAT
                " bytes here\nhint: `ulimit -f unlimited` lets them grow",
                (guint64)limit.rlim_cur);
    return FALSE;
}

/* Opens the plugins: here, or in the process that forks the workers. */
static gboolean
open_plugins(GalleyUnderway *run, const GalleyFeed *feed, GError **error)
{
    const GalleyLimits limits = limits_of(run);
    guint n_workers =
        run->settings->in_process ? 0 : bound_by_files(run, count_workers(run->settings, feed));
    run->watch = galley_watch_new(run->pipeline, run->settings, run->sources, n_workers);
    if (run->settings->in_process)
        return galley_pipeline_open(run->pipeline, error) &&
               galley_work_start(run->work, NULL, error);
    warn_of_gaps(run);
    run->pool = galley_pool_new(run->pipeline, run->work, &limits, n_workers, error);
    if (run->pool)
        galley_pool_set_tick(run->pool, on_tick, run);
    if (run->pool && run->settings->retry)
        galley_pool_set_take_over(run->pool, galley_run_take_over);
    return run->pool != NULL;
}

/* ---- all ---- */

static void
run_init(GalleyUnderway *run,
         GalleyPipeline *pipeline,
         const GalleyRunSettings *settings,
         GalleyBooks *books,
         GPtrArray *sources)
{
    guint64 limit = settings->record_limit ? settings->record_limit : GALLEY_RECORD_LIMIT;
    *run = (GalleyUnderway){
        .pipeline = pipeline, .settings = settings, .books = books, .sources = sources
    };
    run->work = galley_work_new(pipeline, sources, limit);
    run->commit = galley_run_commit;
    run->sinks = g_array_new(FALSE, TRUE, sizeof(GalleySink));
    run->pages = g_ptr_array_new();
    run->lines = g_array_new(FALSE, TRUE, sizeof(guint64));
    g_array_set_size(run->lines, sources->len);
    run->ends = g_array_new(FALSE, FALSE, sizeof(guint64));
    run->readable = list_readable(settings);
    if (galley_run_wants_ids(run))
        galley_work_note_ids(run->work);
}

static void
run_clear(GalleyUnderway *run)
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

static gboolean
is_partial(const GalleyUnderway *run)
{
    return run->settings->limit > 0 || run->settings->sample > 0;
}

static void
warn_of_empty(const GalleyUnderway *run)
{
    g_autofree char *empty = is_partial(run) ? NULL : galley_books_tell_empty(run->books);
    if (empty && !run->settings->quiet)
        fprintf(stderr, "galley: warning: %s\n", empty);
}

/* Even with -q: what was read is nothing that ever was, and no other run will come to the same. */
static void
tell_changed(const GalleyUnderway *run)
{
    guint n = 0;
    for (guint i = 0; i < run->pages->len; i++) {
        const GalleyBook *book = g_ptr_array_index(run->pages, i);
        if (!book->changed || n++ >= CHANGED_MOST)
            continue;
        g_autoptr(GString) name = g_string_new(NULL);
        galley_append_shown(name, book->input);
        fprintf(
            stderr,
            "galley: %s has changed while it was read; what is left of it counts, and documents "
            "may be lost: run it anew\n",
            name->str);
    }
    if (n > CHANGED_MOST)
        fprintf(stderr, "galley: %u more inputs have changed; see the manifest\n",
                n - CHANGED_MOST);
}

/* Whether a run that is whole comes to less, or to more, than its pipeline expects. */
static gboolean
misses_expectations(const GalleyUnderway *run)
{
    if (is_partial(run))
        return FALSE;
    g_autoptr(GPtrArray) missed = galley_expect_check(run->pipeline->expectations, run->books);
    g_autoptr(GPtrArray) idle = galley_expect_list_idle(run->pipeline, run->books);
    print_lines(missed, "");
    if (run->settings->output && !run->settings->quiet)
        print_lines(idle, "warning: ");
    return missed->len > 0;
}

static GalleyRunResult
result_of(const GalleyUnderway *run, const GError *why)
{
    const GalleyDuplicates *duplicates = run->books->duplicates;
    gboolean missed = run->pipeline->duplicate_ids == GALLEY_DUPLICATES_ERROR && duplicates &&
                      duplicates->n_documents > 0;
    missed = (!why && misses_expectations(run)) || missed || run->n_changed > 0;
    if (!why)
        return galley_books_total(run->books).quarantined > 0 || missed ? GALLEY_RUN_QUARANTINED
                                                                        : GALLEY_RUN_DONE;
    if (g_error_matches(why, GALLEY_FOLDER_ERROR, GALLEY_FOLDER_ERROR_EXISTS))
        return GALLEY_RUN_REFUSED;
    return g_error_matches(why, GALLEY_FOLDER_ERROR, GALLEY_FOLDER_ERROR_INTERRUPTED)
               ? GALLEY_RUN_INTERRUPTED
               : GALLEY_RUN_FAILED;
}

static gboolean
run_blocks(GalleyUnderway *run, GalleyFeed *feed, GError **error)
{
    if (!galley_run_begin(run, feed, error))
        return FALSE;
    galley_watch_begin(run->watch);
    if (!galley_run_choose_sample(run, error) || !galley_run_do_blocks(run, feed, error) ||
        galley_run_too_many_failed(run, TRUE, error))
        return FALSE;
    if (run->settings->limit == 0) /* else the rest was never looked at */
        galley_run_open_books(run, run->sources->len);
    galley_run_note_changes(run);
    return galley_run_close_outputs(run, error);
}

GalleyRunResult
galley_run(GalleyPipeline *pipeline,
           const GalleyRunSettings *settings,
           GalleyBooks *books,
           char **report,
           GError **error)
{
    g_autoptr(GError) why = NULL;
    const char *const runs[] = { settings->output, settings->retry, NULL };
    g_autoptr(GPtrArray) sources = galley_sources_list(settings->inputs, runs, error);
    if (!sources)
        return GALLEY_RUN_REFUSED;
    g_autoptr(GalleyFeed) feed = galley_feed_new(sources, galley_run_cuts_first(pipeline));
    GalleyRunResult result = GALLEY_RUN_REFUSED;
    GalleyUnderway run;
    run_init(&run, pipeline, settings, books, sources);
    if (check_file_limit(&why) && open_plugins(&run, feed, &why)) {
        if (settings->output) /* only what can be resumed has something to tidy up */
            galley_interrupt_watch();
        if (count_names(&run, &why) && galley_run_open_outputs(&run, &why))
            run_blocks(&run, feed, &why);
        result = result_of(&run, why);
        galley_watch_end(run.watch, result, why);
        if (!why) {
            warn_of_empty(&run);
            tell_changed(&run);
        }
        if (report)
            *report = galley_watch_summary(run.watch);
    }
    if (why)
        g_propagate_error(error, g_steal_pointer(&why));
    run_clear(&run);
    return result;
}
