/* sentiment.c: scores sentences, quotations and documents by a lexicon and rules.
 * SPDX-License-Identifier: MIT */
#include <galley/plugin.h>

#include "annotate.h"
#include "profile.h"
#include "vocabulary.h"

/* Codes are the indices of profile_names. */
enum {
    PROFILE_NEWS,
    PROFILE_VADER,
    PROFILE_VADER_CORRECTED,
};

static const char *const profile_names[] = { "news", "vader", "vader-corrected", NULL };
static const char *const scope_names[] = { "sentence", "quotation", "document", "text", NULL };

typedef struct {
    gint profile;
    const char *lexicon;
    const char *boosters;
    const char *negations;
    const char *idioms;
    const char *emoji;
    const char *const *scopes;
    gboolean exact;

    Vocabulary vocabulary;
    Scopes scope_bits;
} Sentiment;

static const GalleyOption options[] = {
    GALLEY_OPTION_ENUM(
        Sentiment, profile, "news", profile_names, "the rules, and the words that they know"),
    GALLEY_OPTION_PATH(
        Sentiment, lexicon, NULL, "word, tab, valence; one per line; in place of the profile's"),
    GALLEY_OPTION_PATH(Sentiment,
                       boosters,
                       NULL,
                       "word or phrase, tab, what it adds to the next valence; likewise"),
    GALLEY_OPTION_PATH(
        Sentiment, negations, NULL, "word or phrase that turns the next valence; likewise"),
    GALLEY_OPTION_PATH(
        Sentiment, idioms, NULL, "phrase, tab, valence: VADER's special cases; likewise"),
    GALLEY_OPTION_PATH(
        Sentiment, emoji, NULL, "emoji, tab, valence; with vader what it shows, in words"),
    GALLEY_OPTION_LIST(Sentiment,
                       scopes,
                       "sentence,quotation,document",
                       scope_names,
                       "what is scored; text, by itself: the whole text as one sentence"),
    GALLEY_OPTION_BOOL(
        Sentiment, exact, "false", "scores as they were computed, instead of 3 and 4 decimals"),
    GALLEY_OPTION_END,
};

static const GalleyPort needs[] = {
    GALLEY_LAYER("sentence", NULL),
    GALLEY_LAYER("token", "kind clitic"),
    GALLEY_LAYER_OPTIONAL("quotation", "kind"),
    GALLEY_LAYER_OPTIONAL("quotation_part", "quotation"),
    GALLEY_PORT_END,
};

static const GalleyPort gives[] = {
    GALLEY_LAYER("valence", "token value rule base"),
    GALLEY_LAYER("sentiment", "scope positive negative neutral compound evidence spread quotation"),
    GALLEY_PORT_END,
};

static const GalleyPort valences_without_tokens = GALLEY_LAYER("valence", "value rule base");
static const GalleyPort scores_without_quotations =
    GALLEY_LAYER("sentiment", "scope positive negative neutral compound evidence spread");

static Scopes
scopes_of(const Sentiment *self)
{
    Scopes scopes = 0;
    for (guint i = 0; self->scopes != NULL && self->scopes[i] != NULL; i++)
        for (guint k = 0; scope_names[k] != NULL; k++)
            if (g_str_equal(self->scopes[i], scope_names[k]))
                scopes |= 1u << k;
    return scopes;
}

/* The first of VADER's files that the pipeline does not name, as an error. */
static const char *
missing_file(const Sentiment *self)
{
    const struct {
        const char *path, *fault;
    } files[] = {
        { self->lexicon,
          "lexicon: galley has no copy of VADER's; name the file vader_lexicon.txt" },
        { self->emoji,
          "emoji: galley has no copy of VADER's; name the file emoji_utf8_lexicon.txt" },
        { self->boosters,
          "boosters: galley has no copy of VADER's; the README says how to make one" },
        { self->negations,
          "negations: galley has no copy of VADER's; the README says how to make one" },
        { self->idioms, "idioms: galley has no copy of VADER's; the README says how to make one" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(files); i++)
        if (files[i].path == NULL)
            return files[i].fault;
    return NULL;
}

static gboolean
sentiment_contract(gconstpointer options_struct, GalleyContract *contract, GError **error)
{
    const Sentiment *self = options_struct;
    Scopes scopes = scopes_of(self);
    const char *fault =
        scopes == 0 ? "scopes: at least one is needed"
        : scopes & SCOPE_TEXT && scopes != SCOPE_TEXT
            ? "scopes: “text” takes the text as one sentence, so it stands by itself"
        : self->profile != PROFILE_NEWS ? missing_file(self)
                                        : NULL;
    if (fault != NULL) {
        g_set_error_literal(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_OPTION, fault);
        return FALSE;
    }
    if (scopes == SCOPE_TEXT)
        galley_contract_drop_need(contract, GALLEY_PORT_LAYER, "sentence");
    if (self->profile != PROFILE_NEWS) { /* it cuts words of its own */
        galley_contract_drop_need(contract, GALLEY_PORT_LAYER, "token");
        galley_contract_give(contract, &valences_without_tokens);
    }
    if (!(scopes & SCOPE_QUOTATION)) {
        galley_contract_give(contract, &scores_without_quotations);
        galley_contract_drop_need(contract, GALLEY_PORT_LAYER, "quotation");
        galley_contract_drop_need(contract, GALLEY_PORT_LAYER, "quotation_part");
    }
    return TRUE;
}

/* The path of a file of the data folder; where it is not there, its name, which the error will
 * show. */
static char *
find_data(const GalleyContext *context, const char *name)
{
    if (name == NULL)
        return NULL;
    char *path = galley_context_find_data(context, name);
    return path != NULL ? path : g_strdup(name);
}

/* The file that the pipeline names, or the profile's. */
static char *
choose(const GalleyContext *context, const char *given, const char *name)
{
    return given != NULL ? g_strdup(given) : find_data(context, name);
}

static gboolean
sentiment_open(gpointer options_struct, const GalleyContext *context, GError **error)
{
    Sentiment *self = options_struct;
    g_autofree char *profile_name =
        g_strconcat("profiles/", profile_names[self->profile], ".tsv", NULL);
    g_autofree char *profile_path = find_data(context, profile_name);
    Profile *profile = profile_load(profile_path, error);
    if (profile == NULL)
        return FALSE;
    g_autofree char *lexicon = choose(context, self->lexicon, profile->lexicon);
    g_autofree char *boosters = choose(context, self->boosters, profile->boosters);
    g_autofree char *negations = choose(context, self->negations, profile->negations);
    g_autofree char *idioms = choose(context, self->idioms, profile->idioms);
    g_autofree char *contrast = choose(context, NULL, profile->contrast);
    g_autofree char *emoji = choose(context, self->emoji, profile->emoji);
    g_autofree char *unreal = choose(context, NULL, profile->unreal);
    const VocabularyFiles files = { .lexicon = lexicon,
                                    .boosters = boosters,
                                    .negations = negations,
                                    .idioms = idioms,
                                    .contrast = contrast,
                                    .emoji = emoji,
                                    .unreal = unreal };
    self->scope_bits = scopes_of(self);
    return vocabulary_load(&self->vocabulary, profile, &files, error);
}

static void
sentiment_close(gpointer options_struct)
{
    Sentiment *self = options_struct;
    vocabulary_clear(&self->vocabulary);
}

static gpointer
sentiment_worker_new(gconstpointer options_struct, GError **error)
{
    const Sentiment *self = options_struct;
    (void)error;
    Annotator *annotator = g_new(Annotator, 1);
    annotator_init(annotator, &self->vocabulary, self->scope_bits, self->exact);
    return annotator;
}

static void
sentiment_worker_free(gpointer worker)
{
    annotator_clear(worker);
    g_free(worker);
}

static GalleyStatus
sentiment_process(GalleyDocument *document, gpointer worker, GError **error)
{
    (void)error;
    annotate(worker, document);
    return GALLEY_OK;
}

static const char *const languages[] = { "en", NULL };

static const GalleyPlugin plugin = {
    GALLEY_PLUGIN_SIZES,
    .kind = GALLEY_KIND_PROCESSOR,
    .name = "sentiment",
    .version = "0.1.0",
    .revision = 1,
    .summary = "Scores sentences, quotations and documents by a lexicon and rules, and says why",
    .authors = "The galley authors",
    .licence = "MIT",
    .citation = "@inproceedings{hutto2014vader,\n"
                "  author = {Hutto, Clayton J. and Gilbert, Eric},\n"
                "  title = {{VADER}: A Parsimonious Rule-Based Model for Sentiment Analysis of "
                "Social Media Text},\n"
                "  booktitle = {Proceedings of the Eighth International AAAI Conference on Weblogs "
                "and Social Media},\n"
                "  year = {2014}\n"
                "}\n",
    .languages = languages,
    .options = options,
    .options_size = sizeof(Sentiment),
    .needs = needs,
    .gives = gives,
    .contract = sentiment_contract,
    .open = sentiment_open,
    .worker_new = sentiment_worker_new,
    .process = sentiment_process,
    .worker_free = sentiment_worker_free,
    .close = sentiment_close,
};

GALLEY_PLUGIN_DEFINE(plugin)
