/* scan.c: the longest match of the token rules at a place. SPDX-License-Identifier: MIT */
#include "scan.h"

/*
 * How far a pattern may go on after its last match without another one, in bytes. Without a bound "a.b.c.d..." could
 * make each token look at all the text for an "@"; the part of an address before it has at most 64 bytes.
 */
#define LOOK_AHEAD 80

/* Nearly all matches are shorter. */
#define SHORT 64

/* The automaton's run, remembering each match on the way. */
static Match
scan_slowly(const Text *text, guint32 from, guint16 state)
{
    Match match = { .end = from, .kind = MATCH_NONE };
    guint32 at = from, limit = from + LOOK_AHEAD, width;
    guint8 class = text_class(text, at, &width);

    while ((state = dfa_next[state][class]) != DFA_DEAD) {
        at += width;
        class = text_class(text, at, &width);
        guint8 kind = dfa_accepts[state][dfa_in_word[class]];
        if (kind != MATCH_NONE) {
            match = (Match){ .end = at, .kind = kind };
            limit = at + LOOK_AHEAD;
        } else if (at >= limit) {
            break;
        }
    }
    return match;
}

static inline gboolean
is_letter(guint8 byte)
{
    return (guint8)((byte | 0x20) - 'a') < 26;
}

/* Most matches are short, of ASCII, and end where the automaton stops. The NUL behind the text stops it: no rule has it but alone. */
Match
scan_longest(const Text *text, guint32 from, gboolean free)
{
    const guint8 *bytes = (const guint8 *)text->bytes;
    guint16 begin = free ? DFA_FREE : DFA_GLUED, state = begin, next;
    guint32 at = from, width;

    while (bytes[at] < 0x80 && at - from < SHORT &&
           (next = dfa_next[state][dfa_ascii[bytes[at]]]) != DFA_DEAD) {
        state = next;
        at++;
        while (state == DFA_WORD && is_letter(bytes[at])) /* most letters are read here */
            at++;
    }
    guint8 class = text_class(text, at, &width);
    guint8 kind = dfa_accepts[state][dfa_in_word[class]];
    if (kind == MATCH_NONE || dfa_next[state][class] != DFA_DEAD)
        return scan_slowly(text, from, begin);
    return (Match){ .end = at, .kind = kind };
}
