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
    GALLEY_LAYER_OPTIONAL("mention", "entity form"),
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
    GString *bytes; /* of a document */
    Summary one;    /* likewise */
    Summary all;    /* of the reducer's worker */
    GArray *shown;  /* of Shown: the first documents */
} Worker;

static void
clear_shown(gpointer data)
{
    Shown *shown = data;
    g_free(shown->title);
    g_string_free(shown->markup, TRUE);
}

static gpointer
report_worker_new(gconstpointer self, G_GNUC_UNUSED GError **error)
{
    Worker *worker = g_new0(Worker, 1);
    worker->report = self;
    worker->bytes = g_string_new(NULL);
    summary_init(&worker->one, 0);
    summary_init(&worker->all, (gsize)worker->report->names);
    worker->shown = g_array_new(FALSE, FALSE, sizeof(Shown));
    g_array_set_clear_func(worker->shown, clear_shown);
    return worker;
}

static void
report_worker_free(gpointer data)
{
    Worker *worker = data;
    g_string_free(worker->bytes, TRUE);
    summary_clear(&worker->one);
    summary_clear(&worker->all);
    g_array_unref(worker->shown);
    g_free(worker);
}

/* ---- a document ---- */

/* Which documents are the first is known at the end alone, so each brings all that it would show. */
static gboolean
report_encode(GalleyDocument *document, gpointer data, GString *out, G_GNUC_UNUSED GError **error)
{
    Worker *worker = data;
    GString *bytes = worker->bytes; /* where all begins at a multiple of 8 */
    g_string_truncate(bytes, 0);
    summary_count(&worker->one, document, bytes);
    if (worker->report->documents > 0)
        view_put(bytes, worker->report, document);
    g_string_append_len(out, bytes->str, (gssize)bytes->len);
    return TRUE;
}

/* Here and not in `finish`, so that a document that cannot be drawn is found while it can still be
 * kept from all writers. */
static gboolean
draw_document(Worker *worker, const Bytes *bytes)
{
    g_autofree guint8 *copy = g_malloc(MAX(bytes->left, 1)); /* aligned */
    View view = { .out = g_string_new(NULL), .number = worker->shown->len + 1 };
    if (bytes->left > 0)
        memcpy(copy, bytes->at, bytes->left);
    gboolean sound = view_take(&view, (Bytes){ copy, bytes->left, FALSE });
    if (sound) {
        view_draw(&view);
        Shown shown = { view_get_title(&view), view.out };
        g_array_append_val(worker->shown, shown);
    } else {
        g_string_free(view.out, TRUE);
    }
    view_clear(&view);
    return sound;
}

static gboolean
report_write(gpointer data, const guint8 *bytes, gsize size, GError **error)
{
    Worker *worker = data;
    Bytes rest = { bytes, size, FALSE };
    gboolean sound = summary_merge(&worker->all, &rest);
    if (sound && worker->shown->len < worker->report->documents)
        sound = draw_document(worker, &rest);
    return sound || galley_plugin_fail(error, GALLEY_PLUGIN_ERROR_FAILED,
                                       "what is kept of a document cannot be read");
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
report_finish(gpointer data, GalleyOutput *output, GError **error)
{
    const Worker *worker = data;
    const Shown *shown = (const Shown *)worker->shown->data;
    g_autoptr(GString) out = g_string_new(NULL);
    Overview overview = { out, worker->report, &worker->all, shown, worker->shown->len };
    overview_begin(&overview);
    overview_draw(&overview);
    if (!flush(out, output, error))
        return FALSE;
    for (guint i = 0; i < overview.n_shown; i++)
        if (!galley_output_write(output, shown[i].markup->str, shown[i].markup->len, error))
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
