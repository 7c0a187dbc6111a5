/* ids-private.h: ids of documents and where they stood, one behind the other in a spool.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#define GALLEY_ID_DIGEST 16 /* bytes of SHA-256 that stand for an id */

/** GalleyIdHead: of an entry; the member's and the id's bytes follow. */
typedef struct {
    guint8 digest[GALLEY_ID_DIGEST];
    guint64 offset; /* of the record in its input or member */
    guint32 source; /* in the list of sources */
    guint32 n_member, n_id;
    guint32 unused;
} GalleyIdHead;

/** galley_id_digest: the first bytes of the SHA-256 of an id */
void galley_id_digest(const char *id, guint8 digest[GALLEY_ID_DIGEST]);

/** galley_ids_note: appends an entry; @member: (nullable): of the archive @source */
void
galley_ids_note(GString *ids, const char *id, guint source, const char *member, guint64 offset);
