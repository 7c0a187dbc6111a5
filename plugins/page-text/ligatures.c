/* ligatures.c: letters that typesetting joined. SPDX-License-Identifier: MIT */
#include "lines.h"

#include <string.h>

/* U+FB00 to U+FB06, by their last byte; UTF-8 EF AC 80 to 86. */
static const char *const letters[] = { "ff", "fi", "fl", "ffi", "ffl", "st", "st" };

void
replace_ligatures(Pass *pass)
{
    gint64 n = 0;
    const char *end = pass->text + pass->size;
    for (const char *at = memchr(pass->text, 0xEF, pass->size); at != NULL;
         at = memchr(at + 1, 0xEF, (gsize)(end - at - 1))) {
        guint8 last = (guint8)at[2];
        if ((guint8)at[1] != 0xAC || last < 0x80 || last >= 0x80 + G_N_ELEMENTS(letters))
            continue;
        guint32 begin = (guint32)(at - pass->text);
        galley_document_edit(pass->document, begin, begin + 3, letters[last - 0x80], -1,
                             "ligature");
        n++;
    }
    if (n > 0)
        galley_document_count(pass->document, "ligatures", n);
}
