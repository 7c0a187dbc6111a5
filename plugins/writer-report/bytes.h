/* bytes.h: numbers, texts and arrays as bytes of the spool, and out of them again.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/* Everything begins at a multiple of 8 from the first byte on, so that arrays can be used as they
 * lie. */
void bytes_put(GString *out, gconstpointer bytes, gsize size);
/* bytes_reserve: (transfer none): room for @size bytes that the caller fills before it puts more */
gpointer bytes_reserve(GString *out, gsize size);
void bytes_put_number(GString *out, guint64 number);
/* bytes_put_text: its size, then itself */
void bytes_put_text(GString *out, const char *text, gsize size);

/* What is left to be read. */
typedef struct {
    const guint8 *at;
    gsize left;
    gboolean astray; /* more was asked for than there is */
} Bytes;

/* bytes_take: (transfer none): the next @size bytes; NULL where there are none */
gconstpointer bytes_take(Bytes *bytes, gsize size);
guint64 bytes_take_number(Bytes *bytes);
const char *bytes_take_text(Bytes *bytes, gsize *size);
