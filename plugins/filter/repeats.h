/* repeats.h: how much of a text says again what it has said. SPDX-License-Identifier: MIT */
#pragma once

#include "words.h"

/* What the shares are made of: of lines or of paragraphs. */
typedef struct {
    guint32 n, n_repeated;
    guint32 repeated_characters;
} Repeats;

/* repeats_of_lines: the text's lines that are not empty, parted by line feeds; a line that stood
 * there before is repeated */
Repeats repeats_of_lines(const char *text, guint32 size);
/* repeats_of_paragraphs: likewise, parted by two line feeds or more */
Repeats repeats_of_paragraphs(const char *text, guint32 size);

/* repeats_top: code points in all occurrences of the most frequent run of @n words, with the blanks
 * between them; the first of those equally frequent */
guint64 repeats_top(const Words *words, guint n);
/* repeats_all: code points, without blanks, in runs of @n words that stood there before; what is in
 * one is not counted in another */
guint64 repeats_all(const Words *words, guint n);
