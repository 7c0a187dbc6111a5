/* classes.c: the automaton's class of every character, from Unicode properties.
 * SPDX-License-Identifier: MIT */
#include "classes.h"

/* Characters that say more to the rules than their category does. */
static const struct {
    gunichar first, last;
    guint8 class;
} exceptions[] = {
    { 0x00AB, 0x00AB, CLASS_OPEN },       { 0x00AD, 0x00AD, CLASS_JOINER },
    { 0x00BB, 0x00BB, CLASS_CLOSE },      { 0x02B9, 0x02BF, CLASS_LETTER },
    { 0x200B, 0x200D, CLASS_JOINER },     { 0x2010, 0x2011, CLASS_HYPHEN },
    { 0x2018, 0x2018, CLASS_OPEN },       { 0x2019, 0x2019, CLASS_APOSTROPHE },
    { 0x201A, 0x201A, CLASS_OPEN },       { 0x201B, 0x201B, CLASS_OPEN },
    { 0x201C, 0x201C, CLASS_OPEN },       { 0x201D, 0x201D, CLASS_CLOSE },
    { 0x201E, 0x201F, CLASS_OPEN },       { 0x2026, 0x2026, CLASS_ELLIPSIS },
    { 0x2030, 0x2031, CLASS_SYMBOL },     { 0x2060, 0x2060, CLASS_JOINER },     { 0x20E3, 0x20E3, CLASS_SELECTOR },
    { 0x3002, 0x3002, CLASS_WIDE_END },   { 0xFE0E, 0xFE0F, CLASS_SELECTOR },
    { 0xFEFF, 0xFEFF, CLASS_JOINER },     { 0xFF01, 0xFF01, CLASS_WIDE_END },
    { 0xFF07, 0xFF07, CLASS_APOSTROPHE }, { 0xFF0E, 0xFF0E, CLASS_WIDE_END },
    { 0xFF1F, 0xFF1F, CLASS_WIDE_END },   { 0x1F1E6, 0x1F1FF, CLASS_REGIONAL },
    { 0x1F3FB, 0x1F3FF, CLASS_TONE },     { 0xE0020, 0xE007F, CLASS_TAG },
};

static const guint8 category_class[] = {
    [GALLEY_CATEGORY_CN] = CLASS_CONTROL,     [GALLEY_CATEGORY_CC] = CLASS_CONTROL,
    [GALLEY_CATEGORY_CF] = CLASS_CONTROL,     [GALLEY_CATEGORY_CO] = CLASS_CONTROL,
    [GALLEY_CATEGORY_CS] = CLASS_CONTROL,     [GALLEY_CATEGORY_LU] = CLASS_UPPER,
    [GALLEY_CATEGORY_LL] = CLASS_LOWER,       [GALLEY_CATEGORY_LT] = CLASS_UPPER,
    [GALLEY_CATEGORY_LM] = CLASS_LETTER,      [GALLEY_CATEGORY_LO] = CLASS_LETTER,
    [GALLEY_CATEGORY_MN] = CLASS_MARK,        [GALLEY_CATEGORY_MC] = CLASS_MARK,
    [GALLEY_CATEGORY_ME] = CLASS_MARK,        [GALLEY_CATEGORY_ND] = CLASS_DIGIT,
    [GALLEY_CATEGORY_NL] = CLASS_NUMBER,      [GALLEY_CATEGORY_NO] = CLASS_NUMBER,
    [GALLEY_CATEGORY_PC] = CLASS_PUNCTUATION, [GALLEY_CATEGORY_PD] = CLASS_DASH,
    [GALLEY_CATEGORY_PS] = CLASS_OPEN,        [GALLEY_CATEGORY_PE] = CLASS_CLOSE,
    [GALLEY_CATEGORY_PI] = CLASS_OPEN,        [GALLEY_CATEGORY_PF] = CLASS_CLOSE,
    [GALLEY_CATEGORY_PO] = CLASS_PUNCTUATION, [GALLEY_CATEGORY_SM] = CLASS_SYMBOL,
    [GALLEY_CATEGORY_SC] = CLASS_CURRENCY,    [GALLEY_CATEGORY_SK] = CLASS_SYMBOL,
    [GALLEY_CATEGORY_SO] = CLASS_SYMBOL,      [GALLEY_CATEGORY_ZS] = CLASS_SPACE,
    [GALLEY_CATEGORY_ZL] = CLASS_SPACE,       [GALLEY_CATEGORY_ZP] = CLASS_SPACE,
};

guint8
classes_of(gunichar character)
{
    for (gsize i = 0; i < G_N_ELEMENTS(exceptions) && exceptions[i].first <= character; i++)
        if (character <= exceptions[i].last)
            return exceptions[i].class;

    guint32 properties = galley_unichar_get_properties(character);
    if (properties & GALLEY_UNICODE_WHITE_SPACE)
        return CLASS_SPACE;
    GalleyCategory category = galley_unichar_get_category(character);
    if ((properties & GALLEY_UNICODE_EXTENDED_PICTOGRAPHIC) && category == GALLEY_CATEGORY_SO &&
        (character >= 0x2190 || (properties & GALLEY_UNICODE_EMOJI_PRESENTATION)))
        return CLASS_EMOJI;
    return category_class[category];
}

void
classes_fill(Classes *classes)
{
    for (gunichar character = 0; character < CLASSES_CACHED; character++)
        classes->of[character] = classes_of(character);
}
