/* slots.c: which layers the documents of a plan have, and what a step may reach of them.
 * SPDX-License-Identifier: MIT */
#include "document/document-private.h"

static gsize
next_serial(void)
{
    static gsize last;
    return (gsize)g_atomic_pointer_add(&last, 1) + 1;
}

void
galley_slots_init(GalleySlots *slots)
{
    *slots = (GalleySlots){ 0 };
    galley_slots_add(slots, "removed", galley_standard_find_layout("removed"), G_MAXUINT64);
}

guint
galley_slots_add(GalleySlots *slots, const char *name, const GalleyLayout *layout, guint64 columns)
{
    guint n = 0;
    while (layout->columns && layout->columns[n].name)
        n++;
    GalleySlot slot = { g_strdup(name), layout, columns, g_new(guint, n + 1) };
    for (guint c = 0; c <= n; c++)
        slot.targets[c] = GALLEY_NO_SLOT;
    slots->slots = g_renew(GalleySlot, slots->slots, slots->n + 1);
    slots->slots[slots->n] = slot;
    slots->serial = next_serial();
    return slots->n++;
}

guint
galley_slots_find(const GalleySlots *slots, const char *name)
{
    for (guint i = 0; i < slots->n; i++)
        if (g_str_equal(slots->slots[i].name, name))
            return i;
    return GALLEY_NO_SLOT;
}

void
galley_slots_clear(GalleySlots *slots)
{
    for (guint i = 0; i < slots->n; i++) {
        g_free(slots->slots[i].name);
        g_free(slots->slots[i].targets);
    }
    g_free(slots->slots);
    *slots = (GalleySlots){ 0 };
}

static void
clear_layers(GalleyScopeLayer *layers, guint n)
{
    for (guint i = 0; i < n; i++)
        g_free(layers[i].name);
    g_free(layers);
}

void
galley_scope_clear(GalleyScope *scope)
{
    clear_layers(scope->reads, scope->n_reads);
    clear_layers(scope->gives, scope->n_gives);
    g_strfreev(scope->keys_read);
    g_strfreev(scope->keys_given);
    g_free(scope->step);
    g_free(scope->plugin);
    *scope = (GalleyScope){ 0 };
}
