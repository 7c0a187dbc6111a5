/* wire-private.h: numbers, bytes and texts one behind the other, for processes of the same galley.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/* ---- writing ---- */

void galley_wire_put_number(GString *out, guint64 number);
/** galley_wire_put_bytes: behind their size */
void galley_wire_put_bytes(GString *out, gconstpointer bytes, gsize size);
/** galley_wire_put_text: @text may be %NULL, which is not "" */
void galley_wire_put_text(GString *out, const char *text);

/* ---- reading ---- */

/** GalleyWire: what is left to read. Whoever wrote it may have gone astray, so each step is
 * checked, and once one is wrong, nothing more is read. */
typedef struct {
    const char *bytes;
    gsize left;
    gboolean astray;
} GalleyWire;

/** galley_wire_take: (transfer none) (nullable): the next @size bytes */
const char *galley_wire_take(GalleyWire *wire, guint64 size);
guint64 galley_wire_take_number(GalleyWire *wire);
/** galley_wire_take_count: a number of things that follow, each of which takes some bytes */
guint64 galley_wire_take_count(GalleyWire *wire);
/** galley_wire_take_bytes: (transfer none) (nullable): what galley_wire_put_bytes() put */
const char *galley_wire_take_bytes(GalleyWire *wire, gsize *size);
/** galley_wire_take_text: (transfer full) (nullable) */
char *galley_wire_take_text(GalleyWire *wire);
/** galley_wire_take_word: (transfer full): a text that must be there */
char *galley_wire_take_word(GalleyWire *wire);
