/* alignment-private.h: the way from a text back to what it was made from.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <galley/encoding.h>

/**
 * GalleyAlignment: runs of equal units, ascending in text and source, without gaps in the text.
 *
 * From runs[i] on, up to the next run or the end of the text, each unit_text bytes of text stand
 * for unit_source bytes of source, one unit after another: 1:1 is copied bytes (or a byte put in
 * for a byte), 1:2 ASCII out of UTF-16, n:m a replaced stretch, n:0 an insertion. Bytes of the
 * source that no run names were deleted. A span goes to the source from the begin of the unit its
 * first byte is in to the end of the unit its last byte is in; an empty span behind the byte before
 * it, or, inside a unit, to all of it.
 */
typedef struct {
    GalleyRun *runs;
    guint32 n, room;
    guint32 size; /* of the text, bytes */
    guint32 hint; /* the run that was looked up last */
} GalleyAlignment;

void galley_alignment_clear(GalleyAlignment *alignment);
/** galley_alignment_set_identity: @size copied bytes */
void galley_alignment_set_identity(GalleyAlignment *alignment, guint32 size);
/** galley_alignment_set_runs: copies the runs that a decoder made for a text of @size bytes */
void
galley_alignment_set_runs(GalleyAlignment *alignment, const GalleyRun *runs, guint n, guint32 size);

/** galley_alignment_append: appends @units units; joined with the last run where it goes on in the
 * same way */
void galley_alignment_append(GalleyAlignment *alignment,
                             guint32 units,
                             guint32 unit_text,
                             guint32 source,
                             guint32 unit_source);

/** galley_alignment_map: text to source; see galley_document_map_to_source() */
void galley_alignment_map(GalleyAlignment *alignment,
                          guint32 begin,
                          guint32 end,
                          guint32 *source_begin,
                          guint32 *source_end);

/**
 * galley_alignment_move: source to text, for spans that move along with an edit
 *
 * A boundary inside a replaced unit snaps outward. *@begin == *@end afterwards if nothing of the
 * span is left.
 */
void galley_alignment_move(GalleyAlignment *alignment, guint32 *begin, guint32 *end);

/**
 * galley_alignment_compose:
 * @out: another alignment than both; what it held is lost
 * @newer: text 2 to text 1
 * @older: text 1 to text 0
 *
 * Text 2 to text 0, byte for byte what @newer and then @older say. O(runs of both).
 */
void galley_alignment_compose(GalleyAlignment *out,
                              const GalleyAlignment *newer,
                              GalleyAlignment *older);
