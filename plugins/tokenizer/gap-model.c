/* gap-model.c: the linear model of gaps: sums the weights of a gap's features. SPDX-License-Identifier: MIT */
#include "gaps-table.h"

static inline guint32
mix(guint32 hash, guint32 with)
{
    hash = (hash ^ with) * 0x9E3779B1u;
    return hash ^ hash >> 15;
}

/* The feature's weight, in 1/256; 0 if the model has none. */
static gint32
weight_of(guint32 hash)
{
    for (guint32 at = hash % GAPS_SIZE; gaps_table[at].check || gaps_table[at].weight; at = (at + 1) % GAPS_SIZE)
        if (gaps_table[at].check == (guint16)(hash >> 16))
            return gaps_table[at].weight;
    return 0;
}

/* Sums that low after the first templates hardly ever rise above 0: four in five gaps are done then. */
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
    gint32 sum = GAPS_BIAS + sum_of(atoms, 0, GAPS_N_NEAR);
    if (sum < HOPELESS)
        return FALSE;
    gap_describe_rest(atoms, gap);
    return sum + sum_of(atoms, GAPS_N_NEAR, GAPS_N_TEMPLATES) > 0;
}
