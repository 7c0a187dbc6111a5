/* documents.c: documents of an input, one after another, in this process.
 * SPDX-License-Identifier: MIT */
#include "cli/documents-private.h"

#include "run/run-private.h"

typedef struct {
    GalleyPipeline *pipeline;
    GalleyDocument *document;
    const GalleySource *source;
    const char *path; /* as `metadata_from` and `metadata_table` see it */
    GalleyEachDocument each;
    gpointer data;
    gint64 number;
} Walk;

static void
set_default_id(GalleyDocument *document, const GalleyCut *cut)
{
    g_autoptr(GString) id = g_string_new(cut->record.input);
    if (cut->record.member)
        g_string_append_printf(id, "/%s", cut->record.member);
    if (!cut->whole)
        g_string_append_printf(id, "@%" G_GUINT64_FORMAT, cut->record.offset);
    galley_document_set_id(document, id->str, (gssize)id->len);
}

static GalleyStatus
parse(const Walk *walk, const GalleyStage *reader, const GalleyCut *cut, GError **error)
{
    galley_document_reset(walk->document);
    set_default_id(walk->document, cut);
    if (cut->bad) {
        g_propagate_error(error, g_error_copy(cut->bad));
        return GALLEY_ERROR;
    }
    galley_document_begin_step(walk->document, &reader->scope);
    GalleyStatus status =
        reader->plugin->parse(&cut->record, walk->document, reader->worker, error);
    if (status != GALLEY_OK) {
        galley_document_abort_step(walk->document);
        return status;
    }
    if (!galley_document_commit_step(walk->document, error))
        return GALLEY_ERROR;
    const GalleyFileName name = { walk->path, cut->record.member, walk->source->packed };
    if (walk->pipeline->naming)
        galley_naming_apply(walk->pipeline->naming, &name, walk->document);
    return GALLEY_OK;
}

/* FALSE where the walk ends. */
static gboolean
do_record(Walk *walk, const GalleyCut *cut)
{
    g_autoptr(GError) why = NULL;
    GalleyReport report = { .document = walk->document, .number = ++walk->number };
    report.reader = g_ptr_array_index(walk->pipeline->readers, cut->reader);
    report.status = parse(walk, report.reader, cut, &why);
    report.error = why;
    return walk->each(&report, walk->data);
}

static gboolean
walk_source(Walk *walk, const GalleyReadingSettings *settings, guint source, GError **error)
{
    g_autoptr(GError) why = NULL;
    g_autoptr(GalleyReading) reading =
        galley_reading_open(settings, source, 0, G_MAXUINT64, NULL, &why);
    gboolean more = reading != NULL;
    walk->source = g_ptr_array_index(settings->sources, source);
    g_autofree char *path =
        walk->source->path ? g_canonicalize_filename(walk->source->path, NULL) : NULL;
    walk->path = path ? path : walk->source->name; /* one file of a corpus is named alone */
    while (more && !why) {
        g_auto(GalleyCut) cut = { 0 };
        GalleyReadingStatus status = galley_reading_next(reading, &cut, &why);
        if (status == GALLEY_READING_END)
            return TRUE;
        more = status == GALLEY_READING_RECORD && do_record(walk, &cut);
    }
    if (why)
        g_propagate_error(error, g_steal_pointer(&why));
    return FALSE;
}

static gboolean
start_readers(const GPtrArray *readers, GError **error)
{
    for (guint i = 0; i < readers->len; i++)
        if (!galley_stage_start(g_ptr_array_index(readers, i), error))
            return FALSE;
    return TRUE;
}

gboolean
galley_each_document(GalleyPipeline *pipeline,
                     const char *const *inputs,
                     GalleyEachDocument each,
                     gpointer data,
                     GError **error)
{
    static const char *const none[] = { NULL };
    g_autoptr(GError) why = NULL;
    g_autoptr(GPtrArray) sources = galley_sources_list(inputs, none, error);
    if (!sources || !galley_pipeline_open(pipeline, error) ||
        !start_readers(pipeline->readers, error))
        return FALSE;
    g_autoptr(GalleyDocument) document = galley_document_new();
    galley_document_bind(document, &pipeline->slots);
    Walk walk = { .pipeline = pipeline, .document = document, .each = each, .data = data };
    GalleyReadingSettings settings = { .pipeline = pipeline,
                                       .sources = sources,
                                       .record_limit = GALLEY_RECORD_LIMIT };
    for (guint i = 0; i < sources->len; i++)
        if (!walk_source(&walk, &settings, i, &why))
            break;
    if (why)
        g_propagate_error(error, g_steal_pointer(&why));
    return !error || !*error;
}
