/* speech.c: who said what. SPDX-License-Identifier: MIT */
#include "view.h"

#define NUMBER_INDENT 2
#define NUMBER_FORMAT "[%u]"
#define NUMBER_SIZE 16
#define ASIDES_MOST 8

static void
put_span(View *view, guint32 begin, guint32 end)
{
    page_put(&view->page, view->text + begin, end - begin);
}

/* The entity's name in the document, or NULL. */
static const char *
name_of(const View *view, guint32 row, guint32 *size)
{
    const guint32 *entities = galley_layer_get_rows(view->quotations, GALLEY_QUOTATION_ENTITY);
    if (entities == NULL || view->entities == NULL || entities[row] == GALLEY_NO_ROW)
        return NULL;
    return galley_layer_get_text(view->entities, GALLEY_ENTITY_NAME, entities[row], size);
}

static gboolean
put_column_span(View *view, guint column, guint32 row)
{
    const guint32 *begins = galley_layer_get_span_begins(view->quotations, column);
    const guint32 *ends = galley_layer_get_span_ends(view->quotations, column);
    if (begins == NULL || begins[row] == GALLEY_NO_OFFSET)
        return FALSE;
    put_span(view, begins[row], ends[row]);
    return TRUE;
}

static void
put_speaker(View *view, guint32 row)
{
    guint32 size;
    const char *name = name_of(view, row, &size);
    page_set_style(&view->page, STYLE_BOLD);
    if (name != NULL)
        page_put(&view->page, name, size);
    else if (!put_column_span(view, GALLEY_QUOTATION_SPEAKER, row))
        page_put_literal(&view->page, "speaker not named", STYLE_DIM);
    page_set_style(&view->page, 0);
}

static void
put_cue(View *view, guint32 row)
{
    const guint32 *begins = galley_layer_get_span_begins(view->quotations, GALLEY_QUOTATION_CUE);
    if (begins == NULL || begins[row] == GALLEY_NO_OFFSET)
        return;
    page_put_literal(&view->page, " · ", STYLE_DIM);
    page_set_style(&view->page, STYLE_MAGENTA);
    put_column_span(view, GALLEY_QUOTATION_CUE, row);
    page_set_style(&view->page, 0);
}

static void
put_kind(View *view, guint32 row)
{
    const guint8 *kinds = galley_layer_get_categories(view->quotations, GALLEY_QUOTATION_KIND);
    if (kinds == NULL || kinds[row] == GALLEY_NO_CATEGORY)
        return;
    const GalleyLayout *layout = galley_layer_get_layout(view->quotations);
    page_put_literal(&view->page, " · ", STYLE_DIM);
    page_put_literal(&view->page, layout->columns[GALLEY_QUOTATION_KIND].categories[kinds[row]],
                     STYLE_DIM);
}

static void
put_sentiment(View *view, guint32 row)
{
    guint32 score = view->scores[row];
    if (score == GALLEY_NO_ROW ||
        !galley_layer_has_value(view->sentiment, GALLEY_SENTIMENT_COMPOUND, score))
        return;
    page_put_literal(&view->page, " · ", STYLE_DIM);
    put_score(view, galley_layer_get_doubles(view->sentiment, GALLEY_SENTIMENT_COMPOUND)[score]);
}

static void
put_content(View *view, guint32 row)
{
    if (view->first_part[row] == GALLEY_NO_ROW)
        put_span(view, galley_layer_get_begins(view->quotations)[row],
                 galley_layer_get_ends(view->quotations)[row]);
    for (guint32 part = view->first_part[row]; part != GALLEY_NO_ROW;
         part = view->next_part[part]) {
        put_span(view, galley_layer_get_begins(view->parts)[part],
                 galley_layer_get_ends(view->parts)[part]);
        page_put(&view->page, " ", 1);
    }
}

static void
show_quotation(View *view, guint32 row, guint content_indent)
{
    char number[NUMBER_SIZE];
    g_snprintf(number, sizeof number, NUMBER_FORMAT, view->numbers[row]);
    view->page.indent = NUMBER_INDENT;
    page_put_literal(&view->page, number, STYLE_DIM);
    page_tab(&view->page, content_indent);
    view->page.indent = content_indent;
    put_speaker(view, row);
    put_cue(view, row);
    put_kind(view, row);
    put_sentiment(view, row);
    page_break(&view->page);
    put_content(view, row);
    page_break(&view->page);
    view->page.indent = 0;
}

/* Words in marks that nobody is quoted with, and titles of works. */
static void
show_asides(View *view, guint32 n_rows, guint32 n_asides)
{
    guint32 shown = 0;
    view->page.indent = NUMBER_INDENT;
    for (guint32 row = 0; row < n_rows && shown < ASIDES_MOST; row++) {
        if (view->numbers[row] > 0)
            continue;
        page_put_literal(&view->page, shown++ == 0 ? "Not speech: " : ", ", STYLE_DIM);
        put_span(view, galley_layer_get_begins(view->quotations)[row],
                 galley_layer_get_ends(view->quotations)[row]);
    }
    if (n_asides > shown) {
        page_put_literal(&view->page, " and ", STYLE_DIM);
        put_count(view, n_asides - shown, "more", "more");
    }
    page_break(&view->page);
    view->page.indent = 0;
}

void
show_quotations(View *view)
{
    if (view->quotations == NULL)
        return;
    guint32 n = galley_layer_get_n_rows(view->quotations), n_asides = 0;
    for (guint32 i = 0; i < n; i++)
        n_asides += view->numbers[i] == 0;
    show_title(view, "Who said what", n == n_asides ? "no quotation found" : NULL);
    char last[NUMBER_SIZE];
    guint content_indent =
        NUMBER_INDENT + (guint)g_snprintf(last, sizeof last, NUMBER_FORMAT, n - n_asides) + 1;
    for (guint32 i = 0; i < n; i++)
        if (view->numbers[i] > 0)
            show_quotation(view, i, content_indent);
    show_asides(view, n, n_asides);
}
