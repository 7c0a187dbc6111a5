/* spans.c: rows of two layers against each other. SPDX-License-Identifier: MIT */
#include "spans.h"

static const Span *
get(const GArray *spans, guint i)
{
    return &g_array_index(spans, Span, i);
}

/* Those of @others that are after all of @span begin at or behind its end. */
static gboolean
overlaps_one(const Span *span, const GArray *others)
{
    for (guint i = 0; i < others->len && get(others, i)->begin < span->end; i++)
        if (get(others, i)->end > span->begin && get(others, i)->class == span->class)
            return TRUE;
    return FALSE;
}

/* The first of @others that is equal and not taken. */
static gboolean
take_equal(const Span *span, const GArray *others, gboolean *taken)
{
    for (guint i = 0; i < others->len && get(others, i)->begin <= span->begin; i++) {
        const Span *other = get(others, i);
        if (taken[i] || other->begin != span->begin || other->end != span->end ||
            other->class != span->class)
            continue;
        taken[i] = TRUE;
        return TRUE;
    }
    return FALSE;
}

void
spans_compare(Store *store, const GArray *found, const GArray *gold)
{
    g_autofree gboolean *taken = g_new0(gboolean, (gsize)gold->len + 1);
    for (guint i = 0; i < found->len; i++) {
        Counts *counts = store_class(store, get(found, i)->class);
        counts->found++;
        counts->exact += take_equal(get(found, i), gold, taken);
        counts->found_overlaps += overlaps_one(get(found, i), gold);
    }
    for (guint i = 0; i < gold->len; i++) {
        Counts *counts = store_class(store, get(gold, i)->class);
        counts->gold++;
        counts->gold_overlaps += overlaps_one(get(gold, i), found);
    }
}

guint32
spans_label(const GArray *spans, guint32 at, guint32 none)
{
    for (guint i = 0; i < spans->len && get(spans, i)->begin <= at; i++)
        if (get(spans, i)->end > at)
            return get(spans, i)->class;
    return none;
}
