/* rules.c: VADER's rules of negation, degree and emphasis, its quirks as switches.
 * SPDX-License-Identifier: MIT */
#include "rules.h"

#include "scores.h"

/* One word being valued. */
typedef struct {
    const Profile *profile;
    const Lexicon *lexicon;
    const Words *words;
    guint32 index; /* of the word */
    const Word *word;
    Hit *hit;
    gboolean emphasis; /* some words are in capitals, but not all */
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

/* "no" has a valence of its own, which gives way to the next word's; that one turns. */
static double
apply_no(const Focus *focus, double value)
{
    guint32 distance = find_no(focus);
    if (distance > 0) {
        hit_note(focus->hit, RULE_NO, distance);
        return focus->word->entry->valence * focus->profile->negation;
    }
    gboolean gives_way = focus->word->roles & ROLE_NO && roles_behind(focus, 1) & ROLE_VALENCE;
    return gives_way ? 0 : value;
}

static double
apply_capitals(const Focus *focus, double value)
{
    if (!is_emphatic(focus, focus->word) || (value == 0 && !focus->profile->no_in_capitals))
        return value;
    hit_note(focus->hit, RULE_CAPITALS, 0);
    return value > 0 ? value + focus->profile->capitals : value - focus->profile->capitals;
}

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
    hit_note(focus->hit, (step < 0) == (value < 0) ? RULE_BOOSTED : RULE_WEAKENED, distance);
    return value + step;
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
    if (is_never_so(focus, distance)) {
        hit_note(focus->hit, RULE_NEVER, distance);
        return value * focus->profile->never_so;
    }
    if (is_without_doubt(focus, distance) || !negates(focus, distance))
        return value;
    hit_note(focus->hit, RULE_NEGATED, distance);
    return value * focus->profile->negation;
}

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
        idiom = phrase_at(focus, ranges_back[i], ROLE_VALENCE);
    for (guint i = 0; i < G_N_ELEMENTS(ranges_ahead); i++) {
        const LexiconEntry *ahead = phrase_at(focus, ranges_ahead[i], ROLE_VALENCE);
        idiom = ahead != NULL ? ahead : idiom;
    }
    return idiom;
}

static double
apply_late_idioms(const Focus *focus, double value)
{
    const LexiconEntry *idiom = find_late_idiom(focus);
    if (idiom != NULL) {
        hit_note(focus->hit, RULE_IDIOM, 0);
        value = idiom->valence;
    }
    for (guint i = 0; i < G_N_ELEMENTS(ranges_of_degree); i++) {
        const LexiconEntry *degree = phrase_at(focus, ranges_of_degree[i], ROLE_BOOSTER);
        if (degree == NULL)
            continue;
        hit_note(focus->hit, RULE_WEAKENED, (guint32)-ranges_of_degree[i].from);
        value += degree->booster;
    }
    return value;
}

/* "least good", but not "at least good". */
static double
apply_least(const Focus *focus, double value)
{
    if (!(roles_before(focus, 1) & ROLE_LEAST) || roles_before(focus, 2) & ROLE_AT)
        return value;
    hit_note(focus->hit, RULE_LEAST, 1);
    return value * focus->profile->least;
}

static double
apply_words_before(const Focus *focus, double value)
{
    guint32 window = MIN((guint32)focus->profile->window, focus->index);
    if (focus->profile->stop_at_marks && focus->word->roles & ROLE_EMOTICON)
        return value;
    for (guint32 d = 1; d <= window; d++) {
        if (focus->profile->stop_at_marks && (focus->word[1 - (gint)d].flags & WORD_BREAK ||
                                              focus->word[-(gint)d].part != focus->word->part))
            break;
        if (roles_before(focus, d) & ROLE_VALENCE)
            continue;
        value = apply_booster(focus, d, value);
        value = apply_negation(focus, d, value);
        if (d == 3 && focus->profile->late_idioms)
            value = apply_late_idioms(focus, value);
    }
    return value;
}

/* The order of the rules is part of the method. */
static double
valence_in_place(const Focus *focus)
{
    guint32 roles = focus->word->roles;
    if (roles & ROLE_BOOSTER || !(roles & ROLE_VALENCE) ||
        (roles & ROLE_KIND && roles_behind(focus, 1) & ROLE_OF))
        return 0;
    if (focus->profile->merge_phrases && focus->word->entry->valence == 0) /* "bus stop" */
        return 0;
    double value = apply_no(focus, focus->word->entry->valence);
    value = apply_capitals(focus, value);
    value = apply_words_before(focus, value);
    return apply_least(focus, value);
}

static void
round_values(Words *words, const Profile *profile)
{
    for (guint32 i = 0; profile->decimals > 0 && i < words->n_hits; i++)
        words->hit[i].value = round_decimals(words->hit[i].value, (guint)profile->decimals);
}

void
rules_apply(Words *words, const Vocabulary *vocabulary)
{
    if (!(words->roles & ROLE_VALENCE))
        return;
    Focus focus = { .profile = vocabulary->profile,
                    .lexicon = vocabulary->lexicon,
                    .words = words,
                    .emphasis = words->n_capitals > 0 && words->n_capitals < words->n };
    for (guint32 i = 0; i < words->n; i++) {
        if (!(words->word[i].roles & ROLE_VALENCE))
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
    [RULE_UNREAL] = "unreal",     [RULE_NEGATIVE] = "negative",
};

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
    for (guint i = 0; i < hit->n_trail; i++) {
        Rule rule = hit->trail[i] >> 4;
        guint32 distance = hit->trail[i] & 15;
        if (i > 0)
            g_string_append_c(out, ' ');
        g_string_append(out, rule_names[rule]);
        if (rule == RULE_LOWERED || rule == RULE_RAISED)
            append_word(&words->word[hit->contrast], text, out);
        else if (distance > 0 && distance <= hit->word)
            append_word(&words->word[hit->word - distance], text, out);
    }
}
