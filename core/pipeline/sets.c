/* sets.c: what the command line changes: --from, --to, --set. SPDX-License-Identifier: MIT */
#include <string.h>

#include "pipeline/compose-private.h"
#include "pipeline/plan-private.h"

/** Target: where "NAME.OPTION=VALUE" aims. */
typedef struct {
    GalleyComposition *composition;
    const GalleyNode *root;
    GalleyNode *map; /* the new root */
    const char *word;
    char *name;
    const GalleyNode *option; /* a key, placed in the word */
    const GalleyNode *value;
    GalleyPlace place; /* of the name */
} Target;

static void
refuse(const Target *target, const char *hint, const char *what)
{
    galley_diagnostics_add(target->composition->diagnostics, target->place, hint, "%s", what);
}

/* ---- one use ---- */

/* The use with one option more, or another value for it. */
static const GalleyNode *
change_use(const Target *target, const GalleyNode *use)
{
    GalleyTree *made = target->composition->made;
    const GalleyEntry *plugin = galley_node_plugin_of_use(use);
    GalleyNode *map = galley_tree_add_map(made, use->place);
    GalleyNode *options = galley_tree_add_map(made, use->place);
    const GalleyNode *old = plugin ? plugin->value : NULL;
    for (guint i = 0; old && old->kind == GALLEY_NODE_MAP && i < galley_node_get_n(old); i++)
        galley_node_put(options, galley_node_get_entry(old, i)->key,
                        galley_node_get_entry(old, i)->value);
    galley_node_put(options, target->option, target->value);
    galley_node_put(map, plugin ? plugin->key : use, options);
    for (guint i = 0; plugin && i < galley_node_get_n(use); i++)
        if (galley_node_get_entry(use, i)->key != plugin->key)
            galley_node_put(map, galley_node_get_entry(use, i)->key,
                            galley_node_get_entry(use, i)->value);
    return map;
}

static const GalleyNode *
find_value(const Target *target, const char *key)
{
    const GalleyEntry *entry = galley_node_find(target->map, key);
    return entry ? entry->value : NULL;
}

static const GalleyNode *
key_of(const Target *target, const char *key)
{
    const GalleyEntry *entry = galley_node_find(target->map, key);
    return entry ? entry->key
                 : galley_tree_add_scalar(target->composition->made, key, FALSE, target->place);
}

/* ---- where it may aim ---- */

static int
find_in_list(const GalleyNode *list, const char *name)
{
    for (guint i = 0; list && list->kind == GALLEY_NODE_LIST && i < galley_node_get_n(list); i++)
        if (g_strcmp0(galley_node_name_of_use(galley_node_get_item(list, i)), name) == 0)
            return (int)i;
    return -1;
}

static void
change_list(const Target *target, const char *key, int index)
{
    const GalleyNode *list = find_value(target, key);
    GalleyNode *changed = galley_tree_add_list(target->composition->made, list->place);
    for (guint i = 0; i < galley_node_get_n(list); i++) {
        const GalleyNode *item = galley_node_get_item(list, i);
        galley_node_append(changed, (int)i == index ? change_use(target, item) : item);
    }
    galley_node_put(target->map, key_of(target, key), changed);
}

static void
change_run(const Target *target)
{
    const GalleyNode *run = find_value(target, "run");
    GalleyNode *map = galley_tree_add_map(target->composition->made, target->place);
    for (guint i = 0; run && run->kind == GALLEY_NODE_MAP && i < galley_node_get_n(run); i++)
        galley_node_put(map, galley_node_get_entry(run, i)->key,
                        galley_node_get_entry(run, i)->value);
    galley_node_put(map, target->option, target->value);
    galley_node_put(target->map, key_of(target, "run"), map);
}

static void
change_reader(const Target *target)
{
    const GalleyNode *reader = find_value(target, "reader");
    if (!reader)
        reader = galley_tree_add_scalar(target->composition->made, "auto", FALSE, target->place);
    if (reader->kind != GALLEY_NODE_LIST && !galley_node_is_null(reader))
        galley_node_put(target->map, key_of(target, "reader"), change_use(target, reader));
}

static void
refuse_name(const Target *target)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    static const char *const keys[] = { "steps", "writers" };
    for (gsize k = 0; k < G_N_ELEMENTS(keys); k++) {
        const GalleyNode *list = find_value(target, keys[k]);
        for (guint i = 0; list && list->kind == GALLEY_NODE_LIST && i < galley_node_get_n(list);
             i++) {
            const char *name = galley_node_name_of_use(galley_node_get_item(list, i));
            if (name)
                g_ptr_array_add(names, (gpointer)name);
        }
    }
    g_ptr_array_add(names, (gpointer) "reader");
    g_ptr_array_add(names, (gpointer) "run");
    g_autofree char *hint = galley_hint_among(target->name, names, NULL);
    g_autofree char *what =
        g_strdup_printf("the pipeline has no step or writer \"%s\"", target->name);
    refuse(target, hint, what);
}

static void
aim(const Target *target)
{
    int step = find_in_list(find_value(target, "steps"), target->name);
    int writer = find_in_list(find_value(target, "writers"), target->name);
    if (step >= 0 && writer >= 0)
        refuse(target, "give one of them a name of its own in the file",
               "there are a step and a writer of that name");
    else if (step >= 0)
        change_list(target, "steps", step);
    else if (writer >= 0)
        change_list(target, "writers", writer);
    else if (g_str_equal(target->name, "reader"))
        change_reader(target);
    else if (g_str_equal(target->name, "run"))
        change_run(target);
    else
        refuse_name(target);
}

static void
take_word(GalleyComposition *composition, GalleyNode *map, const char *word)
{
    const char *equals = strchr(word, '=');
    const char *dot = strchr(word, '.');
    gsize end = equals ? (gsize)(equals - word) : strlen(word);
    Target target = { .composition = composition, .map = map, .word = word };
    if (!equals || !dot || dot > equals || dot == word || dot + 1 == equals) {
        target.place = galley_composition_say(composition, "--set", word, 0, end);
        refuse(&target, "write --set step.option=value", "it names no option and value");
        return;
    }
    gsize name_size = (gsize)(dot - word);
    target.place = galley_composition_say(composition, "--set", word, 0, name_size);
    g_autofree char *name = g_strndup(word, name_size);
    target.name = name;
    g_autofree char *option = g_strndup(dot + 1, end - name_size - 1);
    GalleyPlace place = galley_lines_find(galley_diagnostics_get_lines(composition->diagnostics),
                                          name_size + 1, end);
    target.option = galley_tree_add_scalar(composition->made, option, FALSE, place);
    target.value = galley_composition_read_word(composition, word, end + 1);
    if (target.value)
        aim(&target);
}

/* ---- --from and --to ---- */

static void
put_word(GalleyComposition *composition, GalleyNode *map, const char *key, const char *word)
{
    const GalleyPlace nowhere = { 0 };
    const GalleyEntry *there = galley_node_find(map, key);
    const GalleyNode *name = galley_tree_add_scalar(composition->made, word, FALSE, nowhere);
    GalleyNode *list = galley_tree_add_list(composition->made, nowhere);
    galley_node_append(list, name);
    galley_node_put(
        map, there ? there->key : galley_tree_add_scalar(composition->made, key, FALSE, nowhere),
        g_str_equal(key, "reader") ? name : list);
}

/* --from names another reader; what is said of the files stays. */
static void
put_reader(GalleyComposition *composition, GalleyNode *map, const char *word)
{
    static const char *const keys[] = { "metadata_from", "metadata_table" };
    const GalleyPlace nowhere = { 0 };
    const GalleyEntry *before = galley_node_find(map, "reader");
    GalleyNode *reader = galley_tree_add_map(composition->made, nowhere);
    for (gsize i = 0; before && i < G_N_ELEMENTS(keys); i++) {
        const GalleyEntry *kept = galley_node_find(before->value, keys[i]);
        if (kept)
            galley_node_put(reader, kept->key, kept->value);
    }
    if (galley_node_get_n(reader) == 0) {
        put_word(composition, map, "reader", word);
        return;
    }
    galley_node_put(reader, galley_tree_add_scalar(composition->made, word, FALSE, nowhere),
                    galley_tree_add_scalar(composition->made, "", FALSE, nowhere));
    galley_node_put(map, before->key, reader);
}

const GalleyNode *
galley_sets_apply(GalleyComposition *composition, const GalleyNode *root)
{
    const GalleyPipelineSettings *settings = composition->settings;
    GalleyNode *map = galley_tree_add_map(composition->made, root->place);
    for (guint i = 0; i < galley_node_get_n(root); i++)
        galley_node_put(map, galley_node_get_entry(root, i)->key,
                        galley_node_get_entry(root, i)->value);
    if (settings && settings->reader)
        put_reader(composition, map, settings->reader);
    if (settings && settings->writer)
        put_word(composition, map, "writers", settings->writer);
    for (gsize i = 0; settings && settings->sets && settings->sets[i]; i++)
        take_word(composition, map, settings->sets[i]);
    return map;
}
