/* before.c: looking back for a word. SPDX-License-Identifier: MIT */
#include "before.h"

#include <string.h>

/* How far a word may be. */
#define MARKS_MAX 4

gboolean
follows_word(const char *text, guint32 at, const char *const *words)
{
    guint32 end = at;
    while (end > 0 && at - end < MARKS_MAX && text[end - 1] != '\0' &&
           strchr(" :.#", text[end - 1]) != NULL)
        end--;
    guint32 begin = end;
    while (begin > 0 && g_ascii_isalpha(text[begin - 1]))
        begin--;
    for (; end > begin && *words != NULL; words++)
        if (strlen(*words) == end - begin &&
            g_ascii_strncasecmp(text + begin, *words, end - begin) == 0)
            return TRUE;
    return FALSE;
}
