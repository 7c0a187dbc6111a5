/* record.c: a record becomes a document and goes through steps to writers, or out of the way.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "run/limit-private.h"
#include "run/quarantine-private.h"
#include "run/workbench-private.h"

/* ---- who watches ---- */

static void
begin_record(GalleyWork *work, guint source, const GalleyCut *cut)
{
    GalleyProgress *progress = work->progress;
    guint64 now = galley_meter_begin_document(work->meter);
    work->source = source;
    work->position = cut->position;
    const GalleyRecord *record = &cut->record;
    if (!progress)
        return;
    progress->source = source;
    progress->position = cut->position;
    progress->offset = record->offset;
    progress->line = record->line;
    progress->since = (gint64)(now / 1000);
    progress->ticks = 0;
    progress->length = MAX(record->n_bytes, 1);
}

void
galley_work_begin_step(GalleyWork *work, const char *step)
{
    if (work->progress)
        g_strlcpy(work->progress->step, step, sizeof work->progress->step);
}

static void
note_id(GalleyWork *work)
{
    if (work->progress)
        g_strlcpy(work->progress->id, galley_document_get_id(work->document),
                  sizeof work->progress->id);
}

static void
end_record(GalleyWork *work)
{
    if (work->picked)
        galley_meter_end_document(work->meter, galley_document_get_id(work->document));
    else
        galley_meter_skip_document(work->meter);
    if (work->progress)
        work->progress->length = 0;
}

/* ---- one document ---- */

gboolean
galley_work_fail_without_reason(GError **error)
{
    if (!*error)
        g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FAILED,
                    "it failed, and did not say why");
    return FALSE;
}

static void
take_notes(GalleyWork *work, GalleyResult *result, const char *step)
{
    guint n;
    const GalleyNote *notes = galley_document_get_notes(work->document, &n);
    for (guint i = 0; i < n; i++)
        galley_books_add(notes[i].warning ? result->tallies.warnings : result->tallies.notes, step,
                         notes[i].name, (guint64)notes[i].n);
}

static void
pick(GalleyWork *work, const GalleyCut *cut, guint source, GalleyResult *result)
{
    work->picked = galley_pick(&work->pick, galley_document_get_id(work->document), source,
                               cut->position, result->ids);
}

/* What the document's file is called says more of it. */
static void
name_document(GalleyWork *work, const GalleyCut *cut, guint source)
{
    const GalleySource *from = g_ptr_array_index(work->sources, source);
    const GalleyFileName name = { from->name, cut->record.member, from->packed };
    if (work->pipeline->naming)
        galley_naming_apply(work->pipeline->naming, &name, work->document);
}

static GalleyStatus
parse(GalleyWork *work,
      const GalleyStage *reader,
      const GalleyCut *cut,
      guint source,
      GalleyResult *result,
      GError **error)
{
    galley_work_begin_step(work, GALLEY_STEP_READER);
    galley_document_begin_step(work->document, &reader->scope);
    GalleyStatus status =
        reader->plugin->parse(&cut->record, work->document, reader->worker, error);
    pick(work, cut, source, result);
    if (status == GALLEY_OK && !galley_document_commit_step(work->document, error))
        return GALLEY_ERROR;
    if (status == GALLEY_OK && work->picked)
        name_document(work, cut, source);
    if (work->picked)
        take_notes(work, result, GALLEY_STEP_READER);
    if (status != GALLEY_OK)
        galley_document_abort_step(work->document);
    if (status == GALLEY_ERROR)
        galley_work_fail_without_reason(error);
    return status;
}

/* Whether the step took a process down on the record, and `on_error: skip` says that it is to be
 * passed over. */
static const GalleyRecordPlace *
find_skipped(const GalleyWork *work, guint step)
{
    for (guint i = 0; work->places && i < work->places->len; i++) {
        const GalleyRecordPlace *place = &g_array_index(work->places, GalleyRecordPlace, i);
        if (place->skipped == step + 1 && place->source == work->source &&
            place->position == work->position)
            return place;
    }
    return NULL;
}

static GalleyStatus
run_step(GalleyWork *work, guint i, char **skipped, GError **error)
{
    const GalleyStage *stage = g_ptr_array_index(work->pipeline->steps, i);
    const GalleyRecordPlace *place = find_skipped(work, i);
    if (place) {
        *skipped = g_strdup(place->why);
        return galley_pipeline_pass_over(work->pipeline, i, work->document, error) ? GALLEY_OK
                                                                                   : GALLEY_ERROR;
    }
    if (work->progress)
        galley_limit_begin_step(work->progress, stage);
    GalleyStatus status = galley_pipeline_step(work->pipeline, i, work->document, skipped, error);
    if (work->progress)
        galley_limit_end_step(work->progress, stage);
    return status;
}

static GalleyStatus
run_steps(GalleyWork *work, GalleyResult *result, const char **step, GError **error)
{
    GalleyStatus status = GALLEY_OK;
    for (guint i = 0; status == GALLEY_OK && i < work->pipeline->steps->len; i++) {
        const GalleyStage *stage = g_ptr_array_index(work->pipeline->steps, i);
        g_autofree char *skipped = NULL;
        *step = stage->name;
        galley_work_begin_step(work, stage->name);
        galley_meter_enter(work->meter, 1 + i);
        status = run_step(work, i, &skipped, error);
        if (skipped)
            galley_books_add(result->tallies.skipped, stage->name, skipped, 1);
        take_notes(work, result, stage->name);
    }
    return status;
}

static gboolean
encode(GalleyWork *work, guint writer, GString *out, GError **error)
{
    const GalleyStage *stage = g_ptr_array_index(work->pipeline->writers, writer);
    gboolean reduces = stage->plugin->write != NULL;
    galley_work_begin_step(work, stage->name);
    galley_document_begin_step(work->document, &stage->scope);
    gsize begin = reduces ? galley_work_begin_frame(work, out) : out->len;
    if (!stage->plugin->encode(work->document, stage->worker, out, error)) {
        galley_document_abort_step(work->document);
        return galley_work_fail_without_reason(error);
    }
    return galley_document_commit_step(work->document, error) &&
           (!reduces || galley_work_end_frame(work, writer, out, begin, error));
}

static gboolean
encode_all(GalleyWork *work, GalleyResult *result, const char **step, GError **error)
{
    for (guint i = 0; i < work->pipeline->writers->len; i++) {
        const GalleyStage *stage = g_ptr_array_index(work->pipeline->writers, i);
        *step = stage->name;
        galley_meter_enter(work->meter, 1 + work->pipeline->steps->len + i);
        if (!encode(work, i, g_ptr_array_index(result->outputs, i), error))
            return FALSE;
        take_notes(work, result, stage->name);
    }
    return TRUE;
}

/* What a document that is written has of each layer. */
static void
count_rows(GalleyWork *work)
{
    guint64 *counts = (guint64 *)work->counts->data;
    for (guint slot = 0; slot < work->pipeline->slots.n; slot++) {
        const GalleyLayer *layer = galley_document_get_slot(work->document, slot);
        guint32 n = layer ? galley_layer_get_n_rows(layer) : 0;
        counts[2 * slot] += n > 0;
        counts[2 * slot + 1] += n;
    }
}

/* A document goes to all writers or to none: where one fails, what the others have made of it is
 * taken back. */
static gboolean
write_document(GalleyWork *work, GalleyResult *result, const char **step, GError **error)
{
    for (guint i = 0; i < result->outputs->len; i++)
        g_array_index(work->marks, gsize, i) =
            ((const GString *)g_ptr_array_index(result->outputs, i))->len;
    if (encode_all(work, result, step, error)) {
        count_rows(work);
        return TRUE;
    }
    for (guint i = 0; i < result->outputs->len; i++)
        g_string_truncate(g_ptr_array_index(result->outputs, i),
                          g_array_index(work->marks, gsize, i));
    return FALSE;
}

void
galley_work_begin_document(GalleyWork *work, const GalleyRecord *record, gboolean whole)
{
    g_autoptr(GString) id = g_string_new(record->input);
    if (record->member)
        g_string_append_printf(id, "/%s", record->member);
    if (!whole)
        g_string_append_printf(id, "@%" G_GUINT64_FORMAT, record->offset);
    galley_document_reset(work->document);
    galley_document_set_id(work->document, id->str, (gssize)id->len);
}

static GalleyOnError
on_error_of(const GalleyPipeline *pipeline, const char *step)
{
    for (guint i = 0; i < pipeline->steps->len; i++) {
        const GalleyStage *stage = g_ptr_array_index(pipeline->steps, i);
        if (g_str_equal(stage->name, step))
            return galley_pipeline_on_error(pipeline, stage);
    }
    return pipeline->on_error;
}

void
galley_work_quarantine(GalleyWork *work,
                       GalleyResult *result,
                       GalleyPart *part,
                       const GalleyCut *cut,
                       const char *step,
                       const GError *why)
{
    GalleyBad bad = { .source = part->source, .position = cut->position };
    galley_quarantine_note(&bad, galley_document_get_id(work->document), &cut->record, step, why,
                           cut->sha256);
    galley_books_add(result->tallies.quarantined, bad.step, bad.kind, 1);
    galley_result_add_bad(result, &bad);
    part->quarantined++;
    result->stopped |= on_error_of(work->pipeline, step) == GALLEY_ON_ERROR_STOP;
}

static void
drop(GalleyWork *work,
     GalleyResult *result,
     GalleyPart *part,
     const GalleyRecord *record,
     const char *step)
{
    const char *told = galley_document_get_drop_reason(work->document);
    const char *reason = told ? told : "no reason given";
    galley_books_add(result->tallies.dropped, step, reason, 1);
    part->dropped++;
    if (work->pipeline->dropped)
        galley_quarantine_append_dropped(
            g_ptr_array_index(result->outputs, work->pipeline->writers->len),
            galley_document_get_id(work->document), record, step, reason);
}

static void
do_record(GalleyWork *work, const GalleyCut *cut, GalleyResult *result, GalleyPart *part)
{
    const GalleyStage *reader = g_ptr_array_index(work->pipeline->readers, cut->reader);
    const GalleyRecord *record = &cut->record;
    g_autoptr(GError) why = NULL;
    const char *step = GALLEY_STEP_READER;
    galley_work_begin_document(work, record, cut->whole);
    note_id(work);
    GalleyStatus status = parse(work, reader, cut, part->source, result, &why);
    note_id(work);
    if (!work->picked)
        return;
    if (status == GALLEY_OK)
        status = run_steps(work, result, &step, &why);
    if (status == GALLEY_OK && !write_document(work, result, &step, &why))
        status = GALLEY_ERROR;
    if (status == GALLEY_OK && work->notes_ids)
        galley_ids_note(result->ids, galley_document_get_id(work->document), part->source,
                        record->member, record->offset);
    if (status == GALLEY_OK)
        part->written++;
    else if (status == GALLEY_DROP)
        drop(work, result, part, record, step);
    else
        galley_work_quarantine(work, result, part, cut, step, why);
}

static void
do_bad_record(GalleyWork *work, const GalleyCut *cut, GalleyResult *result, GalleyPart *part)
{
    galley_work_begin_document(work, &cut->record, cut->whole);
    pick(work, cut, part->source, result);
    if (work->picked)
        galley_work_quarantine(work, result, part, cut, GALLEY_STEP_READER, cut->bad);
}

void
galley_work_do_record(GalleyWork *work,
                      const GalleyCut *cut,
                      GalleyResult *result,
                      GalleyPart *part)
{
    begin_record(work, part->source, cut);
    if (cut->bad)
        do_bad_record(work, cut, result, part);
    else
        do_record(work, cut, result, part);
    part->read += work->picked;
    end_record(work);
}
