/* rules.c: why a value is what it is, in words. SPDX-License-Identifier: MIT */
#include "rules.h"

#include <string.h>

void
put_rule(GString *out, const RuleWord *rule)
{
    const char *words = rule_word_say(rule);
    if (words != NULL) {
        put(out, words);
        return;
    }
    put_text(out, rule->name, rule->name_size);
    put(out, rule->trigger != NULL ? " by" : "");
}

/* A number is how far away, else it is words of the text. */
static void
put_trigger(GString *out, const RuleWord *rule)
{
    gboolean number = rule->trigger_size > 0 && g_ascii_isdigit(*rule->trigger);
    g_autofree char *plain = g_strndup(rule->trigger, rule->trigger_size);
    g_strdelimit(plain, "_", ' ');
    put(out, number ? " " : " “");
    put_text(out, plain, strlen(plain));
    put(out, number ? "" : "”");
}

void
put_rules(GString *out, const char *rules, gsize size)
{
    RuleWord rule;
    const char *at = rules, *end = rules + size;
    while (at < end) {
        put(out, at > rules ? ", " : "");
        rule_word_next(&at, end, &rule);
        put_rule(out, &rule);
        if (rule.trigger != NULL)
            put_trigger(out, &rule);
    }
}
