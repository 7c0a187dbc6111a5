/* table.h: what a table's first row tells of its columns. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/document.h>

#include "rows.h"
#include "values.h"

typedef enum {
    DELIMITER_AUTO,
    DELIMITER_COMMA,
    DELIMITER_SEMICOLON,
    DELIMITER_TAB,
    DELIMITER_PIPE,
} DelimiterChoice;

/* The options. */
typedef struct {
    const char *const *text;
    const char *id;
    const char *const *metadata;
    const char *const *types;
    const char *const *columns;
    const char *encoding;
    gint delimiter; /* DelimiterChoice */
} Csv;

/* A column and what becomes of it. */
typedef struct {
    char *name;
    gboolean kept; /* as metadata */
    ValueType type;
} Column;

typedef struct {
    GString
        *header; /* the bytes of the first row as it stands in the input, byte order mark and all */
    const GalleyEncoding *encoding;
    Units units;
    char delimiter;
    GArray *columns; /* of Column */
    GArray *texts;   /* of guint: indices of the columns that the text is made of */
    int id;          /* index; -1: the engine's id */
} Table;

void table_init(Table *table);
void table_clear(Table *table);

/* table_set_encoding: from the first bytes, or as declared */
gboolean
table_set_encoding(Table *table, const Csv *csv, const guint8 *bytes, gsize size, GError **error);
/* table_get_delimiters: the one that parts fields; all that may while it is not known */
const char *table_get_delimiters(const Csv *csv, const Table *table);
/* table_read_header: @header: the first row's bytes; where the option `columns` names them, those of
 * a byte order mark */
gboolean
table_read_header(Table *table, const Csv *csv, const guint8 *header, gsize size, GError **error);
/* table_decode: appends bytes of the table as UTF-8; %FALSE where they are not in its encoding */
gboolean
table_decode(const Table *table, const guint8 *bytes, gsize size, GString *text, GError **error);
