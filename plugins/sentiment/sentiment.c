/* sentiment.c: scores sentences, quotations and documents by a lexicon and rules.
 * SPDX-License-Identifier: MIT */
#include <galley/plugin.h>

#include "annotate.h"
#include "profile.h"
#include "vocabulary.h"

/* Codes are the indices of profile_names. */
enum {
    PROFILE_NEWS,
    PROFILE_SOCIAL,
    PROFILE_REVIEWS,
    PROFILE_VADER,
    PROFILE_VADER_CORRECTED,
};

static const char *const profile_names[] = { "news",  "social",          "reviews",
                                             "vader", "vader-corrected", NULL };
/* In the order of Scopes. */
static const char *const scope_names[] = { "sentence",  "quotation", "document",
                                           "paragraph", "narrative", "target",
                                           "entity",    "text",      NULL };

typedef struct {
    gint profile;
    const char *const *set;
    const char *lexicon;
    const char *domain;
    const char *boosters;
    const char *negations;
    const char *idioms;
    const char *emoji;
    const char *const *scopes;
    const char *targets;
    const char *weights;
    gboolean explain;
    gboolean exact;

    Vocabulary vocabulary;
} Sentiment;

static const GalleyOption options[] = {
    GALLEY_OPTION_ENUM(
        Sentiment, profile, "news", profile_names, "the rules, and the words that they know"),
    GALLEY_OPTION_MAP(Sentiment,
                      set,
                      NULL,
                      "numbers and switches of the profile by name: {negation: -0.5, names: 1}"),
    GALLEY_OPTION_PATH(
        Sentiment, lexicon, NULL, "word, tab, valence; one per line; in place of the profile's"),
    GALLEY_OPTION_PATH(Sentiment,
                       domain,
                       NULL,
                       "word, tab, valence over the lexicon's, 0: none; in place of the profile's"),
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
    GALLEY_OPTION_PATH(Sentiment,
                       weights,
                       NULL,
                       "how much of a valence is about a target: a table as train/fit-targets.py "
                       "writes it; in place of the profile's"),
    GALLEY_OPTION_STRING(Sentiment,
                         targets,
                         NULL,
                         "metadata key with the targets' spans in code points, [begin, end] or a "
                         "list of such; in place of mentions"),
    GALLEY_OPTION_BOOL(Sentiment,
                       explain,
                       "false",
                       "layers valence_change and contribution: what each score is made of"),
    GALLEY_OPTION_BOOL(
        Sentiment, exact, "false", "scores as they were computed, instead of 3 and 4 decimals"),
    GALLEY_OPTION_END,
};

static const GalleyPort needs[] = {
    GALLEY_LAYER("sentence", NULL),
    GALLEY_LAYER("token", "kind clitic"),
    GALLEY_LAYER_OPTIONAL("quotation", "kind entity"),
    GALLEY_LAYER_OPTIONAL("quotation_part", "quotation"),
    GALLEY_LAYER_OPTIONAL("entity", NULL),
    GALLEY_PORT_END,
};

#define SCORES "scope positive negative neutral compound evidence spread sum"

static const GalleyPort gives[] = {
    GALLEY_LAYER("valence", "token value rule base"),
    GALLEY_LAYER("sentiment", SCORES " quotation speaker"),
    GALLEY_PORT_END,
};

/* What is needed for some scopes, in place of what stands above. */
static const struct {
    guint32 scopes;
    GalleyPort port;
} needs_of_scopes[] = {
    { SCOPE_PARAGRAPH, GALLEY_LAYER("paragraph", NULL) },
    { SCOPE_NARRATIVE, GALLEY_LAYER("quotation", "kind") },
    { SCOPE_NARRATIVE, GALLEY_LAYER("quotation_part", "quotation") },
    { SCOPES_ABOUT, GALLEY_LAYER_OPTIONAL("quotation", "kind entity speaker") },
};

/* And the layers given: of several rows for one layer the last that fits counts. */
static const struct {
    guint32 scopes; /* one of them */
    GalleyPort port;
} gives_of_scopes[] = {
    { SCOPE_SENTENCE | SCOPE_DOCUMENT | SCOPE_PARAGRAPH | SCOPE_NARRATIVE | SCOPE_TEXT,
      GALLEY_LAYER("sentiment", SCORES) },
    { SCOPE_QUOTATION, GALLEY_LAYER("sentiment", SCORES " quotation speaker") },
    { SCOPES_ABOUT, GALLEY_LAYER("sentiment", SCORES " entity speaker") },
};

static const GalleyPort said_and_about =
    GALLEY_LAYER("sentiment", SCORES " quotation entity speaker");

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

/* VADER's profiles read VADER's files, which are not ours to give. */
static gboolean
is_vader(const Sentiment *self)
{
    return self->profile == PROFILE_VADER || self->profile == PROFILE_VADER_CORRECTED;
}

static gboolean
refuse(GError **error, const char *fault)
{
    g_set_error_literal(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_OPTION, fault);
    return FALSE;
}

#define IN_CODE                                                                                    \
    "it stands in the code of cjhutto/vaderSentiment on GitHub; data/make-vader-files.py of this " \
    "plugin writes it from there"

/* Each of VADER's files that the pipeline does not name is an error. */
static gboolean
check_vader_files(const Sentiment *self, GError **error)
{
    const struct {
        const char *path, *fault;
    } files[] = {
        { self->lexicon,
          "lexicon: galley has no copy of VADER's: name vader_lexicon.txt, the word, "
          "tab, mean of its raters, from the folder vaderSentiment of "
          "cjhutto/vaderSentiment on GitHub" },
        { self->emoji, "emoji: galley has no copy of VADER's: name emoji_utf8_lexicon.txt, the "
                       "emoji, tab, what it shows, from the folder vaderSentiment of "
                       "cjhutto/vaderSentiment on GitHub" },
        { self->boosters, "boosters: galley has no copy of VADER's: a file of word, tab, what it "
                          "adds (BOOSTER_DICT); " IN_CODE },
        { self->negations, "negations: galley has no copy of VADER's: a file of one word a line "
                           "(NEGATE); " IN_CODE },
        { self->idioms, "idioms: galley has no copy of VADER's: a file of phrase, tab, valence "
                        "(SPECIAL_CASES); " IN_CODE },
    };
    for (guint i = 0; i < G_N_ELEMENTS(files); i++)
        if (files[i].path == NULL)
            return refuse(error, files[i].fault);
    return TRUE;
}

/* In place of `needs`, where a scope wants more, or nothing of it. */
static void
need_of_scopes(GalleyContract *contract, Scopes scopes)
{
    if (!(scopes & SCOPES_SAID)) {
        galley_contract_drop_need(contract, GALLEY_PORT_LAYER, "quotation");
        galley_contract_drop_need(contract, GALLEY_PORT_LAYER, "quotation_part");
        galley_contract_drop_need(contract, GALLEY_PORT_LAYER, "entity");
    }
    for (guint i = 0; i < G_N_ELEMENTS(needs_of_scopes); i++)
        if (scopes & needs_of_scopes[i].scopes)
            galley_contract_need(contract, &needs_of_scopes[i].port);
}

static void
need_targets(GalleyContract *contract, const Sentiment *self, Scopes scopes)
{
    static const GalleyPort mention = GALLEY_LAYER("mention", "entity");
    static const GalleyPort entity = GALLEY_LAYER("entity", NULL);
    static const GalleyPort others = GALLEY_LAYER_OPTIONAL("mention", "entity");
    static const GalleyPort of_others = GALLEY_LAYER_OPTIONAL("entity", NULL);
    if (!(scopes & SCOPES_ABOUT))
        return;
    if (self->targets != NULL) {
        GalleyPort port = GALLEY_METADATA(self->targets, JSON);
        galley_contract_need(contract, &port);
        galley_contract_need(contract, &others);
        galley_contract_need(contract, &of_others);
        return;
    }
    galley_contract_need(contract, &mention);
    galley_contract_need(contract, &entity);
}

static void
give_of_scopes(GalleyContract *contract, Scopes scopes)
{
    for (guint i = 0; i < G_N_ELEMENTS(gives_of_scopes); i++)
        if (scopes & gives_of_scopes[i].scopes)
            galley_contract_give(contract, &gives_of_scopes[i].port);
    if (scopes & SCOPE_QUOTATION && scopes & SCOPES_ABOUT)
        galley_contract_give(contract, &said_and_about);
}

static void
give_explanations(GalleyContract *contract)
{
    static const GalleyPort ports[] = {
        GALLEY_LAYER("valence_change", "valence rule trigger distance factor amount"),
        GALLEY_LAYER("contribution", "sentiment valence rule weight amount"),
    };
    for (guint i = 0; i < G_N_ELEMENTS(ports); i++)
        galley_contract_give(contract, &ports[i]);
}

/* What is wrong with the options, or %NULL. */
static const char *
find_fault(const Sentiment *self, Scopes scopes)
{
    if (scopes == 0)
        return "scopes: at least one is needed";
    if (scopes & SCOPE_TEXT && scopes != SCOPE_TEXT)
        return "scopes: “text” takes the text as one sentence, so it stands by itself";
    if (self->targets != NULL && scopes & SCOPE_ENTITY)
        return "targets: spans of metadata belong to no entity, so take “entity” out of scopes";
    if (self->targets != NULL && !(scopes & SCOPE_TARGET))
        return "targets: they are scored where scopes have “target”";
    return NULL;
}

static gboolean
sentiment_contract(gconstpointer options_struct, GalleyContract *contract, GError **error)
{
    const Sentiment *self = options_struct;
    Scopes scopes = scopes_of(self);
    const char *fault = find_fault(self, scopes);
    if (fault != NULL)
        return refuse(error, fault);
    if ((is_vader(self) && !check_vader_files(self, error)) ||
        !profile_check_changes(self->set, error))
        return FALSE;
    if (scopes == SCOPE_TEXT)
        galley_contract_drop_need(contract, GALLEY_PORT_LAYER, "sentence");
    need_of_scopes(contract, scopes);
    need_targets(contract, self, scopes);
    give_of_scopes(contract, scopes);
    if (is_vader(self)) { /* it cuts words of its own */
        static const GalleyPort valences = GALLEY_LAYER("valence", "value rule base");
        galley_contract_drop_need(contract, GALLEY_PORT_LAYER, "token");
        galley_contract_give(contract, &valences);
    }
    if (self->explain)
        give_explanations(contract);
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

static void
warn_of(const GalleyContext *context, const char *path, const Doubt *doubt, const char *what)
{
    if (doubt->n == 0)
        return;
    g_autofree char *message =
        g_strdup_printf("%s: %u keys %s; the first is “%s”", path, doubt->n, what, doubt->first);
    galley_context_warn(context, message);
}

/* What a lexicon has that a reader of it may not expect. */
static void
warn_of_lexicon(const Vocabulary *vocabulary, const GalleyContext *context, const char *path)
{
    warn_of(context, path, &vocabulary->twice,
            vocabulary->profile->last_wins ? "have two values, of which the last counts"
                                           : "have two values, of which the first counts");
    warn_of(context, path, &vocabulary->unreachable,
            "have capitals or blanks, and no word of this profile's has");
}

static gboolean
sentiment_open(gpointer options_struct, const GalleyContext *context, GError **error)
{
    Sentiment *self = options_struct;
    g_autofree char *profile_name =
        g_strconcat("profiles/", profile_names[self->profile], ".tsv", NULL);
    g_autofree char *profile_path = find_data(context, profile_name);
    Profile *profile = profile_load(profile_path, self->set, error);
    if (profile == NULL)
        return FALSE;
    g_autofree char *lexicon = choose(context, self->lexicon, profile->lexicon);
    g_autofree char *domain = choose(context, self->domain, profile->domain);
    g_autofree char *courtesies = choose(context, NULL, profile->courtesies);
    g_autofree char *trends = choose(context, NULL, profile->trends);
    g_autofree char *target_weights = choose(context, self->weights, profile->target_weights);
    g_autofree char *boosters = choose(context, self->boosters, profile->boosters);
    g_autofree char *negations = choose(context, self->negations, profile->negations);
    g_autofree char *idioms = choose(context, self->idioms, profile->idioms);
    g_autofree char *contrast = choose(context, NULL, profile->contrast);
    g_autofree char *emoji = choose(context, self->emoji, profile->emoji);
    g_autofree char *unreal = choose(context, NULL, profile->unreal);
    const VocabularyFiles files = { .lexicon = lexicon,
                                    .domain = domain,
                                    .courtesies = courtesies,
                                    .trends = trends,
                                    .target_weights = target_weights,
                                    .boosters = boosters,
                                    .negations = negations,
                                    .idioms = idioms,
                                    .contrast = contrast,
                                    .emoji = emoji,
                                    .unreal = unreal };
    if (!vocabulary_load(&self->vocabulary, profile, &files, error))
        return FALSE;
    warn_of_lexicon(&self->vocabulary, context, lexicon);
    return TRUE;
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
    const AnnotatorOptions annotator_options = { .vocabulary = &self->vocabulary,
                                                 .scopes = scopes_of(self),
                                                 .exact = self->exact,
                                                 .explain = self->explain,
                                                 .targets = self->targets };
    Annotator *annotator = g_new(Annotator, 1);
    annotator_init(annotator, &annotator_options);
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
    return annotate(worker, document, error) ? GALLEY_OK : GALLEY_ERROR;
}

static const char *const languages[] = { "en", NULL };

static const GalleyPlugin plugin = {
    GALLEY_PLUGIN_SIZES,
    .kind = GALLEY_KIND_PROCESSOR,
    .name = "sentiment",
    .version = "0.1.0",
    .revision = 5,
    .summary = "Scores sentences, quotations, persons and documents by a lexicon and rules, and "
               "says why",
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
