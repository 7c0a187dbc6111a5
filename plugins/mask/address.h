/* address.h: addresses of machines. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/* Each answers with the end of the address that begins at @at, or @at if there is none. */
guint32 ipv4_end(const char *text, guint32 size, guint32 at);
guint32 ipv6_end(const char *text, guint32 size, guint32 at);
