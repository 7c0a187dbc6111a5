/* key.h: words as keys: lower case in ASCII and the first 16 bytes in registers.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <string.h>

#include <glib.h>

#include "bytes.h"

/** KEY_HEAD: bytes that a key has in registers */
#define KEY_HEAD 16

/** Key: a word */
typedef struct {
    guint64 head[2];  /* the first 16 bytes, zero behind the end */
    const char *tail; /* what follows them; of a shorter key not to be looked at */
    guint32 size;     /* bytes in all */
} Key;

static inline guint64
key_load(const void *bytes)
{
    guint64 loaded;
    memcpy(&loaded, bytes, sizeof loaded);
    return loaded;
}

/** key_mask: all bits of the first @size bytes of KEY_HEAD */
static inline const guint8 *
key_mask(guint32 size)
{
    /* read from KEY_HEAD - n on, it keeps n bytes of 16 */
    static const guint8 ones_then_zeros[2 * KEY_HEAD] = { [0 ... KEY_HEAD - 1] = 0xFF };
    return ones_then_zeros + KEY_HEAD - size;
}

/** key_of: the key of @text as it is; KEY_HEAD bytes can be read there, however short it is */
static inline Key
key_of(const char *text, guint32 size)
{
    const guint8 *mask = key_mask(MIN(size, KEY_HEAD));
    return (
        Key){ .head = { key_load(text) & key_load(mask), key_load(text + 8) & key_load(mask + 8) },
              .tail = text + KEY_HEAD,
              .size = size };
}

G_STATIC_ASSERT(KEY_HEAD == BYTES_SIZE);

/** key_of_bytes: the key of the first @size of @bytes, at most KEY_HEAD */
static inline Key
key_of_bytes(Bytes bytes, guint32 size)
{
    Key key = { .size = size };
    bytes &= bytes_load((const char *)key_mask(size));
    memcpy(key.head, &bytes, sizeof key.head);
    return key;
}

/** key_lower_8: eight bytes of ASCII at once; the top bit of each sum says whether the byte is at
 * least 'A', or past 'Z' */
static inline guint64
key_lower_8(guint64 bytes)
{
    const guint64 ones = G_GUINT64_CONSTANT(0x0101010101010101);
    guint64 from_a = bytes + ones * (0x80 - 'A'), past_z = bytes + ones * (0x7f - 'Z');
    return bytes | (from_a & ~past_z & ones * 0x80) >> 2;
}

/** key_lower: A-Z of the head, which is ASCII, become a-z */
static inline void
key_lower(Key *key)
{
    key->head[0] = key_lower_8(key->head[0]);
    key->head[1] = key_lower_8(key->head[1]);
}

/** key_is_ascii_8: whether eight bytes are */
static inline gboolean
key_is_ascii_8(guint64 bytes)
{
    return (bytes & G_GUINT64_CONSTANT(0x8080808080808080)) == 0;
}

/** key_is_ascii: whether the head is */
static inline gboolean
key_is_ascii(const Key *key)
{
    return key_is_ascii_8(key->head[0] | key->head[1]);
}

/** key_hash: of head and size: both halves of one long product, as Wang Yi's wyhash takes them */
static inline guint32
key_hash(const Key *key)
{
    const guint64 one = G_GUINT64_CONSTANT(0x9E3779B97F4A7C15);
    const guint64 other = G_GUINT64_CONSTANT(0xD6E8FEB86659FD93);
    unsigned __int128 product =
        (unsigned __int128)(key->head[0] ^ one) * ((key->head[1] + key->size) ^ other);
    return (guint32)((guint64)product ^ (guint64)(product >> 64));
}
