/* words.h: the words of a stretch of text, as the rules see them. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include <galley/layer.h>

#include "emoji.h"
#include "lexicon.h"
#include "parts.h"
#include "profile.h"
#include "weights.h"

typedef enum {
    WORD_CAPITALS = 1 << 0, /* all letters are capitals */
    WORD_BREAK = 1 << 1,    /* a mark between clauses stands before it */
    WORD_NEGATES = 1 << 2,  /* negates by its form: has "n't" in it */
    WORD_TITLED = 1 << 3,   /* begins with a capital letter */
    WORD_FIRST = 1 << 4,    /* where a capital letter may be for the place alone */
} WordFlags;

/** Word: as it stands in the text; a document may have millions, so it is kept small */
typedef struct {
    const LexiconEntry *entry; /* never %NULL */
    guint32 begin, end;        /* bytes of the document's text */
    guint32 token;             /* row of the layer token, or %GALLEY_NO_ROW */
    guint32 part;  /* what stands in different parts of quotations does not act on each other */
    guint32 roles; /* those of the entry: of most words the rules ask for nothing else */
    guint32 flags; /* of WordFlags */
} Word;

/** WORDS_NONE: no word, or no change */
#define WORDS_NONE G_MAXUINT32

/** Change: what one rule made of a valence */
typedef struct {
    double after;
    double factor;   /* 0: something was added, or the value was another one */
    guint32 trigger; /* index of the word that made it do so, or %WORDS_NONE */
    guint32 next;    /* change of the same hit, or %WORDS_NONE */
    guint32 rule;    /* of Rule: see rules.h */
} Change;

/** Hit: a word that has a valence, and what the rules made of it */
typedef struct {
    double value;               /* after the rules; may be 0 */
    guint32 word;               /* index */
    guint32 first_change, last; /* of the changes, in order, or %WORDS_NONE */
    guint32 row;                /* of the layer valence, or %GALLEY_NO_ROW */
} Hit;

/** Trend: a word whose valence is that of a quantity's rise or fall */
typedef struct {
    guint32 word;  /* index */
    guint32 other; /* of the quantity, or of the word that says what it does */
    double value;
} Trend;

/** WordsShift: @size bytes from @at of the expanded text on stand for @begin to @end of the
 * document's text */
typedef struct {
    guint32 at, size;
    guint32 begin, end;
} WordsShift;

/** Words: a buffer that grows and is used again. */
typedef struct {
    Word *word;
    guint32 n;
    guint32 n_allocated;
    Hit *hit; /* in the order of their words */
    guint32 n_hits;
    guint32 n_hits_allocated;
    Change *change; /* of all hits, each hit's parted by those of others */
    guint32 n_changes;
    guint32 n_changes_allocated;
    const LexiconEntry **entry; /* of tokens, being looked up */
    guint32 n_entries_allocated;
    guint32 roles;        /* of all words together: what no word is, no rule has to look for */
    gboolean quoted;      /* some words stand in quotations */
    guint32 n_capitals;   /* words in capitals */
    guint32 n_titled;     /* words that begin with a capital letter */
    guint32 exclamations; /* marks in the stretch */
    guint32 questions;
    GString *expanded; /* the stretch with the names of emoji in their place */
    GArray *shifts;    /* of WordsShift */
    GArray *trends;    /* of Trend, by word */
} Words;

/** Doubt: keys of a lexicon that are not what they seem. */
typedef struct {
    guint n;
    char *first; /* %NULL: none */
} Doubt;

/** Vocabulary: what scoring is done with. */
typedef struct {
    Profile *profile;
    Lexicon *lexicon;
    Emoji *emoji; /* %NULL: none */
    TargetWeights *weights;
    gboolean merges;   /* some phrases are one word to all rules */
    Doubt twice;       /* keys of the lexicon with two values */
    Doubt unreachable; /* and those that no word of a text can be */
} Vocabulary;

void words_init(Words *words);
void words_clear(Words *words);
/** words_reset: no words, the memory stays */
void words_reset(Words *words);
/** words_grow: room for more words; those that are there may move */
void words_grow(Words *words);
/** words_reserve_entries: room for those of @n tokens */
void words_reserve_entries(Words *words, guint32 n);

/** words_append_unknown: a word without flags, of no token and outside all quotations, whose entry is
 * still to be set; valid until the next */
static inline Word *
words_append_unknown(Words *words, guint32 begin, guint32 end)
{
    if (G_UNLIKELY(words->n == words->n_allocated))
        words_grow(words);
    Word *word = &words->word[words->n++];
    *word = (Word){ .entry = &lexicon_nothing, .begin = begin, .end = end, .token = GALLEY_NO_ROW };
    return word;
}

/** words_set_entry: what the lexicon has of @word, one of @words */
static inline void
words_set_entry(Words *words, Word *word, const LexiconEntry *entry)
{
    word->entry = entry;
    word->roles = entry->roles;
    words->roles |= entry->roles;
}

/** words_append: likewise, with its entry */
static inline Word *
words_append(Words *words, guint32 begin, guint32 end, const LexiconEntry *entry)
{
    Word *word = words_append_unknown(words, begin, end);
    words_set_entry(words, word, entry);
    return word;
}

/** words_append_hit: a hit of word @index, as the lexicon has it */
Hit *words_append_hit(Words *words, guint32 index);

/** words_append_change: one more of @hit; valid until the next */
Change *words_append_change(Words *words, Hit *hit);

/** words_note_capitals: flags @word, the last, if all letters of its span are capitals, and enough
 * of them */
void words_note_capitals(Words *words, Word *word, const char *text, const Profile *profile);

/**
 * words_add_text:
 * @text: all of the document's; the stretch is @begin to @end
 *
 * Adds the stretches without white space, stripped of ASCII punctuation: VADER's words.
 */
void words_add_text(Words *words,
                    const Vocabulary *vocabulary,
                    const char *text,
                    guint32 text_size,
                    guint32 begin,
                    guint32 end);

/** words_expand: puts the names of emoji in their place, from @begin to @end of @text, into
 * words->expanded, copying from the first emoji on. Returns: whether there was one */
gboolean words_expand(
    Words *words, const Vocabulary *vocabulary, const char *text, guint32 begin, guint32 end);
/** words_unexpand: the words from @first on, cut from words->expanded, get their spans of the text,
 * where the stretch begins at @source */
void words_unexpand(Words *words, guint32 first, guint32 source);

/** TokenView: the layer token as arrays */
typedef struct {
    const char *text;
    guint32 text_size;
    guint32 n;
    const guint32 *begins, *ends;
    const guint8 *kinds;   /* of GalleyTokenKind */
    const guint8 *clitics; /* bits, or %NULL */
} TokenView;

/**
 * words_add_tokens:
 * @parts: the quotations of the text; their marks of emphasis are counted there
 *
 * Adds rows @from to @to: clitics belong to the word before them, marks are no words.
 */
void words_add_tokens(Words *words,
                      const Vocabulary *vocabulary,
                      const TokenView *tokens,
                      Parts *parts,
                      guint32 from,
                      guint32 to);

/** words_merge_phrases: makes one word of the words of each phrase that the lexicon has, the
 * longest first */
void words_merge_phrases(Words *words, const Vocabulary *vocabulary);
