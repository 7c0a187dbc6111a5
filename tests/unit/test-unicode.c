/* test-unicode.c: proves <galley/unicode.h>. SPDX-License-Identifier: MIT */
#include <galley/unicode.h>
#include <string.h>

#include "../breaks-reference.h"

typedef guint32 (*NextBreak)(const char *text, guint32 size, guint32 at);

/* A file of the shared data, uncompressed, or NULL once the test is marked as skipped. */
static char *
shared_text(const char *name)
{
    const char *shared = g_getenv("GALLEY_SHARED");
    if (shared == NULL) {
        g_test_skip("GALLEY_SHARED is not set: the Unicode data of ../shared is not there");
        return NULL;
    }
    g_autofree char *path = g_build_filename(shared, "data/text/unicode-15.0.0", name, NULL);
    char *text = NULL;
    if (g_str_has_suffix(name, ".gz")) {
        const char *const argv[] = { "gzip", "-dc", path, NULL };
        g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL,
                     NULL, NULL, &text, NULL, NULL, NULL);
        if (text != NULL && *text == '\0')
            g_clear_pointer(&text, g_free);
    } else {
        g_file_get_contents(path, &text, NULL, NULL);
    }
    if (text == NULL)
        g_test_skip_printf("no %s in GALLEY_SHARED", name);
    return text;
}

static void
append_character(GString *text, gunichar character)
{
    g_string_append_unichar(text, character);
}

static char *
characters_to_utf8(const Characters *characters)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < characters->n; i++)
        append_character(text, characters->characters[i]);
    return g_string_free(text, FALSE);
}

/* UTF-8: validity */

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

/* UTF-8: walking and counting */

static void
test_walk(void)
{
    for (gunichar character = 1; character < 0x110000; character++) {
        if (character >= 0xD800 && character <= 0xDFFF)
            continue;
        char text[16] = "a";
        guint32 size = 1 + (guint32)g_unichar_to_utf8(character, text + 1);
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
            append_character(text, character);
        n++;
        n_utf16 += character < 0x10000 ? 1 : 2;
    }
}

/* Properties */

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

/* Every code point against the files the properties come from. */

static guint
word_break_number(gunichar character)
{
    return galley_unichar_get_word_break(character);
}

static guint
sentence_break_number(gunichar character)
{
    return galley_unichar_get_sentence_break(character);
}

static guint
grapheme_break_number(gunichar character)
{
    return galley_unichar_get_grapheme_break(character);
}

static const char *const word_break_names[] = {
    "Other",        "CR",
    "LF",           "Newline",
    "Extend",       "ZWJ",
    "Format",       "Regional_Indicator",
    "Katakana",     "Hebrew_Letter",
    "ALetter",      "Single_Quote",
    "Double_Quote", "MidNumLet",
    "MidLetter",    "MidNum",
    "Numeric",      "ExtendNumLet",
    "WSegSpace",
};
static const char *const sentence_break_names[] = {
    "Other", "CR",      "LF",      "Sep",   "Extend",    "Format", "Sp",    "Lower",
    "Upper", "OLetter", "Numeric", "ATerm", "SContinue", "STerm",  "Close",
};
static const char *const grapheme_break_names[] = {
    "Other",   "CR",          "LF", "Control", "Extend", "ZWJ", "Regional_Indicator",
    "Prepend", "SpacingMark", "L",  "V",       "T",      "LV",  "LVT",
};

static const struct BreakProperty {
    const char *name;
    const char *file;
    guint (*number)(gunichar character);
    const char *const *values;
} break_properties[] = {
    { "word", "WordBreakProperty.txt", word_break_number, word_break_names },
    { "sentence", "SentenceBreakProperty.txt", sentence_break_number, sentence_break_names },
    { "grapheme", "GraphemeBreakProperty.txt", grapheme_break_number, grapheme_break_names },
};

static void
test_break_property(gconstpointer data)
{
    const struct BreakProperty *property = data;
    g_autofree char *text = shared_text(property->file);
    if (text == NULL)
        return;

    g_autofree guint8 *listed = g_malloc0(0x110000);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++) {
        if (lines[i][0] == '#' || lines[i][0] == '\0')
            continue;
        char *end;
        gunichar first = (gunichar)g_ascii_strtoull(lines[i], &end, 16);
        gunichar last = *end == '.' ? (gunichar)g_ascii_strtoull(end + 2, &end, 16) : first;
        g_auto(GStrv) fields = g_strsplit_set(end, ";#", 3);
        const char *value = g_strstrip(fields[1]);
        for (gunichar character = first; character <= last; character++) {
            g_assert_cmpstr(property->values[property->number(character)], ==, value);
            listed[character] = 1;
        }
    }
    for (gunichar character = 0; character < 0x110000; character++)
        g_assert_true(listed[character] || property->number(character) == 0);
}

/* Breaks: cases */

typedef struct {
    const char *name;
    NextBreak next;
    const char *segments; /* boundaries as "|" */
} BreakCase;

static const BreakCase break_cases[] = {
    { "word/words", galley_word_break_next, "Don't| |stop|:| |go|!" },
    { "word/curly", galley_word_break_next, "it’s| |“|quoted|”" },
    { "word/number", galley_word_break_next, "$|3,456.78| |or| |1|,|a" },
    { "word/look-ahead-fails", galley_word_break_next, "a|:|:|b|.| |c|." },
    { "word/spaces", galley_word_break_next, "a|  |b|\t|\t|c|\r\n|\n" },
    { "word/underscore", galley_word_break_next, "a_1_b| |__" },
    { "word/hebrew", galley_word_break_next, "\u05D0\"\u05D0|\"| |\u05D0'| |\u05D0'\u05D0" },
    { "word/katakana", galley_word_break_next, "\u30AB\u30BF|a| |\u30AB_\u30AB" },
    { "word/ideographs", galley_word_break_next, "\u65E5|\u672C" },
    { "word/flags", galley_word_break_next,
      "\U0001F1E6\U0001F1E7|\U0001F1E8\U0001F1E9|\U0001F1EA| |\U0001F1E6" },
    { "word/family", galley_word_break_next,
      "\U0001F469\u200D\U0001F469\u200D\U0001F467|\U0001F469" },
    { "word/marks", galley_word_break_next, "á.b\u0301| \u0308| |.\u0308|b" },
    { "word/mark-first", galley_word_break_next, "\u0301|a|\n|\u0301|a" },
    { "word/mark-space", galley_word_break_next, " \u0308| |a" },
    { "word/joiner-letter", galley_word_break_next, "a\u200D\u24C2\u200D\u00A9|b" },
    { "sentence/plain", galley_sentence_break_next, "One. |Two! |Three?" },
    { "sentence/lower", galley_sentence_break_next, "It was 5 p.m. in the U.S. then. |Yes." },
    { "sentence/look-ahead", galley_sentence_break_next, "He (etc.) (“1”) went. |(1) No." },
    { "sentence/number", galley_sentence_break_next, "It cost 3.5. |Cheap" },
    { "sentence/initials", galley_sentence_break_next, "U.S.A is. |It" },
    { "sentence/quotes", galley_sentence_break_next, "“Go!” |She went.” |Then" },
    { "sentence/comma", galley_sentence_break_next, "“Why?”, he said. |Now" },
    { "sentence/paragraph", galley_sentence_break_next, "no stop\n|no stop.\r\n|a\u2029|b" },
    { "sentence/mark", galley_sentence_break_next, "Dot.\u0308 \u0308 |Next" },
    { "grapheme/latin", galley_grapheme_break_next, "a|é|\r\n|\n|\r|b" },
    { "grapheme/hangul", galley_grapheme_break_next,
      "\uD55C|\u1100\uAC01\u11A8|\uAC00\u11A8|\u1100|a|\u11A8" },
    { "grapheme/flags", galley_grapheme_break_next,
      "\U0001F1E6\U0001F1E7|\U0001F1E8\U0001F1E9|\U0001F1EA" },
    { "grapheme/emoji", galley_grapheme_break_next,
      "\U0001F469\U0001F3FD\u200D\U0001F467|\U0001F469|a\u200D|\U0001F469" },
    { "grapheme/devanagari", galley_grapheme_break_next, "\u0928|\u092E\u0903|\u0924\u0947" },
    { "grapheme/prepend", galley_grapheme_break_next, "\u06001|\u0600|\n" },
    { "grapheme/mark-first", galley_grapheme_break_next, "\u0301|a" },
};

static void
test_breaks(gconstpointer data)
{
    const BreakCase *expected = data;
    g_auto(GStrv) segments = g_strsplit(expected->segments, "|", -1);
    g_autofree char *text = g_strjoinv("", segments);
    guint32 size = (guint32)strlen(text);
    g_autoptr(GString) found = g_string_new(NULL);
    for (guint32 at = 0, end; at < size; at = end) {
        end = expected->next(text, size, at);
        g_assert_cmpuint(end, >, at);
        if (at > 0)
            g_string_append_c(found, '|');
        g_string_append_len(found, text + at, (gssize)(end - at));
    }
    g_assert_cmpstr(found->str, ==, expected->segments);
}

/* Breaks: every line of the conformance files */

typedef struct {
    const char *name;
    const char *file;
    NextBreak next;
    guint n_lines;
} BreakFile;

static const BreakFile break_files[] = {
    { "word", "WordBreakTest.txt", galley_word_break_next, 1823 },
    { "sentence", "SentenceBreakTest.txt", galley_sentence_break_next, 502 },
    { "grapheme", "GraphemeBreakTest.txt", galley_grapheme_break_next, 602 },
};

/* "÷ 0061 × 0308 ÷": the text, and a byte for each offset, 1 at boundaries. */
static char *
parse_break_line(const char *line, GByteArray *boundaries)
{
    GString *text = g_string_new(NULL);
    g_byte_array_set_size(boundaries, 0);
    g_auto(GStrv) words = g_strsplit(line, " ", -1);
    for (guint i = 0; words[i] != NULL && words[i][0] != '#'; i++) {
        gboolean is_break = g_str_equal(words[i], "÷");
        if (is_break || g_str_equal(words[i], "×")) {
            guint old = boundaries->len;
            g_byte_array_set_size(boundaries, (guint)text->len + 1);
            memset(boundaries->data + old, 0, boundaries->len - old);
            boundaries->data[text->len] = (guint8)is_break;
        } else {
            append_character(text, (gunichar)g_ascii_strtoull(words[i], NULL, 16));
        }
    }
    return g_string_free(text, FALSE);
}

static void
test_break_file(gconstpointer data)
{
    const BreakFile *file = data;
    g_autofree char *contents = shared_text(file->file);
    if (contents == NULL)
        return;

    g_autoptr(GByteArray) boundaries = g_byte_array_new();
    g_auto(GStrv) lines = g_strsplit(contents, "\n", -1);
    guint n_lines = 0;
    for (guint i = 0; lines[i] != NULL; i++) {
        char *comment = strchr(lines[i], '#');
        if (comment != NULL)
            *comment = '\0';
        if (*g_strstrip(lines[i]) == '\0')
            continue;
        n_lines++;
        g_autofree char *text = parse_break_line(lines[i], boundaries);
        guint32 size = boundaries->len - 1;
        guint32 at = 0;
        while (at < size) {
            guint32 end = file->next(text, size, at);
            for (guint32 j = at + 1; j <= end; j++) {
                if (boundaries->data[j] != (j == end))
                    g_error("%s:%u: at byte %u: %s", file->file, i + 1, j, lines[i]);
            }
            at = end;
        }
    }
    g_assert_cmpuint(n_lines, ==, file->n_lines);
}

/* Breaks, beside the slow reference */

/* One or two characters of every value and of their overlaps. */
static const gunichar word_alphabet[] = {
    '\r', '\n', 0x85,  0x2029, 0x301,   0x1F3FB, 0x200D, 0xAD, 0x1F1E6, 0x1F1E7, 0x30A2, 0x5D0,
    'a',  'B',  0xE9,  0x24C2, 0x1F170, '\'',    '"',    '.',  0x2019,  ':',     0xB7,   ',',
    ';',  '1',  0x661, '_',    0x203F,  ' ',     0x3000, 0xA0, 0x1F600, 0xA9,    '(',    0x65E5,
};
static const gunichar sentence_alphabet[] = {
    '\r', '\n',   0x85,  0x2029, 0x301,  0x200D, 0xAD,   ' ', '\t',   0xA0, 'a',
    0xE9, 'B',    0x1C5, 0x5D0,  0x65E5, '1',    0x661,  '.', 0x2024, ',',  ':',
    '-',  0x2013, '!',   0x203C, ')',    '"',    0x2019, '$', '+',
};
static const gunichar grapheme_alphabet[] = {
    '\r',   '\n',   0x1,    0x200B, 0x301,  0x1F3FB, 0x200D, 0x1F1E6, 0x1F1E7, 0x600,  0x903,
    0x1100, 0x1160, 0x11A8, 0xAC00, 0xAC01, 'a',     0xE9,   0x1F600, 0xA9,    0x65E5,
};

static const struct BreakReference {
    const char *name;
    NextBreak next;
    gboolean (*is_break)(const Characters *text, guint at);
    const gunichar *alphabet;
    guint n_alphabet;
} break_references[] = {
    { "word", galley_word_break_next, reference_word_break, word_alphabet,
      G_N_ELEMENTS(word_alphabet) },
    { "sentence", galley_sentence_break_next, reference_sentence_break, sentence_alphabet,
      G_N_ELEMENTS(sentence_alphabet) },
    { "grapheme", galley_grapheme_break_next, reference_grapheme_break, grapheme_alphabet,
      G_N_ELEMENTS(grapheme_alphabet) },
};

static void
assert_breaks_as_reference(const struct BreakReference *reference, const Characters *characters)
{
    g_autofree char *text = characters_to_utf8(characters);
    guint32 size = (guint32)strlen(text);
    guint32 boundary = 0; /* the segmenter's last */
    guint32 at = 0;
    for (guint i = 1; i <= characters->n; i++) {
        if (at == boundary)
            boundary = reference->next(text, size, at);
        at = galley_utf8_next(text, at);
        if (reference->is_break(characters, i) == (at == boundary))
            continue;
        g_autoptr(GString) shown = g_string_new(NULL);
        for (guint j = 0; j < characters->n; j++)
            g_string_append_printf(shown, " %04X", characters->characters[j]);
        g_error("%s break after %u of%s", reference->name, i, shown->str);
    }
}

/* Characters over and over, as what goes by more than one at a time sees them. */
static Characters
random_runs(const gunichar *alphabet, guint n)
{
    Characters text = { .n = 0 };
    while (text.n < 40) {
        gunichar character = alphabet[(guint)g_test_rand_int() % n];
        for (guint repeat = 1 + (guint)g_test_rand_int() % 20; repeat > 0; repeat--)
            text.characters[text.n++] = character;
    }
    return text;
}

/* ASCII, much of it letters, with a character of @alphabet here and there, as in a text. */
static Characters
random_prose(const gunichar *alphabet, guint n)
{
    Characters text = { .n = 0 };
    while (text.n < 55) {
        guint chance = (guint)g_test_rand_int() % 20;
        gunichar ascii = 1 + (gunichar)g_test_rand_int() % 0x7F;
        text.characters[text.n++] = chance == 0   ? alphabet[(guint)g_test_rand_int() % n]
                                    : chance == 1 ? ascii
                                    : chance < 5  ? ' '
                                                  : 'A' + (ascii & 0x20) + ascii % 26;
    }
    return text;
}

/* All texts of three characters, and many longer ones. */
static void
test_break_reference(gconstpointer data)
{
    const struct BreakReference *reference = data;
    const gunichar *alphabet = reference->alphabet;
    guint n = reference->n_alphabet;
    for (guint i = 0; i < n * n * n; i++) {
        Characters text = { { alphabet[i % n], alphabet[i / n % n], alphabet[i / n / n] }, 3 };
        assert_breaks_as_reference(reference, &text);
    }
    for (guint i = 0; i < 100000; i++) {
        Characters text = { .n = 4 + (guint)g_test_rand_int() % 9 };
        for (guint j = 0; j < text.n; j++)
            text.characters[j] = alphabet[(guint)g_test_rand_int() % n];
        assert_breaks_as_reference(reference, &text);
    }
    for (guint i = 0; i < 20000; i++) {
        Characters text = random_runs(alphabet, n);
        assert_breaks_as_reference(reference, &text);
        text = random_prose(alphabet, n);
        assert_breaks_as_reference(reference, &text);
    }
}

/* What makes a segmenter look far ahead must not make it slow: if it did, this would take hours. */
static void
test_break_linear(void)
{
    static const char *const units[] = { "a.\xCC\x88",       "a. (",      "1,",
                                         "\xF0\x9F\x87\xA6", "e\xCC\x81", ". " };
    static const NextBreak nexts[] = { galley_word_break_next, galley_sentence_break_next,
                                       galley_grapheme_break_next };
    for (guint i = 0; i < G_N_ELEMENTS(units); i++) {
        g_autoptr(GString) text = g_string_new("a.");
        while (text->len < 1000000)
            g_string_append(text, units[i]);
        for (guint j = 0; j < G_N_ELEMENTS(nexts); j++) {
            guint32 at = 0;
            while (at < text->len)
                at = nexts[j](text->str, (guint32)text->len, at);
        }
    }
}

/* Normalization */

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
        append_character(text, (gunichar)g_ascii_strtoull(at, &at, 16));
    return g_string_free(text, FALSE);
}

/* Columns of NormalizationTest: source, NFC, NFD, NFKC, NFKD. */
static void
test_normal_file(void)
{
    g_autofree char *contents = shared_text("NormalizationTest.txt.gz");
    if (contents == NULL)
        return;

    g_autofree guint8 *listed = g_malloc0(0x110000); /* in part 1, by itself */
    gboolean is_part_1 = FALSE;
    guint n_lines = 0;
    g_auto(GStrv) lines = g_strsplit(contents, "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++) {
        if (g_str_has_prefix(lines[i], "@Part"))
            is_part_1 = g_str_has_prefix(lines[i], "@Part1");
        if (!g_ascii_isxdigit(lines[i][0]))
            continue;
        n_lines++;
        g_auto(GStrv) fields = g_strsplit(lines[i], ";", 6);
        char *columns[6] = { NULL };
        for (guint j = 0; j < 5; j++)
            columns[j] = parse_characters(fields[j]);
        for (guint j = 0; j < 5; j++) {
            if (j < 3) {
                assert_normalizes(GALLEY_NORMAL_FORM_NFC, columns[j], columns[1]);
                assert_normalizes(GALLEY_NORMAL_FORM_NFD, columns[j], columns[2]);
            } else {
                assert_normalizes(GALLEY_NORMAL_FORM_NFC, columns[j], columns[3]);
                assert_normalizes(GALLEY_NORMAL_FORM_NFD, columns[j], columns[4]);
            }
            assert_normalizes(GALLEY_NORMAL_FORM_NFKC, columns[j], columns[3]);
            assert_normalizes(GALLEY_NORMAL_FORM_NFKD, columns[j], columns[4]);
        }
        if (is_part_1)
            listed[galley_utf8_get(columns[0], 0)] = 1;
        for (guint j = 0; j < 5; j++)
            g_free(columns[j]);
    }
    g_assert_cmpuint(n_lines, ==, 19074);

    g_autoptr(GString) replacement = g_string_new(NULL);
    for (gunichar character = 1; character < 0x110000; character++) {
        char text[8];
        if (listed[character] || (character >= 0xD800 && character <= 0xDFFF))
            continue;
        gsize size = (gsize)g_unichar_to_utf8(character, text);
        for (guint form = 0; form < 4; form++) {
            gsize begin = 0;
            gsize end;
            if (galley_normalize_next((GalleyNormalForm)form, text, size, &begin, &end,
                                      replacement))
                g_error("U+%04X changes in form %u", character, form);
        }
    }
}

static void
add_case(const char *folder, const char *name, const void *data, GTestDataFunc test)
{
    g_autofree char *path = g_strconcat(folder, name, NULL);
    g_test_add_data_func(path, data, test);
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

    for (guint i = 0; i < G_N_ELEMENTS(valid_cases); i++)
        add_case("/unicode/valid/", valid_cases[i].name, &valid_cases[i], test_valid);
    g_test_add_func("/unicode/valid/exhaustive", test_valid_exhaustive);
    g_test_add_func("/unicode/walk", test_walk);
    g_test_add_func("/unicode/count", test_count);
    for (guint i = 0; i < G_N_ELEMENTS(property_cases); i++)
        add_character_case("/unicode/properties/", property_cases[i].character, &property_cases[i],
                           test_properties);
    g_test_add_func("/unicode/properties/totals", test_property_totals);
    g_test_add_func("/unicode/properties/helpers", test_helpers);
    for (guint i = 0; i < G_N_ELEMENTS(case_cases); i++)
        add_character_case("/unicode/case/", case_cases[i].character, &case_cases[i], test_case);
    for (guint i = 0; i < G_N_ELEMENTS(break_properties); i++)
        add_case("/unicode/conformance/property/", break_properties[i].name, &break_properties[i],
                 test_break_property);
    for (guint i = 0; i < G_N_ELEMENTS(break_cases); i++)
        add_case("/unicode/break/", break_cases[i].name, &break_cases[i], test_breaks);
    for (guint i = 0; i < G_N_ELEMENTS(break_files); i++)
        add_case("/unicode/conformance/break/", break_files[i].name, &break_files[i],
                 test_break_file);
    for (guint i = 0; i < G_N_ELEMENTS(break_references); i++)
        add_case("/unicode/break/reference/", break_references[i].name, &break_references[i],
                 test_break_reference);
    g_test_add_func("/unicode/break/linear", test_break_linear);
    for (guint i = 0; i < G_N_ELEMENTS(normal_cases); i++)
        add_case("/unicode/normal/", normal_cases[i].name, &normal_cases[i], test_normal);
    g_test_add_func("/unicode/normal/runs", test_normal_runs);
    g_test_add_func("/unicode/normal/many-marks", test_normal_many_marks);
    g_test_add_func("/unicode/normal/random", test_normal_random);
    g_test_add_func("/unicode/conformance/normal", test_normal_file);
    return g_test_run();
}
