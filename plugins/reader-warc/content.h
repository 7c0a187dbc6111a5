/* content.h: what of a record becomes the text. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/document.h>

#include "head.h"
#include "payload.h"

/** Content: a record's block, or the body of the HTTP response in it. */
typedef struct {
    const guint8 *bytes;
    gsize size;
    const char *content_type; /* (nullable): as it is said to be; belongs to one of the heads */
    char *media;              /* (nullable): its media type in lower case */
    gboolean http;
    guint64 status; /* of HTTP; 0: there is none */
} Content;

void content_clear(Content *content);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Content, content_clear)

/**
 * content_read:
 * @head: the record's
 * @http: filled, where there is a response
 * @bytes: (array length=size): the record
 * @at: where its block begins
 *
 * Returns: %FALSE with %GALLEY_PLUGIN_ERROR_DATA where a status line is missing, or the record is a part
 * of one
 */
gboolean content_read(Content *content,
                      const Head *head,
                      Head *http,
                      const guint8 *bytes,
                      gsize size,
                      gsize at,
                      GError **error);

/* content_decode: undoes chunks and codings; what is odd about them is counted */
gboolean content_decode(Content *content,
                        const Head *http,
                        Payload *payload,
                        guint64 limit,
                        GalleyDocument *document,
                        GError **error);

/* content_set_text: by a byte order mark, what HTTP says, what the page says, as browsers do */
gboolean content_set_text(const Content *content, GalleyDocument *document, GError **error);
