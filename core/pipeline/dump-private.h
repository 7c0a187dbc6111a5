/* dump-private.h: a document, and what changed in it, as text for people.
 * SPDX-License-Identifier: MIT */
#pragma once

#include "document/document-private.h"

/** galley_dump_value: appends a value as a pipeline file would write it; "absent" for %NULL */
void galley_dump_value(GString *out, const GalleyMetadata *value);
/** galley_dump_row: appends row @row of @layer: where it stands, its text, its columns, on one line
 * @most: bytes of a text that are shown, the rest from its middle left out; 0: all */
void galley_dump_row(GString *out,
                     const GalleyDocument *document,
                     const GalleyLayer *layer,
                     guint32 row,
                     guint32 most);
/** galley_dump_append: appends text, metadata and layers, a line each thing: to be compared by lines */
void galley_dump_append(GString *out, const GalleySlots *slots, GalleyDocument *document);

/**
 * galley_diff_append:
 * @before: may be no UTF-8
 *
 * Appends the lines of the two that differ, "-" and "+" in front, with the line before them, each
 * behind @indent; nothing where they are the same. Of long lines it is the stretch that differs.
 * Blanks at the end and characters that cannot be seen are written as <U+00A0>.
 */
void galley_diff_append(
    GString *out, const char *before, const char *after, const char *indent, gboolean color);
