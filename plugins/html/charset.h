/* charset.h: which encoding a page is in. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/encoding.h>

/* charset_choose: the byte order mark's; else @declared; else that of a <meta> in the first 1,024
 * bytes; else UTF-8 where the bytes are that, and windows-1252 */
const GalleyEncoding *
charset_choose(const guint8 *bytes, gsize size, const GalleyEncoding *declared);
