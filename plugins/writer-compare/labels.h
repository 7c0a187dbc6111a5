/* labels.h: the labels of documents, from a table. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/* labels_read: (transfer full) (nullable): id -> label, both texts, from the columns of those names;
 * an id that stands there twice is an error */
GHashTable *labels_read(const char *path, GError **error);
