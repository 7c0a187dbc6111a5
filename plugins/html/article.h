/* article.h: from a document's HTML to its article. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/galley.h>

#include "choose.h"
#include "emit.h"

/** ArticleWorker: what a worker of the step or of the reader keeps. */
typedef struct {
    Scope scope;
    gboolean metadata;
    Page page;
    Scratch scratch;
} ArticleWorker;

ArticleWorker *article_worker_new(Scope scope, gboolean metadata, GError **error);
void article_worker_free(gpointer worker);
/* article_extract: the text of @document, HTML, becomes the article's; metadata are set */
GalleyStatus article_extract(ArticleWorker *worker, GalleyDocument *document, GError **error);
