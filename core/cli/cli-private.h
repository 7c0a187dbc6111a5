/* cli-private.h: the galley command. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/version.h>

#include "pipeline/pipeline-private.h"

/** Exit statuses of every subcommand. */
enum {
    GALLEY_EXIT_DONE = 0,
    GALLEY_EXIT_INCOMPLETE =
        1,                  /* done, but with quarantined documents, or something expected missed */
    GALLEY_EXIT_USAGE = 2,  /* usage or pipeline wrong */
    GALLEY_EXIT_FAILED = 3, /* it could not be done */
    GALLEY_EXIT_INTERRUPTED = 75, /* by a signal; it can be resumed */
};

/** galley_main: what the program `galley` is: finds the subcommand and runs it */
GALLEY_API int galley_main(int argc, char **argv);

/** GalleyCommand: one subcommand. */
typedef struct {
    const char *name;
    const char *summary;
    int (*run)(int argc, char **argv); /* argv[0] is @name */
} GalleyCommand;

int galley_command_retry(int argc, char **argv);
int galley_command_run(int argc, char **argv);
int galley_command_check(int argc, char **argv);
int galley_command_test(int argc, char **argv);
int galley_command_explain(int argc, char **argv);
int galley_command_new(int argc, char **argv);
int galley_command_score(int argc, char **argv);
int galley_command_schema(int argc, char **argv);
int galley_command_completion(int argc, char **argv);
int galley_command_inspect(int argc, char **argv);
int galley_command_status(int argc, char **argv);

/** galley_commands_list: (array zero-terminated=1) (transfer none) */
const GalleyCommand *galley_commands_list(void);

/** galley_options_parse: what `--help` says first, and the options; %FALSE with an error for
 * galley_complain() */
gboolean galley_options_parse(
    const char *summary, const GOptionEntry *entries, int *argc, char ***argv, GError **error);
typedef void (*GalleyOptionsTeller)(const GOptionEntry *entry, gpointer data);
/** galley_options_list: calls @tell for each option of @command */
void galley_options_list(const GalleyCommand *command, GalleyOptionsTeller tell, gpointer data);
/* The error that stands for that, of which galley_complain() says nothing. */
#define GALLEY_OPTIONS_TOLD (galley_options_told_quark())
GQuark galley_options_told_quark(void);

/** GalleyWords: what the command line adds to a pipeline file. */
typedef struct {
    char **plugin_dirs, **params, **sets;
} GalleyWords;

/** GALLEY_WORDS_ENTRIES: the GOptionEntry of each, for every command that loads pipelines */
#define GALLEY_WORDS_ENTRIES(words)                                                                \
    { "param",                                                                                     \
      'p',                                                                                         \
      0,                                                                                           \
      G_OPTION_ARG_STRING_ARRAY,                                                                   \
      &(words)->params,                                                                            \
      "Give a parameter of the pipeline its value",                                                \
      "NAME=VALUE" },                                                                              \
        { "set",                                                                                   \
          's',                                                                                     \
          0,                                                                                       \
          G_OPTION_ARG_STRING_ARRAY,                                                               \
          &(words)->sets,                                                                          \
          "Set an option of a step, of a writer, of the reader",                                   \
          "STEP.OPTION=VALUE" },                                                                   \
    {                                                                                              \
        "plugin-dir", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &(words)->plugin_dirs,                    \
            "Search this folder for plugins first", "DIR"                                          \
    }

void galley_words_clear(GalleyWords *words);
/** galley_words_load: (transfer full) (nullable): the pipeline of the file or name @name
 * @reader: (nullable): in place of the file's
 * @writer: (nullable): likewise */
GalleyPipeline *galley_words_load(const GalleyWords *words,
                                  const char *name,
                                  const char *reader,
                                  const char *writer,
                                  GError **error);

/** galley_words_quote: (transfer full): @word for the shell, in quotes if it wants them */
char *galley_words_quote(const char *word);
/** galley_words_check_order: %FALSE with an error if the input stands where the pipeline should
 * @command: "run"
 * @pipeline: what stands there
 * @input: (nullable): the word behind it */
gboolean galley_words_check_order(const char *command,
                                  const char *pipeline,
                                  const char *input,
                                  GError **error);

/** galley_words_check_dirs: %FALSE with an error if one of --plugin-dir is not there
 * @dirs: (nullable) (array zero-terminated=1) */
gboolean galley_words_check_dirs(char *const *dirs, GError **error);
/** galley_words_check_workers: %FALSE with an error if there can be no so many; 0: it is not said */
gboolean galley_words_check_workers(gint workers, GError **error);

/** galley_complain: "galley: MESSAGE" on stderr; messages of pipeline files go out as they are */
void galley_complain(const GError *error);
/** galley_wants_color: whether @fd is a terminal and NO_COLOR is not set (no-color.org) */
gboolean galley_wants_color(int fd);
/** galley_terminal_width: columns of the terminal at @fd; 0 if it is none */
guint galley_terminal_width(int fd);
