/* new.c: `galley new`: a pipeline file to begin with. SPDX-License-Identifier: MIT */
#include "cli/cli-private.h"

#include <stdio.h>
#include <string.h>

#define SUFFIX ".yaml"

typedef struct {
    char *from;
    gboolean extends;
    char **arguments;
} Arguments;

static void
arguments_clear(Arguments *arguments)
{
    g_free(arguments->from);
    g_strfreev(arguments->arguments);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Arguments, arguments_clear)

static gboolean
parse_arguments(int *argc, char ***argv, Arguments *to, GError **error)
{
    GOptionEntry entries[] = {
        { "from", 0, 0, G_OPTION_ARG_STRING, &to->from, "Copy this ready-made pipeline (news)",
          "PIPELINE" },
        { "extends", 0, 0, G_OPTION_ARG_NONE, &to->extends,
          "Build on that pipeline instead of copying it", NULL },
        { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &to->arguments, NULL, "NAME" },
        { NULL },
    };
    if (!galley_options_parse("Writes NAME" SUFFIX ", a pipeline to edit.", entries, argc, argv,
                              error))
        return FALSE;
    if (to->arguments && g_strv_length(to->arguments) == 1 && *to->arguments[0])
        return TRUE;
    g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                "one name is wanted\nhint: galley new NAME --from news");
    return FALSE;
}

/* ---- what is written ---- */

static void
append_head(GString *out, const char *name, const char *file)
{
    g_string_append_printf(out,
                           "# %s: a galley pipeline.\n"
                           "#   galley check %s   is it sound, and what does it do?\n"
                           "#   galley test %s    do its tests pass?\n"
                           "#   galley explain %s article.txt\n"
                           "#   galley run %s articles/ -o out\n\n",
                           name, file, file, file, file);
}

/* The text with another name, and without the comments that it begins with. */
static void
append_copy(GString *out, const char *text, const char *name)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    gsize i = 0;
    while (lines[i] && (*lines[i] == '#' || !*lines[i]))
        i++;
    for (; lines[i]; i++) {
        if (g_str_has_prefix(lines[i], "name:"))
            g_string_append_printf(out, "name: %s", name);
        else
            g_string_append(out, lines[i]);
        if (lines[i + 1])
            g_string_append_c(out, '\n');
    }
}

static void
append_extension(GString *out, const char *from)
{
    g_string_append_printf(
        out,
        "galley: 1\n"
        "extends: %s\n\n"
        "# steps:\n"
        "#   - set: STEP             # some options; the others stay\n"
        "#     options: {OPTION: VALUE}\n"
        "#   - replace: STEP         # another step, or a list of them, in its place\n"
        "#     with: {PLUGIN: {OPTION: VALUE}}\n"
        "#   - remove: STEP\n"
        "#   - after: STEP           # or before\n"
        "#     insert: {PLUGIN: {OPTION: VALUE}}\n"
        "# reader:                 # metadata by the names of files, and from a table of them\n"
        "#   auto:\n"
        "#   metadata_from: '{outlet}_{date}.txt'\n"
        "#   metadata_table: meta.csv\n"
        "# writers:\n"
        "#   - append: [{PLUGIN: {path: FILE}}]\n",
        from);
}

static gboolean
write_new(const Arguments *arguments, const char *file, GError **error)
{
    const char *from = arguments->from ? arguments->from : "news";
    g_autofree char *path = galley_pipeline_find(from, error);
    g_autofree char *text = NULL;
    g_autofree char *name = g_path_get_basename(file);
    g_autoptr(GString) out = g_string_new(NULL);
    name[strlen(name) - strlen(SUFFIX)] = '\0';
    if (!path || !g_file_get_contents(path, &text, NULL, error))
        return FALSE;
    append_head(out, name, file);
    if (arguments->extends)
        append_extension(out, from);
    else
        append_copy(out, text, name);
    return g_file_set_contents(file, out->str, (gssize)out->len, error);
}

int
galley_command_new(int argc, char **argv)
{
    g_auto(Arguments) arguments = { 0 };
    g_autoptr(GError) error = NULL;
    if (!parse_arguments(&argc, &argv, &arguments, &error)) {
        galley_complain(error);
        return GALLEY_EXIT_USAGE;
    }
    const char *name = arguments.arguments[0];
    g_autofree char *file =
        g_str_has_suffix(name, SUFFIX) ? g_strdup(name) : g_strconcat(name, SUFFIX, NULL);
    if (g_file_test(file, G_FILE_TEST_EXISTS))
        g_set_error(&error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "%s is there already\nhint: take another name, or move it away", file);
    if (error || !write_new(&arguments, file, &error)) {
        galley_complain(error);
        return GALLEY_EXIT_USAGE;
    }
    printf("%s\n", file);
    return GALLEY_EXIT_DONE;
}
