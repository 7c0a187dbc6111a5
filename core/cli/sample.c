/* sample.c: `galley check --sample`: what each step takes, on a few documents.
 * SPDX-License-Identifier: MIT */
#include "cli/sample-private.h"

#include "cli/documents-private.h"

/* More than this many documents are no small sample. */
#define DOCUMENTS_MOST 1000

/** Row: one step. */
typedef struct {
    const char *name;
    guint n, n_passed, n_dropped, n_failed;
    gint64 time;
} Row;

typedef struct {
    GalleyPipeline *pipeline;
    GArray *rows; /* of Row, by step */
    guint n;      /* documents */
    guint n_bad;  /* that the reader made nothing of */
    char *why;    /* (nullable): what it said of the first of those */
    guint64 size; /* bytes of their texts */
} Sample;

static Row *
find_row(const Sample *sample, const char *name)
{
    for (guint i = 0; i < sample->rows->len; i++)
        if (g_str_equal(g_array_index(sample->rows, Row, i).name, name))
            return &g_array_index(sample->rows, Row, i);
    return NULL;
}

/* A GalleyAfterStep. */
static void
after_step(const GalleyStepReport *report, gpointer data)
{
    Row *row = find_row(data, report->stage->name);
    row->n++;
    row->n_passed += report->skipped != NULL;
    row->n_dropped += report->status == GALLEY_DROP;
    row->n_failed += report->status == GALLEY_ERROR;
    row->time += report->time;
}

static void
note_why(Sample *sample, const GalleyReport *report)
{
    const char *reason = galley_document_get_drop_reason(report->document);
    if (!sample->why)
        sample->why = g_strdup(report->error ? report->error->message
                               : reason      ? reason
                                             : "no reason given");
}

/* A GalleyEachDocument. */
static gboolean
each(const GalleyReport *report, gpointer data)
{
    Sample *sample = data;
    guint32 size;
    sample->n++;
    if (report->status == GALLEY_OK) {
        galley_document_get_text(report->document, &size);
        sample->size += size;
        galley_pipeline_go_on(sample->pipeline, report->document, after_step, sample, NULL);
    } else {
        sample->n_bad++;
        note_why(sample, report);
    }
    return sample->n < DOCUMENTS_MOST;
}

static gint64
sum_time(const Sample *sample)
{
    gint64 sum = 0;
    for (guint i = 0; i < sample->rows->len; i++)
        sum += g_array_index(sample->rows, Row, i).time;
    return sum;
}

static void
append_table(const Sample *sample, GString *out)
{
    gint64 sum = sum_time(sample);
    g_string_append_printf(out, "%u document%s, %" G_GUINT64_FORMAT " bytes of text\n", sample->n,
                           sample->n == 1 ? "" : "s", sample->size);
    if (sample->n_bad > 0)
        g_string_append_printf(out, "%u that the reader drops or fails on, the first because: %s\n",
                               sample->n_bad, sample->why);
    g_string_append_printf(out, "%-16s %9s %9s %8s %8s %8s %12s %6s\n", "step", "documents",
                           "passed by", "dropped", "failed", "ms", "us/document", "share");
    for (guint i = 0; i < sample->rows->len; i++) {
        const Row *row = &g_array_index(sample->rows, Row, i);
        g_string_append_printf(out, "%-16s %9u %9u %8u %8u %8.1f %12.1f %5.1f%%\n", row->name,
                               row->n, row->n_passed, row->n_dropped, row->n_failed,
                               (double)row->time / 1e3,
                               row->n > 0 ? (double)row->time / row->n : 0.0,
                               sum > 0 ? 100.0 * (double)row->time / (double)sum : 0.0);
    }
}

gboolean
galley_sample(GalleyPipeline *pipeline, const char *input, GString *out, GError **error)
{
    const char *const inputs[] = { input, NULL };
    g_autoptr(GArray) rows = g_array_new(FALSE, TRUE, sizeof(Row));
    Sample sample = { .pipeline = pipeline, .rows = rows };
    for (guint i = 0; i < pipeline->steps->len; i++) {
        Row row = { .name = ((GalleyStage *)g_ptr_array_index(pipeline->steps, i))->name };
        g_array_append_val(rows, row);
    }
    gboolean read = galley_each_document(pipeline, inputs, each, &sample, error);
    if (read)
        append_table(&sample, out);
    g_free(sample.why);
    return read;
}
