/* fuzz-pipeline.c: any bytes as a pipeline file: a plan or messages, never harm.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include <galley/pipeline.h>
#include <galley/unicode.h>

#include "pipeline/pipeline-private.h"
#include "pipeline/tree-private.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

static void
try_tree(const char *text, gsize size)
{
    if (!galley_utf8_validate(text, size, NULL))
        return;
    g_autoptr(GalleyDiagnostics) diagnostics = galley_diagnostics_new("fuzz.yaml", text, size);
    g_autoptr(GalleyTree) tree = galley_tree_parse(text, size, diagnostics);
    g_autofree char *message = galley_diagnostics_print(diagnostics);
    if (!galley_utf8_validate(message, strlen(message), NULL) || strchr(message, '\x1b'))
        g_error("a message that is not fit for a terminal");
    if (!tree && galley_diagnostics_count(diagnostics) == 0)
        g_error("no tree, and no word why");
}

static void
try_plan(const char *text, gsize size)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GalleyPipeline) pipeline =
        galley_pipeline_load_text(text, size, "fuzz.yaml", NULL, &error);
    if (!pipeline == !error)
        g_error("a plan and an error, or neither");
    g_autofree char *plan = pipeline ? galley_pipeline_describe(pipeline) : NULL;
    g_autofree char *dot = pipeline ? galley_pipeline_graph(pipeline, GALLEY_GRAPH_DOT) : NULL;
    g_autofree char *mermaid =
        pipeline ? galley_pipeline_graph(pipeline, GALLEY_GRAPH_MERMAID) : NULL;
}

int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
    g_autofree char *text = g_memdup2(size > 0 ? data : (const guint8 *)"", MAX(size, 1));
    try_tree(text, size);
    try_plan(text, size);
    return 0;
}
