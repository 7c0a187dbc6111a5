/* writer-csv.c: a table with a row an annotation, or a document. SPDX-License-Identifier: MIT */
#include <string.h>

#include <galley/galley.h>

typedef enum {
    PER_ROW,
    PER_DOCUMENT,
} Per;

static const char *const pers[] = { "row", "document", NULL };
static const char *const delimiters[] = { "comma", "semicolon", "tab", NULL };
static const char delimiter_bytes[] = { ',', ';', '\t' };
static const char *const line_ends[] = { "crlf", "lf", NULL };
static const char *const line_end_bytes[] = { "\r\n", "\n" };

typedef struct {
    const char *path;
    const char *layer;
    gint per; /* Per */
    const char *const *columns;
    const char *const *where;
    gint64 context;
    gint delimiter;
    gint line_end;
    gboolean bom;
    gboolean guard;
} Csv;

static const GalleyOption options[] = {
    GALLEY_OPTION_OUTPUT(Csv, path, "table.csv", "file in the run's folder"),
    GALLEY_OPTION_STRING(Csv, layer, NULL, "layer whose rows are the table's"),
    GALLEY_OPTION_ENUM(Csv, per, "row", pers, "what a row of the table stands for"),
    GALLEY_OPTION_LIST(
        Csv,
        columns,
        NULL,
        NULL,
        "fields of a row; id, begin, end, text, of documents id, text, if not given"),
    GALLEY_OPTION_MAP(
        Csv, where, NULL, "conditions on fields: rows that do not meet them stay out"),
    GALLEY_OPTION_INT(Csv, context, 40, 0, 10000, "characters", "length of `left` and `right`"),
    GALLEY_OPTION_ENUM(Csv, delimiter, "comma", delimiters, "what parts the fields"),
    GALLEY_OPTION_ENUM(Csv, line_end, "crlf", line_ends, "what ends a row"),
    GALLEY_OPTION_BOOL(Csv, bom, "false", "begin with a byte order mark, for Excel"),
    GALLEY_OPTION_BOOL(
        Csv, guard, "true", "an apostrophe before texts that a spreadsheet would run as formulas"),
    GALLEY_OPTION_END,
};

/* ---- what a row consists of ---- */

static const char *const *
columns_of(const Csv *csv)
{
    static const char *const of_rows[] = { "id", "begin", "end", "text", NULL };
    static const char *const of_documents[] = { "id", "text", NULL };
    return csv->columns != NULL ? csv->columns : csv->per == PER_ROW ? of_rows : of_documents;
}

static GalleyFields *
parse_fields(const Csv *csv, GError **error)
{
    g_autoptr(GalleyFields) fields = galley_fields_parse(
        columns_of(csv), csv->per == PER_ROW ? csv->layer : NULL, (guint)csv->context, error);
    if (fields == NULL || !galley_fields_where(fields, csv->where, error))
        return NULL;
    return g_steal_pointer(&fields);
}

/* ---- contract ---- */

static gboolean
refuse(GError **error, const char *what)
{
    g_set_error_literal(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_OPTION, what);
    return FALSE;
}

static gboolean
csv_contract(gconstpointer self, GalleyContract *contract, GError **error)
{
    const Csv *csv = self;
    if (csv->per == PER_ROW && csv->layer == NULL)
        return refuse(error, "of which layer? Write \"layer: quotation\" (or --set "
                             "csv.layer=quotation), or \"per: document\" for a "
                             "row a document");
    if (csv->per == PER_DOCUMENT && csv->layer != NULL)
        return refuse(error, "\"per: document\" and \"layer\" do not go together: a row is a "
                             "document or a row of the layer");
    if (columns_of(csv)[0] == NULL)
        return refuse(error, "columns is empty: a table has one at least");
    g_autoptr(GalleyFields) fields = parse_fields(csv, error);
    if (fields == NULL)
        return FALSE;
    galley_fields_need(fields, contract);
    return TRUE;
}

/* ---- worker ---- */

typedef struct {
    const Csv *csv;
    GalleyCsv form;
    GalleyFields *fields;
    guint n_columns;
} Worker;

static void
csv_worker_free(gpointer data)
{
    Worker *worker = data;
    g_clear_pointer(&worker->fields, galley_fields_free);
    g_free(worker);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Worker, csv_worker_free)

static gpointer
csv_worker_new(gconstpointer self, GError **error)
{
    g_autoptr(Worker) worker = g_new0(Worker, 1);
    worker->csv = self;
    worker->form = (GalleyCsv){ delimiter_bytes[worker->csv->delimiter], worker->csv->guard };
    worker->fields = parse_fields(self, error);
    if (worker->fields == NULL)
        return NULL;
    worker->n_columns = galley_fields_get_n(worker->fields);
    return g_steal_pointer(&worker);
}

/* ---- rows ---- */

static gboolean
csv_header(gconstpointer self, GString *out, G_GNUC_UNUSED GError **error)
{
    const Csv *csv = self;
    GalleyCsv form = { delimiter_bytes[csv->delimiter], csv->guard };
    if (csv->bom)
        g_string_append(out, "\uFEFF");
    for (const char *const *name = columns_of(csv); *name != NULL; name++) {
        if (name > columns_of(csv))
            g_string_append_c(out, form.delimiter);
        galley_csv_append_text(out, &form, *name, strlen(*name));
    }
    g_string_append(out, line_end_bytes[csv->line_end]);
    return TRUE;
}

static void
append_row(Worker *worker, guint32 row, GString *out)
{
    for (guint i = 0; i < worker->n_columns; i++) {
        if (i > 0)
            g_string_append_c(out, worker->form.delimiter);
        galley_csv_append_value(out, &worker->form, galley_fields_get(worker->fields, i, row));
    }
    g_string_append(out, line_end_bytes[worker->csv->line_end]);
}

static gboolean
csv_encode(GalleyDocument *document, gpointer data, GString *out, G_GNUC_UNUSED GError **error)
{
    Worker *worker = data;
    guint32 n = galley_fields_bind(worker->fields, document);
    for (guint32 row = 0; row < n; row++)
        if (galley_fields_are_met(worker->fields, row))
            append_row(worker, row, out);
    return TRUE;
}

static const GalleyPlugin plugin = {
    GALLEY_PLUGIN_SIZES,
    .kind = GALLEY_KIND_WRITER,
    .name = "csv",
    .version = "0.1.0",
    .revision = 2,
    .summary = "a table: a row an annotation, or a document",
    .authors = "The galley authors",
    .licence = "MIT",
    .options = options,
    .options_size = sizeof(Csv),
    .contract = csv_contract,
    .worker_new = csv_worker_new,
    .header = csv_header,
    .encode = csv_encode,
    .worker_free = csv_worker_free,
};

GALLEY_PLUGIN_DEFINE(plugin)
