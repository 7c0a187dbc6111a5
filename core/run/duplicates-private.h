/* duplicates-private.h: ids that more than one document has. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#define GALLEY_DUPLICATES_MOST 10
#define GALLEY_DUPLICATES_MEMORY ((gsize)64 << 20)

/** GalleyIdPlace: where a document's record stands. */
typedef struct {
    char *input;
    char *member; /* (nullable): of an archive */
    guint64 offset;
} GalleyIdPlace;

/** GalleyDuplicate: an id, and the first two documents that have it. */
typedef struct {
    char *id;
    GalleyIdPlace first, again;
} GalleyDuplicate;

/** GalleyDuplicates: of a run. */
typedef struct {
    guint64 n_documents; /* with an id that a document before has */
    guint64 n_ids;       /* that more than one document has */
    GPtrArray *shown;    /* of GalleyDuplicate: the first ones, in order of their second document */
} GalleyDuplicates;

void galley_duplicates_free(GalleyDuplicates *duplicates);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GalleyDuplicates, galley_duplicates_free)

/**
 * galley_duplicates_find:
 * @spool: a file of entries as galley_ids_note() makes them
 * @sources: (element-type GalleySource)
 * @memory: bytes for sorting
 * @tick: (nullable): called ten times a second meanwhile
 *
 * A process of its own sorts the digests in runs that fit into @memory, and merges the runs from a
 * file without a name beside @spool: 24 bytes an id. Two ids whose digests agree in 128 bits are
 * taken for one.
 *
 * Returns: (nullable): %NULL where there is no room for the runs, or the spool is no spool
 */
GalleyDuplicates *galley_duplicates_find(const char *spool,
                                         const GPtrArray *sources,
                                         gsize memory,
                                         void (*tick)(gpointer data),
                                         gpointer data,
                                         GError **error);

/** galley_duplicates_append_json: an object */
void galley_duplicates_append_json(const GalleyDuplicates *duplicates, GString *out);
/** galley_duplicates_append_summary: for people; nothing if there are none */
void galley_duplicates_append_summary(const GalleyDuplicates *duplicates, GString *out);
