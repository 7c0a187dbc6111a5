/* annotate.c: a step for tests that adds the rows its options spell out.
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include <galley/galley.h>

/*
 * A row is written "LAYER BEGIN-END COLUMN=VALUE ...": offsets in bytes, spans as B-E, rows and
 * categories
 * as numbers, bools as 0 or 1; in a text '_' stands for a blank.
 */
typedef struct {
    const char *const *rows;
    const char *const *cuts; /* edits, before any rows: "BEGIN-END REASON" */
} Annotate;

static const GalleyOption options[] = {
    GALLEY_OPTION_LIST(Annotate, rows, NULL, NULL, "rows to add"),
    GALLEY_OPTION_LIST(Annotate, cuts, NULL, NULL, "stretches to take out"),
    GALLEY_OPTION_END,
};

static const char *const strengths[] = { "weak", "strong", NULL };
static const GalleyColumn topic_columns[] = {
    { "label", GALLEY_TYPE_TEXT, NULL, NULL, "name of the topic" },
    { "strength", GALLEY_TYPE_CATEGORY, strengths, NULL, "how sure" },
    { "share", GALLEY_TYPE_DOUBLE, NULL, NULL, "0 to 1" },
    { "rank", GALLEY_TYPE_INT64, NULL, NULL, "from 1" },
    { "main", GALLEY_TYPE_BOOL, NULL, NULL, "the document's topic" },
    { "word", GALLEY_TYPE_SPAN, NULL, NULL, "the word that tells it" },
    { "token", GALLEY_TYPE_ROW, NULL, "token", "its token" },
    { NULL, 0, NULL, NULL, NULL },
};
static const GalleyLayout topic = { "example.org/topic", topic_columns, "what it is about", 0 };

static const GalleyLayout *
find_layout(const char *name)
{
    return g_str_equal(name, topic.name) ? &topic : galley_standard_find_layout(name);
}

/* ---- contract: the layers and columns of the rows ---- */

static void
give(GalleyContract *contract, const char *const *rows, const char *layer)
{
    g_autoptr(GString) columns = g_string_new(NULL);
    for (const char *const *row = rows; *row != NULL; row++) {
        g_auto(GStrv) words = g_strsplit(*row, " ", -1);
        for (guint i = 2; g_str_equal(words[0], layer) && words[i] != NULL; i++) {
            *strchr(words[i], '=') = '\0';
            if (strstr(columns->str, words[i]) == NULL)
                g_string_append_printf(columns, "%s%s", columns->len > 0 ? " " : "", words[i]);
        }
    }
    GalleyPort port = GALLEY_LAYER(layer, columns->str);
    port.layout = find_layout(layer) == &topic ? &topic : NULL;
    galley_contract_give(contract, &port);
}

static gboolean
annotate_contract(gconstpointer self, GalleyContract *contract, G_GNUC_UNUSED GError **error)
{
    const Annotate *annotate = self;
    static const GalleyPort edits = GALLEY_EDITS_TEXT;
    if (annotate->cuts != NULL)
        galley_contract_give(contract, &edits);
    for (const char *const *row = annotate->rows; row != NULL && *row != NULL; row++) {
        g_autofree char *layer = g_strndup(*row, strcspn(*row, " "));
        give(contract, annotate->rows, layer);
    }
    return TRUE;
}

/* ---- process ---- */

static void
parse_span(const char *written, guint32 *begin, guint32 *end)
{
    char *rest;
    *begin = (guint32)strtoul(written, &rest, 10);
    *end = (guint32)strtoul(rest + 1, NULL, 10);
}

static void
set_column(
    GalleyLayer *layer, const GalleyColumn *columns, guint32 row, const char *name, char *value)
{
    guint32 begin, end;
    guint column = 0;
    while (!g_str_equal(columns[column].name, name))
        column++;
    switch (columns[column].type) {
    case GALLEY_TYPE_INT64:
        galley_layer_set_int64(layer, column, row, g_ascii_strtoll(value, NULL, 10));
        break;
    case GALLEY_TYPE_DOUBLE:
        galley_layer_set_double(layer, column, row, g_ascii_strtod(value, NULL));
        break;
    case GALLEY_TYPE_BOOL:
        galley_layer_set_bool(layer, column, row, *value == '1');
        break;
    case GALLEY_TYPE_CATEGORY:
        galley_layer_set_category(layer, column, row, (guint)g_ascii_strtoull(value, NULL, 10));
        break;
    case GALLEY_TYPE_ROW:
        galley_layer_set_row(layer, column, row, (guint32)g_ascii_strtoull(value, NULL, 10));
        break;
    case GALLEY_TYPE_SPAN:
        parse_span(value, &begin, &end);
        galley_layer_set_span(layer, column, row, begin, end);
        break;
    default:
        galley_layer_set_text(layer, column, row, g_strdelimit(value, "_", ' '), -1);
    }
}

static void
add_row(GalleyDocument *document, const char *written)
{
    guint32 begin, end;
    g_auto(GStrv) words = g_strsplit(written, " ", -1);
    GalleyLayer *layer = galley_document_add_layer(document, words[0]);
    parse_span(words[1], &begin, &end);
    guint32 row = galley_layer_add(layer, begin, end);
    for (guint i = 2; words[i] != NULL; i++) {
        char *value = strchr(words[i], '=');
        *value++ = '\0';
        set_column(layer, find_layout(words[0])->columns, row, words[i], value);
    }
}

static GalleyStatus
annotate_process(GalleyDocument *document, gpointer worker, G_GNUC_UNUSED GError **error)
{
    guint32 begin, end;
    const Annotate *annotate = worker;
    for (const char *const *cut = annotate->cuts; cut != NULL && *cut != NULL; cut++) {
        parse_span(*cut, &begin, &end);
        galley_document_edit(document, begin, end, NULL, 0, strchr(*cut, ' ') + 1);
    }
    for (const char *const *row = annotate->rows; row != NULL && *row != NULL; row++)
        add_row(document, *row);
    return GALLEY_OK;
}

static const GalleyPlugin plugin = {
    GALLEY_PLUGIN_SIZES,
    .kind = GALLEY_KIND_PROCESSOR,
    .name = "annotate",
    .version = "0.1.0",
    .revision = 1,
    .summary = "adds the rows its options spell out; for tests",
    .authors = "The galley authors",
    .licence = "MIT",
    .options = options,
    .options_size = sizeof(Annotate),
    .contract = annotate_contract,
    .process = annotate_process,
};

GALLEY_PLUGIN_DEFINE(plugin)
