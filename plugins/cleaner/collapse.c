/* collapse.c: single blanks, trimmed lines, at most one blank line in a row. SPDX-License-Identifier: MIT */
#include "cleaner.h"

/* The end of the white space at @at. */
static guint32
gap_end(const Pass *pass, guint32 at)
{
    while (at < pass->size && (pass->text[at] == ' ' || pass->text[at] == '\n'))
        at++;
    return at;
}

static guint
count_feeds(const char *text, guint32 begin, guint32 end)
{
    guint n = 0;
    for (guint32 i = begin; i < end; i++)
        n += text[i] == '\n';
    return n;
}

/* Makes the white space from @begin to @end a blank, or @keep line feeds, by deleting what is too much. */
static void
trim_gap(Pass *pass, guint32 begin, guint32 end, guint keep)
{
    guint32 from = begin;
    for (guint32 i = begin; i < end; i++) {
        if (pass->text[i] != '\n' || keep == 0)
            continue;
        if (i > from)
            pass_edit(pass, from, i, NULL, 0, NULL);
        from = i + 1;
        keep--;
    }
    if (end > from)
        pass_edit(pass, from, end, NULL, 0, NULL);
}

static void
collapse_gap(Pass *pass, guint32 begin, guint32 end)
{
    guint feeds = count_feeds(pass->text, begin, end);
    if (begin == 0)
        trim_gap(pass, begin, end, 0);
    else if (end == pass->size)
        trim_gap(pass, begin, end, MIN(feeds, 1));
    else if (feeds > 0)
        trim_gap(pass, begin, end, MIN(feeds, 2));
    else if (end - begin > 1)
        pass_edit(pass, begin + 1, end, NULL, 0, NULL);
}

void
collapse_whitespace(Pass *pass)
{
    for (guint32 at = 0; at < pass->size; at++) {
        if (pass->text[at] != ' ' && pass->text[at] != '\n')
            continue;
        guint32 end = gap_end(pass, at);
        if (end - at > 1 || at == 0 || end == pass->size)
            collapse_gap(pass, at, end);
        at = end - 1;
    }
}
