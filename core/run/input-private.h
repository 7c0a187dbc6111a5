/* input-private.h: inputs as named, as found, and as read. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/plugin.h>

/* ---- which inputs there are ---- */

/** GalleySource: a file to read. */
typedef struct {
    char *name; /* as it enters ids: relative to the input as named; "-" is stdin */
    char *path; /* to open it by; %NULL: stdin */
} GalleySource;

/**
 * galley_sources_list:
 * @inputs: files, folders, "-"
 *
 * Folders are walked; the files in them come in byte order of their relative paths, hidden ones left out.
 *
 * Returns: (transfer full) (element-type GalleySource) (nullable): in order, or %NULL: one is missing, or two have the
 * same name
 */
GPtrArray *galley_sources_list(const char *const *inputs, GError **error);

/* ---- reading one ---- */

/** galley_input_open: @limit: bytes that a record may have */
GalleyInput *galley_input_open(const GalleySource *source, gsize limit, GError **error);
void galley_input_free(GalleyInput *input);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GalleyInput, galley_input_free)

/** galley_input_get_line: the line that the current offset is on, from 1 */
guint64 galley_input_get_line(const GalleyInput *input);

/** galley_input_is_at_end: whether it is known that nothing is left */
gboolean galley_input_is_at_end(const GalleyInput *input);

/**
 * galley_input_seek_next: cuts the next record off, for a reader with `seek_record`
 *
 * A record that is larger than the limit is skipped, and answered as %GALLEY_NEXT_BAD with its place, size and no bytes.
 */
GalleyNext galley_input_seek_next(GalleyInput *input, const GalleyPlugin *reader, gconstpointer self, GalleyRecord *record,
                                  char **sha256, GError **error);
