/* ledger-private.h: blocks.tsv: each block's place in the outputs, digests and books.
 * SPDX-License-Identifier: MIT */
#pragma once

#include "run/block-private.h"
#include "run/folder-private.h"
#include "run/result-private.h"

#define GALLEY_LEDGER_NAME "blocks.tsv"

/**
 * GalleyLedger: a row for each block, in document order: its unit and number in it; documents read,
 * written, dropped and quarantined; bytes in quarantine.jsonl; of each output bytes, bytes before
 * compression, and SHA-256 of those; and what it added to the books. Headers and trailers have rows
 * of their own, with "-" for a unit.
 */
typedef struct GalleyLedger GalleyLedger;

/** galley_ledger_new: @file: (nullable): borrowed; %NULL: no file is kept; @names: of outputs,
 * ended by %NULL */
GalleyLedger *galley_ledger_new(GalleyFile *file, const char *const *names);
void galley_ledger_free(GalleyLedger *ledger);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GalleyLedger, galley_ledger_free)

/** galley_ledger_begin: the first line */
gboolean galley_ledger_begin(GalleyLedger *ledger, GError **error);
/** galley_ledger_go_on: takes in the rows that the file holds already */
gboolean galley_ledger_go_on(GalleyLedger *ledger, GError **error);
/**
 * galley_ledger_add:
 * @block: (nullable): %NULL: a header or trailer
 * @result: sealed
 */
gboolean galley_ledger_add(GalleyLedger *ledger,
                           const GalleyBlock *block,
                           const GalleyResult *result,
                           guint64 n_quarantine_bytes,
                           GError **error);
/** galley_ledger_get_root: (transfer full): RFC 6962's root over the SHA-256 of output @i's blocks */
char *galley_ledger_get_root(const GalleyLedger *ledger, guint i);

/* ---- reading one ---- */

/** GalleyLedgerRow: of a ledger that is read. */
typedef struct {
    gboolean frame; /* a header or trailer */
    guint unit;
    guint64 index;
    guint64 n_quarantined, n_quarantine_bytes;
    GArray *seals; /* of GalleySeal, by output */
    GalleyResult *books;
} GalleyLedgerRow;

typedef struct GalleyLedgerReader GalleyLedgerReader;

GalleyLedgerReader *galley_ledger_reader_new(const char *path, GError **error);
void galley_ledger_reader_free(GalleyLedgerReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GalleyLedgerReader, galley_ledger_reader_free)
/** galley_ledger_reader_get_names: (transfer none): of outputs, ended by %NULL */
const char *const *galley_ledger_reader_get_names(const GalleyLedgerReader *reader);
/** galley_ledger_reader_next: %FALSE at the end, or with an error where a row is none; @row is valid
 * until the next call */
gboolean
galley_ledger_reader_next(GalleyLedgerReader *reader, const GalleyLedgerRow **row, GError **error);
