/* payload.c: chunks joined, codings undone. SPDX-License-Identifier: MIT */
#include "payload.h"

#include <string.h>

#include "unpack.h"

#define CODINGS_MOST 4

void
payload_init(Payload *payload)
{
    *payload = (Payload){ .buffers = { g_string_new(NULL), g_string_new(NULL) } };
}

void
payload_clear(Payload *payload)
{
    g_string_free(payload->buffers[0], TRUE);
    g_string_free(payload->buffers[1], TRUE);
}

void
payload_set(Payload *payload, const guint8 *bytes, gsize size, guint64 limit)
{
    GString *one = payload->buffers[0], *other = payload->buffers[1];
    *payload = (Payload){ .bytes = bytes, .size = size, .limit = limit, .buffers = { one, other } };
}

/* The buffer that the payload does not stand in, empty. */
static GString *
free_buffer(Payload *payload)
{
    return g_string_truncate(payload->buffers[payload->turn], 0);
}

static void
move_to_buffer(Payload *payload)
{
    const GString *buffer = payload->buffers[payload->turn];
    payload->bytes = (const guint8 *)buffer->str;
    payload->size = buffer->len;
    payload->turn ^= 1;
}

/* ---- chunks ---- */

/** Chunk: where its bytes stand. */
typedef struct {
    gsize begin, size;
    gsize next;   /* behind the line end behind them */
    gboolean cut; /* the payload ends in it */
} Chunk;

/* The size in hexadecimal, perhaps extensions, a line end. FALSE: no such line. */
static gboolean
read_chunk_line(const Payload *payload, gsize at, Chunk *chunk)
{
    const guint8 *bytes = payload->bytes;
    gsize size = 0, from = at;
    for (; at < payload->size && g_ascii_isxdigit(bytes[at]); at++) {
        if (size > G_MAXUINT32)
            return FALSE;
        size = size * 16 + (gsize)g_ascii_xdigit_value((char)bytes[at]);
    }
    const guint8 *feed = memchr(bytes + at, '\n', payload->size - at);
    if (at == from || feed == NULL || !(bytes[at] == ';' || g_ascii_isspace(bytes[at])))
        return FALSE;
    chunk->size = size;
    chunk->begin = (gsize)(feed - bytes) + 1;
    return TRUE;
}

static gboolean
read_chunk(const Payload *payload, gsize at, Chunk *chunk)
{
    if (!read_chunk_line(payload, at, chunk))
        return FALSE;
    gsize left = payload->size - chunk->begin;
    chunk->cut = chunk->size > 0 && chunk->size >= left;
    chunk->size = MIN(chunk->size, left);
    chunk->next = chunk->begin + chunk->size;
    if (chunk->cut || chunk->size == 0)
        return TRUE;
    chunk->next += payload->bytes[chunk->next] == '\r' && chunk->next + 1 < payload->size;
    return payload->bytes[chunk->next++] == '\n';
}

/* Behind the first chunk; FALSE where the payload ends before the last one. */
static gboolean
has_more(const Payload *payload, gsize at)
{
    return at < payload->size && memchr(payload->bytes + at, '\n', payload->size - at) != NULL;
}

gboolean
payload_unchunk(Payload *payload, GError **error)
{
    Chunk chunk;
    GString *out = free_buffer(payload);
    if (!read_chunk(payload, 0, &chunk)) {
        payload->not_chunked = TRUE;
        return TRUE;
    }
    while (chunk.size > 0) {
        g_string_append_len(out, (const char *)payload->bytes + chunk.begin, (gssize)chunk.size);
        gsize at = chunk.next;
        payload->ends_early |= chunk.cut || !has_more(payload, at);
        if (payload->ends_early)
            break;
        if (!read_chunk(payload, at, &chunk))
            return galley_plugin_fail(error, GALLEY_PLUGIN_ERROR_DATA,
                                      "byte %" G_GSIZE_FORMAT
                                      " of the HTTP body: no chunk begins here, though "
                                      "one ends before it (Transfer-Encoding: chunked)",
                                      at);
    }
    move_to_buffer(payload);
    return TRUE;
}

/* ---- codings ---- */

static gboolean
refuse_body(const Payload *payload, const char *coding, UnpackStatus why, gsize at, GError **error)
{
    if (why == UNPACK_LARGE)
        return galley_plugin_fail(error, GALLEY_PLUGIN_ERROR_LIMIT,
                                  "the body unpacks to more than %" G_GUINT64_FORMAT
                                  " bytes (payload_limit raises it)",
                                  payload->limit);
    return galley_plugin_fail(
        error, GALLEY_PLUGIN_ERROR_DATA,
        "Content-Encoding is %s, which the body is not from its byte %" G_GSIZE_FORMAT " on",
        coding, at);
}

static gboolean
undo(Payload *payload, const Unpacker *unpacker, GError **error)
{
    Unpack unpack = { .limit = payload->limit, .out = free_buffer(payload) };
    if (unpacker->begins != NULL && !unpacker->begins(payload->bytes, payload->size)) {
        payload->not_coded = TRUE;
        return TRUE;
    }
    UnpackStatus status = unpacker->undo(&unpack, payload->bytes, payload->size);
    if (status == UNPACK_BAD || status == UNPACK_LARGE)
        return refuse_body(payload, unpacker->name, status, unpack.taken, error);
    payload->ends_early |= status == UNPACK_SHORT;
    payload->goes_on |= status == UNPACK_DONE && unpack.taken < payload->size;
    move_to_buffer(payload);
    return TRUE;
}

static gboolean
undo_named(Payload *payload, const char *name, GError **error)
{
    gsize size = strlen(name);
    const Unpacker *unpacker = unpacker_find(name, size);
    if (size == 0 || g_ascii_strcasecmp(name, "identity") == 0)
        return TRUE;
    if (unpacker != NULL)
        return undo(payload, unpacker, error);
    g_autofree char *known = unpacker_list();
    return galley_plugin_fail(error, GALLEY_PLUGIN_ERROR_DATA,
                              "Content-Encoding \"%.40s\" cannot be undone here; these can: %s",
                              name, known);
}

gboolean
payload_uncode(Payload *payload, const char *codings, GError **error)
{
    g_auto(GStrv) names = g_strsplit(codings, ",", CODINGS_MOST + 1);
    guint n = g_strv_length(names);
    if (n > CODINGS_MOST)
        return galley_plugin_fail(error, GALLEY_PLUGIN_ERROR_DATA,
                                  "more than %d content codings in a row", CODINGS_MOST);
    while (n > 0)
        if (!undo_named(payload, g_strstrip(names[--n]), error))
            return FALSE;
    return TRUE;
}
