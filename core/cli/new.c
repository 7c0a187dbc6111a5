/* new.c: `galley new`: a pipeline file to begin with. SPDX-License-Identifier: MIT */
#include "cli/cli-private.h"

#include <stdio.h>
#include <string.h>

#include <glib/gstdio.h>

#include <galley/format.h>

#include "pipeline/bytes-private.h"
#include "pipeline/tree-private.h"

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

/* "", ".", ".." and "folder/" name none. */
static gboolean
names_file(const char *name)
{
    const char *slash = strrchr(name, '/'), *last = slash ? slash + 1 : name;
    return strspn(last, ".") < strlen(last);
}

static gboolean
parse_arguments(int *argc, char ***argv, Arguments *to, GError **error)
{
    GOptionEntry entries[] = {
        { "from", 0, 0, G_OPTION_ARG_STRING, &to->from, "Copy this ready-made pipeline (news)",
          "PIPELINE" },
        { "extends", 0, 0, G_OPTION_ARG_NONE, &to->extends,
          "Build on that pipeline instead of copying it", NULL },
        { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &to->arguments, NULL, "NAME" },
        G_OPTION_ENTRY_NULL,
    };
    if (!galley_options_parse("Writes NAME" SUFFIX ", a pipeline to edit.", entries, argc, argv,
                              error))
        return FALSE;
    if (to->arguments && g_strv_length(to->arguments) == 1 && names_file(to->arguments[0]))
        return TRUE;
    g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                "one name is wanted, of a file\nhint: galley new NAME --from news");
    return FALSE;
}

/* ---- what is written ---- */

static void
append_head(GString *out, const char *name, const char *path)
{
    g_autofree char *file = galley_words_quote(path);
    g_string_append_printf(out,
                           "# %s: a galley pipeline.\n"
                           "#   galley check %s   is it sound, and what does it do?\n"
                           "#   galley test %s    do its tests pass?\n"
                           "#   galley explain %s article.txt\n"
                           "#   galley run %s articles/ -o out\n\n",
                           name, file, file, file, file);
}

/* A text as a value in YAML, which JSON's strings are, too. */
static void
append_value(GString *out, const char *text)
{
    gboolean plain = g_ascii_isalnum(*text) || *text == '.' || *text == '/';
    for (const char *c = text; *c; c++)
        plain = plain && (g_ascii_isalnum(*c) || strchr("_-./+", *c) || (guint8)*c >= 0x80);
    if (plain)
        g_string_append(out, text);
    else
        galley_append_json_string(out, text, strlen(text));
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
        if (g_str_has_prefix(lines[i], "name:")) {
            g_string_append(out, "name: ");
            append_value(out, name);
        } else {
            g_string_append(out, lines[i]);
        }
        if (lines[i + 1])
            g_string_append_c(out, '\n');
    }
}

/* A path in @file starts from its folder. */
static void
append_extends(GString *out, const char *from, const char *file)
{
    g_autofree char *folder = g_path_get_dirname(file);
    g_autofree char *absolute = g_canonicalize_filename(from, NULL);
    g_autofree char *ready_made = galley_pipeline_find_ready_made(from);
    gboolean as_it_is = (ready_made && !strchr(from, '/')) || g_str_equal(folder, ".");
    g_string_append(out, "galley: 1\nextends: ");
    append_value(out, as_it_is ? from : absolute);
    g_string_append(out, "\n\n");
}

static void
append_extension(GString *out, const char *from, const char *file)
{
    append_extends(out, from, file);
    g_string_append(
        out,
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
        "#   - append: [{PLUGIN: {path: FILE}}]\n");
}

/* ---- files that the copy names ---- */

/** Copy: a pipeline's files from one folder to another. */
typedef struct {
    const char *from, *to;
    GPtrArray *names; /* of those there are in @from, relative to it */
} Copy;

static gboolean
is_beside(const Copy *copy, const char *name)
{
    g_autofree char *path = g_build_filename(copy->from, name, NULL);
    return *name && !g_path_is_absolute(name) && !strstr(name, "..") &&
           g_file_test(path, G_FILE_TEST_IS_REGULAR);
}

/* Whatever a value is of: an option, the default of a parameter, the text of a test. */
static void
find_names(const Copy *copy, const GalleyNode *node)
{
    if (node->kind == GALLEY_NODE_SCALAR && is_beside(copy, node->text) &&
        !g_ptr_array_find_with_equal_func(copy->names, node->text, g_str_equal, NULL))
        g_ptr_array_add(copy->names, g_strdup(node->text));
    for (guint i = 0; node->kind == GALLEY_NODE_LIST && i < galley_node_get_n(node); i++)
        find_names(copy, galley_node_get_item(node, i));
    for (guint i = 0; node->kind == GALLEY_NODE_MAP && i < galley_node_get_n(node); i++)
        find_names(copy, galley_node_get_entry(node, i)->value);
}

/* A file that is there already stays if it is the same. */
static gboolean
copy_file(const Copy *copy, const char *name, GError **error)
{
    g_autofree char *from = g_build_filename(copy->from, name, NULL);
    g_autofree char *to = g_build_filename(copy->to, name, NULL);
    g_autofree char *folder = g_path_get_dirname(to), *bytes = NULL, *there = NULL;
    gsize size, size_there = 0;
    if (!g_file_get_contents(from, &bytes, &size, error))
        return FALSE;
    if (g_file_get_contents(to, &there, &size_there, NULL)) {
        if (size == size_there && memcmp(bytes, there, size) == 0)
            return TRUE;
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "%s is there already, and another than the pipeline's\nhint: move it away, or "
                    "take another folder",
                    to);
        return FALSE;
    }
    g_mkdir_with_parents(folder, 0777); /* what fails, the file tells of */
    return g_file_set_contents(to, bytes, (gssize)size, error);
}

/* The names of all files that the pipeline of @path names and its folder holds. */
static gboolean
find_files(const Copy *copy, const char *path, const char *text, GError **error)
{
    const char *body = text;
    gsize size = strlen(text);
    if (!galley_bytes_check(path, &body, &size, error))
        return FALSE;
    g_autoptr(GalleyDiagnostics) diagnostics = galley_diagnostics_new(path, body, size);
    g_autoptr(GalleyTree) tree = galley_tree_parse(body, size, diagnostics);
    if (tree)
        find_names(copy, galley_tree_get_root(tree));
    return TRUE;
}

static gboolean
copy_files(const char *from, const char *text, const char *file, GError **error)
{
    g_autofree char *from_dir = g_path_get_dirname(from), *to_dir = g_path_get_dirname(file);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    const Copy copy = { from_dir, to_dir, names };
    gboolean done = find_files(&copy, from, text, error);
    for (guint i = 0; done && i < names->len; i++)
        done = copy_file(&copy, g_ptr_array_index(names, i), error);
    for (guint i = 0; done && i < names->len; i++)
        printf("%s\n", (char *)g_ptr_array_index(names, i));
    return done;
}

/* ---- the command ---- */

static gboolean
write_new(const Arguments *arguments, const char *file, GError **error)
{
    const char *from = arguments->from ? arguments->from : "news";
    g_autofree char *path = galley_pipeline_find(from, error);
    g_autofree char *text = NULL;
    g_autofree char *name = g_path_get_basename(file);
    g_autoptr(GString) out = g_string_new(NULL);
    *strrchr(name, '.') = '\0';
    if (!path || !g_file_get_contents(path, &text, NULL, error))
        return FALSE;
    append_head(out, name, file);
    if (arguments->extends)
        append_extension(out, from, file);
    else
        append_copy(out, text, name);
    if (!arguments->extends && !copy_files(path, text, file, error))
        return FALSE;
    return galley_bytes_write(file, out->str, out->len, error);
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
        galley_pipeline_is_file_name(name) ? g_strdup(name) : g_strconcat(name, SUFFIX, NULL);
    g_autofree char *folder = g_path_get_dirname(file);
    if (g_file_test(file, G_FILE_TEST_EXISTS))
        g_set_error(&error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "%s is there already\nhint: take another name, or move it away", file);
    else if (!g_file_test(folder, G_FILE_TEST_IS_DIR))
        g_set_error(&error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "there is no folder \"%s\"\nhint: make it first, as with mkdir", folder);
    if (error || !write_new(&arguments, file, &error)) {
        galley_complain(error);
        return GALLEY_EXIT_USAGE;
    }
    printf("%s\n", file);
    return GALLEY_EXIT_DONE;
}
