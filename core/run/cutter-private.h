/* cutter-private.h: records that one process cuts and others work on, in blocks.
 * SPDX-License-Identifier: MIT */
#pragma once

#include "run/reading-private.h"
#include "run/wire-private.h"

#define GALLEY_BLOCK_SIZE ((guint64)1 << 20)

/** GalleyCutter: cuts a source into blocks: block k holds the records that begin in its k-th MiB
 * that any begin in. */
typedef struct GalleyCutter GalleyCutter;

/** galley_cutter_new: @holes: (element-type GalleyRecordPlace) (nullable): copied */
GalleyCutter *galley_cutter_new(const GalleyReadingSettings *settings,
                                guint source,
                                const GArray *holes,
                                GError **error);
void galley_cutter_free(GalleyCutter *cutter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GalleyCutter, galley_cutter_free)

/** galley_cutter_get_source: index of the source */
guint galley_cutter_get_source(const GalleyCutter *cutter);
/** galley_cutter_get_n_blocks: cut so far */
guint64 galley_cutter_get_n_blocks(const GalleyCutter *cutter);
/** galley_cutter_get_n_taken: bytes of the source, packed as it is, that have been read so far */
guint64 galley_cutter_get_n_taken(const GalleyCutter *cutter);
/** galley_cutter_is_needless: whether the source is a plain file whose reader finds records from
 * any place on, so that each worker can cut for itself */
gboolean galley_cutter_is_needless(const GalleyCutter *cutter);

/**
 * galley_cutter_next:
 * @block: emptied and filled, for galley_cut_take(); %NULL: the block is passed over
 *
 * Returns: _RECORD where there was a block
 */
GalleyReadingStatus galley_cutter_next(GalleyCutter *cutter, GString *block, GError **error);

/** galley_cut_put: appends a record to a block */
void galley_cut_put(const GalleyCut *cut, GString *block);
/**
 * galley_cut_take: the next record of a block
 * @input: name of the source
 * @cut: points into the block's bytes; its strings and @cut->record.member are its own until it is
 * taken into again or cleared by galley_cut_clear(); @member holds the latter
 *
 * Returns: %FALSE at the end, or where the block has gone astray
 */
gboolean galley_cut_take(GalleyWire *block, const char *input, char **member, GalleyCut *cut);
