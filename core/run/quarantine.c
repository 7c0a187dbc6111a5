/* quarantine.c: one line of JSON for each document that failed. SPDX-License-Identifier: MIT */
#include "run/quarantine-private.h"

#include <string.h>

#include <galley/format.h>
#include <galley/unicode.h>

#include "run/digest-private.h"
#include "run/stretch-private.h"

#define MESSAGE_MOST 2000 /* bytes of an error's message */

G_DEFINE_QUARK(galley_crash, galley_crash)

/* A word for an error's kind, by domain and code. */
static const char *
kind_of(const GError *error)
{
    const struct {
        GQuark domain;
        int code;
        const char *kind;
    } kinds[] = {
        { GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_DATA, "data" },
        { GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FILE, "file" },
        { GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_LIMIT, "limit" },
        { GALLEY_DOCUMENT_ERROR, GALLEY_DOCUMENT_ERROR_CONTRACT, "contract" },
        { GALLEY_DOCUMENT_ERROR, GALLEY_DOCUMENT_ERROR_TOO_LARGE, "limit" },
        { GALLEY_CRASH, GALLEY_CRASH_SIGNAL, "crash" },
        { GALLEY_CRASH, GALLEY_CRASH_EXIT, "exit" },
        { GALLEY_CRASH, GALLEY_CRASH_TIMEOUT, "timeout" },
        { GALLEY_CRASH, GALLEY_CRASH_MEMORY, "memory" },
        { GALLEY_CRASH, GALLEY_CRASH_MESSAGE, "message" },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (g_error_matches(error, kinds[i].domain, kinds[i].code))
            return kinds[i].kind;
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
    if (record->n_bytes > GALLEY_STRETCH_KEPT) {
        append_digest(out, record);
    } else if (galley_utf8_validate(record->bytes, record->n_bytes, NULL)) {
        g_string_append(out, ",\"record\":");
        galley_append_json_string(out, (const char *)record->bytes, record->n_bytes);
    } else {
        g_autofree char *coded = g_base64_encode(record->bytes, record->n_bytes);
        append_member(out, "record_base64", coded);
    }
}

/* What a plugin says, and a file's bytes in it, may be of any length and steer a terminal. */
static char *
message_of(const GError *error)
{
    g_autofree char *said = g_strndup(error->message, MESSAGE_MOST);
    g_autofree char *valid = g_utf8_make_valid(said, -1);
    char *message = g_strconcat(valid, strlen(error->message) > MESSAGE_MOST ? "..." : "", NULL);
    for (char *c = message; *c; c++)
        if (g_ascii_iscntrl(*c))
            *c = ' ';
    return message;
}

static char *
head_of(const char *id, const GalleyRecord *record)
{
    GString *out = g_string_new("{\"galley\":1");
    append_member(out, "id", id);
    append_member(out, "input", record->input);
    if (record->member)
        append_member(out, "member", record->member);
    append_number(out, "offset", record->offset);
    return g_string_free(out, FALSE);
}

static char *
tail_of(const GalleyRecord *record, const char *step, const GError *error, const char *sha256)
{
    GString *out = g_string_new(NULL);
    g_autofree char *message = message_of(error);
    append_number(out, "length", record->n_bytes);
    append_member(out, "step", step);
    append_member(out, "kind", kind_of(error));
    append_member(out, "error", message);
    if (sha256)
        append_member(out, "sha256", sha256);
    else if (record->bytes)
        append_record(out, record);
    g_string_append(out, "}\n");
    return g_string_free(out, FALSE);
}

void
galley_quarantine_note(GalleyBad *bad,
                       const char *id,
                       const GalleyRecord *record,
                       const char *step,
                       const GError *error,
                       const char *sha256)
{
    bad->offset = record->offset;
    bad->line = record->line;
    bad->step = g_strdup(step);
    bad->kind = g_strdup(kind_of(error));
    bad->message = message_of(error);
    bad->head = head_of(id, record);
    bad->tail = tail_of(record, step, error, sha256);
}

void
galley_quarantine_append(GString *out, const GalleyBad *bad, guint64 line)
{
    g_string_append(out, bad->head);
    if (line > 0)
        append_number(out, "line", line);
    g_string_append(out, bad->tail);
}

void
galley_quarantine_append_dropped(
    GString *out, const char *id, const GalleyRecord *record, const char *step, const char *reason)
{
    g_autofree char *head = head_of(id, record);
    g_string_append(out, head);
    append_number(out, "length", record->n_bytes);
    append_member(out, "step", step);
    append_member(out, "reason", reason);
    if (record->bytes)
        append_record(out, record);
    g_string_append(out, "}\n");
}
