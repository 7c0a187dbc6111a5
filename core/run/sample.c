/* sample.c: the N least of any number of keys. SPDX-License-Identifier: MIT */
#include "run/sample-private.h"

#include <string.h>

struct GalleySample {
    guint64 n;
    GArray *keys;  /* of GalleyPickKey; when there are 2 n of them, n go */
    gboolean full; /* there were more than n */
};

GalleySample *
galley_sample_new(guint64 n)
{
    GalleySample *sample = g_new0(GalleySample, 1);
    sample->n = n;
    sample->keys = g_array_new(FALSE, FALSE, sizeof(GalleyPickKey));
    return sample;
}

void
galley_sample_free(GalleySample *sample)
{
    g_array_unref(sample->keys);
    g_free(sample);
}

static int
compare_keys(gconstpointer a, gconstpointer b)
{
    return memcmp(a, b, sizeof(GalleyPickKey));
}

static void
keep_least(GalleySample *sample)
{
    g_array_sort(sample->keys, compare_keys);
    if (sample->keys->len <= sample->n)
        return;
    g_array_set_size(sample->keys, (guint)sample->n);
    sample->full = TRUE;
}

void
galley_sample_add(GalleySample *sample, const GString *keys)
{
    GalleyPickKey key;
    for (gsize at = 0; at + sizeof key <= keys->len; at += sizeof key) {
        memcpy(&key, keys->str + at, sizeof key);
        if (sample->full && /* the n-th is known, and this one is not before it */
            compare_keys(&key, &g_array_index(sample->keys, GalleyPickKey, sample->n - 1)) > 0)
            continue;
        g_array_append_val(sample->keys, key);
        if (sample->keys->len >= 2 * sample->n)
            keep_least(sample);
    }
}

GalleyPick
galley_sample_get_pick(GalleySample *sample)
{
    keep_least(sample);
    if (!sample->full)
        return (GalleyPick){ .mode = GALLEY_PICK_ALL };
    return (GalleyPick){ GALLEY_PICK_SAMPLE,
                         g_array_index(sample->keys, GalleyPickKey, sample->n - 1) };
}
