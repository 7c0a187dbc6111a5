/* blanks.c: tabs and the blanks of Unicode become plain ones. SPDX-License-Identifier: MIT */
#include "cleaner.h"

#include <galley/unicode.h>

static gboolean
is_odd_blank(gunichar character)
{
    return character == '\t' ||
           (character >= 0x80 && galley_unichar_get_category(character) == GALLEY_CATEGORY_ZS);
}

void
unify_blanks(Pass *pass)
{
    for (guint32 at = 0; at < pass->size;) {
        guint32 end = galley_utf8_next(pass->text, at);
        guint8 lead = (guint8)pass->text[at];
        if ((lead == '\t' || lead >= 0x80) && is_odd_blank(galley_utf8_get(pass->text, at)))
            pass_edit(pass, at, end, " ", 1, NULL);
        at = end;
    }
}
