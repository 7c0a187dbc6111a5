/* key.h: words as keys: the first 16 bytes in registers. SPDX-License-Identifier: MIT */
#pragma once

#include <string.h>

#include <glib.h>

#include "bytes.h"

/** KEY_HEAD: bytes that a key has in registers */
#define KEY_HEAD BYTES_SIZE

/** Key: a word */
typedef struct {
    guint64 head[2];  /* the first 16 bytes, zero behind the end */
    const char *tail; /* what follows them; of a shorter key not to be looked at */
    guint32 size;     /* bytes in all */
} Key;

/** key_mask: all bits of the first @size bytes of KEY_HEAD, which are at most all */
static inline Bytes
key_mask(guint32 size)
{
    /* read from KEY_HEAD - n on, it keeps n bytes of 16 */
    static const guint8 ones_then_zeros[2 * KEY_HEAD] = { [0 ... KEY_HEAD - 1] = 0xFF };
    return bytes_load((const char *)ones_then_zeros + KEY_HEAD - size);
}

/** key_of_bytes: the key of the first @size of @bytes, at most KEY_HEAD */
static inline Key
key_of_bytes(Bytes bytes, guint32 size)
{
    Key key = { .size = size };
    bytes &= key_mask(size);
    memcpy(key.head, &bytes, sizeof key.head);
    return key;
}

/** key_of: the key of @text as it is; KEY_HEAD bytes can be read there, however short it is */
static inline Key
key_of(const char *text, guint32 size)
{
    Key key = key_of_bytes(bytes_load(text), MIN(size, KEY_HEAD));
    key.tail = text + KEY_HEAD;
    key.size = size;
    return key;
}

/** key_load: eight bytes of @text */
static inline guint64
key_load(const char *text)
{
    guint64 loaded;
    memcpy(&loaded, text, sizeof loaded);
    return loaded;
}

/** key_is_ascii_8: whether eight bytes are */
static inline gboolean
key_is_ascii_8(guint64 bytes)
{
    return (bytes & G_GUINT64_CONSTANT(0x8080808080808080)) == 0;
}

/** key_lower_8: A-Z become a-z in eight bytes of ASCII; the top bit of each sum says whether the byte
 * is at least 'A', or past 'Z' */
static inline guint64
key_lower_8(guint64 bytes)
{
    const guint64 ones = G_GUINT64_CONSTANT(0x0101010101010101);
    guint64 from_a = bytes + ones * (0x80 - 'A'), past_z = bytes + ones * (0x7f - 'Z');
    return bytes | (from_a & ~past_z & ones * 0x80) >> 2;
}

/** key_mix: a hash of two words: both halves of one long product, as Wang Yi's wyhash takes them */
static inline guint32
key_mix(guint64 a, guint64 b)
{
    const guint64 one = G_GUINT64_CONSTANT(0x9E3779B97F4A7C15);
    const guint64 other = G_GUINT64_CONSTANT(0xD6E8FEB86659FD93);
    unsigned __int128 product = (unsigned __int128)(a ^ one) * (b ^ other);
    return (guint32)((guint64)product ^ (guint64)(product >> 64));
}

/** key_hash_short: of a key of at most KEY_HEAD bytes */
static inline guint32
key_hash_short(const Key *key)
{
    return key_mix(key->head[0], key->head[1] + key->size);
}

/** key_add_tail: the hash @tail of bytes, with one more; begins with 0 */
static inline guint32
key_add_tail(guint32 tail, char byte)
{
    return (tail + (guint8)byte + 1) * 0x01000193;
}

/** key_hash: of any key: the tail's is beside the head's, so that it can be made byte by byte */
static inline guint32
key_hash(const Key *key)
{
    guint32 tail = 0;
    for (guint32 at = KEY_HEAD; at < key->size; at++)
        tail = key_add_tail(tail, key->tail[at - KEY_HEAD]);
    return key_hash_short(key) ^ tail;
}
