/* paths.c: phrases as paths over the numbers of their words. SPDX-License-Identifier: MIT */
#include "paths.h"

static void
resize(Paths *paths, guint32 n)
{
    g_autofree PathStep *old = paths->list;
    guint32 n_old = old != NULL ? paths->mask + 1 : 0;
    paths->list = g_new0(PathStep, n);
    paths->mask = n - 1;
    for (guint32 i = 0; i < n_old; i++)
        if (old[i].next != 0)
            *path_step(paths, old[i].node, old[i].word, path_hash(old[i].node, old[i].word)) =
                old[i];
}

void
paths_init(Paths *paths)
{
    *paths = (Paths){ 0 };
    resize(paths, 64);
}

void
paths_clear(Paths *paths)
{
    g_clear_pointer(&paths->list, g_free);
    filter_clear(&paths->filter);
}

guint32
paths_add(Paths *paths, guint32 node, guint32 word, guint32 next)
{
    if (paths->n > paths->mask / 2)
        resize(paths, (paths->mask + 1) * 2);
    PathStep *step = path_step(paths, node, word, path_hash(node, word));
    if (step->next != 0)
        return step->next;
    *step = (PathStep){ node, word, next };
    paths->n++;
    return next;
}

void
paths_finish(Paths *paths)
{
    filter_init(&paths->filter, paths->n);
    for (guint32 i = 0; i <= paths->mask; i++)
        if (paths->list[i].next != 0)
            filter_add(&paths->filter, path_hash(paths->list[i].node, paths->list[i].word));
}
