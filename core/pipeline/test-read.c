/* test-read.c: the key `tests`. SPDX-License-Identifier: MIT */
#include <string.h>

#include "pipeline/test-private.h"

#define TESTS_MOST 10000u
#define EXPECTS_NOTHING "a test that expects nothing cannot fail"

static void
refuse(GalleyPlan *plan, GalleyPlace place, const char *hint, const char *what)
{
    galley_diagnostics_add(plan->diagnostics, place, hint, "%s", what);
}

static void
end_test_free(GalleyEndTest *end)
{
    if (end && end->condition)
        galley_condition_free(end->condition);
    g_free(end);
}

void
galley_test_free(GalleyTest *test)
{
    g_ptr_array_unref(test->metadata_tests);
    g_array_unref(test->metadata_places);
    g_ptr_array_unref(test->layers);
    end_test_free(test->drop);
    end_test_free(test->error);
    g_free(test->file);
    g_free(test->golden);
    g_free(test->name);
    g_free(test);
}

/* ---- what goes in ---- */

static void
read_name(GalleyPlan *plan, const GalleyEntry *entry, gpointer target)
{
    GalleyTest *test = target;
    const char *name = galley_value_get_text(plan, entry);
    if (name && !strchr(name, '\n')) {
        g_free(test->name);
        test->name = g_strdup(name);
    } else if (name) {
        refuse(plan, entry->value->place, NULL, "a test's name is one line of text");
    }
}

static void
read_text(GalleyPlan *plan, const GalleyEntry *entry, gpointer target)
{
    ((GalleyTest *)target)->text = galley_value_get_text(plan, entry);
}

static char *
path_of(GalleyPlan *plan, const GalleyEntry *entry)
{
    const char *name = galley_value_get_text(plan, entry);
    if (!name)
        return NULL;
    char *path = g_canonicalize_filename(name, galley_plan_get_base(plan, entry->value->place));
    g_hash_table_insert(plan->paths, (gpointer)entry->key, g_strdup(path));
    return path;
}

static void
read_file(GalleyPlan *plan, const GalleyEntry *entry, gpointer target)
{
    GalleyTest *test = target;
    test->file = path_of(plan, entry);
    if (!test->file || g_file_test(test->file, G_FILE_TEST_IS_REGULAR))
        return;
    g_autofree char *hint =
        galley_hint_file(entry->value->text, galley_plan_get_base(plan, entry->value->place));
    galley_diagnostics_add(plan->diagnostics, entry->value->place,
                           hint ? hint : "paths start from the folder of the pipeline file",
                           "there is no file \"%s\"", entry->value->text);
}

static void
read_golden(GalleyPlan *plan, const GalleyEntry *entry, gpointer target)
{
    ((GalleyTest *)target)->golden = path_of(plan, entry);
}

static void
read_metadata(GalleyPlan *plan, const GalleyEntry *entry, gpointer target)
{
    const GalleyNode *map = entry->value;
    if (map->kind != GALLEY_NODE_MAP) {
        refuse(plan, map->place, "write it as {language: en}", "\"metadata\" wants a map");
        return;
    }
    for (guint i = 0; i < galley_node_get_n(map); i++)
        if (galley_node_get_entry(map, i)->value->kind != GALLEY_NODE_SCALAR)
            refuse(plan, galley_node_get_entry(map, i)->value->place, NULL,
                   "a test's metadata are single values");
    ((GalleyTest *)target)->metadata = map;
}

static void
read_tolerance(GalleyPlan *plan, const GalleyEntry *entry, gpointer target)
{
    GalleyTest *test = target;
    const GalleyOption option = {
        .name = "tolerance", .type = GALLEY_OPTION_TYPE_DOUBLE, .least = 0, .most = 1e300
    };
    g_autoptr(GError) error = NULL;
    const char *text = galley_value_get_text(plan, entry);
    if (text && !galley_option_set(&option, &test->tolerance, text, NULL, NULL, &error))
        refuse(plan, entry->value->place, NULL, error->message);
}

/* ---- what comes out ---- */

static gboolean
is_step(const GalleyPlan *plan, const char *name)
{
    for (guint i = 0; i < plan->pipeline->steps->len; i++)
        if (g_str_equal(((GalleyStage *)g_ptr_array_index(plan->pipeline->steps, i))->name, name))
            return TRUE;
    return FALSE;
}

static void
check_step(GalleyPlan *plan, const GalleyNode *node)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    if (node->kind == GALLEY_NODE_SCALAR && is_step(plan, node->text))
        return;
    for (guint i = 0; i < plan->pipeline->steps->len; i++)
        g_ptr_array_add(names, ((GalleyStage *)g_ptr_array_index(plan->pipeline->steps, i))->name);
    g_autofree char *hint = galley_hint_among(node->text, names, NULL);
    galley_diagnostics_add(plan->diagnostics, node->place, hint, "the pipeline has no step \"%s\"",
                           node->text ? node->text : galley_node_describe(node));
}

static void
read_end_map(GalleyPlan *plan, const GalleyNode *map, GalleyEndTest *end)
{
    for (guint i = 0; i < galley_node_get_n(map); i++) {
        const GalleyEntry *entry = galley_node_get_entry(map, i);
        if (g_str_equal(entry->key->text, "step")) {
            check_step(plan, entry->value);
            end->step = entry->value->text;
        } else if (g_str_equal(entry->key->text, "reason")) {
            end->reason = entry->value;
        } else {
            galley_diagnostics_add(plan->diagnostics, entry->key->place,
                                   "there are step and reason", "unknown key \"%s\"",
                                   entry->key->text);
        }
    }
}

static gboolean
is_bool(const GalleyNode *node)
{
    static const char *const words[] = { "true", "false", "yes", "no", NULL };
    return node->kind == GALLEY_NODE_SCALAR && !node->quoted && g_strv_contains(words, node->text);
}

static GalleyEndTest *
read_end(GalleyPlan *plan, const GalleyEntry *entry)
{
    GalleyEndTest *end = g_new0(GalleyEndTest, 1);
    end->place = entry->key->place;
    if (entry->value->kind == GALLEY_NODE_MAP)
        read_end_map(plan, entry->value, end);
    else
        end->reason = entry->value;
    if (end->reason && is_bool(end->reason))
        galley_diagnostics_add(
            plan->diagnostics, end->reason->place, "write \"present\" for any reason",
            "\"%s\" is no reason: it is a text, or a part of it", end->reason->text);
    else if (end->reason)
        end->condition = galley_condition_read(plan->diagnostics, end->reason);
    return end;
}

/* ---- metadata that comes out ---- */

static void
add_keys(GPtrArray *names, char *const *keys)
{
    for (gsize i = 0; keys && keys[i]; i++)
        g_ptr_array_add(names, keys[i]);
}

/* The keys that a document of this test can have: no reader runs. */
static GPtrArray *
list_keys(const GalleyPlan *plan, const GalleyTest *test)
{
    const GalleyPipeline *pipeline = plan->pipeline;
    GPtrArray *names =
        pipeline->naming ? galley_naming_list_keys(pipeline->naming) : g_ptr_array_new();
    for (guint i = 0; test->metadata && i < galley_node_get_n(test->metadata); i++)
        g_ptr_array_add(names, (gpointer)galley_node_get_entry(test->metadata, i)->key->text);
    for (guint i = 0; i < pipeline->steps->len; i++)
        add_keys(names, ((GalleyStage *)g_ptr_array_index(pipeline->steps, i))->scope.keys_given);
    g_ptr_array_add(names, NULL);
    return names;
}

static gboolean
gives_any_key(const GalleyPipeline *pipeline)
{
    for (guint i = 0; i < pipeline->steps->len; i++)
        if (((GalleyStage *)g_ptr_array_index(pipeline->steps, i))->scope.all_keys_given)
            return TRUE;
    return FALSE;
}

static void
check_key(GalleyPlan *plan, const GalleyNode *key, const GalleyTest *test)
{
    const char *name = key->text + strlen(GALLEY_WHEN_PREFIX);
    if (plan->unsure_from != G_MAXUINT || gives_any_key(plan->pipeline))
        return;
    g_autoptr(GPtrArray) names = list_keys(plan, test);
    if (g_strv_contains((const char *const *)names->pdata, name))
        return;
    g_autofree char *hint = galley_hint_nearest(name, (const char *const *)names->pdata);
    galley_diagnostics_add(plan->diagnostics, key->place,
                           hint ? hint : "what the document comes with stands under \"metadata\"",
                           "neither the test nor a step gives the metadata key \"%s\"", name);
}

static void
read_metadata_test(GalleyPlan *plan, const GalleyEntry *entry, GalleyTest *test)
{
    GalleyCondition *condition = galley_condition_read(plan->diagnostics, entry->value);
    check_key(plan, entry->key, test);
    if (!condition)
        return;
    GalleyTerm *term = g_new0(GalleyTerm, 1);
    term->name = g_strdup(entry->key->text + strlen(GALLEY_WHEN_PREFIX));
    term->written = galley_condition_write(plan->diagnostics, entry->value);
    term->condition = condition;
    g_ptr_array_add(test->metadata_tests, term);
    g_array_append_val(test->metadata_places, entry->value->place);
}

static void
read_expectation(GalleyPlan *plan, const GalleyEntry *entry, GalleyTest *test)
{
    const char *name = entry->key->text;
    if (g_str_equal(name, "text")) {
        if (galley_value_get_text(plan, entry))
            test->wanted_text = entry->value;
    } else if (g_str_equal(name, "drop")) {
        test->drop = read_end(plan, entry);
    } else if (g_str_equal(name, "error")) {
        test->error = read_end(plan, entry);
    } else if (g_str_has_prefix(name, GALLEY_WHEN_PREFIX)) {
        read_metadata_test(plan, entry, test);
    } else {
        GalleyLayerTest *layer = galley_tests_read_layer(plan, entry);
        if (layer)
            g_ptr_array_add(test->layers, layer);
    }
}

/* Of a document that does not get through nothing else can be asked. */
static void
check_end_alone(GalleyPlan *plan, const GalleyNode *map, const GalleyTest *test)
{
    const char *end = test->drop ? "drop" : test->error ? "error" : NULL;
    for (guint i = 0; end && i < galley_node_get_n(map); i++) {
        const GalleyNode *key = galley_node_get_entry(map, i)->key;
        if (!g_str_equal(key->text, end))
            galley_diagnostics_add(plan->diagnostics, key->place, "write a test of its own for it",
                                   "\"%s\" cannot be asked of a document that ends with \"%s\"",
                                   key->text, end);
    }
}

static void
read_expect(GalleyPlan *plan, const GalleyEntry *entry, gpointer target)
{
    if (entry->value->kind != GALLEY_NODE_MAP) {
        refuse(plan, entry->value->place, "write it as {LAYER: [{text: ...}]}",
               "what is expected is a map");
        return;
    }
    for (guint i = 0; i < galley_node_get_n(entry->value); i++)
        read_expectation(plan, galley_node_get_entry(entry->value, i), target);
    if (galley_node_get_n(entry->value) == 0)
        refuse(plan, entry->value->place, "write it as {LAYER: [{text: ...}]}", EXPECTS_NOTHING);
    check_end_alone(plan, entry->value, target);
}

/* ---- the list ---- */

static const GalleyKey test_keys[] = {
    { "name", read_name },           { "text", read_text },
    { "file", read_file },           { "metadata", read_metadata },
    { "tolerance", read_tolerance }, { "expect", read_expect },
    { "golden", read_golden },       { NULL, NULL },
};

static void
read_test(GalleyPlan *plan, const GalleyNode *node, guint number)
{
    GalleyTest *test = g_new0(GalleyTest, 1);
    test->place = node->place;
    test->name = g_strdup_printf("test %u", number);
    test->metadata_tests = galley_terms_new();
    test->metadata_places = g_array_new(FALSE, FALSE, sizeof(GalleyPlace));
    test->layers = g_ptr_array_new_with_free_func((GDestroyNotify)galley_layer_test_free);
    g_ptr_array_add(plan->pipeline->tests, test);
    if (node->kind != GALLEY_NODE_MAP) {
        refuse(plan, node->place, "write it as {text: ..., expect: {...}}", "a test is a map");
        return;
    }
    galley_keys_read(plan, node, test_keys, test);
    if (!galley_node_find(node, "text") == !galley_node_find(node, "file"))
        refuse(plan, node->place, "write text: \"...\", or file: PATH",
               "a test has either a text or a file");
    if (!galley_node_find(node, "expect") && !galley_node_find(node, "golden"))
        refuse(plan, node->place, "write expect: {LAYER: ...}, or golden: PATH", EXPECTS_NOTHING);
}

void
galley_tests_read(GalleyPlan *plan, const GalleyEntry *entry)
{
    const GalleyNode *list = entry->value;
    if (list->kind != GALLEY_NODE_LIST) {
        refuse(plan, galley_node_is_null(list) ? entry->key->place : list->place,
               "each item begins with \"- \" on a line of its own", "\"tests\" wants a list");
        return;
    }
    for (guint i = 0; i < galley_node_get_n(list) && i < TESTS_MOST; i++)
        read_test(plan, galley_node_get_item(list, i), i + 1);
}
