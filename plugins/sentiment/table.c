/* table.c: readable data files, parted by tabs or commas. SPDX-License-Identifier: MIT */
#include "table.h"

#include <string.h>

#include <galley/csv.h>
#include <galley/plugin.h>
#include <galley/unicode.h>

/* A table being read. Fields are parted in place. */
typedef struct {
    char *text, *end;
    const char *fault; /* the first byte that is no text, or the end */
    char delimiter;
    guint line;       /* where the row begins, from 1 */
    guint key, value; /* columns, from 0 */
    gboolean named;   /* they were named by the first row */
    GArray *fields;   /* of GalleyCsvField */
} Table;

/* ---- errors ---- */

/* Characters from the beginning of the row's line to field @index, from 1. */
static guint
column_of(const TableRow *row, guint index)
{
    const char *at = index < row->n_fields ? row->field[index] : row->end;
    if (at < row->line || at > row->end)
        at = row->end;
    return (guint)galley_utf8_count(row->line, (guint32)(at - row->line)) + 1;
}

gboolean
table_fail(const TableRow *row, guint index, GError **error, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *what = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FILE, "%u: %s",
                column_of(row, index), what);
    return FALSE;
}

/* ---- names of columns ---- */

static const char *const key_names[] = { "word",  "words", "term",  "token",    "phrase", "entry",
                                         "lemma", "ngram", "emoji", "emoticon", NULL };
static const char *const value_names[] = { "valence",   "value",    "score",
                                           "sentiment", "polarity", "sentiment_score",
                                           "mean",      "rating",   "weight",
                                           NULL };

static const GalleyCsvField *
field_at(const Table *table, guint index)
{
    return &g_array_index(table->fields, GalleyCsvField, index);
}

/* The first column that has one of @names; the number of columns if none has. */
static guint
find_column(const Table *table, const char *const *names)
{
    for (guint i = 0; i < table->fields->len; i++) {
        g_autofree char *name = g_ascii_strdown(field_at(table, i)->text, -1);
        if (g_strv_contains(names, name))
            return i;
    }
    return table->fields->len;
}

/* Whether the row at hand, the first, names its columns. */
static gboolean
take_names(Table *table)
{
    guint key = find_column(table, key_names), value = find_column(table, value_names);
    if (key == table->fields->len || value == table->fields->len)
        return FALSE;
    table->key = key;
    table->value = value;
    table->named = TRUE;
    return TRUE;
}

/* ---- rows ---- */

static const char *
text_at(const Table *table, guint index)
{
    return index < table->fields->len ? field_at(table, index)->text : "";
}

static TableRow
row_of(const Table *table, const char *line, const char *end)
{
    TableRow row = { .line = line, .end = end };
    for (guint i = 0; i < TABLE_FIELDS; i++)
        row.field[i] = table->named && i > 1 ? "" : text_at(table, i);
    row.n_fields = MIN(table->fields->len, TABLE_FIELDS);
    if (table->named) {
        row.field[0] = text_at(table, table->key);
        row.field[1] = text_at(table, table->value);
        row.n_fields = table->value < table->fields->len ? 2 : 1;
    }
    row.key_size = strlen(row.field[0]);
    return row;
}

static gboolean
take_fields(const Table *table,
            const char *line,
            const char *end,
            TableRowFunc take_row,
            gpointer user,
            GError **error)
{
    TableRow row = row_of(table, line, end);
    if (row.key_size == 0 || row.key_size > TABLE_KEY_MAX)
        return table_fail(&row, 0, error, "a key has 1 to %d bytes, this one has %" G_GSIZE_FORMAT,
                          TABLE_KEY_MAX, row.key_size);
    return take_row(&row, user, error);
}

/* Takes the white space off both ends of what is between @line and @end, and ends it with a NUL. */
static char *
strip(char *line, char **end)
{
    while (*end > line && g_ascii_isspace((*end)[-1]))
        --*end;
    **end = '\0';
    while (g_ascii_isspace(*line))
        line++;
    return line;
}

static void
split_tabs(Table *table, char *line, const char *end)
{
    g_array_set_size(table->fields, 0);
    for (char *next = line; next != NULL;) {
        char *tab = memchr(next, '\t', (gsize)(end - next));
        GalleyCsvField field = { .text = next };
        if (tab != NULL)
            *tab++ = '\0';
        g_array_append_val(table->fields, field);
        next = tab;
    }
}

static guint
count_lines(const char *text, gsize size)
{
    guint n = 0;
    for (gsize i = 0; i < size; i++)
        n += text[i] == '\n';
    return n;
}

/* The row at @line, whose fields get a NUL at their end. @next: behind it; @n_lines: more than one
 * where a field in quotation marks goes over the end of a line */
static gboolean
split_csv(Table *table, char *line, char **next, guint *n_lines, GError **error)
{
    g_autoptr(GError) fault = NULL;
    gsize at = 0;
    if (!galley_csv_read(line, (gsize)(table->end - line), &at, table->delimiter, table->fields,
                         &fault)) {
        g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FILE, "1: %s", fault->message);
        return FALSE;
    }
    *next = line + at;
    for (guint i = 0; i < table->fields->len; i++) {
        GalleyCsvField *field = &g_array_index(table->fields, GalleyCsvField, i);
        char *begin = (char *)field->text, *end = begin + field->size;
        *n_lines += count_lines(begin, field->size);
        field->text = strip(begin, &end);
    }
    return TRUE;
}

/* ---- the whole ---- */

static gboolean
is_comment(const char *line)
{
    return line[0] == '#' && (g_ascii_isspace(line[1]) || line[1] == '\0');
}

static const char *
find_fault(const char *text, const char *end)
{
    gsize valid;
    galley_utf8_validate(text, (gsize)(end - text), &valid);
    const char *nul = memchr(text, '\0', valid);
    return nul != NULL ? nul : text + valid;
}

/* The line that begins at @line; @next: behind it; @stop: its end. */
static void
find_line(const Table *table, char *line, char **stop, char **next)
{
    *stop = memchr(line, '\n', (gsize)(table->end - line));
    *next = *stop != NULL ? *stop + 1 : table->end;
    *stop = *stop != NULL ? *stop : table->end;
}

static gboolean
is_blank(const char *line, const char *stop)
{
    while (line < stop && g_ascii_isspace(*line))
        line++;
    return line == stop;
}

/* Of a .csv the first comma or semicolon that stands in no quotation marks, or a comma. */
static char
find_delimiter(const char *path, const char *line, const char *stop)
{
    gsize size = strlen(path);
    gboolean quoted = FALSE;
    if (size < 4 || g_ascii_strcasecmp(path + size - 4, ".csv") != 0)
        return '\t';
    for (; line < stop; line++) {
        quoted ^= *line == '"';
        if (!quoted && (*line == ',' || *line == ';'))
            return *line;
    }
    return ',';
}

/* Parts the row at @line; @next and @stop: as find_line() has them, and moved. */
static gboolean
split(Table *table, char *line, char **stop, char **next, guint *n_lines, GError **error)
{
    if (table->delimiter == '\t') {
        line = strip(line, stop);
        split_tabs(table, line, *stop);
        return TRUE;
    }
    if (!split_csv(table, line, next, n_lines, error))
        return FALSE;
    *stop = *next;
    return TRUE;
}

static gboolean
refuse_bytes(const Table *table, const char *line, GError **error)
{
    guint32 before = (guint32)(table->fault - line);
    g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FILE,
                "%u: not UTF-8 text; convert the file first",
                (guint)galley_utf8_count(line, before) + 1);
    return FALSE;
}

static gboolean
take_rows(Table *table, const char *path, TableRowFunc take_row, gpointer user, GError **error)
{
    gboolean head = TRUE;
    guint n_lines = 0; /* of the row before */
    for (char *line = table->text, *next, *stop; line < table->end; line = next) {
        find_line(table, line, &stop, &next);
        table->line += n_lines;
        n_lines = 1;
        if (table->fault >= stop && (is_blank(line, stop) || (head && is_comment(line))))
            continue;
        if (head)
            table->delimiter = find_delimiter(path, line, stop);
        if (!split(table, line, &stop, &next, &n_lines, error))
            return FALSE;
        if (table->fault < next)
            return refuse_bytes(table, line, error);
        gboolean names = head && take_names(table);
        head = FALSE;
        if (!names && !take_fields(table, line, stop, take_row, user, error))
            return FALSE;
    }
    return TRUE;
}

gboolean
table_parse(
    const char *path, char *text, gsize size, TableRowFunc take_row, gpointer user, GError **error)
{
    gsize mark = size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    Table table = { .text = text + mark,
                    .end = text + size,
                    .fault = find_fault(text + mark, text + size),
                    .line = 1,
                    .value = 1,
                    .fields = g_array_new(FALSE, FALSE, sizeof(GalleyCsvField)) };
    gboolean good = take_rows(&table, path, take_row, user, error);
    g_array_unref(table.fields);
    if (!good)
        g_prefix_error(error, "%s:%u:", path, table.line);
    return good;
}

gboolean
table_read(const char *path, TableRowFunc take_row, gpointer user, GError **error)
{
    g_autofree char *text = NULL;
    gsize size;
    g_autoptr(GError) file_error = NULL;
    if (!g_file_get_contents(path, &text, &size, &file_error)) {
        g_set_error_literal(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FILE,
                            file_error->message);
        return FALSE;
    }
    return table_parse(path, text, size, take_row, user, error);
}

/* ---- numbers ---- */

/*
 * The number that @text is, if it is a plain decimal with at most 15 digits: those and the power of
 * ten are exact, so
 * that the one division rounds as strtod() does.
 */
static gboolean
parse_decimal(const char *text, double *number)
{
    static const double powers[] = { 1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                     1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15 };
    gboolean negative = *text == '-';
    const char *digits = text + (*text == '-' || *text == '+'), *point = NULL, *at = digits;
    gint64 whole = 0;
    for (; g_ascii_isdigit(*at) || (*at == '.' && point == NULL); at++) {
        if (*at == '.')
            point = at;
        else if (at - digits < 15)
            whole = whole * 10 + (*at - '0');
    }
    if (*at != '\0' || at == digits || at - digits > 15 || !g_ascii_isdigit(at[-1]))
        return FALSE;
    double value = (double)whole / powers[point != NULL ? at - point - 1 : 0];
    *number = negative ? -value : value;
    return TRUE;
}

gboolean
table_parse_number(const char *text, double *number)
{
    char *end;
    if (parse_decimal(text, number))
        return TRUE;
    double value = g_ascii_strtod(text, &end);
    if (end == text || *end != '\0' || value - value != 0.0) /* infinity and NaN are not 0 */
        return FALSE;
    *number = value;
    return TRUE;
}

gboolean
table_number(const TableRow *row, guint index, double *number, GError **error)
{
    if (row->n_fields <= index)
        return table_fail(row, index, error,
                          "a number is missing behind “%s”; fields are parted by a tab, in a file "
                          "called .csv by commas",
                          row->field[0]);
    return table_parse_number(row->field[index], number) ||
           table_fail(row, index, error, "“%s” is not a number; it is written as 1.9 or -2",
                      row->field[index]);
}
