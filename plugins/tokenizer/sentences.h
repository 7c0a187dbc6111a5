/* sentences.h: where sentences end. SPDX-License-Identifier: MIT */
#pragma once

#include "spans.h"
#include "tokens.h"

typedef enum {
    SENTENCES_NEWS,    /* rules alone */
    SENTENCES_GENERAL, /* rules, and a linear model for what they leave open */
    SENTENCES_UAX29,   /* Unicode's rules */
    SENTENCES_LINE,    /* each line is a sentence */
} SentenceMode;

/**
 * sentences_read:
 * @paragraphs: in order; a sentence never goes beyond one
 * @mode: %SENTENCES_NEWS or %SENTENCES_GENERAL
 *
 * The sentences of @text, in place of what @sentences held: spans from the first token to the last.
 */
void sentences_read(Spans *sentences,
                    const Text *text,
                    const Tokens *tokens,
                    const Spans *paragraphs,
                    SentenceMode mode);

/** sentences_read_paragraphs: each paragraph is a sentence */
void sentences_read_paragraphs(Spans *sentences, const Spans *paragraphs);
