/* status.c: `galley status`. SPDX-License-Identifier: MIT */
#include "cli/cli-private.h"

#include <stdio.h>
#include <string.h>

#include "run/status-private.h"
#include "run/watch-private.h"

typedef struct {
    gboolean json;
    char **arguments;
} Arguments;

static void
arguments_clear(Arguments *arguments)
{
    g_strfreev(arguments->arguments);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Arguments, arguments_clear)

static gboolean
parse_arguments(int *argc, char ***argv, Arguments *to, GError **error)
{
    GOptionEntry entries[] = {
        { "json", 0, 0, G_OPTION_ARG_NONE, &to->json, "As JSON, an object a line", NULL },
        { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &to->arguments, NULL, "DIR..." },
        G_OPTION_ENTRY_NULL,
    };
    if (!galley_options_parse(
            "Tells how far the run is that has DIR as its folder, or what came of it.", entries,
            argc, argv, error))
        return FALSE;
    if (to->arguments && to->arguments[0])
        return TRUE;
    g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                "no folder is named\nhint: galley status DIR");
    return FALSE;
}

static const char *
word_of(const GalleyRunStatus *status)
{
    switch (status->life) {
    case GALLEY_LIFE_GONE:
        return "gone";
    case GALLEY_LIFE_UNKNOWN:
        return "unknown";
    default:
        return status->state;
    }
}

/* ---- for people ---- */

static void
append_life(GString *out, const GalleyRunStatus *status)
{
    if (status->life == GALLEY_LIFE_RUNNING)
        g_string_append_printf(out, "%s, process %" G_GINT64_FORMAT "\n", status->state,
                               status->pid);
    else if (status->life == GALLEY_LIFE_GONE)
        g_string_append_printf(out, "its process, %" G_GINT64_FORMAT ", is gone without a word\n",
                               status->pid);
    else if (status->life == GALLEY_LIFE_UNKNOWN)
        g_string_append_printf(out,
                               "%s when last heard of; process %" G_GINT64_FORMAT
                               " of the machine %s, which cannot be asked from here\n",
                               status->state, status->pid, status->host);
    else
        g_string_append_printf(out, "%s%s%s\n", status->state, status->error ? ": " : "",
                               status->error ? status->error : "");
}

static void
append_bytes(GString *out, const GalleyRunStatus *status)
{
    double left = (double)(status->total - MIN(status->done, status->total));
    g_string_append_printf(
        out, "  %u%% of ",
        (guint)(status->total > 0 ? 100 * (double)status->done / (double)status->total : 100));
    galley_append_size(out, (double)status->total);
    g_string_append(out, ", ");
    galley_append_size(out, status->rate);
    g_string_append(out, "/s by ");
    if (status->workers > 0)
        g_string_append_printf(out, "%u worker%s", status->workers, status->workers > 1 ? "s" : "");
    else
        g_string_append(out, "one process");
    if (status->life == GALLEY_LIFE_RUNNING && left > 0) {
        g_string_append(out, ", ");
        galley_append_time(out, status->rate > 0 ? left / status->rate : -1);
        g_string_append(out, " left");
    }
    g_string_append_c(out, '\n');
}

static void
append_documents(GString *out, const GalleyRunStatus *status)
{
    g_string_append_printf(out,
                           "  read %" G_GUINT64_FORMAT " = written %" G_GUINT64_FORMAT
                           " + dropped %" G_GUINT64_FORMAT " + quarantined %" G_GUINT64_FORMAT "\n",
                           status->read, status->written, status->dropped, status->quarantined);
}

static void
print_status(const char *folder, const GalleyRunStatus *status)
{
    g_autoptr(GString) out = g_string_new(NULL);
    g_string_append_printf(out, "%s: ", folder);
    append_life(out, status);
    append_bytes(out, status);
    append_documents(out, status);
    g_string_append_printf(out, "  started %s, last heard of %s, after ",
                           status->started ? status->started : "?",
                           status->updated ? status->updated : "?");
    galley_append_time(out, status->seconds);
    g_string_append_c(out, '\n');
    if (status->resumable)
        g_string_append_printf(out, "hint: what is done is safe; the same command with --resume "
                                    "goes on with it\n");
    fputs(out->str, stdout);
}

/* ---- for programs ---- */

/* What the file holds, and what was found out about the process. */
static void
print_json(const GalleyRunStatus *status)
{
    const char *end = strrchr(status->text, '}');
    printf("%.*s,\"life\":\"%s\",\"resumable\":%s}\n", (int)(end - status->text), status->text,
           word_of(status), status->resumable ? "true" : "false");
}

/* ---- all ---- */

static int
exit_of(const GalleyRunStatus *status)
{
    if (status->life == GALLEY_LIFE_GONE)
        return GALLEY_EXIT_FAILED;
    return status->result >= 0 ? status->result : GALLEY_EXIT_DONE;
}

int
galley_command_status(int argc, char **argv)
{
    g_auto(Arguments) arguments = { 0 };
    g_autoptr(GError) error = NULL;
    int worst = GALLEY_EXIT_DONE;
    if (!parse_arguments(&argc, &argv, &arguments, &error)) {
        galley_complain(error);
        return GALLEY_EXIT_USAGE;
    }
    for (gsize i = 0; arguments.arguments[i]; i++) {
        const char *folder = arguments.arguments[i];
        g_autoptr(GError) why = NULL;
        g_autoptr(GalleyRunStatus) status = NULL;
        if (g_file_test(folder, G_FILE_TEST_EXISTS))
            status = galley_run_status_load(folder, &why);
        else
            g_set_error(&why, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                        "there is no folder \"%s\"\nhint: galley status DIR, which was -o DIR of "
                        "the run",
                        folder);
        if (!status)
            galley_complain(why);
        else if (arguments.json)
            print_json(status);
        else
            print_status(folder, status);
        worst = MAX(worst, status ? exit_of(status) : GALLEY_EXIT_USAGE);
    }
    return worst;
}
