/* sorter.c: runs in memory by their bytes (McIlroy, Bostic & McIlroy, "Engineering Radix Sort",
 * 1993), merged by a heap (Knuth, TAOCP 3, 5.4.1). SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* O_TMPFILE */
#include "run/sorter-private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define FEW 48 /* keys that are put in order one by one */

/** Run: a sorted stretch of the file, read through a window. */
typedef struct {
    guint64 at, end;       /* keys of the file that are not in the window yet */
    gsize next, n;         /* of the window */
    GalleySortKey *window; /* a part of the sorter's memory */
} Run;

struct GalleySorter {
    char *folder;
    GalleySortKey *keys; /* memory for `room` keys */
    gsize n, room;
    int fd;       /* of the file of runs; -1: none */
    GArray *runs; /* of Run */
    GArray *heap; /* of guint: the runs that are not empty, the one with the least key in front */
    gboolean merging;
    gsize next; /* of the keys, where there is one run and it is in memory */
};

GalleySorter *
galley_sorter_new(const char *folder, gsize memory)
{
    GalleySorter *sorter = g_new0(GalleySorter, 1);
    sorter->folder = g_strdup(folder);
    sorter->room = MAX(memory / sizeof(GalleySortKey), 2);
    sorter->keys = g_new(GalleySortKey, sorter->room);
    sorter->fd = -1;
    sorter->runs = g_array_new(FALSE, TRUE, sizeof(Run));
    sorter->heap = g_array_new(FALSE, FALSE, sizeof(guint));
    return sorter;
}

void
galley_sorter_free(GalleySorter *sorter)
{
    if (sorter->fd >= 0)
        close(sorter->fd);
    g_array_unref(sorter->runs);
    g_array_unref(sorter->heap);
    g_free(sorter->keys);
    g_free(sorter->folder);
    g_free(sorter);
}

/* ---- sorting in memory ---- */

static void
swap(GalleySortKey *a, GalleySortKey *b)
{
    GalleySortKey kept = *a;
    *a = *b;
    *b = kept;
}

/* Keys that agree in the bytes before @at. */
static void
sort_few(GalleySortKey *keys, gsize n, guint at)
{
    for (gsize i = 1; i < n; i++)
        for (gsize j = i;
             j > 0 && memcmp(keys[j - 1].bytes + at, keys[j].bytes + at, GALLEY_KEY_SIZE - at) > 0;
             j--)
            swap(&keys[j - 1], &keys[j]);
}

/* Each key goes to the part of those with its byte, in place. */
static void
sort_by_byte(GalleySortKey *keys, gsize n, guint at)
{
    gsize counts[256] = { 0 }, next[256], ends[256];
    if (at == GALLEY_KEY_SIZE)
        return;
    if (n <= FEW) {
        sort_few(keys, n, at);
        return;
    }
    for (gsize i = 0; i < n; i++)
        counts[keys[i].bytes[at]]++;
    for (guint b = 0; b < 256; b++) {
        next[b] = b > 0 ? ends[b - 1] : 0;
        ends[b] = next[b] + counts[b];
    }
    for (guint b = 0; b < 256; b++)
        while (next[b] < ends[b]) {
            guint8 wanted = keys[next[b]].bytes[at];
            if (wanted == b)
                next[b]++;
            else
                swap(&keys[next[b]], &keys[next[wanted]++]);
        }
    for (guint b = 0; b < 256; b++)
        sort_by_byte(keys + ends[b] - counts[b], counts[b], at + 1);
}

/* ---- runs ---- */

static gboolean
fail(const GalleySorter *sorter, GError **error)
{
    g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(errno),
                "%s: no room to sort the documents' ids: %s", sorter->folder, g_strerror(errno));
    return FALSE;
}

static gboolean
open_file(GalleySorter *sorter, GError **error)
{
    sorter->fd = open(sorter->folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (sorter->fd >= 0)
        return TRUE;
    g_autofree char *path = g_build_filename(sorter->folder, ".galley-sort-XXXXXX", NULL);
    sorter->fd = g_mkstemp_full(path, O_RDWR | O_CLOEXEC, 0600);
    if (sorter->fd >= 0)
        unlink(path);
    return sorter->fd >= 0 || fail(sorter, error);
}

static gboolean
write_all(GalleySorter *sorter, GError **error)
{
    const char *bytes = (const char *)sorter->keys;
    gsize left = sorter->n * sizeof(GalleySortKey);
    while (left > 0) {
        ssize_t n = write(sorter->fd, bytes, left);
        if (n < 0 && errno != EINTR)
            return fail(sorter, error);
        bytes += MAX(n, 0);
        left -= (gsize)MAX(n, 0);
    }
    return TRUE;
}

static gboolean
write_run(GalleySorter *sorter, GError **error)
{
    guint64 begin =
        sorter->runs->len > 0 ? g_array_index(sorter->runs, Run, sorter->runs->len - 1).end : 0;
    Run run = { .at = begin, .end = begin + sorter->n };
    sort_by_byte(sorter->keys, sorter->n, 0);
    if ((sorter->fd < 0 && !open_file(sorter, error)) || !write_all(sorter, error))
        return FALSE;
    g_array_append_val(sorter->runs, run);
    sorter->n = 0;
    return TRUE;
}

gboolean
galley_sorter_add(GalleySorter *sorter, const GalleySortKey *key, GError **error)
{
    if (sorter->n == sorter->room && !write_run(sorter, error))
        return FALSE;
    sorter->keys[sorter->n++] = *key;
    return TRUE;
}

/* ---- merging ---- */

/* The window is full again, as far as there is something. */
static gboolean
fill(GalleySorter *sorter, Run *run, GError **error)
{
    gsize room = sorter->room / sorter->runs->len;
    gsize size = (gsize)MIN(run->end - run->at, room) * sizeof(GalleySortKey);
    for (gsize done = 0; done < size;) {
        ssize_t n = pread(sorter->fd, (char *)run->window + done, size - done,
                          (off_t)(run->at * sizeof(GalleySortKey) + done));
        if (n == 0)
            errno = EIO;
        if (n == 0 || (n < 0 && errno != EINTR))
            return fail(sorter, error);
        done += (gsize)MAX(n, 0);
    }
    run->next = 0;
    run->n = size / sizeof(GalleySortKey);
    run->at += run->n;
    return TRUE;
}

static const GalleySortKey *
front_of(const GalleySorter *sorter, guint place)
{
    const Run *run = &g_array_index(sorter->runs, Run, g_array_index(sorter->heap, guint, place));
    return &run->window[run->next];
}

static void
sink(GalleySorter *sorter, guint place)
{
    guint *heap = (guint *)(void *)sorter->heap->data;
    for (;;) {
        guint least = place;
        for (guint child = 2 * place + 1; child <= 2 * place + 2; child++)
            if (child < sorter->heap->len &&
                memcmp(front_of(sorter, child), front_of(sorter, least), GALLEY_KEY_SIZE) < 0)
                least = child;
        if (least == place)
            return;
        guint kept = heap[place];
        heap[place] = heap[least];
        heap[least] = kept;
        place = least;
    }
}

static gboolean
begin_merge(GalleySorter *sorter, GError **error)
{
    gsize room = sorter->room / sorter->runs->len;
    for (guint i = 0; i < sorter->runs->len; i++) {
        Run *run = &g_array_index(sorter->runs, Run, i);
        run->window = sorter->keys + i * room;
        if (!fill(sorter, run, error))
            return FALSE;
        g_array_append_val(sorter->heap, i);
    }
    for (guint place = sorter->heap->len; place > 0; place--)
        sink(sorter, place - 1);
    return TRUE;
}

static gboolean
begin_reading(GalleySorter *sorter, GError **error)
{
    sorter->merging = TRUE;
    if (sorter->runs->len > 0)
        return write_run(sorter, error) && begin_merge(sorter, error);
    sort_by_byte(sorter->keys, sorter->n, 0);
    return TRUE;
}

/* The run in front goes one key on, or out. */
static gboolean
go_on(GalleySorter *sorter, GError **error)
{
    guint *front = &g_array_index(sorter->heap, guint, 0);
    Run *run = &g_array_index(sorter->runs, Run, *front);
    run->next++;
    if (run->next == run->n && run->at < run->end && !fill(sorter, run, error))
        return FALSE;
    if (run->next == run->n)
        g_array_remove_index_fast(sorter->heap, 0);
    sink(sorter, 0);
    return TRUE;
}

int
galley_sorter_next(GalleySorter *sorter, GalleySortKey *key, GError **error)
{
    if (!sorter->merging && !begin_reading(sorter, error))
        return -1;
    if (sorter->runs->len == 0) {
        if (sorter->next == sorter->n)
            return 0;
        *key = sorter->keys[sorter->next++];
        return 1;
    }
    if (sorter->heap->len == 0)
        return 0;
    *key = *front_of(sorter, 0);
    return go_on(sorter, error) ? 1 : -1;
}
