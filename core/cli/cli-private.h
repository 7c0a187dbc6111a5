/* cli-private.h: the galley command. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/version.h>

/** Exit statuses of every subcommand. */
enum {
    GALLEY_EXIT_DONE = 0,
    GALLEY_EXIT_INCOMPLETE = 1,   /* done, but with quarantined documents */
    GALLEY_EXIT_USAGE = 2,        /* usage or pipeline wrong */
    GALLEY_EXIT_FAILED = 3,       /* it could not be done */
    GALLEY_EXIT_INTERRUPTED = 75, /* by a signal; it can be resumed */
};

/** galley_main: what the program `galley` is: finds the subcommand and runs it */
GALLEY_API int galley_main(int argc, char **argv);

/** GalleyCommand: one subcommand. */
typedef struct {
    const char *name;
    const char *summary;
    int (*run)(int argc, char **argv); /* argv[0] is "galley NAME" */
} GalleyCommand;

int galley_command_run(int argc, char **argv);
int galley_command_check(int argc, char **argv);
int galley_command_inspect(int argc, char **argv);
int galley_command_status(int argc, char **argv);

/** galley_complain: "galley: MESSAGE" on stderr; messages of pipeline files go out as they are */
void galley_complain(const GError *error);
/** galley_wants_color: whether @fd is a terminal and NO_COLOR is not set (no-color.org) */
gboolean galley_wants_color(int fd);
/** galley_terminal_width: columns of the terminal at @fd; 0 if it is none */
guint galley_terminal_width(int fd);
