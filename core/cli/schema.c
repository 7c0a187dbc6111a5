/* schema.c: `galley schema`: a JSON Schema of pipeline files, with the plugins that are there.
 * SPDX-License-Identifier: MIT */
#include "cli/cli-private.h"

#include <stdio.h>
#include <string.h>

#include <galley/format.h>

#include "plugin/plugin-private.h"
#include "schema-text.h"

/* What ends the text of pipeline.schema.json, and its map of definitions; the plugins' go before it. */
#define END "}}"

typedef struct {
    char **plugin_dirs;
    char **arguments; /* none are wanted */
} Arguments;

static void
arguments_clear(Arguments *arguments)
{
    g_strfreev(arguments->plugin_dirs);
    g_strfreev(arguments->arguments);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Arguments, arguments_clear)

static gboolean
parse_arguments(int *argc, char ***argv, Arguments *to, GError **error)
{
    GOptionEntry entries[] = {
        { "plugin-dir", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &to->plugin_dirs,
          "Search this folder for plugins first", "DIR" },
        { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &to->arguments, NULL, NULL },
        G_OPTION_ENTRY_NULL,
    };
    if (!galley_options_parse("Prints a JSON Schema of pipeline files, for editors, with the "
                              "options of all plugins.",
                              entries, argc, argv, error))
        return FALSE;
    if (!to->arguments)
        return galley_words_check_dirs(to->plugin_dirs, error);
    g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                "there is one schema, of all pipelines: \"%s\" is not wanted\nhint: galley schema "
                "> pipeline.schema.json",
                to->arguments[0]);
    return FALSE;
}

/* ---- options ---- */

/* "${name}" may stand for any value. */
#define PARAMETER "{\"type\":\"string\",\"pattern\":\"^[$][{][a-z_][a-z0-9_]*[}]$\"}"

static void
append_text(GString *out, const char *text)
{
    galley_append_json_string(out, text, strlen(text));
}

static void
append_choices(GString *out, const char *const *choices)
{
    g_string_append(out, "\"enum\":[");
    for (gsize i = 0; choices[i]; i++) {
        g_string_append(out, i > 0 ? "," : "");
        append_text(out, choices[i]);
    }
    g_string_append_c(out, ']');
}

static void
append_range(GString *out, const GalleyOption *option)
{
    if (option->least == 0 && option->most == 0)
        return;
    g_string_append(out, ",\"minimum\":");
    galley_append_double(out, option->least);
    g_string_append(out, ",\"maximum\":");
    galley_append_double(out, option->most);
}

static void
append_item(GString *out, const GalleyOption *option)
{
    if (option->choices)
        append_choices(out, option->choices);
    else
        g_string_append(out, "\"type\":[\"string\",\"number\",\"boolean\"]");
}

/* A list, or the one item of it by itself. */
static void
append_items(GString *out, const GalleyOption *option)
{
    append_item(out, option);
    g_string_append(out, "},{\"type\":\"array\",\"items\":{");
    append_item(out, option);
    g_string_append_c(out, '}');
}

/* YAML makes numbers of some texts: what is read as a text may look like one. */
static void
append_type(GString *out, const GalleyOption *option)
{
    switch (option->type) {
    case GALLEY_OPTION_TYPE_BOOL:
        g_string_append(out, "\"type\":\"boolean\"");
        break;
    case GALLEY_OPTION_TYPE_INT:
        g_string_append(out, "\"type\":\"integer\"");
        append_range(out, option);
        break;
    case GALLEY_OPTION_TYPE_DOUBLE:
        g_string_append(out, "\"type\":\"number\"");
        append_range(out, option);
        break;
    case GALLEY_OPTION_TYPE_SIZE:
        g_string_append(out, "\"type\":[\"integer\",\"string\"],\"pattern\":\"^[0-9.]+ "
                             "?([kMGT]B|[KMGT]iB|B)?$\"");
        break;
    case GALLEY_OPTION_TYPE_DURATION:
        g_string_append(out, "\"type\":\"string\",\"pattern\":\"^[0-9.]+ ?(us|ms|s|min|h)$\"");
        break;
    case GALLEY_OPTION_TYPE_ENUM:
        append_choices(out, option->choices);
        break;
    case GALLEY_OPTION_TYPE_LIST:
        append_items(out, option);
        break;
    case GALLEY_OPTION_TYPE_MAP:
        g_string_append(out, "\"type\":\"object\",\"additionalProperties\":{\"$ref\":\"#/$defs/"
                             "condition\"}");
        break;
    default:
        g_string_append(out, "\"type\":[\"string\",\"number\",\"boolean\"]");
    }
}

static void
append_value(GString *out, const GalleyOption *option)
{
    g_string_append(out, "{\"description\":");
    append_text(out, option->help);
    if (option->fallback) {
        g_string_append(out, ",\"default\":");
        append_text(out, option->fallback);
    }
    g_string_append(out, ",\"anyOf\":[{");
    append_type(out, option);
    g_string_append(out, "}," PARAMETER);
    if (!option->fallback && !(option->flags & GALLEY_OPTION_REQUIRED))
        g_string_append(out, ",{\"type\":\"null\"}");
    g_string_append(out, "]}");
}

static void
append_option(GString *out, const GalleyOption *option)
{
    append_text(out, option->name);
    g_string_append_c(out, ':');
    append_value(out, option);
}

static gboolean
has_required(const GalleyPlugin *plugin)
{
    for (const GalleyOption *option = plugin->options; option && option->name; option++)
        if ((option->flags & GALLEY_OPTION_REQUIRED) && !option->fallback)
            return TRUE;
    return FALSE;
}

static void
append_required(GString *out, const GalleyPlugin *plugin)
{
    const char *separator = ",\"required\":[";
    for (const GalleyOption *option = plugin->options; option && option->name; option++) {
        if (!(option->flags & GALLEY_OPTION_REQUIRED) || option->fallback)
            continue;
        g_string_append(out, separator);
        append_text(out, option->name);
        separator = ",";
    }
    g_string_append(out, *separator == ',' && separator[1] == '\0' ? "]" : "");
}

static void
append_options(GString *out, const GalleyPlugin *plugin)
{
    g_string_append(out, "{\"description\":");
    append_text(out, plugin->summary);
    g_string_append(out, has_required(plugin) ? ",\"type\":\"object\""
                                              : ",\"type\":[\"object\",\"null\"]");
    g_string_append(out, ",\"additionalProperties\":false,\"properties\":{");
    for (const GalleyOption *option = plugin->options; option && option->name; option++) {
        g_string_append(out, option == plugin->options ? "" : ",");
        append_option(out, option);
    }
    g_string_append_c(out, '}');
    append_required(out, plugin);
    g_string_append_c(out, '}');
}

/* ---- uses of plugins ---- */

/** Kind: how a plugin of a kind is used. */
typedef struct {
    GalleyKind kind;
    const char *beside; /* keys that may stand beside the plugin's name */
} Kind;

#define NAME "\"name\":{\"type\":\"string\",\"pattern\":\"^[a-z0-9_-]+$\"}"
#define LAYERS "\"layers\":{\"type\":\"object\",\"additionalProperties\":{\"type\":\"string\"}}"
#define ON_ERROR "\"on_error\":{\"enum\":[\"quarantine\",\"skip\",\"stop\"]}"
#define LIMITS                                                                                     \
    "\"timeout\":{\"type\":\"string\"},\"memory\":{\"type\":[\"string\",\"integer\"]}," ON_ERROR

#define NAMING                                                                                     \
    "\"metadata_from\":{\"description\":\"a pattern over the file's name: {outlet}_{date}.txt\","  \
    "\"type\":\"string\"},\"metadata_table\":{\"description\":\"a CSV table with a row for each "  \
    "file\",\"anyOf\":[{\"type\":\"string\"},{\"type\":\"object\",\"additionalProperties\":false," \
    "\"required\":[\"path\"],\"properties\":{\"path\":{\"type\":\"string\"},\"key\":{\"type\":"    \
    "\"string\"},\"delimiter\":{\"enum\":[\"auto\",\"comma\",\"semicolon\",\"tab\",\"pipe\"]},"    \
    "\"encoding\":{\"type\":\"string\"}}}]}"

static const Kind kinds[] = {
    { GALLEY_KIND_READER, NAME "," LAYERS "," NAMING },
    { GALLEY_KIND_PROCESSOR,
      NAME "," LAYERS "," LIMITS ",\"when\":{\"type\":\"object\",\"additionalProperties\":false,"
           "\"patternProperties\":{\"^metadata[.].\":{\"$ref\":\"#/$defs/condition\"}}}" },
    { GALLEY_KIND_WRITER, NAME "," LAYERS },
};

static void
append_use(GString *out, const Kind *kind, const GalleyPlugin *plugin)
{
    g_string_append(out, ",{\"type\":\"object\",\"additionalProperties\":false,\"required\":[");
    append_text(out, plugin->name);
    g_string_append_printf(out, "],\"properties\":{%s,", kind->beside);
    append_text(out, plugin->name);
    g_string_append_c(out, ':');
    append_options(out, plugin);
    g_string_append(out, "}}");
}

/* By name alone, those that can do without options. */
static void
append_names(GString *out, GalleyFinder *finder, const Kind *kind, GPtrArray *plugins)
{
    g_auto(GStrv) names = galley_finder_list(finder, kind->kind);
    g_string_append(out, "{\"enum\":[");
    g_string_append(out, kind->kind == GALLEY_KIND_READER ? "\"auto\"" : "");
    gboolean first = kind->kind != GALLEY_KIND_READER;
    for (gsize i = 0; names[i]; i++) {
        const GalleyModule *module = galley_finder_load(finder, kind->kind, names[i], NULL, NULL);
        if (!module)
            continue;
        g_ptr_array_add(plugins, (gpointer)module->plugin);
        if (has_required(module->plugin))
            continue;
        g_string_append(out, first ? "" : ",");
        append_text(out, names[i]);
        first = FALSE;
    }
    g_string_append(out, "]}");
}

static const GalleyOption *
find_option(const GalleyPlugin *plugin, const char *name)
{
    for (const GalleyOption *option = plugin->options; option && option->name; option++)
        if (g_str_equal(option->name, name))
            return option;
    return NULL;
}

/* An option of one reader or more, as any of them has it; told where the first that has it stands. */
static void
append_shared(GString *out, const GPtrArray *readers, guint first, const char *name)
{
    for (guint i = 0; i < first; i++)
        if (find_option(g_ptr_array_index(readers, i), name))
            return;
    g_string_append_c(out, out->str[out->len - 1] == '{' ? ' ' : ',');
    append_text(out, name);
    g_string_append(out, ":{\"anyOf\":[");
    for (guint i = first; i < readers->len; i++) {
        const GalleyOption *option = find_option(g_ptr_array_index(readers, i), name);
        g_string_append(out, option && i > first ? "," : "");
        if (option)
            append_value(out, option);
    }
    g_string_append(out, "]}");
}

static void
append_auto(GString *out, const GPtrArray *readers)
{
    g_string_append(out, ",{\"type\":\"object\",\"additionalProperties\":false,\"required\":["
                         "\"auto\"],\"properties\":{" NAMING
                         ",\"auto\":{\"description\":\"each reader with those of the options that "
                         "it has\",\"type\":[\"object\",\"null\"],\"additionalProperties\":false,"
                         "\"properties\":{");
    for (guint i = 0; i < readers->len; i++) {
        const GalleyOption *option = ((const GalleyPlugin *)g_ptr_array_index(readers, i))->options;
        for (; option && option->name; option++)
            append_shared(out, readers, i, option->name);
    }
    g_string_append(out, "}}}}");
}

static void
append_kind(GString *out, GalleyFinder *finder, const Kind *kind)
{
    g_autoptr(GPtrArray) plugins = g_ptr_array_new();
    g_string_append_printf(out, ",\"%s\":{\"anyOf\":[", galley_kind_get_name(kind->kind));
    append_names(out, finder, kind, plugins);
    if (kind->kind == GALLEY_KIND_READER)
        append_auto(out, plugins);
    for (guint i = 0; i < plugins->len; i++)
        append_use(out, kind, g_ptr_array_index(plugins, i));
    g_string_append(out, "]}");
}

/* ---- the whole ---- */

int
galley_command_schema(int argc, char **argv)
{
    g_auto(Arguments) arguments = { 0 };
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) out = g_string_new_len(schema, sizeof schema - sizeof END);
    if (!parse_arguments(&argc, &argv, &arguments, &error)) {
        galley_complain(error);
        return GALLEY_EXIT_USAGE;
    }
    g_autoptr(GalleyFinder) finder = galley_finder_new((const char *const *)arguments.plugin_dirs);
    for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++)
        append_kind(out, finder, &kinds[i]);
    g_string_append(out, END "\n");
    printf("%s", out->str);
    return GALLEY_EXIT_DONE;
}
