/* nursery.c: the fork server: plugins opened once, workers forked in a millisecond.
 * SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "run/nursery-private.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "run/digest-private.h"
#include "run/interrupt-private.h"
#include "run/sandbox-private.h"

#define WORD_MOST 4096

struct GalleyNursery {
    pid_t pid;
    int control;
};

/** Command: what the parent asks for; a spawn comes with the worker's socket. */
typedef struct {
    guint slot, serial;
    gboolean kill;
} Command;

/** Child: a worker, as long as it lives. */
typedef struct {
    pid_t pid; /* 0: none */
    guint serial;
} Child;

/** Keeper: the nursery's own view. */
typedef struct {
    GalleyWork *work;
    const GalleyLimits *limits;
    GalleyProgress **progress;
    int control;
    int deaths;       /* readable when a child has ended */
    GArray *children; /* of Child, by slot */
} Keeper;

/* ---- in the nursery ---- */

static gboolean
open_stages(const GPtrArray *stages, guint threads, GError **error)
{
    for (guint i = 0; i < stages->len; i++) {
        GalleyStage *stage = g_ptr_array_index(stages, i);
        if (!galley_stage_open(stage, error)) {
            g_prefix_error(error, "\"%s\": ", stage->name);
            return FALSE;
        }
        if (galley_count_threads() > threads) {
            g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FAILED,
                        "\"%s\": plugin \"%s\" starts a thread in `open`; a worker is one process "
                        "with one thread",
                        stage->name, stage->plugin->name);
            return FALSE;
        }
    }
    return TRUE;
}

static gboolean
open_plugins(const GalleyPipeline *pipeline, GError **error)
{
    guint threads = galley_count_threads();
    return open_stages(pipeline->readers, threads, error) &&
           open_stages(pipeline->steps, threads, error) &&
           open_stages(pipeline->writers, threads, error);
}

/* So that what a plugin writes astray spoils nothing of the other workers'. */
static void
unmap_others(const Keeper *keeper, guint slot)
{
    for (guint i = 0; keeper->progress[i]; i++)
        if (i != slot)
            munmap(keeper->progress[i], sizeof(GalleyProgress));
}

static void
spawn(Keeper *keeper, guint slot, guint serial, int fd)
{
    if (keeper->children->len <= slot)
        g_array_set_size(keeper->children, slot + 1);
    pid_t parent = getpid(), pid = fork();
    if (pid == 0) {
        sigset_t none;
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, NULL);
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != parent)
            _exit(GALLEY_WORKER_DONE);
        close(keeper->control);
        close(keeper->deaths);
        unmap_others(keeper, slot);
        galley_worker_run(keeper->work, fd, keeper->limits, keeper->progress[slot]);
    }
    close(fd);
    g_array_index(keeper->children, Child, slot) = (Child){ MAX(pid, 0), serial };
    if (pid < 0) {
        GalleyDeath death = { slot, serial, 0 };
        galley_channel_send(keeper->control, &death, sizeof death);
    }
}

/* FALSE when the parent has gone. */
static gboolean
obey(Keeper *keeper)
{
    Command command;
    int fd;
    if (galley_channel_receive_fd(keeper->control, &command, sizeof command, &fd) != sizeof command)
        return FALSE;
    if (!command.kill)
        spawn(keeper, command.slot, command.serial, fd);
    else if (command.slot < keeper->children->len &&
             g_array_index(keeper->children, Child, command.slot).pid > 0)
        kill(g_array_index(keeper->children, Child, command.slot).pid, SIGKILL);
    return TRUE;
}

/* A worker whose slot another one has taken since goes without a word. */
static void
tell_death(Keeper *keeper, pid_t pid, int status)
{
    for (guint slot = 0; slot < keeper->children->len; slot++) {
        Child *child = &g_array_index(keeper->children, Child, slot);
        GalleyDeath death = { slot, child->serial, status };
        if (child->pid != pid)
            continue;
        child->pid = 0;
        galley_channel_send(keeper->control, &death, sizeof death);
    }
}

static void
bury(Keeper *keeper)
{
    int status;
    for (pid_t pid = waitpid(-1, &status, WNOHANG); pid > 0; pid = waitpid(-1, &status, WNOHANG))
        tell_death(keeper, pid, status);
}

static int
watch_children(void)
{
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, NULL);
    return signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK);
}

G_NORETURN static void
keep(Keeper *keeper)
{
    struct signalfd_siginfo info;
    keeper->deaths = watch_children();
    struct pollfd ready[] = { { keeper->control, POLLIN, 0 }, { keeper->deaths, POLLIN, 0 } };
    while (poll(ready, G_N_ELEMENTS(ready), -1) >= 0 || errno == EINTR) {
        if (ready[1].revents && read(keeper->deaths, &info, sizeof info) >= 0)
            bury(keeper);
        if (ready[0].revents && !obey(keeper))
            break;
    }
    _exit(0); /* its workers go with it: PR_SET_PDEATHSIG */
}

/* The nursery's first word: how opening went; nothing if well. */
G_NORETURN static void
be_nursery(GalleyPipeline *pipeline, Keeper *keeper, pid_t parent)
{
    g_autoptr(GError) error = NULL;
    galley_interrupt_leave_to_parent();
    if (getppid() != parent)
        _exit(0);
    if (!open_plugins(pipeline, &error)) {
        gsize size = MIN(strlen(error->message), WORD_MOST - 1) + 1;
        galley_channel_send(keeper->control, error->message, size);
        _exit(1);
    }
    /* what libcrypto reads at its first use, it reads before workers are shut off from files */
    galley_digest_free(galley_digest_new());
    galley_channel_send(keeper->control, "", 1);
    keep(keeper);
}

/* ---- in the parent ---- */

static gboolean
hear_first_word(GalleyNursery *nursery, GError **error)
{
    char word[WORD_MOST];
    ssize_t n;
    do
        n = read(nursery->control, word, sizeof word);
    while (n < 0 && errno == EINTR);
    if (n == 1)
        return TRUE;
    g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FILE, "%.*s", n > 0 ? (int)n : 64,
                n > 0 ? word : "a plugin took the process down that opened it");
    return FALSE;
}

GalleyNursery *
galley_nursery_new(GalleyPipeline *pipeline,
                   GalleyWork *work,
                   const GalleyLimits *limits,
                   GalleyProgress **progress,
                   GError **error)
{
    int ends[2];
    pid_t parent = getpid();
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) {
        g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(errno), "socketpair: %s",
                    g_strerror(errno));
        return NULL;
    }
    pid_t pid = fork();
    if (pid == 0) {
        static Keeper keeper; /* it never returns, so what it holds is not given back */
        keeper = (Keeper){ work,    limits, progress,
                           ends[1], -1,     g_array_new(FALSE, TRUE, sizeof(Child)) };
        close(ends[0]);
        be_nursery(pipeline, &keeper, parent);
    }
    close(ends[1]);
    g_autoptr(GalleyNursery) nursery = g_new0(GalleyNursery, 1);
    nursery->pid = pid;
    nursery->control = ends[0];
    return hear_first_word(nursery, error) ? g_steal_pointer(&nursery) : NULL;
}

void
galley_nursery_free(GalleyNursery *nursery)
{
    close(nursery->control);
    if (nursery->pid > 0)
        while (waitpid(nursery->pid, NULL, 0) < 0 && errno == EINTR)
            ;
    g_free(nursery);
}

int
galley_nursery_spawn(GalleyNursery *nursery, guint slot, guint serial)
{
    int ends[2];
    Command command = { slot, serial, FALSE };
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return -1;
    gboolean sent = galley_channel_send_fd(nursery->control, &command, sizeof command, ends[1]);
    close(ends[1]);
    if (sent)
        return ends[0];
    close(ends[0]);
    return -1;
}

void
galley_nursery_kill(GalleyNursery *nursery, guint slot)
{
    Command command = { slot, 0, TRUE };
    galley_channel_send(nursery->control, &command, sizeof command);
}

int
galley_nursery_get_fd(const GalleyNursery *nursery)
{
    return nursery->control;
}

gboolean
galley_nursery_take_death(GalleyNursery *nursery, GalleyDeath *death)
{
    ssize_t n;
    do
        n = read(nursery->control, death, sizeof *death);
    while (n < 0 && errno == EINTR);
    return n == sizeof *death;
}
