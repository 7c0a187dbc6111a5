/* codec-private.h: compressed formats, each undone by its own library. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/** What of a member's beginning galley_codec_find() looks at, at most. */
#define GALLEY_CODEC_HEAD ((gsize)10)

/** GalleyCodecPiece: input and output of a step; each is moved on by what was used of it. */
typedef struct {
    const guint8 *in;
    gsize n_in;
    guint8 *out;
    gsize n_out;
} GalleyCodecPiece;

typedef enum {
    GALLEY_CODEC_MORE, /* input is wanted, or room for output */
    GALLEY_CODEC_END,  /* of the member */
    GALLEY_CODEC_FAULT,
} GalleyCodecStatus;

/** GalleyCodec: a format whose files are members (gzip), frames (zstd) or streams (bzip2, xz) one behind
 * the other: here all are members. */
typedef struct {
    const char *name;
    guint8 first; /* byte of a member that has data */
    /** is_mark: whether a member begins so; @size: at least %GALLEY_CODEC_HEAD, unless that is all there is */
    gboolean (*is_mark)(const guint8 *bytes, gsize size);
    /** state_new: what undoes one member after another of the file @fd, whose place is left as it is */
    gpointer (*state_new)(int fd);
    /** begin: a member */
    void (*begin)(gpointer state);
    /** step: undoes as much as it likes; @why: (out): with _FAULT, (transfer none), or %NULL where the
     * library does not say more than that */
    GalleyCodecStatus (*step)(gpointer state, GalleyCodecPiece *piece, const char **why);
    void (*state_free)(gpointer state);
} GalleyCodec;

extern const GalleyCodec galley_codec_zstd;

/** galley_codec_find: (nullable): that of a file that begins so; %NULL: it is not compressed */
const GalleyCodec *galley_codec_find(const guint8 *head, gsize size);
