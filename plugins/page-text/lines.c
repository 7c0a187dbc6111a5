/* lines.c: cutting a text into lines. SPDX-License-Identifier: MIT */
#include "lines.h"

#include <string.h>

#include <galley/unicode.h>

static gboolean
is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r';
}

static void
add_line(Pass *pass, guint32 from, guint32 to, guint32 page)
{
    Line line = { .begin = from, .end = to, .next = MIN(to + 1, pass->size), .page = page };
    while (line.end > line.begin && is_blank(pass->text[line.end - 1]))
        line.end--;
    while (line.begin < line.end && is_blank(pass->text[line.begin]))
        line.begin++;
    line.indent = line.begin - from;
    for (guint32 i = line.begin; i < line.end; i++)
        line.width += ((guint8)pass->text[i] & 0xC0) != 0x80;
    g_array_append_val(pass->lines, line);
}

void
pass_begin(Pass *pass, GalleyDocument *document, GArray *lines)
{
    guint32 from = 0, page = 0;
    pass->document = document;
    pass->text = galley_document_get_text(document, &pass->size);
    pass->lines = lines;
    g_array_set_size(lines, 0);
    for (guint32 i = 0; i < pass->size; i++) {
        if (pass->text[i] != '\n' && pass->text[i] != '\f')
            continue;
        add_line(pass, from, i, page);
        page += pass->text[i] == '\f';
        from = i + 1;
    }
    if (from < pass->size || (from > 0 && pass->text[from - 1] == '\f'))
        add_line(pass, from, pass->size, page);
}

gboolean
ends_sentence(const Pass *pass, const Line *line)
{
    for (guint32 at = line->end; at > line->begin;) {
        at = galley_utf8_previous(pass->text, at);
        gunichar character = galley_utf8_get(pass->text, at);
        guint32 properties = galley_unichar_get_properties(character);
        GalleyCategory category = galley_unichar_get_category(character);
        if ((properties & GALLEY_UNICODE_SENTENCE_TERMINAL) != 0 || character == ':')
            return TRUE;
        if ((properties & GALLEY_UNICODE_QUOTATION_MARK) == 0 && category != GALLEY_CATEGORY_PE &&
            category != GALLEY_CATEGORY_PF)
            return FALSE;
    }
    return FALSE;
}

gboolean
begins_lower(const Pass *pass, const Line *line)
{
    return !line_is_blank(line) &&
           (galley_unichar_get_properties(galley_utf8_get(pass->text, line->begin)) &
            GALLEY_UNICODE_LOWERCASE) != 0;
}

gboolean
goes_on(const Pass *pass, const Line *above, const Line *below)
{
    return !ends_sentence(pass, above) && begins_lower(pass, below);
}
