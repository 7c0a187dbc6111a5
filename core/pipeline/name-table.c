/* name-table.c: a table that has a row for each file. SPDX-License-Identifier: MIT */
#include <string.h>

#include <galley/csv.h>
#include <galley/encoding.h>
#include <galley/pipeline.h>

#include "pipeline/naming-private.h"

#define NO_VALUE G_MAXUINT32

typedef struct {
    guint32 at, size; /* in the text; %NO_VALUE: the field is empty and without quotation marks */
} Cell;

struct GalleyNameTable {
    GString *text;
    char *key;
    GPtrArray *columns; /* of char *, ended by %NULL once it is parsed */
    GArray *cells;      /* of Cell, by row, then by column */
    GArray *lines;      /* of guint, by row */
    GPtrArray *names;   /* of char *, by row */
    GHashTable *rows;   /* name -> row + 1 */
};

void
galley_name_table_free(GalleyNameTable *table)
{
    g_hash_table_unref(table->rows);
    g_ptr_array_unref(table->names);
    g_ptr_array_unref(table->columns);
    g_array_unref(table->cells);
    g_array_unref(table->lines);
    g_string_free(table->text, TRUE);
    g_free(table->key);
    g_free(table);
}

/* ---- parsing ---- */

/** Parser: where in the table it is. */
typedef struct {
    GalleyNameTable *table;
    const char *shown;
    char delimiter;
    GArray *fields; /* of GalleyCsvField: of the row at hand */
    guint n_fields; /* of the first row */
    guint key;      /* which of them names the file */
    gsize at;
    guint line; /* that the row at hand begins on */
    GError **error;
} Parser;

static gboolean G_GNUC_PRINTF(2, 3) refuse(const Parser *parser, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *what = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error(parser->error, GALLEY_PIPELINE_ERROR, GALLEY_PIPELINE_ERROR_INVALID, "%s:%u: %s",
                parser->shown, parser->line, what);
    return FALSE;
}

static gboolean
decode(Parser *parser, const char *bytes, gsize size, const GalleyNameTableForm *form)
{
    guint64 n_malformed = 0;
    const GalleyEncoding *marked = galley_encoding_detect_bom(bytes, size, NULL);
    const GalleyEncoding *encoding =
        marked ? marked : galley_encoding_find(form->encoding ? form->encoding : "utf-8");
    if (!galley_encoding_decode(encoding, bytes, size, parser->table->text, NULL, &n_malformed,
                                parser->error))
        return FALSE;
    if (n_malformed > 0)
        return refuse(parser, "it is not %s; say what it is: {path: ..., encoding: windows-1252}",
                      galley_encoding_get_name(encoding));
    return !memchr(parser->table->text->str, '\0', parser->table->text->len) ||
           refuse(parser, "it has U+0000 in it");
}

/* What stands most often in the first row, outside quotation marks; the first of equals. */
static char
find_delimiter(const GString *text)
{
    static const char candidates[] = ",;\t|";
    guint n[sizeof candidates - 1] = { 0 }, best = 0;
    gboolean quoted = FALSE;
    for (const char *c = text->str; *c && (quoted || (*c != '\n' && *c != '\r')); c++) {
        const char *found = quoted ? NULL : strchr(candidates, *c);
        quoted ^= *c == '"';
        if (found)
            n[found - candidates]++;
    }
    for (guint i = 1; i < G_N_ELEMENTS(n); i++)
        if (n[i] > n[best])
            best = i;
    return candidates[best];
}

static gboolean
read_row(Parser *parser)
{
    g_autoptr(GError) why = NULL;
    const GString *text = parser->table->text;
    return galley_csv_read(text->str, text->len, &parser->at, parser->delimiter, parser->fields,
                           &why) ||
           refuse(parser, "%s", why->message);
}

static guint
count_lines(const char *text, gsize begin, gsize end)
{
    guint n = 0;
    for (gsize i = begin; i < end; i++)
        n += text[i] == '\n' || (text[i] == '\r' && (i + 1 == end || text[i + 1] != '\n'));
    return n;
}

static gboolean
is_key(const char *name, const char *wanted)
{
    static const char *const usual[] = { "file", "filename", "path", NULL };
    return wanted ? g_str_equal(name, wanted) : g_strv_contains(usual, name);
}

/* The first row: what the columns are, and which of them names the file. */
static gboolean
read_columns(Parser *parser, const char *wanted)
{
    GalleyNameTable *table = parser->table;
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    gboolean found = FALSE;
    for (guint i = 0; i < parser->fields->len; i++) {
        const GalleyCsvField *field = &g_array_index(parser->fields, GalleyCsvField, i);
        char *name = g_strndup(field->text, field->size);
        gboolean again = g_ptr_array_find_with_equal_func(names, name, g_str_equal, NULL);
        g_ptr_array_add(names, name);
        if (field->size == 0)
            return refuse(parser, "column %u has no name", i + 1);
        if (again)
            return refuse(parser, "two columns have the name \"%s\"", name);
        if (found || !is_key(name, wanted))
            continue;
        found = TRUE;
        parser->key = i;
    }
    parser->n_fields = names->len;
    g_autofree char *all = NULL;
    for (guint i = 0; i < names->len; i++) {
        const char *name = g_ptr_array_index(names, i);
        g_autofree char *before = all;
        all =
            before ? g_strdup_printf("%s, \"%s\"", before, name) : g_strdup_printf("\"%s\"", name);
        if (i == parser->key)
            table->key = g_strdup(name);
        else
            g_ptr_array_add(table->columns, g_strdup(name));
    }
    if (wanted && !found)
        return refuse(parser, "there is no column \"%s\"; there are %s", wanted, all);
    return table->columns->len > 0 ||
           refuse(parser, "the table has the column \"%s\" alone, and so no metadata", table->key);
}

static gboolean
take_name(Parser *parser)
{
    GalleyNameTable *table = parser->table;
    const GalleyCsvField *field = &g_array_index(parser->fields, GalleyCsvField, parser->key);
    gsize skipped = field->size > 2 && memcmp(field->text, "./", 2) == 0 ? 2 : 0;
    if (field->size == 0)
        return refuse(parser, "the row names no file: \"%s\" is empty", table->key);
    char *name = g_strndup(field->text + skipped, field->size - skipped);
    guint twin = GPOINTER_TO_UINT(g_hash_table_lookup(table->rows, name));
    g_ptr_array_add(table->names, name);
    if (twin > 0)
        return refuse(parser, "\"%s\" has a row on line %u already", name,
                      g_array_index(table->lines, guint, twin - 1));
    g_hash_table_insert(table->rows, name, GUINT_TO_POINTER(table->names->len));
    return TRUE;
}

static gboolean
take_row(Parser *parser)
{
    GalleyNameTable *table = parser->table;
    if (parser->fields->len != parser->n_fields)
        return refuse(parser, "the row has %u field%s, the table %u columns", parser->fields->len,
                      parser->fields->len == 1 ? "" : "s", parser->n_fields);
    if (!take_name(parser))
        return FALSE;
    g_array_append_val(table->lines, parser->line);
    for (guint i = 0; i < parser->n_fields; i++) {
        const GalleyCsvField *field = &g_array_index(parser->fields, GalleyCsvField, i);
        Cell cell = { (guint32)(field->text - table->text->str), (guint32)field->size };
        if (field->size == 0 && !field->quoted)
            cell.size = NO_VALUE;
        if (i != parser->key)
            g_array_append_val(table->cells, cell);
    }
    return TRUE;
}

static gboolean
is_blank(const Parser *parser)
{
    const GalleyCsvField *field = &g_array_index(parser->fields, GalleyCsvField, 0);
    return parser->fields->len == 1 && field->size == 0 && !field->quoted;
}

static gboolean
parse(Parser *parser, const GalleyNameTableForm *form)
{
    const GString *text = parser->table->text;
    if (text->len == 0)
        return refuse(parser, "the table is empty");
    parser->delimiter = form->delimiter ? form->delimiter : find_delimiter(text);
    if (!read_row(parser) || !read_columns(parser, form->key))
        return FALSE;
    parser->line += count_lines(text->str, 0, parser->at);
    while (parser->at < text->len) {
        gsize begin = parser->at;
        if (!read_row(parser) || (!is_blank(parser) && !take_row(parser)))
            return FALSE;
        parser->line += count_lines(text->str, begin, parser->at);
    }
    return TRUE;
}

GalleyNameTable *
galley_name_table_parse(const char *bytes,
                        gsize size,
                        const char *shown,
                        const GalleyNameTableForm *form,
                        GError **error)
{
    g_autoptr(GalleyNameTable) table = g_new0(GalleyNameTable, 1);
    g_autoptr(GArray) fields = g_array_new(FALSE, FALSE, sizeof(GalleyCsvField));
    table->text = g_string_new(NULL);
    table->columns = g_ptr_array_new_with_free_func(g_free);
    table->cells = g_array_new(FALSE, FALSE, sizeof(Cell));
    table->lines = g_array_new(FALSE, FALSE, sizeof(guint));
    table->names = g_ptr_array_new_with_free_func(g_free);
    table->rows = g_hash_table_new(g_str_hash, g_str_equal);
    Parser parser = { .table = table, .shown = shown, .fields = fields, .line = 1, .error = error };
    if (!decode(&parser, bytes, size, form) || !parse(&parser, form))
        return NULL;
    g_ptr_array_add(table->columns, NULL);
    return g_steal_pointer(&table);
}

/* ---- reading ---- */

const char *const *
galley_name_table_get_columns(const GalleyNameTable *table)
{
    return (const char *const *)table->columns->pdata;
}

const char *
galley_name_table_get_key(const GalleyNameTable *table)
{
    return table->key;
}

guint
galley_name_table_get_n_rows(const GalleyNameTable *table)
{
    return table->names->len;
}

const char *
galley_name_table_get_name(const GalleyNameTable *table, guint row)
{
    return g_ptr_array_index(table->names, row);
}

guint
galley_name_table_get_line(const GalleyNameTable *table, guint row)
{
    return g_array_index(table->lines, guint, row);
}

guint
galley_name_table_find(const GalleyNameTable *table, const char *name, gsize size)
{
    g_autofree char *key = g_strndup(name, size);
    guint found = GPOINTER_TO_UINT(g_hash_table_lookup(table->rows, key));
    return found > 0 ? found - 1 : GALLEY_NAME_TABLE_NONE;
}

const char *
galley_name_table_get_value(const GalleyNameTable *table, guint row, guint column, gsize *size)
{
    const Cell *cell = &g_array_index(table->cells, Cell, row * (table->columns->len - 1) + column);
    *size = cell->size;
    return cell->size == NO_VALUE ? NULL : table->text->str + cell->at;
}
