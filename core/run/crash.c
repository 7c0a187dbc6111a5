/* crash.c: a record that took its process down. SPDX-License-Identifier: MIT */
#include "run/cuts-private.h"
#include "run/workbench-private.h"

/* Of a block that was cut already the record is there. */
static gboolean
find_in_block(GalleyCuts *cuts, const GalleyProgress *at, GalleyRecord *record)
{
    while (galley_cuts_next(cuts, at->source, NULL) == GALLEY_READING_RECORD)
        if (cuts->cut.position == at->position) {
            *record = cuts->cut.record;
            return TRUE;
        }
    return FALSE;
}

/* The record's bytes as they stand in the input; none if they cannot be read again. */
static void
read_again(GalleyWork *work, const GalleyProgress *at, GalleyRecord *record, GalleyInput **input)
{
    const GalleySource *source = g_ptr_array_index(work->sources, at->source);
    gsize size = 0;
    *input = galley_input_open(source, at->offset, G_MAXUINT64, at->length + 1, NULL);
    const guint8 *bytes =
        *input ? galley_input_peek(*input, at->length + (at->offset > 0), &size, NULL) : NULL;
    if (bytes && size == at->length + (at->offset > 0))
        record->bytes = bytes + (at->offset > 0);
}

guint
galley_work_find_skippable(const GalleyWork *work, const char *step)
{
    const GalleyPipeline *pipeline = work->pipeline;
    for (guint i = 0; i < pipeline->steps->len; i++) {
        const GalleyStage *stage = g_ptr_array_index(pipeline->steps, i);
        if (g_str_equal(stage->name, step) &&
            galley_pipeline_on_error(pipeline, stage) == GALLEY_ON_ERROR_SKIP)
            return i + 1;
    }
    return 0;
}

GalleyResult *
galley_work_note_crash(GalleyWork *work, const GalleyProgress *at, GBytes *cut, const GError *why)
{
    GalleyResult *result = galley_result_new(galley_outputs_count(work->pipeline));
    GalleyPart part = { .source = at->source, .read = 1 };
    const GalleyOrder all = { 0 };
    g_auto(GalleyCuts) cuts;
    g_autoptr(GalleyInput) input = NULL;
    const GalleySource *source = g_ptr_array_index(work->sources, at->source);
    GalleyCut there = { .position = at->position };
    there.record = (GalleyRecord){
        .size = sizeof there.record,
        .input = source->name,
        .offset = at->offset,
        .line = at->line,
        .n_bytes = at->length,
    };
    galley_cuts_init(&cuts, &work->reading, &all, cut, NULL);
    if (!cut || !find_in_block(&cuts, at, &there.record))
        read_again(work, at, &there.record, &input);
    galley_work_begin_document(work, &there.record, at->offset == 0 && at->length >= source->size);
    if (*at->id && g_utf8_validate(at->id, -1, NULL))
        galley_document_set_id(work->document, at->id, -1);
    galley_work_quarantine(work, result, &part, &there, at->step, why);
    g_array_append_val(result->parts, part);
    return result;
}
