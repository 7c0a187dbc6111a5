/* names.c: what a layer is called in a pipeline, and what a plugin calls it.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "pipeline/wires-private.h"

const char *
galley_names_in_pipeline(const GalleyUse *use, const char *name)
{
    const GalleyEntry *entry = use->layers ? galley_node_find(use->layers, name) : NULL;
    return entry && entry->value->text ? entry->value->text : name;
}

const char *
galley_names_in_plugin(const GalleyUse *use, const char *name)
{
    for (guint i = 0; use->layers && i < galley_node_get_n(use->layers); i++) {
        const GalleyEntry *entry = galley_node_get_entry(use->layers, i);
        if (g_strcmp0(entry->value->text, name) == 0)
            return entry->key->text;
    }
    return name;
}

/* ---- the keys of `layers:` ---- */

static gboolean
is_layer_name(const char *text)
{
    for (const char *c = text; *c; c++)
        if (!g_ascii_isalnum(*c) && !strchr("_-./", *c))
            return FALSE;
    return *text != '\0';
}

static char **
list_layers(const GalleyStage *stage)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    const GArray *const lists[] = { stage->contract.needs, stage->contract.gives };
    for (gsize l = 0; l < G_N_ELEMENTS(lists); l++)
        for (guint i = 0; i < lists[l]->len; i++) {
            const GalleyPort *port = &g_array_index(lists[l], GalleyPort, i);
            if (port->kind == GALLEY_PORT_LAYER)
                g_ptr_array_add(names, (gpointer)port->name);
        }
    g_ptr_array_add(names, NULL);
    return (char **)g_ptr_array_steal(names, NULL);
}

static void
check_layer_key(GalleyPlan *plan, const GalleyUse *use, const GalleyEntry *entry)
{
    g_autofree const char **names = (const char **)list_layers(use->stage);
    const char *text = galley_value_get_text(plan, entry);
    if (text && !is_layer_name(text))
        galley_diagnostics_add(plan->diagnostics, entry->value->place, NULL,
                               "\"%s\" is no name for a layer", text);
    if (g_strv_contains((const char *const *)names, entry->key->text) ||
        g_strv_contains((const char *const *)names, ALL))
        return;
    g_autofree char *hint = galley_hint_nearest(entry->key->text, names);
    g_autofree char *list = g_strjoinv(", ", (char **)names);
    if (!hint && *list)
        hint = g_strdup_printf("it has: %s", list);
    galley_diagnostics_add(plan->diagnostics, entry->key->place, hint,
                           "\"%s\" neither needs nor gives a layer \"%s\"",
                           use->stage->plugin->name, entry->key->text);
}

void
galley_names_check(GalleyPlan *plan, const GalleyUse *use)
{
    for (guint i = 0; use->layers && i < galley_node_get_n(use->layers); i++)
        check_layer_key(plan, use, galley_node_get_entry(use->layers, i));
}
