/* page-text.c: text that was taken from printed pages. SPDX-License-Identifier: MIT */
#include <string.h>

#include <galley/galley.h>

#include "lines.h"

typedef struct {
    gint profile; /* PageProfile */
    gboolean ligatures;
    gboolean heads;
    gboolean numbers;
    gboolean hyphens;
    const char *words;
    gboolean wrap;
    GHashTable *known; /* the words of the file @words, in small letters; NULL: none */
} PageText;

static const char *const profiles[] = { "pdf", "ocr", NULL };

static const GalleyOption options[] = {
    GALLEY_OPTION_ENUM(PageText,
                       profile,
                       "pdf",
                       profiles,
                       "where the text was taken from; ocr: running heads may be misread"),
    GALLEY_OPTION_BOOL(PageText, ligatures, "true", "letters for ligatures such as U+FB01"),
    GALLEY_OPTION_BOOL(PageText, heads, "true", "remove lines that stand at the edge of pages"),
    GALLEY_OPTION_BOOL(PageText, numbers, "true", "remove page numbers"),
    GALLEY_OPTION_BOOL(PageText, hyphens, "true", "join words broken by a hyphen at a line's end"),
    GALLEY_OPTION_PATH(PageText,
                       words,
                       NULL,
                       "words to know a broken one by, one a line, beside those of the document"),
    GALLEY_OPTION_BOOL(PageText, wrap, "true", "join lines that were cut at a width"),
    GALLEY_OPTION_END,
};

static const GalleyPort gives[] = { GALLEY_EDITS_TEXT, GALLEY_PORT_END };

/* ---- life ---- */

static gboolean
page_text_open(gpointer options_struct, const GalleyContext *context, GError **error)
{
    PageText *self = options_struct;
    (void)context;
    if (self->words == NULL)
        return TRUE;
    g_autofree char *bytes = NULL;
    if (!g_file_get_contents(self->words, &bytes, NULL, error))
        return FALSE;
    self->known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_auto(GStrv) lines = g_strsplit(bytes, "\n", -1);
    for (char **line = lines; *line != NULL; line++)
        if (*g_strstrip(*line) != '\0')
            g_hash_table_add(self->known, g_ascii_strdown(*line, -1));
    return TRUE;
}

static void
page_text_close(gpointer options_struct)
{
    PageText *self = options_struct;
    g_clear_pointer(&self->known, g_hash_table_unref);
}

typedef struct {
    const PageText *options;
    GArray *lines;
} Worker;

static gpointer
page_text_worker_new(gconstpointer options_struct, GError **error)
{
    Worker *worker = g_new(Worker, 1);
    (void)error;
    *worker = (Worker){ options_struct, g_array_new(FALSE, FALSE, sizeof(Line)) };
    return worker;
}

static void
page_text_worker_free(gpointer data)
{
    Worker *worker = data;
    g_array_unref(worker->lines);
    g_free(worker);
}

/* ---- the step ---- */

/* Each pass builds on the text that the one before it made. */
static GalleyStatus
page_text_process(GalleyDocument *document, gpointer data, GError **error)
{
    Pass pass;
    const Worker *worker = data;
    const PageText *self = worker->options;
    for (guint step = 0; step < 5; step++) {
        pass_begin(&pass, document, worker->lines);
        if (step == 0 && self->ligatures)
            replace_ligatures(&pass);
        if (step == 1 && (self->heads || self->numbers))
            remove_page_lines(&pass, self->profile, self->heads, self->numbers);
        if (step == 2)
            join_pages(&pass);
        if (step == 3 && self->hyphens)
            join_words(&pass, self->known);
        if (step == 4 && self->wrap)
            join_lines(&pass);
        if (!galley_document_apply_edits(document, error))
            return GALLEY_ERROR;
    }
    return GALLEY_OK;
}

static const GalleyPlugin plugin = {
    GALLEY_PLUGIN_SIZES,
    .kind = GALLEY_KIND_PROCESSOR,
    .name = "page-text",
    .version = "0.1.0",
    .revision = 2,
    .summary = "Makes running text of printed pages: PDF and OCR",
    .authors = "The galley authors",
    .licence = "MIT",
    .options = options,
    .options_size = sizeof(PageText),
    .gives = gives,
    .open = page_text_open,
    .worker_new = page_text_worker_new,
    .process = page_text_process,
    .worker_free = page_text_worker_free,
    .close = page_text_close,
};

GALLEY_PLUGIN_DEFINE(plugin)
