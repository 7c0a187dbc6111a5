/* words.c: a text cut at white space, each word with a number. SPDX-License-Identifier: MIT */
#include "words.h"

#include <string.h>

#include <galley/unicode.h>

void
words_init(Words *words)
{
    words->list = g_array_new(FALSE, FALSE, sizeof(Word));
}

void
words_clear(Words *words)
{
    g_array_unref(words->list);
    g_free(words->slots);
}

/* FNV-1a with a last mix, so that the low bits depend on all bytes. */
static guint64
hash(const char *bytes, gsize size)
{
    guint64 value = G_GUINT64_CONSTANT(0xcbf29ce484222325);
    for (gsize i = 0; i < size; i++)
        value = (value ^ (guint8)bytes[i]) * G_GUINT64_CONSTANT(0x100000001b3);
    return value ^ value >> 32;
}

static gboolean
same(const char *text, const Word *a, const Word *b)
{
    guint32 size = a->end - a->begin;
    return size == b->end - b->begin && memcmp(text + a->begin, text + b->begin, size) == 0;
}

/* A text of @size bytes has at most (size + 1) / 2 words. */
static void
make_room(Words *words, guint32 size)
{
    gsize wanted = 16;
    while (wanted < (gsize)size + 2)
        wanted *= 2;
    if (wanted > words->room) {
        g_free(words->slots);
        words->slots = g_new(guint32, wanted);
        words->room = wanted;
    }
    memset(words->slots, 0, words->room * sizeof *words->slots);
}

static void
add(Words *words, const char *text, Word word)
{
    gsize at = hash(text + word.begin, word.end - word.begin) & (words->room - 1);
    for (; words->slots[at] != 0; at = (at + 1) & (words->room - 1)) {
        const Word *known = &g_array_index(words->list, Word, words->slots[at] - 1);
        if (same(text, known, &word)) {
            word.number = known->number;
            g_array_append_val(words->list, word);
            return;
        }
    }
    word.number = words->n_numbers++;
    g_array_append_val(words->list, word);
    words->slots[at] = words->list->len;
}

void
words_cut(Words *words, const char *text, guint32 size)
{
    Word word = { 0 };
    g_array_set_size(words->list, 0);
    words->n_numbers = 0;
    make_room(words, size);
    for (guint32 at = 0; at < size; at = galley_utf8_next(text, at)) {
        if (!galley_unichar_is_space(galley_utf8_get(text, at))) {
            word.size++;
            continue;
        }
        word.end = at;
        if (word.size > 0)
            add(words, text, word);
        word = (Word){ .begin = galley_utf8_next(text, at) };
    }
    word.end = size;
    if (word.size > 0)
        add(words, text, word);
}
