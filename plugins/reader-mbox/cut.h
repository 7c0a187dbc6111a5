/* cut.h: the next mail of an input. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/plugin.h>

/**
 * cut_next: as a reader's `next`
 * @kept: for the last mail, and for a stretch that is none, which goes to the next From_ line
 * @by_length: see mails_scan()
 *
 * Of such a stretch no more than a MiB is kept; of a larger one @record has the size alone.
 */
GalleyNext cut_next(
    GString *kept, gboolean by_length, GalleyInput *input, GalleyRecord *record, GError **error);
