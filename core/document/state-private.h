/* state-private.h: the body of a document, for document.c, metadata.c, edit.c and step.c alone.
 * SPDX-License-Identifier: MIT */
#pragma once

#include "document/document-private.h"

/* Buffers are reused, so that what lies behind a text is an earlier one's: AddressSanitizer, where it is on,
 * is told that nobody reads it. */
#if defined(__SANITIZE_ADDRESS__)
#define GALLEY_WATCHED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define GALLEY_WATCHED 1
#endif
#endif
#ifdef GALLEY_WATCHED
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(at, size) ((void)(at), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(at, size) ((void)(at), (void)(size))
#endif

/** GalleyText: a NUL-terminated stretch of UTF-8 that grows. */
typedef struct {
    char *bytes;
    guint32 size;
    gsize room;
} GalleyText;

/** GalleyEdit: replace bytes begin to end by a stretch of `replacements`. */
typedef struct {
    guint32 begin, end;
    gsize at;
    guint32 size;
    const char *reason; /* in the step's arena, or %NULL */
} GalleyEdit;

struct GalleyDocument {
    gatomicrefcount references;
    GString *id;
    guint8 *source;
    guint32 source_size;
    gsize source_room;
    guint64 n_malformed;

    GalleyText text;                /* as the present step sees it */
    GalleyText kept;                /* as it was when the step began, if edits were applied since */
    GalleyText spare;               /* to build the next one in */
    GalleyAlignment alignment;      /* text (kept, if edits were applied) to source */
    GalleyAlignment step_alignment; /* text to kept */
    GalleyAlignment list_alignment; /* of the edit list being applied */
    GalleyAlignment spare_alignment;
    gboolean applied; /* edits in this step */

    const GalleySlots *slots;
    gsize serial;        /* the slots', when the layers were made */
    GalleyLayer *layers; /* slots->n */
    guint n_layers;
    const GalleyLayer **listed; /* what galley_document_get_layers() answered */
    guint32 n_removed;          /* rows of `removed` before the step */

    GArray *metadata;        /* of GalleyMetadata */
    GArray *metadata_before; /* as it was when the step began, if it changed since */
    GArray *metadata_listed;
    gboolean metadata_changed;

    const GalleyScope *scope; /* %NULL: between steps, all may be read */
    const char *violation;
    char *violation_detail;
    GArray *edits; /* of GalleyEdit, not yet applied */
    GString *replacements;
    GArray *notes; /* of GalleyNote */
    const char *drop_reason;

    GalleyArena arena;   /* of the document: metadata */
    GalleyArena scratch; /* of the step */
    GString *buffer;     /* a decoder's */
    GArray *runs;        /* likewise, of GalleyRun */
};

/** galley_text_reserve: room for @size bytes and a NUL, and no more */
void galley_text_reserve(GalleyText *text, gsize size);
/** galley_document_violate: notes that the plugin broke its contract; @format makes the sentence
 * that follows its name */
void galley_document_violate(const GalleyDocument *document, const char *format, ...)
    G_GNUC_PRINTF(2, 3);
/** galley_document_apply_list: checks and applies the noted edits to text and step_alignment;
 * leaves the list in list_alignment */
gboolean galley_document_apply_list(GalleyDocument *document, GError **error);
/** galley_document_contract_error: "step "x" (plugin "y"): what" */
void
galley_document_contract_error(const GalleyDocument *document, GError **error, const char *what);
