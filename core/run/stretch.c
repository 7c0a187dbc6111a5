/* stretch.c: input that is no record, kept for the quarantine. SPDX-License-Identifier: MIT */
#include "run/stretch-private.h"

#include "run/digest-private.h"

struct GalleyStretch {
    GString *kept;        /* all of it, or what came before it was too large */
    GalleyDigest *digest; /* (nullable): of all, once it is too large */
    guint64 size;
};

GalleyStretch *
galley_stretch_new(void)
{
    GalleyStretch *stretch = g_new0(GalleyStretch, 1);
    stretch->kept = g_string_new(NULL);
    return stretch;
}

void
galley_stretch_free(GalleyStretch *stretch)
{
    g_string_free(stretch->kept, TRUE);
    g_clear_pointer(&stretch->digest, galley_digest_free);
    g_free(stretch);
}

void
galley_stretch_begin(GalleyStretch *stretch)
{
    g_string_truncate(stretch->kept, 0);
    stretch->size = 0;
}

static gboolean
is_kept(const GalleyStretch *stretch)
{
    return stretch->size <= GALLEY_STRETCH_KEPT;
}

void
galley_stretch_add(GalleyStretch *stretch, const guint8 *bytes, gsize size)
{
    gboolean was_kept = is_kept(stretch);
    stretch->size += size;
    if (is_kept(stretch)) {
        g_string_append_len(stretch->kept, (const char *)bytes, (gssize)size);
        return;
    }
    if (was_kept) {
        g_clear_pointer(&stretch->digest, galley_digest_free);
        stretch->digest = galley_digest_new();
        galley_digest_update(stretch->digest, stretch->kept->str, stretch->kept->len);
    }
    galley_digest_update(stretch->digest, bytes, size);
}

guint64
galley_stretch_get_size(const GalleyStretch *stretch)
{
    return stretch->size;
}

char *
galley_stretch_tell(const GalleyStretch *stretch, GalleyRecord *record)
{
    record->n_bytes = stretch->size;
    record->bytes = is_kept(stretch) ? (const guint8 *)stretch->kept->str : NULL;
    return is_kept(stretch) ? NULL : galley_digest_get_hex(stretch->digest);
}
