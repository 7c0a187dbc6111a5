/* check.c: `galley check`. SPDX-License-Identifier: MIT */
#include "cli/cli-private.h"

#include <stdio.h>

#include "cli/sample-private.h"
#include "run/sandbox-private.h"

typedef struct {
    char *graph, *sample;
    gboolean resolved, sandbox;
    GalleyWords words;
    char **arguments;
} Arguments;

static void
arguments_clear(Arguments *arguments)
{
    g_free(arguments->graph);
    g_free(arguments->sample);
    galley_words_clear(&arguments->words);
    g_strfreev(arguments->arguments);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Arguments, arguments_clear)

static int
find_graph(const char *name)
{
    static const char *const names[] = {
        [GALLEY_GRAPH_DOT] = "dot", [GALLEY_GRAPH_MERMAID] = "mermaid", [GALLEY_GRAPH_TEXT] = "text"
    };
    for (int i = 0; i < (int)G_N_ELEMENTS(names); i++)
        if (g_str_equal(names[i], name))
            return i;
    return -1;
}

/* "--graph news.yaml": what stands behind it is no format, but the pipeline. */
static void
part_graph(Arguments *arguments)
{
    if (!arguments->graph || find_graph(arguments->graph) >= 0 || arguments->arguments)
        return;
    arguments->arguments = g_new0(char *, 2);
    arguments->arguments[0] = arguments->graph;
    arguments->graph = g_strdup("text");
}

static gboolean
parse_arguments(int *argc, char ***argv, Arguments *to, GError **error)
{
    GOptionEntry entries[] = {
        { "graph", 'g', 0, G_OPTION_ARG_STRING, &to->graph,
          "Draw the plan instead: text (unless given), dot or mermaid", "FORMAT" },
        { "sample", 0, 0, G_OPTION_ARG_FILENAME, &to->sample,
          "Tell instead what each step takes on the documents of FILE, a small one", "FILE" },
        { "resolved", 'r', 0, G_OPTION_ARG_NONE, &to->resolved,
          "Print the pipeline as one file instead, with all that it extends", NULL },
        { "sandbox", 0, 0, G_OPTION_ARG_NONE, &to->sandbox,
          "Tell also what workers hold open and may do, call by call", NULL },
        GALLEY_WORDS_ENTRIES(&to->words),
        { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &to->arguments, NULL,
          "PIPELINE..." },
        G_OPTION_ENTRY_NULL,
    };
    if (!galley_options_parse("Checks pipelines as `galley run` does and prints each one's plan.",
                              entries, argc, argv, error))
        return FALSE;
    part_graph(to);
    if (!to->arguments || !to->arguments[0])
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "no pipeline is named\nhint: galley check PIPELINE...");
    else if (to->graph && find_graph(to->graph) < 0)
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "--graph is text, dot or mermaid, not \"%s\"\nhint: galley check "
                    "--graph=text PIPELINE",
                    to->graph);
    else if (to->resolved && to->arguments[1])
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "--resolved prints one pipeline, and several are named\nhint: one after "
                    "another, each to a file of its own");
    else
        return TRUE;
    return FALSE;
}

static gboolean
is_among(const GPtrArray *holds, int fd)
{
    for (guint i = 0; i < holds->len; i++)
        if (((const GalleyHold *)g_ptr_array_index(holds, i))->fd == fd)
            return TRUE;
    return FALSE;
}

#define ALL "all that you may (sandbox: off)"

static void
print_workers_in_short(const GalleyPipeline *pipeline)
{
    g_autoptr(GString) out = g_string_new("workers ");
    if (pipeline->no_sandbox)
        g_string_append(out, "may do " ALL);
    else
        galley_sandbox_describe_in_short(out);
    printf("%s; --sandbox tells more\n", out->str);
}

/* What workers have and may do; @before: what this process held before plugins were opened. */
static void
print_workers(const GalleyPipeline *pipeline, const GPtrArray *before)
{
    g_autoptr(GPtrArray) holds = galley_holds_list();
    g_autoptr(GString) out = g_string_new(
        "workers, once their plugins are open\n"
        "  hold     standard input: /dev/null\n"
        "  hold     standard output and error: the command's standard error\n"
        "  hold     a socket to the command, the input that is read, its own /proc/self/statm\n");
    for (guint i = 0; i < holds->len; i++) {
        const GalleyHold *hold = g_ptr_array_index(holds, i);
        if (!is_among(before, hold->fd))
            g_string_append_printf(out, "  hold     a plugin's: %s\n", hold->target);
    }
    if (pipeline->no_sandbox)
        g_string_append(out, "  may do " ALL "\n");
    else
        galley_sandbox_describe(out);
    fputs(out->str, stdout);
}

static char *
tell(const Arguments *arguments, const GalleyPipeline *pipeline)
{
    if (arguments->resolved)
        return g_strdup(pipeline->resolved);
    return arguments->graph
               ? galley_pipeline_graph(pipeline, (GalleyGraph)find_graph(arguments->graph))
               : galley_pipeline_describe(pipeline);
}

/* Plugins are opened too: a model or lexicon that cannot be read is found here and not by the run.
 */
static gboolean
check_one(const Arguments *arguments, const char *name, GError **error)
{
    g_autoptr(GalleyPipeline) pipeline =
        galley_words_load(&arguments->words, name, NULL, NULL, error);
    g_autoptr(GPtrArray) before = galley_holds_list();
    if (!pipeline || !galley_pipeline_open(pipeline, error))
        return FALSE;
    g_autoptr(GString) out = g_string_new(NULL);
    if (arguments->sample && !galley_sample(pipeline, arguments->sample, out, error))
        return FALSE;
    if (!arguments->sample) {
        g_autofree char *text = tell(arguments, pipeline);
        g_string_append(out, text);
    }
    printf("%s", out->str);
    if (arguments->sandbox)
        print_workers(pipeline, before);
    else if (!arguments->graph && !arguments->resolved && !arguments->sample)
        print_workers_in_short(pipeline);
    return TRUE;
}

int
galley_command_check(int argc, char **argv)
{
    g_auto(Arguments) arguments = { 0 };
    g_autoptr(GError) error = NULL;
    int status = GALLEY_EXIT_DONE;
    if (!parse_arguments(&argc, &argv, &arguments, &error)) {
        galley_complain(error);
        return GALLEY_EXIT_USAGE;
    }
    for (gsize i = 0; arguments.arguments[i]; i++) {
        g_autoptr(GError) why = NULL;
        if (!check_one(&arguments, arguments.arguments[i], &why)) {
            galley_complain(why);
            status = GALLEY_EXIT_USAGE;
        }
    }
    return status;
}
