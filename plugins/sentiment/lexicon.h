/* lexicon.h: what is known about words and phrases.
 * SPDX-License-Identifier: MIT */
#pragma once

#include "paths.h"
#include "word-table.h"

/** LexiconRole: the parts that a word can play in the rules; bits */
typedef enum {
    ROLE_VALENCE = 1 << 0,  /* has a valence of its own */
    ROLE_BOOSTER = 1 << 1,  /* strengthens or weakens the words behind it */
    ROLE_NEGATION = 1 << 2, /* turns the words behind it */
    ROLE_CONTRAST = 1 << 3, /* "but": weighs what stands before and behind it */
    ROLE_PHRASE = 1 << 4,   /* begins a phrase */
    /* the words that single rules name */
    ROLE_NO = 1 << 5,
    ROLE_OR = 1 << 6, /* or, nor */
    ROLE_SO = 1 << 7, /* so, this */
    ROLE_NEVER = 1 << 8,
    ROLE_WITHOUT = 1 << 9,
    ROLE_DOUBT = 1 << 10,
    ROLE_LEAST = 1 << 11,
    ROLE_AT = 1 << 12, /* at, very: "at least" */
    ROLE_KIND = 1 << 13,
    ROLE_OF = 1 << 14,
    ROLE_EMOTICON = 1 << 15,     /* no letter or digit in it: stands outside the grammar */
    ROLE_UNREAL = 1 << 16,       /* "if", "would": what follows is not said to be so */
    ROLE_IDIOM = 1 << 17,        /* a phrase of the list of idioms */
    ROLE_DEGREE = 1 << 18,       /* begins a phrase that is a booster */
    ROLE_GOOD = 1 << 19,         /* a quantity of which more is good */
    ROLE_BAD = 1 << 20,          /* or bad */
    ROLE_UP = 1 << 21,           /* says that a quantity rises */
    ROLE_DOWN = 1 << 22,         /* or falls */
    ROLE_TREND_BEHIND = 1 << 23, /* and stands right behind it */
    ROLE_TREND_BEFORE = 1 << 24, /* or right before it */
    ROLE_TREND_STOP = 1 << 25,   /* no quantity is looked for beyond it */
} LexiconRole;

/** LexiconEntry: of a word or a phrase; numbers are 0 where the role is not there */
typedef struct {
    double valence; /* lexicon units, about -4 to 4 */
    double booster; /* lexicon units */
    double before;  /* factor for what stands before a contrast */
    double after;   /* and behind it */
    guint32 roles;
    guint32 word; /* number of a word that occurs in phrases, from 1; 0: in none */
} LexiconEntry;

/** lexicon_nothing: the entry of a word that no lexicon has: without roles */
extern const LexiconEntry lexicon_nothing;

/** Lexicon: unchanging after lexicon_finish(). */
typedef struct Lexicon Lexicon;

/**
 * lexicon_new:
 * @plain: whether typographic apostrophes stand for ', and emoji are the same in every look
 *
 * Words are compared in simple lower case; U+0130 keeps its case, since its lower case is two
 * characters.
 */
Lexicon *lexicon_new(gboolean plain);
void lexicon_free(Lexicon *lexicon);

/**
 * lexicon_add:
 * @text: a word, or words with a single space between them, in any case
 *
 * Returns: (transfer none): the entry of that word or phrase, made if need be; valid until the next
 * call
 */
LexiconEntry *lexicon_add(Lexicon *lexicon, const char *text, gsize size);

/** lexicon_is_folded: whether @text is in lower case, as words of a text are when they are looked
 * up */
gboolean lexicon_is_folded(const Lexicon *lexicon, const char *text, gsize size);

/** lexicon_finish: gives the words that rules name their roles, and builds the tables */
void lexicon_finish(Lexicon *lexicon);

/**
 * lexicon_find:
 * @text: a word as it is in the text
 * @margin: how many bytes can be read from @text on; at least @size
 *
 * Returns: (transfer none): its entry; an entry without roles if there is none
 */
const LexiconEntry *
lexicon_find(const Lexicon *lexicon, const char *text, guint32 size, gsize margin);

/**
 * lexicon_find_all:
 * @begins: (array length=n): where words begin in @text
 * @ends: (array length=n)
 * @found: (out) (array length=n): their entries, as lexicon_find() gives them
 *
 * Looks for many words in less time than for one after the other.
 */
void lexicon_find_all(const Lexicon *lexicon,
                      const char *text,
                      guint32 text_size,
                      const guint32 *begins,
                      const guint32 *ends,
                      guint32 n,
                      const LexiconEntry **found);

/** LexiconView: the entries by the numbers of their words, 0 if there is none; for those that look up
 * many */
typedef struct {
    const WordTable *words;
    const LexiconEntry *entries;
} LexiconView;

/** lexicon_get_view: of words of lower case and ASCII, at most KEY_HEAD bytes */
LexiconView lexicon_get_view(const Lexicon *lexicon);

/** LEXICON_ROOT: where every phrase begins */
#define LEXICON_ROOT 0
/** lexicon_follow: the phrase node behind @node for @word of an entry, not 0; %LEXICON_ROOT if no
 * phrase goes on so */
guint32 lexicon_follow(const Lexicon *lexicon, guint32 node, guint32 word);

/** lexicon_step: the same for @entry, from the root too */
static inline guint32
lexicon_step(const Lexicon *lexicon, guint32 node, const LexiconEntry *entry)
{
    if (node == LEXICON_ROOT)
        return entry->roles & ROLE_PHRASE ? entry->word : LEXICON_ROOT;
    return entry->word != 0 ? lexicon_follow(lexicon, node, entry->word) : LEXICON_ROOT;
}

/** lexicon_phrase: (nullable): the entry of the phrase that ends at @node */
const LexiconEntry *lexicon_phrase(const Lexicon *lexicon, guint32 node);

/** lexicon_get_phrases: (transfer none) (array length=n): the entries of all */
const LexiconEntry *lexicon_get_phrases(const Lexicon *lexicon, guint32 *n);
