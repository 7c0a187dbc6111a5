/* patterns.c: words and globs, found in a tree over their literal beginnings.
 * SPDX-License-Identifier: MIT */
#include "patterns.h"

#include <string.h>

#include <galley/unicode.h>

/* A pattern, parted where its first wildcard stands. */
typedef struct {
    const char *text;
    guint32 size;
    guint32 literal; /* bytes before the first wildcard */
    guint32 number;
} Pattern;

/* A beginning. Its children lie one behind the other, in the order of their bytes. */
typedef struct {
    guint32 children; /* the first; others follow it */
    guint32 n_children;
    guint32 patterns; /* those whose literal beginning this is: the first in `list` */
    guint32 n_patterns;
} Node;

struct Patterns {
    GArray *list; /* of Pattern; by literal beginning once finished */
    GHashTable *numbers;
    GStringChunk *strings;
    GArray *nodes;      /* of Node; 0 is the empty beginning */
    GByteArray *labels; /* the last byte of each node's beginning */
    guint32 roots[256]; /* the nodes of one byte; 0: none */
};

Patterns *
patterns_new(void)
{
    Patterns *patterns = g_new0(Patterns, 1);
    patterns->list = g_array_new(FALSE, FALSE, sizeof(Pattern));
    patterns->numbers = g_hash_table_new(g_str_hash, g_str_equal);
    patterns->strings = g_string_chunk_new(4096);
    patterns->nodes = g_array_new(FALSE, TRUE, sizeof(Node));
    patterns->labels = g_byte_array_new();
    return patterns;
}

void
patterns_free(Patterns *patterns)
{
    g_array_unref(patterns->list);
    g_hash_table_unref(patterns->numbers);
    g_string_chunk_free(patterns->strings);
    g_array_unref(patterns->nodes);
    g_byte_array_unref(patterns->labels);
    g_free(patterns);
}

guint32
patterns_get_n(const Patterns *patterns)
{
    return patterns->list->len;
}

guint32
patterns_add(Patterns *patterns, const char *text, guint32 size)
{
    Pattern pattern = { .size = size, .number = patterns->list->len };
    pattern.text = g_string_chunk_insert_len(patterns->strings, text, (gssize)size);
    guint known = GPOINTER_TO_UINT(g_hash_table_lookup(patterns->numbers, pattern.text));
    if (known != 0)
        return known - 1;
    pattern.literal = (guint32)strcspn(pattern.text, "*?");
    g_hash_table_insert(patterns->numbers, (gpointer)pattern.text,
                        GUINT_TO_POINTER(pattern.number + 1));
    g_array_append_val(patterns->list, pattern);
    return pattern.number;
}

/* ---- the tree ---- */

/* By literal beginning; of one beginning whole words first, then longer patterns, then earlier ones. */
static gint
compare_patterns(gconstpointer a, gconstpointer b)
{
    const Pattern *one = a, *other = b;
    gint order = memcmp(one->text, other->text, MIN(one->literal, other->literal));
    if (order != 0)
        return order;
    if (one->literal != other->literal)
        return one->literal < other->literal ? -1 : 1;
    gboolean whole = one->size == one->literal, other_whole = other->size == other->literal;
    if (whole != other_whole)
        return whole ? -1 : 1;
    if (one->size != other->size)
        return one->size > other->size ? -1 : 1;
    return one->number < other->number ? -1 : one->number > other->number;
}

/* A node that is still to be filled: the patterns from @from to @to begin alike, for @depth bytes. */
typedef struct {
    guint32 from, to, depth;
} Stretch;

static guint32
add_node(Patterns *patterns, guint8 label, GArray *stretches, const Stretch *stretch)
{
    const Node empty = { 0 };
    g_array_append_val(patterns->nodes, empty);
    g_byte_array_append(patterns->labels, &label, 1);
    g_array_append_vals(stretches, stretch, 1);
    return patterns->nodes->len - 1;
}

/* The patterns that end where @stretch's node does, then its children. */
static void
fill_node(Patterns *patterns, guint32 number, GArray *stretches)
{
    const Pattern *list = (const Pattern *)(gpointer)patterns->list->data;
    Stretch stretch = g_array_index(stretches, Stretch, number);
    Node node = { .patterns = stretch.from };
    guint32 at = stretch.from;
    while (at < stretch.to && list[at].literal == stretch.depth)
        at++;
    node.n_patterns = at - stretch.from;
    node.children = patterns->nodes->len;
    while (at < stretch.to) {
        Stretch child = { at, at, stretch.depth + 1 };
        guint8 label = (guint8)list[at].text[stretch.depth];
        while (child.to < stretch.to && (guint8)list[child.to].text[stretch.depth] == label)
            child.to++;
        guint32 made = add_node(patterns, label, stretches, &child);
        if (number == 0)
            patterns->roots[label] = made;
        at = child.to;
        node.n_children++;
    }
    g_array_index(patterns->nodes, Node, number) = node;
}

void
patterns_finish(Patterns *patterns)
{
    g_autoptr(GArray) stretches = g_array_new(FALSE, FALSE, sizeof(Stretch));
    Stretch all = { 0, patterns->list->len, 0 };
    g_array_sort(patterns->list, compare_patterns);
    add_node(patterns, 0, stretches, &all);
    for (guint32 i = 0; i < patterns->nodes->len; i++)
        fill_node(patterns, i, stretches);
}

/* ---- words ---- */

/* Whether @word, of which nothing is wild, is what @glob says. Goes back to the last "*" alone: at most
 * word times glob. */
static gboolean
is_like(const char *glob, const char *glob_end, const char *word, const char *word_end)
{
    const char *star = NULL, *resume = NULL;
    while (word < word_end) {
        if (glob < glob_end && *glob == '*') {
            star = ++glob;
            resume = word;
        } else if (glob < glob_end && *glob == '?') {
            glob++;
            word += galley_utf8_next(word, 0);
        } else if (glob < glob_end && *glob == *word) {
            glob++;
            word++;
        } else if (star != NULL) {
            glob = star;
            resume += galley_utf8_next(resume, 0);
            word = resume;
        } else {
            return FALSE;
        }
    }
    while (glob < glob_end && *glob == '*')
        glob++;
    return glob == glob_end;
}

static inline guint32
child_of(const Patterns *patterns, guint32 number, guint8 byte)
{
    if (number == 0)
        return patterns->roots[byte];
    const Node *node = &g_array_index(patterns->nodes, Node, number);
    const guint8 *labels = patterns->labels->data + node->children;
    const guint8 *found = node->n_children > 0 ? memchr(labels, byte, node->n_children) : NULL;
    return found != NULL ? node->children + (guint32)(found - labels) : 0;
}

/* The patterns of one node that the word is one of, the last one first; its first @depth bytes are
 * the node's. */
static void
take_node(const Patterns *patterns,
          const Node *node,
          const char *word,
          guint32 size,
          guint32 depth,
          GArray *found)
{
    const Pattern *list = (const Pattern *)(gpointer)patterns->list->data + node->patterns;
    for (guint32 i = node->n_patterns; i-- > 0;) {
        gboolean like = list[i].size == list[i].literal
                            ? depth == size
                            : is_like(list[i].text + depth, list[i].text + list[i].size,
                                      word + depth, word + size);
        if (like)
            g_array_append_val(found, list[i].number);
    }
}

static void
reverse(guint32 *numbers, guint32 n)
{
    for (guint32 i = 0; i < n / 2; i++) {
        guint32 number = numbers[i];
        numbers[i] = numbers[n - 1 - i];
        numbers[n - 1 - i] = number;
    }
}

guint32
patterns_find(const Patterns *patterns, const char *word, guint32 size, GArray *found)
{
    const Node *nodes = (const Node *)(gpointer)patterns->nodes->data;
    guint32 before = found->len, number = 0, depth = 0;
    do {
        if (nodes[number].n_patterns > 0)
            take_node(patterns, &nodes[number], word, size, depth, found);
        number = depth < size ? child_of(patterns, number, (guint8)word[depth]) : 0;
        depth++;
    } while (number != 0);
    if (found->len > before + 1)
        reverse(&g_array_index(found, guint32, before), found->len - before);
    return found->len - before;
}
