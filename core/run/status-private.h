/* status-private.h: status.json as it is read. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/** GalleyRunLife: whether there is somebody behind the file. */
typedef enum {
    GALLEY_LIFE_OVER,    /* it has come to its end, whichever */
    GALLEY_LIFE_RUNNING, /* its process is there */
    GALLEY_LIFE_GONE,    /* its process ended without a word */
    GALLEY_LIFE_UNKNOWN, /* it runs, or ran, on another machine */
} GalleyRunLife;

/** GalleyRunStatus: what status.json says, and what has become of the process it names. */
typedef struct {
    char *text;    /* the file */
    char *state;   /* running, finishing, done, failed, interrupted */
    char *error;   /* (nullable) */
    char *host;    /* where it runs */
    char *started; /* UTC */
    char *updated; /* likewise */
    gint64 pid;
    int result;     /* exit status; -1: none yet */
    double seconds; /* that it took, or has taken */
    double rate;    /* bytes a second */
    guint64 done, total;
    guint64 read, written, dropped, quarantined;
    guint workers;
    GalleyRunLife life;
    gboolean resumable; /* the folder holds a journal, and nobody is at it */
} GalleyRunStatus;

/** galley_run_status_load: (nullable): of the run in @folder; %NULL where there is none, or it
 * cannot be read */
GalleyRunStatus *galley_run_status_load(const char *folder, GError **error);
void galley_run_status_free(GalleyRunStatus *status);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GalleyRunStatus, galley_run_status_free)

/** galley_process_get_start: when process @pid of this machine started, in ticks since the machine
 * did; 0: there is none. Tells a process from a later one with its number. */
guint64 galley_process_get_start(gint64 pid);
