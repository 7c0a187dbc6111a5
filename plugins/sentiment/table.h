/* table.h: readable data files: one row a line, fields parted by tabs.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/** TABLE_FIELDS: how many fields of a row are looked at; what follows is ignored */
#define TABLE_FIELDS 4

/** TABLE_KEY_MAX: bytes that a key may have */
#define TABLE_KEY_MAX 200

/** TableRow: one line; a field that is not there is "" */
typedef struct {
    const char *field[TABLE_FIELDS];
    gsize key_size; /* bytes of the first field */
    guint n_fields;
} TableRow;

typedef gboolean (*TableRowFunc)(const TableRow *row, gpointer user, GError **error);

/**
 * table_read:
 * @take_row: called for each row
 *
 * Lines of comment, "# " and what follows, stand before the first row. Empty lines are passed over.
 *
 * Returns: %FALSE with an error that begins with FILE:LINE, at the first row that is not right
 */
gboolean table_read(const char *path, TableRowFunc take_row, gpointer user, GError **error);

/** table_number: the finite number that field @index is, or an error */
gboolean table_number(const TableRow *row, guint index, double *number, GError **error);
