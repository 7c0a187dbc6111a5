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

/** GalleyPickMode: which records of a block are worked on. */
typedef enum {
    GALLEY_PICK_ALL,
    GALLEY_PICK_NONE, /* none: what would decide on each is noted, a GalleyPickKey behind the other */
    GALLEY_PICK_SAMPLE, /* those up to a key */
} GalleyPickMode;

/** GalleyPickKey: an id's digest, and what tells records of the same id from one another; compared
 * byte by byte. */
typedef struct {
    guint8 digest[GALLEY_ID_DIGEST];
    guint8 source[4], position[8]; /* most significant byte first */
} GalleyPickKey;

/** GalleyPick: the same for all of a run's records. */
typedef struct {
    GalleyPickMode mode;
    GalleyPickKey last; /* of the sample */
} GalleyPick;

/** galley_pick: whether the record is to be worked on; @ids: takes what is noted */
gboolean
galley_pick(const GalleyPick *pick, const char *id, guint source, guint64 position, GString *ids);

/** galley_ids_note: appends an entry; @member: (nullable): of the archive @source */
void
galley_ids_note(GString *ids, const char *id, guint source, const char *member, guint64 offset);
