/* resolved.c: a pipeline as one file that needs no other: what it extends, parameters and --set are
 * in it.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include <galley/format.h>

#include "pipeline/compose-private.h"
#include "pipeline/plan-private.h"

#define INDENT "  "

/* ---- values on one line ---- */

/* Whether a plain scalar may stand so wherever a value may. */
static gboolean
is_plain(const char *text)
{
    if (!g_ascii_isalnum(text[0]) && !(strchr("-./_", text[0]) && g_ascii_isalnum(text[1])))
        return FALSE;
    for (const char *c = text; *c; c++)
        if (!g_ascii_isalnum(*c) && !strchr("_-./+%", *c))
            return FALSE;
    return TRUE;
}

static void
append_scalar(GString *out, const GalleyNode *node)
{
    if (galley_node_is_null(node))
        g_string_append(out, "null");
    else if (!node->quoted && is_plain(node->text))
        g_string_append(out, node->text);
    else
        galley_append_json_string(out, node->text, strlen(node->text));
}

static void
append_key(GString *out, const GalleyNode *key)
{
    if (is_plain(key->text))
        g_string_append(out, key->text);
    else
        galley_append_json_string(out, key->text, strlen(key->text));
    g_string_append(out, ": ");
}

static void append_value(GString *out, const GalleyPlan *plan, const GalleyNode *node);

static void
append_entry(GString *out, const GalleyPlan *plan, const GalleyEntry *entry)
{
    const char *path = g_hash_table_lookup(plan->paths, entry->key);
    append_key(out, entry->key);
    if (path)
        galley_append_json_string(out, path, strlen(path));
    else
        append_value(out, plan, entry->value);
}

static void
append_value(GString *out, const GalleyPlan *plan, const GalleyNode *node)
{
    if (node->kind == GALLEY_NODE_SCALAR) {
        append_scalar(out, node);
        return;
    }
    gboolean map = node->kind == GALLEY_NODE_MAP;
    g_string_append_c(out, map ? '{' : '[');
    for (guint i = 0; i < galley_node_get_n(node); i++) {
        g_string_append(out, i > 0 ? ", " : "");
        if (map)
            append_entry(out, plan, galley_node_get_entry(node, i));
        else
            append_value(out, plan, galley_node_get_item(node, i));
    }
    g_string_append_c(out, map ? '}' : ']');
}

/* ---- keys at the top ---- */

/* A step: the plugin on the line of the dash, the engine's keys below it. */
static void
append_item(GString *out, const GalleyPlan *plan, const GalleyNode *item)
{
    if (item->kind != GALLEY_NODE_MAP) {
        append_value(out, plan, item);
        g_string_append_c(out, '\n');
        return;
    }
    for (guint i = 0; i < galley_node_get_n(item); i++) {
        g_string_append(out, i > 0 ? INDENT INDENT : "");
        append_entry(out, plan, galley_node_get_entry(item, i));
        g_string_append_c(out, '\n');
    }
}

static void
append_list(GString *out, const GalleyPlan *plan, const GalleyEntry *entry)
{
    g_string_append_printf(out, "%s:%s\n", entry->key->text,
                           galley_node_get_n(entry->value) == 0 ? " []" : "");
    for (guint i = 0; i < galley_node_get_n(entry->value); i++) {
        g_string_append(out, INDENT "- ");
        append_item(out, plan, galley_node_get_item(entry->value, i));
    }
}

static void
append_plugin_dirs(GString *out, const GalleyPlan *plan)
{
    if (plan->dirs->len == 0)
        return;
    g_string_append(out, "plugins: [");
    for (guint i = 0; i < plan->dirs->len; i++) {
        const char *dir = g_ptr_array_index(plan->dirs, i);
        g_string_append(out, i > 0 ? ", " : "");
        galley_append_json_string(out, dir, strlen(dir));
    }
    g_string_append(out, "]\n");
}

static void
append_text(GString *out, const char *key, const char *text)
{
    g_string_append_printf(out, "%s: ", key);
    galley_append_json_string(out, text, strlen(text));
    g_string_append_c(out, '\n');
}

/* "${" is a parameter's where parameters are filled in. */
static void
append_escaped(GString *out, const char *text)
{
    for (; *text; text++) {
        if (text[0] == '$' && text[1] == '{')
            g_string_append_c(out, '$');
        g_string_append_c(out, *text);
    }
}

static void
append_top(GString *out, const GalleyPlan *plan, const GalleyEntry *entry)
{
    g_autoptr(GString) text = g_string_new(NULL);
    if (entry->value->kind == GALLEY_NODE_LIST) {
        append_list(text, plan, entry);
    } else {
        append_entry(text, plan, entry);
        g_string_append_c(text, '\n');
    }
    if (galley_params_fill(entry->key->text))
        append_escaped(out, text->str);
    else
        g_string_append(out, text->str);
}

char *
galley_plan_resolve(const GalleyPlan *plan, const GalleyNode *root)
{
    static const char *const keys[] = { "reader", "steps", "writers", "run", "expect", "tests" };
    GString *out = g_string_new("galley: 1\n");
    append_text(out, "name", plan->pipeline->name);
    if (plan->pipeline->description)
        append_text(out, "description", plan->pipeline->description);
    append_plugin_dirs(out, plan);
    for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
        const GalleyEntry *entry = galley_node_find(root, keys[i]);
        if (entry)
            append_top(out, plan, entry);
    }
    return g_string_free(out, FALSE);
}
