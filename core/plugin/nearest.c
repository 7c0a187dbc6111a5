/* nearest.c: what was probably meant. SPDX-License-Identifier: MIT */
#include <string.h>

#include <galley/option.h>

#define WORD_MOST 64

/*
 * Edits between two words, a swap of neighbours counting as one (optimal string alignment; Damerau
 * 1964, Wagner & Fischer 1974). Bytes, case of ASCII letters aside.
 */
static guint
distance(const char *a, const char *b)
{
    gsize n = strlen(a), m = strlen(b);
    guint rows[3][WORD_MOST + 1];
    if (n > WORD_MOST || m > WORD_MOST)
        return G_MAXUINT;
    guint *two_up = rows[0], *up = rows[1], *here = rows[2];
    for (gsize j = 0; j <= m; j++)
        up[j] = (guint)j;
    for (gsize i = 1; i <= n; i++) {
        here[0] = (guint)i;
        for (gsize j = 1; j <= m; j++) {
            char x = g_ascii_tolower(a[i - 1]), y = g_ascii_tolower(b[j - 1]);
            guint best = MIN(up[j - 1] + (x != y), MIN(up[j], here[j - 1]) + 1);
            gboolean swapped =
                i > 1 && j > 1 && x == g_ascii_tolower(b[j - 2]) && g_ascii_tolower(a[i - 2]) == y;
            here[j] = swapped ? MIN(best, two_up[j - 2] + 1) : best;
        }
        guint *old = two_up;
        two_up = up;
        up = here;
        here = old;
    }
    return up[m];
}

const char *
galley_nearest(const char *word, const char *const *names)
{
    const char *best = NULL;
    guint least = MAX((guint)MIN(strlen(word), WORD_MOST) + 1, 3) / 3; /* more is another word */
    for (gsize i = 0; names && names[i]; i++) {
        guint edits = distance(word, names[i]);
        if (edits < least || (edits == least && !best)) {
            least = edits;
            best = names[i];
        }
    }
    return best;
}
