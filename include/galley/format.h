/* format.h: numbers, JSON strings and HTML as text, the same on every machine.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <galley/version.h>

G_BEGIN_DECLS

/** galley_append_int64: in decimal */
GALLEY_API void galley_append_int64(GString *out, gint64 value);
/** galley_append_uint32: in decimal; a fast path for offsets */
GALLEY_API void galley_append_uint32(GString *out, guint32 value);

/**
 * galley_append_double:
 * @value: finite
 *
 * The shortest decimal text that reads back the same, with '.', whatever the locale; valid in JSON:
 * 0.3612, 1e-07, -0.0.
 */
GALLEY_API void galley_append_double(GString *out, double value);

/**
 * galley_append_decimals:
 * @value: finite
 * @decimals: 0 to 17
 *
 * The decimal with at most that many digits behind the point that is nearest to the exact value,
 * exact ties to the even digit. Zeros at the end are left out but for one behind the point, so that
 * a double stays a double; never -0.0.
 */
GALLEY_API void galley_append_decimals(GString *out, double value, guint decimals);

/**
 * galley_append_json_string:
 * @text: valid UTF-8; NULs may be inside
 *
 * Quoted and escaped: ", \\ and U+0000 to U+001F only. Everything else goes out as it is.
 */
GALLEY_API void galley_append_json_string(GString *out, const char *text, gsize size);

/**
 * galley_append_html:
 * @text: valid UTF-8; NULs may be inside
 *
 * As text or as an attribute's value in quotation marks, for HTML and XML alike: & < > " ' as
 * references. What these do not allow, controls but for tab and line feed and noncharacters, becomes
 * U+FFFD, and so do embeddings, overrides and isolates of direction, which would reach into the page
 * around; CR and CRLF become LF.
 */
GALLEY_API void galley_append_html(GString *out, const char *text, gsize size);

G_END_DECLS
