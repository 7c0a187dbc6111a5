/* tree.c: libyaml's events become a tree with places, within bounds.
 * SPDX-License-Identifier: MIT */
#include "pipeline/tree-private.h"

#include <string.h>

#include <yaml.h>

#include "pipeline/syntax-private.h"

struct GalleyTree {
    GPtrArray *nodes; /* all of them, owned */
    GStringChunk *strings;
    const GalleyNode *root;
};

/** Frame: a list or map that is not closed yet. */
typedef struct {
    GalleyNode *node;
    const GalleyNode *key; /* of a map, when its value comes next */
    GHashTable *keys;      /* of a map: text -> node */
    gboolean skip;         /* the value that comes next belongs to no key */
} Frame;

typedef struct {
    GalleyTree *tree;
    GalleyDiagnostics *diagnostics;
    GArray *frames;      /* of Frame */
    GHashTable *anchors; /* name -> node */
    guint n_nodes;       /* aliases counted in full */
    guint n_documents;
    gboolean failed; /* no use in going on */
} Builder;

/* ---- nodes ---- */

static void
free_node(gpointer data)
{
    GalleyNode *node = data;
    if (node->items)
        g_ptr_array_unref(node->items);
    if (node->entries)
        g_array_unref(node->entries);
    g_free(node);
}

GalleyTree *
galley_tree_new(void)
{
    GalleyTree *tree = g_new0(GalleyTree, 1);
    tree->nodes = g_ptr_array_new_with_free_func(free_node);
    tree->strings = g_string_chunk_new(4096);
    return tree;
}

void
galley_tree_free(GalleyTree *tree)
{
    g_ptr_array_unref(tree->nodes);
    g_string_chunk_free(tree->strings);
    g_free(tree);
}

static GalleyNode *
make_node(GalleyTree *tree, GalleyNodeKind kind, GalleyPlace place)
{
    GalleyNode *node = g_new0(GalleyNode, 1);
    *node = (GalleyNode){ .kind = kind, .place = place, .height = 1, .weight = 1 };
    g_ptr_array_add(tree->nodes, node);
    return node;
}

GalleyNode *
galley_tree_add_scalar(GalleyTree *tree, const char *text, gboolean quoted, GalleyPlace place)
{
    GalleyNode *node = make_node(tree, GALLEY_NODE_SCALAR, place);
    node->text = g_string_chunk_insert(tree->strings, text);
    node->quoted = quoted;
    return node;
}

GalleyNode *
galley_tree_add_list(GalleyTree *tree, GalleyPlace place)
{
    GalleyNode *node = make_node(tree, GALLEY_NODE_LIST, place);
    node->items = g_ptr_array_new();
    return node;
}

GalleyNode *
galley_tree_add_map(GalleyTree *tree, GalleyPlace place)
{
    GalleyNode *node = make_node(tree, GALLEY_NODE_MAP, place);
    node->entries = g_array_new(FALSE, FALSE, sizeof(GalleyEntry));
    return node;
}

void
galley_node_put(GalleyNode *map, const GalleyNode *key, const GalleyNode *value)
{
    GalleyEntry *there = (GalleyEntry *)galley_node_find(map, key->text);
    GalleyEntry entry = { key, value };
    if (there)
        *there = entry;
    else
        g_array_append_val(map->entries, entry);
}

void
galley_node_append(GalleyNode *list, const GalleyNode *item)
{
    g_ptr_array_add(list->items, (gpointer)item);
}

const GalleyNode *
galley_tree_get_root(const GalleyTree *tree)
{
    return tree->root;
}

gboolean
galley_node_is_null(const GalleyNode *node)
{
    static const char *const nulls[] = { "", "~", "null", "Null", "NULL", NULL };
    return node->kind == GALLEY_NODE_SCALAR && !node->quoted && g_strv_contains(nulls, node->text);
}

guint
galley_node_get_n(const GalleyNode *node)
{
    return node->items ? node->items->len : node->entries ? node->entries->len : 0;
}

const GalleyEntry *
galley_node_get_entry(const GalleyNode *node, guint index)
{
    return &g_array_index(node->entries, GalleyEntry, index);
}

const GalleyNode *
galley_node_get_item(const GalleyNode *node, guint index)
{
    return g_ptr_array_index(node->items, index);
}

const GalleyEntry *
galley_node_find(const GalleyNode *node, const char *key)
{
    for (guint i = 0; node->kind == GALLEY_NODE_MAP && i < node->entries->len; i++)
        if (g_str_equal(galley_node_get_entry(node, i)->key->text, key))
            return galley_node_get_entry(node, i);
    return NULL;
}

const char *
galley_node_describe(const GalleyNode *node)
{
    static const char *const kinds[] = {
        [GALLEY_NODE_SCALAR] = "a single value",
        [GALLEY_NODE_LIST] = "a list",
        [GALLEY_NODE_MAP] = "a map",
    };
    return galley_node_is_null(node) ? "nothing" : kinds[node->kind];
}

const char *
galley_node_hint_blank(const GalleyNode *node, const char *otherwise)
{
    gboolean keys = node->kind == GALLEY_NODE_MAP && node->entries->len > 0;
    const GalleyNode *first = keys ? galley_node_get_entry(node, 0)->key : node;
    const char *hint = first->text && !first->quoted ? galley_slips_hint_blank(first->text) : NULL;
    return hint ? hint : otherwise;
}

/* ---- places ---- */

static GalleyPlace
place_of(const Builder *builder, const yaml_event_t *event)
{
    return galley_lines_find(galley_diagnostics_get_lines(builder->diagnostics),
                             event->start_mark.index, event->end_mark.index);
}

static void
stop(Builder *builder, GalleyPlace place, const char *hint, const char *what)
{
    galley_diagnostics_add(builder->diagnostics, place, hint, "%s", what);
    builder->failed = TRUE;
}

/* ---- building ---- */

static Frame *
top(const Builder *builder)
{
    guint n = builder->frames->len;
    return n > 0 ? &g_array_index(builder->frames, Frame, n - 1) : NULL;
}

/* All that goes into the tree passes here, aliases with all they stand for. */
static gboolean
within_bounds(Builder *builder, const GalleyNode *node, GalleyPlace place, gboolean alias)
{
    builder->n_nodes += node->weight;
    if (builder->n_nodes > GALLEY_TREE_NODES_MOST) {
        stop(builder, place,
             alias ? "aliases of aliases grow without measure; write out what is meant" : NULL,
             alias ? "alias bomb: the file grows past 100000 values"
                   : "the file has more than 100000 values");
        return FALSE;
    }
    if (builder->frames->len + node->height > GALLEY_TREE_DEPTH_MOST) {
        stop(builder, place, NULL, "lists and maps are nested more than 64 deep");
        return FALSE;
    }
    return TRUE;
}

/* Lists and maps may be tall and heavy through what they hold. */
static void
add_to_parent(GalleyNode *parent, const GalleyNode *child)
{
    parent->height = MAX(parent->height, child->height + 1);
    parent->weight += child->weight;
}

static void
take_key(Builder *builder, Frame *frame, const GalleyNode *key)
{
    frame->key = NULL;
    frame->skip = TRUE;
    if (key->kind != GALLEY_NODE_SCALAR) {
        galley_diagnostics_add(builder->diagnostics, key->place,
                               "a text in braces or brackets may want quotes",
                               "a key must be a word, not %s", galley_node_describe(key));
        return;
    }
    if (!key->quoted && g_str_equal(key->text, "<<")) {
        galley_diagnostics_add(builder->diagnostics, key->place,
                               "write the keys out, or let an alias stand for the whole map",
                               "the merge key \"<<\" is not served");
        return;
    }
    const GalleyNode *first = g_hash_table_lookup(frame->keys, key->text);
    if (first) {
        galley_diagnostics_add(builder->diagnostics, key->place,
                               "a key stands once; take one of them out",
                               "duplicate key \"%s\": it stands at %u:%u already", key->text,
                               first->place.line, first->place.column);
        return;
    }
    g_hash_table_insert(frame->keys, (gpointer)key->text, (gpointer)key);
    frame->key = key;
    frame->skip = FALSE;
}

/* A node where the innermost open list or map, or the document, wants one. */
static void
attach(Builder *builder, const GalleyNode *node)
{
    Frame *frame = top(builder);
    if (!frame)
        builder->tree->root = node;
    else if (frame->node->kind == GALLEY_NODE_LIST)
        g_ptr_array_add(frame->node->items, (gpointer)node);
    else if (!frame->key && !frame->skip)
        take_key(builder, frame, node);
    else {
        GalleyEntry entry = { frame->key, node };
        if (frame->key)
            g_array_append_val(frame->node->entries, entry);
        frame->key = NULL;
        frame->skip = FALSE;
    }
}

static GalleyNode *
add_node(Builder *builder, GalleyNodeKind kind, GalleyPlace place, const yaml_char_t *anchor)
{
    GalleyNode *node = make_node(builder->tree, kind, place);
    if (anchor)
        g_hash_table_insert(builder->anchors, g_strdup((const char *)anchor), node);
    return node;
}

static void
refuse_tag(Builder *builder, GalleyPlace place, const yaml_char_t *tag)
{
    if (tag)
        galley_diagnostics_add(builder->diagnostics, place,
                               "leave it out: the option decides what a value is",
                               "YAML tags such as \"!!str\" are not served");
}

static void
on_scalar(Builder *builder, const yaml_event_t *event)
{
    const char *value = (const char *)event->data.scalar.value;
    GalleyPlace place = place_of(builder, event);
    GalleyNode *node = add_node(builder, GALLEY_NODE_SCALAR, place, event->data.scalar.anchor);
    node->text = g_string_chunk_insert(builder->tree->strings, value);
    node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    node->wrapped = !node->quoted && event->end_mark.line > event->start_mark.line;
    refuse_tag(builder, place, event->data.scalar.tag);
    if (strlen(value) != event->data.scalar.length)
        galley_diagnostics_add(builder->diagnostics, place, NULL, "a NUL character in a text");
    if (!within_bounds(builder, node, place, FALSE))
        return;
    if (top(builder))
        add_to_parent(top(builder)->node, node);
    attach(builder, node);
}

static void
open_collection(Builder *builder,
                GalleyNodeKind kind,
                const yaml_event_t *event,
                const yaml_char_t *anchor)
{
    GalleyPlace place = place_of(builder, event);
    GalleyNode *node = add_node(builder, kind, place, anchor);
    if (!within_bounds(builder, node, place, FALSE))
        return;
    node->open = TRUE;
    Frame frame = { .node = node };
    if (kind == GALLEY_NODE_LIST)
        node->items = g_ptr_array_new();
    else {
        node->entries = g_array_new(FALSE, FALSE, sizeof(GalleyEntry));
        frame.keys = g_hash_table_new(g_str_hash, g_str_equal);
    }
    g_array_append_val(builder->frames, frame);
}

static void
on_list(Builder *builder, const yaml_event_t *event)
{
    refuse_tag(builder, place_of(builder, event), event->data.sequence_start.tag);
    open_collection(builder, GALLEY_NODE_LIST, event, event->data.sequence_start.anchor);
}

static void
on_map(Builder *builder, const yaml_event_t *event)
{
    refuse_tag(builder, place_of(builder, event), event->data.mapping_start.tag);
    open_collection(builder, GALLEY_NODE_MAP, event, event->data.mapping_start.anchor);
}

static void
clear_frame(gpointer data)
{
    Frame *frame = data;
    g_clear_pointer(&frame->keys, g_hash_table_unref);
}

static void
on_end(Builder *builder, G_GNUC_UNUSED const yaml_event_t *event)
{
    GalleyNode *node = top(builder)->node;
    node->open = FALSE;
    g_array_set_size(builder->frames, builder->frames->len - 1);
    if (top(builder))
        add_to_parent(top(builder)->node, node);
    attach(builder, node);
}

static void
on_alias(Builder *builder, const yaml_event_t *event)
{
    const char *name = (const char *)event->data.alias.anchor;
    const GalleyNode *node = g_hash_table_lookup(builder->anchors, name);
    GalleyPlace place = place_of(builder, event);
    g_autofree char *what = NULL;
    if (!node)
        what = g_strdup_printf("the alias \"*%s\" has no anchor \"&%s\" before it", name, name);
    else if (node->open)
        what = g_strdup_printf("the alias \"*%s\" stands inside what it names", name);
    if (what) {
        stop(builder, place, NULL, what);
        return;
    }
    if (!within_bounds(builder, node, place, TRUE))
        return;
    if (top(builder))
        add_to_parent(top(builder)->node, node);
    attach(builder, node);
}

static void
on_document(Builder *builder, const yaml_event_t *event)
{
    if (builder->n_documents++ > 0)
        stop(builder, place_of(builder, event),
             "one file is one pipeline; split the file at \"---\"",
             "a second YAML document begins here");
}

typedef void (*Handler)(Builder *builder, const yaml_event_t *event);

static const Handler handlers[] = {
    [YAML_DOCUMENT_START_EVENT] = on_document, [YAML_ALIAS_EVENT] = on_alias,
    [YAML_SCALAR_EVENT] = on_scalar,           [YAML_SEQUENCE_START_EVENT] = on_list,
    [YAML_SEQUENCE_END_EVENT] = on_end,        [YAML_MAPPING_START_EVENT] = on_map,
    [YAML_MAPPING_END_EVENT] = on_end,
};

/* Returns FALSE at the end of the file, or where nothing more can be made of it. */
static gboolean
take_event(Builder *builder, yaml_parser_t *parser)
{
    yaml_event_t event;
    if (!yaml_parser_parse(parser, &event)) {
        galley_syntax_explain(parser, builder->diagnostics);
        builder->failed = TRUE;
        return FALSE;
    }
    gboolean more = event.type != YAML_STREAM_END_EVENT;
    if ((gsize)event.type < G_N_ELEMENTS(handlers) && handlers[event.type])
        handlers[event.type](builder, &event);
    yaml_event_delete(&event);
    return more && !builder->failed;
}

static void
build(Builder *builder, const char *text, gsize size)
{
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        g_error("out of memory");
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, size);
    while (take_event(builder, &parser))
        continue;
    yaml_parser_delete(&parser);
}

GalleyTree *
galley_tree_parse(const char *text, gsize size, GalleyDiagnostics *diagnostics)
{
    g_autoptr(GalleyTree) tree = galley_tree_new();
    Builder builder = { .tree = tree, .diagnostics = diagnostics };
    builder.frames = g_array_new(FALSE, FALSE, sizeof(Frame));
    g_array_set_clear_func(builder.frames, clear_frame);
    builder.anchors = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    build(&builder, text, size);
    g_array_unref(builder.frames);
    g_hash_table_unref(builder.anchors);
    if (builder.failed)
        return NULL;
    if (!tree->root || galley_node_is_null(tree->root)) {
        galley_diagnostics_add(diagnostics, (GalleyPlace){ 1, 1, 1, 0 },
                               "a pipeline begins with \"galley: 1\"", "empty pipeline");
        return NULL;
    }
    return g_steal_pointer(&tree);
}
