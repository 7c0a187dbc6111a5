/* context.c: rules of edited prose: names, questions, and what is not said to be so.
 * SPDX-License-Identifier: MIT */
#include "rules.h"

typedef struct {
    const Words *words;
    const Profile *profile;
    const Word *word;
    guint32 index;
    gboolean headline; /* most words have a capital letter */
} Context;

/* "Justice Department", "Grace Hope". */
static guint32
is_name(const Context *context, const Hit *hit)
{
    (void)hit;
    return !context->headline &&
           (context->word->flags & (WORD_TITLED | WORD_FIRST | WORD_CAPITALS)) == WORD_TITLED;
}

static guint32
is_asked(const Context *context, const Hit *hit)
{
    (void)hit;
    return context->words->questions > 0;
}

/* How far back a word such as "if" or "would" stands in the same clause; 0 if there is none. */
static guint32
is_unreal(const Context *context, const Hit *hit)
{
    const Word *word = context->word;
    guint32 window = MIN((guint32)context->profile->unreal_window, context->index);
    (void)hit;
    if (!(context->words->roles & ROLE_UNREAL))
        return 0;
    for (guint32 d = 1; d <= window; d++) {
        const Word *before = word - d;
        if (before[1].flags & WORD_BREAK || before->part != word->part)
            return 0;
        if (before->roles & ROLE_UNREAL)
            return d;
    }
    return 0;
}

/* What is bad weighs more than what is good: Taboada et al., "Lexicon-Based Methods for Sentiment
 * Analysis", 2011. */
static guint32
is_negative(const Context *context, const Hit *hit)
{
    (void)context;
    return hit->value < 0;
}

/* Each answers 0, or the distance of the word that is the reason, or 1 where there is none. */
static const struct {
    Rule rule;
    gsize factor; /* field of Profile */
    guint32 (*holds)(const Context *context, const Hit *hit);
    gboolean distant; /* the answer is a distance */
} rules[] = {
    { RULE_NAME, G_STRUCT_OFFSET(Profile, names), is_name, FALSE },
    { RULE_QUESTION, G_STRUCT_OFFSET(Profile, questions), is_asked, FALSE },
    { RULE_UNREAL, G_STRUCT_OFFSET(Profile, unreal_factor), is_unreal, TRUE },
    { RULE_NEGATIVE, G_STRUCT_OFFSET(Profile, negative), is_negative, FALSE },
};

static gboolean
weighs_nothing(const Profile *profile)
{
    for (guint k = 0; k < G_N_ELEMENTS(rules); k++)
        if (G_STRUCT_MEMBER(double, profile, rules[k].factor) != 1)
            return FALSE;
    return TRUE;
}

void
context_apply(Words *words, const Profile *profile)
{
    if (weighs_nothing(profile))
        return;
    Context context = { .words = words,
                        .profile = profile,
                        .headline = words->n_titled > words->n / 2 };
    for (guint32 i = 0; i < words->n_hits; i++) {
        Hit *hit = &words->hit[i];
        context.index = hit->word;
        context.word = &words->word[hit->word];
        for (guint k = 0; k < G_N_ELEMENTS(rules); k++) {
            double factor = G_STRUCT_MEMBER(double, profile, rules[k].factor);
            guint32 reason = factor != 1 && hit->value != 0 ? rules[k].holds(&context, hit) : 0;
            if (reason == 0)
                continue;
            hit->value = rule_multiply(words, hit, rules[k].rule,
                                       rules[k].distant ? hit->word - reason : WORDS_NONE,
                                       hit->value, factor);
        }
    }
}
