/* hint-layer.c: where a layer that is missing could come from. SPDX-License-Identifier: MIT */
#include "pipeline/wires-private.h"

/* More names than this are no hint. */
#define GIVERS_MOST 4

static gboolean
stage_gives(const GalleyUse *use, const char *name)
{
    const GArray *ports = use->stage->contract.gives;
    for (guint i = 0; i < ports->len; i++) {
        const GalleyPort *port = &g_array_index(ports, GalleyPort, i);
        if (port->kind == GALLEY_PORT_LAYER &&
            g_str_equal(galley_names_in_pipeline(use, port->name), name))
            return TRUE;
    }
    return FALSE;
}

/* A stage of this pipeline that gives the layer, but too late. */
static char *
hint_later(const GalleyPlan *plan, const GalleyUse *use, const char *name)
{
    for (guint i = 0; i < plan->uses->len; i++) {
        const GalleyUse *other = g_ptr_array_index(plan->uses, i);
        if (other != use && stage_gives(other, name)) {
            g_autofree char *line = galley_diagnostics_tell_line(plan->diagnostics, other->place);
            return g_strdup_printf("\"%s\" on %s gives it: move \"%s\" behind that step",
                                   other->stage->name, line, use->stage->name);
        }
    }
    return NULL;
}

static gboolean
plugin_gives(const GalleyPlugin *plugin, const char *name)
{
    for (const GalleyPort *port = plugin->gives; port && port->name; port++)
        if (port->kind == GALLEY_PORT_LAYER && g_str_equal(port->name, name))
            return TRUE;
    return FALSE;
}

/* Plugins in the folders that would give the layer. */
static char *
hint_plugin(GalleyPlan *plan, const GalleyUse *use, const char *name)
{
    GalleyFinder *finder = plan->pipeline->finder;
    g_auto(GStrv) names = galley_finder_list(finder, GALLEY_KIND_PROCESSOR);
    g_autoptr(GPtrArray) givers = g_ptr_array_new();
    for (gsize i = 0; names[i] && givers->len < GIVERS_MOST; i++) {
        const GalleyModule *module =
            galley_finder_load(finder, GALLEY_KIND_PROCESSOR, names[i], NULL, NULL);
        if (module && module->plugin != use->stage->plugin && plugin_gives(module->plugin, name))
            g_ptr_array_add(givers, names[i]);
    }
    if (givers->len == 0)
        return NULL;
    g_ptr_array_add(givers, NULL);
    g_autofree char *list = g_strjoinv("\" or \"", (char **)givers->pdata);
    return use->stage->plugin->kind == GALLEY_KIND_WRITER
               ? g_strdup_printf("the plugin \"%s\" gives it: add it to the steps", list)
               : g_strdup_printf("the plugin \"%s\" gives it: put it before \"%s\"", list,
                                 use->stage->name);
}

static char *
hint_near(const GalleyPlan *plan, const char *name)
{
    const GalleySlots *slots = &plan->pipeline->slots;
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < slots->n; i++)
        g_ptr_array_add(names, slots->slots[i].name);
    g_ptr_array_add(names, NULL);
    return galley_hint_nearest(name, (const char *const *)names->pdata);
}

/* A layer of that kind which has another name in this pipeline. */
static char *
hint_renamed(const GalleyPlan *plan, const char *name)
{
    const GalleySlots *slots = &plan->pipeline->slots;
    for (guint i = 0; i < slots->n; i++)
        if (g_str_equal(slots->slots[i].layout->name, name))
            return g_strdup_printf(
                "here it is called \"%s\": write beside the plugin \"layers: {%s: %s}\"",
                slots->slots[i].name, name, slots->slots[i].name);
    return NULL;
}

char *
galley_wires_hint_layer(GalleyPlan *plan, const GalleyUse *use, const char *name)
{
    char *hint = hint_renamed(plan, name);
    if (!hint)
        hint = hint_later(plan, use, name);
    if (!hint)
        hint = hint_plugin(plan, use, name);
    return hint ? hint : hint_near(plan, name);
}
