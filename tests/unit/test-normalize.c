/* test-normalize.c: proves normalization in <galley/unicode.h>. SPDX-License-Identifier: MIT */
#include <galley/unicode.h>
#include <string.h>

#include "unicode-data.h"

typedef struct {
    const char *name;
    const char *text;
    const char *forms[4]; /* NFC, NFD, NFKC, NFKD; NULL if as @text */
} NormalCase;

static const NormalCase normal_cases[] = {
    { "empty", "", { 0 } },
    { "ascii", "Nothing to do.", { 0 } },
    { "accent", "caf\u00E9", { NULL, "cafe\u0301", NULL, "cafe\u0301" } },
    { "decomposed", "cafe\u0301s", { "caf\u00E9s", NULL, "caf\u00E9s", NULL } },
    { "ligature", "\uFB01n", { NULL, NULL, "fin", "fin" } },
    { "angstrom", "\u212B", { "\u00C5", "A\u030A", "\u00C5", "A\u030A" } },
    { "order",
      "a\u0301\u0323",
      { "\u1EA1\u0301", "a\u0323\u0301", "\u1EA1\u0301", "a\u0323\u0301" } },
    { "blocked", "a\u0300\u0301", { "\u00E0\u0301", NULL, "\u00E0\u0301", NULL } },
    { "not-composed",
      "\u0958",
      { "\u0915\u093C", "\u0915\u093C", "\u0915\u093C", "\u0915\u093C" } },
    { "hangul", "\uD55C", { NULL, "\u1112\u1161\u11AB", NULL, "\u1112\u1161\u11AB" } },
    { "jamo", "\u1112\u1161\u11AB!", { "\uD55C!", NULL, "\uD55C!", NULL } },
    { "mark-first", "\u0301a", { 0 } },
    { "mark-order-first",
      "\u0301\u0323",
      { "\u0323\u0301", "\u0323\u0301", "\u0323\u0301", "\u0323\u0301" } },
    { "width", "\uFF21\u3000\u2460", { NULL, NULL, "A 1", "A 1" } },
    { "quotes",
      "\u201CIt\u2019s\u2026\u201D",
      { NULL, NULL, "\u201CIt\u2019s...\u201D", "\u201CIt\u2019s...\u201D" } },
    { "longest",
      "\uFDFA",
      { NULL, NULL,
        "\u0635\u0644\u0649 \u0627\u0644\u0644\u0647 \u0639\u0644\u064A\u0647 "
        "\u0648\u0633\u0644\u0645",
        "\u0635\u0644\u0649 \u0627\u0644\u0644\u0647 \u0639\u0644\u064A\u0647 "
        "\u0648\u0633\u0644\u0645" } },
};

/* The form of @text must be @expected, and being there, be left alone. */
static void
assert_normalizes(GalleyNormalForm form, const char *text, const char *expected)
{
    gsize size = 99;
    g_autofree char *found = galley_normalize(form, text, strlen(text), &size);
    g_assert_cmpstr(found, ==, expected);
    g_assert_cmpuint(size, ==, strlen(expected));

    gsize begin = 0;
    gsize end = 99;
    g_autoptr(GString) replacement = g_string_new("old");
    g_assert_false(galley_normalize_next(form, expected, size, &begin, &end, replacement));
    g_assert_cmpuint(begin, ==, size);
    g_assert_cmpuint(end, ==, size);

    gsize prefix = galley_normalized_prefix(form, text, strlen(text));
    g_assert_cmpuint(prefix, <=, strlen(text));
    g_assert_cmpmem(text, prefix, expected, MIN(prefix, size));
}

static void
test_normal(gconstpointer data)
{
    const NormalCase *expected = data;
    for (guint form = 0; form < G_N_ELEMENTS(expected->forms); form++) {
        const char *wanted = expected->forms[form];
        assert_normalizes((GalleyNormalForm)form, expected->text,
                          wanted != NULL ? wanted : expected->text);
    }
}

static void
test_normal_runs(void)
{
    const char *text = "na\u0308ive cafe\u0301";
    g_autoptr(GString) replacement = g_string_new(NULL);
    gsize begin = 0;
    gsize end = 0;
    gsize size = strlen(text);
    g_assert_true(
        galley_normalize_next(GALLEY_NORMAL_FORM_NFC, text, size, &begin, &end, replacement));
    g_assert_cmpuint(begin, ==, 1);
    g_assert_cmpuint(end, ==, 4);
    g_assert_cmpstr(replacement->str, ==, "\u00E4");
    begin = end;
    g_assert_true(
        galley_normalize_next(GALLEY_NORMAL_FORM_NFC, text, size, &begin, &end, replacement));
    g_assert_cmpuint(begin, ==, 11);
    g_assert_cmpuint(end, ==, 14);
    g_assert_cmpstr(replacement->str, ==, "\u00E9");
    begin = end;
    g_assert_false(
        galley_normalize_next(GALLEY_NORMAL_FORM_NFC, text, size, &begin, &end, replacement));
    g_assert_cmpuint(galley_normalized_prefix(GALLEY_NORMAL_FORM_NFC, "plain \u2019 text", 14), ==,
                     14);
}

/* Marks without end: more than a run has room for, each class as often, in the wrong order. */
static void
test_normal_many_marks(void)
{
    g_autoptr(GString) text = g_string_new("a");
    for (guint i = 0; i < 5000; i++)
        g_string_append(text, i % 2 == 0 ? "\u0301" : "\u0323");
    gsize size;
    g_autofree char *found = galley_normalize(GALLEY_NORMAL_FORM_NFD, text->str, text->len, &size);
    g_assert_cmpuint(size, ==, text->len);
    for (guint i = 0; i < 5000; i++)
        g_assert_cmpuint(galley_utf8_get(found, 1 + 2 * i), ==, i < 2500 ? 0x323 : 0x301);
}

/* Text normalizes to what GLib makes of it. The characters are old: GLib's Unicode may be later. */
static void
test_normal_random(void)
{
    static const gunichar alphabet[] = { 'a',    'e',    0x301,  0x300,  0x323,  0x327,  0xE9,
                                         0x1EA1, 0x212B, 0x1100, 0x1161, 0x11A8, 0xAC00, 0xAC01,
                                         0x915,  0x93C,  0x958,  0x9C7,  0x9BE,  0xFB01, 0x344,
                                         0x5D0,  0x5B0,  0xFB2E, 0x3099, 0x304B, 0x2460, 0x1D15E };
    static const GNormalizeMode modes[] = { G_NORMALIZE_NFC, G_NORMALIZE_NFD, G_NORMALIZE_NFKC,
                                            G_NORMALIZE_NFKD };
    for (guint i = 0; i < 40000; i++) {
        Characters characters = { .n = (guint)g_test_rand_int() % 10 };
        for (guint j = 0; j < characters.n; j++)
            characters.characters[j] = alphabet[(guint)g_test_rand_int() % G_N_ELEMENTS(alphabet)];
        g_autofree char *text = characters_to_utf8(&characters);
        g_autofree char *expected = g_utf8_normalize(text, -1, modes[i % 4]);
        assert_normalizes((GalleyNormalForm)(i % 4), text, expected);
    }
}

/* "0061 0308" to UTF-8 */
static char *
parse_characters(const char *field)
{
    GString *text = g_string_new(NULL);
    char *at = (char *)field;
    while (*at != '\0')
        g_string_append_unichar(text, (gunichar)g_ascii_strtoull(at, &at, 16));
    return g_string_free(text, FALSE);
}

/* A line of NormalizationTest: source, NFC, NFD, NFKC, NFKD. What it begins with comes back. */
static gunichar
check_line(const char *line)
{
    g_auto(GStrv) fields = g_strsplit(line, ";", 6);
    g_auto(GStrv) columns = g_new0(char *, 6);
    for (guint j = 0; j < 5; j++)
        columns[j] = parse_characters(fields[j]);
    for (guint j = 0; j < 5; j++) {
        guint canonical = j < 3 ? 1 : 3; /* NFKC and NFKD have no canonical way back */
        assert_normalizes(GALLEY_NORMAL_FORM_NFC, columns[j], columns[canonical]);
        assert_normalizes(GALLEY_NORMAL_FORM_NFD, columns[j], columns[canonical + 1]);
        assert_normalizes(GALLEY_NORMAL_FORM_NFKC, columns[j], columns[3]);
        assert_normalizes(GALLEY_NORMAL_FORM_NFKD, columns[j], columns[4]);
    }
    return galley_utf8_get(columns[0], 0);
}

static void
assert_stays(gunichar character)
{
    char text[4];
    gsize size = galley_utf8_put(text, character);
    g_autoptr(GString) replacement = g_string_new(NULL);
    for (guint form = 0; form < 4; form++) {
        gsize begin = 0, end;
        if (galley_normalize_next((GalleyNormalForm)form, text, size, &begin, &end, replacement))
            g_error("U+%04X changes in form %u", character, form);
    }
}

/* Every line; and the characters that part 1 does not list are their own forms. */
static void
test_normal_file(void)
{
    g_autofree char *contents = shared_text("NormalizationTest.txt.gz");
    if (contents == NULL)
        return;

    g_autofree guint8 *listed = g_malloc0(0x110000);
    gboolean is_part_1 = FALSE;
    guint n_lines = 0;
    g_auto(GStrv) lines = g_strsplit(contents, "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++) {
        if (g_str_has_prefix(lines[i], "@Part"))
            is_part_1 = g_str_has_prefix(lines[i], "@Part1");
        if (!g_ascii_isxdigit(lines[i][0]))
            continue;
        gunichar first = check_line(lines[i]);
        listed[first] |= is_part_1;
        n_lines++;
    }
    g_assert_cmpuint(n_lines, ==, 19074);
    for (gunichar character = 1; character < 0x110000; character++)
        if (!listed[character] && (character < 0xD800 || character > 0xDFFF))
            assert_stays(character);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);

    for (guint i = 0; i < G_N_ELEMENTS(normal_cases); i++)
        add_case("/unicode/normal/", normal_cases[i].name, &normal_cases[i], test_normal);
    g_test_add_func("/unicode/normal/runs", test_normal_runs);
    g_test_add_func("/unicode/normal/many-marks", test_normal_many_marks);
    g_test_add_func("/unicode/normal/random", test_normal_random);
    g_test_add_func("/unicode/conformance/normal", test_normal_file);
    return g_test_run();
}
