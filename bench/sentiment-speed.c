/* sentiment-speed.c: CPU time of the plugin sentiment over lines. SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <galley/galley.h>

/*
 * sentiment-speed ROUNDS FILE STEP...
 *
 * Each line of FILE is a document. Prints for each list of steps, in YAML, the least CPU seconds of ROUNDS rounds
 * over all lines, from text to layers, the engine's work with them; the lists take turns. "-" is no step: what the engine
 * alone takes.
 */

static GalleyPipeline *
load(const char *steps)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *text =
        g_strdup_printf("galley: 1\nname: bench\nsteps: [%s]\n", strcmp(steps, "-") ? steps : "");
    GalleyPipeline *pipeline =
        galley_pipeline_load_text(text, strlen(text), "bench.yaml", NULL, &error);
    if (pipeline == NULL || !galley_pipeline_open(pipeline, &error)) {
        fprintf(stderr, "sentiment-speed: %s\n", error->message);
        exit(2);
    }
    return pipeline;
}

static double
cpu_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void
process(GalleyPipeline *pipeline, GalleyDocument *document, const char *line, gsize size)
{
    g_autoptr(GError) error = NULL;
    galley_document_set_id(document, "bench", -1);
    if (galley_document_set_source(document, line, size, galley_encoding_find("UTF-8"), &error) &&
        galley_pipeline_process(pipeline, document, &error) == GALLEY_OK)
        return;
    fprintf(stderr, "sentiment-speed: %s\n", error->message);
    exit(2);
}

static double
measure(GalleyPipeline *pipeline, const char *text, gsize size)
{
    g_autoptr(GalleyDocument) document = galley_document_new();
    double start = cpu_seconds();
    for (const char *line = text, *next; line < text + size; line = next) {
        const char *stop = memchr(line, '\n', (gsize)(text + size - line));
        stop = stop != NULL ? stop : text + size;
        next = stop + 1;
        process(pipeline, document, line, (gsize)(stop - line));
    }
    return cpu_seconds() - start;
}

int
main(int argc, char **argv)
{
    g_autofree char *text = NULL;
    gsize size;
    g_autoptr(GError) error = NULL;
    if (argc < 4 || !g_file_get_contents(argv[2], &text, &size, &error)) {
        fprintf(stderr, "sentiment-speed ROUNDS FILE STEP...%s%s\n", error ? ": " : "",
                error ? error->message : "");
        return 2;
    }
    int n = argc - 3, rounds = atoi(argv[1]);
    g_autoptr(GPtrArray) pipelines =
        g_ptr_array_new_with_free_func((GDestroyNotify)galley_pipeline_unref);
    g_autofree double *least = g_new(double, n);
    for (int i = 0; i < n; i++) {
        g_ptr_array_add(pipelines, load(argv[3 + i]));
        least[i] = G_MAXDOUBLE;
    }
    for (int round = 0; round < rounds; round++)
        for (int i = 0; i < n; i++)
            least[i] = MIN(least[i], measure(pipelines->pdata[i], text, size));
    for (int i = 0; i < n; i++)
        printf("%.6f\n", least[i]);
    return 0;
}
