/* rivals.c: whether somebody else is nearer to a word than the target is.
 * SPDX-License-Identifier: MIT */
#include "rivals.h"

typedef struct {
    guint32 from, to; /* words */
    guint32 owner;
} RivalSpan;

/* Indices of spans, or #NOBODY: the nearest on either side, and the nearest of another owner. */
typedef struct {
    guint32 left, left_other;
    guint32 right, right_other;
} RivalNear;

#define NOBODY G_MAXUINT32

void
rivals_init(Rivals *rivals)
{
    *rivals = (Rivals){ .spans = g_array_new(FALSE, FALSE, sizeof(RivalSpan)),
                        .near = g_array_new(FALSE, FALSE, sizeof(RivalNear)) };
}

void
rivals_clear(Rivals *rivals)
{
    g_array_unref(rivals->spans);
    g_array_unref(rivals->near);
}

void
rivals_reset(Rivals *rivals)
{
    g_array_set_size(rivals->spans, 0);
    g_array_set_size(rivals->near, 0);
}

void
rivals_add(Rivals *rivals, guint32 from, guint32 to, guint32 owner)
{
    RivalSpan span = { from, to, owner };
    g_array_append_val(rivals->spans, span);
}

static const RivalSpan *
span_at(const Rivals *rivals, guint32 index)
{
    return &g_array_index(rivals->spans, RivalSpan, index);
}

static gint
compare_spans(gconstpointer a, gconstpointer b)
{
    const RivalSpan *left = a, *right = b;
    return (left->from > right->from) - (left->from < right->from);
}

/* @index is nearer now than @nearest was. */
static void
pass(const Rivals *rivals, guint32 index, guint32 *nearest, guint32 *other)
{
    if (*nearest != NOBODY && span_at(rivals, *nearest)->owner != span_at(rivals, index)->owner)
        *other = *nearest;
    *nearest = index;
}

void
rivals_settle(Rivals *rivals, const Words *words)
{
    guint32 n = rivals->spans->len, nearest = NOBODY, other = NOBODY;
    g_array_sort(rivals->spans, compare_spans);
    g_array_set_size(rivals->near, words->n_hits);
    for (guint32 i = 0, k = 0; i < words->n_hits; i++) {
        for (; k < n && span_at(rivals, k)->from <= words->hit[i].word; k++)
            pass(rivals, k, &nearest, &other);
        RivalNear near = { nearest, other, NOBODY, NOBODY };
        g_array_index(rivals->near, RivalNear, i) = near;
    }
    nearest = other = NOBODY;
    for (guint32 i = words->n_hits, k = n; i-- > 0;) {
        for (; k > 0 && span_at(rivals, k - 1)->from > words->hit[i].word; k--)
            pass(rivals, k - 1, &nearest, &other);
        g_array_index(rivals->near, RivalNear, i).right = nearest;
        g_array_index(rivals->near, RivalNear, i).right_other = other;
    }
}

static guint32
distance_of(const RivalSpan *span, guint32 word)
{
    if (word < span->from)
        return span->from - word;
    return word < span->to ? 0 : word - span->to + 1;
}

gboolean
rivals_are_nearer(
    const Rivals *rivals, const Words *words, guint32 hit, guint32 owner, guint32 distance)
{
    const RivalNear *near = &g_array_index(rivals->near, RivalNear, hit);
    const guint32 spans[] = { near->left, near->left_other, near->right, near->right_other };
    guint32 other = G_MAXUINT32;
    for (guint i = 0; i < G_N_ELEMENTS(spans); i++) {
        if (spans[i] == NOBODY)
            continue;
        const RivalSpan *span = span_at(rivals, spans[i]);
        guint32 *least = span->owner == owner ? &distance : &other;
        *least = MIN(*least, distance_of(span, words->hit[hit].word));
    }
    return other < distance;
}
