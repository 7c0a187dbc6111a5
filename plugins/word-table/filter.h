/* filter.h: whether a hash may be among some, told by two bits. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/** Filter: two bits of one word for each hash: nearly all that is not there is found out by it and
 * touches nothing else */
typedef struct {
    guint64 *words;
    guint32 mask;
} Filter;

/** filter_init: for @n hashes: 16 bits for each, at most 32 KB */
static inline void
filter_init(Filter *filter, guint32 n)
{
    guint32 n_words = 16;
    while (n_words < n / 4 && n_words < 1u << 12)
        n_words *= 2;
    filter->words = g_new0(guint64, n_words);
    filter->mask = n_words - 1;
}

static inline void
filter_clear(Filter *filter)
{
    g_clear_pointer(&filter->words, g_free);
}

static inline void
filter_add(Filter *filter, guint32 hash)
{
    filter->words[hash >> 12 & filter->mask] |=
        G_GUINT64_CONSTANT(1) << hash % 64 | G_GUINT64_CONSTANT(1) << (hash >> 6) % 64;
}

static inline gboolean
filter_may_have(const Filter *filter, guint32 hash)
{
    guint64 word = filter->words[hash >> 12 & filter->mask];
    return word >> hash % 64 & word >> (hash >> 6) % 64 & 1;
}
