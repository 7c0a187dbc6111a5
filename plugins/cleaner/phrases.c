/* phrases.c: whether a line is one of the phrases that pages put around an article. SPDX-License-Identifier: MIT */
#include "lines.h"

#include "cleaner-lexicon.h"

/* Positions in patterns that a line may stand at. More at once has not been seen; the rest would be ignored. */
#define STATES_MAX 96

typedef struct {
    guint n;
    guint16 at[STATES_MAX];
} States;

static void
add_state(States *states, guint16 state)
{
    for (guint i = 0; i < states->n; i++) {
        if (states->at[i] == state)
            return;
    }
    if (states->n < STATES_MAX)
        states->at[states->n++] = state;
}

/* The first edge of @state for @word or a later one; edges are in the order of words. */
static guint
find_edge(guint state, guint word)
{
    guint low = phrase_states[state].first_edge, high = low + phrase_states[state].n_edges;
    while (low < high) {
        guint middle = (low + high) / 2;
        if (phrase_edges[middle].word < word)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void
follow(guint state, guint word, States *next)
{
    guint end = phrase_states[state].first_edge + phrase_states[state].n_edges;
    for (guint i = find_edge(state, word); i < end && phrase_edges[i].word == word; i++)
        add_state(next, phrase_edges[i].state);
}

/* Where one word leads from all states. A colon is not any word. */
static void
step(const States *states, guint word, States *next)
{
    next->n = 0;
    for (guint i = 0; i < states->n; i++) {
        guint state = states->at[i];
        if (word != WORD_UNKNOWN)
            follow(state, word, next);
        if (word == WORD_COLON)
            continue;
        follow(state, WORD_ANY, next);
        if (phrase_states[state].loop)
            add_state(next, state);
    }
}

/* The class that says most; of those that say the same the first in the file. 0 stands for none. */
static guint
best_class(const States *states)
{
    guint best = 0;
    for (guint i = 0; i < states->n; i++) {
        guint class = phrase_states[states->at[i]].accept;
        if (phrase_classes[class].verdict > phrase_classes[best].verdict ||
            (phrase_classes[class].verdict == phrase_classes[best].verdict && class < best))
            best = class;
    }
    return best;
}

/* Where the first word leads. Only in the sets of @phrases is one looked for: spares most lines those that begin anyhow. */
static void
begin(guint word, guint64 phrases, States *states)
{
    states->n = 0;
    if (word != WORD_UNKNOWN)
        follow(0, word, states);
    if (word != WORD_COLON && (phrases & PHRASES_OPEN) != 0)
        follow(0, WORD_ANY, states);
}

/* The sets of phrases that the @n words may be of, by its ends and a key inside: spares nearly all lines the automaton. */
static guint64
sieve(const guint16 *ids, guint n)
{
    guint64 phrases = phrase_words[ids[0]].begins & phrase_words[ids[n - 1]].ends, keys = 0;
    for (guint i = 0; i < n && phrases != 0; i++)
        keys |= phrase_words[ids[i]].keys;
    return phrases & keys;
}

/**
 * match_phrase:
 * @reason: (out): why it is to go
 *
 * Returns: what is to be done with a line of these words, going by phrases alone
 */
Verdict
match_phrase(const Words *words, const char **reason)
{
    States states[2];
    *reason = NULL;
    if (words->n == 0 || words->n > LINE_WORDS_MAX)
        return VERDICT_KEEP;
    guint n = words->n;
    while (n > 1 && words->ids[n - 1] == WORD_COLON) /* "Share this:" is "Share this" */
        n--;
    guint64 phrases = sieve(words->ids, n);
    if (phrases == 0)
        return VERDICT_KEEP;
    begin(words->ids[0], phrases, &states[0]);
    const States *now = &states[0];
    for (guint i = 1; i < n && now->n != 0; i++) {
        States *next = &states[i & 1];
        step(now, words->ids[i], next);
        now = next;
    }
    guint best = best_class(now);
    *reason = phrase_classes[best].reason;
    return phrase_classes[best].verdict;
}
