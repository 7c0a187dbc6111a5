/* wire.c: a message's parts in and out. SPDX-License-Identifier: MIT */
#include "run/wire-private.h"

#include <string.h>

void
galley_wire_put_number(GString *out, guint64 number)
{
    g_string_append_len(out, (const char *)&number, sizeof number);
}

void
galley_wire_put_bytes(GString *out, gconstpointer bytes, gsize size)
{
    galley_wire_put_number(out, size);
    g_string_append_len(out, bytes, (gssize)size);
}

void
galley_wire_put_text(GString *out, const char *text)
{
    galley_wire_put_number(out, text != NULL);
    if (text)
        galley_wire_put_bytes(out, text, strlen(text));
}

const char *
galley_wire_take(GalleyWire *wire, guint64 size)
{
    wire->astray |= size > wire->left;
    if (wire->astray)
        return NULL;
    const char *bytes = wire->bytes;
    wire->bytes += size;
    wire->left -= size;
    return bytes;
}

guint64
galley_wire_take_number(GalleyWire *wire)
{
    guint64 number = 0;
    const char *bytes = galley_wire_take(wire, sizeof number);
    if (bytes)
        memcpy(&number, bytes, sizeof number);
    return number;
}

guint64
galley_wire_take_count(GalleyWire *wire)
{
    guint64 n = galley_wire_take_number(wire);
    wire->astray |= n > wire->left;
    return wire->astray ? 0 : n;
}

const char *
galley_wire_take_bytes(GalleyWire *wire, gsize *size)
{
    *size = galley_wire_take_number(wire);
    return galley_wire_take(wire, *size);
}

char *
galley_wire_take_text(GalleyWire *wire)
{
    gsize size;
    if (galley_wire_take_number(wire) == 0)
        return NULL;
    const char *bytes = galley_wire_take_bytes(wire, &size);
    return bytes ? g_strndup(bytes, size) : NULL;
}

char *
galley_wire_take_word(GalleyWire *wire)
{
    char *text = galley_wire_take_text(wire);
    wire->astray |= text == NULL;
    return text ? text : g_strdup("");
}
