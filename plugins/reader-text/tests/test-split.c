/* test-split.c: files of several texts. SPDX-License-Identifier: MIT */
#include "plugin-host.h"
#include "support.h"

#define BYTES(literal) literal, sizeof(literal) - 1

typedef struct {
    const char *name;
    const char *split; /* as in host_set_options(): line,PATTERN or blank_lines,N */
    const char *bytes;
    gsize size;
    const char *begins; /* of records, parted by blanks */
    const char *table;  /* id, what * stands for, text: of writer-csv */
    const char *told;
} Case;

static const Case cases[] = {
    { "two", "line,=== *", BYTES("=== A\na\n=== B\nb\n"), "0 8", "t@0,A,\"a\n\"\nt@8,B,\"b\n\"\n",
      "read 2 = written 2" },
    { "text-before", "line,=== *", BYTES("x\n=== A\na\n"), "0 2", "t@0,,\"x\n\"\nt@2,A,\"a\n\"\n",
      "texts before the first separator" },
    { "blank-before", "line,=== *", BYTES("\n \n=== A\na"), "0 3", "t@3,A,a\n",
      "dropped 1 by reader: nothing before the first separator" },
    { "none", "line,=== *", BYTES("x\ny\n"), "0", "t,,\"x\ny\n\"\n", "read 1 = written 1" },
    { "nothing", "line,=== *", BYTES(""), "0", "",
      "dropped 1 by reader: nothing before the first separator" },
    { "carriage-returns", "line,=== *", BYTES("=== A\r\na\r\n=== B\r\nb\r\n"), "0 10",
      "t@0,A,\"a\r\n\"\nt@10,B,\"b\r\n\"\n", "read 2" },
    { "carriage-return-in-literal", "line,---", BYTES("a\r\n---\r\nb"), "0 3",
      "t@0,\"a\r\n\"\nt@3,b\n", "read 2" },
    { "no-text", "line,=== *", BYTES("=== A\n=== B\nb\n"), "0 6", "t@0,A,\"\"\nt@6,B,\"b\n\"\n",
      "read 2 = written 2" },
    { "last-line", "line,=== *", BYTES("=== A\na\n=== B"), "0", "t,A,\"a\n\"\n",
      "separators with nothing behind them" },
    { "last-line-whole", "line,=== *", BYTES("=== A\na\n=== B\n"), "0 8",
      "t@0,A,\"a\n\"\nt@8,B,\"\"\n", "read 2 = written 2" },
    { "separator-alone", "line,=== *", BYTES("=== A"), "0", "t,A,\"\"\n", "read 1" },
    { "blanks-of-title", "line,=== *", BYTES("===   A b \t\na"), "0", "t,A b,a\n", "read 1" },
    { "empty-title", "line,===*", BYTES("===\na\n===  \nb"), "0 6",
      "t@0,\"\",\"a\n\"\nt@6,\"\",b\n", "read 2" },
    { "blank-must-be-there", "line,=== *", BYTES("a\n===\nb\n"), "0", "t,,\"a\n===\nb\n\"\n",
      "read 1" },
    { "in-the-line", "line,*chapter*", BYTES("1 chapter I\na\nchapter\nb"), "0 14",
      "t@0,1 chapter I,\"a\n\"\nt@14,chapter,b\n", "read 2" },
    { "not-in-the-line", "line,chapter *", BYTES("a chapter I\nb"), "0", "t,,\"a chapter I\nb\"\n",
      "read 1" },
    { "two-stars", "line,[*] *!", BYTES("[1] A!\na\n[2] B\nb\n[3] C! !\nc"), "0 17",
      "t@0,1] A,\"a\n[2] B\nb\n\"\nt@17,3] C!,c\n", "read 2" },
    { "question-mark", "line,=?=", BYTES("==\n=a=\nx\n=\u00e9=\ny\n=ab=\n"), "0 3 9",
      "t@0,\"==\n\"\nt@3,\"x\n\"\nt@9,\"y\n=ab=\n\"\n", "read 3" },
    { "malformed-is-one", "line,=?=", BYTES("a\n=\xE2\x82=\nb"), "0 2", "t@0,\"a\n\"\nt@2,b\n",
      "read 2" },
    { "escaped", "line,\\*\\*\\*", BYTES("a\n***\nb\n*-*\nc"), "0 2",
      "t@0,\"a\n\"\nt@2,\"b\n*-*\nc\"\n", "read 2" },
    { "star-and-escape", "line,\\**\\?", BYTES("*x?\na\n*y\nb"), "0", "t,x,\"a\n*y\nb\"\n",
      "read" },
    { "any-line", "line,?*", BYTES("a\n\nb\n"), "0 3", "t@0,\"\",\"\n\"\nt@3,\"\",\"\"\n",
      "read 2" },
    { "backtracking", "line,*ab*ab", BYTES("x\nabaab\nb\nab\n"), "0 2",
      "t@0,,\"x\n\"\nt@2,aba,\"b\nab\n\"\n", "read 2" },
    { "non-ascii", "line,\u00a7 *", BYTES("\u00a7 A\na\n\u00a7 B\nb"), "0 7",
      "t@0,A,\"a\n\"\nt@7,B,b\n", "read 2" },
    { "mark", "line,=== *", BYTES("\xEF\xBB\xBF=== A\na\n"), "0", "t,A,\"a\n\"\n", "read 1" },
    { "nul", "line,=== *", BYTES("a\0b\n=== A\n\0 text"), "0 4", NULL, "read 2 = written 2" },
    { "blank-lines", "blank_lines,2", BYTES("a\n\nb\n\n\nc\n"), "0 5",
      "t@0,\"a\n\nb\n\"\nt@5,\"c\n\"\n", "read 2 = written 2" },
    { "more-blank-lines", "blank_lines,2", BYTES("a\n\n\n\n\nb"), "0 4", "t@0,\"a\n\"\nt@4,b\n",
      "read 2" },
    { "one-blank-line", "blank_lines,1", BYTES("a\n\nb\n\nc\n"), "0 2 5",
      "t@0,\"a\n\"\nt@2,\"b\n\"\nt@5,\"c\n\"\n", "read 3" },
    { "blanks-in-blank-lines", "blank_lines,2", BYTES("a\n \t\n\f\r\n  b\n"), "0 2",
      "t@0,\"a\n\"\nt@2,\"  b\n\"\n", "read 2" },
    { "returns-in-blank-lines", "blank_lines,2", BYTES("a\r\n\r\n\r\nb\r\n"), "0 3",
      "t@0,\"a\r\n\"\nt@3,\"b\r\n\"\n", "read 2" },
    { "blank-lines-at-the-ends", "blank_lines,2", BYTES("\n\na\n\n\n\n"), "0", "t,\"a\n\"\n",
      "read 1 = written 1" },
    { "many-at-the-beginning", "blank_lines,2", BYTES("\n\n\n\na"), "0 2", "t@2,a\n",
      "dropped 1 by reader: nothing but blank lines" },
    { "only-blank-lines", "blank_lines,2", BYTES("\n\n\n\n"), "0", "",
      "dropped 1 by reader: nothing but blank lines" },
    { "blank-lines-and-mark", "blank_lines,1", BYTES("\xEF\xBB\xBF\n\nb"), "0 4", "t@4,b\n",
      "dropped 1 by reader: nothing but blank lines" },
};

/* ---- where records begin: the same however much is seen at a time, and from wherever on ---- */

static gsize
next_begin(Host *host, const guint8 *bytes, gsize size, gsize at, gsize piece)
{
    gsize shown = MIN(piece, size - at), from = 1;
    for (;;) {
        gsize found = shown >= from ? host->plugin->seek_record(host->self, bytes + at, shown, from)
                                    : GALLEY_SEEK_NONE;
        g_assert_true(found == GALLEY_SEEK_NONE || (found > 0 && found < shown));
        if (found != GALLEY_SEEK_NONE || at + shown == size)
            return found == GALLEY_SEEK_NONE ? size : at + found;
        from = MAX(shown, 1);
        shown = MIN(shown + piece, size - at);
    }
}

static void
assert_begins(Host *host, const Case *test, gsize piece)
{
    g_autoptr(GString) begins = g_string_new("0");
    gsize at = 0;
    while ((at = next_begin(host, (const guint8 *)test->bytes, test->size, at, piece)) < test->size)
        g_string_append_printf(begins, " %" G_GSIZE_FORMAT, at);
    g_assert_cmpstr(begins->str, ==, test->begins);
}

/* The first record of those that begin at @from or later, as a worker seeks it that begins there. */
static void
assert_found_from(Host *host, const Case *test, gsize from)
{
    g_auto(GStrv) begins = g_strsplit(test->begins, " ", -1);
    gsize expected = test->size;
    for (guint i = g_strv_length(begins); i > 0; i--)
        if (g_ascii_strtoull(begins[i - 1], NULL, 10) >= from)
            expected = g_ascii_strtoull(begins[i - 1], NULL, 10);
    for (gsize piece = 1; piece <= test->size; piece++)
        g_assert_cmpuint(next_begin(host, (const guint8 *)test->bytes, test->size, from - 1, piece),
                         ==, expected);
}

static Host *
host_for(const Case *test)
{
    g_autofree char *options = g_strconcat("split=", test->split, NULL);
    return host_new(host_find("reader-text.so"), options);
}

static void
test_seek(gconstpointer data)
{
    const Case *test = data;
    g_autoptr(Host) host = host_for(test);
    for (gsize piece = 1; piece <= test->size; piece++)
        assert_begins(host, test, piece);
    for (gsize from = 1; from < test->size; from++)
        assert_found_from(host, test, from);
}

/* ---- whole runs ---- */

static Outcome
run(const char *folder, const char *options, const char *writers)
{
    g_autofree char *yaml = g_strdup_printf(
        "galley: 1\nreader: {text: %s}\nsteps: []\nwriters: %s\n", options, writers);
    g_free(put_file(folder, "p.yaml", yaml, -1));
    return shell("cd $1 && $GALLEY run p.yaml t -o out", folder, NULL);
}

/* In what the command says of the run, or in the manifest, where the counters stand. */
static void
assert_told(const char *folder, const Outcome *outcome, const char *told)
{
    g_autofree char *manifest =
        outcome->status < 2 ? get_file(folder, "out/manifest.json", NULL) : g_strdup("");
    g_autofree char *all = g_strconcat(outcome->err, manifest, NULL);
    assert_has(all, told);
}

#define TABLE "[csv: {per: document, columns: [id%s, text], line_end: lf, guard: false}]"

/* Whether the documents have the metadata `split`. */
static gboolean
has_title(const Case *test)
{
    for (const char *at = test->split; *at != '\0'; at++) {
        if (*at == '*')
            return TRUE;
        at += *at == '\\';
    }
    return FALSE;
}

static char *
options_of(const Case *test)
{
    g_auto(GStrv) pair = g_strsplit(test->split, ",", 2);
    return g_strdup_printf("{split: {%s: '%s'}}", pair[0], pair[1]);
}

static void
test_run(gconstpointer data)
{
    const Case *test = data;
    g_autoptr(Folder) folder = folder_new();
    g_autofree char *options = options_of(test);
    g_autofree char *writers = g_strdup_printf(TABLE, has_title(test) ? ", metadata.split" : "");
    g_free(put_file(folder, "t", test->bytes, (gssize)test->size));
    g_auto(Outcome) outcome = run(folder, options, writers);
    assert_told(folder, &outcome, test->told);
    g_assert_cmpint(outcome.status, ==, 0);
    if (test->table == NULL)
        return;
    g_autofree char *table = get_file(folder, "out/table.csv", NULL);
    g_auto(GStrv) rows = g_strsplit(table, "\n", 2);
    g_assert_cmpstr(rows[1], ==, test->table);
}

/* ---- encodings ---- */

static const struct {
    const char *name, *options, *bytes;
    gsize size;
    int status;
    const char *told, *text;
} encodings[] = {
    { "declared", "{encoding: windows-1252, split: {line: '\u00a7 *'}}",
      BYTES("\xA7 A\n\xE9\n\xA7 B\nb\n"), 0, "read 2 = written 2", "\u00e9\n" },
    { "mark-and-declared", "{encoding: windows-1252, split: {line: '=*'}}",
      BYTES("\xEF\xBB\xBFx\n=A\na\n"), 0, "which was believed, since the file is split",
      "\u00ef\u00bb\u00bfx\n" },
    { "utf-16-with-mark", "{split: {line: '*'}}", BYTES("\xFF\xFE=\0\n\0a\0\n\0"), 1,
      "which `split` cannot cut; make it UTF-8 first", NULL },
    { "utf-16-without-mark", "{split: {line: '=*'}}", BYTES("=\0=\0\n\0a\0\n\0"), 1,
      "which `split` cannot cut; make it UTF-8 first", NULL },
    { "utf-16-declared", "{encoding: utf-16be, split: {line: '=*'}}", BYTES("\0a"), 2,
      "files in utf-16be cannot be split", NULL },
    { "utf-32-declared", "{encoding: utf-32, split: {blank_lines: 2}}", BYTES("\0a"), 2,
      "files in utf-32le cannot be split", NULL },
    { "malformed", "{split: {line: '=*'}}", BYTES("=A\na\xFF\n=B\nb\n"), 0, "malformed sequences",
      "a\uFFFD\n" },
};

static void
test_encoding(gconstpointer data)
{
    gsize i = GPOINTER_TO_SIZE(data);
    g_autoptr(Folder) folder = folder_new();
    g_free(put_file(folder, "t", encodings[i].bytes, (gssize)encodings[i].size));
    g_auto(Outcome) outcome = run(folder, encodings[i].options, "[jsonl]");
    assert_told(folder, &outcome, encodings[i].told);
    g_assert_cmpint(outcome.status, ==, encodings[i].status);
    if (encodings[i].text == NULL)
        return;
    g_autofree char *lines = get_file(folder, "out/documents.jsonl", NULL);
    g_autofree char *escaped = g_strescape(encodings[i].text, "\u00e9\u00ef\u00bb\u00bf\uFFFD");
    g_autofree char *expected = g_strdup_printf("\"text\":\"%s\"", escaped);
    assert_has(lines, expected);
}

/* ---- options that cannot be ---- */

static const struct {
    const char *name, *options, *message;
} wrong[] = {
    { "unknown", "{split: {lines: '='}}", "split: there is no \"lines\"" },
    { "both", "{split: {line: '=', blank_lines: 2}}", "split: it is one of" },
    { "neither", "{split: {}}", "split: it is one of" },
    { "empty", "{split: {line: ''}}", "split: line is a pattern for one line" },
    { "two-lines", "{split: {line: \"a\\nb\"}}", "split: line is a pattern for one line" },
    { "no-number", "{split: {blank_lines: two}}", "blank_lines is \"two\"" },
    { "none", "{split: {blank_lines: 0}}", "it is a whole number from 1 to 1000" },
    { "title-without-star", "{split: {line: '==='}}", "split" },
};

static void
test_wrong(gconstpointer data)
{
    gsize i = GPOINTER_TO_SIZE(data);
    g_autoptr(Folder) folder = folder_new();
    g_free(put_file(folder, "t", "x", 1));
    g_auto(Outcome) outcome =
        run(folder, wrong[i].options, "[csv: {per: document, columns: [metadata.split]}]");
    g_assert_cmpint(outcome.status, ==, 2);
    assert_has(outcome.err, wrong[i].message);
}

/* ---- the way back ---- */

static void
test_way_back(void)
{
    g_autoptr(Folder) folder = folder_new();
    g_free(put_file(folder, "t",
                    "\xEF\xBB\xBF=A\n\xFF"
                    "a\n=B\n",
                    -1));
    g_auto(Outcome) outcome =
        run(folder, "{split: {line: '=*'}}", "[jsonl: {source: true, alignment: true}]");
    g_autofree char *lines = get_file(folder, "out/documents.jsonl", NULL);
    g_assert_cmpint(outcome.status, ==, 0);
    assert_has(lines, "\"text\":\"\uFFFDa\\n\"");
    assert_has(lines, "\"alignment\":[[0,6,3,1],[3,7,1,1]]");
    assert_has(lines, "\"text\":\"\",\"source\":\"=B\\n\"");
}

/* ---- larger than a block: separators that lie across the edges of blocks ---- */

#define MIB (1 << 20)
#define N_EDGES 9

/* Separators that begin from 8 bytes before an edge to 0 behind it; between them lines of 16. */
static char *
across_edges(const char *separator, gsize *size)
{
    GString *bytes = g_string_new(NULL);
    gsize length = strlen(separator);
    for (gsize edge = 1; edge <= N_EDGES; edge++) {
        gsize begin = edge * MIB - (N_EDGES - edge);
        while (bytes->len + 32 < begin)
            g_string_append(bytes, "fifteen letters\n");
        while (bytes->len + 1 < begin)
            g_string_append_c(bytes, 'x');
        g_string_append_c(bytes, '\n');
        g_string_append_len(bytes, separator, (gssize)length);
    }
    g_string_append(bytes, "end\n");
    *size = bytes->len;
    return g_string_free(bytes, FALSE);
}

static const struct {
    const char *name, *options, *separator;
} edges[] = {
    { "line", "{split: {line: '=== *'}}", "=== title\n" },
    { "blank-lines", "{split: {blank_lines: 4}}", "\n \n\n\n" },
};

static void
test_edges(gconstpointer data)
{
    gsize size, i = GPOINTER_TO_SIZE(data);
    g_autoptr(Folder) folder = folder_new();
    g_autofree char *bytes = across_edges(edges[i].separator, &size);
    g_autoptr(GString) expected = g_string_new("id\nt@0\n");
    for (gsize edge = 1; edge <= N_EDGES; edge++)
        g_string_append_printf(expected, "t@%" G_GSIZE_FORMAT "\n", edge * MIB - (N_EDGES - edge));
    g_free(put_file(folder, "t", bytes, (gssize)size));
    g_auto(Outcome) outcome =
        run(folder, edges[i].options, "[csv: {per: document, columns: [id], line_end: lf}]");
    g_autofree char *table = get_file(folder, "out/table.csv", NULL);
    g_assert_cmpint(outcome.status, ==, 0);
    g_assert_cmpstr(table, ==, expected->str);
}

/* What is too long is no separator, wherever it is looked at from. */
static void
test_long_separators(void)
{
    g_autoptr(Host) line = host_new(host_find("reader-text.so"), "split=line,==*");
    g_autoptr(Host) blank = host_new(host_find("reader-text.so"), "split=blank_lines,1");
    for (gsize length = 1024; length <= 1025; length++) {
        g_autofree char *equals = g_strnfill(length, '=');
        g_autofree char *text = g_strconcat("a\n", equals, "\nb\n", NULL);
        g_assert_cmpuint(next_begin(line, (const guint8 *)text, strlen(text), 0, 100), ==,
                         length == 1024 ? 2 : strlen(text));
    }
    for (gsize length = 65535; length <= 65536; length++) {
        g_autofree char *blanks = g_strnfill(length, ' ');
        g_autofree char *text = g_strconcat("a\n", blanks, "\nb\n", NULL);
        g_assert_cmpuint(next_begin(blank, (const guint8 *)text, strlen(text), 0, 100), ==,
                         length == 65535 ? 2 : strlen(text));
    }
}

#define ADD(prefix, list, function, item)                                                          \
    for (gsize i = 0; i < G_N_ELEMENTS(list); i++) {                                               \
        g_autofree char *path = g_strconcat(prefix, (list)[i].name, NULL);                         \
        g_test_add_data_func(path, item, function);                                                \
    }

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    ADD("/split/seek/", cases, test_seek, &cases[i])
    ADD("/split/run/", cases, test_run, &cases[i])
    ADD("/split/encoding/", encodings, test_encoding, GSIZE_TO_POINTER(i))
    ADD("/split/wrong/", wrong, test_wrong, GSIZE_TO_POINTER(i))
    ADD("/split/edges/", edges, test_edges, GSIZE_TO_POINTER(i))
    g_test_add_func("/split/way-back", test_way_back);
    g_test_add_func("/split/long-separators", test_long_separators);
    return g_test_run();
}
