/* fields.h: a mail's head (RFC 5322, 2.2), and parameters of its fields (RFC 2045, 5; RFC 2231).
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/** Fields: their strings hold until it is read into again or cleared. */
typedef struct {
    GString *text; /* all strings, a NUL behind each; bytes as they came, lines joined by a blank */
    GArray *list;
    guint n_strange; /* lines that are no fields */
} Fields;

void fields_init(Fields *fields);
void fields_clear(Fields *fields);
/* fields_read: answers with where the body begins: behind the empty line, or at @end */
gsize fields_read(Fields *fields, const guint8 *bytes, gsize begin, gsize end);
/* fields_get: (transfer none) (nullable): the first one called @name, in any case; any bytes */
const char *fields_get(const Fields *fields, const char *name);

/* fields_get_main: (transfer full): what stands before the parameters, in lower case: "text/plain" */
char *fields_get_main(const char *value);
/* fields_get_parameter: (transfer full) (nullable): of "...; name=value", any bytes */
char *fields_get_parameter(const char *value, const char *name);
/* fields_get_text_parameter: (transfer full) (nullable): as UTF-8, also in parts and with a charset */
char *fields_get_text_parameter(const char *value, const char *name);
