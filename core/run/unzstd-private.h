/* unzstd-private.h: zstd frames one behind the other. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/** GalleyUnzstd: a file in zstd format (RFC 8878) that is being undone. */
typedef struct GalleyUnzstd GalleyUnzstd;

/** galley_unzstd_new: @fd is read from its current place on, and not taken */
GalleyUnzstd *galley_unzstd_new(int fd);
void galley_unzstd_free(GalleyUnzstd *unzstd);
/**
 * galley_unzstd_read:
 * @bytes: (out) (array length=size) (transfer none): valid until the next call
 *
 * Returns: 0 at the end, -1 with an error where the file is cut off, damaged, wants more than 128
 * MiB for its window, or is followed by what is no zstd
 */
gssize galley_unzstd_read(GalleyUnzstd *unzstd, const guint8 **bytes, GError **error);
guint64 galley_unzstd_get_taken(const GalleyUnzstd *unzstd);
