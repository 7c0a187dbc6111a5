/* compose.c: files and words become one tree. SPDX-License-Identifier: MIT */
#include "pipeline/compose-private.h"

#include <string.h>

#include <galley/unicode.h>

#include "pipeline/plan-private.h"

GalleyComposition *
galley_composition_new(const char *path, const char *text, gsize size)
{
    GalleyComposition *composition = g_new0(GalleyComposition, 1);
    composition->text = g_memdup2(size > 0 ? text : "", MAX(size, 1));
    composition->diagnostics = galley_diagnostics_new(path, composition->text, size);
    composition->trees = g_ptr_array_new_with_free_func((GDestroyNotify)galley_tree_free);
    composition->made = galley_tree_new();
    composition->params = g_string_new(NULL);
    composition->chain = g_ptr_array_new_with_free_func(g_free);
    GalleyTree *tree = galley_tree_parse(composition->text, size, composition->diagnostics);
    if (tree)
        g_ptr_array_add(composition->trees, tree);
    return composition;
}

void
galley_composition_free(GalleyComposition *composition)
{
    galley_diagnostics_free(composition->diagnostics);
    g_ptr_array_unref(composition->trees);
    g_string_free(composition->params, TRUE);
    galley_tree_free(composition->made);
    g_ptr_array_unref(composition->chain);
    g_free(composition->text);
    g_free(composition);
}

const char *
galley_composition_get_base(const GalleyComposition *composition, GalleyPlace place)
{
    return galley_diagnostics_get_base(composition->diagnostics, place);
}

const GalleyNode *
galley_composition_read(GalleyComposition *composition,
                        const char *path,
                        const char *base,
                        const GalleyPipelineSettings *settings)
{
    if (composition->trees->len == 0)
        return NULL;
    const GalleyNode *root = galley_tree_get_root(g_ptr_array_index(composition->trees, 0));
    composition->settings = settings;
    galley_diagnostics_set_base(composition->diagnostics, base);
    if (root->kind == GALLEY_NODE_MAP) {
        root = galley_extends_resolve(composition, root, path);
        root = composition->broken ? root : galley_params_apply(composition, root);
        root = composition->broken ? root : galley_sets_apply(composition, root);
    }
    composition->settings = NULL;
    return composition->broken ? NULL : root;
}

/* ---- words of the command line ---- */

GalleyPlace
galley_composition_say(
    GalleyComposition *composition, const char *option, const char *word, gsize begin, gsize end)
{
    g_autofree char *here = g_get_current_dir();
    g_autofree char *shown = g_utf8_make_valid(word, -1);
    galley_diagnostics_add_file(composition->diagnostics, option, here, g_strdup(shown), TRUE);
    return galley_lines_find(galley_diagnostics_get_lines(composition->diagnostics), begin, end);
}

/* Blanks in place of what stands before the value, so that columns are those of the word. */
static const GalleyNode *
read_yaml(GalleyComposition *composition, const char *word, gsize at)
{
    g_autofree char *blanks = g_strnfill(galley_utf8_count(word, at), ' ');
    g_autofree char *text = g_strconcat(blanks, word + at, NULL);
    GalleyTree *tree = galley_tree_parse(text, strlen(text), composition->diagnostics);
    if (!tree)
        return NULL;
    g_ptr_array_add(composition->trees, tree);
    return galley_tree_get_root(tree);
}

const GalleyNode *
galley_composition_read_word(GalleyComposition *composition, const char *word, gsize at)
{
    gsize valid, begin = galley_utf8_count(word, at);
    const GalleyLines *lines = galley_diagnostics_get_lines(composition->diagnostics);
    GalleyPlace place = galley_lines_find(lines, begin, lines->n_characters);
    if (!galley_utf8_validate(word, strlen(word), &valid)) {
        galley_diagnostics_add(composition->diagnostics, place, NULL, "it is not UTF-8");
        return NULL;
    }
    if (word[at] && strchr("[{'\"", word[at]))
        return read_yaml(composition, word, at);
    return galley_tree_add_scalar(composition->made, word + at, FALSE, place);
}

/* ---- names ---- */

const GalleyEntry *
galley_node_plugin_of_use(const GalleyNode *item)
{
    for (guint i = 0; item->kind == GALLEY_NODE_MAP && i < galley_node_get_n(item); i++) {
        const GalleyEntry *entry = galley_node_get_entry(item, i);
        if (!galley_uses_is_engine_key(entry->key->text))
            return entry;
    }
    return NULL;
}

const char *
galley_node_name_of_use(const GalleyNode *item)
{
    if (item->kind == GALLEY_NODE_SCALAR)
        return item->text;
    const GalleyEntry *named = galley_node_find(item, "name");
    if (named && named->value->kind == GALLEY_NODE_SCALAR)
        return named->value->text;
    const GalleyEntry *plugin = galley_node_plugin_of_use(item);
    return plugin ? plugin->key->text : NULL;
}
