/* tally.c: counts by key. SPDX-License-Identifier: MIT */
#include "tally.h"

#include <string.h>

void
tally_init(Tally *tally)
{
    tally->counts =
        g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, g_free);
    tally->key = g_string_new(NULL);
}

void
tally_clear(Tally *tally)
{
    g_hash_table_unref(tally->counts);
    g_string_free(tally->key, TRUE);
}

void
tally_empty(Tally *tally)
{
    g_hash_table_remove_all(tally->counts);
}

/* ---- keys ---- */

void
tally_begin(Tally *tally, const char *text)
{
    g_string_truncate(tally->key, 0);
    tally_extend(tally, text, strlen(text));
}

/* A NUL inside becomes U+FFFD, as it does in a table. */
void
tally_extend(Tally *tally, const char *text, gsize size)
{
    for (gsize i = 0; i < size; i++)
        if (text[i] != '\0')
            g_string_append_c(tally->key, text[i]);
        else
            g_string_append(tally->key, "\uFFFD");
    g_string_append_c(tally->key, '\0');
}

static Count *
find(Tally *tally, const void *key, gsize size)
{
    g_autoptr(GBytes) static_key = g_bytes_new_static(key, size);
    Count *count = g_hash_table_lookup(tally->counts, static_key);
    if (count != NULL)
        return count;
    count = g_new0(Count, 1);
    g_hash_table_insert(tally->counts, g_bytes_new(key, size), count);
    return count;
}

void
tally_add(Tally *tally, guint64 rows)
{
    find(tally, tally->key->str, tally->key->len)->rows += rows;
}

/* ---- as bytes ---- */

GList *
tally_list(const Tally *tally)
{
    return g_list_sort(g_hash_table_get_keys(tally->counts), g_bytes_compare);
}

void
tally_write(const Tally *tally, GString *out)
{
    g_autoptr(GList) keys = tally_list(tally);
    for (const GList *at = keys; at != NULL; at = at->next) {
        gsize size;
        const char *key = g_bytes_get_data(at->data, &size);
        const Count *count = g_hash_table_lookup(tally->counts, at->data);
        g_string_append_len(out, (const char *)&size, sizeof size);
        g_string_append_len(out, key, (gssize)size);
        g_string_append_len(out, (const char *)&count->rows, sizeof count->rows);
    }
}

gboolean
tally_merge(Tally *tally, const guint8 *bytes, gsize left)
{
    while (left > 0) {
        gsize size;
        guint64 rows;
        if (left < sizeof size)
            return FALSE;
        memcpy(&size, bytes, sizeof size);
        if (size > left - sizeof size || left - sizeof size - size < sizeof rows)
            return FALSE;
        memcpy(&rows, bytes + sizeof size + size, sizeof rows);
        Count *count = find(tally, bytes + sizeof size, size);
        count->documents++;
        count->rows += rows;
        bytes += sizeof size + size + sizeof rows;
        left -= sizeof size + size + sizeof rows;
    }
    return TRUE;
}
