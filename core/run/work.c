/* work.c: what one process works with, and the blocks that it does. SPDX-License-Identifier: MIT */
#include "run/work-private.h"

#include "run/cuts-private.h"
#include "run/limit-private.h"
#include "run/sandbox-private.h"
#include "run/workbench-private.h"

/* ---- life ---- */

const char *
galley_output_name(const GalleyStage *stage)
{
    for (const GalleyOption *option = stage->plugin->options; option && option->name; option++)
        if (option->type == GALLEY_OPTION_TYPE_OUTPUT &&
            G_STRUCT_MEMBER(const char *, stage->self, option->offset))
            return G_STRUCT_MEMBER(const char *, stage->self, option->offset);
    return stage->name;
}

guint
galley_outputs_count(const GalleyPipeline *pipeline)
{
    return pipeline->writers->len + (pipeline->dropped != NULL);
}

const char *
galley_outputs_name(const GalleyPipeline *pipeline, guint i)
{
    return i < pipeline->writers->len ? galley_output_name(g_ptr_array_index(pipeline->writers, i))
                                      : pipeline->dropped;
}

GalleyWork *
galley_work_new(GalleyPipeline *pipeline, const GPtrArray *sources, guint64 record_limit)
{
    GalleyWork *work = g_new0(GalleyWork, 1);
    work->pipeline = pipeline;
    work->sources = sources;
    work->reading = (GalleyReadingSettings){ pipeline, sources, (gsize)record_limit, NULL };
    work->document = galley_document_new();
    work->meter = galley_meter_new();
    work->marks = g_array_new(FALSE, TRUE, sizeof(gsize));
    g_array_set_size(work->marks, galley_outputs_count(pipeline));
    work->counts = g_array_new(FALSE, TRUE, sizeof(guint64));
    g_array_set_size(work->counts, 2 * pipeline->slots.n);
    galley_document_bind(work->document, &pipeline->slots);
    work->packs = g_new0(GalleyPack, galley_outputs_count(pipeline) + 1);
    work->rehearsals = g_new0(gpointer, pipeline->writers->len + 1);
    for (guint i = 0; i < pipeline->writers->len; i++) {
        const GalleyStage *stage = g_ptr_array_index(pipeline->writers, i);
        if (!stage->plugin->write) /* a spool is kept as it is */
            work->packs[i] = galley_pack_of(galley_output_name(stage));
    }
    if (pipeline->dropped)
        work->packs[pipeline->writers->len] = galley_pack_of(pipeline->dropped);
    return work;
}

static gboolean
start_stages(const GPtrArray *stages, GError **error)
{
    guint threads = galley_count_threads();
    for (guint i = 0; i < stages->len; i++) {
        GalleyStage *stage = g_ptr_array_index(stages, i);
        if (!galley_stage_start(stage, error)) {
            g_prefix_error(error, "\"%s\": ", stage->name);
            return FALSE;
        }
        if (galley_count_threads() > threads) {
            g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FAILED,
                        "\"%s\": plugin \"%s\" starts a thread in `worker_new`; a worker is one "
                        "process with one thread",
                        stage->name, stage->plugin->name);
            return FALSE;
        }
    }
    return TRUE;
}

gboolean
galley_work_start(GalleyWork *work, GalleyProgress *progress, GError **error)
{
    const GalleyPipeline *pipeline = work->pipeline;
    work->progress = progress;
    work->reading.progress = progress;
    return start_stages(pipeline->readers, error) && start_stages(pipeline->steps, error) &&
           start_stages(pipeline->writers, error);
}

void
galley_work_note_ids(GalleyWork *work)
{
    work->notes_ids = TRUE;
}

void
galley_work_free(GalleyWork *work)
{
    galley_document_unref(work->document);
    galley_meter_free(work->meter);
    g_array_unref(work->marks);
    g_array_unref(work->counts);
    g_free(work->packs);
    g_free(work->rehearsals);
    g_free(work);
}

const GalleyPack *
galley_work_get_packs(const GalleyWork *work)
{
    return work->packs;
}

const GalleyReadingSettings *
galley_work_get_settings(const GalleyWork *work)
{
    return &work->reading;
}

/* ---- blocks ---- */

static void
move_counts(GalleyWork *work, GPtrArray *to)
{
    guint64 *counts = (guint64 *)work->counts->data;
    for (guint slot = 0; slot < work->pipeline->slots.n; slot++) {
        const char *name = work->pipeline->slots.slots[slot].name;
        if (counts[2 * slot] == 0)
            continue;
        galley_books_add(to, name, GALLEY_BOOKS_DOCUMENTS, counts[2 * slot]);
        galley_books_add(to, name, GALLEY_BOOKS_ROWS, counts[2 * slot + 1]);
        counts[2 * slot] = counts[2 * slot + 1] = 0;
    }
}

static gboolean
is_done(const GalleyCuts *cuts, const GalleyResult *result, guint64 n_before, guint64 n)
{
    const GalleyOrder *order = cuts->order;
    return result->stopped || (order->only && n > 0) ||
           (order->limit > 0 && n_before + n >= order->limit);
}

static guint64
count_lines(const GalleyCuts *cuts)
{
    return cuts->reading ? galley_reading_get_n_lines(cuts->reading) : 0;
}

/* A record that is done alone is done last, so that what it leaves in the heap is not put down to one
 * behind it. */
static gboolean
cut_first(GalleyCuts *cuts, guint source, guint64 *n_lines, GError **error)
{
    if (!galley_cuts_open(cuts, source, error))
        return FALSE;
    while (!cuts->bytes && galley_cuts_next(cuts, source, NULL) == GALLEY_READING_RECORD)
        ;
    *n_lines = count_lines(cuts);
    return TRUE;
}

static gboolean
do_source(GalleyWork *work, GalleyCuts *cuts, guint source, GalleyResult *result, GError **error)
{
    GalleyPart part = { .source = source };
    guint64 n_before = galley_result_count_read(result);
    gboolean only = cuts->order->only;
    if ((only && !cut_first(cuts, source, &part.n_lines, error)) ||
        !galley_cuts_open(cuts, source, error))
        return FALSE;
    while (!is_done(cuts, result, n_before, part.read)) {
        GalleyReadingStatus status = galley_cuts_next(cuts, source, error);
        if (status == GALLEY_READING_ERROR)
            return FALSE;
        if (status == GALLEY_READING_END)
            break;
        galley_work_do_record(work, &cuts->cut, result, &part);
    }
    if (!only)
        part.n_lines = count_lines(cuts);
    g_array_append_val(result->parts, part);
    return TRUE;
}

GalleyResult *
galley_work_do(GalleyWork *work, const GalleyOrder *order, GBytes *cut, const GArray *skip)
{
    g_autoptr(GError) error = NULL;
    g_auto(GalleyCuts) cuts;
    GalleyResult *result = galley_result_new(galley_outputs_count(work->pipeline));
    work->pick = order->pick;
    galley_meter_begin_block(work->meter);
    galley_cuts_init(&cuts, &work->reading, order, cut, skip);
    work->places = skip;
    for (guint i = 0; i < order->block.n && !result->stopped; i++) {
        if (order->limit > 0 && galley_result_count_read(result) >= order->limit)
            break;
        if (!do_source(work, &cuts, order->block.first + i, result, &error)) {
            result->failure = g_strdup(error->message);
            break;
        }
    }
    galley_work_end_rehearsals(work);
    move_counts(work, result->tallies.layers);
    if (!order->only) /* results of single records are merged first */
        galley_result_seal(result, work->packs);
    galley_meter_end_block(work->meter, order->only ? 0 : order->block.n_bytes, result->meter);
    return result;
}

GArray *
galley_work_list(GalleyWork *work, const GalleyOrder *order, GBytes *cut, const GArray *skip)
{
    g_auto(GalleyCuts) cuts;
    GArray *places = g_array_new(FALSE, FALSE, sizeof(GalleyRecordPlace));
    galley_cuts_init(&cuts, &work->reading, order, cut, skip);
    for (guint i = 0; i < order->block.n; i++) {
        guint source = order->block.first + i;
        if (!galley_cuts_open(&cuts, source, NULL))
            continue;
        while (galley_cuts_next(&cuts, source, NULL) == GALLEY_READING_RECORD) {
            GalleyRecordPlace place = { .source = source, .position = cuts.cut.position };
            g_array_append_val(places, place);
        }
    }
    return places;
}

GalleyResult *
galley_work_frame(GalleyWork *work, gboolean trailer)
{
    GalleyResult *result = galley_result_new(galley_outputs_count(work->pipeline));
    for (guint i = 0; i < work->pipeline->writers->len && !result->failure; i++) {
        g_autoptr(GError) error = NULL;
        const GalleyStage *stage = g_ptr_array_index(work->pipeline->writers, i);
        gboolean (*frame)(gconstpointer, GString *, GError **) =
            trailer ? stage->plugin->trailer : stage->plugin->header;
        if (frame && !frame(stage->self, g_ptr_array_index(result->outputs, i), &error))
            result->failure = g_strdup_printf("writer \"%s\": %s", stage->name,
                                              error ? error->message : "it failed");
    }
    galley_result_seal(result, work->packs);
    return result;
}

GalleyResult *
galley_work_names(GalleyWork *work, guint source)
{
    GalleyResult *result = galley_result_new(galley_outputs_count(work->pipeline));
    galley_names_list(g_ptr_array_index(work->sources, source), result->ids);
    return result;
}
