/* params.c: named values: declared in `params`, set by --param, used as ${name}.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "pipeline/compose-private.h"
#include "pipeline/condition-private.h"
#include "pipeline/plan-private.h"

/** Param: one that is declared. */
typedef struct {
    const GalleyNode *key;
    const GalleyNode *fallback; /* (nullable) */
    const GalleyNode *choices;  /* (nullable): a list of single values */
    GalleyOptionType type;
    const GalleyNode *help;  /* (nullable) */
    const GalleyNode *value; /* (nullable): in force; %NULL where none fits */
    gboolean broken;         /* what is wrong has been said */
} Param;

typedef struct {
    GalleyComposition *composition;
    GArray *params; /* of Param */
} Params;

static const struct {
    const char *name;
    GalleyOptionType type;
} types[] = {
    { "string", GALLEY_OPTION_TYPE_STRING }, { "bool", GALLEY_OPTION_TYPE_BOOL },
    { "int", GALLEY_OPTION_TYPE_INT },       { "number", GALLEY_OPTION_TYPE_DOUBLE },
    { "size", GALLEY_OPTION_TYPE_SIZE },     { "duration", GALLEY_OPTION_TYPE_DURATION },
    { "list", GALLEY_OPTION_TYPE_LIST },
};

static void
refuse(const Params *params, GalleyPlace place, const char *hint, const char *what)
{
    galley_diagnostics_add(params->composition->diagnostics, place, hint, "%s", what);
}

static Param *
find_param(const Params *params, const char *name)
{
    for (guint i = 0; i < params->params->len; i++) {
        Param *param = &g_array_index(params->params, Param, i);
        if (g_str_equal(param->key->text, name))
            return param;
    }
    return NULL;
}

static char *
hint_params(const Params *params, const char *name)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < params->params->len; i++)
        g_ptr_array_add(names, (gpointer)g_array_index(params->params, Param, i).key->text);
    return galley_hint_among(name, names, "declare it under \"params\"");
}

/* ---- whether a value fits ---- */

static gboolean
fits_type(const Param *param, const GalleyNode *value, GError **error)
{
    guint64 field = 0; /* wide and aligned enough for any of the types that are no texts */
    const GalleyOption option = { .name = param->key->text, .type = param->type };
    if (param->type == GALLEY_OPTION_TYPE_STRING)
        return TRUE;
    if (value->quoted) {
        g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_OPTION,
                    "%s is in quotes, and so a text", param->key->text);
        return FALSE;
    }
    return galley_option_set(&option, &field, value->text, NULL, NULL, error);
}

static gboolean
is_choice(const GalleyNode *choices, const char *text)
{
    for (guint i = 0; choices && i < galley_node_get_n(choices); i++)
        if (g_strcmp0(galley_node_get_item(choices, i)->text, text) == 0)
            return TRUE;
    return choices == NULL;
}

static gboolean
refuse_choice(const Params *params, const Param *param, const GalleyNode *value)
{
    if (is_choice(param->choices, value->text))
        return FALSE;
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < galley_node_get_n(param->choices); i++)
        g_ptr_array_add(names, (gpointer)galley_node_get_item(param->choices, i)->text);
    g_ptr_array_add(names, NULL);
    g_autofree char *list = g_strjoinv(", ", (char **)names->pdata);
    g_autofree char *hint = galley_hint_nearest(value->text, (const char *const *)names->pdata);
    g_autofree char *what =
        g_strdup_printf("%s is \"%s\"; it is one of %s", param->key->text, value->text, list);
    refuse(params, value->place, hint, what);
    return TRUE;
}

static gboolean
refuse_single(const Params *params, const Param *param, const GalleyNode *value)
{
    g_autoptr(GError) error = NULL;
    if (value->kind != GALLEY_NODE_SCALAR) {
        refuse(params, value->place, NULL, "this parameter is a single value");
        return TRUE;
    }
    if (!fits_type(param, value, &error)) {
        refuse(params, value->place, NULL, error->message);
        return TRUE;
    }
    return refuse_choice(params, param, value);
}

/* A single value is a list of one. */
static gboolean
refuse_list(const Params *params, const Param *param, const GalleyNode *value)
{
    if (value->kind == GALLEY_NODE_MAP) {
        refuse(params, value->place, "write it as [one, two]", "this parameter is a list");
        return TRUE;
    }
    if (value->kind == GALLEY_NODE_SCALAR)
        return refuse_choice(params, param, value);
    for (guint i = 0; i < galley_node_get_n(value); i++) {
        const GalleyNode *item = galley_node_get_item(value, i);
        if (item->kind != GALLEY_NODE_SCALAR) {
            refuse(params, item->place, NULL, "a list's items are single values");
            return TRUE;
        }
        if (refuse_choice(params, param, item))
            return TRUE;
    }
    return FALSE;
}

static gboolean
refuse_value(const Params *params, const Param *param, const GalleyNode *value)
{
    return param->type == GALLEY_OPTION_TYPE_LIST ? refuse_list(params, param, value)
                                                  : refuse_single(params, param, value);
}

/* ---- declarations ---- */

static gboolean
is_name(const char *text)
{
    for (const char *c = text; *c; c++)
        if (!g_ascii_islower(*c) && *c != '_' && (c == text || !g_ascii_isdigit(*c)))
            return FALSE;
    return *text != '\0';
}

/* Of a value that stands for its own type. */
static GalleyOptionType
type_of(const GalleyNode *value)
{
    static const GalleyOptionType tried[] = { GALLEY_OPTION_TYPE_BOOL, GALLEY_OPTION_TYPE_INT,
                                              GALLEY_OPTION_TYPE_DOUBLE };
    guint64 field;
    if (value->kind == GALLEY_NODE_LIST)
        return GALLEY_OPTION_TYPE_LIST;
    for (gsize i = 0; i < G_N_ELEMENTS(tried) && !value->quoted; i++) {
        const GalleyOption option = { .name = "", .type = tried[i] };
        if (value->text && galley_option_set(&option, &field, value->text, NULL, NULL, NULL))
            return tried[i];
    }
    return GALLEY_OPTION_TYPE_STRING;
}

static void
read_type(const Params *params, const GalleyNode *value, Param *param)
{
    const char *names[G_N_ELEMENTS(types) + 1] = { NULL };
    for (gsize i = 0; i < G_N_ELEMENTS(types); i++) {
        names[i] = types[i].name;
        if (g_strcmp0(value->text, types[i].name) == 0) {
            param->type = types[i].type;
            return;
        }
    }
    g_autofree char *hint = value->text ? galley_hint_nearest(value->text, names) : NULL;
    refuse(params, value->place, hint,
           "a parameter's type is one of string, bool, int, number, size, duration, list");
    param->broken = TRUE;
}

static void
read_choices(const Params *params, const GalleyNode *value, Param *param)
{
    gboolean texts = value->kind == GALLEY_NODE_LIST && galley_node_get_n(value) > 0;
    for (guint i = 0; texts && i < galley_node_get_n(value); i++)
        texts = galley_node_get_item(value, i)->kind == GALLEY_NODE_SCALAR;
    if (!texts)
        refuse(params, value->place, "write it as [one, two]",
               "choices are a list of single values");
    for (guint i = 0; texts && param->type != GALLEY_OPTION_TYPE_LIST && !param->broken &&
                      i < galley_node_get_n(value);
         i++)
        param->broken = refuse_single(params, param, galley_node_get_item(value, i));
    param->choices = texts ? value : NULL;
}

static void
check_keys(const Params *params, const GalleyNode *map)
{
    static const char *const keys[] = { "type", "default", "choices", "help", NULL };
    for (guint i = 0; i < galley_node_get_n(map); i++) {
        const GalleyNode *key = galley_node_get_entry(map, i)->key;
        if (g_strv_contains(keys, key->text))
            continue;
        g_autofree char *hint = galley_hint_nearest(key->text, keys);
        g_autofree char *what = g_strdup_printf("unknown key \"%s\"", key->text);
        refuse(params, key->place, hint ? hint : "a parameter has type, default, choices, help",
               what);
    }
}

/* {type: int, default: 3, choices: [3, 4], help: ...}, or a default alone. */
static void
declare(const Params *params, const GalleyEntry *entry)
{
    const GalleyNode *node = entry->value;
    Param param = { .key = entry->key, .type = GALLEY_OPTION_TYPE_STRING };
    if (node->kind == GALLEY_NODE_MAP) {
        const GalleyEntry *type = galley_node_find(node, "type");
        const GalleyEntry *fallback = galley_node_find(node, "default");
        const GalleyEntry *choices = galley_node_find(node, "choices");
        const GalleyEntry *help = galley_node_find(node, "help");
        check_keys(params, node);
        param.fallback = fallback ? fallback->value : NULL;
        param.type = fallback ? type_of(fallback->value) : param.type;
        param.help = help ? help->value : NULL;
        if (type)
            read_type(params, type->value, &param);
        if (choices)
            read_choices(params, choices->value, &param);
    } else if (!galley_node_is_null(node)) {
        param.fallback = node;
        param.type = type_of(node);
    }
    if (!is_name(entry->key->text)) {
        refuse(params, entry->key->place,
               "a parameter's name has letters from a to z, digits, \"_\"",
               "this is no name for a parameter");
        param.broken = TRUE;
    }
    if (!param.broken && param.fallback)
        param.broken = refuse_value(params, &param, param.fallback);
    param.value = param.broken ? NULL : param.fallback;
    g_array_append_val(params->params, param);
}

static void
declare_all(const Params *params, const GalleyEntry *entry)
{
    if (entry->value->kind != GALLEY_NODE_MAP) {
        g_autofree char *what =
            g_strdup_printf("\"params\" wants a map, not %s", galley_node_describe(entry->value));
        refuse(params, entry->value->place, "write it as {name: default}", what);
        return;
    }
    for (guint i = 0; i < galley_node_get_n(entry->value); i++)
        declare(params, galley_node_get_entry(entry->value, i));
}

/* ---- the command line ---- */

static void
refuse_word(const Params *params, const char *word, gsize size, gboolean named)
{
    g_autofree char *name = g_strndup(word, size);
    GalleyPlace place = galley_composition_say(params->composition, "--param", word, 0, size);
    g_autofree char *hint =
        named ? hint_params(params, name) : g_strdup("write --param name=value");
    g_autofree char *what = named ? g_strdup_printf("the pipeline has no parameter \"%s\"", name)
                                  : g_strdup("\"=\" and a value are missing");
    refuse(params, place, hint, what);
}

static void
take_word(const Params *params, const char *word)
{
    const char *equals = strchr(word, '=');
    gsize size = equals ? (gsize)(equals - word) : strlen(word);
    g_autofree char *name = g_strndup(word, size);
    Param *param = equals ? find_param(params, name) : NULL;
    if (!param) {
        refuse_word(params, word, size, equals != NULL);
        return;
    }
    galley_composition_say(params->composition, "--param", word, size + 1, size + 2);
    const GalleyNode *value = galley_composition_read_word(params->composition, word, size + 1);
    param->broken = !value || refuse_value(params, param, value);
    param->value = param->broken ? NULL : value;
}

/* ---- use ---- */

static const GalleyNode *
value_of(const Params *params, const GalleyNode *node, const char *name)
{
    const Param *param = find_param(params, name);
    if (!param) {
        g_autofree char *hint = hint_params(params, name);
        g_autofree char *what = g_strdup_printf("there is no parameter \"%s\"", name);
        refuse(params, node->place, hint, what);
    } else if (!param->value && !param->broken) {
        g_autofree char *hint = g_strdup_printf("give it with --param %s=...", name);
        g_autofree char *what = g_strdup_printf("the parameter \"%s\" has no value", name);
        refuse(params, node->place, hint, what);
    }
    return param ? param->value : NULL;
}

/* The name in "${name}" at @text, and where it ends; %NULL if none is there. */
static char *
name_at(const char *text, const char **end)
{
    if (text[0] != '$' || text[1] != '{')
        return NULL;
    const char *close = strchr(text, '}');
    if (!close)
        return NULL;
    *end = close + 1;
    return g_strndup(text + 2, (gsize)(close - text) - 2);
}

static gboolean
splice(const Params *params, const GalleyNode *node, const char *name, GString *out)
{
    const GalleyNode *value = value_of(params, node, name);
    if (!value)
        return FALSE;
    if (value->kind != GALLEY_NODE_SCALAR) {
        refuse(params, node->place, NULL, "a list cannot stand within a text");
        return FALSE;
    }
    g_string_append(out, value->text);
    return TRUE;
}

/* "$${" stands for "${". */
static const GalleyNode *
fill_text(const Params *params, const GalleyNode *node)
{
    const char *text = node->text;
    const char *end = NULL;
    g_autofree char *whole = name_at(text, &end);
    if (whole && *end == '\0')
        return value_of(params, node, whole);
    g_autoptr(GString) out = g_string_new(NULL);
    while (*text) {
        g_autofree char *name = name_at(text, &end);
        if (g_str_has_prefix(text, "$${")) {
            g_string_append(out, "${");
            text += 3;
        } else if (!name) {
            g_string_append_c(out, *text++);
        } else if (splice(params, node, name, out)) {
            text = end;
        } else {
            return NULL;
        }
    }
    return galley_tree_add_scalar(params->composition->made, out->str, node->quoted, node->place);
}

static const GalleyNode *fill(const Params *params, const GalleyNode *node);

static const GalleyNode *
fill_list(const Params *params, const GalleyNode *node)
{
    GalleyNode *list = galley_tree_add_list(params->composition->made, node->place);
    for (guint i = 0; i < galley_node_get_n(node); i++)
        galley_node_append(list, fill(params, galley_node_get_item(node, i)));
    return list;
}

static const GalleyNode *
fill_map(const Params *params, const GalleyNode *node)
{
    GalleyNode *map = galley_tree_add_map(params->composition->made, node->place);
    for (guint i = 0; i < galley_node_get_n(node); i++) {
        const GalleyEntry *entry = galley_node_get_entry(node, i);
        galley_node_put(map, entry->key, fill(params, entry->value));
    }
    return map;
}

static const GalleyNode *
fill(const Params *params, const GalleyNode *node)
{
    if (node->kind == GALLEY_NODE_LIST)
        return fill_list(params, node);
    if (node->kind == GALLEY_NODE_MAP)
        return fill_map(params, node);
    const GalleyNode *filled = strstr(node->text, "${") ? fill_text(params, node) : node;
    params->composition->broken |= filled == NULL;
    return filled ? filled : node;
}

/* ---- for people ---- */

static const char *
name_of_type(GalleyOptionType type)
{
    for (gsize i = 0; i < G_N_ELEMENTS(types); i++)
        if (types[i].type == type)
            return types[i].name;
    return "";
}

static void
append_value(const Params *params, GString *out, const GalleyNode *value)
{
    g_autofree char *written =
        value ? galley_condition_write(params->composition->diagnostics, value) : NULL;
    g_string_append(out, written ? written : "not given");
}

/* "kinds (list): [direct]  (default)", and below it choices and help. */
static void
describe(const Params *params, const Param *param, GString *out)
{
    g_string_append_printf(out, "  %s (%s): ", param->key->text, name_of_type(param->type));
    append_value(params, out, param->value);
    g_string_append(out, param->value && param->value == param->fallback ? "  (default)\n" : "\n");
    if (param->choices) {
        g_string_append(out, "    one of  ");
        append_value(params, out, param->choices);
        g_string_append_c(out, '\n');
    }
    if (param->help && param->help->kind == GALLEY_NODE_SCALAR)
        g_string_append_printf(out, "    %s\n", param->help->text);
}

gboolean
galley_params_fill(const char *key)
{
    static const char *const filled[] = { "plugins", "reader", "steps", "writers",
                                          "run",     "expect", NULL };
    return g_strv_contains(filled, key);
}

const GalleyNode *
galley_params_apply(GalleyComposition *composition, const GalleyNode *root)
{
    Params params = { composition, g_array_new(FALSE, FALSE, sizeof(Param)) };
    const GalleyEntry *declared = galley_node_find(root, "params");
    const char *const *words = composition->settings ? composition->settings->params : NULL;
    GalleyNode *map = galley_tree_add_map(composition->made, root->place);
    if (declared)
        declare_all(&params, declared);
    for (gsize i = 0; words && words[i]; i++)
        take_word(&params, words[i]);
    for (guint i = 0; i < params.params->len; i++)
        describe(&params, &g_array_index(params.params, Param, i), composition->params);
    for (guint i = 0; i < galley_node_get_n(root); i++) {
        const GalleyEntry *entry = galley_node_get_entry(root, i);
        if (entry != declared)
            galley_node_put(map, entry->key,
                            galley_params_fill(entry->key->text) ? fill(&params, entry->value)
                                                                 : entry->value);
    }
    g_array_unref(params.params);
    return map;
}
