/* mojibake-evidence.c: how odd a text is, and how likely what it would become. SPDX-License-Identifier: MIT */
#include "mojibake.h"

#include <galley/unicode.h>

#include "cleaner-codepages.h" /* codepage_characters[][128] */

/* ---- characters that come out ---- */

/* Which letters belong together: a single one of them among Latin text is no evidence. */
typedef enum {
    KIND_ANY, /* stands alone: Latin letters, marks, symbols, emoji */
    KIND_GREEK,
    KIND_CYRILLIC,
    KIND_HEBREW,
    KIND_ARABIC,
    KIND_INDIC,
    KIND_THAI,
    KIND_CJK,
    KIND_HANGUL,
} Kind;

/* Characters that people write, and how much one of them says, in oddities. What is not here is unlikely. */
static const struct {
    gunichar first, last;
    gint weight;
    Kind kind;
} likely[] = {
    { 0x0080, 0x009F, 0, KIND_ANY }, /* of what was garbled twice */
    { 0x00A0, 0x00BF, 1, KIND_ANY },
    { 0x00C0, 0x00FF, 2, KIND_ANY },
    { 0x0100, 0x017E, 1, KIND_ANY },
    { 0x0192, 0x0192, 1, KIND_ANY }, /* ƒ, of what was garbled twice */
    { 0x0218, 0x021B, 1, KIND_ANY }, /* Romanian */
    { 0x02C6, 0x02DD, 0, KIND_ANY },
    { 0x0300, 0x0338, 0, KIND_ANY },
    { 0x0386, 0x03CE, 1, KIND_GREEK },
    { 0x0401, 0x045F, 1, KIND_CYRILLIC },
    { 0x0490, 0x0491, 1, KIND_CYRILLIC },
    { 0x05D0, 0x05EA, 1, KIND_HEBREW },
    { 0x060C, 0x060C, 1, KIND_ARABIC },
    { 0x061B, 0x0652, 1, KIND_ARABIC },
    { 0x067E, 0x06CC, 1, KIND_ARABIC },
    { 0x0901, 0x0D7F, 2, KIND_INDIC },
    { 0x0E01, 0x0E5B, 2, KIND_THAI },
    { 0x1E00, 0x1EF9, 2, KIND_ANY }, /* Vietnamese among them */
    { 0x200B, 0x200F, 2, KIND_ANY },
    { 0x2010, 0x203A, 3, KIND_ANY },
    { 0x203B, 0x205E, 2, KIND_ANY },
    { 0x20A0, 0x20BF, 3, KIND_ANY },
    { 0x2100, 0x24FF, 2, KIND_ANY },
    { 0x2500, 0x25FF, 1, KIND_ANY },
    { 0x2600, 0x27BF, 3, KIND_ANY },
    { 0x2800, 0x2BFF, 1, KIND_ANY },
    { 0x3000, 0x30FF, 2, KIND_CJK },
    { 0x3400, 0x9FFF, 2, KIND_CJK },
    { 0xAC00, 0xD7A3, 2, KIND_HANGUL },
    { 0xFB01, 0xFB02, 2, KIND_ANY },
    { 0xFE0F, 0xFE0F, 3, KIND_ANY },
    { 0xFEFF, 0xFEFF, 3, KIND_ANY },
    { 0xFF01, 0xFFEE, 2, KIND_CJK },
    { 0xFFFD, 0xFFFD, 1, KIND_ANY },
    { 0x1D400, 0x1D7FF, 2, KIND_ANY },
    { 0x1F000, 0x1FAFF, 4, KIND_ANY },
};

static gint
find_likely(gunichar character)
{
    gsize low = 0, high = G_N_ELEMENTS(likely);
    while (low < high) {
        gsize middle = (low + high) / 2;
        if (character < likely[middle].first)
            high = middle;
        else if (character > likely[middle].last)
            low = middle + 1;
        else
            return middle;
    }
    return -1;
}

static Kind
kind_of(gunichar character)
{
    gint at = character >= 0x80 ? find_likely(character) : -1;
    return at >= 0 ? likely[at].kind : KIND_ANY;
}

/* Characters whose last byte, A0, has often become a blank: NBSP, à, Š. */
static gboolean
is_blank_victim(gunichar character)
{
    return character == 0xA0 || character == 0xE0 || character == 0x160;
}

/**
 * sequence_prior:
 * @before: the character before it, as it would be
 * @after: the one behind it, as it would be
 *
 * Returns: what its character alone says for it, in oddities; below 0 if nobody would write it there
 */
gint
sequence_prior(const Sequence *sequence, gunichar before, gunichar after)
{
    gint at = find_likely(sequence->character);
    if (at < 0)
        return -1;
    Kind kind = likely[at].kind;
    if (sequence->lossy)
        return sequence->n_bytes == 2 ? 0 : 1;
    if (sequence->blank)
        return sequence->n_bytes > 2 || is_blank_victim(sequence->character) ? 0 : -1;
    if (kind == KIND_ANY || kind_of(before) == kind || kind_of(after) == kind)
        return likely[at].weight;
    return kind == KIND_GREEK ? 1 : -1; /* one Greek letter stands for itself: γ, µ, Ω */
}

/* ---- how odd a stretch of text is ---- */

typedef enum {
    SORT_BLANK, /* and the ends of a line */
    SORT_DIGIT,
    SORT_LOWER,
    SORT_UPPER,
    SORT_LETTER, /* without case; marks */
    SORT_OPEN,
    SORT_CLOSE,
    SORT_STOP,   /* what may stand before and behind letters */
    SORT_RAISED, /* may end a word: ® ™ ° ² ª */
    SORT_SYMBOL,
    SORT_CONTROL,
} Sort;

static Sort
sort_of_category(GalleyCategory category)
{
    static const guint8 sorts[] = {
        [GALLEY_CATEGORY_CC] = SORT_CONTROL, [GALLEY_CATEGORY_CF] = SORT_BLANK,
        [GALLEY_CATEGORY_LU] = SORT_UPPER,   [GALLEY_CATEGORY_LL] = SORT_LOWER,
        [GALLEY_CATEGORY_LT] = SORT_UPPER,   [GALLEY_CATEGORY_LM] = SORT_LETTER,
        [GALLEY_CATEGORY_LO] = SORT_LETTER,  [GALLEY_CATEGORY_MN] = SORT_LETTER,
        [GALLEY_CATEGORY_MC] = SORT_LETTER,  [GALLEY_CATEGORY_ME] = SORT_LETTER,
        [GALLEY_CATEGORY_ND] = SORT_DIGIT,   [GALLEY_CATEGORY_NL] = SORT_DIGIT,
        [GALLEY_CATEGORY_NO] = SORT_RAISED,  [GALLEY_CATEGORY_PC] = SORT_STOP,
        [GALLEY_CATEGORY_PD] = SORT_STOP,    [GALLEY_CATEGORY_PS] = SORT_OPEN,
        [GALLEY_CATEGORY_PI] = SORT_OPEN,    [GALLEY_CATEGORY_PE] = SORT_CLOSE,
        [GALLEY_CATEGORY_PF] = SORT_CLOSE,   [GALLEY_CATEGORY_PO] = SORT_STOP,
        [GALLEY_CATEGORY_SM] = SORT_SYMBOL,  [GALLEY_CATEGORY_SC] = SORT_SYMBOL,
        [GALLEY_CATEGORY_SK] = SORT_SYMBOL,  [GALLEY_CATEGORY_SO] = SORT_SYMBOL,
        [GALLEY_CATEGORY_ZS] = SORT_BLANK,   [GALLEY_CATEGORY_ZL] = SORT_BLANK,
        [GALLEY_CATEGORY_ZP] = SORT_BLANK,
    };
    return category < G_N_ELEMENTS(sorts) ? sorts[category] : SORT_SYMBOL;
}

static Sort
sort_of(gunichar character)
{
    switch (character) {
    case 0x27:   /* ' */
    case 0x2018: /* ‘ is also what s and a blank may follow */
    case 0x2019:
    case 0x201C: /* closes in German */
        return SORT_STOP;
    case 0xA1: /* ¡ */
    case 0xBF: /* ¿ */
        return SORT_OPEN;
    case 0xA7:   /* § */
    case 0xB6:   /* ¶ */
    case 0xB7:   /* · */
    case 0x2020: /* † */
    case 0x2021: /* ‡ */
    case 0x2022: /* • */
    case 0x2030: /* ‰ */
        return SORT_SYMBOL;
    case 0xA9:
    case 0xAA:
    case 0xAE:
    case 0xB0:
    case 0xBA:
    case 0x2122:
        return SORT_RAISED;
    default:
        return sort_of_category(galley_unichar_get_category(character));
    }
}

static gboolean
is_letter(Sort sort)
{
    return sort == SORT_LOWER || sort == SORT_UPPER || sort == SORT_LETTER;
}

/* Two neighbours that are seldom written so. @before is what stands before them. */
static gint
pair_oddity(Sort before, Sort left, Sort right)
{
    if (left == SORT_CONTROL || right == SORT_CONTROL)
        return 1;
    if (is_letter(left)) {
        if (right == SORT_RAISED)
            return !is_letter(before);
        return right == SORT_SYMBOL || right == SORT_OPEN ||
               (left == SORT_LOWER && right == SORT_UPPER);
    }
    if (is_letter(right))
        return left == SORT_SYMBOL || left == SORT_RAISED || left == SORT_CLOSE ||
               (left == SORT_DIGIT && right == SORT_UPPER);
    return (left == SORT_SYMBOL || left == SORT_RAISED) &&
           (right == SORT_SYMBOL || right == SORT_RAISED || right == SORT_OPEN);
}

/* A capital or small letter that does not go with the two before it: SPē, and what follows it: éR. */
static gint
case_oddity(Sort before, Sort left, Sort right)
{
    return before == SORT_UPPER && left == SORT_UPPER && right == SORT_LOWER;
}

static Sort
sort_before(const char *text, guint32 begin, guint32 *at)
{
    if (*at <= begin)
        return SORT_BLANK;
    *at = galley_utf8_previous(text, *at);
    return sort_of(galley_utf8_get(text, *at));
}

/* Latin letters and Cyrillic or Greek ones in one word are odd whatever their case. */
static gboolean
mixes_scripts(gunichar left, gunichar right)
{
    gboolean latin =
        g_ascii_isalpha(left < 0x80 ? left : ' ') || g_ascii_isalpha(right < 0x80 ? right : ' ');
    gunichar other = MAX(left, right);
    return latin && other >= 0x370 && other < 0x530;
}

/* Oddities between @before2, @before and the characters from @at to @end, and the one behind. */
static gint
oddity_as_is(const char *text, Sort before2, Sort before, guint32 at, guint32 end, guint32 line_end)
{
    gint odd = 0;
    while (at < line_end) {
        Sort here = sort_of(galley_utf8_get(text, at));
        odd += pair_oddity(before2, before, here);
        before2 = before;
        before = here;
        if (at >= end)
            return odd;
        at = galley_utf8_next(text, at);
    }
    return odd;
}

static gint
oddity_repaired(
    const char *text, Sort before2, Sort before, const Sequence *sequence, guint32 line_end)
{
    Sort here = sort_of(sequence->character);
    if (here == SORT_SYMBOL && sequence->character >= 0x2000) /* emoji and arrows touch words */
        here = SORT_STOP;
    Sort after =
        sequence->end < line_end ? sort_of(galley_utf8_get(text, sequence->end)) : SORT_BLANK;
    gboolean before_high = sequence->end < line_end && (guint8)text[sequence->end] >= 0x80;
    return pair_oddity(before2, before, here) + case_oddity(before2, before, here) +
           (before_high ? 0 : pair_oddity(before, here, after));
}

/* Words seldom end in Â or Ã, but in Portuguese capitals: what seems to end one, or to stand there alone, is odd. */
static gint
end_oddity(gunichar lead, gunichar next, Sort before2, Sort before)
{
    Sort sort = sort_of(next);
    if (lead != 0xC2 && lead != 0xC3)
        return 0;
    if (sort == SORT_RAISED)
        return is_letter(before);
    return lead == 0xC3 && sort == SORT_BLANK && !(before == SORT_UPPER && before2 == SORT_UPPER);
}

/* Beginnings that no language has: "‚Ä" of the Macintosh, "ï»" of a byte order mark, "ΓÇ" of DOS: Greek beside Latin. */
static gint
lead_oddity(gunichar lead, gunichar next)
{
    if ((lead == 0x201A && next == 0xC4) || (lead == 0xEF && next == 0xBB))
        return 2;
    return lead >= 0x370 && lead < 0x530 && next >= 0xC0 && next < 0x250 ? 2 : 0;
}

/**
 * sequence_gain:
 * @begin: where the line begins
 * @end: where it ends
 *
 * Returns: how many oddities the line loses if the sequence becomes its character
 */
gint
sequence_gain(const char *text, guint32 begin, guint32 end, const Sequence *sequence)
{
    guint32 at = sequence->begin, second = galley_utf8_next(text, at);
    gunichar lead = galley_utf8_get(text, at), left = ' ';
    gunichar next = second < end ? galley_utf8_get(text, second) : ' ';
    Sort before = sort_before(text, begin, &at);
    if (at < sequence->begin)
        left = galley_utf8_get(text, at);
    Sort before2 = sort_before(text, begin, &at);
    return mixes_scripts(left, lead) + end_oddity(lead, next, before2, before) +
           lead_oddity(lead, next) +
           oddity_as_is(text, before2, before, sequence->begin, sequence->end, end) -
           oddity_repaired(text, before2, before, sequence, end);
}

/* ---- C1 controls that are windows-1252 ---- */

static gboolean
is_ellipsis_context(const char *text, guint32 begin, guint32 end, guint32 at)
{
    guint32 behind = at + 2;
    gboolean word = at > begin && (g_ascii_isalnum(text[at - 1]) || (guint8)text[at - 1] >= 0x80);
    return word && behind < end && text[behind] == ' ';
}

/* Whether the letter that 8A to 9F would be goes with its neighbours' case. */
static gboolean
goes_with_neighbours(gunichar letter, gunichar before, gunichar after)
{
    gboolean upper = galley_unichar_is_upper(letter);
    if (upper)
        return !galley_unichar_is_lower(before) && galley_unichar_is_alpha(after);
    return galley_unichar_is_alpha(before) || galley_unichar_is_lower(after);
}

/**
 * c1_meaning:
 * @at: where a character begins in the line from @begin to @end
 * @certain: whether the line has other mojibake
 *
 * Returns: what a C1 control there is in windows-1252, or 0 if that is not what it is
 */
gunichar
c1_meaning(const char *text, guint32 begin, guint32 end, guint32 at, gboolean certain)
{
    gunichar character = galley_utf8_get(text, at);
    if (character < 0x80 || character >= 0xA0)
        return 0;
    gunichar meaning = codepage_characters[CODEPAGE_WINDOWS_1252][character - 0x80];
    gunichar before = at > begin ? galley_utf8_get(text, galley_utf8_previous(text, at)) : ' ';
    gunichar after = at + 2 < end ? galley_utf8_get(text, at + 2) : ' ';
    switch (character) {
    case 0x82:
    case 0x84:
    case 0x8B:
    case 0x91:
    case 0x92:
    case 0x93:
    case 0x94:
    case 0x95:
    case 0x96:
    case 0x97:
    case 0x99:
    case 0x9B:
        return meaning;
    case 0x85:
        return certain || is_ellipsis_context(text, begin, end, at) ? meaning : 0;
    case 0x80:
        return galley_unichar_is_digit(before) || galley_unichar_is_digit(after) ? meaning : 0;
    case 0x8A:
    case 0x8C:
    case 0x8E:
    case 0x9A:
    case 0x9C:
    case 0x9E:
    case 0x9F:
        return goes_with_neighbours(meaning, before, after) ? meaning : 0;
    default:
        return 0;
    }
}
