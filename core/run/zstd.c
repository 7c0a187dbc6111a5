/* zstd.c: zstd by libzstd, RFC 8878, with the dictionary that a file may begin with.
 * SPDX-License-Identifier: MIT */
#include "run/codec-private.h"

#include <string.h>
#include <unistd.h>
#include <zstd.h>
#include <zstd_errors.h>

#define WINDOW_LOG_MOST 27 /* what `zstd -d` undoes unless it is told to take more: 128 MiB */
#define HEADER_LEAST 5     /* of a frame: what tells how long its header is */

/* Archives of the web begin with a frame to skip of this kind, the dictionary of all that follow, which
 * may be compressed itself: IIPC's "Zstandard compression of WARC files". */
#define DICTIONARY_FRAME 0x184D2A5Du
#define DICTIONARY_HEAD ((gsize)8) /* the mark, and how long it is */
#define DICTIONARY_MOST ((gsize)16 << 20)

typedef struct {
    ZSTD_DStream *stream;
    const char *fault; /* (nullable): why nothing of it can be undone */
    gsize hint; /* bytes up to the end of the next block, so that none is lost with one behind */
} Zstd;

static guint32
read_number(const guint8 *bytes)
{
    return bytes[0] | (guint32)bytes[1] << 8 | (guint32)bytes[2] << 16 | (guint32)bytes[3] << 24;
}

/* A frame of data, or one to skip. */
static gboolean
is_zstd(const guint8 *bytes, gsize size)
{
    if (size < 4)
        return FALSE;
    guint32 mark = read_number(bytes);
    return mark == ZSTD_MAGICNUMBER ||
           (mark & ZSTD_MAGIC_SKIPPABLE_MASK) == ZSTD_MAGIC_SKIPPABLE_START;
}

/* ---- the dictionary ---- */

static gboolean
load(Zstd *zstd, const guint8 *bytes, gsize size)
{
    if (ZSTD_isError(ZSTD_DCtx_loadDictionary(zstd->stream, bytes, size)))
        zstd->fault = "its dictionary cannot be used";
    return !zstd->fault;
}

/* What comes of more than the most is not undone to its end. */
static gboolean
load_packed(Zstd *zstd, const guint8 *bytes, gsize size)
{
    g_autofree guint8 *undone = g_malloc(DICTIONARY_MOST);
    gsize n = ZSTD_decompress(undone, DICTIONARY_MOST, bytes, size);
    if (ZSTD_getErrorCode(n) == ZSTD_error_dstSize_tooSmall)
        zstd->fault = "its dictionary has more than 16 MiB";
    else if (ZSTD_isError(n))
        zstd->fault = "its dictionary is damaged";
    return !zstd->fault && load(zstd, undone, n);
}

static gboolean
load_dictionary(Zstd *zstd, int fd)
{
    guint8 head[DICTIONARY_HEAD];
    if (pread(fd, head, sizeof head, 0) != (ssize_t)sizeof head ||
        read_number(head) != DICTIONARY_FRAME)
        return TRUE;
    gsize size = read_number(head + 4);
    if (size > DICTIONARY_MOST) {
        zstd->fault = "its dictionary has more than 16 MiB";
        return FALSE;
    }
    g_autofree guint8 *bytes = g_malloc(size + 1);
    if (pread(fd, bytes, size, sizeof head) != (ssize_t)size) {
        zstd->fault = "its dictionary is cut off";
        return FALSE;
    }
    return size >= 4 && read_number(bytes) == ZSTD_MAGICNUMBER ? load_packed(zstd, bytes, size)
                                                               : load(zstd, bytes, size);
}

/* ---- frames ---- */

static gpointer
zstd_new(int fd)
{
    Zstd *zstd = g_new0(Zstd, 1);
    zstd->stream = ZSTD_createDStream();
    ZSTD_DCtx_setParameter(zstd->stream, ZSTD_d_windowLogMax, WINDOW_LOG_MOST);
    load_dictionary(zstd, fd);
    return zstd;
}

/* Not by ZSTD_initDStream(), which forgets the dictionary. */
static void
zstd_begin(gpointer state)
{
    Zstd *zstd = state;
    ZSTD_DCtx_reset(zstd->stream, ZSTD_reset_session_only);
    zstd->hint = HEADER_LEAST;
}

static const char *
tell_fault(gsize status)
{
    return ZSTD_getErrorCode(status) == ZSTD_error_dictionary_wrong
               ? "it is compressed with a dictionary that it does not begin with; `zstd -d -D "
                 "DICTIONARY` undoes it"
               : ZSTD_getErrorName(status);
}

static GalleyCodecStatus
zstd_step(gpointer state, GalleyCodecPiece *piece, const char **why)
{
    Zstd *zstd = state;
    ZSTD_inBuffer in = { piece->in, MIN(piece->n_in, zstd->hint), 0 };
    ZSTD_outBuffer out = { piece->out, piece->n_out, 0 };
    *why = zstd->fault;
    if (zstd->fault)
        return GALLEY_CODEC_FAULT;
    gsize status = ZSTD_decompressStream(zstd->stream, &out, &in);
    piece->in += in.pos;
    piece->n_in -= in.pos;
    piece->out += out.pos;
    piece->n_out -= out.pos;
    if (ZSTD_isError(status)) {
        *why = tell_fault(status);
        return GALLEY_CODEC_FAULT;
    }
    zstd->hint = status;
    return status == 0 ? GALLEY_CODEC_END : GALLEY_CODEC_MORE;
}

static void
zstd_free(gpointer state)
{
    Zstd *zstd = state;
    ZSTD_freeDStream(zstd->stream);
    g_free(zstd);
}

const GalleyCodec galley_codec_zstd = { "zstd",     0x28,      is_zstd,  zstd_new,
                                        zstd_begin, zstd_step, zstd_free };
