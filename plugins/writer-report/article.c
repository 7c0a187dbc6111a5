/* article.c: the text, with what was said, by whom, names and scored words marked.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "view.h"

/* What is marked, from the outside in where several begin together. */
typedef enum {
    MARK_SAID,
    MARK_INDIRECT,
    MARK_ASIDE, /* in marks, but no speech */
    MARK_SPEAKER,
    MARK_CUE,
    MARK_NAME,
    MARK_GOOD,
    MARK_BAD,
} Mark;

static const struct {
    const char *begin, *end;
} elements[] = {
    [MARK_SAID] = { "<mark class=\"said\">", "</mark>" },
    [MARK_INDIRECT] = { "<mark class=\"indirect\">", "</mark>" },
    [MARK_ASIDE] = { "<span class=\"aside\">", "</span>" },
    [MARK_SPEAKER] = { "<b class=\"speaker\">", "</b>" },
    [MARK_CUE] = { "<i class=\"cue\">", "</i>" },
    [MARK_NAME] = { "<span class=\"name\">", "</span>" },
    [MARK_GOOD] = { "<span class=\"good\">", "</span>" },
    [MARK_BAD] = { "<span class=\"bad\">", "</span>" },
};

/* So many marks around each other are drawn: with more, spans that cross could make a page of the
 * square of their number. */
#define DEPTH_MOST 8u

typedef struct {
    guint32 begin, end;
    guint32 order;
    guint32 number; /* of a quotation that begins here; 0: of none */
    Mark mark;
} Stretch;

typedef struct {
    View *view;
    GArray *stretches; /* sorted */
    guint next;        /* of them */
    Stretch open[DEPTH_MOST];
    guint n_open;
    guint n_left_out;
    guint32 at;
} Article;

/* ---- gathering ---- */

static void
add(Article *article, guint32 begin, guint32 end, Mark mark, guint32 number)
{
    end = MIN(end, article->view->size);
    Stretch stretch = { begin, end, article->stretches->len, number, mark };
    if (begin < end)
        g_array_append_val(article->stretches, stretch);
}

static gboolean
is_quotation_mark(gunichar character)
{
    return (galley_unichar_get_properties(character) & GALLEY_UNICODE_QUOTATION_MARK) != 0;
}

/* A part with the marks around it, as far as they are the quotation's. */
static void
add_part(Article *article, guint32 row, guint32 part, Mark mark, guint32 number)
{
    const View *view = article->view;
    const Rows *quotations = &view->rows[LAYER_QUOTATION], *parts = &view->rows[LAYER_PART];
    guint32 begin = parts->begins[part], end = parts->ends[part];
    if (begin > quotations->begins[row]) {
        guint32 before = galley_utf8_previous(view->text, begin);
        begin = is_quotation_mark(galley_utf8_get(view->text, before)) ? before : begin;
    }
    if (end < MIN(quotations->ends[row], view->size) &&
        is_quotation_mark(galley_utf8_get(view->text, end)))
        end = galley_utf8_next(view->text, end);
    add(article, begin, end, mark, number);
}

static void
add_column_span(Article *article, guint column, guint32 row, Mark mark)
{
    guint32 begin, end;
    if (rows_get_span(&article->view->rows[LAYER_QUOTATION], column, row, &begin, &end))
        add(article, begin, end, mark, 0);
}

static Mark
mark_of(const View *view, guint32 row)
{
    if (view->numbers[row] == 0)
        return MARK_ASIDE;
    guint8 kind = rows_get_category(&view->rows[LAYER_QUOTATION], GALLEY_QUOTATION_KIND, row);
    return kind == GALLEY_QUOTATION_KIND_INDIRECT ? MARK_INDIRECT : MARK_SAID;
}

static void
add_quotation(Article *article, guint32 row)
{
    const View *view = article->view;
    const Rows *quotations = &view->rows[LAYER_QUOTATION];
    guint32 number = view->numbers[row], part = view->first_part[row];
    Mark mark = mark_of(view, row);
    if (part == GALLEY_NO_ROW)
        add(article, quotations->begins[row], quotations->ends[row], mark, number);
    for (; part != GALLEY_NO_ROW; part = view->next_part[part], number = 0)
        add_part(article, row, part, mark, number);
    if (mark == MARK_ASIDE)
        return;
    add_column_span(article, GALLEY_QUOTATION_CUE, row, MARK_CUE);
    add_column_span(article, GALLEY_QUOTATION_SPEAKER, row, MARK_SPEAKER);
}

static void
add_words(Article *article)
{
    const Rows *mentions = &article->view->rows[LAYER_MENTION];
    const Rows *valences = &article->view->rows[LAYER_VALENCE];
    for (guint32 i = 0; i < mentions->n; i++)
        add(article, mentions->begins[i], mentions->ends[i], MARK_NAME, 0);
    for (guint32 i = 0; i < valences->n; i++) {
        double value;
        if (rows_get_double(valences, GALLEY_VALENCE_VALUE, i, &value) && value != 0)
            add(article, valences->begins[i], valences->ends[i], value > 0 ? MARK_GOOD : MARK_BAD,
                0);
    }
}

static gint
compare(gconstpointer a, gconstpointer b)
{
    const Stretch *one = a, *other = b;
    if (one->begin != other->begin)
        return one->begin < other->begin ? -1 : 1;
    if (one->end != other->end)
        return one->end > other->end ? -1 : 1;
    if (one->mark != other->mark)
        return one->mark < other->mark ? -1 : 1;
    return one->order < other->order ? -1 : one->order > other->order;
}

/* ---- elements ---- */

/* Of elements from @from on inward: what comes in begins anew. */
static void
put_all(Article *article, guint from, gboolean opening)
{
    for (guint i = from; opening && i < article->n_open; i++)
        put(article->view->out, elements[article->open[i].mark].begin);
    for (guint i = article->n_open; !opening && i-- > from;)
        put(article->view->out, elements[article->open[i].mark].end);
}

static void
forget_those_before(Article *article, guint32 at)
{
    guint kept = 0;
    for (guint i = 0; i < article->n_open; i++)
        if (article->open[i].end > at)
            article->open[kept++] = article->open[i];
    article->n_open = kept;
}

/* Elements nest, so with one that ends those inside it end too, and those that go on begin again. */
static void
end_those_before(Article *article, guint32 at)
{
    guint from = 0;
    while (from < article->n_open && article->open[from].end > at)
        from++;
    if (from == article->n_open)
        return;
    put_all(article, from, FALSE);
    forget_those_before(article, at);
    put_all(article, from, TRUE);
}

static void
begin_one(Article *article, const Stretch *stretch)
{
    if (article->n_open == DEPTH_MOST) {
        article->n_left_out++;
        return;
    }
    if (stretch->number > 0)
        g_string_append_printf(
            article->view->out,
            "<a class=\"at\" href=\"#d%uq%u\" aria-label=\"quotation %u\">%u</a>",
            article->view->number, stretch->number, stretch->number, stretch->number);
    article->open[article->n_open++] = *stretch;
    put(article->view->out, elements[stretch->mark].begin);
}

static const Stretch *
next_stretch(const Article *article)
{
    return article->next < article->stretches->len
               ? &g_array_index(article->stretches, Stretch, article->next)
               : NULL;
}

/* Where the text can go on to without an element that begins or ends. */
static guint32
find_stop(const Article *article, guint32 end)
{
    const Stretch *next = next_stretch(article);
    guint32 stop = next != NULL ? MIN(end, next->begin) : end;
    for (guint i = 0; i < article->n_open; i++)
        stop = MIN(stop, article->open[i].end);
    return stop;
}

static void
walk(Article *article, guint32 end)
{
    while (article->at < end) {
        const Stretch *next;
        end_those_before(article, article->at);
        for (; (next = next_stretch(article)) != NULL && next->begin <= article->at;
             article->next++)
            if (next->end > article->at)
                begin_one(article, next);
        guint32 stop = find_stop(article, end);
        put_text(article->view->out, article->view->text + article->at, stop - article->at);
        article->at = stop;
    }
}

/* ---- paragraphs ---- */

static gboolean
is_blank(const char *text, guint32 begin, guint32 end)
{
    for (guint32 at = begin; at < end; at = galley_utf8_next(text, at))
        if (!galley_unichar_is_space(galley_utf8_get(text, at)))
            return FALSE;
    return TRUE;
}

/* What goes on over the end of a paragraph ends there, and begins again in the next. */
static void
draw_block(Article *article, guint32 begin, guint32 end, const char *class)
{
    begin = MAX(begin, article->at);
    end = MIN(end, article->view->size);
    if (begin >= end || is_blank(article->view->text, begin, end))
        return;
    article->at = begin;
    g_string_append_printf(article->view->out, "<p%s dir=\"auto\">", class);
    put_all(article, 0, TRUE);
    walk(article, end);
    put_all(article, 0, FALSE);
    forget_those_before(article, end);
    put(article->view->out, "</p>\n");
}

static const char *
class_of(guint8 kind)
{
    if (kind == GALLEY_PARAGRAPH_KIND_HEADING)
        return " class=\"heading\"";
    return kind == GALLEY_PARAGRAPH_KIND_LIST_ITEM ? " class=\"item\"" : "";
}

/* What stands between paragraphs gets blocks of its own, so that no text is left out. */
static void
draw_blocks(Article *article)
{
    const Rows *paragraphs = &article->view->rows[LAYER_PARAGRAPH];
    for (guint32 i = 0; i < paragraphs->n; i++) {
        guint8 kind = rows_get_category(paragraphs, GALLEY_PARAGRAPH_KIND, i);
        draw_block(article, article->at, paragraphs->begins[i], "");
        draw_block(article, paragraphs->begins[i], paragraphs->ends[i], class_of(kind));
    }
    draw_block(article, article->at, article->view->size, "");
}

/* ---- the whole ---- */

/* A language tag as BCP 47 has them, or the attribute stays away. */
static void
put_language(View *view)
{
    gboolean sound = view->language_size > 1 && view->language_size <= 35;
    for (gsize i = 0; i < view->language_size; i++)
        sound = sound && (g_ascii_isalnum(view->language[i]) || view->language[i] == '-');
    if (sound)
        g_string_append_printf(view->out, " lang=\"%.*s\"", (int)view->language_size,
                               view->language);
}

static void
put_left_out(const Article *article)
{
    GString *out = article->view->out;
    if (article->view->size < article->view->full) {
        put(out, "<p class=\"note\">The text goes on: ");
        put_number(out, article->view->size);
        put(out, " of ");
        put_counted(out, article->view->full, "byte", "bytes");
        put(out, " are shown, and what is marked in them.</p>\n");
    }
    if (article->n_left_out > 0) {
        put(out, "<p class=\"note\">Not marked: ");
        put_counted(out, article->n_left_out, "stretch", "stretches");
        g_string_append_printf(out, " inside %u others.</p>\n", DEPTH_MOST);
    }
}

void
draw_article(View *view)
{
    Article article = { .view = view };
    article.stretches = g_array_new(FALSE, FALSE, sizeof(Stretch));
    for (guint32 i = 0; i < view->rows[LAYER_QUOTATION].n; i++)
        add_quotation(&article, i);
    add_words(&article);
    g_array_sort(article.stretches, compare);
    put(view->out, "<div class=\"text\"");
    put_language(view);
    put(view->out, ">\n");
    draw_blocks(&article);
    put(view->out, view->size == 0 ? "<p class=\"note\">no text</p></div>\n" : "</div>\n");
    put_left_out(&article);
    g_array_unref(article.stretches);
}
