/* word-table.h: numbers of words, in a flat table that is asked for many at once.
 * SPDX-License-Identifier: MIT */
#pragma once

#include "filter.h"
#include "key.h"

/** WordSlot: half a line of the cache */
typedef struct {
    guint64 head[2];
    guint32 size;   /* 0: free */
    guint32 tail;   /* offset into tails */
    guint32 number; /* 0 where the slot is free */
    guint32 hash;
} WordSlot;

#define WORD_SLOT_SIZE 32
G_STATIC_ASSERT(sizeof(WordSlot) == WORD_SLOT_SIZE);

/** WordTable: unchanging after word_table_finish(). No word is empty. */
typedef struct {
    WordSlot *slots; /* a power of two of them, at most half in use */
    guint32 mask;
    guint32 n;
    guint32 longest; /* bytes of the longest word */
    GString *tails;  /* of all words what KEY_HEAD bytes do not hold */
    Filter filter;
} WordTable;

void word_table_init(WordTable *table);
void word_table_clear(WordTable *table);

/**
 * word_table_add:
 * @number: of the word, from 1, unless it is there already
 *
 * Returns: the word's number
 */
guint32 word_table_add(WordTable *table, const Key *key, guint32 number);
/** word_table_finish: from then on words are found */
void word_table_finish(WordTable *table);

static inline gboolean
word_slot_holds(const WordTable *table, const WordSlot *slot, const Key *key)
{
    return slot->head[0] == key->head[0] && slot->head[1] == key->head[1] &&
           slot->size == key->size &&
           (key->size <= KEY_HEAD ||
            memcmp(table->tails->str + slot->tail, key->tail, key->size - KEY_HEAD) == 0);
}

/** word_table_slot: the slot that holds @key, or the free one where it would be */
static inline WordSlot *
word_table_slot(const WordTable *table, const Key *key, guint32 hash)
{
    guint32 at = hash & table->mask;
    while (table->slots[at].size > 0 && !word_slot_holds(table, &table->slots[at], key))
        at = (at + 1) & table->mask;
    return &table->slots[at];
}

/** word_table_find: @hash: as key_hash() has it. Returns: the word's number, 0 if it is not there */
static inline guint32
word_table_find(const WordTable *table, const Key *key, guint32 hash)
{
    return filter_may_have(&table->filter, hash) ? word_table_slot(table, key, hash)->number : 0;
}

/* ---- many words at once ---- */

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
 * @key: of at most KEY_HEAD bytes
 *
 * Sends for the slot of a word that may be there. The hash is made of @key and not of its copy, so
 * that words need not wait for each other.
 *
 * Returns: 1 if it may, else 0: a number to count with instead of a branch, for whether a word is
 * known cannot be foretold
 */
static inline guint32
candidate_consider(Candidate *candidate, const WordTable *table, Key key, guint32 index)
{
    guint32 hash = key_hash_short(&key);
    guint32 may_be_there = (guint32)filter_may_have(&table->filter, hash);
    __builtin_prefetch(&table->slots[hash & table->mask & -may_be_there]);
    *candidate = (Candidate){ { key.head[0], key.head[1] }, key.size, hash, index };
    return may_be_there;
}

/** candidate_find: the number of the word, 0 if it is not there after all */
static inline guint32
candidate_find(const Candidate *candidate, const WordTable *table)
{
    const Key key = { .head = { candidate->head[0], candidate->head[1] }, .size = candidate->size };
    return word_table_slot(table, &key, candidate->hash)->number;
}
