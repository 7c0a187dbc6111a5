/* linked-data.h: a page's JSON-LD. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/* linked_data_read: takes from the JSON-LD text @json what schema.org says of an article, into
 * @values, by the names of DESCRIPTIONS; those that are set stay. Returns: FALSE where it is no JSON */
gboolean linked_data_read(const char *json, gsize size, char **values);

/* What a page is described by. */
enum {
    DESCRIBED_TITLE,
    DESCRIBED_AUTHOR,
    DESCRIBED_DATE,
    DESCRIBED_LANGUAGE,
    DESCRIBED_URL,
    DESCRIBED_SITE,
    N_DESCRIBED,
};
