/* quarantine-private.h: documents that failed, kept with the reason. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/plugin.h>

/**
 * galley_quarantine_append:
 * @id: the document's
 * @step: the step, reader or writer that failed
 * @error: why
 * @sha256: (nullable): of a record whose bytes are not at hand
 *
 * Appends one JSON line: id, input, member, offset, line, length, step, kind and text of the error, and the record itself: as
 * "record" if it is UTF-8, as "record_base64" if not; one over 1 MiB by "sha256" in place of it.
 */
void galley_quarantine_append(GString *out, const char *id, const GalleyRecord *record, const char *step, const GError *error,
                              const char *sha256);

/** galley_quarantine_kind: a word or two for an error's kind, as the books and "kind" have it */
const char *galley_quarantine_kind(const GError *error);
