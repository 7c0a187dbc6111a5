/* tokens.h: from rows of layers to the arrays that the passes work on. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/document.h>

#include "quotes.h"

/* text_read: takes tokens, sentences and paragraphs from the document; what the arrays held is gone */
void text_read(Text *text, const GalleyDocument *document);
void text_add_token(Text *text, guint32 begin, guint32 end, gboolean clitic);
/* text_join_sentences: puts together what the narrator says in one go; regions must be known */
void text_join_sentences(Text *text);
