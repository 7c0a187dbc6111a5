/* article.c: parse, choose, read the metadata, edit. SPDX-License-Identifier: MIT */
#include "article.h"

#include "describe.h"

ArticleWorker *
article_worker_new(Scope scope, gboolean metadata, GError **error)
{
    ArticleWorker *worker = g_new0(ArticleWorker, 1);
    worker->scope = scope;
    worker->metadata = metadata;
    scratch_init(&worker->scratch);
    if (page_init(&worker->page, error))
        return worker;
    article_worker_free(worker);
    return NULL;
}

void
article_worker_free(gpointer data)
{
    ArticleWorker *worker = data;
    page_clear(&worker->page);
    scratch_clear(&worker->scratch);
    g_free(worker);
}

GalleyStatus
article_extract(ArticleWorker *worker, GalleyDocument *document, GError **error)
{
    static const char *const efforts[] = { "by names and links", "by links alone", "whole page" };
    guint32 size;
    const char *source = galley_document_get_text(document, &size);
    if (!page_parse(&worker->page, source, size, error))
        return GALLEY_ERROR;
    g_autofree char *body = describe_document(&worker->page, document, worker->metadata);
    Effort effort = choose_article(&worker->page, worker->scope, body);
    guint32 written = emit_article(&worker->page, document, &worker->scratch);
    galley_document_count(document, efforts[effort], 1);
    galley_document_count(document, "bytes of text", written);
    if (worker->page.n_flattened > 0)
        galley_document_count(document, "elements nested too deep, put beside the last",
                              worker->page.n_flattened);
    if (written == 0)
        galley_document_warn(document, "has no text outside of its markup");
    return GALLEY_OK;
}
