/* cut.h: the next mail of an input. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/plugin.h>

/**
 * cut_next: as a reader's `next`
 * @kept: for the last mail
 * @by_length: see mails_scan()
 *
 * A stretch that is no mail goes to the next From_ line.
 */
GalleyNext cut_next(
    GString *kept, gboolean by_length, GalleyInput *input, GalleyRecord *record, GError **error);
