/* languages.h: languages' codes. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/* languages_append: appends the BCP 47 tag of the ISO 639-3 @code: "en" for "eng". A language without a
 * code of two letters keeps the one of three; so does what is no code. */
void languages_append(GString *out, const char *code, gsize size);
