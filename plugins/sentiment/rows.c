/* rows.c: the rows of scores, valences, and what explains them. SPDX-License-Identifier: MIT */
#include <math.h>

#include "pass.h"
#include "rules.h"

/* ---- scores ---- */

static double
rounded(const Pass *pass, double value)
{
    return pass->annotator->options.exact ? value : round_decimals(value, 4);
}

/* A row with the shares of positive, negative and neutral words. */
static guint32
add_shares(
    const Pass *pass, guint32 begin, guint32 end, GalleySentimentScope scope, const Scores *scores)
{
    GalleyLayer *layer = pass->sentiments;
    Scores shown = pass->annotator->options.exact ? *scores : scores_round(*scores);
    guint32 row = galley_layer_add(layer, begin, end);
    galley_layer_set_category(layer, GALLEY_SENTIMENT_SCOPE, row, scope);
    galley_layer_set_double(layer, GALLEY_SENTIMENT_POSITIVE, row, shown.positive);
    galley_layer_set_double(layer, GALLEY_SENTIMENT_NEGATIVE, row, shown.negative);
    galley_layer_set_double(layer, GALLEY_SENTIMENT_NEUTRAL, row, shown.neutral);
    return row;
}

guint32
rows_add_scores(
    const Pass *pass, guint32 begin, guint32 end, GalleySentimentScope scope, const Scores *scores)
{
    GalleyLayer *layer = pass->sentiments;
    guint32 row = add_shares(pass, begin, end, scope, scores);
    galley_layer_set_double(layer, GALLEY_SENTIMENT_COMPOUND, row, rounded(pass, scores->compound));
    galley_layer_set_int64(layer, GALLEY_SENTIMENT_EVIDENCE, row, scores->evidence);
    galley_layer_set_double(layer, GALLEY_SENTIMENT_SUM, row, rounded(pass, scores->sum));
    return row;
}

void
mean_add(Mean *mean, const Scores *scores, gboolean words)
{
    mean->words = mean->words || words;
    if (scores->evidence == 0)
        return;
    mean->n++;
    mean->evidence += scores->evidence;
    mean->positive += scores->positive;
    mean->negative += scores->negative;
    mean->neutral += scores->neutral;
    mean->compound += scores->compound;
    mean->squares += scores->compound * scores->compound;
}

/* The standard deviation of the compounds. */
static double
spread_of(const Mean *mean)
{
    guint32 n = MAX(mean->n, 1);
    double compound = mean->compound / n;
    double variance = mean->squares / n - compound * compound;
    return variance > 0 ? sqrt(variance) : 0;
}

/* The mean over sentences with evidence: one sum over a long text would be near 1 or -1 whatever it
 * says. */
guint32
rows_add_mean(
    const Pass *pass, guint32 begin, guint32 end, GalleySentimentScope scope, const Mean *mean)
{
    GalleyLayer *layer = pass->sentiments;
    guint32 n = MAX(mean->n, 1);
    const Scores scores = { .positive = mean->positive / n,
                            .negative = mean->negative / n,
                            .neutral = mean->n > 0 ? mean->neutral / n : mean->words };
    guint32 row = add_shares(pass, begin, end, scope, &scores);
    galley_layer_set_double(layer, GALLEY_SENTIMENT_COMPOUND, row,
                            rounded(pass, mean->compound / n));
    galley_layer_set_int64(layer, GALLEY_SENTIMENT_EVIDENCE, row, mean->evidence);
    galley_layer_set_double(layer, GALLEY_SENTIMENT_SPREAD, row, rounded(pass, spread_of(mean)));
    return row;
}

void
rows_add_entity(const Pass *pass, guint32 entity, const Mean *mean)
{
    GalleyLayer *layer = pass->sentiments;
    guint32 row = galley_layer_add(layer, 0, pass->size);
    galley_layer_set_category(layer, GALLEY_SENTIMENT_SCOPE, row, GALLEY_SENTIMENT_SCOPE_ENTITY);
    galley_layer_set_row(layer, GALLEY_SENTIMENT_ENTITY, row, entity);
    galley_layer_set_int64(layer, GALLEY_SENTIMENT_EVIDENCE, row, mean->evidence);
    if (mean->n == 0)
        return;
    galley_layer_set_double(layer, GALLEY_SENTIMENT_COMPOUND, row,
                            rounded(pass, mean->compound / mean->n));
    galley_layer_set_double(layer, GALLEY_SENTIMENT_SPREAD, row, rounded(pass, spread_of(mean)));
}

/* ---- valences ---- */

double
rows_round(const Pass *pass, double amount)
{
    guint decimals = (guint)pass->annotator->vocabulary->profile->decimals;
    return decimals == 0 || pass->annotator->options.exact ? amount
                                                           : round_decimals(amount, decimals);
}

/* Of steps that are rounded: they add up all the same. */
static double
amount_of(const Pass *pass, double before, double after)
{
    return rows_round(pass, rows_round(pass, after) - rows_round(pass, before));
}

static void
set_trigger(const Pass *pass, guint32 row, const Hit *hit, guint32 trigger)
{
    if (trigger == WORDS_NONE)
        return;
    const Word *word = &pass->annotator->words.word[trigger];
    if (word->begin < word->end)
        galley_layer_set_span(pass->changes, GALLEY_VALENCE_CHANGE_TRIGGER, row, word->begin,
                              word->end);
    galley_layer_set_int64(pass->changes, GALLEY_VALENCE_CHANGE_DISTANCE, row,
                           (gint64)hit->word - trigger);
}

static void
add_changes(const Pass *pass, const Hit *hit)
{
    const Words *words = &pass->annotator->words;
    const Word *word = &words->word[hit->word];
    double before = word->entry->valence;
    for (guint32 i = hit->first_change; i != WORDS_NONE; i = words->change[i].next) {
        const Change *change = &words->change[i];
        guint32 row = galley_layer_add(pass->changes, word->begin, word->end);
        galley_layer_set_row(pass->changes, GALLEY_VALENCE_CHANGE_VALENCE, row, hit->row);
        galley_layer_set_text(pass->changes, GALLEY_VALENCE_CHANGE_RULE, row,
                              rule_name(change->rule), -1);
        set_trigger(pass, row, hit, change->trigger);
        if (change->factor != 0)
            galley_layer_set_double(pass->changes, GALLEY_VALENCE_CHANGE_FACTOR, row,
                                    change->factor);
        galley_layer_set_double(pass->changes, GALLEY_VALENCE_CHANGE_AMOUNT, row,
                                amount_of(pass, before, change->after));
        before = change->after;
    }
}

static void
set_rule(const Pass *pass, const Hit *hit)
{
    GString *rule = pass->annotator->rule;
    g_string_truncate(rule, 0);
    rules_describe(&pass->annotator->words, hit, pass->text, rule);
    if (rule->len > 0)
        galley_layer_set_text(pass->valences, GALLEY_VALENCE_RULE, hit->row, rule->str,
                              (gssize)rule->len);
}

static void
add_valence(const Pass *pass, Hit *hit)
{
    const Word *word = &pass->annotator->words.word[hit->word];
    hit->row = galley_layer_add(pass->valences, word->begin, word->end);
    if (word->token != GALLEY_NO_ROW)
        galley_layer_set_row(pass->valences, GALLEY_VALENCE_TOKEN, hit->row, word->token);
    galley_layer_set_double(pass->valences, GALLEY_VALENCE_VALUE, hit->row, hit->value);
    galley_layer_set_double(pass->valences, GALLEY_VALENCE_BASE, hit->row, word->entry->valence);
    if (hit->first_change == WORDS_NONE)
        return;
    set_rule(pass, hit);
    if (pass->changes != NULL)
        add_changes(pass, hit);
}

void
rows_add_valences(const Pass *pass)
{
    Words *words = &pass->annotator->words;
    for (guint32 i = 0; i < words->n_hits; i++)
        if (words->hit[i].value != 0)
            add_valence(pass, &words->hit[i]);
}

/* ---- contributions ---- */

void
rows_contribute(const Pass *pass,
                guint32 begin,
                guint32 end,
                guint32 sentiment,
                guint32 valence,
                double weight,
                double amount,
                const char *rule)
{
    GalleyLayer *layer = pass->contributions;
    if (layer == NULL)
        return;
    guint32 row = galley_layer_add(layer, begin, end);
    galley_layer_set_row(layer, GALLEY_CONTRIBUTION_SENTIMENT, row, sentiment);
    if (valence != GALLEY_NO_ROW)
        galley_layer_set_row(layer, GALLEY_CONTRIBUTION_VALENCE, row, valence);
    if (rule != NULL)
        galley_layer_set_text(layer, GALLEY_CONTRIBUTION_RULE, row, rule, -1);
    galley_layer_set_double(layer, GALLEY_CONTRIBUTION_WEIGHT, row, weight);
    galley_layer_set_double(layer, GALLEY_CONTRIBUTION_AMOUNT, row, rows_round(pass, amount));
}

void
rows_contribute_words(const Pass *pass, guint32 sentiment)
{
    const Words *words = &pass->annotator->words;
    for (guint32 i = 0; pass->contributions != NULL && i < words->n_hits; i++) {
        const Hit *hit = &words->hit[i];
        const Word *word = &words->word[hit->word];
        if (hit->value != 0)
            rows_contribute(pass, word->begin, word->end, sentiment, hit->row, 1, hit->value, NULL);
    }
}

void
rows_contribute_marks(const Pass *pass,
                      guint32 begin,
                      guint32 end,
                      guint32 sentiment,
                      const Scores *scores,
                      double words)
{
    if (scores->evidence > 0 && scores->sum != words)
        rows_contribute(pass, begin, end, sentiment, GALLEY_NO_ROW, 1, scores->sum - words,
                        "marks");
}
