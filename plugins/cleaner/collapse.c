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

static guint32
gap_begin(const Pass *pass, guint32 at)
{
    while (at > 0 && (pass->text[at - 1] == ' ' || pass->text[at - 1] == '\n'))
        at--;
    return at;
}

void
collapse_whitespace(Pass *pass)
{
    guint32 tail = gap_begin(pass, pass->size), done = gap_end(pass, 0);
    if (done > 0)
        collapse_gap(pass, 0, done);
    for (;;) {
        guint32 loose = find_loose(pass->text, tail, done);
        if (loose >= tail)
            break;
        done = gap_end(pass, loose);
        collapse_gap(pass, gap_begin(pass, loose), done);
    }
    if (tail < pass->size && tail >= done)
        collapse_gap(pass, tail, pass->size);
}
