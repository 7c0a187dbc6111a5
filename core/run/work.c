/* work.c: the records of a block, one after another, through reader, steps and writers.
 * SPDX-License-Identifier: MIT */
#include "run/work-private.h"

#include <errno.h>
#include <string.h>

#include "run/limit-private.h"
#include "run/memory-private.h"
#include "run/quarantine-private.h"
#include "run/sandbox-private.h"

#define READER "reader"
#define FINISH_PER 1000 /* documents for each of which `finish` has once what one may take */

struct GalleyWork {
    GalleyPipeline *pipeline;
    GalleyReadingSettings reading;
    const GPtrArray *sources;
    GalleyProgress *progress;
    GalleyDocument *document;
    GalleyMeter *meter;
    const GArray *places; /* (nullable): of GalleyRecordPlace: what to pass over in the block */
    guint source;         /* of the record at hand */
    guint64 position;
    gboolean notes_ids; /* of the documents written */
    GalleyPick pick;
    gboolean picked;      /* the record at hand */
    GalleyPack *packs;    /* by writer */
    GArray *counts;       /* of guint64: documents and rows of each slot, in the block at hand */
    GArray *marks;        /* of gsize: how long each output was before the document at hand */
    gpointer *rehearsals; /* by writer (nullable): that takes what it would reduce, on trial */
};

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
    if (work->picked)
        galley_meter_end_document(work->meter, galley_document_get_id(work->document));
    else
        galley_meter_skip_document(work->meter);
    if (work->progress)
        work->progress->length = 0;
}

/* ---- one document ---- */

/* A plugin's FALSE comes with a reason; where it does not, that is the reason. */
static gboolean
fail_without_reason(GError **error)
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
    begin_step(work, READER);
    galley_document_begin_step(work->document, &reader->scope);
    GalleyStatus status =
        reader->plugin->parse(&cut->record, work->document, reader->worker, error);
    pick(work, cut, source, result);
    if (status == GALLEY_OK && !galley_document_commit_step(work->document, error))
        return GALLEY_ERROR;
    if (status == GALLEY_OK && work->picked)
        name_document(work, cut, source);
    if (work->picked)
        take_notes(work, result, READER);
    if (status != GALLEY_OK)
        galley_document_abort_step(work->document);
    if (status == GALLEY_ERROR)
        fail_without_reason(error);
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
        begin_step(work, stage->name);
        galley_meter_enter(work->meter, 1 + i);
        status = run_step(work, i, &skipped, error);
        if (skipped)
            galley_books_add(result->tallies.skipped, stage->name, skipped, 1);
        take_notes(work, result, stage->name);
    }
    return status;
}

/* A writer that reduces gets its documents one by one, and their ids with them. */
static void
begin_frame(const GalleyWork *work, GString *out)
{
    const char *id = galley_document_get_id(work->document);
    galley_wire_put_bytes(out, id, strlen(id));
    galley_wire_put_number(out, 0); /* the size, until it is known */
}

static void
end_frame(GString *out, gsize begin)
{
    guint64 size = out->len - begin;
    memcpy(out->str + begin - sizeof size, &size, sizeof size);
}

static void
end_rehearsal(GalleyWork *work, guint writer)
{
    const GalleyStage *stage = g_ptr_array_index(work->pipeline->writers, writer);
    if (work->rehearsals[writer])
        stage->plugin->worker_free(work->rehearsals[writer]);
    work->rehearsals[writer] = NULL;
}

static void
end_rehearsals(GalleyWork *work)
{
    for (guint i = 0; i < work->pipeline->writers->len; i++)
        end_rehearsal(work, i);
}

/* FALSE with the reducer thrown away. */
static gboolean
try_write(GalleyWork *work, guint writer, const char *bytes, gsize size, GError **error)
{
    const GalleyStage *stage = g_ptr_array_index(work->pipeline->writers, writer);
    if (!work->rehearsals[writer])
        work->rehearsals[writer] = stage->plugin->worker_new(stage->self, error);
    if (work->rehearsals[writer] &&
        stage->plugin->write(work->rehearsals[writer], (const guint8 *)bytes, size, error))
        return TRUE;
    end_rehearsal(work, writer);
    return fail_without_reason(error);
}

/* What a writer will reduce at the end of the run is given to it once here, where a document that
 * it fails, or goes down, on can still be kept from all writers. One that it takes by itself is not
 * to blame for what came together before it. */
static gboolean
rehearse(GalleyWork *work, guint writer, const char *bytes, gsize size, GError **error)
{
    gboolean alone = !work->rehearsals[writer];
    g_autoptr(GError) together = NULL;
    return try_write(work, writer, bytes, size, alone ? error : &together) ||
           (!alone && try_write(work, writer, bytes, size, error));
}

/* Appends what the writer makes of the document. */
static gboolean
encode(GalleyWork *work, guint writer, GString *out, GError **error)
{
    const GalleyStage *stage = g_ptr_array_index(work->pipeline->writers, writer);
    gboolean reduces = stage->plugin->write != NULL;
    begin_step(work, stage->name);
    galley_document_begin_step(work->document, &stage->scope);
    if (reduces)
        begin_frame(work, out);
    gsize begin = out->len;
    if (!stage->plugin->encode(work->document, stage->worker, out, error)) {
        galley_document_abort_step(work->document);
        return fail_without_reason(error);
    }
    if (reduces)
        end_frame(out, begin);
    return galley_document_commit_step(work->document, error) &&
           (!reduces || rehearse(work, writer, out->str + begin, out->len - begin, error));
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

/* Unless the reader knows better: the input's name, and where in it the record begins if it is not
 * the whole of it. */
static void
set_default_id(GalleyDocument *document, const GalleyRecord *record, gboolean whole)
{
    g_autoptr(GString) id = g_string_new(record->input);
    if (record->member)
        g_string_append_printf(id, "/%s", record->member);
    if (!whole)
        g_string_append_printf(id, "@%" G_GUINT64_FORMAT, record->offset);
    galley_document_set_id(document, id->str, (gssize)id->len);
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

static void
quarantine(GalleyWork *work,
           GalleyResult *result,
           GalleyPart *part,
           const GalleyRecord *record,
           guint64 position,
           const char *step,
           const GError *why,
           const char *sha256)
{
    GalleyBad bad = { .source = part->source, .position = position };
    galley_quarantine_note(&bad, galley_document_get_id(work->document), record, step, why, sha256);
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
    const char *step = READER;
    galley_document_reset(work->document);
    set_default_id(work->document, record, cut->whole);
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
        quarantine(work, result, part, record, cut->position, step, why, NULL);
}

static void
do_bad_record(GalleyWork *work, const GalleyCut *cut, GalleyResult *result, GalleyPart *part)
{
    galley_document_reset(work->document);
    set_default_id(work->document, &cut->record, cut->whole);
    pick(work, cut, part->source, result);
    if (work->picked)
        quarantine(work, result, part, &cut->record, cut->position, READER, cut->bad, cut->sha256);
}

/* ---- records of a block ---- */

/** Records: of one source after another, cut here or by a cutter. */
typedef struct {
    GalleyWork *work;
    const GalleyOrder *order;
    const GArray *skip;
    GBytes *bytes;          /* (nullable): of a block that was cut already */
    GalleyWire wire;        /* what is left of them */
    char *member;           /* (nullable): of the last one */
    GalleyReading *reading; /* (nullable) */
    GalleyCut cut;
} Records;

static void
records_init(
    Records *records, GalleyWork *work, const GalleyOrder *order, GBytes *bytes, const GArray *skip)
{
    *records = (Records){ .work = work, .order = order, .skip = skip, .bytes = bytes };
    if (bytes)
        records->wire.bytes = g_bytes_get_data(bytes, &records->wire.left);
}

static void
records_clear(Records *records)
{
    galley_cut_clear(&records->cut);
    g_clear_pointer(&records->member, g_free);
    g_clear_pointer(&records->reading, galley_reading_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Records, records_clear)

static gboolean
records_open(Records *records, guint source, GError **error)
{
    g_clear_pointer(&records->reading, galley_reading_free);
    if (!records->bytes)
        records->reading =
            galley_reading_open(&records->work->reading, source, records->order->block.begin,
                                records->order->block.end, records->skip, error);
    return records->bytes || records->reading;
}

static GalleyReadingStatus
take_cut(Records *records, guint source, GError **error)
{
    const GalleySource *from = g_ptr_array_index(records->work->sources, source);
    if (galley_cut_take(&records->wire, from->name, &records->member, &records->cut) &&
        records->cut.reader < records->work->pipeline->readers->len)
        return GALLEY_READING_RECORD;
    if (!records->wire.astray)
        return GALLEY_READING_END;
    g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FAILED,
                "%s: its cutter has gone astray", from->name);
    return GALLEY_READING_ERROR;
}

static gboolean
is_passed_over(const Records *records, guint source)
{
    const GalleyOrder *order = records->order;
    guint64 position = records->cut.position;
    if (order->only)
        return source != order->source || position != order->position;
    for (guint i = 0; records->skip && i < records->skip->len; i++) {
        const GalleyRecordPlace *place = &g_array_index(records->skip, GalleyRecordPlace, i);
        if (place->reach == 0 && place->skipped == 0 && place->source == source &&
            place->position == position)
            return TRUE;
    }
    return FALSE;
}

/* The next one that is not passed over. */
static GalleyReadingStatus
records_next(Records *records, guint source, GError **error)
{
    GalleyReadingStatus status;
    do
        status = records->bytes ? take_cut(records, source, error)
                                : galley_reading_next(records->reading, &records->cut, error);
    while (status == GALLEY_READING_RECORD && is_passed_over(records, source));
    return status;
}

/* ---- one block ---- */

static gboolean
is_done(const Records *records, const GalleyResult *result, guint64 n_before, guint64 n)
{
    guint64 limit = records->order->limit;
    return result->stopped || (limit > 0 && n_before + n >= limit);
}

static gboolean
do_source(Records *records, guint source, GalleyResult *result, GError **error)
{
    GalleyWork *work = records->work;
    GalleyPart part = { .source = source };
    guint64 n_before = galley_result_count_read(result);
    if (!records_open(records, source, error))
        return FALSE;
    while (!is_done(records, result, n_before, part.read)) {
        GalleyReadingStatus status = records_next(records, source, error);
        if (status == GALLEY_READING_ERROR)
            return FALSE;
        if (status == GALLEY_READING_END)
            break;
        const GalleyCut *cut = &records->cut;
        begin_record(work, source, cut);
        if (cut->bad)
            do_bad_record(work, cut, result, &part);
        else
            do_record(work, cut, result, &part);
        part.read += work->picked;
        end_record(work);
    }
    part.n_lines = records->reading ? galley_reading_get_n_lines(records->reading) : 0;
    g_array_append_val(result->parts, part);
    return TRUE;
}

GalleyResult *
galley_work_do(GalleyWork *work, const GalleyOrder *order, GBytes *cut, const GArray *skip)
{
    g_autoptr(GError) error = NULL;
    g_auto(Records) records;
    GalleyResult *result = galley_result_new(galley_outputs_count(work->pipeline));
    work->pick = order->pick;
    galley_meter_begin_block(work->meter);
    records_init(&records, work, order, cut, skip);
    work->places = skip;
    for (guint i = 0; i < order->block.n && !result->stopped; i++) {
        if (order->limit > 0 && galley_result_count_read(result) >= order->limit)
            break;
        if (!do_source(&records, order->block.first + i, result, &error)) {
            result->failure = g_strdup(error->message);
            break;
        }
    }
    end_rehearsals(work);
    move_counts(work, result->tallies.layers);
    if (!order->only) /* results of single records are merged first */
        galley_result_seal(result, work->packs);
    galley_meter_end_block(work->meter, order->only ? 0 : order->block.n_bytes, result->meter);
    return result;
}

GArray *
galley_work_list(GalleyWork *work, const GalleyOrder *order, GBytes *cut, const GArray *skip)
{
    g_auto(Records) records;
    GArray *places = g_array_new(FALSE, FALSE, sizeof(GalleyRecordPlace));
    records_init(&records, work, order, cut, skip);
    for (guint i = 0; i < order->block.n; i++) {
        guint source = order->block.first + i;
        if (!records_open(&records, source, NULL))
            continue;
        while (records_next(&records, source, NULL) == GALLEY_READING_RECORD) {
            GalleyRecordPlace place = { .source = source, .position = records.cut.position };
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

/* ---- reducing writers ---- */

#define OUTPUT_PIECE ((gsize)1 << 20)

struct GalleyOutput {
    int fd;
    GalleyPack how;
    GString *piece; /* what is not written yet */
};

static gboolean
write_piece(GalleyOutput *output, GError **error)
{
    g_autoptr(GString) packed = g_string_new(NULL);
    galley_pack(output->how, output->piece->str, output->piece->len, packed);
    g_string_truncate(output->piece, 0);
    if (galley_memory_write(output->fd, packed->str, packed->len))
        return TRUE;
    g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(errno), "%s", g_strerror(errno));
    return FALSE;
}

gboolean
galley_output_write(GalleyOutput *output, gconstpointer bytes, gsize size, GError **error)
{
    g_string_append_len(output->piece, bytes, (gssize)size);
    return output->piece->len < OUTPUT_PIECE || write_piece(output, error);
}

/* Whom a death, or an error, is put down to; and it has its own time. */
static void
begin_write(GalleyWork *work, const char *id, gsize n_id)
{
    if (!work->progress)
        return;
    g_snprintf(work->progress->id, sizeof work->progress->id, "%.*s", (int)MIN(n_id, 200), id);
    work->progress->since = g_get_monotonic_time();
    work->progress->ticks = 0;
    work->progress->length = 1;
}

/* The spool is the documents' bytes, each behind its id and its size. */
static gboolean
write_spool(GalleyWork *work,
            const GalleyStage *stage,
            gpointer reducer,
            GalleyWire spool,
            guint64 *n_documents,
            GError **error)
{
    for (; spool.left > 0 && !spool.astray; ++*n_documents) {
        gsize n_id, size;
        const char *id = galley_wire_take_bytes(&spool, &n_id);
        const char *bytes = galley_wire_take_bytes(&spool, &size);
        if (spool.astray)
            break;
        begin_write(work, id, n_id);
        if (stage->plugin->write(reducer, (const guint8 *)bytes, size, error))
            continue;
        fail_without_reason(error);
        g_prefix_error(error, "document \"%.*s\": ", (int)n_id, id);
        return FALSE;
    }
    if (spool.astray)
        g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FILE,
                    "its spool is damaged; --overwrite makes it anew");
    return !spool.astray;
}

/* What `finish` has to do grows with the documents, and so does its time. */
static void
begin_finish(GalleyWork *work, guint64 n_documents)
{
    if (!work->progress)
        return;
    begin_write(work, "", 0);
    galley_limit_stretch(work->progress, 1 + n_documents / FINISH_PER);
}

static gboolean
reduce(GalleyWork *work, const GalleyStage *stage, GMappedFile *spool, int fd, GError **error)
{
    guint64 n_documents = 0;
    const GalleyPlugin *plugin = stage->plugin;
    GalleyWire wire = { g_mapped_file_get_contents(spool), g_mapped_file_get_length(spool), FALSE };
    GalleyOutput output = { fd, galley_pack_of(galley_output_name(stage)), g_string_new(NULL) };
    begin_step(work, stage->name);
    gpointer reducer = plugin->worker_new(stage->self, error);
    gboolean done = reducer && write_spool(work, stage, reducer, wire, &n_documents, error);
    if (done)
        begin_finish(work, n_documents);
    done = done && plugin->finish(reducer, &output, error) && write_piece(&output, error);
    if (work->progress)
        work->progress->length = 0;
    if (reducer)
        plugin->worker_free(reducer);
    g_string_free(output.piece, TRUE);
    return done;
}

GalleyResult *
galley_work_reduce(GalleyWork *work, guint writer, const char *spool, int fd)
{
    g_autoptr(GError) error = NULL;
    const GalleyStage *stage = g_ptr_array_index(work->pipeline->writers, writer);
    GalleyResult *result = galley_result_new(galley_outputs_count(work->pipeline));
    g_autoptr(GMappedFile) file = g_mapped_file_new(spool, FALSE, &error);
    if (!file || !reduce(work, stage, file, fd, &error))
        result->failure =
            g_strdup_printf("writer \"%s\": %s", stage->name,
                            error ? error->message : "it failed, and did not say why");
    return result;
}

/* ---- a record that took its process down ---- */

/* Of a block that was cut already the record is there. */
static gboolean
find_in_block(Records *records, const GalleyProgress *at, GalleyRecord *record)
{
    while (records_next(records, at->source, NULL) == GALLEY_READING_RECORD)
        if (records->cut.position == at->position) {
            *record = records->cut.record;
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
    g_auto(Records) records;
    g_autoptr(GalleyInput) input = NULL;
    const GalleySource *source = g_ptr_array_index(work->sources, at->source);
    GalleyRecord record = {
        .size = sizeof record,
        .input = source->name,
        .offset = at->offset,
        .line = at->line,
        .n_bytes = at->length,
    };
    records_init(&records, work, &all, cut, NULL);
    if (!cut || !find_in_block(&records, at, &record))
        read_again(work, at, &record, &input);
    galley_document_reset(work->document);
    set_default_id(work->document, &record, at->offset == 0 && at->length >= source->size);
    if (*at->id && g_utf8_validate(at->id, -1, NULL))
        galley_document_set_id(work->document, at->id, -1);
    quarantine(work, result, &part, &record, at->position, at->step, why, NULL);
    g_array_append_val(result->parts, part);
    return result;
}
