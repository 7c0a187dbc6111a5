/* test-yaml.c: YAML as a tree with places, and places as people count them.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "pipeline/tree-private.h"

/* ---- trees ---- */

typedef struct {
    const char *name;
    const char *yaml;
    const char *
        tree; /* "text"@LINE:COLUMN+LENGTH of quoted, text@... of plain scalars; [lists], {key: maps} */
} TreeCase;

static const TreeCase trees[] = {
    { "scalar", "one", "one@1:1+3" },
    { "quoted", "'one'", "\"one\"@1:1+5" },
    { "double-quoted", "\"o\\u00e9\"", "\"o\u00e9\"@1:1+9" },
    { "block", "a: |\n  one\n  two\n", "{a@1:1+1: \"one\ntwo\n\"@1:4+1}" },
    { "wrapped", "a: one\n  two\n", "{a@1:1+1: one two@1:4+3 (wrapped)}" },
    { "list", "- one\n- two\n", "[one@1:3+3, two@2:3+3]" },
    { "flow-list", "[one, 'two']", "[one@1:2+3, \"two\"@1:7+5]" },
    { "map", "a: 1\nbc: x\n", "{a@1:1+1: 1@1:4+1, bc@2:1+2: x@2:5+1}" },
    { "nested", "a:\n  - b: {c: d}\n", "{a@1:1+1: [{b@2:5+1: {c@2:9+1: d@2:12+1}}]}" },
    { "nothing", "a:\nb: ~\nc: null\n",
      "{a@1:1+1: null@1:3+1, b@2:1+1: null@2:4+1, c@3:1+1: null@3:4+4}" },
    { "quoted-null", "a: 'null'", "{a@1:1+1: \"null\"@1:4+6}" },
    { "alias", "a: &x [b]\nc: *x\n", "{a@1:1+1: [b@1:8+1], c@2:1+1: [b@1:8+1]}" },
    { "alias-anew", "a: &x b\nc: &x d\ne: *x\n",
      "{a@1:1+1: b@1:4+4, c@2:1+1: d@2:4+4, e@3:1+1: d@2:4+4}" },
    { "columns-are-characters", "\u65e5\u672c: \u00e9\n", "{\u65e5\u672c@1:1+2: \u00e9@1:5+1}" },
    { "crlf", "a: 1\r\nb: 2\r\n", "{a@1:1+1: 1@1:4+1, b@2:1+1: 2@2:4+1}" },
    { "comments", "# one\na: 1 # two\n", "{a@2:1+1: 1@2:4+1}" },
    { "document-marks", "%YAML 1.1\n---\na: 1\n...\n", "{a@3:1+1: 1@3:4+1}" },
    { "first-of-two-keys", "a: 1\na: 2\n", "{a@1:1+1: 1@1:4+1}" },
    { "empty-list", "a: []\n", "{a@1:1+1: []}" },
    { "json", "{\"a\": [1, true]}", "{\"a\"@1:2+3: [1@1:8+1, true@1:11+4]}" },
};

static void dump(const GalleyNode *node, GString *out);

static void
dump_scalar(const GalleyNode *node, GString *out)
{
    const char *quote = node->quoted ? "\"" : "";
    g_string_append_printf(out, "%s%s%s@%u:%u+%u", quote,
                           galley_node_is_null(node) ? "null" : node->text, quote, node->place.line,
                           node->place.column, node->place.length);
    if (node->wrapped)
        g_string_append(out, " (wrapped)");
}

static void
dump_list(const GalleyNode *node, GString *out)
{
    for (guint i = 0; i < galley_node_get_n(node); i++) {
        g_string_append(out, i > 0 ? ", " : "");
        dump(galley_node_get_item(node, i), out);
    }
}

static void
dump_map(const GalleyNode *node, GString *out)
{
    for (guint i = 0; i < galley_node_get_n(node); i++) {
        g_string_append(out, i > 0 ? ", " : "");
        dump(galley_node_get_entry(node, i)->key, out);
        g_string_append(out, ": ");
        dump(galley_node_get_entry(node, i)->value, out);
    }
}

static void
dump(const GalleyNode *node, GString *out)
{
    static const struct {
        const char *open, *close;
        void (*dump)(const GalleyNode *node, GString *out);
    } kinds[] = {
        [GALLEY_NODE_SCALAR] = { "", "", dump_scalar },
        [GALLEY_NODE_LIST] = { "[", "]", dump_list },
        [GALLEY_NODE_MAP] = { "{", "}", dump_map },
    };
    g_string_append(out, kinds[node->kind].open);
    kinds[node->kind].dump(node, out);
    g_string_append(out, kinds[node->kind].close);
}

static void
test_tree(gconstpointer data)
{
    const TreeCase *one = data;
    gsize size = strlen(one->yaml);
    g_autoptr(GalleyDiagnostics) diagnostics = galley_diagnostics_new("p.yaml", one->yaml, size);
    g_autoptr(GalleyTree) tree = galley_tree_parse(one->yaml, size, diagnostics);
    g_autoptr(GString) out = g_string_new(NULL);
    g_assert_nonnull(tree);
    dump(galley_tree_get_root(tree), out);
    g_assert_cmpstr(out->str, ==, one->tree);
}

/* ---- looking up ---- */

static void
test_find(void)
{
    const char *yaml = "a: 1\nb: [2]\n";
    g_autoptr(GalleyDiagnostics) diagnostics = galley_diagnostics_new("p.yaml", yaml, strlen(yaml));
    g_autoptr(GalleyTree) tree = galley_tree_parse(yaml, strlen(yaml), diagnostics);
    const GalleyNode *root = galley_tree_get_root(tree);
    g_assert_cmpstr(galley_node_find(root, "a")->value->text, ==, "1");
    g_assert_null(galley_node_find(root, "c"));
    g_assert_null(galley_node_find(galley_node_find(root, "b")->value, "a"));
    g_assert_cmpstr(galley_node_describe(root), ==, "a map");
    g_assert_cmpstr(galley_node_describe(galley_node_find(root, "b")->value), ==, "a list");
    g_assert_cmpuint(galley_diagnostics_count(diagnostics), ==, 0);
}

/* As many values as may be, and one more. */
static void
test_bound(void)
{
    GString *yaml = g_string_new("[x");
    for (guint i = 0; i < GALLEY_TREE_NODES_MOST - 2; i++)
        g_string_append(yaml, ",x");
    g_string_append(yaml, "]");
    for (guint more = 0; more < 2; more++) {
        g_autoptr(GalleyDiagnostics) diagnostics =
            galley_diagnostics_new("p.yaml", yaml->str, yaml->len);
        g_autoptr(GalleyTree) tree = galley_tree_parse(yaml->str, yaml->len, diagnostics);
        g_assert_cmpint(tree != NULL, ==, more == 0);
        g_string_insert(yaml, 1, "x,");
    }
    g_string_free(yaml, TRUE);
}

/* ---- lines ---- */

static void
test_lines(void)
{
    const char *text = "one\r\n\u00e9\u65e5\rthree\n\nfive";
    static const char *const wanted[] = { "one", "\u00e9\u65e5", "three", "", "five" };
    GalleyLines lines;
    gsize size;
    galley_lines_init(&lines, text, strlen(text));
    for (guint i = 0; i < G_N_ELEMENTS(wanted); i++) {
        const char *line = galley_lines_get(&lines, i + 1, &size);
        g_assert_cmpmem(line, size, wanted[i], strlen(wanted[i]));
    }
    g_assert_null(galley_lines_get(&lines, 0, &size));
    g_assert_null(galley_lines_get(&lines, G_N_ELEMENTS(wanted) + 1, &size));
    galley_lines_clear(&lines);
}

static void
test_places(void)
{
    const char *text = "one\n\u00e9\u65e5z\nthree";
    static const struct {
        gsize begin, end;
        GalleyPlace place;
    } places[] = {
        { 0, 3, { 1, 1, 3, 0 } },  { 0, 9, { 1, 1, 3, 0 } },   { 3, 4, { 1, 4, 1, 0 } },
        { 4, 5, { 2, 1, 1, 0 } },  { 5, 7, { 2, 2, 2, 0 } },   { 6, 6, { 2, 3, 1, 0 } },
        { 8, 13, { 3, 1, 5, 0 } }, { 13, 14, { 3, 6, 1, 0 } },
    };
    GalleyLines lines;
    galley_lines_init(&lines, text, strlen(text));
    for (gsize i = 0; i < G_N_ELEMENTS(places); i++) {
        GalleyPlace place = galley_lines_find(&lines, places[i].begin, places[i].end);
        g_assert_cmpuint(place.line, ==, places[i].place.line);
        g_assert_cmpuint(place.column, ==, places[i].place.column);
        g_assert_cmpuint(place.length, ==, places[i].place.length);
    }
    galley_lines_clear(&lines);
}

/* ---- diagnostics ---- */

static void
test_long_line(void)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < 300; i++)
        g_string_append_c(text, (char)('a' + i % 26));
    g_autoptr(GalleyDiagnostics) diagnostics =
        galley_diagnostics_new("p.yaml", text->str, text->len);
    galley_diagnostics_add(diagnostics, (GalleyPlace){ 1, 131, 3, 0 }, NULL, "here");
    g_autofree char *message = galley_diagnostics_print(diagnostics);
    g_auto(GStrv) lines = g_strsplit(message, "\n", -1);
    g_assert_cmpstr(lines[0], ==, "p.yaml:1:131: here");
    g_assert_true(g_str_has_prefix(lines[1], "  \u2026stuvw"));
    g_assert_true(g_str_has_suffix(lines[1], "efgh\u2026"));
    g_assert_cmpuint(strlen(lines[2]), ==, 2 + 1 + 60 + 3);
    g_assert_true(g_str_has_suffix(lines[2], " ^~~"));
}

static void
test_nowhere(void)
{
    g_autoptr(GalleyDiagnostics) diagnostics = galley_diagnostics_new("p.yaml", "a", 1);
    galley_diagnostics_add(diagnostics, (GalleyPlace){ 1, 1, 1, 0 }, NULL, "somewhere");
    galley_diagnostics_add(diagnostics, (GalleyPlace){ 0, 0, 0, 0 }, "look", "nowhere: %s",
                           "\x1b\xff");
    galley_diagnostics_add(diagnostics, (GalleyPlace){ 1, 1, 1, 0 }, NULL, "somewhere");
    g_autofree char *message = galley_diagnostics_print(diagnostics);
    g_assert_cmpstr(message, ==, "nowhere: \uFFFD\nhint: look\np.yaml:1:1: somewhere\n  a\n  ^");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(trees); i++) {
        g_autofree char *path = g_strconcat("/yaml/tree/", trees[i].name, NULL);
        g_test_add_data_func(path, &trees[i], test_tree);
    }
    g_test_add_func("/yaml/find", test_find);
    g_test_add_func("/yaml/bound", test_bound);
    g_test_add_func("/yaml/lines", test_lines);
    g_test_add_func("/yaml/places", test_places);
    g_test_add_func("/yaml/long-line", test_long_line);
    g_test_add_func("/yaml/nowhere", test_nowhere);
    return g_test_run();
}
