/* words.c: looks words up in one hash table over the text's own bytes.
 * SPDX-License-Identifier: MIT */
#include "words.h"

#include <string.h>

enum {
    SHAPE_LOWER,
    SHAPE_TITLE,
    SHAPE_UPPER,
    SHAPE_MIXED,
};

/** Key: what a word is found by: its letters in lower case, without apostrophes. */
typedef struct {
    guint8 letters[WORDS_LONGEST];
    guint8 size;
    guint8 n_upper; /* of them in upper case, and how many are letters at all */
    guint8 n_letters;
    guint32 hash;
} Key;

static inline gboolean
is_upper_byte(char byte)
{
    return (guint8)(byte - 'A') < 26;
}

guint32
words_apostrophe(const char *bytes, guint32 at, guint32 end)
{
    if (bytes[at] == '\'' || bytes[at] == '`')
        return 1;
    if (end - at < 3)
        return 0;
    return memcmp(bytes + at, "\u2019", 3) == 0 || memcmp(bytes + at, "\uFF07", 3) == 0 ? 3 : 0;
}

/* FALSE if the word is too long or not of ASCII, so in no list. */
static gboolean
key_make(Key *key, const char *bytes, guint32 begin, guint32 end)
{
    guint size = 0, n_upper = 0, n_letters = 0;
    guint32 hash = 2166136261u;
    for (guint32 i = begin; i < end; i++) {
        guint8 letter = words_letters[(guint8)bytes[i]];
        if (G_UNLIKELY(letter == 0)) {
            guint32 width = words_apostrophe(bytes, i, end);
            if (width == 0)
                return FALSE;
            i += width - 1;
            continue;
        }
        if (size == WORDS_LONGEST)
            return FALSE;
        n_upper += is_upper_byte(bytes[i]);
        n_letters += (guint8)(letter - 'a') < 26;
        key->letters[size++] = letter;
        hash = (hash ^ letter) * 16777619u;
    }
    key->size = (guint8)size;
    key->n_upper = (guint8)n_upper;
    key->n_letters = (guint8)n_letters;
    key->hash = hash ^ hash >> 15;
    return size > 0;
}

static const WordEntry *
find_entry(const Key *key)
{
    for (guint32 at = key->hash % WORDS_SIZE; words_table[at].key; at = (at + 1) % WORDS_SIZE)
        if (words_table[at].size == key->size &&
            memcmp(words_table[at].key, key->letters, key->size) == 0)
            return &words_table[at];
    return NULL;
}

static inline guint8
shape_of(guint n_upper, guint n_letters, char first)
{
    if (n_upper == 0)
        return SHAPE_LOWER;
    if (n_upper == 1 && is_upper_byte(first))
        return SHAPE_TITLE;
    return n_upper == n_letters ? SHAPE_UPPER : SHAPE_MIXED;
}

/* Most words are in no list, which their first three letters tell. */
static inline gboolean
passes_sieve(const char *bytes, guint32 begin, guint32 end)
{
    if (end - begin < 3)
        return TRUE;
    guint8 first = (guint8)((bytes[begin] | 0x20) - 'a');
    guint8 second = (guint8)((bytes[begin + 1] | 0x20) - 'a');
    guint8 third = (guint8)((bytes[begin + 2] | 0x20) - 'a');
    if (first >= 26 || second >= 26 || third >= 26)
        return TRUE; /* an apostrophe may be among them */
    return words_sieve[first * 26 + second] >> third & 1;
}

/** Letters: a word of at most eight letters of ASCII as a number, in lower case. */
typedef struct {
    guint64 letters; /* 0 if there is something else in it */
    guint8 n_upper;
} Letters;

static inline Letters
letters_of(const char *bytes, guint32 begin, guint32 end)
{
    Letters made = { 0 };
    guint8 other = 0;
    for (guint32 i = begin; i < end; i++) {
        guint8 letter = (guint8)bytes[i] | 0x20;
        made.letters = made.letters << 8 | letter;
        made.n_upper += is_upper_byte(bytes[i]);
        other |= (guint8)(letter - 'a') >= 26;
    }
    if (other)
        made.letters = 0;
    return made;
}

static Word
find_short(const Letters *word, char first, guint32 size)
{
    guint64 at = word->letters * WORDS_MULTIPLIER >> (64 - WORDS_SHORT_BITS);
    while (words_short[at].letters != word->letters) {
        if (words_short[at].letters == 0)
            return (Word){ 0 };
        at = (at + 1) % G_N_ELEMENTS(words_short);
    }
    const WordEntry *entry = &words_table[words_short[at].entry];
    return (Word){ .flags = entry->flags[shape_of(word->n_upper, size, first)],
                   .parted = entry->parted,
                   .role = entry->role };
}

/* Nearly all words that are asked for are short and of letters alone, which takes no key. */
Word
words_find(const char *bytes, guint32 begin, guint32 end)
{
    Key key;
    if (end - begin > 2 * WORDS_LONGEST || !passes_sieve(bytes, begin, end))
        return (Word){ 0 };
    if (end - begin <= 8) {
        Letters word = letters_of(bytes, begin, end);
        if (word.letters != 0)
            return find_short(&word, bytes[begin], end - begin);
    }
    if (!key_make(&key, bytes, begin, end))
        return (Word){ 0 };
    const WordEntry *entry = find_entry(&key);
    if (entry == NULL)
        return (Word){ 0 };
    return (Word){ .flags = entry->flags[shape_of(key.n_upper, key.n_letters, bytes[begin])],
                   .parted = entry->parted,
                   .role = entry->role };
}
