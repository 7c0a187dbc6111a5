/* test-writer-jsonl.c: documents as JSON Lines. SPDX-License-Identifier: MIT */
#include <glib/gstdio.h>

#include "annotated.h"

#define BYTES(literal) literal, sizeof(literal) - 1
#define HEAD "{\"galley\":1,\"id\":\"a\",\"metadata\":{},"
#define OFFSETS(unit, of)                                                                          \
    "\"offsets\":{\"unit\":\"" unit "\",\"of\":\"" of                                              \
    "\",\"removed\":{\"unit\":\"byte\",\"of\":\"source\"}},"
#define PLAIN OFFSETS("codepoint", "text")

typedef struct {
    const char *name;
    const char *options;
    const char *text;
    gsize size;
    const char *rows;
    const char *cuts;
    const char *expected; /* without the line feed */
} Case;

/* "Zoë 😀 said “no.”": bytes Z0 o1 ë2-3 4 😀5-8 9 s10-13 14 “15-17 n18 o19 .20 ”21-23 */
#define SMILE BYTES("Zo\u00eb \U0001F600 said \u201Cno.\u201D")
#define SMILE_JSON "\"text\":\"Zo\u00eb \U0001F600 said \u201Cno.\u201D\","
#define SMILE_ROWS "token 0-4\ntoken 5-9\ntoken 10-14\ntoken 15-18\ntoken 21-24"

static const Case cases[] = {
    { "empty", NULL, BYTES(""), NULL, NULL, HEAD PLAIN "\"text\":\"\",\"layers\":{}}" },
    { "ascii", "layers=token", BYTES("He left."),
      "token 0-2 kind=0\ntoken 3-7 kind=0 lemma=leave upos=15\ntoken 7-8 kind=2 clitic=1 head=1",
      NULL,
      HEAD PLAIN
      "\"text\":\"He left.\",\"layers\":{\"token\":[{\"begin\":0,\"end\":2,\"kind\":\"word\"},"
      "{\"begin\":3,\"end\":7,\"kind\":\"word\",\"lemma\":\"leave\",\"upos\":\"VERB\"},"
      "{\"begin\":7,\"end\":8,\"kind\":\"punctuation\",\"clitic\":true,\"head\":1}]}}" },
    { "codepoint", "layers=token", SMILE, SMILE_ROWS, NULL,
      HEAD PLAIN SMILE_JSON "\"layers\":{\"token\":[{\"begin\":0,\"end\":3},{\"begin\":4,\"end\":5}"
                            ",{\"begin\":6,\"end\":10},"
                            "{\"begin\":11,\"end\":12},{\"begin\":15,\"end\":16}]}}" },
    { "utf16", "layers=token;unit=utf16", SMILE, SMILE_ROWS, NULL,
      HEAD OFFSETS("utf16", "text") SMILE_JSON
      "\"layers\":{\"token\":[{\"begin\":0,\"end\":3},{\"begin\":4,\"end\":6},{\"begin\":7,\"end\":"
      "11},"
      "{\"begin\":12,\"end\":13},{\"begin\":16,\"end\":17}]}}" },
    { "byte", "layers=token;unit=byte;text=false", SMILE, "token 5-9", NULL,
      HEAD OFFSETS("byte", "text") "\"layers\":{\"token\":[{\"begin\":5,\"end\":9}]}}" },
    { "of-source", "layers=token;of=source;text=false;metadata=false",
      BYTES("ab--c\xFF"
            "d"),
      "token 0-2\ntoken 4-8", "2-4 dashes",
      "{\"galley\":1,\"id\":\"a\"," OFFSETS(
          "byte", "source") "\"layers\":{\"token\":[{\"begin\":0,\"end\":2},"
                            "{\"begin\":4,\"end\":6}]}}" },
    { "removed", "source=true;alignment=true", BYTES("ab\n-- c"), "token 0-2", "2-5 a_line",
      HEAD PLAIN
      "\"text\":\"ab c\",\"source\":\"ab\\n-- c\",\"alignment\":[[0,0,1,1],[2,5,1,1]],"
      "\"layers\":{\"token\":[{\"begin\":0,\"end\":2}],"
      "\"removed\":[{\"begin\":2,\"end\":5,\"reason\":\"a_line\",\"step\":\"annotate\"}]}}" },
    { "base64-source", "layers=;source=true", BYTES("a\xFFz"), "token 0-1", NULL,
      HEAD PLAIN "\"text\":\"a\uFFFDz\",\"source\":{\"base64\":\"Yf96\"},\"layers\":{}}" },
    /* "No, " he said, "never." */
    { "quotation", "layers=quotation", BYTES("\"No, \n \" he said, \"never.\""),
      "entity 9-11 name=Ana_Lee\n"
      "quotation 0-26 kind=0 cue=12-16 speaker=9-11 entity=0 confidence=0.5\n"
      "quotation 9-11 kind=3\n"
      "quotation_part 1-4 quotation=0\n"
      "quotation_part 19-25 quotation=0",
      NULL,
      HEAD PLAIN "\"text\":\"\\\"No, \\n \\\" he said, \\\"never.\\\"\",\"layers\":{\"quotation\":["
                 "{\"begin\":0,\"end\":26,\"kind\":\"direct\",\"text\":\"No, "
                 "never.\",\"content\":[[1,4],[19,25]],"
                 "\"cue\":[12,16],\"speaker\":[9,11],\"entity\":0,\"canonical_speaker\":\"Ana "
                 "Lee\",\"confidence\":0.5},"
                 "{\"begin\":9,\"end\":11,\"kind\":\"scare\",\"text\":\"he\"}]}}" },
    { "order-of-layers", "text=false", BYTES("Ana left."),
      "sentiment 0-9 scope=2 compound=0 evidence=1\nexample.org/topic 0-3 label=x\nmention 0-3 "
      "form=0 entity=0\n"
      "entity 0-3 name=Ana\nsentence 0-9 kind=0\nquotation_part 4-8",
      NULL,
      HEAD PLAIN
      "\"layers\":{\"sentence\":[{\"begin\":0,\"end\":9,\"kind\":\"text\"}],"
      "\"mention\":[{\"begin\":0,\"end\":3,\"text\":\"Ana\",\"form\":\"name\",\"entity\":0}],"
      "\"entity\":[{\"begin\":0,\"end\":3,\"name\":\"Ana\"}],"
      "\"sentiment\":[{\"begin\":0,\"end\":9,\"scope\":\"document\",\"compound\":0.0,\"evidence\":"
      "1}],\"example.org/topic\":[{\"begin\":0,\"end\":3,\"label\":\"x\"}]}}" },
    { "parts-if-listed", "text=false;layers=quotation_part", BYTES("\"a\""),
      "quotation 0-3 kind=0\nquotation_part 1-2 quotation=0", NULL,
      HEAD PLAIN "\"layers\":{\"quotation_part\":[{\"begin\":1,\"end\":2,\"quotation\":0}]}}" },
    { "every-type", "text=false;layers=example.org/topic", BYTES("caf\u00e9 x"),
      "token 0-5\n"
      "example.org/topic 0-5 label=a_\u201Cb\u201D strength=1 share=0.1 rank=-3 main=0 word=6-7 "
      "token=0\n"
      "example.org/topic 6-7",
      NULL,
      HEAD PLAIN "\"layers\":{\"example.org/topic\":[{\"begin\":0,\"end\":4,\"label\":\"a "
                 "\u201Cb\u201D\",\"strength\":\"strong\","
                 "\"share\":0.1,\"rank\":-3,\"main\":false,\"word\":[5,6],\"token\":0},{\"begin\":"
                 "5,\"end\":6}]}}" },
    { "decimals", "text=false;layers=sentiment;decimals=2", BYTES("x"),
      "sentiment 0-1 scope=0 positive=0.3333 negative=0 compound=-0.6249", NULL,
      HEAD PLAIN
      "\"layers\":{\"sentiment\":[{\"begin\":0,\"end\":1,\"scope\":\"sentence\",\"positive\":0.33,"
      "\"negative\":0.0,\"compound\":-0.62}]}}" },
};

static char *
encode_case(const Case *test)
{
    g_auto(Annotated) made = annotated(test->text, test->size, test->rows, test->cuts);
    return annotated_encode(&made, "writer-jsonl.so", test->options);
}

static void
test_case(gconstpointer data)
{
    const Case *test = data;
    g_autofree char *line = encode_case(test);
    g_autofree char *expected = g_strconcat(test->expected, "\n", NULL);
    g_assert_cmpstr(line, ==, expected);
}

/* ---- offsets: every unit over texts of every pattern, against counting one by one ---- */

static const char *const letters[] = { "a", "\u00e9", "\u20AC", "\U0001F600" };
static const guint utf16_units[] = { 1, 1, 1, 2 };

/* A text of @n letters from the digits of @pattern to the base four, and a token for each letter.
 */
static void
build_text(guint64 pattern, guint n, GString *text, GString *rows)
{
    for (guint i = 0; i < n; i++, pattern = pattern >> 2 | pattern << 62) {
        gsize begin = text->len;
        g_string_append(text, letters[pattern & 3]);
        g_string_append_printf(rows, "%stoken %zu-%zu", i > 0 ? "\n" : "", begin, text->len);
    }
}

static void
append_expected(GString *out, guint64 pattern, guint n, gboolean utf16)
{
    guint at = 0;
    for (guint i = 0; i < n; i++, pattern = pattern >> 2 | pattern << 62) {
        guint end = at + (utf16 ? utf16_units[pattern & 3] : 1);
        g_string_append_printf(out, "%s{\"begin\":%u,\"end\":%u}", i > 0 ? "," : "", at, end);
        at = end;
    }
}

static void
test_units(gconstpointer data)
{
    gboolean utf16 = GPOINTER_TO_INT(data);
    static const guint64 patterns[] = { 0, 0x0123456789abcdef, 0xffffffffffffffff,
                                        0x5555000055550000, 3 };
    for (gsize i = 0; i < G_N_ELEMENTS(patterns); i++)
        for (guint n = 1; n < 200; n += 23) {
            g_autoptr(GString) text = g_string_new(NULL), rows = g_string_new(NULL),
                               expected = g_string_new(NULL);
            build_text(patterns[i], n, text, rows);
            append_expected(expected, patterns[i], n, utf16);
            g_auto(Annotated) made = annotated(text->str, text->len, rows->str, NULL);
            g_autofree char *line = annotated_encode(
                &made, "writer-jsonl.so", utf16 ? "layers=token;unit=utf16" : "layers=token");
            g_assert_nonnull(strstr(line, expected->str));
        }
}

/* ---- the schema ---- */

static void
write_lines(const char *path)
{
    g_autoptr(GString) lines = g_string_new(NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *line = encode_case(&cases[i]);
        g_string_append(lines, line);
    }
    g_assert_true(g_file_set_contents(path, lines->str, (gssize)lines->len, NULL));
}

static void
test_schema(void)
{
    static const char program[] =
        "import json, sys, jsonschema\n"
        "schema = json.load(open(sys.argv[1]))\n"
        "jsonschema.Draft7Validator.check_schema(schema)\n"
        "for line in open(sys.argv[2], encoding='utf-8'):\n"
        "    jsonschema.Draft7Validator(schema).validate(json.loads(line))\n";
    int status;
    g_autofree char *schema =
        g_build_filename(g_getenv("GALLEY_SOURCE"), "docs", "galley-jsonl.schema.json", NULL);
    g_autofree char *folder = g_dir_make_tmp("galley-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "lines.jsonl", NULL);
    const char *const check[] = { "/usr/bin/python3", "-c", "import jsonschema", NULL };
    const char *const validate[] = { "/usr/bin/python3", "-c", program, schema, path, NULL };
    if (!g_spawn_sync(NULL, (char **)check, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL,
                      NULL, &status, NULL) ||
        status != 0) {
        g_test_skip("python3-jsonschema is not installed");
        return;
    }
    write_lines(path);
    g_assert_true(
        g_spawn_sync(NULL, (char **)validate, NULL, 0, NULL, NULL, NULL, NULL, &status, NULL));
    g_assert_cmpint(status, ==, 0);
    g_remove(path);
    g_rmdir(folder);
}

/* ---- the contract ---- */

typedef struct {
    const char *name;
    const char *writer;
    const char *message;
} ContractCase;

static const ContractCase contract_cases[] = {
    { "utf16-of-source", "{of: source, unit: utf16}", "offsets of the source count bytes" },
    { "unknown-layer", "{layers: [token]}", "\"token\"" },
    { "decimals-out-of-range", "{decimals: 18}", "decimals" },
};

static void
test_contract(gconstpointer data)
{
    const ContractCase *test = data;
    g_autoptr(GError) error = NULL;
    const char *const folders[] = { g_getenv("GALLEY_TEST_PLUGINS"), NULL };
    g_autofree char *yaml = g_strdup_printf(
        "galley: 1\nname: test\nreader: text\nsteps:\n  - annotate: {rows: [\"sentence 0-1\"]}\n"
        "writers:\n  - jsonl: %s\n",
        test->writer);
    g_autoptr(GalleyPipeline) pipeline =
        galley_pipeline_load_text(yaml, strlen(yaml), "test.yaml", folders, &error);
    g_assert_null(pipeline);
    g_assert_nonnull(error);
    if (strstr(error->message, test->message) == NULL)
        g_error("%s", error->message);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strconcat("/writer-jsonl/line/", cases[i].name, NULL);
        g_test_add_data_func(path, &cases[i], test_case);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(contract_cases); i++) {
        g_autofree char *path =
            g_strconcat("/writer-jsonl/contract/", contract_cases[i].name, NULL);
        g_test_add_data_func(path, &contract_cases[i], test_contract);
    }
    g_test_add_data_func("/writer-jsonl/units/codepoint", GINT_TO_POINTER(FALSE), test_units);
    g_test_add_data_func("/writer-jsonl/units/utf16", GINT_TO_POINTER(TRUE), test_units);
    g_test_add_func("/writer-jsonl/schema", test_schema);
    return g_test_run();
}
