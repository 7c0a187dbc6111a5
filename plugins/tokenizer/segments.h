/* segments.h: words and sentences by Unicode's rules alone. SPDX-License-Identifier: MIT */
#pragma once

#include "spans.h"
#include "tokens.h"

/** segments_read_words: the word segments of UAX #29, but for those of white space */
void segments_read_words(Tokens *tokens, const Text *text);
/** segments_read_sentences: the sentences of UAX #29 without the white space around them */
void segments_read_sentences(Spans *sentences, const Text *text);
/**
 * segments_read_within:
 *
 * The sentences of UAX #29 in each of @paragraphs, with its kind, but for three things that texts in
 * many languages have: a sentence goes on behind a line's end without an end mark before it (wrapped
 * text), and behind a period after a single letter (an initial); an opening mark glued to what
 * follows begins a sentence.
 */
void segments_read_within(Spans *sentences, const Text *text, const Spans *paragraphs);
