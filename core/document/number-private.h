/* number-private.h: doubles as decimal text. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The most that galley_number_decimals() writes: a sign, 309 digits, a point, 17 decimals. */
#define GALLEY_NUMBER_SIZE_MAX 328

/** galley_number_shortest: the fewest digits that read back the same; no NUL. Returns: the bytes
 * written */
gsize galley_number_shortest(char *out, double value);
/** galley_number_decimals: fixed notation, nearest, exact ties to the even digit. Returns: the
 * bytes written */
gsize galley_number_decimals(char *out, double value, guint decimals);

G_END_DECLS
