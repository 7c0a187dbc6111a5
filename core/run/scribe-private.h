/* scribe-private.h: a process that appends to outputs and waits for the disk, so that the parent
 * need do neither. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * GalleyScribe: does what it is asked in order, one thing after another, and says so. At the first
 * failure it does nothing more; whoever asks next is told. It goes with its parent.
 */
typedef struct GalleyScribe GalleyScribe;

/** galley_scribe_new: @lock: -1, or what it holds open until its end, which may come after its parent's */
GalleyScribe *galley_scribe_new(int lock, GError **error);
/** galley_scribe_free: what was asked is done first */
void galley_scribe_free(GalleyScribe *scribe);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GalleyScribe, galley_scribe_free)

/**
 * galley_scribe_append: to @to, @size bytes of @from from its byte @at on
 * @name: of @to, in an error; borrowed until it is done
 *
 * Waits where much is still to be done, so that not much memory waits with it.
 */
gboolean galley_scribe_append(GalleyScribe *scribe,
                              const char *name,
                              int to,
                              int from,
                              guint64 at,
                              guint64 size,
                              GError **error);
/** galley_scribe_write: the bytes to @to */
gboolean galley_scribe_write(
    GalleyScribe *scribe, const char *name, int to, const char *bytes, gsize size, GError **error);
/** galley_scribe_sync: @to is on the disk before anything else is done */
gboolean galley_scribe_sync(GalleyScribe *scribe, const char *name, int to, GError **error);
/** galley_scribe_is_syncing: whether the disk is being waited for */
gboolean galley_scribe_is_syncing(GalleyScribe *scribe);
/** galley_scribe_drain: waits until all is done */
gboolean galley_scribe_drain(GalleyScribe *scribe, GError **error);

/** galley_append: appends @size bytes of the file @from, from *@at on, within the kernel if it can;
 * 0, or errno */
int galley_append(int to, int from, guint64 at, guint64 size);
