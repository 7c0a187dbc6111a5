/* watch-private.h: a run under way, shown to people and to programs.
 * SPDX-License-Identifier: MIT */
#pragma once

#include "run/result-private.h"
#include "run/run-private.h"

/** GalleyPeak: the memory of one worker. */
typedef struct {
    guint pid;
    guint64 bytes; /* at most so far */
} GalleyPeak;

/** GalleyWatch: what is known of the run at present. Nothing of it reaches an output. */
typedef struct {
    const GalleyPipeline *pipeline;
    const GalleyRunSettings *settings;
    char *path; /* (nullable): of status.json; %NULL until the run has begun, and on a terminal */
    const char *state;      /* running, finishing, done, failed, interrupted */
    char *why;              /* (nullable): it failed */
    int result;             /* exit status, once it has ended; -1 before */
    guint n_workers;        /* 0: in this process */
    guint64 bytes, n_bytes; /* of input: done, and all */
    guint64 skipped;        /* of those done: by the run that is resumed */
    GalleyPart counts;      /* of all documents so far, those before a --resume too */
    guint64 n_here;         /* documents read by this process's workers */
    GalleyMeter *meter;     /* of this process's workers */
    GArray *peaks;          /* of GalleyPeak, of as many workers at least as there are at a time */
    gint64 started;         /* real time, microseconds */
    gint64 begun, ended;    /* monotonic time, microseconds; ended 0: not yet */
    gint64 shown, lined, kept; /* when the bar, a plain line and status.json were last renewed */
    gboolean has_bar;          /* on the screen now */
    gboolean warned;           /* that the sandbox is not whole */
} GalleyWatch;

GalleyWatch *galley_watch_new(const GalleyPipeline *pipeline,
                              const GalleyRunSettings *settings,
                              const GPtrArray *sources,
                              guint n_workers);
void galley_watch_free(GalleyWatch *watch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GalleyWatch, galley_watch_free)

/** galley_watch_begin: the run's folder is its own from here on: status.json may be written */
void galley_watch_begin(GalleyWatch *watch);
/** galley_watch_skip: so many bytes were done by the run that is resumed */
void galley_watch_skip(GalleyWatch *watch, guint64 n_bytes);
/** galley_watch_note_scan: so many bytes were read to choose a sample; then they are read again */
void galley_watch_note_scan(GalleyWatch *watch, guint64 n_bytes);
/** galley_watch_note: a block is committed, or, with @again, was committed before the run was
 * resumed */
void galley_watch_note(GalleyWatch *watch, const GalleyResult *result, gboolean again);
/** galley_watch_finish: all blocks are done; what is left is for reducers, trailers and the like */
void galley_watch_finish(GalleyWatch *watch);
/** galley_watch_tick: renews what is due; to be called often, costs next to nothing */
void galley_watch_tick(gpointer watch);
/** galley_watch_clear_bar: a line for people follows on stderr */
void galley_watch_clear_bar(GalleyWatch *watch);
/** galley_watch_end: what came of it */
void galley_watch_end(GalleyWatch *watch, GalleyRunResult result, const GError *why);

/* ---- in words ---- */

/** galley_watch_get_seconds: since it began */
double galley_watch_get_seconds(const GalleyWatch *watch);
/** galley_watch_get_rate: bytes of input a second, by this process's workers */
double galley_watch_get_rate(const GalleyWatch *watch);
/** galley_watch_line: (transfer full): the state in one line, without a line end */
char *galley_watch_line(const GalleyWatch *watch);
/** galley_watch_bar: (transfer full): a bar in front of it, in at most @width columns */
char *galley_watch_bar(const GalleyWatch *watch, guint width, gboolean color);
/** galley_watch_json: (transfer full): what status.json holds */
char *galley_watch_json(const GalleyWatch *watch);
/** galley_watch_summary: (transfer full): a table of steps, quantiles, the slowest, memory */
char *galley_watch_summary(const GalleyWatch *watch);

/** galley_stage_name: of stage @i as meters count them: the reader, steps, writers */
const char *galley_stage_name(const GalleyPipeline *pipeline, guint i);
/** galley_append_shown: names and ids come from the input: what a terminal would obey becomes "?" */
void galley_append_shown(GString *out, const char *text);
/** galley_append_size: "21.3 MiB" */
void galley_append_size(GString *out, double bytes);
/** galley_append_time: "0:06", "1:02:03"; @seconds below 0: "?" */
void galley_append_time(GString *out, double seconds);
/** galley_append_grouped: "12,345" */
void galley_append_grouped(GString *out, guint64 number);
