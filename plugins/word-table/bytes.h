/* bytes.h: sixteen bytes of text at once, and which of them are what. SPDX-License-Identifier: MIT */
#pragma once

#include <string.h>

#include <glib.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/** BYTES_SIZE: how many are looked at at once */
#define BYTES_SIZE 16

/** Bytes: GCC's vectors, which every machine has; comparisons leave all bits where they hold */
typedef guint8 Bytes __attribute__((vector_size(BYTES_SIZE)));

static inline Bytes
bytes_load(const char *text)
{
    Bytes bytes;
    memcpy(&bytes, text, sizeof bytes);
    return bytes;
}

/** bytes_within: those from @first to @last */
static inline Bytes
bytes_within(Bytes bytes, guint8 first, guint8 last)
{
    return (Bytes)(bytes - first <= (guint8)(last - first));
}

/** bytes_letters: A-Z and a-z */
static inline Bytes
bytes_letters(Bytes bytes)
{
    return bytes_within(bytes | 0x20, 'a', 'z');
}

/** bytes_lower: A-Z become a-z */
static inline Bytes
bytes_lower(Bytes bytes)
{
    return bytes | (bytes_letters(bytes) & 0x20);
}

/** bytes_unseen: blanks, control characters, and what is not ASCII: as signed numbers they are the
 * least */
static inline Bytes
bytes_unseen(Bytes bytes)
{
    typedef gint8 Signed __attribute__((vector_size(BYTES_SIZE)));
    return (Bytes)((Signed)bytes <= ' ');
}

/** bytes_mask: bit i is the top bit of byte i */
static inline guint32
bytes_mask(Bytes bytes)
{
#ifdef __SSE2__
    return (guint32)_mm_movemask_epi8((__m128i)bytes);
#else
    guint32 mask = 0;
    for (guint32 i = 0; i < BYTES_SIZE; i++)
        mask |= (guint32)(bytes[i] >> 7) << i;
    return mask;
#endif
}
