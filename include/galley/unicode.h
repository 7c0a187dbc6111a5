/* unicode.h: UTF-8, properties, boundaries, normalization. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/version.h>
#include <glib.h>

G_BEGIN_DECLS

/* All answers come from tables pinned in galley, whatever GLib, ICU or locale the machine has. */
#define GALLEY_UNICODE_VERSION "15.0.0"

/** GalleyCategory: General_Category; unassigned code points and anything past U+10FFFF are CN. */
typedef enum {
    GALLEY_CATEGORY_CN, /* unassigned */
    GALLEY_CATEGORY_CC, /* control */
    GALLEY_CATEGORY_CF, /* format */
    GALLEY_CATEGORY_CO, /* private use */
    GALLEY_CATEGORY_CS, /* surrogate */
    GALLEY_CATEGORY_LU, /* uppercase letter */
    GALLEY_CATEGORY_LL, /* lowercase letter */
    GALLEY_CATEGORY_LT, /* titlecase letter */
    GALLEY_CATEGORY_LM, /* modifier letter */
    GALLEY_CATEGORY_LO, /* other letter */
    GALLEY_CATEGORY_MN, /* nonspacing mark */
    GALLEY_CATEGORY_MC, /* spacing mark */
    GALLEY_CATEGORY_ME, /* enclosing mark */
    GALLEY_CATEGORY_ND, /* decimal digit */
    GALLEY_CATEGORY_NL, /* letter-like number */
    GALLEY_CATEGORY_NO, /* other number */
    GALLEY_CATEGORY_PC, /* connector punctuation */
    GALLEY_CATEGORY_PD, /* dash punctuation */
    GALLEY_CATEGORY_PS, /* opening punctuation */
    GALLEY_CATEGORY_PE, /* closing punctuation */
    GALLEY_CATEGORY_PI, /* initial quotation mark */
    GALLEY_CATEGORY_PF, /* final quotation mark */
    GALLEY_CATEGORY_PO, /* other punctuation */
    GALLEY_CATEGORY_SM, /* mathematical symbol */
    GALLEY_CATEGORY_SC, /* currency symbol */
    GALLEY_CATEGORY_SK, /* modifier symbol */
    GALLEY_CATEGORY_SO, /* other symbol */
    GALLEY_CATEGORY_ZS, /* space */
    GALLEY_CATEGORY_ZL, /* line separator */
    GALLEY_CATEGORY_ZP, /* paragraph separator */
} GalleyCategory;

/**
 * GalleyUnicode: flags of galley_unichar_get_properties(): Unicode's binary properties of that
 * name, but for those with a comment.
 */
typedef enum {
    GALLEY_UNICODE_ALPHABETIC = 1 << 0,
    GALLEY_UNICODE_UPPERCASE = 1 << 1,
    GALLEY_UNICODE_LOWERCASE = 1 << 2,
    GALLEY_UNICODE_TITLECASE = 1 << 3, /* category Lt */
    GALLEY_UNICODE_CASED = 1 << 4,
    GALLEY_UNICODE_CASE_IGNORABLE = 1 << 5,
    GALLEY_UNICODE_LETTER = 1 << 6,  /* category L* */
    GALLEY_UNICODE_MARK = 1 << 7,    /* category M* */
    GALLEY_UNICODE_DIGIT = 1 << 8,   /* category Nd */
    GALLEY_UNICODE_NUMERIC = 1 << 9, /* category N* */
    GALLEY_UNICODE_HEX_DIGIT = 1 << 10,
    GALLEY_UNICODE_PUNCTUATION = 1 << 11, /* category P* */
    GALLEY_UNICODE_SYMBOL = 1 << 12,      /* category S* */
    GALLEY_UNICODE_CURRENCY = 1 << 13,    /* category Sc */
    GALLEY_UNICODE_DASH = 1 << 14,
    GALLEY_UNICODE_QUOTATION_MARK = 1 << 15,
    GALLEY_UNICODE_TERMINAL_PUNCTUATION = 1 << 16,
    GALLEY_UNICODE_SENTENCE_TERMINAL = 1 << 17,
    GALLEY_UNICODE_WHITE_SPACE = 1 << 18,
    GALLEY_UNICODE_CONTROL = 1 << 19, /* category Cc */
    GALLEY_UNICODE_DEFAULT_IGNORABLE = 1 << 20,
    GALLEY_UNICODE_VARIATION_SELECTOR = 1 << 21,
    GALLEY_UNICODE_BIDI_CONTROL = 1 << 22,
    GALLEY_UNICODE_JOIN_CONTROL = 1 << 23,
    GALLEY_UNICODE_IDEOGRAPHIC = 1 << 24,
    GALLEY_UNICODE_WIDE = 1 << 25, /* East_Asian_Width W or F: two columns of a terminal */
    GALLEY_UNICODE_EMOJI = 1 << 26,
    GALLEY_UNICODE_EMOJI_PRESENTATION = 1 << 27,
    GALLEY_UNICODE_EMOJI_MODIFIER = 1 << 28,
    GALLEY_UNICODE_EMOJI_COMPONENT = 1 << 29,
    GALLEY_UNICODE_EXTENDED_PICTOGRAPHIC = 1 << 30,
} GalleyUnicode;

/** GalleyWordBreak: Word_Break of UAX #29. */
typedef enum {
    GALLEY_WORD_BREAK_OTHER,
    GALLEY_WORD_BREAK_CR,
    GALLEY_WORD_BREAK_LF,
    GALLEY_WORD_BREAK_NEWLINE,
    GALLEY_WORD_BREAK_EXTEND,
    GALLEY_WORD_BREAK_ZWJ,
    GALLEY_WORD_BREAK_FORMAT,
    GALLEY_WORD_BREAK_REGIONAL_INDICATOR,
    GALLEY_WORD_BREAK_KATAKANA,
    GALLEY_WORD_BREAK_HEBREW_LETTER,
    GALLEY_WORD_BREAK_ALETTER,
    GALLEY_WORD_BREAK_SINGLE_QUOTE,
    GALLEY_WORD_BREAK_DOUBLE_QUOTE,
    GALLEY_WORD_BREAK_MID_NUM_LET,
    GALLEY_WORD_BREAK_MID_LETTER,
    GALLEY_WORD_BREAK_MID_NUM,
    GALLEY_WORD_BREAK_NUMERIC,
    GALLEY_WORD_BREAK_EXTEND_NUM_LET,
    GALLEY_WORD_BREAK_WSEG_SPACE,
} GalleyWordBreak;

/** GalleySentenceBreak: Sentence_Break of UAX #29. */
typedef enum {
    GALLEY_SENTENCE_BREAK_OTHER,
    GALLEY_SENTENCE_BREAK_CR,
    GALLEY_SENTENCE_BREAK_LF,
    GALLEY_SENTENCE_BREAK_SEP,
    GALLEY_SENTENCE_BREAK_EXTEND,
    GALLEY_SENTENCE_BREAK_FORMAT,
    GALLEY_SENTENCE_BREAK_SP,
    GALLEY_SENTENCE_BREAK_LOWER,
    GALLEY_SENTENCE_BREAK_UPPER,
    GALLEY_SENTENCE_BREAK_OLETTER,
    GALLEY_SENTENCE_BREAK_NUMERIC,
    GALLEY_SENTENCE_BREAK_ATERM,
    GALLEY_SENTENCE_BREAK_SCONTINUE,
    GALLEY_SENTENCE_BREAK_STERM,
    GALLEY_SENTENCE_BREAK_CLOSE,
} GalleySentenceBreak;

/** GalleyGraphemeBreak: Grapheme_Cluster_Break of UAX #29. */
typedef enum {
    GALLEY_GRAPHEME_BREAK_OTHER,
    GALLEY_GRAPHEME_BREAK_CR,
    GALLEY_GRAPHEME_BREAK_LF,
    GALLEY_GRAPHEME_BREAK_CONTROL,
    GALLEY_GRAPHEME_BREAK_EXTEND,
    GALLEY_GRAPHEME_BREAK_ZWJ,
    GALLEY_GRAPHEME_BREAK_REGIONAL_INDICATOR,
    GALLEY_GRAPHEME_BREAK_PREPEND,
    GALLEY_GRAPHEME_BREAK_SPACING_MARK,
    GALLEY_GRAPHEME_BREAK_L,
    GALLEY_GRAPHEME_BREAK_V,
    GALLEY_GRAPHEME_BREAK_T,
    GALLEY_GRAPHEME_BREAK_LV,
    GALLEY_GRAPHEME_BREAK_LVT,
} GalleyGraphemeBreak;

/** GalleyNormalForm: the four forms of UAX #15. */
typedef enum {
    GALLEY_NORMAL_FORM_NFC,
    GALLEY_NORMAL_FORM_NFD,
    GALLEY_NORMAL_FORM_NFKC,
    GALLEY_NORMAL_FORM_NFKD,
} GalleyNormalForm;

/* UTF-8. But for galley_utf8_validate(), text must be valid; offsets are bytes on boundaries. */

/**
 * galley_utf8_validate:
 * @bytes: (array length=size) (element-type guint8): what may be UTF-8
 * @valid_size: (out) (optional): length of the longest valid beginning
 *
 * As table 3-7 of the standard: shortest forms, no surrogates, nothing past U+10FFFF; NUL is a
 * character like any other. Memory speed on ASCII.
 *
 * Returns: whether all of @bytes is valid UTF-8
 */
GALLEY_API gboolean galley_utf8_validate(const void *bytes, gsize size, gsize *valid_size);

/**
 * galley_utf8_get:
 * @at: where a character begins, before the end of @text
 *
 * Returns: the character at @at
 */
static inline gunichar
galley_utf8_get(const char *text, guint32 at)
{
    const guint8 *bytes = (const guint8 *)text + at;
    if (bytes[0] < 0x80)
        return bytes[0];
    if (bytes[0] < 0xE0)
        return (bytes[0] & 0x1Fu) << 6 | (bytes[1] & 0x3Fu);
    if (bytes[0] < 0xF0)
        return (bytes[0] & 0x0Fu) << 12 | (bytes[1] & 0x3Fu) << 6 | (bytes[2] & 0x3Fu);
    return (bytes[0] & 0x07u) << 18 | (bytes[1] & 0x3Fu) << 12 | (bytes[2] & 0x3Fu) << 6 |
           (bytes[3] & 0x3Fu);
}

/**
 * galley_utf8_next:
 * @at: where a character begins, before the end of @text
 *
 * Returns: where that character ends
 */
static inline guint32
galley_utf8_next(const char *text, guint32 at)
{
    guint8 lead = (guint8)text[at];
    return at + 1 + (lead >= 0xC0) + (lead >= 0xE0) + (lead >= 0xF0);
}

/**
 * galley_utf8_previous:
 * @at: a boundary after the beginning of @text
 *
 * Returns: where the character that ends at @at begins
 */
static inline guint32
galley_utf8_previous(const char *text, guint32 at)
{
    do
        at--;
    while (((guint8)text[at] & 0xC0) == 0x80);
    return at;
}

/**
 * galley_utf8_is_boundary:
 * @at: any number
 *
 * Returns: whether a character begins at @at or @at is the end of @text
 */
static inline gboolean
galley_utf8_is_boundary(const char *text, guint32 size, guint32 at)
{
    return at < size ? ((guint8)text[at] & 0xC0) != 0x80 : at == size;
}

/**
 * galley_utf8_put:
 * @out: room for four bytes, or for as many as @character takes; no NUL is written behind them
 * @character: a code point up to U+10FFFF, no surrogate
 *
 * Returns: the number of bytes written, 1 to 4
 */
static inline guint
galley_utf8_put(char *out, gunichar character)
{
    guint8 *bytes = (guint8 *)out;
    if (character < 0x80) {
        bytes[0] = (guint8)character;
        return 1;
    }
    if (character < 0x800) {
        bytes[0] = (guint8)(0xC0 | character >> 6);
        bytes[1] = (guint8)(0x80 | (character & 0x3F));
        return 2;
    }
    if (character < 0x10000) {
        bytes[0] = (guint8)(0xE0 | character >> 12);
        bytes[1] = (guint8)(0x80 | (character >> 6 & 0x3F));
        bytes[2] = (guint8)(0x80 | (character & 0x3F));
        return 3;
    }
    bytes[0] = (guint8)(0xF0 | character >> 18);
    bytes[1] = (guint8)(0x80 | (character >> 12 & 0x3F));
    bytes[2] = (guint8)(0x80 | (character >> 6 & 0x3F));
    bytes[3] = (guint8)(0x80 | (character & 0x3F));
    return 4;
}

/**
 * galley_utf8_count:
 *
 * Returns: the number of code points in @text
 */
GALLEY_API guint32 galley_utf8_count(const char *text, gsize size);

/**
 * galley_utf16_count:
 *
 * Returns: the number of 16-bit units that @text takes in UTF-16
 */
GALLEY_API guint32 galley_utf16_count(const char *text, gsize size);

/* Properties of a code point; any 32-bit value may be asked for. Two table reads each. */

GALLEY_API GalleyCategory galley_unichar_get_category(gunichar character);
/** galley_unichar_get_properties: Returns: flags of #GalleyUnicode */
GALLEY_API guint32 galley_unichar_get_properties(gunichar character);
GALLEY_API GalleyWordBreak galley_unichar_get_word_break(gunichar character);
GALLEY_API GalleySentenceBreak galley_unichar_get_sentence_break(gunichar character);
GALLEY_API GalleyGraphemeBreak galley_unichar_get_grapheme_break(gunichar character);

/* Simple case mappings, one code point to one: "ß" has no uppercase here. Fold is for comparing. */

GALLEY_API gunichar galley_unichar_to_lower(gunichar character);
GALLEY_API gunichar galley_unichar_to_upper(gunichar character);
GALLEY_API gunichar galley_unichar_to_fold(gunichar character);

/** galley_unichar_is_alpha: whether @character is Alphabetic. Fast on ASCII, like those below. */
static inline gboolean
galley_unichar_is_alpha(gunichar character)
{
    if (character < 0x80)
        return (character | 0x20) - 'a' < 26;
    return (galley_unichar_get_properties(character) & GALLEY_UNICODE_ALPHABETIC) != 0;
}

/** galley_unichar_is_upper: whether @character is Uppercase */
static inline gboolean
galley_unichar_is_upper(gunichar character)
{
    if (character < 0x80)
        return character - 'A' < 26;
    return (galley_unichar_get_properties(character) & GALLEY_UNICODE_UPPERCASE) != 0;
}

/** galley_unichar_is_lower: whether @character is Lowercase */
static inline gboolean
galley_unichar_is_lower(gunichar character)
{
    if (character < 0x80)
        return character - 'a' < 26;
    return (galley_unichar_get_properties(character) & GALLEY_UNICODE_LOWERCASE) != 0;
}

/** galley_unichar_is_digit: whether @character is a decimal digit of any script (Nd) */
static inline gboolean
galley_unichar_is_digit(gunichar character)
{
    if (character < 0x80)
        return character - '0' < 10;
    return (galley_unichar_get_properties(character) & GALLEY_UNICODE_DIGIT) != 0;
}

/** galley_unichar_is_space: whether @character is White_Space; line ends and U+00A0 are */
static inline gboolean
galley_unichar_is_space(gunichar character)
{
    if (character < 0x80)
        return character == ' ' || character - '\t' < 5;
    return (galley_unichar_get_properties(character) & GALLEY_UNICODE_WHITE_SPACE) != 0;
}

/** galley_unichar_is_punct: whether @character is punctuation (P*): not $ + < = > ^ ` | ~ */
static inline gboolean
galley_unichar_is_punct(gunichar character)
{
    if (character < 0x80) /* a bit for each of "!"#%&'()*,-./:;?" and of "@[\]_{}" */
        return (((character < 64 ? G_GUINT64_CONSTANT(0x8C00F7EE00000000)
                                 : G_GUINT64_CONSTANT(0x28000000B8000001)) >>
                 (character & 63)) &
                1) != 0;
    return (galley_unichar_get_properties(character) & GALLEY_UNICODE_PUNCTUATION) != 0;
}

/** galley_unichar_is_symbol: whether @character is a symbol (S*) */
static inline gboolean
galley_unichar_is_symbol(gunichar character)
{
    if (character < 0x80) /* a bit for each of "$+<=>" and of "^`|~" */
        return (((character < 64 ? G_GUINT64_CONSTANT(0x7000081000000000)
                                 : G_GUINT64_CONSTANT(0x5000000140000000)) >>
                 (character & 63)) &
                1) != 0;
    return (galley_unichar_get_properties(character) & GALLEY_UNICODE_SYMBOL) != 0;
}

/* Boundaries of UAX #29 without tailoring. A walk over a text takes time linear in its size. */

/**
 * galley_word_break_next:
 * @at: a word boundary before the end of @text: 0, or what this function returned
 *
 * Returns: the next word boundary after @at, at most @size; white space and punctuation make
 * segments of their own
 */
GALLEY_API guint32 galley_word_break_next(const char *text, guint32 size, guint32 at);

/**
 * galley_sentence_break_next:
 * @at: a sentence boundary before the end of @text: 0, or what this function returned
 *
 * Returns: the next sentence boundary after @at, at most @size; the white space after a sentence
 * belongs to it
 */
GALLEY_API guint32 galley_sentence_break_next(const char *text, guint32 size, guint32 at);

/**
 * galley_grapheme_break_next:
 * @at: a boundary of an extended grapheme cluster before the end of @text: 0, or what this
 *   function returned
 *
 * Returns: the next such boundary after @at, at most @size
 */
GALLEY_API guint32 galley_grapheme_break_next(const char *text, guint32 size, guint32 at);

/* Normalization. */

/**
 * galley_normalized_prefix:
 *
 * Unicode's quick check: memory speed on ASCII, no allocation.
 *
 * Returns: how many leading bytes of @text are certainly normalized, up to where a run of
 * galley_normalize_next() may begin; @size if all are
 */
GALLEY_API gsize galley_normalized_prefix(GalleyNormalForm form, const char *text, gsize size);

/**
 * galley_normalize_next:
 * @begin: (inout): where to search from: 0, or the last @end; then where the run begins
 * @end: (out): where the run ends
 * @replacement: the run's normalized form; what it held is replaced
 *
 * Finds the next shortest run of @text that normalizes by itself to something else. Replacing each
 * such run, and nothing besides, normalizes @text.
 *
 * Returns: %FALSE if no such run is left; then @begin and @end are @size
 */
GALLEY_API gboolean galley_normalize_next(GalleyNormalForm form,
                                          const char *text,
                                          gsize size,
                                          gsize *begin,
                                          gsize *end,
                                          GString *replacement);

/**
 * galley_normalize:
 * @out_size: (out) (optional): size in bytes without the final NUL
 *
 * Returns: (transfer full): @text in @form, with a final NUL
 */
GALLEY_API char *
galley_normalize(GalleyNormalForm form, const char *text, gsize size, gsize *out_size);

G_END_DECLS
