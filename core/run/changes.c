/* changes.c: what two runs were called with, compared. SPDX-License-Identifier: MIT */
#include "run/changes-private.h"

#include <string.h>

#include "pipeline/dump-private.h"

#define CHANGES_MOST 24 /* lines told */

static gboolean
is_of(const char *line, GalleyPlanPart part)
{
    gboolean limits = g_str_has_prefix(line + strspn(line, " "), GALLEY_PLAN_LIMITS);
    switch (part) {
    case GALLEY_PLAN_RESOURCES:
        return limits;
    case GALLEY_PLAN_INPUTS:
        return g_str_has_prefix(line, GALLEY_PLAN_INPUT);
    default:
        return !limits;
    }
}

/* A line of a step says of which: "step quotes: indirect: true". */
static char *
print_part(const char *const *lines, GalleyPlanPart part)
{
    GString *out = g_string_new(NULL);
    const char *heading = "";
    for (; *lines; lines++) {
        gboolean below = **lines == ' ';
        if (!below)
            heading = *lines;
        if (!is_of(*lines, part))
            continue;
        if (below)
            g_string_append_printf(out, "%.*s: ", (int)strcspn(heading, ":"), heading);
        g_string_append(out, *lines + strspn(*lines, " "));
        g_string_append_c(out, '\n');
    }
    return g_string_free(out, FALSE);
}

char *
galley_plan_tell_changes(const char *const *then, const char *const *now, GalleyPlanPart part)
{
    g_autofree char *before = print_part(then, part), *after = print_part(now, part);
    g_autoptr(GString) changes = g_string_new(NULL), out = g_string_new(NULL);
    guint n = 0;
    galley_diff_append(changes, before, after, "", FALSE);
    g_auto(GStrv) lines = g_strsplit(changes->str, "\n", -1);
    for (char **line = lines; *line; line++) {
        if (**line != '-' && **line != '+') /* what stands around them */
            continue;
        if (n++ < CHANGES_MOST)
            g_string_append_printf(out, "\n  %s%s", **line == '-' ? "then: " : "now:  ", *line + 2);
    }
    if (n > CHANGES_MOST)
        g_string_append_printf(out, "\n  and %u more", n - CHANGES_MOST);
    return n > 0 ? g_string_free(g_steal_pointer(&out), FALSE) : NULL;
}
