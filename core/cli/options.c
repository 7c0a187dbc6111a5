/* options.c: a command's options: parsed, or told to whoever asks for the table.
 * SPDX-License-Identifier: MIT */
#include "cli/cli-private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plugin/plugin-private.h"

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

/* ---- faults ---- */

/* The option that GLib's message names, as it is written: "--param", "-p"; "" where it names none. */
static char *
find_word(const char *message)
{
    const char *begin = strstr(message, " -");
    return begin ? g_strndup(begin + 1, strcspn(begin + 1, " =")) : g_strdup("");
}

static gboolean
is_called(const GOptionEntry *entry, const char *word)
{
    return g_str_has_prefix(word, "--") ? g_str_equal(word + 2, entry->long_name)
                                        : word[0] == '-' && word[1] == entry->short_name;
}

/* "--wrokers" is like "--workers", and "--out" its beginning. */
static char *
hint_nearest(const GOptionEntry *entries, const char *word)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    const char *nearest = NULL, *written = g_str_has_prefix(word, "--") ? word + 2 : "";
    for (; entries->long_name; entries++) {
        if (*entries->long_name)
            g_ptr_array_add(names, (gpointer)entries->long_name);
        if (*written && g_str_has_prefix(entries->long_name, written))
            nearest = entries->long_name;
    }
    g_ptr_array_add(names, NULL);
    if (!nearest)
        nearest = galley_nearest(written, (const char *const *)names->pdata);
    return nearest ? g_strdup_printf("did you mean \"--%s\"?", nearest) : NULL;
}

/* How an option is written whose value is missing or wrong; which one was meant; or where they all are told. */
static char *
hint_option(const GOptionEntry *entries, const char *command, const char *word)
{
    for (const GOptionEntry *entry = entries; entry->long_name; entry++)
        if (is_called(entry, word) && entry->arg_description)
            return g_strdup_printf("write it as --%s=%s", entry->long_name, entry->arg_description);
    char *hint = hint_nearest(entries, word);
    return hint ? hint : g_strdup_printf("`galley %s --help` tells its options", command);
}

static void
add_hint(GError *error, const GOptionEntry *entries, const char *command)
{
    g_autofree char *word = find_word(error->message);
    g_autofree char *hint = hint_option(entries, command, word);
    g_autofree char *said = error->message;
    *said = g_ascii_tolower(*said);
    error->message = g_strdup_printf("%s\nhint: %s", said, hint);
}

/* ---- parsing ---- */

/* As it is: g_print() would make "?" of what the locale's charset has not. */
static void
print_help(GOptionContext *context)
{
    g_autofree char *help = g_option_context_get_help(context, TRUE, NULL);
    fputs(help, stdout);
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
    gboolean help = FALSE;
    const GOptionEntry help_entry[] = {
        { "help", 'h', 0, G_OPTION_ARG_NONE, &help, "Tell all this", NULL },
        G_OPTION_ENTRY_NULL,
    };
    g_autofree char *command = g_strdup((*argv)[0]),
                    *program = g_strconcat("galley ", command, NULL);
    g_set_prgname(program);
    g_option_context_set_help_enabled(context, FALSE); /* GLib's says "[OPTION?]" */
    g_option_context_add_main_entries(context, entries, NULL);
    g_option_context_add_main_entries(context, help_entry, NULL);
    part_values(entries, argc, argv);
    g_autoptr(GError) why = NULL;
    if (!g_option_context_parse(context, argc, argv, &why)) {
        add_hint(why, entries, command);
        g_propagate_error(error, g_steal_pointer(&why));
        return FALSE;
    }
    if (help) {
        print_help(context);
        exit(GALLEY_EXIT_DONE);
    }
    return TRUE;
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
