/* writer-compare.c: where two layers, or two labels of each document, agree and differ.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include <galley/galley.h>

#include "labels.h"
#include "report.h"
#include "spans.h"

typedef struct {
    const char *path;
    const char *layer;
    const char *gold;
    const char *labels;
    const char *class;
    const char *const *where;
    const char *units;
    gint64 resamples;
    gint64 seed;
    GHashTable *labels_by_id; /* once open; %NULL without `labels` */
} Compare;

static const GalleyOption options[] = {
    GALLEY_OPTION_OUTPUT(Compare, path, "compare.csv", "file in the run's folder"),
    GALLEY_OPTION_STRING(
        Compare, layer, NULL, "layer that is judged; not given: a label of the document"),
    GALLEY_OPTION_STRING(Compare,
                         gold,
                         NULL,
                         "layer that is right; of labels the field that is, such as metadata.gold"),
    GALLEY_OPTION_PATH(Compare, labels, NULL, "CSV with the columns id and label that are right"),
    GALLEY_OPTION_STRING(
        Compare,
        class,
        NULL,
        "field of rows that tells classes apart; of labels the field that is judged"),
    GALLEY_OPTION_MAP(Compare, where, NULL, "conditions on fields of the rows, on both sides"),
    GALLEY_OPTION_STRING(
        Compare, units, NULL, "layer whose rows both layers label, for kappa and alpha"),
    GALLEY_OPTION_INT(Compare,
                      resamples,
                      1000,
                      0,
                      100000,
                      NULL,
                      "draws of documents for the intervals; 0: no intervals"),
    GALLEY_OPTION_INT(Compare, seed, 1, 0, 0, NULL, "of the draws"),
    GALLEY_OPTION_END,
};

/* The label of a unit that no row covers. */
#define NONE "(none)"

/* ---- contract ---- */

static GalleyFields *
parse_side(const Compare *compare, const char *layer, GError **error)
{
    const char *const names[] = { compare->class, NULL };
    g_autoptr(GalleyFields) fields = galley_fields_parse(names, layer, 0, error);
    if (fields == NULL || !galley_fields_where(fields, compare->where, error))
        return NULL;
    return g_steal_pointer(&fields);
}

static GalleyFields *
parse_labels(const Compare *compare, GError **error)
{
    const char *right = compare->labels != NULL ? "id" : compare->gold;
    const char *const names[] = { compare->class, right, NULL };
    g_autoptr(GalleyFields) fields = galley_fields_parse(names, NULL, 0, error);
    if (fields == NULL || !galley_fields_where(fields, compare->where, error))
        return NULL;
    return g_steal_pointer(&fields);
}

static gboolean
refuse(GError **error, const char *what)
{
    g_set_error_literal(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_OPTION, what);
    return FALSE;
}

static gboolean
need_labels(const Compare *compare, GalleyContract *contract, GError **error)
{
    if (compare->class == NULL || compare->units != NULL)
        return refuse(error,
                      "what is judged? Write \"layer: quotation\" and \"gold: LAYER\" for rows, or "
                      "\"class: metadata.label\" and \"gold: metadata.gold\" for documents");
    g_autoptr(GalleyFields) fields = parse_labels(compare, error);
    if (fields == NULL)
        return FALSE;
    galley_fields_need(fields, contract);
    return TRUE;
}

static gboolean
compare_contract(gconstpointer self, GalleyContract *contract, GError **error)
{
    const Compare *compare = self;
    if ((compare->gold == NULL) == (compare->labels == NULL))
        return refuse(error, "what is right? Write \"gold: LAYER\" or \"gold: metadata.KEY\", or "
                             "\"labels: FILE\"; one of them");
    if (compare->labels != NULL && compare->layer != NULL)
        return refuse(error,
                      "\"labels\" are of documents: \"class\" is judged by them, not a layer");
    if (compare->layer == NULL)
        return need_labels(compare, contract, error);
    if (g_str_equal(compare->layer, compare->gold)) {
        g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_OPTION,
                    "layer and gold are both \"%s\"", compare->layer);
        return FALSE;
    }
    g_autoptr(GalleyFields) found = parse_side(compare, compare->layer, error);
    g_autoptr(GalleyFields) gold = found != NULL ? parse_side(compare, compare->gold, error) : NULL;
    if (gold == NULL)
        return FALSE;
    galley_fields_need(found, contract);
    galley_fields_need(gold, contract);
    GalleyPort units = GALLEY_LAYER(compare->units, NULL);
    if (compare->units != NULL)
        galley_contract_need(contract, &units);
    return TRUE;
}

/* ---- open ---- */

static gboolean
compare_open(gpointer self, G_GNUC_UNUSED const GalleyContext *context, GError **error)
{
    Compare *compare = self;
    if (compare->labels != NULL)
        compare->labels_by_id = labels_read(compare->labels, error);
    return compare->labels == NULL || compare->labels_by_id != NULL;
}

static void
compare_close(gpointer self)
{
    g_clear_pointer(&((Compare *)self)->labels_by_id, g_hash_table_unref);
}

/* ---- worker ---- */

typedef struct {
    const Compare *compare;
    GalleyFields *found, *gold; /* of labels both are the same, and in `found` */
    GArray *found_spans, *gold_spans;
    GalleyMetadata label; /* of the file, for the document at hand */
    Store store;          /* of a document; of the reducer's worker, of all */
} Worker;

static void
compare_worker_free(gpointer data)
{
    Worker *worker = data;
    g_clear_pointer(&worker->found, galley_fields_free);
    g_clear_pointer(&worker->gold, galley_fields_free);
    g_array_unref(worker->found_spans);
    g_array_unref(worker->gold_spans);
    store_clear(&worker->store);
    g_free(worker);
}

static gpointer
compare_worker_new(gconstpointer self, GError **error)
{
    const Compare *compare = self;
    Worker *worker = g_new0(Worker, 1);
    worker->compare = compare;
    worker->found_spans = g_array_new(FALSE, FALSE, sizeof(Span));
    worker->gold_spans = g_array_new(FALSE, FALSE, sizeof(Span));
    store_init(&worker->store);
    worker->found = compare->layer != NULL ? parse_side(compare, compare->layer, error)
                                           : parse_labels(compare, error);
    if (worker->found != NULL && compare->layer != NULL)
        worker->gold = parse_side(compare, compare->gold, error);
    if (worker->found != NULL && (compare->layer == NULL || worker->gold != NULL))
        return worker;
    compare_worker_free(worker);
    return NULL;
}

/* ---- a document ---- */

/* The class as text: numbers and bools as a table has them; no value is a class of its own. */
static guint32
number_of(Worker *worker, const GalleyMetadata *value)
{
    static const GalleyCsv plain = { .delimiter = ',' };
    if (value == NULL)
        return store_number(&worker->store, "", 0);
    if (value->type == GALLEY_TYPE_TEXT || value->type == GALLEY_TYPE_JSON)
        return store_number(&worker->store, value->text, value->text_size);
    g_autoptr(GString) text = g_string_new(NULL);
    galley_csv_append_value(text, &plain, value);
    return store_number(&worker->store, text->str, text->len);
}

static void
collect(
    Worker *worker, GalleyDocument *document, GalleyFields *fields, const char *name, GArray *spans)
{
    guint32 n = galley_fields_bind(fields, document);
    const GalleyLayer *layer = galley_document_get_layer(document, name);
    g_array_set_size(spans, 0);
    for (guint32 row = 0; layer != NULL && row < n; row++) {
        if (!galley_fields_are_met(fields, row))
            continue;
        const GalleyMetadata *class =
            worker->compare->class != NULL ? galley_fields_get(fields, 0, row) : NULL;
        Span span = { galley_layer_get_begins(layer)[row], galley_layer_get_ends(layer)[row],
                      number_of(worker, class) };
        g_array_append_val(spans, span);
    }
}

static void
label_units(Worker *worker, GalleyDocument *document)
{
    const GalleyLayer *units = galley_document_get_layer(document, worker->compare->units);
    guint32 none = store_number(&worker->store, NONE, strlen(NONE));
    for (guint32 i = 0; units != NULL && i < galley_layer_get_n_rows(units); i++) {
        guint32 at = galley_layer_get_begins(units)[i];
        store_add_pair(&worker->store, spans_label(worker->found_spans, at, none),
                       spans_label(worker->gold_spans, at, none), 1);
    }
}

/* Of the field, or of the file. */
static const GalleyMetadata *
right_label(Worker *worker)
{
    const GalleyMetadata *right = galley_fields_get(worker->found, 1, 0);
    if (worker->compare->labels_by_id == NULL || right == NULL)
        return right;
    const char *label = g_hash_table_lookup(worker->compare->labels_by_id, right->text);
    worker->label = (GalleyMetadata){ .type = GALLEY_TYPE_TEXT, .text = label };
    worker->label.text_size = label != NULL ? (guint32)strlen(label) : 0;
    return label != NULL ? &worker->label : NULL;
}

/* A document without one of the labels says nothing of agreement. */
static void
compare_labels(Worker *worker)
{
    const GalleyMetadata *value = galley_fields_get(worker->found, 0, 0);
    const GalleyMetadata *right = right_label(worker);
    if (value == NULL || right == NULL || !galley_fields_are_met(worker->found, 0))
        return;
    guint32 found = number_of(worker, value), gold = number_of(worker, right);
    store_class(&worker->store, found)->found++;
    store_class(&worker->store, gold)->gold++;
    store_class(&worker->store, gold)->exact += found == gold;
    store_add_pair(&worker->store, found, gold, 1);
}

static gboolean
compare_encode(GalleyDocument *document, gpointer data, GString *out, G_GNUC_UNUSED GError **error)
{
    Worker *worker = data;
    const Compare *compare = worker->compare;
    store_empty(&worker->store);
    store_begin(&worker->store);
    if (compare->layer == NULL) {
        galley_fields_bind(worker->found, document);
        compare_labels(worker);
    } else {
        collect(worker, document, worker->found, compare->layer, worker->found_spans);
        collect(worker, document, worker->gold, compare->gold, worker->gold_spans);
        spans_compare(&worker->store, worker->found_spans, worker->gold_spans);
        if (compare->units != NULL)
            label_units(worker, document);
    }
    store_write(&worker->store, out);
    return TRUE;
}

/* ---- all documents ---- */

static gboolean
compare_write(gpointer data, const guint8 *bytes, gsize size, GError **error)
{
    Worker *worker = data;
    if (store_merge(&worker->store, bytes, size))
        return TRUE;
    g_set_error_literal(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FAILED,
                        "what was counted of a document cannot be read");
    return FALSE;
}

static gboolean
compare_finish(gpointer data, GalleyOutput *output, GError **error)
{
    const Worker *worker = data;
    const Compare *compare = worker->compare;
    Report report = { (guint)compare->resamples, (guint64)compare->seed, compare->layer != NULL };
    return report_write(&report, &worker->store, output, error);
}

static const GalleyPlugin plugin = {
    GALLEY_PLUGIN_SIZES,
    .kind = GALLEY_KIND_WRITER,
    .name = "compare",
    .version = "0.1.0",
    .revision = 2,
    .summary = "where two layers, or two labels of each document, agree and differ",
    .authors = "The galley authors",
    .licence = "MIT",
    .options = options,
    .options_size = sizeof(Compare),
    .contract = compare_contract,
    .open = compare_open,
    .worker_new = compare_worker_new,
    .encode = compare_encode,
    .write = compare_write,
    .finish = compare_finish,
    .worker_free = compare_worker_free,
    .close = compare_close,
};

GALLEY_PLUGIN_DEFINE(plugin)
