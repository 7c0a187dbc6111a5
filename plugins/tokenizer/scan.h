/* scan.h: the longest match of the token rules at a place. SPDX-License-Identifier: MIT */
#pragma once

#include <string.h>

#include "classes.h"

/** Text: the document's text and the classes to read it by; a NUL stands behind the last byte. */
typedef struct {
    const char *bytes;
    guint32 size;
    const Classes *classes;
} Text;

/** Match: what the rules found. */
typedef struct {
    guint32 end;
    guint8 kind; /* MATCH_*; MATCH_NONE if no rule matches */
} Match;

/** is_lower_byte: whether it is a small letter of ASCII */
static inline gboolean
is_lower_byte(char byte)
{
    return (guint8)(byte - 'a') < 26;
}

/** text_class: the automaton's class of the character at @at, and its @width in bytes */
static inline guint8
text_class(const Text *text, guint32 at, guint32 *width)
{
    guint8 byte = (guint8)text->bytes[at];
    *width = 1;
    if (G_LIKELY(byte < 0x80))
        return dfa_ascii[byte];
    *width = galley_utf8_next(text->bytes, at) - at;
    return dfa_class[class_of(text->classes, galley_utf8_get(text->bytes, at))];
}

/** text_in_word: whether a letter, digit or mark begins at @at */
static inline gboolean
text_in_word(const Text *text, guint32 at)
{
    guint32 width;
    return dfa_in_word[text_class(text, at, &width)];
}

/** text_is_space: whether white space begins at @at, @width bytes of it */
static inline gboolean
text_is_space(const Text *text, guint32 at, guint32 *width)
{
    guint8 byte = (guint8)text->bytes[at];
    *width = 1;
    if (G_LIKELY(byte < 0x80))
        return byte == ' ' || (byte >= '\t' && byte <= '\r');
    *width = galley_utf8_next(text->bytes, at) - at;
    return class_of(text->classes, galley_utf8_get(text->bytes, at)) == CLASS_SPACE;
}

/** text_trim: moves @begin and @end inward over white space */
static inline void
text_trim(const Text *text, guint32 *begin, guint32 *end)
{
    guint32 width;
    while (*begin < *end && text_is_space(text, *begin, &width))
        *begin += width;
    while (*end > *begin) {
        guint32 before = galley_utf8_previous(text->bytes, *end);
        if (!text_is_space(text, before, &width))
            break;
        *end = before;
    }
}

#define SCAN_EACH_BYTE(b) (G_GUINT64_CONSTANT(0x0101010101010101) * (b))

/** scan_other_bytes: the high bit of each byte of @word that is no letter of ASCII */
static inline guint64
scan_other_bytes(guint64 word)
{
    guint64 small = (word | SCAN_EACH_BYTE(0x20)) & SCAN_EACH_BYTE(0x7F);
    guint64 from_a = small + SCAN_EACH_BYTE(0x80 - 'a'),
            behind_z = small + SCAN_EACH_BYTE(0x80 - 'z' - 1);
    return (~from_a | behind_z | word) & SCAN_EACH_BYTE(0x80);
}

/** scan_letters: behind the letters of ASCII at @at; eight bytes a step, as the length of words is
 * nothing a processor can guess */
static inline guint32
scan_letters(const Text *text, guint32 at)
{
    while (text->size - at >= 8) {
        guint64 word;
        memcpy(&word, text->bytes + at, 8);
        guint64 others = scan_other_bytes(GUINT64_FROM_LE(word));
        if (others != 0)
            return at + (guint32)__builtin_ctzll(others) / 8;
        at += 8;
    }
    while (at < text->size && g_ascii_isalpha(text->bytes[at]))
        at++;
    return at;
}

/** scan_is_blank: whether @byte is what most words and marks stand before */
static inline gboolean
scan_is_blank(guint8 byte)
{
    return byte == ' ' || byte == '\n';
}

/** scan_word: the end of a word of ASCII letters at @from, told by its length and the character
 * behind it; 0 where that takes scan_longest(). Three in four tokens are such words. */
static inline guint32
scan_word(const Text *text, guint32 from)
{
    const guint8 *bytes = (const guint8 *)text->bytes;
    guint32 at = scan_letters(text, from);
    guint8 stop = dfa_stops[bytes[at]];
    if (at - from < 2 || stop == STOP_NONE ||
        (stop == STOP_BEFORE_BLANK && !scan_is_blank(bytes[at + 1])))
        return 0;
    guint8 first = (guint8)((bytes[from] | 0x20) - 'a');
    guint8 second = (guint8)((bytes[from + 1] | 0x20) - 'a');
    return dfa_odd[first][second] >> MIN(at - from, 31) & 1 ? 0 : at;
}

/**
 * scan_longest:
 * @from: where a character begins that is not white space
 * @free: whether nothing is glued on before it
 *
 * Time is bound by the match's size and a constant, whatever the text.
 */
Match scan_longest(const Text *text, guint32 from, gboolean free);
