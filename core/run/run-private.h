/* run-private.h: a pipeline over inputs. SPDX-License-Identifier: MIT */
#pragma once

#include "pipeline/pipeline-private.h"
#include "run/books-private.h"
#include "run/folder-private.h"
#include "run/input-private.h"
#include "run/ledger-private.h"

/** GalleyRunSettings: what a command asks for. */
typedef struct {
    const char *const *inputs;
    const char *output; /* (nullable): the run's folder; %NULL: standard output */
    gboolean overwrite;
    const char *retry;    /* (nullable): the folder of a run whose blocks are taken over where no
                             document of theirs is in quarantine */
    gboolean resume;      /* go on with the run that @output holds */
    gint64 limit;         /* documents to read; 0: all */
    gint64 sample;        /* documents with the smallest digests of id; 0: all */
    guint64 record_limit; /* bytes of a record; 0: the default, 64 MiB */
    guint workers;        /* processes; 0: as many as there are processors */
    gboolean no_sandbox;  /* workers may do what galley may */
    gboolean in_process;  /* no processes: all in this one, for a debugger */
    guint bar_width;      /* columns of the terminal that a bar is shown on; 0: no bar */
    gboolean color;       /* in it */
    gboolean lines;       /* a line on stderr each minute */
    gboolean quiet;       /* no line for a quarantined document */
} GalleyRunSettings;

#define GALLEY_RECORD_LIMIT ((guint64)64 << 20)

/** GalleyRunResult: exit status of the command. */
typedef enum {
    GALLEY_RUN_DONE = 0,
    GALLEY_RUN_QUARANTINED = 1,  /* done, but not with all documents, or not as was expected */
    GALLEY_RUN_REFUSED = 2,      /* usage, pipeline or inputs are wrong: nothing was done */
    GALLEY_RUN_FAILED = 3,       /* it could not be done: outputs are not in place */
    GALLEY_RUN_INTERRUPTED = 75, /* by a signal; what was done is safe, and it can be resumed */
} GalleyRunResult;

/**
 * galley_run:
 * @books: initialised; filled
 * @report: (out) (optional) (transfer full): where the time went, for people
 *
 * Reads all inputs in order. Workers do blocks of about a MiB each, and what they make is committed
 * in order, so that the
 * bytes do not depend on their number. Outputs are put in place when all is done.
 * @error is set where the result is _REFUSED or _FAILED.
 */
GalleyRunResult galley_run(GalleyPipeline *pipeline,
                           const GalleyRunSettings *settings,
                           GalleyBooks *books,
                           char **report,
                           GError **error);

/** galley_run_is_open: whether workers may do all that galley may: nobody wants a sandbox */
gboolean galley_run_is_open(const GalleyPipeline *pipeline, const GalleyRunSettings *settings);

/** galley_manifest_append: @plan: digest of the plan; @retried: (nullable): of that of the run that
 * this one retries; what was run and what came of it, as JSON; without anything that may
 * vary */
void galley_manifest_append(GString *out,
                            const GalleyPipeline *pipeline,
                            const GalleyRunSettings *settings,
                            const GalleyBooks *books,
                            const GalleyFolder *folder,
                            const GalleyLedger *ledger,
                            const char *plan,
                            const char *retried);

/** galley_plan_lines: (transfer full) (element-type utf8): what is run over what, a line each,
 * ended by %NULL */
GPtrArray *galley_plan_lines(const GalleyPipeline *pipeline,
                             const GalleyRunSettings *settings,
                             const GPtrArray *sources);
