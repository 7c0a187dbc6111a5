/* lookup.c: terms of one and more words, in the form in which they are found.
 * SPDX-License-Identifier: MIT */
#include "lookup.h"

#include <string.h>

#include <galley/unicode.h>

#include "fold.h"

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
    fold_word(folded, lookup->fold, word, size, size);
    guint32 pattern = patterns_add(lookup->patterns, folded->text, folded->size);
    guint32 made = lookup->nodes->len, next = paths_add(&lookup->paths, node, pattern, made);
    const LookupNode empty = { .number = made };
    if (next != made)
        return next;
    g_array_append_val(lookup->nodes, empty);
    g_array_index(lookup->nodes, LookupNode, node).goes_on = TRUE;
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
        const LookupOwner owner = { i, g_array_index(lookup->terms->list, Term, i).category };
        if (node->n_owners == 0)
            node->owner = owner;
        g_array_index(lookup->owners, LookupOwner, node->owners + node->n_owners++) = owner;
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
                        .owners = g_array_new(FALSE, FALSE, sizeof(LookupOwner)) };
    paths_init(&lookup->paths);
    g_array_append_val(lookup->nodes, root);
    for (guint32 i = 0; i < terms->list->len; i++)
        ends[i] = add_term(lookup, &folded, g_array_index(terms->list, Term, i).text);
    sort_owners(lookup, ends);
    patterns_finish(lookup->patterns);
    paths_finish(&lookup->paths);
    guint32 n = patterns_get_n(lookup->patterns);
    lookup->first = g_new(LookupNode, n);
    for (guint32 i = 0; i < n; i++)
        lookup->first[i] = *lookup_node(lookup, paths_follow(&lookup->paths, 0, i));
    folded_clear(&folded);
}

void
lookup_clear(Lookup *lookup)
{
    g_clear_pointer(&lookup->patterns, patterns_free);
    g_clear_pointer(&lookup->first, g_free);
    g_clear_pointer(&lookup->nodes, g_array_unref);
    g_clear_pointer(&lookup->owners, g_array_unref);
    paths_clear(&lookup->paths);
}
