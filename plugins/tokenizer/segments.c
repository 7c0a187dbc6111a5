/* segments.c: words and sentences by Unicode's rules alone (UAX #29).
 * SPDX-License-Identifier: MIT */
#include "segments.h"

static guint8
kind_of_segment(const Text *text, guint32 begin)
{
    gunichar first = galley_utf8_get(text->bytes, begin);
    if (first < 0x80 && g_ascii_isalpha((char)first))
        return GALLEY_TOKEN_KIND_WORD;
    guint32 properties = galley_unichar_get_properties(first);
    if (properties & GALLEY_UNICODE_DIGIT)
        return GALLEY_TOKEN_KIND_NUMBER;
    if (properties & (GALLEY_UNICODE_ALPHABETIC | GALLEY_UNICODE_MARK))
        return GALLEY_TOKEN_KIND_WORD;
    if (first >= 0x80 && class_of(text->classes, first) == CLASS_EMOJI)
        return GALLEY_TOKEN_KIND_EMOJI;
    return galley_unichar_is_punct(first) ? GALLEY_TOKEN_KIND_PUNCTUATION
                                          : GALLEY_TOKEN_KIND_SYMBOL;
}

/* A blank with a combining mark on it is none. */
static gboolean
is_blank(const Text *text, guint32 begin, guint32 end)
{
    if (g_ascii_isgraph(text->bytes[begin]))
        return FALSE;
    text_trim(text, &begin, &end);
    return begin == end;
}

/* Steps over blanks, unless what is behind them is beyond ASCII: a mark would make them a segment. A
 * NUL stands behind the text. */
static inline guint32
behind_blanks(const Text *text, guint32 at)
{
    guint32 behind = at;
    while (text->bytes[behind] == ' ')
        behind++;
    return (guint8)text->bytes[behind] < 0x80 ? behind : at;
}

void
segments_read_words(Tokens *tokens, const Text *text)
{
    tokens->n_rows = 0;
    guint32 begin = behind_blanks(text, 0);
    for (guint32 end; begin < text->size; begin = behind_blanks(text, end)) {
        end = galley_word_break_next(text->bytes, text->size, begin);
        if (!is_blank(text, begin, end))
            *tokens_add(tokens) = (Token){ .begin = begin,
                                           .end = end,
                                           .kind = kind_of_segment(text, begin),
                                           .first = text->bytes[begin] };
    }
}

void
segments_read_sentences(Spans *sentences, const Text *text)
{
    sentences->n_rows = 0;
    for (guint32 begin = 0, end; begin < text->size; begin = end) {
        end = galley_sentence_break_next(text->bytes, text->size, begin);
        Span span = { .begin = begin, .end = end };
        text_trim(text, &span.begin, &span.end);
        if (span.begin < span.end)
            spans_add(sentences, span.begin, span.end, GALLEY_SENTENCE_KIND_TEXT);
    }
}
