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
 * U+0000, which no reader of tables survives, becomes U+FFFD. With `guard`, what begins with = + - @,
 * a tab or a carriage return gets an apostrophe in front (OWASP, "CSV injection").
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

G_END_DECLS
