/* writer-jsonl.c: documents as JSON Lines. SPDX-License-Identifier: MIT */
#include "append.h"
#include "encoder.h"

static const char *const units[] = { "codepoint", "byte", "utf16", NULL };
static const char *const targets[] = { "text", "source", NULL };

static const GalleyOption options[] = {
    GALLEY_OPTION_OUTPUT(Jsonl, path, "documents.jsonl", "file in the run's folder"),
    GALLEY_OPTION_LIST(Jsonl, layers, NULL, NULL, "layers to write; all if not given"),
    GALLEY_OPTION_BOOL(Jsonl, text, "true", "write the text"),
    GALLEY_OPTION_ENUM(
        Jsonl, unit, "codepoint", units, "what offsets count; of the source always bytes"),
    GALLEY_OPTION_ENUM(Jsonl, of, "text", targets, "what offsets point into"),
    GALLEY_OPTION_BOOL(Jsonl, source, "false", "write the bytes as they were read"),
    GALLEY_OPTION_BOOL(Jsonl, alignment, "false", "write how the text leads back to the source"),
    GALLEY_OPTION_INT(Jsonl,
                      decimals,
                      -1,
                      -1,
                      17,
                      "digits",
                      "most digits behind the point; -1: as many as it takes"),
    GALLEY_OPTION_BOOL(Jsonl, metadata, "true", "write the metadata"),
    GALLEY_OPTION_END,
};

static const GalleyPort needs[] = {
    GALLEY_LAYER_OPTIONAL("*", "*"),
    GALLEY_METADATA_OPTIONAL("*", JSON),
    GALLEY_PORT_END,
};

/* ---- contract: the layers that were chosen, and those whose rows are told with them ---- */

static void
need_optional(GalleyContract *contract, const Jsonl *jsonl, const char *name, const char *columns)
{
    GalleyPort port = GALLEY_LAYER_OPTIONAL(name, columns);
    if (!g_strv_contains(jsonl->layers, name))
        galley_contract_need(contract, &port);
}

static void
need_chosen(GalleyContract *contract, const Jsonl *jsonl)
{
    galley_contract_drop_need(contract, GALLEY_PORT_LAYER, "*");
    for (const char *const *name = jsonl->layers; *name != NULL; name++) {
        GalleyPort port = GALLEY_LAYER(*name, "*");
        galley_contract_need(contract, &port);
    }
    if (g_strv_contains(jsonl->layers, "quotation")) {
        need_optional(contract, jsonl, "quotation_part", "quotation");
        need_optional(contract, jsonl, "entity", "name");
    }
}

static gboolean
jsonl_contract(gconstpointer self, GalleyContract *contract, GError **error)
{
    const Jsonl *jsonl = self;
    if (jsonl->of == OF_SOURCE && jsonl->unit == UNIT_UTF16) {
        g_set_error_literal(
            error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_OPTION,
            "offsets of the source count bytes: \"unit: utf16\" does not go with \"of: source\"");
        return FALSE;
    }
    if (jsonl->layers != NULL)
        need_chosen(contract, jsonl);
    if (!jsonl->metadata)
        galley_contract_drop_need(contract, GALLEY_PORT_METADATA, "*");
    return TRUE;
}

/* ---- worker ---- */

/* A layer with the key it is written under. */
typedef struct {
    const char *name;
    const GalleyLayer *layer;
    guint rank; /* of its layout among the standard ones; others come after them */
} Chosen;

static gpointer
jsonl_worker_new(gconstpointer self, G_GNUC_UNUSED GError **error)
{
    Encoder *encoder = g_new0(Encoder, 1);
    encoder->jsonl = self;
    encoder->layers = g_array_new(FALSE, FALSE, sizeof(Chosen));
    encoder->columns = encode_columns_new();
    encoder->keys = g_string_new(NULL);
    encoder->prose = g_string_new(NULL);
    return encoder;
}

static void
jsonl_worker_free(gpointer worker)
{
    Encoder *encoder = worker;
    units_clear(&encoder->units);
    g_array_unref(encoder->layers);
    g_array_unref(encoder->columns);
    g_string_free(encoder->keys, TRUE);
    g_string_free(encoder->prose, TRUE);
    g_free(encoder);
}

/* ---- choosing layers ---- */

static const char *
layout_name(const GalleyLayer *layer)
{
    return galley_layer_get_layout(layer)->name;
}

static guint
rank_of(const GalleyLayer *layer)
{
    guint rank = 0;
    const GalleyLayout *const *standard = galley_standard_list();
    while (standard[rank] != NULL && !g_str_equal(standard[rank]->name, layout_name(layer)))
        rank++;
    return rank;
}

/* The key that a layer is written under. */
static const char *
key_of(const GalleyLayer *layer)
{
    return galley_layer_get_name(layer);
}

/* Keeps the order of the standard layers, and the plan's among others. */
static void
choose(Encoder *encoder, const char *name, const GalleyLayer *layer)
{
    Chosen chosen = { name, layer, rank_of(layer) };
    guint at = encoder->layers->len;
    while (at > 0 && g_array_index(encoder->layers, Chosen, at - 1).rank > chosen.rank)
        at--;
    g_array_insert_val(encoder->layers, at, chosen);
}

static void
choose_all(Encoder *encoder)
{
    for (const GalleyLayer *const *layer = galley_document_get_layers(encoder->document);
         *layer != NULL; layer++)
        if (!g_str_equal(layout_name(*layer), "quotation_part")) /* folded into its quotation */
            choose(encoder, key_of(*layer), *layer);
}

static void
choose_listed(Encoder *encoder)
{
    for (const char *const *name = encoder->jsonl->layers; *name != NULL; name++) {
        const GalleyLayer *layer = galley_document_get_layer(encoder->document, *name);
        if (layer != NULL)
            choose(encoder, *name, layer);
    }
}

/* The first layer that looks like the standard one of that name, whatever the pipeline calls it. */
static const GalleyLayer *
find_layer(const GalleyDocument *document, const char *name)
{
    const GalleyLayer *const *layer = galley_document_get_layers(document);
    while (*layer != NULL && !g_str_equal(layout_name(*layer), name))
        layer++;
    return *layer;
}

/* ---- a document becomes a line ---- */

static void
begin_document(Encoder *encoder, GalleyDocument *document)
{
    guint32 size;
    encoder->document = document;
    encoder->text = galley_document_get_text(document, &size);
    units_index(&encoder->units,
                encoder->jsonl->of == OF_SOURCE ? UNIT_BYTE : (Unit)encoder->jsonl->unit,
                encoder->text, size);
    encoder->parts = parts_index(document, find_layer(document, "quotation"),
                                 find_layer(document, "quotation_part"));
    encoder->entities = find_layer(document, "entity");
    g_array_set_size(encoder->layers, 0);
    if (encoder->jsonl->layers != NULL)
        choose_listed(encoder);
    else
        choose_all(encoder);
}

static void
put_head(const Encoder *encoder, GString *out)
{
    const Jsonl *jsonl = encoder->jsonl;
    const char *id = galley_document_get_id(encoder->document);
    APPEND(out, "{\"galley\":1,\"id\":");
    galley_append_json_string(out, id, strlen(id));
    if (jsonl->metadata) {
        APPEND(out, ",\"metadata\":");
        encode_metadata(encoder->document, out);
    }
    g_string_append_printf(out,
                           ",\"offsets\":{\"unit\":\"%s\",\"of\":\"%s\",\"removed\":{\"unit\":"
                           "\"byte\",\"of\":\"source\"}}",
                           units[jsonl->of == OF_SOURCE ? UNIT_BYTE : jsonl->unit],
                           targets[jsonl->of]);
}

static void
put_texts(const Encoder *encoder, GString *out)
{
    guint32 size;
    const char *text = galley_document_get_text(encoder->document, &size);
    if (encoder->jsonl->text) {
        APPEND(out, ",\"text\":");
        galley_append_json_string(out, text, size);
    }
    if (encoder->jsonl->source) {
        APPEND(out, ",\"source\":");
        encode_source(encoder->document, out);
    }
    if (encoder->jsonl->alignment) {
        APPEND(out, ",\"alignment\":");
        encode_alignment(encoder->document, out);
    }
}

static void
put_layers(Encoder *encoder, GString *out)
{
    APPEND(out, ",\"layers\":{");
    for (guint i = 0; i < encoder->layers->len; i++) {
        const Chosen *chosen = &g_array_index(encoder->layers, Chosen, i);
        append(out, ",", i > 0);
        galley_append_json_string(out, chosen->name, strlen(chosen->name));
        APPEND(out, ":");
        encode_layer(encoder, chosen->layer, out);
    }
    APPEND(out, "}");
}

static gboolean
jsonl_encode(GalleyDocument *document, gpointer worker, GString *out, G_GNUC_UNUSED GError **error)
{
    Encoder *encoder = worker;
    begin_document(encoder, document);
    put_head(encoder, out);
    put_texts(encoder, out);
    put_layers(encoder, out);
    APPEND(out, "}\n");
    return TRUE;
}

static const GalleyPlugin plugin = {
    GALLEY_PLUGIN_SIZES,
    .kind = GALLEY_KIND_WRITER,
    .name = "jsonl",
    .version = "0.1.0",
    .revision = 1,
    .summary = "JSON Lines: an object a document, with its layers",
    .authors = "The galley authors",
    .licence = "MIT",
    .options = options,
    .options_size = sizeof(Jsonl),
    .needs = needs,
    .contract = jsonl_contract,
    .worker_new = jsonl_worker_new,
    .encode = jsonl_encode,
    .worker_free = jsonl_worker_free,
};

GALLEY_PLUGIN_DEFINE(plugin)
