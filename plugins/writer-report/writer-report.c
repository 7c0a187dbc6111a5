/* writer-report.c: one page about the run: the corpus in figures, and documents with all that was
 * found in them. SPDX-License-Identifier: MIT */
#include <string.h>

#include "overview.h"
#include "view.h"

static const GalleyOption options[] = {
    GALLEY_OPTION_OUTPUT(Report, path, "report.html", "file in the run's folder"),
    GALLEY_OPTION_STRING(
        Report, title, NULL, "heading of the page; the pipeline's name if not given"),
    GALLEY_OPTION_INT(
        Report, documents, 20, 0, 10000, "documents", "shown whole: the first of the run"),
    GALLEY_OPTION_INT(
        Report, text, 20000, 100, 1000000, "characters", "shown of a document's text"),
    GALLEY_OPTION_INT(Report, top, 20, 1, 10000, "rows", "of a table of names, the most frequent"),
    GALLEY_OPTION_INT(Report,
                      names,
                      100000,
                      10,
                      10000000,
                      "names",
                      "different ones counted at once; beyond, the rarest are forgotten"),
    GALLEY_OPTION_END,
};

/* All layers are counted; those by name are shown too. */
static const GalleyPort needs[] = {
    GALLEY_LAYER_OPTIONAL("*", "*"),
    GALLEY_LAYER_OPTIONAL("token", "kind clitic"),
    GALLEY_LAYER_OPTIONAL("paragraph", "kind"),
    GALLEY_LAYER_OPTIONAL("quotation", "kind cue speaker entity"),
    GALLEY_LAYER_OPTIONAL("quotation_part", "quotation"),
    GALLEY_LAYER_OPTIONAL("entity", "name type"),
    GALLEY_LAYER_OPTIONAL("mention", "entity"),
    GALLEY_LAYER_OPTIONAL("sentiment", "scope compound evidence spread quotation entity sum"),
    GALLEY_LAYER_OPTIONAL("valence", "value rule base"),
    GALLEY_LAYER_OPTIONAL("valence_change", "valence rule trigger distance factor amount"),
    GALLEY_LAYER_OPTIONAL("contribution", "sentiment valence rule weight amount"),
    GALLEY_LAYER_OPTIONAL("removed", "reason step"),
    GALLEY_LAYER_OPTIONAL("dictionary", "scope category count words"),
    GALLEY_METADATA_OPTIONAL("*", JSON),
    GALLEY_PORT_END,
};

/* ---- life ---- */

static gboolean
report_open(gpointer self, const GalleyContext *context, G_GNUC_UNUSED GError **error)
{
    Report *report = self;
    report->pipeline = context != NULL ? galley_context_get_pipeline_name(context) : "report";
    return TRUE;
}

typedef struct {
    const Report *report;
    Summary one;      /* of a document */
    Summary all;      /* of the reducer's worker */
    GPtrArray *views; /* of bytes: the documents that are shown */
} Worker;

static gpointer
report_worker_new(gconstpointer self, G_GNUC_UNUSED GError **error)
{
    Worker *worker = g_new0(Worker, 1);
    worker->report = self;
    summary_init(&worker->one, 0);
    summary_init(&worker->all, (gsize)worker->report->names);
    worker->views = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    return worker;
}

static void
report_worker_free(gpointer data)
{
    Worker *worker = data;
    summary_clear(&worker->one);
    summary_clear(&worker->all);
    g_ptr_array_unref(worker->views);
    g_free(worker);
}

/* ---- a document ---- */

/* Which documents are the first is known at the end alone, so each brings all that it would show. */
static gboolean
report_encode(GalleyDocument *document, gpointer data, GString *out, G_GNUC_UNUSED GError **error)
{
    Worker *worker = data;
    g_autoptr(GString) bytes = g_string_new(NULL); /* begins at a multiple of 8 */
    summary_count(&worker->one, document, bytes);
    if (worker->report->documents > 0)
        view_put(bytes, worker->report, document);
    g_string_append_len(out, bytes->str, (gssize)bytes->len);
    return TRUE;
}

static gboolean
report_write(gpointer data, const guint8 *bytes, gsize size, GError **error)
{
    Worker *worker = data;
    Bytes rest = { bytes, size, FALSE };
    if (!summary_merge(&worker->all, &rest))
        return galley_plugin_fail(error, GALLEY_PLUGIN_ERROR_FAILED,
                                  "what was counted of a document cannot be read");
    if (worker->views->len < worker->report->documents)
        g_ptr_array_add(worker->views, g_bytes_new(rest.at, rest.left));
    return TRUE;
}

/* ---- the page ---- */

static gboolean
flush(GString *out, GalleyOutput *output, GError **error)
{
    gboolean done = galley_output_write(output, out->str, out->len, error);
    g_string_truncate(out, 0);
    return done;
}

static gboolean
draw_document(GBytes *bytes, guint number, GString *out, GError **error)
{
    gsize size;
    const guint8 *at = g_bytes_get_data(bytes, &size);
    View view = { .out = out, .number = number };
    gboolean sound = view_take(&view, (Bytes){ at, size, FALSE });
    if (sound)
        view_draw(&view);
    view_clear(&view);
    return sound || galley_plugin_fail(error, GALLEY_PLUGIN_ERROR_FAILED,
                                       "what was kept of document %u cannot be read", number);
}

static gboolean
report_finish(gpointer data, GalleyOutput *output, GError **error)
{
    const Worker *worker = data;
    g_autoptr(GString) out = g_string_new(NULL);
    Overview overview = { out, worker->report, &worker->all, worker->views->len };
    overview_begin(&overview);
    overview_draw(&overview);
    for (guint i = 0; i < worker->views->len; i++)
        if (!draw_document(worker->views->pdata[i], i + 1, out, error) ||
            !flush(out, output, error))
            return FALSE;
    overview_end(&overview);
    return flush(out, output, error);
}

static const GalleyPlugin plugin = {
    GALLEY_PLUGIN_SIZES,
    .kind = GALLEY_KIND_WRITER,
    .name = "report",
    .version = "0.1.0",
    .revision = 1,
    .summary = "one page about the run: figures, and documents with what was found and why",
    .authors = "The galley authors",
    .licence = "MIT",
    .options = options,
    .options_size = sizeof(Report),
    .needs = needs,
    .open = report_open,
    .worker_new = report_worker_new,
    .encode = report_encode,
    .write = report_write,
    .finish = report_finish,
    .worker_free = report_worker_free,
};

GALLEY_PLUGIN_DEFINE(plugin)
