/* unpack-private.h: a compressed file, member by member, each checked to its last byte.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/** GalleyUnpack: a compressed file that is being undone. */
typedef struct GalleyUnpack GalleyUnpack;

/** galley_unpack_new: (nullable): @fd is read by offset, and not taken; %NULL: it is not compressed */
GalleyUnpack *galley_unpack_new(int fd);
void galley_unpack_free(GalleyUnpack *unpack);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GalleyUnpack, galley_unpack_free)
/**
 * galley_unpack_read:
 * @bytes: (out) (array length=size) (transfer none): valid until the next call
 *
 * Returns: 0 at the end, -1 with an error where the file is cut off, damaged, or followed by what is
 * not of its format: all that was undone before is handed out first
 */
gssize galley_unpack_read(GalleyUnpack *unpack, const guint8 **bytes, GError **error);
/** galley_unpack_get_taken: bytes of the file that have been read so far */
guint64 galley_unpack_get_taken(const GalleyUnpack *unpack);
/**
 * galley_unpack_find_next: behind a break, the next member that can be undone
 * @alike: (inout): whether it begins with the same five bytes, undone, as the file did: so does each
 * record of a web archive; where it is %TRUE, no others are looked for
 *
 * Returns: its place in the file; 0: there is none
 */
guint64 galley_unpack_find_next(GalleyUnpack *unpack, gboolean *alike);
/** galley_unpack_go_on: with what galley_unpack_find_next() found */
void galley_unpack_go_on(GalleyUnpack *unpack, guint64 at);
