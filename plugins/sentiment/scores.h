/* scores.h: from the valences of words to the scores of a stretch. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "tally.h"
#include "words.h"

/** Scores: of a stretch; the shares of positive, negative and neutral words add up to 1, or to 0
 * without words */
typedef struct {
    double positive;
    double negative;
    double neutral;
    double compound;
    double sum; /* what the compound is made of, marks of emphasis with it */
    guint32 evidence;
} Scores;

/** tally_add_words: all words of @words, and the marks of emphasis */
void tally_add_words(Tally *tally, const Words *words);

Scores scores_of(const Tally *tally, const Profile *profile);
/** scores_round: compound to 4 decimals, the others to 3 */
Scores scores_round(Scores scores);

/**
 * round_decimals:
 * @value: magnitude at most 2^40
 * @decimals: 0 to 6
 *
 * Returns: the double nearest to the decimal with that many digits that is nearest to the exact
 * value; exact ties
 * go to the even digit; the sign of zero stays
 */
double round_decimals(double value, guint decimals);
