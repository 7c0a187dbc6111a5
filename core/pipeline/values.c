/* values.c: what a file says of a plugin's options, into the plugin's struct.
 * SPDX-License-Identifier: MIT */
#include "pipeline/plan-private.h"

#include <string.h>

#include <galley/condition.h>

#include "pipeline/syntax-private.h"

/** Setting: an option and what the file has for it. */
typedef struct {
    GalleyPlan *plan;
    GalleyUse *use;
    const GalleyOption *option;
    const GalleyNode *key;
    const GalleyNode *value;
} Setting;

static gboolean
refuse(const Setting *setting, GalleyPlace place, const char *hint, const char *what)
{
    galley_diagnostics_add(setting->plan->diagnostics, place, hint, "%s", what);
    return FALSE;
}

/* ---- hints ---- */

/* Another plugin of this pipeline that has an option of that name. */
static const GalleyUse *
find_owner(const Setting *setting)
{
    for (guint i = 0; i < setting->plan->uses->len; i++) {
        const GalleyUse *use = g_ptr_array_index(setting->plan->uses, i);
        if (galley_stage_find_option(use->stage, setting->key->text))
            return use;
    }
    return NULL;
}

static char *
hint_unknown(const Setting *setting)
{
    const char *key = setting->key->text, *plugin = setting->use->stage->plugin->name;
    g_autofree const char **names = (const char **)galley_stage_list_options(setting->use->stage);
    if (galley_uses_is_engine_key(key))
        return g_strdup_printf("it stands beside \"%s\", in the same column, not among its options",
                               plugin);
    const char *blank = galley_slips_hint_blank(key);
    char *hint = blank ? g_strdup(blank) : galley_hint_nearest(key, names);
    if (hint)
        return hint;
    const GalleyUse *owner = find_owner(setting);
    if (owner)
        return g_strdup_printf("it is an option of \"%s\"", owner->stage->name);
    if (galley_node_is_null(setting->value)) /* {layers: token, sentence} */
        return g_strdup(
            "an option is written as \"option: value\"; a list wants brackets: [one, two]");
    g_autofree char *list = g_strjoinv(", ", (char **)names);
    return names[0] ? g_strdup_printf("it has: %s", list)
                    : g_strdup_printf("\"%s\" has no options", plugin);
}

static char *
hint_value(const GalleyOption *option, const char *value)
{
    char *hint = option->choices && value ? galley_hint_nearest(value, option->choices) : NULL;
    if (hint)
        return hint;
    g_autofree char *kind = galley_option_describe(option);
    return g_strdup_printf("%s is %s: %s", option->name, kind, option->help);
}

static char *
hint_input(const GalleyOption *option, const char *value, const char *base)
{
    char *hint = galley_hint_file(value, base);
    return hint ? hint : hint_value(option, value);
}

/* ---- scalars ---- */

static gboolean
is_number_or_bool(const GalleyOption *option)
{
    return option->type <= GALLEY_OPTION_TYPE_DOUBLE;
}

/* For galley_plan_resolve(). */
static void
note_path(const Setting *setting)
{
    const char *path =
        G_STRUCT_MEMBER(const char *, setting->use->stage->self, setting->option->offset);
    g_hash_table_insert(setting->plan->paths, (gpointer)setting->key, g_strdup(path));
}

static gboolean
set_scalar(const Setting *setting)
{
    const GalleyNode *value = setting->value;
    const GalleyOption *option = setting->option;
    GalleyStage *stage = setting->use->stage;
    g_autoptr(GError) error = NULL;
    if (value->kind != GALLEY_NODE_SCALAR) {
        g_autofree char *what = g_strdup_printf("%s wants a single value, not %s", option->name,
                                                galley_node_describe(value));
        g_autofree char *hint = hint_value(option, NULL);
        return refuse(setting, value->place, hint, what);
    }
    if (value->quoted && is_number_or_bool(option)) {
        g_autofree char *what = g_strdup_printf("%s is in quotes, and so a text", option->name);
        return refuse(setting, value->place, "leave the quotes out", what);
    }
    const char *base = galley_plan_get_base(setting->plan, value->place);
    if (galley_option_set(option, stage->self, value->text, base, stage->pool, &error)) {
        if (option->type == GALLEY_OPTION_TYPE_INPUT)
            note_path(setting);
        return TRUE;
    }
    g_autofree char *hint = option->type == GALLEY_OPTION_TYPE_INPUT
                                ? hint_input(option, value->text, base)
                                : hint_value(option, value->text);
    return refuse(setting, value->place, hint, error->message);
}

/* ---- lists and maps ---- */

static gboolean
check_item(const Setting *setting, const GalleyNode *item)
{
    if (item->kind == GALLEY_NODE_SCALAR && !galley_node_is_null(item))
        return TRUE;
    g_autofree char *what = g_strdup_printf("%s holds single values; here is %s",
                                            setting->option->name, galley_node_describe(item));
    return refuse(setting, item->place, NULL, what);
}

/* What one item, or one key with its value, looks like to the plugin; what does not fit is shown
 * at its own place. */
static gboolean
try_item(const Setting *setting, const GalleyNode *item, const char *const *values)
{
    GalleyStage *stage = setting->use->stage;
    g_autoptr(GError) error = NULL;
    if (galley_option_set_list(setting->option, stage->self, values, stage->pool, &error))
        return TRUE;
    g_autofree char *hint = hint_value(setting->option, item->text);
    return refuse(setting, item->place, hint, error->message);
}

static gboolean
add_item(const Setting *setting, guint index, GPtrArray *values)
{
    const GalleyNode *item = galley_node_get_item(setting->value, index);
    const char *const alone[] = { item->text, NULL };
    if (!check_item(setting, item) || !try_item(setting, item, alone))
        return FALSE;
    g_ptr_array_add(values, (gpointer)item->text);
    return TRUE;
}

/* A list in a map as one text, for galley_condition_parse(); %NULL where an item does not fit. */
static char *
write_list(const Setting *setting, const GalleyNode *list)
{
    g_autoptr(GString) written = g_string_new("[");
    for (guint i = 0; i < galley_node_get_n(list); i++) {
        const GalleyNode *item = galley_node_get_item(list, i);
        gboolean null = galley_node_is_null(item);
        if (!null && !check_item(setting, item))
            return NULL;
        g_string_append(written, i > 0 ? ", " : "");
        if (null)
            g_string_append(written, "null");
        else if (strpbrk(item->text, ",[]\"\\"))
            galley_condition_quote(written, item->text);
        else
            g_string_append(written, item->text);
    }
    g_string_append_c(written, ']');
    return g_string_free(g_steal_pointer(&written), FALSE);
}

/* What the map's value looks like to the plugin, in the stage's memory; "null" where there is none. */
static const char *
map_value(const Setting *setting, const GalleyNode *value)
{
    if (galley_node_is_null(value))
        return "null";
    if (value->kind != GALLEY_NODE_LIST)
        return check_item(setting, value) ? value->text : NULL;
    char *list = write_list(setting, value);
    if (list)
        g_ptr_array_add(setting->use->stage->pool, list);
    return list;
}

static gboolean
add_pair(const Setting *setting, guint index, GPtrArray *values)
{
    const GalleyEntry *entry = galley_node_get_entry(setting->value, index);
    const char *const alone[] = { entry->key->text, map_value(setting, entry->value), NULL };
    if (!alone[1] || !try_item(setting, entry->value, alone))
        return FALSE;
    g_ptr_array_add(values, (gpointer)alone[0]);
    g_ptr_array_add(values, (gpointer)alone[1]);
    return TRUE;
}

typedef struct {
    GalleyNodeKind kind;
    const char *wanted, *hint;
    gboolean (*add)(const Setting *setting, guint index, GPtrArray *values);
} Shape;

static const Shape list_shape = { GALLEY_NODE_LIST, "a list", "write it as [one, two]", add_item };
static const Shape map_shape = { GALLEY_NODE_MAP, "a map", "write it as {key: value}", add_pair };

/* A single value is a list of one. */
static gboolean
set_one(const Setting *setting)
{
    const char *const alone[] = { setting->value->text, NULL };
    return try_item(setting, setting->value, alone);
}

static gboolean
set_many(const Setting *setting)
{
    const Shape *shape = setting->option->type == GALLEY_OPTION_TYPE_MAP ? &map_shape : &list_shape;
    const GalleyNode *value = setting->value;
    if (shape == &list_shape && value->kind == GALLEY_NODE_SCALAR)
        return set_one(setting);
    if (value->kind != shape->kind) {
        g_autofree char *what = g_strdup_printf("%s wants %s, not %s", setting->option->name,
                                                shape->wanted, galley_node_describe(value));
        return refuse(setting, value->place, shape->hint, what);
    }
    g_autoptr(GPtrArray) values = g_ptr_array_new();
    gboolean fits = TRUE;
    for (guint i = 0; i < galley_node_get_n(value); i++)
        fits = shape->add(setting, i, values) && fits;
    g_ptr_array_add(values, NULL);
    return fits && try_item(setting, value, (const char *const *)values->pdata);
}

/* ---- one option ---- */

/* Nothing may stand where nothing is the default. */
static gboolean
set_null(const Setting *setting)
{
    if (!setting->option->fallback && !(setting->option->flags & GALLEY_OPTION_REQUIRED))
        return TRUE;
    g_autofree char *what = g_strdup_printf("%s is empty", setting->option->name);
    g_autofree char *hint = hint_value(setting->option, NULL);
    return refuse(setting, setting->key->place, hint, what);
}

static void
note_line(const Setting *setting)
{
    gpointer field = (guint8 *)setting->use->stage->self + setting->option->offset;
    g_hash_table_insert(
        setting->plan->pipeline->option_lines, field,
        galley_diagnostics_tell_line(setting->plan->diagnostics, setting->key->place));
}

static gboolean
set_option(const Setting *setting)
{
    note_line(setting);
    if (galley_node_is_null(setting->value))
        return set_null(setting);
    return galley_option_is_list(setting->option) ? set_many(setting) : set_scalar(setting);
}

static gboolean
refuse_unknown(const Setting *setting)
{
    g_autofree char *hint = hint_unknown(setting);
    g_autofree char *what = g_strdup_printf("\"%s\" has no option \"%s\"",
                                            setting->use->stage->plugin->name, setting->key->text);
    return refuse(setting, setting->key->place, hint, what);
}

/* ---- all options of a stage ---- */

static gboolean
read_options(GalleyPlan *plan, GalleyUse *use)
{
    gboolean fits = TRUE;
    for (guint i = 0; use->options && i < galley_node_get_n(use->options); i++) {
        const GalleyEntry *entry = galley_node_get_entry(use->options, i);
        const GalleyOption *option = galley_stage_find_option(use->stage, entry->key->text);
        Setting setting = { plan, use, option, entry->key, entry->value };
        fits = (option ? set_option(&setting) : refuse_unknown(&setting)) && fits;
    }
    return fits;
}

static gboolean
is_missing(const GalleyUse *use, const GalleyOption *option)
{
    return (option->flags & GALLEY_OPTION_REQUIRED) && !option->fallback &&
           !(use->options && galley_node_find(use->options, option->name));
}

static gboolean
has_required(GalleyPlan *plan, GalleyUse *use)
{
    gboolean all = TRUE;
    for (const GalleyOption *option = use->stage->plugin->options; option && option->name;
         option++) {
        if (!is_missing(use, option))
            continue;
        all = FALSE;
        g_autofree char *kind = galley_option_describe(option);
        g_autofree char *hint = g_strdup_printf("%s is %s: %s", option->name, kind, option->help);
        galley_diagnostics_add(plan->diagnostics, use->place, hint,
                               "\"%s\" wants the option \"%s\"", use->stage->plugin->name,
                               option->name);
    }
    return all;
}

static gboolean
settle(GalleyPlan *plan, GalleyUse *use)
{
    g_autoptr(GError) error = NULL;
    if (galley_stage_settle(use->stage, &error))
        return TRUE;
    const GalleyNode *blamed = galley_blame_find(use->options, error ? error->message : "");
    galley_diagnostics_add(plan->diagnostics, blamed ? blamed->place : use->place, NULL,
                           "\"%s\": %s", use->stage->name,
                           error ? error->message : "its options do not fit");
    return FALSE;
}

void
galley_values_read(GalleyPlan *plan, GalleyUse *use)
{
    gboolean fits = read_options(plan, use);
    fits = has_required(plan, use) && fits;
    use->broken = !fits || !settle(plan, use);
}

gboolean
galley_values_read_automatic(GalleyPlan *plan, GalleyUse *use)
{
    g_autoptr(GError) ignored = NULL;
    for (const GalleyOption *option = use->stage->plugin->options; option && option->name; option++)
        if (is_missing(use, option))
            return FALSE;
    if (!use->options)
        return galley_stage_settle(use->stage, &ignored);
    galley_values_read(plan, use);
    return TRUE;
}
