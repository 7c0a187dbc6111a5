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
    guint32 hash;
} Key;

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
    guint size = 0;
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
        key->letters[size++] = letter;
        hash = (hash ^ letter) * 16777619u;
    }
    key->size = (guint8)size;
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

static guint8
shape_of(const char *bytes, guint32 begin, guint32 end)
{
    guint n_letters = 0, n_upper = 0;
    for (guint32 i = begin; i < end; i++) {
        n_letters += g_ascii_isalpha(bytes[i]) != 0;
        n_upper += g_ascii_isupper(bytes[i]) != 0;
    }
    if (n_upper == 0)
        return SHAPE_LOWER;
    if (n_upper == 1 && g_ascii_isupper(bytes[begin]))
        return SHAPE_TITLE;
    return n_upper == n_letters ? SHAPE_UPPER : SHAPE_MIXED;
}

Word
words_find(const char *bytes, guint32 begin, guint32 end)
{
    Key key;
    if (end - begin > 2 * WORDS_LONGEST || !key_make(&key, bytes, begin, end))
        return (Word){ 0 };
    const WordEntry *entry = find_entry(&key);
    if (entry == NULL)
        return (Word){ 0 };
    return (Word){ .flags = entry->flags[shape_of(bytes, begin, end)], .parted = entry->parted };
}
