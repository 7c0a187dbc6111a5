/* parts.h: a mail's parts (RFC 2046), and which of them is its text. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/plugin.h>

#include "fields.h"

/** Part: one without parts in it. */
typedef struct {
    gsize begin, end; /* of its body, in the mail */
    char *
        type; /* media type in lower case; a part that says none is text/plain, in a digest a mail */
    char *content_type;      /* (nullable): the whole field */
    char *transfer_encoding; /* (nullable) */
    char *name;              /* (nullable): of a file, UTF-8 */
    gboolean attached;       /* by its Content-Disposition */
    gboolean version;        /* of a text that is there in another one too, which was preferred */
} Part;

typedef struct {
    GArray *list; /* of Part, in the order of the mail */
    Fields fields;
    guint n_strange;  /* lines in heads that are no fields */
    guint n_unclosed; /* multiparts without their end */
} Parts;

void parts_init(Parts *parts);
void parts_clear(Parts *parts);

/**
 * parts_read:
 * @fields: the mail's head
 * @begin: where the mail's body begins
 * @preferred: "text/plain" or "text/html", of two versions
 * @text: (out): index of the part that is the mail's text; -1: there is none
 *
 * The text is the first part of text/plain or text/html that is no attachment; of alternatives the one
 * of the preferred type, else the other.
 *
 * Returns: %FALSE with %GALLEY_PLUGIN_ERROR_DATA where a multipart has no boundary, or one that does not
 * occur, or parts are too many or too deep
 */
gboolean parts_read(Parts *parts,
                    const Fields *fields,
                    const guint8 *bytes,
                    gsize begin,
                    gsize end,
                    const char *preferred,
                    int *text,
                    GError **error);

static inline const Part *
parts_get(const Parts *parts, guint i)
{
    return &g_array_index(parts->list, Part, i);
}
