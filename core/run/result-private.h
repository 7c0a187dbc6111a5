/* result-private.h: what came of a block, in a form that travels between processes.
 * SPDX-License-Identifier: MIT */
#pragma once

#include "run/books-private.h"
#include "run/ids-private.h"
#include "run/merkle-private.h"
#include "run/meter-private.h"
#include "run/pack-private.h"

/** GalleyBad: a document for the quarantine. */
typedef struct {
    guint source;     /* in the list of sources */
    guint64 position; /* of the record in its source, unpacked */
    guint64 offset;   /* of the record in its input or member */
    guint64 line;     /* counted from the begin of the block; 0: not known */
    char *step;
    char *kind; /* as the books have it */
    char *message;
    char *head, *tail; /* its line of quarantine.jsonl, before and after the number of its line */
} GalleyBad;

/** GalleyPart: the part of one source in a block. */
typedef struct {
    guint source;
    guint64 read, written, dropped, quarantined;
    guint64 n_lines; /* line feeds in the block's part of the source */
} GalleyPart;

/** GalleySeal: of one output of a block that is done. */
typedef struct {
    guint64 n_bytes;                   /* as they go to the file */
    guint64 n_plain;                   /* before they were compressed */
    guint8 digest[GALLEY_DIGEST_SIZE]; /* SHA-256 of the latter */
} GalleySeal;

/** GalleyResult: of one block. */
typedef struct {
    GPtrArray *outputs; /* of GString: what each writer encoded */
    GArray *seals;      /* of GalleySeal, by output; empty until the block is done */
    int fd; /* of a file that holds the outputs one behind the other, in place of @outputs; -1 */
    GArray *from, *from_at; /* of int, borrowed, and guint64: files that hold them, and where; empty
                               unless they are another run's */
    GString *ids;           /* of documents: see galley_ids_note() and galley_pick() */
    GPtrArray *bad;         /* of GalleyBad, in document order */
    GArray *parts;          /* of GalleyPart, in order of sources */
    GalleyMeter *meter;     /* how long it took: for people, never for an output */
    GalleyBooks tallies;    /* without its files: drops, quarantine, skips, notes, warnings */
    char *failure;          /* (nullable): why the block, and so the run, cannot be done */
    gboolean stopped;       /* a document failed and `on_error: stop` says that this is all */
} GalleyResult;

GalleyResult *galley_result_new(guint n_outputs);
void galley_result_free(GalleyResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GalleyResult, galley_result_free)

/** galley_result_add_bad: takes @bad's strings */
void galley_result_add_bad(GalleyResult *result, const GalleyBad *bad);
guint64 galley_result_count_read(const GalleyResult *result);
/** galley_result_failed: %TRUE, with why as an error, where the block cannot be done */
gboolean galley_result_failed(const GalleyResult *result, GError **error);

/** galley_result_seal: compresses and digests the outputs, each as its number in @packs says */
void galley_result_seal(GalleyResult *result, const GalleyPack *packs);

/** galley_result_merge: adds what @other holds: outputs behind those here, documents for the
 * quarantine in order of place; what is sealed is taken over, and only where there is nothing yet */
void galley_result_merge(GalleyResult *result, GalleyResult *other);

/** galley_result_add_counts: adds the parts and tallies of @other alone; line feeds of a source add
 * up */
void galley_result_add_counts(GalleyResult *result, const GalleyResult *other);

/**
 * galley_result_write_head: appends all but the outputs' bytes to @out, to be read by a process of
 * the same galley
 *
 * With it goes a file of galley_result_new_file(), so that what is large crosses no socket.
 */
void galley_result_write_head(const GalleyResult *result, GString *out);
/** galley_result_new_file: the outputs one behind the other, in memory; -1 if that cannot be had */
int galley_result_new_file(const GalleyResult *result);
/**
 * galley_result_read:
 * @fd: the file that came with it, taken; -1: none
 *
 * Returns: (nullable): %NULL if the bytes are not a result, or not of that file: whoever wrote them
 * has gone astray
 */
GalleyResult *galley_result_read(const char *bytes, gsize size, int fd);
