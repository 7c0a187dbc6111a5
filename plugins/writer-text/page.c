/* page.c: words flowed into lines of a width. SPDX-License-Identifier: MIT */
#include "page.h"

#include <string.h>

#include <galley/unicode.h>

void
page_init(Page *page, guint width, gboolean colored)
{
    *page = (Page){ .width = width, .colored = colored, .word = g_string_new(NULL) };
}

void
page_clear(Page *page)
{
    g_string_free(page->word, TRUE);
}

void
page_begin(Page *page, GString *out)
{
    page->out = out;
    page->indent = page->column = page->word_width = 0;
    page->style = page->line_style = 0;
    page->blank = FALSE;
    g_string_truncate(page->word, 0);
}

/* ---- styles ---- */

static void
append_style(GString *out, guint style)
{
    static const char *const codes[] = { "1", "2", "32", "31", "36", "33", "35" };
    g_string_append(out, "\033[0");
    for (gsize i = 0; i < G_N_ELEMENTS(codes); i++)
        if (style & (1u << i))
            g_string_append_printf(out, ";%s", codes[i]);
    g_string_append_c(out, 'm');
}

static void
change_line_style(Page *page, guint style)
{
    if (page->colored && style != page->line_style)
        append_style(page->out, style);
    page->line_style = style;
}

void
page_set_style(Page *page, guint style)
{
    page->style = style;
}

/* Before a character: styles that nothing is put in leave no trace. */
static void
change_word_style(Page *page)
{
    if (page->word->len == 0)
        page->word_begins = page->style;
    else if (page->colored && page->style != page->word_ends)
        append_style(page->word, page->style);
    page->word_ends = page->style;
}

/* ---- characters ---- */

/* The columns of a character on a terminal. */
static guint
columns_of(gunichar character)
{
    if (character < 0x300)
        return 1;
    guint32 properties = galley_unichar_get_properties(character);
    GalleyCategory category = galley_unichar_get_category(character);
    if (category == GALLEY_CATEGORY_MN || category == GALLEY_CATEGORY_ME ||
        (properties & GALLEY_UNICODE_DEFAULT_IGNORABLE))
        return 0;
    return (properties & GALLEY_UNICODE_WIDE) ? 2 : 1;
}

static gboolean
steers_terminal(gunichar character)
{
    if (character < 0x300)
        return character < 0x20 || (character >= 0x7F && character < 0xA0);
    return (galley_unichar_get_properties(character) & GALLEY_UNICODE_BIDI_CONTROL) != 0;
}

static gboolean
parts_words(gunichar character)
{
    return galley_unichar_is_space(character) && character != 0xA0 && character != 0x2007 &&
           character != 0x202F;
}

guint
page_measure(const char *text, gsize size)
{
    guint columns = 0;
    for (guint32 at = 0; at < size; at = galley_utf8_next(text, at))
        columns += columns_of(galley_utf8_get(text, at));
    return columns;
}

/* ---- lines ---- */

static void
start_line(Page *page)
{
    guint style = page->line_style;
    change_line_style(page, 0);
    if (page->column > 0)
        g_string_append_c(page->out, '\n');
    g_string_append_printf(page->out, "%*s", (int)page->indent, "");
    page->column = page->indent;
    change_line_style(page, style);
}

static void
flush_word(Page *page)
{
    if (page->word->len == 0)
        return;
    guint blank = page->blank && page->column > page->indent;
    if (page->column == 0 ||
        (page->column > page->indent && page->column + blank + page->word_width > page->width))
        start_line(page);
    else if (blank)
        g_string_append_c(page->out, ' ');
    page->column += page->word_width + (page->column > page->indent ? blank : 0);
    change_line_style(page, page->word_begins);
    g_string_append_len(page->out, page->word->str, (gssize)page->word->len);
    page->line_style = page->word_ends;
    page->blank = FALSE;
    page->word_width = 0;
    g_string_truncate(page->word, 0);
}

/* A wide character may stand first or last on a line: the scripts that have them know no blanks. */
static void
put_character(Page *page, const char *bytes, gsize size, gunichar character)
{
    guint columns = columns_of(character);
    if (columns == 2)
        flush_word(page);
    change_word_style(page);
    if (steers_terminal(character))
        g_string_append(page->word, "\uFFFD");
    else
        g_string_append_len(page->word, bytes, (gssize)size);
    page->word_width += columns;
}

void
page_put(Page *page, const char *text, gsize size)
{
    for (guint32 at = 0; at < size;) {
        guint32 next = galley_utf8_next(text, at);
        gunichar character = galley_utf8_get(text, at);
        if (parts_words(character)) {
            flush_word(page);
            page->blank = TRUE;
        } else {
            put_character(page, text + at, next - at, character);
        }
        at = next;
    }
}

void
page_put_literal(Page *page, const char *text, guint style)
{
    guint before = page->style;
    page_set_style(page, style);
    page_put(page, text, strlen(text));
    page_set_style(page, before);
}

void
page_break(Page *page)
{
    flush_word(page);
    page->blank = FALSE;
    if (page->column == 0)
        return;
    change_line_style(page, 0);
    g_string_append_c(page->out, '\n');
    page->column = 0;
}

void
page_gap(Page *page)
{
    page_break(page);
    const GString *out = page->out;
    if (out->len < 2 || out->str[out->len - 2] != '\n')
        g_string_append_c(page->out, '\n');
}

void
page_tab(Page *page, guint column)
{
    flush_word(page);
    if (page->column == 0)
        start_line(page);
    page->blank = FALSE;
    if (page->column >= column)
        return;
    change_line_style(page, 0);
    g_string_append_printf(page->out, "%*s", (int)(column - page->column), "");
    page->column = column;
}
