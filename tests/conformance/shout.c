/* shout.c: ASCII letters in capitals: the smallest plugin that does something.
 * SPDX-License-Identifier: MIT */
#include <galley/plugin.h>

static GalleyStatus
shout_process(GalleyDocument *document, gpointer worker, GError **error)
{
    guint32 size;
    const char *text = galley_document_get_text(document, &size);
    (void)worker;
    (void)error;
    for (guint32 i = 0; i < size; i++)
        if (g_ascii_islower(text[i])) {
            char upper = g_ascii_toupper(text[i]);
            galley_document_edit(document, i, i + 1, &upper, 1, NULL);
        }
    return GALLEY_OK;
}

static const GalleyPort gives[] = { GALLEY_EDITS_TEXT, GALLEY_PORT_END };

static const GalleyPlugin plugin = {
    GALLEY_PLUGIN_SIZES,
    .kind = GALLEY_KIND_PROCESSOR,
    .name = "shout",
    .version = "1.0.0",
    .summary = "writes ASCII letters in capitals",
    .licence = "MIT",
    .gives = gives,
    .process = shout_process,
};

GALLEY_PLUGIN_DEFINE(plugin)
