/* linked-data.h: a page's JSON-LD. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/* What a page is described by. */
enum {
    DESCRIBED_TITLE,
    DESCRIBED_AUTHOR,
    DESCRIBED_DATE,
    DESCRIBED_LANGUAGE,
    DESCRIBED_URL,
    DESCRIBED_SITE,
    N_DESCRIBED,
    /* no metadata, but evidence of where the article is */
    DESCRIBED_BODY = N_DESCRIBED,
    N_LINKED,
};

/* linked_data_read: takes from the JSON-LD text @json what schema.org says of an article, into
 * @values, of which there are N_LINKED; those that are set stay. Character references, which do not
 * belong there and are common, are decoded. Returns: FALSE where it is no JSON */
gboolean linked_data_read(const char *json, gsize size, char **values);
