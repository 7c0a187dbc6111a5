/* test-reader-jsonl.c: lines of JSON as documents. SPDX-License-Identifier: MIT */
#include "plugin-host.h"

#define BYTES(literal) literal, sizeof(literal) - 1

/* ---- good lines ---- */

typedef struct {
    const char *name;
    const char *options;
    const char *line;
    const char *id; /* "" if the engine is to give one */
    const char *text;
    const char *metadata; /* key:type:value, parted by '|' */
} GoodCase;

static const GoodCase good_cases[] = {
    { "plain", NULL, "{\"id\":\"a\",\"text\":\"He left.\"}\n", "a", "He left.", "" },
    { "no-id", NULL, "{\"text\":\"x\"}", "", "x", "" },
    { "null-id", NULL, "{\"id\":null,\"text\":\"x\"}", "", "x", "" },
    { "empty-id", NULL, "{\"id\":\"\",\"text\":\"x\"}", "", "x", "" },
    { "nul-in-id", NULL, "{\"id\":\"a\\u0000b\",\"text\":\"x\"}", "a\uFFFDb", "x", "" },
    { "number-id", NULL, "{\"id\":17,\"text\":\"x\"}", "17", "x", "" },
    { "long-number-id", NULL, "{\"id\":123456789012345678901,\"text\":\"x\"}",
      "123456789012345678901", "x", "" },
    { "blanks", NULL, " \t{ \"text\" :\r \"x\" , \"id\" : \"b\" } \r\n", "b", "x", "" },
    { "byte-order-mark", NULL, "\xEF\xBB\xBF{\"text\":\"x\"}", "", "x", "" },
    { "empty-text", NULL, "{\"text\":\"\"}", "", "", "" },
    { "escapes", NULL, "{\"text\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u20AC\\ud83d\\uDE00.\"}", "",
      "\"\\/\b\f\n\r\t\u00e9\u20AC\U0001F600.", "" },
    { "escaped-key", NULL, "{\"te\\u0078t\":\"x\",\"\\u006e\":1}", "", "x", "n:int64:1" },
    { "other-names", "text=body;id=url", "{\"body\":\"x\",\"url\":\"u\",\"id\":\"i\"}", "u", "x",
      "id:text:i" },
    { "path", "text=article.body;id=article.meta.key",
      "{\"article\":{\"title\":\"t\",\"body\":\"x\",\"meta\":{\"key\":\"k\"}},\"n\":1}", "k", "x",
      "n:int64:1" },
    { "key-with-a-dot", "text=a.b", "{\"a\":{\"b\":\"inner\"},\"a.b\":\"outer\"}", "", "outer",
      "a:json:{\"b\":\"inner\"}" },
    { "order-and-types", NULL,
      "{\"z\":true,\"text\":\"x\",\"a\":\"\\u0041\",\"m\":-5,\"d\":0.50,\"n\":null,\"f\":false,"
      "\"l\":[1, {}],\"o\":{\"k\": 1}}",
      "", "x",
      "z:bool:1|a:text:A|m:int64:-5|d:double:0.5|n:null:|f:bool:0|l:json:[1, {}]|o:json:{\"k\": "
      "1}" },
    { "numbers-kept", NULL,
      "{\"text\":\"\",\"a\":9223372036854775807,\"b\":9223372036854775808,\"c\":-0,\"d\":1e400,"
      "\"e\":0.1000000000000000055,"
      "\"f\":1e-7,\"g\":0.30000000000000004,\"h\":1E2,\"i\":1e-400,\"j\":0e5}",
      "", "",
      "a:int64:9223372036854775807|b:json:9223372036854775808|c:json:-0|d:json:1e400|e:json:0."
      "1000000000000000055|"
      "f:double:1e-07|g:double:0.30000000000000004|h:double:100.0|i:json:1e-400|j:double:0.0" },
    { "chosen-metadata", "metadata=b,o.k,absent",
      "{\"text\":\"x\",\"a\":1,\"b\":2,\"o\":{\"k\":3}}", "", "x", "b:int64:2|o.k:int64:3" },
    { "no-metadata", "metadata=", "{\"text\":\"x\",\"a\":1}", "", "x", "" },
    { "last-of-equal-keys", NULL, "{\"text\":\"x\",\"a\":1,\"b\":2,\"a\":3}", "", "x",
      "a:int64:3|b:int64:2" },
};

static void
append_entry(GString *out, const GalleyMetadata *entry)
{
    static const char *const types[] = { [GALLEY_TYPE_INT64] = "int64",
                                         [GALLEY_TYPE_DOUBLE] = "double",
                                         [GALLEY_TYPE_BOOL] = "bool",
                                         [GALLEY_TYPE_TEXT] = "text",
                                         [GALLEY_TYPE_JSON] = "json" };
    g_string_append_printf(out, "%s%s:%s:", out->len > 0 ? "|" : "", entry->key,
                           entry->null ? "null" : types[entry->type]);
    if (entry->null)
        return;
    if (entry->type == GALLEY_TYPE_DOUBLE)
        galley_append_double(out, entry->number);
    else if (entry->type == GALLEY_TYPE_INT64 || entry->type == GALLEY_TYPE_BOOL)
        galley_append_int64(out, entry->int64);
    else
        g_string_append_len(out, entry->text, entry->text_size);
}

static void
test_good(gconstpointer data)
{
    const GoodCase *test = data;
    guint n;
    guint32 size;
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) metadata = g_string_new(NULL);
    g_autoptr(GalleyDocument) document = NULL;
    g_autoptr(Host) host = host_new(host_find("reader-jsonl.so"), test->options);
    GalleyStatus status = host_parse(host, test->line, strlen(test->line), &document, &error);
    g_assert_no_error(error);
    g_assert_cmpint(status, ==, GALLEY_OK);
    g_assert_cmpstr(galley_document_get_id(document), ==, test->id);
    g_assert_cmpstr(galley_document_get_text(document, &size), ==, test->text);
    g_assert_cmpuint(size, ==, strlen(test->text));
    const GalleyMetadata *list = galley_document_list_metadata(document, &n);
    for (guint i = 0; i < n; i++)
        append_entry(metadata, &list[i]);
    g_assert_cmpstr(metadata->str, ==, test->metadata);
}

/* ---- broken lines ---- */

typedef struct {
    const char *name;
    const char *options;
    const char *line;
    gsize size;
    const char *message;
} BadCase;

#define AT(n) "byte " #n " of the line: "

static const BadCase bad_cases[] = {
    { "array", NULL, BYTES("[1]"), AT(0) "no JSON object, which begins with {" },
    { "words", NULL, BYTES("  He left."), AT(2) "no JSON object, which begins with {" },
    { "cut-off", NULL, BYTES("{\"text\":\"x"), AT(8) "a string without an end" },
    { "cut-off-in-escape", NULL, BYTES("{\"text\":\"x\\"),
      AT(10) "a backslash before what needs none" },
    { "cut-off-after-key", NULL, BYTES("{\"text\""), AT(7) "no colon after a key" },
    { "no-comma", NULL, BYTES("{\"a\":1 \"b\":2}"), AT(7) "no comma or } after a value" },
    { "comma-at-the-end", NULL, BYTES("{\"a\":1,}"), AT(7) "no key in quotation marks" },
    { "comma-in-array", NULL, BYTES("{\"a\":[1,]}"), AT(8) "no JSON value" },
    { "wrong-bracket", NULL, BYTES("{\"a\":[1}}"), AT(7) "no comma or ] after a value" },
    { "two-objects", NULL, BYTES("{\"text\":\"\"}{}"),
      AT(11) "something after the end of the object" },
    { "not-a-number", NULL, BYTES("{\"a\":NaN}"), AT(5) "no JSON value" },
    { "leading-zero", NULL, BYTES("{\"a\":01}"), AT(6) "a number with a zero in front" },
    { "half-a-number", NULL, BYTES("{\"a\":1.}"), AT(7) "a number that lacks a digit here" },
    { "control", NULL, BYTES("{\"text\":\"a\tb\"}"),
      AT(10) "a control character in a string, where it must be escaped" },
    { "nul", NULL, BYTES("{\"text\":\"a\0b\"}"),
      AT(10) "a control character in a string, where it must be escaped" },
    { "bad-escape", NULL, BYTES("{\"text\":\"a\\x\"}"),
      AT(10) "a backslash before what needs none" },
    { "bad-hex", NULL, BYTES("{\"text\":\"\\u12g4\"}"),
      AT(9) "\\u without four hexadecimal digits" },
    { "high-surrogate", NULL, BYTES("{\"text\":\"ab\\ud83d.\"}"),
      AT(11) "half of a surrogate pair, which is no character" },
    { "low-surrogate", NULL, BYTES("{\"text\":\"\\ude00\"}"),
      AT(9) "half of a surrogate pair, which is no character" },
    { "ill-formed", NULL, BYTES("{\"text\":\"ab\xFF\"}"), AT(11) "ill-formed UTF-8 (byte ff)" },
    { "surrogate-in-utf-8", NULL, BYTES("{\"text\":\"\xED\xA0\x80\"}"),
      AT(9) "ill-formed UTF-8 (byte ed)" },
    { "nul-in-key", NULL, BYTES("{\"a\\u0000\":1}"), AT(2) "a key with U+0000 in it" },
    { "text-missing", NULL, BYTES("{\"Texts\":\"x\",\"b\":1}"),
      "no field \"text\" for the option \"text\"; there are \"Texts\", \"b\"; is it \"Texts\"?" },
    { "text-missing-alone", NULL, BYTES("{}"),
      "no field \"text\" for the option \"text\"; the object is empty" },
    { "text-missing-on-path", "text=a.b", BYTES("{\"a\":{\"c\":1}}"),
      "no field \"a.b\" for the option \"text\"; there are \"a\"" },
    { "text-a-number", NULL, BYTES("{\"text\":12}"),
      AT(8) "field \"text\" is a number, not a string" },
    { "text-null", NULL, BYTES("{\"text\":null}"), AT(8) "field \"text\" is null, not a string" },
    { "text-twice", NULL, BYTES("{\"text\":\"a\",\"text\":\"b\"}"),
      AT(20) "field \"text\" (text) stands here a second time" },
    { "id-twice", NULL, BYTES("{\"id\":1,\"text\":\"b\",\"id\":2}"),
      AT(24) "field \"id\" (id) stands here a second time" },
    { "id-missing", "id=url", BYTES("{\"text\":\"b\",\"uri\":1}"),
      "no field \"url\" for the option \"id\"; there are \"text\", \"uri\"; is it \"uri\"?" },
    { "id-null-where-named", "id=url", BYTES("{\"text\":\"b\",\"url\":null}"),
      AT(18) "field \"url\" is null, which is no id" },
    { "id-an-object", NULL, BYTES("{\"id\":{},\"text\":\"b\"}"),
      AT(6) "field \"id\" is an object, not a string or a number" },
    { "id-empty-where-named", "id=url", BYTES("{\"url\":\"\",\"text\":\"b\"}"),
      AT(8) "field \"url\" is empty, which is no id" },
};

static void
test_bad(gconstpointer data)
{
    const BadCase *test = data;
    g_autoptr(GError) error = NULL;
    g_autoptr(GalleyDocument) document = NULL;
    g_autoptr(Host) host = host_new(host_find("reader-jsonl.so"), test->options);
    g_assert_cmpint(host_parse(host, test->line, test->size, &document, &error), ==, GALLEY_ERROR);
    g_assert_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_DATA);
    g_assert_cmpstr(error->message, ==, test->message);
}

/* ---- what no table tells ---- */

static void
test_nesting(void)
{
    for (guint depth = 1024; depth <= 1025; depth++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(GalleyDocument) document = NULL;
        g_autoptr(Host) host = host_new(host_find("reader-jsonl.so"), NULL);
        g_autofree char *opening = g_strnfill(depth, '['), *closing = g_strnfill(depth, ']');
        g_autofree char *line = g_strconcat("{\"text\":\"x\",\"a\":", opening, closing, "}", NULL);
        GalleyStatus status = host_parse(host, line, strlen(line), &document, &error);
        g_assert_cmpint(status, ==, depth == 1024 ? GALLEY_OK : GALLEY_ERROR);
    }
}

static void
test_many_fields(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GalleyDocument) document = NULL;
    g_autoptr(Host) host = host_new(host_find("reader-jsonl.so"), NULL);
    g_autoptr(GString) line = g_string_new("{\"text\":\"x\"");
    for (guint i = 0; i < 3000; i++)
        g_string_append_printf(line, ",\"%u\":1", i);
    g_string_append_c(line, '}');
    g_assert_cmpint(host_parse(host, line->str, line->len, &document, &error), ==, GALLEY_ERROR);
    g_assert_nonnull(strstr(error->message, "more than 2048 fields"));
}

static void
test_empty_line(void)
{
    static const char *const lines[] = { "", "\n", " \t\r\n", "\xEF\xBB\xBF\n" };
    for (gsize i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autoptr(GalleyDocument) document = NULL;
        g_autoptr(Host) host = host_new(host_find("reader-jsonl.so"), NULL);
        g_assert_cmpint(host_parse(host, lines[i], strlen(lines[i]), &document, NULL), ==,
                        GALLEY_DROP);
    }
}

/* A worker takes good lines after bad ones, whatever the bad ones left behind. */
static void
test_worker_goes_on(void)
{
    g_autoptr(Host) host = host_new(host_find("reader-jsonl.so"), NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(bad_cases); i++) {
        g_autoptr(GalleyDocument) bad = NULL, good = NULL;
        host_parse(host, bad_cases[i].line, bad_cases[i].size, &bad, NULL);
        g_assert_cmpint(host_parse(host, BYTES("{\"text\":\"x\"}"), &good, NULL), ==, GALLEY_OK);
    }
}

static void
test_seek(void)
{
    const GalleyPlugin *plugin = host_find("reader-jsonl.so");
    const guint8 *bytes = (const guint8 *)"{}\n{}\n\n{}";
    static const gsize begins[] = { 3, 3, 3, 6, 6, 6, 7, GALLEY_SEEK_NONE, GALLEY_SEEK_NONE };
    for (gsize from = 1; from <= 9; from++)
        g_assert_cmpuint(plugin->seek_record(NULL, bytes, 9, from), ==, begins[from - 1]);
    g_assert_cmpuint(plugin->seek_record(NULL, bytes, 6, 6), ==, 6);
}

static void
test_probe(void)
{
    const GalleyPlugin *plugin = host_find("reader-jsonl.so");
    g_assert_cmpuint(plugin->probe("a.jsonl", (const guint8 *)"", 0), >, 90);
    g_assert_cmpuint(plugin->probe("-", (const guint8 *)"{ \"a\":1}", 8), >, 50);
    g_assert_cmpuint(plugin->probe("-", (const guint8 *)"{", 1), ==, 0);
    g_assert_cmpuint(plugin->probe("-", (const guint8 *)"{He} left", 9), ==, 0);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(good_cases); i++) {
        g_autofree char *path = g_strconcat("/reader-jsonl/good/", good_cases[i].name, NULL);
        g_test_add_data_func(path, &good_cases[i], test_good);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(bad_cases); i++) {
        g_autofree char *path = g_strconcat("/reader-jsonl/bad/", bad_cases[i].name, NULL);
        g_test_add_data_func(path, &bad_cases[i], test_bad);
    }
    g_test_add_func("/reader-jsonl/nesting", test_nesting);
    g_test_add_func("/reader-jsonl/many-fields", test_many_fields);
    g_test_add_func("/reader-jsonl/empty-line", test_empty_line);
    g_test_add_func("/reader-jsonl/worker-goes-on", test_worker_goes_on);
    g_test_add_func("/reader-jsonl/seek", test_seek);
    g_test_add_func("/reader-jsonl/probe", test_probe);
    return g_test_run();
}
