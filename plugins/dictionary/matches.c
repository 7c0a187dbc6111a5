/* matches.c: where a document has terms of the dictionary. SPDX-License-Identifier: MIT */
#include "matches.h"

void
matches_init(Matches *matches)
{
    *matches = (Matches){ .list = g_array_new(FALSE, FALSE, sizeof(Match)),
                          .order = g_array_new(FALSE, FALSE, sizeof(guint32)),
                          .sorted = g_array_new(FALSE, FALSE, sizeof(guint32)),
                          .ends = g_array_new(FALSE, TRUE, sizeof(guint32)),
                          .taken = g_array_new(FALSE, TRUE, sizeof(guint32)),
                          .out = g_byte_array_new() };
}

void
matches_clear(Matches *matches)
{
    g_array_unref(matches->list);
    g_array_unref(matches->order);
    g_array_unref(matches->sorted);
    g_array_unref(matches->ends);
    g_array_unref(matches->taken);
    g_byte_array_unref(matches->out);
}

/* ---- all that is there ---- */

static void
add_owners(
    Matches *matches, const Lookup *lookup, const LookupNode *node, guint32 word, guint32 length)
{
    guint32 n = matches->list->len;
    if (node->n_owners == 0)
        return;
    g_array_set_size(matches->list, n + node->n_owners);
    Match *match = &g_array_index(matches->list, Match, n);
    match[0] = (Match){ word, length, node->owner.term, node->owner.category };
    for (guint32 i = 1; i < node->n_owners; i++) {
        LookupOwner owner = g_array_index(lookup->owners, LookupOwner, node->owners + i);
        match[i] = (Match){ word, length, owner.term, owner.category };
    }
    matches->longest = MAX(matches->longest, length);
}

/* Goes on from @node with the patterns of the word behind. Ends: each node has one way to it. */
static void
follow(Matches *matches,
       const Lookup *lookup,
       const Words *words,
       const LookupNode *node,
       guint32 begin,
       guint32 length)
{
    add_owners(matches, lookup, node, begin, length);
    if (!node->goes_on || begin + length >= words->list->len)
        return;
    const Word *word = &g_array_index(words->list, Word, begin + length);
    for (guint32 i = 0; i < word->n_found; i++) {
        guint32 pattern = words->found.list[word->found + i];
        guint32 next = paths_follow(&lookup->paths, node->number, pattern);
        if (next != 0)
            follow(matches, lookup, words, lookup_node(lookup, next), begin, length + 1);
    }
}

static void
find_all(Matches *matches, const Lookup *lookup, const Words *words)
{
    const Word *list = (const Word *)(gpointer)words->list->data;
    for (guint32 i = 0; i < words->list->len; i++)
        for (guint32 k = 0; k < list[i].n_found; k++) {
            const LookupNode *first = &lookup->first[words->found.list[list[i].found + k]];
            if (first->number != 0)
                follow(matches, lookup, words, first, i, 1);
        }
}

/* ---- what counts ---- */

static guint32
category_of(const Matches *matches, const Match *match)
{
    (void)matches;
    return match->category;
}

static guint32
shortness_of(const Matches *matches, const Match *match)
{
    return matches->longest - match->length;
}

/* Sorts `order` by what @rank_of says of each match, which is below @n_ranks; equals stay in their
 * order. Leaves in `ends` where those of each end. */
static void
sort_by(Matches *matches, guint32 (*rank_of)(const Matches *, const Match *), guint32 n_ranks)
{
    guint32 n = matches->list->len, at = 0;
    const Match *list = (const Match *)(gpointer)matches->list->data;
    g_array_set_size(matches->ends, 0);
    g_array_set_size(matches->ends, n_ranks);
    g_array_set_size(matches->sorted, n);
    guint32 *ends = (guint32 *)(gpointer)matches->ends->data;
    for (guint32 i = 0; i < n; i++)
        ends[rank_of(matches, &list[i])]++;
    for (guint32 rank = 0; rank < n_ranks; rank++) {
        guint32 size = ends[rank];
        ends[rank] = at;
        at += size;
    }
    for (guint32 i = 0; i < n; i++) {
        guint32 match = g_array_index(matches->order, guint32, i);
        g_array_index(matches->sorted, guint32, ends[rank_of(matches, &list[match])]++) = match;
    }
    GArray *order = matches->order;
    matches->order = matches->sorted;
    matches->sorted = order;
}

/* By category; in one category longer matches first, else in their order. */
static void
sort_matches(Matches *matches, guint32 n_categories)
{
    g_array_set_size(matches->order, matches->list->len);
    for (guint32 i = 0; i < matches->list->len; i++)
        g_array_index(matches->order, guint32, i) = i;
    if (matches->longest > 1)
        sort_by(matches, shortness_of, matches->longest);
    sort_by(matches, category_of, n_categories);
}

/* Takes the words of @match for its category, if they are all free. */
static gboolean
take(guint32 *taken, const Match *match)
{
    for (guint32 i = 0; i < match->length; i++)
        if (taken[match->word + i] == match->category + 1)
            return FALSE;
    for (guint32 i = 0; i < match->length; i++)
        taken[match->word + i] = match->category + 1;
    return TRUE;
}

static void
settle_category(Matches *matches, guint32 from, guint32 to)
{
    const Match *list = (const Match *)(gpointer)matches->list->data;
    const guint32 *order = (const guint32 *)(gpointer)matches->order->data;
    guint32 *taken = (guint32 *)(gpointer)matches->taken->data;
    for (guint32 i = from; i < to; i++)
        matches->out->data[order[i]] = !take(taken, &list[order[i]]);
}

/* Takes out what does not count. */
static void
compact(Matches *matches)
{
    Match *list = (Match *)(gpointer)matches->list->data;
    guint32 kept = 0;
    for (guint32 i = 0; i < matches->list->len; i++)
        if (!matches->out->data[i])
            list[kept++] = list[i];
    g_array_set_size(matches->list, kept);
}

void
matches_find(Matches *matches, const Lookup *lookup, const Words *words)
{
    g_array_set_size(matches->list, 0);
    matches->longest = 0;
    find_all(matches, lookup, words);
    if (matches->list->len == 0)
        return;
    sort_matches(matches, lookup->terms->categories->len);
    g_array_set_size(matches->taken, 0);
    g_array_set_size(matches->taken, words->list->len);
    g_byte_array_set_size(matches->out, matches->list->len);
    for (guint32 category = 0, from = 0; category < matches->ends->len; category++) {
        guint32 to = g_array_index(matches->ends, guint32, category);
        settle_category(matches, from, to);
        from = to;
    }
    compact(matches);
}
