/* values.h: what a table of groups says of each. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/document.h>

#include "groups.h"

typedef enum {
    VALUE_COUNT,     /* rows */
    VALUE_DOCUMENTS, /* that have rows in it */
    VALUE_SUM,
    VALUE_MEAN,
    VALUE_MIN,
    VALUE_MAX,
} ValueKind;

typedef struct {
    const char *name; /* as the pipeline has it */
    ValueKind kind;
    guint cell; /* of a number: which of the group's cells */
} Value;

/* values_parse: @fields: (element-type utf8): the fields that are summed are added here, each once.
 * Returns: (element-type Value) (transfer full) (nullable) */
GArray *values_parse(const char *const *names, GPtrArray *fields, GError **error);
/* values_append: nothing where no row had a number; FALSE where the sum passes what a double holds */
gboolean values_append(const Value *value, const Groups *groups, guint index, GString *out);
