/* pool.c: the parent's loop: tasks out, answers in, deaths explained, blocks committed in order.
 * SPDX-License-Identifier: MIT */
#include "run/pool-private.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "run/posts-private.h"
#include "run/work-private.h"

#define LOOK_MS 100      /* how often the clock is looked at */
#define STILLBORN_MOST 5 /* workers in a row that die before their first task */

/** Window: the blocks that are under way: committed ones are behind it, those ahead wait. */
typedef struct {
    GalleyJob *jobs; /* of block b: jobs[b % size] */
    guint64 first, next, size;
    GalleyFeed *feed;
    gboolean at_end; /* of the feed */
    gboolean asked;  /* the cutter, for @wanted */
    GalleyBlock wanted;
    GArray *holes;   /* of GalleyRecordPlace, for the cutter */
    guint64 n_taken; /* bytes of the cutter's source that blocks stand for already */
    guint64 cutting; /* position at which a cutter went down last */
} Window;

struct GalleyPool {
    GalleyWork *work;
    GalleyPosts posts; /* of workers, and behind them of the cutter */
    guint n_workers, n_outputs;
    Window window;
    guint n_stillborn;
    GalleyTick tick;           /* (nullable) */
    GalleyTakeOver take_over;  /* (nullable) */
    GalleyConvicted convicted; /* (nullable) */
    const GPtrArray *known;    /* (nullable): of GalleyConviction */
    gpointer data;             /* of whoever runs it */
    gpointer tick_data;
    GalleyPick pick;
};

/* ---- life ---- */

GalleyPool *
galley_pool_new(GalleyPipeline *pipeline,
                GalleyWork *work,
                const GalleyLimits *limits,
                guint n_workers,
                GError **error)
{
    g_autoptr(GalleyPool) pool = g_new0(GalleyPool, 1);
    pool->work = work;
    pool->n_workers = n_workers;
    pool->n_outputs = galley_outputs_count(pipeline);
    return galley_posts_init(&pool->posts, pipeline, work, limits, n_workers + 1, error)
               ? g_steal_pointer(&pool)
               : NULL;
}

void
galley_pool_set_tick(GalleyPool *pool, GalleyTick tick, gpointer data)
{
    pool->tick = tick;
    pool->tick_data = data;
}

void
galley_pool_set_pick(GalleyPool *pool, const GalleyPick *pick)
{
    pool->pick = *pick;
}

/* FALSE: whoever runs it wants it to end. */
static gboolean
tick(const GalleyPool *pool)
{
    return !pool->tick || pool->tick(pool->tick_data);
}

void
galley_pool_free(GalleyPool *pool)
{
    galley_posts_clear(&pool->posts);
    g_free(pool);
}

/* ---- tasks out ---- */

static gboolean
give_job(GalleyPool *pool, GalleyPost *worker, GalleyJob *job, guint64 limit, GError **error)
{
    GalleyMessage message = galley_job_get_message(job, limit);
    message.order.pick = pool->pick;
    if (!galley_posts_ensure(&pool->posts, worker, galley_job_needs_fresh(job), error))
        return FALSE;
    worker->job = job;
    worker->fresh = FALSE;
    job->running = TRUE;
    /* if it is dead already, its death will be told */
    galley_post_send(worker, &message, job->fd, job->skip, NULL);
    return TRUE;
}

/* ---- answers in ---- */

/* An answer that makes no sense is a death: whoever wrote it cannot be trusted. */
static void
take_answer(GalleyPool *pool, GalleyPost *worker)
{
    GalleyJob *job = worker->job;
    guint64 size;
    memcpy(&size, worker->answer->str, sizeof size);
    if (worker->answer->len - sizeof size != size ||
        !galley_job_take_answer(job, worker->answer->str + sizeof size, size,
                                galley_post_steal_file(worker))) {
        galley_posts_distrust(&pool->posts, worker);
        return;
    }
    pool->n_stillborn = 0;
    job->running = FALSE;
    worker->job = NULL;
    galley_post_finish_answer(worker);
}

/* ---- the cutter ---- */

static GalleyPost *
cutter_of(GalleyPool *pool)
{
    return &pool->posts.posts[pool->n_workers];
}

static void
add_job(GalleyPool *pool, const GalleyBlock *block, int fd)
{
    Window *window = &pool->window;
    GalleyJob *job = &window->jobs[window->next % window->size];
    GalleyResult *known = pool->take_over ? pool->take_over(block, pool->data) : NULL;
    galley_job_init(job, block, fd, pool->n_outputs);
    if (known)
        galley_job_settle(job, known);
    for (guint i = 0; pool->known && i < pool->known->len; i++) {
        const GalleyConviction *conviction = g_ptr_array_index(pool->known, i);
        if (conviction->unit == block->unit && conviction->index == block->index)
            galley_job_remember(job, conviction);
    }
    window->next++;
}

static gboolean
ask_cutter(GalleyPool *pool, const GalleyBlock *block, GError **error)
{
    Window *window = &pool->window;
    GalleyMessage message = { .task = GALLEY_TASK_CUT,
                              .n_skip = window->holes->len,
                              .order = { .block = *block } };
    if (!galley_posts_ensure(&pool->posts, cutter_of(pool), FALSE, error))
        return FALSE;
    window->asked = TRUE;
    window->wanted = *block;
    galley_post_send(cutter_of(pool), &message, -1, window->holes, NULL);
    return TRUE;
}

static gboolean
take_cut(GalleyPool *pool, GError **error)
{
    GalleyCutReply reply;
    int fd = -1;
    Window *window = &pool->window;
    gboolean working = pool->posts.progress[pool->n_workers]->cutting;
    gssize n = galley_channel_receive_fd(cutter_of(pool)->fd, &reply, sizeof reply, &fd);
    if (n <= 0 || working || n != sizeof reply || reply.status > GALLEY_CUT_FAILED) {
        cutter_of(pool)->astray = n > 0;
        cutter_of(pool)->deaf = TRUE;
        galley_nursery_kill(pool->posts.nursery, pool->n_workers); /* if it is not dead already */
        return TRUE;
    }
    window->asked = FALSE;
    switch (reply.status) {
    case GALLEY_CUT_BLOCK:
        galley_feed_take_cut(window->feed);
        window->wanted.n_bytes = reply.n_taken - MIN(window->n_taken, reply.n_taken);
        window->n_taken = reply.n_taken;
        add_job(pool, &window->wanted, fd);
        return TRUE;
    case GALLEY_CUT_END:
        galley_feed_take_end(window->feed);
        window->n_taken = 0;
        return TRUE;
    case GALLEY_CUT_NEEDLESS:
        galley_feed_take_needless(window->feed);
        return TRUE;
    default:
        g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FAILED, "%.*s",
                    (int)sizeof reply.message, reply.message);
        return FALSE;
    }
}

/* ---- deaths ---- */

/* A cutter goes down on what it cuts: tried once more, then the place is passed over. */
static gboolean
bury_cutter(GalleyPool *pool, const GalleyDeath *death, GError **error)
{
    Window *window = &pool->window;
    GalleyProgress at = galley_posts_read(&pool->posts, pool->n_workers);
    g_autoptr(GError) why = galley_posts_explain(&pool->posts, cutter_of(pool), death->status);
    galley_post_leave(cutter_of(pool));
    if (!window->asked)
        return TRUE;
    gboolean begun = at.since > 0;
    if (!begun && ++pool->n_stillborn > STILLBORN_MOST) {
        g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FAILED,
                    "an input cannot be cut: %s", why ? why->message : "its cutter went away");
        return FALSE;
    }
    if (begun && window->cutting == at.position)
        galley_places_add_hole(window->holes, &at, why ? why->message : "it went away");
    window->cutting = begun ? at.position : G_MAXUINT64;
    return ask_cutter(pool, &window->wanted, error);
}

static gboolean
cannot_start(GalleyPool *pool, const GalleyDeath *death, GError **error)
{
    if (pool->n_stillborn <= STILLBORN_MOST)
        return FALSE;
    g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FAILED,
                "workers end before their first task (status %d)", death->status);
    return TRUE;
}

static gboolean
bury(GalleyPool *pool, GError **error)
{
    GalleyDeath death;
    if (!galley_nursery_take_death(pool->posts.nursery, &death))
        return galley_posts_fail(error);
    GalleyPost *worker = &pool->posts.posts[death.slot];
    if (worker->fd < 0 || worker->serial != death.serial)
        return TRUE; /* one that was left, and has gone in peace */
    if (worker == cutter_of(pool))
        return bury_cutter(pool, &death, error);
    while (worker->job && !worker->astray && !galley_post_has_answer(worker) &&
           galley_post_hear(worker))
        ;
    if (worker->job && !worker->astray && galley_post_has_answer(worker))
        take_answer(pool, worker);
    GalleyJob *job = worker->job;
    GalleyProgress at = galley_posts_read(&pool->posts, death.slot);
    g_autoptr(GError) why = galley_posts_explain(&pool->posts, worker, death.status);
    galley_post_leave(worker);
    if (!job)
        return TRUE;
    pool->n_stillborn += at.length == 0 && !at.cutting && at.since == 0;
    if (cannot_start(pool, &death, error))
        return FALSE;
    if (!why)
        why = g_error_new(GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FAILED,
                          "its worker ended too early");
    job->running = FALSE;
    guint n_before = job->skip->len;
    galley_job_take_death(job, pool->work, &at, why);
    if (pool->convicted && job->skip->len > n_before) {
        const GalleyRecordPlace *place = &g_array_index(job->skip, GalleyRecordPlace, n_before);
        if (place->reach == 0)
            pool->convicted(&job->block, place, job->crash, pool->data);
    }
    return TRUE;
}

/* A document that takes ten times its CPU time on the wall: it sleeps, or waits for something that
 * does not come. */
static void
look_at_clock(GalleyPool *pool)
{
    gint64 now = g_get_monotonic_time();
    for (guint i = 0; i <= pool->n_workers; i++) {
        gboolean busy = pool->posts.posts[i].job || (i == pool->n_workers && pool->window.asked);
        if (!busy || pool->posts.posts[i].timed_out ||
            !galley_posts_is_overdue(&pool->posts, i, now))
            continue;
        pool->posts.posts[i].timed_out = TRUE;
        galley_nursery_kill(pool->posts.nursery, i);
    }
}

/* ---- the loop ---- */

/* One that has closed its socket will not answer. If it is dead, that changes nothing. */
static void
hear_worker(GalleyPool *pool, GalleyPost *worker)
{
    if (!galley_post_hear(worker)) {
        galley_nursery_kill(pool->posts.nursery, galley_posts_get_slot(&pool->posts, worker));
    } else if (galley_posts_is_foreign(&pool->posts, worker)) {
        galley_posts_distrust(&pool->posts, worker);
        worker->deaf = TRUE;
    } else if (galley_post_has_answer(worker)) {
        take_answer(pool, worker);
    }
}

/* Waits for something to happen, and takes it in. */
static gboolean
wait(GalleyPool *pool, GError **error)
{
    guint n = pool->n_workers;
    g_autofree struct pollfd *ready = g_new0(struct pollfd, n + 2);
    for (guint i = 0; i <= n; i++) {
        const GalleyPost *worker = &pool->posts.posts[i];
        gboolean busy = (i == n ? pool->window.asked : worker->job != NULL) && !worker->deaf;
        ready[i] = (struct pollfd){ busy ? worker->fd : -1, POLLIN, 0 };
    }
    ready[n + 1] = (struct pollfd){ galley_nursery_get_fd(pool->posts.nursery), POLLIN, 0 };
    if (poll(ready, n + 2, LOOK_MS) < 0 && errno != EINTR) {
        g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(errno), "poll: %s",
                    g_strerror(errno));
        return FALSE;
    }
    for (guint i = 0; i < n; i++)
        if (ready[i].revents && pool->posts.posts[i].job)
            hear_worker(pool, &pool->posts.posts[i]);
    if (ready[n].revents && !take_cut(pool, error))
        return FALSE;
    look_at_clock(pool);
    tick(pool);
    return !ready[n + 1].revents || bury(pool, error);
}

static GalleyPost *
find_idle(GalleyPool *pool)
{
    for (guint i = 0; i < pool->n_workers; i++)
        if (!pool->posts.posts[i].job)
            return &pool->posts.posts[i];
    return NULL;
}

static GalleyJob *
find_waiting(const Window *window)
{
    for (guint64 b = window->first; b < window->next; b++) {
        GalleyJob *job = &window->jobs[b % window->size];
        if (!job->running && !job->done)
            return job;
    }
    return NULL;
}

/* A block that a cutter gives is asked for, and comes when it is ready. */
static gboolean
open_window(GalleyPool *pool, GError **error)
{
    Window *window = &pool->window;
    while (!window->at_end && !window->asked && window->next - window->first < window->size) {
        GalleyBlock block;
        switch (galley_feed_next(window->feed, &block)) {
        case GALLEY_FEED_BLOCK:
            add_job(pool, &block, -1);
            break;
        case GALLEY_FEED_CUT:
            if (!ask_cutter(pool, &block, error))
                return FALSE;
            break;
        case GALLEY_FEED_END:
            window->at_end = TRUE;
        }
    }
    return TRUE;
}

static gboolean
give_work(GalleyPool *pool, const Window *window, guint64 limit, GError **error)
{
    for (GalleyPost *worker = find_idle(pool); worker; worker = find_idle(pool)) {
        GalleyJob *job = find_waiting(window);
        if (!job)
            return TRUE;
        if (!give_job(pool, worker, job, limit, error))
            return FALSE;
    }
    return TRUE;
}

/* What is done at the front goes out, in order. FALSE with *@over: no more is wanted. */
static gboolean
commit_done(Window *window,
            guint64 *limit,
            GalleyCommit commit,
            gpointer data,
            gboolean *over,
            GError **error)
{
    while (window->first < window->next && window->jobs[window->first % window->size].done &&
           !*over) {
        GalleyJob *job = &window->jobs[window->first % window->size];
        guint64 n = galley_result_count_read(job->result);
        gboolean committed = commit(&job->block, job->result, data, error);
        galley_job_clear(job);
        window->first++;
        if (!committed)
            return FALSE;
        *over = *limit > 0 && n >= *limit;
        *limit -= MIN(*limit, n);
    }
    return TRUE;
}

void
galley_pool_set_convicted(GalleyPool *pool, const GPtrArray *known, GalleyConvicted convicted)
{
    pool->known = known;
    pool->convicted = convicted;
}

void
galley_pool_set_take_over(GalleyPool *pool, GalleyTakeOver take_over)
{
    pool->take_over = take_over;
}

static void
window_init(Window *window, GalleyFeed *feed, guint64 size)
{
    *window = (Window){
        .size = size,
        .jobs = g_new0(GalleyJob, size),
        .feed = feed,
        .holes = g_array_new(FALSE, FALSE, sizeof(GalleyRecordPlace)),
        .cutting = G_MAXUINT64,
    };
}

static void
window_clear(Window *window)
{
    for (; window->first < window->next; window->first++)
        galley_job_clear(&window->jobs[window->first % window->size]);
    g_array_unref(window->holes);
    g_free(window->jobs);
    *window = (Window){ 0 };
}

static gboolean
front_is_done(const Window *window)
{
    return window->first < window->next && window->jobs[window->first % window->size].done;
}

gboolean
galley_pool_run(GalleyPool *pool,
                GalleyFeed *feed,
                guint64 limit,
                GalleyCommit commit,
                gpointer data,
                GError **error)
{
    /* with a limit each block must know how many came before it */
    Window *window = &pool->window;
    gboolean over = FALSE, sound = TRUE;
    pool->data = data;
    window_init(window, feed, limit > 0 ? 1 : 2 * (guint64)pool->n_workers + 1);
    while (sound && !over) {
        sound = open_window(pool, error);
        if (!sound || (window->at_end && window->first == window->next))
            break;
        sound = give_work(pool, window, limit, error) &&
                (front_is_done(window) || wait(pool, error)) &&
                commit_done(window, &limit, commit, data, &over, error);
    }
    window_clear(window);
    return sound;
}

/* ---- one task by itself ---- */

/* What has hung for too long, or is not wanted any more, goes. */
static void
look_at(GalleyPool *pool, GalleyPost *worker)
{
    guint slot = galley_posts_get_slot(&pool->posts, worker);
    gboolean wanted = tick(pool);
    if (worker->timed_out ||
        (wanted && !galley_posts_is_overdue(&pool->posts, slot, g_get_monotonic_time())))
        return;
    worker->timed_out = TRUE;
    galley_nursery_kill(pool->posts.nursery, slot);
}

/* Waits for the worker alone. */
static gboolean
hear_out(GalleyPool *pool, GalleyPost *worker)
{
    struct pollfd ready = { worker->fd, POLLIN, 0 };
    while (poll(&ready, 1, LOOK_MS) <= 0)
        look_at(pool, worker);
    return galley_post_hear(worker);
}

/* Those of workers that were left come in between. */
static gboolean
wait_for_death(GalleyPool *pool, const GalleyPost *worker, GalleyDeath *death)
{
    do
        if (!galley_nursery_take_death(pool->posts.nursery, death))
            return FALSE;
    while (death->slot != galley_posts_get_slot(&pool->posts, worker) ||
           death->serial != worker->serial);
    return TRUE;
}

static void
explain_lone_death(GalleyPool *pool, GalleyPost *worker, GError **error)
{
    const GalleyProgress at =
        galley_posts_read(&pool->posts, galley_posts_get_slot(&pool->posts, worker));
    GalleyDeath death = { 0 };
    g_autoptr(GError) why = NULL;
    galley_nursery_kill(
        pool->posts.nursery,
        galley_posts_get_slot(&pool->posts, worker)); /* if it is not dead already */
    if (wait_for_death(pool, worker, &death))
        why = galley_posts_explain(&pool->posts, worker, death.status);
    g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FAILED,
                "writer \"%s\" took its process down%s%s%s: %s", at.step,
                *at.id ? " at document \"" : "", at.id, *at.id ? "\"" : "",
                why ? why->message : "it went away");
}

static GalleyResult *
take_lone_answer(GalleyPost *worker)
{
    if (!galley_post_has_answer(worker))
        return NULL;
    guint64 size = worker->answer->len - sizeof size;
    return galley_result_read(worker->answer->str + sizeof size, size,
                              galley_post_steal_file(worker));
}

GalleyResult *
galley_pool_do(
    GalleyPool *pool, GalleyTask task, guint writer, const char *path, int fd, GError **error)
{
    GalleyPost *worker = &pool->posts.posts[0];
    gboolean reduces = task == GALLEY_TASK_REDUCE; /* in a process that does nothing else */
    GalleyMessage message = { .task = task,
                              .writer = writer,
                              .n_path = path ? (guint)strlen(path) : 0 };
    if (!galley_posts_ensure(&pool->posts, worker, reduces, error))
        return NULL;
    worker->fresh = FALSE;
    galley_post_send(worker, &message, fd, NULL, path);
    while (!worker->astray && !galley_post_has_answer(worker) && hear_out(pool, worker))
        worker->astray = galley_posts_is_foreign(&pool->posts, worker);
    GalleyResult *result = worker->astray ? NULL : take_lone_answer(worker);
    galley_post_finish_answer(worker);
    if (!result)
        explain_lone_death(pool, worker, error);
    if (!result || reduces)
        galley_post_leave(worker);
    return result;
}
