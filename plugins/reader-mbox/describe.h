/* describe.h: what a mail says of itself, as metadata. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/document.h>

#include "parts.h"

/* describe_head: sets from, to, date and so on, as far as the head has them */
void describe_head(const Fields *fields, GalleyDocument *document);
/* describe_attachments: names all parts but @text, an index, and other versions of it */
void describe_attachments(const Parts *parts, int text, GalleyDocument *document);
