/* test-properties.c: proves characters' properties and case in <galley/unicode.h>. SPDX-License-Identifier: MIT */
#include <galley/unicode.h>

#include "unicode-data.h"

typedef struct {
    gunichar character;
    GalleyCategory category;
    guint32 properties;
    GalleyWordBreak word;
    GalleySentenceBreak sentence;
    GalleyGraphemeBreak grapheme;
} PropertyCase;

#define FLAG(name) GALLEY_UNICODE_##name
#define CASED_LETTER (FLAG(ALPHABETIC) | FLAG(CASED) | FLAG(LETTER))
#define BREAKS(word, sentence, grapheme)                                                           \
    GALLEY_WORD_BREAK_##word, GALLEY_SENTENCE_BREAK_##sentence, GALLEY_GRAPHEME_BREAK_##grapheme

static const PropertyCase property_cases[] = {
    { '\n', GALLEY_CATEGORY_CC, FLAG(WHITE_SPACE) | FLAG(CONTROL), BREAKS(LF, LF, LF) },
    { 'A', GALLEY_CATEGORY_LU, CASED_LETTER | FLAG(UPPERCASE) | FLAG(HEX_DIGIT),
      BREAKS(ALETTER, UPPER, OTHER) },
    { '7', GALLEY_CATEGORY_ND,
      FLAG(DIGIT) | FLAG(NUMERIC) | FLAG(HEX_DIGIT) | FLAG(EMOJI) | FLAG(EMOJI_COMPONENT),
      BREAKS(NUMERIC, NUMERIC, OTHER) },
    { '.', GALLEY_CATEGORY_PO,
      FLAG(PUNCTUATION) | FLAG(TERMINAL_PUNCTUATION) | FLAG(SENTENCE_TERMINAL) |
          FLAG(CASE_IGNORABLE),
      BREAKS(MID_NUM_LET, ATERM, OTHER) },
    { 0xA0, GALLEY_CATEGORY_ZS, FLAG(WHITE_SPACE), BREAKS(OTHER, SP, OTHER) },
    { 0xA9, GALLEY_CATEGORY_SO, FLAG(SYMBOL) | FLAG(EMOJI) | FLAG(EXTENDED_PICTOGRAPHIC),
      BREAKS(OTHER, OTHER, OTHER) },
    { 0xBD, GALLEY_CATEGORY_NO, FLAG(NUMERIC), BREAKS(OTHER, OTHER, OTHER) },
    { 0xDF, GALLEY_CATEGORY_LL, CASED_LETTER | FLAG(LOWERCASE), BREAKS(ALETTER, LOWER, OTHER) },
    { 0x1C5, GALLEY_CATEGORY_LT, CASED_LETTER | FLAG(TITLECASE), BREAKS(ALETTER, UPPER, OTHER) },
    { 0x301, GALLEY_CATEGORY_MN, FLAG(MARK) | FLAG(CASE_IGNORABLE),
      BREAKS(EXTEND, EXTEND, EXTEND) },
    { 0x5D0, GALLEY_CATEGORY_LO, FLAG(ALPHABETIC) | FLAG(LETTER),
      BREAKS(HEBREW_LETTER, OLETTER, OTHER) },
    { 0x200D, GALLEY_CATEGORY_CF,
      FLAG(JOIN_CONTROL) | FLAG(DEFAULT_IGNORABLE) | FLAG(CASE_IGNORABLE) | FLAG(EMOJI_COMPONENT),
      BREAKS(ZWJ, EXTEND, ZWJ) },
    { 0x2013, GALLEY_CATEGORY_PD, FLAG(PUNCTUATION) | FLAG(DASH), BREAKS(OTHER, SCONTINUE, OTHER) },
    { 0x2019, GALLEY_CATEGORY_PF, FLAG(PUNCTUATION) | FLAG(QUOTATION_MARK) | FLAG(CASE_IGNORABLE),
      BREAKS(MID_NUM_LET, CLOSE, OTHER) },
    { 0x2029, GALLEY_CATEGORY_ZP, FLAG(WHITE_SPACE), BREAKS(NEWLINE, SEP, CONTROL) },
    { 0x20AC, GALLEY_CATEGORY_SC, FLAG(SYMBOL) | FLAG(CURRENCY), BREAKS(OTHER, OTHER, OTHER) },
    { 0x24C2, GALLEY_CATEGORY_SO,
      FLAG(ALPHABETIC) | FLAG(UPPERCASE) | FLAG(CASED) | FLAG(SYMBOL) | FLAG(EMOJI) |
          FLAG(EXTENDED_PICTOGRAPHIC),
      BREAKS(ALETTER, UPPER, OTHER) },
    { 0x4E00, GALLEY_CATEGORY_LO, FLAG(ALPHABETIC) | FLAG(LETTER) | FLAG(IDEOGRAPHIC) | FLAG(WIDE),
      BREAKS(OTHER, OLETTER, OTHER) },
    { 0xAC01, GALLEY_CATEGORY_LO, FLAG(ALPHABETIC) | FLAG(LETTER) | FLAG(WIDE),
      BREAKS(ALETTER, OLETTER, LVT) },
    { 0xD800, GALLEY_CATEGORY_CS, 0, BREAKS(OTHER, OTHER, OTHER) },
    { 0xE000, GALLEY_CATEGORY_CO, 0, BREAKS(OTHER, OTHER, OTHER) },
    { 0x1F1E6, GALLEY_CATEGORY_SO,
      FLAG(SYMBOL) | FLAG(EMOJI) | FLAG(EMOJI_PRESENTATION) | FLAG(EMOJI_COMPONENT),
      BREAKS(REGIONAL_INDICATOR, OTHER, REGIONAL_INDICATOR) },
    { 0x1F3FB, GALLEY_CATEGORY_SK,
      FLAG(SYMBOL) | FLAG(EMOJI) | FLAG(EMOJI_PRESENTATION) | FLAG(EMOJI_MODIFIER) |
          FLAG(EMOJI_COMPONENT) | FLAG(CASE_IGNORABLE) | FLAG(WIDE),
      BREAKS(EXTEND, OTHER, EXTEND) },
    { 0x1F600, GALLEY_CATEGORY_SO,
      FLAG(SYMBOL) | FLAG(EMOJI) | FLAG(EMOJI_PRESENTATION) | FLAG(EXTENDED_PICTOGRAPHIC) |
          FLAG(WIDE),
      BREAKS(OTHER, OTHER, OTHER) },
    { 0x10FFFF, GALLEY_CATEGORY_CN, 0, BREAKS(OTHER, OTHER, OTHER) },
    { 0x110000, GALLEY_CATEGORY_CN, 0, BREAKS(OTHER, OTHER, OTHER) },
    { 0xFFFFFFFF, GALLEY_CATEGORY_CN, 0, BREAKS(OTHER, OTHER, OTHER) },
};

static void
test_properties(gconstpointer data)
{
    const PropertyCase *expected = data;
    gunichar character = expected->character;
    g_assert_cmpint(galley_unichar_get_category(character), ==, expected->category);
    g_assert_cmphex(galley_unichar_get_properties(character), ==, expected->properties);
    g_assert_cmpint(galley_unichar_get_word_break(character), ==, expected->word);
    g_assert_cmpint(galley_unichar_get_sentence_break(character), ==, expected->sentence);
    g_assert_cmpint(galley_unichar_get_grapheme_break(character), ==, expected->grapheme);
}

/* How many code points have a property: totals that the Unicode data files state. */
static const struct {
    guint32 flag;
    guint n;
} property_totals[] = {
    { FLAG(ALPHABETIC), 137765 }, { FLAG(UPPERCASE), 1951 },
    { FLAG(LOWERCASE), 2544 },    { FLAG(TITLECASE), 31 },
    { FLAG(CASED), 4526 },        { FLAG(CASE_IGNORABLE), 2707 },
    { FLAG(WHITE_SPACE), 25 },    { FLAG(DIGIT), 680 },
    { FLAG(CURRENCY), 63 },       { FLAG(CONTROL), 65 },
    { FLAG(DASH), 30 },           { FLAG(QUOTATION_MARK), 30 },
    { FLAG(HEX_DIGIT), 44 },      { FLAG(DEFAULT_IGNORABLE), 4174 },
    { FLAG(EMOJI), 1424 },        { FLAG(EXTENDED_PICTOGRAPHIC), 3537 },
};

static void
test_property_totals(void)
{
    guint totals[32] = { 0 };
    for (gunichar character = 0; character < 0x110000; character++) {
        guint32 properties = galley_unichar_get_properties(character);
        for (guint bit = 0; properties != 0; bit++, properties >>= 1)
            totals[bit] += properties & 1;
    }
    for (guint i = 0; i < G_N_ELEMENTS(property_totals); i++)
        g_assert_cmpuint(totals[g_bit_nth_lsf(property_totals[i].flag, -1)], ==,
                         property_totals[i].n);
}

static void
test_helpers(void)
{
    for (gunichar character = 0; character < 0x3000; character++) {
        guint32 properties = galley_unichar_get_properties(character);
        g_assert_cmpint(galley_unichar_is_alpha(character), ==,
                        (properties & FLAG(ALPHABETIC)) != 0);
        g_assert_cmpint(galley_unichar_is_upper(character), ==,
                        (properties & FLAG(UPPERCASE)) != 0);
        g_assert_cmpint(galley_unichar_is_lower(character), ==,
                        (properties & FLAG(LOWERCASE)) != 0);
        g_assert_cmpint(galley_unichar_is_digit(character), ==, (properties & FLAG(DIGIT)) != 0);
        g_assert_cmpint(galley_unichar_is_space(character), ==,
                        (properties & FLAG(WHITE_SPACE)) != 0);
        g_assert_cmpint(galley_unichar_is_punct(character), ==,
                        (properties & FLAG(PUNCTUATION)) != 0);
        g_assert_cmpint(galley_unichar_is_symbol(character), ==, (properties & FLAG(SYMBOL)) != 0);
    }
}

typedef struct {
    gunichar character, lower, upper, fold;
} CaseCase;

static const CaseCase case_cases[] = {
    { 'A', 'a', 'A', 'a' },
    { 'z', 'z', 'Z', 'z' },
    { '1', '1', '1', '1' },
    { 0xB5, 0xB5, 0x39C, 0x3BC },           /* micro sign */
    { 0xDF, 0xDF, 0xDF, 0xDF },             /* sharp s */
    { 0x1E9E, 0xDF, 0x1E9E, 0xDF },         /* capital sharp s */
    { 0x130, 'i', 0x130, 0x130 },           /* I with dot */
    { 0x131, 0x131, 'I', 0x131 },           /* i without dot */
    { 0x1C5, 0x1C6, 0x1C4, 0x1C6 },         /* titlecase */
    { 0x3A3, 0x3C3, 0x3A3, 0x3C3 },         /* sigma */
    { 0x3C2, 0x3C2, 0x3A3, 0x3C3 },         /* final sigma */
    { 0x13A0, 0xAB70, 0x13A0, 0x13A0 },     /* Cherokee folds to capitals */
    { 0x10400, 0x10428, 0x10400, 0x10428 }, /* Deseret */
    { 0x110000, 0x110000, 0x110000, 0x110000 },
};

static void
test_case(gconstpointer data)
{
    const CaseCase *expected = data;
    g_assert_cmphex(galley_unichar_to_lower(expected->character), ==, expected->lower);
    g_assert_cmphex(galley_unichar_to_upper(expected->character), ==, expected->upper);
    g_assert_cmphex(galley_unichar_to_fold(expected->character), ==, expected->fold);
}

static void
add_character_case(const char *folder, gunichar character, const void *data, GTestDataFunc test)
{
    g_autofree char *name = g_strdup_printf("%04X", character);
    add_case(folder, name, data, test);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);

    for (guint i = 0; i < G_N_ELEMENTS(property_cases); i++)
        add_character_case("/unicode/properties/", property_cases[i].character, &property_cases[i],
                           test_properties);
    g_test_add_func("/unicode/properties/totals", test_property_totals);
    g_test_add_func("/unicode/properties/helpers", test_helpers);
    for (guint i = 0; i < G_N_ELEMENTS(case_cases); i++)
        add_character_case("/unicode/case/", case_cases[i].character, &case_cases[i], test_case);
    return g_test_run();
}
