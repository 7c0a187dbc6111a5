/* article.c: the text, with its quotations, their cues and speakers marked.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "view.h"

/* What an event begins or ends. */
typedef enum {
    MARK_PARAGRAPH,
    MARK_HEADING,
    MARK_QUOTATION, /* the brackets of the whole */
    MARK_SPEECH,
    MARK_INDIRECT,
    MARK_ASIDE, /* in marks, but not speech */
    MARK_CUE,
    MARK_SPEAKER,
    N_MARKS,
} Mark;

static const guint styles[N_MARKS] = {
    [MARK_HEADING] = STYLE_BOLD, [MARK_SPEECH] = STYLE_CYAN, [MARK_INDIRECT] = STYLE_YELLOW,
    [MARK_ASIDE] = STYLE_DIM,    [MARK_CUE] = STYLE_MAGENTA, [MARK_SPEAKER] = STYLE_BOLD,
};

typedef struct {
    guint32 at;
    guint8 mark;
    gboolean begins;
    guint32 order;  /* of adding */
    guint32 number; /* of a quotation */
} Event;

/* ---- gathering ---- */

GArray *
new_events(void)
{
    return g_array_new(FALSE, FALSE, sizeof(Event));
}

static void
add_event(View *view, guint32 at, Mark mark, gboolean begins, guint32 number)
{
    Event event = { at, (guint8)mark, begins, view->events->len, number };
    g_array_append_val(view->events, event);
}

static void
add_span(View *view, guint32 begin, guint32 end, Mark mark, guint32 number)
{
    add_event(view, begin, mark, TRUE, number);
    add_event(view, end, mark, FALSE, number);
}

static void
add_paragraphs(View *view)
{
    if (view->paragraphs == NULL)
        return;
    guint32 n = galley_layer_get_n_rows(view->paragraphs);
    const guint32 *begins = galley_layer_get_begins(view->paragraphs);
    const guint32 *ends = galley_layer_get_ends(view->paragraphs);
    const guint8 *kinds = galley_layer_get_categories(view->paragraphs, GALLEY_PARAGRAPH_KIND);
    for (guint32 i = 0; i < n; i++) {
        add_span(view, begins[i], ends[i], MARK_PARAGRAPH, 0);
        if (kinds != NULL && kinds[i] == GALLEY_PARAGRAPH_KIND_HEADING)
            add_span(view, begins[i], ends[i], MARK_HEADING, 0);
    }
}

static gboolean
is_quotation_mark(gunichar character)
{
    return (galley_unichar_get_properties(character) & GALLEY_UNICODE_QUOTATION_MARK) != 0;
}

/* A part with the marks around it, as far as they are the quotation's. */
static void
add_part(View *view, guint32 row, guint32 part, Mark mark)
{
    guint32 begin = galley_layer_get_begins(view->parts)[part],
            end = galley_layer_get_ends(view->parts)[part];
    if (begin > galley_layer_get_begins(view->quotations)[row]) {
        guint32 before = galley_utf8_previous(view->text, begin);
        begin = is_quotation_mark(galley_utf8_get(view->text, before)) ? before : begin;
    }
    if (end < galley_layer_get_ends(view->quotations)[row] &&
        is_quotation_mark(galley_utf8_get(view->text, end)))
        end = galley_utf8_next(view->text, end);
    add_span(view, begin, end, mark, 0);
}

static Mark
mark_of(const View *view, guint32 row)
{
    const guint8 *kinds = galley_layer_get_categories(view->quotations, GALLEY_QUOTATION_KIND);
    if (view->numbers[row] == 0)
        return MARK_ASIDE;
    return kinds != NULL && kinds[row] == GALLEY_QUOTATION_KIND_INDIRECT ? MARK_INDIRECT
                                                                         : MARK_SPEECH;
}

static void
add_column_span(View *view, guint column, guint32 row, Mark mark)
{
    const guint32 *begins = galley_layer_get_span_begins(view->quotations, column);
    const guint32 *ends = galley_layer_get_span_ends(view->quotations, column);
    if (begins != NULL && begins[row] != GALLEY_NO_OFFSET)
        add_span(view, begins[row], ends[row], mark, 0);
}

static void
add_quotation(View *view, guint32 row)
{
    guint32 begin = galley_layer_get_begins(view->quotations)[row];
    guint32 end = galley_layer_get_ends(view->quotations)[row];
    Mark mark = mark_of(view, row);
    if (view->numbers[row] > 0) {
        add_span(view, begin, end, MARK_QUOTATION, view->numbers[row]);
        add_column_span(view, GALLEY_QUOTATION_CUE, row, MARK_CUE);
        add_column_span(view, GALLEY_QUOTATION_SPEAKER, row, MARK_SPEAKER);
    }
    if (view->first_part[row] == GALLEY_NO_ROW)
        add_span(view, begin, end, mark, 0);
    for (guint32 part = view->first_part[row]; part != GALLEY_NO_ROW; part = view->next_part[part])
        add_part(view, row, part, mark);
}

/* What ends comes before what begins, and paragraphs are around all else. */
static gint
compare_events(gconstpointer a, gconstpointer b)
{
    const Event *x = a, *y = b;
    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    if (x->begins != y->begins)
        return x->begins ? 1 : -1;
    gboolean outer = x->mark == MARK_PARAGRAPH, other = y->mark == MARK_PARAGRAPH;
    if (outer != other)
        return outer == x->begins ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

static void
gather_events(View *view)
{
    g_array_set_size(view->events, 0);
    add_paragraphs(view);
    guint32 n = view->quotations != NULL ? galley_layer_get_n_rows(view->quotations) : 0;
    for (guint32 i = 0; i < n; i++)
        add_quotation(view, i);
    g_array_sort(view->events, compare_events);
}

/* ---- showing ---- */

static guint
style_of(const guint32 *depths)
{
    guint style = 0;
    for (guint mark = 0; mark < N_MARKS; mark++)
        style |= depths[mark] > 0 ? styles[mark] : 0;
    return style;
}

/* In colour a small number before the quotation; without, brackets around it. */
static void
put_bracket(View *view, const Event *event)
{
    char mark[16];
    if (view->page.colored)
        g_snprintf(mark, sizeof mark, event->begins ? "[%u]\u00A0" : "", event->number);
    else
        g_snprintf(mark, sizeof mark, event->begins ? "[%u:\u00A0" : "]", event->number);
    page_put_literal(&view->page, mark, STYLE_DIM);
}

static void
apply_event(View *view, const Event *event, guint32 *depths)
{
    depths[event->mark] += event->begins ? 1 : -1;
    if (event->mark == MARK_PARAGRAPH)
        page_gap(&view->page);
    else if (event->mark == MARK_QUOTATION)
        put_bracket(view, event);
    else
        page_set_style(&view->page, style_of(depths));
}

/* Without a paragraph layer the line ends tell: one is a new line, more are a gap. */
static void
put_lines(View *view, guint32 at, guint32 end)
{
    while (at < end) {
        const char *line = view->text + at;
        const char *line_feed = memchr(line, '\n', end - at);
        guint32 size = line_feed != NULL ? (guint32)(line_feed - line) : end - at;
        page_put(&view->page, line, size);
        at += size;
        if (line_feed == NULL)
            break;
        if (++at < view->size && view->text[at] == '\n')
            page_gap(&view->page);
        else
            page_break(&view->page);
    }
}

static void
put_stretch(View *view, guint32 at, guint32 end)
{
    if (view->paragraphs != NULL)
        page_put(&view->page, view->text + at, end - at);
    else
        put_lines(view, at, end);
}

void
show_article(View *view)
{
    guint32 at = 0, depths[N_MARKS] = { 0 };
    gather_events(view);
    for (guint i = 0; i < view->events->len; i++) {
        const Event *event = &g_array_index(view->events, Event, i);
        put_stretch(view, at, event->at);
        apply_event(view, event, depths);
        at = event->at;
    }
    put_stretch(view, at, view->size);
    page_set_style(&view->page, 0);
    page_break(&view->page);
}
