/* test-format.c: numbers, JSON strings and HTML as text. SPDX-License-Identifier: MIT */
#include <locale.h>
#include <math.h>
#include <string.h>

#include <galley/format.h>

#include "document/number-private.h"

/* ---- doubles ---- */

typedef struct {
    const char *name;
    double value;
    int decimals; /* -1: shortest */
    const char *expected;
} DoubleCase;

static const DoubleCase doubles[] = {
    { "zero", 0.0, -1, "0.0" },
    { "negative-zero", -0.0, -1, "-0.0" },
    { "whole", 5.0, -1, "5.0" },
    { "compound", 0.3612, -1, "0.3612" },
    { "sum", 0.1 + 0.2, -1, "0.30000000000000004" },
    { "small", 1e-7, -1, "1e-07" },
    { "large", 1e22, -1, "1e+22" },
    { "largest", 1.7976931348623157e308, -1, "1.7976931348623157e+308" },
    { "least", 5e-324, -1, "5e-324" },
    { "beyond-53-bits", 9007199254740993.0, -1, "9007199254740992.0" },
    { "decimals-fewer", 0.3612, 2, "0.36" },
    { "decimals-more", 0.5, 4, "0.5" },
    { "decimals-tie-to-even", 0.125, 2, "0.12" },
    { "decimals-tie-up", 0.375, 2, "0.38" },
    { "decimals-below-tie", 1.005, 2, "1.0" },
    { "decimals-carry", 0.9999, 2, "1.0" },
    { "decimals-none", 2.5, 0, "2" },
    { "decimals-none-ten", 10.0, 0, "10" },
    { "decimals-whole", 100.0, 3, "100.0" },
    { "decimals-negative", -0.3456, 3, "-0.346" },
    { "decimals-negative-to-zero", -0.0004, 2, "0.0" },
    { "decimals-seventeen", 0.1, 17, "0.10000000000000001" },
    { "decimals-large", 1e23, 0, "99999999999999991611392" },
};

static void
test_double(gconstpointer data)
{
    const DoubleCase *test = data;
    g_autoptr(GString) out = g_string_new("x");
    if (test->decimals < 0)
        galley_append_double(out, test->value);
    else
        galley_append_decimals(out, test->value, (guint)test->decimals);
    g_assert_cmpstr(out->str + 1, ==, test->expected);
    g_assert_cmpuint(out->len, ==, strlen(out->str));
}

static void
test_read_back(void)
{
    guint64 state = 1;
    g_autoptr(GString) out = g_string_new(NULL);
    for (int i = 0; i < 20000; i++) {
        double value;
        state = state * G_GUINT64_CONSTANT(6364136223846793005) + 1442695040888963407;
        memcpy(&value, &state, sizeof value);
        if (!isfinite(value))
            continue;
        g_string_truncate(out, 0);
        galley_append_double(out, value);
        double again = g_ascii_strtod(out->str, NULL);
        g_assert_cmpint(memcmp(&again, &value, sizeof value), ==, 0);
    }
}

static void
test_locale(void)
{
    g_autoptr(GString) out = g_string_new(NULL);
    if (setlocale(LC_ALL, "de_DE.UTF-8") == NULL && setlocale(LC_ALL, "fr_FR.UTF-8") == NULL) {
        g_test_skip("no locale with a decimal comma is installed");
        return;
    }
    galley_append_double(out, 0.25);
    galley_append_decimals(out, 0.25, 2);
    setlocale(LC_ALL, "C");
    g_assert_cmpstr(out->str, ==, "0.250.25");
}

/* ---- whole numbers ---- */

static void
test_int64(void)
{
    static const struct {
        gint64 value;
        const char *expected;
    } cases[] = {
        { 0, "0" },
        { 9, "9" },
        { 10, "10" },
        { 99, "99" },
        { 100, "100" },
        { -1, "-1" },
        { 12345, "12345" },
        { G_MAXINT64, "9223372036854775807" },
        { G_MININT64, "-9223372036854775808" },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GString) out = g_string_new(NULL);
        galley_append_int64(out, cases[i].value);
        g_assert_cmpstr(out->str, ==, cases[i].expected);
    }
}

static void
test_uint32(void)
{
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GString) expected = g_string_new(NULL);
    for (guint64 value = 0; value <= G_MAXUINT32; value = value * 3 + 1) {
        galley_append_uint32(out, (guint32)value);
        g_string_append_printf(expected, "%" G_GUINT64_FORMAT, value);
    }
    galley_append_uint32(out, G_MAXUINT32);
    g_string_append(expected, "4294967295");
    g_assert_cmpstr(out->str, ==, expected->str);
}

/* ---- strings ---- */

typedef struct {
    const char *name;
    const char *text;
    gsize size;
    const char *expected;
} StringCase;

#define TEXT(literal) literal, sizeof(literal) - 1

static const StringCase strings[] = {
    { "empty", TEXT(""), "\"\"" },
    { "plain", TEXT("plain text of more than eight bytes"),
      "\"plain text of more than eight bytes\"" },
    { "marks", TEXT("\"a\\b\""), "\"\\\"a\\\\b\\\"\"" },
    { "line-ends", TEXT("a\nb\r\tc\b\f"), "\"a\\nb\\r\\tc\\b\\f\"" },
    { "controls", TEXT("\x01\x1f"), "\"\\u0001\\u001f\"" },
    { "nul", TEXT("a\0b"), "\"a\\u0000b\"" },
    { "delete-and-above", TEXT("\x7f\u00e9\u2028\U0001F600"), "\"\x7f\u00e9\u2028\U0001F600\"" },
    { "slash", TEXT("</script>"), "\"</script>\"" },
};

static void
test_string(gconstpointer data)
{
    const StringCase *test = data;
    g_autoptr(GString) out = g_string_new(NULL);
    galley_append_json_string(out, test->text, test->size);
    g_assert_cmpstr(out->str, ==, test->expected);
}

/* What is escaped is found wherever it stands among others. */
static void
test_string_positions(void)
{
    static const struct {
        char byte;
        const char *escaped;
    } cases[] = { { '"', "\\\"" }, { '\\', "\\\\" }, { '\n', "\\n" }, { 0x1e, "\\u001e" } };
    for (gsize size = 1; size < 40; size++)
        for (gsize at = 0; at < size; at++)
            for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
                g_autofree char *text = g_strnfill(size, '!');
                text[at] = cases[i].byte;
                g_autofree char *before = g_strnfill(at, '!'),
                                *after = g_strnfill(size - at - 1, '!');
                g_autofree char *expected =
                    g_strconcat("\"", before, cases[i].escaped, after, "\"", NULL);
                g_autoptr(GString) out = g_string_new(NULL);
                galley_append_json_string(out, text, size);
                g_assert_cmpstr(out->str, ==, expected);
            }
}

/* The short way writes what the long one does, zeros and all; numbers next to short ones too. */
static void
test_short_way(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(31);
    g_autoptr(GString) out = g_string_new(NULL);
    for (guint i = 0; i < 2000000; i++) {
        double value = g_rand_int_range(rand, -2000000000, 2000000000) / 10000.0;
        char digits[GALLEY_NUMBER_SIZE_MAX];
        if (i % 3 == 1)
            value /= g_rand_int_range(rand, 1, 100000);
        if (i % 5 == 2)
            value = nextafter(value, 0);
        g_string_truncate(out, 0);
        galley_append_double(out, value);
        gsize size = galley_number_shortest(digits, value);
        gboolean marked = memchr(digits, '.', size) || memchr(digits, 'e', size);
        g_assert_true(strncmp(out->str, digits, size) == 0);
        g_assert_cmpstr(out->str + size, ==, marked ? "" : ".0");
    }
}

/* ---- HTML ---- */

static const StringCase pages[] = {
    { "empty", TEXT(""), "" },
    { "plain", TEXT("plain text, \u00e9 and \U0001F600\n\t"),
      "plain text, \u00e9 and \U0001F600\n\t" },
    { "references", TEXT("<a href=\"x\" id='y'>&amp;"),
      "&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp;" },
    { "line-ends", TEXT("a\r\nb\rc\r"), "a\nb\nc\n" },
    { "nul", TEXT("a\0b"), "a\uFFFDb" },
    { "controls", TEXT("\x01\x08\x0b\x0c\x1b\x1f\x7f"),
      "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD" },
    { "controls-above", TEXT("\xc2\x80\xc2\x9f\u00a0"), "\uFFFD\uFFFD\u00a0" },
    { "direction", TEXT("\u202a\u202e\u2066\u2069\u200e\u200f\u2029\u2065"),
      "\uFFFD\uFFFD\uFFFD\uFFFD\u200e\u200f\u2029\u2065" },
    { "noncharacters", TEXT("\ufdd0\ufdef\ufffe\uffff\U0001fffe\U0010ffff\ufffd\U00010000"),
      "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\ufffd\U00010000" },
};

static void
test_html(gconstpointer data)
{
    const StringCase *test = data;
    g_autoptr(GString) out = g_string_new("x");
    galley_append_html(out, test->text, test->size);
    g_assert_cmpstr(out->str + 1, ==, test->expected);
    g_assert_cmpuint(out->len, ==, strlen(out->str));
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(doubles); i++) {
        g_autofree char *path = g_strconcat("/format/double/", doubles[i].name, NULL);
        g_test_add_data_func(path, &doubles[i], test_double);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(strings); i++) {
        g_autofree char *path = g_strconcat("/format/string/", strings[i].name, NULL);
        g_test_add_data_func(path, &strings[i], test_string);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(pages); i++) {
        g_autofree char *path = g_strconcat("/format/html/", pages[i].name, NULL);
        g_test_add_data_func(path, &pages[i], test_html);
    }
    g_test_add_func("/format/double/read-back", test_read_back);
    g_test_add_func("/format/double/short-way", test_short_way);
    g_test_add_func("/format/double/locale", test_locale);
    g_test_add_func("/format/int64", test_int64);
    g_test_add_func("/format/uint32", test_uint32);
    g_test_add_func("/format/string/positions", test_string_positions);
    return g_test_run();
}
