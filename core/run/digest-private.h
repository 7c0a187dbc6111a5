/* digest-private.h: SHA-256 by libcrypto (FIPS 180-4). SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/** GalleyDigest: of bytes that come piece by piece. */
typedef struct evp_md_ctx_st GalleyDigest;

GalleyDigest *galley_digest_new(void);
void galley_digest_free(GalleyDigest *digest);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GalleyDigest, galley_digest_free)
void galley_digest_update(GalleyDigest *digest, gconstpointer bytes, gsize size);
/** galley_digest_get_hex: (transfer full): of all so far, 64 hexadecimal digits; more bytes may
 * follow */
char *galley_digest_get_hex(const GalleyDigest *digest);
/** galley_digest_restart: no bytes yet */
void galley_digest_restart(GalleyDigest *digest);
/** galley_digest_finish: @out: (out caller-allocates): the first @size of its 32 bytes; then it
 * must be started again */
void galley_digest_finish(GalleyDigest *digest, guint8 *out, gsize size);
/** galley_digest_get_bytes: @out: (out) (array fixed-size=32): likewise */
void galley_digest_get_bytes(const GalleyDigest *digest, guint8 *out);
/** galley_digest_print: (transfer full): 32 bytes as 64 hexadecimal digits */
char *galley_digest_print(const guint8 *bytes);
/** galley_digest_parse: the other way round; %FALSE if @text does not begin with 64 such digits */
gboolean galley_digest_parse(const char *text, guint8 *bytes);
/** galley_digest_file: (transfer full) (nullable): of all bytes of the file at @path */
char *galley_digest_file(const char *path);
