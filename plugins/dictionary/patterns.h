/* patterns.h: words and globs, and which of them a word is one of.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/** Patterns: unchanging after patterns_finish(). "*" stands for any characters, "?" for one. */
typedef struct Patterns Patterns;

/** Numbers: a list that grows; starts at zero */
typedef struct {
    guint32 *list;
    guint32 n;
    guint32 room;
} Numbers;

static inline void
numbers_append(Numbers *numbers, guint32 number)
{
    if (G_UNLIKELY(numbers->n == numbers->room)) {
        numbers->room = MAX(64, numbers->room * 2);
        numbers->list = g_renew(guint32, numbers->list, numbers->room);
    }
    numbers->list[numbers->n++] = number;
}

Patterns *patterns_new(void);
void patterns_free(Patterns *patterns);

/** patterns_add: (folded): the pattern's number, from 0; the same for the same text */
guint32 patterns_add(Patterns *patterns, const char *text, guint32 size);
guint32 patterns_get_n(const Patterns *patterns);
void patterns_finish(Patterns *patterns);

/**
 * patterns_find:
 * @word: folded; KEY_HEAD bytes can be read there, however short it is
 * @found: numbers of the patterns that @word is one of are added: longer literal beginnings first,
 *   whole words before globs
 *
 * Returns: how many there are
 */
guint32 patterns_find(const Patterns *patterns, const char *word, guint32 size, Numbers *found);
