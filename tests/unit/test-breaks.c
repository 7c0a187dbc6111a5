/* test-breaks.c: proves boundaries in <galley/unicode.h>. SPDX-License-Identifier: MIT */
#include <galley/unicode.h>
#include <string.h>

#include "unicode-data.h"

typedef guint32 (*NextBreak)(const char *text, guint32 size, guint32 at);

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
            g_string_append_unichar(text, (gunichar)g_ascii_strtoull(words[i], NULL, 16));
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

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);

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
    return g_test_run();
}
