/* inspect.c: `galley inspect`: plugins, from their own descriptors. SPDX-License-Identifier: MIT */
#include "cli/cli-private.h"

#include <stdio.h>
#include <string.h>

#include "plugin/plugin-private.h"

typedef struct {
    gboolean markdown;
    char **plugin_dirs;
    char **arguments;
} Arguments;

static void
arguments_clear(Arguments *arguments)
{
    g_strfreev(arguments->plugin_dirs);
    g_strfreev(arguments->arguments);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Arguments, arguments_clear)

static const GalleyKind kinds[] = { GALLEY_KIND_READER, GALLEY_KIND_PROCESSOR, GALLEY_KIND_WRITER };

static gboolean
parse_arguments(int *argc, char ***argv, Arguments *to, GError **error)
{
    GOptionEntry entries[] = {
        { "markdown", 0, 0, G_OPTION_ARG_NONE, &to->markdown,
          "As Markdown, of all plugins: the reference of their options", NULL },
        { "plugin-dir", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &to->plugin_dirs,
          "Search this folder for plugins first", "DIR" },
        { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &to->arguments, NULL,
          "[PLUGIN...]" },
        G_OPTION_ENTRY_NULL,
    };
    return galley_options_parse(
        "Lists all plugins, or tells all about those named: tokenizer, reader-jsonl, writer-text.",
        entries, argc, argv, error);
}

/* ---- the list ---- */

static gboolean
list_kind(GalleyFinder *finder, GalleyKind kind)
{
    gboolean sound = TRUE;
    g_auto(GStrv) names = galley_finder_list(finder, kind);
    printf("%ss\n", galley_kind_get_name(kind));
    for (gsize i = 0; names[i]; i++) {
        g_autoptr(GError) error = NULL;
        const GalleyModule *module = galley_finder_load(finder, kind, names[i], NULL, &error);
        if (module) {
            printf("  %-12s %-8s %s\n", names[i], module->plugin->version, module->plugin->summary);
        } else {
            printf("  %-12s unusable: %s\n", names[i], error->message);
            sound = FALSE;
        }
    }
    return sound;
}

/* ---- one plugin ---- */

static void
print_field(const char *name, const char *value)
{
    if (value)
        printf("  %-10s %s\n", name, value);
}

static void
print_option(const GalleyOption *option)
{
    g_autofree char *type = galley_option_describe(option);
    printf("  %s: %s\n      %s", option->name, option->fallback ? option->fallback : "null", type);
    if (option->flags & GALLEY_OPTION_REQUIRED)
        printf("; required");
    if (option->flags & GALLEY_OPTION_NO_RESULT)
        printf("; does not change results");
    printf("\n      %s\n", option->help);
}

static void
print_options(const GalleyPlugin *plugin)
{
    printf("\noptions%s\n", plugin->options && plugin->options->name ? "" : ": none");
    for (const GalleyOption *option = plugin->options; option && option->name; option++)
        print_option(option);
}

static void
print_port(const GalleyPort *port)
{
    const char *optional = port->flags & GALLEY_PORT_OPTIONAL ? " (optional)" : "";
    switch (port->kind) {
    case GALLEY_PORT_TEXT:
        printf("  edits of the text\n");
        break;
    case GALLEY_PORT_METADATA:
        printf("  metadata.%s%s\n", port->name, optional);
        break;
    default:
        printf("  %s%s%s%s\n", port->name, port->columns ? ": " : "",
               port->columns ? port->columns : "", optional);
    }
}

static void
print_ports(const char *title, const GalleyPort *ports)
{
    printf("\n%s%s\n", title, ports && ports->name ? "" : ": nothing");
    for (; ports && ports->name; ports++)
        print_port(ports);
}

static void
print_plugin(const GalleyModule *module)
{
    const GalleyPlugin *plugin = module->plugin;
    g_autofree char *languages =
        plugin->languages ? g_strjoinv(" ", (char **)plugin->languages) : g_strdup("any");
    printf("%s (%s), version %s, revision %u\n%s\n\n", plugin->name,
           galley_kind_get_name(plugin->kind), plugin->version, plugin->revision, plugin->summary);
    print_field("file", module->path);
    print_field("languages", languages);
    print_field("authors", plugin->authors);
    print_field("url", plugin->url);
    print_field("licence", plugin->licence);
    print_options(plugin);
    print_ports("needs", plugin->needs);
    print_ports("gives", plugin->gives);
    if (plugin->citation)
        printf("\ncite as\n%s\n", plugin->citation);
}

/* "reader-jsonl" and "writer-jsonl" tell the kind; "jsonl" alone means each of that name. */
static gboolean
inspect(GalleyFinder *finder, const char *name)
{
    guint found = 0;
    g_autofree char *nearest = NULL;
    for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++) {
        g_autofree char *prefix = g_strconcat(galley_kind_get_name(kinds[i]), "-", NULL);
        const char *short_name = g_str_has_prefix(name, prefix) ? name + strlen(prefix) : name;
        g_autofree char *hint = NULL;
        g_autoptr(GError) error = NULL;
        const GalleyModule *module =
            galley_finder_load(finder, kinds[i], short_name, &hint, &error);
        if (module) {
            printf("%s", found++ > 0 ? "\n" : "");
            print_plugin(module);
        } else if (error->code != GALLEY_PLUGIN_ERROR_NOT_FOUND) {
            galley_complain(error);
            return FALSE;
        } else if (hint && !nearest) {
            nearest = g_steal_pointer(&hint);
        }
    }
    if (found == 0)
        fprintf(stderr, "galley: no plugin \"%s\"\nhint: %s%s%s\n", name,
                nearest ? "did you mean \"" : "`galley inspect` lists them", nearest ? nearest : "",
                nearest ? "\"?" : "");
    return found > 0;
}

/* ---- the reference, as Markdown ---- */

/* For a cell of a table. */
static char *
cell(const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, "|", -1);
    return g_strjoinv("\\|", parts);
}

static void
print_option_row(const GalleyOption *option)
{
    g_autofree char *type = galley_option_describe(option);
    g_autofree char *type_cell = cell(type), *help = cell(option->help);
    gboolean required = (option->flags & GALLEY_OPTION_REQUIRED) && !option->fallback;
    g_autofree char *fallback =
        option->fallback ? g_strdup_printf("`%s`", option->fallback) : g_strdup("");
    g_autofree char *fallback_cell = cell(fallback);
    printf("| `%s` | %s | %s | %s |\n", option->name, type_cell,
           required ? "**required**" : fallback_cell, help);
}

static void
print_ports_line(const char *word, const GalleyPort *ports)
{
    printf("\n%s:", word);
    if (!ports || !ports->name)
        printf(" nothing");
    for (; ports && ports->name; ports++)
        printf("%s%s`%s%s%s`%s", ports->flags & GALLEY_PORT_OPTIONAL ? " perhaps" : "", " ",
               ports->kind == GALLEY_PORT_METADATA ? "metadata." : "", ports->name,
               ports->kind == GALLEY_PORT_TEXT ? ", edited" : "", ports[1].name ? "," : "");
    printf("\n");
}

static void
print_section(const GalleyPlugin *plugin)
{
    printf("\n## %s (%s)\n\n%s\n\n", plugin->name, galley_kind_get_name(plugin->kind),
           plugin->summary);
    if (plugin->options && plugin->options->name)
        printf("| option | type | default | |\n| --- | --- | --- | --- |\n");
    else
        printf("No options.\n");
    for (const GalleyOption *option = plugin->options; option && option->name; option++)
        print_option_row(option);
    print_ports_line("Needs", plugin->needs);
    print_ports_line("Gives", plugin->gives);
}

static gboolean
print_reference(GalleyFinder *finder)
{
    printf("# Options of all plugins\n\nMade by `galley inspect --markdown` from the plugins' own "
           "tables.\n");
    for (gsize k = 0; k < G_N_ELEMENTS(kinds); k++) {
        g_auto(GStrv) names = galley_finder_list(finder, kinds[k]);
        for (gsize i = 0; names[i]; i++) {
            g_autoptr(GError) error = NULL;
            const GalleyModule *module =
                galley_finder_load(finder, kinds[k], names[i], NULL, &error);
            if (!module) {
                galley_complain(error);
                return FALSE;
            }
            print_section(module->plugin);
        }
    }
    return TRUE;
}

int
galley_command_inspect(int argc, char **argv)
{
    g_auto(Arguments) arguments = { 0 };
    g_autoptr(GError) error = NULL;
    gboolean sound = TRUE;
    if (!parse_arguments(&argc, &argv, &arguments, &error) ||
        !galley_words_check_dirs(arguments.plugin_dirs, &error)) {
        galley_complain(error);
        return GALLEY_EXIT_USAGE;
    }
    g_autoptr(GalleyFinder) finder = galley_finder_new((const char *const *)arguments.plugin_dirs);
    if (arguments.markdown)
        sound = print_reference(finder);
    else if (arguments.arguments)
        for (gsize i = 0; arguments.arguments[i]; i++)
            sound &= inspect(finder, arguments.arguments[i]);
    else
        for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++)
            sound &= list_kind(finder, kinds[i]);
    return sound ? GALLEY_EXIT_DONE : GALLEY_EXIT_USAGE;
}
