/* completion.c: `galley completion`: what a shell offers behind the tabulator.
 * SPDX-License-Identifier: MIT */
#include "cli/cli-private.h"

#include <stdio.h>
#include <string.h>

/** Shell: how one wants its script. */
typedef struct {
    const char *name;
    const char *head;
    void (*command)(GString *out, const GalleyCommand *command);
    void (*tail)(GString *out);
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

static char *
list_pipelines(void)
{
    g_auto(GStrv) names = galley_pipeline_list_ready_made();
    return g_strjoinv(" ", names);
}

/* ---- bash ---- */

static void
bash_option(const GOptionEntry *entry, gpointer data)
{
    g_string_append_printf(data, " --%s", entry->long_name);
    if (entry->short_name)
        g_string_append_printf(data, " -%c", entry->short_name);
}

static void
bash_command(GString *out, const GalleyCommand *command)
{
    g_string_append_printf(out, "    %s) words='--help", command->name);
    galley_options_list(command, bash_option, out);
    g_string_append(out, "' ;;\n");
}

static void
bash_tail(GString *out)
{
    g_autofree char *pipelines = list_pipelines();
    const GalleyCommand *commands = galley_commands_list();
    g_string_append(out, "    esac\n    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
                         "        words='--help --version");
    for (; commands->name; commands++)
        g_string_append_printf(out, " %s", commands->name);
    g_string_append_printf(out,
                           "'\n    elif [[ $cur != -* ]]; then\n        words='%s'\n"
                           "        local IFS=$'\\n' # names of files may have blanks\n"
                           "        COMPREPLY=($(compgen -f -- \"$cur\"))\n"
                           "        IFS=$' \\t\\n'\n    fi\n"
                           "    COMPREPLY+=($(compgen -W \"$words\" -- \"$cur\"))\n}\n"
                           "complete -o filenames -F _galley galley\n",
                           pipelines);
}

/* ---- zsh ---- */

static void
zsh_option(const GOptionEntry *entry, gpointer data)
{
    g_autofree char *help = quote(entry->description);
    g_strdelimit(help, "[]:", ' ');
    const char *value = takes_file(entry) ? ":file:_files" : takes_value(entry) ? ":value:" : "";
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
    g_string_append(out, " '*:input:_galley_inputs' ;;\n");
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
                           "_galley \"$@\"\n",
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
    g_string_append_printf(fish->out, "%s -d '%s'\n",
                           takes_file(entry)    ? " -r -F"
                           : takes_value(entry) ? " -x"
                                                : "",
                           help);
}

static void
fish_command(GString *out, const GalleyCommand *command)
{
    g_autofree char *summary = quote(command->summary);
    Fish fish = { out, command->name };
    g_string_append_printf(out, "complete -c galley -f -n __fish_use_subcommand -a %s -d '%s'\n",
                           command->name, summary);
    galley_options_list(command, fish_option, &fish);
}

static void
fish_tail(GString *out)
{
    g_autofree char *pipelines = list_pipelines();
    g_string_append_printf(
        out,
        "complete -c galley -n '__fish_seen_subcommand_from run check test explain' -a '%s' -d "
        "'ready-made pipeline'\n",
        pipelines);
}

static const Shell shells[] = {
    { "bash",
      "# galley for bash: source <(galley completion bash)\n_galley() {\n    local "
      "cur=${COMP_WORDS[COMP_CWORD]} words=\n    COMPREPLY=()\n    case ${COMP_WORDS[1]} in\n",
      bash_command, bash_tail },
    { "zsh",
      "#compdef galley\n_galley() {\n    if (( CURRENT == 2 )); then _galley_commands; return; fi\n"
      "    local command=$words[2]\n    shift words; (( CURRENT-- ))\n    case $command in\n",
      zsh_command, zsh_tail },
    { "fish", "# galley for fish: galley completion fish | source\n", fish_command, fish_tail },
};

static void
print_script(const Shell *shell)
{
    g_autoptr(GString) out = g_string_new(shell->head);
    for (const GalleyCommand *command = galley_commands_list(); command->name; command++)
        shell->command(out, command);
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
    fprintf(stderr, "galley: name a shell\nhint: galley completion bash, or zsh, or fish\n");
    return GALLEY_EXIT_USAGE;
}
