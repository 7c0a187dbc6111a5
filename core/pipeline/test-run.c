/* test-run.c: a test's text through the steps, and what came of it against what was expected.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include <glib/gstdio.h>

#include <galley/unicode.h>

#include "pipeline/bytes-private.h"
#include "pipeline/compose-private.h"
#include "pipeline/dump-private.h"
#include "pipeline/test-private.h"

/** Trial: one test at work. */
typedef struct {
    GalleyPipeline *pipeline;
    const GalleyTest *test;
    GalleyDocument *document;
    GString *out;
    GalleyStatus status;
    const char *step; /* that ended it */
    char *reason;     /* (nullable): why it was dropped, or how it failed */
} Trial;

void
galley_test_append_place(const GalleyPipeline *pipeline, GalleyPlace place, GString *out)
{
    g_string_append_printf(
        out, "%s:%u:%u: ", galley_diagnostics_get_name(pipeline->composition->diagnostics, place),
        place.line, place.column);
}

/* ---- in ---- */

static void
set_metadata(GalleyDocument *document, const char *key, const GalleyNode *value)
{
    gint64 integer;
    char *end = NULL;
    const char *text = value->text;
    if (value->quoted)
        galley_document_set_metadata_text(document, key, text, -1);
    else if (galley_node_is_null(value))
        galley_document_set_metadata_json(document, key, "null", -1);
    else if (g_str_equal(text, "true") || g_str_equal(text, "false"))
        galley_document_set_metadata_bool(document, key, *text == 't');
    else if (g_ascii_string_to_signed(text, 10, G_MININT64, G_MAXINT64, &integer, NULL))
        galley_document_set_metadata_int64(document, key, integer);
    else if (strspn(text, "+-.0123456789eE") == strlen(text) &&
             (g_ascii_strtod(text, &end), *end == '\0'))
        galley_document_set_metadata_double(document, key, g_ascii_strtod(text, NULL));
    else
        galley_document_set_metadata_text(document, key, text, -1);
}

static gboolean
load_text(const Trial *trial, GError **error)
{
    const GalleyTest *test = trial->test;
    g_autofree char *bytes = NULL;
    gsize size;
    if (!test->file)
        return galley_document_set_text(trial->document, test->text, strlen(test->text), error);
    return g_file_get_contents(test->file, &bytes, &size, error) &&
           galley_document_set_source(trial->document, bytes, size, galley_encoding_find("utf-8"),
                                      error);
}

static gboolean
prepare(const Trial *trial, GError **error)
{
    const GalleyNode *metadata = trial->test->metadata;
    const char *file = trial->test->file;
    galley_document_set_id(trial->document, trial->test->name, -1);
    for (guint i = 0; metadata && i < galley_node_get_n(metadata); i++) {
        const GalleyEntry *entry = galley_node_get_entry(metadata, i);
        set_metadata(trial->document, entry->key->text, entry->value);
    }
    if (file && trial->pipeline->naming) {
        const GalleyFileName name = { .input = file };
        galley_naming_apply(trial->pipeline->naming, &name, trial->document);
    }
    return load_text(trial, error);
}

/* ---- through ---- */

/* A GalleyAfterStep. */
static void
after_step(const GalleyStepReport *report, gpointer data)
{
    Trial *trial = data;
    if (report->status == GALLEY_OK)
        return;
    trial->step = report->stage->name;
    if (report->status == GALLEY_DROP)
        trial->reason = g_strdup(galley_document_get_drop_reason(trial->document));
}

static void
process(Trial *trial)
{
    g_autoptr(GError) error = NULL;
    trial->status = prepare(trial, &error) ? galley_pipeline_walk(trial->pipeline, trial->document,
                                                                  after_step, trial, &error)
                                           : GALLEY_ERROR;
    if (trial->status == GALLEY_ERROR)
        trial->reason = g_strdup(error->message);
}

/* ---- out ---- */

static gboolean
reason_fits(const Trial *trial, const GalleyEndTest *end)
{
    const GalleyMetadata reason = { .key = "",
                                    .type = GALLEY_TYPE_TEXT,
                                    .text = trial->reason,
                                    .text_size = (guint32)strlen(trial->reason) };
    if (!end->condition || galley_condition_holds(end->condition, &reason))
        return TRUE;
    return end->reason->kind == GALLEY_NODE_SCALAR && strstr(trial->reason, end->reason->text);
}

static gboolean
end_fits(const Trial *trial, const GalleyEndTest *end)
{
    return (!end->step || g_strcmp0(end->step, trial->step) == 0) && reason_fits(trial, end);
}

/* Whether the document came to the end that is expected, which is to get through unless another is
 * named. */
static gboolean
check_end(const Trial *trial)
{
    static const char *const ends[] = { "it goes through", "it is dropped", "a step fails on it" };
    const GalleyTest *test = trial->test;
    GalleyStatus wanted = test->drop ? GALLEY_DROP : test->error ? GALLEY_ERROR : GALLEY_OK;
    const GalleyEndTest *end = test->drop ? test->drop : test->error;
    if (trial->status == wanted && (!end || end_fits(trial, end)))
        return TRUE;
    galley_test_append_place(trial->pipeline, end ? end->place : test->place, trial->out);
    g_string_append_printf(trial->out, "the document ends otherwise\n  - %s", ends[wanted]);
    if (end && end->step)
        g_string_append_printf(trial->out, " by \"%s\"", end->step);
    if (end && end->reason && end->reason->text)
        g_string_append_printf(trial->out, ": %s", end->reason->text);
    g_string_append_printf(trial->out, "\n  + %s", ends[trial->status]);
    if (trial->step)
        g_string_append_printf(trial->out, " by \"%s\"", trial->step);
    g_string_append_printf(trial->out, "%s%s\n", trial->reason ? ": " : "",
                           trial->reason ? trial->reason : "");
    return FALSE;
}

static char *
strip(const char *text)
{
    char *copy = g_strdup(text);
    return g_strstrip(copy);
}

static gboolean
check_text(const Trial *trial)
{
    const GalleyNode *node = trial->test->wanted_text;
    guint32 size;
    if (!node)
        return TRUE;
    g_autofree char *wanted = strip(node->text);
    g_autofree char *text = strip(galley_document_get_text(trial->document, &size));
    if (g_str_equal(wanted, text))
        return TRUE;
    galley_test_append_place(trial->pipeline, node->place, trial->out);
    g_string_append(trial->out, "the text is another\n");
    galley_diff_append(trial->out, wanted, text, "  ", FALSE);
    return FALSE;
}

static gboolean
check_metadata(const Trial *trial)
{
    gboolean all = TRUE;
    for (guint i = 0; i < trial->test->metadata_tests->len; i++) {
        const GalleyTerm *term = g_ptr_array_index(trial->test->metadata_tests, i);
        const GalleyMetadata *value = galley_document_get_metadata(trial->document, term->name);
        const GalleyNode node = { .kind = GALLEY_NODE_SCALAR, .text = term->written };
        if (galley_test_matches(value, &node, term->condition, trial->test->tolerance))
            continue;
        all = FALSE;
        galley_test_append_place(trial->pipeline,
                                 g_array_index(trial->test->metadata_places, GalleyPlace, i),
                                 trial->out);
        g_string_append_printf(trial->out, "metadata.%s is another\n  - %s\n  + ", term->name,
                               term->written);
        galley_dump_value(trial->out, value);
        g_string_append_c(trial->out, '\n');
    }
    return all;
}

static gboolean
check_layers(const Trial *trial)
{
    gboolean all = TRUE;
    for (guint i = 0; i < trial->test->layers->len; i++)
        all = galley_test_check_layer(trial->pipeline, trial->test,
                                      g_ptr_array_index(trial->test->layers, i), trial->document,
                                      trial->out) &&
              all;
    return all;
}

/* ---- goldens ---- */

static gboolean
write_golden(const Trial *trial, const GString *text)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *dir = g_path_get_dirname(trial->test->golden);
    if (g_mkdir_with_parents(dir, 0777) == 0 &&
        galley_bytes_write(trial->test->golden, text->str, text->len, &error))
        return TRUE;
    g_string_append_printf(trial->out, "%s\n",
                           error ? error->message : "the file's folder cannot be made");
    return FALSE;
}

static GalleyTestResult
check_golden(const Trial *trial, gboolean update)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autofree char *wanted = NULL;
    galley_dump_append(text, &trial->pipeline->slots, trial->document);
    g_autoptr(GError) error = NULL;
    gboolean there = g_file_get_contents(trial->test->golden, &wanted, NULL, &error);
    if (there && g_str_equal(wanted, text->str))
        return GALLEY_TEST_PASSED;
    if (update)
        return write_golden(trial, text) ? GALLEY_TEST_UPDATED : GALLEY_TEST_FAILED;
    galley_test_append_place(trial->pipeline, trial->test->place, trial->out);
    if (!there && !g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT)) {
        g_string_append_printf(trial->out, "the golden file cannot be read: %s\n", error->message);
        return GALLEY_TEST_FAILED;
    }
    g_string_append_printf(trial->out, "%s; `galley test --update` writes it\n",
                           there ? "the golden file has something else"
                                 : "there is no golden file yet");
    galley_diff_append(trial->out, there ? wanted : "", text->str, "  ", FALSE);
    return GALLEY_TEST_FAILED;
}

GalleyTestResult
galley_test_run(GalleyPipeline *pipeline, const GalleyTest *test, gboolean update, GString *out)
{
    g_autoptr(GalleyDocument) document = galley_document_new();
    Trial trial = { .pipeline = pipeline, .test = test, .document = document, .out = out };
    process(&trial);
    gboolean passed = check_end(&trial);
    if (passed && trial.status == GALLEY_OK) {
        passed = check_text(&trial);
        passed = check_metadata(&trial) && passed;
        passed = check_layers(&trial) && passed;
    }
    g_free(trial.reason);
    if (!passed)
        return GALLEY_TEST_FAILED;
    return test->golden ? check_golden(&trial, update) : GALLEY_TEST_PASSED;
}
