/* posts-private.h: workers as the parent sees them. SPDX-License-Identifier: MIT */
#pragma once

#include "run/job-private.h"
#include "run/nursery-private.h"

/** GalleyPost: a worker's process, or the place for one. */
typedef struct {
    int fd;          /* of its socket; -1: there is none */
    guint serial;    /* which of those that were in this place */
    gboolean fresh;  /* it has been given nothing yet */
    GalleyJob *job;  /* what it is on; %NULL: idle */
    GString *answer; /* as far as it has come, its size in front */
    int file;        /* that came with it; -1 */
    gint64 heard_at; /* monotonic time: when it was given something, or answered last */
    gboolean timed_out;
    gboolean astray; /* what it sent is no answer */
    gboolean deaf;   /* its socket is closed */
} GalleyPost;

/** GalleyPosts: all of them, and who forks their workers. */
typedef struct {
    GalleyNursery *nursery;
    GalleyLimits limits;
    guint n;
    GalleyPost *posts;
    GalleyProgress **progress; /* by post: what its worker is at, shared with it */
    guint n_sources;
    guint64 record_limit;
} GalleyPosts;

/** galley_posts_init: @error is set where a plugin cannot be opened; to be cleared all the same */
gboolean galley_posts_init(GalleyPosts *posts,
                           GalleyPipeline *pipeline,
                           GalleyWork *work,
                           const GalleyLimits *limits,
                           guint n,
                           GError **error);
void galley_posts_clear(GalleyPosts *posts);
guint galley_posts_get_slot(const GalleyPosts *posts, const GalleyPost *post);
/** galley_posts_fail: %FALSE, as who forks workers is gone */
gboolean galley_posts_fail(GError **error);

/* ---- tasks out ---- */

/** galley_posts_ensure: there is a worker; @fresh: one that has done nothing yet */
gboolean galley_posts_ensure(GalleyPosts *posts, GalleyPost *post, gboolean fresh, GError **error);
/** galley_post_leave: its worker ends when its socket does */
void galley_post_leave(GalleyPost *post);
/**
 * galley_post_send:
 * @fd: goes with it; -1: nothing does
 * @skip: (element-type GalleyRecordPlace) (nullable): as many as the message says
 * @path: (nullable): likewise
 */
gboolean galley_post_send(
    GalleyPost *post, const GalleyMessage *message, int fd, const GArray *skip, const char *path);

/* ---- answers in ---- */

/** galley_post_hear: reads what has come; %FALSE at the end */
gboolean galley_post_hear(GalleyPost *post);
/** galley_post_has_answer: all of it: its size, and as many bytes */
gboolean galley_post_has_answer(const GalleyPost *post);
/** galley_post_steal_file: (transfer full): that came with the answer; -1: none */
int galley_post_steal_file(GalleyPost *post);
/** galley_post_finish_answer: it is taken in; what is left of it goes */
void galley_post_finish_answer(GalleyPost *post);

/* ---- those that go astray ---- */

/** galley_posts_is_foreign: whether what came is a plugin's */
gboolean galley_posts_is_foreign(const GalleyPosts *posts, const GalleyPost *post);
/** galley_posts_distrust: whoever is there ends */
void galley_posts_distrust(GalleyPosts *posts, GalleyPost *post);
/** galley_posts_read: what the post is at, by memory that its plugins may have written over: at nothing, where
 * that makes no sense */
GalleyProgress galley_posts_read(const GalleyPosts *posts, guint slot);
/** galley_posts_is_overdue: whether it has had more than its time by the clock on the wall */
gboolean galley_posts_is_overdue(const GalleyPosts *posts, guint slot, gint64 now);
/** galley_posts_explain: (transfer full) (nullable): what its worker died of; %NULL: of nothing */
GError *galley_posts_explain(const GalleyPosts *posts, const GalleyPost *post, int status);
