/* csv.h: fields of comma-separated tables (RFC 4180). SPDX-License-Identifier: MIT */
#pragma once

#include <galley/document.h>

G_BEGIN_DECLS

/** GalleyCsv: how a table is written. */
typedef struct {
    char delimiter; /* ',', ';' or '\t' */
    gboolean guard; /* texts that a spreadsheet would run as formulas get an apostrophe in front */
} GalleyCsv;

/**
 * galley_csv_append_text:
 * @text: valid UTF-8
 *
 * The text as one field: in quotation marks where it holds the delimiter, a quotation mark or a line
 * end, begins or ends with a blank, or is empty, so that it is told from a field without a value.
 * U+0000, which no reader of tables survives, becomes U+FFFD. With `guard`, what begins with = + - @
 * or their wide forms, a tab or a line end gets an apostrophe in front (OWASP, "CSV injection").
 */
GALLEY_API void
galley_csv_append_text(GString *out, const GalleyCsv *csv, const char *text, gsize size);

/**
 * galley_csv_append_value:
 * @value: (nullable): %NULL and null: an empty field
 *
 * Numbers as <galley/format.h> writes them, bools as "true" and "false", texts and JSON as
 * galley_csv_append_text() does.
 */
GALLEY_API void
galley_csv_append_value(GString *out, const GalleyCsv *csv, const GalleyMetadata *value);

/** GalleyCsvError */
typedef enum {
    GALLEY_CSV_ERROR_SYNTAX, /* no row of RFC 4180 */
} GalleyCsvError;
#define GALLEY_CSV_ERROR (galley_csv_error_quark())
GALLEY_API GQuark galley_csv_error_quark(void);

/** GalleyCsvField: of a row that was read. */
typedef struct {
    const char *text; /* (array length=size): no NUL at its end */
    gsize size;
    gboolean quoted; /* it stood in quotation marks: "" is a text, an empty field is none */
} GalleyCsvField;

/**
 * galley_csv_read:
 * @text: a table in UTF-8; doubled quotation marks of the row become single ones in place
 * @at: (inout): where the row begins; then where the next one does
 * @fields: (element-type GalleyCsvField): filled; pointers into @text
 *
 * Reads one row, strictly by RFC 4180; it ends behind LF, CRLF, CR or with the text.
 *
 * Returns: %FALSE with %GALLEY_CSV_ERROR_SYNTAX, which counts bytes from the row's beginning
 */
GALLEY_API gboolean
galley_csv_read(char *text, gsize size, gsize *at, char delimiter, GArray *fields, GError **error);

G_END_DECLS
