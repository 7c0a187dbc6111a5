/* run.c: one document after another, from reader to writers, in one process. SPDX-License-Identifier: MIT */
#include "run/run-private.h"

#include <string.h>

#include "run/quarantine-private.h"

#define QUARANTINE "quarantine.jsonl"
#define MANIFEST "manifest.json"
#define READER "reader"
#define COMPLAINTS_MOST 20 /* lines on stderr; the file has all */
#define PROBE_SIZE 4096

/** Sink: a writer, its output, and the bytes of the document at hand. */
typedef struct {
    GalleyStage *stage;
    GalleyFile *file;
    GString *bytes;
    gpointer reducer; /* a worker of its own for `write` and `finish`; %NULL: appending */
} Sink;

struct GalleyOutput {
    GalleyFile *file;
};

typedef struct {
    GalleyPipeline *pipeline;
    const GalleyRunSettings *settings;
    GalleyBooks *books;
    GalleyFolder *folder;
    GalleyFile *quarantine;
    GArray *sinks; /* of Sink */
    GalleyDocument *document;
    GString *line; /* of the quarantine, or a header */
    guint64 n_read, n_complaints;
    gboolean stopped; /* by on_error: stop */
} Run;

/* ---- outputs ---- */

gboolean
galley_output_write(GalleyOutput *output, gconstpointer bytes, gsize size, GError **error)
{
    return galley_file_write(output->file, bytes, size, error);
}

static const char *
output_name(const GalleyStage *stage)
{
    for (const GalleyOption *option = stage->plugin->options; option && option->name; option++)
        if (option->type == GALLEY_OPTION_TYPE_OUTPUT && G_STRUCT_MEMBER(const char *, stage->self, option->offset))
            return G_STRUCT_MEMBER(const char *, stage->self, option->offset);
    return stage->name;
}

static gboolean
write_frame(Run *run,
            const Sink *sink,
            gboolean (*frame)(gconstpointer self, GString *out, GError **error),
            GError **error)
{
    if (!frame)
        return TRUE;
    g_string_truncate(run->line, 0);
    if (!frame(sink->stage->self, run->line, error)) {
        g_prefix_error(error, "writer \"%s\": ", sink->stage->name);
        return FALSE;
    }
    return galley_file_write(sink->file, run->line->str, run->line->len, error);
}

static gboolean
open_sink(Run *run, GalleyStage *stage, GError **error)
{
    Sink sink = { .stage = stage, .bytes = g_string_new(NULL) };
    gboolean reducing = stage->plugin->write != NULL;
    sink.file = galley_folder_open(run->folder, output_name(stage), error);
    gboolean ready = sink.file && galley_stage_start(stage, error);
    if (ready && reducing) {
        sink.reducer = stage->plugin->worker_new ? stage->plugin->worker_new(stage->self, error) : stage->self;
        ready = sink.reducer != NULL;
    }
    g_array_append_val(run->sinks, sink);
    return ready && write_frame(run, &sink, stage->plugin->header, error);
}

static gboolean
open_outputs(Run *run, GError **error)
{
    run->folder = galley_folder_new(run->settings->output, run->settings->overwrite, error);
    if (!run->folder)
        return FALSE;
    for (guint i = 0; i < run->pipeline->writers->len; i++)
        if (!open_sink(run, g_ptr_array_index(run->pipeline->writers, i), error))
            return FALSE;
    if (run->settings->output)
        run->quarantine = galley_folder_open(run->folder, QUARANTINE, error);
    return run->quarantine || !run->settings->output;
}

static gboolean
finish_sink(Run *run, const Sink *sink, GError **error)
{
    GalleyOutput output = { sink->file };
    if (sink->reducer && !sink->stage->plugin->finish(sink->reducer, &output, error)) {
        g_prefix_error(error, "writer \"%s\": ", sink->stage->name);
        return FALSE;
    }
    return write_frame(run, sink, sink->stage->plugin->trailer, error);
}

/* The manifest is an output like the others, and the last to be put in place. */
static gboolean
close_outputs(Run *run, GError **error)
{
    for (guint i = 0; i < run->sinks->len; i++)
        if (!finish_sink(run, &g_array_index(run->sinks, Sink, i), error))
            return FALSE;
    if (run->settings->output) {
        g_string_truncate(run->line, 0);
        galley_manifest_append(run->line, run->pipeline, run->settings, run->books, run->folder);
        GalleyFile *manifest = galley_folder_open(run->folder, MANIFEST, error);
        if (!manifest || !galley_file_write(manifest, run->line->str, run->line->len, error))
            return FALSE;
    }
    return galley_folder_commit(run->folder, error);
}

static void
clear_sinks(GArray *sinks)
{
    for (guint i = 0; i < sinks->len; i++) {
        Sink *sink = &g_array_index(sinks, Sink, i);
        g_string_free(sink->bytes, TRUE);
        if (sink->reducer && sink->reducer != sink->stage->self && sink->stage->plugin->worker_free)
            sink->stage->plugin->worker_free(sink->reducer);
    }
    g_array_unref(sinks);
}

/* ---- one document ---- */

static void
take_notes(Run *run, const char *step)
{
    guint n;
    const GalleyNote *notes = galley_document_get_notes(run->document, &n);
    for (guint i = 0; i < n; i++)
        galley_books_add(notes[i].warning ? run->books->warnings : run->books->notes, step, notes[i].name, (guint64)notes[i].n);
}

static void
complain(Run *run, const GalleyRecord *record, const char *step, const GError *error)
{
    if (run->settings->quiet || run->n_complaints++ > COMPLAINTS_MOST)
        return;
    if (run->n_complaints > COMPLAINTS_MOST)
        g_printerr("galley: more documents were quarantined; see " QUARANTINE " and the summary\n");
    else
        g_printerr("%s:%" G_GUINT64_FORMAT ": quarantined by %s: %s\n", record->input, record->line, step, error->message);
}

/* FALSE only if that could not be written down. */
static gboolean
quarantine(Run *run, GalleyBook *book, const GalleyRecord *record, const char *step, const GError *why, const char *sha256, GError **error)
{
    book->quarantined++;
    galley_books_add(run->books->quarantined, step, galley_quarantine_kind(why), 1);
    complain(run, record, step, why);
    if (run->pipeline->on_error == GALLEY_ON_ERROR_STOP)
        run->stopped = TRUE;
    if (!run->quarantine)
        return TRUE;
    g_string_truncate(run->line, 0);
    galley_quarantine_append(run->line, galley_document_get_id(run->document), record, step, why, sha256);
    return galley_file_write(run->quarantine, run->line->str, run->line->len, error);
}

static void
drop(Run *run, GalleyBook *book, const char *step)
{
    const char *reason = galley_document_get_drop_reason(run->document);
    book->dropped++;
    galley_books_add(run->books->dropped, step, reason ? reason : "no reason given", 1);
}

/* Unless the reader knows better: the input's name, and where in it the record begins if it is not the whole of it. */
static void
set_default_id(GalleyDocument *document, const GalleyRecord *record, gboolean whole)
{
    g_autofree char *id = whole ? g_strdup(record->input)
                                : g_strdup_printf("%s@%" G_GUINT64_FORMAT, record->input, record->offset);
    galley_document_set_id(document, id, -1);
}

static GalleyStatus
parse(Run *run, const GalleyStage *reader, const GalleyRecord *record, GError **error)
{
    galley_document_begin_step(run->document, &reader->scope);
    GalleyStatus status = reader->plugin->parse(record, run->document, reader->worker, error);
    if (status == GALLEY_OK && !galley_document_commit_step(run->document, error))
        return GALLEY_ERROR;
    take_notes(run, READER);
    if (status != GALLEY_OK)
        galley_document_abort_step(run->document);
    if (status == GALLEY_ERROR && error && !*error)
        g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FAILED, "reader \"%s\" failed without a word", reader->plugin->name);
    return status;
}

/* All writers encode before any byte is written: a document goes to all of them or to none. */
static gboolean
encode(Run *run, const char **step, GError **error)
{
    for (guint i = 0; i < run->sinks->len; i++) {
        Sink *sink = &g_array_index(run->sinks, Sink, i);
        *step = sink->stage->name;
        g_string_truncate(sink->bytes, 0);
        galley_document_begin_step(run->document, &sink->stage->scope);
        if (!sink->stage->plugin->encode(run->document, sink->stage->worker, sink->bytes, error)) {
            galley_document_abort_step(run->document);
            return FALSE;
        }
        if (!galley_document_commit_step(run->document, error))
            return FALSE;
        take_notes(run, sink->stage->name);
    }
    return TRUE;
}

static gboolean
write_out(Run *run, GError **error)
{
    for (guint i = 0; i < run->sinks->len; i++) {
        const Sink *sink = &g_array_index(run->sinks, Sink, i);
        const guint8 *bytes = (const guint8 *)sink->bytes->str;
        if (sink->reducer ? !sink->stage->plugin->write(sink->reducer, bytes, sink->bytes->len, error)
                          : !galley_file_write(sink->file, bytes, sink->bytes->len, error))
            return FALSE;
    }
    return TRUE;
}

/* Reader, steps and writers over one record; what became of it, and at which step. */
static GalleyStatus
process(Run *run, const GalleyStage *reader, const GalleyRecord *record, const char **step, GError **error)
{
    *step = READER;
    GalleyStatus status = parse(run, reader, record, error);
    for (guint i = 0; status == GALLEY_OK && i < run->pipeline->steps->len; i++) {
        const GalleyStage *stage = g_ptr_array_index(run->pipeline->steps, i);
        g_autofree char *skipped = NULL;
        *step = stage->name;
        status = galley_pipeline_step(run->pipeline, i, run->document, &skipped, error);
        if (skipped)
            galley_books_add(run->books->skipped, stage->name, skipped, 1);
        take_notes(run, stage->name);
    }
    if (status == GALLEY_OK && !encode(run, step, error))
        return GALLEY_ERROR;
    return status;
}

static gboolean
run_record(Run *run, const GalleyStage *reader, GalleyBook *book, const GalleyRecord *record, gboolean whole, GError **error)
{
    g_autoptr(GError) why = NULL;
    const char *step = READER;
    galley_document_reset(run->document);
    set_default_id(run->document, record, whole);
    switch (process(run, reader, record, &step, &why)) {
    case GALLEY_OK:
        book->written++;
        return write_out(run, error);
    case GALLEY_DROP:
        drop(run, book, step);
        return TRUE;
    default:
        return quarantine(run, book, record, step, why, NULL, error);
    }
}

/* ---- one input ---- */

static gboolean
run_bad(Run *run, GalleyBook *book, const GalleyRecord *record, const GError *why, const char *sha256, GError **error)
{
    galley_document_reset(run->document);
    set_default_id(run->document, record, FALSE);
    return quarantine(run, book, record, READER, why, sha256, error);
}

static GalleyNext
next_record(GalleyInput *input, const GalleyStage *reader, GalleyRecord *record, char **sha256, GError **error)
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
limit_is_reached(const Run *run)
{
    return run->settings->limit > 0 && run->n_read >= (guint64)run->settings->limit;
}

/* Whether the record is all of its input: nothing before it and nothing behind. */
static gboolean
is_whole(const GalleyInput *input, const GalleyRecord *record)
{
    return record->offset == 0 && galley_input_is_at_end(input);
}

static gboolean
run_input(Run *run, GalleyInput *input, const GalleyStage *reader, GalleyBook *book, GError **error)
{
    while (!run->stopped && !limit_is_reached(run)) {
        g_autoptr(GError) why = NULL;
        g_autofree char *sha256 = NULL;
        GalleyRecord record;
        gboolean written;
        switch (next_record(input, reader, &record, &sha256, &why)) {
        case GALLEY_NEXT_END:
            return TRUE;
        case GALLEY_NEXT_RECORD:
            book->read++;
            run->n_read++;
            written = run_record(run, reader, book, &record, is_whole(input, &record), error);
            break;
        case GALLEY_NEXT_BAD:
            book->read++;
            run->n_read++;
            written = run_bad(run, book, &record, why, sha256, error);
            break;
        default:
            g_propagate_error(error, g_steal_pointer(&why));
            return FALSE;
        }
        if (!written)
            return FALSE;
    }
    return TRUE;
}

/* With `reader: auto` the reader that is surest of the name and the first bytes; the first in byte order of those equally sure. */
static GalleyStage *
choose_reader(const GalleyPipeline *pipeline, GalleyInput *input, GError **error)
{
    GalleyStage *best = NULL;
    guint surest = 0;
    gsize size;
    if (!pipeline->reader_auto)
        return g_ptr_array_index(pipeline->readers, 0);
    const guint8 *bytes = galley_input_peek(input, PROBE_SIZE, &size, error);
    if (!bytes)
        return NULL;
    for (guint i = 0; i < pipeline->readers->len; i++) {
        GalleyStage *stage = g_ptr_array_index(pipeline->readers, i);
        guint sure = stage->plugin->probe ? stage->plugin->probe(galley_input_get_name(input), bytes, size) : 0;
        if (sure > surest) {
            surest = sure;
            best = stage;
        }
    }
    if (!best)
        g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_DATA,
                    "%s: no reader knows this kind of input; name one with `reader:`", galley_input_get_name(input));
    return best;
}

static gboolean
run_source(Run *run, const GalleySource *source, GError **error)
{
    gsize limit = (gsize)(run->settings->record_limit ? run->settings->record_limit : GALLEY_RECORD_LIMIT);
    g_autoptr(GalleyInput) input = galley_input_open(source, limit, error);
    if (!input)
        return FALSE;
    GalleyStage *reader = choose_reader(run->pipeline, input, error);
    if (!reader || !galley_stage_start(reader, error))
        return FALSE;
    return run_input(run, input, reader, galley_books_open_file(run->books, source->name), error);
}

/* ---- all ---- */

static gboolean
run_sources(Run *run, const GPtrArray *sources, GError **error)
{
    for (guint i = 0; i < sources->len && !run->stopped && !limit_is_reached(run); i++)
        if (!run_source(run, g_ptr_array_index(sources, i), error))
            return FALSE;
    if (!run->stopped)
        return close_outputs(run, error);
    g_set_error(error, GALLEY_PIPELINE_ERROR, GALLEY_PIPELINE_ERROR_STEP, "stopped at the first failure, as on_error: stop says");
    return FALSE;
}

static gboolean
is_users_fault(const GError *error)
{
    return error->domain == GALLEY_FOLDER_ERROR && error->code == GALLEY_FOLDER_ERROR_EXISTS;
}

static GalleyRunResult
result_of(const GalleyBooks *books)
{
    return galley_books_total(books).quarantined > 0 ? GALLEY_RUN_QUARANTINED : GALLEY_RUN_DONE;
}

GalleyRunResult
galley_run(GalleyPipeline *pipeline, const GalleyRunSettings *settings, GalleyBooks *books, GError **error)
{
    g_autoptr(GError) why = NULL;
    g_autoptr(GPtrArray) sources = galley_sources_list(settings->inputs, error);
    if (!sources || !galley_pipeline_open(pipeline, error))
        return GALLEY_RUN_REFUSED;
    Run run = { .pipeline = pipeline, .settings = settings, .books = books };
    run.document = galley_document_new();
    run.line = g_string_new(NULL);
    run.sinks = g_array_new(FALSE, TRUE, sizeof(Sink));
    galley_document_bind(run.document, &pipeline->slots);
    gboolean opened = open_outputs(&run, &why);
    gboolean done = opened && run_sources(&run, sources, &why);
    GalleyRunResult result = done ? result_of(books) : !opened && is_users_fault(why) ? GALLEY_RUN_REFUSED : GALLEY_RUN_FAILED;
    if (why)
        g_propagate_error(error, g_steal_pointer(&why));
    clear_sinks(run.sinks);
    g_clear_pointer(&run.folder, galley_folder_free);
    g_string_free(run.line, TRUE);
    galley_document_unref(run.document);
    return result;
}
