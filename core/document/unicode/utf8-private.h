/* utf8-private.h: what the files of this folder share on bytes. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>
#include <string.h>

#define UTF8_HIGH_BITS G_GUINT64_CONSTANT(0x8080808080808080)

/* Eight bytes of text as one number, the first byte lowest on every machine. */
static inline guint64
utf8_word(const void *bytes)
{
    guint64 word;
    memcpy(&word, bytes, sizeof word);
    return GUINT64_FROM_LE(word);
}

/* How many bytes of a word come before the first whose high bit is in @marks, which is not 0. */
static inline guint
utf8_first_mark(guint64 marks)
{
    return (guint)__builtin_ctzll(marks) / 8;
}

/* The end of the ASCII bytes that begin at @at; by 32 where there are many. */
static inline gsize
utf8_ascii_end(const guint8 *bytes, gsize size, gsize at)
{
    for (; size - at >= 8; at += 8) {
        guint64 marks = utf8_word(bytes + at) & UTF8_HIGH_BITS;
        if (marks != 0)
            return at + utf8_first_mark(marks);
        while (size - at >= 40 && !((utf8_word(bytes + at + 8) | utf8_word(bytes + at + 16) |
                                     utf8_word(bytes + at + 24) | utf8_word(bytes + at + 32)) &
                                    UTF8_HIGH_BITS))
            at += 32;
    }
    while (at < size && bytes[at] < 0x80)
        at++;
    return at;
}

static inline gboolean
utf8_continues(guint8 byte)
{
    return (byte & 0xC0) == 0x80;
}

/* The first and the last byte that may follow @lead; table 3-7 of the standard. */
static inline guint8
utf8_second_min(guint8 lead)
{
    return lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
}

static inline guint8
utf8_second_max(guint8 lead)
{
    return lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
}

/*
 * The size of the character at @bytes, 0 if it is malformed or cut short. Then @n_malformed is the
 * size of its maximal subpart, at least 1.
 */
static inline guint
utf8_character_size(const guint8 *bytes, gsize size, guint *n_malformed)
{
    guint8 lead = bytes[0];
    *n_malformed = 1;
    if (lead < 0x80)
        return 1;
    if (lead < 0xC2 || lead > 0xF4)
        return 0;
    if (size < 2 || bytes[1] < utf8_second_min(lead) || bytes[1] > utf8_second_max(lead))
        return 0;
    if (lead < 0xE0)
        return 2;
    *n_malformed = 2;
    if (size < 3 || !utf8_continues(bytes[2]))
        return 0;
    if (lead < 0xF0)
        return 3;
    *n_malformed = 3;
    return size >= 4 && utf8_continues(bytes[3]) ? 4 : 0;
}
