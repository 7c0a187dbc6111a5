/* writer-count.c: how many documents, rows and values there are. SPDX-License-Identifier: MIT */
#include <string.h>

#include <galley/galley.h>

#include "tally.h"

typedef struct {
    const char *path;
    const char *const *layers;
    const char *const *metadata;
} Counting;

static const GalleyOption options[] = {
    GALLEY_OPTION_OUTPUT(Counting, path, "counts.csv", "file in the run's folder"),
    GALLEY_OPTION_LIST(Counting, layers, NULL, NULL, "layers to count; all if not given"),
    GALLEY_OPTION_LIST(Counting, metadata, "", NULL, "metadata keys whose values are counted"),
    GALLEY_OPTION_END,
};

static const GalleyPort needs[] = { GALLEY_LAYER_OPTIONAL("*", "*"), GALLEY_PORT_END };

static gboolean
count_contract(gconstpointer self, GalleyContract *contract, G_GNUC_UNUSED GError **error)
{
    const Counting *counting = self;
    if (counting->layers != NULL)
        galley_contract_drop_need(contract, GALLEY_PORT_LAYER, "*");
    for (const char *const *name = counting->layers; name != NULL && *name != NULL; name++) {
        GalleyPort port = GALLEY_LAYER(*name, "*");
        galley_contract_need(contract, &port);
    }
    for (const char *const *key = counting->metadata; *key != NULL; key++) {
        GalleyPort port = GALLEY_METADATA(*key, JSON);
        galley_contract_need(contract, &port);
    }
    return TRUE;
}

typedef struct {
    const Counting *counting;
    Tally tally; /* of a document; of the reducer's worker, of all */
    GString *value;
} Worker;

static gpointer
count_worker_new(gconstpointer self, G_GNUC_UNUSED GError **error)
{
    Worker *worker = g_new0(Worker, 1);
    worker->counting = self;
    worker->value = g_string_new(NULL);
    tally_init(&worker->tally);
    return worker;
}

static void
count_worker_free(gpointer data)
{
    Worker *worker = data;
    tally_clear(&worker->tally);
    g_string_free(worker->value, TRUE);
    g_free(worker);
}

/* ---- a document ---- */

/* Keys: what, name, column, value; those that there are not, empty. */
static void
begin_key(Tally *tally, const char *what, const char *name, const char *column)
{
    tally_begin(tally, what);
    tally_extend(tally, name, strlen(name));
    tally_extend(tally, column, strlen(column));
}

static void
count_value(
    Tally *tally, const GalleyLayer *layer, const char *column, const char *value, guint64 rows)
{
    if (rows == 0)
        return;
    begin_key(tally, "category", galley_layer_get_name(layer), column);
    tally_extend(tally, value, strlen(value));
    tally_add(tally, rows);
}

static void
count_categories(Tally *tally, const GalleyLayer *layer, guint index)
{
    guint64 counts[256] = { 0 };
    const GalleyColumn *column = &galley_layer_get_layout(layer)->columns[index];
    const guint8 *codes = galley_layer_get_categories(layer, index);
    for (guint32 row = 0; row < galley_layer_get_n_rows(layer); row++)
        counts[codes[row]]++;
    for (guint code = 0; column->categories[code] != NULL; code++)
        count_value(tally, layer, column->name, column->categories[code], counts[code]);
}

static void
count_bools(Tally *tally, const GalleyLayer *layer, guint index)
{
    guint64 counts[2] = { 0 };
    const GalleyColumn *column = &galley_layer_get_layout(layer)->columns[index];
    for (guint32 row = 0; row < galley_layer_get_n_rows(layer); row++)
        if (galley_layer_has_value(layer, index, row))
            counts[galley_layer_get_bool(layer, index, row)]++;
    count_value(tally, layer, column->name, "false", counts[FALSE]);
    count_value(tally, layer, column->name, "true", counts[TRUE]);
}

static void
count_layer(Tally *tally, const GalleyLayer *layer)
{
    const GalleyColumn *columns = galley_layer_get_layout(layer)->columns;
    if (galley_layer_get_n_rows(layer) == 0)
        return;
    begin_key(tally, "layer", galley_layer_get_name(layer), "");
    tally_extend(tally, "", 0);
    tally_add(tally, galley_layer_get_n_rows(layer));
    for (guint c = 0; columns != NULL && columns[c].name != NULL; c++) {
        if (!galley_layer_has_column(layer, c))
            continue;
        if (columns[c].type == GALLEY_TYPE_CATEGORY)
            count_categories(tally, layer, c);
        else if (columns[c].type == GALLEY_TYPE_BOOL)
            count_bools(tally, layer, c);
    }
}

/* A text as it is, anything else as JSON has it; what is not there or null counts as no value. */
static void
count_metadata(Worker *worker, GalleyDocument *document, const char *key)
{
    const GalleyMetadata *entry = galley_document_get_metadata(document, key);
    GString *value = worker->value;
    g_string_truncate(value, 0);
    if (entry != NULL && !entry->null) {
        if (entry->type == GALLEY_TYPE_INT64)
            galley_append_int64(value, entry->int64);
        else if (entry->type == GALLEY_TYPE_DOUBLE)
            galley_append_double(value, entry->number);
        else if (entry->type == GALLEY_TYPE_BOOL)
            g_string_append(value, entry->int64 != 0 ? "true" : "false");
        else
            g_string_append_len(value, entry->text, (gssize)entry->text_size);
    }
    begin_key(&worker->tally, entry != NULL && !entry->null ? "metadata" : "no metadata", key, "");
    tally_extend(&worker->tally, value->str, value->len);
    tally_add(&worker->tally, 0);
}

static gboolean
count_encode(GalleyDocument *document, gpointer data, GString *out, G_GNUC_UNUSED GError **error)
{
    Worker *worker = data;
    const Counting *counting = worker->counting;
    tally_empty(&worker->tally);
    begin_key(&worker->tally, "all", "", "");
    tally_extend(&worker->tally, "", 0);
    tally_add(&worker->tally, 0);
    for (const GalleyLayer *const *layer = galley_document_get_layers(document);
         counting->layers == NULL && *layer != NULL; layer++)
        count_layer(&worker->tally, *layer);
    for (const char *const *name = counting->layers; name != NULL && *name != NULL; name++) {
        const GalleyLayer *layer = galley_document_get_layer(document, *name);
        if (layer != NULL)
            count_layer(&worker->tally, layer);
    }
    for (const char *const *key = counting->metadata; *key != NULL; key++)
        count_metadata(worker, document, *key);
    tally_write(&worker->tally, out);
    return TRUE;
}

/* ---- the table ---- */

static gboolean
count_write(gpointer data, const guint8 *bytes, gsize size, GError **error)
{
    Worker *worker = data;
    if (tally_merge(&worker->tally, bytes, size))
        return TRUE;
    g_set_error_literal(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FAILED,
                        "what was counted of a document cannot be read");
    return FALSE;
}

/* The rows of metadata are documents, so their last field stays empty. */
static void
append_row(GBytes *key, const Count *count, GString *out)
{
    static const GalleyCsv csv = { .delimiter = ',', .guard = TRUE };
    gsize size;
    const char *at = g_bytes_get_data(key, &size), *end = at + size;
    for (; at < end; at += strlen(at) + 1) {
        if (*at != '\0')
            galley_csv_append_text(out, &csv, at, strlen(at));
        g_string_append_c(out, ',');
    }
    galley_append_int64(out, (gint64)count->documents);
    g_string_append_c(out, ',');
    if (count->rows > 0)
        galley_append_int64(out, (gint64)count->rows);
    g_string_append(out, "\r\n");
}

static gboolean
count_finish(gpointer data, GalleyOutput *output, GError **error)
{
    const Worker *worker = data;
    g_autoptr(GList) keys = tally_list(&worker->tally);
    g_autoptr(GString) row = g_string_new("what,name,column,value,documents,rows\r\n");
    for (const GList *at = keys; at != NULL; at = at->next) {
        if (!galley_output_write(output, row->str, row->len, error))
            return FALSE;
        g_string_truncate(row, 0);
        append_row(at->data, g_hash_table_lookup(worker->tally.counts, at->data), row);
    }
    return galley_output_write(output, row->str, row->len, error);
}

static const GalleyPlugin plugin = {
    GALLEY_PLUGIN_SIZES,
    .kind = GALLEY_KIND_WRITER,
    .name = "count",
    .version = "0.1.0",
    .revision = 2,
    .summary = "how many documents, rows and values there are",
    .authors = "The galley authors",
    .licence = "MIT",
    .options = options,
    .options_size = sizeof(Counting),
    .needs = needs,
    .contract = count_contract,
    .worker_new = count_worker_new,
    .encode = count_encode,
    .write = count_write,
    .finish = count_finish,
    .worker_free = count_worker_free,
};

GALLEY_PLUGIN_DEFINE(plugin)
