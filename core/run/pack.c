/* pack.c: a gzip member or a zstd frame at a time; both formats allow one behind the other.
 * SPDX-License-Identifier: MIT */
#include "run/pack-private.h"

#include <zlib.h>
#include <zstd.h>

#define GZIP_LEVEL 6
#define ZSTD_LEVEL 3
#define GZIP_ONLY (16 + MAX_WBITS)

GalleyPack
galley_pack_of(const char *name)
{
    return g_str_has_suffix(name, ".gz")    ? GALLEY_PACK_GZIP
           : g_str_has_suffix(name, ".zst") ? GALLEY_PACK_ZSTD
                                            : GALLEY_PACK_NONE;
}

/* zlib's own header: no name, no time. */
static void
append_gzip(const char *bytes, gsize size, GString *out)
{
    z_stream z = { 0 };
    gsize begin = out->len;
    deflateInit2(&z, GZIP_LEVEL, Z_DEFLATED, GZIP_ONLY, 8, Z_DEFAULT_STRATEGY);
    g_string_set_size(out, begin + deflateBound(&z, size));
    z.next_in = (Bytef *)bytes;
    z.next_out = (Bytef *)out->str + begin;
    gsize left = size;
    do {
        z.avail_in = (uInt)MIN(left, G_MAXINT32);
        left -= z.avail_in;
        z.avail_out = (uInt)MIN(out->len - (gsize)((char *)z.next_out - out->str), G_MAXUINT32);
        deflate(&z, left > 0 ? Z_NO_FLUSH : Z_FINISH);
    } while (left > 0);
    g_string_truncate(out, (gsize)((char *)z.next_out - out->str));
    deflateEnd(&z);
}

static void
append_zstd(const char *bytes, gsize size, GString *out)
{
    static ZSTD_CCtx *context; /* of the process; a worker has one thread */
    gsize begin = out->len, room = ZSTD_compressBound(size);
    if (!context) {
        context = ZSTD_createCCtx();
        ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, ZSTD_LEVEL);
        ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
    }
    g_string_set_size(out, begin + room);
    gsize n = ZSTD_compress2(context, out->str + begin, room, bytes, size);
    g_assert(!ZSTD_isError(n)); /* the room is what it asks for */
    g_string_truncate(out, begin + n);
}

void
galley_pack(GalleyPack how, const char *bytes, gsize size, GString *out)
{
    if (size == 0)
        return;
    switch (how) {
    case GALLEY_PACK_NONE:
        g_string_append_len(out, bytes, (gssize)size);
        break;
    case GALLEY_PACK_GZIP:
        append_gzip(bytes, size, out);
        break;
    case GALLEY_PACK_ZSTD:
        append_zstd(bytes, size, out);
    }
}
