/* options.c: a command's options: parsed, or told to whoever asks for the table.
 * SPDX-License-Identifier: MIT */
#include "cli/cli-private.h"

#include <string.h>

/* Whoever asks for a table; a command is called then only to come as far as its options. */
static struct {
    GalleyOptionsTeller tell;
    gpointer data;
} asking;

G_DEFINE_QUARK(galley_options_told, galley_options_told)

/* Whether @argument is a short option and its value in one: "-j2". */
static gboolean
holds_value(const GOptionEntry *entries, const char *argument)
{
    if (argument[0] != '-' || argument[1] == '-' || strlen(argument) < 3)
        return FALSE;
    for (; entries->long_name; entries++)
        if (entries->short_name == argument[1])
            return entries->arg != G_OPTION_ARG_NONE;
    return FALSE;
}

/* Parts "-j2" into "-j" and "2", which is all that GOption knows. What is made stays, as argv does. */
static void
part_values(const GOptionEntry *entries, int *argc, char ***argv)
{
    static GPtrArray *kept, *parted; /* the texts, which GOption takes out of the other */
    kept = kept ? kept : g_ptr_array_new_with_free_func(g_free);
    parted = parted ? parted : g_ptr_array_new();
    g_ptr_array_set_size(parted, 0);
    gboolean options = TRUE; /* none behind "--" */
    for (int i = 0; i < *argc; i++) {
        char *argument = (*argv)[i];
        options = options && !g_str_equal(argument, "--");
        if (options && i > 0 && holds_value(entries, argument)) {
            g_ptr_array_add(kept, g_strndup(argument, 2));
            g_ptr_array_add(parted, g_ptr_array_index(kept, kept->len - 1));
            argument += 2;
        }
        g_ptr_array_add(parted, argument);
    }
    *argc = (int)parted->len;
    g_ptr_array_add(parted, NULL);
    *argv = (char **)parted->pdata;
}

gboolean
galley_options_parse(
    const char *summary, const GOptionEntry *entries, int *argc, char ***argv, GError **error)
{
    if (asking.tell) {
        for (const GOptionEntry *entry = entries; entry->long_name; entry++)
            if (*entry->long_name)
                asking.tell(entry, asking.data);
        g_set_error_literal(error, GALLEY_OPTIONS_TOLD, 0, "");
        return FALSE;
    }
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_option_context_set_summary(context, summary);
    g_option_context_add_main_entries(context, entries, NULL);
    part_values(entries, argc, argv);
    return g_option_context_parse(context, argc, argv, error);
}

void
galley_options_list(const GalleyCommand *command, GalleyOptionsTeller tell, gpointer data)
{
    char *argv[] = { (char *)command->name, NULL };
    asking.tell = tell;
    asking.data = data;
    command->run(1, argv);
    asking.tell = NULL;
}
