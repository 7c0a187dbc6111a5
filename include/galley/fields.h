/* fields.h: what a table says of a document, or of a row of a layer, by names that people write.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <galley/plugin.h>

G_BEGIN_DECLS

/*
 * A field is written so:
 *
 *   id                        the document's id
 *   metadata.KEY              a value of the metadata
 *   text                      of a row: its text; of a document: all of it
 *   count(LAYER)              rows of the layer; of a row: those that begin inside it
 *   lower(FIELD)              the text in lower case
 *   year(FIELD) month(FIELD) day(FIELD)   2026, 2026-11, 2026-11-28 of what begins like a date of
 *                             ISO 8601; no value for anything else
 *
 * and of rows alone:
 *
 *   row                       its number in the layer
 *   begin end                 offsets into the text, in code points
 *   source_begin source_end   offsets into the source, in bytes
 *   sentence                  the text of the sentence that the row begins in
 *   left right                the characters before and after the row, as many as `context` says
 *   COLUMN                    the column's value; of spans and rows the text they are of
 *   COLUMN.OTHER              the column OTHER of the row that the row column COLUMN points to
 *   LAYER.OTHER               the column OTHER of the layer's first row that points to this row
 *   canonical_speaker         of a quotation: entity.name
 *   content                   of a quotation: what was said, parted by blanks where the narrator
 *                             breaks in; `text` holds his words too
 *
 * Of a document LAYER.COLUMN is the column of the layer's first row; where the layer has a column
 * `scope`, of the first whose scope is `document`.
 */

/** GalleyFields: a list of fields, and what they are in the document at hand. */
typedef struct GalleyFields GalleyFields;

/**
 * galley_fields_parse:
 * @names: (array zero-terminated=1): as above
 * @layer: (nullable): the layer whose rows are meant; %NULL: the document
 * @context: code points of `left` and `right`
 *
 * Returns: (transfer full) (nullable): %NULL with %GALLEY_PLUGIN_ERROR_OPTION, which lists what there
 * is and names the nearest
 */
GALLEY_API GalleyFields *
galley_fields_parse(const char *const *names, const char *layer, guint context, GError **error);
GALLEY_API void galley_fields_free(GalleyFields *fields);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GalleyFields, galley_fields_free)

/**
 * galley_fields_where:
 * @conditions: (array zero-terminated=1) (nullable): a field, a condition, a field ..., as a map
 *   option has them
 *
 * Rows are wanted that meet all of them; the fields are looked up beside the others, and numbered
 * behind them. Once.
 *
 * Returns: %FALSE where a field or a condition is wrong
 */
GALLEY_API gboolean galley_fields_where(GalleyFields *fields,
                                        const char *const *conditions,
                                        GError **error);

/** galley_fields_get_n: without those of conditions */
GALLEY_API guint galley_fields_get_n(const GalleyFields *fields);

/** galley_fields_need: from `contract`: the layers, columns and metadata keys that the fields need;
 * the plan then says which of them nothing gives */
GALLEY_API void galley_fields_need(const GalleyFields *fields, GalleyContract *contract);

/**
 * galley_fields_bind: from here on the fields are those of @document, until the step ends
 *
 * Returns: how many rows the layer has; 1 where the document is meant
 */
GALLEY_API guint32 galley_fields_bind(GalleyFields *fields, GalleyDocument *document);

/** galley_fields_get: (transfer none) (nullable): field @index of row @row, or %NULL where it has no
 * value; valid until the same field is asked for again, or the step ends */
GALLEY_API const GalleyMetadata *galley_fields_get(GalleyFields *fields, guint index, guint32 row);

/** galley_fields_are_met: whether row @row meets the conditions of galley_fields_where() */
GALLEY_API gboolean galley_fields_are_met(GalleyFields *fields, guint32 row);

G_END_DECLS
