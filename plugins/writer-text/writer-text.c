/* writer-text.c: documents for the terminal. SPDX-License-Identifier: MIT */
#include <string.h>

#include "view.h"

#define WIDTH_DEFAULT 80
#define WIDTH_LEAST 24
#define WIDTH_MOST 100 /* of a terminal: longer lines are hard to read */

enum {
    COLOR_AUTO,
    COLOR_ALWAYS,
};
static const char *const colors[] = { "auto", "always", "never", NULL };

static const GalleyOption options[] = {
    GALLEY_OPTION_OUTPUT(Text, path, "documents.txt", "file in the run's folder"),
    GALLEY_OPTION_INT(
        Text, width, 0, 0, 1000, "columns", "of a line; 0: the terminal's, at most 100, or 80"),
    GALLEY_OPTION_ENUM(Text, color, "auto", colors, "auto: on a terminal, unless NO_COLOR is set"),
    GALLEY_OPTION_END,
};

static const GalleyPort needs[] = {
    GALLEY_LAYER_OPTIONAL("paragraph", "kind"),
    GALLEY_LAYER_OPTIONAL("quotation", "kind cue speaker entity"),
    GALLEY_LAYER_OPTIONAL("quotation_part", "quotation"),
    GALLEY_LAYER_OPTIONAL("entity", "name"),
    GALLEY_LAYER_OPTIONAL("sentiment", "scope positive negative neutral compound evidence entity"),
    GALLEY_LAYER_OPTIONAL("valence", "value rule base"),
    GALLEY_LAYER_OPTIONAL("removed", "reason"),
    GALLEY_PORT_END,
};

/* ---- life ---- */

static guint
terminal_columns(const GalleyContext *context)
{
    guint columns = galley_context_get_terminal_width(context);
    return columns > 0 ? MIN(columns, WIDTH_MOST) : WIDTH_DEFAULT;
}

static gboolean
text_open(gpointer self, const GalleyContext *context, G_GNUC_UNUSED GError **error)
{
    Text *text = self;
    text->columns =
        MAX(text->width > 0 ? (guint)text->width : terminal_columns(context), WIDTH_LEAST);
    text->colored =
        text->color == COLOR_AUTO ? galley_context_get_color(context) : text->color == COLOR_ALWAYS;
    return TRUE;
}

static gpointer
text_worker_new(gconstpointer self, G_GNUC_UNUSED GError **error)
{
    View *view = g_new0(View, 1);
    view->options = self;
    view->events = new_events();
    page_init(&view->page, view->options->columns, view->options->colored);
    return view;
}

static void
text_worker_free(gpointer worker)
{
    View *view = worker;
    g_array_unref(view->events);
    page_clear(&view->page);
    g_free(view);
}

/* ---- a document ---- */

static void
begin_view(View *view, GalleyDocument *document, GString *out)
{
    view->document = document;
    view->text = galley_document_get_text(document, &view->size);
    view->paragraphs = galley_document_get_layer(document, "paragraph");
    view->quotations = galley_document_get_layer(document, "quotation");
    view->parts = galley_document_get_layer(document, "quotation_part");
    view->entities = galley_document_get_layer(document, "entity");
    view->sentiment = galley_document_get_layer(document, "sentiment");
    view->valence = galley_document_get_layer(document, "valence");
    view->removed = galley_document_get_layer(document, "removed");
    page_begin(&view->page, out);
}

static void
put_rule(View *view)
{
    for (guint i = 0; i < view->page.width; i++)
        page_put_literal(&view->page, "─", STYLE_DIM);
    page_break(&view->page);
}

void
show_title(View *view, const char *title, const char *note)
{
    page_gap(&view->page);
    page_put_literal(&view->page, title, STYLE_BOLD);
    if (note != NULL) {
        page_put(&view->page, ": ", 2);
        page_put_literal(&view->page, note, 0);
    }
    page_gap(&view->page);
}

static gboolean
text_encode(GalleyDocument *document, gpointer worker, GString *out, G_GNUC_UNUSED GError **error)
{
    View *view = worker;
    const char *id = galley_document_get_id(document);
    begin_view(view, document, out);
    index_quotations(view);
    put_rule(view);
    page_put_literal(&view->page, id, STYLE_DIM);
    page_gap(&view->page);
    show_article(view);
    show_quotations(view);
    show_sentiment(view);
    show_removed(view);
    page_gap(&view->page);
    return TRUE;
}

static const GalleyPlugin plugin = {
    GALLEY_PLUGIN_SIZES,
    .kind = GALLEY_KIND_WRITER,
    .name = "text",
    .version = "0.1.0",
    .revision = 2,
    .summary = "for people: the text with its quotations, who said each, and the sentiment",
    .authors = "The galley authors",
    .licence = "MIT",
    .options = options,
    .options_size = sizeof(Text),
    .needs = needs,
    .open = text_open,
    .worker_new = text_worker_new,
    .encode = text_encode,
    .worker_free = text_worker_free,
};

GALLEY_PLUGIN_DEFINE(plugin)
