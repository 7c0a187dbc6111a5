/* phone.h: telephone numbers. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/* phone_end: of the number that begins at @at, or @at if there is none */
guint32 phone_end(const char *text, guint32 size, guint32 at);
