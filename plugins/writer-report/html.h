/* html.h: pieces of the page. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/galley.h>

/* The page is HTML that is well-formed XML too, so that either kind of parser reads it. What is put
 * as markup is ours; what is put as text is escaped. */
void put(GString *out, const char *markup);
void put_text(GString *out, const char *text, gsize size);
/* put_short: of a text at most @most bytes, and that it goes on */
void put_short(GString *out, const char *text, gsize size, gsize most);

/* put_number: with commas between thousands */
void put_number(GString *out, guint64 number);
/* put_counted: "1 word", "3 words" */
void put_counted(GString *out, guint64 number, const char *one, const char *many);
/* put_percent: @part of @whole with one decimal */
void put_percent(GString *out, guint64 part, guint64 whole);
/* put_decimals: with so many decimals at most, and no sign but "−" */
void put_decimals(GString *out, double value, guint decimals);
/* put_signed: likewise, with "+" too */
void put_signed(GString *out, double value, guint decimals);
/* put_score: a compound with its sign, in its colour */
void put_score(GString *out, double compound);
/* tone_of: the class of a value above, below or about 0 */
const char *tone_of(double value, double neutral);

/* table_begin: @heads: column titles parted by '|'; one that begins with '#' is of numbers */
void table_begin(GString *out, const char *caption, const char *heads);
void table_end(GString *out);
/* cell_number: a cell of its own */
void cell_number(GString *out, guint64 number);
