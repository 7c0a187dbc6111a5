/* table.c: readable data files: one row a line, fields parted by tabs.
 * SPDX-License-Identifier: MIT */
#include "table.h"

#include <string.h>

#include <galley/plugin.h>
#include <galley/unicode.h>

/* Parts what is between @line and the NUL at @end in place. */
static TableRow
split(char *line, const char *end)
{
    TableRow row = { .field = { "", "", "", "" } };
    for (char *next = line; next != NULL && row.n_fields < TABLE_FIELDS; row.n_fields++) {
        char *tab = memchr(next, '\t', (gsize)(end - next));
        if (tab != NULL)
            *tab++ = '\0';
        row.field[row.n_fields] = next;
        if (row.n_fields == 0)
            row.key_size = (gsize)((tab != NULL ? tab - 1 : end) - next);
        next = tab;
    }
    return row;
}

static gboolean
take_line(char *line, const char *end, TableRowFunc take_row, gpointer user, GError **error)
{
    TableRow row = split(line, end);
    if (row.key_size == 0 || row.key_size > TABLE_KEY_MAX) {
        g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FILE,
                    "a key has 1 to %d bytes, this one has %" G_GSIZE_FORMAT, TABLE_KEY_MAX,
                    row.key_size);
        return FALSE;
    }
    return take_row(&row, user, error);
}

static gboolean
is_comment(const char *line)
{
    return line[0] == '#' && (line[1] == ' ' || line[1] == '\0');
}

/* The first byte that is no text, or @end. */
static const char *
find_fault(const char *text, const char *end)
{
    gsize valid;
    galley_utf8_validate(text, (gsize)(end - text), &valid);
    const char *nul = memchr(text, '\0', valid);
    return nul != NULL ? nul : text + valid;
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

static gboolean
take_lines(
    char *text, char *end, guint *number, TableRowFunc take_row, gpointer user, GError **error)
{
    const char *fault = find_fault(text, end);
    gboolean head = TRUE;
    for (char *line = text, *next; line < end; line = next) {
        char *stop = memchr(line, '\n', (gsize)(end - line));
        next = stop != NULL ? stop + 1 : end;
        stop = stop != NULL ? stop : end;
        ++*number;
        if (fault < stop) {
            g_set_error_literal(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FILE,
                                "not UTF-8 text");
            return FALSE;
        }
        line = strip(line, &stop);
        if (*line == '\0' || (head && is_comment(line)))
            continue;
        head = FALSE;
        if (!take_line(line, stop, take_row, user, error))
            return FALSE;
    }
    return TRUE;
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
    gsize mark = g_str_has_prefix(text, "\xEF\xBB\xBF") ? 3 : 0;
    guint number = 0;
    if (take_lines(text + mark, text + size, &number, take_row, user, error))
        return TRUE;
    g_prefix_error(error, "%s:%u: ", path, number);
    return FALSE;
}

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
table_number(const TableRow *row, guint index, double *number, GError **error)
{
    const char *text = row->field[index];
    char *end;
    if (parse_decimal(text, number))
        return TRUE;
    double value = g_ascii_strtod(text, &end);
    if (end != text && *end == '\0' && value - value == 0.0) { /* infinity and NaN are not 0 */
        *number = value;
        return TRUE;
    }
    g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FILE,
                row->n_fields > index ? "“%s” is not a number" : "a number is missing%s", text);
    return FALSE;
}
