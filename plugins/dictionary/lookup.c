/* lookup.c: terms of one and more words, in the form in which they are found.
 * SPDX-License-Identifier: MIT */
#include "lookup.h"

#include <string.h>

#include <galley/unicode.h>

#include "fold.h"

/* From a node by a pattern to the next. */
typedef struct LookupEdge {
    guint32 node;
    guint32 pattern;
    guint32 next; /* 0: free */
} Edge;

/* ---- edges ---- */

static inline guint32
edge_hash(guint32 node, guint32 pattern)
{
    return (node * 0x9E3779B1u ^ pattern * 0x85EBCA77u) >> 7;
}

static Edge *
edge_for(const Lookup *lookup, guint32 node, guint32 pattern)
{
    guint32 at = edge_hash(node, pattern) & lookup->edge_mask;
    while (lookup->edges[at].next != 0 &&
           (lookup->edges[at].node != node || lookup->edges[at].pattern != pattern))
        at = (at + 1) & lookup->edge_mask;
    return &lookup->edges[at];
}

guint32
lookup_follow(const Lookup *lookup, guint32 node, guint32 pattern)
{
    return edge_for(lookup, node, pattern)->next;
}

static void
resize_edges(Lookup *lookup, guint32 n)
{
    g_autofree Edge *old = lookup->edges;
    guint32 n_old = old != NULL ? lookup->edge_mask + 1 : 0;
    lookup->edges = g_new0(Edge, n);
    lookup->edge_mask = n - 1;
    for (guint32 i = 0; i < n_old; i++)
        if (old[i].next != 0)
            *edge_for(lookup, old[i].node, old[i].pattern) = old[i];
}

/* ---- terms ---- */

/* The end of the word that begins at @at. */
static guint32
word_end(const char *text, guint32 at, guint32 size)
{
    while (at < size && !galley_unichar_is_space(galley_utf8_get(text, at)))
        at = galley_utf8_next(text, at);
    return at;
}

static guint32
space_end(const char *text, guint32 at, guint32 size)
{
    while (at < size && galley_unichar_is_space(galley_utf8_get(text, at)))
        at = galley_utf8_next(text, at);
    return at;
}

/* The node behind @node for the word, made if need be. */
static guint32
add_word(Lookup *lookup, Folded *folded, guint32 node, const char *word, guint32 size)
{
    fold_word(folded, lookup->fold, word, size);
    guint32 pattern = patterns_add(lookup->patterns, folded->text, folded->size);
    Edge *edge = edge_for(lookup, node, pattern);
    if (edge->next != 0)
        return edge->next;
    const LookupNode empty = { 0 };
    guint32 made = lookup->nodes->len;
    *edge = (Edge){ node, pattern, made };
    g_array_append_val(lookup->nodes, empty);
    g_array_index(lookup->nodes, LookupNode, node).goes_on = TRUE;
    if (made * 2 > lookup->edge_mask)
        resize_edges(lookup, (lookup->edge_mask + 1) * 2);
    return made;
}

/* The node at which the term ends. */
static guint32
add_term(Lookup *lookup, Folded *folded, const char *term)
{
    guint32 size, node = 0;
    g_autofree char *text = NULL;
    gsize normal_size;
    text = galley_normalize(GALLEY_NORMAL_FORM_NFC, term, strlen(term), &normal_size);
    size = (guint32)normal_size;
    for (guint32 at = 0, end; at < size; at = space_end(text, end, size)) {
        end = word_end(text, at, size);
        node = add_word(lookup, folded, node, text + at, end - at);
    }
    return node;
}

/* Terms by the node at which they end, in the order of the file. */
static void
sort_owners(Lookup *lookup, const guint32 *ends)
{
    guint32 n = lookup->terms->list->len, at = 0;
    LookupNode *nodes = (LookupNode *)(gpointer)lookup->nodes->data;
    g_array_set_size(lookup->owners, n);
    for (guint32 i = 0; i < n; i++)
        nodes[ends[i]].n_owners++;
    for (guint32 node = 0; node < lookup->nodes->len; node++) {
        nodes[node].owners = at;
        at += nodes[node].n_owners;
        nodes[node].n_owners = 0;
    }
    for (guint32 i = 0; i < n; i++) {
        LookupNode *node = &nodes[ends[i]];
        g_array_index(lookup->owners, guint32, node->owners + node->n_owners++) = i;
    }
}

void
lookup_init(Lookup *lookup, const Terms *terms, gboolean fold)
{
    const LookupNode root = { 0 };
    Folded folded = { 0 };
    g_autofree guint32 *ends = g_new(guint32, terms->list->len);
    *lookup = (Lookup){ .terms = terms,
                        .fold = fold,
                        .patterns = patterns_new(),
                        .nodes = g_array_new(FALSE, FALSE, sizeof(LookupNode)),
                        .owners = g_array_new(FALSE, FALSE, sizeof(guint32)) };
    resize_edges(lookup, 1024);
    g_array_append_val(lookup->nodes, root);
    for (guint32 i = 0; i < terms->list->len; i++)
        ends[i] = add_term(lookup, &folded, g_array_index(terms->list, Term, i).text);
    sort_owners(lookup, ends);
    guint32 n = patterns_get_n(lookup->patterns);
    lookup->first = g_new(guint32, n);
    for (guint32 i = 0; i < n; i++)
        lookup->first[i] = lookup_follow(lookup, 0, i);
    patterns_finish(lookup->patterns);
    folded_clear(&folded);
}

void
lookup_clear(Lookup *lookup)
{
    g_clear_pointer(&lookup->patterns, patterns_free);
    g_clear_pointer(&lookup->first, g_free);
    g_clear_pointer(&lookup->nodes, g_array_unref);
    g_clear_pointer(&lookup->owners, g_array_unref);
    g_clear_pointer(&lookup->edges, g_free);
}
