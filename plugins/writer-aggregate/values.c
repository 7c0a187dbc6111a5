/* values.c: what a table of groups says of each. SPDX-License-Identifier: MIT */
#include "values.h"

#include <math.h>
#include <string.h>

#include <galley/format.h>
#include <galley/plugin.h>

static const struct {
    const char *name;
    ValueKind kind;
    gboolean of_field;
} kinds[] = {
    { "count", VALUE_COUNT, FALSE }, { "documents", VALUE_DOCUMENTS, FALSE },
    { "sum", VALUE_SUM, TRUE },      { "mean", VALUE_MEAN, TRUE },
    { "min", VALUE_MIN, TRUE },      { "max", VALUE_MAX, TRUE },
};

/* ---- parsing ---- */

static guint
cell_of(const char *field, GPtrArray *fields)
{
    guint index;
    if (!g_ptr_array_find_with_equal_func(fields, field, g_str_equal, &index)) {
        index = fields->len;
        g_ptr_array_add(fields, g_strdup(field));
    }
    return index;
}

static gboolean
parse_value(const char *name, Value *value, GPtrArray *fields)
{
    *value = (Value){ .name = name };
    for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++) {
        gsize n = strlen(kinds[i].name), size = strlen(name);
        value->kind = kinds[i].kind;
        if (!kinds[i].of_field && g_str_equal(name, kinds[i].name))
            return TRUE;
        if (!kinds[i].of_field || !g_str_has_prefix(name, kinds[i].name) || size < n + 3 ||
            name[n] != '(' || name[size - 1] != ')')
            continue;
        g_autofree char *field = g_strstrip(g_strndup(name + n + 1, size - n - 2));
        value->cell = cell_of(field, fields);
        return TRUE;
    }
    return FALSE;
}

GArray *
values_parse(const char *const *names, GPtrArray *fields, GError **error)
{
    g_autoptr(GArray) values = g_array_new(FALSE, FALSE, sizeof(Value));
    for (; *names != NULL; names++) {
        Value value;
        if (!parse_value(*names, &value, fields)) {
            g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_OPTION,
                        "values: \"%s\" is none of count, documents, sum(FIELD), mean(FIELD), "
                        "min(FIELD), max(FIELD)",
                        *names);
            return NULL;
        }
        g_array_append_val(values, value);
    }
    return g_steal_pointer(&values);
}

/* ---- writing ---- */

/* Whole numbers a double holds each of. */
#define EXACT 9007199254740992.0

static void
append_number(GString *out, double number, gboolean real)
{
    if (!real && fabs(number) <= EXACT)
        galley_append_int64(out, (gint64)number);
    else
        galley_append_double(out, number);
}

static gboolean
append_cell(ValueKind kind, const Cell *cell, GString *out)
{
    double sum = sum_get(&cell->sum);
    if (cell->n == 0)
        return TRUE;
    if (!isfinite(sum))
        return FALSE;
    if (kind == VALUE_SUM)
        append_number(out, sum, cell->real);
    else if (kind == VALUE_MEAN)
        galley_append_double(out, sum / (double)cell->n);
    else
        append_number(out, kind == VALUE_MIN ? cell->least : cell->most, cell->real);
    return TRUE;
}

gboolean
values_append(const Value *value, const Groups *groups, guint index, GString *out)
{
    const Group *group = groups_get(groups, index);
    if (value->kind == VALUE_COUNT || value->kind == VALUE_DOCUMENTS) {
        galley_append_int64(out,
                            (gint64)(value->kind == VALUE_COUNT ? group->count : group->documents));
        return TRUE;
    }
    return append_cell(value->kind, groups_get_cell(groups, index, value->cell), out);
}
