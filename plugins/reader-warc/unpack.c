/* unpack.c: gzip and deflate by zlib, zstd by libzstd, br by libbrotli. SPDX-License-Identifier: MIT */
#include "unpack.h"

#include <string.h>

#define ZLIB_CONST
#include <zlib.h>
#include <zstd.h>
#ifdef WITH_BROTLI
#include <brotli/decode.h>
#endif

#define PIECE ((gsize)64 << 10)

/* Room for a piece more; the caller sets the length to what it filled. */
static guint8 *
make_room(GString *out)
{
    gsize before = out->len;
    g_string_set_size(out, before + PIECE);
    g_string_truncate(out, before);
    return (guint8 *)out->str + before;
}

static void
filled(GString *out, gsize n)
{
    out->len += n;
    out->str[out->len] = '\0';
}

/* ---- gzip, RFC 1952; deflate, RFC 1950, or bare as in RFC 1951 ---- */

#define GZIP_ONLY (16 + MAX_WBITS)

static UnpackStatus
inflate_member(Unpack *unpack, const guint8 *bytes, gsize size, int window)
{
    UnpackStatus status = UNPACK_BAD;
    z_stream z = { .next_in = bytes + unpack->taken,
                   .avail_in = (uInt)MIN(size - unpack->taken, G_MAXUINT) };
    if (inflateInit2(&z, window) != Z_OK)
        return UNPACK_BAD;
    for (int done = Z_OK; done == Z_OK;) {
        z.next_out = make_room(unpack->out);
        z.avail_out = PIECE;
        done = inflate(&z, Z_NO_FLUSH);
        filled(unpack->out, PIECE - z.avail_out);
        if (unpack->out->len > unpack->limit)
            status = UNPACK_LARGE;
        else if (done == Z_STREAM_END)
            status = UNPACK_DONE;
        else if (done == Z_BUF_ERROR || (done == Z_OK && z.avail_in == 0 && z.avail_out > 0))
            status = UNPACK_SHORT;
        else
            continue;
        break;
    }
    unpack->taken = size - z.avail_in;
    inflateEnd(&z);
    return status;
}

static gboolean
begins_gzip(const guint8 *bytes, gsize size)
{
    return size >= 3 && memcmp(bytes, "\x1f\x8b\x08", 3) == 0;
}

static UnpackStatus
undo_gzip(Unpack *unpack, const guint8 *bytes, gsize size)
{
    UnpackStatus status;
    do
        status = inflate_member(unpack, bytes, size, GZIP_ONLY);
    while (status == UNPACK_DONE && begins_gzip(bytes + unpack->taken, size - unpack->taken));
    return status;
}

/* The two bytes of zlib's header are a multiple of 31. */
static gboolean
begins_zlib(const guint8 *bytes, gsize size)
{
    return size >= 2 && (bytes[0] & 15) == 8 && (bytes[0] * 256 + bytes[1]) % 31 == 0;
}

static UnpackStatus
undo_deflate(Unpack *unpack, const guint8 *bytes, gsize size)
{
    return inflate_member(unpack, bytes, size, begins_zlib(bytes, size) ? MAX_WBITS : -MAX_WBITS);
}

/* ---- zstd, RFC 8878 ---- */

static gboolean
begins_zstd(const guint8 *bytes, gsize size)
{
    return size >= 4 && memcmp(bytes, "\x28\xb5\x2f\xfd", 4) == 0;
}

static UnpackStatus
undo_zstd(Unpack *unpack, const guint8 *bytes, gsize size)
{
    UnpackStatus status = UNPACK_SHORT;
    ZSTD_DStream *stream = ZSTD_createDStream();
    ZSTD_inBuffer in = { bytes, size, 0 };
    for (;;) {
        ZSTD_outBuffer out = { make_room(unpack->out), PIECE, 0 };
        gsize left = ZSTD_decompressStream(stream, &out, &in);
        filled(unpack->out, out.pos);
        if (ZSTD_isError(left))
            status = UNPACK_BAD;
        else if (unpack->out->len > unpack->limit)
            status = UNPACK_LARGE;
        else if (left == 0 && !begins_zstd(bytes + in.pos, size - in.pos))
            status = UNPACK_DONE;
        else if (in.pos < size || out.pos == PIECE)
            continue;
        break;
    }
    unpack->taken = in.pos;
    ZSTD_freeDStream(stream);
    return status;
}

/* ---- br, RFC 7932 ---- */

#ifdef WITH_BROTLI
static UnpackStatus
undo_brotli(Unpack *unpack, const guint8 *bytes, gsize size)
{
    BrotliDecoderState *state = BrotliDecoderCreateInstance(NULL, NULL, NULL);
    const guint8 *in = bytes;
    gsize left = size;
    BrotliDecoderResult result = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
    while (result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT && unpack->out->len <= unpack->limit) {
        guint8 *out = make_room(unpack->out);
        gsize room = PIECE;
        result = BrotliDecoderDecompressStream(state, &left, &in, &room, &out, NULL);
        filled(unpack->out, PIECE - room);
    }
    unpack->taken = size - left;
    BrotliDecoderDestroyInstance(state);
    if (unpack->out->len > unpack->limit)
        return UNPACK_LARGE;
    return result == BROTLI_DECODER_RESULT_SUCCESS            ? UNPACK_DONE
           : result == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT ? UNPACK_SHORT
                                                              : UNPACK_BAD;
}
#endif

/* ---- the table ---- */

static const Unpacker unpackers[] = {
    { "gzip", begins_gzip, undo_gzip }, { "x-gzip", begins_gzip, undo_gzip },
    { "deflate", NULL, undo_deflate },
#ifdef WITH_BROTLI
    { "br", NULL, undo_brotli },
#endif
    { "zstd", begins_zstd, undo_zstd },
};

const Unpacker *
unpacker_find(const char *name, gsize size)
{
    for (gsize i = 0; i < G_N_ELEMENTS(unpackers); i++)
        if (strlen(unpackers[i].name) == size &&
            g_ascii_strncasecmp(unpackers[i].name, name, size) == 0)
            return &unpackers[i];
    return NULL;
}

char *
unpacker_list(void)
{
    GString *list = g_string_new(NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(unpackers); i++)
        g_string_append_printf(list, "%s%s", i > 0 ? ", " : "", unpackers[i].name);
    return g_string_free(list, FALSE);
}
