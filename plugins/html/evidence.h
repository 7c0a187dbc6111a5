/* evidence.h: which text of a page its own JSON-LD has as the article's. SPDX-License-Identifier: MIT */
#pragma once

#include "page.h"

/**
 * evidence_count:
 * @body: (nullable): the article's text as JSON-LD has it
 *
 * Counts for each node that is not dropped the runs of four words below it that @body has too.
 *
 * Returns: whether most of @body is on the page, and enough of it
 */
gboolean evidence_count(Page *page, const char *body);

/* evidence_find: the smallest block that is not dropped with nearly all that was found */
guint32 evidence_find(const Page *page);
