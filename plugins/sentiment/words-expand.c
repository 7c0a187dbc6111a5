/* words-expand.c: the names of emoji in their place, and the way back to the text.
 * SPDX-License-Identifier: MIT */
#include "words.h"

#include <string.h>

#include <galley/unicode.h>

static void
add_name(Words *words, const char *name, guint32 size, guint32 begin, guint32 end, gboolean spaced)
{
    GString *out = words->expanded;
    gsize at = out->len;
    gboolean parted = at == 0 || out->str[at - 1] == ' ';
    g_string_set_size(out, at + !parted + size + spaced);
    if (!parted)
        out->str[at++] = ' ';
    memcpy(out->str + at, name, size);
    if (spaced)
        out->str[at + size] = ' ';
    WordsShift shift = { (guint32)at, size + spaced, begin, end };
    g_array_append_val(words->shifts, shift);
}

/* The first byte from @at on that is not ASCII, or @end. */
static guint32
next_high(const char *text, guint32 at, guint32 end)
{
    guint32 begin = at;
    for (; end - at >= BYTES_SIZE; at += BYTES_SIZE) {
        guint32 high = bytes_mask(bytes_load(text + at));
        if (high != 0)
            return at + (guint32)__builtin_ctz(high);
    }
    if (end - begin >= BYTES_SIZE) { /* the rest with some that were looked at */
        guint32 n_again = BYTES_SIZE - (end - at);
        guint32 high = bytes_mask(bytes_load(text + at - n_again)) >> n_again;
        return high != 0 ? at + (guint32)__builtin_ctz(high) : end;
    }
    while (at < end && (guint8)text[at] < 0x80)
        at++;
    return at;
}

gboolean
words_expand(
    Words *words, const Vocabulary *vocabulary, const char *text, guint32 begin, guint32 end)
{
    guint32 at = vocabulary->emoji != NULL ? next_high(text, begin, end) : end;
    if (at == end)
        return FALSE;
    gboolean spaced = !vocabulary->profile->emoji_glued;
    guint32 copied = begin, size;
    g_string_truncate(words->expanded, 0);
    g_array_set_size(words->shifts, 0);
    for (guint32 next; at < end; at = next_high(text, next, end)) {
        next = galley_utf8_next(text, at);
        const char *name = emoji_find_name(vocabulary->emoji, text, at, end, &next, &size);
        if (name == NULL)
            continue;
        if (at > copied)
            g_string_append_len(words->expanded, text + copied, at - copied);
        add_name(words, name, size, at, next, spaced);
        copied = next;
    }
    if (words->shifts->len > 0)
        g_string_append_len(words->expanded, text + copied, end - copied);
    return words->shifts->len > 0;
}

/* Where offset @at of the expanded text is in the source. @shift: the last one that begins before.
 */
static guint32
unshift(const WordsShift *shift, guint32 at, gboolean is_end)
{
    if (at - shift->at < shift->size + is_end)
        return is_end ? shift->end : shift->begin;
    return at - shift->at - shift->size + shift->end;
}

void
words_unexpand(Words *words, guint32 first, guint32 source)
{
    const WordsShift *shifts = (const WordsShift *)(gconstpointer)words->shifts->data;
    guint32 n = words->shifts->len, next_begin = 0, next_end = 0;
    for (guint32 i = first; i < words->n; i++) {
        Word *word = &words->word[i];
        while (next_begin < n && shifts[next_begin].at <= word->begin)
            next_begin++;
        while (next_end < n && shifts[next_end].at < word->end)
            next_end++;
        word->begin = next_begin == 0 ? source + word->begin
                                      : unshift(&shifts[next_begin - 1], word->begin, FALSE);
        word->end =
            next_end == 0 ? source + word->end : unshift(&shifts[next_end - 1], word->end, TRUE);
    }
}
