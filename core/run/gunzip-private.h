/* gunzip-private.h: gzip members one behind the other, each checked to its last byte.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/** GalleyGunzip: a file in gzip format (RFC 1952) that is being undone. */
typedef struct GalleyGunzip GalleyGunzip;

/** galley_gunzip_new: @fd is read from its current place on, and not taken */
GalleyGunzip *galley_gunzip_new(int fd);
void galley_gunzip_free(GalleyGunzip *gunzip);
/**
 * galley_gunzip_read:
 * @bytes: (out) (array length=size) (transfer none): valid until the next call
 *
 * Returns: 0 at the end, -1 with an error where the file is cut off, damaged (each member's CRC and
 * length are compared) or followed by what is no gzip
 */
gssize galley_gunzip_read(GalleyGunzip *gunzip, const guint8 **bytes, GError **error);
guint64 galley_gunzip_get_taken(const GalleyGunzip *gunzip);
