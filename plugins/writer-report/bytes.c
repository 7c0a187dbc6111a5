/* bytes.c: numbers, texts and arrays as bytes of the spool. SPDX-License-Identifier: MIT */
#include "bytes.h"

#include <string.h>

#define UNIT ((gsize)8)

static gsize
padding(gsize size)
{
    return (UNIT - size % UNIT) % UNIT;
}

gpointer
bytes_reserve(GString *out, gsize size)
{
    gsize at = out->len, padded = size + padding(size);
    g_string_set_size(out, at + padded);
    memset(out->str + at + size, 0, padded - size);
    return out->str + at;
}

void
bytes_put(GString *out, gconstpointer bytes, gsize size)
{
    gpointer room = bytes_reserve(out, size);
    if (size > 0)
        memcpy(room, bytes, size);
}

void
bytes_put_number(GString *out, guint64 number)
{
    bytes_put(out, &number, sizeof number);
}

void
bytes_put_text(GString *out, const char *text, gsize size)
{
    bytes_put_number(out, size);
    bytes_put(out, text, size);
}

gconstpointer
bytes_take(Bytes *bytes, gsize size)
{
    const guint8 *found = bytes->at;
    if (bytes->astray || size > bytes->left || padding(size) > bytes->left - size) {
        bytes->astray = TRUE;
        return NULL;
    }
    bytes->at += size + padding(size);
    bytes->left -= size + padding(size);
    return found;
}

guint64
bytes_take_number(Bytes *bytes)
{
    guint64 number = 0;
    gconstpointer found = bytes_take(bytes, sizeof number);
    if (found != NULL)
        memcpy(&number, found, sizeof number);
    return number;
}

const char *
bytes_take_text(Bytes *bytes, gsize *size)
{
    *size = bytes_take_number(bytes);
    const char *text = bytes_take(bytes, *size);
    *size = text != NULL ? *size : 0;
    return text != NULL ? text : "";
}
