/* fold.c: words in the form in which they are compared. SPDX-License-Identifier: MIT */
#include "fold.h"

#include <galley/unicode.h>

#include "key.h"

static gunichar
fold_character(gunichar character, gboolean fold)
{
    switch (character) {
    case 0x2018: /* left and right single quotation mark, modifier letter apostrophe, full width */
    case 0x2019:
    case 0x02BC:
    case 0xFF07:
        return '\'';
    case 0x2010: /* hyphen, non-breaking hyphen */
    case 0x2011:
        return '-';
    default:
        return fold ? galley_unichar_to_fold(character) : character;
    }
}

static void
make_room(Folded *folded, guint32 size)
{
    if (folded->room >= size)
        return;
    folded->room = size * 2;
    folded->text = g_realloc(folded->text, folded->room);
}

/* A word of ASCII that fits into a register. Returns whether it is one. */
static gboolean
fold_short(Folded *folded, gboolean fold, const char *text, guint32 size, gsize margin)
{
    if (size > BYTES_SIZE || margin < BYTES_SIZE)
        return FALSE;
    Bytes bytes = bytes_load(text) & key_mask(size);
    if (bytes_mask(bytes) != 0)
        return FALSE;
    bytes = fold ? bytes_lower(bytes) : bytes;
    memcpy(folded->text, &bytes, sizeof bytes);
    folded->size = size;
    return TRUE;
}

void
fold_word(Folded *folded, gboolean fold, const char *text, guint32 size, gsize margin)
{
    make_room(folded, size * 2 + KEY_HEAD); /* folding makes three bytes out of two at most */
    if (fold_short(folded, fold, text, size, margin))
        return;
    char *out = folded->text;
    for (guint32 at = 0; at < size;) {
        guint8 byte = (guint8)text[at];
        if (byte < 0x80) {
            *out++ = (char)(fold && g_ascii_isupper(text[at]) ? byte | 0x20 : byte);
            at++;
        } else {
            out += galley_utf8_put(out, fold_character(galley_utf8_get(text, at), fold));
            at = galley_utf8_next(text, at);
        }
    }
    folded->size = (guint32)(out - folded->text);
}
