/* contrast.c: "but" weighs what stands before it less and what follows more.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "rules.h"

static void
weigh(Words *words, Hit *hit, double factor, guint32 contrast)
{
    if (hit->value == 0 || factor == 1)
        return;
    hit->value = rule_multiply(words, hit, factor < 1 ? RULE_LOWERED : RULE_RAISED, contrast,
                               hit->value, factor);
}

/* ---- by value, as the reference does: the first hit that has the value now is changed, whichever
 * was meant ---- */

/*
 * For each value a pairing heap of the hits that have it, smallest on top; a hash leads from value
 * to heap.
 * Each step of the walk moves one hit, so the whole takes n log n.
 */
typedef struct {
    double value; /* 0: free */
    guint32 top;  /* 1 + hit; 0: empty */
} Holder;

typedef struct {
    Holder *holders;
    guint32 mask;
    guint32 *child; /* 1 + hit; 0: none */
    guint32 *sibling;
} Holders;

static Holder *
holder_of(const Holders *holders, double value)
{
    guint64 bits;
    memcpy(&bits, &value, sizeof bits);
    guint32 at = (guint32)(bits * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15) >> 32) & holders->mask;
    while (holders->holders[at].value != 0 && holders->holders[at].value != value)
        at = (at + 1) & holders->mask;
    return &holders->holders[at];
}

static guint32
meld(Holders *holders, guint32 a, guint32 b)
{
    if (a == 0 || b == 0)
        return a + b;
    guint32 top = MIN(a, b), other = MAX(a, b);
    holders->sibling[other - 1] = holders->child[top - 1];
    holders->child[top - 1] = other;
    return top;
}

/* The heap without its top: children are melded in pairs, then the pairs from the last to the
 * first. */
static guint32
without_top(Holders *holders, guint32 top)
{
    guint32 pairs = 0, rest = 0;
    for (guint32 a = holders->child[top - 1]; a != 0;) {
        guint32 b = holders->sibling[a - 1];
        guint32 next = b != 0 ? holders->sibling[b - 1] : 0;
        guint32 pair = meld(holders, a, b);
        holders->sibling[pair - 1] = pairs;
        pairs = pair;
        a = next;
    }
    while (pairs != 0) {
        guint32 next = holders->sibling[pairs - 1];
        rest = meld(holders, rest, pairs);
        pairs = next;
    }
    holders->child[top - 1] = 0;
    return rest;
}

static void
hold(Holders *holders, guint32 hit, double value)
{
    if (value == 0)
        return;
    Holder *holder = holder_of(holders, value);
    holder->value = value;
    holders->sibling[hit] = 0;
    holder->top = meld(holders, holder->top, hit + 1);
}

/* Each hit brings one value at first and one in its step, so the table is at most half full. */
static void
holders_init(Holders *holders, const Words *words)
{
    guint32 size = 16;
    while (size < (guint64)words->n_hits * 4)
        size *= 2;
    holders->holders = g_new0(Holder, size);
    holders->mask = size - 1;
    holders->child = g_new0(guint32, words->n_hits);
    holders->sibling = g_new0(guint32, words->n_hits);
    for (guint32 i = 0; i < words->n_hits; i++)
        hold(holders, i, words->hit[i].value);
}

static void
weigh_by_value(Words *words, guint32 contrast)
{
    const LexiconEntry *entry = words->word[contrast].entry;
    Holders holders;
    holders_init(&holders, words);
    for (guint32 i = 0; i < words->n_hits; i++) {
        double value = words->hit[i].value;
        if (value == 0)
            continue;
        Holder *holder = holder_of(&holders, value);
        guint32 first = holder->top - 1;
        Hit *hit = &words->hit[first];
        if (hit->word == contrast)
            continue;
        holder->top = without_top(&holders, first + 1);
        weigh(words, hit, hit->word < contrast ? entry->before : entry->after, contrast);
        hold(&holders, first, hit->value);
    }
    g_free(holders.holders);
    g_free(holders.child);
    g_free(holders.sibling);
}

/* ---- by place ---- */

/* Weighs the hits from @hit on, up to word @to, that stand in the same part as the word of
 * contrast. */
static void
weigh_range(Words *words, guint32 *hit, guint32 to, double factor, guint32 contrast)
{
    for (; *hit < words->n_hits && words->hit[*hit].word < to; ++*hit)
        if (words->word[words->hit[*hit].word].part == words->word[contrast].part)
            weigh(words, &words->hit[*hit], factor, contrast);
}

static guint32
next_contrast(const Words *words, guint32 from)
{
    while (from < words->n && !(words->word[from].roles & ROLE_CONTRAST))
        from++;
    return from;
}

/*
 * Each word of contrast weighs what stands between it and the words of contrast before and behind
 * it. One that begins
 * the sentence looks back to the sentence before, and weighs nothing here.
 */
static void
weigh_by_place(Words *words, guint32 contrast, gboolean once)
{
    guint32 before = 0, after = 0;
    while (contrast < words->n) {
        const LexiconEntry *entry = words->word[contrast].entry;
        guint32 next = once ? words->n : next_contrast(words, contrast + 1);
        weigh_range(words, &before, contrast, entry->before, contrast);
        after = before;
        weigh_range(words, &after, next, contrast > 0 ? entry->after : 1, contrast);
        contrast = next;
    }
}

void
contrast_apply(Words *words, const Profile *profile)
{
    if (!(words->roles & ROLE_CONTRAST) || words->n_hits == 0)
        return;
    guint32 first = next_contrast(words, 0);
    if (first == words->n)
        return;
    if (profile->contrast_by_value)
        weigh_by_value(words, first);
    else
        weigh_by_place(words, first, profile->contrast_once);
}
