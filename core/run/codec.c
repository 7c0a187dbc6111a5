/* codec.c: gzip by zlib, bzip2 by libbz2, xz by liblzma; zstd is in zstd.c. libarchive's filters will not do:
 * that for gzip compares neither CRC nor length and passes over what follows the last member, and the
 * others lose what they have undone where the bytes behind it are damaged.
 * SPDX-License-Identifier: MIT */
#include "run/codec-private.h"

#include <string.h>

#define ZLIB_CONST
#include <bzlib.h>
#include <lzma.h>
#include <zlib.h>

static gboolean
begins_with(const guint8 *bytes, gsize size, const char *mark, gsize n)
{
    return size >= n && memcmp(bytes, mark, n) == 0;
}

/* ---- gzip, RFC 1952 ---- */

#define GZIP_ONLY (16 + MAX_WBITS)
#define GZIP_RESERVED 0xe0 /* flags that no writer sets */

static gboolean
is_gzip(const guint8 *bytes, gsize size)
{
    return begins_with(bytes, size, "\x1f\x8b", 2) && (size < 3 || bytes[2] == Z_DEFLATED) &&
           (size < 4 || (bytes[3] & GZIP_RESERVED) == 0);
}

static gpointer
gzip_new(G_GNUC_UNUSED int fd)
{
    z_stream *z = g_new0(z_stream, 1);
    inflateInit2(z, GZIP_ONLY);
    return z;
}

static void
gzip_begin(gpointer state)
{
    inflateReset(state);
}

static GalleyCodecStatus
gzip_step(gpointer state, GalleyCodecPiece *piece, const char **why)
{
    z_stream *z = state;
    z->next_in = piece->in;
    z->avail_in = (uInt)piece->n_in;
    z->next_out = piece->out;
    z->avail_out = (uInt)piece->n_out;
    int status = inflate(z, Z_NO_FLUSH);
    *piece = (GalleyCodecPiece){ z->next_in, z->avail_in, z->next_out, z->avail_out };
    *why = z->msg;
    return status == Z_STREAM_END                    ? GALLEY_CODEC_END
           : status == Z_OK || status == Z_BUF_ERROR ? GALLEY_CODEC_MORE
                                                     : GALLEY_CODEC_FAULT;
}

static void
gzip_free(gpointer state)
{
    inflateEnd(state);
    g_free(state);
}

/* ---- bzip2 ---- */

/* Behind "BZh" and the block size pi, or, of nothing, the square root of pi. */
static gboolean
is_bzip2(const guint8 *bytes, gsize size)
{
    return begins_with(bytes, size, "BZh", 3) && size >= GALLEY_CODEC_HEAD && bytes[3] >= '1' &&
           bytes[3] <= '9' &&
           (memcmp(bytes + 4, "1AY&SY", 6) == 0 ||
            memcmp(bytes + 4, "\x17\x72\x45\x38\x50\x90", 6) == 0);
}

static gpointer
bzip2_new(G_GNUC_UNUSED int fd)
{
    return g_new0(bz_stream, 1);
}

static void
bzip2_begin(gpointer state)
{
    BZ2_bzDecompressEnd(state); /* of the member before, if there is one */
    memset(state, 0, sizeof(bz_stream));
    BZ2_bzDecompressInit(state, 0, 0);
}

static GalleyCodecStatus
bzip2_step(gpointer state, GalleyCodecPiece *piece, const char **why)
{
    bz_stream *bz = state;
    bz->next_in = (char *)piece->in;
    bz->avail_in = (unsigned)piece->n_in;
    bz->next_out = (char *)piece->out;
    bz->avail_out = (unsigned)piece->n_out;
    int status = BZ2_bzDecompress(bz);
    *piece = (GalleyCodecPiece){ (const guint8 *)bz->next_in, bz->avail_in, (guint8 *)bz->next_out,
                                 bz->avail_out };
    *why = status == BZ_MEM_ERROR ? "no memory for a block of bzip2" : NULL;
    return status == BZ_STREAM_END ? GALLEY_CODEC_END
           : status == BZ_OK       ? GALLEY_CODEC_MORE
                                   : GALLEY_CODEC_FAULT;
}

static void
bzip2_free(gpointer state)
{
    BZ2_bzDecompressEnd(state);
    g_free(state);
}

/* ---- xz ---- */

#define XZ_MEMORY ((guint64)256 << 20) /* `xz -9` wants 65 MiB */

static gboolean
is_xz(const guint8 *bytes, gsize size)
{
    return begins_with(bytes, size,
                       "\xfd"
                       "7zXZ\0",
                       6);
}

static gpointer
xz_new(G_GNUC_UNUSED int fd)
{
    static const lzma_stream none = LZMA_STREAM_INIT;
    return g_memdup2(&none, sizeof none);
}

static void
xz_begin(gpointer state)
{
    if (lzma_stream_decoder(state, XZ_MEMORY, 0) != LZMA_OK) /* then the step says so */
        lzma_end(state);
}

static const char *
xz_fault(lzma_ret status)
{
    switch (status) {
    case LZMA_MEMLIMIT_ERROR:
        return "it takes more than 256 MiB of memory to undo";
    case LZMA_OPTIONS_ERROR:
        return "it is compressed in a way that liblzma does not know";
    case LZMA_MEM_ERROR:
    case LZMA_PROG_ERROR:
        return "no memory to undo xz";
    default:
        return NULL;
    }
}

static GalleyCodecStatus
xz_step(gpointer state, GalleyCodecPiece *piece, const char **why)
{
    lzma_stream *xz = state;
    xz->next_in = piece->in;
    xz->avail_in = piece->n_in;
    xz->next_out = piece->out;
    xz->avail_out = piece->n_out;
    lzma_ret status = lzma_code(xz, LZMA_RUN);
    *piece = (GalleyCodecPiece){ xz->next_in, xz->avail_in, xz->next_out, xz->avail_out };
    *why = xz_fault(status);
    return status == LZMA_STREAM_END                       ? GALLEY_CODEC_END
           : status == LZMA_OK || status == LZMA_BUF_ERROR ? GALLEY_CODEC_MORE
                                                           : GALLEY_CODEC_FAULT;
}

static void
xz_free(gpointer state)
{
    lzma_end(state);
    g_free(state);
}

/* ---- all ---- */

static const GalleyCodec gzip = {
    "gzip", 0x1f, is_gzip, gzip_new, gzip_begin, gzip_step, gzip_free
};
static const GalleyCodec bzip2 = { "bzip2",     'B',        is_bzip2,  bzip2_new,
                                   bzip2_begin, bzip2_step, bzip2_free };
static const GalleyCodec xz = { "xz", 0xfd, is_xz, xz_new, xz_begin, xz_step, xz_free };
static const GalleyCodec *const codecs[] = { &gzip, &galley_codec_zstd, &bzip2, &xz };

const GalleyCodec *
galley_codec_find(const guint8 *head, gsize size)
{
    for (gsize i = 0; i < G_N_ELEMENTS(codecs); i++)
        if (codecs[i]->is_mark(head, size))
            return codecs[i];
    return NULL;
}
