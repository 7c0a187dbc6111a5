/* rules.c: VADER's rules of negation, degree and emphasis, its quirks as switches.
 * SPDX-License-Identifier: MIT */
#include "rules.h"

#include "scores.h"
#include "trends.h"

/* One word being valued. */
typedef struct {
    const Profile *profile;
    const Lexicon *lexicon;
    Words *words;
    guint32 index; /* of the word */
    const Word *word;
    Hit *hit;
    const Trend *trend; /* %NULL: none is said of it */
    gboolean emphasis;  /* some words are in capitals, but not all */
} Focus;

/* The roles of the word @distance before; none where there is no such word. */
static inline guint32
roles_before(const Focus *focus, guint32 distance)
{
    return distance <= focus->index ? focus->word[-(gint)distance].roles : 0;
}

static inline guint32
roles_behind(const Focus *focus, guint32 distance)
{
    return focus->index + distance < focus->words->n ? focus->word[distance].roles : 0;
}

static inline gboolean
negates(const Focus *focus, guint32 distance)
{
    const Word *word = focus->word - distance;
    return word->roles & ROLE_NEGATION || word->flags & WORD_NEGATES;
}

static inline gboolean
is_emphatic(const Focus *focus, const Word *word)
{
    return focus->emphasis && word->flags & WORD_CAPITALS;
}

/* How far back a "no" stands that turns the word; 0 if there is none. */
static guint32
find_no(const Focus *focus)
{
    for (guint32 distance = 1; distance <= 2; distance++)
        if (roles_before(focus, distance) & ROLE_NO)
            return distance;
    return roles_before(focus, 3) & ROLE_NO && roles_before(focus, 1) & ROLE_OR ? 3 : 0;
}

/* The index of the word @distance before, as the word that makes a rule act. */
static inline guint32
trigger_at(const Focus *focus, guint32 distance)
{
    return focus->index - distance;
}

static double
multiply(const Focus *focus, Rule rule, guint32 distance, double value, double factor)
{
    return rule_multiply(focus->words, focus->hit, rule, trigger_at(focus, distance), value,
                         factor);
}

/* "Not bad" is less good than "not good" is bad. */
static double
negation_of(const Focus *focus, double value)
{
    return value < 0 ? focus->profile->negation_negative : focus->profile->negation;
}

/* "no" has a valence of its own, which gives way to the next word's; that one turns. */
static double
apply_no(const Focus *focus, double value)
{
    guint32 distance = find_no(focus);
    if (distance > 0)
        return multiply(focus, RULE_NO, distance, value, negation_of(focus, value));
    gboolean yields = focus->word->roles & ROLE_NO && roles_behind(focus, 1) & ROLE_VALENCE;
    return yields ? rule_set(focus->words, focus->hit, RULE_YIELDS, focus->index + 1, 0) : value;
}

static double
apply_capitals(const Focus *focus, double value)
{
    if (!is_emphatic(focus, focus->word) || (value == 0 && !focus->profile->no_in_capitals))
        return value;
    double capitals = focus->profile->capitals;
    return rule_set(focus->words, focus->hit, RULE_CAPITALS, WORDS_NONE,
                    value > 0 ? value + capitals : value - capitals);
}

/* ---- words before ---- */

static double
apply_booster(const Focus *focus, guint32 distance, double value)
{
    const Profile *profile = focus->profile;
    const Word *before = focus->word - distance;
    if (!(before->roles & ROLE_BOOSTER))
        return value;
    double step = value < 0 ? -before->entry->booster : before->entry->booster;
    if (is_emphatic(focus, before))
        step = value > 0 ? step + profile->capitals : step - profile->capitals;
    if (distance == 2)
        step *= profile->fade_2;
    else if (distance > 2)
        step *= profile->fade_3;
    return rule_set(focus->words, focus->hit,
                    (step < 0) == (value < 0) ? RULE_BOOSTED : RULE_WEAKENED,
                    trigger_at(focus, distance), value + step);
}

/* "never so good", and whatever stands before "so good" where the profile keeps that quirk. */
static gboolean
is_never_so(const Focus *focus, guint32 distance)
{
    if (distance < 2)
        return FALSE;
    gboolean never = roles_before(focus, distance) & ROLE_NEVER;
    if (distance > 2 && roles_before(focus, 1) & ROLE_SO)
        return never || focus->profile->so_without_never;
    return never && roles_before(focus, distance - 1) & ROLE_SO;
}

static gboolean
is_without_doubt(const Focus *focus, guint32 distance)
{
    if (distance < 2 || !(roles_before(focus, distance) & ROLE_WITHOUT))
        return FALSE;
    for (guint32 d = 1; d < distance; d++)
        if (roles_before(focus, d) & ROLE_DOUBT)
            return TRUE;
    return FALSE;
}

static double
apply_negation(const Focus *focus, guint32 distance, double value)
{
    if (is_never_so(focus, distance))
        return multiply(focus, RULE_NEVER, distance, value, focus->profile->never_so);
    if (is_without_doubt(focus, distance) || !negates(focus, distance))
        return value;
    return multiply(focus, RULE_NEGATED, distance, value, negation_of(focus, value));
}

/* ---- idioms and phrases of degree, where they are not one word: see words_merge_phrases() ---- */

/* Words of a phrase, counted from the word in focus. */
typedef struct {
    gint from, to;
} Range;

/* The entry of the phrase of the words in @range, if it has @role. */
static const LexiconEntry *
phrase_at(const Focus *focus, Range range, guint32 role)
{
    if ((gint64)focus->index + range.from < 0 ||
        (gint64)focus->index + range.to >= focus->words->n ||
        !(focus->word[range.from].roles & ROLE_PHRASE))
        return NULL;
    guint32 node = LEXICON_ROOT;
    for (gint i = range.from; i <= range.to; i++) {
        node = lexicon_step(focus->lexicon, node, focus->word[i].entry);
        if (node == LEXICON_ROOT)
            return NULL;
    }
    const LexiconEntry *entry = lexicon_phrase(focus->lexicon, node);
    return entry != NULL && entry->roles & role ? entry : NULL;
}

static const Range ranges_back[] = { { -1, 0 }, { -2, 0 }, { -2, -1 }, { -3, -1 }, { -3, -2 } };
static const Range ranges_ahead[] = { { 0, 1 }, { 0, 2 } };
static const Range ranges_of_degree[] = { { -3, -1 }, { -3, -2 }, { -2, -1 } };

/* The first idiom that ends here or before, and after it any that begins here: VADER's own order.
 */
static const LexiconEntry *
find_late_idiom(const Focus *focus)
{
    const LexiconEntry *idiom = NULL;
    for (guint i = 0; i < G_N_ELEMENTS(ranges_back) && idiom == NULL; i++)
        idiom = phrase_at(focus, ranges_back[i], ROLE_IDIOM);
    for (guint i = 0; i < G_N_ELEMENTS(ranges_ahead); i++) {
        const LexiconEntry *ahead = phrase_at(focus, ranges_ahead[i], ROLE_IDIOM);
        idiom = ahead != NULL ? ahead : idiom;
    }
    return idiom;
}

/* The idiom that the word itself is in. */
static const LexiconEntry *
find_own_idiom(const Focus *focus)
{
    static const Range ranges[] = { { -1, 0 }, { -2, 0 }, { 0, 1 }, { 0, 2 } };
    const LexiconEntry *idiom = NULL;
    for (guint i = 0; i < G_N_ELEMENTS(ranges) && idiom == NULL; i++)
        idiom = phrase_at(focus, ranges[i], ROLE_IDIOM);
    return idiom;
}

/* Whether VADER looks for phrases at the word: three words before it, the first not in the lexicon. */
static gboolean
looks_for_phrases(const Focus *focus)
{
    const Profile *profile = focus->profile;
    if (focus->index < 3)
        return !profile->idioms_late;
    return !profile->idioms_last || !(roles_before(focus, 3) & ROLE_VALENCE);
}

/* The value that the rules begin with: an idiom's, where it does not come last. */
static double
value_at_first(const Focus *focus)
{
    const Profile *profile = focus->profile;
    double value = focus->word->entry->valence;
    if (focus->trend != NULL)
        return rule_set(focus->words, focus->hit, RULE_TREND, focus->trend->other,
                        focus->trend->value);
    if (!profile->idioms_late || profile->idioms_last || !looks_for_phrases(focus))
        return value;
    const LexiconEntry *idiom = find_own_idiom(focus);
    if (idiom == NULL)
        return value;
    return rule_set(focus->words, focus->hit, RULE_IDIOM, WORDS_NONE, idiom->valence);
}

static double
apply_idioms(const Focus *focus, double value)
{
    const LexiconEntry *idiom = focus->profile->idioms_last ? find_late_idiom(focus) : NULL;
    if (idiom == NULL)
        return value;
    return rule_set(focus->words, focus->hit, RULE_IDIOM, WORDS_NONE, idiom->valence);
}

static double
apply_degrees(const Focus *focus, double value)
{
    if (!((roles_before(focus, 3) | roles_before(focus, 2)) & ROLE_DEGREE))
        return value;
    for (guint i = 0; i < G_N_ELEMENTS(ranges_of_degree); i++) {
        const LexiconEntry *degree = phrase_at(focus, ranges_of_degree[i], ROLE_BOOSTER);
        if (degree == NULL)
            continue;
        gboolean away = value < 0 && !focus->profile->degree_signless;
        value = rule_set(focus->words, focus->hit, RULE_WEAKENED,
                         trigger_at(focus, (guint32)-ranges_of_degree[i].from),
                         value + (away ? -degree->booster : degree->booster));
    }
    return value;
}

static double
apply_phrases(const Focus *focus, double value)
{
    const Profile *profile = focus->profile;
    guint32 near = focus->word->roles | roles_before(focus, 1) | roles_before(focus, 2) |
                   roles_before(focus, 3);
    if (!(near & ROLE_PHRASE) || !looks_for_phrases(focus))
        return value;
    value = apply_idioms(focus, value);
    return profile->idioms_late || profile->degree_signless ? apply_degrees(focus, value) : value;
}

/* ---- all of it ---- */

/* "least good", but not "at least good". */
static double
apply_least(const Focus *focus, double value)
{
    if (!(roles_before(focus, 1) & ROLE_LEAST) || roles_before(focus, 2) & ROLE_AT)
        return value;
    return multiply(focus, RULE_LEAST, 1, value, focus->profile->least);
}

static double
apply_words_before(const Focus *focus, double value)
{
    const Profile *profile = focus->profile;
    guint32 reach = MIN((guint32)MAX(profile->window, profile->negation_window), focus->index);
    if (profile->stop_at_marks && focus->word->roles & ROLE_EMOTICON)
        return value;
    gboolean contrary = FALSE; /* a word of the other sign stands in between */
    for (guint32 d = 1; d <= reach; d++) {
        if (profile->stop_at_marks && (focus->word[1 - (gint)d].flags & WORD_BREAK ||
                                       focus->word[-(gint)d].part != focus->word->part))
            break;
        if (roles_before(focus, d) & ROLE_VALENCE) {
            contrary |= profile->stop_at_contrary &&
                        (focus->word[-(gint)d].entry->valence < 0) != (value < 0);
            continue;
        }
        if (d <= (guint32)profile->window)
            value = apply_booster(focus, d, value);
        if (d <= (guint32)profile->negation_window && !contrary)
            value = apply_negation(focus, d, value);
    }
    return value;
}

/* Roles of words before by which a valence may be another one. */
#define ROLES_ACTING                                                                               \
    (ROLE_BOOSTER | ROLE_NEGATION | ROLE_NO | ROLE_SO | ROLE_NEVER | ROLE_LEAST | ROLE_PHRASE)

/* Most words stand where no rule has anything to say. */
static gboolean
stands_alone(const Focus *focus)
{
    const Profile *profile = focus->profile;
    guint32 farthest = MAX(3, (guint32)MAX(profile->window, profile->negation_window));
    guint32 roles = focus->word->roles & ROLE_NO, flags = 0;
    for (guint32 d = MIN(farthest, focus->index); d > 0; d--) {
        roles |= focus->word[-(gint)d].roles;
        flags |= focus->word[-(gint)d].flags;
    }
    return !(roles & ROLES_ACTING) && !(flags & WORD_NEGATES) &&
           !(focus->word->roles & ROLE_PHRASE) && !is_emphatic(focus, focus->word);
}

/* The order of the rules is part of the method. */
static double
valence_in_place(const Focus *focus)
{
    guint32 roles = focus->word->roles;
    if (roles & ROLE_BOOSTER || !(roles & ROLE_VALENCE || focus->trend != NULL) ||
        (roles & ROLE_KIND && roles_behind(focus, 1) & ROLE_OF))
        return 0;
    double valence = focus->word->entry->valence;
    if (focus->trend == NULL && (valence == 0 || stands_alone(focus))) /* 0: "bus stop" */
        return valence;
    double value = value_at_first(focus);
    if (value == 0)
        return 0;
    value = apply_no(focus, value);
    value = apply_capitals(focus, value);
    value = apply_words_before(focus, value);
    value = apply_phrases(focus, value);
    return apply_least(focus, value);
}

/* The last rule takes the rest that is rounded off, so that what the rules did still adds up. */
static void
round_value(Words *words, Hit *hit, guint decimals)
{
    double value = round_decimals(hit->value, decimals);
    if (value == hit->value)
        return;
    if (hit->last == WORDS_NONE)
        rule_set(words, hit, RULE_ROUNDED, WORDS_NONE, value);
    else
        words->change[hit->last].after = value;
    hit->value = value;
}

static void
round_values(Words *words, const Profile *profile)
{
    for (guint32 i = 0; profile->decimals > 0 && i < words->n_hits; i++)
        round_value(words, &words->hit[i], (guint)profile->decimals);
}

void
rules_apply(Words *words, const Vocabulary *vocabulary)
{
    if (!(words->roles & (ROLE_VALENCE | ROLE_UP | ROLE_DOWN)))
        return;
    Focus focus = { .profile = vocabulary->profile,
                    .lexicon = vocabulary->lexicon,
                    .words = words,
                    .emphasis = words->n_capitals > 0 && words->n_capitals < words->n };
    guint32 next_trend = 0;
    trends_find(words, vocabulary->profile);
    for (guint32 i = 0; i < words->n; i++) {
        focus.trend = words->trends->len > 0 ? trends_take(words, i, &next_trend) : NULL;
        if (!(words->word[i].roles & ROLE_VALENCE) && focus.trend == NULL)
            continue;
        focus.index = i;
        focus.word = &words->word[i];
        focus.hit = words_append_hit(words, i);
        focus.hit->value = valence_in_place(&focus);
    }
    context_apply(words, vocabulary->profile);
    contrast_apply(words, vocabulary->profile);
    round_values(words, vocabulary->profile);
}

/* ---- explaining ---- */

static const char *const rule_names[] = {
    [RULE_CAPITALS] = "capitals", [RULE_BOOSTED] = "boosted",   [RULE_WEAKENED] = "weakened",
    [RULE_NEGATED] = "negated",   [RULE_NEVER] = "never",       [RULE_NO] = "no",
    [RULE_LEAST] = "least",       [RULE_IDIOM] = "idiom",       [RULE_LOWERED] = "lowered",
    [RULE_RAISED] = "raised",     [RULE_NAME] = "name",         [RULE_QUESTION] = "question",
    [RULE_UNREAL] = "unreal",     [RULE_NEGATIVE] = "negative", [RULE_YIELDS] = "yields",
    [RULE_TREND] = "trend",       [RULE_ROUNDED] = "rounded",
};

const char *
rule_name(Rule rule)
{
    return rule_names[rule];
}

double
rule_set(Words *words, Hit *hit, Rule rule, guint32 trigger, double after)
{
    Change *change = words_append_change(words, hit);
    change->after = after;
    change->factor = 0;
    change->trigger = trigger;
    change->rule = rule;
    return after;
}

double
rule_multiply(Words *words, Hit *hit, Rule rule, guint32 trigger, double value, double factor)
{
    double after = rule_set(words, hit, rule, trigger, value * factor);
    words->change[hit->last].factor = factor;
    return after;
}

/* The word as it stands in the text; the blanks of a phrase become underlines. */
static void
append_word(const Word *word, const char *text, GString *out)
{
    g_string_append_c(out, ':');
    for (guint32 at = word->begin; at < word->end; at++)
        g_string_append_c(out, (guint8)text[at] <= ' ' ? '_' : text[at]);
}

void
rules_describe(const Words *words, const Hit *hit, const char *text, GString *out)
{
    for (guint32 i = hit->first_change; i != WORDS_NONE; i = words->change[i].next) {
        const Change *change = &words->change[i];
        if (change->rule == RULE_ROUNDED)
            continue;
        if (i != hit->first_change)
            g_string_append_c(out, ' ');
        g_string_append(out, rule_names[change->rule]);
        if (change->trigger != WORDS_NONE)
            append_word(&words->word[change->trigger], text, out);
    }
}
