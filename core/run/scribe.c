/* scribe.c: a queue of things to do with files, done by a process of its own.
 * SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* close_range */
#include "run/scribe-private.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "run/channel-private.h"
#include "run/folder-private.h"
#include "run/interrupt-private.h"

#define WAITING_MOST ((guint64)16 << 20) /* bytes to append that stay in memory until it is done */
#define ASKED_MOST 256
#define PIECE ((gsize)1 << 16)

typedef enum { DO_APPEND, DO_WRITE, DO_SYNC } Deed;

/** Request: the file to write to comes with it, and the one to read from; bytes to write follow. */
typedef struct {
    guint64 deed; /* Deed */
    guint64 at, size;
} Request;

/** Asked: what was asked and is not done, as far as the parent must know. */
typedef struct {
    const char *name; /* of the file; borrowed */
    guint64 size;
    Deed deed;
} Asked;

struct GalleyScribe {
    pid_t pid;
    int socket;
    GQueue *asked;   /* of Asked */
    guint64 waiting; /* bytes of all of them */
    guint n_syncs;
    char *failure; /* (nullable): all that follows fails like this */
};

/* ---- appending ---- */

static int
write_all(int to, const guint8 *bytes, gsize size)
{
    while (size > 0) {
        ssize_t n = write(to, bytes, size);
        if (n < 0 && errno != EINTR)
            return errno;
        bytes += MAX(n, 0);
        size -= (gsize)MAX(n, 0);
    }
    return 0;
}

/* Where the kernel will not do it between these two. */
static int
append_piece(int to, int from, off_t *at, gsize size)
{
    guint8 piece[PIECE];
    ssize_t n = pread(from, piece, MIN(size, PIECE), *at);
    if (n <= 0)
        return n < 0 ? errno : ENODATA;
    *at += n;
    return write_all(to, piece, (gsize)n);
}

int
galley_append(int to, int from, guint64 at, guint64 size)
{
    off_t begin = (off_t)at, end = (off_t)(at + size);
    while (begin < end) {
        gsize left = (gsize)(end - begin);
        ssize_t n = sendfile(to, from, &begin, left);
        if (n > 0 || (n < 0 && errno == EINTR))
            continue;
        if (n < 0 && errno != EINVAL && errno != ENOSYS)
            return errno;
        int failed = append_piece(to, from, &begin, left);
        if (failed)
            return failed;
    }
    return 0;
}

/* ---- in the process ---- */

/* A socket that carries up to two files with a message. */
static gssize
receive(int socket, Request *request, int files[2])
{
    union {
        char space[CMSG_SPACE(2 * sizeof(int))];
        struct cmsghdr align;
    } control;
    struct iovec piece = { request, sizeof *request };
    struct msghdr message = { .msg_iov = &piece,
                              .msg_iovlen = 1,
                              .msg_control = &control,
                              .msg_controllen = sizeof control };
    ssize_t n;
    files[0] = files[1] = -1;
    do
        n = recvmsg(socket, &message, MSG_CMSG_CLOEXEC | MSG_WAITALL);
    while (n < 0 && errno == EINTR);
    struct cmsghdr *header = n > 0 ? CMSG_FIRSTHDR(&message) : NULL;
    if (header && header->cmsg_type == SCM_RIGHTS)
        memcpy(files, CMSG_DATA(header), MIN(header->cmsg_len - CMSG_LEN(0), 2 * sizeof(int)));
    return n;
}

static int
take_bytes(int socket, int to, gsize size)
{
    g_autofree guint8 *bytes = g_malloc(size);
    return galley_channel_receive(socket, bytes, size) ? write_all(to, bytes, size) : EPIPE;
}

/* What cannot be synced, such as a pipe, is none of the disk's. */
static int
sync_file(int to)
{
    return fdatasync(to) == 0 || errno == EINVAL ? 0 : errno;
}

static int
obey(int socket, const Request *request, const int files[2])
{
    switch ((Deed)request->deed) {
    case DO_APPEND:
        return galley_append(files[0], files[1], request->at, request->size);
    case DO_WRITE:
        return take_bytes(socket, files[0], request->size);
    case DO_SYNC:
        return sync_file(files[0]);
    default:
        return EINVAL;
    }
}

static gboolean
serve(int socket)
{
    Request request;
    int files[2];
    if (receive(socket, &request, files) != sizeof request)
        return FALSE;
    int failed = obey(socket, &request, files);
    for (gsize i = 0; i < G_N_ELEMENTS(files); i++)
        if (files[i] >= 0)
            close(files[i]);
    return galley_channel_send(socket, &failed, sizeof failed) && failed == 0;
}

static void
close_between(int before, int behind)
{
    if (behind > before + 1)
        close_range((guint)before + 1, (guint)behind - 1, 0);
}

/* It holds nothing of the parent's but the socket and the lock. */
G_NORETURN static void
be_scribe(int socket, int lock, pid_t parent)
{
    galley_interrupt_leave_to_parent();
    if (getppid() != parent)
        _exit(0);
    close_between(STDERR_FILENO, MIN(socket, lock));
    close_between(MAX(MIN(socket, lock), STDERR_FILENO), MAX(socket, lock));
    close_range((guint)MAX(socket, lock) + 1, G_MAXUINT, 0);
    while (serve(socket))
        ;
    _exit(0);
}

/* ---- in the parent ---- */

GalleyScribe *
galley_scribe_new(int lock, GError **error)
{
    int ends[2];
    pid_t parent = getpid();
    gboolean made = socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0;
    pid_t pid = made ? fork() : -1;
    if (pid == 0)
        be_scribe(ends[1], lock, parent);
    if (pid < 0)
        g_set_error(error, GALLEY_FOLDER_ERROR, GALLEY_FOLDER_ERROR_WRITE,
                    "no process to write outputs: %s", g_strerror(errno));
    if (made)
        close(ends[1]);
    if (pid < 0 && made)
        close(ends[0]);
    if (pid < 0)
        return NULL;
    GalleyScribe *scribe = g_new0(GalleyScribe, 1);
    *scribe = (GalleyScribe){ .pid = pid, .socket = ends[0], .asked = g_queue_new() };
    return scribe;
}

void
galley_scribe_free(GalleyScribe *scribe)
{
    galley_scribe_drain(scribe, NULL);
    close(scribe->socket);
    while (waitpid(scribe->pid, NULL, 0) < 0 && errno == EINTR)
        ;
    g_queue_free_full(scribe->asked, g_free);
    g_free(scribe->failure);
    g_free(scribe);
}

static gboolean
tell_failure(const GalleyScribe *scribe, GError **error)
{
    if (scribe->failure)
        g_set_error_literal(error, GALLEY_FOLDER_ERROR, GALLEY_FOLDER_ERROR_WRITE, scribe->failure);
    return !scribe->failure;
}

/* One answer; it is waited for. */
static void
hear(GalleyScribe *scribe)
{
    int failed;
    g_autofree Asked *asked = g_queue_pop_head(scribe->asked);
    gboolean heard = galley_channel_receive(scribe->socket, &failed, sizeof failed);
    scribe->waiting -= asked->size;
    scribe->n_syncs -= asked->deed == DO_SYNC;
    if (heard && failed == 0)
        return;
    scribe->failure = g_strdup_printf(
        "%s: %s", asked->name, heard ? g_strerror(failed) : "the process that writes it is gone");
    g_queue_clear_full(scribe->asked, g_free);
}

static gboolean
has_answer(const GalleyScribe *scribe)
{
    struct pollfd ready = { scribe->socket, POLLIN, 0 };
    return poll(&ready, 1, 0) > 0;
}

static gboolean
is_full(const GalleyScribe *scribe)
{
    return scribe->waiting > WAITING_MOST || g_queue_get_length(scribe->asked) >= ASKED_MOST;
}

/* Takes in the answers that have come; waits for them where much is still to be done. */
static gboolean
settle(GalleyScribe *scribe, GError **error)
{
    while (!scribe->failure && !g_queue_is_empty(scribe->asked) &&
           (is_full(scribe) || has_answer(scribe)))
        hear(scribe);
    return tell_failure(scribe, error);
}

static gboolean
send_request(const GalleyScribe *scribe, const Request *request, const int files[2])
{
    gsize size = (request->deed == DO_APPEND ? 2 : 1) * sizeof(int);
    union {
        char space[CMSG_SPACE(2 * sizeof(int))];
        struct cmsghdr align;
    } control = { { 0 } };
    struct iovec piece = { (void *)request, sizeof *request };
    struct msghdr message = { .msg_iov = &piece,
                              .msg_iovlen = 1,
                              .msg_control = &control,
                              .msg_controllen = CMSG_SPACE(size) };
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(size);
    memcpy(CMSG_DATA(header), files, size);
    ssize_t n;
    do
        n = sendmsg(scribe->socket, &message, MSG_NOSIGNAL);
    while (n < 0 && errno == EINTR);
    return n == sizeof *request;
}

/* If it is gone by now, whoever waits for the answer is told. */
static gboolean
ask(GalleyScribe *scribe,
    const char *name,
    const Request *request,
    const int files[2],
    const char *bytes,
    GError **error)
{
    if (!settle(scribe, error))
        return FALSE;
    Asked *asked = g_new(Asked, 1);
    *asked = (Asked){ name, request->size, (Deed)request->deed };
    g_queue_push_tail(scribe->asked, asked);
    scribe->waiting += request->size;
    scribe->n_syncs += request->deed == DO_SYNC;
    if (send_request(scribe, request, files) && bytes)
        galley_channel_send(scribe->socket, bytes, request->size);
    return TRUE;
}

gboolean
galley_scribe_append(GalleyScribe *scribe,
                     const char *name,
                     int to,
                     int from,
                     guint64 at,
                     guint64 size,
                     GError **error)
{
    const Request request = { DO_APPEND, at, size };
    return ask(scribe, name, &request, (const int[]){ to, from }, NULL, error);
}

gboolean
galley_scribe_write(
    GalleyScribe *scribe, const char *name, int to, const char *bytes, gsize size, GError **error)
{
    const Request request = { DO_WRITE, 0, size };
    return ask(scribe, name, &request, (const int[]){ to, -1 }, bytes, error);
}

gboolean
galley_scribe_sync(GalleyScribe *scribe, const char *name, int to, GError **error)
{
    const Request request = { .deed = DO_SYNC };
    return ask(scribe, name, &request, (const int[]){ to, -1 }, NULL, error);
}

gboolean
galley_scribe_is_syncing(GalleyScribe *scribe)
{
    settle(scribe, NULL);
    return scribe->n_syncs > 0 && !scribe->failure;
}

gboolean
galley_scribe_drain(GalleyScribe *scribe, GError **error)
{
    while (!scribe->failure && !g_queue_is_empty(scribe->asked))
        hear(scribe);
    return tell_failure(scribe, error);
}
