/* ids.c: an id's digest and place, as bytes. SPDX-License-Identifier: MIT */
#include "run/ids-private.h"

#include <string.h>

#include "run/digest-private.h"

void
galley_id_digest(const char *id, guint8 digest[GALLEY_ID_DIGEST])
{
    static GalleyDigest *reused; /* setting one up anew takes longer than the digest itself */
    if (!reused)
        reused = galley_digest_new();
    galley_digest_restart(reused);
    galley_digest_update(reused, id, strlen(id));
    galley_digest_finish(reused, digest, GALLEY_ID_DIGEST);
}

void
galley_ids_note(GString *ids, const char *id, guint source, const char *member, guint64 offset)
{
    GalleyIdHead head = {
        .offset = offset,
        .source = source,
        .n_member = member ? (guint32)strlen(member) : 0,
        .n_id = (guint32)strlen(id),
    };
    galley_id_digest(id, head.digest);
    g_string_append_len(ids, (const char *)&head, sizeof head);
    g_string_append_len(ids, member, head.n_member);
    g_string_append_len(ids, id, head.n_id);
}

gboolean
galley_pick(const GalleyPick *pick, const char *id, guint source, guint64 position, GString *ids)
{
    GalleyPickKey key;
    guint32 source_be = GUINT32_TO_BE(source);
    guint64 position_be = GUINT64_TO_BE(position);
    if (pick->mode == GALLEY_PICK_ALL)
        return TRUE;
    galley_id_digest(id, key.digest);
    memcpy(key.source, &source_be, sizeof key.source);
    memcpy(key.position, &position_be, sizeof key.position);
    if (pick->mode == GALLEY_PICK_SAMPLE)
        return memcmp(&key, &pick->last, sizeof key) <= 0;
    g_string_append_len(ids, (const char *)&key, sizeof key);
    return FALSE;
}
