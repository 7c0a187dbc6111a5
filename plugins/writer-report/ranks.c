/* ranks.c: how often each of many names is met, in bounded memory. SPDX-License-Identifier: MIT */
#include "ranks.h"

#include <string.h>

#include <galley/unicode.h>

#define TEXT_MOST 200u /* bytes of a name */

static void
rank_free(gpointer data)
{
    Rank *rank = data;
    g_bytes_unref(rank->key);
    g_free(rank);
}

void
ranks_init(Ranks *ranks, gsize room)
{
    *ranks = (Ranks){ .room = room, .key = g_string_new(NULL) };
    ranks->ranks = g_hash_table_new_full(g_bytes_hash, g_bytes_equal, NULL, rank_free);
}

void
ranks_clear(Ranks *ranks)
{
    g_hash_table_unref(ranks->ranks);
    g_string_free(ranks->key, TRUE);
}

void
ranks_empty(Ranks *ranks)
{
    g_hash_table_remove_all(ranks->ranks);
    ranks->rows = ranks->error = 0;
}

/* ---- keys ---- */

void
ranks_begin(Ranks *ranks, const char *text, gsize size)
{
    g_string_truncate(ranks->key, 0);
    ranks_extend(ranks, text, size);
}

void
ranks_extend(Ranks *ranks, const char *text, gsize size)
{
    gsize shown = MIN(size, TEXT_MOST);
    while (!galley_utf8_is_boundary(text, (guint32)size, (guint32)shown))
        shown--;
    for (gsize i = 0; i < shown; i++)
        if (text[i] != '\0')
            g_string_append_c(ranks->key, text[i]);
        else
            g_string_append(ranks->key, "\uFFFD");
    g_string_append(ranks->key, shown < size ? "…" : "");
    g_string_append_c(ranks->key, '\0');
}

const char *
rank_get_text(const Rank *rank, guint index)
{
    gsize size;
    const char *text = g_bytes_get_data(rank->key, &size), *end = text + size;
    for (; index > 0 && text < end; index--)
        text += strlen(text) + 1;
    return text < end ? text : "";
}

/* ---- room ---- */

static gint
compare(gconstpointer a, gconstpointer b)
{
    const Rank *one = *(const Rank *const *)a, *other = *(const Rank *const *)b;
    if (one->rows != other->rows)
        return one->rows > other->rows ? -1 : 1;
    return g_bytes_compare(one->key, other->key);
}

GPtrArray *
ranks_sort(const Ranks *ranks)
{
    GHashTableIter each;
    gpointer rank;
    GPtrArray *list = g_ptr_array_sized_new(g_hash_table_size(ranks->ranks));
    g_hash_table_iter_init(&each, ranks->ranks);
    while (g_hash_table_iter_next(&each, NULL, &rank))
        g_ptr_array_add(list, rank);
    g_ptr_array_sort(list, compare);
    return list;
}

static void
make_room(Ranks *ranks)
{
    if (ranks->room == 0 || g_hash_table_size(ranks->ranks) < ranks->room)
        return;
    g_autoptr(GPtrArray) list = ranks_sort(ranks);
    guint kept = list->len / 2;
    ranks->error += ((const Rank *)list->pdata[kept])->rows;
    for (guint i = kept; i < list->len; i++)
        g_hash_table_remove(ranks->ranks, ((const Rank *)list->pdata[i])->key);
}

static Rank *
find(Ranks *ranks, gconstpointer key, gsize size)
{
    g_autoptr(GBytes) sought = g_bytes_new_static(key, size);
    Rank *rank = g_hash_table_lookup(ranks->ranks, sought);
    if (rank != NULL)
        return rank;
    make_room(ranks);
    rank = g_new0(Rank, 1);
    rank->key = g_bytes_new(key, size);
    g_hash_table_insert(ranks->ranks, rank->key, rank);
    return rank;
}

Rank *
ranks_add(Ranks *ranks, guint64 rows)
{
    Rank *rank = find(ranks, ranks->key->str, ranks->key->len);
    rank->rows += rows;
    ranks->rows += rows;
    return rank;
}

/* ---- as bytes ---- */

/* What goes with a key. */
typedef struct {
    guint64 rows;
    gint64 amount;
    guint64 n;
    double sum;
} Counts;

void
ranks_write(const Ranks *ranks, GString *out)
{
    g_autoptr(GPtrArray) list = ranks_sort(ranks);
    bytes_put_number(out, list->len);
    for (guint i = 0; i < list->len; i++) {
        gsize size;
        const Rank *rank = list->pdata[i];
        const char *key = g_bytes_get_data(rank->key, &size);
        Counts counts = { rank->rows, rank->amount, rank->n, rank->sum };
        bytes_put_text(out, key, size);
        bytes_put(out, &counts, sizeof counts);
    }
}

static void
merge(Ranks *ranks, const char *key, gsize size, const Counts *counts)
{
    Rank *rank = find(ranks, key, size);
    rank->rows += counts->rows;
    rank->amount += counts->amount;
    rank->n += counts->n;
    rank->sum += counts->sum;
    rank->documents++;
    ranks->rows += counts->rows;
}

gboolean
ranks_merge(Ranks *ranks, Bytes *bytes)
{
    guint64 n = bytes_take_number(bytes);
    for (; n > 0 && !bytes->astray; n--) {
        gsize size;
        Counts counts;
        const char *key = bytes_take_text(bytes, &size);
        gconstpointer found = bytes_take(bytes, sizeof counts);
        if (found == NULL)
            break;
        memcpy(&counts, found, sizeof counts);
        merge(ranks, key, size, &counts);
    }
    return !bytes->astray;
}
