/* rivals.h: whether somebody else is nearer to a word than the target is.
 * SPDX-License-Identifier: MIT */
#pragma once

#include "words.h"

/** Rivals: all that a sentence mentions, and for each valence the nearest of them. */
typedef struct {
    GArray *spans; /* of RivalSpan, by from */
    GArray *near;  /* of RivalNear, by hit */
} Rivals;

void rivals_init(Rivals *rivals);
void rivals_clear(Rivals *rivals);
/** rivals_reset: of no sentence */
void rivals_reset(Rivals *rivals);
/** rivals_add: words @from up to @to mention @owner, any number that is its own */
void rivals_add(Rivals *rivals, guint32 from, guint32 to, guint32 owner);
/** rivals_settle: after all are added, in any order; linear in hits and mentions but for sorting */
void rivals_settle(Rivals *rivals, const Words *words);
/** rivals_are_nearer: whether anybody else is mentioned nearer to the word of hit @hit than @owner,
 * who is @distance words away, or less by another mention */
gboolean rivals_are_nearer(
    const Rivals *rivals, const Words *words, guint32 hit, guint32 owner, guint32 distance);
