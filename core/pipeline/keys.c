/* keys.c: the keys of a map against a table of those there are. SPDX-License-Identifier: MIT */
#include "pipeline/plan-private.h"

const GalleyKey *
galley_keys_find(const GalleyKey *keys, const char *name)
{
    for (; keys->name; keys++)
        if (g_str_equal(keys->name, name))
            return keys;
    return NULL;
}

const char *
galley_keys_nearest(const GalleyKey *keys, const char *name)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (; keys->name; keys++)
        g_ptr_array_add(names, (gpointer)keys->name);
    g_ptr_array_add(names, NULL);
    return galley_nearest(name, (const char *const *)names->pdata);
}

gboolean
galley_keys_is_misspelt(const GalleyKey *keys, const GalleyNode *map, const char *name)
{
    for (guint i = 0; i < galley_node_get_n(map); i++) {
        const char *key = galley_node_get_entry(map, i)->key->text;
        if (!galley_keys_find(keys, key) && g_strcmp0(galley_keys_nearest(keys, key), name) == 0)
            return TRUE;
    }
    return FALSE;
}

char *
galley_hint_nearest(const char *word, const char *const *names)
{
    const char *nearest = galley_nearest(word, names);
    return nearest ? g_strdup_printf("did you mean \"%s\"?", nearest) : NULL;
}

char *
galley_hint_among(const char *word, GPtrArray *names, const char *otherwise)
{
    g_ptr_array_add(names, NULL);
    char *hint = word ? galley_hint_nearest(word, (const char *const *)names->pdata) : NULL;
    g_autofree char *list = g_strjoinv(", ", (char **)names->pdata);
    return hint ? hint : *list ? g_strdup_printf("there are: %s", list) : g_strdup(otherwise);
}

static void
refuse_unknown(GalleyPlan *plan, const GalleyNode *key, const GalleyKey *keys)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (; keys->name; keys++)
        if (keys->read != galley_keys_refuse_misplaced)
            g_ptr_array_add(names, (gpointer)keys->name);
    g_autofree char *hint = galley_hint_among(key->text, names, NULL);
    galley_diagnostics_add(plan->diagnostics, key->place, hint, "unknown key \"%s\"", key->text);
}

void
galley_keys_read(GalleyPlan *plan, const GalleyNode *map, const GalleyKey *keys, gpointer target)
{
    for (guint i = 0; i < galley_node_get_n(map); i++) {
        const GalleyNode *key = galley_node_get_entry(map, i)->key;
        if (!galley_keys_find(keys, key->text))
            refuse_unknown(plan, key, keys);
    }
    for (; keys->name; keys++) {
        const GalleyEntry *entry = galley_node_find(map, keys->name);
        if (entry)
            keys->read(plan, entry, target);
    }
}

const char *
galley_value_get_text(GalleyPlan *plan, const GalleyEntry *entry)
{
    const GalleyNode *value = entry->value;
    if (galley_node_is_null(value))
        galley_diagnostics_add(plan->diagnostics, entry->key->place,
                               "write a value behind it, or leave it out; a \"#\" begins a comment",
                               "\"%s\" is empty", entry->key->text);
    else if (value->kind != GALLEY_NODE_SCALAR)
        galley_diagnostics_add(plan->diagnostics, value->place, NULL,
                               "\"%s\" wants a single value, not %s", entry->key->text,
                               galley_node_describe(value));
    else
        return value->text;
    return NULL;
}
