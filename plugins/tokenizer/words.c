/* words.c: looks words up in one hash table over the text's own bytes. SPDX-License-Identifier: MIT */
#include "words.h"

#include <string.h>

enum {
    SHAPE_LOWER,
    SHAPE_TITLE,
    SHAPE_UPPER,
    SHAPE_MIXED,
};

/** Key: a word in lower case without apostrophes, and the shape it had. */
typedef struct {
    char letters[WORDS_LONGEST];
    guint8 size;
    guint8 shape;
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

static guint8
shape_of(guint n_letters, guint n_upper, gboolean upper_first)
{
    if (n_upper == 0)
        return SHAPE_LOWER;
    if (n_upper == 1 && upper_first)
        return SHAPE_TITLE;
    return n_upper == n_letters ? SHAPE_UPPER : SHAPE_MIXED;
}

/* FALSE if the word is too long or not of ASCII, so in no list. */
static gboolean
key_make(Key *key, const char *bytes, guint32 begin, guint32 end)
{
    guint n_upper = 0, n_letters = 0;
    gboolean upper_first = g_ascii_isupper(bytes[begin]);
    guint32 hash = 2166136261u, width;

    key->size = 0;
    for (guint32 i = begin; i < end; i += width) {
        width = words_apostrophe(bytes, i, end);
        if (width > 0)
            continue;
        width = 1;
        if (key->size == WORDS_LONGEST || (guint8)bytes[i] >= 0x80)
            return FALSE;
        n_upper += g_ascii_isupper(bytes[i]) != 0;
        n_letters += g_ascii_isalpha(bytes[i]) != 0;
        char letter = (char)(bytes[i] | (g_ascii_isupper(bytes[i]) ? 0x20 : 0));
        key->letters[key->size++] = letter;
        hash = (hash ^ (guint8)letter) * 16777619u;
    }
    key->hash = hash ^ hash >> 15;
    key->shape = shape_of(n_letters, n_upper, upper_first);
    return key->size > 0;
}

Word
words_find(const char *bytes, guint32 begin, guint32 end)
{
    Key key;
    if (end - begin > 2 * WORDS_LONGEST || !key_make(&key, bytes, begin, end))
        return (Word){ 0 };
    for (guint32 at = key.hash % WORDS_SIZE; words_table[at].key; at = (at + 1) % WORDS_SIZE) {
        const WordEntry *entry = &words_table[at];
        if (entry->size == key.size && memcmp(entry->key, key.letters, key.size) == 0)
            return (Word){ .flags = entry->flags[key.shape], .parted = entry->parted };
    }
    return (Word){ 0 };
}
