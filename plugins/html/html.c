/* html.c: a step that makes an article's text of a document's HTML. SPDX-License-Identifier: MIT */
#include <string.h>

#include "article.h"

typedef struct {
    gint scope; /* Scope */
    gboolean metadata;
} Html;

static const char *const scopes[] = { "article", "body", NULL };

static const GalleyOption options[] = {
    GALLEY_OPTION_ENUM(
        Html, scope, "article", scopes, "the main content alone, or all text that the page shows"),
    GALLEY_OPTION_BOOL(Html, metadata, "true", "title, author, date, language, url, site"),
    GALLEY_OPTION_END,
};

static const GalleyPort gives[] = {
    GALLEY_EDITS_TEXT,
    GALLEY_METADATA_OPTIONAL("title", TEXT),
    GALLEY_METADATA_OPTIONAL("author", TEXT),
    GALLEY_METADATA_OPTIONAL("date", TEXT),
    GALLEY_METADATA_OPTIONAL("language", TEXT),
    GALLEY_METADATA_OPTIONAL("url", TEXT),
    GALLEY_METADATA_OPTIONAL("site", TEXT),
    GALLEY_PORT_END,
};

static gboolean
html_contract(gconstpointer self, GalleyContract *contract, GError **error)
{
    const Html *html = self;
    (void)error;
    for (const GalleyPort *port = gives; !html->metadata && port->name != NULL; port++)
        if (port->kind == GALLEY_PORT_METADATA)
            galley_contract_drop_give(contract, GALLEY_PORT_METADATA, port->name);
    return TRUE;
}

static gpointer
html_worker_new(gconstpointer self, GError **error)
{
    const Html *html = self;
    return article_worker_new(html->scope, html->metadata, error);
}

/* Text without a tag is no HTML: its lines would be run together. */
static gboolean
has_tags(const char *text, guint32 size)
{
    const char *end = text + size;
    for (const char *at = memchr(text, '<', size); at != NULL && at + 1 < end;
         at = memchr(at + 1, '<', end - at - 1))
        if (g_ascii_isalpha(at[1]) || (at[1] != '\0' && strchr("/!?", at[1]) != NULL))
            return TRUE;
    return FALSE;
}

static GalleyStatus
html_process(GalleyDocument *document, gpointer worker, GError **error)
{
    guint32 size;
    const char *text = galley_document_get_text(document, &size);
    if (has_tags(text, size))
        return article_extract(worker, document, error);
    galley_document_count(document, "no tags", 1);
    return GALLEY_OK;
}

static const GalleyPlugin plugin = {
    GALLEY_PLUGIN_SIZES,
    .kind = GALLEY_KIND_PROCESSOR,
    .name = "html",
    .version = "0.1.0",
    .revision = 3,
    .summary =
        "Makes the article's text of a document that is HTML, by edits, and reads its metadata",
    .authors = "The galley authors",
    .licence = "MIT",
    .options = options,
    .options_size = sizeof(Html),
    .gives = gives,
    .contract = html_contract,
    .worker_new = html_worker_new,
    .process = html_process,
    .worker_free = article_worker_free,
};

GALLEY_PLUGIN_DEFINE(plugin)
