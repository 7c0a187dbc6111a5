/* lexicon-private.h: the table of a lexicon's words, for those that look up many.
 * SPDX-License-Identifier: MIT */
#pragma once

#include "key.h"
#include "lexicon.h"

/** Slot: a word: a line of the cache, so that finding it costs one look into memory */
typedef struct {
    guint64 head[2];
    guint32 size; /* 0: free */
    guint32 tail; /* offset into tails */
    LexiconEntry entry;
} Slot;

#define SLOT_SIZE 64
G_STATIC_ASSERT(sizeof(Slot) == SLOT_SIZE);

/** Filter: two bits of one word for each hash that occurs: nearly all that is not there is found out
 * by it and touches nothing else */
typedef struct {
    guint64 *bits;
    guint32 mask; /* of the words */
} Filter;

/** filter_bits: those of a hash in its word */
static inline guint64
filter_bits(guint32 hash)
{
    return G_GUINT64_CONSTANT(1) << hash % 64 | G_GUINT64_CONSTANT(1) << (hash >> 6) % 64;
}

static inline gboolean
filter_may_have(const Filter *filter, guint32 hash)
{
    guint64 word = filter->bits[hash >> 12 & filter->mask];
    return word >> hash % 64 & word >> (hash >> 6) % 64 & 1;
}

/** PhraseEdge: one step of a phrase: from a node by a word to the next */
typedef struct {
    guint32 node;
    guint32 word; /* 0: free */
    guint32 next;
} PhraseEdge;

struct Lexicon {
    gboolean plain;
    guint32 longest; /* bytes of the longest word */
    Slot *slots;     /* a power of two of them, at most three quarters in use */
    guint32 mask;
    Filter words;
    GArray *nodes;     /* from NODE_DEEP on, of guint32: the phrase that ends there, or NO_ENTRY */
    GArray *phrases;   /* of LexiconEntry */
    PhraseEdge *edges; /* a power of two of them, at most half in use */
    guint32 edge_mask;
    Filter steps;
    GString *tails;
    GString *folded;      /* what is being added */
    LexiconEntry empty;   /* of keys that folding leaves nothing of; never found */
    guint n_words;        /* words of the slots */
    guint n_phrase_words; /* that occur in phrases */
    guint n_edges;
};

static inline gboolean
slot_holds(const Lexicon *lexicon, const Slot *slot, const Key *key)
{
    return slot->head[0] == key->head[0] && slot->head[1] == key->head[1] &&
           slot->size == key->size &&
           (key->size <= KEY_HEAD ||
            memcmp(lexicon->tails->str + slot->tail, key->tail, key->size - KEY_HEAD) == 0);
}

/** slot_for: the slot that holds @key, or the free one where it would be */
static inline Slot *
slot_for(const Lexicon *lexicon, const Key *key, guint32 hash)
{
    guint32 at = hash & lexicon->mask;
    while (lexicon->slots[at].size > 0 && !slot_holds(lexicon, &lexicon->slots[at], key))
        at = (at + 1) & lexicon->mask;
    return &lexicon->slots[at];
}

/** Candidate: a word that the filter lets pass, of at most KEY_HEAD bytes */
typedef struct {
    guint64 head[2];
    guint32 size;
    guint32 hash;
    guint32 index; /* the caller's */
} Candidate;

/** CANDIDATES: how many words are looked for at once: so many loads from memory overlap */
#define CANDIDATES 32

/**
 * candidate_consider:
 * @candidate: (out): written in any case
 * @key: of a whole word in lower case, at most KEY_HEAD bytes
 *
 * Sends for the slot of a word that may be there. The hash is made of @key and not of its copy, so
 * that words need not wait for each other.
 *
 * Returns: 1 if it may, else 0: a number to count with instead of a branch, for whether a word is
 * known cannot be foretold
 */
static inline guint32
candidate_consider(Candidate *candidate, const Lexicon *lexicon, Key key, guint32 index)
{
    guint32 hash = key_hash(&key);
    guint32 may_be_there = (guint32)filter_may_have(&lexicon->words, hash);
    __builtin_prefetch(&lexicon->slots[hash & lexicon->mask & -may_be_there]);
    *candidate = (Candidate){ { key.head[0], key.head[1] }, key.size, hash, index };
    return may_be_there;
}

/** candidate_find: the entry of the word, if it is there after all; a free slot's is without roles */
static inline const LexiconEntry *
candidate_find(const Candidate *candidate, const Lexicon *lexicon)
{
    const Key key = { .head = { candidate->head[0], candidate->head[1] }, .size = candidate->size };
    return &slot_for(lexicon, &key, candidate->hash)->entry;
}
