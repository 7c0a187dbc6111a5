/* rule-words.c: rules of the step sentiment as people would say them. SPDX-License-Identifier: MIT */
#include "rule-words.h"

#include <string.h>

/* By the names that the step gives them. */
static const struct {
    const char *rule;
    const char *alone;  /* without the word that makes it act */
    const char *beside; /* before that word */
} rules[] = {
    { "capitals", "in capitals", NULL },
    { "idiom", "by the phrase that it ends", NULL },
    { "name", "perhaps a name", NULL },
    { "question", "in a question", NULL },
    { "negative", "what is bad weighs more", NULL },
    { "no", NULL, "negated by" },
    { "never", NULL, "strengthened by" },
    { "least", NULL, "turned by" },
    { "unreal", NULL, "not said to be so:" },
    { "lowered", NULL, "less beside" },
    { "raised", NULL, "more beside" },
    { "yields", NULL, "gives way to" },
    { "trend", NULL, "rise or fall of" },
    /* of weights, and of what is for no word */
    { "marks", "marks of exclamation and question", NULL },
    { "before", "it stands before", NULL },
    { "rival", "somebody else stands nearer", NULL },
    { "in-quotation", "inside a quotation", NULL },
    { "quoted", "outside the quotation", NULL },
    { "speaker", "said by whom it is about", NULL },
    { "distance", NULL, "words away:" },
    { "clause", NULL, "clauses away:" },
};

gboolean
rule_word_next(const char **at, const char *end, RuleWord *rule)
{
    if (*at >= end)
        return FALSE;
    const char *blank = memchr(*at, ' ', (gsize)(end - *at));
    const char *stop = blank != NULL ? blank : end;
    const char *colon = memchr(*at, ':', (gsize)(stop - *at));
    const char *name_end = colon != NULL ? colon : stop;
    *rule = (RuleWord){ *at, (gsize)(name_end - *at), NULL, 0 };
    if (colon != NULL) {
        rule->trigger = colon + 1;
        rule->trigger_size = (gsize)(stop - colon - 1);
    }
    *at = stop < end ? stop + 1 : end;
    return TRUE;
}

const char *
rule_word_say(const RuleWord *rule)
{
    for (gsize i = 0; i < G_N_ELEMENTS(rules); i++)
        if (strlen(rules[i].rule) == rule->name_size &&
            strncmp(rules[i].rule, rule->name, rule->name_size) == 0)
            return rule->trigger != NULL ? rules[i].beside : rules[i].alone;
    return NULL;
}
