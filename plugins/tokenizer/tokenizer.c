/* tokenizer.c: paragraphs, sentences and tokens of a text. SPDX-License-Identifier: MIT */
#include <galley/plugin.h>

#include <string.h>

#include "paragraphs.h"
#include "segments.h"
#include "sentences.h"

/* Tokens that are given to the layer at once. */
#define BLOCK 256

typedef enum {
    MODE_LINGUISTIC,
    MODE_UAX29,
} Mode;

typedef enum {
    CONTRACTIONS_SPLIT,
    CONTRACTIONS_KEEP,
} Contractions;

typedef enum {
    OTHERS_UAX29,
    OTHERS_ENGLISH,
} OtherLanguages;

typedef struct {
    gint mode;            /* Mode */
    gint hyphen;          /* HyphenMode */
    gint contractions;    /* Contractions */
    gint sentences;       /* SentenceMode */
    gint other_languages; /* OtherLanguages */
    Classes classes;
} Tokenizer;

/** Rules: what a text is read by. */
typedef enum {
    RULES_ENGLISH,
    RULES_UAX29, /* Unicode's, to the letter */
    RULES_OTHER, /* Unicode's words, and its sentences in each paragraph */
} Rules;

/** Worker: buffers that are used again for the next document. */
typedef struct {
    const Tokenizer *options;
    Tokens tokens;
    Paragraphs paragraphs;
    Spans sentences;
} Worker;

static const char *const modes[] = { "linguistic", "uax29", NULL };
static const char *const hyphens[] = { "split", "list", "keep", NULL };
static const char *const contraction_modes[] = { "split", "keep", NULL };
static const char *const sentence_modes[] = { "news", "general", "uax29", "line", NULL };

static const char *const other_languages_modes[] = { "uax29", "english", NULL };

static const GalleyOption options[] = {
    GALLEY_OPTION_ENUM(Tokenizer,
                       mode,
                       "linguistic",
                       modes,
                       "words by rules for English, or the segments of Unicode's UAX #29"),
    GALLEY_OPTION_ENUM(Tokenizer,
                       hyphen,
                       "list",
                       hyphens,
                       "part words at hyphens: always, but for prefixes such as non-, or never"),
    GALLEY_OPTION_ENUM(Tokenizer,
                       contractions,
                       "split",
                       contraction_modes,
                       "cannot, gonna, dont: two words, or one"),
    GALLEY_OPTION_ENUM(Tokenizer,
                       sentences,
                       "general",
                       sentence_modes,
                       "rules alone; with a model for unedited text; UAX #29; each line one"),
    GALLEY_OPTION_ENUM(Tokenizer,
                       other_languages,
                       "uax29",
                       other_languages_modes,
                       "texts whose metadata name a language other than English: words and "
                       "sentences of UAX #29, or the rules for English all the same"),
    GALLEY_OPTION_END,
};

static const GalleyPort needs[] = { GALLEY_METADATA_OPTIONAL("language", TEXT), GALLEY_PORT_END };
static const GalleyPort gives[] = {
    GALLEY_LAYER("paragraph", "kind"),
    GALLEY_LAYER("sentence", "kind"),
    GALLEY_LAYER("token", "kind clitic"),
    GALLEY_PORT_END,
};

static gboolean
tokenizer_open(gpointer self, const GalleyContext *context, GError **error)
{
    (void)context;
    (void)error;
    classes_fill(&((Tokenizer *)self)->classes);
    return TRUE;
}

static gpointer
tokenizer_worker_new(gconstpointer self, GError **error)
{
    (void)error;
    Worker *worker = g_new0(Worker, 1);
    worker->options = self;
    return worker;
}

static void
read_paragraphs(Worker *worker, const Text *text)
{
    if (worker->options->sentences == SENTENCES_LINE)
        paragraphs_read_lines(&worker->paragraphs, text);
    else
        paragraphs_read(&worker->paragraphs, text);
}

/* ---- which rules ---- */

/* "en", "en-GB", whatever the case; and "und", which says that nobody knows. */
static gboolean
may_be_english(const char *tag)
{
    static const char *const tags[] = { "en", "und" };
    for (gsize i = 0; i < G_N_ELEMENTS(tags); i++) {
        gsize size = strlen(tags[i]);
        if (g_ascii_strncasecmp(tag, tags[i], size) == 0 && (tag[size] == '\0' || tag[size] == '-'))
            return TRUE;
    }
    return FALSE;
}

/* As the engine takes it: without a language that is known, a text may be in English. */
static gboolean
is_in_other_language(const GalleyDocument *document)
{
    const GalleyMetadata *entry = galley_document_get_metadata(document, "language");
    return entry != NULL && !entry->null && entry->type == GALLEY_TYPE_TEXT &&
           entry->text_size > 0 && !may_be_english(entry->text);
}

static Rules
rules_for(const Tokenizer *self, const GalleyDocument *document)
{
    if (self->mode == MODE_UAX29)
        return RULES_UAX29;
    return self->other_languages == OTHERS_UAX29 && is_in_other_language(document) ? RULES_OTHER
                                                                                   : RULES_ENGLISH;
}

static void
read_tokens(Worker *worker, const Text *text, Rules rules)
{
    TokenOptions token_options = {
        .hyphen = (HyphenMode)worker->options->hyphen,
        .keep_contractions = worker->options->contractions == CONTRACTIONS_KEEP,
    };
    if (rules == RULES_ENGLISH)
        tokens_read(&worker->tokens, text, &token_options);
    else
        segments_read_words(&worker->tokens, text);
}

/* UAX #29's words lack what the rules go by, so they come with its sentences. */
static void
read_sentences(Worker *worker, const Text *text, Rules rules)
{
    SentenceMode mode = (SentenceMode)worker->options->sentences;
    const Spans *paragraphs = &worker->paragraphs.paragraphs;
    if (mode == SENTENCES_LINE)
        sentences_read_paragraphs(&worker->sentences, paragraphs);
    else if (mode == SENTENCES_UAX29 || rules == RULES_UAX29)
        segments_read_sentences(&worker->sentences, text);
    else if (rules == RULES_OTHER)
        segments_read_within(&worker->sentences, text, paragraphs);
    else
        sentences_read(&worker->sentences, text, &worker->tokens, paragraphs, mode);
}

static void
give_spans(GalleyDocument *document, const char *name, const Spans *spans, guint kind_column)
{
    GalleyLayer *layer = galley_document_add_layer(document, name);
    for (guint32 i = 0; i < spans->n_rows; i++) {
        const Span *span = &spans->rows[i];
        guint32 row = galley_layer_add(layer, span->begin, span->end);
        galley_layer_set_category(layer, kind_column, row, span->kind);
    }
}

static void
give_clitics(GalleyLayer *layer, guint32 first, const Token *rows, guint32 n)
{
    for (guint32 i = 0; i < n; i++)
        if (rows[i].flags & TOKEN_CLITIC)
            galley_layer_set_bool(layer, GALLEY_TOKEN_CLITIC, first + i, TRUE);
}

/* By the block, as there are so many. */
static void
give_tokens(GalleyDocument *document, const Tokens *tokens)
{
    guint32 begins[BLOCK], ends[BLOCK];
    guint8 kinds[BLOCK];
    GalleyLayer *layer = galley_document_add_layer(document, "token");
    for (guint32 first = 0, n; first < tokens->n_rows; first += n) {
        const Token *rows = &tokens->rows[first];
        n = MIN(BLOCK, tokens->n_rows - first);
        guint8 flags = 0;
        for (guint32 i = 0; i < n; i++) {
            begins[i] = rows[i].begin;
            ends[i] = rows[i].end;
            kinds[i] = rows[i].kind;
            flags |= rows[i].flags;
        }
        galley_layer_add_many(layer, begins, ends, n);
        galley_layer_set_categories(layer, GALLEY_TOKEN_KIND, first, kinds, n);
        if (flags & TOKEN_CLITIC)
            give_clitics(layer, first, rows, n);
    }
}

static GalleyStatus
tokenizer_process(GalleyDocument *document, gpointer data, GError **error)
{
    (void)error;
    Worker *worker = data;
    Text text = { .classes = &worker->options->classes };
    text.bytes = galley_document_get_text(document, &text.size);

    Rules rules = rules_for(worker->options, document);
    if (rules == RULES_OTHER)
        galley_document_count(document, "in other languages, by UAX #29", 1);

    read_paragraphs(worker, &text);
    read_tokens(worker, &text, rules);
    read_sentences(worker, &text, rules);

    give_spans(document, "paragraph", &worker->paragraphs.paragraphs, GALLEY_PARAGRAPH_KIND);
    give_spans(document, "sentence", &worker->sentences, GALLEY_SENTENCE_KIND);
    give_tokens(document, &worker->tokens);
    return GALLEY_OK;
}

static void
tokenizer_worker_free(gpointer data)
{
    Worker *worker = data;
    tokens_clear(&worker->tokens);
    paragraphs_clear(&worker->paragraphs);
    spans_clear(&worker->sentences);
    g_free(worker);
}

static const GalleyPlugin plugin = {
    GALLEY_PLUGIN_SIZES,
    .kind = GALLEY_KIND_PROCESSOR,
    .name = "tokenizer",
    .version = "0.1.0",
    .revision = 5,
    .summary = "Paragraphs, sentences and tokens: of English by its own rules, of other languages "
               "by Unicode's",
    .authors = "The galley authors",
    .licence = "MIT",
    .options = options,
    .options_size = sizeof(Tokenizer),
    .needs = needs,
    .gives = gives,
    .open = tokenizer_open,
    .worker_new = tokenizer_worker_new,
    .process = tokenizer_process,
    .worker_free = tokenizer_worker_free,
};

GALLEY_PLUGIN_DEFINE(plugin)
