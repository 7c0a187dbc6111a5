/* page.h: words flowed into lines of a width, with styles where the terminal has them.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/* Styles add up; of two colours the later in this list shows. */
typedef enum {
    STYLE_BOLD = 1 << 0,
    STYLE_DIM = 1 << 1,
    STYLE_GREEN = 1 << 2,
    STYLE_RED = 1 << 3,
    STYLE_CYAN = 1 << 4,
    STYLE_YELLOW = 1 << 5,
    STYLE_MAGENTA = 1 << 6,
} Style;

/* A word is gathered until a blank, then put on this line or the next. */
typedef struct {
    GString *out;
    guint width; /* columns of a line */
    gboolean colored;
    guint indent; /* columns before a line's first word */
    guint column; /* columns used of the line; 0: nothing is on it yet */
    GString *word;
    guint word_width;
    gboolean blank;    /* one stands before the word */
    guint style;       /* of what is put next */
    guint word_begins; /* style of the word's first character */
    guint word_ends;   /* and of its last */
    guint line_style;  /* of what is on the line last */
} Page;

void page_init(Page *page, guint width, gboolean colored);
void page_clear(Page *page);
/* page_begin: what follows goes to the end of @out */
void page_begin(Page *page, GString *out);

void page_set_style(Page *page, guint style);
/* page_put: text as it is, of which blanks part words; controls show as U+FFFD, so that no text
 * steers a terminal */
void page_put(Page *page, const char *text, gsize size);
/* page_put_literal: NUL-terminated text in a style of its own, then back to the one before */
void page_put_literal(Page *page, const char *text, guint style);
/* page_break: ends the line, if anything is on it */
void page_break(Page *page);
/* page_gap: ends the line, and leaves a blank one */
void page_gap(Page *page);
/* page_tab: at the beginning of a line or after less than @column columns: goes to @column */
void page_tab(Page *page, guint column);
/* page_measure: columns that @text takes */
guint page_measure(const char *text, gsize size);
