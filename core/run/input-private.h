/* input-private.h: inputs as named, as found, and as read. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/plugin.h>

#include "run/stream-private.h"

/* ---- which inputs there are ---- */

/** GalleySource: a file to read. */
typedef struct {
    char *name; /* as it enters ids: relative to the input as named; "-" is stdin */
    char *path; /* to open it by; %NULL: by @fd */
    int fd; /* of what came from a pipe, kept in a file without a name; -1 where there is a path */
    guint64 size;    /* bytes, when the list was made */
    gint64 changed;  /* when it last was, then; nanoseconds since 1970; 0 where there is no path */
    gboolean packed; /* compressed, or an archive */
    char *fault; /* (nullable): why what was found in a folder cannot be read: one bad document */
} GalleySource;

/**
 * galley_sources_list:
 * @inputs: files, folders, "-"
 * @runs: (array zero-terminated=1): folders of runs, which are left out where one of the inputs holds
 * them; they need not be there
 *
 * Folders are walked; the files in them come in byte order of their relative paths, hidden ones
 * left out. What is named must be there; what a folder holds and cannot be read, such as a link that
 * leads nowhere, is a source with a fault. Standard input and pipes are copied to a file without a name
 * first, so that they can be cut, and read again after a crash.
 *
 * Returns: (transfer full) (element-type GalleySource) (nullable): in order, or %NULL: one is
 * missing, or two have the same name
 */
GPtrArray *galley_sources_list(const char *const *inputs, const char *const *runs, GError **error);

/** galley_source_has_changed: whether its file is another one than when the list was made: what was read
 * of it may be neither the one nor the other, and need not be all */
gboolean galley_source_has_changed(const GalleySource *source);
/** galley_source_open: a file descriptor to read it by; -1 with an error */
int galley_source_open(const GalleySource *source, GError **error);

/* ---- reading one ---- */

/**
 * galley_input_open:
 * @begin: where to begin; records that begin before it are not of this reading
 * @end: records that begin at it or later are not either
 * @limit: bytes that a record may have
 */
GalleyInput *galley_input_open(
    const GalleySource *source, guint64 begin, guint64 end, gsize limit, GError **error);
/**
 * galley_input_open_stream:
 * @name: of the input that the stream is of
 * @stream: borrowed; what is left of its present member is read, once and in order
 */
GalleyInput *galley_input_open_stream(const char *name, GalleyStream *stream, gsize limit);
void galley_input_free(GalleyInput *input);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GalleyInput, galley_input_free)

/** galley_input_get_line: the line that the current offset is on, counted from 1 at @begin */
guint64 galley_input_get_line(const GalleyInput *input);
/** galley_input_get_n_lines: line feeds from @begin to @end, once all records between have been
 * read */
guint64 galley_input_get_n_lines(const GalleyInput *input);
/** galley_input_is_at_end: whether it is known that nothing is left */
gboolean galley_input_is_at_end(const GalleyInput *input);

/** galley_input_get_break: (nullable): once all is read: why the stream ended before its time */
const GError *galley_input_get_break(const GalleyInput *input);

/** galley_input_go_on: the stream goes on behind its break, at the beginning of a record */
void galley_input_go_on(GalleyInput *input);
/** galley_input_go_on_amid: likewise, perhaps amid a record: what is left of that is passed over */
gboolean galley_input_go_on_amid(GalleyInput *input,
                                 const GalleyPlugin *reader,
                                 gconstpointer self,
                                 GError **error);

/**
 * galley_input_skip_hole: passes over a stretch that the reader cannot cut without harm
 * @reach: bytes to pass over at least; from there on the next record's begin is looked for
 * @record: (out): the stretch, with its place and size
 * @sha256: (out) (transfer full) (nullable): where it is too large to be kept
 */
gboolean galley_input_skip_hole(GalleyInput *input,
                                const GalleyPlugin *reader,
                                gconstpointer self,
                                guint64 reach,
                                GalleyRecord *record,
                                char **sha256,
                                GError **error);

/**
 * galley_input_next: cuts the next record off, for a reader with `next`
 * @sha256: (out) (transfer full) (nullable): of a %GALLEY_NEXT_BAD that is too large to be kept
 */
GalleyNext galley_input_next(GalleyInput *input,
                             const GalleyPlugin *reader,
                             gpointer worker,
                             GalleyRecord *record,
                             char **sha256,
                             GError **error);

/**
 * galley_input_seek_next: cuts the next record off, for a reader with `seek_record`
 *
 * A record that is larger than the limit is skipped, and answered as %GALLEY_NEXT_BAD with its
 * place and size, and its bytes or their digest.
 */
GalleyNext galley_input_seek_next(GalleyInput *input,
                                  const GalleyPlugin *reader,
                                  gconstpointer self,
                                  GalleyRecord *record,
                                  char **sha256,
                                  GError **error);
