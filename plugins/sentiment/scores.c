/* scores.c: tallies, shares and the compound, correctly rounded. SPDX-License-Identifier: MIT */
#include "scores.h"

#include <math.h>
#include <string.h>

void
tally_add_words(Tally *tally, const Words *words)
{
    for (guint32 i = 0; i < words->n_hits; i++)
        tally_add(tally, words->hit[i].value);
    tally->neutral += words->n - words->n_hits;
    tally->exclamations += words->exclamations;
    tally->questions += words->questions;
}

/* What exclamation and question marks add to whichever side is stronger. */
static double
emphasis(const Tally *tally, const Profile *profile)
{
    double amount =
        profile->exclamation * MIN(tally->exclamations, (guint32)profile->exclamation_most);
    if (tally->questions > (guint32)profile->question_most)
        amount += profile->question_many;
    else if (tally->questions >= (guint32)profile->question_least)
        amount += profile->question * tally->questions;
    return amount;
}

/* sum / √(sum² + alpha): in [-1, 1], rising with @sum. Hutto & Gilbert, “VADER”, ICWSM 2014. */
static double
compound(double sum, const Profile *profile)
{
    return sum / sqrt(sum * sum + profile->alpha);
}

Scores
scores_of(const Tally *tally, const Profile *profile)
{
    if (tally->neutral + tally->evidence == 0)
        return (Scores){ 0 };
    double bonus = emphasis(tally, profile);
    double sum = tally->sum, positive = tally->positive, negative = tally->negative;
    if (fabs(sum) < profile->residue)
        sum = 0;
    if (sum > 0)
        sum += bonus;
    else if (sum < 0)
        sum -= bonus;
    if (positive > fabs(negative))
        positive += bonus;
    else if (positive < fabs(negative))
        negative -= bonus;
    double total = positive + fabs(negative) + tally->neutral;
    return (Scores){ .positive = positive / total,
                     .negative = fabs(negative) / total,
                     .neutral = tally->neutral / total,
                     .compound = compound(sum, profile),
                     .sum = sum,
                     .evidence = tally->evidence };
}

Scores
scores_round(Scores scores)
{
    scores.positive = round_decimals(scores.positive, 3);
    scores.negative = round_decimals(scores.negative, 3);
    scores.neutral = round_decimals(scores.neutral, 3);
    scores.compound = round_decimals(scores.compound, 4);
    return scores;
}

/* In whole numbers: value = mantissa · 2^-shift, so value · scale is compared with no error at
 * all. */
static G_GNUC_NO_INLINE double
round_exactly(double value, guint32 scale)
{
    guint64 bits;
    memcpy(&bits, &value, sizeof bits);
    gint shift = 1075 - (gint)(bits >> 52 & 0x7ff);
    unsigned __int128 scaled = (unsigned __int128)((bits & ((G_GUINT64_CONSTANT(1) << 52) - 1)) |
                                                   G_GUINT64_CONSTANT(1) << 52) *
                               scale;
    if (shift > 120) /* tiny, or zero */
        return bits >> 63 ? -0.0 : 0.0;
    if (shift <= 0) /* whole */
        return value;
    guint64 whole = (guint64)(scaled >> shift);
    unsigned __int128 rest = scaled & (((unsigned __int128)1 << shift) - 1);
    unsigned __int128 half = (unsigned __int128)1 << (shift - 1);
    whole += rest > half || (rest == half && whole % 2 == 1);
    double rounded = (double)whole / scale;
    return bits >> 63 ? -rounded : rounded;
}

/* The product is off by one part in 2^53 at most: a million times less than what is left to either
 * side of a tie, where whole numbers decide. */
double
round_decimals(double value, guint decimals)
{
    static const guint32 scales[] = { 1, 10, 100, 1000, 10000, 100000, 1000000 };
    const double largest = 1e6, near = 1e-4;
    double scaled = fabs(value) * scales[decimals];
    if (!(scaled < largest))
        return round_exactly(value, scales[decimals]);
    guint32 whole = (guint32)scaled;
    double above = scaled - whole - 0.5; /* the tie */
    if (fabs(above) < near)
        return round_exactly(value, scales[decimals]);
    return copysign((double)(whole + (above > 0)) / scales[decimals], value);
}
