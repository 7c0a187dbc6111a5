/* fuzz-edits.c: bytes as a plan of steps: edits and rows, right and wrong, against a model.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "document/document-private.h"
#include "edits-model.h"
#include "view.h"

int LLVMFuzzerTestOneInput(const guint8 *bytes, size_t size);

/* ---- the plan that the bytes are ---- */

typedef struct {
    const guint8 *bytes;
    gsize size;
} Plan;

/* 0 to 255; 0 at the end of the plan. */
static guint
take(Plan *plan)
{
    if (plan->size == 0)
        return 0;
    plan->size--;
    return *plan->bytes++;
}

static const char *const letters[] = {
    "a", "b", " ", "\n", "\xc3\xa9", "\xe2\x80\x9c", "\xf0\x9f\x98\x80", "\xc2\xa0", "xyz",
};
static const char *const replacements[] = {
    "", "-", "", "\xc3\xa9", "<>", "\xe2\x80\xa6", "\xf0\x9f\x98\x80 long", "\xff"
};

/* ---- a plan of four steps, each with two layers of its own ---- */

#define N_STEPS 4
enum { TAG, NEXT, PLACE };
static const GalleyColumn thing_columns[] = {
    { .name = "tag", .type = GALLEY_TYPE_INT64, .help = "the row's number in the model" },
    { .name = "next", .type = GALLEY_TYPE_ROW, .layer = "thing", .help = "a row of this layer" },
    { .name = "place", .type = GALLEY_TYPE_SPAN, .help = "the row's own span" },
    { .name = NULL },
};
enum { TO, TO_TAG, BACK, BACK_TAG, KIND, FLAG, SCORE };
static const GalleyColumn link_columns[] = {
    { .name = "to",
      .type = GALLEY_TYPE_ROW,
      .layer = "thing",
      .help = "a row of this step's things" },
    { .name = "to_tag", .type = GALLEY_TYPE_TEXT, .help = "its tag" },
    { .name = "back",
      .type = GALLEY_TYPE_ROW,
      .layer = "thing",
      .help = "a row of the last step's things" },
    { .name = "back_tag", .type = GALLEY_TYPE_INT64, .help = "its tag" },
    { .name = "kind",
      .type = GALLEY_TYPE_CATEGORY,
      .categories = (const char *const[]){ "a", "b", NULL },
      .help = "a or b" },
    { .name = "flag", .type = GALLEY_TYPE_BOOL, .help = "whether kind is b" },
    { .name = "score", .type = GALLEY_TYPE_DOUBLE, .help = "kind as a number" },
    { .name = NULL },
};
static const GalleyLayout thing_layout = { .name = "thing", .columns = thing_columns };
static const GalleyLayout link_layout = { .name = "link", .columns = link_columns };
static const char *const thing_names[N_STEPS] = { "thing0", "thing1", "thing2", "thing3" };
static const char *const link_names[N_STEPS] = { "link0", "link1", "link2", "link3" };

typedef struct {
    GalleySlots slots;
    GalleyScope reader;
    GalleyScope steps[N_STEPS];
    GalleyDocument *document;
    Model model;
} Bench;

static GalleyScopeLayer
scope_layer(const char *name, guint slot)
{
    return (GalleyScopeLayer){ g_strdup(name), slot, G_MAXUINT64 };
}

static void
set_up_step(Bench *bench, guint i, guint last_things)
{
    guint things = galley_slots_add(&bench->slots, thing_names[i], &thing_layout, G_MAXUINT64);
    guint links = galley_slots_add(&bench->slots, link_names[i], &link_layout, G_MAXUINT64);
    GalleyScope *scope = &bench->steps[i];
    bench->slots.slots[things].targets[NEXT] = things;
    bench->slots.slots[links].targets[TO] = things;
    bench->slots.slots[links].targets[BACK] = i > 0 ? last_things : things;
    *scope = (GalleyScope){
        .step = g_strdup("step"),
        .plugin = g_strdup("plugin"),
        .edits = TRUE,
        .n_gives = 2,
        .gives = g_new(GalleyScopeLayer, 2),
        .keys_given = g_strsplit("key", ",", -1),
        .reads = g_new(GalleyScopeLayer, 1),
    };
    scope->gives[0] = scope_layer(thing_names[i], things);
    scope->gives[1] = scope_layer(link_names[i], links);
    if (i > 0)
        scope->reads[scope->n_reads++] = scope_layer(thing_names[i - 1], last_things);
}

static Bench *
get_bench(void)
{
    static Bench bench;
    if (bench.document)
        return &bench;
    guint things = 0;
    galley_slots_init(&bench.slots);
    for (guint i = 0; i < N_STEPS; i++) {
        set_up_step(&bench, i, things);
        things = galley_slots_find(&bench.slots, thing_names[i]);
    }
    bench.reader =
        (GalleyScope){ .step = g_strdup("reader"), .plugin = g_strdup("r"), .source = TRUE };
    bench.document = galley_document_new();
    galley_document_bind(bench.document, &bench.slots);
    return &bench;
}

/* ---- doing as the plan says ---- */

static void
read_source(Bench *bench, Plan *plan)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint n = take(plan) % 64; n > 0; n--)
        g_string_append(text, letters[take(plan) % G_N_ELEMENTS(letters)]);
    model_init(&bench->model, text->str, text->len);
    galley_document_reset(bench->document);
    galley_document_begin_step(bench->document, &bench->reader);
    galley_document_set_source(bench->document, text->str, text->len, galley_encoding_find("utf-8"),
                               &error);
    g_assert_true(galley_document_commit_step(bench->document, &error));
}

/* From @from on, a few bytes further; wild ones may lie anywhere. */
static guint32
take_place(Plan *plan, const Model *model, guint32 from, gboolean wild)
{
    guint byte = take(plan);
    guint32 at = wild && byte >= 128 ? byte - 128 : MIN(from + byte % 12, model->bytes->len);
    while (!wild && !model_is_boundary(model, at))
        at++;
    return at;
}

static void
note_edits(Bench *bench, Plan *plan, gboolean wild)
{
    guint32 from = 0;
    for (guint n = take(plan) % 6; n > 0; n--) {
        guint32 begin = take_place(plan, &bench->model, from, wild);
        guint32 end = take_place(plan, &bench->model, begin, wild);
        guint choice = take(plan);
        const char *replacement = replacements[choice % (G_N_ELEMENTS(replacements) - !wild)];
        model_edit(&bench->model, begin, end, replacement);
        galley_document_edit(bench->document, begin, end, replacement, -1,
                             choice >= 128 ? "why" : NULL);
        from = end;
    }
}

static void
add_link(Bench *bench, Plan *plan, guint step, guint32 thing, guint tag)
{
    const GalleyLayer *last =
        step > 0 ? galley_document_get_layer(bench->document, thing_names[step - 1]) : NULL;
    GalleyLayer *things = galley_document_add_layer(bench->document, thing_names[step]);
    GalleyLayer *links = galley_document_add_layer(bench->document, link_names[step]);
    guint choice = take(plan);
    g_autofree char *name = g_strdup_printf("%u", tag);
    guint32 link = galley_layer_add(links, galley_layer_get_begins(things)[thing],
                                    galley_layer_get_ends(things)[thing]);
    galley_layer_set_row(links, TO, link, thing);
    galley_layer_set_text(links, TO_TAG, link, name, -1);
    if (last && galley_layer_get_n_rows(last) > 0) {
        guint32 back = choice % galley_layer_get_n_rows(last);
        galley_layer_set_row(links, BACK, link, back);
        galley_layer_set_int64(links, BACK_TAG, link, galley_layer_get_int64s(last, TAG)[back]);
    }
    if (choice % 3 > 0) {
        galley_layer_set_category(links, KIND, link, choice % 2);
        galley_layer_set_bool(links, FLAG, link, choice % 2);
        galley_layer_set_double(links, SCORE, link, choice % 2);
    }
}

static void
add_rows(Bench *bench, Plan *plan, guint step, gboolean wild)
{
    GalleyLayer *things = galley_document_add_layer(bench->document, thing_names[step]);
    for (guint n = take(plan) % 8; n > 0; n--) {
        guint32 begin = take_place(plan, &bench->model, take(plan) % 64, wild);
        guint32 end = take_place(plan, &bench->model, begin, wild);
        if (!wild && begin >= end)
            continue;
        guint tag = model_add_row(&bench->model, step, begin, end);
        guint32 row = galley_layer_add(things, begin, end);
        galley_layer_set_int64(things, TAG, row, tag);
        galley_layer_set_row(things, NEXT, row, take(plan) % (row + 1));
        galley_layer_set_span(things, PLACE, row, begin, end);
        add_link(bench, plan, step, row, tag);
    }
}

static gboolean
edit_and_apply(Bench *bench, Plan *plan, gboolean wild)
{
    g_autoptr(GError) error = NULL;
    note_edits(bench, plan, wild);
    model_apply(&bench->model);
    gboolean applied = galley_document_apply_edits(bench->document, &error);
    g_assert_true(applied == !bench->model.spoiled);
    return applied;
}

/* ---- what must hold ---- */

static void
check_text(const Bench *bench)
{
    guint32 size, source_size, last_begin = 0, last_end = 0;
    const char *text = galley_document_get_text(bench->document, &size);
    galley_document_get_source(bench->document, &source_size);
    g_assert_cmpuint(size, ==, bench->model.bytes->len);
    for (guint32 at = 0; at < size; at++) {
        const ModelByte *byte = &g_array_index(bench->model.bytes, ModelByte, at);
        guint32 begin, end;
        galley_document_map_to_source(bench->document, at, at + 1, &begin, &end);
        g_assert_cmpuint((guint8)text[at], ==, byte->byte);
        g_assert_true(last_begin <= begin && begin <= end && end <= source_size && last_end <= end);
        g_assert_true(!byte->copied || (begin == byte->low && end == byte->high));
        g_assert_true(byte->low >= byte->high || (begin <= byte->low && byte->high <= end));
        last_begin = begin;
        last_end = end;
    }
}

/* A row covers of the copied bytes just those that it covered when it was added. */
static void
check_span(const Bench *bench, const ModelRow *row, guint32 begin, guint32 end)
{
    g_assert_cmpuint(begin, <, end);
    g_assert_cmpuint(end, <=, bench->model.bytes->len);
    for (guint32 at = 0; at < bench->model.bytes->len && row->low < row->high; at++) {
        const ModelByte *byte = &g_array_index(bench->model.bytes, ModelByte, at);
        if (byte->copied)
            g_assert_true((begin <= at && at < end) ==
                          (row->low <= byte->low && byte->low < row->high));
    }
}

static void
check_things(Bench *bench, guint step)
{
    const GalleyLayer *things = galley_document_get_layer(bench->document, thing_names[step]);
    const guint32 *begins = galley_layer_get_begins(things), *ends = galley_layer_get_ends(things);
    for (guint32 row = 0; row < galley_layer_get_n_rows(things); row++) {
        ModelRow *model_row =
            &g_array_index(bench->model.rows, ModelRow, galley_layer_get_int64s(things, TAG)[row]);
        check_span(bench, model_row, begins[row], ends[row]);
        model_row->seen = TRUE;
        g_assert_cmpuint(galley_layer_get_span_begins(things, PLACE)[row], ==, begins[row]);
        g_assert_cmpuint(galley_layer_get_span_ends(things, PLACE)[row], ==, ends[row]);
        g_assert_true(row == 0 || begins[row - 1] < begins[row] ||
                      (begins[row - 1] == begins[row] && ends[row - 1] >= ends[row]));
        guint32 next = galley_layer_get_rows(things, NEXT)[row];
        g_assert_true(next == GALLEY_NO_ROW || galley_layer_get_int64s(things, TAG)[next] <=
                                                   galley_layer_get_int64s(things, TAG)[row]);
    }
}

static void
check_link_values(const GalleyLayer *links, guint32 row)
{
    gboolean has = galley_layer_has_value(links, KIND, row);
    guint8 kind = galley_layer_get_categories(links, KIND)[row];
    g_assert_true(has == galley_layer_has_value(links, FLAG, row) &&
                  has == galley_layer_has_value(links, SCORE, row));
    g_assert_true(kind == (has ? kind & 1 : GALLEY_NO_CATEGORY));
    g_assert_true(galley_layer_get_bool(links, FLAG, row) == (has && kind == 1));
    g_assert_true(galley_layer_get_doubles(links, SCORE)[row] == (has ? kind : 0));
}

static void
check_links(const Bench *bench, guint step)
{
    const GalleyLayer *links = galley_document_get_layer(bench->document, link_names[step]);
    const GalleyLayer *things = galley_document_get_layer(bench->document, thing_names[step]);
    const GalleyLayer *last =
        step > 0 ? galley_document_get_layer(bench->document, thing_names[step - 1]) : NULL;
    g_assert_cmpuint(galley_layer_get_n_rows(links), ==, galley_layer_get_n_rows(things));
    for (guint32 row = 0; row < galley_layer_get_n_rows(links); row++) {
        guint32 size, to = galley_layer_get_rows(links, TO)[row],
                      back = galley_layer_get_rows(links, BACK)[row];
        const char *name = galley_layer_get_text(links, TO_TAG, row, &size);
        g_autofree char *tag = g_strndup(name, size);
        g_assert_cmpint(galley_layer_get_int64s(things, TAG)[to], ==,
                        g_ascii_strtoll(tag, NULL, 10));
        gint64 back_tag = galley_layer_get_int64s(links, BACK_TAG)[row];
        if (back != GALLEY_NO_ROW)
            g_assert_cmpint(galley_layer_get_int64s(last, TAG)[back], ==, back_tag);
        else if (galley_layer_has_value(links, BACK_TAG, row))
            g_assert_false(g_array_index(bench->model.rows, ModelRow, back_tag).seen);
        check_link_values(links, row);
    }
}

/* A row is lost only with all that it covered. */
static void
check_lost_rows(const Bench *bench)
{
    for (guint i = 0; i < bench->model.rows->len; i++) {
        const ModelRow *row = &g_array_index(bench->model.rows, ModelRow, i);
        g_assert_true(row->seen || !model_row_survives(&bench->model, row));
    }
}

static void
check(Bench *bench, guint step)
{
    for (guint i = 0; i < bench->model.rows->len; i++)
        g_array_index(bench->model.rows, ModelRow, i).seen = FALSE;
    check_text(bench);
    for (guint i = 0; i <= step; i++)
        check_things(bench, i);
    for (guint i = 0; i <= step; i++)
        check_links(bench, i);
    check_lost_rows(bench);
}

/* ---- one step ---- */

/* Whether the step was taken; it must be exactly when nothing in it was wrong. */
static gboolean
try_step(Bench *bench, Plan *plan, guint step)
{
    g_autoptr(GError) error = NULL;
    gboolean wild = take(plan) % 8 == 7, aborts = take(plan) % 8 == 7;
    galley_document_begin_step(bench->document, &bench->steps[step]);
    galley_document_set_metadata_int64(bench->document, "key", step);
    for (guint lists = take(plan) % 3; lists > 0 && !bench->model.spoiled; lists--)
        edit_and_apply(bench, plan, wild);
    if (!bench->model.spoiled)
        add_rows(bench, plan, step, wild);
    if (!bench->model.spoiled)
        note_edits(bench, plan, wild);
    if (aborts) {
        galley_document_abort_step(bench->document);
        return FALSE;
    }
    gboolean committed = galley_document_commit_step(bench->document, &error);
    g_assert_true(committed == !bench->model.spoiled);
    g_assert_true(committed ||
                  g_error_matches(error, GALLEY_DOCUMENT_ERROR, GALLEY_DOCUMENT_ERROR_CONTRACT));
    model_apply(&bench->model);
    return committed;
}

/* A step that was not taken has left no trace; an empty one takes its place, for the layers' sake.
 */
static void
run_step(Bench *bench, Plan *plan, guint step)
{
    Model before;
    model_copy(&before, &bench->model);
    g_autoptr(GString) view = view_of(bench->document);
    if (try_step(bench, plan, step)) {
        model_clear(&before);
        return;
    }
    g_autoptr(GString) after = view_of(bench->document);
    g_assert_true(g_string_equal(view, after));
    model_clear(&bench->model);
    bench->model = before;
    galley_document_begin_step(bench->document, &bench->steps[step]);
    g_assert_true(galley_document_commit_step(bench->document, NULL));
}

int
LLVMFuzzerTestOneInput(const guint8 *bytes, size_t size)
{
    Bench *bench = get_bench();
    Plan plan = { bytes, size };
    read_source(bench, &plan);
    for (guint step = 0; step < N_STEPS && plan.size > 0; step++) {
        run_step(bench, &plan, step);
        check(bench, step);
    }
    model_clear(&bench->model);
    return 0;
}
