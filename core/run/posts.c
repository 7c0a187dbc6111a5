/* posts.c: workers as the parent sees them: forked, told, heard, watched, and explained.
 * SPDX-License-Identifier: MIT */
#include "run/posts-private.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "run/quarantine-private.h"

#define READ_SIZE ((gsize)1 << 18)
/* for an answer of one that is on no record, at least */
#define STRETCH_MOST 1000000000 /* as many as a million times a million documents give */
#define IDLE_MOST ((gint64)120 * G_USEC_PER_SEC)

guint
galley_posts_get_slot(const GalleyPosts *posts, const GalleyPost *post)
{
    return (guint)(post - posts->posts);
}

/* ---- life ---- */

/* Pages of its own, which the others' workers do without. */
static GalleyProgress *
map_shared(void)
{
    void *place = mmap(NULL, sizeof(GalleyProgress), PROT_READ | PROT_WRITE,
                       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return place == MAP_FAILED ? NULL : place;
}

static gboolean
map_all(GalleyPosts *posts)
{
    gboolean mapped = TRUE;
    posts->progress = g_new0(GalleyProgress *, posts->n + 1);
    for (guint i = 0; i < posts->n && mapped; i++)
        mapped = (posts->progress[i] = map_shared()) != NULL;
    return mapped;
}

gboolean
galley_posts_init(GalleyPosts *posts,
                  GalleyPipeline *pipeline,
                  GalleyWork *work,
                  const GalleyLimits *limits,
                  guint n,
                  GError **error)
{
    const GalleyReadingSettings *settings = galley_work_get_settings(work);
    *posts = (GalleyPosts){ .limits = *limits,
                            .n = n,
                            .n_sources = settings->sources->len,
                            .record_limit = settings->record_limit };
    posts->posts = g_new0(GalleyPost, n);
    for (guint i = 0; i < n; i++) {
        posts->posts[i].fd = -1;
        posts->posts[i].answer = g_string_new(NULL);
        posts->posts[i].file = -1;
    }
    if (!map_all(posts))
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOMEM, "no memory to share with workers");
    else
        posts->nursery = galley_nursery_new(pipeline, work, &posts->limits, posts->progress, error);
    return posts->nursery != NULL;
}

static void
close_file(GalleyPost *post)
{
    if (post->file >= 0)
        close(post->file);
    post->file = -1;
}

void
galley_post_leave(GalleyPost *post)
{
    if (post->fd >= 0)
        close(post->fd);
    post->fd = -1;
    post->job = NULL;
    post->timed_out = post->astray = post->deaf = FALSE;
    g_string_truncate(post->answer, 0);
    close_file(post);
}

void
galley_posts_clear(GalleyPosts *posts)
{
    for (guint i = 0; i < posts->n; i++) {
        galley_post_leave(&posts->posts[i]);
        g_string_free(posts->posts[i].answer, TRUE);
    }
    g_clear_pointer(&posts->nursery, galley_nursery_free);
    for (guint i = 0; i < posts->n; i++)
        if (posts->progress[i])
            munmap(posts->progress[i], sizeof(GalleyProgress));
    g_free(posts->progress);
    g_free(posts->posts);
}

/* ---- tasks out ---- */

gboolean
galley_posts_fail(GError **error)
{
    g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FAILED,
                "the process that forks workers is gone; nothing is left running");
    return FALSE;
}

gboolean
galley_posts_ensure(GalleyPosts *posts, GalleyPost *post, gboolean fresh, GError **error)
{
    if (fresh && post->fd >= 0 && !post->fresh)
        galley_post_leave(post); /* it ends when its socket does */
    if (post->fd >= 0)
        return TRUE;
    *posts->progress[galley_posts_get_slot(posts, post)] =
        (GalleyProgress){ 0 }; /* not what the one before it was at */
    post->fd =
        galley_nursery_spawn(posts->nursery, galley_posts_get_slot(posts, post), ++post->serial);
    post->fresh = TRUE;
    return post->fd >= 0 || galley_posts_fail(error);
}

gboolean
galley_post_send(
    GalleyPost *post, const GalleyMessage *message, int fd, const GArray *skip, const char *path)
{
    post->heard_at = g_get_monotonic_time();
    return galley_channel_send_fd(post->fd, message, sizeof *message, fd) &&
           (message->n_skip == 0 ||
            galley_channel_send(post->fd, skip->data,
                                (gsize)message->n_skip * sizeof(GalleyRecordPlace))) &&
           (message->n_path == 0 || galley_channel_send(post->fd, path, message->n_path));
}

/* ---- answers in ---- */

/* Whether the answer is whole: its size, and as many bytes. */
gboolean
galley_post_has_answer(const GalleyPost *post)
{
    guint64 size;
    if (post->answer->len < sizeof size)
        return FALSE;
    memcpy(&size, post->answer->str, sizeof size);
    return post->answer->len - sizeof size >= size;
}

/* Reads what has come; FALSE at the end. */
gboolean
galley_post_hear(GalleyPost *post)
{
    int file;
    gsize before = post->answer->len;
    post->heard_at = g_get_monotonic_time();
    g_string_set_size(post->answer, before + READ_SIZE);
    gssize n = galley_channel_receive_fd(post->fd, post->answer->str + before, READ_SIZE, &file);
    g_string_set_size(post->answer, before + (gsize)MAX(n, 0));
    if (file >= 0) {
        close_file(post);
        post->file = file;
    }
    post->deaf = n <= 0;
    return n > 0;
}

int
galley_post_steal_file(GalleyPost *post)
{
    int file = post->file;
    post->file = -1;
    return file;
}

void
galley_post_finish_answer(GalleyPost *post)
{
    if (post->answer->allocated_len > 4 * READ_SIZE) {
        g_string_free(post->answer, TRUE);
        post->answer = g_string_new(NULL);
    }
    g_string_truncate(post->answer, 0);
    close_file(post);
}

/* ---- those that go astray ---- */

/* It cannot be trusted any more. */
void
galley_posts_distrust(GalleyPosts *posts, GalleyPost *post)
{
    post->astray = TRUE;
    galley_nursery_kill(posts->nursery, galley_posts_get_slot(posts, post));
}

/* Whether a plugin wrote what comes: while it is on a record, a post does not answer; and no answer is
 * larger than the post's memory. */
gboolean
galley_posts_is_foreign(const GalleyPosts *posts, const GalleyPost *post)
{
    guint64 size = 0;
    const GalleyProgress *at = posts->progress[galley_posts_get_slot(posts, post)];
    memcpy(&size, post->answer->str, MIN(post->answer->len, sizeof size));
    return at->length > 0 || at->cutting ||
           (post->answer->len >= sizeof size && size > posts->limits.memory);
}

static gboolean
makes_sense(const GalleyPosts *posts, const GalleyProgress *at)
{
    return at->source < posts->n_sources && at->length <= posts->record_limit + 1 &&
           at->cutting <= TRUE && memchr(at->step, '\0', sizeof at->step) &&
           memchr(at->id, '\0', sizeof at->id);
}

GalleyProgress
galley_posts_read(const GalleyPosts *posts, guint slot)
{
    GalleyProgress at = *posts->progress[slot];
    return makes_sense(posts, &at) ? at : (GalleyProgress){ .since = at.since != 0 };
}

/* How long ago that was, which may have been written over; @other: the latest it can have been. */
static gint64
time_since(gint64 begin, gint64 other, gint64 now)
{
    return now - (begin > 0 && begin <= now ? begin : other);
}

gboolean
galley_posts_is_overdue(const GalleyPosts *posts, guint slot, gint64 now)
{
    GalleyProgress *at = posts->progress[slot];
    gint64 heard = posts->posts[slot].heard_at, wall = posts->limits.cpu * GALLEY_WALL_FACTOR;
    if ((at->length == 0 && !at->cutting) || !makes_sense(posts, at))
        return now - heard >= MAX(wall, IDLE_MOST);
    if (at->step_cpu > 0 &&
        time_since(at->step_since, heard, now) / GALLEY_WALL_FACTOR >= at->step_cpu)
        at->over_step = TRUE;
    gint64 stretch = at->stretch <= STRETCH_MOST ? (gint64)MAX(at->stretch, 1) : 1;
    return at->over_step || time_since(at->since, heard, now) / stretch >= wall;
}

GError *
galley_posts_explain(const GalleyPosts *posts, const GalleyPost *post, int status)
{
    if (post->astray)
        return g_error_new(GALLEY_CRASH, GALLEY_CRASH_MESSAGE,
                           "it wrote to the socket that galley's processes talk by");
    const GalleyProgress at = galley_posts_read(posts, galley_posts_get_slot(posts, post));
    return galley_worker_explain(status, post->timed_out, &at, &posts->limits);
}
