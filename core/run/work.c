/* work.c: the records of a block, one after another, through reader, steps and writers.
 * SPDX-License-Identifier: MIT */
#include "run/work-private.h"

#include <string.h>

#include "run/quarantine-private.h"

#define READER "reader"
#define PROBE_SIZE 4096

struct GalleyWork {
    GalleyPipeline *pipeline;
    const GPtrArray *sources;
    gsize record_limit;
    GalleyProgress *progress;
    GalleyDocument *document;
    GalleyMeter *meter;
    GArray *marks; /* of gsize: how long each output was before the document at hand */
};

/* ---- life ---- */

GalleyWork *
galley_work_new(GalleyPipeline *pipeline, const GPtrArray *sources, guint64 record_limit)
{
    GalleyWork *work = g_new0(GalleyWork, 1);
    work->pipeline = pipeline;
    work->sources = sources;
    work->record_limit = (gsize)record_limit;
    work->document = galley_document_new();
    work->meter = galley_meter_new();
    work->marks = g_array_new(FALSE, TRUE, sizeof(gsize));
    g_array_set_size(work->marks, pipeline->writers->len);
    galley_document_bind(work->document, &pipeline->slots);
    return work;
}

static gboolean
start_stages(const GPtrArray *stages, GError **error)
{
    for (guint i = 0; i < stages->len; i++)
        if (!galley_stage_start(g_ptr_array_index(stages, i), error))
            return FALSE;
    return TRUE;
}

gboolean
galley_work_start(GalleyWork *work, GalleyProgress *progress, GError **error)
{
    const GalleyPipeline *pipeline = work->pipeline;
    work->progress = progress;
    return start_stages(pipeline->readers, error) && start_stages(pipeline->steps, error) &&
           start_stages(pipeline->writers, error);
}

void
galley_work_free(GalleyWork *work)
{
    galley_document_unref(work->document);
    galley_meter_free(work->meter);
    g_array_unref(work->marks);
    g_free(work);
}

/* ---- who watches ---- */

static void
begin_record(GalleyWork *work, guint source, const GalleyRecord *record)
{
    GalleyProgress *progress = work->progress;
    guint64 now = galley_meter_begin_document(work->meter);
    if (!progress)
        return;
    progress->source = source;
    progress->offset = record->offset;
    progress->line = record->line;
    progress->since = (gint64)(now / 1000);
    progress->ticks = 0;
    progress->length = MAX(record->n_bytes, 1);
}

static void
begin_step(GalleyWork *work, const char *step)
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
    galley_meter_end_document(work->meter, galley_document_get_id(work->document));
    if (work->progress)
        work->progress->length = 0;
}

/* ---- one document ---- */

static void
take_notes(GalleyWork *work, GalleyResult *result, const char *step)
{
    guint n;
    const GalleyNote *notes = galley_document_get_notes(work->document, &n);
    for (guint i = 0; i < n; i++)
        galley_books_add(notes[i].warning ? result->tallies.warnings : result->tallies.notes, step,
                         notes[i].name, (guint64)notes[i].n);
}

static GalleyStatus
parse(GalleyWork *work,
      const GalleyStage *reader,
      const GalleyRecord *record,
      GalleyResult *result,
      GError **error)
{
    begin_step(work, READER);
    galley_document_begin_step(work->document, &reader->scope);
    GalleyStatus status = reader->plugin->parse(record, work->document, reader->worker, error);
    if (status == GALLEY_OK && !galley_document_commit_step(work->document, error))
        return GALLEY_ERROR;
    take_notes(work, result, READER);
    if (status != GALLEY_OK)
        galley_document_abort_step(work->document);
    if (status == GALLEY_ERROR && !*error)
        g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FAILED,
                    "it failed, and did not say why");
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
        begin_step(work, stage->name);
        galley_meter_enter(work->meter, 1 + i);
        status = galley_pipeline_step(work->pipeline, i, work->document, &skipped, error);
        if (skipped)
            galley_books_add(result->tallies.skipped, stage->name, skipped, 1);
        take_notes(work, result, stage->name);
    }
    return status;
}

/* Appends what the writer makes of the document. One that reduces gets its documents one by one:
 * each has its size in front. */
static gboolean
encode(GalleyWork *work, const GalleyStage *stage, GString *out, GError **error)
{
    guint64 size = 0;
    gsize begin = out->len;
    begin_step(work, stage->name);
    galley_document_begin_step(work->document, &stage->scope);
    if (stage->plugin->write)
        g_string_append_len(out, (const char *)&size, sizeof size);
    if (stage->plugin->encode(work->document, stage->worker, out, error)) {
        size = out->len - begin - sizeof size;
        if (stage->plugin->write)
            memcpy(out->str + begin, &size, sizeof size);
        return galley_document_commit_step(work->document, error);
    }
    galley_document_abort_step(work->document);
    if (!*error)
        g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FAILED,
                    "it failed, and did not say why");
    return FALSE;
}

static gboolean
encode_all(GalleyWork *work, GalleyResult *result, const char **step, GError **error)
{
    for (guint i = 0; i < work->pipeline->writers->len; i++) {
        const GalleyStage *stage = g_ptr_array_index(work->pipeline->writers, i);
        *step = stage->name;
        galley_meter_enter(work->meter, 1 + work->pipeline->steps->len + i);
        if (!encode(work, stage, g_ptr_array_index(result->outputs, i), error))
            return FALSE;
        take_notes(work, result, stage->name);
    }
    return TRUE;
}

/* A document goes to all writers or to none: where one fails, what the others have made of it is
 * taken back. */
static gboolean
write_document(GalleyWork *work, GalleyResult *result, const char **step, GError **error)
{
    for (guint i = 0; i < result->outputs->len; i++)
        g_array_index(work->marks, gsize, i) =
            ((const GString *)g_ptr_array_index(result->outputs, i))->len;
    if (encode_all(work, result, step, error))
        return TRUE;
    for (guint i = 0; i < result->outputs->len; i++)
        g_string_truncate(g_ptr_array_index(result->outputs, i),
                          g_array_index(work->marks, gsize, i));
    return FALSE;
}

/* Unless the reader knows better: the input's name, and where in it the record begins if it is not
 * the whole of it. */
static void
set_default_id(GalleyDocument *document, const GalleyRecord *record, gboolean whole)
{
    g_autofree char *id =
        whole ? g_strdup(record->input)
              : g_strdup_printf("%s@%" G_GUINT64_FORMAT, record->input, record->offset);
    galley_document_set_id(document, id, -1);
}

static void
quarantine(GalleyWork *work,
           GalleyResult *result,
           GalleyPart *part,
           const GalleyRecord *record,
           const char *step,
           const GError *why,
           const char *sha256)
{
    GalleyBad bad = { .source = part->source };
    galley_quarantine_note(&bad, galley_document_get_id(work->document), record, step, why, sha256);
    galley_books_add(result->tallies.quarantined, bad.step, bad.kind, 1);
    galley_result_add_bad(result, &bad);
    part->quarantined++;
    result->stopped |= work->pipeline->on_error == GALLEY_ON_ERROR_STOP;
}

static void
drop(GalleyWork *work, GalleyResult *result, GalleyPart *part, const char *step)
{
    const char *reason = galley_document_get_drop_reason(work->document);
    galley_books_add(result->tallies.dropped, step, reason ? reason : "no reason given", 1);
    part->dropped++;
}

static void
do_record(GalleyWork *work,
          const GalleyStage *reader,
          const GalleyRecord *record,
          gboolean whole,
          GalleyResult *result,
          GalleyPart *part)
{
    g_autoptr(GError) why = NULL;
    const char *step = READER;
    galley_document_reset(work->document);
    set_default_id(work->document, record, whole);
    note_id(work);
    GalleyStatus status = parse(work, reader, record, result, &why);
    note_id(work);
    if (status == GALLEY_OK)
        status = run_steps(work, result, &step, &why);
    if (status == GALLEY_OK && !write_document(work, result, &step, &why))
        status = GALLEY_ERROR;
    if (status == GALLEY_OK)
        part->written++;
    else if (status == GALLEY_DROP)
        drop(work, result, part, step);
    else
        quarantine(work, result, part, record, step, why, NULL);
}

static void
do_bad_record(GalleyWork *work,
              const GalleyRecord *record,
              const GError *why,
              const char *sha256,
              GalleyResult *result,
              GalleyPart *part)
{
    galley_document_reset(work->document);
    set_default_id(work->document, record, FALSE);
    quarantine(work, result, part, record, READER, why, sha256);
}

/* ---- one input ---- */

static GalleyNext
next_record(GalleyInput *input,
            const GalleyStage *reader,
            GalleyRecord *record,
            char **sha256,
            GError **error)
{
    if (reader->plugin->seek_record)
        return galley_input_seek_next(input, reader->plugin, reader->self, record, sha256, error);
    *record = (GalleyRecord){
        .size = sizeof *record,
        .input = galley_input_get_name(input),
        .offset = galley_input_get_offset(input),
        .line = galley_input_get_line(input),
    };
    return reader->plugin->next(reader->worker, input, record, error);
}

static gboolean
is_passed_over(const GalleyOrder *order, const GArray *skip, guint source, guint64 offset)
{
    if (order->only)
        return source != order->source || offset != order->offset;
    for (guint i = 0; skip && i < skip->len; i++) {
        const GalleyPlace *place = &g_array_index(skip, GalleyPlace, i);
        if (place->source == source && place->offset == offset)
            return TRUE;
    }
    return FALSE;
}

/* Whether the record is all of its input: nothing before it and nothing behind. */
static gboolean
is_whole(const GalleyInput *input, const GalleyRecord *record)
{
    return record->offset == 0 && galley_input_is_at_end(input);
}

static gboolean
is_done(const GalleyOrder *order,
        const GalleyResult *result,
        guint64 n_before,
        const GalleyPart *part)
{
    return result->stopped || (order->limit > 0 && n_before + part->read >= order->limit);
}

static gboolean
do_input(GalleyWork *work,
         GalleyInput *input,
         const GalleyStage *reader,
         const GalleyOrder *order,
         const GArray *skip,
         GalleyResult *result,
         GalleyPart *part,
         GError **error)
{
    guint64 n_before = galley_result_count_read(result);
    while (!is_done(order, result, n_before, part)) {
        g_autoptr(GError) why = NULL;
        g_autofree char *sha256 = NULL;
        GalleyRecord record;
        GalleyNext next = next_record(input, reader, &record, &sha256, &why);
        if (next == GALLEY_NEXT_END)
            break;
        if (next == GALLEY_NEXT_ERROR) {
            g_propagate_error(error, g_steal_pointer(&why));
            return FALSE;
        }
        if (is_passed_over(order, skip, part->source, record.offset))
            continue;
        part->read++;
        begin_record(work, part->source, &record);
        if (next == GALLEY_NEXT_RECORD)
            do_record(work, reader, &record, is_whole(input, &record), result, part);
        else
            do_bad_record(work, &record, why, sha256, result, part);
        end_record(work);
    }
    part->n_lines = galley_input_get_n_lines(input);
    return TRUE;
}

/* With `reader: auto` the reader that is surest of the name and the first bytes; the first by name
 * of those equally sure. */
static const GalleyStage *
surest_reader(const GalleyPipeline *pipeline, const char *name, const guint8 *bytes, gsize size)
{
    const GalleyStage *best = NULL;
    guint surest = 0;
    for (guint i = 0; i < pipeline->readers->len; i++) {
        const GalleyStage *stage = g_ptr_array_index(pipeline->readers, i);
        guint sure = stage->plugin->probe ? stage->plugin->probe(name, bytes, size) : 0;
        if (sure > surest) {
            surest = sure;
            best = stage;
        }
    }
    return best;
}

static const GalleyStage *
choose_reader(const GalleyWork *work, const GalleySource *source, GError **error)
{
    if (!work->pipeline->reader_auto)
        return g_ptr_array_index(work->pipeline->readers, 0);
    gsize size;
    g_autoptr(GalleyInput) head = galley_input_open(source, 0, G_MAXUINT64, PROBE_SIZE, error);
    const guint8 *bytes = head ? galley_input_peek(head, PROBE_SIZE, &size, error) : NULL;
    if (!bytes)
        return NULL;
    const GalleyStage *reader = surest_reader(work->pipeline, source->name, bytes, size);
    if (!reader)
        g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_DATA,
                    "%s: no reader knows this kind of input; name one with `reader:` or --from",
                    source->name);
    return reader;
}

static gboolean
do_source(GalleyWork *work,
          const GalleyOrder *order,
          guint index,
          const GArray *skip,
          GalleyResult *result,
          GError **error)
{
    const GalleySource *source = g_ptr_array_index(work->sources, index);
    const GalleyStage *reader = choose_reader(work, source, error);
    if (!reader)
        return FALSE;
    g_autoptr(GalleyInput) input =
        galley_input_open(source, order->block.begin, order->block.end, work->record_limit, error);
    GalleyPart part = { .source = index };
    if (!input || !do_input(work, input, reader, order, skip, result, &part, error))
        return FALSE;
    g_array_append_val(result->parts, part);
    return TRUE;
}

/* ---- one block ---- */

GalleyResult *
galley_work_do(GalleyWork *work, const GalleyOrder *order, const GArray *skip)
{
    g_autoptr(GError) error = NULL;
    GalleyResult *result = galley_result_new(work->pipeline->writers->len);
    galley_meter_begin_block(work->meter);
    for (guint i = 0; i < order->block.n && !result->stopped; i++) {
        if (order->limit > 0 && galley_result_count_read(result) >= order->limit)
            break;
        if (!do_source(work, order, order->block.first + i, skip, result, &error)) {
            result->failure = g_strdup(error->message);
            break;
        }
    }
    galley_meter_end_block(work->meter,
                           order->only ? 0 : galley_block_count_bytes(&order->block, work->sources),
                           result->meter);
    return result;
}

GalleyResult *
galley_work_frame(GalleyWork *work, gboolean trailer)
{
    GalleyResult *result = galley_result_new(work->pipeline->writers->len);
    for (guint i = 0; i < work->pipeline->writers->len && !result->failure; i++) {
        g_autoptr(GError) error = NULL;
        const GalleyStage *stage = g_ptr_array_index(work->pipeline->writers, i);
        gboolean (*frame)(gconstpointer, GString *, GError **) =
            trailer ? stage->plugin->trailer : stage->plugin->header;
        if (frame && !frame(stage->self, g_ptr_array_index(result->outputs, i), &error))
            result->failure = g_strdup_printf("writer \"%s\": %s", stage->name,
                                              error ? error->message : "it failed");
    }
    return result;
}

GArray *
galley_work_list(GalleyWork *work, const GalleyOrder *order)
{
    GArray *places = g_array_new(FALSE, FALSE, sizeof(GalleyPlace));
    for (guint i = 0; i < order->block.n; i++) {
        const GalleySource *source = g_ptr_array_index(work->sources, order->block.first + i);
        const GalleyStage *reader = choose_reader(work, source, NULL);
        g_autoptr(GalleyInput) input =
            reader ? galley_input_open(source, order->block.begin, order->block.end,
                                       work->record_limit, NULL)
                   : NULL;
        GalleyNext next = input ? GALLEY_NEXT_RECORD : GALLEY_NEXT_ERROR;
        while (next == GALLEY_NEXT_RECORD || next == GALLEY_NEXT_BAD) {
            g_autofree char *sha256 = NULL;
            GalleyRecord record;
            next = next_record(input, reader, &record, &sha256, NULL);
            GalleyPlace place = { order->block.first + i, record.offset };
            if (next == GALLEY_NEXT_RECORD || next == GALLEY_NEXT_BAD)
                g_array_append_val(places, place);
        }
    }
    return places;
}

/* ---- reducing writers ---- */

struct GalleyOutput {
    GString *bytes;
};

gboolean
galley_output_write(GalleyOutput *output,
                    gconstpointer bytes,
                    gsize size,
                    G_GNUC_UNUSED GError **error)
{
    g_string_append_len(output->bytes, bytes, (gssize)size);
    return TRUE;
}

/* The spool is the documents' bytes, each behind its size. */
static gboolean
write_spool(
    const GalleyStage *stage, gpointer reducer, const guint8 *bytes, gsize size, GError **error)
{
    while (size > 0) {
        guint64 n;
        memcpy(&n, bytes, sizeof n);
        if (!stage->plugin->write(reducer, bytes + sizeof n, (gsize)n, error))
            return FALSE;
        bytes += sizeof n + n;
        size -= sizeof n + (gsize)n;
    }
    return TRUE;
}

GalleyResult *
galley_work_reduce(GalleyWork *work, guint writer, const char *spool)
{
    g_autoptr(GError) error = NULL;
    const GalleyStage *stage = g_ptr_array_index(work->pipeline->writers, writer);
    GalleyResult *result = galley_result_new(work->pipeline->writers->len);
    GalleyOutput output = { g_ptr_array_index(result->outputs, writer) };
    g_autoptr(GMappedFile) file = g_mapped_file_new(spool, FALSE, &error);
    gpointer reducer = !file                       ? NULL
                       : stage->plugin->worker_new ? stage->plugin->worker_new(stage->self, &error)
                                                   : stage->self;
    gboolean done = reducer &&
                    write_spool(stage, reducer, (const guint8 *)g_mapped_file_get_contents(file),
                                g_mapped_file_get_length(file), &error) &&
                    stage->plugin->finish(reducer, &output, &error);
    if (!done)
        result->failure =
            g_strdup_printf("writer \"%s\": %s", stage->name,
                            error ? error->message : "it failed, and did not say why");
    if (reducer && reducer != stage->self && stage->plugin->worker_free)
        stage->plugin->worker_free(reducer);
    return result;
}

/* ---- a record that took its process down ---- */

/* The record's bytes as they stand in the input; none if they cannot be read again. */
static void
read_again(GalleyWork *work, const GalleyProgress *at, GalleyRecord *record, GalleyInput **input)
{
    const GalleySource *source = g_ptr_array_index(work->sources, at->source);
    gsize size = 0;
    *record = (GalleyRecord){
        .size = sizeof *record,
        .input = source->name,
        .offset = at->offset,
        .line = at->line,
        .n_bytes = at->length,
    };
    *input = galley_input_open(source, at->offset, G_MAXUINT64, at->length + 1, NULL);
    const guint8 *bytes =
        *input ? galley_input_peek(*input, at->length + (at->offset > 0), &size, NULL) : NULL;
    if (bytes && size == at->length + (at->offset > 0))
        record->bytes = bytes + (at->offset > 0);
}

GalleyResult *
galley_work_note_crash(GalleyWork *work, const GalleyProgress *at, const GError *why)
{
    GalleyResult *result = galley_result_new(work->pipeline->writers->len);
    GalleyPart part = { .source = at->source, .read = 1 };
    GalleyRecord record;
    g_autoptr(GalleyInput) input = NULL;
    const GalleySource *source = g_ptr_array_index(work->sources, at->source);
    read_again(work, at, &record, &input);
    galley_document_reset(work->document);
    set_default_id(work->document, &record, at->offset == 0 && at->length >= source->size);
    if (*at->id && g_utf8_validate(at->id, -1, NULL))
        galley_document_set_id(work->document, at->id, -1);
    quarantine(work, result, &part, &record, at->step, why, NULL);
    g_array_append_val(result->parts, part);
    return result;
}
