/* flowed.h: the text of a mail by edits: paragraphs joined (RFC 3676), quoted lines taken out.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <galley/document.h>

typedef struct {
    gboolean flowed;      /* lines that end in a blank go on in the next */
    gboolean delsp;       /* and that blank goes */
    gboolean drop_quoted; /* lines that begin with ">" */
} Flow;

/* flowed_edit: notes the edits of @document's text */
void flowed_edit(GalleyDocument *document, Flow flow);
