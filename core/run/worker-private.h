/* worker-private.h: the life of a worker process. SPDX-License-Identifier: MIT */
#pragma once

#include "run/channel-private.h"
#include "run/limit-private.h"

/** Exit statuses of a worker by which it says why it goes. */
enum {
    GALLEY_WORKER_DONE = 0,
    GALLEY_WORKER_CANNOT_START = 120,
};

/** galley_worker_run: does tasks from the socket @fd until it is closed; never returns */
G_NORETURN void
galley_worker_run(GalleyWork *work, int fd, const GalleyLimits *limits, GalleyProgress *progress);

/** galley_worker_explain: (nullable): what became of a worker that ended with @status at @progress,
 * as an error; %NULL if it went in peace */
GError *galley_worker_explain(int status,
                              gboolean timed_out,
                              const GalleyProgress *progress,
                              const GalleyLimits *limits);
