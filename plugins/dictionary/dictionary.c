/* dictionary.c: counts the categories of a dictionary in documents and their parts.
 * SPDX-License-Identifier: MIT */
#include <galley/plugin.h>

#include "matches.h"

enum {
    SCOPE_DOCUMENT,
    SCOPE_PARAGRAPH,
    SCOPE_SENTENCE,
    SCOPE_QUOTATION,
    N_SCOPES,
};

/* Columns of the layer `dictionary`. */
enum {
    DICTIONARY_SCOPE,
    DICTIONARY_CATEGORY,
    DICTIONARY_COUNT,
    DICTIONARY_WORDS,
    DICTIONARY_SHARE,
    DICTIONARY_QUOTATION,
};

/* And of `dictionary_match`. */
enum {
    MATCH_CATEGORY,
    MATCH_TERM,
};

static const char *const scope_names[] = { "document", "paragraph", "sentence", "quotation", NULL };

static const GalleyColumn dictionary_columns[] = {
    { .name = "scope",
      .type = GALLEY_TYPE_CATEGORY,
      .categories = scope_names,
      .help = "what was counted in" },
    { .name = "category", .type = GALLEY_TYPE_TEXT, .help = "of the dictionary" },
    { .name = "count", .type = GALLEY_TYPE_INT64, .help = "terms of the category" },
    { .name = "words", .type = GALLEY_TYPE_INT64, .help = "all words, without marks and symbols" },
    { .name = "share",
      .type = GALLEY_TYPE_DOUBLE,
      .help = "count by words; absent where there are no words" },
    { .name = "quotation",
      .type = GALLEY_TYPE_ROW,
      .layer = "quotation",
      .help = "whose count it is; of a quotation" },
    { .name = NULL },
};

static const GalleyLayout dictionary_layout = { .name = "dictionary",
                                                .columns = dictionary_columns,
                                                .help = "categories of a dictionary, counted" };

static const GalleyColumn match_columns[] = {
    { .name = "category", .type = GALLEY_TYPE_TEXT, .help = "of the dictionary" },
    { .name = "term", .type = GALLEY_TYPE_TEXT, .help = "as the dictionary has it" },
    { .name = NULL },
};

static const GalleyLayout match_layout = { .name = "dictionary_match",
                                           .columns = match_columns,
                                           .help = "each term that was counted" };

typedef struct {
    const char *dictionary;
    gint format;
    const char *encoding;
    const char *const *scopes;
    gint64 levels;
    gboolean fold;
    gboolean zeros;
    gboolean matches;

    guint scope_bits;
    Terms terms;
    Lookup lookup;
} Dictionary;

static const GalleyOption options[] = {
    GALLEY_OPTION_(INPUT,
                   Dictionary,
                   dictionary,
                   NULL,
                   0,
                   0,
                   NULL,
                   NULL,
                   GALLEY_OPTION_REQUIRED,
                   "categories and their terms"),
    GALLEY_OPTION_ENUM(Dictionary,
                       format,
                       "auto",
                       terms_formats,
                       "dic: LIWC's; yaml: quanteda's; csv, tsv: term and category; auto: by name"),
    GALLEY_OPTION_STRING(Dictionary, encoding, "utf-8", "of the dictionary"),
    GALLEY_OPTION_LIST(Dictionary, scopes, "document", scope_names, "what is counted in"),
    GALLEY_OPTION_INT(Dictionary,
                      levels,
                      0,
                      0,
                      32,
                      "levels",
                      "categories below these are counted with the one above; 0: each by itself"),
    GALLEY_OPTION_BOOL(Dictionary, fold, "true", "whether upper and lower case are the same"),
    GALLEY_OPTION_BOOL(Dictionary,
                       zeros,
                       "true",
                       "a row also for categories that a document or part has no term of"),
    GALLEY_OPTION_BOOL(Dictionary,
                       matches,
                       "false",
                       "give the layer dictionary_match: each term, where it stands"),
    GALLEY_OPTION_END,
};

static const GalleyPort needs[] = {
    GALLEY_LAYER("token", "kind clitic"),
    GALLEY_LAYER("paragraph", NULL),
    GALLEY_LAYER("sentence", NULL),
    GALLEY_LAYER("quotation", "kind"),
    GALLEY_LAYER_OPTIONAL("quotation_part", "quotation"),
    GALLEY_PORT_END,
};

static const GalleyPort gives[] = {
    GALLEY_LAYER_OWN(
        "dictionary", &dictionary_layout, "scope category count words share quotation"),
    GALLEY_LAYER_OWN("dictionary_match", &match_layout, "category term"),
    GALLEY_PORT_END,
};

static const GalleyPort counts_without_quotations =
    GALLEY_LAYER_OWN("dictionary", &dictionary_layout, "scope category count words share");

/* ---- life ---- */

static guint
scopes_of(const Dictionary *self)
{
    guint bits = 0;
    for (guint i = 0; self->scopes != NULL && self->scopes[i] != NULL; i++)
        for (guint k = 0; k < N_SCOPES; k++)
            if (g_str_equal(self->scopes[i], scope_names[k]))
                bits |= 1u << k;
    return bits;
}

static gboolean
dictionary_contract(gconstpointer options_struct, GalleyContract *contract, GError **error)
{
    static const char *const layers[N_SCOPES] = { NULL, "paragraph", "sentence", "quotation" };
    const Dictionary *self = options_struct;
    guint scopes = scopes_of(self);
    if (scopes == 0) {
        g_set_error_literal(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_OPTION,
                            "scopes: at least one is needed, such as “document”");
        return FALSE;
    }
    if (galley_encoding_find(self->encoding) == NULL) {
        g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_OPTION,
                    "encoding: there is none called “%s”", self->encoding);
        return FALSE;
    }
    for (guint i = SCOPE_PARAGRAPH; i < N_SCOPES; i++)
        if (!(scopes >> i & 1))
            galley_contract_drop_need(contract, GALLEY_PORT_LAYER, layers[i]);
    if (!(scopes >> SCOPE_QUOTATION & 1)) {
        galley_contract_drop_need(contract, GALLEY_PORT_LAYER, "quotation_part");
        galley_contract_give(contract, &counts_without_quotations);
    }
    if (!self->matches)
        galley_contract_drop_give(contract, GALLEY_PORT_LAYER, "dictionary_match");
    return TRUE;
}

static gboolean
dictionary_open(gpointer options_struct, const GalleyContext *context, GError **error)
{
    Dictionary *self = options_struct;
    (void)context;
    self->scope_bits = scopes_of(self);
    terms_init(&self->terms, (guint)self->levels);
    if (!terms_load(&self->terms, self->dictionary, (TermsFormat)self->format, self->encoding,
                    error)) {
        terms_clear(&self->terms);
        return FALSE;
    }
    lookup_init(&self->lookup, &self->terms, self->fold);
    return TRUE;
}

static void
dictionary_close(gpointer options_struct)
{
    Dictionary *self = options_struct;
    lookup_clear(&self->lookup);
    terms_clear(&self->terms);
}

typedef struct {
    const Dictionary *self;
    Words words;
    Matches matches;
    GArray *counts; /* of gint64, by category: of the stretch at hand */
    /* the document at hand */
    GalleyLayer *rows;
    gint64 n_words; /* of the stretch at hand */
} Worker;

static gpointer
dictionary_worker_new(gconstpointer options_struct, GError **error)
{
    Worker *worker = g_new0(Worker, 1);
    (void)error;
    worker->self = options_struct;
    words_init(&worker->words);
    matches_init(&worker->matches);
    worker->counts = g_array_new(FALSE, TRUE, sizeof(gint64));
    return worker;
}

static void
dictionary_worker_free(gpointer data)
{
    Worker *worker = data;
    words_clear(&worker->words);
    matches_clear(&worker->matches);
    g_array_unref(worker->counts);
    g_free(worker);
}

/* ---- counting ---- */

/* The first word that begins at or behind the byte @at. */
static guint32
word_at(const Worker *worker, guint32 at)
{
    guint32 low = 0, high = worker->words.list->len;
    while (low < high) {
        guint32 middle = low + (high - low) / 2;
        if (g_array_index(worker->words.list, Word, middle).begin < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The first match that begins at or behind the word. */
static guint32
match_at(const Worker *worker, guint32 word)
{
    guint32 low = 0, high = worker->matches.list->len;
    while (low < high) {
        guint32 middle = low + (high - low) / 2;
        if (g_array_index(worker->matches.list, Match, middle).word < word)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static gint64
words_before(const Worker *worker, guint32 word)
{
    return word < worker->words.list->len ? g_array_index(worker->words.list, Word, word).before
                                          : worker->words.n;
}

static void
begin_counts(Worker *worker)
{
    g_array_set_size(worker->counts, 0);
    g_array_set_size(worker->counts, worker->self->terms.categories->len);
    worker->n_words = 0;
}

/* Adds what lies between two bytes: a match counts where all of it does. */
static void
add_counts(Worker *worker, guint32 begin, guint32 end)
{
    guint32 from = word_at(worker, begin), to = word_at(worker, end);
    const Match *matches = (const Match *)(gpointer)worker->matches.list->data;
    for (guint32 i = match_at(worker, from); i < worker->matches.list->len && matches[i].word < to;
         i++)
        if (matches[i].word + matches[i].length <= to)
            g_array_index(worker->counts, gint64, matches[i].category)++;
    worker->n_words += words_before(worker, to) - words_before(worker, from);
}

/* A row for each category. */
static void
add_rows(const Worker *worker, guint scope, guint32 begin, guint32 end, guint32 quotation)
{
    const GPtrArray *names = worker->self->terms.categories;
    for (guint i = 0; i < names->len; i++) {
        gint64 count = g_array_index(worker->counts, gint64, i);
        if (count == 0 && !worker->self->zeros)
            continue;
        guint32 row = galley_layer_add(worker->rows, begin, end);
        galley_layer_set_category(worker->rows, DICTIONARY_SCOPE, row, scope);
        galley_layer_set_text(worker->rows, DICTIONARY_CATEGORY, row, names->pdata[i], -1);
        galley_layer_set_int64(worker->rows, DICTIONARY_COUNT, row, count);
        galley_layer_set_int64(worker->rows, DICTIONARY_WORDS, row, worker->n_words);
        if (worker->n_words > 0)
            galley_layer_set_double(worker->rows, DICTIONARY_SHARE, row,
                                    (double)count / (double)worker->n_words);
        if (quotation != GALLEY_NO_ROW)
            galley_layer_set_row(worker->rows, DICTIONARY_QUOTATION, row, quotation);
    }
}

static void
count_stretch(Worker *worker, guint scope, guint32 begin, guint32 end)
{
    begin_counts(worker);
    add_counts(worker, begin, end);
    add_rows(worker, scope, begin, end, GALLEY_NO_ROW);
}

static void
count_layer(Worker *worker, GalleyDocument *document, guint scope)
{
    const GalleyLayer *layer = galley_document_get_layer(document, scope_names[scope]);
    const guint32 *begins = galley_layer_get_begins(layer), *ends = galley_layer_get_ends(layer);
    for (guint32 i = 0; i < galley_layer_get_n_rows(layer); i++)
        count_stretch(worker, scope, begins[i], ends[i]);
}

/* ---- quotations ---- */

/* The parts of quotations, by quotation; %NULL where there is no such layer. */
typedef struct {
    const guint32 *begins, *ends, *quotations;
    guint32 *order; /* rows of the layer by quotation */
    guint32 *first; /* of each quotation and one more: the first in `order` */
} Parts;

static Parts
find_parts(GalleyDocument *document, guint32 n_quotations)
{
    const GalleyLayer *layer = galley_document_get_layer(document, "quotation_part");
    Parts parts = { 0 };
    if (layer == NULL)
        return parts;
    guint32 n = galley_layer_get_n_rows(layer);
    parts.begins = galley_layer_get_begins(layer);
    parts.ends = galley_layer_get_ends(layer);
    parts.quotations = galley_layer_get_rows(layer, GALLEY_QUOTATION_PART_QUOTATION);
    parts.order = galley_document_alloc(document, ((gsize)n + 1) * sizeof(guint32));
    parts.first = galley_document_alloc(document, ((gsize)n_quotations + 2) * sizeof(guint32));
    for (guint32 i = 0; i < n_quotations + 2; i++)
        parts.first[i] = 0;
    for (guint32 i = 0; i < n; i++)
        if (parts.quotations[i] != GALLEY_NO_ROW)
            parts.first[parts.quotations[i] + 2]++;
    for (guint32 i = 2; i < n_quotations + 2; i++)
        parts.first[i] += parts.first[i - 1];
    for (guint32 i = 0; i < n; i++)
        if (parts.quotations[i] != GALLEY_NO_ROW)
            parts.order[parts.first[parts.quotations[i] + 1]++] = i;
    return parts;
}

/* Words in marks that nobody is quoted with, and titles, are no quotations of anybody. */
static gboolean
is_said(const guint8 *kinds, guint32 row)
{
    return kinds == NULL ||
           (kinds[row] != GALLEY_QUOTATION_KIND_SCARE && kinds[row] != GALLEY_QUOTATION_KIND_TITLE);
}

static void
count_quotations(Worker *worker, GalleyDocument *document)
{
    const GalleyLayer *layer = galley_document_get_layer(document, "quotation");
    guint32 n = galley_layer_get_n_rows(layer);
    const guint32 *begins = galley_layer_get_begins(layer), *ends = galley_layer_get_ends(layer);
    const guint8 *kinds = galley_layer_get_categories(layer, GALLEY_QUOTATION_KIND);
    Parts parts = find_parts(document, n);
    for (guint32 i = 0; i < n; i++) {
        if (!is_said(kinds, i))
            continue;
        begin_counts(worker);
        if (parts.first == NULL)
            add_counts(worker, begins[i], ends[i]);
        for (guint32 k = parts.first != NULL ? parts.first[i] : 0;
             parts.first != NULL && k < parts.first[i + 1]; k++)
            add_counts(worker, parts.begins[parts.order[k]], parts.ends[parts.order[k]]);
        add_rows(worker, SCOPE_QUOTATION, begins[i], ends[i], i);
    }
}

/* ---- a document ---- */

static void
add_matches(const Worker *worker, GalleyDocument *document)
{
    GalleyLayer *layer = galley_document_add_layer(document, "dictionary_match");
    const Terms *terms = &worker->self->terms;
    const Word *words = (const Word *)(gpointer)worker->words.list->data;
    for (guint32 i = 0; i < worker->matches.list->len; i++) {
        Match match = g_array_index(worker->matches.list, Match, i);
        guint32 row = galley_layer_add(layer, words[match.word].begin,
                                       words[match.word + match.length - 1].end);
        galley_layer_set_text(layer, MATCH_CATEGORY, row, terms->categories->pdata[match.category],
                              -1);
        galley_layer_set_text(layer, MATCH_TERM, row,
                              g_array_index(terms->list, Term, match.term).text, -1);
    }
}

static GalleyStatus
dictionary_process(GalleyDocument *document, gpointer data, GError **error)
{
    Worker *worker = data;
    const Dictionary *self = worker->self;
    guint32 size;
    const char *text = galley_document_get_text(document, &size);
    (void)error;
    words_take(&worker->words, &self->lookup, text, size,
               galley_document_get_layer(document, "token"));
    matches_find(&worker->matches, &self->lookup, &worker->words);
    worker->rows = galley_document_add_layer(document, "dictionary");
    if (self->scope_bits >> SCOPE_DOCUMENT & 1 && size > 0)
        count_stretch(worker, SCOPE_DOCUMENT, 0, size);
    for (guint scope = SCOPE_PARAGRAPH; scope < SCOPE_QUOTATION; scope++)
        if (self->scope_bits >> scope & 1)
            count_layer(worker, document, scope);
    if (self->scope_bits >> SCOPE_QUOTATION & 1)
        count_quotations(worker, document);
    if (self->matches)
        add_matches(worker, document);
    return GALLEY_OK;
}

static const GalleyPlugin plugin = {
    GALLEY_PLUGIN_SIZES,
    .kind = GALLEY_KIND_PROCESSOR,
    .name = "dictionary",
    .version = "0.1.0",
    .revision = 1,
    .summary =
        "Counts the categories of a dictionary, such as LIWC's, in documents and their parts",
    .authors = "The galley authors",
    .licence = "MIT",
    .options = options,
    .options_size = sizeof(Dictionary),
    .needs = needs,
    .gives = gives,
    .contract = dictionary_contract,
    .open = dictionary_open,
    .worker_new = dictionary_worker_new,
    .process = dictionary_process,
    .worker_free = dictionary_worker_free,
    .close = dictionary_close,
};

GALLEY_PLUGIN_DEFINE(plugin)
