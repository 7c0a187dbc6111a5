/* writer-aggregate.c: counts, sums and means of rows, by what they have in common.
 * SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include <galley/galley.h>

#include "key.h"
#include "values.h"

static const char *const delimiters[] = { "comma", "semicolon", "tab", NULL };
static const char delimiter_bytes[] = { ',', ';', '\t' };

typedef struct {
    const char *path;
    const char *rows;
    const char *const *by;
    const char *const *values;
    const char *const *where;
    guint64 limit;
    gint delimiter;
    gboolean guard;
} Aggregate;

static const GalleyOption options[] = {
    GALLEY_OPTION_OUTPUT(Aggregate, path, "aggregate.csv", "file in the run's folder"),
    GALLEY_OPTION_STRING(
        Aggregate, rows, NULL, "layer whose rows are counted; documents if not given"),
    GALLEY_OPTION_LIST(Aggregate,
                       by,
                       NULL,
                       NULL,
                       "fields: rows that agree in all of them are one row of the table"),
    GALLEY_OPTION_LIST(Aggregate,
                       values,
                       "count",
                       NULL,
                       "count, documents, sum(FIELD), mean(FIELD), min(FIELD), max(FIELD)"),
    GALLEY_OPTION_MAP(
        Aggregate, where, NULL, "conditions on fields: rows that do not meet them are not counted"),
    GALLEY_OPTION_SIZE(Aggregate, limit, "1GiB", "memory that the table may take"),
    GALLEY_OPTION_ENUM(Aggregate, delimiter, "comma", delimiters, "what parts the fields"),
    GALLEY_OPTION_BOOL(Aggregate,
                       guard,
                       "true",
                       "an apostrophe before texts that a spreadsheet would run as formulas"),
    GALLEY_OPTION_END,
};

/* ---- fields: first those to group by, then those that are summed ---- */

typedef struct {
    GalleyFields *fields;
    GArray *values; /* of Value */
    guint n_by, n_cells;
} Plan;

static void
plan_clear(Plan *plan)
{
    g_clear_pointer(&plan->fields, galley_fields_free);
    g_clear_pointer(&plan->values, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Plan, plan_clear)

static gboolean
plan_parse(Plan *plan, const Aggregate *aggregate, GError **error)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new(), summed = g_ptr_array_new_with_free_func(g_free);
    for (const char *const *name = aggregate->by; name != NULL && *name != NULL; name++)
        g_ptr_array_add(names, (gpointer)*name);
    plan->values = values_parse(aggregate->values, summed, error);
    if (plan->values == NULL)
        return FALSE;
    plan->n_by = names->len;
    plan->n_cells = summed->len;
    for (guint i = 0; i < summed->len; i++)
        g_ptr_array_add(names, g_ptr_array_index(summed, i));
    g_ptr_array_add(names, NULL);
    plan->fields =
        galley_fields_parse((const char *const *)names->pdata, aggregate->rows, 0, error);
    return plan->fields != NULL && galley_fields_where(plan->fields, aggregate->where, error);
}

static gboolean
aggregate_contract(gconstpointer self, GalleyContract *contract, GError **error)
{
    g_auto(Plan) plan = { 0 };
    if (!plan_parse(&plan, self, error))
        return FALSE;
    if (plan.values->len == 0) {
        g_set_error_literal(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_OPTION,
                            "values is empty: \"values: [count]\" counts rows");
        return FALSE;
    }
    galley_fields_need(plan.fields, contract);
    return TRUE;
}

/* ---- worker: one of encoding has the groups of a document, the reducer's those of all ---- */

typedef struct {
    const Aggregate *aggregate;
    Plan plan;
    Groups groups;
    GString *key;
} Worker;

static void
aggregate_worker_free(gpointer data)
{
    Worker *worker = data;
    plan_clear(&worker->plan);
    groups_clear(&worker->groups);
    g_string_free(worker->key, TRUE);
    g_free(worker);
}

static gpointer
aggregate_worker_new(gconstpointer self, GError **error)
{
    Worker *worker = g_new0(Worker, 1);
    gboolean fits = plan_parse(&worker->plan, self, error);
    worker->aggregate = self;
    worker->key = g_string_new(NULL);
    groups_init(&worker->groups, worker->plan.n_cells);
    if (fits)
        return worker;
    aggregate_worker_free(worker);
    return NULL;
}

/* ---- a document ---- */

/* A text that is a number counts as one: columns of a CSV file are texts. */
static gboolean
add_text(Cell *cell, const GalleyMetadata *value)
{
    gint64 whole;
    char *end;
    g_autofree char *text = g_strndup(value->text, value->text_size);
    if (g_ascii_string_to_signed(text, 10, G_MININT64, G_MAXINT64, &whole, NULL)) {
        cell_add_int64(cell, whole);
        return TRUE;
    }
    double number = g_ascii_strtod(text, &end);
    if (*text == '\0' || strspn(text, "+-.0123456789eE") < value->text_size || *end != '\0' ||
        !isfinite(number))
        return FALSE;
    cell_add(cell, number);
    return TRUE;
}

static gboolean
add_value(Cell *cell, const GalleyMetadata *value)
{
    if (value == NULL)
        return TRUE;
    if (value->type == GALLEY_TYPE_DOUBLE)
        cell_add(cell, value->number);
    else if (value->type == GALLEY_TYPE_INT64 || value->type == GALLEY_TYPE_BOOL)
        cell_add_int64(cell, value->int64);
    else
        return add_text(cell, value);
    return TRUE;
}

static const char *
name_of_cell(const Worker *worker, guint cell)
{
    for (guint i = 0; i < worker->plan.values->len; i++) {
        const Value *value = &g_array_index(worker->plan.values, Value, i);
        if (value->kind >= VALUE_SUM && value->cell == cell)
            return value->name;
    }
    return "";
}

static gboolean
add_row(Worker *worker, guint32 row, GError **error)
{
    GalleyFields *fields = worker->plan.fields;
    g_string_truncate(worker->key, 0);
    for (guint i = 0; i < worker->plan.n_by; i++)
        key_append(worker->key, galley_fields_get(fields, i, row));
    guint group = groups_find(&worker->groups, worker->key->str, worker->key->len);
    groups_get(&worker->groups, group)->count++;
    for (guint c = 0; c < worker->plan.n_cells; c++) {
        const GalleyMetadata *value = galley_fields_get(fields, worker->plan.n_by + c, row);
        if (add_value(groups_get_cell(&worker->groups, group, c), value))
            continue;
        g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_DATA,
                    "%s: \"%.*s\" is no number", name_of_cell(worker, c),
                    (int)MIN(value->text_size, 40), value->text);
        return FALSE;
    }
    return TRUE;
}

static gboolean
aggregate_encode(GalleyDocument *document, gpointer data, GString *out, GError **error)
{
    Worker *worker = data;
    guint32 n = galley_fields_bind(worker->plan.fields, document);
    groups_empty(&worker->groups);
    for (guint32 row = 0; row < n; row++)
        if (galley_fields_are_met(worker->plan.fields, row) && !add_row(worker, row, error))
            return FALSE;
    groups_write(&worker->groups, out);
    return TRUE;
}

/* ---- the table ---- */

static gboolean
aggregate_write(gpointer data, const guint8 *bytes, gsize size, GError **error)
{
    Worker *worker = data;
    if (!groups_merge(&worker->groups, bytes, size)) {
        g_set_error_literal(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FAILED,
                            "what was counted of a document cannot be read");
        return FALSE;
    }
    if (groups_get_size(&worker->groups) <= worker->aggregate->limit)
        return TRUE;
    g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_LIMIT,
                "the table has %u rows so far and takes more than %" G_GUINT64_FORMAT
                " bytes; group by less, or raise \"limit\"",
                worker->groups.list->len, worker->aggregate->limit);
    return FALSE;
}

static void
append_header(const Worker *worker, const GalleyCsv *csv, GString *out)
{
    const char *const *by = worker->aggregate->by;
    for (guint i = 0; i < worker->plan.n_by; i++) {
        galley_csv_append_text(out, csv, by[i], strlen(by[i]));
        g_string_append_c(out, csv->delimiter);
    }
    for (guint i = 0; i < worker->plan.values->len; i++) {
        const char *name = g_array_index(worker->plan.values, Value, i).name;
        if (i > 0)
            g_string_append_c(out, csv->delimiter);
        galley_csv_append_text(out, csv, name, strlen(name));
    }
    g_string_append(out, "\r\n");
}

static gboolean
append_group(const Worker *worker, guint index, const GalleyCsv *csv, GString *out, GError **error)
{
    const Groups *groups = &worker->groups;
    const guint8 *key = groups_get_key(groups, groups_get(groups, index));
    for (guint i = 0; i < worker->plan.n_by; i++) {
        key = key_take(key, csv, out);
        g_string_append_c(out, csv->delimiter);
    }
    for (guint i = 0; i < worker->plan.values->len; i++) {
        const Value *value = &g_array_index(worker->plan.values, Value, i);
        if (i > 0)
            g_string_append_c(out, csv->delimiter);
        if (values_append(value, groups, index, out))
            continue;
        g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_LIMIT,
                    "%s passes what a double holds", value->name);
        return FALSE;
    }
    g_string_append(out, "\r\n");
    return TRUE;
}

static gboolean
aggregate_finish(gpointer data, GalleyOutput *output, GError **error)
{
    const Worker *worker = data;
    GalleyCsv csv = { delimiter_bytes[worker->aggregate->delimiter], worker->aggregate->guard };
    g_autofree guint *order = groups_sort(&worker->groups);
    g_autoptr(GString) row = g_string_new(NULL);
    append_header(worker, &csv, row);
    for (guint i = 0; i < worker->groups.list->len; i++) {
        if (!galley_output_write(output, row->str, row->len, error))
            return FALSE;
        g_string_truncate(row, 0);
        if (!append_group(worker, order[i], &csv, row, error))
            return FALSE;
    }
    return galley_output_write(output, row->str, row->len, error);
}

static const GalleyPlugin plugin = {
    GALLEY_PLUGIN_SIZES,
    .kind = GALLEY_KIND_WRITER,
    .name = "aggregate",
    .version = "0.1.0",
    .revision = 2,
    .summary = "counts, sums and means of rows, by what they have in common",
    .authors = "The galley authors",
    .licence = "MIT",
    .options = options,
    .options_size = sizeof(Aggregate),
    .contract = aggregate_contract,
    .worker_new = aggregate_worker_new,
    .encode = aggregate_encode,
    .write = aggregate_write,
    .finish = aggregate_finish,
    .worker_free = aggregate_worker_free,
};

GALLEY_PLUGIN_DEFINE(plugin)
