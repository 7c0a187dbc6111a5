/* matches.c: where a document has terms of the dictionary. SPDX-License-Identifier: MIT */
#include "matches.h"

void
matches_init(Matches *matches)
{
    *matches = (Matches){ .list = g_array_new(FALSE, FALSE, sizeof(Match)),
                          .order = g_array_new(FALSE, FALSE, sizeof(guint32)),
                          .ends = g_array_new(FALSE, TRUE, sizeof(guint32)),
                          .taken = g_array_new(FALSE, TRUE, sizeof(guint32)),
                          .out = g_byte_array_new() };
}

void
matches_clear(Matches *matches)
{
    g_array_unref(matches->list);
    g_array_unref(matches->order);
    g_array_unref(matches->ends);
    g_array_unref(matches->taken);
    g_byte_array_unref(matches->out);
}

/* ---- all that is there ---- */

static void
add_owners(Matches *matches, const Lookup *lookup, guint32 node, guint32 word, guint32 length)
{
    const LookupNode *place = lookup_node(lookup, node);
    const guint32 *owners = (const guint32 *)(gpointer)lookup->owners->data + place->owners;
    for (guint32 i = 0; i < place->n_owners; i++) {
        guint32 category = g_array_index(lookup->terms->list, Term, owners[i]).category;
        Match match = { word, length, owners[i], category };
        g_array_append_val(matches->list, match);
    }
}

/* Goes on from @node with the patterns of the word behind. Ends: each node has one way to it. */
static void
follow(Matches *matches,
       const Lookup *lookup,
       const Words *words,
       guint32 node,
       guint32 begin,
       guint32 length)
{
    add_owners(matches, lookup, node, begin, length);
    if (!lookup_node(lookup, node)->goes_on || begin + length >= words->list->len)
        return;
    const Word *word = &g_array_index(words->list, Word, begin + length);
    for (guint32 i = 0; i < word->n_found; i++) {
        guint32 pattern = g_array_index(words->found, guint32, word->found + i);
        guint32 next = lookup_follow(lookup, node, pattern);
        if (next != 0)
            follow(matches, lookup, words, next, begin, length + 1);
    }
}

static void
find_all(Matches *matches, const Lookup *lookup, const Words *words)
{
    const Word *list = (const Word *)(gpointer)words->list->data;
    for (guint32 i = 0; i < words->list->len; i++)
        for (guint32 k = 0; k < list[i].n_found; k++) {
            guint32 node = lookup->first[g_array_index(words->found, guint32, list[i].found + k)];
            if (node != 0)
                follow(matches, lookup, words, node, i, 1);
        }
}

/* ---- what counts ---- */

/* Matches by category, in their order. */
static void
sort_by_category(Matches *matches, guint32 n_categories)
{
    guint32 n = matches->list->len, at = 0;
    const Match *list = (const Match *)(gpointer)matches->list->data;
    g_array_set_size(matches->ends, 0);
    g_array_set_size(matches->ends, n_categories);
    g_array_set_size(matches->order, n);
    guint32 *ends = (guint32 *)(gpointer)matches->ends->data;
    for (guint32 i = 0; i < n; i++)
        ends[list[i].category]++;
    for (guint32 category = 0; category < n_categories; category++) {
        guint32 size = ends[category];
        ends[category] = at;
        at += size;
    }
    for (guint32 i = 0; i < n; i++)
        g_array_index(matches->order, guint32, ends[list[i].category]++) = i;
}

/* Longer ones first, else in their order. */
static gint
compare_lengths(gconstpointer a, gconstpointer b, gpointer data)
{
    const Match *list = data;
    guint32 one = *(const guint32 *)a, other = *(const guint32 *)b;
    if (list[one].length != list[other].length)
        return list[one].length > list[other].length ? -1 : 1;
    return one < other ? -1 : one > other;
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
    Match *list = (Match *)(gpointer)matches->list->data;
    guint32 *order = (guint32 *)(gpointer)matches->order->data;
    guint32 *taken = (guint32 *)(gpointer)matches->taken->data;
    gboolean phrases = FALSE;
    for (guint32 i = from; i < to && !phrases; i++)
        phrases = list[order[i]].length > 1;
    if (phrases)
        g_qsort_with_data(order + from, (gint)(to - from), sizeof *order, compare_lengths, list);
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
    find_all(matches, lookup, words);
    if (matches->list->len == 0)
        return;
    sort_by_category(matches, lookup->terms->categories->len);
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
