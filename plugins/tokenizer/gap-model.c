/* gap-model.c: the linear model of gaps: sums the weights of a gap's features. SPDX-License-Identifier: MIT */
#include "gaps-table.h"

static inline guint32
mix(guint32 hash, guint32 with)
{
    hash = (hash ^ with) * 0x9E3779B1u;
    return hash ^ hash >> 15;
}

/* The weight, in 1/256, of a feature: it is at one of two places, if the model has it. No branch to guess. */
static inline gint32
weight_of(guint32 hash)
{
    GapWeight one = gaps_table[hash % GAPS_SIZE];
    GapWeight other = gaps_table[(hash * 0x85EBCA6Bu >> 15) % GAPS_SIZE];
    guint16 check = (guint16)(hash >> 16);
    return (one.check == check ? one.weight : 0) + (other.check == check ? other.weight : 0);
}

/* Sums that low hardly ever rise above 0: a third of all gaps are done after the first look, four in five after the second. */
#define FIRST_LOOK 4
#define FIRST_HOPELESS -450
#define HOPELESS -320

static gint32
sum_of(const Atom *atoms, guint begin, guint end)
{
    gint32 sum = 0;
    for (guint i = begin; i < end; i++) {
        const guint8 *template = gap_templates[i];
        guint32 hash = mix(i + 1, atoms[template[0]].hash);
        for (guint j = 1; j < GAPS_N_ATOMS && template[j] != ATOM_END; j++)
            hash = mix(hash, atoms[template[j]].hash);
        sum += weight_of(hash);
    }
    return sum;
}

gboolean
gap_ends(const Gap *gap)
{
    Atom atoms[N_ATOMS];
    gap_describe_near(atoms, gap);
    gint32 sum = GAPS_BIAS + sum_of(atoms, 0, FIRST_LOOK);
    if (sum < FIRST_HOPELESS)
        return FALSE;
    sum += sum_of(atoms, FIRST_LOOK, GAPS_N_NEAR);
    if (sum < HOPELESS)
        return FALSE;
    gap_describe_rest(atoms, gap);
    return sum + sum_of(atoms, GAPS_N_NEAR, GAPS_N_TEMPLATES) > 0;
}
