/* worker.c: a process that does blocks, and what its end says. SPDX-License-Identifier: MIT */
#include "run/worker-private.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "run/memory-private.h"
#include "run/quarantine-private.h"
#include "run/sandbox-private.h"

/* Standard input and output are the command's: documents go there, and what a plugin prints must
 * not get among them. */
static void
leave_terminal(void)
{
    int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (nothing >= 0)
        dup2(nothing, STDIN_FILENO);
    if (nothing > STDERR_FILENO)
        close(nothing);
    dup2(STDERR_FILENO, STDOUT_FILENO);
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
    int file = galley_result_new_file(result);
    if (file < 0) {
        galley_limit_note_no_memory();
        return FALSE;
    }
    gboolean sent = galley_channel_send_fd(fd, &size, sizeof size, file) &&
                    galley_channel_send(fd, head->str, head->len);
    close(file);
    return sent;
}

/** Service: what a worker has at hand for a task. */
typedef struct {
    GalleyWork *work;
    int fd;
    GalleyMessage message;
    GArray *places; /* of GalleyRecordPlace */
    char *path;
    int output;           /* that a reducer writes to; -1 */
    GBytes *cut;          /* (nullable) */
    GalleyCutter *cutter; /* (nullable): of the source that was cut last */
} Service;

static gboolean
send_list(const Service *service)
{
    g_autoptr(GArray) places =
        galley_work_list(service->work, &service->message.order, service->cut, service->places);
    return send_bytes(service->fd, places->data, (guint64)places->len * sizeof(GalleyRecordPlace));
}

static GalleyResult *
do_task(const Service *service)
{
    const GalleyMessage *message = &service->message;
    switch (message->task) {
    case GALLEY_TASK_BLOCK:
        return galley_work_do(service->work, &message->order, service->cut, service->places);
    case GALLEY_TASK_REDUCE:
        return galley_work_reduce(service->work, message->writer, service->path, service->output);
    case GALLEY_TASK_NAMES:
        return galley_work_names(service->work, message->writer);
    default:
        return galley_work_frame(service->work, message->task == GALLEY_TASK_TRAILER);
    }
}

/* ---- cutting ---- */

/* A cutter that stands before the block; made anew where the last one is past it, or of another
 * source. */
static gboolean
ensure_cutter(Service *service, GError **error)
{
    const GalleyBlock *block = &service->message.order.block;
    if (service->cutter && galley_cutter_get_source(service->cutter) == block->first &&
        galley_cutter_get_n_blocks(service->cutter) == block->index)
        return TRUE;
    g_clear_pointer(&service->cutter, galley_cutter_free);
    service->cutter = galley_cutter_new(galley_work_get_settings(service->work), block->first,
                                        service->places, error);
    while (service->cutter && !galley_cutter_is_needless(service->cutter) &&
           galley_cutter_get_n_blocks(service->cutter) < block->index)
        if (galley_cutter_next(service->cutter, NULL, error) != GALLEY_READING_RECORD)
            return FALSE;
    return service->cutter != NULL;
}

static GalleyCutStatus
cut_block(Service *service, GString *block, GError **error)
{
    if (!ensure_cutter(service, error))
        return *error ? GALLEY_CUT_FAILED : GALLEY_CUT_END;
    if (galley_cutter_is_needless(service->cutter))
        return GALLEY_CUT_NEEDLESS;
    switch (galley_cutter_next(service->cutter, block, error)) {
    case GALLEY_READING_RECORD:
        return GALLEY_CUT_BLOCK;
    case GALLEY_READING_END:
        return GALLEY_CUT_END;
    default:
        return GALLEY_CUT_FAILED;
    }
}

static gboolean
send_cut(Service *service)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) block = g_string_new(NULL);
    GalleyCutReply reply = { .status = cut_block(service, block, &error) };
    int fd = reply.status == GALLEY_CUT_BLOCK ? galley_memory_new() : -1;
    if (reply.status == GALLEY_CUT_BLOCK && !galley_memory_write(fd, block->str, block->len))
        reply.status = GALLEY_CUT_FAILED;
    if (reply.status == GALLEY_CUT_FAILED)
        g_strlcpy(reply.message, error ? error->message : "no memory for a block",
                  sizeof reply.message);
    if (service->cutter)
        reply.n_taken = galley_cutter_get_n_taken(service->cutter);
    gboolean sent = galley_channel_send_fd(service->fd, &reply, sizeof reply, fd);
    if (fd >= 0)
        close(fd);
    return sent;
}

/* ---- one task after another ---- */

static gboolean
receive(Service *service)
{
    GalleyMessage *message = &service->message;
    int fd;
    if (galley_channel_receive_fd(service->fd, message, sizeof *message, &fd) != sizeof *message)
        return FALSE;
    g_clear_pointer(&service->cut, g_bytes_unref);
    if (service->output >= 0)
        close(service->output);
    service->output = message->task == GALLEY_TASK_REDUCE ? fd : -1;
    if (fd >= 0 && service->output < 0) {
        service->cut = galley_memory_map(fd);
        close(fd);
    }
    g_array_set_size(service->places, message->n_skip);
    service->path = g_realloc(service->path, (gsize)message->n_path + 1);
    service->path[message->n_path] = '\0';
    return (fd < 0 || service->output >= 0 || service->cut) &&
           galley_channel_receive(service->fd, service->places->data,
                                  (gsize)message->n_skip * sizeof(GalleyRecordPlace)) &&
           galley_channel_receive(service->fd, service->path, message->n_path);
}

/* FALSE when there are no more tasks. */
static gboolean
serve(Service *service)
{
    if (!receive(service))
        return FALSE;
    if (service->message.task == GALLEY_TASK_LIST)
        return send_list(service);
    if (service->message.task == GALLEY_TASK_CUT)
        return send_cut(service);
    g_autoptr(GalleyResult) result = do_task(service);
    return send_result(service->fd, result);
}

void
galley_worker_run(GalleyWork *work, int fd, const GalleyLimits *limits, GalleyProgress *progress)
{
    g_autoptr(GError) error = NULL;
    *progress = (GalleyProgress){ 0 };
    leave_terminal();
    galley_limit_start(limits, progress);
    if (limits->readable)
        galley_sandbox_enter(limits->readable);
    if (!galley_work_start(work, progress, &error)) {
        fprintf(stderr, "galley: a worker cannot start: %s\n", error->message);
        _exit(GALLEY_WORKER_CANNOT_START);
    }
    static Service service; /* what it holds goes with the process */
    service = (Service){
        .work = work,
        .fd = fd,
        .output = -1,
        .places = g_array_new(FALSE, FALSE, sizeof(GalleyRecordPlace)),
    };
    while (serve(&service))
        ;
    _exit(GALLEY_WORKER_DONE);
}

/* ---- how it ended ---- */

static GError *
timeout_error(const GalleyProgress *progress, const GalleyLimits *limits, gboolean wall)
{
    gboolean step = progress->over_step;
    double seconds =
        (double)(step ? progress->step_cpu : limits->cpu) / 1e6 * (double)MAX(progress->stretch, 1);
    return g_error_new(GALLEY_CRASH, GALLEY_CRASH_TIMEOUT, "it took longer than %g s%s%s",
                       wall ? seconds * GALLEY_WALL_FACTOR : seconds, wall ? "" : " of CPU time",
                       step ? ", the step's own limit" : "");
}

static GError *
memory_error(const GalleyProgress *progress, const GalleyLimits *limits)
{
    gboolean step = progress->step_memory > 0 && progress->step_memory < limits->memory;
    return g_error_new(GALLEY_CRASH, GALLEY_CRASH_MEMORY,
                       "it asked for more memory than the %" G_GUINT64_FORMAT " MiB %s may take",
                       (step ? progress->step_memory : limits->memory) >> 20,
                       step ? "the step" : "a document");
}

GError *
galley_worker_explain(int status,
                      gboolean timed_out,
                      const GalleyProgress *progress,
                      const GalleyLimits *limits)
{
    if (timed_out)
        return timeout_error(progress, limits, TRUE);
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
        return timeout_error(progress, limits, FALSE);
    if (progress->no_memory)
        return memory_error(progress, limits);
    if (WIFSIGNALED(status))
        return g_error_new(GALLEY_CRASH, GALLEY_CRASH_SIGNAL, "it crashed: %s (signal %d)",
                           g_strsignal(WTERMSIG(status)), WTERMSIG(status));
    if (WEXITSTATUS(status) == GALLEY_WORKER_DONE && progress->length == 0 && !progress->cutting)
        return NULL;
    return g_error_new(GALLEY_CRASH, GALLEY_CRASH_EXIT, "it ended its process with status %d",
                       WEXITSTATUS(status));
}
