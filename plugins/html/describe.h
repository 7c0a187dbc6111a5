/* describe.h: what a page says of itself. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/document.h>

#include "page.h"

/* describe_document: sets title, author, date, language, url and site, unless they are set, if
 * @metadata. Returns: (transfer full) (nullable): the article's text by JSON-LD */
char *describe_document(const Page *page, GalleyDocument *document, gboolean metadata);
