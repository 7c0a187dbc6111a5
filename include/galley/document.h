/* document.h: the text, its way back to the source, and layers of annotations.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib-object.h>

#include <galley/encoding.h>
#include <galley/layer.h>
#include <galley/standard.h>

G_BEGIN_DECLS

typedef enum {
    GALLEY_DOCUMENT_ERROR_TOO_LARGE, /* source or text would pass 2^32-2 bytes */
    GALLEY_DOCUMENT_ERROR_CONTRACT, /* a step did what it had not declared, or a span, type or row was wrong */
} GalleyDocumentError;
#define GALLEY_DOCUMENT_ERROR (galley_document_error_quark())
GALLEY_API GQuark galley_document_error_quark(void);

/** GALLEY_SIZE_MAX: the most bytes a source or a text may have */
#define GALLEY_SIZE_MAX (G_MAXUINT32 - 1)

/** GalleyStatus: what a step's `process` returns. */
typedef enum {
    GALLEY_OK,
    GALLEY_DROP,  /* the document goes no further; galley_document_drop() gave the reason */
    GALLEY_ERROR, /* the step failed, and its error says why; nothing of it remains */
} GalleyStatus;

/**
 * GalleyDocument: passed from step to step; boxed, reference-counted, for one thread.
 *
 * `source` is the bytes as read; `text` is valid UTF-8, changed by edits alone. Every offset into
 * the text leads back to the source. A plugin reaches the layers and metadata it declared, by the
 * names it declared; asked for another, a function returns %NULL and the step fails with an error
 * that names plugin and layer.
 */
typedef struct GalleyDocument GalleyDocument;

GALLEY_API GType galley_document_get_type(void);
/** galley_document_new: (constructor) (transfer full): an empty document for programs that embed
 * libgalley */
GALLEY_API GalleyDocument *galley_document_new(void);
GALLEY_API GalleyDocument *galley_document_ref(GalleyDocument *document);
GALLEY_API void galley_document_unref(GalleyDocument *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GalleyDocument, galley_document_unref)

/* ---- made by a reader's `parse`, or by the embedding program ---- */

/** galley_document_set_id: copies @id, valid UTF-8; unless set, the engine's: input path and byte
 * offset */
GALLEY_API void galley_document_set_id(GalleyDocument *document, const char *id, gssize size);

/**
 * galley_document_set_source:
 * @bytes: (array length=size): copied
 * @encoding: how the text is to be read from them
 *
 * Sets source and text and the alignment between them. What is ill-formed becomes U+FFFD, one for
 * each maximal subpart (Unicode 15.0, 3.9), is counted, and still leads back to its bytes. A byte
 * order mark of the encoding at the beginning does not reach the text.
 *
 * Returns: %FALSE with %GALLEY_DOCUMENT_ERROR_TOO_LARGE
 */
GALLEY_API gboolean galley_document_set_source(GalleyDocument *document,
                                               gconstpointer bytes,
                                               gsize size,
                                               const GalleyEncoding *encoding,
                                               GError **error);

/**
 * galley_document_set_text:
 * @text: (array length=size): valid UTF-8, copied
 *
 * Sets source and text to the same bytes, as they are: for text that comes out of another format
 * already decoded. A
 * U+FEFF at the beginning is a character like any other.
 *
 * Returns: %FALSE with %GALLEY_DOCUMENT_ERROR_TOO_LARGE, or %GALLEY_DOCUMENT_ERROR_CONTRACT where
 * it is not UTF-8
 */
GALLEY_API gboolean galley_document_set_text(GalleyDocument *document,
                                             const char *text,
                                             gsize size,
                                             GError **error);

/* ---- reading ---- */

/** galley_document_get_id: (transfer none): NUL-terminated UTF-8 */
GALLEY_API const char *galley_document_get_id(const GalleyDocument *document);
/** galley_document_get_text: (transfer none): valid UTF-8, a NUL behind it that is not counted;
 * NULs may be inside */
GALLEY_API const char *galley_document_get_text(const GalleyDocument *document, guint32 *size);
/** galley_document_get_source: (transfer none): the bytes as read */
GALLEY_API const guint8 *galley_document_get_source(const GalleyDocument *document, guint32 *size);
/** galley_document_get_n_malformed: ill-formed sequences of the source that became U+FFFD */
GALLEY_API guint64 galley_document_get_n_malformed(const GalleyDocument *document);

/**
 * galley_document_map_to_source:
 * @begin: byte offset into the text
 * @end: byte offset into the text, at least @begin
 * @source_begin: (out): byte offset into the source
 * @source_end: (out): byte offset into the source
 *
 * The bytes of the source that the span stands for: from those of its first byte to those of its
 * last. A boundary inside replaced text snaps outward to the whole of what was replaced; what was
 * deleted beside the span is not part of it. O(log runs), O(1) where spans ascend.
 */
GALLEY_API void galley_document_map_to_source(const GalleyDocument *document,
                                              guint32 begin,
                                              guint32 end,
                                              guint32 *source_begin,
                                              guint32 *source_end);
/** galley_document_get_alignment: (array length=n_runs) (transfer none): the text's runs of equal
 * units */
GALLEY_API const GalleyRun *galley_document_get_alignment(const GalleyDocument *document,
                                                          guint32 *n_runs);

/** galley_document_get_layer: (transfer none) (nullable): the layer, or %NULL where it is optional
 * and no step gives it */
GALLEY_API const GalleyLayer *galley_document_get_layer(const GalleyDocument *document,
                                                        const char *name);
/** galley_document_get_layers: (transfer none) (array zero-terminated=1): all that the step may
 * read, in plan order */
GALLEY_API const GalleyLayer *const *galley_document_get_layers(const GalleyDocument *document);

/* ---- metadata: ordered keys with JSON-typed values, kept from reader to writer ---- */

/** GalleyMetadata: one key; which value counts is told by the type. Strings are the document's. */
typedef struct {
    const char *key;
    GalleyType type; /* int64, double, bool, text or JSON */
    gboolean null;   /* JSON's null: there, without a value */
    gint64 int64;    /* also the bool */
    double number;
    const char *text;  /* of text and JSON, NUL-terminated */
    guint32 text_size; /* bytes */
} GalleyMetadata;

/** galley_document_get_metadata: (transfer none) (nullable): the value of @key, or %NULL */
GALLEY_API const GalleyMetadata *galley_document_get_metadata(const GalleyDocument *document,
                                                              const char *key);
/** galley_document_list_metadata: (array length=n) (transfer none): all that the step may read, in
 * order of setting */
GALLEY_API const GalleyMetadata *galley_document_list_metadata(const GalleyDocument *document,
                                                               guint *n);
/** galley_document_set_metadata_text: copies @size bytes of valid UTF-8; -1 for a NUL-terminated
 * @value. Of this and the next three: a key that has a value gets the new one in its old place */
GALLEY_API void galley_document_set_metadata_text(GalleyDocument *document,
                                                  const char *key,
                                                  const char *value,
                                                  gssize size);
GALLEY_API void
galley_document_set_metadata_int64(GalleyDocument *document, const char *key, gint64 value);
GALLEY_API void
galley_document_set_metadata_double(GalleyDocument *document, const char *key, double value);
GALLEY_API void
galley_document_set_metadata_bool(GalleyDocument *document, const char *key, gboolean value);
/** galley_document_set_metadata_json: @value is the JSON text of any value, "null" too; it is kept
 * as it is */
GALLEY_API void galley_document_set_metadata_json(GalleyDocument *document,
                                                  const char *key,
                                                  const char *value,
                                                  gssize size);

/* ---- what a step may do; all of it is dropped if the step fails ---- */

/**
 * galley_document_add_layer: (transfer none):
 *
 * Returns: (nullable): the layer of that name to add rows to, the same each time; %NULL if it is
 * not declared as given
 */
GALLEY_API GalleyLayer *galley_document_add_layer(GalleyDocument *document, const char *name);

/**
 * galley_document_edit:
 * @begin: byte offset into the text as it is now, on a character boundary
 * @end: byte offset, at least @begin; equal to it to insert
 * @replacement: (nullable): valid UTF-8, copied; %NULL or empty to delete
 * @size: bytes of @replacement, -1 if it is NUL-terminated
 * @reason: (nullable): why, a word or two; the engine then keeps what was there in the layer
 * `removed`
 *
 * Notes an edit of the text. Edits of one list ascend and do not overlap. The text changes when
 * the step has succeeded, or at galley_document_apply_edits().
 */
GALLEY_API void galley_document_edit(GalleyDocument *document,
                                     guint32 begin,
                                     guint32 end,
                                     const char *replacement,
                                     gssize size,
                                     const char *reason);

/**
 * galley_document_apply_edits:
 *
 * Applies the edits noted so far to the text that this step sees, so that a second list can build
 * on the first. Not after the step has added rows: their offsets would be of another text. Layers
 * of earlier steps move when the step has succeeded; until then their offsets are of the text that
 * the step began with.
 *
 * Returns: %FALSE if an edit was wrong or the text would grow too large; the step then returns
 * %GALLEY_ERROR
 */
GALLEY_API gboolean galley_document_apply_edits(GalleyDocument *document, GError **error);

/** galley_document_drop: notes why the document goes no further; to be returned: `return
 * galley_document_drop(document, "too short")` */
GALLEY_API GalleyStatus galley_document_drop(GalleyDocument *document, const char *reason);
/** galley_document_warn: something worth knowing about this document; summed by its text per step
 */
GALLEY_API void galley_document_warn(GalleyDocument *document, const char *message);
/** galley_document_count: adds @n to the step's counter @name */
GALLEY_API void galley_document_count(GalleyDocument *document, const char *name, gint64 n);
/** galley_document_alloc: (transfer none): @size bytes, aligned for any type, not cleared, valid
 * until the step returns */
GALLEY_API gpointer galley_document_alloc(GalleyDocument *document, gsize size);

G_END_DECLS
