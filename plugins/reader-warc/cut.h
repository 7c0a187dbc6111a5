/* cut.h: the next record of an input. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/plugin.h>

/** cut_next: as a reader's `next`; a stretch that is no record goes to the next line that begins "WARC/1." */
GalleyNext cut_next(GalleyInput *input, GalleyRecord *record, GError **error);
