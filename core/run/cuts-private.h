/* cuts-private.h: the records of a block, one after another. SPDX-License-Identifier: MIT */
#pragma once

#include "run/work-private.h"

/** GalleyCuts: of one source after another, cut here or by a cutter. */
typedef struct {
    const GalleyReadingSettings *settings;
    const GalleyOrder *order;
    const GArray *skip;
    GBytes *bytes;          /* (nullable): of a block that was cut already */
    GalleyWire wire;        /* what is left of them */
    char *member;           /* (nullable): of the last one */
    GalleyReading *reading; /* (nullable) */
    GalleyCut cut;          /* the record at hand */
} GalleyCuts;

/**
 * galley_cuts_init: all but @cuts borrowed
 * @bytes: (nullable): of a block that a cutter has cut
 * @skip: (element-type GalleyRecordPlace) (nullable): what is passed over
 */
void galley_cuts_init(GalleyCuts *cuts,
                      const GalleyReadingSettings *settings,
                      const GalleyOrder *order,
                      GBytes *bytes,
                      const GArray *skip);
void galley_cuts_clear(GalleyCuts *cuts);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(GalleyCuts, galley_cuts_clear)

/** galley_cuts_open: those of @source follow */
gboolean galley_cuts_open(GalleyCuts *cuts, guint source, GError **error);
/** galley_cuts_next: the next one of @source that is not passed over is the one at hand */
GalleyReadingStatus galley_cuts_next(GalleyCuts *cuts, guint source, GError **error);
