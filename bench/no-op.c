/* no-op.c: a processor that does nothing, to see what a step costs. SPDX-License-Identifier: MIT */
#include <galley/plugin.h>

static GalleyStatus
no_op_process(G_GNUC_UNUSED GalleyDocument *document,
              G_GNUC_UNUSED gpointer worker,
              G_GNUC_UNUSED GError **error)
{
    return GALLEY_OK;
}

static const GalleyPlugin plugin = {
    GALLEY_PLUGIN_SIZES,
    .kind = GALLEY_KIND_PROCESSOR,
    .name = "no-op",
    .version = "1.0.0",
    .summary = "does nothing",
    .licence = "MIT",
    .process = no_op_process,
};

GALLEY_PLUGIN_DEFINE(plugin)
