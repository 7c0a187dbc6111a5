/* counts.c: where two annotations of the same documents agree, document by document.
 * SPDX-License-Identifier: MIT */
#include "counts.h"

#include <string.h>

void
store_init(Store *store)
{
    store->numbers = g_hash_table_new(g_str_hash, g_str_equal);
    store->names = g_ptr_array_new_with_free_func(g_free);
    store->classes = g_array_new(FALSE, TRUE, sizeof(ClassCounts));
    store->pairs = g_array_new(FALSE, TRUE, sizeof(Pair));
    store->documents = g_array_new(FALSE, TRUE, sizeof(Extent));
}

void
store_clear(Store *store)
{
    g_hash_table_unref(store->numbers);
    g_ptr_array_unref(store->names);
    g_array_unref(store->classes);
    g_array_unref(store->pairs);
    g_array_unref(store->documents);
}

void
store_empty(Store *store)
{
    g_hash_table_remove_all(store->numbers);
    g_ptr_array_set_size(store->names, 0);
    g_array_set_size(store->classes, 0);
    g_array_set_size(store->pairs, 0);
    g_array_set_size(store->documents, 0);
}

void
store_begin(Store *store)
{
    Extent extent = { .first_class = store->classes->len, .first_pair = store->pairs->len };
    g_array_append_val(store->documents, extent);
}

static Extent *
at_hand(const Store *store)
{
    return &g_array_index(store->documents, Extent, store->documents->len - 1);
}

/* A NUL inside becomes a blank: names end at the first. */
guint32
store_number(Store *store, const char *name, gsize size)
{
    char *copy = g_strndup(name, size);
    for (gsize i = 0; i < size; i++)
        copy[i] = name[i] != '\0' ? name[i] : ' ';
    guint number = GPOINTER_TO_UINT(g_hash_table_lookup(store->numbers, copy));
    if (number > 0) {
        g_free(copy);
        return number - 1;
    }
    g_ptr_array_add(store->names, copy);
    g_hash_table_insert(store->numbers, copy, GUINT_TO_POINTER(store->names->len));
    return store->names->len - 1;
}

Counts *
store_class(Store *store, guint32 class)
{
    Extent *extent = at_hand(store);
    for (guint i = extent->first_class; i < store->classes->len; i++) {
        ClassCounts *counts = &g_array_index(store->classes, ClassCounts, i);
        if (counts->class == class)
            return &counts->counts;
    }
    ClassCounts fresh = { .class = class };
    g_array_append_val(store->classes, fresh);
    extent->n_classes++;
    return &g_array_index(store->classes, ClassCounts, store->classes->len - 1).counts;
}

void
store_add_pair(Store *store, guint32 found, guint32 gold, guint64 n)
{
    Extent *extent = at_hand(store);
    for (guint i = extent->first_pair; i < store->pairs->len; i++) {
        Pair *pair = &g_array_index(store->pairs, Pair, i);
        if (pair->found == found && pair->gold == gold) {
            pair->n += n;
            return;
        }
    }
    Pair fresh = { found, gold, n };
    g_array_append_val(store->pairs, fresh);
    extent->n_pairs++;
}

/* ---- as bytes ---- */

/* Names first: how many, each with its NUL; then how many classes, classes, pairs. */
void
store_write(const Store *store, GString *out)
{
    const guint32 sizes[] = { store->names->len, store->classes->len, store->pairs->len };
    g_string_append_len(out, (const char *)sizes, sizeof sizes);
    for (guint i = 0; i < store->names->len; i++) {
        const char *name = g_ptr_array_index(store->names, i);
        g_string_append_len(out, name, (gssize)strlen(name) + 1);
    }
    g_string_append_len(out, store->classes->data, (gssize)(sizeof(ClassCounts) * sizes[1]));
    g_string_append_len(out, store->pairs->data, (gssize)(sizeof(Pair) * sizes[2]));
}

static void
add_counts(Counts *to, const Counts *from)
{
    to->found += from->found;
    to->gold += from->gold;
    to->exact += from->exact;
    to->found_overlaps += from->found_overlaps;
    to->gold_overlaps += from->gold_overlaps;
}

/* Behind the names the numbers of this store; %NULL where a name does not end. */
static guint32 *
merge_names(Store *store, guint32 n, const guint8 **bytes, gsize *left)
{
    g_autofree guint32 *numbers = g_new(guint32, (gsize)n + 1);
    for (guint32 i = 0; i < n; i++) {
        const guint8 *end = memchr(*bytes, '\0', *left);
        if (end == NULL)
            return NULL;
        numbers[i] = store_number(store, (const char *)*bytes, (gsize)(end - *bytes));
        *left -= (gsize)(end + 1 - *bytes);
        *bytes = end + 1;
    }
    return g_steal_pointer(&numbers);
}

gboolean
store_merge(Store *store, const guint8 *bytes, gsize left)
{
    guint32 sizes[3];
    if (left < sizeof sizes)
        return FALSE;
    memcpy(sizes, bytes, sizeof sizes);
    bytes += sizeof sizes;
    left -= sizeof sizes;
    if (sizes[0] > left)
        return FALSE;
    g_autofree guint32 *numbers = merge_names(store, sizes[0], &bytes, &left);
    if (numbers == NULL ||
        left != (gsize)sizes[1] * sizeof(ClassCounts) + (gsize)sizes[2] * sizeof(Pair))
        return FALSE;
    store_begin(store);
    for (guint32 i = 0; i < sizes[1]; i++, bytes += sizeof(ClassCounts)) {
        ClassCounts counts;
        memcpy(&counts, bytes, sizeof counts);
        if (counts.class >= sizes[0])
            return FALSE;
        add_counts(store_class(store, numbers[counts.class]), &counts.counts);
    }
    for (guint32 i = 0; i < sizes[2]; i++, bytes += sizeof(Pair)) {
        Pair pair;
        memcpy(&pair, bytes, sizeof pair);
        if (pair.found >= sizes[0] || pair.gold >= sizes[0])
            return FALSE;
        store_add_pair(store, numbers[pair.found], numbers[pair.gold], pair.n);
    }
    return TRUE;
}
