/* email.h: e-mail addresses, as people write them. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/* email_begin: of the address whose sign "@" is at @sign; @size if it is none */
guint32 email_begin(const char *text, guint32 size, guint32 sign);
/* email_end: of the address that begins at @at; @at if there is none */
guint32 email_end(const char *text, guint32 size, guint32 at);
