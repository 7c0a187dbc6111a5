/* auto.c: the options of `reader: auto`: each is for the readers that take it.
 * SPDX-License-Identifier: MIT */
#include "pipeline/compose-private.h"
#include "pipeline/plan-private.h"

/* Whether the reader has such an option, and the value is one for it. */
static gboolean
takes_option(const GalleyUse *use, const GalleyEntry *entry)
{
    const GalleyOption *option = galley_stage_find_option(use->stage, entry->key->text);
    const GalleyNode *value = entry->value;
    if (!option || value->kind != GALLEY_NODE_SCALAR || galley_option_is_list(option))
        return option && (value->kind == GALLEY_NODE_SCALAR || galley_option_is_list(option));
    if (galley_node_is_null(value) || option->type == GALLEY_OPTION_TYPE_INPUT)
        return TRUE;
    gint64 field; /* as large as any that holds one value */
    GalleyOption alone = *option;
    g_autoptr(GPtrArray) pool = g_ptr_array_new_with_free_func(g_free);
    alone.offset = 0;
    return galley_option_set(&alone, &field, value->text, NULL, pool, NULL);
}

static gboolean
has_option(const GalleyUse *use, const GalleyEntry *entry)
{
    return galley_stage_find_option(use->stage, entry->key->text) != NULL;
}

/* Gives an option of `auto` to the readers that @chooses; returns how many they are. */
static guint
give_to(GalleyPlan *plan,
        const GalleyEntry *entry,
        gboolean (*chooses)(const GalleyUse *use, const GalleyEntry *entry))
{
    guint n = 0;
    for (guint i = 0; i < plan->uses->len; i++) {
        GalleyUse *use = g_ptr_array_index(plan->uses, i);
        if (!chooses(use, entry))
            continue;
        GalleyNode *options = (GalleyNode *)use->options;
        if (!options)
            use->options = options =
                galley_tree_add_map(plan->pipeline->composition->made, entry->key->place);
        galley_node_put(options, entry->key, entry->value);
        n++;
    }
    return n;
}

static void
refuse_auto_option(GalleyPlan *plan, const GalleyNode *key)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < plan->uses->len; i++) {
        const GalleyUse *use = g_ptr_array_index(plan->uses, i);
        const GalleyOption *option = use->stage->plugin->options;
        for (; option && option->name; option++)
            g_ptr_array_add(names, (gpointer)option->name);
    }
    g_ptr_array_add(names, NULL);
    g_autofree char *hint = galley_hint_nearest(key->text, (const char *const *)names->pdata);
    galley_diagnostics_add(plan->diagnostics, key->place, hint, "no reader has an option \"%s\"",
                           key->text);
}

void
galley_auto_give_options(GalleyPlan *plan, const GalleyNode *options)
{
    for (guint i = 0; options && i < galley_node_get_n(options); i++) {
        const GalleyEntry *entry = galley_node_get_entry(options, i);
        if (give_to(plan, entry, takes_option) == 0 && give_to(plan, entry, has_option) == 0)
            refuse_auto_option(plan, entry->key);
    }
}
