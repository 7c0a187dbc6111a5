/* utf8.c: checking and counting UTF-8. SPDX-License-Identifier: MIT */
#include "utf8-private.h"

#include <galley/unicode.h>

gboolean
galley_utf8_validate(const void *bytes, gsize size, gsize *valid_size)
{
    g_return_val_if_fail(bytes != NULL || size == 0, FALSE);

    const guint8 *text = bytes;
    gsize at = 0;
    while (at < size) {
        if (text[at] < 0x80) {
            at = utf8_ascii_end(text, size, at);
            continue;
        }
        guint n_malformed;
        guint n = utf8_character_size(text + at, size - at, &n_malformed);
        if (n == 0)
            break;
        at += n;
    }
    if (valid_size != NULL)
        *valid_size = at;
    return at == size;
}

/* Adds up the eight bytes of @word, each at most 255. */
static guint
byte_sum(guint64 word)
{
    const guint64 even = G_GUINT64_CONSTANT(0x00FF00FF00FF00FF);
    guint64 pairs = (word & even) + (word >> 8 & even);
    return (guint)(pairs * G_GUINT64_CONSTANT(0x0001000100010001) >> 48);
}

/*
 * How many bytes @mark marks, eight at a time; marks add up in a byte of their own as long as it
 * cannot overflow. What is left at the end is filled up with 0x80, which no one marks.
 */
static inline guint32
count_marked(const char *text, gsize size, guint64 (*mark)(guint64 word))
{
    guint32 count = 0;
    gsize at = 0;
    guint64 word;
    while (size - at >= sizeof word) {
        gsize n_words = MIN((size - at) / sizeof word, 255);
        guint64 marks = 0;
        for (gsize i = 0; i < n_words; i++, at += sizeof word) {
            memcpy(&word, text + at, sizeof word);
            marks += mark(word);
        }
        count += byte_sum(marks);
    }
    if (at < size) {
        memset(&word, 0x80, sizeof word);
        memcpy(&word, text + at, size - at);
        count += byte_sum(mark(word));
    }
    return count;
}

/* 1 in the place of each byte that is not 10xxxxxx */
static inline guint64
mark_leads(guint64 word)
{
    return (~(word >> 7) | word >> 6) & G_GUINT64_CONSTANT(0x0101010101010101);
}

/* 1 in the place of each byte 1111xxxx: the lead of a character that takes two units of UTF-16 */
static inline guint64
mark_leads_of_four(guint64 word)
{
    return word >> 7 & word >> 6 & word >> 5 & word >> 4 & G_GUINT64_CONSTANT(0x0101010101010101);
}

guint32
galley_utf8_count(const char *text, gsize size)
{
    return count_marked(text, size, mark_leads);
}

guint32
galley_utf16_count(const char *text, gsize size)
{
    return galley_utf8_count(text, size) + count_marked(text, size, mark_leads_of_four);
}
