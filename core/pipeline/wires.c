/* wires.c: layers and metadata keys, from the stages that give them to those that need them.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "pipeline/condition-private.h"
#include "pipeline/wires-private.h"

#define REMOVED 0u

/** Wiring: what is given so far. */
typedef struct {
    GalleyPlan *plan;
    GArray *givers;   /* per slot: the GalleyUse that gives it; %NULL for the engine's own */
    GHashTable *keys; /* metadata keys given so far */
    gboolean all_keys;
    gboolean unsure; /* whether a stage before this one is missing or broken */
} Wiring;

/** Site: one stage being connected. */
typedef struct {
    Wiring *wiring;
    GalleyUse *use;
    GalleyScope *scope;
    GArray *reads; /* of GalleyScopeLayer */
    GArray *gives;
    GPtrArray *keys_read;
    GPtrArray *keys_given;
} Site;

static const GalleyUse *
giver_of(const Wiring *wiring, guint slot)
{
    return g_array_index(wiring->givers, const GalleyUse *, slot);
}

/* Where a fault shows best: at the word in the stage's options that asks for the layer, else at
 * the plugin's name. */
static GalleyPlace
place_of_word(const GalleyUse *use, const char *word)
{
    for (guint i = 0; use->options && i < galley_node_get_n(use->options); i++) {
        const GalleyNode *value = galley_node_get_entry(use->options, i)->value;
        for (guint j = 0; value->kind == GALLEY_NODE_LIST && j < galley_node_get_n(value); j++)
            if (g_strcmp0(galley_node_get_item(value, j)->text, word) == 0)
                return galley_node_get_item(value, j)->place;
    }
    return use->place;
}

/* ---- columns ---- */

static guint64
all_columns(const GalleyLayout *layout)
{
    guint n = 0;
    while (layout->columns && layout->columns[n].name)
        n++;
    return n >= 64 ? G_MAXUINT64 : ((guint64)1 << n) - 1;
}

/* The filled column that is nearest, or all there are. */
static char *
hint_column(const GalleySlot *slot, const char *column)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint c = 0; slot->layout->columns && slot->layout->columns[c].name; c++)
        if (slot->columns >> c & 1)
            g_ptr_array_add(names, (gpointer)slot->layout->columns[c].name);
    g_ptr_array_add(names, NULL);
    char *hint = galley_hint_nearest(column, (const char *const *)names->pdata);
    if (hint)
        return hint;
    g_autofree char *list = g_strjoinv(", ", (char **)names->pdata);
    return *list ? g_strdup_printf("it fills: %s", list) : g_strdup("it fills no columns");
}

static void
refuse_column(const Site *site, const GalleyPort *port, const char *column, guint slot)
{
    const GalleyUse *giver = slot == GALLEY_NO_SLOT ? NULL : giver_of(site->wiring, slot);
    GalleyDiagnostics *diagnostics = site->wiring->plan->diagnostics;
    g_autofree char *hint =
        giver ? hint_column(&site->wiring->plan->pipeline->slots.slots[slot], column) : NULL;
    if (giver)
        galley_diagnostics_add(
            diagnostics, place_of_word(site->use, column), hint,
            "\"%s\" needs the column \"%s\" of \"%s\", which \"%s\" does not fill",
            site->use->stage->name, column, port->name, giver->stage->name);
    else
        galley_diagnostics_add(diagnostics, site->use->place, "the plugin declares it wrongly",
                               "\"%s\" names a column \"%s\" that the layer \"%s\" does not have",
                               site->use->stage->name, column, port->name);
}

/* The columns that @port names, among those in @there; what is not there is an error unless the
 * port is optional. */
static guint64
columns_of(
    const Site *site, const GalleyPort *port, const GalleyLayout *layout, guint64 there, guint slot)
{
    if (g_strcmp0(port->columns, ALL) == 0)
        return there;
    guint64 columns = 0;
    g_auto(GStrv) names = g_strsplit(port->columns ? port->columns : "", " ", -1);
    for (gsize i = 0; names[i]; i++) {
        int column = *names[i] ? galley_layout_find_column(layout, names[i]) : -1;
        if (column >= 0 && (there >> column & 1))
            columns |= (guint64)1 << column;
        else if (*names[i] && !(port->flags & GALLEY_PORT_OPTIONAL))
            refuse_column(site, port, names[i], slot);
    }
    return columns;
}

/* ---- needs ---- */

static void
put_layer(GArray *layers, const char *name, guint slot, guint64 columns)
{
    for (guint i = 0; i < layers->len; i++) {
        GalleyScopeLayer *layer = &g_array_index(layers, GalleyScopeLayer, i);
        if (layer->slot == slot && g_str_equal(layer->name, name)) {
            layer->columns |= columns;
            return;
        }
    }
    GalleyScopeLayer layer = { g_strdup(name), slot, columns };
    g_array_append_val(layers, layer);
}

/* Two layouts of one name agree as far as both go. */
static gboolean
layouts_agree(const GalleyLayout *one, const GalleyLayout *other)
{
    const GalleyColumn *a = one->columns, *b = other->columns;
    if (!g_str_equal(one->name, other->name))
        return FALSE;
    for (; a && b && a->name && b->name; a++, b++)
        if (!g_str_equal(a->name, b->name) || a->type != b->type)
            return FALSE;
    return TRUE;
}

/* A plugin that does not say what the columns are takes any, such as a writer of tables. */
static gboolean
layout_fits(const GalleyPort *port, const GalleyLayout *layout)
{
    const GalleyLayout *wanted =
        port->layout ? port->layout : galley_standard_find_layout(port->name);
    return !wanted || layouts_agree(wanted, layout);
}

static void
need_every_layer(const Site *site, const GalleyPort *port)
{
    const GalleySlots *slots = &site->wiring->plan->pipeline->slots;
    for (guint i = 0; i < slots->n; i++) {
        const GalleySlot *slot = &slots->slots[i];
        const char *name = galley_names_in_plugin(site->use, slot->name);
        if (!g_str_equal(galley_names_in_pipeline(site->use, name), slot->name))
            continue; /* the plugin's name for it means another layer here */
        guint64 columns = port->columns ? slot->columns & all_columns(slot->layout) : 0;
        put_layer(site->reads, name, i, columns);
    }
}

static void
refuse_missing_layer(const Site *site, const GalleyPort *port, const char *name)
{
    GalleyPlan *plan = site->wiring->plan;
    if (site->wiring->unsure)
        return;
    g_autofree char *hint = galley_wires_hint_layer(plan, site->use, name);
    galley_diagnostics_add(plan->diagnostics, place_of_word(site->use, port->name), hint,
                           "\"%s\" needs the layer \"%s\", which nothing before it gives",
                           site->use->stage->name, name);
}

static void
need_layer(const Site *site, const GalleyPort *port)
{
    GalleyPlan *plan = site->wiring->plan;
    if (g_str_equal(port->name, ALL)) {
        need_every_layer(site, port);
        return;
    }
    const char *name = galley_names_in_pipeline(site->use, port->name);
    guint slot = galley_slots_find(&plan->pipeline->slots, name);
    if (slot == GALLEY_NO_SLOT) {
        if (port->flags & GALLEY_PORT_OPTIONAL)
            put_layer(site->reads, port->name, GALLEY_NO_SLOT,
                      0); /* may be asked for, and is not there */
        else
            refuse_missing_layer(site, port, name);
        return;
    }
    const GalleySlot *found = &plan->pipeline->slots.slots[slot];
    if (layout_fits(port, found->layout)) {
        guint64 there = found->columns & all_columns(found->layout);
        put_layer(site->reads, port->name, slot,
                  columns_of(site, port, found->layout, there, slot));
    } else
        galley_diagnostics_add(
            plan->diagnostics, site->use->place, NULL,
            "\"%s\" needs a layer \"%s\", but \"%s\" has other columns: it is a \"%s\"",
            site->use->stage->name, port->name, name, found->layout->name);
}

static void
put_key(GPtrArray *keys, const char *key)
{
    if (!g_ptr_array_find_with_equal_func(keys, key, g_str_equal, NULL))
        g_ptr_array_add(keys, g_strdup(key));
}

static void
need_key(const Site *site, const GalleyPort *port)
{
    const Wiring *wiring = site->wiring;
    gboolean there = wiring->all_keys || g_hash_table_contains(wiring->keys, port->name);
    if (g_str_equal(port->name, ALL))
        site->scope->all_keys_read = TRUE;
    else if (there || (port->flags & GALLEY_PORT_OPTIONAL))
        put_key(site->keys_read, port->name);
    else if (!wiring->unsure)
        galley_diagnostics_add(
            wiring->plan->diagnostics, place_of_word(site->use, port->name), NULL,
            "\"%s\" needs the metadata key \"%s\", which nothing before it gives",
            site->use->stage->name, port->name);
}

/* A condition on a key that no stage gives would never hold, or always. */
static void
check_when(const Site *site)
{
    const Wiring *wiring = site->wiring;
    const GalleyNode *when = site->use->when;
    for (guint i = 0; when && !wiring->all_keys && !wiring->unsure && i < galley_node_get_n(when);
         i++) {
        const GalleyNode *key = galley_node_get_entry(when, i)->key;
        const char *name = key->text + strlen(GALLEY_WHEN_PREFIX);
        if (g_str_has_prefix(key->text, GALLEY_WHEN_PREFIX) &&
            !g_hash_table_contains(wiring->keys, name))
            galley_diagnostics_add(wiring->plan->diagnostics, key->place, NULL,
                                   "\"when\" asks for the metadata key \"%s\", which nothing "
                                   "before it gives",
                                   name);
    }
}

/* ---- gives ---- */

/* With `reader: auto` one of the readers makes each document: what two of them give does not
 * clash. */
static gboolean
may_share(const Site *site, guint slot, const GalleyLayout *layout)
{
    const GalleyUse *giver = giver_of(site->wiring, slot);
    return giver && giver->automatic && site->use->automatic &&
           layouts_agree(site->wiring->plan->pipeline->slots.slots[slot].layout, layout);
}

static void
refuse_clash(const Site *site, const GalleyPort *port, guint slot)
{
    const GalleyUse *giver = giver_of(site->wiring, slot);
    g_autofree char *hint =
        g_strdup_printf("give it another name: write beside the plugin \"layers: {%s: %s_2}\"",
                        port->name, port->name);
    galley_diagnostics_add(site->wiring->plan->diagnostics, site->use->place, hint,
                           "\"%s\" gives the layer \"%s\", which %s%s%s gives already",
                           site->use->stage->name, galley_names_in_pipeline(site->use, port->name),
                           giver ? "\"" : "", giver ? giver->stage->name : "galley itself",
                           giver ? "\"" : "");
}

static void
give_layer(const Site *site, const GalleyPort *port)
{
    GalleySlots *slots = &site->wiring->plan->pipeline->slots;
    const GalleyLayout *layout =
        port->layout ? port->layout : galley_standard_find_layout(port->name);
    if (!layout) {
        galley_diagnostics_add(
            site->wiring->plan->diagnostics, site->use->place, "the plugin declares it wrongly",
            "\"%s\" gives a layer \"%s\" without its layout", site->use->stage->name, port->name);
        return;
    }
    const char *name = galley_names_in_pipeline(site->use, port->name);
    guint64 columns = columns_of(site, port, layout, all_columns(layout), GALLEY_NO_SLOT);
    guint slot = galley_slots_find(slots, name);
    if (slot == GALLEY_NO_SLOT) {
        slot = galley_slots_add(slots, name, layout, columns);
        g_array_append_val(site->wiring->givers, site->use);
    } else if (may_share(site, slot, layout))
        slots->slots[slot].columns |= columns;
    else {
        refuse_clash(site, port, slot);
        return;
    }
    put_layer(site->gives, port->name, slot, columns);
}

static void
give_key(const Site *site, const GalleyPort *port)
{
    if (g_str_equal(port->name, ALL))
        site->scope->all_keys_given = TRUE;
    else
        put_key(site->keys_given, port->name);
}

/* ---- rows of other layers ---- */

static const GalleyScopeLayer *
find_layer(const GArray *layers, const char *name)
{
    for (guint i = 0; i < layers->len; i++)
        if (g_str_equal(g_array_index(layers, GalleyScopeLayer, i).name, name))
            return &g_array_index(layers, GalleyScopeLayer, i);
    return NULL;
}

static gboolean
declares_layer(const GArray *ports, const char *name)
{
    for (guint i = 0; i < ports->len; i++) {
        const GalleyPort *port = &g_array_index(ports, GalleyPort, i);
        if (port->kind == GALLEY_PORT_LAYER &&
            (g_str_equal(port->name, name) || g_str_equal(port->name, ALL)))
            return TRUE;
    }
    return FALSE;
}

static void
aim_column(const Site *site, const GalleyScopeLayer *given, guint index)
{
    GalleyPlan *plan = site->wiring->plan;
    GalleySlot *slot = &plan->pipeline->slots.slots[given->slot];
    const GalleyColumn *column = &slot->layout->columns[index];
    const GalleyScopeLayer *target = find_layer(site->gives, column->layer);
    if (!target)
        target = find_layer(site->reads, column->layer);
    if (target)
        slot->targets[index] = target->slot;
    else if ((given->columns >> index & 1) && !site->wiring->unsure &&
             !declares_layer(site->use->stage->contract.needs, column->layer))
        galley_diagnostics_add(
            plan->diagnostics, site->use->place, "the plugin declares it wrongly",
            "\"%s\" fills \"%s\" of \"%s\" with rows of \"%s\", which it neither needs nor gives",
            site->use->stage->name, column->name, given->name, column->layer);
}

static void
aim_rows(const Site *site)
{
    for (guint i = 0; i < site->gives->len; i++) {
        const GalleyScopeLayer *given = &g_array_index(site->gives, GalleyScopeLayer, i);
        const GalleyLayout *layout = site->wiring->plan->pipeline->slots.slots[given->slot].layout;
        for (guint c = 0; layout->columns && layout->columns[c].name; c++)
            if (layout->columns[c].type == GALLEY_TYPE_ROW)
                aim_column(site, given, c);
    }
}

/* ---- one stage ---- */

typedef void (*PortReader)(const Site *site, const GalleyPort *port);

static void
allow_edits(const Site *site, G_GNUC_UNUSED const GalleyPort *port)
{
    site->scope->edits = TRUE;
}

static const PortReader need_readers[] = {
    [GALLEY_PORT_LAYER] = need_layer,
    [GALLEY_PORT_METADATA] = need_key,
    [GALLEY_PORT_TEXT] = NULL, /* all may read the text */
};
static const PortReader give_readers[] = {
    [GALLEY_PORT_LAYER] = give_layer,
    [GALLEY_PORT_METADATA] = give_key,
    [GALLEY_PORT_TEXT] = allow_edits,
};

static void
read_ports(const Site *site, const GArray *ports, const PortReader *readers)
{
    for (guint i = 0; i < ports->len; i++) {
        const GalleyPort *port = &g_array_index(ports, GalleyPort, i);
        if ((gsize)port->kind < G_N_ELEMENTS(need_readers) && readers[port->kind])
            readers[port->kind](site, port);
    }
}

static char **
steal_keys(GPtrArray *keys)
{
    if (keys->len > 0)
        g_ptr_array_add(keys, NULL);
    char **list = keys->len > 0 ? (char **)g_ptr_array_steal(keys, NULL) : NULL;
    g_ptr_array_unref(keys);
    return list;
}

/* The site's lists become the stage's scope, and its keys are there for the stages that follow. */
static void
finish_site(Site *site)
{
    GalleyScope *scope = site->scope;
    scope->n_reads = site->reads->len;
    scope->reads = (GalleyScopeLayer *)g_array_free(site->reads, FALSE);
    scope->n_gives = site->gives->len;
    scope->gives = (GalleyScopeLayer *)g_array_free(site->gives, FALSE);
    scope->keys_read = steal_keys(site->keys_read);
    scope->keys_given = steal_keys(site->keys_given);
    for (gsize i = 0; scope->keys_given && scope->keys_given[i]; i++)
        g_hash_table_add(site->wiring->keys, scope->keys_given[i]);
    site->wiring->all_keys |= scope->all_keys_given;
}

static void
connect_stage(Wiring *wiring, GalleyUse *use)
{
    GalleyStage *stage = use->stage;
    Site site = { .wiring = wiring, .use = use, .scope = &stage->scope };
    stage->scope = (GalleyScope){
        .step = g_strdup(stage->name),
        .plugin = g_strdup(stage->plugin->name),
        .source = stage->plugin->kind == GALLEY_KIND_READER,
    };
    site.reads = g_array_new(FALSE, FALSE, sizeof(GalleyScopeLayer));
    site.gives = g_array_new(FALSE, FALSE, sizeof(GalleyScopeLayer));
    site.keys_read = g_ptr_array_new();
    site.keys_given = g_ptr_array_new();
    check_when(&site);
    if (!use->broken) {
        galley_names_check(wiring->plan, use);
        read_ports(&site, stage->contract.needs, need_readers);
        if (stage->plugin->kind != GALLEY_KIND_WRITER)
            read_ports(&site, stage->contract.gives, give_readers);
        aim_rows(&site);
    }
    finish_site(&site);
}

/* ---- all stages ---- */

/* What the names of files say is there once a document has been read. */
static void
give_keys_of_names(Wiring *wiring)
{
    const GalleyNaming *naming = wiring->plan->pipeline->naming;
    if (!naming)
        return;
    g_autoptr(GPtrArray) keys = galley_naming_list_keys(naming);
    for (guint i = 0; i < keys->len; i++)
        g_hash_table_add(wiring->keys, g_ptr_array_index(keys, i));
}

/* Whichever of the automatic readers made a document, it has the layers of all of them, if empty.
 */
static void
share_reader_layers(GalleyPipeline *pipeline)
{
    for (guint r = 0; pipeline->reader_auto && r < pipeline->readers->len; r++) {
        GalleyScope *scope = &((GalleyStage *)g_ptr_array_index(pipeline->readers, r))->scope;
        GArray *gives = g_array_new(FALSE, FALSE, sizeof(GalleyScopeLayer));
        g_array_append_vals(gives, scope->gives, scope->n_gives);
        for (guint slot = REMOVED + 1; slot < pipeline->slots.n; slot++)
            if (!find_layer(gives, pipeline->slots.slots[slot].name))
                put_layer(gives, pipeline->slots.slots[slot].name, slot, 0);
        g_free(scope->gives);
        scope->n_gives = gives->len;
        scope->gives = (GalleyScopeLayer *)g_array_free(gives, FALSE);
    }
}

void
galley_wires_connect(GalleyPlan *plan)
{
    Wiring wiring = { .plan = plan };
    const GalleyUse *engine = NULL;
    wiring.givers = g_array_new(FALSE, FALSE, sizeof(GalleyUse *));
    g_array_append_val(wiring.givers, engine);
    wiring.keys = g_hash_table_new(g_str_hash, g_str_equal);
    gboolean reading = TRUE;
    for (guint i = 0; i < plan->uses->len; i++) {
        GalleyUse *use = g_ptr_array_index(plan->uses, i);
        if (reading && use->stage->plugin->kind != GALLEY_KIND_READER) {
            share_reader_layers(plan->pipeline);
            give_keys_of_names(&wiring);
            reading = FALSE;
        }
        wiring.unsure = i >= plan->unsure_from;
        connect_stage(&wiring, use);
    }
    g_array_unref(wiring.givers);
    g_hash_table_unref(wiring.keys);
}
