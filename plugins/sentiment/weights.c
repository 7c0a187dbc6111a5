/* weights.c: the weights of targets, from a table of name, from, weight, meaning.
 * SPDX-License-Identifier: MIT */
#include "weights.h"

#include <stddef.h>

#include <galley/plugin.h>

#include "table.h"

/* Field of a row, from 0. */
enum {
    FIELD_NAME,
    FIELD_FROM,
    FIELD_WEIGHT,
};

/* A row holds from where it says up to the next one of that name. */
static const struct {
    const char *name;
    gsize offset;
    guint first, last;
} series[] = {
    { "near", offsetof(TargetWeights, near), 1, TARGETS_REACH },
    { "clause", offsetof(TargetWeights, clause), 0, WEIGHTS_CLAUSES },
    { "before", offsetof(TargetWeights, before), 0, 0 },
    { "inside", offsetof(TargetWeights, inside), 0, 0 },
    { "outside", offsetof(TargetWeights, outside), 0, 0 },
    { "speaker", offsetof(TargetWeights, speaker), 0, 0 },
    { "rival", offsetof(TargetWeights, rival), 0, 0 },
};

typedef struct {
    TargetWeights *weights;
    guint next[G_N_ELEMENTS(series)]; /* 1 + where the last row began; 0: none yet */
} Reading;

static gboolean
find_series(const TableRow *row, guint *index, GError **error)
{
    for (*index = 0; *index < G_N_ELEMENTS(series); ++*index)
        if (g_str_equal(series[*index].name, row->field[FIELD_NAME]))
            return TRUE;
    return table_fail(row, FIELD_NAME, error, "there is no weight “%s”", row->field[FIELD_NAME]);
}

static gboolean
take_row(const TableRow *row, gpointer user, GError **error)
{
    Reading *reading = user;
    guint i;
    double from, weight;
    if (!find_series(row, &i, error) || !table_number(row, FIELD_FROM, &from, error) ||
        !table_number(row, FIELD_WEIGHT, &weight, error))
        return FALSE;
    guint least = MAX(series[i].first, reading->next[i]);
    if (reading->next[i] == 0 ? from != series[i].first
                              : from < least || from > series[i].last || from != (guint)from)
        return table_fail(row, FIELD_FROM, error,
                          "%s begins at %u and goes up, by whole numbers, to %u at most",
                          series[i].name, series[i].first, series[i].last);
    if (weight < 0 || weight > 10)
        return table_fail(row, FIELD_WEIGHT, error, "a weight is 0 to 10, not %s",
                          row->field[FIELD_WEIGHT]);
    double *weights = G_STRUCT_MEMBER_P(reading->weights, series[i].offset);
    for (guint k = (guint)from; k <= series[i].last; k++)
        weights[k] = weight;
    reading->next[i] = (guint)from + 1;
    return TRUE;
}

TargetWeights *
weights_load(const char *path, GError **error)
{
    g_autofree TargetWeights *weights = g_new0(TargetWeights, 1);
    Reading reading = { .weights = weights };
    if (!table_read(path, take_row, &reading, error))
        return NULL;
    for (guint i = 0; i < G_N_ELEMENTS(series); i++) {
        if (reading.next[i] > 0)
            continue;
        g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FILE, "%s: no row for “%s”",
                    path, series[i].name);
        return NULL;
    }
    weights->near[0] = weights->near[1];
    return g_steal_pointer(&weights);
}
