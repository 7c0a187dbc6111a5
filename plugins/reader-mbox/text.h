/* text.h: a part of a mail as a document's text. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/document.h>

#include "parts.h"

/**
 * text_set:
 * @buffer: for the body out of its transfer encoding
 * @mail: what the part's offsets count in
 *
 * Sets the source, which is the body in its own charset, and the text.
 *
 * Returns: %FALSE with %GALLEY_PLUGIN_ERROR_DATA where charset or transfer encoding are not known, or
 * base64 is broken
 */
gboolean text_set(GString *buffer,
                  const Part *part,
                  const guint8 *mail,
                  GalleyDocument *document,
                  GError **error);

/* text_edit: where the part is plain text: joins lines if it is format=flowed, takes quoted ones out */
void text_edit(const Part *part, gboolean flowed, gboolean drop_quoted, GalleyDocument *document);
