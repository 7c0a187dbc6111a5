/* quotes.c: who said what: quotations with their cues and speakers. SPDX-License-Identifier: MIT */
#include <galley/plugin.h>

#include "passes.h"
#include "rows.h"
#include "tokens.h"

typedef struct {
    gboolean indirect;
    gboolean scare;
    gboolean dialogue;
    const char *cues;
    const char *names;
    const char *words;
    Words *table;
} Quotes;

typedef struct {
    Text text;
    GString *scratch;
} Worker;

static const GalleyOption options[] = {
    GALLEY_OPTION_BOOL(
        Quotes, indirect, "true", "report indirect speech too: he said that it rains"),
    GALLEY_OPTION_BOOL(Quotes,
                       scare,
                       "false",
                       "rows for words in marks that quote nobody: scare quotes and titles"),
    GALLEY_OPTION_BOOL(Quotes,
                       dialogue,
                       "false",
                       "fiction and interviews: each paragraph is a turn of one speaker"),
    GALLEY_OPTION_PATH(Quotes, cues, "cues.tbl", "verbs that report speech, with what they take"),
    GALLEY_OPTION_PATH(Quotes, names, "names.tbl", "given names by gender"),
    GALLEY_OPTION_PATH(
        Quotes, words, "words.tbl", "word classes: titles, roles, organizations, function words"),
    GALLEY_OPTION_END,
};

static const GalleyPort needs[] = {
    GALLEY_LAYER("paragraph", NULL),
    GALLEY_LAYER("sentence", "kind"),
    GALLEY_LAYER("token", "clitic"),
    GALLEY_PORT_END,
};

static const GalleyPort gives[] = {
    GALLEY_LAYER("mention", "type form head entity"),
    GALLEY_LAYER("entity", "name type gender number"),
    GALLEY_LAYER("quotation", "kind cue speaker entity addressee confidence rule"),
    GALLEY_LAYER("quotation_part", "quotation"),
    GALLEY_PORT_END,
};

static const char *const languages[] = { "en", NULL };

/* ---- life ---- */

static gboolean
quotes_open(gpointer self, const GalleyContext *context, GError **error)
{
    (void)context;
    Quotes *quotes = self;
    quotes->table = words_new();
    if (words_load(quotes->table, quotes->words, error) &&
        words_load(quotes->table, quotes->names, error) &&
        words_load_cues(quotes->table, quotes->cues, error))
        return TRUE;
    words_free(quotes->table); /* what was not opened is not closed */
    quotes->table = NULL;
    return FALSE;
}

static void
quotes_close(gpointer self)
{
    words_free(((Quotes *)self)->table);
}

static gpointer
quotes_worker_new(gconstpointer self, GError **error)
{
    (void)error;
    const Quotes *quotes = self;
    Worker *worker = g_new0(Worker, 1);
    worker->text.words = quotes->table;
    worker->text.settings = (Settings){ .indirect = quotes->indirect,
                                        .scare = quotes->scare,
                                        .dialogue = quotes->dialogue };
    worker->scratch = g_string_new(NULL);
    return worker;
}

static void
quotes_worker_free(gpointer data)
{
    Worker *worker = data;
    text_clear(&worker->text);
    g_string_free(worker->scratch, TRUE);
    g_free(worker);
}

/* ---- the passes ---- */

static GalleyStatus
quotes_process(GalleyDocument *document, gpointer data, GError **error)
{
    (void)error;
    Worker *worker = data;
    Text *text = &worker->text;
    text_read(text, document);
    pair_marks(text);
    text_join_sentences(text);
    find_scare_quotes(text);
    find_labels(text);
    find_names(text);
    attribute(text);
    find_speakers(text);
    if (text->settings.dialogue)
        take_turns(text);
    give_rows(text, document, worker->scratch);
    return GALLEY_OK;
}

static const GalleyPlugin plugin = {
    GALLEY_PLUGIN_SIZES,
    .kind = GALLEY_KIND_PROCESSOR,
    .name = "quotes",
    .version = "0.1.0",
    .revision = 4,
    .summary =
        "Finds direct, mixed and indirect quotations, who said each, and whom the names mean",
    .authors = "The galley authors",
    .licence = "MIT",
    .languages = languages,
    .options = options,
    .options_size = sizeof(Quotes),
    .needs = needs,
    .gives = gives,
    .open = quotes_open,
    .worker_new = quotes_worker_new,
    .process = quotes_process,
    .worker_free = quotes_worker_free,
    .close = quotes_close,
};

GALLEY_PLUGIN_DEFINE(plugin)
