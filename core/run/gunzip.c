/* gunzip.c: zlib's inflate over all members of a file. libarchive's own gzip filter compares
 * neither CRC nor length and passes over what follows the last member, so a damaged file would be
 * read without a word. SPDX-License-Identifier: MIT */
#include "run/gunzip-private.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define ZLIB_CONST
#include <zlib.h>

#define IN_SIZE ((gsize)1 << 16)
#define OUT_SIZE ((gsize)1 << 18)
#define GZIP_ONLY (16 + MAX_WBITS)

struct GalleyGunzip {
    int fd;
    z_stream z;
    gboolean between; /* members: the next byte begins one */
    gboolean at_end;  /* of the file */
    guint64 taken;
    guint8 in[IN_SIZE];
    guint8 out[OUT_SIZE];
};

GalleyGunzip *
galley_gunzip_new(int fd)
{
    GalleyGunzip *gunzip = g_new0(GalleyGunzip, 1);
    gunzip->fd = fd;
    gunzip->between = TRUE;
    inflateInit2(&gunzip->z, GZIP_ONLY);
    return gunzip;
}

void
galley_gunzip_free(GalleyGunzip *gunzip)
{
    inflateEnd(&gunzip->z);
    g_free(gunzip);
}

guint64
galley_gunzip_get_taken(const GalleyGunzip *gunzip)
{
    return gunzip->taken - gunzip->z.avail_in;
}

static gboolean
fail(const GalleyGunzip *gunzip, const char *why, GError **error)
{
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
                "%s (at byte %" G_GUINT64_FORMAT " of the gzip file)", why,
                galley_gunzip_get_taken(gunzip));
    return FALSE;
}

static gboolean
fill(GalleyGunzip *gunzip, GError **error)
{
    ssize_t n;
    if (gunzip->z.avail_in > 0 || gunzip->at_end)
        return TRUE;
    do
        n = read(gunzip->fd, gunzip->in, IN_SIZE);
    while (n < 0 && errno == EINTR);
    if (n < 0)
        return fail(gunzip, g_strerror(errno), error);
    gunzip->at_end = n == 0;
    gunzip->taken += (guint64)n;
    gunzip->z.next_in = gunzip->in;
    gunzip->z.avail_in = (uInt)n;
    return TRUE;
}

/* Padding with zeros, as tapes have it, is no loss. */
static gboolean
skip_padding(GalleyGunzip *gunzip, GError **error)
{
    for (;;) {
        if (!fill(gunzip, error))
            return FALSE;
        if (gunzip->z.avail_in == 0 || *gunzip->z.next_in != 0)
            return TRUE;
        gunzip->z.next_in++;
        gunzip->z.avail_in--;
    }
}

/* At the beginning of a member, or at the end of all. */
static gboolean
begin_member(GalleyGunzip *gunzip, GError **error)
{
    if (!skip_padding(gunzip, error))
        return FALSE;
    if (gunzip->z.avail_in > 0 && *gunzip->z.next_in != 0x1f)
        return fail(gunzip, "what follows the compressed data is no gzip", error);
    inflateReset(&gunzip->z);
    gunzip->between = FALSE;
    return TRUE;
}

static gboolean
inflate_some(GalleyGunzip *gunzip, GError **error)
{
    if (!fill(gunzip, error))
        return FALSE;
    if (gunzip->z.avail_in == 0)
        return fail(gunzip, "the gzip file is cut off", error);
    int status = inflate(&gunzip->z, Z_NO_FLUSH);
    if (status == Z_STREAM_END)
        gunzip->between = TRUE;
    else if (status != Z_OK && status != Z_BUF_ERROR)
        return fail(gunzip, gunzip->z.msg ? gunzip->z.msg : "the gzip file is damaged", error);
    return TRUE;
}

gssize
galley_gunzip_read(GalleyGunzip *gunzip, const guint8 **bytes, GError **error)
{
    g_autoptr(GError) why = NULL;
    gunzip->z.next_out = gunzip->out;
    gunzip->z.avail_out = OUT_SIZE;
    *bytes = gunzip->out;
    while (gunzip->z.avail_out == OUT_SIZE) {
        if (gunzip->between) {
            if (!begin_member(gunzip, &why))
                break;
            if (gunzip->z.avail_in == 0)
                return 0;
        }
        if (!inflate_some(gunzip, &why))
            break;
    }
    /* what came before the break is handed out first; the break shows again */
    if (why && gunzip->z.avail_out == OUT_SIZE) {
        g_propagate_error(error, g_steal_pointer(&why));
        return -1;
    }
    return (gssize)(OUT_SIZE - gunzip->z.avail_out);
}
