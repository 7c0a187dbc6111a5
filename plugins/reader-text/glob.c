/* glob.c: lines that look like a pattern. SPDX-License-Identifier: MIT */
#include "glob.h"

#include <string.h>

#include <galley/unicode.h>

/* Beyond all characters */
enum { STAR = 0x110000, ANY };

struct Glob {
    gunichar *units; /* characters, STAR, ANY */
    guint n;
};

Glob *
glob_new(const char *pattern)
{
    guint32 size = (guint32)strlen(pattern);
    Glob *glob = g_new0(Glob, 1);
    glob->units = g_new(gunichar, size + 1);
    for (guint32 at = 0; at < size; at = galley_utf8_next(pattern, at)) {
        gunichar unit = galley_utf8_get(pattern, at);
        if (unit == '\\' && at + 1 < size)
            unit = galley_utf8_get(pattern, ++at);
        else if (unit == '*')
            unit = STAR;
        else if (unit == '?')
            unit = ANY;
        glob->units[glob->n++] = unit;
    }
    return glob;
}

void
glob_free(Glob *glob)
{
    g_free(glob->units);
    g_free(glob);
}

gboolean
glob_has_star(const Glob *glob)
{
    for (guint i = 0; i < glob->n; i++)
        if (glob->units[i] == STAR)
            return TRUE;
    return FALSE;
}

gboolean
glob_may_begin(const Glob *glob, guint8 byte)
{
    return glob->n == 0 || glob->units[0] >= 0x80 || glob->units[0] == byte;
}

/* Characters of the line for the units before the first *, or behind the last one. */
static void
measure_ends(const Glob *glob, guint *before, guint *behind)
{
    *before = *behind = 0;
    while (*before < glob->n && glob->units[*before] != STAR)
        ++*before;
    while (*behind < glob->n && glob->units[glob->n - 1 - *behind] != STAR)
        ++*behind;
}

static void
tell_stars(const Glob *glob, const char *line, guint32 size, guint32 *begin, guint32 *end)
{
    guint before, behind;
    measure_ends(glob, &before, &behind);
    *begin = *end = 0;
    if (before == glob->n)
        return;
    for (; before > 0; before--)
        *begin = galley_utf8_next(line, *begin);
    for (*end = size; behind > 0; behind--)
        *end = galley_utf8_previous(line, *end);
}

/* As far as it goes; where it goes no further, the last * takes one character more. */
gboolean
glob_match(const Glob *glob, const char *line, guint32 size, guint32 *begin, guint32 *end)
{
    guint unit = 0, star = G_MAXUINT;
    guint32 at = 0, star_at = 0;
    while (at < size) {
        if (unit < glob->n && glob->units[unit] == STAR) {
            star = unit++;
            star_at = at;
        } else if (unit < glob->n &&
                   (glob->units[unit] == ANY || glob->units[unit] == galley_utf8_get(line, at))) {
            unit++;
            at = galley_utf8_next(line, at);
        } else if (star != G_MAXUINT) {
            unit = star + 1;
            at = star_at = galley_utf8_next(line, star_at);
        } else {
            return FALSE;
        }
    }
    while (unit < glob->n && glob->units[unit] == STAR)
        unit++;
    if (unit < glob->n)
        return FALSE;
    tell_stars(glob, line, size, begin, end);
    return TRUE;
}
