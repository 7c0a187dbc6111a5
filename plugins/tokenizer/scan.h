/* scan.h: the longest match of the token rules at a place. SPDX-License-Identifier: MIT */
#pragma once

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

/**
 * scan_longest:
 * @from: where a character begins that is not white space
 * @free: whether nothing is glued on before it
 *
 * Time is bound by the match's size and a constant, whatever the text.
 */
Match scan_longest(const Text *text, guint32 from, gboolean free);
