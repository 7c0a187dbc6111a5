/* merkle-private.h: one digest of many, RFC 6962, section 2.1. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#define GALLEY_DIGEST_SIZE 32 /* bytes of SHA-256 */

/** GalleyMerkle: the tree over digests that come one by one; holds one of each size of subtree. */
typedef struct GalleyMerkle GalleyMerkle;

GalleyMerkle *galley_merkle_new(void);
void galley_merkle_free(GalleyMerkle *merkle);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GalleyMerkle, galley_merkle_free)
/** galley_merkle_add: the next leaf's data: @digest: (array fixed-size=32) */
void galley_merkle_add(GalleyMerkle *merkle, const guint8 *digest);
/** galley_merkle_get_root: (transfer full): of all so far, 64 hexadecimal digits; more may follow */
char *galley_merkle_get_root(const GalleyMerkle *merkle);
