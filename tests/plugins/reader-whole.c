/* reader-whole.c: an input is one document; gives a metadata key and a layer; for tests.
 * SPDX-License-Identifier: MIT */
#include <galley/plugin.h>

typedef struct {
    const char *encoding;
} Whole;

static const GalleyOption options[] = {
    GALLEY_OPTION_(STRING,
                   Whole,
                   encoding,
                   NULL,
                   0,
                   0,
                   NULL,
                   NULL,
                   GALLEY_OPTION_REQUIRED,
                   "how bytes are text"),
    GALLEY_OPTION_END,
};

static const GalleyPort gives[] = {
    GALLEY_LAYER("paragraph", "kind"),
    GALLEY_METADATA("bytes", INT64),
    GALLEY_PORT_END,
};

static gsize
whole_seek_record(G_GNUC_UNUSED gconstpointer self,
                  G_GNUC_UNUSED const guint8 *bytes,
                  G_GNUC_UNUSED gsize size,
                  G_GNUC_UNUSED gsize from)
{
    return GALLEY_SEEK_NONE;
}

static GalleyStatus
whole_parse(const GalleyRecord *record,
            GalleyDocument *document,
            G_GNUC_UNUSED gpointer worker,
            GError **error)
{
    galley_document_set_metadata_int64(document, "bytes", (gint64)record->n_bytes);
    galley_document_add_layer(document, "paragraph");
    return galley_document_set_source(document, record->bytes, record->n_bytes,
                                      galley_encoding_find("utf-8"), error)
               ? GALLEY_OK
               : GALLEY_ERROR;
}

static const GalleyPlugin plugin = {
    GALLEY_PLUGIN_SIZES,
    .kind = GALLEY_KIND_READER,
    .name = "whole",
    .version = "1.0.0",
    .summary = "Reads an input as one document.",
    .licence = "MIT",
    .options = options,
    .options_size = sizeof(Whole),
    .gives = gives,
    .seek_record = whole_seek_record,
    .parse = whole_parse,
};
GALLEY_PLUGIN_DEFINE(plugin)
