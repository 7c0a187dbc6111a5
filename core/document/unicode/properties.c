/* properties.c: what Unicode says of a code point. SPDX-License-Identifier: MIT */
#include "tables-private.h"

#include <galley/unicode.h>

#define N_CHARACTERS 0x110000

GalleyCategory
galley_unichar_get_category(gunichar character)
{
    if (character >= N_CHARACTERS)
        return GALLEY_CATEGORY_CN;
    return (GalleyCategory)table_get(unicode_category_1, unicode_category_2, character);
}

guint32
galley_unichar_get_properties(gunichar character)
{
    if (character >= N_CHARACTERS)
        return 0;
    return unicode_property_flags[table_get(unicode_property_1, unicode_property_2, character)];
}

GalleyWordBreak
galley_unichar_get_word_break(gunichar character)
{
    if (character >= N_CHARACTERS)
        return GALLEY_WORD_BREAK_OTHER;
    guint8 found = table_get(unicode_word_1, unicode_word_2, character);
    if (found == WORD_CLASS_PICTOGRAPHIC)
        return GALLEY_WORD_BREAK_OTHER;
    if (found == WORD_CLASS_PICTOGRAPHIC_ALETTER)
        return GALLEY_WORD_BREAK_ALETTER;
    return (GalleyWordBreak)found;
}

GalleySentenceBreak
galley_unichar_get_sentence_break(gunichar character)
{
    if (character >= N_CHARACTERS)
        return GALLEY_SENTENCE_BREAK_OTHER;
    return (GalleySentenceBreak)table_get(unicode_sentence_1, unicode_sentence_2, character);
}

GalleyGraphemeBreak
galley_unichar_get_grapheme_break(gunichar character)
{
    if (character >= N_CHARACTERS)
        return GALLEY_GRAPHEME_BREAK_OTHER;
    guint8 found = table_get(unicode_grapheme_1, unicode_grapheme_2, character);
    if (found == GRAPHEME_CLASS_EXTENDED_PICTOGRAPHIC)
        return GALLEY_GRAPHEME_BREAK_OTHER;
    return (GalleyGraphemeBreak)found;
}

/* How to change the case of @character; past the last one, not at all. */
static const CaseShift *
case_shift(gunichar character)
{
    static const CaseShift none;
    if (character >= N_CHARACTERS)
        return &none;
    return &unicode_case_shifts[table_get(unicode_case_1, unicode_case_2, character)];
}

gunichar
galley_unichar_to_lower(gunichar character)
{
    return character + (gunichar)case_shift(character)->lower;
}

gunichar
galley_unichar_to_upper(gunichar character)
{
    return character + (gunichar)case_shift(character)->upper;
}

gunichar
galley_unichar_to_fold(gunichar character)
{
    return character + (gunichar)case_shift(character)->fold;
}
