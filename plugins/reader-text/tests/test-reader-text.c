/* test-reader-text.c: files of plain text. SPDX-License-Identifier: MIT */
#include "plugin-host.h"

typedef struct {
    const char *name;
    const char *options;
    const char *bytes;
    gsize size;
    const char *text;
    gsize text_size;
    guint64 n_malformed;
} Case;

#define BYTES(literal) literal, sizeof(literal) - 1

static const Case cases[] = {
    { "utf-8", NULL, BYTES("Caf\u00e9\n"), BYTES("Caf\u00e9\n"), 0 },
    { "utf-8-bom", NULL, BYTES("\xEF\xBB\xBFyes"), BYTES("yes"), 0 },
    { "utf-16le-bom", NULL, BYTES("\xFF\xFE\xE9\0!\0"), BYTES("\u00e9!"), 0 },
    { "utf-16be-bom", NULL, BYTES("\xFE\xFF\0\xE9\0!"), BYTES("\u00e9!"), 0 },
    { "declared", "encoding=windows-1252", BYTES("\x93yes\x94"), BYTES("\u201Cyes\u201D"), 0 },
    { "bom-before-declared", "encoding=windows-1252", BYTES("\xEF\xBB\xBF\u00e9"), BYTES("\u00e9"),
      0 },
    { "empty", NULL, BYTES(""), BYTES(""), 0 },
    { "only-bom", NULL, BYTES("\xEF\xBB\xBF"), BYTES(""), 0 },
    { "white-space", NULL, BYTES(" \n\t"), BYTES(" \n\t"), 0 },
    { "nul", NULL, BYTES("a\0b"), BYTES("a\0b"), 0 },
    { "malformed", NULL, BYTES("a\xFFz\xE2\x82"), BYTES("a\uFFFDz\uFFFD"), 2 },
};

static void
test_parse(gconstpointer data)
{
    const Case *test = data;
    guint32 size;
    g_autoptr(GError) error = NULL;
    g_autoptr(GalleyDocument) document = NULL;
    g_autoptr(Host) host = host_new(host_find("reader-text.so"), test->options);
    GalleyStatus status = host_parse(host, test->bytes, test->size, &document, &error);
    g_assert_no_error(error);
    g_assert_cmpint(status, ==, GALLEY_OK);
    const char *text = galley_document_get_text(document, &size);
    g_assert_cmpmem(text, size, test->text, test->text_size);
    g_assert_cmpuint(galley_document_get_n_malformed(document), ==, test->n_malformed);
}

static void
test_way_back(void)
{
    guint32 begin, end;
    g_autoptr(GalleyDocument) document = NULL;
    g_autoptr(Host) host = host_new(host_find("reader-text.so"), NULL);
    host_parse(host, "a\xFFz", 3, &document, NULL);
    galley_document_map_to_source(document, 1, 4, &begin, &end);
    g_assert_cmpuint(begin, ==, 1);
    g_assert_cmpuint(end, ==, 2);
}

static void
test_unknown_encoding(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Host) host = host_new(host_find("reader-text.so"), "encoding=utf-9");
    g_assert_false(host->plugin->contract(host->self, NULL, &error));
    g_assert_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_OPTION);
    g_assert_true(
        g_str_has_prefix(error->message, "no encoding \"utf-9\"; there are auto, utf-8, "));
}

static void
test_binary(void)
{
    static const char bytes[] = "\x7F"
                                "ELF\2\1\1\0\xFF\xFE\1\2\3 \x90\x90 text";
    g_autoptr(GError) error = NULL;
    g_autoptr(GalleyDocument) refused = NULL, taken = NULL;
    g_autoptr(Host) host = host_new(host_find("reader-text.so"), NULL);
    g_autoptr(Host) sure = host_new(host_find("reader-text.so"), "encoding=utf-8");
    g_assert_cmpint(host_parse(host, bytes, sizeof bytes, &refused, &error), ==, GALLEY_ERROR);
    g_assert_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_DATA);
    g_assert_cmpint(host_parse(sure, bytes, sizeof bytes, &taken, NULL), ==, GALLEY_OK);
}

static const struct {
    const char *bytes, *why;
} formats[] = {
    { "%PDF-1.4\n1 0 obj\n", "is a PDF, not text; make text of it first, as with pdftotext" },
    { "{\\rtf1\\ansi Hello}", "is RTF, not text; save it as plain text" },
    { "\x89PNG\r\n\x1A\n", "is a picture, not text" },
};

static void
test_formats(void)
{
    g_autoptr(Host) host = host_new(host_find("reader-text.so"), NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(formats); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(GalleyDocument) refused = NULL;
        const char *bytes = formats[i].bytes;
        g_assert_cmpint(host_parse(host, bytes, strlen(bytes), &refused, &error), ==, GALLEY_ERROR);
        g_assert_cmpstr(error->message, ==, formats[i].why);
    }
}

static void
test_probe(void)
{
    const GalleyPlugin *plugin = host_find("reader-text.so");
    guint named = plugin->probe("a.txt", (const guint8 *)"{", 1);
    guint plain = plugin->probe("a", (const guint8 *)"He said", 7);
    guint binary = plugin->probe("a", (const guint8 *)"a\0b", 3);
    g_assert_cmpuint(named, >, plain);
    g_assert_cmpuint(plain, >, binary);
    g_assert_cmpuint(binary, ==, 0);
}

static void
test_one_record(void)
{
    g_autoptr(Host) host = host_new(host_find("reader-text.so"), NULL);
    g_assert_cmpuint(host->plugin->seek_record(host->self, (const guint8 *)"a\n\n\nb\n", 6, 1), ==,
                     GALLEY_SEEK_NONE);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strconcat("/reader-text/parse/", cases[i].name, NULL);
        g_test_add_data_func(path, &cases[i], test_parse);
    }
    g_test_add_func("/reader-text/way-back", test_way_back);
    g_test_add_func("/reader-text/unknown-encoding", test_unknown_encoding);
    g_test_add_func("/reader-text/binary", test_binary);
    g_test_add_func("/reader-text/formats", test_formats);
    g_test_add_func("/reader-text/probe", test_probe);
    g_test_add_func("/reader-text/one-record", test_one_record);
    return g_test_run();
}
