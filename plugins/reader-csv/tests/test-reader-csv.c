/* test-reader-csv.c: rows of tables as documents. SPDX-License-Identifier: MIT */
#include "plugin-host.h"
#include "support.h"

#define BYTES(literal) literal, sizeof(literal) - 1

/* ---- records: a table's first row and one row more ---- */

typedef struct {
    const char *name;
    const char *options;
    const char *bytes;
    gsize size;
    const char *id; /* "" if the engine is to give one */
    const char *text;
    const char *metadata; /* key:type:value, parted by '|' */
} GoodCase;

static const GoodCase good_cases[] = {
    { "plain", NULL, BYTES("id,text\r\na,He left.\r\n"), "a", "He left.", "" },
    { "line-feed", NULL, BYTES("id,text\na,He left.\n"), "a", "He left.", "" },
    { "return", NULL, BYTES("id,text\ra,He left.\r"), "a", "He left.", "" },
    { "no-line-end", NULL, BYTES("id,text\na,He left."), "a", "He left.", "" },
    { "quoted", NULL, BYTES("text\n\"He \"\"left\"\",\r\n\nnow.\"\n"), "", "He \"left\",\r\n\nnow.",
      "" },
    { "quoted-header", NULL, BYTES("\"a, \"\"b\"\"\n\",text\n1,x\n"), "", "x",
      "a, \"b\"\n:text:1" },
    { "blanks-stay", NULL, BYTES("a,text\n b , x \n"), "", " x ", "a:text: b " },
    { "empty", NULL, BYTES("a,b,text\n,\"\",\n"), "", "", "b:text:" },
    { "empty-id", NULL, BYTES("id,text\n,x\n"), "", "x", "" },
    { "mark", NULL, BYTES("\xEF\xBB\xBFtext,a\nx,1\n"), "", "x", "a:text:1" },
    { "mark-and-quotes", NULL, BYTES("\xEF\xBB\xBF\"text\",a\nx,1\n"), "", "x", "a:text:1" },
    { "utf-16le", NULL, BYTES("\xFF\xFEt\0e\0x\0t\0\n\0\"\0\xE9\0\"!\n\0\"\0\n\0"), "",
      "\u00e9\u2122\n", "" },
    { "utf-16be", NULL, BYTES("\xFE\xFF\0t\0e\0x\0t\0,\0b\0\n\0\"\0\xE9\0,\0\n\0\"\0,\0001\0\n"),
      "", "\u00e9,\n", "b:text:1" },
    { "declared", "encoding=windows-1252", BYTES("text\n\x93no\x94 \xE9\n"), "",
      "\u201Cno\u201D \u00e9", "" },
    { "mark-over-declared", "encoding=windows-1252", BYTES("\xEF\xBB\xBFtext\n\xC3\xA9\n"), "",
      "\u00e9", "" },
    { "semicolon", NULL, BYTES("text;a\nx,y;1\n"), "", "x,y", "a:text:1" },
    { "tab", NULL, BYTES("a,b\ttext\td\n1\tx\t2\n"), "", "x", "a,b:text:1|d:text:2" },
    { "pipe", NULL, BYTES("text|a\nx|1\n"), "", "x", "a:text:1" },
    { "found-outside-quotes", NULL, BYTES("\"a;b;c\",text\n1,x\n"), "", "x", "a;b;c:text:1" },
    { "declared-delimiter", "delimiter=semicolon;text=a", BYTES("a,b,c;a;b\n1;x;y\n"), "", "x",
      "a,b,c:text:1|b:text:y" },
    { "other-names", "text=body;id=url", BYTES("url,id,body\nu,i,x\n"), "u", "x", "id:text:i" },
    { "types", "types=i,int,n,number,b,bool,t,text", BYTES("i,n,b,t,text\n-5,0.50,TRUE,007,x\n"),
      "", "x", "i:int64:-5|n:double:0.5|b:bool:1|t:text:007" },
    { "type-without-value", "types=i,int", BYTES("i,text\n,x\n"), "", "x", "" },
    { "chosen-metadata", "metadata=b", BYTES("a,b,text\n1,2,x\n"), "", "x", "b:text:2" },
    { "no-metadata", "metadata=", BYTES("a,b,text\n1,2,x\n"), "", "x", "" },
    { "columns", "columns=id,text", BYTES("a,x\n"), "a", "x", "" },
    { "columns-and-mark", "columns=id,text",
      BYTES("\xEF\xBB\xBF"
            "a,x\n"),
      "a", "x", "" },
};

static void
append_entry(GString *out, const GalleyMetadata *entry)
{
    static const char *const types[] = { [GALLEY_TYPE_INT64] = "int64",
                                         [GALLEY_TYPE_DOUBLE] = "double",
                                         [GALLEY_TYPE_BOOL] = "bool",
                                         [GALLEY_TYPE_TEXT] = "text" };
    g_string_append_printf(out, "%s%s:%s:", out->len > 0 ? "|" : "", entry->key,
                           types[entry->type]);
    if (entry->type == GALLEY_TYPE_TEXT)
        g_string_append_len(out, entry->text, entry->text_size);
    else if (entry->type == GALLEY_TYPE_DOUBLE)
        galley_append_double(out, entry->number);
    else
        galley_append_int64(out, entry->int64);
}

static void
assert_document(const GalleyDocument *document, const GoodCase *test)
{
    guint n;
    guint32 size;
    const GalleyMetadata *list = galley_document_list_metadata(document, &n);
    g_autoptr(GString) metadata = g_string_new(NULL);
    for (guint i = 0; i < n; i++)
        append_entry(metadata, &list[i]);
    g_assert_cmpstr(galley_document_get_text(document, &size), ==, test->text);
    g_assert_cmpstr(galley_document_get_id(document), ==, test->id);
    g_assert_cmpstr(metadata->str, ==, test->metadata);
}

static void
test_good(gconstpointer data)
{
    const GoodCase *test = data;
    g_autoptr(GError) error = NULL;
    g_autoptr(Host) host = host_new(host_find("reader-csv.so"), test->options);
    for (guint i = 0; i < 2; i++) { /* the second time the table is known */
        g_autoptr(GalleyDocument) document = NULL;
        GalleyStatus status = host_parse(host, test->bytes, test->size, &document, &error);
        g_assert_no_error(error);
        g_assert_cmpint(status, ==, GALLEY_OK);
        assert_document(document, test);
    }
}

typedef struct {
    const char *name;
    const char *options;
    const char *bytes;
    gsize size;
    const char *message;
} BadCase;

static const BadCase bad_cases[] = {
    { "too-few", NULL, BYTES("a,text\nx\n"), "the row has 1 field, the table 2 columns" },
    { "too-many", NULL, BYTES("text\nx,y\n"),
      "the row has 2 fields, the table 1 column; a field with the delimiter in it wants quotation "
      "marks around it" },
    { "mark-inside", NULL, BYTES("a,text\n1,5\" disk\n"),
      "byte 3 of the row: a quotation mark in a field that begins without one; a field with one "
      "wants marks around it, and each inside twice" },
    { "behind-the-end", NULL, BYTES("text\n\"a\" b\n"),
      "byte 3 of the row: something behind the quotation mark that ends a field; inside a field it "
      "is written twice" },
    { "no-end", NULL, BYTES("text\n\"ab\n"),
      "byte 4 of the row: a field in quotation marks that does not end" },
    { "not-utf-8", NULL, BYTES("text\nab\xE9\n"),
      "byte 2 of the row: ill-formed UTF-8 (byte e9); if a program for Windows wrote it, say so "
      "with --set reader.encoding=windows-1252" },
    { "not-cp1252", "encoding=windows-1252", BYTES("text\n\x81\n"),
      "bytes that have no meaning in windows-1252" },
    { "half-a-unit", NULL, BYTES("\xFF\xFEt\0e\0x\0t\0\n\0a"),
      "bytes that have no meaning in utf-16le" },
    { "no-text", NULL, BYTES("id,headline,body,date\n1,2,3,4\n"),
      "which column is the text? There are \"id\", \"headline\", \"body\", \"date\". Say so with "
      "--set "
      "reader.text=body, or in the pipeline: reader: {csv: {text: body}}" },
    { "text-missing", "text=boby", BYTES("id,body\n1,2\n"),
      "there is no column \"boby\" (text); there are \"id\", \"body\"" },
    { "id-missing", "id=url", BYTES("id,text\n1,2\n"),
      "there is no column \"url\" (id); there are \"id\", \"text\"" },
    { "metadata-missing", "metadata=url", BYTES("text\n1\n"),
      "there is no column \"url\" (metadata); there are \"text\"" },
    { "type-missing", "types=n,int", BYTES("text\n1\n"),
      "there is no column \"n\" (types); there are \"text\"" },
    { "id-empty-where-named", "id=id", BYTES("id,text\n,x\n"),
      "the id is empty or has U+0000 in it" },
    { "id-with-nul", NULL, BYTES("id,text\na\0b,x\n"), "the id is empty or has U+0000 in it" },
    { "no-int", "types=n,int", BYTES("n,text\n1.5,x\n"),
      "the column \"n\" is \"1.5\", not a whole number" },
    { "no-number", "types=n,number", BYTES("n,text\n0x10,x\n"),
      "the column \"n\" is \"0x10\", not a number" },
    { "infinite", "types=n,number", BYTES("n,text\n1e999,x\n"),
      "the column \"n\" is \"1e999\", not a number" },
    { "no-bool", "types=n,bool", BYTES("n,text\nyes,x\n"),
      "the column \"n\" is \"yes\", not true or false" },
    { "no-text-of-one-word", NULL, BYTES("id,the text\n1,2\n"),
      "which column is the text? There are \"id\", \"the text\". Say so with --set "
      "'reader.text=the text', or in the pipeline: reader: {csv: {text: \"the text\"}}" },
    { "no-names", NULL, BYTES("1,\"We won, he said.\"\n2,x\n"),
      "which column is the text? There are \"1\", \"We won, he said.\". Say so with --set "
      "'reader.text=We won, he said.', or in the pipeline: reader: {csv: {text: \"We won, he "
      "said.\"}}; if that row is no names, \"columns: [...]\" gives them" },
    { "utf-16le-unmarked", NULL, BYTES("t\0e\0x\0t\0\n\0a\0\n\0"),
      "column 1 has U+0000 in its name; if the table is UTF-16, say so with --set "
      "reader.encoding=utf-16le" },
    { "utf-16be-unmarked", NULL, BYTES("\0t\0e\0x\0t\0\n\0a\0\n"),
      "column 1 has U+0000 in its name; if the table is UTF-16, say so with --set "
      "reader.encoding=utf-16be" },
    { "utf-32", NULL, BYTES("\xFF\xFE\0\0t\0\0\0"),
      "tables in UTF-32 are not read: convert it to UTF-8" },
    { "separator-line", NULL, BYTES("sep=;\nid;text\n"),
      "the first line is \"sep=\", which is no row: take it out" },
    { "twice", NULL, BYTES("a,text,a\n1,2,3\n"),
      "columns 1 and 3 are both called \"a\"; give one another name" },
    { "no-name", NULL, BYTES("a,,text\n1,2,3\n"),
      "column 2 has nothing as its name; \"columns: [...]\" names the columns of a table without a "
      "first row of names" },
    { "broken-header", NULL, BYTES("a\"b,text\n1,2\n"),
      "the first row, which names the columns, is no row of CSV: a quotation mark in a field that "
      "begins without one; a field with one wants marks around it, and each inside twice" },
};

static void
test_bad(gconstpointer data)
{
    const BadCase *test = data;
    g_autoptr(GError) error = NULL;
    g_autoptr(GalleyDocument) document = NULL, again = NULL;
    g_autoptr(Host) host = host_new(host_find("reader-csv.so"), test->options);
    g_assert_cmpint(host_parse(host, test->bytes, test->size, &document, &error), ==, GALLEY_ERROR);
    g_assert_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_DATA);
    g_assert_cmpstr(error->message, ==, test->message);
    g_assert_cmpint(host_parse(host, test->bytes, test->size, &again, NULL), ==, GALLEY_ERROR);
}

/* A worker reads rows of many tables: none that is refused changes what the others are. */
static void
test_refused_between(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(bad_cases) * G_N_ELEMENTS(good_cases); i++) {
        const BadCase *bad = &bad_cases[i / G_N_ELEMENTS(good_cases)];
        const GoodCase *good = &good_cases[i % G_N_ELEMENTS(good_cases)];
        g_autoptr(GalleyDocument) before = NULL, refused = NULL, behind = NULL;
        g_autoptr(Host) host = host_new(host_find("reader-csv.so"), good->options);
        g_assert_cmpint(host_parse(host, good->bytes, good->size, &before, NULL), ==, GALLEY_OK);
        host_parse(host, bad->bytes, bad->size, &refused, NULL);
        g_assert_cmpint(host_parse(host, good->bytes, good->size, &behind, NULL), ==, GALLEY_OK);
        assert_document(behind, good);
    }
}

static void
test_empty_line(void)
{
    g_autoptr(Host) host = host_new(host_find("reader-csv.so"), NULL);
    g_autoptr(GalleyDocument) dropped = NULL, kept = NULL;
    g_assert_cmpint(host_parse(host, BYTES("id,text\n\n"), &dropped, NULL), ==, GALLEY_DROP);
    g_assert_cmpint(host_parse(host, BYTES("text\n\n"), &kept, NULL), ==, GALLEY_OK);
}

static void
test_probe(void)
{
    const GalleyPlugin *plugin = host_find("reader-csv.so");
    g_assert_cmpuint(plugin->probe("a.CSV", (const guint8 *)"", 0), >, 80);
    g_assert_cmpuint(plugin->probe("a.tsv", (const guint8 *)"", 0), >, 80);
    g_assert_cmpuint(plugin->probe("a.txt", (const guint8 *)"", 0), ==, 0);
}

/* ---- whole tables, in a run ---- */

typedef struct {
    const char *name;
    const char *reader;
    const char *table;
    gsize size;
    int status;
    const char *out; /* of writer-csv, with id and text */
    const char *told;
} RunCase;

static const RunCase run_cases[] = {
    { "two-rows", "csv", BYTES("id,text\na,x\nb,\"y\ny\"\n"), 0, "a,x\nb,\"y\ny\"\n",
      "read 2 = written 2" },
    { "first-row-alone", "csv", BYTES("id,text\n"), 0, "", "read 0 = written 0" },
    { "nothing", "csv", BYTES(""), 0, "", "read 0 = written 0" },
    { "default-id", "csv", BYTES("text\nx\ny\n"), 0, "t.csv@5,x\nt.csv@7,y\n", "read 2" },
    { "empty-line", "csv", BYTES("id,text\na,x\n\nb,y\n"), 0, "a,x\nb,y\n",
      "dropped 1 by reader: empty line" },
    { "broken-row", "csv", BYTES("id,text\na,x\nb,5\" disk\nc,z\n"), 1, "a,x\nc,z\n",
      "t.csv:3: quarantined by reader: byte 3 of the row: a quotation mark in a field" },
    { "ragged-row", "csv", BYTES("id,text\na,x\nb\nc,z\n"), 1, "a,x\nc,z\n",
      "t.csv:3: quarantined by reader: the row has 1 field, the table 2 columns" },
    { "open-row-at-the-end", "csv", BYTES("id,text\na,\"x\nb,y\nc,z\n"), 1, "b,y\nc,z\n",
      "t.csv:2: quarantined by reader: byte 13 of the row: a field in quotation marks that does "
      "not" },
    { "open-row-closed-by-another", "csv", BYTES("id,text\na,\"x\nb,\"y\"\nc,z\n"), 1, "b,y\nc,z\n",
      "t.csv:2: quarantined by reader: byte 8 of the row: something behind" },
    { "line-behind-a-long-header", "csv", BYTES("id,text,\"n\n\nm\"\na,x\n"), 1, "",
      "t.csv:4: quarantined" },
    { "no-text", "csv", BYTES("id,body\na,x\n"), 1, NULL, "--set reader.text=body" },
    { "several-texts", "{csv: {text: [headline, lead, body]}}",
      BYTES("id,headline,lead,body\na,H.,,B.\nb,,L.,\nc,,,\n"), 0, "a,\"H.\n\nB.\"\nb,L.\nc,\"\"\n",
      "read 3" },
    { "utf-16-without-names", "{csv: {columns: [id, text]}}",
      BYTES("\xFF\xFE"
            "a\0,\0x\0\n\0b\0,\0y\0\n\0"),
      0, "a,x\nb,y\n", "read 2 = written 2" },
};

static Outcome
run(const char *folder, const char *reader, const char *writer, const char *table, gsize size)
{
    g_autofree char *yaml = g_strdup_printf(
        "galley: 1\nreader: %s\nsteps: []\nwriters:\n  - csv: %s\n", reader, writer);
    add_file(folder, "p.yaml", yaml, -1);
    add_file(folder, "t.csv", table, (gssize)size);
    return shell("cd $1 && $GALLEY run p.yaml t.csv -o out", folder, NULL);
}

static void
test_run(gconstpointer data)
{
    const RunCase *test = data;
    g_autoptr(Folder) folder = folder_new();
    g_auto(Outcome) outcome =
        run(folder, test->reader, "{per: document, line_end: lf}", test->table, test->size);
    assert_ended(&outcome, test->status, test->told);
    if (test->out == NULL)
        return;
    g_autofree char *out = get_file(folder, "out/table.csv", NULL);
    g_assert_cmpstr(out + strlen("id,text\n"), ==, test->out);
}

static void
test_sections(void)
{
    g_autoptr(Folder) folder = folder_new();
    g_auto(Outcome) outcome =
        run(folder, "{csv: {text: [headline, lead, body]}}",
            "{layer: section, columns: [id, name, begin, end, text], line_end: lf}",
            BYTES("id,headline,lead,body\na,\u00c9t\u00e9,,B.\n"));
    g_autofree char *out = get_file(folder, "out/table.csv", NULL);
    g_assert_cmpint(outcome.status, ==, 0);
    g_assert_cmpstr(out, ==,
                    "id,name,begin,end,text\na,headline,0,3,\u00c9t\u00e9\na,body,5,7,B.\n");
}

/* A row larger than the first look at the input, with its line ends inside. */
static void
test_large_row(void)
{
    g_autoptr(Folder) folder = folder_new();
    g_autofree char *long_field = g_strnfill(300000, '\n');
    g_autofree char *table = g_strconcat("id,text\na,\"", long_field, "\"\nb,y\n", NULL);
    g_auto(Outcome) outcome =
        run(folder, "csv", "{per: document, columns: [id]}", table, strlen(table));
    g_autofree char *out = get_file(folder, "out/table.csv", NULL);
    g_assert_cmpint(outcome.status, ==, 0);
    g_assert_cmpstr(out, ==, "id\r\na\r\nb\r\n");
}

/* ---- the contract ---- */

static const struct {
    const char *name, *options, *message;
} contract_cases[] = {
    { "encoding", "{encoding: cp1259}", "\"cp1259\" is not known" },
    { "type", "{types: {n: integer}}",
      "\"n\" is \"integer\"; it is one of text, int, number, bool" },
    { "text", "{text: []}", "text is empty" },
    { "columns", "{columns: []}", "columns is empty" },
    { "section-of-one", "{text: body}", "needs the layer \"section\"" },
};

static void
test_contract(gconstpointer data)
{
    gsize i = GPOINTER_TO_SIZE(data);
    g_autoptr(Folder) folder = folder_new();
    g_autofree char *reader = g_strdup_printf("{csv: %s}", contract_cases[i].options);
    g_auto(Outcome) outcome = run(folder, reader, "{layer: section}", BYTES("text\nx\n"));
    g_assert_cmpint(outcome.status, ==, 2);
    assert_has(outcome.err, contract_cases[i].message);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(good_cases); i++) {
        g_autofree char *path = g_strconcat("/reader-csv/good/", good_cases[i].name, NULL);
        g_test_add_data_func(path, &good_cases[i], test_good);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(bad_cases); i++) {
        g_autofree char *path = g_strconcat("/reader-csv/bad/", bad_cases[i].name, NULL);
        g_test_add_data_func(path, &bad_cases[i], test_bad);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(run_cases); i++) {
        g_autofree char *path = g_strconcat("/reader-csv/run/", run_cases[i].name, NULL);
        g_test_add_data_func(path, &run_cases[i], test_run);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(contract_cases); i++) {
        g_autofree char *path = g_strconcat("/reader-csv/contract/", contract_cases[i].name, NULL);
        g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_contract);
    }
    g_test_add_func("/reader-csv/refused-between", test_refused_between);
    g_test_add_func("/reader-csv/empty-line", test_empty_line);
    g_test_add_func("/reader-csv/probe", test_probe);
    g_test_add_func("/reader-csv/sections", test_sections);
    g_test_add_func("/reader-csv/large-row", test_large_row);
    return g_test_run();
}
