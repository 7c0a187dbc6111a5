/* key.c: values as bytes that sort as the values do. SPDX-License-Identifier: MIT */
#include "key.h"

#include <string.h>

#include <galley/format.h>

/* What the first byte of each value says. */
enum {
    ABSENT = 1,
    NUMBER = 2, /* eight bytes that sort as the number does, then its decimal, then a NUL */
    TEXT = 3,   /* then a NUL; NULs inside became U+FFFD, as they do in a table */
};

#define NUMBER_BYTES 8

/* The bits of a double, turned so that as unsigned numbers they ascend as the doubles do. */
static void
append_sortable(GString *key, double number)
{
    guint64 bits, sign = G_GUINT64_CONSTANT(1) << 63;
    number += 0.0; /* -0 is 0 */
    memcpy(&bits, &number, sizeof bits);
    bits = GUINT64_TO_BE((bits & sign) != 0 ? ~bits : bits | sign);
    g_string_append_len(key, (const char *)&bits, sizeof bits);
}

static void
append_text(GString *key, const char *text, gsize size)
{
    for (gsize begin = 0; begin < size;) {
        const char *nul = memchr(text + begin, '\0', size - begin);
        gsize end = nul != NULL ? (gsize)(nul - text) : size;
        g_string_append_len(key, text + begin, (gssize)(end - begin));
        if (nul != NULL)
            g_string_append(key, "\uFFFD");
        begin = end + 1;
    }
}

void
key_append(GString *key, const GalleyMetadata *value)
{
    if (value == NULL || value->null) {
        g_string_append_c(key, ABSENT);
        return;
    }
    gboolean whole = value->type == GALLEY_TYPE_INT64;
    if (whole || value->type == GALLEY_TYPE_DOUBLE) {
        g_string_append_c(key, NUMBER);
        append_sortable(key, whole ? (double)value->int64 : value->number);
        if (whole)
            galley_append_int64(key, value->int64);
        else
            galley_append_double(key, value->number);
    } else if (value->type == GALLEY_TYPE_BOOL) {
        g_string_append_c(key, TEXT);
        g_string_append(key, value->int64 != 0 ? "true" : "false");
    } else {
        g_string_append_c(key, TEXT);
        append_text(key, value->text, value->text_size);
    }
    g_string_append_c(key, '\0');
}

const guint8 *
key_take(const guint8 *key, const GalleyCsv *csv, GString *out)
{
    if (*key == ABSENT)
        return key + 1;
    const char *text = (const char *)key + 1 + (*key == NUMBER ? NUMBER_BYTES : 0);
    gsize size = strlen(text);
    if (*key == NUMBER)
        g_string_append_len(out, text, (gssize)size);
    else
        galley_csv_append_text(out, csv, text, size);
    return (const guint8 *)text + size + 1;
}
