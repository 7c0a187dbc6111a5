/* measures.c: what the text itself says of a document, by name. SPDX-License-Identifier: MIT */
#include "measures.h"

#include <string.h>

#include <galley/unicode.h>

#include "repeats.h"

/* ---- counting ---- */

void
measures_init(Measures *measures, GHashTable *stop_words)
{
    measures->stop_words = stop_words;
    words_init(&measures->words);
}

void
measures_clear(Measures *measures)
{
    words_clear(&measures->words);
}

void
measures_begin(Measures *measures, const char *text, guint32 size)
{
    measures->text = text;
    measures->size = size;
    measures->counted = measures->cut = FALSE;
}

static void
count_characters(Measures *measures)
{
    if (measures->counted)
        return;
    measures->counted = TRUE;
    measures->characters = measures->solid = 0;
    measures->letters = measures->upper = measures->digits = measures->symbols = 0;
    for (guint32 at = 0; at < measures->size; at = galley_utf8_next(measures->text, at)) {
        gunichar character = galley_utf8_get(measures->text, at);
        measures->characters++;
        measures->solid += !galley_unichar_is_space(character);
        measures->letters += galley_unichar_is_alpha(character);
        measures->upper += galley_unichar_is_upper(character);
        measures->digits += galley_unichar_is_digit(character);
        measures->symbols += galley_unichar_is_symbol(character);
    }
}

static const Words *
cut_words(Measures *measures)
{
    if (!measures->cut)
        words_cut(&measures->words, measures->text, measures->size);
    measures->cut = TRUE;
    return &measures->words;
}

static double
share(guint64 part, guint64 whole)
{
    return whole != 0 ? (double)part / (double)whole : 0;
}

static guint64
characters(Measures *measures)
{
    count_characters(measures);
    return measures->characters;
}

/* ---- lengths ---- */

static double
get_bytes(Measures *measures, G_GNUC_UNUSED guint n)
{
    return measures->size;
}

static double
get_characters(Measures *measures, G_GNUC_UNUSED guint n)
{
    return (double)characters(measures);
}

static double
get_words(Measures *measures, G_GNUC_UNUSED guint n)
{
    return cut_words(measures)->list->len;
}

/* ---- shares ---- */

static double
get_letters(Measures *measures, G_GNUC_UNUSED guint n)
{
    count_characters(measures);
    return share(measures->letters, measures->solid);
}

static double
get_upper(Measures *measures, G_GNUC_UNUSED guint n)
{
    count_characters(measures);
    return share(measures->upper, measures->letters);
}

static double
get_digits(Measures *measures, G_GNUC_UNUSED guint n)
{
    count_characters(measures);
    return share(measures->digits, measures->solid);
}

static double
get_symbols(Measures *measures, G_GNUC_UNUSED guint n)
{
    count_characters(measures);
    return share(measures->symbols, measures->solid);
}

/* Without the marks around it, in lower case; stop words are ASCII and short. */
static gboolean
is_stop_word(const Measures *measures, const Word *word)
{
    char lower[32];
    guint32 begin = word->begin, end = word->end;
    while (begin < end && !g_ascii_isalpha(measures->text[begin]))
        begin++;
    while (end > begin && !g_ascii_isalpha(measures->text[end - 1]))
        end--;
    if (begin == end || end - begin >= sizeof lower)
        return FALSE;
    for (guint32 i = begin; i < end; i++)
        lower[i - begin] = g_ascii_tolower(measures->text[i]);
    lower[end - begin] = '\0';
    return g_hash_table_contains(measures->stop_words, lower);
}

static double
get_stop_words(Measures *measures, G_GNUC_UNUSED guint n)
{
    const GArray *words = cut_words(measures)->list;
    guint64 found = 0;
    for (guint i = 0; i < words->len; i++)
        found += is_stop_word(measures, &g_array_index(words, Word, i));
    return share(found, words->len);
}

/* ---- repetition: table A1 of Rae et al. 2021 ---- */

static double
get_line_repeats(Measures *measures, guint of_characters)
{
    Repeats repeats = repeats_of_lines(measures->text, measures->size);
    return of_characters ? share(repeats.repeated_characters, characters(measures))
                         : share(repeats.n_repeated, repeats.n);
}

static double
get_paragraph_repeats(Measures *measures, guint of_characters)
{
    Repeats repeats = repeats_of_paragraphs(measures->text, measures->size);
    return of_characters ? share(repeats.repeated_characters, characters(measures))
                         : share(repeats.n_repeated, repeats.n);
}

static double
get_top_run(Measures *measures, guint n)
{
    return share(repeats_top(cut_words(measures), n), characters(measures));
}

static double
get_run_repeats(Measures *measures, guint n)
{
    return share(repeats_all(cut_words(measures), n), characters(measures));
}

/* ---- Raffel et al. 2020 ---- */

static double
get_lorem_ipsum(Measures *measures, G_GNUC_UNUSED guint n)
{
    static const char words[] = "lorem ipsum";
    for (guint32 at = 0; at + sizeof words - 1 <= measures->size; at++)
        if (g_ascii_strncasecmp(measures->text + at, words, sizeof words - 1) == 0)
            return 1;
    return 0;
}

/* ---- by name ---- */

static const struct {
    const char *name;
    GalleyType type;
    double (*get)(Measures *measures, guint n);
    guint n;
} table[] = {
    { "bytes", GALLEY_TYPE_INT64, get_bytes, 0 },
    { "characters", GALLEY_TYPE_INT64, get_characters, 0 },
    { "words", GALLEY_TYPE_INT64, get_words, 0 },
    { "letter_share", GALLEY_TYPE_DOUBLE, get_letters, 0 },
    { "upper_case_share", GALLEY_TYPE_DOUBLE, get_upper, 0 },
    { "digit_share", GALLEY_TYPE_DOUBLE, get_digits, 0 },
    { "symbol_share", GALLEY_TYPE_DOUBLE, get_symbols, 0 },
    { "stop_word_share", GALLEY_TYPE_DOUBLE, get_stop_words, 0 },
    { "gopher.duplicate_line_fraction", GALLEY_TYPE_DOUBLE, get_line_repeats, FALSE },
    { "gopher.duplicate_line_character_fraction", GALLEY_TYPE_DOUBLE, get_line_repeats, TRUE },
    { "gopher.duplicate_paragraph_fraction", GALLEY_TYPE_DOUBLE, get_paragraph_repeats, FALSE },
    { "gopher.duplicate_paragraph_character_fraction", GALLEY_TYPE_DOUBLE, get_paragraph_repeats,
      TRUE },
    { "gopher.top_2_gram_character_fraction", GALLEY_TYPE_DOUBLE, get_top_run, 2 },
    { "gopher.top_3_gram_character_fraction", GALLEY_TYPE_DOUBLE, get_top_run, 3 },
    { "gopher.top_4_gram_character_fraction", GALLEY_TYPE_DOUBLE, get_top_run, 4 },
    { "gopher.duplicate_5_gram_character_fraction", GALLEY_TYPE_DOUBLE, get_run_repeats, 5 },
    { "gopher.duplicate_6_gram_character_fraction", GALLEY_TYPE_DOUBLE, get_run_repeats, 6 },
    { "gopher.duplicate_7_gram_character_fraction", GALLEY_TYPE_DOUBLE, get_run_repeats, 7 },
    { "gopher.duplicate_8_gram_character_fraction", GALLEY_TYPE_DOUBLE, get_run_repeats, 8 },
    { "gopher.duplicate_9_gram_character_fraction", GALLEY_TYPE_DOUBLE, get_run_repeats, 9 },
    { "gopher.duplicate_10_gram_character_fraction", GALLEY_TYPE_DOUBLE, get_run_repeats, 10 },
    { "c4.lorem_ipsum", GALLEY_TYPE_BOOL, get_lorem_ipsum, 0 },
};

int
measures_find(const char *name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(table); i++)
        if (g_str_equal(table[i].name, name))
            return (int)i;
    return -1;
}

gboolean
measures_is_number(int number)
{
    return table[number].type != GALLEY_TYPE_BOOL;
}

gboolean
measures_is_share(int number)
{
    return table[number].type == GALLEY_TYPE_DOUBLE;
}

char *
measures_list(void)
{
    GString *names = g_string_new(NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(table); i++)
        g_string_append_printf(names, "%s%s", i > 0 ? ", " : "", table[i].name);
    return g_string_free(names, FALSE);
}

GalleyMetadata
measures_get(Measures *measures, int number)
{
    double value = table[number].get(measures, table[number].n);
    return (GalleyMetadata){ .type = table[number].type, .int64 = (gint64)value, .number = value };
}
