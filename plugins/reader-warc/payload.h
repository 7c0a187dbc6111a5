/* payload.h: what an HTTP response carries, out of its codings. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/plugin.h>

#include "head.h"

/** Payload: bytes that belong to the record, or to one of the two buffers. */
typedef struct {
    const guint8 *bytes;
    gsize size;
    guint64 limit;                   /* bytes that it may unpack to */
    GString *buffers[2];             /* a worker's, kept from record to record */
    guint turn;                      /* the buffer that is free */
    gboolean not_chunked, not_coded; /* though the head says so */
    gboolean ends_early;             /* of what chunks and codings promise something is missing */
    gboolean goes_on; /* behind the end of what is coded stood more, which was passed over */
} Payload;

void payload_init(Payload *payload);
void payload_clear(Payload *payload);
/* payload_set: bytes as they stand in the record */
void payload_set(Payload *payload, const guint8 *bytes, gsize size, guint64 limit);

/**
 * payload_unchunk: undoes Transfer-Encoding: chunked (RFC 9112, 7.1)
 *
 * Crawlers that have done so themselves leave the field where it is: what does not begin with a
 * chunk stays as it is, and not_chunked is set.
 *
 * Returns: %FALSE with %GALLEY_PLUGIN_ERROR_DATA where a chunk behind the first is none
 */
gboolean payload_unchunk(Payload *payload, GError **error);

/**
 * payload_uncode: undoes Content-Encoding (RFC 9110, 8.4), the last coding first
 * @codings: as in "gzip" or "deflate, br"
 *
 * What does not begin like its coding stays, and not_coded is set.
 *
 * Returns: %FALSE with %GALLEY_PLUGIN_ERROR_DATA where a coding is unknown, or the bytes are none of it;
 * with %GALLEY_PLUGIN_ERROR_LIMIT where they unpack to more than the limit
 */
gboolean payload_uncode(Payload *payload, const char *codings, GError **error);
