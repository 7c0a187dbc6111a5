/* tally.h: what the words of a stretch add up to. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/** Tally: starts at zero */
typedef struct {
    double sum;
    double positive;  /* of valence + 1 over positive words */
    double negative;  /* of valence - 1 over negative words; at most 0 */
    guint32 neutral;  /* words without a valence */
    guint32 evidence; /* words with one */
    guint32 exclamations;
    guint32 questions;
} Tally;

/** tally_add: one word's valence, 0 if it has none */
static inline void
tally_add(Tally *tally, double value)
{
    if (value == 0) {
        tally->neutral++;
        return;
    }
    tally->evidence++;
    tally->sum += value;
    if (value > 0)
        tally->positive += value + 1;
    else
        tally->negative += value - 1;
}

/** tally_join: @tally with the words of @other */
static inline void
tally_join(Tally *tally, const Tally *other)
{
    tally->sum += other->sum;
    tally->positive += other->positive;
    tally->negative += other->negative;
    tally->neutral += other->neutral;
    tally->evidence += other->evidence;
    tally->exclamations += other->exclamations;
    tally->questions += other->questions;
}
