/* needy.c: needs what its options say, and counts the rows it finds; for tests.
 * SPDX-License-Identifier: MIT */
#include <galley/plugin.h>

typedef struct {
    const char *layer;
    const char *columns;
    const char *optional;
    const char *key;
    gint64 size;
} Needy;

static const GalleyOption options[] = {
    GALLEY_OPTION_STRING(Needy, layer, "example.org/mark", "a layer to need"),
    GALLEY_OPTION_STRING(Needy, columns, NULL, "columns of it"),
    GALLEY_OPTION_STRING(Needy, optional, NULL, "a layer that may be missing"),
    GALLEY_OPTION_STRING(Needy, key, NULL, "a metadata key to need"),
    GALLEY_OPTION_(INT, Needy, size, NULL, 1, 5, NULL, NULL, GALLEY_OPTION_REQUIRED, "any size"),
    GALLEY_OPTION_END,
};

static gboolean
needy_contract(gconstpointer self, GalleyContract *contract, GError **error)
{
    const Needy *needy = self;
    GalleyPort layer = { .name = needy->layer,
                         .kind = GALLEY_PORT_LAYER,
                         .columns = needy->columns };
    GalleyPort optional = GALLEY_LAYER_OPTIONAL(needy->optional, "*");
    GalleyPort key = GALLEY_METADATA(needy->key, TEXT);
    if (needy->size == 5) {
        g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FAILED,
                    "a size of 5 fits nothing");
        return FALSE;
    }
    galley_contract_need(contract, &layer);
    if (needy->optional)
        galley_contract_need(contract, &optional);
    if (needy->key)
        galley_contract_need(contract, &key);
    return TRUE;
}

static GalleyStatus
needy_process(GalleyDocument *document, gpointer worker, G_GNUC_UNUSED GError **error)
{
    const Needy *self = worker;
    const GalleyLayer *layer = galley_document_get_layer(document, self->layer);
    galley_document_count(document, "rows", layer ? (gint64)galley_layer_get_n_rows(layer) : -1);
    return GALLEY_OK;
}

static const GalleyPlugin plugin = {
    GALLEY_PLUGIN_SIZES,
    .kind = GALLEY_KIND_PROCESSOR,
    .name = "needy",
    .version = "1.0.0",
    .revision = 1,
    .summary = "Needs a layer.",
    .licence = "MIT",
    .options = options,
    .options_size = sizeof(Needy),
    .contract = needy_contract,
    .process = needy_process,
};
GALLEY_PLUGIN_DEFINE(plugin)
