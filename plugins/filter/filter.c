/* filter.c: documents that do not meet conditions go no further. SPDX-License-Identifier: MIT */
#include <string.h>

#include <galley/galley.h>

#include "measures.h"

typedef struct {
    const char *const *keep;
    const char *const *drop;
    const char *stop_words;
    GHashTable *stop_word_set; /* once open */
} Filter;

static const GalleyOption options[] = {
    GALLEY_OPTION_MAP(Filter, keep, NULL, "conditions that a document must meet, all of them"),
    GALLEY_OPTION_MAP(Filter, drop, NULL, "conditions of which a document must meet none"),
    GALLEY_OPTION_PATH(Filter,
                       stop_words,
                       "stop-words.txt",
                       "words that `stop_word_share` counts, one a line, in lower case ASCII"),
    GALLEY_OPTION_END,
};

/* ---- what `cleaner` has measured already, and left as metadata ---- */

static gboolean
is_of_cleaner(const char *name)
{
    static const char *const names[] = {
        "gopher.words",
        "gopher.mean_word_length",
        "gopher.hash_word_ratio",
        "gopher.ellipsis_word_ratio",
        "gopher.bullet_line_ratio",
        "gopher.ellipsis_line_ratio",
        "gopher.alphabetic_word_ratio",
        "gopher.stop_words",
        "fineweb.line_punct_ratio",
        "fineweb.short_line_ratio",
        "fineweb.char_dup_ratio",
        "fineweb.new_line_ratio",
        "c4.line_ratio",
        "c4.curly_bracket",
        NULL,
    };
    return g_strv_contains(names, name);
}

/* ---- conditions ---- */

typedef struct {
    const char *name; /* the options' */
    gboolean keeps;
    gboolean of_cleaner;
    GalleyCondition *condition;
    char *reason;
    int measure; /* -1: a field */
    guint field;
} Rule;

static void
clear_rule(gpointer data)
{
    Rule *rule = data;
    g_clear_pointer(&rule->condition, galley_condition_free);
    g_free(rule->reason);
}

/* All rules, and the fields that some of them are about. */
typedef struct {
    GArray *list; /* of Rule */
    GalleyFields *fields;
} Rules;

static void
rules_clear(Rules *rules)
{
    g_clear_pointer(&rules->list, g_array_unref);
    g_clear_pointer(&rules->fields, galley_fields_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Rules, rules_clear)

/* A measure is a number, and never like a text; a share never like 80, which 80% is meant by. */
static gboolean
check_rule(Rule *rule, GError **error)
{
    gboolean number = rule->measure >= 0 && measures_is_number(rule->measure);
    const char *text = number ? galley_condition_find_text(rule->condition) : NULL;
    const char *beyond = number && measures_is_share(rule->measure)
                             ? galley_condition_find_no_share(rule->condition)
                             : NULL;
    if (text != NULL)
        g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_OPTION,
                    "%s is a number, and never \"%s\"; write \"%s: '>= 50'\", or '>= 1%%'",
                    rule->name, text, rule->name);
    else if (beyond != NULL)
        g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_OPTION,
                    "%s is a share, from 0 to 1, and never \"%s\"; write it as '>= 80%%', or "
                    "'>= 0.8'",
                    rule->name, beyond);
    else
        return TRUE;
    galley_condition_free(rule->condition);
    return FALSE;
}

static gboolean
add_rules(Rules *rules, const char *const *pairs, gboolean keeps, GPtrArray *names, GError **error)
{
    for (; pairs != NULL && *pairs != NULL; pairs += 2) {
        Rule rule = { .name = pairs[0], .keeps = keeps, .measure = measures_find(pairs[0]) };
        rule.condition = galley_condition_parse(pairs[1], error);
        if (rule.condition == NULL || !check_rule(&rule, error))
            return FALSE;
        rule.reason = g_strdup_printf(keeps ? "%s: not %s" : "%s: %s", pairs[0], pairs[1]);
        rule.of_cleaner = is_of_cleaner(rule.name);
        rule.field = names->len;
        if (rule.measure < 0)
            g_ptr_array_add(names, rule.of_cleaner ? g_strconcat("metadata.", rule.name, NULL)
                                                   : g_strdup(rule.name));
        g_array_append_val(rules->list, rule);
    }
    return TRUE;
}

static gboolean
refuse_name(const char *name, GError **error)
{
    g_autofree char *list = measures_list();
    g_auto(GStrv) names = g_strsplit(list, ", ", -1);
    const char *near = galley_nearest(name, (const char *const *)names);
    g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_OPTION,
                "\"%s\" is no measure%s%s%s and no field such as metadata.KEY, count(LAYER), "
                "LAYER.COLUMN; measures are %s",
                name, near != NULL ? " (did you mean \"" : "", near != NULL ? near : "",
                near != NULL ? "\"?)" : "", list);
    return FALSE;
}

static gboolean
parse_fields(Rules *rules, GPtrArray *names, GError **error)
{
    g_ptr_array_add(names, NULL);
    rules->fields = galley_fields_parse((const char *const *)names->pdata, NULL, 0, error);
    if (rules->fields != NULL)
        return TRUE;
    g_clear_error(error);
    for (gsize i = 0; i + 1 < names->len; i++) {
        const char *const alone[] = { g_ptr_array_index(names, i), NULL };
        g_autoptr(GalleyFields) field = galley_fields_parse(alone, NULL, 0, NULL);
        if (field == NULL)
            return refuse_name(alone[0], error);
    }
    return FALSE;
}

static gboolean
rules_parse(Rules *rules, const Filter *filter, GError **error)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    rules->list = g_array_new(FALSE, FALSE, sizeof(Rule));
    g_array_set_clear_func(rules->list, clear_rule);
    return add_rules(rules, filter->keep, TRUE, names, error) &&
           add_rules(rules, filter->drop, FALSE, names, error) && parse_fields(rules, names, error);
}

/* ---- life ---- */

static gboolean
filter_contract(gconstpointer self, GalleyContract *contract, GError **error)
{
    g_auto(Rules) rules = { 0 };
    if (!rules_parse(&rules, self, error))
        return FALSE;
    if (rules.list->len == 0) {
        g_set_error_literal(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_OPTION,
                            "there are no conditions: write \"keep: {characters: '>= 200'}\" or "
                            "\"drop: {metadata.language: null}\"");
        return FALSE;
    }
    galley_fields_need(rules.fields, contract);
    return TRUE;
}

static gboolean
filter_open(gpointer self, G_GNUC_UNUSED const GalleyContext *context, GError **error)
{
    Filter *filter = self;
    g_autofree char *text = NULL;
    if (!g_file_get_contents(filter->stop_words, &text, NULL, error))
        return FALSE;
    filter->stop_word_set = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line != NULL; line++) {
        g_strstrip(*line);
        if (**line != '\0' && **line != '#')
            g_hash_table_add(filter->stop_word_set, g_strdup(*line));
    }
    return TRUE;
}

static void
filter_close(gpointer self)
{
    g_clear_pointer(&((Filter *)self)->stop_word_set, g_hash_table_unref);
}

typedef struct {
    Rules rules;
    Measures measures;
} Worker;

static void
filter_worker_free(gpointer data)
{
    Worker *worker = data;
    rules_clear(&worker->rules);
    measures_clear(&worker->measures);
    g_free(worker);
}

static gpointer
filter_worker_new(gconstpointer self, GError **error)
{
    const Filter *filter = self;
    Worker *worker = g_new0(Worker, 1);
    measures_init(&worker->measures, filter->stop_word_set);
    if (rules_parse(&worker->rules, filter, error))
        return worker;
    filter_worker_free(worker);
    return NULL;
}

/* ---- documents ---- */

/* %FALSE where a measure of the cleaner's is missing: dropping all for it would be a silent loss. */
static gboolean
value_of(Worker *worker,
         const Rule *rule,
         GalleyMetadata *room,
         const GalleyMetadata **value,
         GError **error)
{
    if (rule->measure >= 0) {
        *room = measures_get(&worker->measures, rule->measure);
        *value = room;
        return TRUE;
    }
    *value = galley_fields_get(worker->rules.fields, rule->field, 0);
    if (*value != NULL || !rule->of_cleaner)
        return TRUE;
    g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_DATA,
                "the document has no \"%s\": the step \"cleaner: {statistics: true}\" before this "
                "one measures it",
                rule->name);
    return FALSE;
}

static GalleyStatus
filter_process(GalleyDocument *document, gpointer data, GError **error)
{
    guint32 size;
    Worker *worker = data;
    const char *text = galley_document_get_text(document, &size);
    measures_begin(&worker->measures, text, size);
    galley_fields_bind(worker->rules.fields, document);
    for (guint i = 0; i < worker->rules.list->len; i++) {
        GalleyMetadata room;
        const GalleyMetadata *value;
        const Rule *rule = &g_array_index(worker->rules.list, Rule, i);
        if (!value_of(worker, rule, &room, &value, error))
            return GALLEY_ERROR;
        if (galley_condition_holds(rule->condition, value) != rule->keeps)
            return galley_document_drop(document, rule->reason);
    }
    return GALLEY_OK;
}

static const GalleyPlugin plugin = {
    GALLEY_PLUGIN_SIZES,
    .kind = GALLEY_KIND_PROCESSOR,
    .name = "filter",
    .version = "0.1.0",
    .revision = 1,
    .summary = "keeps and drops documents by conditions",
    .authors = "The galley authors",
    .licence = "MIT",
    .citation = "@article{rae2021gopher,\n"
                "  title = {Scaling Language Models: Methods, Analysis \\& Insights from Training "
                "Gopher},\n"
                "  author = {Rae, Jack W. and others},\n"
                "  journal = {arXiv:2112.11446},\n"
                "  year = {2021}\n"
                "}",
    .options = options,
    .options_size = sizeof(Filter),
    .contract = filter_contract,
    .open = filter_open,
    .worker_new = filter_worker_new,
    .process = filter_process,
    .worker_free = filter_worker_free,
    .close = filter_close,
};

GALLEY_PLUGIN_DEFINE(plugin)
