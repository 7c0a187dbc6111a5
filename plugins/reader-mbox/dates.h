/* dates.h: the Date of a mail (RFC 5322, 3.3 and 4.3). SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/* dates_append: "1997-11-21T09:55:06-06:00" of "Fri, 21 Nov 1997 09:55:06 -0600", with "Z" where the
 * zone is not known. FALSE, and nothing appended, where it is no date. */
gboolean dates_append(GString *out, const char *date);
