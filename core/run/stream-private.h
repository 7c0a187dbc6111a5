/* stream-private.h: compressed files and archives as members of plain bytes.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/** GalleyStream: a packed file that is being undone, from its beginning to its end. */
typedef struct GalleyStream GalleyStream;

/** What of a file's beginning galley_stream_is_packed() looks at. */
#define GALLEY_STREAM_HEAD 512

/** galley_stream_sounds_packed: whether it ends like the name of a compressed file or an archive */
gboolean galley_stream_sounds_packed(const char *name);
/** galley_stream_is_packed: whether a file that begins so is compressed (gzip, bzip2, xz, zstd) or
 * an archive (tar, zip): by content, never by name */
gboolean galley_stream_is_packed(const guint8 *head, gsize size);

/**
 * galley_stream_open:
 * @fd: an open file, taken
 * @size: its bytes; an input that expands to more than 10,000 times as many, and a GiB, is a bomb
 *
 * Where it cannot be undone at all, galley_stream_next_member() says so.
 */
GalleyStream *galley_stream_open(int fd, guint64 size);
void galley_stream_free(GalleyStream *stream);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GalleyStream, galley_stream_free)

/**
 * galley_stream_next_member:
 * @name: (out) (transfer none) (nullable): the member's path, %NULL where the file is no archive
 * @refused: (out) (transfer none) (nullable): why the member cannot be read as a file: a link, say
 *
 * Folders, and members hidden by a dot as a folder's files would be, are passed over.
 *
 * Returns: %FALSE at the end, or with an error where the archive breaks
 */
gboolean galley_stream_next_member(GalleyStream *stream,
                                   const char **name,
                                   const char **refused,
                                   GError **error);

/** galley_stream_read: up to @size bytes of the member; 0 at its end, -1 where it breaks */
gssize galley_stream_read(GalleyStream *stream, guint8 *bytes, gsize size, GError **error);

/**
 * galley_stream_find_next: of a compressed file that broke, and is no archive: where it goes on behind the
 * damaged member
 * @alike: (inout): whether it is at one that begins as the file did: as of galley_unpack_find_next()
 *
 * Returns: a place in the packed file; 0: nowhere
 */
guint64 galley_stream_find_next(const GalleyStream *stream, gboolean *alike);
/** galley_stream_go_on: reads on there; what comes is a member of its own, without a name */
gboolean galley_stream_go_on(GalleyStream *stream, guint64 at);

/** galley_stream_get_taken: bytes of the packed file that have been read so far */
guint64 galley_stream_get_taken(const GalleyStream *stream);
