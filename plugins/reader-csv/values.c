/* values.c: fields of a table as metadata. SPDX-License-Identifier: MIT */
#include "values.h"

#include <math.h>
#include <string.h>

#define NUMBER_SIZE_MAX 64

static const struct {
    const char *name, *description;
} types[] = {
    [VALUE_TEXT] = { "text", "a text" },
    [VALUE_INT] = { "int", "a whole number" },
    [VALUE_NUMBER] = { "number", "a number" },
    [VALUE_BOOL] = { "bool", "true or false" },
};

int
values_find_type(const char *name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(types); i++)
        if (g_str_equal(types[i].name, name))
            return (int)i;
    return -1;
}

const char *
values_describe(ValueType type)
{
    return types[type].description;
}

static gboolean
set_int(GalleyDocument *document, const char *key, const char *digits)
{
    gint64 value;
    if (!g_ascii_string_to_signed(digits, 10, G_MININT64, G_MAXINT64, &value, NULL))
        return FALSE;
    galley_document_set_metadata_int64(document, key, value);
    return TRUE;
}

static gboolean
set_number(GalleyDocument *document, const char *key, const char *digits)
{
    char *end;
    double value = g_ascii_strtod(digits, &end);
    if (strspn(digits, "+-.0123456789eE") < strlen(digits) || end == digits || *end != '\0' ||
        !isfinite(value))
        return FALSE;
    galley_document_set_metadata_double(document, key, value);
    return TRUE;
}

static gboolean
set_bool(GalleyDocument *document, const char *key, const char *word)
{
    gboolean yes = g_ascii_strcasecmp(word, "true") == 0 || g_str_equal(word, "1");
    if (!yes && g_ascii_strcasecmp(word, "false") != 0 && !g_str_equal(word, "0"))
        return FALSE;
    galley_document_set_metadata_bool(document, key, yes);
    return TRUE;
}

gboolean
values_set(GalleyDocument *document, const char *key, ValueType type, const GalleyCsvField *field)
{
    char written[NUMBER_SIZE_MAX + 1];
    if (field->size == 0 && !field->quoted)
        return TRUE;
    if (type == VALUE_TEXT) {
        galley_document_set_metadata_text(document, key, field->text, (gssize)field->size);
        return TRUE;
    }
    if (field->size > NUMBER_SIZE_MAX || memchr(field->text, '\0', field->size) != NULL)
        return FALSE;
    memcpy(written, field->text, field->size);
    written[field->size] = '\0';
    if (type == VALUE_INT)
        return set_int(document, key, written);
    return type == VALUE_NUMBER ? set_number(document, key, written)
                                : set_bool(document, key, written);
}
