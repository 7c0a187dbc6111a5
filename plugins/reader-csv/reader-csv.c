/* reader-csv.c: a row of a table a document. SPDX-License-Identifier: MIT */
#include <string.h>

#include <galley/galley.h>

#include "table.h"

static const char *const delimiters[] = { "auto", "comma", "semicolon", "tab", "pipe", NULL };

static const GalleyOption options[] = {
    GALLEY_OPTION_LIST(
        Csv,
        text,
        NULL,
        NULL,
        "column with the text, or several, joined by a blank line; `text` if there is one"),
    GALLEY_OPTION_STRING(
        Csv, id, NULL, "column with the document's id; `id` if there is one, else path@offset"),
    GALLEY_OPTION_LIST(
        Csv, metadata, NULL, NULL, "columns to keep as metadata; all others if not given"),
    GALLEY_OPTION_MAP(Csv, types, NULL, "column: int, number, bool; text if not given"),
    GALLEY_OPTION_LIST(Csv,
                       columns,
                       NULL,
                       NULL,
                       "names of the columns, where the table has no first row of names"),
    GALLEY_OPTION_STRING(Csv,
                         encoding,
                         NULL,
                         "as in windows-1252; by the byte order mark, else UTF-8, if not given"),
    GALLEY_OPTION_ENUM(Csv,
                       delimiter,
                       "auto",
                       delimiters,
                       "what parts the fields; auto: what stands most often in the first row"),
    GALLEY_OPTION_END,
};

static const GalleyPort gives[] = {
    GALLEY_METADATA("*", JSON),
    GALLEY_PORT_END,
};

/* ---- contract ---- */

static gboolean
check_options(const Csv *csv, GError **error)
{
    if (csv->encoding != NULL && galley_encoding_find(csv->encoding) == NULL)
        return galley_plugin_fail(
            error, GALLEY_PLUGIN_ERROR_OPTION,
            "encoding: \"%s\" is not known; utf-8, utf-16le and windows-1252 are", csv->encoding);
    for (const char *const *pair = csv->types; pair != NULL && *pair != NULL; pair += 2)
        if (values_find_type(pair[1]) < 0)
            return galley_plugin_fail(
                error, GALLEY_PLUGIN_ERROR_OPTION,
                "types: \"%s\" is \"%s\"; it is one of text, int, number, bool", pair[0], pair[1]);
    if (csv->text != NULL && csv->text[0] == NULL)
        return galley_plugin_fail(error, GALLEY_PLUGIN_ERROR_OPTION,
                                  "text is empty: it names a column at least");
    if (csv->columns != NULL && csv->columns[0] == NULL)
        return galley_plugin_fail(error, GALLEY_PLUGIN_ERROR_OPTION,
                                  "columns is empty: it names all columns of the table");
    return TRUE;
}

static gboolean
csv_contract(gconstpointer self, GalleyContract *contract, GError **error)
{
    const Csv *csv = self;
    static const GalleyPort section = GALLEY_LAYER("section", "name");
    if (!check_options(csv, error))
        return FALSE;
    if (csv->text != NULL && csv->text[1] != NULL)
        galley_contract_give(contract, &section);
    if (csv->metadata == NULL)
        return TRUE;
    galley_contract_drop_give(contract, GALLEY_PORT_METADATA, "*");
    for (const char *const *key = csv->metadata; *key != NULL; key++) {
        GalleyPort port = GALLEY_METADATA_OPTIONAL(*key, JSON);
        galley_contract_give(contract, &port);
    }
    return TRUE;
}

/* ---- worker ---- */

typedef struct {
    const Csv *csv;
    Table table;     /* of the input at hand */
    GString *record; /* that `next` gives: the first row of the table, then the row */
    /* for `parse`, which may be in another process than `next` was */
    Table shown; /* the table that the last record began with */
    GString *row;
    GString *text;
    GArray *fields;
} Worker;

static gpointer
csv_worker_new(gconstpointer self, G_GNUC_UNUSED GError **error)
{
    Worker *worker = g_new0(Worker, 1);
    worker->csv = self;
    worker->record = g_string_new(NULL);
    worker->row = g_string_new(NULL);
    worker->text = g_string_new(NULL);
    worker->fields = g_array_new(FALSE, FALSE, sizeof(GalleyCsvField));
    table_init(&worker->table);
    table_init(&worker->shown);
    return worker;
}

static void
csv_worker_free(gpointer data)
{
    Worker *worker = data;
    table_clear(&worker->table);
    table_clear(&worker->shown);
    g_string_free(worker->record, TRUE);
    g_string_free(worker->row, TRUE);
    g_string_free(worker->text, TRUE);
    g_array_unref(worker->fields);
    g_free(worker);
}

static guint
csv_probe(const char *name, G_GNUC_UNUSED const guint8 *bytes, G_GNUC_UNUSED gsize size)
{
    g_autofree char *lower = g_ascii_strdown(name, -1);
    return g_str_has_suffix(lower, ".csv") || g_str_has_suffix(lower, ".tsv") ? 90 : 0;
}

/* ---- cutting ---- */

#define FIRST_LOOK ((gsize)64 << 10)

/* The row that the input is at. Bytes are valid until more are asked for. */
static gboolean
look_at_row(Worker *worker,
            GalleyInput *input,
            RowScan *scan,
            const guint8 **bytes,
            RowStatus *status,
            GError **error)
{
    gsize size, before = 0;
    *scan = (RowScan){ 0 };
    for (gsize wanted = FIRST_LOOK;; wanted *= 2) {
        *bytes = galley_input_peek(input, wanted, &size, error);
        if (*bytes == NULL)
            return FALSE;
        gboolean at_end = size < wanted || size == before;
        *status = row_scan(scan, *bytes, size, at_end, worker->table.units,
                           table_get_delimiters(worker->csv, &worker->table));
        if (*status != ROW_OPEN)
            return TRUE;
        before = size;
    }
}

static guint64
count_line_feeds(const guint8 *bytes, gsize size)
{
    guint64 n = 0;
    for (gsize i = 0; i < size; i++)
        n += bytes[i] == '\n';
    return n;
}

/* Where options name the columns, a byte order mark is all that tells of the table. */
static gboolean
take_mark(Worker *worker, GalleyInput *input, const guint8 *bytes, gsize size, GError **error)
{
    gsize mark = 0;
    galley_encoding_detect_bom(bytes, size, &mark);
    if (!table_read_header(&worker->table, worker->csv, bytes, mark, error))
        return FALSE;
    galley_input_consume(input, mark);
    return TRUE;
}

/* The first row of an input: what the table is. */
static gboolean
begin_table(Worker *worker, GalleyInput *input, guint64 *n_lines, GError **error)
{
    gsize size;
    RowScan scan;
    RowStatus status;
    const guint8 *bytes = galley_input_peek(input, 4, &size, error);
    worker->table.delimiter = '\0';
    if (bytes == NULL || !table_set_encoding(&worker->table, worker->csv, bytes, size, error))
        return FALSE;
    if (size == 0)
        return TRUE;
    if (worker->csv->columns != NULL)
        return take_mark(worker, input, bytes, size, error);
    if (!look_at_row(worker, input, &scan, &bytes, &status, error) ||
        !table_read_header(&worker->table, worker->csv, bytes, scan.at, error))
        return FALSE;
    *n_lines = count_line_feeds(bytes, scan.at);
    galley_input_consume(input, scan.at);
    return TRUE;
}

/* The row behind the table's first one: each record is a table of its own, so that whoever parses it
 * needs nothing else, and a quarantined one can be read again. */
static void
give(Worker *worker, const guint8 *bytes, gsize size, GalleyRecord *record)
{
    const GString *header = worker->table.header;
    g_string_truncate(worker->record, 0);
    g_string_append_len(worker->record, header->str, (gssize)header->len);
    g_string_append_len(worker->record, (const char *)bytes, (gssize)size);
    record->bytes = (const guint8 *)worker->record->str;
    record->n_bytes = worker->record->len;
}

static GalleyNext
csv_next(gpointer data, GalleyInput *input, GalleyRecord *record, GError **error)
{
    Worker *worker = data;
    guint64 n_lines = 0;
    gsize size;
    RowScan scan;
    RowStatus status;
    if (galley_input_get_offset(input) == 0 && !begin_table(worker, input, &n_lines, error))
        return GALLEY_NEXT_ERROR;
    const guint8 *bytes = galley_input_peek(input, 1, &size, error);
    if (bytes == NULL)
        return GALLEY_NEXT_ERROR;
    if (size == 0)
        return GALLEY_NEXT_END;
    if (!look_at_row(worker, input, &scan, &bytes, &status, error))
        return GALLEY_NEXT_ERROR;
    record->offset = galley_input_get_offset(input);
    record->line += n_lines;
    give(worker, bytes, scan.at, record);
    galley_input_consume(input, scan.at);
    if (status == ROW_WHOLE)
        return GALLEY_NEXT_RECORD;
    g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_DATA,
                "byte %" G_GSIZE_FORMAT " of the row: %s", scan.fault_at, scan.fault);
    return GALLEY_NEXT_BAD;
}

/* ---- a row becomes a document ---- */

/* Whether the record begins with the first row that is known. One that ends otherwise than in a line
 * feed may go on in another record. */
static gboolean
begins_with_known(const Table *table, const GalleyRecord *record)
{
    gsize known = table->header->len, width = table->units.width;
    return known >= width && known <= record->n_bytes &&
           memcmp(table->header->str, record->bytes, known) == 0 &&
           memchr(table->header->str + known - width, '\n', width) != NULL;
}

/* Where the row begins in a record: behind its table's first row, which is read unless it is the one
 * before's. */
static gboolean
read_table(Worker *worker, const GalleyRecord *record, gsize *begin, GError **error)
{
    Table *table = &worker->shown;
    RowScan scan = { 0 };
    *begin = 0;
    if (begins_with_known(table, record)) {
        *begin = table->header->len;
        return TRUE;
    }
    table->delimiter = '\0';
    g_string_truncate(table->header, 0); /* none is known until the whole of it has been read */
    if (!table_set_encoding(table, worker->csv, record->bytes, record->n_bytes, error))
        return FALSE;
    if (worker->csv->columns == NULL) {
        row_scan(&scan, record->bytes, record->n_bytes, TRUE, table->units,
                 table_get_delimiters(worker->csv, table));
        *begin = scan.at;
    } else
        galley_encoding_detect_bom(record->bytes, record->n_bytes, begin);
    if (table_read_header(table, worker->csv, record->bytes, *begin, error))
        return TRUE;
    g_string_truncate(table->header, 0);
    return FALSE;
}

static gboolean
split(Worker *worker, const GalleyRecord *record, gsize begin, GError **error)
{
    gsize end = 0;
    g_autoptr(GError) why = NULL;
    const Table *table = &worker->shown;
    GString *row = worker->row;
    g_string_truncate(row, 0);
    if (!table_decode(table, record->bytes + begin, record->n_bytes - begin, row, error))
        return FALSE;
    if (galley_csv_read(row->str, row->len, &end, table->delimiter, worker->fields, &why) &&
        end == row->len)
        return TRUE;
    g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_DATA, "%s",
                why != NULL ? why->message : "the row goes on behind its end");
    return FALSE;
}

static gboolean
check_number_of_fields(const Worker *worker, GError **error)
{
    guint n = worker->fields->len, wanted = worker->shown.columns->len;
    if (n == wanted)
        return TRUE;
    g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_DATA,
                "the row has %u field%s, the table %u column%s%s", n, n == 1 ? "" : "s", wanted,
                wanted == 1 ? "" : "s",
                n < wanted ? ""
                           : "; a field with the delimiter in it wants quotation marks around it");
    return FALSE;
}

static gboolean
set_text(Worker *worker, GalleyDocument *document, GError **error)
{
    const GArray *texts = worker->shown.texts;
    if (texts->len == 1) {
        const GalleyCsvField *field =
            &g_array_index(worker->fields, GalleyCsvField, g_array_index(texts, guint, 0));
        return galley_document_set_text(document, field->text, field->size, error);
    }
    GString *text = worker->text;
    g_string_truncate(text, 0);
    for (guint i = 0; i < texts->len; i++) {
        const GalleyCsvField *field =
            &g_array_index(worker->fields, GalleyCsvField, g_array_index(texts, guint, i));
        if (field->size > 0 && text->len > 0)
            g_string_append(text, "\n\n");
        g_string_append_len(text, field->text, (gssize)field->size);
    }
    return galley_document_set_text(document, text->str, text->len, error);
}

/* Which of the columns a stretch of the text came from. */
static void
add_sections(Worker *worker, GalleyDocument *document)
{
    const GArray *texts = worker->shown.texts;
    guint32 at = 0;
    if (texts->len == 1)
        return;
    GalleyLayer *sections = galley_document_add_layer(document, "section");
    for (guint i = 0; i < texts->len; i++) {
        guint index = g_array_index(texts, guint, i);
        guint32 size = (guint32)g_array_index(worker->fields, GalleyCsvField, index).size;
        if (size == 0)
            continue;
        at += at > 0 ? 2 : 0;
        guint32 row = galley_layer_add(sections, at, at + size);
        galley_layer_set_text(sections, GALLEY_SECTION_NAME, row,
                              g_array_index(worker->shown.columns, Column, index).name, -1);
        at += size;
    }
}

static gboolean
set_id(Worker *worker, GalleyDocument *document, GError **error)
{
    if (worker->shown.id < 0)
        return TRUE;
    const GalleyCsvField *field = &g_array_index(worker->fields, GalleyCsvField, worker->shown.id);
    if (field->size > 0 && memchr(field->text, '\0', field->size) == NULL) {
        galley_document_set_id(document, field->text, (gssize)field->size);
        return TRUE;
    }
    if (field->size == 0 && worker->csv->id == NULL)
        return TRUE;
    g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_DATA,
                "the id is empty or has U+0000 in it");
    return FALSE;
}

static gboolean
set_metadata(Worker *worker, GalleyDocument *document, GError **error)
{
    for (guint i = 0; i < worker->fields->len; i++) {
        const Column *column = &g_array_index(worker->shown.columns, Column, i);
        const GalleyCsvField *field = &g_array_index(worker->fields, GalleyCsvField, i);
        if (!column->kept || values_set(document, column->name, column->type, field))
            continue;
        g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_DATA,
                    "the column \"%s\" is \"%.*s\", not %s", column->name,
                    (int)MIN(field->size, 40), field->text, values_describe(column->type));
        return FALSE;
    }
    return TRUE;
}

static gboolean
is_empty_line(const Worker *worker)
{
    const GalleyCsvField *first = &g_array_index(worker->fields, GalleyCsvField, 0);
    return worker->fields->len == 1 && first->size == 0 && !first->quoted &&
           worker->shown.columns->len > 1;
}

static GalleyStatus
csv_parse(const GalleyRecord *record, GalleyDocument *document, gpointer data, GError **error)
{
    gsize begin;
    Worker *worker = data;
    if (!read_table(worker, record, &begin, error) || !split(worker, record, begin, error))
        return GALLEY_ERROR;
    if (is_empty_line(worker))
        return galley_document_drop(document, "empty line");
    if (!check_number_of_fields(worker, error) || !set_text(worker, document, error) ||
        !set_id(worker, document, error) || !set_metadata(worker, document, error))
        return GALLEY_ERROR;
    add_sections(worker, document);
    return GALLEY_OK;
}

static const GalleyPlugin plugin = {
    GALLEY_PLUGIN_SIZES,
    .kind = GALLEY_KIND_READER,
    .name = "csv",
    .version = "0.1.0",
    .revision = 1,
    .summary = "CSV: a row a document, columns as text, id and metadata",
    .authors = "The galley authors",
    .licence = "MIT",
    .options = options,
    .options_size = sizeof(Csv),
    .gives = gives,
    .contract = csv_contract,
    .worker_new = csv_worker_new,
    .probe = csv_probe,
    .next = csv_next,
    .parse = csv_parse,
    .worker_free = csv_worker_free,
};

GALLEY_PLUGIN_DEFINE(plugin)
