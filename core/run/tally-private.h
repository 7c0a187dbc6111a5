/* tally-private.h: what a block adds to the books, as GVariant text. SPDX-License-Identifier: MIT */
#pragma once

#include "run/result-private.h"

/* Of each source: number, read, written, dropped, quarantined, lines; and six lists of step,
 * reason, number. */
#define GALLEY_TALLY_TYPE "(a(uttttt)a(sst)a(sst)a(sst)a(sst)a(sst)a(sst))"

/** galley_tally_pack: (transfer floating): the parts and tallies of @result */
GVariant *galley_tally_pack(const GalleyResult *result);
/** galley_tally_unpack: (transfer full): a result that has nothing else */
GalleyResult *galley_tally_unpack(GVariant *tally);
