/* step.c: what a step made is checked and kept whole, or dropped whole.
 * SPDX-License-Identifier: MIT */
#include "document/state-private.h"

/* ---- begin ---- */

static guint64
visible_columns(const GalleyScope *scope, guint slot, guint64 filled)
{
    guint64 columns = 0;
    for (guint i = 0; i < scope->n_reads; i++)
        if (scope->reads[i].slot == slot)
            columns |= scope->reads[i].columns;
    for (guint i = 0; i < scope->n_gives; i++)
        if (scope->gives[i].slot == slot)
            columns |= scope->gives[i].columns;
    return columns & filled;
}

static void
show_columns(GalleyDocument *document, const GalleyScope *scope)
{
    for (guint i = 0; i < document->n_layers; i++) {
        GalleyLayer *layer = &document->layers[i];
        layer->visible = scope && i > 0 ? visible_columns(scope, i, layer->filled) : layer->filled;
    }
}

void
galley_document_begin_step(GalleyDocument *document, const GalleyScope *scope)
{
    document->scope = scope;
    document->violation = NULL;
    document->drop_reason = NULL;
    document->applied = document->metadata_changed = FALSE;
    document->n_removed = document->n_layers > 0 ? document->layers[0].n : 0;
    g_array_set_size(document->edits, 0);
    g_array_set_size(document->notes, 0);
    g_string_truncate(document->replacements, 0);
    galley_arena_reset(&document->scratch, (gsize)4 << 20);
    show_columns(document, scope);
}

/* ---- the end, either way ---- */

static void
end_step(GalleyDocument *document)
{
    document->scope = NULL;
    document->applied = document->metadata_changed = FALSE;
    g_array_set_size(document->edits, 0);
    show_columns(document, NULL);
}

void
galley_document_contract_error(const GalleyDocument *document, GError **error, const char *what)
{
    g_set_error(error, GALLEY_DOCUMENT_ERROR, GALLEY_DOCUMENT_ERROR_CONTRACT,
                "plugin \"%s\" breaks its contract: it %s", document->scope->plugin, what);
}

static void
restore_text(GalleyDocument *document)
{
    if (!document->applied)
        return;
    GalleyText text = document->text;
    document->text = document->kept;
    document->kept = text;
}

static void
restore_removed(GalleyDocument *document)
{
    if (document->n_layers == 0 || document->layers[0].state != GALLEY_LAYER_NEW)
        return;
    galley_layer_truncate(&document->layers[0], document->n_removed);
    document->layers[0].state = document->n_removed > 0 ? GALLEY_LAYER_FROZEN : GALLEY_LAYER_ABSENT;
}

static void
restore_metadata(GalleyDocument *document)
{
    if (!document->metadata_changed)
        return;
    g_array_set_size(document->metadata, 0);
    g_array_append_vals(document->metadata, document->metadata_before->data,
                        document->metadata_before->len);
}

void
galley_document_abort_step(GalleyDocument *document)
{
    restore_text(document);
    restore_removed(document);
    restore_metadata(document);
    for (guint i = 1; i < document->n_layers; i++)
        if (document->layers[i].state == GALLEY_LAYER_NEW)
            galley_layer_empty(&document->layers[i], G_MAXUINT32);
    g_array_set_size(document->notes, 0);
    end_step(document);
}

/* ---- commit ---- */

/* Every slot that the step gives now holds a layer, if an empty one. */
static void
add_given_layers(GalleyDocument *document)
{
    const GalleyScope *scope = document->scope;
    for (guint i = 0; i < scope->n_gives; i++)
        if (document->layers[scope->gives[i].slot].state == GALLEY_LAYER_ABSENT)
            document->layers[scope->gives[i].slot].state = GALLEY_LAYER_NEW;
}

static gboolean
row_column_fits(const GalleyDocument *document, guint slot, guint column)
{
    const GalleyLayer *layer = &document->layers[slot];
    guint target = document->slots->slots[slot].targets[column];
    guint32 n = target < document->n_layers ? document->layers[target].n : 0;
    const guint32 *rows = layer->columns[column].values;
    for (guint32 i = 0; i < layer->columns[column].n; i++)
        if (G_UNLIKELY(rows[i] >= n && rows[i] != GALLEY_NO_ROW))
            return FALSE;
    return TRUE;
}

static char *
check_rows(const GalleyDocument *document, guint slot)
{
    const GalleyLayer *layer = &document->layers[slot];
    for (guint c = 0; c < layer->n_columns; c++)
        if (layer->layout->columns[c].type == GALLEY_TYPE_ROW &&
            !row_column_fits(document, slot, c))
            return g_strdup_printf("layer \"%s\": %s points to a row of \"%s\" that there is not",
                                   layer->layout->name, layer->layout->columns[c].name,
                                   layer->layout->columns[c].layer);
    return NULL;
}

static gboolean
check_new_layers(GalleyDocument *document, GError **error)
{
    for (guint i = 1; i < document->n_layers; i++) {
        if (document->layers[i].state != GALLEY_LAYER_NEW)
            continue;
        g_autofree char *fault =
            galley_layer_check(&document->layers[i], document->text.bytes, document->text.size);
        if (!fault)
            fault = check_rows(document, i);
        if (fault) {
            g_autofree char *what = g_strconcat("gave a wrong ", fault, NULL);
            galley_document_contract_error(document, error, what);
            return FALSE;
        }
    }
    return TRUE;
}

/* Row columns of the layers in @state renumbered as the layers they point to have moved. */
static void
follow_moves(GalleyDocument *document, GalleyLayerState state)
{
    for (guint i = 1; i < document->n_layers; i++) {
        GalleyLayer *layer = &document->layers[i];
        for (guint c = 0; layer->state == state && c < layer->n_columns; c++) {
            guint target = document->slots->slots[i].targets[c];
            if (target < document->n_layers)
                galley_layer_follow(layer, c, &document->layers[target]);
        }
    }
}

static void
forget_moves(GalleyDocument *document)
{
    for (guint i = 0; i < document->n_layers; i++)
        document->layers[i].has_moved = FALSE;
}

static void
sort_new_layers(GalleyDocument *document)
{
    forget_moves(document);
    for (guint i = 1; i < document->n_layers; i++)
        if (document->layers[i].state == GALLEY_LAYER_NEW)
            galley_layer_sort(&document->layers[i]);
    follow_moves(document, GALLEY_LAYER_NEW);
}

static void
move_layers(GalleyDocument *document, GalleyLayerState state, GalleyAlignment *edit)
{
    for (guint i = 1; i < document->n_layers; i++)
        if (document->layers[i].state == state && !document->layers[i].layout->source)
            galley_layer_move(&document->layers[i], edit);
}

/* New layers stand on the text before the last list of edits; older ones on the text before them
 * all. */
static void
move_all_layers(GalleyDocument *document, gboolean pending)
{
    forget_moves(document);
    if (pending)
        move_layers(document, GALLEY_LAYER_NEW, &document->list_alignment);
    move_layers(document, GALLEY_LAYER_FROZEN, &document->step_alignment);
    follow_moves(document, GALLEY_LAYER_NEW);
    follow_moves(document, GALLEY_LAYER_FROZEN);
}

static void
compose_alignment(GalleyDocument *document)
{
    galley_alignment_compose(&document->spare_alignment, &document->step_alignment,
                             &document->alignment);
    GalleyAlignment old = document->alignment;
    document->alignment = document->spare_alignment;
    document->spare_alignment = old;
}

static void
freeze_new_layers(GalleyDocument *document)
{
    if (document->n_layers > 0 && document->layers[0].state == GALLEY_LAYER_NEW)
        galley_layer_sort(&document->layers[0]);
    for (guint i = 0; i < document->n_layers; i++)
        if (document->layers[i].state == GALLEY_LAYER_NEW)
            galley_layer_freeze(&document->layers[i]);
}

/* Rows lost in older layers leave holes in their texts and lengths; laid out anew. */
static void
refreeze_layers(GalleyDocument *document)
{
    for (guint i = 1; i < document->n_layers; i++)
        if (document->layers[i].state == GALLEY_LAYER_FROZEN)
            galley_layer_freeze(&document->layers[i]);
}

gboolean
galley_document_commit_step(GalleyDocument *document, GError **error)
{
    gboolean pending = document->edits->len > 0;
    if (document->violation) {
        galley_document_contract_error(document, error, document->violation);
        galley_document_abort_step(document);
        return FALSE;
    }
    if (!check_new_layers(document, error)) {
        galley_document_abort_step(document);
        return FALSE;
    }
    add_given_layers(document);
    sort_new_layers(document);
    if (pending && !galley_document_apply_list(document, error)) {
        galley_document_abort_step(document);
        return FALSE;
    }
    if (document->applied) {
        move_all_layers(document, pending);
        compose_alignment(document);
        refreeze_layers(document);
    }
    freeze_new_layers(document);
    end_step(document);
    return TRUE;
}
