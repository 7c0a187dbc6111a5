/* stretch-private.h: input that is no record, kept for the quarantine. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/plugin.h>

/** Bytes of a record that the quarantine keeps; of a larger one it has the SHA-256. */
#define GALLEY_STRETCH_KEPT ((gsize)1 << 20)

/** GalleyStretch: what is passed over, piece by piece. */
typedef struct GalleyStretch GalleyStretch;

GalleyStretch *galley_stretch_new(void);
void galley_stretch_free(GalleyStretch *stretch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GalleyStretch, galley_stretch_free)
/** galley_stretch_begin: nothing so far */
void galley_stretch_begin(GalleyStretch *stretch);
void galley_stretch_add(GalleyStretch *stretch, const guint8 *bytes, gsize size);
guint64 galley_stretch_get_size(const GalleyStretch *stretch);
/**
 * galley_stretch_tell:
 * @record: gets its size, and the bytes, valid until the next call, or none where they are too many
 *
 * Returns: (transfer full) (nullable): in the latter case their SHA-256
 */
char *galley_stretch_tell(const GalleyStretch *stretch, GalleyRecord *record);
