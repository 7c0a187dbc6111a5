/* upcase.c: edits the text to upper-case ASCII letters; for tests. SPDX-License-Identifier: MIT */
#include <string.h>

#include <galley/plugin.h>

typedef struct {
    const char *fails; /* on documents with this in them */
    const char *drops;
} Upcase;

static const GalleyOption options[] = {
    GALLEY_OPTION_STRING(Upcase, fails, NULL, "documents with this text in them are an error"),
    GALLEY_OPTION_STRING(Upcase, drops, NULL, "documents with this text in them are dropped"),
    GALLEY_OPTION_END,
};

static const GalleyPort gives[] = { GALLEY_EDITS_TEXT, GALLEY_PORT_END };

static GalleyStatus
upcase_process(GalleyDocument *document, gpointer worker, GError **error)
{
    const Upcase *self = worker;
    guint32 size;
    const char *text = galley_document_get_text(document, &size);
    for (guint32 i = 0; i < size; i++) {
        char upper = g_ascii_toupper(text[i]);
        if (upper != text[i])
            galley_document_edit(document, i, i + 1, &upper, 1, "case");
    }
    if (self->fails && strstr(text, self->fails)) {
        g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_DATA, "it says \"%s\"",
                    self->fails);
        return GALLEY_ERROR;
    }
    if (self->drops && strstr(text, self->drops))
        return galley_document_drop(document, "not wanted");
    return GALLEY_OK;
}

static const GalleyPlugin plugin = {
    GALLEY_PLUGIN_SIZES,
    .kind = GALLEY_KIND_PROCESSOR,
    .name = "upcase",
    .version = "1.0.0",
    .revision = 1,
    .summary = "Makes ASCII letters upper case.",
    .licence = "MIT",
    .options = options,
    .options_size = sizeof(Upcase),
    .gives = gives,
    .process = upcase_process,
};
GALLEY_PLUGIN_DEFINE(plugin)
