/* document-private.h: what the engine may do to a document, and plugins may not.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <galley/condition.h>
#include <galley/document.h>

#include "document/alignment-private.h"
#include "document/arena-private.h"
#include "document/layer-private.h"

/* ---- the plan's view of layers ---- */

/** GalleySlot: a place for one layer in every document of a plan. */
typedef struct {
    char *name; /* in this pipeline; the plugin may know it by another one */
    const GalleyLayout *layout;
    guint64 columns; /* bit c: column c is filled by the step that gives the layer */
    guint
        *targets; /* per column: of a row column, the slot its rows are of; else %GALLEY_NO_SLOT */
} GalleySlot;

#define GALLEY_NO_SLOT G_MAXUINT

/** GalleySlots: slot 0 is `removed`; a layer has a higher slot than those its row columns point to,
 * or the same step. */
typedef struct {
    GalleySlot *slots;
    guint n;
    gsize serial; /* of this set of slots and no other in the process; 0 of none */
} GalleySlots;

/** galley_slots_init_default: just `removed` */
void galley_slots_init(GalleySlots *slots);
/** galley_slots_add: takes nothing, copies the name; returns the slot's number. Targets are set by
 * the caller. */
guint
galley_slots_add(GalleySlots *slots, const char *name, const GalleyLayout *layout, guint64 columns);
/** galley_slots_find: the slot of the layer @name, or %GALLEY_NO_SLOT */
guint galley_slots_find(const GalleySlots *slots, const char *name);
void galley_slots_clear(GalleySlots *slots);

/** GalleyScopeLayer: a layer as one step sees it. */
typedef struct {
    char *name; /* as the plugin calls it */
    guint slot;
    guint64 columns; /* bit c: the step may read (or, if given, set) column c */
} GalleyScopeLayer;

/** GalleyScope: what one step may reach. */
typedef struct {
    char *step;   /* its name in the pipeline */
    char *plugin; /* the plugin's */
    GalleyScopeLayer *reads;
    guint n_reads;
    GalleyScopeLayer *gives;
    guint n_gives;
    char **keys_read;  /* metadata keys, ended by %NULL; %NULL: none */
    char **keys_given; /* likewise */
    gboolean all_keys_read, all_keys_given;
    gboolean edits;
    gboolean source; /* may set id and source: a reader */
} GalleyScope;

void galley_scope_clear(GalleyScope *scope);

/* ---- a document in the engine's hands ---- */

/**
 * galley_document_bind: lays the document out for a plan; @slots must outlive it, or the next bind
 *
 * All layers are absent then. Bound to the same slots again, the document keeps its arrays.
 */
void galley_document_bind(GalleyDocument *document, const GalleySlots *slots);
/** galley_document_reset: empty, for the next record; arrays are kept, those of a huge document
 * shrunk */
void galley_document_reset(GalleyDocument *document);

/** galley_document_begin_step: from here on the document answers as @scope allows */
void galley_document_begin_step(GalleyDocument *document, const GalleyScope *scope);
/**
 * galley_document_commit_step:
 *
 * Checks what the step made, sorts and freezes its layers, applies its edits and moves everything
 * along.
 *
 * Returns: %FALSE with %GALLEY_DOCUMENT_ERROR_CONTRACT or _TOO_LARGE; the step has then left no
 * trace
 */
gboolean galley_document_commit_step(GalleyDocument *document, GError **error);
/** galley_document_abort_step: as if the step had never begun */
void galley_document_abort_step(GalleyDocument *document);

/** galley_document_get_drop_reason: what the step gave to galley_document_drop(), or %NULL */
const char *galley_document_get_drop_reason(const GalleyDocument *document);

/** GalleyNote: a counter or a warning of the step committed last. */
typedef struct {
    const char *name;
    gint64 n;
    gboolean warning;
} GalleyNote;

/** galley_document_get_notes: (array length=n): of the step that was committed last, until the next
 * one begins */
const GalleyNote *galley_document_get_notes(const GalleyDocument *document, guint *n);

/** galley_document_get_slot: (nullable): the layer in @slot if a step has given it to this document
 */
const GalleyLayer *galley_document_get_slot(const GalleyDocument *document, guint slot);

/** galley_condition_find_no_count: (nullable): a number that the condition compares with and that no count
 * of anything is like: 0.8, 50%, -1 */
const char *galley_condition_find_no_count(const GalleyCondition *condition);
/** galley_condition_find_no_percentage: (nullable): likewise what is not written as 0% to 100% */
const char *galley_condition_find_no_percentage(const GalleyCondition *condition);
/** galley_condition_find_other: (nullable): a value that the condition names and that is none of
 * @words */
const char *galley_condition_find_other(const GalleyCondition *condition, const char *const *words);
