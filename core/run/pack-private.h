/* pack-private.h: outputs compressed, by the ending of their names. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/** GalleyPack: how an output is compressed. */
typedef enum {
    GALLEY_PACK_NONE,
    GALLEY_PACK_GZIP, /* a name that ends in .gz: members, RFC 1952, of level 6 */
    GALLEY_PACK_ZSTD, /* .zst: frames, RFC 8878, of level 3, each with its checksum */
} GalleyPack;

GalleyPack galley_pack_of(const char *name);
/** galley_pack: appends @bytes to @out as one member or frame; nothing if there are none */
void galley_pack(GalleyPack how, const char *bytes, gsize size, GString *out);
