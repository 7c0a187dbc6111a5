/* status.c: reads status.json (JSON is YAML too), and looks for the process.
 * SPDX-License-Identifier: MIT */
#include "run/status-private.h"

#include <string.h>
#include <unistd.h>

#include "pipeline/tree-private.h"

static const char *
get(const GalleyNode *node, const char *outer, const char *name)
{
    const GalleyEntry *entry = outer ? galley_node_find(node, outer) : NULL;
    const GalleyEntry *inner = galley_node_find(entry ? entry->value : node, name);
    gboolean there = inner && inner->value->kind == GALLEY_NODE_SCALAR &&
                     !galley_node_is_null(inner->value) && (entry || !outer);
    return there ? inner->value->text : NULL;
}

static guint64
get_number(const GalleyNode *node, const char *outer, const char *name)
{
    const char *text = get(node, outer, name);
    return text ? g_ascii_strtoull(text, NULL, 10) : 0;
}

static double
get_double(const GalleyNode *node, const char *outer, const char *name)
{
    const char *text = get(node, outer, name);
    return text ? g_ascii_strtod(text, NULL) : 0;
}

/* The 22nd field of /proc/PID/stat; the second one, a name in brackets, may hold blanks. */
guint64
galley_process_get_start(gint64 pid)
{
    g_autofree char *path = g_strdup_printf("/proc/%" G_GINT64_FORMAT "/stat", pid);
    g_autofree char *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, NULL) || !strrchr(text, ')'))
        return 0;
    g_auto(GStrv) fields = g_strsplit(strrchr(text, ')') + 2, " ", -1);
    gboolean dead = fields[0] && strchr("ZX", fields[0][0]);
    return !dead && g_strv_length(fields) > 19 ? g_ascii_strtoull(fields[19], NULL, 10) : 0;
}

/* A process has its number for itself only as long as it lives: the time of its start tells. */
static GalleyRunLife
life_of(const GalleyNode *root, const GalleyRunStatus *status)
{
    char here[256] = "";
    gethostname(here, sizeof here - 1);
    if (status->result >= 0)
        return GALLEY_LIFE_OVER;
    if (g_strcmp0(here, status->host) != 0)
        return GALLEY_LIFE_UNKNOWN;
    guint64 then = get_number(root, NULL, "pid_started");
    return then > 0 && galley_process_get_start(status->pid) == then ? GALLEY_LIFE_RUNNING
                                                                     : GALLEY_LIFE_GONE;
}

static void
read_fields(GalleyRunStatus *status, const GalleyNode *root)
{
    const char *result = get(root, NULL, "exit");
    status->state = g_strdup(get(root, NULL, "state"));
    status->error = g_strdup(get(root, NULL, "error"));
    status->host = g_strdup(get(root, NULL, "host"));
    status->started = g_strdup(get(root, NULL, "started"));
    status->updated = g_strdup(get(root, NULL, "updated"));
    status->pid = (gint64)get_number(root, NULL, "pid");
    status->result = result ? (int)g_ascii_strtoll(result, NULL, 10) : -1;
    status->seconds = get_double(root, NULL, "seconds");
    status->rate = get_double(root, "per_second", "bytes");
    status->done = get_number(root, "bytes", "done");
    status->total = get_number(root, "bytes", "total");
    status->read = get_number(root, "documents", "read");
    status->written = get_number(root, "documents", "written");
    status->dropped = get_number(root, "documents", "dropped");
    status->quarantined = get_number(root, "documents", "quarantined");
    status->workers = (guint)get_number(root, NULL, "workers");
    status->life = life_of(root, status);
}

static gboolean
parse(GalleyRunStatus *status, const char *path, gsize size, GError **error)
{
    gboolean sound = g_utf8_validate(status->text, (gssize)size, NULL);
    g_autoptr(GalleyDiagnostics) diagnostics =
        galley_diagnostics_new(path, sound ? status->text : "", sound ? size : 0);
    g_autoptr(GalleyTree) tree = sound ? galley_tree_parse(status->text, size, diagnostics) : NULL;
    if (tree)
        read_fields(status, galley_tree_get_root(tree));
    if (tree && status->state && status->pid > 0)
        return TRUE;
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s: is no status of a run", path);
    return FALSE;
}

GalleyRunStatus *
galley_run_status_load(const char *folder, GError **error)
{
    g_autofree char *path = g_build_filename(folder, "status.json", NULL);
    g_autofree char *journal = g_build_filename(folder, "journal", NULL);
    g_autoptr(GalleyRunStatus) status = g_new0(GalleyRunStatus, 1);
    gsize size;
    if (!g_file_test(folder, G_FILE_TEST_IS_DIR)) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR, "%s: is no folder", folder);
        return NULL;
    }
    if (!g_file_get_contents(path, &status->text, &size, NULL)) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
                    "%s: holds no status.json, so no run has begun in it", folder);
        return NULL;
    }
    if (!parse(status, path, size, error))
        return NULL;
    status->resumable =
        status->life != GALLEY_LIFE_RUNNING && g_file_test(journal, G_FILE_TEST_EXISTS);
    return g_steal_pointer(&status);
}

void
galley_run_status_free(GalleyRunStatus *status)
{
    g_free(status->text);
    g_free(status->state);
    g_free(status->error);
    g_free(status->host);
    g_free(status->started);
    g_free(status->updated);
    g_free(status);
}
