/* key.h: values as bytes that sort as the values do. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/csv.h>

/* key_append: absent ones sort first, then numbers by size, then texts by their bytes */
void key_append(GString *key, const GalleyMetadata *value);
/* key_take: goes on to the next value of a key; appends it to @out as a field of CSV */
const guint8 *key_take(const guint8 *key, const GalleyCsv *csv, GString *out);
