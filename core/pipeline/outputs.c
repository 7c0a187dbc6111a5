/* outputs.c: no two stages may write to one path, and none to the engine's own.
 * SPDX-License-Identifier: MIT */
#include "pipeline/plan-private.h"

#include <string.h>

/** Output: a path that is written to. */
typedef struct {
    const char *owner; /* the stage's name, or the key */
    GalleyPlace place; /* where the path stands */
    char *path;        /* without "." and doubled slashes */
} Output;

static const char *const reserved[] = {
    "SHA256SUMS",
    "blocks.tsv",
    "journal",
    "manifest.json",
    "plan",
    "quarantine.jsonl",
    "ro-crate-metadata.json",
    "status.json",
    NULL,
};

static void
clear_output(gpointer data)
{
    g_free(((Output *)data)->path);
}

static char *
normalize(const char *path)
{
    g_auto(GStrv) parts = g_strsplit(path, "/", -1);
    g_autoptr(GPtrArray) kept = g_ptr_array_new();
    for (gsize i = 0; parts[i]; i++)
        if (*parts[i] && !g_str_equal(parts[i], "."))
            g_ptr_array_add(kept, parts[i]);
    g_ptr_array_add(kept, NULL);
    return g_strjoinv("/", (char **)kept->pdata);
}

static GalleyPlace
place_of(const GalleyUse *use, const GalleyOption *option)
{
    const GalleyEntry *entry = use->options ? galley_node_find(use->options, option->name) : NULL;
    return entry ? entry->value->place : use->place;
}

static gboolean
is_below(const char *path, const char *folder)
{
    return g_str_has_prefix(path, folder) && path[strlen(folder)] == '/';
}

static void
check_pair(GalleyPlan *plan, const Output *earlier, const Output *later)
{
    const char *other = earlier->owner;
    if (g_str_equal(earlier->path, later->path))
        galley_diagnostics_add(plan->diagnostics, later->place, "give each its own path",
                               "the output \"%s\" is \"%s\"'s already", later->path, other);
    else if (is_below(earlier->path, later->path) || is_below(later->path, earlier->path))
        galley_diagnostics_add(plan->diagnostics, later->place, NULL,
                               "the output \"%s\" cannot be: \"%s\" of \"%s\" would make one of "
                               "them both file and folder",
                               later->path, earlier->path, other);
}

/* What the name promises and galley would not keep: such a file would hold plain text. */
static void
check_packing(GalleyPlan *plan, const Output *output)
{
    static const char *const endings[] = { ".bz2", ".xz", ".zip", ".7z", ".rar", ".lz4" };
    for (gsize i = 0; i < G_N_ELEMENTS(endings); i++)
        if (g_str_has_suffix(output->path, endings[i]))
            galley_diagnostics_add(plan->diagnostics, output->place,
                                   "outputs are compressed where their names end in .gz or .zst",
                                   "the output \"%s\" would not be what %s says", output->path,
                                   endings[i]);
}

static void
check_reserved(GalleyPlan *plan, const Output *output)
{
    if (g_strv_contains(reserved, output->path))
        galley_diagnostics_add(plan->diagnostics, output->place, NULL,
                               "\"%s\" is galley's own file", output->path);
}

static void
add_outputs(GArray *outputs, const GalleyUse *use)
{
    for (const GalleyOption *option = use->stage->plugin->options; option && option->name;
         option++) {
        if (option->type != GALLEY_OPTION_TYPE_OUTPUT)
            continue;
        const char *path = G_STRUCT_MEMBER(const char *, use->stage->self, option->offset);
        if (!path)
            continue;
        Output output = { use->stage->name, place_of(use, option), normalize(path) };
        g_array_append_val(outputs, output);
    }
}

void
galley_outputs_check(GalleyPlan *plan)
{
    g_autoptr(GArray) outputs = g_array_new(FALSE, FALSE, sizeof(Output));
    g_array_set_clear_func(outputs, clear_output);
    for (guint i = 0; i < plan->uses->len; i++)
        add_outputs(outputs, g_ptr_array_index(plan->uses, i));
    if (plan->pipeline->dropped) {
        Output output = { "dropped", plan->dropped_place, normalize(plan->pipeline->dropped) };
        g_array_append_val(outputs, output);
    }
    for (guint i = 0; i < outputs->len; i++) {
        check_reserved(plan, &g_array_index(outputs, Output, i));
        check_packing(plan, &g_array_index(outputs, Output, i));
        for (guint j = 0; j < i; j++)
            check_pair(plan, &g_array_index(outputs, Output, j),
                       &g_array_index(outputs, Output, i));
    }
}
