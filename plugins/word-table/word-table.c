/* word-table.c: numbers of words, by open addressing. SPDX-License-Identifier: MIT */
#include "word-table.h"

static void
resize(WordTable *table, guint32 n_slots)
{
    WordSlot *old = table->slots;
    guint32 n_old = old != NULL ? table->mask + 1 : 0;
    table->slots = g_aligned_alloc0(n_slots, WORD_SLOT_SIZE, WORD_SLOT_SIZE);
    table->mask = n_slots - 1;
    for (guint32 i = 0; i < n_old; i++) {
        if (old[i].size == 0)
            continue;
        guint32 at = old[i].hash & table->mask;
        while (table->slots[at].size > 0)
            at = (at + 1) & table->mask;
        table->slots[at] = old[i];
    }
    g_aligned_free(old);
}

void
word_table_init(WordTable *table)
{
    *table = (WordTable){ .tails = g_string_new(NULL) };
    resize(table, 1024);
}

void
word_table_clear(WordTable *table)
{
    g_clear_pointer(&table->slots, g_aligned_free);
    filter_clear(&table->filter);
    if (table->tails != NULL)
        g_string_free(table->tails, TRUE);
    table->tails = NULL;
}

guint32
word_table_add(WordTable *table, const Key *key, guint32 number)
{
    guint32 hash = key_hash(key);
    if (table->n > table->mask / 2)
        resize(table, (table->mask + 1) * 2);
    WordSlot *slot = word_table_slot(table, key, hash);
    if (slot->size > 0)
        return slot->number;
    *slot = (WordSlot){ .head = { key->head[0], key->head[1] },
                        .size = key->size,
                        .tail = (guint32)table->tails->len,
                        .number = number,
                        .hash = hash };
    if (key->size > KEY_HEAD)
        g_string_append_len(table->tails, key->tail, key->size - KEY_HEAD);
    table->longest = MAX(table->longest, key->size);
    table->n++;
    return number;
}

void
word_table_finish(WordTable *table)
{
    filter_init(&table->filter, table->n);
    for (guint32 i = 0; i <= table->mask; i++)
        if (table->slots[i].size > 0)
            filter_add(&table->filter, table->slots[i].hash);
}
