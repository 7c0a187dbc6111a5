/* test-document.c: steps over documents: what is kept, moved, refused, and dropped without a
 * trace.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "document/document-private.h"

/* ---- a plan of two layers of our own ---- */

enum { TAG, NEXT, PLACE, OTHER };
static const GalleyColumn thing_columns[] = {
    { .name = "tag", .type = GALLEY_TYPE_TEXT, .help = "who the row is" },
    { .name = "next", .type = GALLEY_TYPE_ROW, .layer = "thing", .help = "a row of this layer" },
    { .name = "place", .type = GALLEY_TYPE_SPAN, .help = "some span" },
    { .name = NULL },
};
static const GalleyLayout thing = { .name = "thing", .columns = thing_columns };
enum { LINK_TO, LINK_SCORE, LINK_KIND, LINK_FLAG, LINK_COUNT };
static const GalleyColumn link_columns[] = {
    { .name = "to", .type = GALLEY_TYPE_ROW, .layer = "thing", .help = "a row of thing" },
    { .name = "score", .type = GALLEY_TYPE_DOUBLE, .help = "a number" },
    { .name = "kind",
      .type = GALLEY_TYPE_CATEGORY,
      .categories = (const char *const[]){ "a", "b", NULL },
      .help = "a or b" },
    { .name = "flag", .type = GALLEY_TYPE_BOOL, .help = "a bit" },
    { .name = "count", .type = GALLEY_TYPE_INT64, .help = "a whole number" },
    { .name = NULL },
};
static const GalleyLayout link_layout = { .name = "link", .columns = link_columns };

typedef struct {
    GalleySlots slots;
    GalleyScope scope; /* gives both, edits, sets metadata "key" */
    GalleyScope reader;
    GalleyDocument *document;
} Fixture;

static GalleyScopeLayer
scope_layer(const char *name, guint slot)
{
    return (GalleyScopeLayer){ g_strdup(name), slot, G_MAXUINT64 };
}

static void
fixture_set_up(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    galley_slots_init(&fixture->slots);
    guint things = galley_slots_add(&fixture->slots, "thing", &thing, 0x7);
    guint links = galley_slots_add(&fixture->slots, "link", &link_layout, 0x1f);
    fixture->slots.slots[things].targets[NEXT] = things;
    fixture->slots.slots[links].targets[LINK_TO] = things;
    fixture->scope = (GalleyScope){
        .step = g_strdup("step"),
        .plugin = g_strdup("plugin"),
        .edits = TRUE,
        .n_gives = 2,
        .gives = g_new(GalleyScopeLayer, 2),
        .keys_given = g_strsplit("key", ",", -1),
    };
    fixture->scope.gives[0] = scope_layer("thing", things);
    fixture->scope.gives[1] = scope_layer("link", links);
    fixture->reader = (GalleyScope){
        .step = g_strdup("reader"), .plugin = g_strdup("r"), .source = TRUE, .all_keys_given = TRUE
    };
    fixture->document = galley_document_new();
    galley_document_bind(fixture->document, &fixture->slots);
}

static void
fixture_tear_down(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    galley_document_unref(fixture->document);
    galley_scope_clear(&fixture->scope);
    galley_scope_clear(&fixture->reader);
    galley_slots_clear(&fixture->slots);
}

static void
set_source(Fixture *fixture, const char *text, gsize size)
{
    g_autoptr(GError) error = NULL;
    galley_document_reset(fixture->document);
    galley_document_begin_step(fixture->document, &fixture->reader);
    galley_document_set_id(fixture->document, "id", -1);
    g_assert_true(galley_document_set_source(fixture->document, text, size,
                                             galley_encoding_find("utf-8"), &error));
    g_assert_true(galley_document_commit_step(fixture->document, &error));
    g_assert_no_error(error);
}

static void
commit(Fixture *fixture)
{
    g_autoptr(GError) error = NULL;
    galley_document_commit_step(fixture->document, &error);
    g_assert_no_error(error);
}

/* ---- everything there is to see of a document, as text ---- */

static void
dump_value(GString *out, const GalleyLayer *layer, guint column, guint32 row)
{
    guint32 size;
    if (!galley_layer_has_value(layer, column, row)) {
        g_string_append(out, " -");
        return;
    }
    switch (galley_layer_get_layout(layer)->columns[column].type) {
    case GALLEY_TYPE_TEXT: {
        const char *text = galley_layer_get_text(layer, column, row, &size);
        g_string_append_printf(out, " '%.*s'", (int)size, text);
        break;
    }
    case GALLEY_TYPE_ROW:
        g_string_append_printf(out, " #%u", galley_layer_get_rows(layer, column)[row]);
        break;
    case GALLEY_TYPE_SPAN:
        g_string_append_printf(out, " %u..%u", galley_layer_get_span_begins(layer, column)[row],
                               galley_layer_get_span_ends(layer, column)[row]);
        break;
    case GALLEY_TYPE_DOUBLE:
        g_string_append_printf(out, " %.3f", galley_layer_get_doubles(layer, column)[row]);
        break;
    case GALLEY_TYPE_CATEGORY:
        g_string_append_printf(out, " c%u", galley_layer_get_categories(layer, column)[row]);
        break;
    case GALLEY_TYPE_BOOL:
        g_string_append(out, galley_layer_get_bool(layer, column, row) ? " yes" : " no");
        break;
    default:
        g_string_append_printf(out, " %" G_GINT64_FORMAT,
                               galley_layer_get_int64s(layer, column)[row]);
    }
}

static void
dump_layer(GString *out, const GalleyLayer *layer)
{
    g_string_append_printf(out, "%s\n", galley_layer_get_layout(layer)->name);
    for (guint32 row = 0; row < galley_layer_get_n_rows(layer); row++) {
        g_string_append_printf(out, "  %u..%u", galley_layer_get_begins(layer)[row],
                               galley_layer_get_ends(layer)[row]);
        for (guint c = 0; galley_layer_get_layout(layer)->columns[c].name; c++)
            dump_value(out, layer, c, row);
        g_string_append_c(out, '\n');
    }
}

static char *
dump(const GalleyDocument *document)
{
    GString *out = g_string_new(NULL);
    guint32 size, n;
    guint n_keys;
    const char *text = galley_document_get_text(document, &size);
    g_string_append_printf(out, "[%.*s]\n", (int)size, text);
    const GalleyRun *runs = galley_document_get_alignment(document, &n);
    for (guint32 i = 0; i < n; i++)
        g_string_append_printf(out, "%u<-%u %u:%u\n", runs[i].text, runs[i].source,
                               runs[i].unit_text, runs[i].unit_source);
    const GalleyMetadata *keys = galley_document_list_metadata(document, &n_keys);
    for (guint i = 0; i < n_keys; i++)
        g_string_append_printf(out, "%s=%s\n", keys[i].key, keys[i].text);
    const GalleyLayer *const *layers = galley_document_get_layers(document);
    for (gsize i = 0; layers[i]; i++)
        dump_layer(out, layers[i]);
    return g_string_free(out, FALSE);
}

static void
assert_dump(Fixture *fixture, const char *expected)
{
    g_autofree char *is = dump(fixture->document);
    g_assert_cmpstr(is, ==, expected);
}

/* ---- single rules ---- */

static guint32
add(GalleyLayer *layer, guint32 begin, guint32 end, const char *tag)
{
    guint32 row = galley_layer_add(layer, begin, end);
    galley_layer_set_text(layer, TAG, row, tag, -1);
    return row;
}

static void
test_sorted_and_renumbered(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    set_source(fixture, "abcdefgh", 8);
    galley_document_begin_step(fixture->document, &fixture->scope);
    GalleyLayer *things = galley_document_add_layer(fixture->document, "thing");
    GalleyLayer *links = galley_document_add_layer(fixture->document, "link");
    guint32 late = add(things, 4, 6, "late"), first = add(things, 0, 2, "short"),
            longer = add(things, 0, 5, "long");
    galley_layer_set_row(things, NEXT, late, first);
    galley_layer_set_row(things, NEXT, first, longer);
    guint32 link = galley_layer_add(links, 1, 2);
    galley_layer_set_row(links, LINK_TO, link, late);
    galley_layer_set_bool(links, LINK_FLAG, link, TRUE);
    commit(fixture);
    assert_dump(
        fixture,
        "[abcdefgh]\n0<-0 1:1\nthing\n  0..5 'long' - -\n  0..2 'short' #0 -\n  4..6 'late' #1 -\n"
        "link\n  1..2 #2 - - yes -\n");
}

static void
test_edits_move_rows(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    set_source(fixture, "one two three", 13);
    galley_document_begin_step(fixture->document, &fixture->scope);
    GalleyLayer *things = galley_document_add_layer(fixture->document, "thing");
    guint32 one = add(things, 0, 3, "one"), two = add(things, 4, 7, "two"),
            three = add(things, 8, 13, "three");
    galley_layer_set_row(things, NEXT, one, two);
    galley_layer_set_row(things, NEXT, two, three);
    galley_layer_set_span(things, PLACE, three, 4, 7);
    commit(fixture);
    galley_document_begin_step(fixture->document, &fixture->scope);
    galley_document_edit(fixture->document, 2, 3, "EE", -1, NULL);
    galley_document_edit(fixture->document, 3, 7, NULL, 0, "gone");
    commit(fixture);
    assert_dump(fixture,
                "[onEE three]\n0<-0 1:1\n2<-2 2:1\n4<-7 1:1\nremoved\n  3..7 'gone' 'step'\n"
                "thing\n  0..4 'one' - -\n  5..10 'three' - -\nlink\n");
}

static void
test_lists_build_on_each_other(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GError) error = NULL;
    set_source(fixture,
               "a\xc2\xa0"
               "b c",
               6);
    galley_document_begin_step(fixture->document, &fixture->scope);
    galley_document_edit(fixture->document, 1, 3, " ", -1, NULL);
    g_assert_true(galley_document_apply_edits(fixture->document, &error));
    g_assert_cmpstr(galley_document_get_text(fixture->document, NULL), ==, "a b c");
    galley_document_edit(fixture->document, 0, 2, NULL, 0, "head");
    g_assert_true(galley_document_apply_edits(fixture->document, &error));
    GalleyLayer *things = galley_document_add_layer(fixture->document, "thing");
    add(things, 0, 1, "b");
    galley_document_edit(fixture->document, 1, 2, "--", -1, NULL);
    commit(fixture);
    assert_dump(fixture, "[b--c]\n0<-3 1:1\n1<-4 2:1\n3<-5 1:1\nremoved\n  0..3 'head' "
                         "'step'\nthing\n  0..1 'b' - -\nlink\n");
}

static void
test_growth_and_reuse(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    g_autofree char *text = g_strnfill(300000, 'x');
    for (guint round = 0; round < 3; round++) {
        guint32 n = round == 1 ? 10 : 300000;
        set_source(fixture, text, n);
        galley_document_begin_step(fixture->document, &fixture->scope);
        GalleyLayer *links = galley_document_add_layer(fixture->document, "link");
        for (guint32 i = 0; i < n; i++) {
            guint32 row = galley_layer_add(links, i, i + 1);
            if (i % 3 == 0)
                galley_layer_set_int64(links, LINK_COUNT, row, i);
            if (i % 7 == 0)
                galley_layer_set_bool(links, LINK_FLAG, row, i % 2);
        }
        commit(fixture);
        const GalleyLayer *layer = galley_document_get_layer(fixture->document, "link");
        g_assert_cmpuint(galley_layer_get_n_rows(layer), ==, n);
        for (guint32 i = 0; i < n; i++) {
            g_assert_true(galley_layer_has_value(layer, LINK_COUNT, i) == (i % 3 == 0));
            g_assert_cmpint(galley_layer_get_int64s(layer, LINK_COUNT)[i], ==, i % 3 == 0 ? i : 0);
            g_assert_true(galley_layer_get_bool(layer, LINK_FLAG, i) == (i % 7 == 0 && i % 2));
            g_assert_false(galley_layer_has_value(layer, LINK_KIND, i));
        }
    }
}

/* Rows of "link" that have to be sorted, with their kinds. */
static const guint32 many_begins[] = { 0, 2, 2, 1, 5, 5 }, many_ends[] = { 1, 4, 3, 6, 6, 8 };
static const guint8 many_kinds[] = { 1, 0, GALLEY_NO_CATEGORY, 1, 0, 1 };
#define N_MANY G_N_ELEMENTS(many_begins)

static void
add_one_by_one(GalleyLayer *links, guint32 from, guint32 to)
{
    for (guint32 i = from; i < to; i++) {
        guint32 row = galley_layer_add(links, many_begins[i], many_ends[i]);
        if (many_kinds[i] != GALLEY_NO_CATEGORY)
            galley_layer_set_category(links, LINK_KIND, row, many_kinds[i]);
    }
}

static void
add_at_once(GalleyLayer *links, guint32 from, guint32 to)
{
    guint32 row = galley_layer_add_many(links, many_begins + from, many_ends + from, to - from);
    g_assert_cmpuint(row, ==, from);
    galley_layer_set_categories(links, LINK_KIND, row, many_kinds + from, to - from);
}

/* What the step makes of the rows, added in two parts. */
static char *
dump_of_many(Fixture *fixture,
             guint32 cut,
             void (*first)(GalleyLayer *links, guint32 from, guint32 to),
             void (*second)(GalleyLayer *links, guint32 from, guint32 to))
{
    set_source(fixture, "abcdefgh", 8);
    galley_document_begin_step(fixture->document, &fixture->scope);
    GalleyLayer *links = galley_document_add_layer(fixture->document, "link");
    first(links, 0, cut);
    second(links, cut, N_MANY);
    commit(fixture);
    return dump(fixture->document);
}

static void
test_many_at_once(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    g_autofree char *expected = dump_of_many(fixture, 0, add_one_by_one, add_one_by_one);
    for (guint32 cut = 0; cut <= N_MANY; cut++) {
        g_autofree char *both = dump_of_many(fixture, cut, add_at_once, add_at_once);
        g_assert_cmpstr(both, ==, expected);
        g_autofree char *mixed = dump_of_many(fixture, cut, add_at_once, add_one_by_one);
        g_assert_cmpstr(mixed, ==, expected);
        g_autofree char *other = dump_of_many(fixture, cut, add_one_by_one, add_at_once);
        g_assert_cmpstr(other, ==, expected);
    }
}

/* ---- what is refused ---- */

typedef void (*Misdeed)(GalleyDocument *document);

static void
empty_span(GalleyDocument *document)
{
    galley_layer_add(galley_document_add_layer(document, "thing"), 2, 2);
}

static void
span_past_end(GalleyDocument *document)
{
    galley_layer_add(galley_document_add_layer(document, "thing"), 2, 99);
}

static void
span_cuts_character(GalleyDocument *document)
{
    galley_layer_add(galley_document_add_layer(document, "thing"), 0, 2);
}

static void
row_not_there(GalleyDocument *document)
{
    GalleyLayer *links = galley_document_add_layer(document, "link");
    galley_layer_set_row(links, LINK_TO, galley_layer_add(links, 0, 1), 5);
}

static void
not_a_number(GalleyDocument *document)
{
    GalleyLayer *links = galley_document_add_layer(document, "link");
    galley_layer_set_double(links, LINK_SCORE, galley_layer_add(links, 0, 1),
                            0.0 / (double)(document == NULL));
}

static void
no_such_category(GalleyDocument *document)
{
    GalleyLayer *links = galley_document_add_layer(document, "link");
    galley_layer_set_category(links, LINK_KIND, galley_layer_add(links, 0, 1), 2);
}

static void
no_such_categories(GalleyDocument *document)
{
    static const guint32 begins[] = { 0, 1 }, ends[] = { 1, 3 };
    static const guint8 codes[] = { 1, 2 };
    GalleyLayer *links = galley_document_add_layer(document, "link");
    guint32 row = galley_layer_add_many(links, begins, ends, 2);
    galley_layer_set_categories(links, LINK_KIND, row, codes, 2);
}

static void
categories_past_rows(GalleyDocument *document)
{
    static const guint8 codes[] = { 1, 1 };
    GalleyLayer *links = galley_document_add_layer(document, "link");
    galley_layer_set_categories(links, LINK_KIND, galley_layer_add(links, 0, 1), codes, 2);
}

static void
text_not_utf8(GalleyDocument *document)
{
    add(galley_document_add_layer(document, "thing"), 0, 1, "\xff");
}

static void
undeclared_layer(GalleyDocument *document)
{
    g_assert_null(galley_document_add_layer(document, "sentence"));
}

static void
undeclared_read(GalleyDocument *document)
{
    g_assert_null(galley_document_get_layer(document, "token"));
}

static void
undeclared_key(GalleyDocument *document)
{
    galley_document_set_metadata_text(document, "other", "x", -1);
}

static void
undeclared_key_read(GalleyDocument *document)
{
    g_assert_null(galley_document_get_metadata(document, "other"));
}

static void
wrong_type(GalleyDocument *document)
{
    GalleyLayer *links = galley_document_add_layer(document, "link");
    galley_layer_set_int64(links, LINK_SCORE, galley_layer_add(links, 0, 1), 1);
}

static void
edits_overlap(GalleyDocument *document)
{
    galley_document_edit(document, 0, 3, "x", -1, NULL);
    galley_document_edit(document, 1, 4, "y", -1, NULL);
}

static void
edit_cuts_character(GalleyDocument *document)
{
    galley_document_edit(document, 2, 3, "x", -1, NULL);
}

static void
edit_puts_in_bytes(GalleyDocument *document)
{
    galley_document_edit(document, 0, 1, "\xc3", -1, NULL);
}

static void
sets_source(GalleyDocument *document)
{
    galley_document_set_source(document, "x", 1, galley_encoding_find("utf-8"), NULL);
}

static const struct {
    const char *name;
    Misdeed misdeed;
    const char *message;
} misdeeds[] = {
    { "empty-span", empty_span, "*wrong layer \"thing\", row 0: span 2 to 2 is empty" },
    { "span-past-end", span_past_end, "*span 2 to 99 reaches past the end of the text" },
    { "span-cuts-character", span_cuts_character, "*span 0 to 2 cuts a character" },
    { "row-not-there", row_not_there,
      "*layer \"link\": to points to a row of \"thing\" that there is not" },
    { "not-a-number", not_a_number, "*row 0: score is not a finite number" },
    { "no-such-category", no_such_category, "*row 0: kind is no category of the column" },
    { "no-such-categories", no_such_categories, "*row 1: kind is no category of the column" },
    { "categories-past-rows", categories_past_rows, "*sets a column of a row there is not" },
    { "text-not-utf8", text_not_utf8, "*row 0: tag is not valid UTF-8" },
    { "undeclared-layer", undeclared_layer,
      "*plugin \"plugin\"*adds the layer \"sentence\", which it does not declare that it gives" },
    { "undeclared-read", undeclared_read,
      "*asks for the layer \"token\", which it does not declare that it needs" },
    { "undeclared-key", undeclared_key,
      "*sets the metadata \"other\", which it does not declare that it gives" },
    { "undeclared-key-read", undeclared_key_read,
      "*asks for the metadata \"other\", which it does not declare that it needs" },
    { "wrong-type", wrong_type, "*sets a column with another type's function" },
    { "edits-overlap", edits_overlap,
      "*makes a wrong edit (bytes 1 to 4): it overlaps the edit before it*" },
    { "edit-cuts-character", edit_cuts_character,
      "*wrong edit (bytes 2 to 3): it cuts a character" },
    { "edit-puts-in-bytes", edit_puts_in_bytes,
      "*wrong edit (bytes 0 to 1): it puts in what is not valid UTF-8" },
    { "sets-source", sets_source, "*sets the document's source, which only a reader may" },
};

/* A step that also did much that was right: all of it goes. */
static void
test_misdeed(Fixture *fixture, gconstpointer data)
{
    gsize i = GPOINTER_TO_SIZE(data);
    g_autoptr(GError) error = NULL;
    set_source(fixture, "a\xc3\xa9zabcdef", 10);
    galley_document_begin_step(fixture->document, &fixture->scope);
    galley_document_set_metadata_text(fixture->document, "key", "before", -1);
    commit(fixture);
    galley_document_reset(fixture->document);
    set_source(fixture, "a\xc3\xa9zabcdef", 10);
    g_autofree char *before = dump(fixture->document);
    galley_document_begin_step(fixture->document, &fixture->scope);
    galley_document_set_metadata_text(fixture->document, "key", "after", -1);
    galley_document_edit(fixture->document, 0, 0, "", 0, NULL);
    misdeeds[i].misdeed(fixture->document);
    g_assert_false(galley_document_commit_step(fixture->document, &error));
    g_assert_error(error, GALLEY_DOCUMENT_ERROR, GALLEY_DOCUMENT_ERROR_CONTRACT);
    if (!g_pattern_match_simple(misdeeds[i].message, error->message))
        g_error("\"%s\" is not like \"%s\"", error->message, misdeeds[i].message);
    g_autofree char *after = dump(fixture->document);
    g_assert_cmpstr(after, ==, before);
}

/* ---- properties over random documents ---- */

#define ROUNDS 3000
static const char *const letters[] = {
    "a", "b", " ", "\n", "\xc3\xa9", "\xe2\x80\x9c", "\xf0\x9f\x98\x80", "\xc2\xa0"
};

static void
random_text(GRand *rand, GString *text, guint n)
{
    for (guint i = 0; i < n; i++)
        g_string_append(text, letters[g_rand_int_range(rand, 0, G_N_ELEMENTS(letters))]);
}

static guint32
random_boundary(GRand *rand, const char *text, guint32 from, guint32 size)
{
    guint32 at = (guint32)g_rand_int_range(rand, (gint32)from, (gint32)size + 1);
    while (at < size && ((guint8)text[at] & 0xc0) == 0x80)
        at++;
    return at;
}

static void
random_edits(GRand *rand, GalleyDocument *document)
{
    guint32 size, at = 0;
    const char *text = galley_document_get_text(document, &size);
    for (guint i = 0; i < 6 && at < size; i++) {
        guint32 begin = random_boundary(rand, text, at, size),
                end = random_boundary(rand, text, begin, size);
        g_autoptr(GString) new = g_string_new(NULL);
        if (end - begin > 12)
            continue;
        random_text(rand, new, (guint)g_rand_int_range(rand, 0, 3));
        galley_document_edit(document, begin, end, new->str, (gssize) new->len,
                             g_rand_boolean(rand) ? "why" : NULL);
        at = end;
    }
}

static void
random_rows(GRand *rand, GalleyDocument *document, guint n)
{
    guint32 size;
    const char *text = galley_document_get_text(document, &size);
    GalleyLayer *things = galley_document_add_layer(document, "thing");
    GalleyLayer *links = galley_document_add_layer(document, "link");
    for (guint i = 0; i < n && size > 0; i++) {
        guint32 begin = random_boundary(rand, text, 0, size),
                end = random_boundary(rand, text, begin, size);
        if (begin == end)
            continue;
        g_autofree char *tag = g_strdup_printf("%u", galley_layer_get_n_rows(things));
        guint32 row = add(things, begin, end, tag);
        galley_layer_set_row(things, NEXT, row,
                             (guint32)g_rand_int_range(rand, 0, (gint32)row + 1));
        galley_layer_set_span(things, PLACE, row, begin, end);
        guint32 link = galley_layer_add(links, begin, end);
        galley_layer_set_row(links, LINK_TO, link, row);
        galley_layer_set_int64(links, LINK_COUNT, link, row);
    }
}

static guint32
tag_of(const GalleyLayer *things, guint32 row)
{
    guint32 size;
    const char *tag = galley_layer_get_text(things, TAG, row, &size);
    g_autofree char *copy = g_strndup(tag, size);
    return (guint32)g_ascii_strtoull(copy, NULL, 10);
}

/* A link keeps to its thing whatever sorting and edits did; a thing's own span and its span column
 * move alike. */
static void
assert_rows_hold(const GalleyDocument *document)
{
    const GalleyLayer *things = galley_document_get_layer(document, "thing");
    const GalleyLayer *links = galley_document_get_layer(document, "link");
    guint64 last = 0;
    for (guint32 row = 0; row < galley_layer_get_n_rows(things); row++) {
        guint32 begin = galley_layer_get_begins(things)[row],
                end = galley_layer_get_ends(things)[row];
        guint64 key = (guint64)begin << 32 | (G_MAXUINT32 - end);
        g_assert_cmpuint(begin, <, end);
        g_assert_cmpuint(key, >=, last);
        g_assert_cmpuint(galley_layer_get_span_begins(things, PLACE)[row], ==, begin);
        g_assert_cmpuint(galley_layer_get_span_ends(things, PLACE)[row], ==, end);
        guint32 next = galley_layer_get_rows(things, NEXT)[row];
        if (next != GALLEY_NO_ROW)
            g_assert_cmpuint(tag_of(things, next), <=, tag_of(things, row));
        last = key;
    }
    g_assert_cmpuint(galley_layer_get_n_rows(links), ==, galley_layer_get_n_rows(things));
    for (guint32 row = 0; row < galley_layer_get_n_rows(links); row++) {
        guint32 to = galley_layer_get_rows(links, LINK_TO)[row];
        g_assert_cmpuint(to, !=, GALLEY_NO_ROW);
        g_assert_cmpuint(tag_of(things, to), ==, galley_layer_get_int64s(links, LINK_COUNT)[row]);
    }
}

/* Runs are whole units; every byte of the text leads somewhere, in order. */
static void
assert_alignment_holds(const GalleyDocument *document)
{
    guint32 size, source_size, last_begin = 0, last_end = 0;
    galley_document_get_text(document, &size);
    galley_document_get_source(document, &source_size);
    guint32 n;
    const GalleyRun *runs = galley_document_get_alignment(document, &n);
    for (guint32 i = 0; i < n; i++) {
        guint32 end = i + 1 < n ? runs[i + 1].text : size;
        g_assert_cmpuint((end - runs[i].text) % runs[i].unit_text, ==, 0);
    }
    for (guint32 at = 0; at < size; at++) {
        guint32 begin, end;
        galley_document_map_to_source(document, at, at + 1, &begin, &end);
        g_assert_cmpuint(begin, <=, end);
        g_assert_cmpuint(end, <=, source_size);
        g_assert_cmpuint(begin, >=, last_begin);
        g_assert_cmpuint(end, >=, last_end);
        last_begin = begin;
        last_end = end;
    }
}

static void
test_random_steps(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(21);
    for (guint i = 0; i < ROUNDS; i++) {
        g_autoptr(GString) text = g_string_new(NULL);
        g_autoptr(GError) error = NULL;
        random_text(rand, text, (guint)g_rand_int_range(rand, 0, 60));
        set_source(fixture, text->str, text->len);
        galley_document_begin_step(fixture->document, &fixture->scope);
        for (gint lists = g_rand_int_range(rand, 0, 3); lists > 0; lists--) {
            random_edits(rand, fixture->document);
            g_assert_true(galley_document_apply_edits(fixture->document, &error));
        }
        random_rows(rand, fixture->document, 12);
        random_edits(rand, fixture->document);
        commit(fixture);
        assert_rows_hold(fixture->document);
        assert_alignment_holds(fixture->document);
        galley_document_begin_step(fixture->document, &fixture->scope);
        random_edits(rand, fixture->document);
        commit(fixture);
        assert_rows_hold(fixture->document);
        assert_alignment_holds(fixture->document);
        g_autofree char *before = dump(fixture->document);
        galley_document_begin_step(fixture->document, &fixture->scope);
        random_edits(rand, fixture->document);
        g_assert_true(galley_document_apply_edits(fixture->document, &error));
        random_edits(rand, fixture->document);
        galley_document_set_metadata_text(fixture->document, "key", "x", -1);
        galley_document_abort_step(fixture->document);
        g_autofree char *after = dump(fixture->document);
        g_assert_cmpstr(after, ==, before);
    }
}

/* One list of edits and the same edits in two lists, of every second one each, make the same text
 * and the same way back. */
static void
test_two_lists_equal_one(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(22);
    for (guint i = 0; i < ROUNDS; i++) {
        g_autoptr(GError) error = NULL;
        char text[64];
        guint32 begins[8], ends[8], n = 0;
        gint32 shift = 0;
        for (guint k = 0; k < sizeof text; k++)
            text[k] = (char)('a' + g_rand_int_range(rand, 0, 26));
        for (guint32 at = 0; n < 8 && at < 56; n++) {
            begins[n] = at + (guint32)g_rand_int_range(rand, 1, 5);
            ends[n] = begins[n] + (guint32)g_rand_int_range(rand, 1, 3);
            at = ends[n];
        }
        char *dumps[2];
        set_source(fixture, text, sizeof text);
        galley_document_begin_step(fixture->document, &fixture->scope);
        for (guint k = 0; k < n; k++)
            galley_document_edit(fixture->document, begins[k], ends[k], "<>", k % 3, NULL);
        commit(fixture);
        dumps[0] = dump(fixture->document);
        set_source(fixture, text, sizeof text);
        galley_document_begin_step(fixture->document, &fixture->scope);
        for (guint k = 0; k < n; k += 2)
            galley_document_edit(fixture->document, begins[k], ends[k], "<>", k % 3, NULL);
        g_assert_true(galley_document_apply_edits(fixture->document, &error));
        for (guint k = 0; k < n; k++) {
            if (k % 2 == 1)
                galley_document_edit(fixture->document, (guint32)((gint32)begins[k] + shift),
                                     (guint32)((gint32)ends[k] + shift), "<>", k % 3, NULL);
            else
                shift += (gint32)(k % 3) - (gint32)(ends[k] - begins[k]);
        }
        commit(fixture);
        dumps[1] = dump(fixture->document);
        g_assert_cmpstr(dumps[0], ==, dumps[1]);
        g_free(dumps[0]);
        g_free(dumps[1]);
    }
}

static void
test_malformed_bytes_lead_back(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    static const char bytes[] = "\xef\xbb\xbf"
                                "a\xff"
                                "b\xe2\x80"
                                "c";
    guint32 begin, end;
    set_source(fixture, bytes, sizeof bytes - 1);
    g_assert_cmpstr(galley_document_get_text(fixture->document, NULL), ==,
                    "a\xef\xbf\xbd"
                    "b\xef\xbf\xbd"
                    "c");
    g_assert_cmpuint(galley_document_get_n_malformed(fixture->document), ==, 2);
    galley_document_map_to_source(fixture->document, 0, 1, &begin, &end);
    g_assert_cmpuint(begin, ==, 3); /* behind the byte order mark */
    galley_document_map_to_source(fixture->document, 5, 8, &begin, &end);
    g_assert_cmpuint(begin, ==, 6);
    g_assert_cmpuint(end, ==, 8);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD(path, function)                                                                        \
    g_test_add("/document/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
    ADD("sorted-and-renumbered", test_sorted_and_renumbered);
    ADD("edits-move-rows", test_edits_move_rows);
    ADD("lists-build-on-each-other", test_lists_build_on_each_other);
    ADD("growth-and-reuse", test_growth_and_reuse);
    ADD("many-at-once", test_many_at_once);
    ADD("random-steps", test_random_steps);
    ADD("two-lists-equal-one", test_two_lists_equal_one);
    ADD("malformed-bytes-lead-back", test_malformed_bytes_lead_back);
    for (gsize i = 0; i < G_N_ELEMENTS(misdeeds); i++) {
        g_autofree char *path = g_strconcat("/document/refused/", misdeeds[i].name, NULL);
        g_test_add(path, Fixture, GSIZE_TO_POINTER(i), fixture_set_up, test_misdeed,
                   fixture_tear_down);
    }
    return g_test_run();
}
