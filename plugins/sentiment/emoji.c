/* emoji.c: emoji of one code point and what they show. SPDX-License-Identifier: MIT */
#include "emoji.h"

#include <string.h>

#include <galley/unicode.h>

#include "table.h"

typedef struct {
    gunichar character; /* 0: free */
    guint32 name;       /* offset into names */
    guint32 size;
} Slot;

struct Emoji {
    GArray *found; /* of Slot, while loading */
    GString *names;
    Slot *slots; /* a power of two of them, at most a quarter in use */
    guint32 mask;
};

static Slot *
slot_for(const Emoji *emoji, gunichar character)
{
    guint32 at = (character * 0x9E3779B1u) >> 12 & emoji->mask;
    while (emoji->slots[at].character != 0 && emoji->slots[at].character != character)
        at = (at + 1) & emoji->mask;
    return &emoji->slots[at];
}

static gboolean
take_row(const TableRow *row, gpointer user, GError **error)
{
    Emoji *emoji = user;
    (void)error;
    gsize size = strlen(row->field[0]);
    if (galley_utf8_next(row->field[0], 0) != size)
        return TRUE; /* a sequence: the method looks at one code point at a time */
    Slot slot = { galley_utf8_get(row->field[0], 0), (guint32)emoji->names->len,
                  (guint32)strlen(row->field[1]) };
    g_string_append(emoji->names, row->field[1]);
    g_array_append_val(emoji->found, slot);
    return TRUE;
}

/* The last of two rows for one emoji counts. */
static void
build_slots(Emoji *emoji)
{
    guint32 n_slots = 64;
    while (n_slots < emoji->found->len * 4)
        n_slots *= 2;
    emoji->slots = g_new0(Slot, n_slots);
    emoji->mask = n_slots - 1;
    for (guint i = 0; i < emoji->found->len; i++) {
        const Slot *slot = &g_array_index(emoji->found, Slot, i);
        *slot_for(emoji, slot->character) = *slot;
    }
}

Emoji *
emoji_load_names(const char *path, GError **error)
{
    g_autoptr(Emoji) emoji = g_new0(Emoji, 1);
    emoji->found = g_array_new(FALSE, FALSE, sizeof(Slot));
    emoji->names = g_string_new(NULL);
    if (!table_read(path, take_row, emoji, error))
        return NULL;
    build_slots(emoji);
    return g_steal_pointer(&emoji);
}

void
emoji_free(Emoji *emoji)
{
    if (emoji == NULL)
        return;
    g_array_unref(emoji->found);
    g_string_free(emoji->names, TRUE);
    g_free(emoji->slots);
    g_free(emoji);
}

const char *
emoji_find_name(const Emoji *emoji, gunichar character, guint32 *size)
{
    const Slot *slot = slot_for(emoji, character);
    *size = slot->size;
    return slot->character != 0 ? emoji->names->str + slot->name : NULL;
}
