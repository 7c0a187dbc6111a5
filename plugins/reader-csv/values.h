/* values.h: fields of a table as metadata. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/csv.h>

typedef enum {
    VALUE_TEXT,
    VALUE_INT,
    VALUE_NUMBER,
    VALUE_BOOL,
} ValueType;

/* values_find_type: the type called @name, or -1; one of text, int, number, bool */
int values_find_type(const char *name);
/* values_set: %FALSE where the field is none of the type; an empty field without quotation marks is
 * no value, and sets nothing */
gboolean
values_set(GalleyDocument *document, const char *key, ValueType type, const GalleyCsvField *field);
/* values_describe: "a whole number" */
const char *values_describe(ValueType type);
