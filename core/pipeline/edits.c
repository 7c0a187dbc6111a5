/* edits.c: lists of steps and writers, edited by name. SPDX-License-Identifier: MIT */
#include <string.h>

#include "pipeline/compose-private.h"
#include "pipeline/plan-private.h"

/** Edit: one item of the list, and the list that it works on. */
typedef struct {
    GalleyComposition *composition;
    GPtrArray *items; /* of const GalleyNode */
    const GalleyNode *item;
    const GalleyNode *target;  /* the name behind the verb */
    guint index;               /* of the step of that name */
    const GalleyNode *partner; /* (nullable): the value of the verb's other key */
} Edit;

typedef void (*Editor)(const Edit *edit);

/** Verb: what may be done. The verb's value is a name, and so never the options of a plugin that is
 * called so. */
typedef struct {
    const char *name;
    const char *partner; /* the key beside it, %NULL: none */
    Editor apply;
    const char *example;
} Verb;

/* ---- one item or a list of them ---- */

static void
insert_all(const Edit *edit, const GalleyNode *node, guint at)
{
    if (node->kind != GALLEY_NODE_LIST) {
        g_ptr_array_insert(edit->items, (gint)at, (gpointer)node);
        return;
    }
    for (guint i = 0; i < galley_node_get_n(node); i++)
        g_ptr_array_insert(edit->items, (gint)(at + i), (gpointer)galley_node_get_item(node, i));
}

static void
apply_remove(const Edit *edit)
{
    g_ptr_array_remove_index(edit->items, edit->index);
}

static void
apply_replace(const Edit *edit)
{
    g_ptr_array_remove_index(edit->items, edit->index);
    insert_all(edit, edit->partner, edit->index);
}

static void
apply_before(const Edit *edit)
{
    insert_all(edit, edit->partner, edit->index);
}

static void
apply_after(const Edit *edit)
{
    insert_all(edit, edit->partner, edit->index + 1);
}

/* ---- set: some options, the others stay ---- */

static const GalleyNode *
lay_options(const Edit *edit, const GalleyNode *base)
{
    GalleyNode *options = galley_tree_add_map(edit->composition->made, edit->partner->place);
    for (guint i = 0; base && base->kind == GALLEY_NODE_MAP && i < galley_node_get_n(base); i++)
        galley_node_put(options, galley_node_get_entry(base, i)->key,
                        galley_node_get_entry(base, i)->value);
    for (guint i = 0; i < galley_node_get_n(edit->partner); i++)
        galley_node_put(options, galley_node_get_entry(edit->partner, i)->key,
                        galley_node_get_entry(edit->partner, i)->value);
    return options;
}

static void
apply_set(const Edit *edit)
{
    const GalleyNode *old = g_ptr_array_index(edit->items, edit->index);
    const GalleyEntry *plugin = galley_node_plugin_of_use(old);
    GalleyNode *map = galley_tree_add_map(edit->composition->made, old->place);
    if (edit->partner->kind != GALLEY_NODE_MAP) {
        galley_diagnostics_add(edit->composition->diagnostics, edit->partner->place,
                               "write it as options: {option: value}", "options are a map, not %s",
                               galley_node_describe(edit->partner));
        return;
    }
    galley_node_put(map, plugin ? plugin->key : old,
                    lay_options(edit, plugin ? plugin->value : NULL));
    for (guint i = 0; plugin && i < galley_node_get_n(old); i++) {
        const GalleyEntry *entry = galley_node_get_entry(old, i);
        if (entry->key != plugin->key)
            galley_node_put(map, entry->key, entry->value);
    }
    g_ptr_array_index(edit->items, edit->index) = map;
}

static const Verb verbs[] = {
    { "set", "options", apply_set, "{set: sentiment, options: {profile: news}}" },
    { "replace", "with", apply_replace, "{replace: quotes, with: {quotes: {indirect: true}}}" },
    { "remove", NULL, apply_remove, "{remove: quotes}" },
    { "before", "insert", apply_before, "{before: tokenizer, insert: cleaner}" },
    { "after", "insert", apply_after, "{after: tokenizer, insert: [quotes, sentiment]}" },
};

static const char append[] = "append";
static const char append_example[] = "{append: [sentiment]}";

/* ---- which edit ---- */

static const Verb *
find_verb(const GalleyNode *item, const GalleyEntry **found)
{
    for (gsize i = 0; i < G_N_ELEMENTS(verbs); i++) {
        const GalleyEntry *entry = galley_node_find(item, verbs[i].name);
        if (!entry || entry->value->kind != GALLEY_NODE_SCALAR || galley_node_is_null(entry->value))
            continue;
        *found = entry;
        return &verbs[i];
    }
    return NULL;
}

static gboolean
is_append(const GalleyNode *item)
{
    const GalleyEntry *entry = galley_node_find(item, append);
    return entry && entry->value->kind == GALLEY_NODE_LIST;
}

gboolean
galley_edits_is_edit(const GalleyNode *item)
{
    const GalleyEntry *entry;
    return find_verb(item, &entry) != NULL || is_append(item);
}

const char *
galley_edits_get_example(const char *key)
{
    for (gsize i = 0; i < G_N_ELEMENTS(verbs); i++)
        if (g_str_equal(verbs[i].name, key) || g_strcmp0(verbs[i].partner, key) == 0)
            return verbs[i].example;
    return g_str_equal(key, append) ? append_example : NULL;
}

/* ---- checking ---- */

static gboolean
find_step(Edit *edit)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < edit->items->len; i++) {
        const char *name = galley_node_name_of_use(g_ptr_array_index(edit->items, i));
        if (name && g_str_equal(name, edit->target->text)) {
            edit->index = i;
            return TRUE;
        }
        if (name)
            g_ptr_array_add(names, (gpointer)name);
    }
    g_autofree char *hint = galley_hint_among(edit->target->text, names, NULL);
    galley_diagnostics_add(edit->composition->diagnostics, edit->target->place, hint,
                           "what it extends has no \"%s\" here", edit->target->text);
    return FALSE;
}

static gboolean
check_keys(const Edit *edit, const char *verb, const char *partner)
{
    for (guint i = 0; i < galley_node_get_n(edit->item); i++) {
        const GalleyNode *key = galley_node_get_entry(edit->item, i)->key;
        if (g_str_equal(key->text, verb) || g_strcmp0(key->text, partner) == 0)
            continue;
        g_autofree char *hint =
            partner
                ? g_strdup_printf("beside \"%s\" stands \"%s\", and nothing else", verb, partner)
                : g_strdup_printf("\"%s\" stands alone", verb);
        galley_diagnostics_add(edit->composition->diagnostics, key->place, hint,
                               "unknown key \"%s\" beside \"%s\"", key->text, verb);
        return FALSE;
    }
    return TRUE;
}

static gboolean
find_partner(Edit *edit, const Verb *verb)
{
    const GalleyEntry *entry = verb->partner ? galley_node_find(edit->item, verb->partner) : NULL;
    if (entry && !galley_node_is_null(entry->value))
        edit->partner = entry->value;
    if (!verb->partner || edit->partner)
        return TRUE;
    g_autofree char *hint = g_strdup_printf("write it as %s", verb->example);
    galley_diagnostics_add(edit->composition->diagnostics, edit->item->place, hint,
                           "\"%s\" wants \"%s\" beside it", verb->name, verb->partner);
    return FALSE;
}

/* ---- the list ---- */

static void
apply_edit(GalleyComposition *composition, GPtrArray *items, const GalleyNode *item)
{
    Edit edit = { .composition = composition, .items = items, .item = item };
    const GalleyEntry *named = NULL;
    const Verb *verb = find_verb(item, &named);
    if (!verb) {
        if (check_keys(&edit, append, NULL))
            insert_all(&edit, galley_node_find(item, append)->value, items->len);
        return;
    }
    edit.target = named->value;
    if (check_keys(&edit, verb->name, verb->partner) && find_partner(&edit, verb) &&
        find_step(&edit))
        verb->apply(&edit);
}

static guint
count_edits(const GalleyNode *list)
{
    guint n = 0;
    for (guint i = 0; i < galley_node_get_n(list); i++)
        n += galley_edits_is_edit(galley_node_get_item(list, i));
    return n;
}

static void
refuse_mixture(GalleyComposition *composition, const GalleyNode *list)
{
    for (guint i = 0; i < galley_node_get_n(list); i++) {
        const GalleyNode *item = galley_node_get_item(list, i);
        if (!galley_edits_is_edit(item)) {
            galley_diagnostics_add(composition->diagnostics, item->place,
                                   "write {after: NAME, insert: ...}, or the whole list without "
                                   "edits",
                                   "a list holds either edits or plugins, not both");
            return;
        }
    }
}

const GalleyNode *
galley_edits_apply(GalleyComposition *composition, const GalleyNode *base, const GalleyNode *edits)
{
    guint n = edits->kind == GALLEY_NODE_LIST ? count_edits(edits) : 0;
    if (n == 0 || base->kind != GALLEY_NODE_LIST)
        return edits;
    if (n < galley_node_get_n(edits)) {
        refuse_mixture(composition, edits);
        return base;
    }
    GalleyNode *list = galley_tree_add_list(composition->made, edits->place);
    for (guint i = 0; i < galley_node_get_n(base); i++)
        galley_node_append(list, galley_node_get_item(base, i));
    for (guint i = 0; i < n; i++)
        apply_edit(composition, list->items, galley_node_get_item(edits, i));
    return list;
}
