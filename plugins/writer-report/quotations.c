/* quotations.c: who said what, and how it sounds. SPDX-License-Identifier: MIT */
#include "view.h"

#define ASIDES_MOST 20u

static void
put_speaker(View *view, guint32 row)
{
    gsize size = 0;
    guint32 begin, end;
    const Rows *quotations = &view->rows[LAYER_QUOTATION], *entities = &view->rows[LAYER_ENTITY];
    guint32 entity = rows_get_row(quotations, GALLEY_QUOTATION_ENTITY, row);
    const char *name =
        entity < entities->n ? rows_get_text(entities, GALLEY_ENTITY_NAME, entity, &size) : "";
    put(view->out, "<b class=\"speaker\">");
    if (size > 0)
        put_text(view->out, name, size);
    else if (rows_get_span(quotations, GALLEY_QUOTATION_SPEAKER, row, &begin, &end))
        put_span(view, begin, end);
    else
        put(view->out, "speaker not named");
    put(view->out, "</b>");
}

static void
put_cue_and_kind(View *view, guint32 row)
{
    guint32 begin, end;
    const Rows *quotations = &view->rows[LAYER_QUOTATION];
    const GalleyColumn *columns = galley_standard_find_layout("quotation")->columns;
    guint8 kind = rows_get_category(quotations, GALLEY_QUOTATION_KIND, row);
    if (rows_get_span(quotations, GALLEY_QUOTATION_CUE, row, &begin, &end)) {
        put(view->out, " · <i class=\"cue\">");
        put_span(view, begin, end);
        put(view->out, "</i>");
    }
    if (kind != GALLEY_NO_CATEGORY) {
        put(view->out, " · ");
        put(view->out, columns[GALLEY_QUOTATION_KIND].categories[kind]);
    }
}

static void
put_content(View *view, guint32 row)
{
    const Rows *quotations = &view->rows[LAYER_QUOTATION], *parts = &view->rows[LAYER_PART];
    guint32 first = view->first_part[row];
    put(view->out, "<blockquote dir=\"auto\">");
    if (first == GALLEY_NO_ROW)
        put_span(view, quotations->begins[row], quotations->ends[row]);
    for (guint32 part = first; part != GALLEY_NO_ROW; part = view->next_part[part]) {
        put(view->out, part != first ? " … " : "");
        put_span(view, parts->begins[part], parts->ends[part]);
    }
    put(view->out, "</blockquote>\n");
}

static void
put_sentiment(View *view, guint32 score)
{
    double compound;
    put(view->out, " · ");
    if (view_get_score(view, score, &compound))
        put_score(view->out, compound);
    else
        put(view->out, "<span class=\"note\">no scored word</span>");
}

static void
draw_quotation(View *view, guint32 row)
{
    guint32 score = view->scores[row];
    g_string_append_printf(view->out, "<li id=\"d%uq%u\">", view->number, view->numbers[row]);
    put_speaker(view, row);
    put_cue_and_kind(view, row);
    if (score != GALLEY_NO_ROW)
        put_sentiment(view, score);
    put_content(view, row);
    if (score != GALLEY_NO_ROW)
        draw_reasons(view, score);
    put(view->out, "</li>\n");
}

/* Words in marks that nobody is quoted with, and titles of works. */
static void
draw_asides(View *view)
{
    const Rows *quotations = &view->rows[LAYER_QUOTATION];
    guint32 n = 0;
    for (guint32 row = 0; row < quotations->n; row++) {
        if (view->numbers[row] > 0 || n++ >= ASIDES_MOST)
            continue;
        put(view->out, n == 1 ? "<p class=\"note\">In marks, but no speech: <bdi>" : ", <bdi>");
        put_span(view, quotations->begins[row], quotations->ends[row]);
        put(view->out, "</bdi>");
    }
    if (n > ASIDES_MOST)
        g_string_append_printf(view->out, " and %u more", n - ASIDES_MOST);
    put(view->out, n > 0 ? "</p>\n" : "");
}

void
draw_quotations(View *view)
{
    const Rows *quotations = &view->rows[LAYER_QUOTATION];
    gboolean first = TRUE;
    if (!quotations->there)
        return;
    put(view->out, "<h4>Who said what</h4>\n");
    for (guint32 row = 0; row < quotations->n; row++) {
        if (view->numbers[row] == 0 || !view_has_room(view, 1))
            continue;
        put(view->out, first ? "<ol>\n" : "");
        first = FALSE;
        draw_quotation(view, row);
    }
    put(view->out, first ? "<p class=\"note\">No quotation was found.</p>\n" : "</ol>\n");
    draw_asides(view);
}
