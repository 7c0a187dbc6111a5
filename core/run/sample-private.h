/* sample-private.h: the documents with the smallest digests of their ids.
 * SPDX-License-Identifier: MIT */
#pragma once

#include "run/ids-private.h"

/** GalleySample: the least keys so far, in memory for twice as many as are wanted: 28 bytes each. */
typedef struct GalleySample GalleySample;

GalleySample *galley_sample_new(guint64 n);
void galley_sample_free(GalleySample *sample);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GalleySample, galley_sample_free)

/** galley_sample_add: keys as galley_pick() notes them */
void galley_sample_add(GalleySample *sample, const GString *keys);
/** galley_sample_get_pick: the sample of all that was added; all of it, if there was no more */
GalleyPick galley_sample_get_pick(GalleySample *sample);
