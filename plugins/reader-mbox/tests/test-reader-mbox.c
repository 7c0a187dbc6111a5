/* test-reader-mbox.c: mails of an mbox as documents. SPDX-License-Identifier: MIT */
#include "plugin-host.h"
#include "support.h"

#define BYTES(literal) literal, sizeof(literal) - 1
#define FROM "From a@b.example Fri Nov 28 06:00:00 2026\n"
#define PLAIN "content_type=text/plain"
#define MULTIPART(kind) "Content-Type: multipart/" kind "; boundary=\"b\"\n\n"

/* ---- one mail ---- */

typedef struct {
    const char *name;
    const char *options;
    const char *mail; /* below its From_ line */
    gsize size;
    const char *id; /* "" if the engine is to give one */
    const char *text;
    const char *metadata; /* key=value, parted by '|' */
} GoodCase;

static const GoodCase good_cases[] = {
    { "plain", NULL, BYTES("Subject: x\n\nHe left.\n\n"), "", "He left.\n", "subject=x|" PLAIN },
    { "line-ends", NULL, BYTES("Subject: x\r\n\r\nHe left.\r\n\r\n"), "", "He left.\r\n",
      "subject=x|" PLAIN },
    { "no-empty-line-behind", NULL, BYTES("Subject: x\n\nHe left."), "", "He left.",
      "subject=x|" PLAIN },
    { "no-body", NULL, BYTES("Subject: x\n\n"), "", "", "subject=x|" PLAIN },
    { "head-alone", NULL, BYTES("Subject: x"), "", "", "subject=x|" PLAIN },
    { "second-from-line", NULL, BYTES(">From c@d Fri Nov 28 06:00:00 2026\nSubject: x\n\na\n"), "",
      "a\n", "subject=x|" PLAIN },
    { "folded", NULL, BYTES("Subject: a\n long\n\tone\n\nx\n"), "", "x\n",
      "subject=a long one|" PLAIN },
    { "strange-line-in-the-head", NULL, BYTES("Subject: a\nwhat?\nTo: b@c\n\nx\n"), "", "x\n",
      "to=b@c|subject=a|" PLAIN },
    { "all-fields", NULL,
      BYTES(
          "from: M. Castellan <m@u.example>\nTO: a@b, c@d\nCc: e@f\nSubject: Strike\n"
          "Date: Fri, 21 Nov 1997 09:55:06 -0600\nMessage-Id: <2@u>\nIn-Reply-To: <1@u> (of noon)\n"
          "References: <0@u>\n <1@u>\nList-ID: The dockers <dock.u.example>\n\nx\n"),
      "", "x\n",
      "from=M. Castellan <m@u.example>|to=a@b, c@d|cc=e@f|subject=Strike|"
      "date=1997-11-21T09:55:06-06:00|message_id=2@u|in_reply_to=1@u|references=[\"0@u\",\"1@u\"]|"
      "list_id=dock.u.example|" PLAIN },
    { "id", "id=message-id", BYTES("Message-ID: <2@u>\n\nx\n"), "2@u", "x\n",
      "message_id=2@u|" PLAIN },
    { "id-without-brackets", NULL, BYTES("Message-ID: 2@u\n\nx\n"), "", "x\n",
      "message_id=2@u|" PLAIN },
    /* dates */
    { "date-without-day", NULL, BYTES("Date: 1 Mar 2024 23:59 GMT\n\n"), "", "",
      "date=2024-03-01T23:59:00+00:00|" PLAIN },
    { "date-with-comments", NULL, BYTES("Date: Thu (x), 29 Feb 2024 07:08:09 +0530 (IST)\n\n"), "",
      "", "date=2024-02-29T07:08:09+05:30|" PLAIN },
    { "date-of-two-digits", NULL, BYTES("Date: Mon, 2 Jan 95 03:04:05 PST\n\n"), "", "",
      "date=1995-01-02T03:04:05-08:00|" PLAIN },
    { "date-in-no-zone", NULL, BYTES("Date: 2 Jan 1995 03:04:05 -0000\n\n"), "", "",
      "date=1995-01-02T03:04:05Z|" PLAIN },
    { "date-that-is-none", NULL, BYTES("Date: 30 Feb 2024 03:04:05 +0000\n\n"), "", "", PLAIN },
    { "date-in-words", NULL, BYTES("Date: yesterday\n\n"), "", "", PLAIN },
    /* encoded words */
    { "word-q", NULL, BYTES("Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe_an?= alle\n\n"), "", "",
      "subject=Gr\u00fc\u00dfe an alle|" PLAIN },
    { "word-b", NULL, BYTES("Subject: =?ISO-8859-1?b?R3L832U=?=\n\n"), "", "",
      "subject=Gr\u00fc\u00dfe|" PLAIN },
    { "words-in-a-row", NULL, BYTES("Subject: =?utf-8?q?a?= =?utf-8?q?b?=\n =?utf-8?q?c?= d\n\n"),
      "", "", "subject=abc d|" PLAIN },
    { "words-in-two-charsets", NULL, BYTES("Subject: =?utf-8?q?=C3=BC?= =?iso-8859-1?q?=FC?=\n\n"),
      "", "", "subject=\u00fc\u00fc|" PLAIN },
    { "character-in-two-words", NULL, BYTES("Subject: =?utf-8?q?=C3?= =?utf-8?q?=BC?=\n\n"), "", "",
      "subject=\u00fc|" PLAIN },
    { "word-with-language", NULL, BYTES("Subject: =?utf-8*de?q?=C3=BC?=\n\n"), "", "",
      "subject=\u00fc|" PLAIN },
    { "word-in-quotation-marks", NULL, BYTES("From: \"=?utf-8?q?=C3=BC?=\" <a@b>\n\n"), "", "",
      "from=\"\u00fc\" <a@b>|" PLAIN },
    { "word-in-unknown-charset", NULL, BYTES("Subject: =?klingon?q?a?= b\n\n"), "", "",
      "subject==?klingon?q?a?= b|" PLAIN },
    { "word-with-broken-base64", NULL, BYTES("Subject: =?utf-8?b?!!?= b\n\n"), "", "",
      "subject==?utf-8?b?!!?= b|" PLAIN },
    { "bytes-in-the-head", NULL, BYTES("Subject: Gr\xFC\xDF\x65\n\n"), "", "",
      "subject=Gr\u00fc\u00dfe|" PLAIN },
    { "utf-8-in-the-head", NULL, BYTES("Subject: \xC3\xBC\n\n"), "", "", "subject=\u00fc|" PLAIN },
    /* the text's coding and charset */
    { "quoted-printable", NULL,
      BYTES("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: "
            "Quoted-Printable\n\nGr=C3=BC=\n=C3=9Fe = =3D  \n=zz=\n"),
      "", "Gr\u00fc\u00dfe = =  \n=zz", PLAIN },
    { "base64", NULL,
      BYTES("Content-Type: text/plain; charset=\"iso-8859-1\"\nContent-Transfer-Encoding: "
            "base64\n\nR3L8\n32U=\n"),
      "", "Gr\u00fc\u00dfe", PLAIN },
    { "base64-without-its-end", NULL, BYTES("Content-Transfer-Encoding: base64\n\nYWI\n"), "", "ab",
      PLAIN },
    { "8bit", NULL,
      BYTES(
          "Content-Type: text/plain; charset=koi8-r\nContent-Transfer-Encoding: 8bit\n\n\xC4\xC1"),
      "", "\u0434\u0430", PLAIN },
    { "no-charset", NULL, BYTES("Subject: x\n\nCaf\xE9"), "", "Caf\u00e9", "subject=x|" PLAIN },
    { "us-ascii-that-is-utf-8", NULL,
      BYTES("Content-Type: text/plain; charset=us-ascii\n\nCaf\xC3\xA9"), "", "Caf\u00e9", PLAIN },
    { "malformed", NULL, BYTES("Content-Type: text/plain; charset=utf-8\n\nCaf\xE9"), "",
      "Caf\uFFFD", PLAIN },
    { "type-that-is-none", NULL, BYTES("Content-Type: text\n\nx"), "", "x", PLAIN },
    { "charset-behind-a-comment", NULL,
      BYTES("Content-Type: text/plain (a;b); x=\"a;charset=utf-8\"; charset=latin1\n\n\xE9"), "",
      "\u00e9", PLAIN },
    { "html", NULL, BYTES("Content-Type: text/html\n\n<meta charset=latin1>\xE9"), "",
      "<meta charset=latin1>\u00e9", "content_type=text/html" },
    /* quoting */
    { "rd", NULL, BYTES("Subject: x\n\n>From a\n>>From b\n>from c\n> From d\n"), "",
      "From a\n>From b\n>from c\n> From d\n", "subject=x|" PLAIN },
    { "o", "quoting=o", BYTES("Subject: x\n\n>From a\n>>From b\n"), "", "From a\n>>From b\n",
      "subject=x|" PLAIN },
    { "none", "quoting=none", BYTES("Subject: x\n\n>From a\n"), "", ">From a\n",
      "subject=x|" PLAIN },
    /* parts */
    { "alternative", NULL,
      BYTES(
          MULTIPART("alternative") "preamble\n--b\n\nplain\n--b\nContent-Type: text/html\n\n<p>html"
                                   "\n--b--\nepilogue\n"),
      "", "plain", PLAIN },
    { "alternative-html", "prefer=html",
      BYTES(MULTIPART(
          "alternative") "--b\n\nplain\n--b\nContent-Type: text/html\n\n<p>html\n--b--\n"),
      "", "<p>html", "content_type=text/html" },
    { "alternative-without-plain", NULL,
      BYTES(MULTIPART("alternative") "--b\nContent-Type: text/calendar\n\nx\n--b\nContent-Type: "
                                     "text/html\n\n<p>html\n--b--\n"),
      "", "<p>html", "attachments=[{\"type\":\"text/calendar\"}]|content_type=text/html" },
    { "html-first", NULL,
      BYTES(MULTIPART(
          "alternative") "--b\nContent-Type: text/html\n\n<p>html\n--b\n\nplain\n--b--\n"),
      "", "plain", PLAIN },
    { "mixed", NULL,
      BYTES(
          MULTIPART("mixed") "--b\n\none\n--b\n\ntwo\n--b\nContent-Type: image/png; name=a.png\n\n"
                             "x\n--b--\n"),
      "", "one",
      "attachments=[{\"type\":\"text/plain\"},{\"type\":\"image/"
      "png\",\"name\":\"a.png\"}]|" PLAIN },
    { "attached-text-first", NULL,
      BYTES(MULTIPART("mixed") "--b\nContent-Disposition: attachment; filename=\"a b.txt\"\n\none\n"
                               "--b\n\ntwo\n--b--\n"),
      "", "two", "attachments=[{\"type\":\"text/plain\",\"name\":\"a b.txt\"}]|" PLAIN },
    { "nested", NULL,
      BYTES(
          MULTIPART("mixed") "--b\nContent-Type: multipart/related; boundary=bb\n\n--bb\n"
                             "Content-Type: multipart/alternative; boundary=\"c c\"\n\n--c c\n\n"
                             "deep\n--c c--\n--bb\nContent-Type: image/png\n\nx\n--bb--\n--b--\n"),
      "", "deep", "attachments=[{\"type\":\"image/png\"}]|" PLAIN },
    { "mail-in-a-mail", NULL,
      BYTES(
          MULTIPART("mixed") "--b\n\nsee below\n--b\nContent-Type: message/rfc822\n\nSubject: y\n\n"
                             "z\n--b--\n"),
      "", "see below", "attachments=[{\"type\":\"message/rfc822\"}]|" PLAIN },
    { "digest", NULL,
      BYTES(MULTIPART("mixed") "--b\n\ntoday\n--b\nContent-Type: multipart/digest; boundary=d\n\n"
                               "--d\n\nSubject: y\n\nz\n--d--\n--b--\n"),
      "", "today", "attachments=[{\"type\":\"message/rfc822\"}]|" PLAIN },
    { "no-end", NULL, BYTES(MULTIPART("mixed") "--b\n\none\n"), "", "one\n", PLAIN },
    { "boundary-in-a-longer-one", NULL,
      BYTES(MULTIPART("mixed") "--b\n\n--bx\n --b\n--b  \r\n\r\ntwo\r\n--b--\r\n"), "",
      "--bx\n --b", "attachments=[{\"type\":\"text/plain\"}]|" PLAIN },
    { "name-in-sections", NULL,
      BYTES(
          MULTIPART("mixed") "--b\n\nx\n--b\nContent-Type: application/pdf\nContent-Disposition: "
                             "attachment;\n filename*0*=iso-8859-1'de'%FC;\n filename*1=\" b.\";\n "
                             "filename*2*=p%64f\n\ny\n--b--\n"),
      "", "x", "attachments=[{\"type\":\"application/pdf\",\"name\":\"\u00fc b.pdf\"}]|" PLAIN },
    { "name-in-a-word", NULL,
      BYTES(MULTIPART("mixed") "--b\n\nx\n--b\nContent-Type: application/pdf; "
                               "name=\"=?utf-8?q?=C3=BC?=.pdf\"\n\ny\n--b--\n"),
      "", "x", "attachments=[{\"type\":\"application/pdf\",\"name\":\"\u00fc.pdf\"}]|" PLAIN },
    { "broken-attachment", NULL,
      BYTES(MULTIPART("mixed") "--b\n\nx\n--b\nContent-Type: image/png\nContent-Transfer-Encoding: "
                               "base64\n\n!!\n--b--\n"),
      "", "x", "attachments=[{\"type\":\"image/png\"}]|" PLAIN },
};

static void
append_entry(GString *out, const GalleyMetadata *entry)
{
    g_string_append_printf(out, "%s%s=", out->len > 0 ? "|" : "", entry->key);
    g_string_append_len(out, entry->text, entry->text_size);
}

static GalleyStatus
parse(Host *host, const char *mail, gsize size, GalleyDocument **document, GError **error)
{
    g_autoptr(GString) record = g_string_new(FROM);
    g_string_append_len(record, mail, (gssize)size);
    return host_parse(host, record->str, record->len, document, error);
}

static void
test_good(gconstpointer data)
{
    guint n;
    const GoodCase *test = data;
    g_autoptr(GError) error = NULL;
    g_autoptr(GalleyDocument) document = NULL;
    g_autoptr(GString) metadata = g_string_new(NULL);
    g_autoptr(Host) host = host_new(host_find("reader-mbox.so"), test->options);
    GalleyStatus status = parse(host, test->mail, test->size, &document, &error);
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
    const char *mail;
    gsize size;
    const char *message; /* NULL: it is dropped */
} BadCase;

static const BadCase bad_cases[] = {
    { "picture", NULL, BYTES("Content-Type: image/png\n\nx"), NULL },
    { "pictures", NULL, BYTES(MULTIPART("mixed") "--b\nContent-Type: image/png\n\nx\n--b--\n"),
      NULL },
    { "attached-text-alone", NULL,
      BYTES("Content-Type: text/plain\nContent-Disposition: ATTACHMENT\n\nx"), NULL },
    { "no-head", NULL, BYTES("He left.\n"),
      "byte 42 of the mail: no field, as in \"Subject: ...\", where its head must begin" },
    { "nothing", NULL, BYTES(""),
      "byte 42 of the mail: no field, as in \"Subject: ...\", where its head must begin" },
    { "empty-head", NULL, BYTES("\nHe left: now.\n"),
      "byte 42 of the mail: no field, as in \"Subject: ...\", where its head must begin" },
    { "page-not-read", NULL, BYTES("Content-Type: text/html\n\n<meta charset=big5><p>\xA7\x41"),
      "its page says that it is in big5, which galley cannot decode" },
    { "unknown-charset", NULL, BYTES("Content-Type: text/plain; charset=\"klingon\"\n\nx"),
      "the charset \"klingon\" of its text is not known" },
    { "unknown-coding", NULL, BYTES("Content-Transfer-Encoding: x-uuencode\n\nx"),
      "Content-Transfer-Encoding \"x-uuencode\" cannot be undone; base64 and quoted-printable "
      "can" },
    { "broken-base64", NULL, BYTES("Content-Transfer-Encoding: base64\n\nYWJj\nYW*j\n"),
      "byte 84 of the mail: no base64, though its text is in that" },
    { "base64-and-more", NULL, BYTES("Content-Transfer-Encoding: base64\n\nYQ==\nfooter\n"),
      "byte 82 of the mail: no base64, though its text is in that" },
    { "base64-cut-off", NULL, BYTES("Content-Transfer-Encoding: base64\n\nYWJjY"),
      "byte 82 of the mail: the base64 of its text ends too early" },
    { "base64-with-too-many-ends", NULL, BYTES("Content-Transfer-Encoding: base64\n\nYWI==="),
      "byte 81 of the mail: no base64, though its text is in that" },
    { "no-boundary", NULL, BYTES("Content-Type: multipart/mixed\n\nx\n"),
      "byte 73 of the mail: a multipart/mixed without a boundary" },
    { "boundary-not-there", NULL, BYTES(MULTIPART("mixed") "x\n"),
      "byte 87 of the mail: the boundary \"b\" of this multipart/mixed does not occur" },
    { "no-id", "id=message-id", BYTES("Subject: x\n\nx\n"),
      "no Message-ID, which \"id: message-id\" wants" },
};

static void
test_bad(gconstpointer data)
{
    const BadCase *test = data;
    g_autoptr(GError) error = NULL;
    g_autoptr(GalleyDocument) document = NULL;
    g_autoptr(Host) host = host_new(host_find("reader-mbox.so"), test->options);
    GalleyStatus status = parse(host, test->mail, test->size, &document, &error);
    g_assert_cmpint(status, ==, test->message != NULL ? GALLEY_ERROR : GALLEY_DROP);
    if (test->message == NULL)
        return;
    g_assert_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_DATA);
    g_assert_cmpstr(error->message, ==, test->message);
}

static void
assert_refused(const char *mail, gsize size, const char *message)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GalleyDocument) document = NULL;
    g_autoptr(Host) host = host_new(host_find("reader-mbox.so"), NULL);
    g_assert_cmpint(parse(host, mail, size, &document, &error), ==, GALLEY_ERROR);
    assert_has(error->message, message);
}

/* Parts in parts, without an end, and without number. */
static void
test_bounds(void)
{
    g_autoptr(GString) deep = g_string_new(NULL), many = g_string_new(MULTIPART("mixed"));
    for (guint i = 0; i < 40; i++)
        g_string_append_printf(deep, "Content-Type: multipart/mixed; boundary=b%u\n\n--b%u\n", i,
                               i);
    for (guint i = 0; i < 2001; i++)
        g_string_append(many, "--b\n\nx\n");
    assert_refused(deep->str, deep->len, "parts more than 32 deep");
    assert_refused(many->str, many->len, "more than 2000 parts");
}

static const struct {
    const char *name, *bytes;
    gboolean known;
} probe_cases[] = {
    { "a.mbox", "", TRUE },
    { "A.MBOX", "", TRUE },
    { "inbox", FROM "Subject: x\n", TRUE },
    { "a.txt", "From now on\nall is well", FALSE },
    { "letter", "From the mayor\nDate: today\n", FALSE },
    { "a.txt", "From", FALSE },
};

static void
test_probe(void)
{
    const GalleyPlugin *plugin = host_find("reader-mbox.so");
    for (gsize i = 0; i < G_N_ELEMENTS(probe_cases); i++) {
        const char *bytes = probe_cases[i].bytes;
        guint sure = plugin->probe(probe_cases[i].name, (const guint8 *)bytes, strlen(bytes));
        g_assert_cmpint(sure > 70, ==, probe_cases[i].known);
    }
}

/* ---- whole files, in a run ---- */

typedef struct {
    const char *name;
    const char *options;
    const char *mbox;
    gsize size;
    int status;
    const char *out;  /* of writer-csv, with id and text */
    const char *told; /* parted by '|' */
} RunCase;

#define MAIL(text) FROM "Subject: x\n\n" text "\n\n"

static const RunCase run_cases[] = {
    { "two", "{}", BYTES(MAIL("one") MAIL("two")), 0, "m.mbox@0,\"one\n\"\nm.mbox@59,\"two\n\"\n",
      "read 2 = written 2" },
    { "one", "{}", BYTES(MAIL("one")), 0, "m.mbox,\"one\n\"\n", "read 1 = written 1" },
    { "nothing", "{}", BYTES(""), 0, "", "read 0 = written 0" },
    { "line-ends-around", "{}", BYTES("\n\r\n" MAIL("one") "\n\n\n"), 0,
      "m.mbox@3,\"one\n\n\n\n\"\n", "read 1" },
    { "returns", "{}",
      BYTES("From a@b Fri Nov 28 06:00:00 2026\r\nSubject: x\r\n\r\none\r\n\r\n"
            "From - Fri Nov 28 06:00:00 2026\r\nSubject: x\r\n\r\ntwo\r\n"),
      0, "m.mbox@0,\"one\r\n\"\nm.mbox@56,\"two\r\n\"\n", "read 2 = written 2" },
    { "from-in-the-text", "{}", BYTES(MAIL("one\n\nFrom now on\nall is well.\nFrom here: too.")), 0,
      "m.mbox,\"one\n\nFrom now on\nall is well.\nFrom here: too.\n\"\n", "read 1 = written 1" },
    { "from-without-a-date", "{}", BYTES(MAIL("one") "From a@b\nSubject: x\n\ntwo\n"), 0,
      "m.mbox@0,\"one\n\"\nm.mbox@59,\"two\n\"\n", "read 2 = written 2" },
    { "no-head", "{}", BYTES(MAIL("one") FROM "He left.\n\n" MAIL("two")), 1,
      "m.mbox@0,\"one\n\"\nm.mbox@111,\"two\n\"\n",
      "m.mbox:6: quarantined by reader: byte 42 of the mail: no field|"
      "read 3 = written 2 + dropped 0 + quarantined 1" },
    { "stray-text-first", "{}", BYTES("what is this?\n\n" MAIL("one")), 1, "m.mbox@15,\"one\n\"\n",
      "m.mbox:1: quarantined by reader: no From_ line, as in|read 2 = written 1" },
    { "no-mail-at-all", "{}", BYTES("what is this?\n"), 1, "", "read 1 = written 0" },
    { "from-line-at-the-end", "{}", BYTES(MAIL("one") FROM), 1, "m.mbox@0,\"one\n\"\n",
      "read 2 = written 1" },
    { "broken-ones-between", "{}",
      BYTES(FROM "Content-Transfer-Encoding: base64\n\n!\n\n" MAIL("one") FROM
            "Content-Type: text/plain; charset=klingon\n\nx\n\n" MAIL("two") FROM
            "Content-Type: image/png\n\nx\n"),
      1, "m.mbox@80,\"one\n\"\nm.mbox@227,\"two\n\"\n",
      "read 5 = written 2 + dropped 1 + quarantined 2|quarantined 2 by reader: data|"
      "dropped 1 by reader: no part of it is text" },
    { "length-right", "{content_length: true, quoting: none}",
      BYTES(FROM "Content-Length: 31\n\none\n\nFrom a@b 10:00 Jan \nc: d\n\n\n" MAIL("two")), 0,
      "m.mbox@0,\"one\n\nFrom a@b 10:00 Jan \nc: d\n\n\"\nm.mbox@94,\"two\n\"\n",
      "read 2 = written 2" },
    { "length-wrong", "{content_length: true}",
      BYTES(FROM "Content-Length: 7\n\none\n\n" MAIL("two")), 0,
      "m.mbox@0,\"one\n\"\nm.mbox@66,\"two\n\"\n", "read 2 = written 2" },
    { "length-beyond-the-end", "{content_length: true}",
      BYTES(FROM "Content-Length: 99999999999\n\none\n\n" MAIL("two")), 0,
      "m.mbox@0,\"one\n\"\nm.mbox@76,\"two\n\"\n", "read 2 = written 2" },
    { "length-not-asked", "{}",
      BYTES(FROM "Content-Length: 31\n\none\n\nFrom a@b 10:00 Jan \nc: d\n\n\n" MAIL("two")), 0,
      NULL, "read 3 = written 3" },
    { "flowed", "{}",
      BYTES(FROM
            "Content-Type: text/plain; format=flowed\n\nOne \nline.\n> Quoted \n> line.\n>> no \n"
            "> more\n From here\n-- \nsig\n"),
      0, "m.mbox,\"One line.\n> Quoted line.\n>> no \n> more\nFrom here\n-- \nsig\n\"\n",
      "read 1" },
    { "flowed-delsp", "{}",
      BYTES(FROM "Content-Type: text/plain; format=flowed; DelSp=Yes\n\nO \nne \nline. \n\nend \n"),
      0, "m.mbox,\"Oneline. \n\nend \n\"\n", "read 1" },
    { "not-flowed", "{flowed: false}",
      BYTES(FROM "Content-Type: text/plain; format=flowed\n\nOne \nline.\n"), 0,
      "m.mbox,\"One \nline.\n\"\n", "read 1" },
    { "quoted-drop", "{quoted: drop}", BYTES(MAIL("He wrote:\n> a\n>> b\nNo.\n> c")), 0,
      "m.mbox,\"He wrote:\nNo.\n\"\n", "read 1" },
    { "quoted-drop-flowed", "{quoted: drop}",
      BYTES(FROM "Content-Type: text/plain; format=flowed\n\nOne \n> a \n> b\nline \nend\n"), 0,
      "m.mbox,\"One \nline end\n\"\n", "read 1" },
};

/* Writes a table of id and text in @folder/out. */
static Outcome
run(const char *folder, const char *options, const char *mbox, gsize size, const char *more)
{
    g_autofree char *yaml =
        g_strdup_printf("galley: 1\nreader: {mbox: %s}\nsteps: []\nwriters:\n"
                        "  - csv: {per: document, columns: [id, text], line_end: lf}\n  - jsonl\n",
                        options);
    g_autofree char *pipeline = put_file(folder, "p.yaml", yaml, -1);
    g_autofree char *input = put_file(folder, "m.mbox", mbox, (gssize)size);
    return shell("cd $1 && $GALLEY run p.yaml m.mbox -o out --overwrite $2", folder, more, NULL);
}

static void
test_run(gconstpointer data)
{
    const RunCase *test = data;
    g_autoptr(Folder) folder = folder_new();
    g_auto(Outcome) outcome = run(folder, test->options, test->mbox, test->size, "--workers=2");
    assert_ended(&outcome, test->status, test->told);
    g_autofree char *out = get_file(folder, "out/table.csv", NULL);
    if (test->out != NULL)
        g_assert_cmpstr(out + strlen("id,text\n"), ==, test->out);
}

/* What quoted lines said is kept apart, with its place in the source. */
static void
test_removed(void)
{
    g_autoptr(Folder) folder = folder_new();
    g_auto(Outcome) outcome =
        run(folder, "{quoted: drop}", BYTES(MAIL("He wrote:\n> a\n> b\nNo.")), "-q");
    g_autofree char *out = get_file(folder, "out/documents.jsonl", NULL);
    g_assert_cmpint(outcome.status, ==, 0);
    assert_has(out,
               "\"removed\":[{\"begin\":10,\"end\":18,\"reason\":\"quoted\",\"step\":\"mbox\"}]");
}

/* A mail above the record limit is told as such, the next one is read. */
static void
test_record_limit(void)
{
    g_autoptr(Folder) folder = folder_new();
    g_autoptr(GString) mbox = g_string_new(FROM "Subject: x\n\n");
    for (guint i = 0; i < 30000; i++)
        g_string_append(mbox, "line\n\n");
    g_string_append(mbox, MAIL("two"));
    g_auto(Outcome) outcome = run(folder, "{}", mbox->str, mbox->len, "--record-limit=100kB");
    g_autofree char *out = get_file(folder, "out/table.csv", NULL);
    assert_has(outcome.err, "the mail has 180054 bytes; the record limit is 100000");
    assert_has(outcome.err, "read 2 = written 1 + dropped 0 + quarantined 1");
    g_assert_cmpstr(out, ==, "id,text\nm.mbox@180054,\"two\n\"\n");
    g_autofree char *quarantine = get_file(folder, "out/quarantine.jsonl", NULL);
    assert_has(quarantine, "\"length\":180054,");
    assert_has(quarantine, "\"record\":\""
                           "From a");
}

/* Of a stretch above a MiB that is no mail the digest is kept. */
static void
test_long_stretch(void)
{
    g_autoptr(Folder) folder = folder_new();
    g_autoptr(GString) mbox = g_string_new(NULL);
    for (guint i = 0; i < 300000; i++)
        g_string_append(mbox, "stray\n");
    g_string_append(mbox, "\n");
    g_autofree char *digest =
        g_compute_checksum_for_string(G_CHECKSUM_SHA256, mbox->str, (gssize)mbox->len);
    g_string_append(mbox, MAIL("two"));
    g_auto(Outcome) outcome = run(folder, "{}", mbox->str, mbox->len, "--workers=2");
    g_autofree char *quarantine = get_file(folder, "out/quarantine.jsonl", NULL);
    assert_ended(&outcome, 1, "read 2 = written 1 + dropped 0 + quarantined 1");
    assert_has(quarantine, "\"length\":1800001,");
    assert_has(quarantine, digest);
}

/* The same bytes by any number of workers, packed or not, with mails of many blocks, bad ones among
 * them. */
static void
test_workers(void)
{
    static const char *const ways[] = { "--workers=1", "--workers=2", "--workers=8",
                                        "--in-process" };
    static const char *const outputs[] = { "out/documents.jsonl", "out/quarantine.jsonl" };
    g_autofree char *first[] = { NULL, NULL };
    g_autoptr(GString) mbox = g_string_new(NULL);
    for (guint i = 0; i < 4000; i++) {
        g_string_append_printf(mbox, FROM "Subject: mail %u\nMessage-ID: <%u@u>\n\n", i, i);
        for (guint line = 0; line < 12; line++)
            g_string_append(mbox, "The ferry was late, and nobody on the quay was surprised.\n\n");
        if (i % 1000 == 500)
            g_string_append(mbox, FROM "He left.\n\n");
    }
    for (gsize way = 0; way < G_N_ELEMENTS(ways); way++) {
        g_autoptr(Folder) folder = folder_new();
        g_auto(Outcome) outcome = run(folder, "{id: message-id}", mbox->str, mbox->len, ways[way]);
        assert_has(outcome.err, "read 4004 = written 4000 + dropped 0 + quarantined 4");
        for (gsize k = 0; k < G_N_ELEMENTS(outputs); k++) {
            g_autofree char *bytes = get_file(folder, outputs[k], NULL);
            if (way == 0)
                first[k] = g_steal_pointer(&bytes);
            else
                g_assert_cmpstr(bytes, ==, first[k]);
        }
    }
    g_free(first[1]);
    first[1] = NULL;
}

/* By a gzip file whose second member is broken, mails before it are read, and the break is told. */
static void
test_packed(void)
{
    g_autoptr(Folder) folder = folder_new();
    g_free(put_file(folder, "p.yaml", "galley: 1\nsteps: []\nwriters: [jsonl]\n", -1));
    g_free(put_file(folder, "one", BYTES(MAIL("one") MAIL("two"))));
    g_auto(Outcome) outcome =
        shell("cd $1 && gzip -n -c one > a.mbox.gz && gzip -n -c one | head -c 60 >> a.mbox.gz && "
              "$GALLEY run p.yaml a.mbox.gz -o out",
              folder, NULL);
    g_autofree char *out = get_file(folder, "out/documents.jsonl", NULL);
    g_assert_cmpint(outcome.status, ==, 1);
    assert_has(out, "\"text\":\"one\\n\"");
    assert_has(outcome.err, "the input breaks here: the gzip file is cut off");
}

#define ADD(group, cases, function)                                                                \
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {                                              \
        g_autofree char *path = g_strconcat("/reader-mbox/" group "/", cases[i].name, NULL);       \
        g_test_add_data_func(path, &cases[i], function);                                           \
    }

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    ADD("good", good_cases, test_good)
    ADD("bad", bad_cases, test_bad)
    ADD("run", run_cases, test_run)
    g_test_add_func("/reader-mbox/bounds", test_bounds);
    g_test_add_func("/reader-mbox/probe", test_probe);
    g_test_add_func("/reader-mbox/removed", test_removed);
    g_test_add_func("/reader-mbox/record-limit", test_record_limit);
    g_test_add_func("/reader-mbox/long-stretch", test_long_stretch);
    g_test_add_func("/reader-mbox/workers", test_workers);
    g_test_add_func("/reader-mbox/packed", test_packed);
    return g_test_run();
}
