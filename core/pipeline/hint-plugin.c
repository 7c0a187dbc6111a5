/* hint-plugin.c: what was meant by a plugin's name that no folder holds. SPDX-License-Identifier: MIT */
#include <string.h>

#include "pipeline/compose-private.h"
#include "pipeline/plan-private.h"
#include "pipeline/syntax-private.h"

static gboolean
is_plugin(const GalleyPlan *plan, GalleyKind kind, const char *name)
{
    g_auto(GStrv) names = galley_finder_list(plan->pipeline->finder, kind);
    return g_strv_contains((const char *const *)names, name);
}

/* A plugin of another kind, or of two; or this one, as `galley inspect` has it. */
static char *
hint_other_kind(const GalleyPlan *plan, GalleyKind wanted, const char *word)
{
    g_autoptr(GString) hint = g_string_new(NULL);
    for (GalleyKind kind = GALLEY_KIND_READER; kind <= GALLEY_KIND_WRITER; kind++) {
        g_autofree char *prefix = g_strconcat(galley_kind_get_name(kind), "-", NULL);
        gboolean whole = g_str_has_prefix(word, prefix);
        const char *name = word + (whole ? strlen(prefix) : 0);
        if (!is_plugin(plan, kind, name))
            continue;
        if (kind == wanted)
            return g_strdup_printf("here it is called \"%s\"", name);
        g_string_append_printf(hint, "%s a %s \"%s\": it belongs under \"%s\"",
                               hint->len > 0 ? ", and" : "there is", galley_kind_get_name(kind),
                               name, galley_uses_get_key(kind));
    }
    return hint->len > 0 ? g_string_free(g_steal_pointer(&hint), FALSE) : NULL;
}

static char *
hint_top_key(const char *word)
{
    for (GalleyKind kind = GALLEY_KIND_READER; kind <= GALLEY_KIND_WRITER; kind++)
        if (g_str_equal(galley_uses_get_key(kind), word))
            return g_strdup_printf("\"%s\" stands at the top of the file, in its first column",
                                   word);
    return NULL;
}

/* An edit where there is nothing to edit, or one that is half of one. */
static char *
hint_edit(const char *word)
{
    const char *example = galley_edits_get_example(word);
    return example ? g_strdup_printf("an edit of what \"extends\" brings along is written as %s",
                                     example)
                   : NULL;
}

/* "plugin: tokenizer", as other programs have it. */
static char *
hint_value(const GalleyPlan *plan, GalleyKind kind, const char *word, const GalleyNode *value)
{
    if (!value || value->kind != GALLEY_NODE_SCALAR || !is_plugin(plan, kind, value->text))
        return NULL;
    return g_strdup_printf("write the plugin's own name in place of \"%s: %s\": \"%s\"", word,
                           value->text, value->text);
}

static char *
list_plugins(const GalleyPlan *plan, GalleyKind kind)
{
    g_auto(GStrv) names = galley_finder_list(plan->pipeline->finder, kind);
    g_autofree char *list = g_strjoinv(", ", names);
    return *list ? g_strdup_printf("there are: %s", list) : g_strdup("no plugin folder holds any");
}

char *
galley_hint_plugin(const GalleyPlan *plan,
                   GalleyKind kind,
                   const char *word,
                   const GalleyNode *value,
                   const char *nearest)
{
    char *hint = g_strdup(galley_slips_hint_blank(word));
    hint = hint ? hint : hint_top_key(word);
    hint = hint ? hint : hint_edit(word);
    hint = hint ? hint : hint_value(plan, kind, word, value);
    hint = hint ? hint : hint_other_kind(plan, kind, word);
    if (!hint && nearest)
        return g_strdup_printf("did you mean \"%s\"?", nearest);
    return hint ? hint : list_plugins(plan, kind);
}
