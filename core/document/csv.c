/* csv.c: fields of comma-separated tables. SPDX-License-Identifier: MIT */
#include <galley/csv.h>

#include <string.h>

#include <galley/format.h>

static inline gboolean
is_formula(const char *text, gsize size)
{
    return size > 0 && memchr("=+-@\t\r", text[0], 6) != NULL;
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
