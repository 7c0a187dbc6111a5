/* merkle.c: subtrees of equal height are joined as soon as there are two. What is left in the end,
 * joined from the right, is the tree that RFC 6962 splits from the left at powers of two.
 * SPDX-License-Identifier: MIT */
#include "run/merkle-private.h"

#include <string.h>

#include "run/digest-private.h"

/** Subtree: 2^height leaves. */
typedef struct {
    guint height;
    guint8 hash[GALLEY_DIGEST_SIZE];
} Subtree;

struct GalleyMerkle {
    GArray *subtrees; /* of Subtree, each higher than the next */
};

GalleyMerkle *
galley_merkle_new(void)
{
    GalleyMerkle *merkle = g_new0(GalleyMerkle, 1);
    merkle->subtrees = g_array_new(FALSE, FALSE, sizeof(Subtree));
    return merkle;
}

void
galley_merkle_free(GalleyMerkle *merkle)
{
    g_array_unref(merkle->subtrees);
    g_free(merkle);
}

static void
hash(guint8 kind, const guint8 *left, const guint8 *right, guint8 *out)
{
    g_autoptr(GalleyDigest) digest = galley_digest_new();
    galley_digest_update(digest, &kind, 1);
    galley_digest_update(digest, left, GALLEY_DIGEST_SIZE);
    if (right)
        galley_digest_update(digest, right, GALLEY_DIGEST_SIZE);
    galley_digest_get_bytes(digest, out);
}

void
galley_merkle_add(GalleyMerkle *merkle, const guint8 *digest)
{
    Subtree last = { 0 };
    GArray *subtrees = merkle->subtrees;
    hash(0, digest, NULL, last.hash);
    while (subtrees->len > 0) {
        const Subtree *before = &g_array_index(subtrees, Subtree, subtrees->len - 1);
        if (before->height != last.height)
            break;
        hash(1, before->hash, last.hash, last.hash);
        last.height++;
        g_array_set_size(subtrees, subtrees->len - 1);
    }
    g_array_append_val(subtrees, last);
}

char *
galley_merkle_get_root(const GalleyMerkle *merkle)
{
    guint8 root[GALLEY_DIGEST_SIZE];
    const GArray *subtrees = merkle->subtrees;
    if (subtrees->len == 0) {
        g_autoptr(GalleyDigest) empty = galley_digest_new();
        return galley_digest_get_hex(empty);
    }
    memcpy(root, g_array_index(subtrees, Subtree, subtrees->len - 1).hash, sizeof root);
    for (guint i = subtrees->len - 1; i > 0; i--)
        hash(1, g_array_index(subtrees, Subtree, i - 1).hash, root, root);
    return galley_digest_print(root);
}
