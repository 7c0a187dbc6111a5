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
    guint n_upper = 0, n_letters = 0, size = 0;
    guint32 hash = 2166136261u;

    for (guint32 i = begin; i < end; i++) {
        guint8 byte = (guint8)bytes[i];
        if (G_UNLIKELY(byte == '\'' || byte == '`' || byte >= 0x80)) {
            guint32 width = words_apostrophe(bytes, i, end);
            if (width == 0)
                return FALSE;
            i += width - 1;
            continue;
        }
        if (size == WORDS_LONGEST)
            return FALSE;
        guint8 upper = (guint8)(byte - 'A') < 26;
        guint8 letter = byte | (guint8)(upper << 5);
        n_upper += upper;
        n_letters += (guint8)(letter - 'a') < 26;
        key->letters[size++] = (char)letter;
        hash = (hash ^ letter) * 16777619u;
    }
    key->size = (guint8)size;
    key->hash = hash ^ hash >> 15;
    key->shape = shape_of(n_letters, n_upper, g_ascii_isupper(bytes[begin]));
    return size > 0;
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
