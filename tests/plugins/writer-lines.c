/* writer-lines.c: writes id and text of each document; for tests. SPDX-License-Identifier: MIT */
#include <galley/plugin.h>

typedef struct {
    const char *path;
    const char *const *layers;
} Lines;

static const GalleyOption options[] = {
    GALLEY_OPTION_OUTPUT(Lines, path, "lines.txt", "where to write"),
    GALLEY_OPTION_LIST(
        Lines, layers, NULL, NULL, "layers to need; all that there are unless given"),
    GALLEY_OPTION_END,
};

static const GalleyPort needs[] = { GALLEY_LAYER_OPTIONAL("*", "*"), GALLEY_PORT_END };

static gboolean
lines_contract(gconstpointer self, GalleyContract *contract, G_GNUC_UNUSED GError **error)
{
    const Lines *lines = self;
    if (lines->layers)
        galley_contract_drop_need(contract, GALLEY_PORT_LAYER, "*");
    for (gsize i = 0; lines->layers && lines->layers[i]; i++) {
        GalleyPort port = GALLEY_LAYER(lines->layers[i], "*");
        galley_contract_need(contract, &port);
    }
    return TRUE;
}

static gboolean
lines_encode(GalleyDocument *document,
             G_GNUC_UNUSED gpointer worker,
             GString *out,
             G_GNUC_UNUSED GError **error)
{
    guint32 size;
    const char *text = galley_document_get_text(document, &size);
    g_string_append_printf(out, "%s\t", galley_document_get_id(document));
    g_string_append_len(out, text, size);
    g_string_append_c(out, '\n');
    return TRUE;
}

static const GalleyPlugin plugin = {
    GALLEY_PLUGIN_SIZES,
    .kind = GALLEY_KIND_WRITER,
    .name = "lines",
    .version = "1.0.0",
    .summary = "Writes texts as lines.",
    .licence = "MIT",
    .options = options,
    .options_size = sizeof(Lines),
    .needs = needs,
    .contract = lines_contract,
    .encode = lines_encode,
};
GALLEY_PLUGIN_DEFINE(plugin)
