/* test-naming.c: patterns over file names, and tables with a row for each file.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include <galley/galley.h>

#include "pipeline/naming-private.h"

/* ---- patterns ---- */

typedef struct {
    const char *name, *pattern, *path;
    const char *runs; /* "key=value key=value"; %NULL: no match */
} MatchCase;

static const MatchCase matches[] = {
    { "two", "{outlet}_{date}.txt", "Welt_2020-01-02.txt", "outlet=Welt date=2020-01-02" },
    { "shortest", "{a}_{b}.txt", "x_y_z.txt", "a=x b=y_z" },
    { "shortest-of-three", "{a}_{b}_{c}", "x_y_z_w", "a=x b=y c=z_w" },
    { "ending-from-the-end", "{a}.txt", "x.txt.txt", "a=x.txt" },
    { "one-character-at-least", "{a}_{b}", "__x", "a=_ b=x" },
    { "nothing-before", "{a}_{b}", "_x", NULL },
    { "nothing-behind", "{a}_{b}", "x_", NULL },
    { "ending-differs", "{a}.txt", "x.html", NULL },
    { "ending-alone", "{a}.txt", ".txt", NULL },
    { "literal-before", "news-{a}.txt", "news-x.txt", "a=x" },
    { "literal-before-differs", "news-{a}.txt", "new-x.txt", NULL },
    { "literal-overlaps", "ab{a}ba", "aba", NULL },
    { "literal-meets", "ab{a}ba", "abxba", "a=x" },
    { "all", "{a}", "x y.txt", "a=x y.txt" },
    { "braces", "{{{a}}}", "{x}", "a=x" },
    { "utf-8", "{a}ü{b}", "größe-über", "a=größe- b=ber" },
    { "name-of-path", "{a}.txt", "de/x.txt", "a=x" },
    { "folder", "{country}/{a}.txt", "de/x.txt", "country=de a=x" },
    { "last-folders", "{country}/{a}.txt", "corpus/de/x.txt", "country=de a=x" },
    { "too-few-folders", "{country}/{a}.txt", "x.txt", NULL },
    { "not-across-slash", "c{a}/x.txt", "corpus/de/x.txt", NULL },
    { "literal-folder", "articles/{a}_{b}", "old/articles/x_y", "a=x b=y" },
    { "touching-across-slash", "{a}/{b}", "x/y", "a=x b=y" },
    { "empty", "{a}", "", NULL },
};

static void
test_match(gconstpointer data)
{
    const MatchCase *test = data;
    const char *hint;
    g_autoptr(GError) error = NULL;
    g_autoptr(GalleyNamePattern) pattern = galley_name_pattern_parse(test->pattern, &hint, &error);
    g_assert_no_error(error);
    GalleyNameRun runs[GALLEY_NAME_PATTERN_MOST];
    gboolean matched = galley_name_pattern_match(pattern, test->path, strlen(test->path), runs);
    g_assert_cmpint(matched, ==, test->runs != NULL);
    if (!matched)
        return;
    g_autoptr(GString) out = g_string_new(NULL);
    const char *const *names = galley_name_pattern_get_names(pattern);
    for (guint i = 0; names[i]; i++)
        g_string_append_printf(out, "%s%s=%.*s", i > 0 ? " " : "", names[i], (int)runs[i].size,
                               runs[i].text);
    g_assert_cmpstr(out->str, ==, test->runs);
}

/* What matches is put together again from its runs: for random texts over few letters. */
static void
test_round_trip(void)
{
    static const char letters[] = "aab_/.";
    const char *hint;
    guint n = 0;
    g_autoptr(GRand) random = g_rand_new_with_seed(7);
    g_autoptr(GalleyNamePattern) pattern = galley_name_pattern_parse("{x}a_{y}.b", &hint, NULL);
    for (guint i = 0; i < 200000; i++) {
        char path[16] = { 0 };
        for (gint32 j = 0, size = g_rand_int_range(random, 0, 15); j < size; j++)
            path[j] = letters[g_rand_int_range(random, 0, 6)];
        GalleyNameRun runs[GALLEY_NAME_PATTERN_MOST];
        const char *base = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
        /* the same by another way: each place that "a_" may stand at */
        gsize first = 0, size = strlen(base);
        for (gsize at = 1; first == 0 && at + 5 <= size; at++)
            if (memcmp(base + at, "a_", 2) == 0 && g_str_has_suffix(base + at + 3, ".b"))
                first = at;
        gboolean matched = galley_name_pattern_match(pattern, path, strlen(path), runs);
        g_assert_cmpint(matched, ==, first > 0);
        if (!matched)
            continue;
        n++;
        g_assert_cmpuint(runs[0].size, ==, first);
        g_assert_cmpuint(runs[0].size + 2 + runs[1].size + 2, ==, size);
    }
    g_assert_cmpuint(n, >, 100);
}

typedef struct {
    const char *name, *pattern, *message;
} RefusalCase;

static const RefusalCase refusals[] = {
    { "unclosed", "{a}_{b.txt",
      "character 5 of \"{a}_{b.txt\": a brace is opened and never closed" },
    { "brace-in-name", "{a{b}}", "character 1 of \"{a{b}}\": a brace is opened and never closed" },
    { "closed", "a}", "character 2 of \"a}\": a brace is closed that was not opened" },
    { "empty-name", "ü{}", "character 2 of \"ü{}\": a name is empty" },
    { "blank-name", "{ }", "character 1 of \"{ }\": a name is empty" },
    { "twice", "{a}_{a}", "character 5 of \"{a}_{a}\": a name stands here a second time" },
    { "touching", "{a}{b}",
      "character 4 of \"{a}{b}\": two names touch, so that nobody knows where one ends" },
    { "no-name", "a.txt", "character 1 of \"a.txt\": there is no {name} in it" },
    { "no-name-in-braces", "{{a}}", "character 1 of \"{{a}}\": there is no {name} in it" },
    { "nothing", "", "character 1 of \"\": there is no {name} in it" },
};

static void
test_refusal(gconstpointer data)
{
    const RefusalCase *test = data;
    const char *hint;
    g_autoptr(GError) error = NULL;
    g_assert_null(galley_name_pattern_parse(test->pattern, &hint, &error));
    g_assert_cmpstr(error->message, ==, test->message);
    g_assert_nonnull(hint);
}

/* ---- tables ---- */

typedef struct {
    const char *name, *table, *key, *encoding;
    const char *message; /* %NULL: it is sound */
    const char *shown;   /* key column: columns; then FILE line: values, | between */
} TableCase;

static const TableCase tables[] = {
    { "plain", "file,a,b\nx.txt,1,2\n", NULL, NULL, NULL, "file: a b;x.txt 2: 1|2|" },
    { "semicolon", "a;file\n\"1;2\";x\n", NULL, NULL, NULL, "file: a;x 2: 1;2|" },
    { "first-column", "id,a\nx,1", NULL, NULL, NULL, "id: a;x 2: 1|" },
    { "named-column", "file,a\nx,1\n", "a", NULL, NULL, "a: file;1 2: x|" },
    { "no-value", "file,a,b\nx,,\"\"\n", NULL, NULL, NULL, "file: a b;x 2: (none)||" },
    { "lines", "file,a\r\n\"x\",\"one\ntwo\"\r\n\r\ny,3\r\n", NULL, NULL, NULL,
      "file: a;x 2: one\ntwo|;y 5: 3|" },
    { "mark",
      "\xEF\xBB\xBF"
      "file,a\n./x,ü\n",
      NULL, NULL, NULL, "file: a;x 2: ü|" },
    { "windows-1252", "file,a\nx,\xFC\n", NULL, "windows-1252", NULL, "file: a;x 2: ü|" },
    { "not-utf-8", "file,a\nx,\xFC\n", NULL, NULL,
      "t.csv:1: it is not utf-8; say what it is: {path: ..., encoding: windows-1252}", NULL },
    { "empty", "", NULL, NULL, "t.csv:1: the table is empty", NULL },
    { "one-column", "file\nx\n", NULL, NULL,
      "t.csv:1: the table has the column \"file\" alone, and so no metadata", NULL },
    { "no-such-column", "a,b\nx,1\n", "file", NULL,
      "t.csv:1: there is no column \"file\"; there are \"a\", \"b\"", NULL },
    { "nameless-column", "file,\nx,1\n", NULL, NULL, "t.csv:1: column 2 has no name", NULL },
    { "column-twice", "file,a,a\nx,1,2\n", NULL, NULL, "t.csv:1: two columns have the name \"a\"",
      NULL },
    { "row-twice", "file,a\nx,\"1\n\"\ny,2\nx,3\n", NULL, NULL,
      "t.csv:5: \"x\" has a row on line 2 already", NULL },
    { "no-file", "file,a\n,1\n", NULL, NULL, "t.csv:2: the row names no file: \"file\" is empty",
      NULL },
    { "short-row", "file,a,b\nx,1\n", NULL, NULL,
      "t.csv:2: the row has 2 fields, the table 3 columns", NULL },
    { "quotes", "file,a\nx,\"1\n", NULL, NULL,
      "t.csv:2: byte 5 of the row: a field in quotation marks that does not end", NULL },
};

static char *
show_table(const GalleyNameTable *table)
{
    const char *const *columns = galley_name_table_get_columns(table);
    GString *out = g_string_new(galley_name_table_get_key(table));
    g_string_append_c(out, ':');
    for (guint i = 0; columns[i]; i++)
        g_string_append_printf(out, " %s", columns[i]);
    for (guint row = 0; row < galley_name_table_get_n_rows(table); row++) {
        const char *name = galley_name_table_get_name(table, row);
        g_assert_cmpuint(galley_name_table_find(table, name, strlen(name)), ==, row);
        g_string_append_printf(out, ";%s %u: ", name, galley_name_table_get_line(table, row));
        for (guint i = 0; columns[i]; i++) {
            gsize size;
            const char *value = galley_name_table_get_value(table, row, i, &size);
            g_string_append_printf(out, "%.*s|", value ? (int)size : 6, value ? value : "(none)");
        }
    }
    return g_string_free(out, FALSE);
}

static void
test_table(gconstpointer data)
{
    const TableCase *test = data;
    const GalleyNameTableForm form = { .key = test->key, .encoding = test->encoding };
    g_autoptr(GError) error = NULL;
    g_autoptr(GalleyNameTable) table =
        galley_name_table_parse(test->table, strlen(test->table), "t.csv", &form, &error);
    g_assert_cmpstr(error ? error->message : NULL, ==, test->message);
    g_autofree char *shown = table ? show_table(table) : NULL;
    g_assert_cmpstr(shown, ==, test->shown);
}

/* ---- joining ---- */

typedef struct {
    const char *name, *input, *member;
    gboolean packed;
    int row; /* -1: none */
} JoinCase;

static const char join_table[] = "file,a\n"
                                 "de/x.txt,0\nx.txt,1\ny,2\nz.zip/x.txt,3\nm/n.txt,4\n"
                                 "w.txt,5\nv.txt.gz,6\nfr/u,7\n";

static const JoinCase joins[] = {
    { "path", "de/x.txt", NULL, FALSE, 0 },
    { "base-name", "fr/x.txt", NULL, FALSE, 1 },
    { "no-extension", "y.html", NULL, FALSE, 2 },
    { "base-name-no-extension", "a/b/y.html", NULL, FALSE, 2 },
    { "path-no-extension", "fr/u.txt", NULL, FALSE, 7 },
    { "end-of-path", "corpus/de/x.txt", NULL, FALSE, 0 },
    { "end-of-path-no-extension", "corpus/fr/u.txt", NULL, FALSE, 7 },
    { "member-of-archive-in-folder", "all/z.zip", "x.txt", TRUE, 3 },
    { "member-of-archive", "z.zip", "x.txt", TRUE, 3 },
    { "member", "q.zip", "m/n.txt", TRUE, 4 },
    { "member-base-name", "q.zip", "k/w.txt", TRUE, 5 },
    { "compressed", "w.txt.gz", NULL, TRUE, 5 },
    { "compressed-as-it-is", "v.txt.gz", NULL, TRUE, 6 },
    { "gz-that-is-plain", "w.txt.gz", NULL, FALSE, 5 },
    { "key-with-other-folder", "m/x/n.txt", NULL, FALSE, -1 },
    { "none", "q.txt", NULL, FALSE, -1 },
};

static void
test_join(gconstpointer data)
{
    const JoinCase *test = data;
    const GalleyNameTableForm form = { 0 };
    g_autoptr(GalleyNameTable) table =
        galley_name_table_parse(join_table, strlen(join_table), "t.csv", &form, NULL);
    const GalleyNaming naming = { .table = table };
    const GalleyFileName name = { test->input, test->member, test->packed };
    g_assert_cmpint((int)galley_naming_find_row(&naming, &name), ==, test->row);
}

#define ADD_ALL(path, cases, test)                                                                 \
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {                                              \
        g_autofree char *full = g_strconcat("/naming/" path "/", cases[i].name, NULL);             \
        g_test_add_data_func(full, &cases[i], test);                                               \
    }

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD_ALL("match", matches, test_match)
    g_test_add_func("/naming/round-trip", test_round_trip);
    ADD_ALL("refusal", refusals, test_refusal)
    ADD_ALL("table", tables, test_table)
    ADD_ALL("join", joins, test_join)
    return g_test_run();
}
