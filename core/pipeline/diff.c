/* diff.c: two texts by lines: the longest common subsequence, what is left, and in lines that are
 * alike the stretch that changed. SPDX-License-Identifier: MIT */
#include <string.h>

#include <galley/unicode.h>

#include "pipeline/dump-private.h"

/* Above so many pairs of lines what lies between the same beginning and end is taken as replaced. */
#define PAIRS_MOST ((gsize)4 << 20)
/* A line's twin is looked for among so many. */
#define TWINS_MOST 16u
/* Of a longer line only what changed is shown, with so much around it. In bytes. */
#define SHOWN_WHOLE 120u
#define SHOWN_AROUND 40u
#define SHOWN_LEAST 80u

typedef struct {
    GString *out;
    const char *indent;
    gboolean color;
    char **before, **after;
    guint *lengths; /* (n + 1) x (m + 1): of the longest common subsequence of what follows */
    guint m;
} Diff;

/* ---- one line ---- */

/** Stretch: bytes of a line, on boundaries of characters. */
typedef struct {
    guint32 begin, end;
} Stretch;

/* Blanks at the end, and characters that look like a blank or like nothing. */
static gboolean
is_hidden(gunichar character, gboolean last)
{
    guint32 properties = galley_unichar_get_properties(character);
    if (character == ' ')
        return last;
    return (properties & (GALLEY_UNICODE_WHITE_SPACE | GALLEY_UNICODE_CONTROL |
                          GALLEY_UNICODE_BIDI_CONTROL)) != 0 ||
           ((properties & GALLEY_UNICODE_DEFAULT_IGNORABLE) &&
            !(properties & (GALLEY_UNICODE_VARIATION_SELECTOR | GALLEY_UNICODE_JOIN_CONTROL)));
}

static void
append_visible(GString *out, const char *line, guint32 begin, guint32 end)
{
    gsize blanks = strlen(line);
    while (blanks > 0 && line[blanks - 1] == ' ')
        blanks--;
    for (guint32 at = begin; at < end;) {
        guint32 next = galley_utf8_next(line, at);
        gunichar character = galley_utf8_get(line, at);
        if (is_hidden(character, at >= blanks))
            g_string_append_printf(out, "<U+%04X>", character);
        else
            g_string_append_len(out, line + at, next - at);
        at = next;
    }
}

/* So many bytes to the left or right of @at, and on to the next boundary. */
static guint32
move(const char *line, guint32 size, guint32 at, gint64 by)
{
    guint32 to = (guint32)CLAMP((gint64)at + by, 0, (gint64)size);
    while (to > 0 && to < size && !galley_utf8_is_boundary(line, size, to))
        to--;
    return to;
}

static void
append_part(const Diff *diff, const char *line, Stretch shown, Stretch changed)
{
    const char *on = diff->color ? "\033[7m" : "", *off = diff->color ? "\033[27m" : "";
    append_visible(diff->out, line, shown.begin, changed.begin);
    if (changed.begin < changed.end) {
        g_string_append(diff->out, on);
        append_visible(diff->out, line, changed.begin, changed.end);
        g_string_append(diff->out, off);
    }
    append_visible(diff->out, line, changed.end, shown.end);
}

static void
append_line(const Diff *diff, char mark, const char *line, Stretch changed)
{
    const char *color = !diff->color  ? ""
                        : mark == '-' ? "\033[31m"
                        : mark == '+' ? "\033[32m"
                                      : "";
    guint32 size = (guint32)strlen(line);
    Stretch shown = { 0, size };
    if (size > SHOWN_WHOLE) {
        shown.begin = move(line, size, changed.begin, -(gint64)SHOWN_AROUND);
        shown.end = MAX(move(line, size, changed.end, SHOWN_AROUND),
                        move(line, size, shown.begin, SHOWN_LEAST));
    }
    g_string_append_printf(diff->out, "%s%s%c %s", diff->indent, color, mark,
                           shown.begin > 0 ? "… " : "");
    append_part(diff, line, shown, changed);
    g_string_append_printf(diff->out, "%s%s\n", shown.end < size ? " …" : "",
                           *color ? "\033[0m" : "");
}

/* One that stands alone: of a long one the beginning. */
static void
append_alone(const Diff *diff, char mark, const char *line)
{
    append_line(diff, mark, line, (Stretch){ 0, 0 });
}

/* ---- two lines that are alike ---- */

static guint32
common_prefix(const char *a, const char *b)
{
    guint32 at = 0, size = (guint32)strlen(a);
    while (a[at] && a[at] == b[at])
        at++;
    return move(a, size, at, 0);
}

/* As bytes at the end of both, behind the first @from. */
static guint32
common_suffix(const char *a, const char *b, guint32 from)
{
    guint32 n = (guint32)strlen(a), m = (guint32)strlen(b), size = 0;
    while (size < n - from && size < m - from && a[n - 1 - size] == b[m - 1 - size])
        size++;
    while (size > 0 && !galley_utf8_is_boundary(a, n, n - size))
        size--;
    return size;
}

static gboolean
are_twins(const char *a, const char *b)
{
    gsize longer = MAX(strlen(a), strlen(b));
    guint32 prefix = common_prefix(a, b);
    return longer > 0 && 2 * ((gsize)prefix + common_suffix(a, b, prefix)) >= longer;
}

static void
append_twins(const Diff *diff, const char *a, const char *b)
{
    guint32 prefix = common_prefix(a, b), suffix = common_suffix(a, b, prefix);
    append_line(diff, '-', a, (Stretch){ prefix, (guint32)strlen(a) - suffix });
    append_line(diff, '+', b, (Stretch){ prefix, (guint32)strlen(b) - suffix });
}

/* ---- the lines ---- */

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

/* Lines @i to @n became lines @j to @m. */
static void
append_replaced(const Diff *diff, guint i, guint n, guint j, guint m)
{
    for (; i < n; i++) {
        guint twin = j, end = MIN(m, j + TWINS_MOST);
        while (twin < end && !are_twins(diff->before[i], diff->after[twin]))
            twin++;
        for (; twin < end && j < twin; j++)
            append_alone(diff, '+', diff->after[j]);
        if (twin < end)
            append_twins(diff, diff->before[i], diff->after[j++]);
        else
            append_alone(diff, '-', diff->before[i]);
    }
    for (; j < m; j++)
        append_alone(diff, '+', diff->after[j]);
}

static void
walk(const Diff *diff, guint n)
{
    guint i = 0, j = 0, done_i = 0, done_j = 0;
    while (i < n || j < diff->m) {
        if (i < n && j < diff->m && g_str_equal(diff->before[i], diff->after[j])) {
            append_replaced(diff, done_i, i, done_j, j);
            done_i = ++i;
            done_j = ++j;
        } else if (j == diff->m ||
                   (i < n && *length_at(diff, i + 1, j) >= *length_at(diff, i, j + 1))) {
            i++;
        } else {
            j++;
        }
    }
    append_replaced(diff, done_i, n, done_j, diff->m);
}

static void
append_diff(Diff *diff, char **a, char **b)
{
    guint n = g_strv_length(a), m = g_strv_length(b), head = 0;
    while (head < n && head < m && g_str_equal(a[head], b[head]))
        head++;
    while (n > head && m > head && g_str_equal(a[n - 1], b[m - 1])) {
        n--;
        m--;
    }
    diff->before = a + head;
    diff->after = b + head;
    diff->m = m - head;
    if (n == head && m == head)
        return;
    if (head > 0)
        append_alone(diff, ' ', a[head - 1]);
    if ((gsize)(n - head + 1) * (diff->m + 1) > PAIRS_MOST) {
        append_replaced(diff, 0, n - head, 0, diff->m);
        return;
    }
    g_autofree guint *lengths = g_new0(guint, (gsize)(n - head + 1) * (diff->m + 1));
    diff->lengths = lengths;
    measure(diff, n - head);
    walk(diff, n - head);
}

void
galley_diff_append(
    GString *out, const char *before, const char *after, const char *indent, gboolean color)
{
    g_autofree char *valid = g_utf8_make_valid(before, -1); /* a file that somebody wrote */
    g_auto(GStrv) a = g_strsplit(valid, "\n", -1), b = g_strsplit(after, "\n", -1);
    Diff diff = { .out = out, .indent = indent, .color = color };
    append_diff(&diff, a, b);
}
