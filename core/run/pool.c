/* pool.c: the parent's loop: tasks out, answers in, deaths explained, blocks committed in order.
 * SPDX-License-Identifier: MIT */
#include "run/pool-private.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "run/job-private.h"
#include "run/quarantine-private.h"
#include "run/work-private.h"

#define LOOK_MS 100      /* how often the clock is looked at */
#define STILLBORN_MOST 5 /* workers in a row that die before their first task */
#define READ_SIZE ((gsize)1 << 18)
#define IDLE_MOST                                                                                  \
    ((gint64)120 * G_USEC_PER_SEC) /* for an answer of one that is on no record, at least */

/** Worker: a process, or the place for one. */
typedef struct {
    int fd;          /* -1: none */
    guint serial;    /* which of those that were in this place */
    gboolean fresh;  /* it has been given nothing yet */
    GalleyJob *job;  /* what it is on; %NULL: idle */
    GString *answer; /* as far as it has come, its size in front */
    int file;        /* that came with it; -1 */
    gint64 heard_at; /* monotonic time: when it was given something, or answered last */
    gboolean timed_out;
    gboolean astray; /* what it sent is no answer */
    gboolean deaf;   /* its socket is closed */
} Worker;

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
    GalleyLimits limits;
    GalleyNursery *nursery;
    guint n_workers, n_outputs;
    Worker *workers; /* and behind them the cutter */
    Window window;
    GalleyProgress *progress;
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

static guint
slot_of(const GalleyPool *pool, const Worker *worker)
{
    return (guint)(worker - pool->workers);
}

static GalleyProgress *
map_shared(guint n)
{
    void *place = mmap(NULL, n * sizeof(GalleyProgress), PROT_READ | PROT_WRITE,
                       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return place == MAP_FAILED ? NULL : place;
}

GalleyPool *
galley_pool_new(GalleyPipeline *pipeline,
                GalleyWork *work,
                const GalleyLimits *limits,
                guint n_workers,
                GError **error)
{
    g_autoptr(GalleyPool) pool = g_new0(GalleyPool, 1);
    pool->work = work;
    pool->limits = *limits;
    pool->n_workers = n_workers;
    pool->n_outputs = galley_outputs_count(pipeline);
    pool->workers = g_new0(Worker, n_workers + 1);
    for (guint i = 0; i <= n_workers; i++) {
        pool->workers[i].fd = -1;
        pool->workers[i].answer = g_string_new(NULL);
        pool->workers[i].file = -1;
    }
    pool->progress = map_shared(n_workers + 1);
    if (!pool->progress)
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOMEM, "no memory to share with workers");
    else
        pool->nursery = galley_nursery_new(pipeline, work, &pool->limits, pool->progress, error);
    return pool->nursery ? g_steal_pointer(&pool) : NULL;
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

static void
close_file(Worker *worker)
{
    if (worker->file >= 0)
        close(worker->file);
    worker->file = -1;
}

static int
steal_file(Worker *worker)
{
    int file = worker->file;
    worker->file = -1;
    return file;
}

static void
leave_worker(Worker *worker)
{
    if (worker->fd >= 0)
        close(worker->fd);
    worker->fd = -1;
    worker->job = NULL;
    worker->timed_out = worker->astray = worker->deaf = FALSE;
    g_string_truncate(worker->answer, 0);
    close_file(worker);
}

void
galley_pool_free(GalleyPool *pool)
{
    for (guint i = 0; i <= pool->n_workers; i++) {
        leave_worker(&pool->workers[i]);
        g_string_free(pool->workers[i].answer, TRUE);
    }
    g_clear_pointer(&pool->nursery, galley_nursery_free);
    if (pool->progress)
        munmap(pool->progress, (pool->n_workers + 1) * sizeof(GalleyProgress));
    g_free(pool->workers);
    g_free(pool);
}

/* ---- tasks out ---- */

static gboolean
nursery_is_gone(GError **error)
{
    g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FAILED,
                "the process that forks workers is gone; nothing is left running");
    return FALSE;
}

static gboolean
ensure_worker(GalleyPool *pool, Worker *worker, gboolean fresh, GError **error)
{
    if (fresh && worker->fd >= 0 && !worker->fresh)
        leave_worker(worker); /* it ends when its socket does */
    if (worker->fd >= 0)
        return TRUE;
    pool->progress[slot_of(pool, worker)] =
        (GalleyProgress){ 0 }; /* not what the one before it was at */
    worker->fd = galley_nursery_spawn(pool->nursery, slot_of(pool, worker), ++worker->serial);
    worker->fresh = TRUE;
    return worker->fd >= 0 || nursery_is_gone(error);
}

static gboolean
send_message(
    Worker *worker, const GalleyMessage *message, int fd, const GArray *skip, const char *path)
{
    worker->heard_at = g_get_monotonic_time();
    return galley_channel_send_fd(worker->fd, message, sizeof *message, fd) &&
           (message->n_skip == 0 ||
            galley_channel_send(worker->fd, skip->data,
                                (gsize)message->n_skip * sizeof(GalleyRecordPlace))) &&
           (message->n_path == 0 || galley_channel_send(worker->fd, path, message->n_path));
}

static gboolean
give_job(GalleyPool *pool, Worker *worker, GalleyJob *job, guint64 limit, GError **error)
{
    GalleyMessage message = galley_job_get_message(job, limit);
    message.order.pick = pool->pick;
    if (!ensure_worker(pool, worker, galley_job_needs_fresh(job), error))
        return FALSE;
    worker->job = job;
    worker->fresh = FALSE;
    job->running = TRUE;
    /* if it is dead already, its death will be told */
    send_message(worker, &message, job->fd, job->skip, NULL);
    return TRUE;
}

/* ---- answers in ---- */

/* Whether the answer is whole: its size, and as many bytes. */
static gboolean
answer_is_whole(const Worker *worker)
{
    guint64 size;
    if (worker->answer->len < sizeof size)
        return FALSE;
    memcpy(&size, worker->answer->str, sizeof size);
    return worker->answer->len - sizeof size >= size;
}

/* Reads what has come; FALSE at the end. */
static gboolean
hear(Worker *worker)
{
    int file;
    gsize before = worker->answer->len;
    worker->heard_at = g_get_monotonic_time();
    g_string_set_size(worker->answer, before + READ_SIZE);
    gssize n =
        galley_channel_receive_fd(worker->fd, worker->answer->str + before, READ_SIZE, &file);
    g_string_set_size(worker->answer, before + (gsize)MAX(n, 0));
    if (file >= 0) {
        close_file(worker);
        worker->file = file;
    }
    worker->deaf = n <= 0;
    return n > 0;
}

/* It cannot be trusted any more. */
static void
leave_astray(GalleyPool *pool, Worker *worker)
{
    worker->astray = TRUE;
    galley_nursery_kill(pool->nursery, slot_of(pool, worker));
}

/* Whether a plugin wrote what comes: while it is on a record, a worker does not answer; and no answer is
 * larger than the worker's memory. */
static gboolean
is_foreign(const GalleyPool *pool, const Worker *worker)
{
    guint64 size = 0;
    const GalleyProgress *at = &pool->progress[slot_of(pool, worker)];
    memcpy(&size, worker->answer->str, MIN(worker->answer->len, sizeof size));
    return at->length > 0 || at->cutting ||
           (worker->answer->len >= sizeof size && size > pool->limits.memory);
}

static GError *
explain_death(const GalleyPool *pool, const Worker *worker, int status)
{
    if (worker->astray)
        return g_error_new(GALLEY_CRASH, GALLEY_CRASH_MESSAGE,
                           "it wrote to the socket that galley's processes talk by");
    return galley_worker_explain(status, worker->timed_out, &pool->progress[slot_of(pool, worker)],
                                 &pool->limits);
}

static void
finish_answer(Worker *worker)
{
    if (worker->answer->allocated_len > 4 * READ_SIZE) {
        g_string_free(worker->answer, TRUE);
        worker->answer = g_string_new(NULL);
    }
    g_string_truncate(worker->answer, 0);
    close_file(worker);
}

/* An answer that makes no sense is a death: whoever wrote it cannot be trusted. */
static void
take_answer(GalleyPool *pool, Worker *worker)
{
    GalleyJob *job = worker->job;
    guint64 size;
    memcpy(&size, worker->answer->str, sizeof size);
    if (worker->answer->len - sizeof size != size ||
        !galley_job_take_answer(job, worker->answer->str + sizeof size, size, steal_file(worker))) {
        leave_astray(pool, worker);
        return;
    }
    pool->n_stillborn = 0;
    job->running = FALSE;
    worker->job = NULL;
    finish_answer(worker);
}

/* ---- the cutter ---- */

static Worker *
cutter_of(GalleyPool *pool)
{
    return &pool->workers[pool->n_workers];
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
    if (!ensure_worker(pool, cutter_of(pool), FALSE, error))
        return FALSE;
    window->asked = TRUE;
    window->wanted = *block;
    send_message(cutter_of(pool), &message, -1, window->holes, NULL);
    return TRUE;
}

static gboolean
take_cut(GalleyPool *pool, GError **error)
{
    GalleyCutReply reply;
    int fd = -1;
    Window *window = &pool->window;
    gboolean working = pool->progress[pool->n_workers].cutting;
    gssize n = galley_channel_receive_fd(cutter_of(pool)->fd, &reply, sizeof reply, &fd);
    if (n <= 0 || working || n != sizeof reply || reply.status > GALLEY_CUT_FAILED) {
        cutter_of(pool)->astray = n > 0;
        cutter_of(pool)->deaf = TRUE;
        galley_nursery_kill(pool->nursery, pool->n_workers); /* if it is not dead already */
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
    GalleyProgress at = pool->progress[pool->n_workers];
    g_autoptr(GError) why = explain_death(pool, cutter_of(pool), death->status);
    leave_worker(cutter_of(pool));
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
    if (!galley_nursery_take_death(pool->nursery, &death))
        return nursery_is_gone(error);
    Worker *worker = &pool->workers[death.slot];
    if (worker->fd < 0 || worker->serial != death.serial)
        return TRUE; /* one that was left, and has gone in peace */
    if (worker == cutter_of(pool))
        return bury_cutter(pool, &death, error);
    while (worker->job && !worker->astray && !answer_is_whole(worker) && hear(worker))
        ;
    if (worker->job && !worker->astray && answer_is_whole(worker))
        take_answer(pool, worker);
    GalleyJob *job = worker->job;
    GalleyProgress at = pool->progress[death.slot];
    g_autoptr(GError) why = explain_death(pool, worker, death.status);
    leave_worker(worker);
    if (!job)
        return TRUE;
    pool->n_stillborn += at.length == 0 && !at.cutting;
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

static gboolean
is_overdue(const GalleyPool *pool, guint slot, gint64 now)
{
    GalleyProgress *at = &pool->progress[slot];
    if (at->length == 0 && !at->cutting)
        return now - pool->workers[slot].heard_at >=
               MAX(pool->limits.cpu * GALLEY_WALL_FACTOR, IDLE_MOST);
    if (at->step_cpu > 0 && now - at->step_since >= at->step_cpu * GALLEY_WALL_FACTOR)
        at->over_step = TRUE;
    gint64 most = pool->limits.cpu * GALLEY_WALL_FACTOR * (gint64)MAX(at->stretch, 1);
    return at->over_step || now - at->since >= most;
}

/* A document that takes ten times its CPU time on the wall: it sleeps, or waits for something that
 * does not come. */
static void
look_at_clock(GalleyPool *pool)
{
    gint64 now = g_get_monotonic_time();
    for (guint i = 0; i <= pool->n_workers; i++) {
        gboolean busy = pool->workers[i].job || (i == pool->n_workers && pool->window.asked);
        if (!busy || pool->workers[i].timed_out || !is_overdue(pool, i, now))
            continue;
        pool->workers[i].timed_out = TRUE;
        galley_nursery_kill(pool->nursery, i);
    }
}

/* ---- the loop ---- */

/* One that has closed its socket will not answer. If it is dead, that changes nothing. */
static void
hear_worker(GalleyPool *pool, Worker *worker)
{
    if (!hear(worker)) {
        galley_nursery_kill(pool->nursery, slot_of(pool, worker));
    } else if (is_foreign(pool, worker)) {
        leave_astray(pool, worker);
        worker->deaf = TRUE;
    } else if (answer_is_whole(worker)) {
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
        const Worker *worker = &pool->workers[i];
        gboolean busy = (i == n ? pool->window.asked : worker->job != NULL) && !worker->deaf;
        ready[i] = (struct pollfd){ busy ? worker->fd : -1, POLLIN, 0 };
    }
    ready[n + 1] = (struct pollfd){ galley_nursery_get_fd(pool->nursery), POLLIN, 0 };
    if (poll(ready, n + 2, LOOK_MS) < 0 && errno != EINTR) {
        g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(errno), "poll: %s",
                    g_strerror(errno));
        return FALSE;
    }
    for (guint i = 0; i < n; i++)
        if (ready[i].revents && pool->workers[i].job)
            hear_worker(pool, &pool->workers[i]);
    if (ready[n].revents && !take_cut(pool, error))
        return FALSE;
    look_at_clock(pool);
    tick(pool);
    return !ready[n + 1].revents || bury(pool, error);
}

static Worker *
find_idle(GalleyPool *pool)
{
    for (guint i = 0; i < pool->n_workers; i++)
        if (!pool->workers[i].job)
            return &pool->workers[i];
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
    for (Worker *worker = find_idle(pool); worker; worker = find_idle(pool)) {
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
look_at(GalleyPool *pool, Worker *worker)
{
    guint slot = slot_of(pool, worker);
    gboolean wanted = tick(pool);
    if (worker->timed_out || (wanted && !is_overdue(pool, slot, g_get_monotonic_time())))
        return;
    worker->timed_out = TRUE;
    galley_nursery_kill(pool->nursery, slot);
}

/* Waits for the worker alone. */
static gboolean
hear_out(GalleyPool *pool, Worker *worker)
{
    struct pollfd ready = { worker->fd, POLLIN, 0 };
    while (poll(&ready, 1, LOOK_MS) <= 0)
        look_at(pool, worker);
    return hear(worker);
}

/* Those of workers that were left come in between. */
static gboolean
wait_for_death(GalleyPool *pool, const Worker *worker, GalleyDeath *death)
{
    do
        if (!galley_nursery_take_death(pool->nursery, death))
            return FALSE;
    while (death->slot != slot_of(pool, worker) || death->serial != worker->serial);
    return TRUE;
}

static void
explain_lone_death(GalleyPool *pool, Worker *worker, GError **error)
{
    const GalleyProgress *at = &pool->progress[slot_of(pool, worker)];
    GalleyDeath death = { 0 };
    g_autoptr(GError) why = NULL;
    galley_nursery_kill(pool->nursery, slot_of(pool, worker)); /* if it is not dead already */
    if (wait_for_death(pool, worker, &death))
        why = explain_death(pool, worker, death.status);
    g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FAILED,
                "writer \"%s\" took its process down%s%s%s: %s", at->step,
                *at->id ? " at document \"" : "", at->id, *at->id ? "\"" : "",
                why ? why->message : "it went away");
}

static GalleyResult *
take_lone_answer(Worker *worker)
{
    if (!answer_is_whole(worker))
        return NULL;
    guint64 size = worker->answer->len - sizeof size;
    return galley_result_read(worker->answer->str + sizeof size, size, steal_file(worker));
}

GalleyResult *
galley_pool_do(
    GalleyPool *pool, GalleyTask task, guint writer, const char *path, int fd, GError **error)
{
    Worker *worker = &pool->workers[0];
    gboolean reduces = task == GALLEY_TASK_REDUCE; /* in a process that does nothing else */
    GalleyMessage message = { .task = task,
                              .writer = writer,
                              .n_path = path ? (guint)strlen(path) : 0 };
    if (!ensure_worker(pool, worker, reduces, error))
        return NULL;
    worker->fresh = FALSE;
    send_message(worker, &message, fd, NULL, path);
    while (!worker->astray && !answer_is_whole(worker) && hear_out(pool, worker))
        worker->astray = is_foreign(pool, worker);
    GalleyResult *result = worker->astray ? NULL : take_lone_answer(worker);
    finish_answer(worker);
    if (!result)
        explain_lone_death(pool, worker, error);
    if (!result || reduces)
        leave_worker(worker);
    return result;
}
