/* options.c: a command's options: parsed, or told to whoever asks for the table.
 * SPDX-License-Identifier: MIT */
#include "cli/cli-private.h"

/* Whoever asks for a table; a command is called then only to come as far as its options. */
static struct {
    GalleyOptionsTeller tell;
    gpointer data;
} asking;

G_DEFINE_QUARK(galley_options_told, galley_options_told)

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
