/* test-merkle.c: RFC 6962's tree against its definition. SPDX-License-Identifier: MIT */
#include <glib.h>
#include <string.h>

#include "run/digest-private.h"
#include "run/merkle-private.h"

#define LEAVES_MOST 70

static void
hash(guint8 kind, const guint8 *bytes, gsize size, guint8 *out)
{
    g_autoptr(GalleyDigest) digest = galley_digest_new();
    galley_digest_update(digest, &kind, 1);
    galley_digest_update(digest, bytes, size);
    galley_digest_get_bytes(digest, out);
}

/* MTH of section 2.1, word for word. */
static void
tree_hash(const guint8 (*leaves)[GALLEY_DIGEST_SIZE], guint n, guint8 *out)
{
    guint8 both[2 * GALLEY_DIGEST_SIZE];
    guint split = 1;
    if (n == 1) {
        hash(0, leaves[0], GALLEY_DIGEST_SIZE, out);
        return;
    }
    while (split * 2 < n)
        split *= 2;
    tree_hash(leaves, split, both);
    tree_hash(leaves + split, n - split, both + GALLEY_DIGEST_SIZE);
    hash(1, both, sizeof both, out);
}

static void
test_definition(void)
{
    guint8 leaves[LEAVES_MOST][GALLEY_DIGEST_SIZE], wanted[GALLEY_DIGEST_SIZE];
    g_autoptr(GalleyMerkle) merkle = galley_merkle_new();
    for (guint i = 0; i < LEAVES_MOST; i++) {
        memset(leaves[i], (int)(i * 7 + 1), GALLEY_DIGEST_SIZE);
        galley_merkle_add(merkle, leaves[i]);
        tree_hash(leaves, i + 1, wanted);
        g_autofree char *root = galley_merkle_get_root(merkle);
        g_autofree char *expected = galley_digest_print(wanted);
        g_assert_cmpstr(root, ==, expected);
    }
}

/* "MTH({}) = SHA-256()" */
static void
test_empty(void)
{
    g_autoptr(GalleyMerkle) merkle = galley_merkle_new();
    g_autofree char *root = galley_merkle_get_root(merkle);
    g_assert_cmpstr(root, ==,
                    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/merkle/definition", test_definition);
    g_test_add_func("/merkle/empty", test_empty);
    return g_test_run();
}
