/* words.h: the words of a document, each with the patterns that it is one of.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <galley/document.h>

#include "fold.h"
#include "lookup.h"

/** Word: what a pattern stands for: a word, a part of one where the whole is in no term, a mark */
typedef struct {
    guint32 begin, end; /* bytes of the text */
    guint32 found;      /* its patterns: the first in `found` of Words */
    guint32 n_found;
    guint32 before; /* how many words of the text lie before it, as they are counted */
} Word;

/** Words: of one document; the room is kept. */
typedef struct {
    GArray *list;   /* of Word, ascending */
    guint32 n_list; /* of them, while they are being taken */
    Numbers found;  /* of patterns */
    guint32 n;      /* words of the text: tokens with their clitics, without marks and symbols */
    Folded folded;
} Words;

void words_init(Words *words);
void words_clear(Words *words);

/** words_take: the words of @tokens, which has kinds and perhaps clitics */
void words_take(Words *words,
                const Lookup *lookup,
                const char *text,
                guint32 text_size,
                const GalleyLayer *tokens);
