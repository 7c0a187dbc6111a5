/* cli.c: subcommands by name. SPDX-License-Identifier: MIT */
#include "cli/cli-private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <galley/pipeline.h>

#include "plugin/plugin-private.h"

static const GalleyCommand commands[] = {
    { "run", "run a pipeline over files and folders", galley_command_run },
    { "check", "check a pipeline and print its plan, or its graph", galley_command_check },
    { "test", "run the tests that pipelines have in them", galley_command_test },
    { "explain", "tell what each step does to one document", galley_command_explain },
    { "new", "write a pipeline file to edit", galley_command_new },
    { "schema", "print a JSON Schema of pipeline files", galley_command_schema },
    { "score", "tell how far what a pipeline makes agrees with what is right",
      galley_command_score },
    { "inspect", "list all plugins, or tell all about one", galley_command_inspect },
    { "retry", "run the quarantined documents of a run once more", galley_command_retry },
    { "status", "tell how far a run is, or what came of it", galley_command_status },
    { "completion", "print completions for bash, zsh or fish", galley_command_completion },
    { NULL, NULL, NULL },
};

const GalleyCommand *
galley_commands_list(void)
{
    return commands;
}

void
galley_complain(const GError *error)
{
    if (error->domain == GALLEY_OPTIONS_TOLD)
        return;
    gboolean placed = error->domain == GALLEY_PIPELINE_ERROR;
    const char *end = g_str_has_suffix(error->message, "\n") ? "" : "\n";
    fprintf(stderr, "%s%s%s", placed ? "" : "galley: ", error->message, end);
}

gboolean
galley_wants_color(int fd)
{
    const char *refused = g_getenv("NO_COLOR");
    return isatty(fd) && (!refused || !*refused);
}

guint
galley_terminal_width(int fd)
{
    struct winsize size;
    if (!isatty(fd) || ioctl(fd, TIOCGWINSZ, &size) != 0)
        return 0;
    return size.ws_col > 0 ? size.ws_col : 80;
}

static void
print_help(void)
{
    printf("galley: text through a pipeline of plugins, byte for byte the same each time\n\n"
           "Usage: galley COMMAND [OPTION...]\n\nCommands:\n");
    for (gsize i = 0; commands[i].name; i++)
        printf("  %-10s %s\n", commands[i].name, commands[i].summary);
    printf(
        "\n`galley COMMAND --help` tells each one's options.\n"
        "Exit status: 0 done; 1 done, but with quarantined documents, or an expectation or test\n"
        "missed; 2 usage or pipeline wrong; 3 the run could not be done; 75 interrupted, and\n"
        "--resume goes on.\n");
}

static int
unknown_command(const char *name)
{
    const char *names[G_N_ELEMENTS(commands) + 2] = { "--help", "--version" };
    for (gsize i = 0; commands[i].name; i++)
        names[i + 2] = commands[i].name;
    const char *nearest = galley_nearest(name, names);
    fprintf(stderr, "galley: no command \"%s\"\n", name);
    if (nearest)
        fprintf(stderr, "hint: did you mean \"%s\"?\n", nearest);
    else
        fprintf(stderr, "hint: `galley --help` lists them\n");
    return GALLEY_EXIT_USAGE;
}

/* What plugins say when they are opened. */
static void
print_warning(G_GNUC_UNUSED const char *domain,
              G_GNUC_UNUSED GLogLevelFlags level,
              const char *message,
              G_GNUC_UNUSED gpointer data)
{
    fprintf(stderr, "galley: warning: %s\n", message);
}

/* Where one of these is closed, the first file to be opened would take its place, and messages would get
 * into it. What stands there now fails as a closed one does: it is open for the other direction. */
static void
keep_standard_files(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 && errno == EBADF)
            open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

int
galley_main(int argc, char **argv)
{
    keep_standard_files();
    const char *name = argc > 1 ? argv[1] : "--help";
    g_log_set_handler(G_LOG_DOMAIN, G_LOG_LEVEL_MESSAGE, print_warning, NULL);
    if (g_str_equal(name, "--help") || g_str_equal(name, "-h") || g_str_equal(name, "help")) {
        print_help();
        return argc > 1 ? GALLEY_EXIT_DONE : GALLEY_EXIT_USAGE;
    }
    if (g_str_equal(name, "--version") || g_str_equal(name, "-V")) {
        printf("galley %s, plugin ABI %d.%d\n", galley_version(), GALLEY_ABI_MAJOR,
               GALLEY_ABI_MINOR);
        return GALLEY_EXIT_DONE;
    }
    for (gsize i = 0; commands[i].name; i++)
        if (g_str_equal(name, commands[i].name))
            return commands[i].run(argc - 1, argv + 1);
    return unknown_command(name);
}
