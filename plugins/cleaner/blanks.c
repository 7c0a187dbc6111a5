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
    guint32 at = find_special(pass->text, pass->size, 0);
    while (at < pass->size) {
        guint32 end = galley_utf8_next(pass->text, at);
        if (is_odd_blank(galley_utf8_get(pass->text, at)))
            pass_edit(pass, at, end, " ", 1, NULL);
        at = find_special(pass->text, pass->size, end);
    }
}
