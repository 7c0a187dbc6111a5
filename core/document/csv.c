/* csv.c: fields of comma-separated tables. SPDX-License-Identifier: MIT */
#include <galley/csv.h>

#include <string.h>

#include <galley/format.h>

G_DEFINE_QUARK(galley_csv_error, galley_csv_error)

/* U+FF1D, U+FF0B, U+FF0D and U+FF20, which some spreadsheets take for their narrow twins. */
static inline gboolean
is_wide_operator(const char *text, gsize size)
{
    return size >= 3 && memcmp(text, "\xEF\xBC", 2) == 0 && memchr("\x9D\x8B\x8D\xA0", text[2], 4);
}

static inline gboolean
is_formula(const char *text, gsize size)
{
    return size > 0 && (memchr("=+-@\t\r\n", text[0], 7) || is_wide_operator(text, size));
}

static inline gboolean
is_special(char byte, char delimiter)
{
    return byte == delimiter || byte == '"' || byte == '\n' || byte == '\r' || byte == '\0';
}

static gboolean
is_plain(const char *text, gsize size, char delimiter)
{
    if (size == 0 || text[0] == ' ' || text[size - 1] == ' ')
        return FALSE;
    for (gsize i = 0; i < size; i++)
        if (is_special(text[i], delimiter))
            return FALSE;
    return TRUE;
}

static void
append_quoted(GString *out, const char *text, gsize size)
{
    for (gsize begin = 0; begin < size;) {
        gsize end = begin;
        while (end < size && text[end] != '"' && text[end] != '\0')
            end++;
        g_string_append_len(out, text + begin, (gssize)(end - begin));
        if (end < size)
            g_string_append(out, text[end] == '"' ? "\"\"" : "\uFFFD");
        begin = end + 1;
    }
}

void
galley_csv_append_text(GString *out, const GalleyCsv *csv, const char *text, gsize size)
{
    g_return_if_fail(out != NULL && csv != NULL && (text != NULL || size == 0));
    const char *guard = csv->guard && is_formula(text, size) ? "'" : "";
    if (is_plain(text, size, csv->delimiter)) {
        g_string_append(out, guard);
        g_string_append_len(out, text, (gssize)size);
        return;
    }
    g_string_append_c(out, '"');
    g_string_append(out, guard);
    append_quoted(out, text, size);
    g_string_append_c(out, '"');
}

void
galley_csv_append_value(GString *out, const GalleyCsv *csv, const GalleyMetadata *value)
{
    g_return_if_fail(out != NULL && csv != NULL);
    if (value == NULL || value->null)
        return;
    switch (value->type) {
    case GALLEY_TYPE_INT64:
        galley_append_int64(out, value->int64);
        break;
    case GALLEY_TYPE_DOUBLE:
        galley_append_double(out, value->number);
        break;
    case GALLEY_TYPE_BOOL:
        g_string_append(out, value->int64 != 0 ? "true" : "false");
        break;
    default:
        galley_csv_append_text(out, csv, value->text, value->text_size);
    }
}

/* ---- reading ---- */

static gboolean
refuse(GError **error, gsize at, const char *what)
{
    g_set_error(error, GALLEY_CSV_ERROR, GALLEY_CSV_ERROR_SYNTAX,
                "byte %" G_GSIZE_FORMAT " of the row: %s", at, what);
    return FALSE;
}

/* The field in quotation marks at the beginning of @row, unquoted in place.
 * Returns: its size with the marks; 0 where it does not end */
static gsize
read_quoted(char *row, gsize size, GalleyCsvField *field)
{
    gsize to = 1, from = 1;
    while (from < size) {
        if (row[from] == '"') {
            from++;
            if (from == size || row[from] != '"') {
                *field = (GalleyCsvField){ row + 1, to - 1, TRUE };
                return from;
            }
        }
        row[to++] = row[from++];
    }
    return 0;
}

static inline gboolean
ends_field(char byte, char delimiter)
{
    return byte == delimiter || byte == '\n' || byte == '\r';
}

static gsize
line_end_size(const char *text, gsize size)
{
    if (size == 0)
        return 0;
    return size > 1 && text[0] == '\r' && text[1] == '\n' ? 2 : 1;
}

gboolean
galley_csv_read(char *text, gsize size, gsize *at, char delimiter, GArray *fields, GError **error)
{
    g_return_val_if_fail(text != NULL && at != NULL && *at <= size && fields != NULL, FALSE);
    gsize begin = *at, here = begin;
    g_array_set_size(fields, 0);
    for (;; here++) {
        GalleyCsvField field = { .text = text + here };
        if (here < size && text[here] == '"') {
            gsize n = read_quoted(text + here, size - here, &field);
            if (n == 0)
                return refuse(error, size - begin, "a field in quotation marks that does not end");
            here += n;
            if (here < size && !ends_field(text[here], delimiter))
                return refuse(
                    error, here - begin,
                    "something behind the quotation mark that ends a field; inside a field it "
                    "is written twice");
        }
        for (; here < size && !ends_field(text[here], delimiter); here++, field.size++)
            if (text[here] == '"')
                return refuse(
                    error, here - begin,
                    "a quotation mark in a field that begins without one; a field with one "
                    "wants marks around it, and each inside twice");
        g_array_append_val(fields, field);
        if (here == size || text[here] != delimiter)
            break;
    }
    *at = here + line_end_size(text + here, size - here);
    return TRUE;
}
