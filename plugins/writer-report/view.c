/* view.c: one document: what is kept of it, and what belongs together in it.
 * SPDX-License-Identifier: MIT */
#include "view.h"

#include <string.h>

/* Bytes of the page for one of the text. Of news with all scores explained there are about 40. */
#define PAGE_PER_TEXT 300u
#define PAGE_LEAST ((gsize)1 << 16)
#define METADATA_MOST 40u       /* keys */
#define METADATA_TEXT_MOST 500u /* bytes of a value */

/* ---- kept ---- */

/* Where the text is cut. */
static guint32
find_limit(const char *text, guint32 size, gint64 characters)
{
    guint32 at = 0;
    if (size <= characters) /* bytes: so the characters are no more */
        return size;
    while (at < size && characters-- > 0)
        at = galley_utf8_next(text, at);
    return at;
}

static const GalleyMetadata *
find_text(GalleyDocument *document, const char *key)
{
    const GalleyMetadata *found = galley_document_get_metadata(document, key);
    gboolean text = found != NULL && !found->null && found->type == GALLEY_TYPE_TEXT;
    return text ? found : NULL;
}

static void
put_metadata_text(GString *out, GalleyDocument *document, const char *key)
{
    const GalleyMetadata *found = find_text(document, key);
    bytes_put_text(out, found != NULL ? found->text : "", found != NULL ? found->text_size : 0);
}

/* As text, as JSON has it where it is none. */
static void
append_value(GString *out, const GalleyMetadata *entry)
{
    if (entry->null)
        return;
    if (entry->type == GALLEY_TYPE_INT64)
        galley_append_int64(out, entry->int64);
    else if (entry->type == GALLEY_TYPE_DOUBLE)
        galley_append_double(out, entry->number);
    else if (entry->type == GALLEY_TYPE_BOOL)
        g_string_append(out, entry->int64 != 0 ? "true" : "false");
    else
        g_string_append_len(out, entry->text, (gssize)entry->text_size);
}

/* Long values are cut here, since they are not to fill the spool. */
static void
put_metadata(GString *out, GalleyDocument *document)
{
    guint n;
    const GalleyMetadata *list = galley_document_list_metadata(document, &n);
    g_autoptr(GString) value = g_string_new(NULL);
    bytes_put_number(out, n);
    for (guint i = 0; i < MIN(n, METADATA_MOST); i++) {
        g_string_truncate(value, 0);
        append_value(value, &list[i]);
        gsize size = MIN(value->len, METADATA_TEXT_MOST + 1);
        while (!galley_utf8_is_boundary(value->str, (guint32)value->len, (guint32)size))
            size++;
        bytes_put_text(out, list[i].key, strlen(list[i].key));
        bytes_put_text(out, value->str, size);
    }
}

void
view_put(GString *out, const Report *report, GalleyDocument *document)
{
    guint32 size;
    const char *id = galley_document_get_id(document);
    const char *text = galley_document_get_text(document, &size);
    guint32 limit = find_limit(text, size, report->text);
    bytes_put_text(out, id, strlen(id));
    put_metadata_text(out, document, "title");
    put_metadata_text(out, document, "language");
    bytes_put_text(out, text, limit);
    bytes_put_number(out, size);
    for (guint i = 0; i < N_LAYERS; i++)
        rows_put(out, document, i, MAX(limit, 1));
    put_metadata(out, document);
}

/* ---- what belongs together ---- */

static guint32 *
new_links(guint32 n)
{
    guint32 *links = g_new(guint32, MAX(n, 1));
    for (guint32 i = 0; i < n; i++)
        links[i] = GALLEY_NO_ROW;
    return links;
}

/* Lists of @rows by the row of another layer that they point to, in their order: so from the last
 * one back. */
static void
link_rows(const Rows *rows, guint column, guint32 n_owners, guint32 **first, guint32 **next)
{
    *first = new_links(n_owners);
    *next = new_links(rows->n);
    for (guint32 i = rows->n; i-- > 0;) {
        guint32 owner = rows_get_row(rows, column, i);
        if (owner >= n_owners)
            continue;
        (*next)[i] = (*first)[owner];
        (*first)[owner] = i;
    }
}

static void
number_quotations(View *view)
{
    const Rows *quotations = &view->rows[LAYER_QUOTATION];
    guint32 number = 0;
    view->numbers = g_new0(guint32, MAX(quotations->n, 1));
    for (guint32 i = 0; i < quotations->n; i++) {
        guint8 kind = rows_get_category(quotations, GALLEY_QUOTATION_KIND, i);
        if (kind != GALLEY_QUOTATION_KIND_SCARE && kind != GALLEY_QUOTATION_KIND_TITLE)
            view->numbers[i] = ++number;
    }
}

/* A score tells its quotation; where no step says so, it has the same span. */
static void
match_scores(View *view)
{
    const Rows *scores = &view->rows[LAYER_SENTIMENT], *quotations = &view->rows[LAYER_QUOTATION];
    gboolean told = scores->columns[GALLEY_SENTIMENT_QUOTATION].values != NULL;
    view->scores = new_links(quotations->n);
    for (guint32 i = 0, q = 0; i < scores->n; i++) {
        if (view_scope(view, i) != GALLEY_SENTIMENT_SCOPE_QUOTATION)
            continue;
        guint32 owner = rows_get_row(scores, GALLEY_SENTIMENT_QUOTATION, i);
        while (
            !told && q < quotations->n &&
            (quotations->begins[q] < scores->begins[i] ||
             (quotations->begins[q] == scores->begins[i] && quotations->ends[q] > scores->ends[i])))
            q++;
        if (!told && q < quotations->n && quotations->begins[q] == scores->begins[i] &&
            quotations->ends[q] == scores->ends[i])
            owner = q++;
        if (owner < quotations->n)
            view->scores[owner] = i;
    }
}

static void
index_rows(View *view)
{
    Rows *rows = view->rows;
    number_quotations(view);
    match_scores(view);
    link_rows(&rows[LAYER_PART], GALLEY_QUOTATION_PART_QUOTATION, rows[LAYER_QUOTATION].n,
              &view->first_part, &view->next_part);
    link_rows(&rows[LAYER_CONTRIBUTION], GALLEY_CONTRIBUTION_SENTIMENT, rows[LAYER_SENTIMENT].n,
              &view->first_contribution, &view->next_contribution);
    link_rows(&rows[LAYER_CHANGE], GALLEY_VALENCE_CHANGE_VALENCE, rows[LAYER_VALENCE].n,
              &view->first_change, &view->next_change);
    link_rows(&rows[LAYER_SENTIMENT], GALLEY_SENTIMENT_ENTITY, rows[LAYER_ENTITY].n,
              &view->first_target, &view->next_target);
}

/* ---- read again ---- */

gboolean
view_take(View *view, Bytes bytes)
{
    gsize size;
    view->id = bytes_take_text(&bytes, &view->id_size);
    view->title = bytes_take_text(&bytes, &view->title_size);
    view->language = bytes_take_text(&bytes, &view->language_size);
    view->text = bytes_take_text(&bytes, &size);
    view->size = (guint32)size;
    view->full = bytes_take_number(&bytes);
    for (guint i = 0; i < N_LAYERS; i++)
        if (!rows_take(&bytes, i, &view->rows[i]))
            return FALSE;
    view->n_metadata = (guint)bytes_take_number(&bytes);
    view->metadata = bytes;
    for (guint i = 0; i < 2 * MIN(view->n_metadata, METADATA_MOST); i++)
        bytes_take_text(&bytes, &size);
    if (!bytes.astray)
        index_rows(view);
    return !bytes.astray;
}

void
view_clear(View *view)
{
    g_free(view->numbers);
    g_free(view->scores);
    g_free(view->first_part);
    g_free(view->next_part);
    g_free(view->first_contribution);
    g_free(view->next_contribution);
    g_free(view->first_change);
    g_free(view->next_change);
    g_free(view->first_target);
    g_free(view->next_target);
}

guint8
view_scope(const View *view, guint32 score)
{
    return rows_get_category(&view->rows[LAYER_SENTIMENT], GALLEY_SENTIMENT_SCOPE, score);
}

char *
view_get_title(const View *view)
{
    return view->title_size > 0 ? g_strndup(view->title, view->title_size)
                                : g_strndup(view->id, view->id_size);
}

/* ---- drawn ---- */

gboolean
view_has_room(View *view, guint n)
{
    gboolean room = view->out->len - view->start < PAGE_LEAST + PAGE_PER_TEXT * (gsize)view->size;
    view->n_left_out += room ? 0 : n;
    return room;
}

void
put_span(View *view, guint32 begin, guint32 end)
{
    begin = MIN(begin, view->size);
    put_text(view->out, view->text + begin, MIN(end, view->size) - begin);
    if (end > view->size)
        put(view->out, "…");
}

static void
draw_metadata(View *view)
{
    Bytes bytes = view->metadata;
    guint shown = MIN(view->n_metadata, METADATA_MOST);
    if (shown == 0)
        return;
    put(view->out, "<details><summary>");
    put_counted(view->out, view->n_metadata, "value of metadata", "values of metadata");
    put(view->out, "</summary>\n");
    table_begin(view->out, NULL, "Key|Value");
    for (guint i = 0; i < shown; i++) {
        gsize size;
        const char *text = bytes_take_text(&bytes, &size);
        put(view->out, "<tr><th scope=\"row\">");
        put_text(view->out, text, size);
        text = bytes_take_text(&bytes, &size);
        put(view->out, "</th><td dir=\"auto\">");
        put_short(view->out, text, size, METADATA_TEXT_MOST);
        put(view->out, "</td></tr>\n");
    }
    table_end(view->out);
    if (shown < view->n_metadata)
        g_string_append_printf(view->out, "<p class=\"note\">And %u more.</p>\n",
                               view->n_metadata - shown);
    put(view->out, "</details>\n");
}

static void
draw_heading(View *view)
{
    gboolean titled = view->title_size > 0;
    g_string_append_printf(view->out, "<h3 dir=\"auto\"><span class=\"note\">%u.</span> ",
                           view->number);
    if (titled)
        put_short(view->out, view->title, view->title_size, METADATA_TEXT_MOST);
    else
        put_short(view->out, view->id, view->id_size, METADATA_TEXT_MOST);
    put(view->out, "</h3>\n");
    if (!titled)
        return;
    put(view->out, "<p class=\"note\" dir=\"auto\">");
    put_short(view->out, view->id, view->id_size, METADATA_TEXT_MOST);
    put(view->out, "</p>\n");
}

void
view_draw(View *view)
{
    view->start = view->out->len;
    g_string_append_printf(view->out, "<article id=\"d%u\">\n", view->number);
    draw_heading(view);
    draw_metadata(view);
    draw_article(view);
    draw_quotations(view);
    draw_sentiment(view);
    if (view->n_left_out > 0) {
        put(view->out, "<p class=\"note\">Left out, since all would be many times the text: ");
        put_counted(view->out, view->n_left_out, "part", "parts");
        put(view->out, ".</p>\n");
    }
    put(view->out, "</article>\n");
}
