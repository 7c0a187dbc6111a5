/* removed.c: what the steps took out, by reason. SPDX-License-Identifier: MIT */
#include <string.h>

#include "view.h"

#define REASONS_MAX 24
#define COUNT_COLUMN 8
#define SAMPLE_COLUMN 28
#define SAMPLE_LEAST 16

typedef struct {
    const char *reason;
    guint32 reason_size;
    guint32 n;
    guint32 sample; /* the first row of it with something to see, or GALLEY_NO_ROW */
} Group;

static gboolean
is_visible(const View *view, guint32 row)
{
    guint32 size;
    const char *source = (const char *)galley_document_get_source(view->document, &size);
    guint32 begin = galley_layer_get_begins(view->removed)[row],
            end = galley_layer_get_ends(view->removed)[row];
    if (!galley_utf8_validate(source + begin, end - begin, NULL))
        return FALSE;
    for (guint32 at = begin; at < end; at = galley_utf8_next(source, at)) {
        gunichar character = galley_utf8_get(source, at);
        if (!galley_unichar_is_space(character) && character >= 0x20)
            return TRUE;
    }
    return FALSE;
}

/* The group of a reason; the last one takes what there is no room for. */
static Group *
find_group(Group *groups, guint *n, const char *reason, guint32 size)
{
    guint i = 0;
    while (i < *n && (groups[i].reason_size != size || memcmp(groups[i].reason, reason, size) != 0))
        i++;
    if (i == *n && i < REASONS_MAX) {
        gboolean last = i == REASONS_MAX - 1;
        groups[(*n)++] =
            (Group){ last ? "other reasons" : reason, last ? 13 : size, 0, GALLEY_NO_ROW };
    }
    return &groups[MIN(i, REASONS_MAX - 1)];
}

static guint
group_by_reason(const View *view, Group *groups)
{
    guint n = 0;
    guint32 n_rows = galley_layer_get_n_rows(view->removed);
    for (guint32 row = 0; row < n_rows; row++) {
        guint32 size;
        const char *reason =
            galley_layer_get_text(view->removed, GALLEY_REMOVED_REASON, row, &size);
        Group *group = reason != NULL ? find_group(groups, &n, reason, size)
                                      : find_group(groups, &n, "no reason", 9);
        group->n++;
        if (group->sample == GALLEY_NO_ROW && is_visible(view, row))
            group->sample = row;
    }
    return n;
}

/* As much of the source as fits on the line. */
static void
put_sample(View *view, guint32 row)
{
    guint32 size;
    const char *source = (const char *)galley_document_get_source(view->document, &size);
    guint32 begin = galley_layer_get_begins(view->removed)[row],
            end = galley_layer_get_ends(view->removed)[row];
    guint room = view->page.width - SAMPLE_COLUMN - 1, used = 0;
    guint32 at = begin;
    while (at < end && used < room) {
        guint32 next = galley_utf8_next(source, at);
        used += page_measure(source + at, next - at);
        at = used <= room ? next : at;
    }
    page_set_style(&view->page, STYLE_DIM);
    page_put(&view->page, source + begin, at - begin);
    page_put_literal(&view->page, at < end ? "…" : "", STYLE_DIM);
    page_set_style(&view->page, 0);
}

static void
show_group(View *view, const Group *group)
{
    char count[16];
    g_snprintf(count, sizeof count, "%u×", group->n);
    view->page.indent = 2;
    page_put(&view->page, count, strlen(count));
    page_tab(&view->page, COUNT_COLUMN);
    view->page.indent = COUNT_COLUMN;
    page_put(&view->page, group->reason, group->reason_size);
    if (group->sample != GALLEY_NO_ROW && view->page.width >= SAMPLE_COLUMN + SAMPLE_LEAST) {
        page_tab(&view->page, SAMPLE_COLUMN);
        view->page.indent = SAMPLE_COLUMN;
        page_put(&view->page, " ", 1);
        put_sample(view, group->sample);
    }
    page_break(&view->page);
    view->page.indent = 0;
}

void
show_removed(View *view)
{
    Group groups[REASONS_MAX];
    guint n = view->removed != NULL ? group_by_reason(view, groups) : 0;
    if (n == 0)
        return;
    show_title(view, "Removed", NULL);
    for (guint i = 0; i < n; i++)
        show_group(view, &groups[i]);
}
