/* graph.c: a plan as a drawing: stages, and the layers that flow between them.
 * SPDX-License-Identifier: MIT */
#include "pipeline/pipeline-private.h"

/** Node: a stage, or all automatic readers together. */
typedef struct {
    const GalleyScope *scope;
    const char *name;
    const char *plugin;
    GalleyKind kind;
} Node;

/** Drawing: how a language of drawings puts it. */
typedef struct {
    const char *begin, *end;
    struct {
        const char *open, *close;
    } shapes[3];
    const char *named; /* between the stage's name and the plugin's, where they differ */
    const char *edge, *edge_label, *edge_end;
} Drawing;

static const Drawing drawings[] = {
    [GALLEY_GRAPH_DOT] = {
        .begin = "digraph pipeline {\n  rankdir=LR;\n  node [fontname=\"sans-serif\"];\n",
        .end = "}\n",
        .shapes = {
            [GALLEY_KIND_READER] = { " [shape=parallelogram, label=\"", "\"];\n" },
            [GALLEY_KIND_PROCESSOR] = { " [shape=box, label=\"", "\"];\n" },
            [GALLEY_KIND_WRITER] = { " [shape=folder, label=\"", "\"];\n" },
        },
        .named = "\\n",
        .edge = " -> ",
        .edge_label = " [label=\"",
        .edge_end = "\"];\n",
    },
    [GALLEY_GRAPH_MERMAID] = {
        .begin = "flowchart LR\n",
        .end = "",
        .shapes = {
            [GALLEY_KIND_READER] = { "[/\"", "\"/]\n" },
            [GALLEY_KIND_PROCESSOR] = { "[\"", "\"]\n" },
            [GALLEY_KIND_WRITER] = { "[(\"", "\")]\n" },
        },
        .named = "<br>",
        .edge = " --> ",
        .edge_label = "|\"",
        .edge_end = "\"|",
    },
};

static GArray *
list_nodes(const GalleyPipeline *pipeline)
{
    GArray *nodes = g_array_new(FALSE, FALSE, sizeof(Node));
    const GPtrArray *const lists[] = { pipeline->readers, pipeline->steps, pipeline->writers };
    for (gsize l = 0; l < G_N_ELEMENTS(lists); l++)
        for (guint i = 0; i < lists[l]->len; i++) {
            const GalleyStage *stage = g_ptr_array_index(lists[l], i);
            Node node = { &stage->scope, stage->name, stage->plugin->name, stage->plugin->kind };
            if (l == 0 && pipeline->reader_auto)
                node.name = node.plugin = "auto";
            g_array_append_val(nodes, node);
            if (l == 0)
                break; /* automatic readers share their layers: one stands for all */
        }
    return nodes;
}

static void
append_node(GString *out, const Drawing *drawing, const Node *node, guint number)
{
    g_string_append_printf(out, "  n%u%s%s", number, drawing->shapes[node->kind].open, node->name);
    if (!g_str_equal(node->name, node->plugin))
        g_string_append_printf(out, "%s(%s)", drawing->named, node->plugin);
    g_string_append(out, drawing->shapes[node->kind].close);
}

/* ---- edges ---- */

static gboolean
gives_slot(const Node *node, guint slot)
{
    for (guint i = 0; i < node->scope->n_gives; i++)
        if (node->scope->gives[i].slot == slot)
            return TRUE;
    return FALSE;
}

/* Names of the layers that flow from one node to another, parted by commas. */
static char *
layers_between(const GalleyPipeline *pipeline, const Node *from, const Node *to)
{
    GString *names = g_string_new(NULL);
    for (guint i = 0; i < to->scope->n_reads; i++) {
        guint slot = to->scope->reads[i].slot;
        if (gives_slot(from, slot))
            g_string_append_printf(names, "%s%s", names->len > 0 ? ", " : "",
                                   pipeline->slots.slots[slot].name);
    }
    return g_string_free(names, FALSE);
}

static void
append_edge(GString *out, GalleyGraph format, guint from, guint to, const char *label)
{
    const Drawing *drawing = &drawings[format];
    if (format == GALLEY_GRAPH_DOT)
        g_string_append_printf(out, "  n%u%sn%u%s%s%s", from, drawing->edge, to,
                               drawing->edge_label, label, drawing->edge_end);
    else
        g_string_append_printf(out, "  n%u%s%s%s%s n%u\n", from, drawing->edge, drawing->edge_label,
                               label, drawing->edge_end, to);
}

/* The text comes from the reader, or from the step that edited it last. */
static guint
text_before(const GArray *nodes, guint index)
{
    for (guint i = index; i-- > 1;)
        if (g_array_index(nodes, Node, i).scope->edits)
            return i;
    return 0;
}

static void
append_edges(
    GString *out, const GalleyPipeline *pipeline, GalleyGraph format, const GArray *nodes, guint to)
{
    guint text = text_before(nodes, to);
    for (guint from = 0; from < to; from++) {
        const Node *giver = &g_array_index(nodes, Node, from);
        g_autofree char *layers = layers_between(pipeline, giver, &g_array_index(nodes, Node, to));
        g_autofree char *label = g_strconcat(from == text ? "text" : "",
                                             from == text && *layers ? ", " : "", layers, NULL);
        if (*label)
            append_edge(out, format, from, to, label);
    }
}

/* ---- for the terminal: a stage a line, and what it takes from those above ---- */

static void
append_stage(GString *out, const GalleyPipeline *pipeline, const GArray *nodes, guint to)
{
    const Node *node = &g_array_index(nodes, Node, to);
    guint text = text_before(nodes, to);
    g_string_append(out, node->name);
    if (!g_str_equal(node->name, node->plugin))
        g_string_append_printf(out, " (%s)", node->plugin);
    g_string_append_c(out, '\n');
    for (guint from = 0; from < to; from++) {
        const Node *giver = &g_array_index(nodes, Node, from);
        g_autofree char *layers = layers_between(pipeline, giver, node);
        const char *comma = from == text && *layers ? ", " : "";
        if (from == text || *layers)
            g_string_append_printf(out, "  <- %s: %s%s%s\n", giver->name,
                                   from == text ? "text" : "", comma, layers);
    }
}

static char *
graph_text(const GalleyPipeline *pipeline)
{
    GString *out = g_string_new(NULL);
    g_autoptr(GArray) nodes = list_nodes(pipeline);
    for (guint i = 0; i < nodes->len; i++)
        append_stage(out, pipeline, nodes, i);
    return g_string_free(out, FALSE);
}

char *
galley_pipeline_graph(const GalleyPipeline *pipeline, GalleyGraph format)
{
    if (format == GALLEY_GRAPH_TEXT)
        return graph_text(pipeline);
    GString *out = g_string_new(drawings[format].begin);
    g_autoptr(GArray) nodes = list_nodes(pipeline);
    for (guint i = 0; i < nodes->len; i++)
        append_node(out, &drawings[format], &g_array_index(nodes, Node, i), i);
    for (guint i = 0; i < nodes->len; i++)
        append_edges(out, pipeline, format, nodes, i);
    g_string_append(out, drawings[format].end);
    return g_string_free(out, FALSE);
}
