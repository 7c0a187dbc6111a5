/* tree-private.h: a YAML file as a tree in which every node knows its place.
 * SPDX-License-Identifier: MIT */
#pragma once

#include "pipeline/diagnostic-private.h"

/* What a file may hold, aliases counted as often as they are used. */
#define GALLEY_TREE_NODES_MOST 100000u
#define GALLEY_TREE_DEPTH_MOST 64u
#define GALLEY_TREE_BYTES_MOST ((gsize)1 << 20)

typedef enum {
    GALLEY_NODE_SCALAR,
    GALLEY_NODE_LIST,
    GALLEY_NODE_MAP,
} GalleyNodeKind;

/** GalleyNode: a value. Where an alias stands, the node that it names is shared. */
typedef struct GalleyNode {
    GalleyNodeKind kind;
    GalleyPlace place;
    const char *text; /* of a scalar: UTF-8 without NUL */
    gboolean quoted;  /* a scalar in quotes, or a block of text */
    gboolean wrapped; /* a plain scalar that goes on over the next line */
    GPtrArray *items; /* of a list: GalleyNode */
    GArray *entries;  /* of a map: GalleyEntry */
    /* while the tree is built: */
    guint height; /* levels, 1 for a scalar */
    guint weight; /* nodes, this one included */
    gboolean open;
} GalleyNode;

/** GalleyEntry: a key of a map, each once, and its value. */
typedef struct {
    const GalleyNode *key; /* a scalar */
    const GalleyNode *value;
} GalleyEntry;

/** GalleyTree: owns its nodes. */
typedef struct GalleyTree GalleyTree;

/**
 * galley_tree_parse:
 * @text: valid UTF-8 without a byte order mark, the text of @diagnostics
 *
 * Returns: (nullable): the tree as far as it makes sense; %NULL if there is none. What is wrong
 * goes to @diagnostics
 */
GalleyTree *galley_tree_parse(const char *text, gsize size, GalleyDiagnostics *diagnostics);
void galley_tree_free(GalleyTree *tree);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GalleyTree, galley_tree_free)

/* ---- nodes that no file has: what is made of several ---- */

/** galley_tree_new: without a root */
GalleyTree *galley_tree_new(void);
/** galley_tree_add_scalar: (transfer none): copies @text */
GalleyNode *
galley_tree_add_scalar(GalleyTree *tree, const char *text, gboolean quoted, GalleyPlace place);
GalleyNode *galley_tree_add_list(GalleyTree *tree, GalleyPlace place);
GalleyNode *galley_tree_add_map(GalleyTree *tree, GalleyPlace place);
/** galley_node_put: sets the entry of @key's text in a map, in place of the one there is */
void galley_node_put(GalleyNode *map, const GalleyNode *key, const GalleyNode *value);
/** galley_node_append: adds @item to a list */
void galley_node_append(GalleyNode *list, const GalleyNode *item);

/* ---- reading ---- */

/** galley_tree_get_root: (transfer none) */
const GalleyNode *galley_tree_get_root(const GalleyTree *tree);

/** galley_node_is_null: whether nothing stands there: a plain null, ~ or nothing at all */
gboolean galley_node_is_null(const GalleyNode *node);
/** galley_node_get_n: entries of a map, items of a list, 0 for a scalar */
guint galley_node_get_n(const GalleyNode *node);
/** galley_node_get_entry: (transfer none): entry @index of a map */
const GalleyEntry *galley_node_get_entry(const GalleyNode *node, guint index);
/** galley_node_get_item: (transfer none): item @index of a list */
const GalleyNode *galley_node_get_item(const GalleyNode *node, guint index);
/** galley_node_find: (transfer none) (nullable): the entry of a map whose key is @key; %NULL for
 * what is no map, too */
const GalleyEntry *galley_node_find(const GalleyNode *node, const char *key);
/** galley_node_hint_blank: of what is no list or map though one is wanted: that a blank is missing,
 * else @otherwise */
const char *galley_node_hint_blank(const GalleyNode *node, const char *otherwise);
/** galley_node_describe: what it is, for messages: "a list", "a map", "nothing", "text" */
const char *galley_node_describe(const GalleyNode *node);
