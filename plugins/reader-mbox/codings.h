/* codings.h: base64 and quoted-printable (RFC 2045, 6), and the Q of RFC 2047.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * codings_append_base64:
 * @fault_at: (out): the byte that is wrong
 *
 * White space counts for nothing, "=" at the end may be missing.
 *
 * Returns: %FALSE where a byte is none of base64's, something stands behind the end, or the end lacks
 * bits of a byte; @out then holds what came before
 */
gboolean codings_append_base64(GString *out, const guint8 *bytes, gsize size, gsize *fault_at);

/* codings_append_quoted: quoted-printable; a "=" that begins nothing stays, and is counted */
guint codings_append_quoted(GString *out, const guint8 *bytes, gsize size);

/* codings_append_q: encoded words: "_" is a blank */
void codings_append_q(GString *out, const char *text, gsize size);
