/* test-encoding.c: proves <galley/encoding.h>. SPDX-License-Identifier: MIT */
#include <galley/encoding.h>
#include <galley/unicode.h>
#include <string.h>

#define REPLACEMENT "\xEF\xBF\xBD"
#define BYTES(literal) literal, sizeof(literal) - 1

/* Labels */

typedef struct {
    const char *label;
    const char *name; /* NULL if unknown */
} LabelCase;

static const LabelCase label_cases[] = {
    { "utf-8", "utf-8" },
    { "UTF8", "utf-8" },
    { " Utf-8\n", "utf-8" },
    { "UTF-16", "utf-16le" },
    { "utf-16be", "utf-16be" },
    { "utf-32", "utf-32le" },
    { "ASCII", "us-ascii" },
    { "latin1", "iso-8859-1" },
    { "ISO-8859-1", "iso-8859-1" },
    { "iso8859-15", "iso-8859-15" },
    { "cp1252", "windows-1252" },
    { "Windows-1252", "windows-1252" },
    { "macintosh", "macintosh" },
    { "ibm437", "cp437" },
    { "KOI8-U", "koi8-u" },
    { "iso-8859-12", NULL },
    { "utf-7", NULL },
    { "", NULL },
};

static void
test_label(gconstpointer data)
{
    const LabelCase *expected = data;
    const GalleyEncoding *encoding = galley_encoding_find(expected->label);
    g_assert_cmpstr(encoding != NULL ? galley_encoding_get_name(encoding) : NULL, ==,
                    expected->name);
}

static void
test_list(void)
{
    const char *const *names = galley_encoding_list();
    g_assert_cmpstr(names[0], ==, "utf-8");
    guint n = 0;
    for (; names[n] != NULL; n++) {
        const GalleyEncoding *encoding = galley_encoding_find(names[n]);
        g_assert_nonnull(encoding);
        g_assert_cmpstr(galley_encoding_get_name(encoding), ==, names[n]);
    }
    g_assert_cmpuint(n, ==, 37);
}

/* Byte order marks */

typedef struct {
    const char *name;
    const char *bytes;
    gsize size;
    gsize bom_size;
} BomCase;

static const BomCase bom_cases[] = {
    { "utf-8", BYTES("\xEF\xBB\xBFx"), 3 },   { "utf-16le", BYTES("\xFF\xFEx\0"), 2 },
    { "utf-16be", BYTES("\xFE\xFF\0x"), 2 },  { "utf-32le", BYTES("\xFF\xFE\0\0"), 4 },
    { "utf-32be", BYTES("\0\0\xFE\xFF"), 4 }, { "none", BYTES("plain"), 0 },
    { "cut", BYTES("\xEF\xBB"), 0 },          { "empty", BYTES(""), 0 },
};

static void
test_bom(gconstpointer data)
{
    const BomCase *expected = data;
    gsize bom_size = 99;
    const GalleyEncoding *encoding =
        galley_encoding_detect_bom(expected->bytes, expected->size, &bom_size);
    g_assert_cmpuint(bom_size, ==, expected->bom_size);
    g_assert_true((encoding != NULL) == (bom_size > 0));
    if (encoding != NULL)
        g_assert_cmpstr(galley_encoding_get_name(encoding), ==, expected->name);
}

/* Web pages */

static const LabelCase web_cases[] = {
    { "ISO-8859-1", "windows-1252" },
    { "ascii", "windows-1252" },
    { "latin5", "windows-1254" },
    { "tis-620", "windows-874" },
    { "iso-8859-2", "iso-8859-2" },
    { "utf-16", "utf-16le" },
    { "utf8", "utf-8" },
    { "nonsense", NULL },
};

static void
test_web_label(gconstpointer data)
{
    const LabelCase *expected = data;
    const GalleyEncoding *encoding = galley_encoding_find_web(expected->label);
    g_assert_cmpstr(encoding != NULL ? galley_encoding_get_name(encoding) : NULL, ==,
                    expected->name);
}

static const struct {
    const char *name;
    const char *bytes;
    gsize size;
    const char *encoding;
} html_cases[] = {
    { "empty", BYTES(""), "utf-8" },
    { "utf-8", BYTES("<p>caf\xC3\xA9"), "utf-8" },
    { "neither", BYTES("<p>caf\xE9"), "windows-1252" },
    { "mark", BYTES("\xFF\xFE<\0m\0"), "utf-16le" },
    { "mark-before-meta", BYTES("\xEF\xBB\xBF<meta charset=koi8-r>"), "utf-8" },
    { "meta", BYTES("<META charset = 'KOI8-R'>"), "koi8-r" },
    { "meta-content", BYTES("<meta http-equiv=x content=\"text/html; charset=iso-8859-9\">"),
      "windows-1254" },
    { "meta-utf-16", BYTES("<meta charset=utf-16be>"), "utf-8" },
    { "meta-utf-32", BYTES("<meta charset=utf-32>"), "utf-8" },
    { "meta-unknown", BYTES("<meta charset=nonsense><meta charset=koi8-u>"), "koi8-u" },
    { "meta-in-comment", BYTES("<!-- <meta charset=koi8-r> -->"), "utf-8" },
    { "meta-without-end", BYTES("<meta charset=koi8-r"), "koi8-r" },
    { "nul-before-meta", BYTES("\0<meta charset=koi8-r>"), "utf-8" },
};

static void
test_html(gconstpointer data)
{
    gsize i = GPOINTER_TO_SIZE(data);
    const GalleyEncoding *encoding =
        galley_encoding_detect_html(html_cases[i].bytes, html_cases[i].size);
    g_assert_cmpstr(galley_encoding_get_name(encoding), ==, html_cases[i].encoding);
}

static const struct {
    const char *name;
    const char *bytes;
    gsize size;
    const char *unread;
} unread_cases[] = {
    { "empty", BYTES(""), NULL },
    { "shift-jis", BYTES("<meta charset=Shift_JIS>\x93\xFA\x96\x7B"), "shift_jis" },
    { "gbk", BYTES("<meta charset=gb2312>\xC8\xD5\xB1\xBE"), "gbk" },
    { "euc-kr", BYTES("<meta charset='ks_c_5601-1987'>\xC7\xD1"), "euc-kr" },
    { "big5", BYTES("<meta http-equiv=x content='text/html; charset=Big5'>\xA4\xE9"), "big5" },
    { "euc-jp", BYTES("<meta charset=EUC-JP>\xC6\xFC"), "euc-jp" },
    { "iso-2022-jp", BYTES("<meta charset=iso-2022-jp>\x1B$BF|\x1B(B"), "iso-2022-jp" },
    { "hz", BYTES("<meta charset=hz-gb-2312>~{HUWV~}"), "hz-gb-2312" },
    { "utf-8-after-all", BYTES("<meta charset=gbk>\xE6\x97\xA5"), NULL },
    { "ascii", BYTES("<meta charset=big5>plain"), NULL },
    { "mark", BYTES("\xEF\xBB\xBF<meta charset=big5>\xA4\xE9"), NULL },
    { "known", BYTES("<meta charset=koi8-r>\xC1"), NULL },
    { "known-first", BYTES("<meta charset=koi8-r><meta charset=big5>\xC1"), NULL },
    { "nonsense", BYTES("<meta charset=nonsense>\xC1"), NULL },
    { "none", BYTES("\xA4\xE9"), NULL },
};

static void
test_unread(gconstpointer data)
{
    gsize i = GPOINTER_TO_SIZE(data);
    g_assert_cmpstr(galley_encoding_detect_html_unread(unread_cases[i].bytes, unread_cases[i].size),
                    ==, unread_cases[i].unread);
}

/* What is read and what is not are two sets. */
static void
test_unread_label(void)
{
    g_assert_cmpstr(galley_encoding_find_unread(" GB_2312-80 "), ==, "gbk");
    g_assert_null(galley_encoding_find_unread("utf-8"));
    for (const char *const *name = galley_encoding_list(); *name != NULL; name++)
        g_assert_null(galley_encoding_find_unread(*name));
}

/* What says its encoding too late says it in vain. */
static void
test_html_late(void)
{
    for (gsize blanks = 1000; blanks <= 1024; blanks += 24) {
        g_autofree char *front = g_strnfill(blanks, ' ');
        g_autofree char *page = g_strconcat(front, "<meta charset=koi8-r>", NULL);
        const GalleyEncoding *encoding = galley_encoding_detect_html(page, strlen(page));
        g_assert_cmpstr(galley_encoding_get_name(encoding), ==,
                        blanks == 1000 ? "koi8-r" : "utf-8");
    }
}

/* Decoding */

typedef struct {
    const char *name;
    const char *encoding;
    const char *bytes;
    gsize size;
    const char *text;
    const char *runs; /* "text,source unit_text:unit_source; ..." */
    guint64 n_malformed;
} DecodeCase;

static const DecodeCase decode_cases[] = {
    { "utf8/empty", "utf-8", BYTES(""), "", "", 0 },
    { "utf8/valid", "utf-8", BYTES("caf\xC3\xA9"), "caf\u00E9", "0,0 1:1;", 0 },
    { "utf8/bom", "utf-8",
      BYTES("\xEF\xBB\xBF"
            "a"),
      "a", "0,3 1:1;", 0 },
    { "utf8/bom-alone", "utf-8", BYTES("\xEF\xBB\xBF"), "", "", 0 },
    { "utf8/bom-twice", "utf-8", BYTES("\xEF\xBB\xBF\xEF\xBB\xBF"), "\uFEFF", "0,3 1:1;", 0 },
    { "utf8/malformed", "utf-8",
      BYTES("a\xFF"
            "b"),
      "a" REPLACEMENT "b", "0,0 1:1;1,1 3:1;4,2 1:1;", 1 },
    { "utf8/malformed-runs", "utf-8",
      BYTES("\x80\x80\xE2\x82"
            "a"),
      REPLACEMENT REPLACEMENT REPLACEMENT "a", "0,0 3:1;6,2 3:2;9,4 1:1;", 3 },
    { "utf8/surrogate", "utf-8", BYTES("\xED\xA0\x80"), REPLACEMENT REPLACEMENT REPLACEMENT,
      "0,0 3:1;", 3 },
    { "utf8/cut", "utf-8", BYTES("\xF0\x9F\x98"), REPLACEMENT, "0,0 3:3;", 1 },
    { "utf16le/plain", "utf-16le", BYTES("a\0b\0"), "ab", "0,0 1:2;", 0 },
    { "utf16le/shapes", "utf-16le", BYTES("a\0\xE9\0\x19\x20\x3D\xD8\x00\xDEz\0"),
      "a\u00E9\u2019\U0001F600z", "0,0 1:2;1,2 2:2;3,4 3:2;6,6 4:4;10,10 1:2;", 0 },
    { "utf16le/bom", "utf-16le",
      BYTES("\xFF\xFE"
            "a\0"),
      "a", "0,2 1:2;", 0 },
    { "utf16le/lone-high", "utf-16le",
      BYTES("\x00\xD8"
            "A\0"),
      REPLACEMENT "A", "0,0 3:2;3,2 1:2;", 1 },
    { "utf16le/lone-low", "utf-16le", BYTES("\x00\xDC\x00\xD8\x00\xDC"), REPLACEMENT "\U00010000",
      "0,0 3:2;3,2 4:4;", 1 },
    { "utf16le/odd", "utf-16le", BYTES("a\0b"), "a" REPLACEMENT, "0,0 1:2;1,2 3:1;", 1 },
    { "utf16le/cut-pair", "utf-16le",
      BYTES("\x00\xD8"
            "b"),
      REPLACEMENT, "0,0 3:3;", 1 },
    { "utf16be/plain", "utf-16be", BYTES("\0a\x20\x19"), "a\u2019", "0,0 1:2;1,2 3:2;", 0 },
    { "utf32le/plain", "utf-32le", BYTES("a\0\0\0\x00\xF6\x01\0"), "a\U0001F600",
      "0,0 1:4;1,4 4:4;", 0 },
    { "utf32le/malformed", "utf-32le", BYTES("\0\xD8\0\0\0\0\x11\0a"),
      REPLACEMENT REPLACEMENT REPLACEMENT, "0,0 3:4;6,8 3:1;", 3 },
    { "utf32be/bom", "utf-32be", BYTES("\0\0\xFE\xFF\0\0\0a"), "a", "0,4 1:4;", 0 },
    { "ascii/high", "us-ascii", BYTES("a\xE9"), "a" REPLACEMENT, "0,0 1:1;1,1 3:1;", 1 },
    { "latin1/c1", "iso-8859-1", BYTES("\x93hi\x94"), "\xC2\x93hi\xC2\x94",
      "0,0 2:1;2,1 1:1;4,3 2:1;", 0 },
    { "cp1252/quotes", "windows-1252", BYTES("\x93It\x92s \xE9\x94"),
      "\u201CIt\u2019s \u00E9\u201D", "0,0 3:1;3,1 1:1;5,3 3:1;8,4 1:1;10,6 2:1;12,7 3:1;", 0 },
    { "cp1252/undefined", "windows-1252", BYTES("\x81\x80"), REPLACEMENT "\u20AC", "0,0 3:1;", 1 },
    { "cp1251", "windows-1251", BYTES("\xCF\xF0\xE8"), "\u041F\u0440\u0438", "0,0 2:1;", 0 },
    { "koi8-r", "koi8-r", BYTES("\xF0"), "\u041F", "0,0 2:1;", 0 },
    { "macintosh", "macintosh", BYTES("\xD2\xDB\xD3"), "\u201C\u20AC\u201D", "0,0 3:1;", 0 },
    { "cp437", "cp437", BYTES("\x82\xB0"), "\u00E9\u2591", "0,0 2:1;2,1 3:1;", 0 },
    { "cp850", "cp850", BYTES("\xD5"), "\u0131", "0,0 2:1;", 0 },
    { "iso-8859-15", "iso-8859-15", BYTES("\xA4"), "\u20AC", "0,0 3:1;", 0 },
};

static char *
runs_to_text(const GArray *runs)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < runs->len; i++) {
        const GalleyRun *run = &g_array_index(runs, GalleyRun, i);
        g_string_append_printf(text, "%u,%u %u:%u;", run->text, run->source, run->unit_text,
                               run->unit_source);
    }
    return g_string_free(text, FALSE);
}

static void
test_decode(gconstpointer data)
{
    const DecodeCase *expected = data;
    const GalleyEncoding *encoding = galley_encoding_find(expected->encoding);
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GArray) runs = g_array_new(FALSE, FALSE, sizeof(GalleyRun));
    g_autoptr(GError) error = NULL;
    guint64 n_malformed = 99;
    g_assert_true(galley_encoding_decode(encoding, expected->bytes, expected->size, text, runs,
                                         &n_malformed, &error));
    g_assert_no_error(error);
    g_assert_cmpstr(text->str, ==, expected->text);
    g_autofree char *found = runs_to_text(runs);
    g_assert_cmpstr(found, ==, expected->runs);
    g_assert_cmpuint(n_malformed, ==, expected->n_malformed);
}

static void
test_append(void)
{
    const GalleyEncoding *encoding = galley_encoding_find("windows-1252");
    g_autoptr(GString) text = g_string_new("before ");
    g_autoptr(GArray) runs = g_array_new(FALSE, FALSE, sizeof(GalleyRun));
    g_assert_true(galley_encoding_decode(encoding, "a\xE9", 2, text, runs, NULL, NULL));
    g_assert_cmpstr(text->str, ==, "before a\u00E9");
    g_autofree char *found = runs_to_text(runs);
    g_assert_cmpstr(found, ==, "7,0 1:1;8,1 2:1;");
    g_assert_true(galley_encoding_decode(encoding, "z", 1, text, NULL, NULL, NULL));
    g_assert_cmpstr(text->str, ==, "before a\u00E9z");
}

/* Only the size is looked at: no byte of it is there. */
static void
test_too_large(void)
{
    g_autoptr(GString) text = g_string_new("kept");
    g_autoptr(GArray) runs = g_array_new(FALSE, FALSE, sizeof(GalleyRun));
    g_autoptr(GError) error = NULL;
    g_assert_false(galley_encoding_decode(galley_encoding_find("utf-8"), "none", G_MAXUINT32, text,
                                          runs, NULL, &error));
    g_assert_error(error, GALLEY_ENCODING_ERROR, GALLEY_ENCODING_ERROR_TOO_LARGE);
    g_assert_cmpstr(text->str, ==, "kept");
    g_assert_cmpuint(runs->len, ==, 0);
}

/* Properties of any bytes */

/*
 * The longest beginning of @bytes that could go on to be a character, at least 1: the maximal
 * subpart. It could if the smallest or the largest characters of that lead agree so far.
 */
static guint
reference_subpart(const guint8 *bytes, gsize size)
{
    guint longest = 1;
    for (gunichar character = 0x80; character < 0x110000; character += 0x40) {
        if (character >= 0xD800 && character < 0xE000)
            continue;
        char whole[6];
        guint n = (guint)g_unichar_to_utf8(character, whole);
        guint same = 0;
        while (same + 1 < n && same < size && bytes[same] == (guint8)whole[same])
            same++;
        longest = MAX(longest, same);
    }
    return longest;
}

static GString *
reference_utf8(const guint8 *bytes, gsize size)
{
    GString *text = g_string_new(NULL);
    for (gsize at = 0; at < size;) {
        gunichar character =
            g_utf8_get_char_validated((const char *)bytes + at, (gssize)(size - at));
        gboolean is_valid = bytes[at] == 0 || character < 0x110000;
        guint n = bytes[at] == 0 ? 1
                  : is_valid     ? (guint)g_unichar_to_utf8(character, NULL)
                                 : reference_subpart(bytes + at, size - at);
        if (is_valid)
            g_string_append_len(text, (const char *)bytes + at, n);
        else
            g_string_append(text, REPLACEMENT);
        at += n;
    }
    return text;
}

/* Runs ascend, cover all of @text, and each unit of source alone decodes to its unit of text. */
static void
assert_runs(const GalleyEncoding *encoding,
            const guint8 *bytes,
            gsize size,
            const GString *text,
            const GArray *runs)
{
    gboolean is_utf8 = g_str_equal(galley_encoding_get_name(encoding), "utf-8");
    gsize at = 0;
    gsize source = 0;
    for (guint i = 0; i < runs->len; i++) {
        const GalleyRun *run = &g_array_index(runs, GalleyRun, i);
        gsize end = i + 1 < runs->len ? g_array_index(runs, GalleyRun, i + 1).text : text->len;
        g_assert_cmpuint(run->text, ==, at);
        g_assert_cmpuint(run->source, >=, source);
        g_assert_cmpuint(run->source - source, <=, i == 0 ? 4 : 0); /* a gap is a BOM */
        g_assert_cmpuint(end, >, at);
        g_assert_cmpuint((end - at) % run->unit_text, ==, 0);
        source = run->source;
        for (; at < end; at += run->unit_text, source += run->unit_source) {
            if (is_utf8 && run->unit_text == 1) {
                g_assert_cmpuint((guint8)text->str[at], ==, bytes[source]);
                continue;
            }
            g_autoptr(GString) unit = g_string_new(NULL);
            g_assert_true(galley_encoding_decode(encoding, bytes + source, run->unit_source, unit,
                                                 NULL, NULL, NULL));
            if (unit->len > 0) /* else it looks like a BOM by itself */
                g_assert_cmpmem(unit->str, unit->len, text->str + at, run->unit_text);
        }
    }
    g_assert_cmpuint(at, ==, text->len);
    g_assert_true(source == size || runs->len == 0);
}

/* Bytes at which something turns in one of the encodings, often enough to meet. */
static guint8
random_byte(void)
{
    static const guint8 turns[] = { 0x00, 'a',  'b',  0x80, 0x81, 0x9F, 0xA0, 0xBF, 0xC2, 0xD8,
                                    0xDC, 0xE0, 0xE2, 0xED, 0xEF, 0xBB, 0xF0, 0xF4, 0xFE, 0xFF };
    guint32 number = (guint32)g_test_rand_int();
    return number % 4 == 0 ? (guint8)(number >> 8) : turns[(number >> 8) % G_N_ELEMENTS(turns)];
}

static void
test_random(gconstpointer data)
{
    const GalleyEncoding *encoding = galley_encoding_find(data);
    gboolean is_utf8 = g_str_equal(data, "utf-8");
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GArray) runs = g_array_new(FALSE, FALSE, sizeof(GalleyRun));
    for (guint i = 0; i < 1000; i++) {
        gsize size = (guint32)g_test_rand_int() % 24;
        g_autofree guint8 *bytes = g_malloc(size); /* so that ASan sees a byte too far */
        for (gsize j = 0; j < size; j++)
            bytes[j] = random_byte();
        g_string_truncate(text, 0);
        g_array_set_size(runs, 0);
        g_assert_true(galley_encoding_decode(encoding, bytes, size, text, runs, NULL, NULL));
        g_assert_true(galley_utf8_validate(text->str, text->len, NULL));
        assert_runs(encoding, bytes, size, text, runs);
        if (!is_utf8 || (size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0))
            continue;
        g_autoptr(GString) expected = reference_utf8(bytes, size);
        g_assert_cmpmem(text->str, text->len, expected->str, expected->len);
    }
}

/* Longer than a block, so that characters lie across its end. */
static void
test_long(gconstpointer data)
{
    const GalleyEncoding *encoding = galley_encoding_find(data);
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    guint8 more[3];
    for (guint i = 0; i < 70000; i++) {
        for (guint j = 0; j < sizeof more; j++)
            more[j] = random_byte();
        g_byte_array_append(bytes, more, sizeof more);
    }
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GArray) runs = g_array_new(FALSE, FALSE, sizeof(GalleyRun));
    g_assert_true(
        galley_encoding_decode(encoding, bytes->data, bytes->len, text, runs, NULL, NULL));
    g_assert_true(galley_utf8_validate(text->str, text->len, NULL));
    assert_runs(encoding, bytes->data, bytes->len, text, runs);
}

/* Conformance: "num:valid:text", "num:valid hex:bytes", "num:invalid hex:bytes:skipped:replaced" */

static GByteArray *
parse_hex(const char *field)
{
    GByteArray *bytes = g_byte_array_new();
    for (const char *at = field; *at != '\0'; at++) {
        if (!g_ascii_isxdigit(at[0]))
            continue;
        guint8 byte = (guint8)(g_ascii_xdigit_value(at[0]) << 4 | g_ascii_xdigit_value(at[1]));
        g_byte_array_append(bytes, &byte, 1);
        at++;
    }
    return bytes;
}

static void
check_line(const char *line)
{
    g_auto(GStrv) fields = g_strsplit(line, ":", -1);
    const char *kind = g_strstrip(fields[1]);
    gboolean is_hex = g_str_has_suffix(kind, "hex");
    gboolean is_valid = g_str_has_prefix(kind, "valid");
    g_autofree char *plain = is_hex ? NULL : g_strjoinv(":", fields + 2);
    g_autoptr(GByteArray) bytes =
        is_hex ? parse_hex(fields[2])
               : g_byte_array_append(g_byte_array_new(), (guint8 *)plain, (guint)strlen(plain));
    g_autoptr(GByteArray) expected = is_valid ? g_byte_array_ref(bytes) : parse_hex(fields[4]);
    g_assert_cmpint(galley_utf8_validate(bytes->data, bytes->len, NULL), ==, is_valid);
    g_autoptr(GString) text = g_string_new(NULL);
    g_assert_true(galley_encoding_decode(galley_encoding_find("utf-8"), bytes->data, bytes->len,
                                         text, NULL, NULL, NULL));
    g_test_message("%s", line);
    g_assert_cmpmem(text->str, text->len, expected->data, expected->len);
}

static void
test_utf8tests(void)
{
    const char *shared = g_getenv("GALLEY_SHARED");
    if (shared == NULL) {
        g_test_skip("GALLEY_SHARED is not set: the encoding data of ../shared is not there");
        return;
    }
    g_autofree char *path = g_build_filename(shared, "data/text/encoding/utf8tests.txt", NULL);
    g_autofree char *contents = NULL;
    if (!g_file_get_contents(path, &contents, NULL, NULL)) {
        g_test_skip("no utf8tests.txt in GALLEY_SHARED");
        return;
    }
    g_auto(GStrv) lines = g_strsplit(contents, "\n", -1);
    guint n_lines = 0;
    for (guint i = 0; lines[i] != NULL; i++) {
        if (!g_ascii_isdigit(lines[i][0]))
            continue;
        check_line(lines[i]);
        n_lines++;
    }
    g_assert_cmpuint(n_lines, ==, 222);
}

static void
add_case(const char *folder, const char *name, const void *data, GTestDataFunc test)
{
    g_autofree char *path = g_strconcat(folder, name, NULL);
    g_test_add_data_func(path, data, test);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);

    for (guint i = 0; i < G_N_ELEMENTS(label_cases); i++) {
        g_autofree char *name = g_strescape(label_cases[i].label, NULL);
        add_case("/encoding/label/_", name, &label_cases[i], test_label);
    }
    g_test_add_func("/encoding/list", test_list);
    for (guint i = 0; i < G_N_ELEMENTS(bom_cases); i++)
        add_case("/encoding/bom/", bom_cases[i].name, &bom_cases[i], test_bom);
    for (guint i = 0; i < G_N_ELEMENTS(web_cases); i++)
        add_case("/encoding/web/", web_cases[i].label, &web_cases[i], test_web_label);
    for (gsize i = 0; i < G_N_ELEMENTS(html_cases); i++)
        add_case("/encoding/html/", html_cases[i].name, GSIZE_TO_POINTER(i), test_html);
    for (gsize i = 0; i < G_N_ELEMENTS(unread_cases); i++)
        add_case("/encoding/unread/", unread_cases[i].name, GSIZE_TO_POINTER(i), test_unread);
    g_test_add_func("/encoding/unread-label", test_unread_label);
    g_test_add_func("/encoding/html-late", test_html_late);
    for (guint i = 0; i < G_N_ELEMENTS(decode_cases); i++)
        add_case("/encoding/decode/", decode_cases[i].name, &decode_cases[i], test_decode);
    g_test_add_func("/encoding/append", test_append);
    g_test_add_func("/encoding/too-large", test_too_large);
    for (const char *const *name = galley_encoding_list(); *name != NULL; name++) {
        add_case("/encoding/random/", *name, *name, test_random);
        add_case("/encoding/long/", *name, *name, test_long);
    }
    g_test_add_func("/encoding/conformance/utf8tests", test_utf8tests);
    return g_test_run();
}
