/* emit.h: the article's text out of the page's source, by edits. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/document.h>

#include "page.h"

/** Scratch: a worker's lists, kept from document to document. */
typedef struct {
    GArray *open;   /* indexes of the blocks whose end is ahead */
    GArray *pieces; /* what of the source becomes text */
} Scratch;

void scratch_init(Scratch *scratch);
void scratch_clear(Scratch *scratch);
/* emit_article: makes @document, whose text is the page's source, hold the kept nodes' text alone.
 * Returns: bytes of text written, without the gaps */
guint32 emit_article(const Page *page, GalleyDocument *document, Scratch *scratch);
