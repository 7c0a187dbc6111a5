/* rule-words.h: rules of the step sentiment as people would say them; shared by writers that show
 * why a score is what it is. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/* One rule of a list such as "boosted:very capitals", as valence.rule has them. */
typedef struct {
    const char *name; /* as long as `name_size` says, as all texts here */
    gsize name_size;
    const char *trigger; /* the word that made it act, its blanks as underlines; NULL: none */
    gsize trigger_size;
} RuleWord;

/* rule_word_next: reads on from *@at, which goes past the rule. Returns: FALSE at @end */
gboolean rule_word_next(const char **at, const char *end, RuleWord *rule);
/* rule_word_say: (nullable): what is said for the rule, before its trigger where it has one; NULL:
 * only its name is known */
const char *rule_word_say(const RuleWord *rule);
