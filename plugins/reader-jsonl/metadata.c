/* metadata.c: JSON values as metadata, without loss. SPDX-License-Identifier: MIT */
#include "metadata.h"

#include <math.h>
#include <string.h>

#include <galley/format.h>

#include "fields.h"

/* Decimals of so many digits survive the way to a double and back, if it is a normal one. */
#define SAFE_DIGITS 15
#define NUMBER_SIZE_MAX 64

/* "-0" is no integer: its sign would be lost. */
static gboolean
parse_int64(const char *digits, gint64 *value)
{
    return strpbrk(digits, ".eE") == NULL && strcmp(digits, "-0") != 0 &&
           g_ascii_string_to_signed(digits, 10, G_MININT64, G_MAXINT64, value, NULL);
}

/* Digits from the first that is not 0 to the exponent. */
static guint
significant_digits(const char *digits)
{
    guint n = 0;
    for (; *digits != '\0' && *digits != 'e' && *digits != 'E'; digits++)
        if (g_ascii_isdigit(*digits) && (n > 0 || *digits != '0'))
            n++;
    return n;
}

static gboolean
prints_the_same(const char *digits, double value)
{
    g_autoptr(GString) printed = g_string_new(NULL);
    galley_append_double(printed, value);
    return strcmp(printed->str, digits) == 0;
}

static gboolean
parse_double(const char *digits, double *value)
{
    *value = g_ascii_strtod(digits, NULL);
    guint n = significant_digits(digits);
    if (!isfinite(*value) || (*value == 0 && n > 0))
        return FALSE;
    return (n <= SAFE_DIGITS && (*value == 0 || isnormal(*value))) ||
           prints_the_same(digits, *value);
}

/* FALSE where neither 64 bits nor a double can hold the number as it is written. */
static gboolean
set_exactly(GalleyDocument *document, const char *key, const char *digits)
{
    gint64 int64;
    double real;
    if (parse_int64(digits, &int64))
        galley_document_set_metadata_int64(document, key, int64);
    else if (strpbrk(digits, ".eE") != NULL && parse_double(digits, &real))
        galley_document_set_metadata_double(document, key, real);
    else
        return FALSE;
    return TRUE;
}

static void
set_number(GalleyDocument *document, const char *key, const JsonValue *number)
{
    char digits[NUMBER_SIZE_MAX + 1];
    gboolean fits = number->size <= NUMBER_SIZE_MAX;
    if (fits) {
        memcpy(digits, number->bytes, number->size);
        digits[number->size] = '\0';
    }
    if (!fits || !set_exactly(document, key, digits))
        galley_document_set_metadata_json(document, key, number->bytes, (gssize)number->size);
}

static void
set_string(GalleyDocument *document, const char *key, const JsonValue *string)
{
    gsize size;
    const char *characters = fields_string(string, document, &size);
    galley_document_set_metadata_text(document, key, characters, (gssize)size);
}

void
metadata_set(GalleyDocument *document, const char *key, const JsonValue *value)
{
    switch (value->type) {
    case JSON_TRUE:
    case JSON_FALSE:
        galley_document_set_metadata_bool(document, key, value->type == JSON_TRUE);
        break;
    case JSON_NUMBER:
        set_number(document, key, value);
        break;
    case JSON_STRING:
        set_string(document, key, value);
        break;
    default:
        galley_document_set_metadata_json(document, key, value->bytes, (gssize)value->size);
    }
}
