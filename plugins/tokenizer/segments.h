/* segments.h: words and sentences by Unicode's rules alone. SPDX-License-Identifier: MIT */
#pragma once

#include "spans.h"
#include "tokens.h"

/** segments_read_words: the word segments of UAX #29, but for those of white space */
void segments_read_words(Tokens *tokens, const Text *text);
/** segments_read_sentences: the sentences of UAX #29 without the white space around them */
void segments_read_sentences(Spans *sentences, const Text *text);
