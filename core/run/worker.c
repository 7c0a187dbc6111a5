/* worker.c: a process that does blocks, and what its end says. SPDX-License-Identifier: MIT */
#include "run/worker-private.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "run/quarantine-private.h"
#include "run/sandbox-private.h"

#define TICKS 8 /* of the CPU clock in one document's time */

/* Signal handlers reach the shared page through this. */
static GalleyProgress *watched;

/* ---- limits ---- */

/* A document that has had its time ends its process: by the signal that says so. */
static void
on_tick(G_GNUC_UNUSED int signal)
{
    if (watched->length > 0 && ++watched->ticks > TICKS)
        kill(getpid(), SIGXCPU);
}

static void
limit_cpu(gint64 cpu)
{
    struct sigaction action = { .sa_handler = on_tick, .sa_flags = SA_RESTART };
    gint64 tick = MAX(cpu / TICKS, 1000);
    struct itimerval timer = { { tick / 1000000, tick % 1000000 },
                               { tick / 1000000, tick % 1000000 } };
    signal(SIGXCPU, SIG_DFL);
    sigaction(SIGPROF, &action, NULL);
    setitimer(ITIMER_PROF, &timer, NULL);
}

static guint64
memory_in_use(void)
{
    g_autofree char *text = NULL;
    guint64 pages = 0;
    if (g_file_get_contents("/proc/self/statm", &text, NULL, NULL))
        pages = g_ascii_strtoull(text, NULL, 10);
    return pages * (guint64)sysconf(_SC_PAGESIZE);
}

/* Address space, so that an allocation fails before the machine runs out. ASan needs all of it. */
static void
limit_memory(guint64 memory)
{
#ifndef __SANITIZE_ADDRESS__
    guint64 most = memory_in_use() + memory;
    struct rlimit limit = { most, most };
    setrlimit(RLIMIT_AS, &limit);
#else
    (void)memory;
    (void)memory_in_use;
#endif
}

/* GLib ends the process where it gets no memory; this tells that from other ends. */
static void
on_log(G_GNUC_UNUSED const char *domain,
       G_GNUC_UNUSED GLogLevelFlags level,
       const char *message,
       G_GNUC_UNUSED gpointer data)
{
    if (strstr(message, "failed to allocate"))
        watched->no_memory = TRUE;
    else if (write(STDERR_FILENO, message, strlen(message)) >= 0 &&
             write(STDERR_FILENO, "\n", 1) >= 0)
        return;
}

static void
set_limits(const GalleyLimits *limits)
{
    const struct rlimit no_core = { 0, 0 };
    setrlimit(RLIMIT_CORE, &no_core);
    g_log_set_default_handler(on_log, NULL);
    limit_cpu(limits->cpu);
    limit_memory(limits->memory);
    if (limits->readable)
        galley_sandbox_enter(limits->readable);
}

/* ---- work ---- */

static gboolean
send_bytes(int fd, const char *bytes, guint64 size)
{
    return galley_channel_send(fd, &size, sizeof size) && galley_channel_send(fd, bytes, size);
}

static gboolean
send_result(int fd, const GalleyResult *result)
{
    g_autoptr(GString) head = g_string_new(NULL);
    galley_result_write_head(result, head);
    guint64 size = head->len;
    for (guint i = 0; i < result->outputs->len; i++)
        size += sizeof size + ((const GString *)g_ptr_array_index(result->outputs, i))->len;
    gboolean sent = galley_channel_send(fd, &size, sizeof size) &&
                    galley_channel_send(fd, head->str, head->len);
    for (guint i = 0; sent && i < result->outputs->len; i++) {
        const GString *bytes = g_ptr_array_index(result->outputs, i);
        sent = send_bytes(fd, bytes->str, bytes->len);
    }
    return sent;
}

static gboolean
send_list(GalleyWork *work, int fd, const GalleyOrder *order)
{
    g_autoptr(GArray) places = galley_work_list(work, order);
    return send_bytes(fd, places->data, (guint64)places->len * sizeof(GalleyPlace));
}

static GalleyResult *
do_task(GalleyWork *work, const GalleyMessage *message, const GArray *skip, const char *path)
{
    switch (message->task) {
    case GALLEY_TASK_BLOCK:
        return galley_work_do(work, &message->order, skip);
    case GALLEY_TASK_REDUCE:
        return galley_work_reduce(work, message->writer, path);
    default:
        return galley_work_frame(work, message->task == GALLEY_TASK_TRAILER);
    }
}

/* One task from the socket; FALSE when there are no more. */
static gboolean
serve(GalleyWork *work, int fd)
{
    GalleyMessage message;
    if (!galley_channel_receive(fd, &message, sizeof message))
        return FALSE;
    g_autoptr(GArray) skip = g_array_new(FALSE, FALSE, sizeof(GalleyPlace));
    g_array_set_size(skip, message.n_skip);
    g_autofree char *path = g_malloc0((gsize)message.n_path + 1);
    if (!galley_channel_receive(fd, skip->data, (gsize)message.n_skip * sizeof(GalleyPlace)) ||
        !galley_channel_receive(fd, path, message.n_path))
        return FALSE;
    if (message.task == GALLEY_TASK_LIST)
        return send_list(work, fd, &message.order);
    g_autoptr(GalleyResult) result = do_task(work, &message, skip, path);
    return send_result(fd, result);
}

void
galley_worker_run(GalleyWork *work, int fd, const GalleyLimits *limits, GalleyProgress *progress)
{
    g_autoptr(GError) error = NULL;
    watched = progress;
    *progress = (GalleyProgress){ 0 };
    set_limits(limits);
    if (!galley_work_start(work, progress, &error)) {
        fprintf(stderr, "galley: a worker cannot start: %s\n", error->message);
        _exit(GALLEY_WORKER_CANNOT_START);
    }
    while (serve(work, fd))
        ;
    _exit(GALLEY_WORKER_DONE);
}

/* ---- how it ended ---- */

static GError *
timeout_error(const GalleyLimits *limits, gboolean wall)
{
    double seconds = (double)limits->cpu / 1e6;
    return g_error_new(GALLEY_CRASH, GALLEY_CRASH_TIMEOUT, "it took longer than %g s%s",
                       wall ? seconds * 10 : seconds, wall ? "" : " of CPU time");
}

GError *
galley_worker_explain(int status,
                      gboolean timed_out,
                      const GalleyProgress *progress,
                      const GalleyLimits *limits)
{
    if (timed_out)
        return timeout_error(limits, TRUE);
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
        return timeout_error(limits, FALSE);
    if (progress->no_memory)
        return g_error_new(GALLEY_CRASH, GALLEY_CRASH_MEMORY,
                           "it asked for more memory than the %" G_GUINT64_FORMAT
                           " MiB a document may take",
                           limits->memory >> 20);
    if (WIFSIGNALED(status))
        return g_error_new(GALLEY_CRASH, GALLEY_CRASH_SIGNAL, "it crashed: %s (signal %d)",
                           g_strsignal(WTERMSIG(status)), WTERMSIG(status));
    if (WEXITSTATUS(status) == GALLEY_WORKER_DONE && progress->length == 0)
        return NULL;
    return g_error_new(GALLEY_CRASH, GALLEY_CRASH_EXIT, "it ended its process with status %d",
                       WEXITSTATUS(status));
}
