/* test-quotes.c: quotations, speakers and options of the plugin quotes, case by case. SPDX-License-Identifier: MIT */
#include "steps.h"

/* ---- what was found, as the cases have it ---- */

static const char *const kinds[] = { "direct", "mixed", "indirect", "scare", "title" };

static void
append_span(GString *out, const GalleyDocument *document, guint32 begin, guint32 end)
{
    const char *text = galley_document_get_text(document, NULL);
    for (guint32 i = begin; i < end; i++)
        if (text[i] == '\n')
            g_string_append(out, "\\n");
        else
            g_string_append_c(out, text[i]);
}

static void
append_content(GString *out, const GalleyDocument *document, guint32 quotation)
{
    const GalleyLayer *parts = galley_document_get_layer(document, "quotation_part");
    const guint32 *rows = galley_layer_get_rows(parts, GALLEY_QUOTATION_PART_QUOTATION);
    const char *between = "";
    for (guint32 i = 0; i < galley_layer_get_n_rows(parts); i++) {
        if (rows[i] != quotation)
            continue;
        g_string_append(out, between);
        append_span(out, document, galley_layer_get_begins(parts)[i],
                    galley_layer_get_ends(parts)[i]);
        between = " / ";
    }
}

static void
append_column(GString *out,
              const GalleyDocument *document,
              const GalleyLayer *layer,
              guint column,
              guint32 row)
{
    g_string_append(out, " | ");
    if (!galley_layer_has_value(layer, column, row)) {
        g_string_append_c(out, '-');
        return;
    }
    append_span(out, document, galley_layer_get_span_begins(layer, column)[row],
                galley_layer_get_span_ends(layer, column)[row]);
}

static void
append_name(GString *out, const GalleyDocument *document, guint32 entity)
{
    const GalleyLayer *entities = galley_document_get_layer(document, "entity");
    guint32 size = 0;
    const char *name = entity == GALLEY_NO_ROW
                           ? NULL
                           : galley_layer_get_text(entities, GALLEY_ENTITY_NAME, entity, &size);
    g_string_append(out, " | ");
    g_string_append_len(out, name != NULL ? name : "-", name != NULL ? (gssize)size : 1);
}

static char *
describe(const GalleyDocument *document)
{
    const GalleyLayer *layer = galley_document_get_layer(document, "quotation");
    GString *out = g_string_new(NULL);
    for (guint32 q = 0; q < galley_layer_get_n_rows(layer); q++) {
        const char *kind = kinds[galley_layer_get_categories(layer, GALLEY_QUOTATION_KIND)[q]];
        g_string_append_printf(out, "= %s | ", kind);
        append_content(out, document, q);
        append_column(out, document, layer, GALLEY_QUOTATION_CUE, q);
        append_column(out, document, layer, GALLEY_QUOTATION_SPEAKER, q);
        append_name(out, document, galley_layer_get_rows(layer, GALLEY_QUOTATION_ENTITY)[q]);
        g_string_append_c(out, '\n');
    }
    return g_string_free(out, FALSE);
}

/* ---- cases ---- */

typedef struct {
    char *text;
    GString *expected;
    gboolean dialogue;
} Case;

static GalleyPipeline *shared_pipeline, *dialogue_pipeline;

static void
test_case(gconstpointer data)
{
    const Case *one = data;
    g_autoptr(GalleyDocument) document = steps_process(
        one->dialogue ? dialogue_pipeline : shared_pipeline, one->text, strlen(one->text));
    g_autofree char *found = describe(document);
    g_assert_cmpstr(found, ==, one->expected->str);
}

static void
free_case(gpointer data)
{
    Case *one = data;
    g_free(one->text);
    g_string_free(one->expected, TRUE);
    g_free(one);
}

static void
add_case(const char *path, Case *one)
{
    g_autofree char *full = g_strconcat("/quotes/", path, NULL);
    g_test_add_data_func_full(full, one, test_case, free_case);
}

static void
free_string(gpointer data)
{
    g_string_free(data, TRUE);
}

static GHashTable *expectations; /* by path: the lines of a case */

/* A block: [path], the text, a line for each quotation. */
static void
add_cases(const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_autofree char *path = NULL;
    Case *one = NULL;
    for (guint i = 0; lines[i] != NULL; i++) {
        if (lines[i][0] == '[') {
            g_free(path);
            path = g_strndup(lines[i] + 1, strlen(lines[i]) - 2);
            one = g_new0(Case, 1);
            g_auto(GStrv) pieces = g_strsplit(lines[++i], "\\n", -1);
            one->text = g_strjoinv("\n", pieces);
            one->expected = g_string_new(NULL);
            one->dialogue = g_str_has_prefix(path, "dialogue/");
            g_assert_false(g_hash_table_contains(expectations, path));
            g_hash_table_insert(expectations, g_strdup(path), g_string_new(NULL));
            add_case(path, one);
        } else if (one != NULL && lines[i][0] == '=') {
            g_string_append_printf(one->expected, "%s\n", lines[i]);
            g_string_append_printf(g_hash_table_lookup(expectations, path), "%s\n", lines[i]);
        }
    }
}

/* ---- orders ---- */

/* Each of seven orders is met by a case of each kind, and each case that orders.tsv names has a row of that kind. */
static void
test_orders(void)
{
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "orders.tsv", NULL);
    g_autofree char *table = NULL;
    g_autoptr(GError) error = NULL;
    g_file_get_contents(path, &table, NULL, &error);
    g_assert_no_error(error);
    g_auto(GStrv) lines = g_strsplit(g_strchomp(table), "\n", -1);
    g_autoptr(GHashTable) orders = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; lines[i] != NULL; i++) {
        if (lines[i][0] == '#')
            continue;
        g_auto(GStrv) cells = g_strsplit(lines[i], "\t", -1);
        g_assert_cmpuint(g_strv_length(cells), ==, 3);
        g_autofree char *row = g_strdup_printf("= %s | ", cells[1]);
        g_auto(GStrv) paths = g_strsplit(cells[2], " ", -1);
        for (guint k = 0; paths[k] != NULL; k++) {
            const GString *expected = g_hash_table_lookup(expectations, paths[k]);
            if (expected == NULL || strstr(expected->str, row) == NULL)
                g_error("orders.tsv: \"%s\", %s: no such quotation in the case [%s]", cells[0],
                        cells[1], paths[k]);
        }
        if (strchr(cells[0], 'Q') != NULL || g_str_equal(cells[0], "no source"))
            g_hash_table_add(orders, g_strconcat(cells[0], "/", cells[1], NULL));
    }
    g_assert_cmpuint(g_hash_table_size(orders), ==, 7 * 3);
}

/* ---- options ---- */

static void
test_direct_alone(void)
{
    static const char text[] = "\"We won,\" Ann Lee said. Bob Stone said that it rained.";
    g_autoptr(GalleyPipeline) pipeline =
        steps_load_sure("  - tokenizer\n  - quotes: {indirect: false}\n");
    g_autoptr(GalleyDocument) document = steps_process(pipeline, text, strlen(text));
    g_autofree char *found = describe(document);
    g_assert_cmpstr(found, ==, "= direct | We won, | said | Ann Lee | Ann Lee\n");
}

static void
test_scare(void)
{
    static const char text[] =
        "She read \"The Old Bridge\" to \"Big Jim\" Hale. The \"bridge\" is a plank.";
    g_autoptr(GalleyPipeline) pipeline =
        steps_load_sure("  - tokenizer\n  - quotes: {scare: true}\n");
    g_autoptr(GalleyDocument) document = steps_process(pipeline, text, strlen(text));
    g_autofree char *found = describe(document);
    g_assert_cmpstr(found, ==,
                    "= title | The Old Bridge | - | - | -\n= scare | Big Jim | - | - | -\n"
                    "= scare | bridge | - | - | -\n");
}

static void
test_bad_table(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "cases.txt", NULL);
    g_autofree char *steps = g_strdup_printf("  - tokenizer\n  - quotes: {words: '%s'}\n", path);
    g_autoptr(GalleyPipeline) pipeline = steps_load(steps, &error);
    g_assert_no_error(error);
    g_assert_false(galley_pipeline_open(pipeline, &error));
    g_assert_nonnull(strstr(error->message, "cases.txt:8: no word class"));
}

/* ---- layers ---- */

/* A quotation runs from its first mark to its last, a cue between them included. */
static void
test_span(void)
{
    static const char text[] = "So \"we won,\" he said, \"today\" at last.";
    g_autoptr(GalleyDocument) document = steps_process(shared_pipeline, text, strlen(text));
    const GalleyLayer *layer = galley_document_get_layer(document, "quotation");
    g_assert_cmpuint(galley_layer_get_n_rows(layer), ==, 1);
    g_assert_cmpuint(galley_layer_get_ends(layer)[0], ==, strstr(text, " at last") - text);
}

static void
test_addressee(void)
{
    static const char text[] = "Ann Lee told reporters that it rained.";
    g_autoptr(GalleyDocument) document = steps_process(shared_pipeline, text, strlen(text));
    const GalleyLayer *layer = galley_document_get_layer(document, "quotation");
    g_assert_cmpuint(galley_layer_get_span_begins(layer, GALLEY_QUOTATION_ADDRESSEE)[0], ==, 13);
    g_assert_cmpuint(galley_layer_get_span_ends(layer, GALLEY_QUOTATION_ADDRESSEE)[0], ==, 22);
}

static void
test_mentions(void)
{
    static const char text[] = "Mrs. Ann Lee met Bob Stone of the Rail Board in Paris. Lee left.";
    g_autoptr(GalleyDocument) document = steps_process(shared_pipeline, text, strlen(text));
    const GalleyLayer *mentions = galley_document_get_layer(document, "mention");
    const GalleyLayer *entities = galley_document_get_layer(document, "entity");
    g_assert_cmpuint(galley_layer_get_n_rows(mentions), ==, 5);
    g_assert_cmpuint(galley_layer_get_n_rows(entities), ==, 4);
    g_assert_cmpuint(galley_layer_get_rows(mentions, GALLEY_MENTION_ENTITY)[4], ==, 0);
    g_assert_cmpuint(galley_layer_get_categories(entities, GALLEY_ENTITY_GENDER)[0], ==,
                     GALLEY_GENDER_FEMALE);
    g_assert_cmpuint(galley_layer_get_categories(entities, GALLEY_ENTITY_GENDER)[1], ==,
                     GALLEY_GENDER_MALE);
}

/* ---- hostile texts: they must end, and soon ---- */

static const char *const hostile[] = {
    "\"",
    "\" ",
    "“",
    "“‘",
    "said ",
    "he said ",
    ", x said, ",
    "according to ",
    "(a) ",
    "“a b,” ",
    "Kim said. ",
    "a-",
    "- ",
    "''",
    "the man of ",
    "his claim that ",
    "A: b\n",
    "“A\n\n",
    "he said:\n\n",
    "Kim's ",
    "\n",
    " ",
    "\xef\xbf\xbd",
    "Monday said ",
    "'as ",
    "“A.”\n\n",
    "the man said, “a,” ",
    "the old man of ",
    "Tom laughed. “A.” ",
    "A, b said, ",
    "a, which ",
    "he keeps saying ",
    "as said by ",
    "B (c): d\n\n",
    "Q. A\n\nA. B\n\n",
    "<a ",
    "chants of “",
    "a, who said ",
    "and x ",
    "“a b c d,” he said. It “e f g h.” ",
};

static void
test_hostile(gconstpointer data)
{
    const char *piece = data;
    g_autoptr(GString) text = g_string_new(NULL);
    while (text->len < 200000)
        g_string_append(text, piece);
    GalleyPipeline *const pipelines[] = { shared_pipeline, dialogue_pipeline };
    for (guint i = 0; i < G_N_ELEMENTS(pipelines); i++) {
        g_autoptr(GalleyDocument) document = steps_process(pipelines[i], text->str, text->len);
        g_assert_nonnull(galley_document_get_layer(document, "quotation"));
    }
}

static void
test_nuls(void)
{
    static const char text[] = "\"We\0won,\" \0he said\0. \0";
    g_autoptr(GalleyDocument) document = steps_process(shared_pipeline, text, sizeof text - 1);
    g_assert_nonnull(galley_document_get_layer(document, "quotation"));
}

static void
test_empty(void)
{
    g_autoptr(GalleyDocument) document = steps_process(shared_pipeline, "", 0);
    g_assert_cmpuint(galley_layer_get_n_rows(galley_document_get_layer(document, "quotation")), ==,
                     0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "cases.txt", NULL);
    g_autofree char *cases = NULL;
    g_autoptr(GError) error = NULL;
    g_file_get_contents(path, &cases, NULL, &error);
    g_assert_no_error(error);
    shared_pipeline = steps_load_sure("  - tokenizer\n  - quotes\n");
    dialogue_pipeline = steps_load_sure("  - tokenizer\n  - quotes: {dialogue: true}\n");

    expectations = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_string);
    add_cases(cases);
    g_test_add_func("/quotes/orders", test_orders);
    g_test_add_func("/quotes/option/indirect", test_direct_alone);
    g_test_add_func("/quotes/option/scare", test_scare);
    g_test_add_func("/quotes/option/bad-table", test_bad_table);
    g_test_add_func("/quotes/layer/span", test_span);
    g_test_add_func("/quotes/layer/addressee", test_addressee);
    g_test_add_func("/quotes/layer/mentions", test_mentions);
    for (guint i = 0; i < G_N_ELEMENTS(hostile); i++) {
        g_autofree char *name = g_strdup_printf("/quotes/hostile/%u", i);
        g_test_add_data_func(name, hostile[i], test_hostile);
    }
    g_test_add_func("/quotes/hostile/nuls", test_nuls);
    g_test_add_func("/quotes/hostile/empty", test_empty);
    int result = g_test_run();
    galley_pipeline_unref(shared_pipeline);
    galley_pipeline_unref(dialogue_pipeline);
    g_hash_table_unref(expectations);
    return result;
}
