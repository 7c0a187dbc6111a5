/* glob.h: lines that look like a pattern. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/* Glob: a pattern: * is any characters, ? is one, \ takes what stands behind it as it is. */
typedef struct Glob Glob;

/* glob_new: @pattern: UTF-8 */
Glob *glob_new(const char *pattern);
void glob_free(Glob *glob);
/* glob_has_star: whether a * is in it */
gboolean glob_has_star(const Glob *glob);
/* glob_may_begin: FALSE where no line that begins with @byte can match; @byte: of any encoding that
 * holds ASCII */
gboolean glob_may_begin(const Glob *glob, guint8 byte);

/*
 * glob_match: whether all of @line is what the pattern says
 * @line: valid UTF-8
 * @begin: (out): where what the first * stands for begins; 0 if there is no *
 * @end: (out): where what the last * stands for ends; likewise
 */
gboolean glob_match(const Glob *glob, const char *line, guint32 size, guint32 *begin, guint32 *end);
