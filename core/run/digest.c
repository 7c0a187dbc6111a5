/* digest.c: SHA-256 by libcrypto. SPDX-License-Identifier: MIT */
#include "run/digest-private.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <string.h>

#define SIZE 32 /* bytes */
#define PIECE ((gsize)1 << 18)

GalleyDigest *
galley_digest_new(void)
{
    EVP_MD_CTX *digest = EVP_MD_CTX_new();
    EVP_DigestInit_ex(digest, EVP_sha256(), NULL);
    return digest;
}

void
galley_digest_free(GalleyDigest *digest)
{
    EVP_MD_CTX_free(digest);
}

void
galley_digest_update(GalleyDigest *digest, gconstpointer bytes, gsize size)
{
    EVP_DigestUpdate(digest, bytes, size);
}

void
galley_digest_get_bytes(const GalleyDigest *digest, guint8 *out)
{
    g_autoptr(GalleyDigest) copy = EVP_MD_CTX_new();
    EVP_MD_CTX_copy_ex(copy, digest);
    EVP_DigestFinal_ex(copy, out, NULL);
}

char *
galley_digest_print(const guint8 *bytes)
{
    GString *hex = g_string_sized_new(2 * SIZE + 1);
    for (guint i = 0; i < SIZE; i++)
        g_string_append_printf(hex, "%02x", bytes[i]);
    return g_string_free(hex, FALSE);
}

gboolean
galley_digest_parse(const char *text, guint8 *bytes)
{
    for (guint i = 0; i < SIZE; i++) {
        int high = g_ascii_xdigit_value(text[2 * i]);
        int low = high < 0 ? -1 : g_ascii_xdigit_value(text[2 * i + 1]);
        if (low < 0)
            return FALSE;
        bytes[i] = (guint8)(high << 4 | low);
    }
    return TRUE;
}

char *
galley_digest_get_hex(const GalleyDigest *digest)
{
    guint8 bytes[SIZE];
    galley_digest_get_bytes(digest, bytes);
    return galley_digest_print(bytes);
}

void
galley_digest_restart(GalleyDigest *digest)
{
    EVP_DigestInit_ex(digest, NULL, NULL);
}

void
galley_digest_finish(GalleyDigest *digest, guint8 *out, gsize size)
{
    guint8 bytes[EVP_MAX_MD_SIZE];
    EVP_DigestFinal_ex(digest, bytes, NULL);
    memcpy(out, bytes, MIN(size, sizeof bytes));
}

char *
galley_digest_file(const char *path)
{
    g_autoptr(GalleyDigest) digest = galley_digest_new();
    g_autofree guint8 *piece = g_malloc(PIECE);
    FILE *file = fopen(path, "re");
    if (!file)
        return NULL;
    setvbuf(file, NULL, _IONBF, 0);
    for (gsize n = fread(piece, 1, PIECE, file); n > 0; n = fread(piece, 1, PIECE, file))
        galley_digest_update(digest, piece, n);
    gboolean failed = ferror(file) != 0;
    fclose(file);
    return failed ? NULL : galley_digest_get_hex(digest);
}
