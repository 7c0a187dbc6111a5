/* scan.c: the longest match of the token rules at a place. SPDX-License-Identifier: MIT */
#include "scan.h"

#include <string.h>

/*
 * How far a pattern may go on after its last match without another one, in bytes. Without a bound
 * "a.b.c.d..." could
 * make each token look at all the text for an "@"; the part of an address before it has at most 64
 * bytes.
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

#define EACH_BYTE(b) (G_GUINT64_CONSTANT(0x0101010101010101) * (b))

/* The high bit of each byte of @word that is no letter of ASCII. */
static inline guint64
other_bytes(guint64 word)
{
    guint64 small = (word | EACH_BYTE(0x20)) & EACH_BYTE(0x7F);
    guint64 from_a = small + EACH_BYTE(0x80 - 'a'), behind_z = small + EACH_BYTE(0x80 - 'z' - 1);
    return (~from_a | behind_z | word) & EACH_BYTE(0x80);
}

/* Eight bytes a step, as the length of words is nothing a processor can guess. */
static inline guint32
behind_letters(const Text *text, guint32 at)
{
    while (text->size - at >= 8) {
        guint64 word;
        memcpy(&word, text->bytes + at, 8);
        guint64 others = other_bytes(GUINT64_FROM_LE(word));
        if (others != 0)
            return at + (guint32)__builtin_ctzll(others) / 8;
        at += 8;
    }
    while (at < text->size && g_ascii_isalpha(text->bytes[at]))
        at++;
    return at;
}

/* How many letters at @bytes tell that no rule but that of words has to do with the word: 2, 3, or
 * 0 if those do not. */
static inline guint32
plain_beginning(const guint8 *bytes)
{
    guint8 first = (guint8)((bytes[0] | 0x20) - 'a'), second = (guint8)(bytes[1] - 'a');
    if (first >= 26 || second >= 26)
        return 0;
    guint8 third = (guint8)(bytes[2] - 'a');
    guint32 plain = dfa_plain[first][second];
    if (third < 26)
        return plain >> third & 1 ? 3 : 0;
    return plain >> 26 ? 2 : 0;
}

/* Most matches are short, of ASCII, and end where the automaton stops. The NUL behind the text
 * stops it: no rule has it but alone. */
Match
scan_longest(const Text *text, guint32 from, gboolean free)
{
    const guint8 *bytes = (const guint8 *)text->bytes;
    guint16 begin = free ? DFA_FREE : DFA_GLUED, state = begin, next;
    guint32 at = from, width, plain = plain_beginning(bytes + from);

    if (plain > 0) { /* half of all tokens end here */
        at = behind_letters(text, from + plain);
        if (bytes[at] == ' ')
            return (Match){ .end = at, .kind = dfa_accepts[DFA_WORD][0] };
        state = DFA_WORD;
    }
    while (bytes[at] < 0x80 && at - from < SHORT &&
           (next = dfa_next[state][dfa_ascii[bytes[at]]]) != DFA_DEAD) {
        state = next;
        at++;
        if (state == DFA_WORD) /* most letters are read here */
            at = behind_letters(text, at);
    }
    guint8 class = text_class(text, at, &width);
    guint8 kind = dfa_accepts[state][dfa_in_word[class]];
    if (kind == MATCH_NONE || dfa_next[state][class] != DFA_DEAD)
        return scan_slowly(text, from, begin);
    return (Match){ .end = at, .kind = kind };
}
