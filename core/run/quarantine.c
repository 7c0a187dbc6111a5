/* quarantine.c: one line of JSON for each document that failed. SPDX-License-Identifier: MIT */
#include "run/quarantine-private.h"

#include <string.h>

#include <galley/format.h>
#include <galley/unicode.h>

#include "run/digest-private.h"

#define RECORD_MOST ((gsize)1 << 20)

static const struct {
    int code;
    const char *kind;
} plugin_kinds[] = {
    { GALLEY_PLUGIN_ERROR_DATA, "data" },
    { GALLEY_PLUGIN_ERROR_FILE, "file" },
    { GALLEY_PLUGIN_ERROR_LIMIT, "limit" },
};

const char *
galley_quarantine_kind(const GError *error)
{
    if (error->domain == GALLEY_DOCUMENT_ERROR)
        return error->code == GALLEY_DOCUMENT_ERROR_CONTRACT ? "contract" : "limit";
    for (gsize i = 0; error->domain == GALLEY_PLUGIN_ERROR && i < G_N_ELEMENTS(plugin_kinds); i++)
        if (plugin_kinds[i].code == error->code)
            return plugin_kinds[i].kind;
    return "error";
}

static void
append_member(GString *out, const char *key, const char *text)
{
    g_string_append_printf(out, ",\"%s\":", key);
    galley_append_json_string(out, text, strlen(text));
}

static void
append_number(GString *out, const char *key, guint64 number)
{
    g_string_append_printf(out, ",\"%s\":%" G_GUINT64_FORMAT, key, number);
}

static void
append_digest(GString *out, const GalleyRecord *record)
{
    g_autoptr(GalleyDigest) digest = galley_digest_new();
    galley_digest_update(digest, record->bytes, record->n_bytes);
    g_autofree char *hex = galley_digest_get_hex(digest);
    append_member(out, "sha256", hex);
}

static void
append_record(GString *out, const GalleyRecord *record)
{
    if (record->n_bytes > RECORD_MOST) {
        append_digest(out, record);
    } else if (galley_utf8_validate(record->bytes, record->n_bytes, NULL)) {
        g_string_append(out, ",\"record\":");
        galley_append_json_string(out, (const char *)record->bytes, record->n_bytes);
    } else {
        g_autofree char *coded = g_base64_encode(record->bytes, record->n_bytes);
        append_member(out, "record_base64", coded);
    }
}

void
galley_quarantine_append(GString *out,
                         const char *id,
                         const GalleyRecord *record,
                         const char *step,
                         const GError *error,
                         const char *sha256)
{
    g_autofree char *message = g_utf8_make_valid(error->message, -1);
    g_string_append(out, "{\"galley\":1");
    append_member(out, "id", id);
    append_member(out, "input", record->input);
    if (record->member)
        append_member(out, "member", record->member);
    append_number(out, "offset", record->offset);
    if (record->line > 0)
        append_number(out, "line", record->line);
    append_number(out, "length", record->n_bytes);
    append_member(out, "step", step);
    append_member(out, "kind", galley_quarantine_kind(error));
    append_member(out, "error", message);
    if (sha256)
        append_member(out, "sha256", sha256);
    else if (record->bytes)
        append_record(out, record);
    g_string_append(out, "}\n");
}
