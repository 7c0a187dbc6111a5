/* watch.c: counts what is committed, and says so where and when it is due.
 * SPDX-License-Identifier: MIT */
#include "run/watch-private.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "run/sandbox-private.h"

#define STATUS "status.json"
#define STATUS_NEW "status.json.new"
#define PEAKS_LEAST 8 /* workers whose memory is told, if there are so many one after another */
#define BAR_FIRST (G_USEC_PER_SEC / 2) /* a run shorter than that needs none */
#define BAR_EVERY (G_USEC_PER_SEC / 5)
#define KEEP_EVERY G_USEC_PER_SEC
#define LINE_EVERY (60 * G_USEC_PER_SEC)

/* SIGUSR1: somebody asks how far it is. */
static volatile sig_atomic_t asked;

static void
on_question(G_GNUC_UNUSED int number)
{
    asked = 1;
}

/* ---- life ---- */

static guint64
count_bytes(const GPtrArray *sources)
{
    guint64 n = 0;
    for (guint i = 0; i < sources->len; i++)
        n += ((const GalleySource *)g_ptr_array_index(sources, i))->size;
    return n;
}

GalleyWatch *
galley_watch_new(const GalleyPipeline *pipeline,
                 const GalleyRunSettings *settings,
                 const GPtrArray *sources,
                 guint n_workers)
{
    struct sigaction action = { .sa_handler = on_question, .sa_flags = SA_RESTART };
    GalleyWatch *watch = g_new0(GalleyWatch, 1);
    watch->pipeline = pipeline;
    watch->settings = settings;
    watch->state = "running";
    watch->result = -1;
    watch->n_workers = n_workers;
    watch->n_bytes = count_bytes(sources) * (settings->sample > 0 ? 2 : 1);
    watch->meter = galley_meter_new();
    watch->peaks = g_array_new(FALSE, FALSE, sizeof(GalleyPeak));
    watch->started = g_get_real_time();
    watch->begun = watch->lined = g_get_monotonic_time();
    watch->shown = watch->begun + BAR_FIRST - BAR_EVERY;
    sigaction(SIGUSR1, &action, NULL);
    return watch;
}

void
galley_watch_free(GalleyWatch *watch)
{
    galley_watch_clear_bar(watch);
    galley_meter_free(watch->meter);
    g_array_unref(watch->peaks);
    g_free(watch->path);
    g_free(watch->why);
    g_free(watch);
}

/* ---- status.json ---- */

/* Whoever reads it finds the old one or the new one whole. That it cannot be written is no reason
 * to end a run. */
static void
keep(GalleyWatch *watch)
{
    watch->kept = g_get_monotonic_time();
    if (!watch->path)
        return;
    g_autofree char *text = galley_watch_json(watch);
    g_autofree char *dir = g_path_get_dirname(watch->path);
    g_autofree char *fresh = g_build_filename(dir, STATUS_NEW, NULL);
    if (!g_file_set_contents_full(fresh, text, -1, G_FILE_SET_CONTENTS_NONE, 0666, NULL) ||
        g_rename(fresh, watch->path) != 0)
        g_unlink(fresh);
}

void
galley_watch_begin(GalleyWatch *watch)
{
    if (watch->settings->output)
        watch->path = g_build_filename(watch->settings->output, STATUS, NULL);
    keep(watch);
}

/* ---- stderr ---- */

void
galley_watch_clear_bar(GalleyWatch *watch)
{
    if (watch->has_bar)
        fprintf(stderr, "\r\033[K");
    watch->has_bar = FALSE;
}

static void
show_bar(GalleyWatch *watch, gint64 now)
{
    g_autofree char *bar =
        galley_watch_bar(watch, watch->settings->bar_width, watch->settings->color);
    fprintf(stderr, "\r%s\033[K", bar);
    fflush(stderr);
    watch->has_bar = TRUE;
    watch->shown = now;
}

static void
show_line(GalleyWatch *watch)
{
    g_autofree char *line = galley_watch_line(watch);
    galley_watch_clear_bar(watch);
    fprintf(stderr, "galley: %s\n", line);
}

void
galley_watch_tick(gpointer data)
{
    GalleyWatch *watch = data;
    gint64 now = g_get_monotonic_time();
    if (now - watch->kept >= KEEP_EVERY)
        keep(watch);
    if (asked) {
        asked = 0;
        show_line(watch);
    }
    if (watch->settings->bar_width > 0 && now - watch->shown >= BAR_EVERY)
        show_bar(watch, now);
    if (watch->settings->lines && now - watch->lined >= LINE_EVERY) {
        watch->lined = now;
        show_line(watch);
    }
}

/* ---- what happens ---- */

void
galley_watch_skip(GalleyWatch *watch, guint64 n_bytes)
{
    watch->bytes += n_bytes;
    watch->skipped += n_bytes;
}

void
galley_watch_note_scan(GalleyWatch *watch, guint64 n_bytes)
{
    watch->bytes += n_bytes;
    galley_watch_tick(watch);
}

/* Where workers could not shut themselves off as the kernel had said they could. */
static void
warn_of_gaps(GalleyWatch *watch, const GalleyResult *result)
{
    if (watch->warned || watch->n_workers == 0 ||
        galley_run_is_open(watch->pipeline, watch->settings))
        return;
    if ((result->meter->sandbox & galley_sandbox_probe()) == galley_sandbox_probe())
        return;
    watch->warned = TRUE;
    galley_watch_clear_bar(watch);
    fprintf(stderr, "galley: warning: a worker could not enter its sandbox; see " STATUS "\n");
}

/* A worker that has died leaves its place to the next one, when there are too many. */
static void
note_peak(GalleyWatch *watch, const GalleyMeter *meter)
{
    GalleyPeak peak = { meter->pid, meter->peak };
    for (guint i = 0; i < watch->peaks->len; i++) {
        GalleyPeak *known = &g_array_index(watch->peaks, GalleyPeak, i);
        if (known->pid == peak.pid) {
            known->bytes = MAX(known->bytes, peak.bytes);
            return;
        }
    }
    if (watch->peaks->len >= MAX(watch->n_workers, PEAKS_LEAST))
        g_array_remove_index(watch->peaks, 0);
    if (peak.pid > 0)
        g_array_append_val(watch->peaks, peak);
}

void
galley_watch_note(GalleyWatch *watch, const GalleyResult *result, gboolean again)
{
    for (guint i = 0; i < result->parts->len; i++) {
        const GalleyPart *part = &g_array_index(result->parts, GalleyPart, i);
        watch->counts.read += part->read;
        watch->counts.written += part->written;
        watch->counts.dropped += part->dropped;
        watch->counts.quarantined += part->quarantined;
        watch->n_here += again ? 0 : part->read;
    }
    if (again)
        return;
    watch->bytes += result->meter->n_bytes;
    galley_meter_merge(watch->meter, result->meter);
    note_peak(watch, result->meter);
    warn_of_gaps(watch, result);
    galley_watch_tick(watch);
}

void
galley_watch_finish(GalleyWatch *watch)
{
    watch->state = "finishing";
    keep(watch);
}

static const char *
state_of(GalleyRunResult result)
{
    return result <= GALLEY_RUN_QUARANTINED   ? "done"
           : result == GALLEY_RUN_INTERRUPTED ? "interrupted"
                                              : "failed";
}

void
galley_watch_end(GalleyWatch *watch, GalleyRunResult result, const GError *why)
{
    galley_watch_clear_bar(watch);
    watch->state = state_of(result);
    watch->result = (int)result;
    watch->why = why ? g_utf8_make_valid(why->message, -1) : NULL;
    watch->ended = g_get_monotonic_time();
    if (result <= GALLEY_RUN_QUARANTINED && watch->settings->limit == 0)
        watch->bytes = watch->n_bytes;
    keep(watch);
}

/* ---- figures ---- */

double
galley_watch_get_seconds(const GalleyWatch *watch)
{
    gint64 until = watch->ended > 0 ? watch->ended : g_get_monotonic_time();
    return (double)(until - watch->begun) / G_USEC_PER_SEC;
}

double
galley_watch_get_rate(const GalleyWatch *watch)
{
    return (double)(watch->bytes - watch->skipped) / MAX(galley_watch_get_seconds(watch), 1e-6);
}
