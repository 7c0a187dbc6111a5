/* reader-html.c: an HTML file is a document: its article. SPDX-License-Identifier: MIT */
#include <string.h>

#include "article.h"

typedef struct {
    const char *encoding;
    gint scope; /* Scope */
    gboolean metadata;
    const GalleyEncoding *declared; /* NULL: auto */
} ReaderHtml;

static const char *const scopes[] = { "article", "body", NULL };

static const GalleyOption options[] = {
    GALLEY_OPTION_STRING(ReaderHtml,
                         encoding,
                         "auto",
                         "of all pages; auto: byte order mark, <meta charset>, else UTF-8 or "
                         "windows-1252"),
    GALLEY_OPTION_ENUM(ReaderHtml,
                       scope,
                       "article",
                       scopes,
                       "the main content alone, or all text that the page shows"),
    GALLEY_OPTION_BOOL(ReaderHtml, metadata, "true", "title, author, date, language, url, site"),
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

/* ---- life ---- */

static gboolean
is_auto(const ReaderHtml *self)
{
    return g_ascii_strcasecmp(self->encoding, "auto") == 0;
}

static gboolean
reader_contract(gconstpointer options_struct, GalleyContract *contract, GError **error)
{
    const ReaderHtml *self = options_struct;
    for (const GalleyPort *port = gives; !self->metadata && port->name != NULL; port++)
        if (port->kind == GALLEY_PORT_METADATA)
            galley_contract_drop_give(contract, GALLEY_PORT_METADATA, port->name);
    if (is_auto(self) || galley_encoding_find(self->encoding) != NULL)
        return TRUE;
    g_autofree char *known = g_strjoinv(", ", (char **)galley_encoding_list());
    g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_OPTION,
                "no encoding \"%s\"; there are auto, %s", self->encoding, known);
    return FALSE;
}

static gboolean
reader_open(gpointer options_struct, const GalleyContext *context, GError **error)
{
    ReaderHtml *self = options_struct;
    (void)context;
    (void)error;
    self->declared = is_auto(self) ? NULL : galley_encoding_find(self->encoding);
    return TRUE;
}

typedef struct {
    const ReaderHtml *options;
    ArticleWorker *article;
} Worker;

static void
worker_free(gpointer data)
{
    Worker *worker = data;
    article_worker_free(worker->article);
    g_free(worker);
}

static gpointer
worker_new(gconstpointer options_struct, GError **error)
{
    const ReaderHtml *self = options_struct;
    ArticleWorker *article = article_worker_new(self->scope, self->metadata, error);
    if (article == NULL)
        return NULL;
    Worker *worker = g_new(Worker, 1);
    *worker = (Worker){ self, article };
    return worker;
}

/* ---- records: the whole file ---- */

static gboolean
has_html_ending(const char *name)
{
    static const char *const endings[] = { ".html", ".htm", ".xhtml" };
    gsize size = strlen(name);
    for (gsize i = 0; i < G_N_ELEMENTS(endings); i++) {
        gsize length = strlen(endings[i]);
        if (size >= length && g_ascii_strcasecmp(name + size - length, endings[i]) == 0)
            return TRUE;
    }
    return FALSE;
}

static gboolean
begins_with_tag(const guint8 *bytes, gsize size)
{
    static const char *const tags[] = { "<!doctype html", "<html", "<head", "<body", "<!--" };
    gsize at = 0;
    galley_encoding_detect_bom(bytes, size, &at);
    while (at < size && g_ascii_isspace(bytes[at]))
        at++;
    for (gsize i = 0; i < G_N_ELEMENTS(tags); i++)
        if (size - at >= strlen(tags[i]) &&
            g_ascii_strncasecmp((const char *)bytes + at, tags[i], strlen(tags[i])) == 0)
            return TRUE;
    return FALSE;
}

static guint
reader_probe(const char *name, const guint8 *bytes, gsize size)
{
    if (has_html_ending(name))
        return 95;
    return begins_with_tag(bytes, size) ? 85 : 0;
}

static gsize
reader_seek_record(gconstpointer self, const guint8 *bytes, gsize size, gsize from)
{
    (void)self;
    (void)bytes;
    (void)size;
    (void)from;
    return GALLEY_SEEK_NONE;
}

static const GalleyEncoding *
choose_encoding(const ReaderHtml *self, const GalleyRecord *record)
{
    const GalleyEncoding *marked = galley_encoding_detect_bom(record->bytes, record->n_bytes, NULL);
    if (marked != NULL || self->declared == NULL)
        return galley_encoding_detect_html(record->bytes, record->n_bytes);
    return self->declared;
}

/* Of what a page says it is in and cannot be decoded nothing may be guessed. */
static gboolean
can_be_read(const ReaderHtml *self, const GalleyRecord *record, GError **error)
{
    const char *name = self->declared != NULL
                           ? NULL
                           : galley_encoding_detect_html_unread(record->bytes, record->n_bytes);
    if (name == NULL)
        return TRUE;
    g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FAILED,
                "the page says that it is in %s, which galley cannot decode; convert it to UTF-8 "
                "first, or say by the option encoding what it is in",
                name);
    return FALSE;
}

static GalleyStatus
reader_parse(const GalleyRecord *record, GalleyDocument *document, gpointer data, GError **error)
{
    Worker *worker = data;
    if (!can_be_read(worker->options, record, error))
        return GALLEY_ERROR;
    const GalleyEncoding *encoding = choose_encoding(worker->options, record);
    if (!galley_document_set_source(document, record->bytes, record->n_bytes, encoding, error))
        return GALLEY_ERROR;
    guint64 n_malformed = galley_document_get_n_malformed(document);
    if (n_malformed > 0) {
        galley_document_count(document, "malformed sequences", (gint64)n_malformed);
        galley_document_warn(document,
                             "has bytes that its encoding does not know; they became U+FFFD");
    }
    return article_extract(worker->article, document, error);
}

static const GalleyPlugin plugin = {
    GALLEY_PLUGIN_SIZES,
    .kind = GALLEY_KIND_READER,
    .name = "html",
    .version = "0.1.0",
    .revision = 3,
    .summary = "HTML: a page is a document, its text the article's",
    .authors = "The galley authors",
    .licence = "MIT",
    .options = options,
    .options_size = sizeof(ReaderHtml),
    .gives = gives,
    .contract = reader_contract,
    .open = reader_open,
    .worker_new = worker_new,
    .probe = reader_probe,
    .seek_record = reader_seek_record,
    .parse = reader_parse,
    .worker_free = worker_free,
};

GALLEY_PLUGIN_DEFINE(plugin)
