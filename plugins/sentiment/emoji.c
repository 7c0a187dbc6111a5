/* emoji.c: emoji and what they show, as a tree of code points. SPDX-License-Identifier: MIT */
#include "emoji.h"

#include <string.h>

#include <galley/unicode.h>

#include "table.h"

#define ROOT 0

/* An emoji, or what one begins with. */
typedef struct {
    gint64 name; /* offset into names; -1: nothing ends here */
    guint32 size;
} Node;

/* From a node by a code point to the next. */
typedef struct {
    guint32 node;
    gunichar character; /* 0: free */
    guint32 next;
} Edge;

struct Emoji {
    gboolean single;
    GString *names;
    GArray *nodes; /* of Node */
    Edge *edges;   /* a power of two of them, at most a quarter in use */
    guint32 mask;
    guint32 n_edges;
};

static gboolean
is_selector(gunichar character)
{
    return character == 0xFE0F;
}

static gboolean
is_skin_tone(gunichar character)
{
    return character >= 0x1F3FB && character <= 0x1F3FF;
}

/* ---- the tree ---- */

static Edge *
edge_for(const Emoji *emoji, guint32 node, gunichar character)
{
    guint32 at = ((character ^ node * 0x85EBCA77u) * 0x9E3779B1u) >> 12 & emoji->mask;
    while (emoji->edges[at].character != 0 &&
           (emoji->edges[at].character != character || emoji->edges[at].node != node))
        at = (at + 1) & emoji->mask;
    return &emoji->edges[at];
}

static void
edges_resize(Emoji *emoji, guint32 n_edges)
{
    g_autofree Edge *old = emoji->edges;
    guint32 n_old = old != NULL ? emoji->mask + 1 : 0;
    emoji->edges = g_new0(Edge, n_edges);
    emoji->mask = n_edges - 1;
    for (guint32 i = 0; i < n_old; i++)
        if (old[i].character != 0)
            *edge_for(emoji, old[i].node, old[i].character) = old[i];
}

static guint32
add_node(Emoji *emoji)
{
    const Node node = { .name = -1 };
    g_array_append_val(emoji->nodes, node);
    return emoji->nodes->len - 1;
}

/* The node behind @node for @character, made if need be. */
static guint32
add_edge(Emoji *emoji, guint32 node, gunichar character)
{
    Edge *edge = edge_for(emoji, node, character);
    if (edge->character != 0)
        return edge->next;
    guint32 next = add_node(emoji);
    *edge = (Edge){ .node = node, .character = character, .next = next };
    if (++emoji->n_edges * 4 > emoji->mask)
        edges_resize(emoji, (emoji->mask + 1) * 2);
    return next;
}

/* The last of two rows for one emoji counts. */
static gboolean
take_row(const TableRow *row, gpointer user, GError **error)
{
    Emoji *emoji = user;
    const char *key = row->field[0];
    guint32 node = ROOT;
    (void)error;
    if (emoji->single && galley_utf8_next(key, 0) != row->key_size)
        return TRUE;
    for (guint32 at = 0; at < row->key_size; at = galley_utf8_next(key, at)) {
        gunichar character = galley_utf8_get(key, at);
        if (emoji->single || !is_selector(character))
            node = add_edge(emoji, node, character);
    }
    if (node == ROOT)
        return TRUE;
    Node *found = &g_array_index(emoji->nodes, Node, node);
    *found = (Node){ (gint64)emoji->names->len, (guint32)strlen(row->field[1]) };
    g_string_append(emoji->names, row->field[1]);
    return TRUE;
}

Emoji *
emoji_load_names(const char *path, gboolean single, GError **error)
{
    g_autoptr(Emoji) emoji = g_new0(Emoji, 1);
    emoji->single = single;
    emoji->nodes = g_array_new(FALSE, FALSE, sizeof(Node));
    emoji->names = g_string_new(NULL);
    edges_resize(emoji, 256);
    add_node(emoji);
    if (!table_read(path, take_row, emoji, error))
        return NULL;
    return g_steal_pointer(&emoji);
}

void
emoji_free(Emoji *emoji)
{
    if (emoji == NULL)
        return;
    g_array_unref(emoji->nodes);
    g_string_free(emoji->names, TRUE);
    g_free(emoji->edges);
    g_free(emoji);
}

/* ---- finding ---- */

/* Behind what only says how the emoji looks. */
static guint32
skip_looks(const char *text, guint32 at, guint32 end)
{
    for (; at < end; at = galley_utf8_next(text, at)) {
        gunichar character = galley_utf8_get(text, at);
        if (!is_selector(character) && !is_skin_tone(character))
            break;
    }
    return at;
}

static const Node *
node_at(const Emoji *emoji, guint32 node)
{
    return &g_array_index(emoji->nodes, Node, node);
}

const char *
emoji_find_name(
    const Emoji *emoji, const char *text, guint32 at, guint32 end, guint32 *next, guint32 *size)
{
    const Node *longest = NULL;
    guint32 node = ROOT;
    while (at < end && (longest == NULL || !emoji->single)) {
        gunichar character = galley_utf8_get(text, at);
        const Edge *edge = edge_for(emoji, node, character);
        at = galley_utf8_next(text, at);
        if (edge->character != 0)
            node = edge->next;
        else if (node == ROOT || emoji->single ||
                 (!is_selector(character) && !is_skin_tone(character)))
            break;
        if (node_at(emoji, node)->name < 0)
            continue;
        longest = node_at(emoji, node);
        *next = emoji->single ? at : skip_looks(text, at, end);
    }
    if (longest == NULL)
        return NULL;
    *size = longest->size;
    return emoji->names->str + longest->name;
}
