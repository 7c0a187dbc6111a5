/* copy.c: rows of an old blocks.tsv beside the blocks of a new run. SPDX-License-Identifier: MIT */
#include "run/copy-private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "run/changes-private.h"
#include "run/digest-private.h"

struct GalleyCopy {
    GalleyLedgerReader *rows;
    const GalleyLedgerRow *row; /* (nullable): the next one */
    GArray *fds;                /* of int, by output */
    GArray *ends;               /* of guint64: where the rows before it end in each output */
    GalleyCall call;
};

/* ---- life ---- */

static void
go_on(GalleyCopy *copy)
{
    if (copy->row)
        for (guint i = 0; i < copy->row->seals->len; i++)
            g_array_index(copy->ends, guint64, i) +=
                g_array_index(copy->row->seals, GalleySeal, i).n_bytes;
    if (!galley_ledger_reader_next(copy->rows, &copy->row, NULL))
        copy->row = NULL;
}

static gboolean
open_outputs(GalleyCopy *copy, const char *folder, GError **error)
{
    const char *const *names = galley_ledger_reader_get_names(copy->rows);
    for (guint i = 0; names[i]; i++) {
        g_autofree char *path = g_build_filename(folder, names[i], NULL);
        guint64 none = 0;
        int fd = open(path, O_RDONLY | O_CLOEXEC);
        if (fd < 0) {
            g_set_error(error, GALLEY_FOLDER_ERROR, GALLEY_FOLDER_ERROR_EXISTS, "%s: %s", path,
                        g_strerror(errno));
            return FALSE;
        }
        g_array_append_val(copy->fds, fd);
        g_array_append_val(copy->ends, none);
    }
    return TRUE;
}

GalleyCopy *
galley_copy_open(const char *folder, const char *const *names, GError **error)
{
    g_autoptr(GalleyCopy) copy = g_new0(GalleyCopy, 1);
    g_autofree char *path = g_build_filename(folder, GALLEY_LEDGER_NAME, NULL);
    copy->fds = g_array_new(FALSE, FALSE, sizeof(int));
    copy->ends = g_array_new(FALSE, FALSE, sizeof(guint64));
    copy->rows = galley_ledger_reader_new(path, error);
    if (!copy->rows || !open_outputs(copy, folder, error) ||
        !galley_call_read(&copy->call, folder, error))
        return NULL;
    if (g_strv_equal(names, galley_ledger_reader_get_names(copy->rows)))
        go_on(copy);
    return g_steal_pointer(&copy);
}

void
galley_copy_free(GalleyCopy *copy)
{
    for (guint i = 0; i < copy->fds->len; i++)
        close(g_array_index(copy->fds, int, i));
    g_array_unref(copy->fds);
    g_array_unref(copy->ends);
    g_clear_pointer(&copy->rows, galley_ledger_reader_free);
    galley_call_clear(&copy->call);
    g_free(copy);
}

const char *const *
galley_copy_get_plan(const GalleyCopy *copy)
{
    return (const char *const *)copy->call.plan;
}

/* ---- blocks ---- */

static gboolean
is_before(const GalleyLedgerRow *row, const GalleyBlock *block)
{
    return row->frame || row->unit < block->unit ||
           (row->unit == block->unit && row->index < block->index);
}

GalleyResult *
galley_copy_take(GalleyCopy *copy, const GalleyBlock *block)
{
    while (copy->row && is_before(copy->row, block))
        go_on(copy);
    const GalleyLedgerRow *row = copy->row;
    if (!row || row->unit != block->unit || row->index != block->index || row->n_quarantined > 0)
        return NULL;
    GalleyResult *result = galley_result_new(row->seals->len);
    galley_result_add_counts(result, row->books);
    g_array_append_vals(result->seals, row->seals->data, row->seals->len);
    g_array_append_vals(result->from, copy->fds->data, copy->fds->len);
    g_array_append_vals(result->from_at, copy->ends->data, copy->ends->len);
    return result;
}

/* ---- plan ---- */

#define PIPELINE "pipeline-file "
#define INPUT "input-path "

static void
append_path(GString *out, const char *key, const char *path)
{
    g_autofree char *full =
        g_str_equal(path, "-") ? g_strdup(path) : g_canonicalize_filename(path, NULL);
    g_autofree char *escaped = g_strescape(full, NULL);
    g_string_append_printf(out, "%s%s\n", key, escaped);
}

char *
galley_call_print(const char *pipeline, const char *const *inputs, const char *const *plan)
{
    GString *out = g_string_new(NULL);
    append_path(out, PIPELINE, pipeline);
    for (gsize i = 0; inputs[i]; i++)
        append_path(out, INPUT, inputs[i]);
    g_string_append_c(out, '\n');
    for (gsize i = 0; plan[i]; i++)
        g_string_append_printf(out, "%s\n", plan[i]);
    return g_string_free(out, FALSE);
}

static gboolean
read_line(GalleyCall *call, const char *line)
{
    if (g_str_has_prefix(line, PIPELINE))
        call->pipeline = g_strcompress(line + strlen(PIPELINE));
    else if (g_str_has_prefix(line, INPUT))
        g_ptr_array_add(call->inputs, g_strcompress(line + strlen(INPUT)));
    return *line != '\0';
}

gboolean
galley_call_read(GalleyCall *call, const char *folder, GError **error)
{
    g_autofree char *path = g_build_filename(folder, GALLEY_PLAN_NAME, NULL), *text = NULL;
    *call = (GalleyCall){ .inputs = g_ptr_array_new_with_free_func(g_free) };
    if (!g_file_get_contents(path, &text, NULL, NULL)) {
        g_set_error(error, GALLEY_FOLDER_ERROR, GALLEY_FOLDER_ERROR_EXISTS,
                    "%s: there is no " GALLEY_PLAN_NAME ", so it holds no run that is whole",
                    folder);
        return FALSE;
    }
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    guint i = 0;
    while (lines[i] && read_line(call, lines[i]))
        i++;
    g_ptr_array_add(call->inputs, NULL);
    call->plan = g_strdupv(lines + i + (lines[i] != NULL));
    guint n = g_strv_length(call->plan);
    if (n > 0 && *call->plan[n - 1] == '\0')
        g_clear_pointer(&call->plan[n - 1], g_free);
    return TRUE;
}

void
galley_call_clear(GalleyCall *call)
{
    g_clear_pointer(&call->pipeline, g_free);
    g_clear_pointer(&call->inputs, g_ptr_array_unref);
    g_clear_pointer(&call->plan, g_strfreev);
}

char *
galley_call_digest(const char *const *plan)
{
    g_autoptr(GalleyDigest) digest = galley_digest_new();
    for (gsize i = 0; plan[i]; i++) {
        if (g_str_has_prefix(plan[i], GALLEY_PLAN_INPUT))
            continue;
        galley_digest_update(digest, plan[i], strlen(plan[i]));
        galley_digest_update(digest, "\n", 1);
    }
    return galley_digest_get_hex(digest);
}
