/* gap-model.c: the linear model of gaps: sums the weights of a gap's features.
 * SPDX-License-Identifier: MIT */
#include "gaps-table.h"

static inline guint32
mix(guint32 hash, guint32 with)
{
    hash = (hash ^ with) * 0x9E3779B1u;
    return hash ^ hash >> 15;
}

/* The weight, in 1/256, of a feature: it is at one of two places, if the model has it. No branch
 * to guess. */
static inline gint32
weight_of(guint32 hash)
{
    GapWeight one = gaps_table[hash % GAPS_SIZE];
    GapWeight other = gaps_table[(hash * 0x85EBCA6Bu >> 15) % GAPS_SIZE];
    guint16 check = (guint16)(hash >> 16);
    return (one.check == check ? one.weight : 0) + (other.check == check ? other.weight : 0);
}

static G_ALWAYS_INLINE inline guint32
feature(const Atom *atoms, guint i)
{
    guint32 hash = i + 1;
    for (guint j = 0; j < GAPS_N_ATOMS && gap_templates[i][j] != ATOM_END; j++)
        hash = mix(hash, atoms[gap_templates[i][j]].hash);
    return hash;
}

/* Unrolled, as @begin and @end are known where it is called: templates become straight code. */
static G_ALWAYS_INLINE inline gint32
sum_of(const Atom *atoms, guint begin, guint end)
{
    gint32 sum = 0;
#pragma GCC unroll 64
    for (guint i = begin; i < end; i++)
        sum += gap_is_numbered[i] ? 0 : weight_of(feature(atoms, i));
    return sum;
}

/* The first look leaves one gap in four. Of those, sums that are hopeless or certain halfway have not changed
 * their sign in any gap of the training data: see train-gaps.py. */
gboolean
gap_ends(Gap *gap)
{
    guint8 numbers[N_ATOMS];
    gap_look(numbers, gap);
    if (gaps_sum_look(numbers) < GAPS_LOOK)
        return FALSE;
    Atom atoms[N_ATOMS];
    gap_describe_first(atoms, numbers);
    gap_describe_near(atoms, gap);
    gint32 sum = GAPS_BIAS + gaps_sum_near(numbers) + sum_of(atoms, 0, GAPS_N_NEAR);
    if (sum < GAPS_HOPELESS_NEAR || sum > GAPS_CERTAIN_NEAR)
        return sum > 0;
    gap_describe_sentence(atoms, gap);
    sum += sum_of(atoms, GAPS_N_NEAR, GAPS_N_SENTENCE);
    if (sum < GAPS_HOPELESS_SENTENCE || sum > GAPS_CERTAIN_SENTENCE)
        return sum > 0;
    gap_describe_rest(atoms, gap);
    return sum + sum_of(atoms, GAPS_N_SENTENCE, GAPS_N_TEMPLATES) > 0;
}
