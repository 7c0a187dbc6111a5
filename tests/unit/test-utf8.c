/* test-utf8.c: proves UTF-8 in <galley/unicode.h>. SPDX-License-Identifier: MIT */
#include <galley/unicode.h>

#include "unicode-data.h"

/* Validity */

typedef struct {
    const char *name;
    const char *bytes;
    gsize size;
    gsize valid_size;
} ValidCase;

#define BYTES(literal) literal, sizeof(literal) - 1

static const ValidCase valid_cases[] = {
    { "empty", BYTES(""), 0 },
    { "ascii", BYTES("plain"), 5 },
    { "nul", BYTES("a\0b"), 3 },
    { "first-last-of-two", BYTES("\xC2\x80\xDF\xBF"), 4 },
    { "first-last-of-three", BYTES("\xE0\xA0\x80\xEF\xBF\xBF"), 6 },
    { "first-last-of-four", BYTES("\xF0\x90\x80\x80\xF4\x8F\xBF\xBF"), 8 },
    { "around-surrogates", BYTES("\xED\x9F\xBF\xEE\x80\x80"), 6 },
    { "long", BYTES("a line of ASCII that is longer than a vector, then \xE2\x80\x99"), 54 },
    { "long-bad", BYTES("a line of ASCII that is longer than a vector, then \x80"), 51 },
    { "lone-continuation", BYTES("ab\x80"), 2 },
    { "overlong-two", BYTES("\xC1\xBF"), 0 },
    { "overlong-three", BYTES("a\xE0\x9F\xBF"), 1 },
    { "overlong-four", BYTES("a\xF0\x8F\xBF\xBF"), 1 },
    { "surrogate", BYTES("a\xED\xA0\x80"), 1 },
    { "too-large", BYTES("a\xF4\x90\x80\x80"), 1 },
    { "five-bytes", BYTES("a\xF8\x88\x80\x80\x80"), 1 },
    { "cut-two", BYTES("a\xC3"), 1 },
    { "cut-three", BYTES("a\xE2\x80"), 1 },
    { "cut-four", BYTES("a\xF0\x9F\x98"), 1 },
    { "broken-off",
      BYTES("\xE2\x80"
            "a"),
      0 },
};

static void
test_valid(gconstpointer data)
{
    const ValidCase *expected = data;
    gsize valid_size = 99;
    g_assert_cmpint(galley_utf8_validate(expected->bytes, expected->size, &valid_size), ==,
                    expected->valid_size == expected->size);
    g_assert_cmpuint(valid_size, ==, expected->valid_size);
    g_assert_cmpint(galley_utf8_validate(expected->bytes, expected->size, NULL), ==,
                    expected->valid_size == expected->size);
}

/* The size of the character at @bytes, by its value and its shortest form; 0 if it is none. */
static guint
reference_character_size(const guint8 *bytes, gsize size)
{
    guint n = bytes[0] < 0x80 ? 1 : bytes[0] >> 5 == 6 ? 2 : bytes[0] >> 4 == 14 ? 3 : 4;
    if (n > size || (n == 4 && bytes[0] >> 3 != 30))
        return 0;
    guint32 value = n == 1 ? bytes[0] : bytes[0] & (0x7F >> n);
    for (guint i = 1; i < n; i++) {
        if (bytes[i] >> 6 != 2)
            return 0;
        value = value << 6 | (bytes[i] & 0x3F);
    }
    static const guint32 smallest[] = { 0, 0, 0x80, 0x800, 0x10000 };
    gboolean is_surrogate = value >= 0xD800 && value <= 0xDFFF;
    return value < smallest[n] || value > 0x10FFFF || is_surrogate ? 0 : n;
}

/* Any four bytes of those at which a rule turns, at the end and before the end of a text. */
static void
test_valid_exhaustive(void)
{
    static const guint8 turns[] = { 0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0,
                                    0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF,
                                    0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xF8, 0xFF };
    const guint n = G_N_ELEMENTS(turns);
    for (guint i = 0; i < n * n * n * n; i++) {
        guint8 bytes[5] = { turns[i % n], turns[i / n % n], turns[i / n / n % n],
                            turns[i / n / n / n], 'x' };
        for (gsize size = 1; size <= sizeof bytes; size++) {
            gsize expected = 0;
            for (guint step; expected < size; expected += step) {
                step = reference_character_size(bytes + expected, size - expected);
                if (step == 0)
                    break;
            }
            gsize valid_size;
            galley_utf8_validate(bytes, size, &valid_size);
            g_assert_cmpuint(valid_size, ==, expected);
        }
    }
}

/* Walking and counting */

static void
test_walk(void)
{
    for (gunichar character = 1; character < 0x110000; character++) {
        if (character >= 0xD800 && character <= 0xDFFF)
            continue;
        char text[16] = "a", expected[6];
        guint32 size = 1 + galley_utf8_put(text + 1, character);
        g_assert_cmpmem(text + 1, size - 1, expected, g_unichar_to_utf8(character, expected));
        text[size] = 'b';
        g_assert_cmpuint(galley_utf8_get(text, 1), ==, character);
        g_assert_cmpuint(galley_utf8_next(text, 1), ==, size);
        g_assert_cmpuint(galley_utf8_previous(text, size), ==, 1);
        for (guint32 at = 0; at < size + 4; at++)
            g_assert_cmpint(galley_utf8_is_boundary(text, size + 1, at), ==,
                            at < 2 || at == size || at == size + 1);
        g_assert_cmpuint(galley_utf8_count(text, size + 1), ==, 3);
        g_assert_cmpuint(galley_utf16_count(text, size + 1), ==, character < 0x10000 ? 3 : 4);
    }
}

static void
test_count(void)
{
    static const gunichar characters[] = { 0, 'a', 'b', 0xE9, 0x2019, 0xFFFD, 0x1F600, 0x10FFFF };
    g_autoptr(GString) text = g_string_new(NULL);
    guint32 n = 0;
    guint32 n_utf16 = 0;
    for (guint i = 0; i < 9000; i++) {
        gunichar character = characters[(guint)g_test_rand_int() % G_N_ELEMENTS(characters)];
        if (i % 7 == 0 || i < 40) {
            g_assert_cmpuint(galley_utf8_count(text->str, text->len), ==, n);
            g_assert_cmpuint(galley_utf16_count(text->str, text->len), ==, n_utf16);
        }
        if (character == 0)
            g_string_append_c(text, '\0');
        else
            g_string_append_unichar(text, character);
        n++;
        n_utf16 += character < 0x10000 ? 1 : 2;
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);

    for (guint i = 0; i < G_N_ELEMENTS(valid_cases); i++)
        add_case("/unicode/valid/", valid_cases[i].name, &valid_cases[i], test_valid);
    g_test_add_func("/unicode/valid/exhaustive", test_valid_exhaustive);
    g_test_add_func("/unicode/walk", test_walk);
    g_test_add_func("/unicode/count", test_count);
    return g_test_run();
}
