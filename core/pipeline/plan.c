/* plan.c: a YAML file becomes a checked plan, or a list of all that is wrong with it.
 * SPDX-License-Identifier: MIT */
#include "pipeline/plan-private.h"

#include <math.h>
#include <string.h>

#include <galley/unicode.h>

#include "pipeline/bytes-private.h"
#include "pipeline/compose-private.h"
#include "pipeline/expect-private.h"
#include "pipeline/test-private.h"

#define FORMAT "1"

void
galley_plan_mark_unsure(GalleyPlan *plan, guint index)
{
    plan->unsure_from = MIN(plan->unsure_from, index);
}

const char *
galley_plan_get_base(const GalleyPlan *plan, GalleyPlace place)
{
    return galley_composition_get_base(plan->pipeline->composition, place);
}

/* ---- the top of the file ---- */

static void
read_format(GalleyPlan *plan, const GalleyEntry *entry, G_GNUC_UNUSED gpointer target)
{
    const char *format = galley_value_get_text(plan, entry);
    if (format && !g_str_equal(format, FORMAT))
        galley_diagnostics_add(
            plan->diagnostics, entry->value->place, "write \"galley: " FORMAT "\"",
            "this version of galley reads pipelines of format " FORMAT ", not \"%s\"", format);
}

static gboolean
is_one_line(const char *text)
{
    for (const char *c = text; *c; c++)
        if (g_ascii_iscntrl(*c))
            return FALSE;
    return *text != '\0';
}

static void
read_name(GalleyPlan *plan, const GalleyEntry *entry, G_GNUC_UNUSED gpointer target)
{
    const char *name = galley_value_get_text(plan, entry);
    if (name && is_one_line(name)) {
        g_free(plan->pipeline->name);
        plan->pipeline->name = g_strdup(name);
    } else if (name)
        galley_diagnostics_add(plan->diagnostics, entry->value->place, NULL,
                               "a pipeline's name is one line of text");
}

static void
read_description(GalleyPlan *plan, const GalleyEntry *entry, G_GNUC_UNUSED gpointer target)
{
    const char *description = galley_value_get_text(plan, entry);
    if (description)
        plan->pipeline->description = g_strchomp(g_strdup(description));
}

static void
add_plugin_dir(GalleyPlan *plan, const GalleyNode *node, GPtrArray *dirs)
{
    if (node->kind != GALLEY_NODE_SCALAR || galley_node_is_null(node)) {
        galley_diagnostics_add(plan->diagnostics, node->place, NULL,
                               "\"plugins\" lists folders; here is %s", galley_node_describe(node));
        return;
    }
    g_autofree char *dir =
        g_canonicalize_filename(node->text, galley_plan_get_base(plan, node->place));
    if (g_file_test(dir, G_FILE_TEST_IS_DIR)) {
        g_ptr_array_add(plan->dirs, g_strdup(dir));
        g_ptr_array_add(dirs, g_steal_pointer(&dir));
    } else
        galley_diagnostics_add(plan->diagnostics, node->place,
                               "folders start from the folder of the pipeline file",
                               "there is no folder \"%s\"", node->text);
}

static void
read_plugins(GalleyPlan *plan, const GalleyEntry *entry, gpointer target)
{
    if (entry->value->kind != GALLEY_NODE_LIST) {
        galley_diagnostics_add(
            plan->diagnostics,
            galley_node_is_null(entry->value) ? entry->key->place : entry->value->place,
            "write it as [folder]", "\"plugins\" wants a list of folders, not %s",
            galley_node_describe(entry->value));
        return;
    }
    for (guint i = 0; i < galley_node_get_n(entry->value); i++)
        add_plugin_dir(plan, galley_node_get_item(entry->value, i), target);
}

/* ---- run ---- */

/* One of several words, as its index. */
static gboolean
read_choice(GalleyPlan *plan, const GalleyEntry *entry, const char *const *choices, guint *choice)
{
    const char *text = galley_value_get_text(plan, entry);
    for (*choice = 0; text && choices[*choice]; ++*choice)
        if (g_str_equal(choices[*choice], text))
            return TRUE;
    g_autofree char *hint = text ? galley_hint_nearest(text, choices) : NULL;
    g_autofree char *all = g_strjoinv(", ", (char **)choices);
    if (text)
        galley_diagnostics_add(plan->diagnostics, entry->value->place, hint,
                               "%s is \"%s\"; it is one of %s", entry->key->text, text, all);
    return FALSE;
}

gboolean
galley_value_read_on_error(GalleyPlan *plan, const GalleyEntry *entry, GalleyOnError *on_error)
{
    static const char *const choices[] = {
        [GALLEY_ON_ERROR_QUARANTINE] = "quarantine",
        [GALLEY_ON_ERROR_SKIP] = "skip",
        [GALLEY_ON_ERROR_STOP] = "stop",
        NULL,
    };
    guint choice;
    if (!read_choice(plan, entry, choices, &choice))
        return FALSE;
    *on_error = (GalleyOnError)choice;
    return TRUE;
}

static void
read_on_error(GalleyPlan *plan, const GalleyEntry *entry, G_GNUC_UNUSED gpointer target)
{
    galley_value_read_on_error(plan, entry, &plan->pipeline->on_error);
}

static void
read_duplicate_ids(GalleyPlan *plan, const GalleyEntry *entry, G_GNUC_UNUSED gpointer target)
{
    static const char *const choices[] = {
        [GALLEY_DUPLICATES_REPORT] = "report",
        [GALLEY_DUPLICATES_ERROR] = "error",
        [GALLEY_DUPLICATES_IGNORE] = "ignore",
        NULL,
    };
    guint choice;
    if (read_choice(plan, entry, choices, &choice))
        plan->pipeline->duplicate_ids = (GalleyDuplicateIds)choice;
}

static void
read_sandbox(GalleyPlan *plan, const GalleyEntry *entry, G_GNUC_UNUSED gpointer target)
{
    static const char *const choices[] = { "on", "off", NULL };
    guint choice;
    if (read_choice(plan, entry, choices, &choice))
        plan->pipeline->no_sandbox = choice == 1;
}

/* A limit, read as an option of that type is. */
static void
read_limit(
    GalleyPlan *plan, const GalleyEntry *entry, GalleyOptionType type, double most, gpointer limit)
{
    const GalleyOption option = {
        .name = entry->key->text, .type = type, .least = 1, .most = most
    };
    g_autoptr(GError) error = NULL;
    const char *text = galley_value_get_text(plan, entry);
    if (text && !galley_option_set(&option, limit, text, NULL, NULL, &error))
        galley_diagnostics_add(plan->diagnostics, entry->value->place, NULL, "%s", error->message);
}

void
galley_value_read_timeout(GalleyPlan *plan, const GalleyEntry *entry, gint64 *limit)
{
    read_limit(plan, entry, GALLEY_OPTION_TYPE_DURATION, 1e12, limit);
}

void
galley_value_read_memory(GalleyPlan *plan, const GalleyEntry *entry, guint64 *limit)
{
    read_limit(plan, entry, GALLEY_OPTION_TYPE_SIZE, 1e15, limit);
}

static void
read_timeout(GalleyPlan *plan, const GalleyEntry *entry, G_GNUC_UNUSED gpointer target)
{
    galley_value_read_timeout(plan, entry, &plan->pipeline->timeout);
}

static void
read_memory(GalleyPlan *plan, const GalleyEntry *entry, G_GNUC_UNUSED gpointer target)
{
    galley_value_read_memory(plan, entry, &plan->pipeline->memory);
}

/* A number of documents, or a share as in "1%". */
static void
read_stop_after(GalleyPlan *plan, const GalleyEntry *entry, G_GNUC_UNUSED gpointer target)
{
    const char *text = galley_value_get_text(plan, entry);
    char *end = NULL;
    if (!text)
        return;
    double number = g_ascii_strtod(text, &end);
    gboolean share = *end == '%' && end[1] == '\0' && number > 0 && number <= 100;
    gboolean count = *end == '\0' && number >= 1 && number <= 1e15 && number == floor(number);
    if (end == text || (!share && !count))
        galley_diagnostics_add(plan->diagnostics, entry->value->place,
                               "write a number of documents, 1 or more, or a share: 1%",
                               "stop_after is \"%s\"", text);
    else if (share)
        plan->pipeline->stop_after_share = number / 100;
    else
        plan->pipeline->stop_after = (guint64)number;
}

/* A path, read as an option of that type is. */
static void
read_dropped(GalleyPlan *plan, const GalleyEntry *entry, G_GNUC_UNUSED gpointer target)
{
    const GalleyOption option = { .name = entry->key->text, .type = GALLEY_OPTION_TYPE_OUTPUT };
    g_autoptr(GPtrArray) pool = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GError) error = NULL;
    const char *text = galley_value_get_text(plan, entry), *path = NULL;
    if (text && !galley_option_set(&option, &path, text, NULL, pool, &error))
        galley_diagnostics_add(plan->diagnostics, entry->value->place, NULL, "%s", error->message);
    g_free(plan->pipeline->dropped);
    plan->pipeline->dropped = g_strdup(path);
    plan->dropped_place = entry->value->place;
}

static const GalleyKey run_keys[] = {
    { "on_error", read_on_error }, { "timeout", read_timeout },
    { "memory", read_memory },     { "duplicate_ids", read_duplicate_ids },
    { "sandbox", read_sandbox },   { "stop_after", read_stop_after },
    { "dropped", read_dropped },   { NULL, NULL },
};

static void
read_run(GalleyPlan *plan, const GalleyEntry *entry, G_GNUC_UNUSED gpointer target)
{
    if (entry->value->kind == GALLEY_NODE_MAP)
        galley_keys_read(plan, entry->value, run_keys, NULL);
    else
        galley_diagnostics_add(
            plan->diagnostics,
            galley_node_is_null(entry->value) ? entry->key->place : entry->value->place,
            galley_node_hint_blank(entry->value, "write it as {on_error: quarantine}"),
            "\"run\" wants a map, not %s", galley_node_describe(entry->value));
}

/* ---- reader, steps, writers: once the plugin folders are known ---- */

static void
read_later(G_GNUC_UNUSED GalleyPlan *plan,
           G_GNUC_UNUSED const GalleyEntry *entry,
           G_GNUC_UNUSED gpointer target)
{
}

#define UNDER_RUN "it stands under \"run\""
#define BESIDE_STEP "it stands beside a step"
#define BESIDE_READER "it stands beside the reader: {text: , metadata_from: ...}"

/* Keys that people look for at the top, and where they stand. */
static const struct {
    const char *key, *where;
} misplaced[] = {
    { "filter", "it is a step, under \"steps\"" },
    { "when", BESIDE_STEP },
    { "layers", BESIDE_STEP },
    { "timeout", UNDER_RUN },
    { "memory", UNDER_RUN },
    { "on_error", UNDER_RUN },
    { "stop_after", UNDER_RUN },
    { "duplicate_ids", UNDER_RUN },
    { "sandbox", UNDER_RUN },
    { "metadata_from", BESIDE_READER },
    { "metadata_table", BESIDE_READER },
};

void
galley_keys_refuse_misplaced(GalleyPlan *plan,
                             const GalleyEntry *entry,
                             G_GNUC_UNUSED gpointer target)
{
    const char *key = entry->key->text, *where = NULL;
    for (gsize i = 0; i < G_N_ELEMENTS(misplaced); i++)
        if (g_str_equal(misplaced[i].key, key))
            where = misplaced[i].where;
    galley_diagnostics_add(plan->diagnostics, entry->key->place, where,
                           "\"%s\" does not stand at the top", key);
}

/* In the order in which they are read. */
static const GalleyKey top_keys[] = {
    { "galley", read_format },
    { "name", read_name },
    { "description", read_description },
    { "plugins", read_plugins },
    { "run", read_run },
    { "reader", read_later },
    { "steps", read_later },
    { "writers", read_later },
    { "extends", read_later },
    { "params", read_later },
    { "expect", read_later },
    { "tests", read_later },
    { "filter", galley_keys_refuse_misplaced },
    { "when", galley_keys_refuse_misplaced },
    { "timeout", galley_keys_refuse_misplaced },
    { "memory", galley_keys_refuse_misplaced },
    { "layers", galley_keys_refuse_misplaced },
    { "on_error", galley_keys_refuse_misplaced },
    { "stop_after", galley_keys_refuse_misplaced },
    { "duplicate_ids", galley_keys_refuse_misplaced },
    { "sandbox", galley_keys_refuse_misplaced },
    { "metadata_from", galley_keys_refuse_misplaced },
    { "metadata_table", galley_keys_refuse_misplaced },
    { NULL, NULL },
};

static void
check_format(GalleyPlan *plan, const GalleyNode *root)
{
    if (!galley_node_find(root, "galley") && !galley_keys_is_misspelt(top_keys, root, "galley"))
        galley_diagnostics_add(
            plan->diagnostics,
            (GalleyPlace){ root->place.line, root->place.column, 1, root->place.file },
            "begin the file with \"galley: " FORMAT "\"",
            "\"galley\", the version of the format, is missing");
}

static void
read_top(GalleyPlan *plan, const GalleyNode *root, const char *const *more_dirs)
{
    g_autoptr(GPtrArray) dirs = g_ptr_array_new_with_free_func(g_free);
    check_format(plan, root);
    galley_keys_read(plan, root, top_keys, dirs);
    for (gsize i = 0; more_dirs && more_dirs[i]; i++)
        g_ptr_array_add(dirs, g_strdup(more_dirs[i]));
    g_ptr_array_add(dirs, NULL);
    plan->pipeline->finder = galley_finder_new((const char *const *)dirs->pdata);
}

static void
read_steps(GalleyPlan *plan, const GalleyNode *root)
{
    const GalleyEntry *steps = galley_node_find(root, "steps");
    if (steps) {
        galley_uses_read_list(plan, steps, GALLEY_KIND_PROCESSOR);
        return;
    }
    galley_plan_mark_unsure(plan, plan->uses->len);
    if (!galley_keys_is_misspelt(top_keys, root, "steps"))
        galley_diagnostics_add(
            plan->diagnostics,
            (GalleyPlace){ root->place.line, root->place.column, 1, root->place.file },
            "a pipeline without any has \"steps: []\"", "\"steps\" is missing");
}

static void
read_writers(GalleyPlan *plan, const GalleyNode *root)
{
    const GalleyEntry *writers = galley_node_find(root, "writers");
    if (writers)
        galley_uses_read_list(plan, writers, GALLEY_KIND_WRITER);
}

/* ---- options ---- */

static void
leave_out(GalleyPlan *plan, guint index)
{
    GalleyUse *use = g_ptr_array_index(plan->uses, index);
    g_ptr_array_remove(plan->pipeline->readers, use->stage);
    g_ptr_array_remove_index(plan->uses, index);
    if (plan->unsure_from > index && plan->unsure_from != G_MAXUINT)
        plan->unsure_from--;
}

static void
read_options(GalleyPlan *plan)
{
    for (guint i = 0; i < plan->uses->len; i++) {
        GalleyUse *use = g_ptr_array_index(plan->uses, i);
        if (use->automatic && !galley_values_read_automatic(plan, use)) {
            leave_out(plan, i--);
            continue;
        }
        if (!use->automatic)
            galley_values_read(plan, use);
        if (use->broken)
            galley_plan_mark_unsure(plan, i);
    }
}

/* ---- the whole ---- */

static void
read_tree(GalleyPlan *plan, const GalleyNode *root, const char *const *more_dirs)
{
    if (root->kind != GALLEY_NODE_MAP) {
        galley_diagnostics_add(
            plan->diagnostics, root->place,
            galley_node_hint_blank(root, "it begins with \"galley: " FORMAT "\""),
            "a pipeline is a map of keys, not %s", galley_node_describe(root));
        return;
    }
    read_top(plan, root, more_dirs);
    galley_uses_read_reader(plan, galley_node_find(root, "reader"));
    read_steps(plan, root);
    read_writers(plan, root);
    read_options(plan);
    galley_naming_check(plan);
    galley_outputs_check(plan);
    galley_wires_connect(plan);
    if (galley_node_find(root, "expect"))
        galley_expect_read(plan, galley_node_find(root, "expect"));
    if (galley_node_find(root, "tests"))
        galley_tests_read(plan, galley_node_find(root, "tests"));
    plan->pipeline->resolved = galley_plan_resolve(plan, root);
}

static GError *
error_of(GalleyDiagnostics *diagnostics, GalleyPipelineError code)
{
    g_autofree char *message = galley_diagnostics_print(diagnostics);
    return g_error_new_literal(GALLEY_PIPELINE_ERROR, code, message);
}

static gboolean
parse(GalleyPipeline *pipeline,
      const char *text,
      gsize size,
      const GalleyPipelineSettings *settings,
      GError **error)
{
    GalleyComposition *composition = galley_composition_new(pipeline->path, text, size);
    GalleyDiagnostics *diagnostics = composition->diagnostics;
    pipeline->composition = composition;
    if (composition->trees->len == 0) {
        g_propagate_error(error, error_of(diagnostics, GALLEY_PIPELINE_ERROR_SYNTAX));
        return FALSE;
    }
    const GalleyNode *root =
        galley_composition_read(composition, pipeline->path, pipeline->base, settings);
    GalleyPlan plan = { .pipeline = pipeline,
                        .diagnostics = diagnostics,
                        .unsure_from = G_MAXUINT };
    plan.uses = g_ptr_array_new_with_free_func(g_free);
    plan.dirs = g_ptr_array_new_with_free_func(g_free);
    plan.paths = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    if (root)
        read_tree(&plan, root, settings ? settings->plugin_dirs : NULL);
    g_ptr_array_unref(plan.uses);
    g_ptr_array_unref(plan.dirs);
    g_hash_table_unref(plan.paths);
    if (galley_diagnostics_count(diagnostics) == 0)
        return TRUE;
    g_propagate_error(error, error_of(diagnostics, GALLEY_PIPELINE_ERROR_INVALID));
    return FALSE;
}

/* ---- making a pipeline ---- */

/* The file's name without its last extension; it enters outputs, so it is UTF-8. */
static char *
name_of_path(const char *path)
{
    char *name = g_path_get_basename(path);
    if (!galley_utf8_validate(name, strlen(name), NULL) || !is_one_line(name)) {
        g_free(name);
        return g_strdup("pipeline");
    }
    char *dot = strrchr(name, '.');
    if (dot && dot != name)
        *dot = '\0';
    return name;
}

static void
free_terms(gpointer terms)
{
    if (terms)
        g_ptr_array_unref(terms);
}

static GalleyPipeline *
pipeline_new(const char *path)
{
    GalleyPipeline *pipeline = g_new0(GalleyPipeline, 1);
    g_autofree char *dir = g_path_get_dirname(path);
    g_atomic_ref_count_init(&pipeline->references);
    pipeline->path = g_strdup(path);
    pipeline->base = g_canonicalize_filename(dir, NULL);
    pipeline->name = name_of_path(path);
    pipeline->readers = g_ptr_array_new_with_free_func((GDestroyNotify)galley_stage_free);
    pipeline->steps = g_ptr_array_new_with_free_func((GDestroyNotify)galley_stage_free);
    pipeline->writers = g_ptr_array_new_with_free_func((GDestroyNotify)galley_stage_free);
    pipeline->option_lines = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    pipeline->expectations =
        g_ptr_array_new_with_free_func((GDestroyNotify)galley_expectation_free);
    pipeline->tests = g_ptr_array_new_with_free_func((GDestroyNotify)galley_test_free);
    pipeline->conditions = g_ptr_array_new_with_free_func(free_terms);
    galley_slots_init(&pipeline->slots);
    return pipeline;
}

GalleyPipeline *
galley_pipeline_load_with(const char *text,
                          gsize size,
                          const char *path,
                          const GalleyPipelineSettings *settings,
                          GError **error)
{
    g_autofree char *content = NULL;
    if (!text)
        text = content = galley_bytes_read(path, &size, error);
    if (!text || !galley_bytes_check(path, &text, &size, error))
        return NULL;
    g_autoptr(GalleyPipeline) pipeline = pipeline_new(path);
    if (!parse(pipeline, text, size, settings, error))
        return NULL;
    return g_steal_pointer(&pipeline);
}
