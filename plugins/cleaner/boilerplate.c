/* boilerplate.c: removes the lines that pages put around an article. SPDX-License-Identifier: MIT */
#include "cleaner.h"
#include "model.h"

/* Two or three rounds are what articles take; a page of menus may go line by line. */
#define ROUNDS_MAX 100

static gboolean
is_whole(const GArray *lines)
{
    for (guint i = 0; i < lines->len; i++) {
        if (g_array_index(lines, Line, i).verdict == VERDICT_REMOVE)
            return FALSE;
    }
    return TRUE;
}

/*
 * First with what phrases have removed in sight, then as if that had never stood there, until nothing more goes: so a
 * second run over the result finds nothing either. Where nothing has been removed the two are the same.
 */
static void
judge_by_model(const Pass *pass, GArray *lines)
{
    gboolean balanced = pass->cleaner->boilerplate == BOILERPLATE_BALANCED;
    Look look = is_whole(lines) ? LOOK_SETTLED : 0;
    for (guint round = 0; round < ROUNDS_MAX; round++) {
        guint n = judge_lines(pass->text, lines, balanced, look);
        if (n + settle(pass->text, lines) == 0 && look == LOOK_SETTLED)
            return;
        look = LOOK_SETTLED;
    }
}

void
remove_boilerplate(Pass *pass)
{
    GArray *lines = pass->worker->lines;
    mark_by_rules(pass->text, pass->size, lines, pass->worker->slots);
    judge_by_model(pass, lines);
    if (!has_text(lines))
        return;
    for (guint i = 0; i < lines->len; i++) {
        const Line *line = &g_array_index(lines, Line, i);
        if (line->verdict == VERDICT_REMOVE)
            pass_edit(pass, line->start, line->next, NULL, 0, line->reason);
    }
}
