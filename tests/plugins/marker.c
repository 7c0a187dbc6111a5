/* marker.c: gives a layer of its own, and has an option of each type; for tests.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include <galley/plugin.h>

typedef struct {
    gboolean strict;
    gint64 least;
    double share;
    guint64 window;
    gint64 pause;
    const char *marks;
    gint style;
    const char *pattern;
    const char *words;
    const char *const *kinds;
    const char *const *labels;
    const char *fails;
} Marker;

static const char *const styles[] = { "plain", "bold", NULL };
static const char *const kinds_known[] = { "vowel", "consonant", NULL };
static const char *const letters[] = { "vowel", "consonant", NULL };

static const GalleyOption options[] = {
    GALLEY_OPTION_BOOL(Marker, strict, "false", "whether to be strict"),
    GALLEY_OPTION_INT(Marker, least, 3, 0, 9, "letters", "how many letters at least"),
    GALLEY_OPTION_DOUBLE(Marker, share, 0.5, 0, 1, NULL, "what share"),
    GALLEY_OPTION_SIZE(Marker, window, "64KiB", "how far to look"),
    GALLEY_OPTION_(DURATION, Marker, pause, "30s", 0, 0, NULL, NULL, 0, "how long to wait"),
    GALLEY_OPTION_STRING(Marker, marks, "aeiou", "which letters are marked"),
    GALLEY_OPTION_ENUM(Marker, style, "plain", styles, "how marks look"),
    GALLEY_OPTION_(REGEX, Marker, pattern, NULL, 0, 0, NULL, NULL, 0, "what to look for"),
    GALLEY_OPTION_PATH(Marker, words, NULL, "a list of words"),
    GALLEY_OPTION_LIST(Marker, kinds, "vowel", kinds_known, "kinds of letters"),
    GALLEY_OPTION_(MAP, Marker, labels, NULL, 0, 0, NULL, NULL, 0, "kind to label"),
    GALLEY_OPTION_STRING(Marker, fails, NULL, "documents with this text in them are an error"),
    GALLEY_OPTION_END,
};

enum { MARK_KIND, MARK_PREVIOUS, MARK_WEIGHT };

static const GalleyColumn columns[] = {
    { "kind", GALLEY_TYPE_CATEGORY, letters, NULL, "vowel or consonant" },
    { "previous", GALLEY_TYPE_ROW, NULL, "example.org/mark", "the mark before" },
    { "weight", GALLEY_TYPE_DOUBLE, NULL, NULL, "never filled" },
    { NULL, 0, NULL, NULL, NULL },
};
static const GalleyLayout layout = { .name = "example.org/mark",
                                     .columns = columns,
                                     .help = "marked letters" };

static const GalleyPort gives[] = {
    GALLEY_LAYER_OWN("example.org/mark", &layout, "kind previous"),
    GALLEY_METADATA("marks", INT64),
    GALLEY_PORT_END,
};

static GalleyStatus
marker_process(GalleyDocument *document, gpointer worker, GError **error)
{
    const Marker *self = worker;
    guint32 size, row = GALLEY_NO_ROW;
    const char *text = galley_document_get_text(document, &size);
    GalleyLayer *marks = galley_document_add_layer(document, "example.org/mark");
    for (guint32 i = 0; i < size; i++) {
        if (!text[i] || !strchr(self->marks, g_ascii_tolower(text[i])))
            continue;
        guint32 next = galley_layer_add(marks, i, i + 1);
        galley_layer_set_category(marks, MARK_KIND, next, 0);
        if (row != GALLEY_NO_ROW)
            galley_layer_set_row(marks, MARK_PREVIOUS, next, row);
        row = next;
    }
    galley_document_set_metadata_int64(document, "marks",
                                       row == GALLEY_NO_ROW ? 0 : (gint64)row + 1);
    if (!self->fails || !strstr(text, self->fails))
        return GALLEY_OK;
    g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_DATA, "it says \"%s\"",
                self->fails);
    return GALLEY_ERROR;
}

static const GalleyPlugin plugin = {
    GALLEY_PLUGIN_SIZES,
    .kind = GALLEY_KIND_PROCESSOR,
    .name = "marker",
    .version = "1.0.0",
    .revision = 1,
    .summary = "Marks letters.",
    .licence = "MIT",
    .options = options,
    .options_size = sizeof(Marker),
    .gives = gives,
    .process = marker_process,
};
GALLEY_PLUGIN_DEFINE(plugin)
