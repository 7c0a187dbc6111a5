/* scan.c: the longest match of the token rules at a place. SPDX-License-Identifier: MIT */
#include "scan.h"

/*
 * How far a pattern may go on after its last match without another one, in bytes. Without a bound "a.b.c.d..." could
 * make each token look at all the text for an "@"; the part of an address before it has at most 64 bytes.
 */
#define LOOK_AHEAD 80

Match
scan_longest(const Text *text, guint32 from, gboolean free)
{
    Match match = { .end = from, .kind = MATCH_NONE };
    guint32 at = from, limit = from + LOOK_AHEAD, width;
    guint16 state = free ? DFA_FREE : DFA_GLUED;
    guint8 class = text_class(text, at, &width);

    while ((state = dfa_next[state][class]) != DFA_DEAD) {
        at += width;
        if (at >= text->size) {
            class = dfa_ascii[' '];
            width = 0;
        } else {
            class = text_class(text, at, &width);
        }
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
