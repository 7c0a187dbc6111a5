/* quarantine-private.h: documents that failed, kept with the reason.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <galley/plugin.h>

#include "run/result-private.h"

/** GalleyCrash: what a worker died of, as the error of the document it was on. */
typedef enum {
    GALLEY_CRASH_SIGNAL,
    GALLEY_CRASH_EXIT,
    GALLEY_CRASH_TIMEOUT,
    GALLEY_CRASH_MEMORY,
    GALLEY_CRASH_MESSAGE, /* it sent what is no message */
} GalleyCrash;
#define GALLEY_CRASH (galley_crash_quark())
GQuark galley_crash_quark(void);

/**
 * galley_quarantine_note:
 * @bad: (out): source and line left to the caller
 * @id: the document's
 * @step: the step, reader or writer that failed
 * @error: why
 * @sha256: (nullable): of a record whose bytes are not at hand
 *
 * Makes a JSON line: id, input, member, offset, line, length, step, kind and text of the error, and
 * the record itself: as
 * "record" if it is UTF-8, as "record_base64" if not; one over 1 MiB by "sha256" in place of it.
 * The line is in
 * two halves, because the number of the record's line is known only when all before it has been
 * counted.
 */
void galley_quarantine_note(GalleyBad *bad,
                            const char *id,
                            const GalleyRecord *record,
                            const char *step,
                            const GError *error,
                            const char *sha256);

/** galley_quarantine_append_dropped: the line of a document that @step dropped: id, input, member,
 * offset, length, step, reason and the record, as above. The number of the record's line is not
 * known where it is made */
void galley_quarantine_append_dropped(
    GString *out, const char *id, const GalleyRecord *record, const char *step, const char *reason);

/** galley_quarantine_append: the whole line; @line 0: not known */
void galley_quarantine_append(GString *out, const GalleyBad *bad, guint64 line);
