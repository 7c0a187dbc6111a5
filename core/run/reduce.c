/* reduce.c: reducing writers: what goes into their spools, and what comes of it at the end.
 * SPDX-License-Identifier: MIT */
#include <errno.h>
#include <string.h>

#include "run/limit-private.h"
#include "run/memory-private.h"
#include "run/workbench-private.h"

#define OUTPUT_PIECE ((gsize)1 << 20)
#define FINISH_PER 1000 /* documents for each of which `finish` has once what one may take */

/* ---- the spool ---- */

gsize
galley_work_begin_frame(const GalleyWork *work, GString *spool)
{
    const char *id = galley_document_get_id(work->document);
    galley_wire_put_bytes(spool, id, strlen(id));
    galley_wire_put_number(spool, 0); /* the size, until it is known */
    return spool->len;
}

/* ---- on trial ---- */

static void
end_rehearsal(GalleyWork *work, guint writer)
{
    const GalleyStage *stage = g_ptr_array_index(work->pipeline->writers, writer);
    if (work->rehearsals[writer])
        stage->plugin->worker_free(work->rehearsals[writer]);
    work->rehearsals[writer] = NULL;
}

void
galley_work_end_rehearsals(GalleyWork *work)
{
    for (guint i = 0; i < work->pipeline->writers->len; i++)
        end_rehearsal(work, i);
}

/* FALSE with the reducer thrown away. */
static gboolean
try_write(GalleyWork *work, guint writer, const char *bytes, gsize size, GError **error)
{
    const GalleyStage *stage = g_ptr_array_index(work->pipeline->writers, writer);
    if (!work->rehearsals[writer])
        work->rehearsals[writer] = stage->plugin->worker_new(stage->self, error);
    if (work->rehearsals[writer] &&
        stage->plugin->write(work->rehearsals[writer], (const guint8 *)bytes, size, error))
        return TRUE;
    end_rehearsal(work, writer);
    return galley_work_fail_without_reason(error);
}

/* What a writer will reduce at the end of the run is given to it once here, where a document that
 * it fails, or goes down, on can still be kept from all writers. One that it takes by itself is not
 * to blame for what came together before it. */
static gboolean
rehearse(GalleyWork *work, guint writer, const char *bytes, gsize size, GError **error)
{
    gboolean alone = !work->rehearsals[writer];
    g_autoptr(GError) together = NULL;
    return try_write(work, writer, bytes, size, alone ? error : &together) ||
           (!alone && try_write(work, writer, bytes, size, error));
}

gboolean
galley_work_end_frame(GalleyWork *work, guint writer, GString *spool, gsize begin, GError **error)
{
    guint64 size = spool->len - begin;
    memcpy(spool->str + begin - sizeof size, &size, sizeof size);
    return rehearse(work, writer, spool->str + begin, size, error);
}

/* ---- in earnest ---- */

struct GalleyOutput {
    int fd;
    GalleyPack how;
    GString *piece; /* what is not written yet */
};

static gboolean
write_piece(GalleyOutput *output, GError **error)
{
    g_autoptr(GString) packed = g_string_new(NULL);
    galley_pack(output->how, output->piece->str, output->piece->len, packed);
    g_string_truncate(output->piece, 0);
    if (galley_memory_write(output->fd, packed->str, packed->len))
        return TRUE;
    g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(errno), "%s", g_strerror(errno));
    return FALSE;
}

gboolean
galley_output_write(GalleyOutput *output, gconstpointer bytes, gsize size, GError **error)
{
    g_string_append_len(output->piece, bytes, (gssize)size);
    return output->piece->len < OUTPUT_PIECE || write_piece(output, error);
}

/* Whom a death, or an error, is put down to; and it has its own time. */
static void
begin_write(GalleyWork *work, const char *id, gsize n_id)
{
    if (!work->progress)
        return;
    g_snprintf(work->progress->id, sizeof work->progress->id, "%.*s", (int)MIN(n_id, 200), id);
    work->progress->since = g_get_monotonic_time();
    work->progress->ticks = 0;
    work->progress->length = 1;
}

/* The spool is the documents' bytes, each behind its id and its size. */
static gboolean
write_spool(GalleyWork *work,
            const GalleyStage *stage,
            gpointer reducer,
            GalleyWire spool,
            guint64 *n_documents,
            GError **error)
{
    for (; spool.left > 0 && !spool.astray; ++*n_documents) {
        gsize n_id, size;
        const char *id = galley_wire_take_bytes(&spool, &n_id);
        const char *bytes = galley_wire_take_bytes(&spool, &size);
        if (spool.astray)
            break;
        begin_write(work, id, n_id);
        if (stage->plugin->write(reducer, (const guint8 *)bytes, size, error))
            continue;
        galley_work_fail_without_reason(error);
        g_prefix_error(error, "document \"%.*s\": ", (int)n_id, id);
        return FALSE;
    }
    if (spool.astray)
        g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FILE,
                    "its spool is damaged; --overwrite makes it anew");
    return !spool.astray;
}

/* What `finish` has to do grows with the documents, and so does its time. */
static void
begin_finish(GalleyWork *work, guint64 n_documents)
{
    if (!work->progress)
        return;
    begin_write(work, "", 0);
    galley_limit_stretch(work->progress, 1 + n_documents / FINISH_PER);
}

static gboolean
reduce(GalleyWork *work, const GalleyStage *stage, GMappedFile *spool, int fd, GError **error)
{
    guint64 n_documents = 0;
    const GalleyPlugin *plugin = stage->plugin;
    GalleyWire wire = { g_mapped_file_get_contents(spool), g_mapped_file_get_length(spool), FALSE };
    GalleyOutput output = { fd, galley_pack_of(galley_output_name(stage)), g_string_new(NULL) };
    galley_work_begin_step(work, stage->name);
    gpointer reducer = plugin->worker_new(stage->self, error);
    gboolean done = reducer && write_spool(work, stage, reducer, wire, &n_documents, error);
    if (done)
        begin_finish(work, n_documents);
    done = done && plugin->finish(reducer, &output, error) && write_piece(&output, error);
    if (work->progress)
        work->progress->length = 0;
    if (reducer)
        plugin->worker_free(reducer);
    g_string_free(output.piece, TRUE);
    return done;
}

GalleyResult *
galley_work_reduce(GalleyWork *work, guint writer, const char *spool, int fd)
{
    g_autoptr(GError) error = NULL;
    const GalleyStage *stage = g_ptr_array_index(work->pipeline->writers, writer);
    GalleyResult *result = galley_result_new(galley_outputs_count(work->pipeline));
    g_autoptr(GMappedFile) file = g_mapped_file_new(spool, FALSE, &error);
    if (!file || !reduce(work, stage, file, fd, &error))
        result->failure =
            g_strdup_printf("writer \"%s\": %s", stage->name,
                            error ? error->message : "it failed, and did not say why");
    return result;
}
