/* cut.h: the next record of an input. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/plugin.h>

/**
 * cut_next: as a reader's `next`
 * @kept: for the bytes of a stretch that is no record, which goes to the next line that begins "WARC/1."
 *
 * Of such a stretch no more than a MiB is kept; of a larger one @record has the size alone.
 */
GalleyNext cut_next(GString *kept, GalleyInput *input, GalleyRecord *record, GError **error);
