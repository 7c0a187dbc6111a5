/* table.h: readable data files: one row a line, fields parted by tabs, or by commas in a .csv.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/** TABLE_FIELDS: how many fields of a row are looked at; what follows is ignored */
#define TABLE_FIELDS 4

/** TABLE_KEY_MAX: bytes that a key may have */
#define TABLE_KEY_MAX 200

/** TableRow: one row; a field that is not there is "" */
typedef struct {
    const char *field[TABLE_FIELDS];
    gsize key_size; /* bytes of the first field */
    guint n_fields;
    const char *line, *end; /* where the row stands */
} TableRow;

typedef gboolean (*TableRowFunc)(const TableRow *row, gpointer user, GError **error);

/**
 * table_read:
 * @path: a name that ends in ".csv", in any case: a table by RFC 4180, parted by commas or
 *   semicolons, whichever the first row has first; otherwise fields are parted by tabs and have no
 *   quotation marks
 * @take_row: called for each row
 *
 * Lines of comment, "# " and what follows, stand before the first row. Empty lines are passed over.
 * A first row that names its columns ("word,valence") is none; the key and the number are then taken
 * from the columns so called, and the others are left out.
 *
 * Returns: %FALSE with an error that begins with FILE:LINE:COLUMN, at the first row that is not right
 */
gboolean table_read(const char *path, TableRowFunc take_row, gpointer user, GError **error);

/** table_parse: the same of @text, which it changes; a NUL stands at its end. @path: how it is called */
gboolean table_parse(
    const char *path, char *text, gsize size, TableRowFunc take_row, gpointer user, GError **error);

/** table_fail: the error of @take_row about field @index. Returns: %FALSE */
gboolean table_fail(const TableRow *row, guint index, GError **error, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

/** table_number: the finite number that field @index is, or an error */
gboolean table_number(const TableRow *row, guint index, double *number, GError **error);

/** table_parse_number: the finite number that @text is; %FALSE where it is none */
gboolean table_parse_number(const char *text, double *number);
