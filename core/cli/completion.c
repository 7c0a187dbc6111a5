/* completion.c: `galley completion`: what a shell offers behind the tabulator.
 * SPDX-License-Identifier: MIT */
#include "cli/cli-private.h"

#include <stdio.h>
#include <string.h>

#include "plugin/plugin-private.h"

/** Shell: how one wants its script. */
typedef struct {
    const char *name;
    const char *head;
    void (*command)(GString *out, const GalleyCommand *command);
    void (*tail)(GString *out); /* (nullable) */
} Shell;

static gboolean
takes_value(const GOptionEntry *entry)
{
    return entry->arg != G_OPTION_ARG_NONE;
}

static gboolean
takes_file(const GOptionEntry *entry)
{
    return entry->arg == G_OPTION_ARG_FILENAME || entry->arg == G_OPTION_ARG_FILENAME_ARRAY;
}

/* For single quotes. */
static char *
quote(const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, "'", -1);
    return g_strjoinv("'\\''", parts);
}

/* ---- what is offered: words, as they are now ---- */

#define SHELLS "bash zsh fish"

static char *
list_pipelines(void)
{
    g_auto(GStrv) names = galley_pipeline_list_ready_made();
    return g_strjoinv(" ", names);
}

static char *
list_shells(void)
{
    return g_strdup(SHELLS);
}

static char *
list_graphs(void)
{
    return g_strdup("text dot mermaid");
}

static void
append_plugins(GString *out, GalleyKind kind, const char *prefix)
{
    g_autoptr(GalleyFinder) finder = galley_finder_new(NULL);
    g_auto(GStrv) names = galley_finder_list(finder, kind);
    for (gsize i = 0; names[i]; i++)
        g_string_append_printf(out, "%s%s%s", out->len > 0 ? " " : "", prefix, names[i]);
}

static char *
list_readers(void)
{
    GString *out = g_string_new(NULL);
    append_plugins(out, GALLEY_KIND_READER, "");
    return g_string_free(out, FALSE);
}

static char *
list_writers(void)
{
    GString *out = g_string_new(NULL);
    append_plugins(out, GALLEY_KIND_WRITER, "");
    return g_string_free(out, FALSE);
}

/* As `galley inspect` has them. */
static char *
list_plugins(void)
{
    GString *out = g_string_new(NULL);
    append_plugins(out, GALLEY_KIND_PROCESSOR, "");
    append_plugins(out, GALLEY_KIND_READER, "reader-");
    append_plugins(out, GALLEY_KIND_WRITER, "writer-");
    return g_string_free(out, FALSE);
}

/** Offer: the words that an argument of a command, or an option's value, may be. */
typedef struct {
    const char *of;      /* the command's name; what --help calls the value */
    char *(*list)(void); /* (nullable): none */
    const char *noun;    /* of a word */
    gboolean files;      /* or a file */
} Offer;

static const Offer arguments[] = {
    { "inspect", list_plugins, "plugin", FALSE },
    { "completion", list_shells, "shell", FALSE },
    { "schema", NULL, NULL, FALSE },
    { "status", NULL, NULL, TRUE },
    { NULL, list_pipelines, "ready-made pipeline", TRUE }, /* all others */
};

static const Offer values[] = {
    { "FORMAT", list_graphs, "graph", FALSE },
    { "READER", list_readers, "reader", FALSE },
    { "WRITER", list_writers, "writer", FALSE },
    { "PIPELINE", list_pipelines, "pipeline", FALSE },
};

static const Offer *
find_arguments(const GalleyCommand *command)
{
    const Offer *offer = arguments;
    while (offer->of && !g_str_equal(offer->of, command->name))
        offer++;
    return offer;
}

/* (nullable): the words of a value, if they are known. */
static const Offer *
find_value(const GOptionEntry *entry)
{
    for (gsize i = 0; i < G_N_ELEMENTS(values); i++)
        if (g_strcmp0(entry->arg_description, values[i].of) == 0)
            return &values[i];
    return NULL;
}

static char *
list_words(const Offer *offer)
{
    return offer && offer->list ? offer->list() : g_strdup("");
}

/* ---- bash ---- */

static void
bash_option(const GOptionEntry *entry, gpointer data)
{
    g_string_append_printf(data, " --%s", entry->long_name);
    if (entry->short_name)
        g_string_append_printf(data, " -%c", entry->short_name);
}

/* A case of what stands before the word. */
static void
bash_value(const GOptionEntry *entry, gpointer data)
{
    const Offer *offer = find_value(entry);
    if (!offer)
        return;
    g_autofree char *words = list_words(offer);
    g_string_append_printf(data, "        --%s", entry->long_name);
    if (entry->short_name)
        g_string_append_printf(data, " | -%c", entry->short_name);
    g_string_append_printf(data, ") arguments='%s' files= ;;\n", words);
}

static void
bash_command(GString *out, const GalleyCommand *command)
{
    const Offer *offer = find_arguments(command);
    g_autofree char *words = list_words(offer);
    g_string_append_printf(out, "    %s) words='--help", command->name);
    galley_options_list(command, bash_option, out);
    g_string_append_printf(out, "' arguments='%s' files=%s\n        case $previous in\n", words,
                           offer->files ? "yes" : "");
    galley_options_list(command, bash_value, out);
    g_string_append(out, "        esac ;;\n");
}

static void
bash_tail(GString *out)
{
    const GalleyCommand *commands = galley_commands_list();
    g_string_append(out, "    esac\n    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
                         "        words='--help --version");
    for (; commands->name; commands++)
        g_string_append_printf(out, " %s", commands->name);
    g_string_append(out, "'\n    elif [[ $current != -* ]]; then\n        words=$arguments\n"
                         "        local IFS=$'\\n' # names of files may have blanks\n"
                         "        [ -z \"$files\" ] || COMPREPLY=($(compgen -f -- \"$current\"))\n"
                         "        IFS=$' \\t\\n'\n    fi\n"
                         "    COMPREPLY+=($(compgen -W \"$words\" -- \"$current\"))\n}\n"
                         "complete -o filenames -F _galley galley\n");
}

/* ---- zsh ---- */

static void
zsh_option(const GOptionEntry *entry, gpointer data)
{
    g_autofree char *help = quote(entry->description);
    g_strdelimit(help, "[]:", ' ');
    const Offer *offer = find_value(entry);
    g_autofree char *words = list_words(offer);
    g_autofree char *value = offer                ? g_strdup_printf(":%s:(%s)", offer->noun, words)
                             : takes_file(entry)  ? g_strdup(":file:_files")
                             : takes_value(entry) ? g_strdup(":value:")
                                                  : g_strdup("");
    const char *many =
        entry->arg == G_OPTION_ARG_STRING_ARRAY || entry->arg == G_OPTION_ARG_FILENAME_ARRAY ? "*"
                                                                                             : "";
    g_string_append_printf(data, " '%s--%s%s[%s]%s'", many, entry->long_name,
                           takes_value(entry) ? "=" : "", help, value);
    if (entry->short_name)
        g_string_append_printf(data, " '%s-%c[%s]%s'", many, entry->short_name, help, value);
}

static void
zsh_command(GString *out, const GalleyCommand *command)
{
    g_string_append_printf(out, "    %s) _arguments", command->name);
    galley_options_list(command, zsh_option, out);
    const Offer *offer = find_arguments(command);
    g_autofree char *words = list_words(offer);
    if (offer->list && offer->files)
        g_string_append(out, " '*:input:_galley_inputs'");
    else if (offer->list)
        g_string_append_printf(out, " '*:%s:(%s)'", offer->noun, words);
    else if (offer->files)
        g_string_append(out, " '*:file:_files'");
    g_string_append(out, " ;;\n");
}

static void
zsh_tail(GString *out)
{
    g_autofree char *pipelines = list_pipelines();
    const GalleyCommand *commands = galley_commands_list();
    g_string_append(out, "    esac\n}\n_galley_commands() {\n    local -a commands=(");
    for (; commands->name; commands++) {
        g_autofree char *summary = quote(commands->summary);
        g_string_append_printf(out, " '%s:%s'", commands->name, summary);
    }
    g_string_append_printf(out,
                           " )\n    _describe command commands\n}\n_galley_inputs() {\n"
                           "    _alternative 'pipelines:pipeline:(%s)' 'files:file:_files'\n}\n"
                           "if [[ $funcstack[1] == _galley ]]; then _galley \"$@\"; "
                           "else compdef _galley galley; fi\n",
                           pipelines);
}

/* ---- fish ---- */

/** Fish: the command whose options are told. */
typedef struct {
    GString *out;
    const char *command;
} Fish;

static void
fish_option(const GOptionEntry *entry, gpointer data)
{
    const Fish *fish = data;
    g_autofree char *help = quote(entry->description);
    g_string_append_printf(fish->out,
                           "complete -c galley -n '__fish_seen_subcommand_from %s' -l %s",
                           fish->command, entry->long_name);
    if (entry->short_name)
        g_string_append_printf(fish->out, " -s %c", entry->short_name);
    const Offer *offer = find_value(entry);
    g_autofree char *words = list_words(offer);
    g_string_append(fish->out, takes_file(entry) ? " -r -F" : takes_value(entry) ? " -x" : "");
    if (offer)
        g_string_append_printf(fish->out, " -a '%s'", words);
    g_string_append_printf(fish->out, " -d '%s'\n", help);
}

static void
fish_command(GString *out, const GalleyCommand *command)
{
    g_autofree char *summary = quote(command->summary);
    Fish fish = { out, command->name };
    g_string_append_printf(out, "complete -c galley -f -n __fish_use_subcommand -a %s -d '%s'\n",
                           command->name, summary);
    galley_options_list(command, fish_option, &fish);
    const Offer *offer = find_arguments(command);
    g_autofree char *words = list_words(offer);
    if (!offer->files)
        g_string_append_printf(out, "complete -c galley -f -n '__fish_seen_subcommand_from %s'\n",
                               command->name);
    if (offer->list)
        g_string_append_printf(
            out, "complete -c galley -n '__fish_seen_subcommand_from %s' -a '%s' -d '%s'\n",
            command->name, words, offer->noun);
}

static const Shell shells[] = {
    { "bash",
      "# galley for bash: source <(galley completion bash)\n_galley() {\n"
      "    local current=${COMP_WORDS[COMP_CWORD]} words= arguments= files=\n"
      "    local previous=${COMP_WORDS[COMP_CWORD - 1]}\n"
      "    [[ $current == = ]] && current= # --graph=\n"
      "    [[ $previous == = ]] && previous=${COMP_WORDS[COMP_CWORD - 2]}\n"
      "    COMPREPLY=()\n    case ${COMP_WORDS[1]} in\n",
      bash_command, bash_tail },
    { "zsh",
      "#compdef galley\n# galley for zsh: source <(galley completion zsh), behind compinit\n"
      "_galley() {\n    if (( CURRENT == 2 )); then _galley_commands; return; fi\n"
      "    local command=$words[2]\n    shift words; (( CURRENT-- ))\n    case $command in\n",
      zsh_command, zsh_tail },
    { "fish", "# galley for fish: galley completion fish | source\n", fish_command, NULL },
};

static void
print_script(const Shell *shell)
{
    g_autoptr(GString) out = g_string_new(shell->head);
    for (const GalleyCommand *command = galley_commands_list(); command->name; command++)
        shell->command(out, command);
    if (shell->tail)
        shell->tail(out);
    printf("%s", out->str);
}

int
galley_command_completion(int argc, char **argv)
{
    static const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };
    g_autoptr(GError) error = NULL;
    if (!galley_options_parse("Prints what makes bash, zsh or fish complete galley's commands.",
                              entries, &argc, &argv, &error)) {
        galley_complain(error);
        return GALLEY_EXIT_USAGE;
    }
    for (gsize i = 0; argc == 2 && i < G_N_ELEMENTS(shells); i++)
        if (g_str_equal(argv[1], shells[i].name)) {
            print_script(&shells[i]);
            return GALLEY_EXIT_DONE;
        }
    fprintf(stderr,
            argc < 2 ? "galley: name a shell\n" : "galley: one shell of " SHELLS " is wanted\n");
    fprintf(stderr, "hint: galley completion bash, or zsh, or fish\n");
    return GALLEY_EXIT_USAGE;
}
