/* table.c: readable data files: one row a line, fields parted by tabs. SPDX-License-Identifier: MIT */
#include "table.h"

#include <string.h>

#include <galley/plugin.h>
#include <galley/unicode.h>

/* Parts @line in place. */
static TableRow
split(char *line)
{
    TableRow row = { { "", "", "", "" }, 0 };
    for (char *next = line; next != NULL && row.n_fields < TABLE_FIELDS; row.n_fields++) {
        char *tab = strchr(next, '\t');
        if (tab != NULL)
            *tab++ = '\0';
        row.field[row.n_fields] = next;
        next = tab;
    }
    return row;
}

static gboolean
take_line(char *line, TableRowFunc take_row, gpointer user, GError **error)
{
    TableRow row = split(line);
    gsize size = strlen(row.field[0]);
    if (size == 0 || size > TABLE_KEY_MAX) {
        g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FILE,
                    "a key has 1 to %d bytes, this one has %" G_GSIZE_FORMAT, TABLE_KEY_MAX, size);
        return FALSE;
    }
    return take_row(&row, user, error);
}

static gboolean
is_comment(const char *line)
{
    return line[0] == '#' && (line[1] == ' ' || line[1] == '\0');
}

static gboolean
check_line(const char *line, gsize size, GError **error)
{
    if (memchr(line, '\0', size) == NULL && galley_utf8_validate(line, size, NULL))
        return TRUE;
    g_set_error_literal(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FILE, "not UTF-8 text");
    return FALSE;
}

static gboolean
take_lines(
    char *text, char *end, guint *number, TableRowFunc take_row, gpointer user, GError **error)
{
    gboolean head = TRUE;
    for (char *line = text, *next; line < end; line = next) {
        char *stop = memchr(line, '\n', (gsize)(end - line));
        next = stop != NULL ? stop + 1 : end;
        stop = stop != NULL ? stop : end;
        ++*number;
        if (!check_line(line, (gsize)(stop - line), error))
            return FALSE;
        *stop = '\0';
        g_strstrip(line);
        if (*line == '\0' || (head && is_comment(line)))
            continue;
        head = FALSE;
        if (!take_line(line, take_row, user, error))
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

gboolean
table_number(const TableRow *row, guint index, double *number, GError **error)
{
    const char *text = row->field[index];
    char *end;
    double value = g_ascii_strtod(text, &end);
    if (end != text && *end == '\0' && value - value == 0.0) { /* infinity and NaN are not 0 */
        *number = value;
        return TRUE;
    }
    g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FILE,
                row->n_fields > index ? "“%s” is not a number" : "a number is missing%s", text);
    return FALSE;
}
