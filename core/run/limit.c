/* limit.c: a CPU clock that ticks, and a bound on address space. SPDX-License-Identifier: MIT */
#include "run/limit-private.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

#define TICKS 8 /* of the CPU clock in the shortest of the limits */

/* Signal handlers reach the shared page through this. */
static GalleyProgress *watched;
static guint ticks_most; /* for a document */
static gint64 tick;      /* microseconds */
static int statm = -1;   /* /proc/self/statm, which the sandbox would not let be opened */

/* ---- time ---- */

/* What has had its time ends its process: by the signal that says so. */
static void
on_tick(G_GNUC_UNUSED int signal)
{
    if (watched->length == 0 && !watched->cutting)
        return;
    if (watched->step_most > 0 && ++watched->step_ticks > watched->step_most)
        watched->over_step = TRUE; /* never FALSE again: the parent may have set it too */
    if (watched->over_step || ++watched->ticks > ticks_most)
        kill(getpid(), SIGXCPU);
}

static guint
count_ticks(gint64 time)
{
    return (guint)MIN((time + tick - 1) / tick, G_MAXINT32);
}

static void
limit_cpu(const GalleyLimits *limits)
{
    struct sigaction action = { .sa_handler = on_tick, .sa_flags = SA_RESTART };
    tick = MAX(limits->shortest / TICKS, 1000);
    ticks_most = count_ticks(limits->cpu);
    struct itimerval timer = { { tick / 1000000, tick % 1000000 },
                               { tick / 1000000, tick % 1000000 } };
    signal(SIGXCPU, SIG_DFL);
    sigaction(SIGPROF, &action, NULL);
    setitimer(ITIMER_PROF, &timer, NULL);
}

/* ---- memory ---- */

static guint64
memory_in_use(void)
{
    char text[64] = { 0 };
    if (pread(statm, text, sizeof text - 1, 0) <= 0)
        return 0;
    return g_ascii_strtoull(text, NULL, 10) * (guint64)sysconf(_SC_PAGESIZE);
}

/* Address space, so that an allocation fails before the machine runs out; a sanitizer needs all of
 * it. @hard: for good. */
static void
limit_memory(guint64 memory, gboolean hard)
{
#ifndef __SANITIZE_ADDRESS__
    struct rlimit limit;
    getrlimit(RLIMIT_AS, &limit);
    guint64 most = memory_in_use() + memory;
    limit.rlim_cur = MIN(most, (guint64)limit.rlim_max);
    if (hard)
        limit.rlim_max = limit.rlim_cur;
    setrlimit(RLIMIT_AS, &limit);
#else
    (void)memory;
    (void)hard;
    (void)memory_in_use;
#endif
}

void
galley_limit_note_no_memory(void)
{
    if (watched)
        watched->no_memory = TRUE;
}

/* GLib ends the process where it gets no memory; this tells that from other ends. */
static void
on_log(G_GNUC_UNUSED const char *domain,
       G_GNUC_UNUSED GLogLevelFlags level,
       const char *message,
       G_GNUC_UNUSED gpointer data)
{
    if (strstr(message, "failed to allocate"))
        galley_limit_note_no_memory();
    else if (write(STDERR_FILENO, message, strlen(message)) >= 0 &&
             write(STDERR_FILENO, "\n", 1) >= 0)
        return;
}

/* Where files can be made at all, of memory or where there is no Landlock, none is larger than what
 * a document may take. */
static void
limit_files(guint64 size)
{
    const struct rlimit limit = { size, size }, no_core = { 0, 0 };
    signal(SIGXFSZ, SIG_DFL);
    setrlimit(RLIMIT_FSIZE, &limit);
    setrlimit(RLIMIT_CORE, &no_core);
}

/* ---- all ---- */

void
galley_limit_start(const GalleyLimits *limits, GalleyProgress *progress)
{
    watched = progress;
    statm = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    limit_files(limits->memory);
    g_log_set_default_handler(on_log, NULL);
    limit_cpu(limits);
    limit_memory(limits->memory, TRUE);
}

void
galley_limit_stretch(GalleyProgress *progress, guint64 times)
{
    progress->stretch = times;
    ticks_most = (guint)MIN(ticks_most * times, G_MAXINT32);
}

void
galley_limit_begin_step(GalleyProgress *progress, const GalleyStage *stage)
{
    progress->step_cpu = stage->timeout;
    progress->step_memory = stage->memory;
    if (stage->memory > 0)
        limit_memory(stage->memory, FALSE);
    if (stage->timeout == 0)
        return;
    progress->step_since = g_get_monotonic_time();
    progress->step_ticks = 0;
    progress->step_most = count_ticks(stage->timeout);
}

void
galley_limit_end_step(GalleyProgress *progress, const GalleyStage *stage)
{
    progress->step_most = 0;
    progress->step_cpu = 0;
    progress->step_memory = 0;
    if (stage->memory > 0)
        limit_memory(G_MAXUINT32 * (guint64)64, FALSE);
}
