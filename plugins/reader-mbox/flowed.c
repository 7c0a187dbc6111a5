/* flowed.c: RFC 3676, 4. SPDX-License-Identifier: MIT */
#include "flowed.h"

#include <string.h>

/** Line: of the text. */
typedef struct {
    guint32 begin;
    guint32 content; /* behind marks of quoting, and the blank that was put there for safety */
    guint32 end;     /* before the line end */
    guint32 next;
    guint32 depth; /* marks of quoting */
    gboolean soft; /* goes on in the next line */
} Line;

static Line
read_line(const char *text, guint32 begin, guint32 size, const Flow *flow)
{
    Line line = { .begin = begin, .content = begin };
    const char *feed = memchr(text + begin, '\n', size - begin);
    line.end = feed != NULL ? (guint32)(feed - text) : size;
    line.next = feed != NULL ? line.end + 1 : size;
    line.end -= line.end > begin && text[line.end - 1] == '\r';
    while (line.content < line.end && text[line.content] == '>')
        line.content++;
    line.depth = line.content - begin;
    line.content += flow->flowed && line.content < line.end && text[line.content] == ' ';
    line.soft = flow->flowed && line.end > line.content && text[line.end - 1] == ' ';
    return line;
}

/* "-- ", which parts a mail from its signature, is not soft. */
static gboolean
is_signature(const char *text, const Line *line)
{
    return line->end - line->content == 3 && memcmp(text + line->content, "-- ", 3) == 0;
}

/* What stands between the contents of two lines that are one: the line end, marks, and perhaps the
 * blank. */
static void
join(GalleyDocument *document, const Line *line, const Line *next, const Flow *flow)
{
    galley_document_edit(document, line->end - (flow->delsp ? 1 : 0), next->content, NULL, 0, NULL);
}

/* The blank for safety goes, marks stay. */
static void
begin_line(GalleyDocument *document, const Line *line)
{
    guint32 marks = line->begin + line->depth;
    if (line->depth == 0 && line->content > marks)
        galley_document_edit(document, marks, line->content, NULL, 0, NULL);
}

/* An empty line ends a paragraph, even where a blank before it says that it goes on. */
static gboolean
is_joined(const char *text, const Line *line, const Line *next)
{
    return line->soft && next->end > next->content && line->depth == next->depth &&
           !is_signature(text, line) && !is_signature(text, next);
}

/* Lines of quoting one after another go as one. */
static guint32
drop_quoted(GalleyDocument *document, const char *text, Line line, guint32 size, const Flow *flow)
{
    guint32 begin = line.begin;
    while (line.next < size) {
        Line next = read_line(text, line.next, size, flow);
        if (next.depth == 0)
            break;
        line = next;
    }
    galley_document_edit(document, begin, line.next, NULL, 0, "quoted");
    return line.next;
}

void
flowed_edit(GalleyDocument *document, Flow flow)
{
    guint32 size;
    gboolean joined = FALSE;
    const char *text = galley_document_get_text(document, &size);
    for (guint32 at = 0; at < size;) {
        Line line = read_line(text, at, size, &flow);
        if (flow.drop_quoted && line.depth > 0) {
            at = drop_quoted(document, text, line, size, &flow);
            joined = FALSE;
            continue;
        }
        if (!joined)
            begin_line(document, &line);
        at = line.next;
        Line next = at < size ? read_line(text, at, size, &flow) : line;
        joined = at < size && is_joined(text, &line, &next);
        if (joined)
            join(document, &line, &next, &flow);
    }
}
