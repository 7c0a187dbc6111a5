/* pages.c: a page's end is no paragraph's. SPDX-License-Identifier: MIT */
#include "lines.h"

#include <string.h>

/* Each form feed, with the blank lines around it, becomes the end of a line or of a paragraph. */
void
join_pages(Pass *pass)
{
    guint n = pass->lines->len;
    for (guint i = 0; i + 1 < n; i++) {
        guint above = i, below = i + 1;
        if (pass_line(pass, below)->page == pass_line(pass, i)->page)
            continue;
        while (above > 0 && line_is_blank(pass_line(pass, above)))
            above--;
        while (below + 1 < n && line_is_blank(pass_line(pass, below)))
            below++;
        const Line *last = pass_line(pass, above), *first = pass_line(pass, below);
        guint32 begin = line_is_blank(last) ? 0 : last->end;
        guint32 end = line_is_blank(first) ? pass->size : first->begin - first->indent;
        const char *gap = begin == 0 ? "" : goes_on(pass, last, first) ? "\n" : "\n\n";
        if (end == pass->size)
            gap = "\n";
        galley_document_edit(pass->document, begin, end, gap, -1, "page end");
        galley_document_count(pass->document, "pages", 1);
        i = below > i + 1 ? below - 1 : i;
    }
}
