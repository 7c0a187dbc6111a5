/* breaks.c: boundaries of words, sentences and graphemes (UAX #29). SPDX-License-Identifier: MIT */
#include "tables-private.h"
#include "utf8-private.h"

#include <galley/unicode.h>

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

static inline guint32
behind_small_letters(const char *text, guint32 size, guint32 at)
{
    for (guint n = 8; n == 8 && size - at >= 8; at += n)
        n = count_letters(text + at, 0);
    return at;
}

/*
 * Goes on in @state from @at until the machine ends the segment. It may have to look ahead; then
 * the segment ends where it was last settled, and what was looked at is read again. That happens at
 * most once: no rule looks ahead over what could begin another look ahead. With @runs, small
 * letters behind one that left the state as it was are stepped over together: it would stay.
 */
static inline guint32
next_break(const BreakMachine *machine,
           TableStage1 stage1,
           TableStage2 stage2,
           gboolean runs,
           guint8 state,
           const char *text,
           guint32 size,
           guint32 at)
{
    guint32 settled = at;
    while (at < size) {
        guint8 byte = (guint8)text[at], before = state;
        guint8 class =
            byte < 0x80 ? stage2[0][byte] : table_get(stage1, stage2, galley_utf8_get(text, at));
        state = machine->next[state][class];
        if (state == BREAK_END)
            break;
        at = galley_utf8_next(text, at);
        if (runs && state == before && (guint8)(byte - 'a') < 26)
            at = behind_small_letters(text, size, at);
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
    return next_break(&unicode_word_machine, unicode_word_1, unicode_word_2, FALSE, state, text,
                      size, at);
}

guint32
galley_sentence_break_next(const char *text, guint32 size, guint32 at)
{
    return next_break(&unicode_sentence_machine, unicode_sentence_1, unicode_sentence_2, TRUE,
                      BREAK_START, text, size, at);
}

/* Between ASCII characters is a boundary, but for a line end of two. */
guint32
galley_grapheme_break_next(const char *text, guint32 size, guint32 at)
{
    if (size - at >= 2 && ((guint8)text[at] | (guint8)text[at + 1]) < 0x80 && text[at] != '\r')
        return at + 1;
    return next_break(&unicode_grapheme_machine, unicode_grapheme_1, unicode_grapheme_2, FALSE,
                      BREAK_START, text, size, at);
}
