/* breaks.c: boundaries of words, sentences and graphemes (UAX #29). SPDX-License-Identifier: MIT */
#include "tables-private.h"
#include "utf8-private.h"

#include <galley/unicode.h>

/* GCC's vectors: 16 bytes at a time on every machine. */
typedef guint8 Bytes __attribute__((vector_size(16)));

/* How many of the eight bytes at @text are ASCII letters, small ones alone unless @fold is 0x20,
 * before one that is not. */
static inline guint
count_letters(const char *text, guint8 fold)
{
    const guint64 ones = UTF8_HIGH_BITS >> 7;
    guint64 word = utf8_word(text);
    guint64 lower = (word | ones * fold) & ~UTF8_HIGH_BITS;
    guint64 from_a = lower + ones * (0x80 - 'a'); /* high bit set: 'a' or more */
    guint64 past_z = lower + ones * (0x7F - 'z'); /* high bit set: more than 'z' */
    guint64 others = (~from_a | past_z | word) & UTF8_HIGH_BITS;
    return others != 0 ? utf8_first_mark(others) : 8;
}

/*
 * Goes on in @state from @at until the machine ends the segment. It may have to look ahead; then
 * the segment ends where it was last settled, and what was looked at is read again. That happens at
 * most once: no rule looks ahead over what could begin another look ahead. @skip, if there is one,
 * steps over what comes behind a character of a state that forgets, and tells the state behind it.
 */
static inline guint32
next_break(const BreakMachine *machine,
           TableStage1 stage1,
           TableStage2 stage2,
           guint32 (*skip)(const char *text, guint32 size, guint32 at, guint8 *state),
           guint8 state,
           const char *text,
           guint32 size,
           guint32 at)
{
    guint32 settled = at;
    while (at < size) {
        guint8 byte = (guint8)text[at];
        guint8 class =
            byte < 0x80 ? stage2[0][byte] : table_get(stage1, stage2, galley_utf8_get(text, at));
        state = machine->next[state][class];
        if (state == BREAK_END)
            break;
        at = galley_utf8_next(text, at);
        if (skip != NULL)
            at = skip(text, size, at, &state);
        if (state < machine->n_settled)
            settled = at;
    }
    return settled;
}

/* Most words are ASCII letters. By eight, their end costs the processor no wrong guess. */
guint32
galley_word_break_next(const char *text, guint32 size, guint32 at)
{
    guint8 state = BREAK_START;
    for (guint n = 8; n == 8 && size - at >= 8; at += n) {
        n = count_letters(text + at, 0x20);
        if (n > 0)
            state = unicode_word_machine.next[BREAK_START][GALLEY_WORD_BREAK_ALETTER];
    }
    return next_break(&unicode_word_machine, unicode_word_1, unicode_word_2, NULL, state, text,
                      size, at);
}

/* Which of the bytes at @text may end a sentence, or are beyond ASCII: all bits where it holds. */
static inline Bytes
sentence_marks(const char *text)
{
    Bytes bytes;
    memcpy(&bytes, text, sizeof bytes);
    return (Bytes)(bytes >= 0x80) | (Bytes)(bytes == '.') | (Bytes)(bytes == '!') |
           (Bytes)(bytes == '?') | (Bytes)(bytes == '\n') | (Bytes)(bytes == '\r');
}

/* The first byte from @at on that sentence_marks() finds, or one of the last few. */
static inline guint32
before_sentence_mark(const char *text, guint32 size, guint32 at)
{
    for (; size - at >= sizeof(Bytes); at += (guint32)sizeof(Bytes)) {
        Bytes marks = sentence_marks(text + at);
        guint64 low = utf8_word(&marks), high = utf8_word((const guint8 *)&marks + 8);
        if ((low | high) != 0)
            return at + (low ? utf8_first_mark(low) : 8 + utf8_first_mark(high));
    }
    return at;
}

/* While no end is in sight, a sentence's state is what its last character alone makes of it. */
static inline guint32
skip_in_sentence(const char *text, guint32 size, guint32 at, guint8 *state)
{
    const guint8 *from_start = unicode_sentence_machine.next[BREAK_START];
    if (*state != from_start[GALLEY_SENTENCE_BREAK_LOWER] &&
        *state != from_start[GALLEY_SENTENCE_BREAK_OTHER])
        return at;
    guint32 end = before_sentence_mark(text, size, at);
    if (end > at)
        *state = from_start[unicode_sentence_2[0][(guint8)text[end - 1]]];
    return end;
}

guint32
galley_sentence_break_next(const char *text, guint32 size, guint32 at)
{
    return next_break(&unicode_sentence_machine, unicode_sentence_1, unicode_sentence_2,
                      skip_in_sentence, BREAK_START, text, size, at);
}

/* Between ASCII characters is a boundary, but for a line end of two. */
guint32
galley_grapheme_break_next(const char *text, guint32 size, guint32 at)
{
    if (size - at >= 2 && ((guint8)text[at] | (guint8)text[at + 1]) < 0x80 && text[at] != '\r')
        return at + 1;
    return next_break(&unicode_grapheme_machine, unicode_grapheme_1, unicode_grapheme_2, NULL,
                      BREAK_START, text, size, at);
}
