/* dump-private.h: a document, and what changed in it, as text for people.
 * SPDX-License-Identifier: MIT */
#pragma once

#include "document/document-private.h"

/** galley_dump_value: appends a value as a pipeline file would write it; "absent" for %NULL */
void galley_dump_value(GString *out, const GalleyMetadata *value);
/** galley_dump_row: appends row @row of @layer: where it stands, its text, its columns, on one line */
void galley_dump_row(GString *out,
                     const GalleyDocument *document,
                     const GalleyLayer *layer,
                     guint32 row);
/** galley_dump_append: appends text, metadata and layers, a line each thing: to be compared by lines */
void galley_dump_append(GString *out, const GalleySlots *slots, GalleyDocument *document);

/** galley_diff_append: appends the lines of @before and @after that differ, "-" and "+" in front,
 * with a line around them, each behind @indent; nothing where they are the same */
void galley_diff_append(
    GString *out, const char *before, const char *after, const char *indent, gboolean color);
