/* wrap.c: lines that were cut at a width are one paragraph. SPDX-License-Identifier: MIT */
#include "lines.h"

#include <string.h>

#include <galley/unicode.h>

/* Between these the most lines' width is that of a page; wider lines are paragraphs already. */
#define WIDTH_MIN 25
#define WIDTH_MAX 160
/* How much of the width a line must fill, with the next word, so that the word did not fit on it.
 * Letters of a page are not all as wide as each other. */
#define FILLED 0.85
/* ... where the next line begins with a small letter */
#define FILLED_LOWER 0.45

static gint
compare_widths(gconstpointer a, gconstpointer b)
{
    guint32 left = *(const guint32 *)a, right = *(const guint32 *)b;
    return (left > right) - (left < right);
}

/* The width that nine of ten lines stay within; 0 where the text is not cut at one. */
static guint32
page_width(const Pass *pass)
{
    g_autoptr(GArray) widths = g_array_new(FALSE, FALSE, sizeof(guint32));
    for (guint i = 0; i < pass->lines->len; i++)
        if (!line_is_blank(pass_line(pass, i)))
            g_array_append_val(widths, pass_line(pass, i)->width);
    if (widths->len < 2)
        return 0;
    g_array_sort(widths, compare_widths);
    guint32 width = g_array_index(widths, guint32, (widths->len - 1) * 9 / 10);
    return width >= WIDTH_MIN && width <= WIDTH_MAX ? width : 0;
}

/* "1. ", "a) ", "- ", a bullet: an item of a list begins a line of its own. */
static gboolean
begins_item(const Pass *pass, const Line *line)
{
    const char *text = pass->text + line->begin;
    guint32 size = line->end - line->begin, i = 0;
    if (size > 2 && strchr("-*+", *text) != NULL && text[1] == ' ')
        return TRUE;
    if (size > 3 && (memcmp(text, "\xE2\x80\xA2", 3) == 0 || memcmp(text, "\xE2\x80\x93", 3) == 0))
        return text[3] == ' ';
    while (i < size && i < 3 && g_ascii_isalnum(text[i]))
        i++;
    return i > 0 && i + 1 < size && (text[i] == '.' || text[i] == ')') && text[i + 1] == ' ' &&
           (g_ascii_isdigit(*text) || i == 1);
}

/* A figure of a table, or a page number that was kept. */
static gboolean
is_figure(const Pass *pass, const Line *line)
{
    for (guint32 i = line->begin; i < line->end; i++)
        if (!g_ascii_isdigit(pass->text[i]) && strchr(" .,%-", pass->text[i]) == NULL)
            return FALSE;
    return TRUE;
}

static guint32
first_word(const Pass *pass, const Line *line)
{
    guint32 width = 0;
    for (guint32 i = line->begin; i < line->end && pass->text[i] != ' '; i++)
        width += ((guint8)pass->text[i] & 0xC0) != 0x80;
    return width;
}

static gboolean
is_cut(const Pass *pass, const Line *line, const Line *below, guint32 page)
{
    if (line_is_blank(line) || line_is_blank(below) || begins_item(pass, below) ||
        is_figure(pass, line) || is_figure(pass, below))
        return FALSE;
    double filled = line->indent + line->width + 1.0 + first_word(pass, below);
    if (begins_lower(pass, below) && !ends_sentence(pass, line))
        return filled >= FILLED_LOWER * page;
    gboolean indented = below->indent > line->indent && ends_sentence(pass, line);
    return filled >= FILLED * page && !indented;
}

void
join_lines(Pass *pass)
{
    gint64 n = 0;
    guint32 page = page_width(pass);
    for (guint i = 0; page > 0 && i + 1 < pass->lines->len; i++) {
        const Line *line = pass_line(pass, i), *below = pass_line(pass, i + 1);
        if (!is_cut(pass, line, below, page))
            continue;
        galley_document_edit(pass->document, line->end, below->begin, " ", 1, NULL);
        n++;
    }
    if (n > 0)
        galley_document_count(pass->document, "lines joined", n);
}
