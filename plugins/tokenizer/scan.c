/* scan.c: the longest match of the token rules at a place. SPDX-License-Identifier: MIT */
#include "scan.h"

#include <string.h>

/*
 * How far a pattern may go on after its last match without another one, in bytes. Without a bound
 * "a.b.c.d..." could make each token look at all the text for an "@"; the part of an address before
 * it has at most 64 bytes.
 */
#define LOOK_AHEAD 80

/* Nearly all matches are shorter. */
#define SHORT 64

/* The automaton's run, remembering each match on the way. */
static G_NO_INLINE Match
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

/* Whether the first two or three letters tell that no rule but that of words has to do with the word. */
static inline gboolean
begins_plainly(const guint8 *bytes)
{
    guint8 first = (guint8)((bytes[0] | 0x20) - 'a'), second = (guint8)(bytes[1] - 'a');
    if (first >= 26 || second >= 26)
        return FALSE;
    guint8 third = (guint8)(bytes[2] - 'a');
    return dfa_plain[first][second] >> (third < 26 ? third : 26) & 1;
}

/* The automaton's run where it needs no memory: most matches are short, of ASCII, and end where it stops. */
static G_NO_INLINE Match
scan_quickly(const Text *text, guint32 from, guint16 begin)
{
    const guint8 *bytes = (const guint8 *)text->bytes;
    gboolean plain = begins_plainly(bytes + from);
    guint16 state = plain ? DFA_WORD : begin, next;
    guint32 at = plain ? scan_letters(text, from) : from, width;

    while (bytes[at] < 0x80 && at - from < SHORT &&
           (next = dfa_next[state][dfa_ascii[bytes[at]]]) != DFA_DEAD) {
        state = next;
        at++;
        if (state == DFA_WORD)
            at = scan_letters(text, at);
    }
    guint8 class = text_class(text, at, &width);
    guint8 kind = dfa_accepts[state][dfa_in_word[class]];
    if (kind == MATCH_NONE || dfa_next[state][class] != DFA_DEAD)
        return scan_slowly(text, from, begin);
    return (Match){ .end = at, .kind = kind };
}

/* The NUL behind the text stops all: no rule has it but alone. */
Match
scan_longest(const Text *text, guint32 from, gboolean free)
{
    const guint8 *bytes = (const guint8 *)text->bytes;
    guint8 single = scan_is_blank(bytes[from + 1]) ? dfa_singles[free][bytes[from]] : MATCH_NONE;
    if (single != MATCH_NONE)
        return (Match){ .end = from + 1, .kind = single };
    return scan_quickly(text, from, free ? DFA_FREE : DFA_GLUED);
}
