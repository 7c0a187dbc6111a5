/* test-layers.c: rows that a layer must have. SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include <galley/unicode.h>

#include "pipeline/compose-private.h"
#include "pipeline/dump-private.h"
#include "pipeline/test-private.h"
#include "plugin/fields-private.h"

/* Rows that nobody expects: so many are shown. */
#define OTHERS_MOST 5u
/* Of a text in such a row. In bytes. */
#define SHOWN_MOST 160u

/* ---- life ---- */

static void
row_free(gpointer data)
{
    GalleyRowTest *row = data;
    g_array_unref(row->cells);
    g_free(row);
}

static void
cell_clear(gpointer data)
{
    g_clear_pointer(&((GalleyCell *)data)->condition, galley_condition_free);
}

void
galley_layer_test_free(GalleyLayerTest *test)
{
    g_clear_pointer(&test->count, galley_condition_free);
    g_clear_pointer(&test->fields, galley_fields_free);
    g_ptr_array_unref(test->rows);
    g_free(test->count_written);
    g_free(test);
}

/* ---- reading: rows ---- */

/** Reading: a layer's expectation while it is read. */
typedef struct {
    GalleyPlan *plan;
    GalleyLayerTest *test;
    const GalleySlot *slot;
    GPtrArray *names; /* of fields, each once */
} Reading;

static gboolean
refuse_field(const Reading *reading, const GalleyNode *key)
{
    static const char *const of_all[] = { "text", "begin", "end" };
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    const GalleyColumn *column = reading->slot->layout->columns;
    for (gsize i = 0; i < G_N_ELEMENTS(of_all); i++)
        g_ptr_array_add(names, (gpointer)of_all[i]);
    for (; column && column->name; column++)
        g_ptr_array_add(names, (gpointer)column->name);
    g_autofree char *hint = galley_hint_among(key->text, names, NULL);
    galley_diagnostics_add(reading->plan->diagnostics, key->place, hint,
                           "a row of \"%s\" has no field \"%s\"", reading->slot->name, key->text);
    return FALSE;
}

/* What every row has, whatever its layer: the layer named here has one column, which is none of
 * those. */
static gboolean
is_field_of_all(const char *name)
{
    const char *const alone[] = { name, NULL };
    g_autoptr(GalleyFields) fields = galley_fields_parse(alone, "quotation_part", 0, NULL);
    return fields != NULL;
}

static gboolean
check_column(const Reading *reading, const GalleyNode *key)
{
    const GalleyLayout *layout = reading->slot->layout;
    int column = galley_layout_find_column(layout, key->text);
    if (column < 0)
        return galley_standard_find_layout(layout->name) || is_field_of_all(key->text) ||
               refuse_field(reading, key);
    if (reading->slot->columns >> column & 1)
        return TRUE;
    galley_diagnostics_add(reading->plan->diagnostics, key->place, NULL,
                           "no step fills the column \"%s\" of \"%s\"", key->text,
                           reading->slot->name);
    return FALSE;
}

/* Each name is tried alone, so that what is wrong is shown at its place. */
static gboolean
check_field(const Reading *reading, const GalleyNode *key)
{
    g_autoptr(GError) error = NULL;
    const char *const alone[] = { key->text, NULL };
    g_autoptr(GalleyFields) fields =
        galley_fields_parse(alone, reading->slot->layout->name, 0, &error);
    if (fields)
        return check_column(reading, key);
    galley_diagnostics_add(reading->plan->diagnostics, key->place, NULL, "%s", error->message);
    return FALSE;
}

static guint
field_index(const Reading *reading, const char *name)
{
    guint index;
    if (!g_ptr_array_find_with_equal_func(reading->names, name, g_str_equal, &index)) {
        index = reading->names->len;
        g_ptr_array_add(reading->names, (gpointer)name);
    }
    return index;
}

static void
read_cell(const Reading *reading, const GalleyEntry *entry, GalleyRowTest *row)
{
    GalleyCell cell = { .name = entry->key->text, .value = entry->value };
    if (!check_field(reading, entry->key))
        return;
    cell.condition = galley_condition_read(reading->plan->diagnostics, entry->value);
    if (!cell.condition)
        return;
    g_autofree char *odd =
        galley_fields_tell_odd(reading->slot->layout, entry->key->text, cell.condition);
    if (odd)
        galley_diagnostics_add(reading->plan->diagnostics, entry->value->place, NULL, "%s", odd);
    cell.field = field_index(reading, entry->key->text);
    g_array_append_val(row->cells, cell);
}

static void
read_row(const Reading *reading, const GalleyNode *node)
{
    if (node->kind != GALLEY_NODE_MAP) {
        galley_diagnostics_add(reading->plan->diagnostics, node->place,
                               "write it as {text: ..., COLUMN: ...}", "a row is a map, not %s",
                               galley_node_describe(node));
        return;
    }
    GalleyRowTest *row = g_new0(GalleyRowTest, 1);
    row->place = node->place;
    row->cells = g_array_new(FALSE, FALSE, sizeof(GalleyCell));
    g_array_set_clear_func(row->cells, cell_clear);
    g_ptr_array_add(reading->test->rows, row);
    for (guint i = 0; i < galley_node_get_n(node); i++)
        read_cell(reading, galley_node_get_entry(node, i), row);
}

static void
read_rows(const Reading *reading, const GalleyNode *list)
{
    for (guint i = 0; i < galley_node_get_n(list); i++)
        read_row(reading, galley_node_get_item(list, i));
}

/* ---- reading: the layer ---- */

static void
read_count(const Reading *reading, const GalleyNode *node)
{
    gboolean none = node->kind == GALLEY_NODE_SCALAR && g_str_equal(node->text, "none");
    reading->test->count = none ? galley_condition_parse("0", NULL)
                                : galley_condition_read_count(reading->plan->diagnostics, node);
    reading->test->count_written =
        none ? g_strdup("none") : galley_condition_write(reading->plan->diagnostics, node);
}

static void
read_parts(const Reading *reading, const GalleyNode *map)
{
    for (guint i = 0; i < galley_node_get_n(map); i++) {
        const GalleyEntry *entry = galley_node_get_entry(map, i);
        const char *key = entry->key->text;
        if (g_str_equal(key, "count"))
            read_count(reading, entry->value);
        else if ((g_str_equal(key, "rows") || g_str_equal(key, "only")) &&
                 entry->value->kind == GALLEY_NODE_LIST) {
            reading->test->only |= g_str_equal(key, "only");
            read_rows(reading, entry->value);
        } else
            galley_diagnostics_add(reading->plan->diagnostics, entry->key->place,
                                   "write {count: NUMBER, rows: [...]}, or {only: [...]} where "
                                   "there must be no other rows",
                                   "unknown key \"%s\", or one that wants a list", key);
    }
}

/* [], {} and {rows: []} hold whatever the layer has. */
static gboolean
asks_nothing(const GalleyNode *node)
{
    const GalleyEntry *rows = galley_node_find(node, "rows");
    if (rows && galley_node_get_n(node) == 1)
        node = rows->value;
    return galley_node_is_null(node) ||
           (node->kind != GALLEY_NODE_SCALAR && galley_node_get_n(node) == 0);
}

static void
refuse_layer(GalleyPlan *plan, const GalleyNode *key)
{
    static const char *const others[] = { "text", "drop", "error", "metadata.KEY" };
    const GalleySlots *slots = &plan->pipeline->slots;
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < slots->n; i++)
        g_ptr_array_add(names, slots->slots[i].name);
    for (gsize i = 0; i < G_N_ELEMENTS(others); i++)
        g_ptr_array_add(names, (gpointer)others[i]);
    g_autofree char *hint = galley_hint_among(key->text, names, NULL);
    galley_diagnostics_add(plan->diagnostics, key->place, hint, "no step gives a layer \"%s\"",
                           key->text);
}

GalleyLayerTest *
galley_tests_read_layer(GalleyPlan *plan, const GalleyEntry *entry)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    guint slot = galley_slots_find(&plan->pipeline->slots, entry->key->text);
    if (slot == GALLEY_NO_SLOT) {
        if (plan->unsure_from == G_MAXUINT)
            refuse_layer(plan, entry->key);
        return NULL;
    }
    GalleyLayerTest *test = g_new0(GalleyLayerTest, 1);
    Reading reading = { plan, test, &plan->pipeline->slots.slots[slot], names };
    test->place = entry->value->place;
    test->slot = slot;
    test->rows = g_ptr_array_new_with_free_func(row_free);
    if (entry->value->kind == GALLEY_NODE_LIST)
        read_rows(&reading, entry->value);
    else if (entry->value->kind == GALLEY_NODE_MAP)
        read_parts(&reading, entry->value);
    else
        read_count(&reading, entry->value);
    if (asks_nothing(entry->value))
        galley_diagnostics_add(plan->diagnostics,
                               galley_node_is_null(entry->value) ? entry->key->place
                                                                 : entry->value->place,
                               "write \"none\" where there must be no rows",
                               "nothing is asked of \"%s\"", entry->key->text);
    g_ptr_array_add(names, NULL);
    test->fields =
        galley_fields_parse((const char *const *)names->pdata, reading.slot->layout->name, 0, NULL);
    return test;
}

/* ---- comparing values ---- */

static gboolean
is_trimmed(gunichar character)
{
    GalleyCategory category = galley_unichar_get_category(character);
    return galley_unichar_is_space(character) ||
           (category >= GALLEY_CATEGORY_PC && category <= GALLEY_CATEGORY_PO);
}

/* Without quotation marks, punctuation and blanks at the ends. */
static const char *
trim(const char *text, gsize *size)
{
    guint32 begin = 0, end = (guint32)*size, last = 0;
    while (begin < end && is_trimmed(galley_utf8_get(text, begin)))
        begin = galley_utf8_next(text, begin);
    for (guint32 at = last = begin; at < end;) {
        guint32 next = galley_utf8_next(text, at);
        last = is_trimmed(galley_utf8_get(text, at)) ? last : next;
        at = next;
    }
    *size = last - begin;
    return text + begin;
}

static gboolean
same_trimmed(const GalleyMetadata *value, const char *wanted)
{
    gsize size = value->text_size, wanted_size = strlen(wanted);
    const char *text = trim(value->text, &size);
    wanted = trim(wanted, &wanted_size);
    return size == wanted_size && size > 0 && memcmp(text, wanted, size) == 0;
}

static gboolean
is_near(const GalleyMetadata *value, const char *wanted, double tolerance)
{
    double number = value->type == GALLEY_TYPE_INT64 ? (double)value->int64 : value->number;
    char *end = NULL;
    double target = g_ascii_strtod(wanted, &end);
    return *wanted && end && *end == '\0' && fabs(number - target) <= tolerance;
}

gboolean
galley_test_matches(const GalleyMetadata *value,
                    const GalleyNode *node,
                    const GalleyCondition *condition,
                    double tolerance)
{
    if (galley_condition_holds(condition, value))
        return TRUE;
    if (!value || value->null || node->kind != GALLEY_NODE_SCALAR)
        return FALSE;
    if (value->type == GALLEY_TYPE_INT64 || value->type == GALLEY_TYPE_DOUBLE)
        return tolerance > 0 && is_near(value, node->text, tolerance);
    return value->type == GALLEY_TYPE_TEXT && same_trimmed(value, node->text);
}

/* ---- comparing rows ---- */

/** Match: rows that are wanted against rows that are there. */
typedef struct {
    const GalleyTest *test;
    const GalleyLayerTest *layer;
    GalleyFields *fields;
    GalleyDocument *document;
    guint32 n;         /* rows that are there */
    guint32 *taken_by; /* per row that is there: a wanted one, %GALLEY_NO_ROW: none */
    gboolean *tried;
    GString *out;
} Match;

static const GalleyRowTest *
wanted_row(const Match *match, guint index)
{
    return g_ptr_array_index(match->layer->rows, index);
}

static gboolean
cell_matches(const Match *match, const GalleyCell *cell, guint32 row)
{
    const GalleyMetadata *value = galley_fields_get(match->fields, cell->field, row);
    return galley_test_matches(value, cell->value, cell->condition, match->test->tolerance);
}

static guint
count_matches(const Match *match, const GalleyRowTest *wanted, guint32 row)
{
    guint n = 0;
    for (guint i = 0; i < wanted->cells->len; i++)
        n += cell_matches(match, &g_array_index(wanted->cells, GalleyCell, i), row);
    return n;
}

static gboolean
row_matches(const Match *match, const GalleyRowTest *wanted, guint32 row)
{
    return count_matches(match, wanted, row) == wanted->cells->len;
}

/* Kuhn's augmenting path: a row of its own for each one that is wanted, as far as there are. */
static gboolean
take_row(const Match *match, guint index)
{
    for (guint32 row = 0; row < match->n; row++) {
        if (match->tried[row] || !row_matches(match, wanted_row(match, index), row))
            continue;
        match->tried[row] = TRUE;
        if (match->taken_by[row] == GALLEY_NO_ROW || take_row(match, match->taken_by[row])) {
            match->taken_by[row] = index;
            return TRUE;
        }
    }
    return FALSE;
}

static guint32
nearest_row(const Match *match, const GalleyRowTest *wanted)
{
    guint32 nearest = 0;
    guint most = 0;
    for (guint32 row = 0; row < match->n; row++) {
        guint n = count_matches(match, wanted, row);
        if (match->taken_by[row] == GALLEY_NO_ROW && n > most) {
            nearest = row;
            most = n;
        }
    }
    return nearest;
}

static void
append_wanted(GString *out, const GalleyNode *node, const GalleyPipeline *pipeline)
{
    g_autofree char *written = galley_condition_write(pipeline->composition->diagnostics, node);
    g_string_append(out, written);
}

static void
tell_row(const Match *match, const GalleyPipeline *pipeline, const GalleyRowTest *wanted)
{
    const char *name = pipeline->slots.slots[match->layer->slot].name;
    galley_test_append_place(pipeline, wanted->place, match->out);
    g_string_append_printf(match->out, "no row of \"%s\" is like this; there %s %u%s\n", name,
                           match->n == 1 ? "is" : "are", match->n,
                           match->n > 0 ? ", and the nearest has" : "");
    guint32 row = nearest_row(match, wanted);
    for (guint i = 0; i < wanted->cells->len; i++) {
        const GalleyCell *cell = &g_array_index(wanted->cells, GalleyCell, i);
        gboolean same = match->n > 0 && cell_matches(match, cell, row);
        g_string_append_printf(match->out, "  %c %s: ", same ? ' ' : '-', cell->name);
        append_wanted(match->out, cell->value, pipeline);
        if (!same && match->n > 0) {
            g_string_append_printf(match->out, "\n  + %s: ", cell->name);
            galley_dump_value(match->out, galley_fields_get(match->fields, cell->field, row));
        }
        g_string_append_c(match->out, '\n');
    }
}

static gboolean
check_others(const Match *match, const GalleyPipeline *pipeline)
{
    guint n = 0;
    const GalleyLayer *layer = galley_document_get_slot(match->document, match->layer->slot);
    for (guint32 row = 0; row < match->n && match->layer->only; row++) {
        if (match->taken_by[row] != GALLEY_NO_ROW)
            continue;
        if (n++ >= OTHERS_MOST)
            continue;
        galley_test_append_place(pipeline, match->layer->place, match->out);
        g_string_append_printf(match->out, "a row of \"%s\" that is not expected:\n  + ",
                               pipeline->slots.slots[match->layer->slot].name);
        galley_dump_row(match->out, match->document, layer, row, SHOWN_MOST);
        g_string_append_c(match->out, '\n');
    }
    if (n > OTHERS_MOST)
        g_string_append_printf(match->out, "and %u more such rows\n", n - OTHERS_MOST);
    return n == 0;
}

static gboolean
check_rows(Match *match, const GalleyPipeline *pipeline)
{
    gboolean all = TRUE;
    for (guint i = 0; i < match->layer->rows->len; i++) {
        memset(match->tried, 0, match->n * sizeof *match->tried);
        if (take_row(match, i))
            continue;
        all = FALSE;
        tell_row(match, pipeline, wanted_row(match, i));
    }
    return check_others(match, pipeline) && all;
}

static gboolean
check_count(const Match *match, const GalleyPipeline *pipeline)
{
    const GalleyMetadata count = { .key = "", .type = GALLEY_TYPE_INT64, .int64 = match->n };
    if (!match->layer->count || galley_condition_holds(match->layer->count, &count))
        return TRUE;
    galley_test_append_place(pipeline, match->layer->place, match->out);
    g_string_append_printf(match->out, "\"%s\" has %u row%s\n  - %s\n  + %u\n",
                           pipeline->slots.slots[match->layer->slot].name, match->n,
                           match->n == 1 ? "" : "s", match->layer->count_written, match->n);
    return FALSE;
}

/* What fields.h reads goes by the names of layouts: the layer in question has its own. */
static void
make_scope(const GalleyPipeline *pipeline, guint slot, GalleyScope *scope)
{
    const GalleySlots *slots = &pipeline->slots;
    *scope = (GalleyScope){ .step = g_strdup("tests"),
                            .plugin = g_strdup("tests"),
                            .all_keys_read = TRUE,
                            .n_reads = slots->n };
    scope->reads = g_new0(GalleyScopeLayer, slots->n);
    for (guint i = 0, at = 1; i < slots->n; i++) {
        const GalleySlot *one = &slots->slots[i];
        scope->reads[i == slot ? 0 : at++] =
            (GalleyScopeLayer){ g_strdup(i == slot ? one->layout->name : one->name), i,
                                G_MAXUINT64 };
    }
}

gboolean
galley_test_check_layer(const GalleyPipeline *pipeline,
                        const GalleyTest *test,
                        const GalleyLayerTest *layer,
                        GalleyDocument *document,
                        GString *out)
{
    GalleyScope scope;
    make_scope(pipeline, layer->slot, &scope);
    galley_document_begin_step(document, &scope);
    Match match = { .test = test, .layer = layer, .fields = layer->fields, .document = document };
    match.out = out;
    match.n = galley_fields_bind(layer->fields, document);
    match.taken_by = g_new(guint32, match.n + 1);
    match.tried = g_new0(gboolean, match.n + 1);
    memset(match.taken_by, 0xff, match.n * sizeof *match.taken_by);
    gboolean passed = check_count(&match, pipeline);
    passed = check_rows(&match, pipeline) && passed;
    g_free(match.taken_by);
    g_free(match.tried);
    galley_document_abort_step(document);
    galley_scope_clear(&scope);
    return passed;
}
