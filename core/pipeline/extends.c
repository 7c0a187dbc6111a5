/* extends.c: a pipeline on top of another one. SPDX-License-Identifier: MIT */
#include <string.h>

#include "pipeline/bytes-private.h"
#include "pipeline/compose-private.h"
#include "pipeline/plan-private.h"

#define LEVELS_MOST 16u

/* ---- which file ---- */

static gboolean
is_file(const char *path)
{
    return g_file_test(path, G_FILE_TEST_IS_REGULAR); /* a pipe may never end */
}

/* A path from the folder of the file that names it, or the name of a ready-made pipeline. */
static char *
find_file(const GalleyComposition *composition, const GalleyNode *name)
{
    const char *base = galley_composition_get_base(composition, name->place);
    g_autofree char *path = g_canonicalize_filename(name->text, base);
    if (is_file(path) || strchr(name->text, '/'))
        return is_file(path) ? g_steal_pointer(&path) : NULL;
    return galley_pipeline_find_ready_made(name->text);
}

/* The path as a message shows it: beside the file that names it. */
static char *
shown_path(const GalleyComposition *composition, const GalleyNode *name, const char *path)
{
    const char *base = galley_composition_get_base(composition, name->place);
    g_autofree char *beside = g_canonicalize_filename(name->text, base);
    g_autofree char *dir =
        g_path_get_dirname(galley_diagnostics_get_name(composition->diagnostics, name->place));
    if (g_path_is_absolute(name->text) || !g_str_equal(beside, path))
        return g_strdup(path);
    return g_str_equal(dir, ".") ? g_strdup(name->text) : g_build_filename(dir, name->text, NULL);
}

static void
refuse_missing(GalleyComposition *composition, const GalleyNode *name)
{
    g_auto(GStrv) names = galley_pipeline_list_ready_made();
    g_autofree char *hint = galley_hint_nearest(name->text, (const char *const *)names);
    galley_diagnostics_add(
        composition->diagnostics, name->place,
        hint ? hint : "write a path from the folder of this file, or a ready-made pipeline's name",
        "there is no pipeline \"%s\" to extend", name->text);
}

/* ---- no circles ---- */

static gboolean
is_circle(GalleyComposition *composition, const GalleyNode *name, const char *path)
{
    GPtrArray *chain = composition->chain;
    g_autoptr(GString) names = g_string_new(NULL);
    gboolean circle = FALSE;
    for (guint i = 0; i < chain->len; i++) {
        circle = circle || g_str_equal(g_ptr_array_index(chain, i), path);
        g_autofree char *base = g_path_get_basename(g_ptr_array_index(chain, i));
        if (circle)
            g_string_append_printf(names, "%s -> ", base);
    }
    g_autofree char *last = g_path_get_basename(path);
    if (circle)
        galley_diagnostics_add(composition->diagnostics, name->place, NULL,
                               "\"extends\" goes in a circle: %s%s", names->str, last);
    else if (chain->len > LEVELS_MOST)
        galley_diagnostics_add(composition->diagnostics, name->place, NULL,
                               "\"extends\" goes through more than %u files", LEVELS_MOST);
    return circle || chain->len > LEVELS_MOST;
}

/* ---- reading ---- */

static const GalleyNode *
check_root(GalleyComposition *composition, const GalleyNode *name, const GalleyNode *root)
{
    const GalleyEntry *format = galley_node_find(root, "galley");
    if (format && format->value->kind == GALLEY_NODE_SCALAR &&
        g_str_equal(format->value->text, "1"))
        return root;
    galley_diagnostics_add(composition->diagnostics, format ? format->value->place : root->place,
                           "a pipeline begins with \"galley: 1\"",
                           "\"%s\" is no pipeline to extend", name->text);
    return NULL;
}

static const GalleyNode *
read_file(GalleyComposition *composition, const GalleyNode *name, const char *path)
{
    gsize size;
    g_autoptr(GError) error = NULL;
    g_autofree char *bytes = galley_bytes_read(path, &size, &error);
    const char *text = bytes;
    if (!text || !galley_bytes_check(path, &text, &size, &error)) {
        galley_diagnostics_add(composition->diagnostics, name->place, NULL, "%s", error->message);
        return NULL;
    }
    g_autofree char *base = g_path_get_dirname(path);
    g_autofree char *shown = shown_path(composition, name, path);
    char *copy = g_strndup(text, size);
    galley_diagnostics_add_file(composition->diagnostics, shown, base, copy, FALSE);
    GalleyTree *tree = galley_tree_parse(copy, size, composition->diagnostics);
    if (!tree)
        return NULL;
    g_ptr_array_add(composition->trees, tree);
    return check_root(composition, name, galley_tree_get_root(tree));
}

/* ---- laying one over the other ---- */

/** Rule: what becomes of a key that both have. */
typedef enum {
    RULE_OWN,   /* the file's own, or what it extends */
    RULE_ALONE, /* the file's own or nothing: it says what this file is */
    RULE_MAPS,  /* key by key */
    RULE_LISTS, /* edits */
    RULE_SUM,   /* the file's own, then what it extends */
} Rule;

static Rule
rule_of(const char *key)
{
    static const struct {
        const char *key;
        Rule rule;
    } rules[] = {
        { "galley", RULE_ALONE },      { "extends", RULE_ALONE }, { "name", RULE_ALONE },
        { "description", RULE_ALONE }, { "tests", RULE_ALONE },   { "params", RULE_MAPS },
        { "run", RULE_MAPS },          { "expect", RULE_MAPS },   { "steps", RULE_LISTS },
        { "writers", RULE_LISTS },     { "plugins", RULE_SUM },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rules); i++)
        if (g_str_equal(rules[i].key, key))
            return rules[i].rule;
    return RULE_OWN;
}

static const GalleyNode *
lay_maps(GalleyComposition *composition, const GalleyNode *base, const GalleyNode *own)
{
    if (base->kind != GALLEY_NODE_MAP || own->kind != GALLEY_NODE_MAP)
        return own;
    GalleyNode *map = galley_tree_add_map(composition->made, own->place);
    for (guint i = 0; i < galley_node_get_n(base); i++)
        galley_node_put(map, galley_node_get_entry(base, i)->key,
                        galley_node_get_entry(base, i)->value);
    for (guint i = 0; i < galley_node_get_n(own); i++)
        galley_node_put(map, galley_node_get_entry(own, i)->key,
                        galley_node_get_entry(own, i)->value);
    return map;
}

static const GalleyNode *
lay_sum(GalleyComposition *composition, const GalleyNode *base, const GalleyNode *own)
{
    if (base->kind != GALLEY_NODE_LIST || own->kind != GALLEY_NODE_LIST)
        return own;
    GalleyNode *list = galley_tree_add_list(composition->made, own->place);
    for (guint i = 0; i < galley_node_get_n(own); i++)
        galley_node_append(list, galley_node_get_item(own, i));
    for (guint i = 0; i < galley_node_get_n(base); i++)
        galley_node_append(list, galley_node_get_item(base, i));
    return list;
}

static const GalleyNode *
lay_values(GalleyComposition *composition,
           const char *key,
           const GalleyNode *base,
           const GalleyNode *own)
{
    const GalleyNode *none = galley_tree_add_list(composition->made, own->place);
    if (!base)
        return rule_of(key) == RULE_LISTS ? galley_edits_apply(composition, none, own) : own;
    switch (rule_of(key)) {
    case RULE_MAPS:
        return lay_maps(composition, base, own);
    case RULE_LISTS:
        return galley_edits_apply(composition, base, own);
    case RULE_SUM:
        return lay_sum(composition, base, own);
    default:
        return own;
    }
}

static const GalleyNode *
lay_over(GalleyComposition *composition, const GalleyNode *base, const GalleyNode *own)
{
    GalleyNode *map = galley_tree_add_map(composition->made, own->place);
    for (guint i = 0; i < galley_node_get_n(own); i++) {
        const GalleyEntry *entry = galley_node_get_entry(own, i);
        const GalleyEntry *under = galley_node_find(base, entry->key->text);
        if (g_str_equal(entry->key->text, "extends"))
            continue;
        galley_node_put(
            map, entry->key,
            lay_values(composition, entry->key->text, under ? under->value : NULL, entry->value));
    }
    for (guint i = 0; i < galley_node_get_n(base); i++) {
        const GalleyEntry *entry = galley_node_get_entry(base, i);
        if (!galley_node_find(own, entry->key->text) && rule_of(entry->key->text) != RULE_ALONE)
            galley_node_put(map, entry->key, entry->value);
    }
    return map;
}

/* ---- the whole ---- */

static const GalleyNode *
read_base(GalleyComposition *composition, const GalleyEntry *extends)
{
    const GalleyNode *name = extends->value;
    if (name->kind != GALLEY_NODE_SCALAR || galley_node_is_null(name)) {
        galley_diagnostics_add(
            composition->diagnostics, galley_node_is_null(name) ? extends->key->place : name->place,
            "a pipeline extends one other, which may extend another",
            "\"extends\" names one pipeline, not %s", galley_node_describe(name));
        return NULL;
    }
    g_autofree char *path = find_file(composition, name);
    if (!path)
        refuse_missing(composition, name);
    if (!path || is_circle(composition, name, path))
        return NULL;
    const GalleyNode *base = read_file(composition, name, path);
    return base ? galley_extends_resolve(composition, base, path) : NULL;
}

static void
refuse_edits(GalleyComposition *composition, const GalleyNode *root, const char *key)
{
    const GalleyEntry *list = galley_node_find(root, key);
    if (!list || list->value->kind != GALLEY_NODE_LIST)
        return;
    for (guint i = 0; i < galley_node_get_n(list->value); i++) {
        const GalleyNode *item = galley_node_get_item(list->value, i);
        if (!galley_edits_is_edit(item))
            continue;
        galley_diagnostics_add(composition->diagnostics, item->place,
                               "edits go with \"extends\", which this file has not",
                               "there is no list of %s to edit", key);
        composition->broken = TRUE;
    }
}

const GalleyNode *
galley_extends_resolve(GalleyComposition *composition, const GalleyNode *root, const char *path)
{
    const GalleyEntry *extends = galley_node_find(root, "extends");
    if (!extends) {
        refuse_edits(composition, root, "steps");
        refuse_edits(composition, root, "writers");
        return root;
    }
    g_ptr_array_add(composition->chain, g_canonicalize_filename(path, NULL));
    const GalleyNode *base = read_base(composition, extends);
    g_ptr_array_set_size(composition->chain, (gint)composition->chain->len - 1);
    composition->broken |= base == NULL;
    return base ? lay_over(composition, base, root) : root;
}
