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

gboolean
gap_ends(const Gap *gap)
{
    Atom atoms[N_ATOMS];
    gint32 sum = GAPS_BIAS;
    gap_describe(atoms, gap);
    for (guint i = 0; i < GAPS_N_TEMPLATES; i++) {
        guint32 hash = i + 1;
        for (guint j = 0; j < GAPS_N_ATOMS && gap_templates[i][j] != ATOM_END; j++)
            hash = mix(hash, atoms[gap_templates[i][j]].hash);
        sum += weight_of(hash);
    }
#ifdef MARGIN
    extern int margin_open, margin_marked; return sum > (gap->kind == MARK_NONE ? margin_open : margin_marked);
#endif
    return sum > 0;
}
