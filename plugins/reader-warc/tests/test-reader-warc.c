/* test-reader-warc.c: records of web archives as documents. SPDX-License-Identifier: MIT */
#include "plugin-host.h"
#include "support.h"

#define BYTES(literal) literal, sizeof(literal) - 1
#define HTTP "Content-Type: application/http; msgtype=response\r\n"
#define OK "HTTP/1.1 200 OK\r\n"
#define PAGE OK "Content-Type: text/html\r\n"
#define PLAIN "Content-Type: text/plain\r\n"

/* A record whose Content-Length is right. @fields end in line ends. */
static GString *
make_record(const char *type, const char *fields, const char *block, gsize size)
{
    GString *record = g_string_new(NULL);
    g_string_append_printf(
        record, "WARC/1.1\r\nWARC-Type: %s\r\n%sContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n", type,
        fields, size);
    g_string_append_len(record, block, (gssize)size);
    return g_string_append(record, "\r\n\r\n");
}

/* ---- one record ---- */

typedef struct {
    const char *name;
    const char *options;
    const char *type, *fields;
    const char *block;
    gsize size;
    const char *id; /* "" if the engine is to give one */
    const char *text;
    const char *metadata; /* key=value, parted by '|' */
} GoodCase;

static const GoodCase good_cases[] = {
    { "page", NULL, "response", HTTP, BYTES(PAGE "\r\n<p>He left."), "", "<p>He left.",
      "warc_type=response|http_status=200|content_type=text/html" },
    { "xhtml", NULL, "response", HTTP, BYTES(OK "content-type: Application/XHTML+xml\r\n\r\n<p>x"),
      "", "<p>x", "warc_type=response|http_status=200|content_type=application/xhtml+xml" },
    { "plain", NULL, "response", HTTP, BYTES(OK PLAIN "\r\nx\n"), "", "x\n",
      "warc_type=response|http_status=200|content_type=text/plain" },
    { "conversion", NULL, "conversion", PLAIN, BYTES("Vi\xC5\xA1\xC5\x88\x61\n"), "",
      "Vi\u0161\u0148a\n", "warc_type=conversion|content_type=text/plain" },
    { "resource", NULL, "resource", "Content-Type: text/html\r\n", BYTES("<p>x"), "", "<p>x",
      "warc_type=resource|content_type=text/html" },
    { "type-in-capitals", NULL, "Resource", PLAIN, BYTES("x"), "", "x",
      "warc_type=resource|content_type=text/plain" },
    { "all-fields", NULL, "conversion",
      "WARC-Target-URI: http://a.example/1\r\nWARC-Date: 2026-11-28T06:00:00Z\r\n"
      "WARC-Record-ID: <urn:uuid:1>\r\nWARC-Truncated: length\r\n" PLAIN,
      BYTES("x"), "", "x",
      "url=http://a.example/1|warc_type=conversion|warc_date=2026-11-28T06:00:00Z|"
      "warc_record_id=urn:uuid:1|warc_truncated=length|content_type=text/plain" },
    { "url-in-brackets", NULL, "conversion", "WARC-Target-URI: <http://a/>\r\n" PLAIN, BYTES("x"),
      "", "x", "url=http://a/|warc_type=conversion|content_type=text/plain" },
    { "folded-field", NULL, "conversion", "WARC-Target-URI: http://a/\r\n\tb\r\n" PLAIN, BYTES("x"),
      "", "x", "url=http://a/ b|warc_type=conversion|content_type=text/plain" },
    { "field-not-utf-8", NULL, "conversion", "WARC-Target-URI: http://a/\xE9\r\n" PLAIN, BYTES("x"),
      "", "x", "url=http://a/\uFFFD|warc_type=conversion|content_type=text/plain" },
    { "line-feeds", NULL, "conversion", "WARC-Date: 2026\n" PLAIN, BYTES("x"), "", "x",
      "warc_type=conversion|warc_date=2026|content_type=text/plain" },
    { "language", NULL, "conversion", "WARC-Identified-Content-Language: eng\r\n" PLAIN, BYTES("x"),
      "", "x", "warc_type=conversion|content_type=text/plain|language=en|languages=[\"en\"]" },
    { "languages", NULL, "conversion", "WARC-Identified-Content-Language: zho,ceb,eng\r\n" PLAIN,
      BYTES("x"), "", "x",
      "warc_type=conversion|content_type=text/"
      "plain|language=zh|languages=[\"zh\",\"ceb\",\"en\"]" },
    { "language-without-two-letters", NULL, "conversion",
      "WARC-Identified-Content-Language: ceb\r\n" PLAIN, BYTES("x"), "", "x",
      "warc_type=conversion|content_type=text/plain|language=ceb|languages=[\"ceb\"]" },
    { "language-first-and-last-row", NULL, "conversion",
      "WARC-Identified-Content-Language: aar, zul,en\r\n" PLAIN, BYTES("x"), "", "x",
      "warc_type=conversion|content_type=text/plain|language=aa|languages=[\"aa\",\"zu\",\"en\"]" },
    { "id-url", "id=url", "conversion", "WARC-Target-URI: http://a/\r\n" PLAIN, BYTES("x"),
      "http://a/", "x", "url=http://a/|warc_type=conversion|content_type=text/plain" },
    { "id-record", "id=record-id", "conversion", "WARC-Record-ID: <urn:uuid:1>\r\n" PLAIN,
      BYTES("x"), "urn:uuid:1", "x",
      "warc_type=conversion|warc_record_id=urn:uuid:1|content_type=text/plain" },
    { "other-types", "types=metadata;media_types=application/warc-fields", "metadata",
      "Content-Type: application/warc-fields\r\n", BYTES("a: b\r\n"), "", "a: b\r\n",
      "warc_type=metadata|content_type=application/warc-fields" },
    { "other-status", "status=404,410", "response", HTTP,
      BYTES("HTTP/1.0 404 Not Found\r\n" PLAIN "\r\nno"), "", "no",
      "warc_type=response|http_status=404|content_type=text/plain" },
    { "any-status", "status=", "response", HTTP, BYTES("HTTP/1.0 503\r\n" PLAIN "\r\nno"), "", "no",
      "warc_type=response|http_status=503|content_type=text/plain" },
    { "identified-payload-type", NULL, "response",
      HTTP "WARC-Identified-Payload-Type: text/html\r\n", BYTES(OK "\r\n<p>x"), "", "<p>x",
      "warc_type=response|http_status=200|content_type=text/html" },
    /* encodings */
    { "charset-of-http", NULL, "response", HTTP,
      BYTES(OK "Content-Type: text/html; charset=\"ISO-8859-1\"\r\n\r\n<p>\x93\xE9"), "",
      "<p>\u201C\u00e9", "warc_type=response|http_status=200|content_type=text/html" },
    { "http-before-meta", NULL, "response", HTTP,
      BYTES(OK "Content-Type: text/html;x=y;charset=utf-8\r\n\r\n<meta charset=latin1>\xC3\xA9"),
      "", "<meta charset=latin1>\u00e9",
      "warc_type=response|http_status=200|content_type=text/html" },
    { "mark-before-http", NULL, "response", HTTP,
      BYTES(OK "Content-Type: text/html; charset=latin1\r\n\r\n\xEF\xBB\xBF\xC3\xA9"), "", "\u00e9",
      "warc_type=response|http_status=200|content_type=text/html" },
    { "charset-of-meta", NULL, "response", HTTP, BYTES(PAGE "\r\n<meta charset=latin1>\xE9"), "",
      "<meta charset=latin1>\u00e9", "warc_type=response|http_status=200|content_type=text/html" },
    { "unknown-charset", NULL, "response", HTTP,
      BYTES(OK "Content-Type: text/html; charset=klingon\r\n\r\n\xC3\xA9"), "", "\u00e9",
      "warc_type=response|http_status=200|content_type=text/html" },
    { "plain-in-no-utf-8", NULL, "response", HTTP, BYTES(OK PLAIN "\r\nCaf\xE9"), "", "Caf\u00e9",
      "warc_type=response|http_status=200|content_type=text/plain" },
    { "plain-that-speaks-of-meta", NULL, "response", HTTP,
      BYTES(OK PLAIN "\r\n<meta charset=latin1> \xC3\xA9"), "", "<meta charset=latin1> \u00e9",
      "warc_type=response|http_status=200|content_type=text/plain" },
    { "conversion-not-utf-8", NULL, "conversion", PLAIN, BYTES("Caf\xE9"), "", "Caf\uFFFD",
      "warc_type=conversion|content_type=text/plain" },
    /* bodies */
    { "chunked", NULL, "response", HTTP,
      BYTES(PAGE "Transfer-Encoding: chunked\r\n\r\n4\r\n<p>a\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n"),
      "", "<p>a0123456789", "warc_type=response|http_status=200|content_type=text/html" },
    { "chunked-with-trailer", NULL, "response", HTTP,
      BYTES(PAGE "Transfer-Encoding: Chunked\r\n\r\n4\n<p>a\n0\nExpires: now\n\n"), "", "<p>a",
      "warc_type=response|http_status=200|content_type=text/html" },
    { "chunks-that-end-early", NULL, "response", HTTP,
      BYTES(PAGE "Transfer-Encoding: chunked\r\n\r\n4\r\n<p>a\r\nff\r\nbcd"), "", "<p>abcd",
      "warc_type=response|http_status=200|content_type=text/html" },
    { "last-chunk-missing", NULL, "response", HTTP,
      BYTES(PAGE "Transfer-Encoding: chunked\r\n\r\n4\r\n<p>a\r\n1f"), "", "<p>a",
      "warc_type=response|http_status=200|content_type=text/html" },
    { "joined-by-the-crawler", NULL, "response", HTTP,
      BYTES(PAGE "Transfer-Encoding: chunked\r\n\r\n<p>a"), "", "<p>a",
      "warc_type=response|http_status=200|content_type=text/html" },
    { "joined-and-like-a-chunk", NULL, "response", HTTP,
      BYTES(OK PLAIN "Transfer-Encoding: chunked\r\n\r\n2\nabc\ndef"), "", "2\nabc\ndef",
      "warc_type=response|http_status=200|content_type=text/plain" },
    { "unpacked-by-the-crawler", NULL, "response", HTTP,
      BYTES(PAGE "Content-Encoding: gzip\r\n\r\n<p>a"), "", "<p>a",
      "warc_type=response|http_status=200|content_type=text/html" },
    { "identity", NULL, "response", HTTP,
      BYTES(PAGE "Content-Encoding: identity\r\nTransfer-Encoding: identity\r\n\r\n<p>a"), "",
      "<p>a", "warc_type=response|http_status=200|content_type=text/html" },
    { "deflate-bare", NULL, "response", HTTP,
      BYTES(PAGE "Content-Encoding: deflate\r\n\r\n\x01\x04\0\xFB\xFF<p>a"), "", "<p>a",
      "warc_type=response|http_status=200|content_type=text/html" },
    { "deflate-zlib", NULL, "response", HTTP,
      BYTES(PAGE "Content-Encoding: deflate\r\n\r\n\x78\x01\x01\x04\0\xFB\xFF<p>a\x03\x21\x01\x4C"),
      "", "<p>a", "warc_type=response|http_status=200|content_type=text/html" },
};

static void
append_entry(GString *out, const GalleyMetadata *entry)
{
    g_string_append_printf(out, "%s%s=", out->len > 0 ? "|" : "", entry->key);
    if (entry->type == GALLEY_TYPE_INT64)
        galley_append_int64(out, entry->int64);
    else
        g_string_append_len(out, entry->text, entry->text_size);
}

static void
test_good(gconstpointer data)
{
    guint n;
    const GoodCase *test = data;
    g_autoptr(GError) error = NULL;
    g_autoptr(GalleyDocument) document = NULL;
    g_autoptr(GString) metadata = g_string_new(NULL);
    g_autoptr(Host) host = host_new(host_find("reader-warc.so"), test->options);
    g_autoptr(GString) record = make_record(test->type, test->fields, test->block, test->size);
    GalleyStatus status = host_parse(host, record->str, record->len, &document, &error);
    g_assert_no_error(error);
    g_assert_cmpint(status, ==, GALLEY_OK);
    const GalleyMetadata *list = galley_document_list_metadata(document, &n);
    for (guint i = 0; i < n; i++)
        append_entry(metadata, &list[i]);
    g_assert_cmpstr(galley_document_get_text(document, NULL), ==, test->text);
    g_assert_cmpstr(galley_document_get_id(document), ==, test->id);
    g_assert_cmpstr(metadata->str, ==, test->metadata);
}

typedef struct {
    const char *name;
    const char *options;
    const char *type, *fields;
    const char *block;
    gsize size;
    const char *message; /* NULL: it is dropped */
} BadCase;

static const BadCase bad_cases[] = {
    { "warcinfo", NULL, "warcinfo", PLAIN, BYTES("x"), NULL },
    { "type-not-wanted", "types=response", "conversion", PLAIN, BYTES("x"), NULL },
    { "unknown-type", NULL, "confession", PLAIN, BYTES("x"), NULL },
    { "image", NULL, "resource", "Content-Type: image/png\r\n", BYTES("x"), NULL },
    { "no-media-type", NULL, "resource", "", BYTES("x"), NULL },
    { "not-found", NULL, "response", HTTP, BYTES("HTTP/1.1 404 No\r\n" PLAIN "\r\nx"), NULL },
    { "no-payload", NULL, "response", HTTP, BYTES(PAGE "\r\n"), NULL },
    { "head-alone", NULL, "response", HTTP, BYTES(PAGE), NULL },
    { "no-warc-type", NULL, "", PLAIN, BYTES("x"), "its head has no WARC-Type" },
    { "no-field", NULL, "conversion", "what is this?\r\n" PLAIN, BYTES("x"),
      "byte 33 of the record: no named field, as in WARC-Type: response" },
    { "segment", NULL, "response", "WARC-Segment-Number: 1\r\n" HTTP, BYTES(PAGE "\r\nx"),
      "it is segment 1 of a record in parts; parts are not joined" },
    { "no-status-line", NULL, "response", HTTP, BYTES("<p>x"),
      "byte 102 of the record: no status line, as in HTTP/1.1 200 OK, where the response begins" },
    { "no-status", NULL, "response", HTTP, BYTES("HTTP/1.1 OK\r\n\r\n"),
      "byte 103 of the record: no status line, as in HTTP/1.1 200 OK, where the response begins" },
    { "empty-response", NULL, "response", HTTP, BYTES(""),
      "byte 102 of the record: no status line, as in HTTP/1.1 200 OK, where the response begins" },
    { "id-missing", "id=url", "conversion", PLAIN, BYTES("x"),
      "no WARC-Target-URI, which \"id: url\" wants" },
    { "no-chunk", NULL, "response", HTTP,
      BYTES(PAGE "Transfer-Encoding: chunked\r\n\r\n4\r\n<p>a\r\nzz\r\n"),
      "byte 9 of the HTTP body: no chunk begins here, though one ends before it "
      "(Transfer-Encoding: chunked)" },
    { "chunk-without-line-end", NULL, "response", HTTP,
      BYTES(PAGE "Transfer-Encoding: chunked\r\n\r\n1\r\n<\r\n1\r\n<p\r\n"),
      "byte 6 of the HTTP body: no chunk begins here, though one ends before it "
      "(Transfer-Encoding: chunked)" },
    { "transfer-encoding", NULL, "response", HTTP,
      BYTES(PAGE "Transfer-Encoding: gzip, chunked\r\n\r\nx"),
      "Transfer-Encoding \"gzip, chunked\" cannot be undone; \"chunked\" can" },
    { "broken-gzip", NULL, "response", HTTP,
      BYTES(PAGE "Content-Encoding: gzip\r\n\r\n\x1f\x8b\x08\0\0\0\0\0\0\0\xff\xff"),
      "Content-Encoding is gzip, which the body is not from its byte 11 on" },
    { "broken-deflate", NULL, "response", HTTP,
      BYTES(PAGE "Content-Encoding: deflate\r\n\r\n\xff\xff\xff\xff"),
      "Content-Encoding is deflate, which the body is not from its byte 1 on" },
    { "charset-of-http-not-read", NULL, "response", HTTP,
      BYTES(OK "Content-Type: text/html; charset=gbk\r\n\r\n<p>\xC4\xE3"),
      "is in gbk, which galley cannot decode; convert it to UTF-8 first" },
    { "charset-of-meta-not-read", NULL, "response", HTTP,
      BYTES(PAGE "\r\n<meta charset=shift_jis>\x82\xA0"),
      "is in shift_jis, which galley cannot decode; convert it to UTF-8 first" },
    { "too-many-codings", NULL, "response", HTTP,
      BYTES(PAGE "Content-Encoding: br,br,br,br,br\r\n\r\nx"),
      "more than 4 content codings in a row" },
};

static void
test_bad(gconstpointer data)
{
    const BadCase *test = data;
    g_autoptr(GError) error = NULL;
    g_autoptr(GalleyDocument) document = NULL;
    g_autoptr(Host) host = host_new(host_find("reader-warc.so"), test->options);
    g_autoptr(GString) record = make_record(test->type, test->fields, test->block, test->size);
    GalleyStatus status = host_parse(host, record->str, record->len, &document, &error);
    g_assert_cmpint(status, ==, test->message != NULL ? GALLEY_ERROR : GALLEY_DROP);
    if (test->message == NULL)
        return;
    g_assert_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_DATA);
    g_assert_cmpstr(error->message, ==, test->message);
}

static void
test_unknown_coding(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GalleyDocument) document = NULL;
    g_autoptr(Host) host = host_new(host_find("reader-warc.so"), NULL);
    g_autoptr(GString) record =
        make_record("response", HTTP, BYTES(PAGE "Content-Encoding: gzip, lzma\r\n\r\nx"));
    g_assert_cmpint(host_parse(host, record->str, record->len, &document, &error), ==,
                    GALLEY_ERROR);
    assert_has(error->message, "Content-Encoding \"lzma\" cannot be undone here; these can: gzip");
}

/* A stored block of four bytes, and the last, empty one: RFC 7932, 9.2. */
static void
test_brotli(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GalleyDocument) document = NULL, broken = NULL;
    g_autoptr(Host) host = host_new(host_find("reader-warc.so"), NULL);
    g_autoptr(GString) record =
        make_record("response", HTTP, BYTES(PAGE "Content-Encoding: br\r\n\r\n\x30\0\x10<p>a\x03"));
    GalleyStatus status = host_parse(host, record->str, record->len, &document, &error);
    if (error != NULL && strstr(error->message, "cannot be undone here") != NULL) {
        g_test_skip("built without libbrotli");
        return;
    }
    g_assert_no_error(error);
    g_assert_cmpint(status, ==, GALLEY_OK);
    g_assert_cmpstr(galley_document_get_text(document, NULL), ==, "<p>a");
    record->str[record->len - 12] = '\xff';
    g_assert_cmpint(host_parse(host, record->str, record->len, &broken, &error), ==, GALLEY_ERROR);
    assert_has(error->message, "Content-Encoding is br, which the body is not from its byte ");
}

static void
test_payload_limit(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GalleyDocument) document = NULL;
    g_autoptr(Host) host = host_new(host_find("reader-warc.so"), "payload_limit=3");
    g_autoptr(GString) record = make_record(
        "response", HTTP, BYTES(PAGE "Content-Encoding: deflate\r\n\r\n\x01\x04\0\xFB\xFF<p>a"));
    g_assert_cmpint(host_parse(host, record->str, record->len, &document, &error), ==,
                    GALLEY_ERROR);
    g_assert_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_LIMIT);
    g_assert_cmpstr(error->message, ==,
                    "the body unpacks to more than 3 bytes (payload_limit raises it)");
}

static const struct {
    const char *name, *bytes;
    gboolean known;
} probe_cases[] = {
    { "a.warc", "", TRUE },
    { "A.WARC", "", TRUE },
    { "b.wet", "", TRUE },
    { "c", "WARC/1.0\r\n", TRUE },
    { "c.txt", "WARC/1.1\n", TRUE },
    { "d.txt", "WARC", FALSE },
    { "e", "", FALSE },
};

static void
test_probe(void)
{
    const GalleyPlugin *plugin = host_find("reader-warc.so");
    for (gsize i = 0; i < G_N_ELEMENTS(probe_cases); i++) {
        const char *bytes = probe_cases[i].bytes;
        guint sure = plugin->probe(probe_cases[i].name, (const guint8 *)bytes, strlen(bytes));
        g_assert_cmpint(sure > 80, ==, probe_cases[i].known);
    }
}

/* ---- whole archives, in a run; make-archives.py writes them ---- */

typedef struct {
    const char *name;
    const char *file;
    const char *reader;
    int status;
    const char *out;  /* of writer-csv, with id and text */
    const char *told; /* parted by '|' */
} RunCase;

static const RunCase run_cases[] = {
    { "plain", "plain.warc", "auto", 0,
      "plain.warc@218,<p>one\nplain.warc@375,<p>two\nplain.warc@532,three\n",
      "read 5 = written 3 + dropped 2 + quarantined 0|dropped 1 by reader: record of type warcinfo|"
      "dropped 1 by reader: record of type request" },
    { "member-per-record", "members.warc.gz", "auto", 0,
      "members.warc.gz@218,<p>one\nmembers.warc.gz@375,<p>two\nmembers.warc.gz@532,three\n",
      "read 5 = written 3" },
    { "one-record", "one.wet", "auto", 0, "one.wet,three\n", "read 1 = written 1" },
    { "by-content", "by-content", "auto", 0, "by-content,three\n", "read 1 = written 1" },
    { "line-feeds-alone", "line-feeds.warc", "warc", 0, "line-feeds.warc,three\n", "read 1" },
    { "nothing", "nothing.warc", "auto", 0, "", "read 0 = written 0" },
    { "line-ends-alone", "line-ends.warc", "warc", 0, "", "read 0 = written 0" },
    { "no-line-ends-between", "dense.warc", "warc", 0, "dense.warc@0,three\ndense.warc@85,three\n",
      "read 2 = written 2" },
    { "many-line-ends-between", "wide.warc", "warc", 0, "wide.warc@0,three\nwide.warc@125,three\n",
      "read 2 = written 2" },
    { "garbage-between", "garbage.warc", "warc", 1,
      "garbage.warc@0,three\ngarbage.warc@104,three\n",
      "garbage.warc:8: quarantined by reader: byte 0 of the record: no version line, as in "
      "WARC/1.1, where a record must begin|read 3 = written 2 + dropped 0 + quarantined 1" },
    { "length-too-large", "large.warc", "warc", 1, "large.warc@82,three\n",
      "byte 171 of the record: the input ends in its block, which has 100 bytes|read 2 = written "
      "1" },
    { "length-into-the-next", "into.warc", "warc", 1, "into.warc@90,three\n",
      "its Content-Length is wrong: behind the block no record ends|read 2 = written 1" },
    { "length-too-small", "small.warc", "warc", 1, "small.warc@89,three\n",
      "byte 83 of the record: its Content-Length is wrong|read 2 = written 1" },
    { "length-beyond-all", "beyond.warc", "warc", 1, "beyond.warc@107,three\n",
      "read 2 = written 1 + dropped 0 + quarantined 1" },
    { "no-length", "no-length.warc", "warc", 1, "no-length.warc@70,three\n",
      "its head has no Content-Length, so its end is not known|read 2 = written 1" },
    { "length-no-number", "no-number.warc", "warc", 1, "no-number.warc@92,three\n",
      "byte 59 of the record: Content-Length is no number of bytes|read 2 = written 1" },
    { "two-lengths", "two-lengths.warc", "warc", 1, "two-lengths.warc@108,three\n",
      "byte 78 of the record: a second Content-Length, another number|read 2 = written 1" },
    { "old-version", "old.warc", "warc", 1, "old.warc@90,three\n",
      "the version is \"WARC/0.18\"; WARC/1.0 and WARC/1.1 are read|read 2 = written 1" },
    { "cut-in-a-block", "cut-block.warc", "warc", 1, "cut-block.warc@0,three\n",
      "the input ends in its block, which has 5 bytes|read 2 = written 1" },
    { "cut-in-a-head", "cut-head.warc", "warc", 1, "cut-head.warc@0,three\n",
      "byte 40 of the record: the input ends in the record's head|read 2 = written 1" },
    { "cut-in-a-version", "cut-version.warc", "warc", 1, "cut-version.warc@0,three\n",
      "byte 0 of the record: no version line|read 2 = written 1" },
    { "block-with-a-version-line", "quoting.warc", "warc", 0,
      "quoting.warc,\"See:\nWARC/1.0\nis first.\"\n", "read 1 = written 1" },
    { "reasons", "reasons.warc", "warc", 0, "",
      "dropped 1 by reader: HTTP status 404|dropped 1 by reader: media type image/...|"
      "dropped 1 by reader: media type other/...|dropped 1 by reader: no media type|"
      "dropped 1 by reader: record of type that WARC does not have|"
      "dropped 1 by reader: empty payload|read 6 = written 0 + dropped 6" },
    { "gzip", "gzip.warc", "warc", 0, "gzip.warc,<p>packed\n", "read 1 = written 1" },
    { "gzip-in-chunks", "gzip-chunked.warc", "warc", 0, "gzip-chunked.warc,<p>packed\n",
      "read 1 = written 1" },
    { "gzip-members", "gzip-members.warc", "warc", 0, "gzip-members.warc,<p>packed\n", "read 1" },
    { "gzip-cut", "gzip-cut.warc", "warc", 0, NULL, "has an HTTP body that ends before its time" },
    { "gzip-and-more", "gzip-more.warc", "warc", 0, "gzip-more.warc,<p>packed\n",
      "has bytes behind its compressed HTTP body" },
    { "deflate-in-gzip", "twice.warc", "warc", 0, "twice.warc,<p>packed\n", "read 1 = written 1" },
    { "bomb", "bomb.warc", "{warc: {payload_limit: 1MiB}}", 1, "",
      "the body unpacks to more than 1048576 bytes (payload_limit raises it)|by reader: limit" },
    { "broken-member", "broken.warc.gz", "auto", 1, NULL, "the input breaks here: " },
    { "cut-member", "cut.warc.gz", "auto", 1, NULL,
      "the input breaks here: the gzip file is cut off" },
    { "zstd-file", "members.warc.zst", "auto", 0,
      "members.warc.zst@218,<p>one\nmembers.warc.zst@375,<p>two\nmembers.warc.zst@532,three\n",
      "read 5 = written 3" },
    { "zstd-body", "zstd.warc", "warc", 0, "zstd.warc,<p>packed\n", "read 1 = written 1" },
};

static char *archives; /* the folder of them */

static gboolean
has_archive(const char *file)
{
    g_autofree char *path = g_build_filename(archives, file, NULL);
    return g_file_test(path, G_FILE_TEST_EXISTS);
}

/* Writes a table of id and text in @folder/out. */
static Outcome
run(const char *folder, const char *reader, const char *file, const char *more)
{
    g_autofree char *yaml =
        g_strdup_printf("galley: 1\nreader: %s\nsteps: []\nwriters:\n"
                        "  - csv: {per: document, columns: [id, text], line_end: lf}\n  - jsonl\n",
                        reader);
    g_autofree char *pipeline = put_file(folder, "p.yaml", yaml, -1);
    return shell("cd $1 && $GALLEY run $2 $3 -o $4/out --overwrite $5", archives, pipeline, file,
                 folder, more, NULL);
}

static void
test_run(gconstpointer data)
{
    const RunCase *test = data;
    g_autoptr(Folder) folder = folder_new();
    if (!has_archive(test->file)) {
        g_test_skip("no zstd here");
        return;
    }
    g_auto(Outcome) outcome = run(folder, test->reader, test->file, "--workers=2");
    assert_ended(&outcome, test->status, test->told);
    g_autofree char *out = get_file(folder, "out/table.csv", NULL);
    if (test->out != NULL)
        g_assert_cmpstr(out + strlen("id,text\n"), ==, test->out);
}

/* Records before a break are read, and those behind it where a member begins with a record; the break is
 * told once. */
static void
test_before_break(void)
{
    static const struct {
        const char *file, *books;
        gboolean goes_on;
    } breaks[] = {
        { "broken.warc.gz", "read 5 = written 2 + dropped 2 + quarantined 1", TRUE },
        { "cut.warc.gz", "read 4 = written 1 + dropped 2 + quarantined 1", FALSE },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(breaks); i++) {
        g_autoptr(Folder) folder = folder_new();
        g_auto(Outcome) outcome = run(folder, "auto", breaks[i].file, "--workers=2");
        g_autofree char *out = get_file(folder, "out/table.csv", NULL);
        assert_has(out, "@218,<p>one\n");
        assert_has(outcome.err, breaks[i].books);
        g_assert_cmpint(strstr(out, ",three\n") != NULL, ==, breaks[i].goes_on);
        g_assert_cmpint(strstr(outcome.err, "; it is read on from byte ") != NULL, ==,
                        breaks[i].goes_on);
    }
}

/* The same bytes by any number of workers, with records of many blocks, bad ones among them. */
static void
test_workers(void)
{
    static const char *const ways[] = { "--workers=1", "--workers=2", "--workers=8",
                                        "--in-process" };
    static const struct {
        const char *name, *books;
    } files[] = {
        { "many.warc", "read 1503 = written 1500 + dropped 0 + quarantined 3" },
        { "many.warc.gz", "read 1503 = written 1500 + dropped 0 + quarantined 3" },
        { "gaps.warc.gz", "read 1503 = written 1496 + dropped 0 + quarantined 7" },
    };
    static const char *const outputs[] = { "out/documents.jsonl", "out/quarantine.jsonl" };
    for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *first[2] = { NULL, NULL };
        for (gsize way = 0; way < G_N_ELEMENTS(ways); way++) {
            g_autoptr(Folder) folder = folder_new();
            g_auto(Outcome) outcome = run(folder, "auto", files[i].name, ways[way]);
            g_assert_cmpint(outcome.status, ==, 1);
            assert_has(outcome.err, files[i].books);
            for (gsize k = 0; k < G_N_ELEMENTS(outputs); k++) {
                g_autofree char *bytes = get_file(folder, outputs[k], NULL);
                if (first[k] != NULL)
                    g_assert_cmpstr(bytes, ==, first[k]);
                else
                    first[k] = g_steal_pointer(&bytes);
            }
        }
        g_free(first[1]);
        g_free(first[0]);
        first[0] = first[1] = NULL;
    }
}

/* A record above the limit is told as such, the next one is read. */
static void
test_record_limit(void)
{
    g_autoptr(Folder) folder = folder_new();
    g_auto(Outcome) outcome = run(folder, "warc", "huge.warc", "--record-limit=100kB");
    g_autofree char *out = get_file(folder, "out/table.csv", NULL);
    assert_has(outcome.err,
               "the record has 200085 bytes by its Content-Length; the record limit is 100000");
    g_assert_cmpint(outcome.status, ==, 1);
    g_assert_cmpstr(out, ==, "id,text\nhuge.warc@200089,three\n");
}

/* The step `html` after it makes an article of a page, and leaves plain text alone. */
static void
test_pages(void)
{
    g_autoptr(Folder) folder = folder_new();
    g_autofree char *pipeline =
        put_file(folder, "p.yaml",
                 "galley: 1\nreader: warc\nsteps:\n  - html\n    \nwriters: [jsonl]\n", -1);
    g_auto(Outcome) checked = shell("$GALLEY check $1", pipeline, NULL);
    if (strstr(checked.err, "no plugin \"html\"") != NULL) {
        g_test_skip("no step html here");
        return;
    }
    g_auto(Outcome) outcome =
        shell("cd $1 && $GALLEY run $2 pages.warc -o $3/out", archives, pipeline, folder, NULL);
    g_autofree char *out = get_file(folder, "out/documents.jsonl", NULL);
    g_assert_cmpint(outcome.status, ==, 0);
    assert_has(out, "\"title\":\"A ferry\"");
    assert_has(out, "\"text\":\"The ferry was late, and nobody on the quay was surprised.\\n\"");
    assert_has(out, "\"text\":\"3 < 4, said the keeper.\"");
}

/* ---- the contract ---- */

static const struct {
    const char *name, *options, *message;
} contract_cases[] = {
    { "no-types", "{types: []}", "types is empty: no record would become a document" },
    { "types", "{types: [respond]}", "respond" },
    { "media-type", "{media_types: [html]}", "\"html\" is none; they are written as text/html" },
    { "media-type-with-more", "{media_types: ['text/html; charset=utf-8']}", "are written as" },
    { "status", "{status: [2xx]}", "\"2xx\" is no status of HTTP; they are 100 to 599" },
    { "id", "{id: uri}", "url" },
};

static void
test_contract(gconstpointer data)
{
    gsize i = GPOINTER_TO_SIZE(data);
    g_autoptr(Folder) folder = folder_new();
    g_autofree char *reader = g_strdup_printf("{warc: %s}", contract_cases[i].options);
    g_auto(Outcome) outcome = run(folder, reader, "plain.warc", "-q");
    g_assert_cmpint(outcome.status, ==, 2);
    assert_has(outcome.err, contract_cases[i].message);
}

#define ADD(group, cases, function)                                                                \
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {                                              \
        g_autofree char *path = g_strconcat("/reader-warc/" group "/", cases[i].name, NULL);       \
        g_test_add_data_func(path, &cases[i], function);                                           \
    }

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    archives = folder_new();
    g_auto(Outcome) made =
        shell("python3 \"$1/make-archives.py\" \"$2\"", g_getenv("G_TEST_SRCDIR"), archives, NULL);
    if (made.status != 0)
        g_error("%s", made.err);
    ADD("good", good_cases, test_good)
    ADD("bad", bad_cases, test_bad)
    ADD("run", run_cases, test_run)
    for (gsize i = 0; i < G_N_ELEMENTS(contract_cases); i++) {
        g_autofree char *path = g_strconcat("/reader-warc/contract/", contract_cases[i].name, NULL);
        g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_contract);
    }
    g_test_add_func("/reader-warc/unknown-coding", test_unknown_coding);
    g_test_add_func("/reader-warc/brotli", test_brotli);
    g_test_add_func("/reader-warc/payload-limit", test_payload_limit);
    g_test_add_func("/reader-warc/probe", test_probe);
    g_test_add_func("/reader-warc/before-break", test_before_break);
    g_test_add_func("/reader-warc/workers", test_workers);
    g_test_add_func("/reader-warc/record-limit", test_record_limit);
    g_test_add_func("/reader-warc/pages", test_pages);
    int status = g_test_run();
    folder_free(archives);
    return status;
}
