/* channel-private.h: messages between the processes of a run. SPDX-License-Identifier: MIT */
#pragma once

#include "run/work-private.h"

/** GalleyTask: what a worker can be told to do. */
typedef enum {
    GALLEY_TASK_BLOCK,   /* answer: a result */
    GALLEY_TASK_LIST,    /* answer: the places of the block's records, as an array */
    GALLEY_TASK_CUT,     /* answer: a GalleyCutReply */
    GALLEY_TASK_HEADER,  /* answer: a result */
    GALLEY_TASK_TRAILER, /* likewise */
    GALLEY_TASK_REDUCE,  /* likewise */
    GALLEY_TASK_NAMES,   /* likewise; its ids are what galley_names_list() says of a source */
} GalleyTask;

/** GalleyMessage: one task; @n_skip places or @n_path bytes of a path follow it on the wire, and
 * with it goes the file that holds the block's bytes, if a cutter has cut it, or the one to reduce
 * into. */
typedef struct {
    GalleyTask task;
    guint writer; /* to reduce by; of GALLEY_TASK_NAMES the source */
    guint n_skip, n_path;
    GalleyOrder order;
} GalleyMessage;

/** GalleyCutStatus: what became of a cutter's block. */
typedef enum {
    GALLEY_CUT_BLOCK,    /* with it goes a file that holds its bytes */
    GALLEY_CUT_END,      /* the source has no such block */
    GALLEY_CUT_NEEDLESS, /* the source can be cut without a cutter */
    GALLEY_CUT_FAILED,
} GalleyCutStatus;

/** GalleyCutReply: a cutter's answer. */
typedef struct {
    GalleyCutStatus status;
    guint64 n_taken;   /* bytes of the source that have been read so far */
    char message[500]; /* why it failed */
} GalleyCutReply;

/** galley_channel_send: all bytes; %FALSE if the other side is gone */
gboolean galley_channel_send(int fd, gconstpointer bytes, gsize size);
/** galley_channel_receive: all of @size bytes; %FALSE at the end */
gboolean galley_channel_receive(int fd, gpointer bytes, gsize size);
/** galley_channel_send_fd: @size bytes and a file descriptor with them, or none if @fd is -1 */
gboolean galley_channel_send_fd(int socket, gconstpointer bytes, gsize size, int fd);
/** galley_channel_receive_fd: one message of at most @size bytes; *@fd is -1 if none came with it.
 * Returns: bytes, 0 at the end, -1 on error */
gssize galley_channel_receive_fd(int socket, gpointer bytes, gsize size, int *fd);
