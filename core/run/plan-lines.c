/* plan-lines.c: what is run over what, a line each: if they are the same, so will the bytes be.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "run/changes-private.h"
#include "run/digest-private.h"
#include "run/run-private.h"

static void
add_line(GPtrArray *lines, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_ptr_array_add(lines, g_strdup_vprintf(format, arguments));
    va_end(arguments);
}

static void
add_option(GPtrArray *lines, const GalleyStage *stage, const GalleyOption *option)
{
    g_autofree char *value = galley_option_print(option, stage->self, NULL);
    const char *path = option->type == GALLEY_OPTION_TYPE_INPUT
                           ? G_STRUCT_MEMBER(const char *, stage->self, option->offset)
                           : NULL;
    g_autofree char *digest = path ? galley_digest_file(path) : NULL;
    add_line(lines, "  %s: %s", option->name, digest ? digest : value);
}

/* Results do not depend on it, unless it says what a file is called. */
static gboolean
is_for_bytes(const GalleyOption *option)
{
    return !(option->flags & GALLEY_OPTION_NO_RESULT) || option->type == GALLEY_OPTION_TYPE_OUTPUT;
}

/* 0: the default, and none for a step. They decide on documents that pass them alone, so a run may go on
 * under others. */
static void
add_limits(GPtrArray *lines, const char *indent, gint64 timeout, guint64 memory)
{
    add_line(lines, "%s" GALLEY_PLAN_LIMITS "%" G_GINT64_FORMAT " us, %" G_GUINT64_FORMAT " bytes",
             indent, timeout, memory);
}

/* Layers that `layers:` gives other names. */
static void
add_renames(GPtrArray *lines,
            const GalleyPipeline *pipeline,
            const char *word,
            const GalleyScopeLayer *layers,
            guint n)
{
    for (guint i = 0; i < n; i++) {
        if (layers[i].slot >= pipeline->slots.n) /* optional, and nothing gives it */
            continue;
        const char *name = pipeline->slots.slots[layers[i].slot].name;
        if (!g_str_equal(layers[i].name, name))
            add_line(lines, "  %s %s as %s", word, layers[i].name, name);
    }
}

static void
add_stages(GPtrArray *lines,
           const GalleyPipeline *pipeline,
           const char *kind,
           const GPtrArray *stages)
{
    for (guint i = 0; i < stages->len; i++) {
        const GalleyStage *stage = g_ptr_array_index(stages, i);
        g_autofree char *digest = galley_digest_file(stage->module->path);
        add_line(lines, "%s %s: %s %s revision %u, %s", kind, stage->name, stage->plugin->name,
                 stage->plugin->version, stage->plugin->revision, digest);
        add_limits(lines, "  ", stage->timeout, stage->memory);
        add_line(lines, "  on_error: %d", stage->on_error);
        for (const GalleyOption *option = stage->plugin->options; option && option->name; option++)
            if (is_for_bytes(option))
                add_option(lines, stage, option);
        add_renames(lines, pipeline, "reads", stage->scope.reads, stage->scope.n_reads);
        add_renames(lines, pipeline, "gives", stage->scope.gives, stage->scope.n_gives);
    }
}

static void
add_naming(GPtrArray *lines, const GalleyNaming *naming)
{
    g_autofree char *digest = naming->table_path ? galley_digest_file(naming->table_path) : NULL;
    if (naming->pattern)
        add_line(lines, "metadata_from %s", galley_name_pattern_get_text(naming->pattern));
    if (naming->table_path)
        add_line(lines, "metadata_table: %s, %s", naming->table_form, digest ? digest : "gone");
}

/* A file by size and time of its last change; what came through a pipe by its bytes. A name may have a
 * line feed, and is one line all the same. */
static void
add_source(GPtrArray *lines, const GalleySource *source)
{
    g_auto(GStrv) parts = g_strsplit(source->name, "\n", -1);
    g_autofree char *name = g_strjoinv("\\n", parts);
    g_autofree char *nameless =
        source->path ? NULL : g_strdup_printf("/proc/self/fd/%d", source->fd);
    g_autofree char *digest = nameless ? galley_digest_file(nameless) : NULL;
    if (source->fault) {
        add_line(lines, GALLEY_PLAN_INPUT "%s: %s", name, source->fault);
        return;
    }
    add_line(lines,
             GALLEY_PLAN_INPUT "%s: %" G_GUINT64_FORMAT " bytes, %s %" G_GINT64_FORMAT ".%09ld",
             name, source->size, digest ? digest : "changed at", source->changed / 1000000000,
             (long)(source->changed % 1000000000));
}

GPtrArray *
galley_plan_lines(const GalleyPipeline *pipeline,
                  const GalleyRunSettings *settings,
                  const GPtrArray *sources)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    add_line(lines, "galley %s", galley_version());
    add_line(lines, "pipeline %s, on_error %d, duplicate_ids %d", pipeline->name,
             (int)pipeline->on_error, (int)pipeline->duplicate_ids);
    add_line(lines,
             "limits: %" G_GINT64_FORMAT " documents, a sample of %" G_GINT64_FORMAT
             ", records of %" G_GUINT64_FORMAT " bytes",
             settings->limit, settings->sample, settings->record_limit);
    add_limits(lines, "", pipeline->timeout, pipeline->memory);
    add_stages(lines, pipeline, "reader", pipeline->readers);
    if (pipeline->naming)
        add_naming(lines, pipeline->naming);
    add_stages(lines, pipeline, "step", pipeline->steps);
    add_stages(lines, pipeline, "writer", pipeline->writers);
    for (guint i = 0; i < pipeline->steps->len; i++) {
        g_autofree char *when = galley_pipeline_tell_conditions(pipeline, i);
        if (when)
            add_line(lines, "step %u when %s", i + 1, when);
    }
    if (pipeline->dropped)
        add_line(lines, "dropped documents to %s", pipeline->dropped);
    for (guint i = 0; i < sources->len; i++)
        add_source(lines, g_ptr_array_index(sources, i));
    g_ptr_array_add(lines, NULL);
    return lines;
}
