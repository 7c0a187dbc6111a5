/* rules.c: rules of the step sentiment as people would say them. SPDX-License-Identifier: MIT */
#include "rules.h"

#include <string.h>

/* By the names that the step gives them; others are told by their names. */
static const struct {
    const char *rule, *alone, *beside;
} rules[] = {
    { "capitals", "in capitals", NULL },
    { "idiom", "by the phrase that it ends", NULL },
    { "name", "perhaps a name", NULL },
    { "question", "in a question", NULL },
    { "negative", "what is bad weighs more", NULL },
    { "rounded", "rounded", NULL },
    { "no", NULL, "negated by" },
    { "never", NULL, "strengthened by" },
    { "least", NULL, "turned by" },
    { "unreal", NULL, "not said to be so:" },
    { "lowered", NULL, "less beside" },
    { "raised", NULL, "more beside" },
    { "yields", NULL, "gives way to" },
    { "trend", NULL, "rise or fall of" },
    /* of weights and amounts */
    { "marks", "marks of exclamation and question", NULL },
    { "before", "it stands before", NULL },
    { "rival", "somebody else stands nearer", NULL },
    { "in-quotation", "inside a quotation", NULL },
    { "quoted", "outside the quotation", NULL },
    { "speaker", "said by it", NULL },
    { "distance", NULL, "words away:" },
    { "clause", NULL, "clauses away:" },
};

void
put_rule(GString *out, const char *name, gsize size, gboolean alone)
{
    for (gsize i = 0; i < G_N_ELEMENTS(rules); i++) {
        const char *words = alone ? rules[i].alone : rules[i].beside;
        if (words == NULL || strlen(rules[i].rule) != size ||
            strncmp(rules[i].rule, name, size) != 0)
            continue;
        put(out, words);
        return;
    }
    put_text(out, name, size);
    put(out, alone ? "" : " by");
}

/* Blanks of the words that made a rule act are underlines there. */
static void
put_trigger(GString *out, const char *words, gsize size)
{
    gboolean number = size > 0 && g_ascii_isdigit(*words);
    g_autofree char *plain = g_strndup(words, size);
    g_strdelimit(plain, "_", ' ');
    put(out, number ? " " : " “");
    put_text(out, plain, strlen(plain));
    put(out, number ? "" : "”");
}

void
put_rules(GString *out, const char *list, gsize size)
{
    const char *end = list + size;
    for (const char *at = list, *next; at < end; at = next) {
        const char *blank = memchr(at, ' ', (gsize)(end - at));
        const char *stop = blank != NULL ? blank : end;
        const char *colon = memchr(at, ':', (gsize)(stop - at));
        next = stop < end ? stop + 1 : end;
        put(out, at > list ? ", " : "");
        put_rule(out, at, (gsize)((colon != NULL ? colon : stop) - at), colon == NULL);
        if (colon != NULL)
            put_trigger(out, colon + 1, (gsize)(stop - colon - 1));
    }
}
