/* manifest.c: a run in one JSON file, written last. SPDX-License-Identifier: MIT */
#include <string.h>

#include <galley/format.h>
#include <galley/version.h>

#include "run/expect-private.h"
#include "run/run-private.h"
#include "run/work-private.h"

static void
append_text(GString *out, const char *key, const char *text)
{
    g_string_append_printf(out, "\"%s\":", key);
    galley_append_json_string(out, text, strlen(text));
}

static void
append_stage(GString *out, const GalleyStage *stage)
{
    g_string_append_c(out, '{');
    append_text(out, "name", stage->name);
    g_string_append_c(out, ',');
    append_text(out, "plugin", stage->plugin->name);
    g_string_append_c(out, ',');
    append_text(out, "version", stage->plugin->version);
    g_string_append_printf(out, ",\"revision\":%u}", stage->plugin->revision);
}

static void
append_stages(GString *out, const char *key, const GPtrArray *stages)
{
    g_string_append_printf(out, ",\"%s\":[", key);
    for (guint i = 0; i < stages->len; i++) {
        if (i > 0)
            g_string_append_c(out, ',');
        append_stage(out, g_ptr_array_index(stages, i));
    }
    g_string_append_c(out, ']');
}

static gboolean
stage_reduces(const GalleyPipeline *pipeline, guint writer)
{
    const GalleyStage *stage =
        writer < pipeline->writers->len ? g_ptr_array_index(pipeline->writers, writer) : NULL;
    return stage && stage->plugin->write != NULL;
}

/* `blocks` is the root over the blocks' digests, and so of the bytes before they were compressed. */
static void
append_outputs(GString *out,
               const GalleyPipeline *pipeline,
               const GalleyFolder *folder,
               const GalleyLedger *ledger)
{
    const GPtrArray *files = galley_folder_list(folder);
    g_string_append(out, ",\"outputs\":[");
    for (guint i = 0; i < files->len; i++) {
        const GalleyFile *file = g_ptr_array_index(files, i);
        const char *digest = galley_file_get_digest(file);
        if (!digest) /* SHA256SUMS itself, and the manifest */
            break;
        g_string_append(out, i > 0 ? ",{" : "{");
        append_text(out, "path", galley_file_get_name(file));
        g_string_append_printf(out, ",\"bytes\":%" G_GUINT64_FORMAT ",\"sha256\":\"%s\"",
                               galley_file_get_size(file), digest);
        if (i < galley_outputs_count(pipeline) && !stage_reduces(pipeline, i)) {
            g_autofree char *root = galley_ledger_get_root(ledger, i);
            g_string_append_printf(out, ",\"blocks\":\"%s\"", root);
        }
        g_string_append_c(out, '}');
    }
    g_string_append_c(out, ']');
}

void
galley_manifest_append(GString *out,
                       const GalleyPipeline *pipeline,
                       const GalleyRunSettings *settings,
                       const GalleyBooks *books,
                       const GalleyFolder *folder,
                       const GalleyLedger *ledger,
                       const char *plan,
                       const char *retried)
{
    g_string_append(out, "{\"galley\":1,");
    append_text(out, "version", galley_version());
    g_string_append_c(out, ',');
    append_text(out, "plan", plan);
    g_string_append_c(out, ',');
    if (retried) {
        g_string_append(out, "\"retries\":{");
        append_text(out, "plan", retried);
        g_string_append(out, "},");
    }
    append_text(out, "pipeline", pipeline->name);
    append_stages(out, "readers", pipeline->readers);
    append_stages(out, "steps", pipeline->steps);
    append_stages(out, "writers", pipeline->writers);
    if (settings->limit > 0)
        g_string_append_printf(out, ",\"partial\":{\"limit\":%" G_GINT64_FORMAT "}",
                               settings->limit);
    if (settings->sample > 0)
        g_string_append_printf(out, ",\"partial\":{\"sample\":%" G_GINT64_FORMAT "}",
                               settings->sample);
    g_string_append(out, ",\"books\":");
    galley_books_append_json(books, out);
    if (pipeline->expectations->len > 0 && settings->limit == 0 && settings->sample == 0) {
        g_string_append(out, ",\"missed_expectations\":");
        galley_expect_append_json(out, pipeline->expectations, books);
    }
    append_outputs(out, pipeline, folder, ledger);
    g_string_append(out, "}\n");
}
