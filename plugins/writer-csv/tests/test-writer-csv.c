/* test-writer-csv.c: tables of rows and of documents. SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "annotated.h"
#include "support.h"

#define BYTES(literal) literal, sizeof(literal) - 1

typedef struct {
    const char *name;
    const char *options;
    const char *text;
    gsize size;
    const char *rows;
    const char *cuts;
    const char *expected; /* with LF for CRLF */
} Case;

/* "Zoë said “no.” Ana left.": Z0 o1 ë2-3 4 s5-8 9 “10-12 n13 o14 .15 ”16-18 19 A20-22 23 l24-27 .28 */
#define SAID BYTES("Zo\u00eb said \u201Cno.\u201D Ana left.")
#define SAID_ROWS                                                                                  \
    "sentence 0-19\nsentence 20-29\ntoken 0-4\ntoken 5-9\ntoken 20-23 kind=0\n"                    \
    "entity 0-4 name=Zo\u00eb_Lee\nentity 20-23\n"                                                 \
    "quotation 10-19 kind=0 cue=5-9 speaker=0-4 entity=0 confidence=0.5\nquotation 24-28 kind=3\n" \
    "sentiment 0-29 scope=2 compound=0.25\nsentiment 10-19 scope=1 compound=-0.5 quotation=0"

static const Case cases[] = {
    { "default", "layer=token", BYTES("Zo\u00eb \U0001F600."), "token 0-4\ntoken 5-9", NULL,
      "a,0,3,Zo\u00eb\na,4,5,\U0001F600\n" },
    { "quotation", "layer=quotation;columns=text,kind,cue,entity,canonical_speaker,confidence",
      SAID, SAID_ROWS, NULL,
      "\u201Cno.\u201D,direct,said,Zo\u00eb,Zo\u00eb Lee,0.5\nleft,scare,,,,\n" },
    { "content", "layer=quotation;columns=content,lower(content),text", BYTES("A b, C d. E"),
      "quotation 0-9\nquotation 3-4\nquotation 10-11\nquotation_part 0-3 quotation=0\n"
      "quotation_part 3-4 quotation=1\nquotation_part 5-8 quotation=0",
      NULL, "A b C d,a b c d,\"A b, C d.\"\n\",\",\",\",\",\"\n,,E\n" },
    { "sentence", "layer=quotation;columns=sentence", SAID, SAID_ROWS, NULL,
      "Zo\u00eb said \u201Cno.\u201D\nAna left.\n" },
    { "context", "layer=quotation;columns=left,text,right;context=3", SAID, SAID_ROWS, NULL,
      "\"id \",\u201Cno.\u201D,\" An\"\n\"na \",left,.\n" },
    { "context-at-the-ends", "layer=token;columns=left,right;context=9", BYTES("ab"), "token 0-2",
      NULL, "\"\",\"\"\n" },
    { "points-back", "layer=quotation;columns=sentiment.compound", SAID, SAID_ROWS, NULL,
      "-0.5\n\n" },
    { "of-document", "per=document;columns=id,count(token),sentiment.compound", SAID, SAID_ROWS,
      NULL, "a,3,0.25\n" },
    { "count-inside", "layer=sentence;columns=row,count(token)", SAID, SAID_ROWS, NULL,
      "0,2\n1,1\n" },
    { "where", "layer=quotation;columns=text;where=kind,direct", SAID, SAID_ROWS, NULL,
      "\u201Cno.\u201D\n" },
    { "where-number", "layer=quotation;columns=text;where=confidence,absent", SAID, SAID_ROWS, NULL,
      "left\n" },
    { "lower", "layer=token;columns=lower(text)", BYTES("\u00c9A x"), "token 0-3\ntoken 4-5", NULL,
      "\u00e9a\nx\n" },
    { "source", "layer=token;columns=begin,end,source_begin,source_end", BYTES("ab--cd"),
      "token 0-2\ntoken 4-6", "2-4 dashes", "0,2,0,2\n2,4,4,6\n" },
    { "removed", "layer=removed;columns=reason,source_begin,source_end", BYTES("ab--cd"), NULL,
      "2-4 dashes", "dashes,2,4\n" },
    { "quoted", "per=document;columns=text", BYTES("a \"b\", c\nd"), NULL, NULL,
      "\"a \"\"b\"\", c\nd\"\n" },
    { "semicolon", "per=document;columns=text,id;delimiter=semicolon", BYTES("a,b"), NULL, NULL,
      "a,b;a\n" },
    { "semicolon-inside", "per=document;columns=text;delimiter=semicolon", BYTES("a;b"), NULL, NULL,
      "\"a;b\"\n" },
    { "tab", "per=document;columns=text,id;delimiter=tab", BYTES("a\tb"), NULL, NULL,
      "\"a\tb\"\ta\n" },
    { "empty-text", "per=document;columns=text", BYTES(""), NULL, NULL, "\"\"\n" },
    { "nul", "per=document;columns=text", BYTES("a\0b"), NULL, NULL, "\"a\uFFFDb\"\n" },
    { "formula", "per=document;columns=text", BYTES("=1+1"), NULL, NULL, "'=1+1\n" },
    { "formula-at", "per=document;columns=text", BYTES("@SUM(A1)"), NULL, NULL, "'@SUM(A1)\n" },
    { "formula-wide", "per=document;columns=text", BYTES("\uFF1D1"), NULL, NULL, "'\uFF1D1\n" },
    { "formula-behind-line-end", "per=document;columns=text", BYTES("\n=1"), NULL, NULL,
      "\"'\n=1\"\n" },
    { "formula-quoted", "per=document;columns=text", BYTES("-1,2"), NULL, NULL, "\"'-1,2\"\n" },
    { "formula-as-it-is", "per=document;columns=text;guard=false", BYTES("=1+1"), NULL, NULL,
      "=1+1\n" },
    { "number-is-no-formula", "layer=sentiment;columns=compound", BYTES("x"),
      "sentiment 0-1 scope=0 compound=-0.5", NULL, "-0.5\n" },
    { "every-type", "layer=example.org/topic;columns=label,strength,share,rank,main,word,token",
      BYTES("caf\u00e9 x"),
      "token 0-5\nexample.org/topic 0-5 label=a_b strength=1 share=0.1 rank=-3 main=0 word=6-7 "
      "token=0",
      NULL, "a b,strong,0.1,-3,false,x,caf\u00e9\n" },
    { "foreign-layer-follows", "layer=example.org/topic;columns=token.lemma", BYTES("caf\u00e9 x"),
      "token 0-5 lemma=L\nexample.org/topic 6-7 token=0", NULL, "L\n" },
};

static char *
without_returns(const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\r\n", -1);
    return g_strjoinv("\n", lines);
}

static void
test_case(gconstpointer data)
{
    const Case *test = data;
    g_auto(Annotated) made = annotated(test->text, test->size, test->rows, test->cuts);
    g_autofree char *table = annotated_encode(&made, "writer-csv.so", test->options);
    g_autofree char *plain = without_returns(table);
    g_assert_cmpstr(plain, ==, test->expected);
    g_assert_true(g_str_has_suffix(table, "\r\n"));
}

/* ---- the header ---- */

static void
test_header(void)
{
    static const char *const pairs[][2] = {
        { "per=document", "id,text\r\n" },
        { "layer=token", "id,begin,end,text\r\n" },
        { "per=document;columns=id,metadata.a b;delimiter=tab;line_end=lf;bom=true",
          "\uFEFFid\tmetadata.a b\n" },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++) {
        g_autoptr(Host) host = host_new(host_find("writer-csv.so"), pairs[i][0]);
        g_autoptr(GString) out = g_string_new(NULL);
        g_assert_true(host->plugin->header(host->self, out, NULL));
        g_assert_cmpstr(out->str, ==, pairs[i][1]);
    }
}

/* ---- metadata ---- */

static void
test_metadata(void)
{
    g_autoptr(GalleyDocument) document = galley_document_new();
    g_autoptr(Host) host = host_new(
        host_find("writer-csv.so"),
        "per=document;columns=metadata.n,metadata.d,metadata.b,metadata.j,metadata.null,metadata.no"
        ",month(metadata.date),year(metadata.date),day(metadata.date),day(metadata.n),"
        "month(metadata.word)");
    g_autoptr(GString) out = g_string_new(NULL);
    galley_document_set_id(document, "a", 1);
    galley_document_set_metadata_int64(document, "n", -7);
    galley_document_set_metadata_double(document, "d", 0.1);
    galley_document_set_metadata_bool(document, "b", TRUE);
    galley_document_set_metadata_json(document, "j", "[1,2]", -1);
    galley_document_set_metadata_json(document, "null", "null", -1);
    galley_document_set_metadata_text(document, "date", "2026-11-28T02:00:00Z", -1);
    galley_document_set_metadata_text(document, "word", "2026-1", -1);
    g_assert_true(host->plugin->encode(document, host->worker, out, NULL));
    g_assert_cmpstr(out->str, ==, "-7,0.1,true,\"[1,2]\",,,2026-11,2026,2026-11-28,,\r\n");
}

/* ---- the contract ---- */

typedef struct {
    const char *name;
    const char *writer;
    const char *message;
} ContractCase;

static const ContractCase contract_cases[] = {
    { "where-no-category", "{layer: token, where: {kind: nubmer}}",
      "kind is never \"nubmer\": did you mean \"number\"?; it is one of word, number" },
    { "no-layer", "{}", "of which layer?" },
    { "layer-and-document", "{per: document, layer: token}", "do not go together" },
    { "no-columns", "{per: document, columns: []}", "columns is empty" },
    { "layer-missing", "{layer: quotation}", "nothing before it gives" },
    { "column-near", "{layer: token, columns: [kimd]}",
      "a row of \"token\" has no field \"kimd\": did you mean \"kind\"?; there are id, text, "
      "row," },
    { "column-not-filled", "{layer: token, columns: [lemma]}", "does not fill" },
    { "column-of-document", "{per: document, columns: [begin]}", "a document has no \"begin\"" },
    { "column-of-other", "{layer: token, columns: [token.name]}", "has no column \"name\"" },
    { "column-no-way", "{layer: token, columns: [entity.name]}",
      "rows of \"entity\" do not point to rows of \"token\"" },
    { "column-no-row", "{layer: token, columns: [kind.name]}", "points to no row" },
    { "foreign-column", "{layer: example.org/topic, columns: [lable]}",
      "test.yaml:7:47: \"csv\" needs the column \"lable\" of \"example.org/topic\", which "
      "\"annotate\" does not fill\n" },
    { "foreign-column-hint", "{layer: example.org/topic, columns: [lable]}",
      "hint: did you mean \"label\"?" },
    { "column-not-filled-list", "{layer: token, columns: [feats]}", "hint: it fills: kind" },
    { "metadata-missing", "{per: document, columns: [metadata.date]}", "metadata key \"date\"" },
    { "counted-missing", "{per: document, columns: [count(mention)]}", "\"mention\"" },
    { "removed-text", "{layer: removed}", "bytes of the source, and have no \"begin\"" },
    { "condition", "{layer: token, where: {kind: '>='}}", "has nothing to compare with" },
};

static void
test_contract(gconstpointer data)
{
    const ContractCase *test = data;
    g_autoptr(GError) error = NULL;
    const char *const folders[] = { g_getenv("GALLEY_TEST_PLUGINS"), NULL };
    g_autofree char *yaml = g_strdup_printf(
        "galley: 1\nname: test\nreader: text\nsteps:\n"
        "  - annotate: {rows: [\"token 0-1 kind=0\", \"example.org/topic 0-1 label=x\"]}\n"
        "writers:\n  - csv: %s\n",
        test->writer);
    g_autoptr(GalleyPipeline) pipeline =
        galley_pipeline_load_text(yaml, strlen(yaml), "test.yaml", folders, &error);
    g_assert_null(pipeline);
    g_assert_nonnull(error);
    if (strstr(error->message, test->message) == NULL)
        g_error("%s", error->message);
}

/* ---- in a run ---- */

static void
test_run(void)
{
    g_autoptr(Folder) folder = folder_new();
    add_file(folder, "p.yaml",
             "galley: 1\nsteps: [tokenizer]\nwriters:\n  - csv: {layer: token, columns: [text, "
             "kind], where: {kind: [number, \"punctuation\", null], text: ['> 2', ',']}}\n",
             -1);
    add_file(folder, "a.txt", "Give 3, not 1, or 10.", -1);
    g_auto(Outcome) outcome = shell("cd $1 && $GALLEY run p.yaml a.txt -o out", folder, NULL);
    g_assert_cmpint(outcome.status, ==, 0);
    g_autofree char *table = get_file(folder, "out/table.csv", NULL);
    g_assert_cmpstr(
        table, ==,
        "text,kind\r\n3,number\r\n\",\",punctuation\r\n\",\",punctuation\r\n10,number\r\n");
}

/* ---- as another reads it ---- */

static void
test_python(void)
{
    static const char program[] = "import csv, sys\n"
                                  "rows = list(csv.reader(open(sys.argv[1], newline='', "
                                  "encoding='utf-8'), strict=True))\n"
                                  "assert rows == [['a \"b\", \\r\\n\\u00e9 ', \"'=x\"]], rows\n";
    int status;
    g_autofree char *folder = g_dir_make_tmp("galley-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "table.csv", NULL);
    g_autoptr(GalleyDocument) document = galley_document_new();
    g_autoptr(Host) host =
        host_new(host_find("writer-csv.so"), "per=document;columns=text,metadata.x");
    g_autoptr(GString) out = g_string_new(NULL);
    const char *const run[] = { "/usr/bin/python3", "-c", program, path, NULL };
    galley_document_set_text(document, BYTES("a \"b\", \r\n\u00e9 "), NULL);
    galley_document_set_metadata_text(document, "x", "=x", -1);
    g_assert_true(host->plugin->encode(document, host->worker, out, NULL));
    g_assert_true(g_file_set_contents(path, out->str, (gssize)out->len, NULL));
    g_assert_true(g_spawn_sync(NULL, (char **)run, NULL, 0, NULL, NULL, NULL, NULL, &status, NULL));
    g_assert_cmpint(status, ==, 0);
    g_assert_cmpint(remove(path), ==, 0);
    g_assert_cmpint(remove(folder), ==, 0);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strconcat("/writer-csv/table/", cases[i].name, NULL);
        g_test_add_data_func(path, &cases[i], test_case);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(contract_cases); i++) {
        g_autofree char *path = g_strconcat("/writer-csv/contract/", contract_cases[i].name, NULL);
        g_test_add_data_func(path, &contract_cases[i], test_contract);
    }
    g_test_add_func("/writer-csv/header", test_header);
    g_test_add_func("/writer-csv/metadata", test_metadata);
    g_test_add_func("/writer-csv/run", test_run);
    g_test_add_func("/writer-csv/python", test_python);
    return g_test_run();
}
