/* line-ends.c: every line end becomes a line feed. SPDX-License-Identifier: MIT */
#include "cleaner.h"

#include <galley/unicode.h>

/* What a line end other than a line feed is replaced with, or NULL. A paragraph separator is a blank line. */
static const char *
line_feed_for(gunichar character)
{
    switch (character) {
    case '\r':
    case '\v':
    case '\f':
    case 0x85:   /* next line */
    case 0x2028: /* line separator */
        return "\n";
    case 0x2029: /* paragraph separator */
        return "\n\n";
    default:
        return NULL;
    }
}

void
unify_line_ends(Pass *pass)
{
    const char *text = pass->text;
    guint32 at = find_special(text, pass->size, 0);
    while (at < pass->size) {
        guint32 end = galley_utf8_next(text, at);
        const char *feed = line_feed_for(galley_utf8_get(text, at));
        if (feed != NULL && text[at] == '\r' && end < pass->size && text[end] == '\n')
            pass_edit(pass, at, end, NULL, 0, NULL);
        else if (feed != NULL)
            pass_edit(pass, at, end, feed, -1, NULL);
        at = find_special(text, pass->size, end);
    }
}
