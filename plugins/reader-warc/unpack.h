/* unpack.h: one content coding undone. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

typedef enum {
    UNPACK_DONE,
    UNPACK_SHORT, /* the bytes end before what is packed does; what there is was unpacked */
    UNPACK_BAD,   /* the bytes are none of the coding */
    UNPACK_LARGE, /* the limit was passed */
} UnpackStatus;

typedef struct {
    gsize taken; /* bytes of the packed ones */
    guint64 limit;
    GString *out;
} Unpack;

/** Unpacker: a row of the table of codings. */
typedef struct {
    const char *name;
    /* whether bytes begin as the coding's do; %NULL: nobody can tell */
    gboolean (*begins)(const guint8 *bytes, gsize size);
    UnpackStatus (*undo)(Unpack *unpack, const guint8 *bytes, gsize size);
} Unpacker;

/* unpacker_find: (nullable): by a name as in Content-Encoding, in any case */
const Unpacker *unpacker_find(const char *name, gsize size);
/* unpacker_list: (transfer full): "gzip, deflate, br, zstd", for messages */
char *unpacker_list(void);
