/* words.h: a text cut at white space, each word with a number: the same word, the same number.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

typedef struct {
    guint32 begin, end; /* bytes of the text */
    guint32 size;       /* code points */
    guint32 number;     /* from 0, in order of first use */
} Word;

/* Belongs to a worker; words_cut() fills it anew. */
typedef struct {
    GArray *list; /* of Word */
    guint32 n_numbers;
    guint32 *slots; /* open addressing: index in the list of a number's first word, plus 1 */
    gsize room;     /* of slots, a power of two */
} Words;

void words_init(Words *words);
void words_clear(Words *words);
/* words_cut: @text is valid UTF-8 */
void words_cut(Words *words, const char *text, guint32 size);
