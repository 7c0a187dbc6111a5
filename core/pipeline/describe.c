/* describe.c: a plan for people: stages, versions, options in force, which layer flows where.
 * SPDX-License-Identifier: MIT */
#include "pipeline/compose-private.h"

static void
append_version(GString *out, const GalleyStage *stage)
{
    const GalleyPlugin *plugin = stage->plugin;
    g_string_append_printf(out, "%s %s", plugin->name, plugin->version);
    if (plugin->revision > 0)
        g_string_append_printf(out, " revision %u", plugin->revision);
}

/* The word stands on the first line of a list, blanks on the others. */
static void
begin_line(GString *out, const char *word, gboolean *begun)
{
    g_string_append_printf(out, "    %-5s  ", *begun ? "" : word);
    *begun = TRUE;
}

/* ---- layers and keys ---- */

/** Flow: what a stage reads, or what it gives. */
typedef struct {
    const char *word;
    const GalleyScopeLayer *layers;
    guint n_layers;
    char *const *keys;
    gboolean all_keys;
    gboolean edits;
} Flow;

static void
append_columns(GString *out, const GalleyLayout *layout, guint64 columns)
{
    const char *separator = " (";
    for (guint c = 0; layout->columns && layout->columns[c].name; c++) {
        if (!(columns >> c & 1))
            continue;
        g_string_append_printf(out, "%s%s", separator, layout->columns[c].name);
        separator = ", ";
    }
    g_string_append(out, *separator == ',' ? ")" : "");
}

/* "sentiment_afinn (compound), as sentiment": the second is what the plugin calls it. */
static void
append_layer(GString *out, const GalleyPipeline *pipeline, const GalleyScopeLayer *layer)
{
    const GalleySlot *slot = &pipeline->slots.slots[layer->slot];
    g_string_append(out, slot->name);
    append_columns(out, slot->layout, layer->columns);
    if (!g_str_equal(slot->name, layer->name))
        g_string_append_printf(out, ", as %s", layer->name);
    g_string_append_c(out, '\n');
}

static void
append_flow(GString *out, const GalleyPipeline *pipeline, const Flow *flow)
{
    gboolean begun = FALSE;
    if (flow->edits) {
        begin_line(out, flow->word, &begun);
        g_string_append(out, "the text, edited\n");
    }
    for (guint i = 0; i < flow->n_layers; i++) {
        if (flow->layers[i].slot == GALLEY_NO_SLOT)
            continue; /* it can be used, and nothing gives it */
        begin_line(out, flow->word, &begun);
        append_layer(out, pipeline, &flow->layers[i]);
    }
    for (gsize i = 0; flow->keys && flow->keys[i]; i++) {
        begin_line(out, flow->word, &begun);
        g_string_append_printf(out, "metadata.%s\n", flow->keys[i]);
    }
    if (flow->all_keys) {
        begin_line(out, flow->word, &begun);
        g_string_append(out, "all metadata\n");
    }
}

static void
append_flows(GString *out, const GalleyPipeline *pipeline, const GalleyStage *stage)
{
    const GalleyScope *scope = &stage->scope;
    Flow reads = { "reads",          scope->reads,         scope->n_reads,
                   scope->keys_read, scope->all_keys_read, FALSE };
    Flow gives = { "gives",           scope->gives,          scope->n_gives,
                   scope->keys_given, scope->all_keys_given, scope->edits };
    append_flow(out, pipeline, &reads);
    append_flow(out, pipeline, &gives);
}

/* ---- options ---- */

static void
append_option(GString *out,
              const GalleyPipeline *pipeline,
              const GalleyStage *stage,
              const GalleyOption *option)
{
    gconstpointer field = (const guint8 *)stage->self + option->offset;
    const char *line = g_hash_table_lookup(pipeline->option_lines, field);
    g_autofree char *value =
        galley_option_print(option, stage->self, line ? pipeline->base : stage->context.data_dir);
    g_string_append_printf(out, "%s: %s  ", option->name, value);
    g_string_append_printf(out, "(%s)\n", line ? line : "default");
}

static void
append_options(GString *out, const GalleyPipeline *pipeline, const GalleyStage *stage)
{
    gboolean begun = FALSE;
    for (const GalleyOption *option = stage->plugin->options; option && option->name; option++) {
        begin_line(out, "with", &begun);
        append_option(out, pipeline, stage, option);
    }
}

/* ---- stages ---- */

static void
append_stage(GString *out, const GalleyPipeline *pipeline, const GalleyStage *stage)
{
    g_string_append_printf(out, "  %s  [", stage->name);
    append_version(out, stage);
    g_string_append(out, "]\n");
    append_flows(out, pipeline, stage);
    append_options(out, pipeline, stage);
}

static void
append_conditions(GString *out, const GalleyPipeline *pipeline, const GalleyStage *stage)
{
    guint i;
    if (!g_ptr_array_find(pipeline->steps, stage, &i))
        return;
    g_autofree char *when = galley_pipeline_tell_conditions(pipeline, i);
    if (when)
        g_string_append_printf(out, "    when   %s\n", when);
}

static void
append_stages(GString *out,
              const GalleyPipeline *pipeline,
              const char *title,
              const GPtrArray *stages)
{
    g_string_append_printf(out, "%s\n", title);
    if (stages->len == 0)
        g_string_append(out, "  none\n");
    for (guint i = 0; i < stages->len; i++) {
        append_stage(out, pipeline, g_ptr_array_index(stages, i));
        append_conditions(out, pipeline, g_ptr_array_index(stages, i));
    }
}

static void
append_keys(GString *out, const char *const *keys)
{
    for (; *keys; keys++)
        g_string_append_printf(out, "    gives  metadata.%s\n", *keys);
}

static void
append_naming(GString *out, const GalleyPipeline *pipeline)
{
    const GalleyNaming *naming = pipeline->naming;
    if (naming && naming->pattern) {
        g_string_append_printf(out, "  metadata_from  %s\n",
                               galley_name_pattern_get_text(naming->pattern));
        append_keys(out, galley_name_pattern_get_names(naming->pattern));
    }
    if (naming && naming->table) {
        g_string_append_printf(out, "  metadata_table  %s, %u rows by \"%s\"\n",
                               naming->table_shown, galley_name_table_get_n_rows(naming->table),
                               galley_name_table_get_key(naming->table));
        append_keys(out, galley_name_table_get_columns(naming->table));
    }
}

char *
galley_pipeline_describe(const GalleyPipeline *pipeline)
{
    static const char *const on_error[] = {
        [GALLEY_ON_ERROR_QUARANTINE] = "the document goes to quarantine",
        [GALLEY_ON_ERROR_SKIP] = "the step is skipped for that document, its layers stay empty",
        [GALLEY_ON_ERROR_STOP] = "the run stops",
    };
    GString *out = g_string_new(NULL);
    g_string_append_printf(out, "pipeline %s (%s)\n", pipeline->name, pipeline->path);
    if (pipeline->description)
        g_string_append_printf(out, "  %s\n", pipeline->description);
    if (pipeline->composition->params->len > 0)
        g_string_append_printf(out, "parameters, for --param NAME=VALUE\n%s",
                               pipeline->composition->params->str);
    append_stages(out, pipeline,
                  pipeline->reader_auto ? "reader: auto, by content and file name, one of"
                                        : "reader",
                  pipeline->readers);
    append_naming(out, pipeline);
    append_stages(out, pipeline, "steps", pipeline->steps);
    append_stages(out, pipeline, "writers", pipeline->writers);
    static const char *const duplicate_ids[] = {
        [GALLEY_DUPLICATES_REPORT] = "that is reported",
        [GALLEY_DUPLICATES_ERROR] = "that is reported, and the exit status is 1",
        [GALLEY_DUPLICATES_IGNORE] = "nobody looks",
    };
    g_string_append_printf(out, "where a step fails, %s\n", on_error[pipeline->on_error]);
    g_string_append_printf(out, "where documents have the same id, %s\n",
                           duplicate_ids[pipeline->duplicate_ids]);
    return g_string_free(out, FALSE);
}
