/* rules.h: from the valences of a lexicon to the valences in a text.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "words.h"

/** Rule: why a valence is not the lexicon's */
typedef enum {
    RULE_NONE,
    RULE_CAPITALS,
    RULE_BOOSTED,
    RULE_WEAKENED,
    RULE_NEGATED,
    RULE_NEVER,    /* "never so", "never this" */
    RULE_NO,       /* "no" before it */
    RULE_LEAST,    /* "least" before it */
    RULE_IDIOM,    /* the value of a phrase that it belongs to */
    RULE_LOWERED,  /* weighed less, beside "but" */
    RULE_RAISED,   /* weighed more, beside "but" */
    RULE_NAME,     /* perhaps part of a name */
    RULE_QUESTION, /* asked, not said */
    RULE_UNREAL,   /* behind "if", "would" and the like */
    RULE_NEGATIVE, /* what is bad weighs more */
    RULE_YIELDS,   /* "no" before a word with a valence has none of its own */
    RULE_TREND,    /* of a quantity that rises or falls */
    RULE_ROUNDED,  /* to the profile's decimals */
} Rule;

/** rules_apply: makes the hits: words with a valence, its value here, and the rules that made it */
void rules_apply(Words *words, const Vocabulary *vocabulary);

/**
 * rules_describe:
 * @text: the document's
 *
 * Appends the rules that changed @hit, in order, parted by blanks, each with the word that made it
 * do so: "negated:not".
 */
void rules_describe(const Words *words, const Hit *hit, const char *text, GString *out);

/** context_apply: weighs what may be a name, is asked, or is not said to be so */
void context_apply(Words *words, const Profile *profile);

/** contrast_apply: weighs what stands before and behind words such as "but" */
void contrast_apply(Words *words, const Profile *profile);

/** rule_name: (transfer none): as it stands in the columns `rule` */
const char *rule_name(Rule rule);

/**
 * rule_set:
 * @trigger: index of the word that made the rule act, or %WORDS_NONE
 *
 * Remembers that @rule made @after of the value that the rule before it left.
 *
 * Returns: @after
 */
double rule_set(Words *words, Hit *hit, Rule rule, guint32 trigger, double after);
/** rule_multiply: likewise, of @value by @factor */
double
rule_multiply(Words *words, Hit *hit, Rule rule, guint32 trigger, double value, double factor);
