/* expect.c: the key `expect`. SPDX-License-Identifier: MIT */
#include "pipeline/expect-private.h"

#include <string.h>

#include "pipeline/condition-private.h"
#include "pipeline/plan-private.h"

void
galley_expectation_free(GalleyExpectation *expectation)
{
    g_clear_pointer(&expectation->condition, galley_condition_free);
    g_free(expectation->place);
    g_free(expectation->name);
    g_free(expectation->layer);
    g_free(expectation->step);
    g_free(expectation->written);
    g_free(expectation);
}

static const struct {
    const char *name;
    GalleyMeasure measure;
    gboolean by_step; /* may be told apart by steps */
} measures[] = {
    { "read", GALLEY_MEASURE_READ, FALSE },
    { "written", GALLEY_MEASURE_WRITTEN, FALSE },
    { "dropped", GALLEY_MEASURE_DROPPED, TRUE },
    { "quarantined", GALLEY_MEASURE_QUARANTINED, TRUE },
};

/* ---- one condition ---- */

/* A share is told by its %; "> 0.8" documents are any at all, and "> 180%" none. */
static void
check_numbers(GalleyPlan *plan, const GalleyNode *value, const GalleyExpectation *expectation)
{
    GalleyDiagnostics *diagnostics = plan->diagnostics;
    const char *odd = expectation->share
                          ? galley_condition_find_no_percentage(expectation->condition)
                          : galley_condition_find_no_count(expectation->condition);
    if (expectation->share && expectation->measure == GALLEY_MEASURE_ROWS)
        galley_diagnostics_add(diagnostics, value->place, "write a number, or ask for documents",
                               "rows are no share of anything");
    else if (odd && expectation->share)
        galley_diagnostics_add(diagnostics, value->place, "a share is written as 0% to 100%",
                               "\"%s\" is no share of the documents", odd);
    else if (odd)
        galley_diagnostics_add(diagnostics, value->place,
                               expectation->measure == GALLEY_MEASURE_ROWS
                                   ? "write a whole number"
                                   : "write a whole number, or a share with %, such as '> 80%'",
                               "\"%s\" is no number of %s", odd,
                               expectation->measure == GALLEY_MEASURE_ROWS ? "rows" : "documents");
}

static void
add(GalleyPlan *plan,
    const GalleyNode *value,
    GalleyMeasure measure,
    const char *layer,
    const char *step,
    const char *name)
{
    GalleyCondition *condition = galley_condition_read_count(plan->diagnostics, value);
    if (!condition)
        return;
    GalleyExpectation *expectation = g_new0(GalleyExpectation, 1);
    expectation->place =
        g_strdup_printf("%s:%u:%u", galley_diagnostics_get_name(plan->diagnostics, value->place),
                        value->place.line, value->place.column);
    expectation->name = g_strdup(name);
    expectation->measure = measure;
    expectation->layer = g_strdup(layer);
    expectation->step = g_strdup(step);
    expectation->written = galley_condition_write(plan->diagnostics, value);
    expectation->share = strchr(expectation->written, '%') != NULL;
    expectation->condition = condition;
    g_ptr_array_add(plan->pipeline->expectations, expectation);
    check_numbers(plan, value, expectation);
}

/* ---- dropped and quarantined ---- */

static void
refuse_step(GalleyPlan *plan, const GalleyNode *key)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < plan->uses->len; i++)
        g_ptr_array_add(names, ((const GalleyUse *)g_ptr_array_index(plan->uses, i))->stage->name);
    g_autofree char *hint = galley_hint_among(key->text, names, NULL);
    galley_diagnostics_add(plan->diagnostics, key->place, hint, "the pipeline has no step \"%s\"",
                           key->text);
}

static gboolean
is_stage(const GalleyPlan *plan, const char *name)
{
    for (guint i = 0; i < plan->uses->len; i++)
        if (g_str_equal(((const GalleyUse *)g_ptr_array_index(plan->uses, i))->stage->name, name))
            return TRUE;
    return g_str_equal(name, "reader");
}

static void
read_by_step(GalleyPlan *plan, const GalleyEntry *entry, GalleyMeasure measure)
{
    for (guint i = 0; i < galley_node_get_n(entry->value); i++) {
        const GalleyEntry *one = galley_node_get_entry(entry->value, i);
        g_autofree char *name = g_strdup_printf("%s by %s", entry->key->text, one->key->text);
        if (is_stage(plan, one->key->text))
            add(plan, one->value, measure, NULL, one->key->text, name);
        else if (plan->unsure_from == G_MAXUINT)
            refuse_step(plan, one->key);
    }
}

/* ---- layers ---- */

static void
read_layer_map(GalleyPlan *plan, const GalleyEntry *entry)
{
    const char *layer = entry->key->text;
    for (guint i = 0; i < galley_node_get_n(entry->value); i++) {
        const GalleyEntry *one = galley_node_get_entry(entry->value, i);
        g_autofree char *name = g_strdup_printf("%s: %s", layer, one->key->text);
        if (g_str_equal(one->key->text, "documents"))
            add(plan, one->value, GALLEY_MEASURE_DOCUMENTS, layer, NULL, name);
        else if (g_str_equal(one->key->text, "rows"))
            add(plan, one->value, GALLEY_MEASURE_ROWS, layer, NULL, name);
        else
            galley_diagnostics_add(plan->diagnostics, one->key->place,
                                   "write {documents: '> 1%'}, or {rows: '> 100'}",
                                   "unknown key \"%s\"", one->key->text);
    }
}

static void
refuse_name(GalleyPlan *plan, const GalleyNode *key)
{
    const GalleySlots *slots = &plan->pipeline->slots;
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < slots->n; i++)
        g_ptr_array_add(names, slots->slots[i].name);
    for (gsize i = 0; i < G_N_ELEMENTS(measures); i++)
        g_ptr_array_add(names, (gpointer)measures[i].name);
    g_autofree char *hint = galley_hint_among(key->text, names, NULL);
    galley_diagnostics_add(plan->diagnostics, key->place, hint, "no step gives a layer \"%s\"",
                           key->text);
}

static void
read_layer(GalleyPlan *plan, const GalleyEntry *entry)
{
    const char *layer = entry->key->text;
    if (galley_slots_find(&plan->pipeline->slots, layer) == GALLEY_NO_SLOT) {
        if (plan->unsure_from == G_MAXUINT)
            refuse_name(plan, entry->key);
        return;
    }
    g_autofree char *name = g_strdup_printf("%s: rows", layer);
    if (entry->value->kind == GALLEY_NODE_MAP)
        read_layer_map(plan, entry);
    else if (!galley_node_is_null(entry->value)) /* null takes an inherited one out */
        add(plan, entry->value, GALLEY_MEASURE_ROWS, layer, NULL, name);
}

/* ---- the map ---- */

static void
read_entry(GalleyPlan *plan, const GalleyEntry *entry)
{
    for (gsize i = 0; i < G_N_ELEMENTS(measures); i++) {
        if (!g_str_equal(entry->key->text, measures[i].name))
            continue;
        if (entry->value->kind == GALLEY_NODE_MAP && measures[i].by_step)
            read_by_step(plan, entry, measures[i].measure);
        else if (!galley_node_is_null(entry->value))
            add(plan, entry->value, measures[i].measure, NULL, NULL, measures[i].name);
        return;
    }
    read_layer(plan, entry);
}

void
galley_expect_read(GalleyPlan *plan, const GalleyEntry *entry)
{
    const GalleyNode *map = entry->value;
    if (map->kind != GALLEY_NODE_MAP) {
        galley_diagnostics_add(plan->diagnostics,
                               galley_node_is_null(map) ? entry->key->place : map->place,
                               "write it as {LAYER: {documents: '> 1%'}}",
                               "\"expect\" wants a map, not %s", galley_node_describe(map));
        return;
    }
    for (guint i = 0; i < galley_node_get_n(map); i++) {
        const GalleyEntry *one = galley_node_get_entry(map, i);
        if (one->value->kind != GALLEY_NODE_SCALAR && galley_node_get_n(one->value) == 0)
            galley_diagnostics_add(plan->diagnostics, one->value->place,
                                   "write \"null\" to take out what \"extends\" brings along",
                                   "nothing is asked of \"%s\"", one->key->text);
        else
            read_entry(plan, one);
    }
}
