/* stage.c: one use of a plugin: its options, its contract, its life.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "plugin/plugin-private.h"

/* ---- contract ---- */

static void
contract_init(GalleyContract *contract)
{
    contract->needs = g_array_new(FALSE, TRUE, sizeof(GalleyPort));
    contract->gives = g_array_new(FALSE, TRUE, sizeof(GalleyPort));
    contract->strings = g_string_chunk_new(256);
}

static void
contract_clear(GalleyContract *contract)
{
    g_array_unref(contract->needs);
    g_array_unref(contract->gives);
    g_string_chunk_free(contract->strings);
}

static int
find_port(const GArray *ports, GalleyPortKind kind, const char *name)
{
    for (guint i = 0; i < ports->len; i++) {
        const GalleyPort *port = &g_array_index(ports, GalleyPort, i);
        if (port->kind == kind && g_str_equal(port->name, name))
            return (int)i;
    }
    return -1;
}

static void
put_port(GalleyContract *contract, GArray *ports, const GalleyPort *port)
{
    GalleyPort copy = *port;
    copy.name = g_string_chunk_insert_const(contract->strings, port->name);
    if (port->columns)
        copy.columns = g_string_chunk_insert_const(contract->strings, port->columns);
    int at = find_port(ports, port->kind, port->name);
    if (at >= 0)
        g_array_index(ports, GalleyPort, at) = copy;
    else
        g_array_append_val(ports, copy);
}

static void
drop_port(GArray *ports, GalleyPortKind kind, const char *name)
{
    int at = find_port(ports, kind, name);
    if (at >= 0)
        g_array_remove_index(ports, (guint)at);
}

void
galley_contract_need(GalleyContract *contract, const GalleyPort *port)
{
    put_port(contract, contract->needs, port);
}

void
galley_contract_give(GalleyContract *contract, const GalleyPort *port)
{
    put_port(contract, contract->gives, port);
}

void
galley_contract_drop_need(GalleyContract *contract, GalleyPortKind kind, const char *name)
{
    drop_port(contract->needs, kind, name);
}

void
galley_contract_drop_give(GalleyContract *contract, GalleyPortKind kind, const char *name)
{
    drop_port(contract->gives, kind, name);
}

/* ---- context ---- */

/* Data lie in a folder of the shared object's name beside it, or where galley keeps its own
 * plugins'. */
static void
context_init(GalleyContext *context,
             const GalleyModule *module,
             const char *name,
             const char *pipeline)
{
    g_autofree char *key = g_path_get_basename(module->path);
    key[strlen(key) - strlen(".so")] = '\0';
    g_autofree char *dir = g_path_get_dirname(module->path);
    context->pipeline = g_strdup(pipeline);
    context->step = g_strdup(name);
    context->data_dir = g_build_filename(dir, key, NULL);
    context->data_dir_shared = galley_places_find_data_dir(key);
}

static void
context_clear(GalleyContext *context)
{
    g_free(context->pipeline);
    g_free(context->step);
    g_free(context->data_dir);
    g_free(context->data_dir_shared);
}

const char *
galley_context_get_pipeline_name(const GalleyContext *context)
{
    return context->pipeline;
}

const char *
galley_context_get_step_name(const GalleyContext *context)
{
    return context->step;
}

char *
galley_context_find_data(const GalleyContext *context, const char *name)
{
    g_return_val_if_fail(name != NULL, NULL);
    const char *dirs[] = { context->data_dir, context->data_dir_shared };
    for (gsize i = 0; i < G_N_ELEMENTS(dirs); i++) {
        g_autofree char *path = g_build_filename(dirs[i], name, NULL);
        if (g_file_test(path, G_FILE_TEST_IS_REGULAR))
            return g_steal_pointer(&path);
    }
    return NULL;
}

void
galley_context_warn(const GalleyContext *context, const char *message)
{
    g_return_if_fail(message != NULL);
    g_message("\"%s\": %s", context->step, message);
}

guint
galley_context_get_terminal_width(const GalleyContext *context)
{
    return context->terminal_width;
}

gboolean
galley_context_get_color(const GalleyContext *context)
{
    return context->color;
}

/* ---- options ---- */

const GalleyOption *
galley_stage_find_option(const GalleyStage *stage, const char *name)
{
    for (const GalleyOption *option = stage->plugin->options; option && option->name; option++)
        if (g_str_equal(option->name, name))
            return option;
    return NULL;
}

char **
galley_stage_list_options(const GalleyStage *stage)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (const GalleyOption *option = stage->plugin->options; option && option->name; option++)
        g_ptr_array_add(names, (gpointer)option->name);
    g_ptr_array_add(names, NULL);
    return (char **)g_ptr_array_steal(names, NULL);
}

/* A default that names a file means one in the plugin's data folder; one that is not there shows
 * when it is used. */
static void
set_default_path(GalleyStage *stage, const GalleyOption *option)
{
    char *path = galley_context_find_data(&stage->context, option->fallback);
    if (!path)
        path = g_build_filename(stage->context.data_dir, option->fallback, NULL);
    g_ptr_array_add(stage->pool, path);
    G_STRUCT_MEMBER(const char *, stage->self, option->offset) = path;
}

static void
set_default(GalleyStage *stage, const GalleyOption *option)
{
    g_autoptr(GError) error = NULL;
    if (!option->fallback)
        return;
    if (option->type == GALLEY_OPTION_TYPE_INPUT)
        set_default_path(stage, option);
    else if (!galley_option_set(option, stage->self, option->fallback, NULL, stage->pool, &error))
        g_warning("plugin \"%s\": the default does not fit: %s", stage->plugin->name,
                  error->message);
}

GalleyStage *
galley_stage_new(const GalleyModule *module, const char *name, const char *pipeline)
{
    GalleyStage *stage = g_new0(GalleyStage, 1);
    stage->module = module;
    stage->plugin = module->plugin;
    stage->name = g_strdup(name);
    stage->on_error = -1;
    stage->self = g_malloc0(MAX(stage->plugin->options_size, 1));
    stage->pool = g_ptr_array_new_with_free_func(g_free);
    contract_init(&stage->contract);
    context_init(&stage->context, module, name, pipeline);
    for (const GalleyOption *option = stage->plugin->options; option && option->name; option++)
        set_default(stage, option);
    return stage;
}

/* ---- life ---- */

static gboolean
required_are_set(const GalleyStage *stage, GError **error)
{
    for (const GalleyOption *option = stage->plugin->options; option && option->name; option++) {
        gboolean pointer =
            option->type == GALLEY_OPTION_TYPE_STRING || option->type >= GALLEY_OPTION_TYPE_REGEX;
        if ((option->flags & GALLEY_OPTION_REQUIRED) && pointer &&
            !G_STRUCT_MEMBER(const char *, stage->self, option->offset)) {
            g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_OPTION,
                        "the option %s is required: %s", option->name, option->help);
            return FALSE;
        }
    }
    return TRUE;
}

gboolean
galley_stage_settle(GalleyStage *stage, GError **error)
{
    const GalleyPlugin *plugin = stage->plugin;
    if (!required_are_set(stage, error))
        return FALSE;
    for (const GalleyPort *port = plugin->needs; port && port->name; port++)
        galley_contract_need(&stage->contract, port);
    for (const GalleyPort *port = plugin->gives; port && port->name; port++)
        galley_contract_give(&stage->contract, port);
    return !plugin->contract || plugin->contract(stage->self, &stage->contract, error);
}

gboolean
galley_stage_open(GalleyStage *stage, GError **error)
{
    if (stage->opened)
        return TRUE;
    stage->opened =
        !stage->plugin->open || stage->plugin->open(stage->self, &stage->context, error);
    return stage->opened;
}

gboolean
galley_stage_start(GalleyStage *stage, GError **error)
{
    if (!stage->worker)
        stage->worker =
            stage->plugin->worker_new ? stage->plugin->worker_new(stage->self, error) : stage->self;
    return stage->worker != NULL;
}

void
galley_stage_free(GalleyStage *stage)
{
    if (stage->worker && stage->worker != stage->self && stage->plugin->worker_free)
        stage->plugin->worker_free(stage->worker);
    if (stage->opened && stage->plugin->close)
        stage->plugin->close(stage->self);
    galley_scope_clear(&stage->scope);
    contract_clear(&stage->contract);
    context_clear(&stage->context);
    g_ptr_array_unref(stage->pool);
    g_free(stage->self);
    g_free(stage->name);
    g_free(stage);
}
