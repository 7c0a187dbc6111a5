/* pipeline.c: a checked plan at work: opened once, then one document after another.
 * SPDX-License-Identifier: MIT */
#include "pipeline/pipeline-private.h"

#include <glib-object.h>

#include "pipeline/compose-private.h"
#include "pipeline/condition-private.h"

G_DEFINE_QUARK(galley_pipeline_error, galley_pipeline_error)
G_DEFINE_BOXED_TYPE(GalleyPipeline, galley_pipeline, galley_pipeline_ref, galley_pipeline_unref)

/* ---- life ---- */

GalleyPipeline *
galley_pipeline_load(const char *path, const char *const *plugin_dirs, GError **error)
{
    g_return_val_if_fail(path != NULL, NULL);
    GalleyPipelineSettings settings = { .plugin_dirs = plugin_dirs };
    return galley_pipeline_load_with(NULL, 0, path, &settings, error);
}

GalleyPipeline *
galley_pipeline_load_text(
    const char *text, gsize size, const char *path, const char *const *plugin_dirs, GError **error)
{
    g_return_val_if_fail(text != NULL, NULL);
    g_return_val_if_fail(path != NULL, NULL);
    GalleyPipelineSettings settings = { .plugin_dirs = plugin_dirs };
    return galley_pipeline_load_with(text, size, path, &settings, error);
}

GalleyPipeline *
galley_pipeline_ref(GalleyPipeline *pipeline)
{
    g_atomic_ref_count_inc(&pipeline->references);
    return pipeline;
}

void
galley_pipeline_unref(GalleyPipeline *pipeline)
{
    if (!g_atomic_ref_count_dec(&pipeline->references))
        return;
    g_ptr_array_unref(pipeline->readers);
    g_ptr_array_unref(pipeline->steps);
    g_ptr_array_unref(pipeline->writers);
    g_ptr_array_unref(pipeline->conditions);
    g_ptr_array_unref(pipeline->tests);
    g_ptr_array_unref(pipeline->expectations);
    g_hash_table_unref(pipeline->option_lines);
    g_clear_pointer(&pipeline->naming, galley_naming_free);
    g_clear_pointer(&pipeline->composition, galley_composition_free);
    g_free(pipeline->resolved);
    g_clear_pointer(&pipeline->finder, galley_finder_free);
    galley_slots_clear(&pipeline->slots);
    g_free(pipeline->path);
    g_free(pipeline->base);
    g_free(pipeline->name);
    g_free(pipeline->description);
    g_free(pipeline->dropped);
    g_free(pipeline);
}

const char *
galley_pipeline_get_name(const GalleyPipeline *pipeline)
{
    return pipeline->name;
}

/* ---- opening ---- */

static gboolean
open_stage(GalleyStage *stage, GError **error)
{
    g_autoptr(GError) why = NULL;
    if (galley_stage_open(stage, &why))
        return TRUE;
    const char *kind = stage->plugin->kind == GALLEY_KIND_PROCESSOR
                           ? "step"
                           : galley_kind_get_name(stage->plugin->kind);
    g_set_error(error, GALLEY_PIPELINE_ERROR, GALLEY_PIPELINE_ERROR_FILE, "%s \"%s\": %s", kind,
                stage->name, why ? why->message : "it cannot be opened");
    return FALSE;
}

static gboolean
open_stages(GPtrArray *stages, GError **error)
{
    for (guint i = 0; i < stages->len; i++)
        if (!open_stage(g_ptr_array_index(stages, i), error))
            return FALSE;
    return TRUE;
}

gboolean
galley_pipeline_open(GalleyPipeline *pipeline, GError **error)
{
    g_return_val_if_fail(pipeline != NULL, FALSE);
    return open_stages(pipeline->readers, error) && open_stages(pipeline->steps, error) &&
           open_stages(pipeline->writers, error);
}

/* ---- one step ---- */

static gboolean
ready(GalleyStage *stage, GError **error)
{
    return open_stage(stage, error) && galley_stage_start(stage, error);
}

/* The plugin's own answer, but never one that it cannot mean. */
static GalleyStatus
call_plugin(GalleyStage *stage, GalleyDocument *document, GError **why)
{
    GalleyStatus status = stage->plugin->process(document, stage->worker, why);
    if (status == GALLEY_ERROR && !*why)
        g_set_error_literal(why, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FAILED,
                            "it failed, and did not say why");
    if (status == GALLEY_DROP && !galley_document_get_drop_reason(document))
        galley_document_drop(document, "no reason given");
    if (status != GALLEY_ERROR)
        g_clear_error(why);
    return status == GALLEY_OK || status == GALLEY_DROP ? status : GALLEY_ERROR;
}

static GalleyStatus
run_step(GalleyStage *stage, GalleyDocument *document, GError **why)
{
    galley_document_begin_step(document, &stage->scope);
    GalleyStatus status = call_plugin(stage, document, why);
    if (status == GALLEY_OK)
        return galley_document_commit_step(document, why) ? GALLEY_OK : GALLEY_ERROR;
    galley_document_abort_step(document);
    return status;
}

/* The layers that the stage would have given are there, and empty. */
static gboolean
leave_empty(const GalleyStage *stage, GalleyDocument *document, GError **error)
{
    galley_document_begin_step(document, &stage->scope);
    return galley_document_commit_step(document, error);
}

/* The first condition of the step that does not hold. */
static char *
find_unmet(const GalleyPipeline *pipeline, guint i, const GalleyDocument *document)
{
    const GPtrArray *terms = g_ptr_array_index(pipeline->conditions, i);
    for (guint t = 0; terms && t < terms->len; t++) {
        const GalleyTerm *term = g_ptr_array_index(terms, t);
        const GalleyMetadata *value = galley_document_get_metadata(document, term->name);
        if (!galley_condition_holds(term->condition, value))
            return g_strdup_printf("not when metadata.%s is %s", term->name, term->written);
    }
    return NULL;
}

char *
galley_pipeline_tell_conditions(const GalleyPipeline *pipeline, guint i)
{
    const GPtrArray *terms = g_ptr_array_index(pipeline->conditions, i);
    if (!terms)
        return NULL;
    GString *out = g_string_new(NULL);
    for (guint t = 0; t < terms->len; t++) {
        const GalleyTerm *term = g_ptr_array_index(terms, t);
        g_string_append_printf(out, "%smetadata.%s: %s", t > 0 ? ", " : "", term->name,
                               term->written);
    }
    return g_string_free(out, FALSE);
}

/* Why the step is not for this document, or %NULL. */
static char *
find_refusal(const GalleyPipeline *pipeline, guint i, const GalleyDocument *document)
{
    char *unmet = find_unmet(pipeline, i, document);
    return unmet ? unmet
                 : galley_stage_refuse_language(g_ptr_array_index(pipeline->steps, i), document);
}

GalleyOnError
galley_pipeline_on_error(const GalleyPipeline *pipeline, const GalleyStage *stage)
{
    return stage->on_error >= 0 ? (GalleyOnError)stage->on_error : pipeline->on_error;
}

gboolean
galley_pipeline_pass_over(GalleyPipeline *pipeline,
                          guint i,
                          GalleyDocument *document,
                          GError **error)
{
    return leave_empty(g_ptr_array_index(pipeline->steps, i), document, error);
}

GalleyStatus
galley_pipeline_step(
    GalleyPipeline *pipeline, guint i, GalleyDocument *document, char **skipped, GError **error)
{
    GalleyStage *stage = g_ptr_array_index(pipeline->steps, i);
    g_autoptr(GError) why = NULL;
    if (!ready(stage, error))
        return GALLEY_ERROR;
    g_autofree char *refusal = find_refusal(pipeline, i, document);
    if (refusal) {
        if (skipped)
            *skipped = g_steal_pointer(&refusal);
        return leave_empty(stage, document, error) ? GALLEY_OK : GALLEY_ERROR;
    }
    GalleyStatus status = run_step(stage, document, &why);
    if (status == GALLEY_ERROR &&
        galley_pipeline_on_error(pipeline, stage) == GALLEY_ON_ERROR_SKIP) {
        if (skipped)
            *skipped = g_strdup(why->message);
        return leave_empty(stage, document, error) ? GALLEY_OK : GALLEY_ERROR;
    }
    if (status == GALLEY_ERROR)
        g_propagate_error(error, g_steal_pointer(&why));
    return status;
}

/* ---- all steps ---- */

/* No reader has run, but later steps may count on its layers. */
static gboolean
stand_in_for_reader(GalleyPipeline *pipeline, GalleyDocument *document, GError **error)
{
    if (pipeline->readers->len == 0)
        return TRUE;
    const GalleyStage *reader = g_ptr_array_index(pipeline->readers, 0);
    return reader->scope.n_gives == 0 || leave_empty(reader, document, error);
}

static GalleyStatus
report_step(GalleyPipeline *pipeline,
            guint i,
            GalleyDocument *document,
            GalleyAfterStep after,
            gpointer data,
            GError **error)
{
    g_autofree char *skipped = NULL;
    g_autoptr(GError) why = NULL;
    GalleyStepReport report = { .stage = g_ptr_array_index(pipeline->steps, i) };
    gint64 begin = g_get_monotonic_time();
    report.status = galley_pipeline_step(pipeline, i, document, &skipped, &why);
    report.time = g_get_monotonic_time() - begin;
    report.skipped = skipped;
    report.error = why;
    if (after)
        after(&report, data);
    if (why)
        g_propagate_prefixed_error(error, g_steal_pointer(&why),
                                   "step \"%s\": ", report.stage->name);
    return report.status;
}

GalleyStatus
galley_pipeline_go_on(GalleyPipeline *pipeline,
                      GalleyDocument *document,
                      GalleyAfterStep after,
                      gpointer data,
                      GError **error)
{
    GalleyStatus status = GALLEY_OK;
    for (guint i = 0; status == GALLEY_OK && i < pipeline->steps->len; i++)
        status = report_step(pipeline, i, document, after, data, error);
    return status;
}

GalleyStatus
galley_pipeline_walk(GalleyPipeline *pipeline,
                     GalleyDocument *document,
                     GalleyAfterStep after,
                     gpointer data,
                     GError **error)
{
    galley_document_bind(document, &pipeline->slots);
    if (pipeline->naming) {
        const GalleyFileName name = { .input = galley_document_get_id(document) };
        galley_naming_apply(pipeline->naming, &name, document);
    }
    return stand_in_for_reader(pipeline, document, error)
               ? galley_pipeline_go_on(pipeline, document, after, data, error)
               : GALLEY_ERROR;
}

GalleyStatus
galley_pipeline_process(GalleyPipeline *pipeline, GalleyDocument *document, GError **error)
{
    g_return_val_if_fail(pipeline != NULL, GALLEY_ERROR);
    g_return_val_if_fail(document != NULL, GALLEY_ERROR);
    return galley_pipeline_walk(pipeline, document, NULL, NULL, error);
}
