/* diff.c: two texts by lines: the longest common subsequence, and what is left.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "pipeline/dump-private.h"

/* Above so many pairs of lines what lies between the same beginning and end is taken as replaced. */
#define PAIRS_MOST ((gsize)4 << 20)

typedef struct {
    GString *out;
    const char *indent;
    gboolean color;
    char **before, **after;
    guint *lengths; /* (n + 1) x (m + 1): of the longest common subsequence of what follows */
    guint m;
} Diff;

static void
append_line(const Diff *diff, char mark, const char *line)
{
    const char *color = !diff->color  ? ""
                        : mark == '-' ? "\033[31m"
                        : mark == '+' ? "\033[32m"
                                      : "";
    g_string_append_printf(diff->out, "%s%s%c %s%s\n", diff->indent, color, mark, line,
                           *color ? "\033[0m" : "");
}

static guint *
length_at(const Diff *diff, guint i, guint j)
{
    return &diff->lengths[(gsize)i * (diff->m + 1) + j];
}

static void
measure(const Diff *diff, guint n)
{
    for (guint i = n; i-- > 0;)
        for (guint j = diff->m; j-- > 0;)
            *length_at(diff, i, j) =
                g_str_equal(diff->before[i], diff->after[j])
                    ? *length_at(diff, i + 1, j + 1) + 1
                    : MAX(*length_at(diff, i + 1, j), *length_at(diff, i, j + 1));
}

static void
append_replaced(const Diff *diff, guint n)
{
    for (guint i = 0; i < n; i++)
        append_line(diff, '-', diff->before[i]);
    for (guint j = 0; j < diff->m; j++)
        append_line(diff, '+', diff->after[j]);
}

static void
walk(const Diff *diff, guint n)
{
    guint i = 0, j = 0;
    while (i < n || j < diff->m) {
        if (i < n && j < diff->m && g_str_equal(diff->before[i], diff->after[j])) {
            i++;
            j++;
        } else if (j == diff->m ||
                   (i < n && *length_at(diff, i + 1, j) >= *length_at(diff, i, j + 1))) {
            append_line(diff, '-', diff->before[i++]);
        } else {
            append_line(diff, '+', diff->after[j++]);
        }
    }
}

void
galley_diff_append(
    GString *out, const char *before, const char *after, const char *indent, gboolean color)
{
    g_auto(GStrv) a = g_strsplit(before, "\n", -1), b = g_strsplit(after, "\n", -1);
    guint n = g_strv_length(a), m = g_strv_length(b), head = 0;
    while (head < n && head < m && g_str_equal(a[head], b[head]))
        head++;
    while (n > head && m > head && g_str_equal(a[n - 1], b[m - 1])) {
        n--;
        m--;
    }
    Diff diff = { .out = out, .indent = indent, .color = color };
    diff.before = a + head;
    diff.after = b + head;
    diff.m = m - head;
    if (n == head && m == head)
        return;
    if (head > 0)
        append_line(&diff, ' ', a[head - 1]);
    if ((gsize)(n - head + 1) * (diff.m + 1) > PAIRS_MOST) {
        append_replaced(&diff, n - head);
        return;
    }
    g_autofree guint *lengths = diff.lengths = g_new0(guint, (gsize)(n - head + 1) * (diff.m + 1));
    measure(&diff, n - head);
    walk(&diff, n - head);
}
