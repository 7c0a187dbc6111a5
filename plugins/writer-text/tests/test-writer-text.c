/* test-writer-text.c: what a terminal shows, against goldens. SPDX-License-Identifier: MIT */
#include "annotated.h"
#include "support.h"

/*
 * Texts, rows (a line each; "cut " before what is taken out) and goldens are files of this folder.
 * GALLEY_RENEW_GOLDENS=1
 * in the environment writes the goldens anew.
 */
typedef struct {
    const char *name; /* the golden's */
    const char *text; /* NULL: an empty one */
    const char *rows; /* NULL: no layers */
    const char *options;
} Case;

static const Case cases[] = {
    { "article", "article.txt", "article.rows", "width=72;color=never" },
    { "article-color", "article.txt", "article.rows", "width=72;color=always" },
    { "article-narrow", "article.txt", "article.rows", "width=30;color=never" },
    { "bare", "article.txt", NULL, "width=72;color=never" },
    { "scripts", "scripts.txt", NULL, "width=40;color=never" },
    { "empty", NULL, NULL, "width=40;color=never" },
};

static char *
path_of(const char *name)
{
    return g_build_filename(g_getenv("GALLEY_SOURCE"), "plugins", "writer-text", "tests", name,
                            NULL);
}

static char *
read_file(const char *name, gsize *size)
{
    char *bytes;
    g_autoptr(GError) error = NULL;
    g_autofree char *path = path_of(name);
    g_file_get_contents(path, &bytes, size, &error);
    g_assert_no_error(error);
    return bytes;
}

/* Parts the lines into rows and cuts. */
static void
read_rows(const char *name, GString *rows, GString *cuts)
{
    g_autofree char *bytes = read_file(name, NULL);
    g_auto(GStrv) lines = g_strsplit(g_strchomp(bytes), "\n", -1);
    for (char **line = lines; *line != NULL; line++) {
        gboolean cut = g_str_has_prefix(*line, "cut ");
        GString *list = cut ? cuts : rows;
        g_string_append_printf(list, "%s%s", list->len > 0 ? "\n" : "", cut ? *line + 4 : *line);
    }
}

static void
compare_to_golden(const char *name, const char *shown)
{
    g_autofree char *file = g_strconcat("goldens/", name, ".txt", NULL);
    if (g_getenv("GALLEY_RENEW_GOLDENS") != NULL) {
        g_autofree char *path = path_of(file);
        g_assert_true(g_file_set_contents(path, shown, -1, NULL));
    }
    g_autofree char *golden = read_file(file, NULL);
    g_assert_cmpstr(shown, ==, golden);
}

static void
test_case(gconstpointer data)
{
    const Case *test = data;
    gsize size = 0;
    g_autoptr(GString) rows = g_string_new(NULL), cuts = g_string_new(NULL);
    g_autofree char *text = test->text != NULL ? read_file(test->text, &size) : g_strdup("");
    if (test->rows != NULL)
        read_rows(test->rows, rows, cuts);
    g_auto(Annotated) made =
        annotated(text, size, rows->len > 0 ? rows->str : NULL, cuts->len > 0 ? cuts->str : NULL);
    g_autofree char *shown = annotated_encode(&made, "writer-text.so", test->options);
    compare_to_golden(test->name, shown);
}

/* Many layers of quotations inside each other, and parts that belong to none. */
static void
test_nested(void)
{
    g_autofree char *text = g_strnfill(4000, 'a');
    g_autoptr(GString) rows = g_string_new("quotation_part 0-1");
    for (guint i = 0; i < 1000; i++)
        g_string_append_printf(rows, "\nquotation %u-%u kind=%u", i, 4000 - i, i % 5);
    g_auto(Annotated) made = annotated(text, 4000, rows->str, NULL);
    g_autofree char *shown = annotated_encode(&made, "writer-text.so", "width=80;color=never");
    g_assert_nonnull(strstr(shown, "[600:"));
    g_assert_null(strstr(shown, "[601:"));
}

/* Its layers are there, and nothing is in them. */
static void
test_without_words(void)
{
    g_autoptr(Folder) folder = folder_new();
    add_file(folder, "in.txt", "", 0);
    g_auto(Outcome) outcome =
        shell("cd \"$1\" && \"$GALLEY\" run --in-process news in.txt", folder, NULL);
    g_assert_cmpint(outcome.status, ==, 0);
    assert_has(outcome.out, "no quotation found\n");
    g_assert_null(strstr(outcome.out, "Sentiment"));
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strconcat("/writer-text/golden/", cases[i].name, NULL);
        g_test_add_data_func(path, &cases[i], test_case);
    }
    g_test_add_func("/writer-text/nested", test_nested);
    g_test_add_func("/writer-text/without-words", test_without_words);
    return g_test_run();
}
