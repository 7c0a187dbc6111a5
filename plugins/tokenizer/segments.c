/* segments.c: words and sentences by Unicode's rules alone (UAX #29).
 * SPDX-License-Identifier: MIT */
#include "segments.h"

/* Of a letter, digit or mark of ASCII: what the tables would say, without asking them. */
static inline guint8
kind_of_ascii(char first)
{
    static const guint8 symbols[128] = {
        ['$'] = TRUE, ['+'] = TRUE, ['<'] = TRUE, ['='] = TRUE, ['>'] = TRUE,
        ['^'] = TRUE, ['`'] = TRUE, ['|'] = TRUE, ['~'] = TRUE
    };
    if (g_ascii_isalpha(first))
        return GALLEY_TOKEN_KIND_WORD;
    if (g_ascii_isdigit(first))
        return GALLEY_TOKEN_KIND_NUMBER;
    return symbols[(guint8)first] ? GALLEY_TOKEN_KIND_SYMBOL : GALLEY_TOKEN_KIND_PUNCTUATION;
}

static inline guint8
kind_of_segment(const Text *text, guint32 begin)
{
    if (g_ascii_isgraph(text->bytes[begin]))
        return kind_of_ascii(text->bytes[begin]);
    gunichar first = galley_utf8_get(text->bytes, begin);
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

/* The end of a word of ASCII letters before a character that no rule of Unicode's joins to letters,
 * or of a mark before a blank; 0 where the rules are to be asked. */
static inline guint32
plain_end(const Text *text, guint32 begin)
{
    enum { ALWAYS = 1, BEFORE_BLANK };
    static const guint8 parts[256] = {
        [' '] = ALWAYS, ['\n'] = ALWAYS, [','] = ALWAYS,       [';'] = ALWAYS,       ['!'] = ALWAYS,
        ['?'] = ALWAYS, [')'] = ALWAYS,  ['.'] = BEFORE_BLANK, [':'] = BEFORE_BLANK, ['-'] = ALWAYS,
    };
    const guint8 *bytes = (const guint8 *)text->bytes;
    guint32 end = scan_letters(text, begin);
    if (end == begin)
        return g_ascii_ispunct(bytes[begin]) && scan_is_blank(bytes[begin + 1]) ? begin + 1 : 0;
    guint8 part = parts[bytes[end]];
    return part == ALWAYS || (part == BEFORE_BLANK && scan_is_blank(bytes[end + 1])) ? end : 0;
}

void
segments_read_words(Tokens *tokens, const Text *text)
{
    tokens->n_rows = 0;
    guint32 begin = behind_blanks(text, 0);
    for (guint32 end; begin < text->size; begin = behind_blanks(text, end)) {
        end = plain_end(text, begin);
        if (end == 0) {
            end = galley_word_break_next(text->bytes, text->size, begin);
            if (is_blank(text, begin, end))
                continue;
        }
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

/* ---- sentences in paragraphs ---- */

/* What the sentence that ends at @end ends in, but for blanks and what closes: a class of Unicode's. */
static GalleySentenceBreak
last_class(const Text *text, guint32 begin, guint32 end)
{
    GalleySentenceBreak class = GALLEY_SENTENCE_BREAK_OTHER;
    while (end > begin) {
        end = galley_utf8_previous(text->bytes, end);
        class = galley_unichar_get_sentence_break(galley_utf8_get(text->bytes, end));
        if (class != GALLEY_SENTENCE_BREAK_CLOSE && class != GALLEY_SENTENCE_BREAK_EXTEND &&
            class != GALLEY_SENTENCE_BREAK_FORMAT)
            break;
    }
    return class;
}

/* Whether a sentence goes on from line to line: without a mark, or behind a period in lower case. */
static gboolean
runs_on(const Text *text, guint32 begin, guint32 end, guint32 next)
{
    switch (last_class(text, begin, end)) {
    case GALLEY_SENTENCE_BREAK_STERM:
        return FALSE;
    case GALLEY_SENTENCE_BREAK_ATERM:
        return galley_unichar_is_lower(galley_utf8_get(text->bytes, next));
    default:
        return TRUE;
    }
}

static gboolean
is_line_end(gunichar character)
{
    GalleySentenceBreak class = galley_unichar_get_sentence_break(character);
    return class == GALLEY_SENTENCE_BREAK_SEP || class == GALLEY_SENTENCE_BREAK_CR ||
           class == GALLEY_SENTENCE_BREAK_LF;
}

static guint32
behind_space(const Text *text, guint32 at, guint32 end)
{
    guint32 begin = at;
    text_trim(text, &begin, &end);
    return begin;
}

/* "J. Weiß", "z. B.", "А. С.": a period behind one letter by itself, and blanks, before @end. */
static gboolean
ends_in_initial(const Text *text, guint32 begin, guint32 end)
{
    text_trim(text, &begin, &end);
    if (end - begin < 2 || text->bytes[end - 1] != '.')
        return FALSE;
    guint32 letter = galley_utf8_previous(text->bytes, end - 1);
    if (!galley_unichar_is_alpha(galley_utf8_get(text->bytes, letter)))
        return FALSE;
    guint32 before = letter > begin ? galley_utf8_previous(text->bytes, letter) : letter;
    return before == letter || !text_in_word(text, before);
}

/* An opening mark with nothing but the next sentence glued to it begins that one: "。“". To Unicode
 * it closes, as all marks of its sort may. */
static guint32
before_opening(const Text *text, guint32 begin, guint32 end)
{
    while (end > begin) {
        guint32 last = galley_utf8_previous(text->bytes, end);
        GalleyCategory category = galley_unichar_get_category(galley_utf8_get(text->bytes, last));
        if (last == begin || (category != GALLEY_CATEGORY_PS && category != GALLEY_CATEGORY_PI))
            break;
        end = last;
    }
    return end;
}

/* Whether the segment from @begin to @end is only a part of a sentence. */
static gboolean
is_part(const Text *text, guint32 begin, guint32 end, guint32 paragraph_end)
{
    guint32 stop = end, last = galley_utf8_previous(text->bytes, end);
    if (!is_line_end(galley_utf8_get(text->bytes, last)))
        return ends_in_initial(text, begin, end);
    text_trim(text, &begin, &stop);
    return begin == stop || runs_on(text, begin, stop, behind_space(text, end, paragraph_end));
}

static guint32
sentence_end(const Text *text, guint32 begin, guint32 end)
{
    guint32 next = galley_sentence_break_next(text->bytes, end, begin);
    for (guint32 at = begin; next < end && is_part(text, at, next, end);) {
        at = next;
        next = galley_sentence_break_next(text->bytes, end, at);
    }
    return next < end ? before_opening(text, begin, next) : next;
}

static void
read_paragraph(Spans *sentences, const Text *text, const Span *paragraph)
{
    guint8 kind = paragraph->kind == GALLEY_PARAGRAPH_KIND_HEADING ? GALLEY_SENTENCE_KIND_HEADING
                                                                   : GALLEY_SENTENCE_KIND_TEXT;
    for (guint32 begin = paragraph->begin, next; begin < paragraph->end; begin = next) {
        next = sentence_end(text, begin, paragraph->end);
        guint32 end = next;
        text_trim(text, &begin, &end);
        if (begin < end)
            spans_add(sentences, begin, end, kind);
    }
}

void
segments_read_within(Spans *sentences, const Text *text, const Spans *paragraphs)
{
    sentences->n_rows = 0;
    for (guint32 i = 0; i < paragraphs->n_rows; i++)
        read_paragraph(sentences, text, &paragraphs->rows[i]);
}
