/* holds.c: threads and open files of a process, as the kernel has them.
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "run/sandbox-private.h"

guint
galley_count_threads(void)
{
    guint n = 0;
    g_autoptr(GDir) tasks = g_dir_open("/proc/self/task", 0, NULL);
    while (tasks && g_dir_read_name(tasks))
        n++;
    return n;
}

static void
hold_free(gpointer data)
{
    GalleyHold *hold = data;
    g_free(hold->target);
    g_free(hold);
}

static int
compare_holds(gconstpointer a, gconstpointer b)
{
    return (*(const GalleyHold *const *)a)->fd - (*(const GalleyHold *const *)b)->fd;
}

/* The folder that is being listed is open too, and gone by the time its link is read. */
GPtrArray *
galley_holds_list(void)
{
    GPtrArray *holds = g_ptr_array_new_with_free_func(hold_free);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    GDir *dir = g_dir_open("/proc/self/fd", 0, NULL);
    for (const char *name = dir ? g_dir_read_name(dir) : NULL; name; name = g_dir_read_name(dir))
        g_ptr_array_add(names, g_strdup(name));
    g_clear_pointer(&dir, g_dir_close);
    for (guint i = 0; i < names->len; i++) {
        const char *name = g_ptr_array_index(names, i);
        g_autofree char *path = g_build_filename("/proc/self/fd", name, NULL);
        char *target = g_file_read_link(path, NULL);
        if (!target)
            continue;
        GalleyHold *hold = g_new0(GalleyHold, 1);
        *hold = (GalleyHold){ atoi(name), target };
        g_ptr_array_add(holds, hold);
    }
    g_ptr_array_sort(holds, compare_holds);
    return holds;
}
