/* pipeline-private.h: a plan as the run sees it. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/pipeline.h>

#include "pipeline/naming-private.h"
#include "plugin/plugin-private.h"

typedef enum {
    GALLEY_ON_ERROR_QUARANTINE, /* the document, with step and reason */
    GALLEY_ON_ERROR_SKIP, /* the step: its layers stay empty for this document, and it is counted */
    GALLEY_ON_ERROR_STOP, /* the run */
} GalleyOnError;

/** GalleyComposition: the files that the plan was made of. */
typedef struct GalleyComposition GalleyComposition;

typedef enum {
    GALLEY_DUPLICATES_REPORT, /* told in summary and manifest */
    GALLEY_DUPLICATES_ERROR,  /* an expectation that was missed */
    GALLEY_DUPLICATES_IGNORE, /* not looked for */
} GalleyDuplicateIds;

/** GalleyPipeline: a checked plan. */
struct GalleyPipeline {
    gatomicrefcount references;
    char *path; /* as given, for messages */
    char *base; /* absolute folder that paths start from */
    char *name;
    char *description; /* (nullable) */
    GalleyFinder *finder;
    GPtrArray *
        readers; /* of GalleyStage: one, or with `reader: auto` all that were found, in byte order of names */
    gboolean reader_auto;
    GalleyNaming *naming; /* (nullable): metadata by the names of files */
    GPtrArray *steps;     /* of GalleyStage */
    GPtrArray *writers;   /* of GalleyStage */
    GalleyOnError on_error;
    GalleyDuplicateIds duplicate_ids; /* what two documents with one id are */
    gboolean no_sandbox;              /* workers may do what galley may */
    char *dropped; /* (nullable): the output, behind the writers', that dropped documents go to */
    gint64
        timeout; /* microseconds of CPU time that a document may take; 0: the run's own default */
    guint64 memory;          /* bytes that a document may take; 0: likewise */
    guint64 stop_after;      /* documents in quarantine that end the run; 0: any number may */
    double stop_after_share; /* of those read, from the 1,000th on and at the end; 0: likewise */
    GalleySlots slots;
    GHashTable *
        option_lines; /* address of an option's field in its stage's struct -> "line 3", where it is set */
    GPtrArray *conditions; /* of GPtrArray of GalleyTerm, by step; %NULL: for every document */
    char *resolved;        /* the pipeline as one file that needs no other */
    GalleyComposition *composition;
    GPtrArray *tests;        /* of GalleyTest */
    GPtrArray *expectations; /* of GalleyExpectation: of whole runs */
    GalleyDocument
        *bound; /* the document that was laid out for this plan last, not owned; for process() */
};

/** GalleyPipelineSettings: what the command line adds to a pipeline file. */
typedef struct {
    const char *const *plugin_dirs; /* (nullable) */
    const char *writer; /* (nullable): this writer, with its defaults, in place of the file's */
    const char *reader; /* (nullable): likewise */
    const char *const *params; /* (nullable): "name=value" of --param, ended by %NULL */
    const char *const *sets;   /* (nullable): "step.option=value" of --set, likewise */
} GalleyPipelineSettings;

/** galley_pipeline_load_with: what galley_pipeline_load() and _load_text() are made of; @text
 * %NULL: read @path */
GalleyPipeline *galley_pipeline_load_with(const char *text,
                                          gsize size,
                                          const char *path,
                                          const GalleyPipelineSettings *settings,
                                          GError **error);

/** galley_pipeline_find: (transfer full) (nullable): the file that NAME stands for: itself if it is
 * there, else among the ready-made ones */
char *galley_pipeline_find(const char *name, GError **error);

/** galley_pipeline_is_file_name: whether it ends as pipelines do, in ".yaml" or ".yml" */
gboolean galley_pipeline_is_file_name(const char *name);
/** galley_pipeline_find_ready_made: (transfer full) (nullable): the file of the ready-made pipeline
 * of that name */
char *galley_pipeline_find_ready_made(const char *name);
/** galley_pipeline_list_ready_made: (transfer full): their names, in byte order */
GStrv galley_pipeline_list_ready_made(void);

/** galley_pipeline_describe: (transfer full): the plan for people: steps, versions, options in
 * force, which layer flows where */
char *galley_pipeline_describe(const GalleyPipeline *pipeline);
typedef enum { GALLEY_GRAPH_DOT, GALLEY_GRAPH_MERMAID, GALLEY_GRAPH_TEXT } GalleyGraph;
/** galley_pipeline_graph: (transfer full): reader, steps and writers, and the layers between them
 */
char *galley_pipeline_graph(const GalleyPipeline *pipeline, GalleyGraph format);

/** galley_stage_refuse_language: (transfer full) (nullable): why the step is not for the document:
 * its metadata "language" is none of the plugin's languages; %NULL where it is, or none is known */
char *galley_stage_refuse_language(const GalleyStage *stage, const GalleyDocument *document);

/** galley_pipeline_on_error: what happens where @stage fails: its own word, or the run's */
GalleyOnError galley_pipeline_on_error(const GalleyPipeline *pipeline, const GalleyStage *stage);
/** galley_pipeline_pass_over: leaves the layers of step @i empty for @document */
gboolean galley_pipeline_pass_over(GalleyPipeline *pipeline,
                                   guint i,
                                   GalleyDocument *document,
                                   GError **error);
/** galley_pipeline_tell_conditions: (transfer full) (nullable): what `when` beside step @i says */
char *galley_pipeline_tell_conditions(const GalleyPipeline *pipeline, guint i);

/**
 * galley_pipeline_step: runs step @i over @document: begin, process, commit or abort
 * @skipped: (out) (optional) (transfer full): why the step passed the document by: its `when`, the
 * document's language, or that it failed where `on_error: skip` passes over that; untouched
 * otherwise
 */
GalleyStatus galley_pipeline_step(
    GalleyPipeline *pipeline, guint i, GalleyDocument *document, char **skipped, GError **error);

/** GalleyStepReport: what a step did to a document, told between this step and the next. */
typedef struct {
    const GalleyStage *stage;
    GalleyStatus status;
    const char *skipped; /* (nullable): why it was passed over */
    const GError *error; /* (nullable): how it failed */
    gint64 time;         /* microseconds on the clock on the wall */
} GalleyStepReport;
typedef void (*GalleyAfterStep)(const GalleyStepReport *report, gpointer data);

/** galley_pipeline_go_on: all steps over a document that the pipeline's reader has made; @after
 * (nullable) is called after each */
GalleyStatus galley_pipeline_go_on(GalleyPipeline *pipeline,
                                   GalleyDocument *document,
                                   GalleyAfterStep after,
                                   gpointer data,
                                   GError **error);
/** galley_pipeline_walk: galley_pipeline_process(), with @after (nullable) called after each step */
GalleyStatus galley_pipeline_walk(GalleyPipeline *pipeline,
                                  GalleyDocument *document,
                                  GalleyAfterStep after,
                                  gpointer data,
                                  GError **error);
