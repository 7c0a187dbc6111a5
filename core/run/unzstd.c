/* unzstd.c: libzstd's decompression over all frames of a file. libarchive's own zstd filter loses what
 * it has undone of a frame where the bytes behind it are damaged.
 * SPDX-License-Identifier: MIT */
#include "run/unzstd-private.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>
#include <zstd.h>

#define IN_SIZE ((gsize)1 << 16)
#define OUT_SIZE ((gsize)1 << 18)
#define WINDOW_LOG_MOST 27 /* what `zstd -d` undoes unless it is told to take more: 128 MiB */
#define MARK_SIZE 4

struct GalleyUnzstd {
    int fd;
    ZSTD_DStream *stream;
    ZSTD_inBuffer in;
    gsize hint;    /* bytes up to the end of the next block, so that none is lost with one behind */
    gboolean full; /* the last time; more may wait within */
    gboolean between; /* frames: the next byte begins one */
    gboolean at_end;  /* of the file */
    guint64 taken;
    guint8 bytes[IN_SIZE];
    guint8 out[OUT_SIZE];
};

GalleyUnzstd *
galley_unzstd_new(int fd)
{
    GalleyUnzstd *unzstd = g_new0(GalleyUnzstd, 1);
    unzstd->fd = fd;
    unzstd->between = TRUE;
    unzstd->in.src = unzstd->bytes;
    unzstd->stream = ZSTD_createDStream();
    ZSTD_DCtx_setParameter(unzstd->stream, ZSTD_d_windowLogMax, WINDOW_LOG_MOST);
    return unzstd;
}

void
galley_unzstd_free(GalleyUnzstd *unzstd)
{
    ZSTD_freeDStream(unzstd->stream);
    g_free(unzstd);
}

static gsize
get_left(const GalleyUnzstd *unzstd)
{
    return unzstd->in.size - unzstd->in.pos;
}

guint64
galley_unzstd_get_taken(const GalleyUnzstd *unzstd)
{
    return unzstd->taken - get_left(unzstd);
}

static gboolean
fail(const GalleyUnzstd *unzstd, const char *why, GError **error)
{
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
                "%s (at byte %" G_GUINT64_FORMAT " of the zstd file)", why,
                galley_unzstd_get_taken(unzstd));
    return FALSE;
}

/* At least @wanted bytes are at hand, unless the file has fewer. */
static gboolean
fill(GalleyUnzstd *unzstd, gsize wanted, GError **error)
{
    while (get_left(unzstd) < wanted && !unzstd->at_end) {
        gsize left = get_left(unzstd);
        memmove(unzstd->bytes, unzstd->bytes + unzstd->in.pos, left);
        ssize_t n = read(unzstd->fd, unzstd->bytes + left, IN_SIZE - left);
        if (n < 0 && errno != EINTR)
            return fail(unzstd, g_strerror(errno), error);
        unzstd->in.pos = 0;
        unzstd->in.size = left + (gsize)MAX(n, 0);
        unzstd->taken += (guint64)MAX(n, 0);
        unzstd->at_end = n == 0;
    }
    return TRUE;
}

/* A frame of data, or one to skip. */
static gboolean
is_mark(const guint8 *bytes, gsize size)
{
    if (size < MARK_SIZE)
        return FALSE;
    guint32 mark =
        bytes[0] | (guint32)bytes[1] << 8 | (guint32)bytes[2] << 16 | (guint32)bytes[3] << 24;
    return mark == ZSTD_MAGICNUMBER ||
           (mark & ZSTD_MAGIC_SKIPPABLE_MASK) == ZSTD_MAGIC_SKIPPABLE_START;
}

/* At the beginning of a frame, or at the end of all. */
static gboolean
begin_frame(GalleyUnzstd *unzstd, GError **error)
{
    if (!fill(unzstd, MARK_SIZE, error))
        return FALSE;
    if (get_left(unzstd) > 0 && !is_mark(unzstd->bytes + unzstd->in.pos, get_left(unzstd)))
        return fail(unzstd, "what follows the compressed data is no zstd", error);
    unzstd->between = FALSE;
    unzstd->hint = ZSTD_initDStream(unzstd->stream);
    return TRUE;
}

static gboolean
undo_some(GalleyUnzstd *unzstd, ZSTD_outBuffer *out, GError **error)
{
    if (!fill(unzstd, 1, error))
        return FALSE;
    if (get_left(unzstd) == 0 && !unzstd->full)
        return fail(unzstd, "the zstd file is cut off", error);
    ZSTD_inBuffer piece = unzstd->in;
    piece.size = piece.pos + MIN(get_left(unzstd), unzstd->hint);
    gsize status = ZSTD_decompressStream(unzstd->stream, out, &piece);
    unzstd->in.pos = piece.pos;
    if (ZSTD_isError(status))
        return fail(unzstd, ZSTD_getErrorName(status), error);
    unzstd->between = status == 0;
    unzstd->hint = status;
    unzstd->full = out->pos == out->size;
    return TRUE;
}

gssize
galley_unzstd_read(GalleyUnzstd *unzstd, const guint8 **bytes, GError **error)
{
    g_autoptr(GError) why = NULL;
    ZSTD_outBuffer out = { unzstd->out, OUT_SIZE, 0 };
    *bytes = unzstd->out;
    while (out.pos == 0) {
        if (unzstd->between) {
            if (!begin_frame(unzstd, &why))
                break;
            if (get_left(unzstd) == 0)
                return 0;
        }
        if (!undo_some(unzstd, &out, &why))
            break;
    }
    /* what came before the break is handed out first; the break shows again */
    if (why && out.pos == 0) {
        g_propagate_error(error, g_steal_pointer(&why));
        return -1;
    }
    return (gssize)out.pos;
}
