/* descriptor.c: the fields of a plugin's descriptor, checked one by one.
 * SPDX-License-Identifier: MIT */
#include "plugin/descriptor-private.h"

#include <string.h>

#include "document/layer-private.h"
#include "plugin/plugin-private.h"

typedef struct {
    const char *field;
    gsize offset, size;
} SizeRule;

/* Until 1.0 every struct has exactly the size this galley knows. */
static const SizeRule size_rules[] = {
    { "size", G_STRUCT_OFFSET(GalleyPlugin, size), sizeof(GalleyPlugin) },
    { "option_size", G_STRUCT_OFFSET(GalleyPlugin, option_size), sizeof(GalleyOption) },
    { "port_size", G_STRUCT_OFFSET(GalleyPlugin, port_size), sizeof(GalleyPort) },
    { "column_size", G_STRUCT_OFFSET(GalleyPlugin, column_size), sizeof(GalleyColumn) },
};

static char *
check_sizes(const GalleyPlugin *plugin)
{
    for (gsize i = 0; i < G_N_ELEMENTS(size_rules); i++) {
        gsize is = G_STRUCT_MEMBER(gsize, plugin, size_rules[i].offset);
        if (is != size_rules[i].size)
            return g_strdup_printf("%s is %" G_GSIZE_FORMAT ", not %" G_GSIZE_FORMAT,
                                   size_rules[i].field, is, size_rules[i].size);
    }
    return NULL;
}

static char *
check_identity(const GalleyPlugin *plugin, GalleyKind kind, const char *name)
{
    if (plugin->kind != kind)
        return g_strdup_printf("kind is %s, but the file is named as a %s's",
                               galley_kind_get_name(plugin->kind), galley_kind_get_name(kind));
    if (!plugin->name || !g_str_equal(plugin->name, name))
        return g_strdup_printf("name is \"%s\", but the file is \"%s\"'s",
                               plugin->name ? plugin->name : "", name);
    struct {
        const char *field, *value;
    } texts[] = { { "version", plugin->version },
                  { "summary", plugin->summary },
                  { "licence", plugin->licence } };
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        if (!texts[i].value || !*texts[i].value)
            return g_strdup_printf("%s is missing", texts[i].field);
    return NULL;
}

static char *
check_functions(const GalleyPlugin *plugin)
{
    switch (plugin->kind) {
    case GALLEY_KIND_READER:
        if (!plugin->parse)
            return g_strdup("parse is missing");
        if (!plugin->seek_record == !plugin->next)
            return g_strdup(plugin->next
                                ? "seek_record and next are both there; a reader has one of them"
                                : "seek_record or next is missing");
        return NULL;
    case GALLEY_KIND_PROCESSOR:
        return plugin->process ? NULL : g_strdup("process is missing");
    case GALLEY_KIND_WRITER:
        if (!plugin->encode)
            return g_strdup("encode is missing");
        if (!plugin->write != !plugin->finish)
            return g_strdup(plugin->write ? "finish is missing" : "write is missing");
        if (plugin->write && (!plugin->worker_new || !plugin->worker_free))
            return g_strdup_printf("%s is missing; what `write` gathers is a worker's own",
                                   plugin->worker_new ? "worker_free" : "worker_new");
        return NULL;
    default:
        return g_strdup_printf("kind is %d", (int)plugin->kind);
    }
}

static char *
check_option(const GalleyPlugin *plugin, const GalleyOption *option)
{
    if (option->type > GALLEY_OPTION_TYPE_MAP)
        return g_strdup_printf("options: \"%s\" has a type this galley does not know",
                               option->name);
    if (option->offset >= plugin->options_size)
        return g_strdup_printf("options: \"%s\" lies outside the struct of options_size bytes",
                               option->name);
    if (option->type == GALLEY_OPTION_TYPE_ENUM && !option->choices)
        return g_strdup_printf("options: \"%s\" has no choices", option->name);
    if (!option->help)
        return g_strdup_printf("options: \"%s\" has no help", option->name);
    return NULL;
}

static char *
check_layout(const GalleyLayout *layout, const char *list)
{
    guint n = 0;
    for (const GalleyColumn *column = layout->columns; column && column->name; column++, n++) {
        if (column->type > GALLEY_TYPE_ROW)
            return g_strdup_printf("%s: column \"%s\" of \"%s\" has no type of a column", list,
                                   column->name, layout->name);
        if (column->type == GALLEY_TYPE_CATEGORY &&
            (!column->categories ||
             g_strv_length((char **)column->categories) >= GALLEY_NO_CATEGORY))
            return g_strdup_printf(
                "%s: column \"%s\" of \"%s\" has no categories, or more than 254", list,
                column->name, layout->name);
        if (column->type == GALLEY_TYPE_ROW && !column->layer)
            return g_strdup_printf("%s: column \"%s\" of \"%s\" names no layer", list, column->name,
                                   layout->name);
    }
    return n <= GALLEY_MAX_COLUMNS
               ? NULL
               : g_strdup_printf("%s: \"%s\" has more than 64 columns", list, layout->name);
}

static char *
check_port(const GalleyPort *port, const char *list, gboolean given)
{
    if (port->kind != GALLEY_PORT_LAYER)
        return NULL;
    if (port->layout && !g_str_equal(port->layout->name, port->name))
        return g_strdup_printf("%s: \"%s\" has the layout of \"%s\"", list, port->name,
                               port->layout->name);
    if (port->layout)
        return check_layout(port->layout, list);
    if (given && !galley_standard_find_layout(port->name))
        return g_strdup_printf("%s: \"%s\" is no standard layer and has no layout", list,
                               port->name);
    return NULL;
}

static char *
check_ports(const GalleyPort *ports, const char *list, gboolean given)
{
    char *fault = NULL;
    for (; !fault && ports && ports->name; ports++)
        fault = check_port(ports, list, given);
    return fault;
}

char *
galley_descriptor_check(const GalleyPlugin *plugin, GalleyKind kind, const char *name)
{
    char *fault = check_sizes(plugin);
    if (!fault)
        fault = check_identity(plugin, kind, name);
    if (!fault)
        fault = check_functions(plugin);
    for (const GalleyOption *option = plugin->options; !fault && option && option->name; option++)
        fault = check_option(plugin, option);
    if (!fault)
        fault = check_ports(plugin->needs, "needs", FALSE);
    if (!fault)
        fault = check_ports(plugin->gives, "gives", TRUE);
    return fault;
}
