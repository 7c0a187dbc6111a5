/* folder-private.h: the run's folder, whose files are whole or not there.
 * SPDX-License-Identifier: MIT */
#pragma once

#include "run/scribe-private.h"

/** GalleyFile: an output that grows under a temporary name, or standard output. */
typedef struct GalleyFile GalleyFile;

/** GalleyFolder: the outputs of one run. */
typedef struct GalleyFolder GalleyFolder;

#define GALLEY_FOLDER_ERROR (galley_folder_error_quark())
typedef enum {
    GALLEY_FOLDER_ERROR_EXISTS, /* the user's to solve: the folder is in use, or not a folder */
    GALLEY_FOLDER_ERROR_WRITE,  /* disk full and the like */
    GALLEY_FOLDER_ERROR_INTERRUPTED, /* by a signal: what was done is safe */
} GalleyFolderError;
GQuark galley_folder_error_quark(void);

/** GalleyFolderUse: what a folder that holds something already is good for. */
typedef enum {
    GALLEY_FOLDER_FRESH,     /* nothing: it must be empty or not there */
    GALLEY_FOLDER_OVERWRITE, /* outputs of an earlier run may be replaced */
    GALLEY_FOLDER_RESUME,    /* a run that has not come to its end goes on in it */
} GalleyFolderUse;

/**
 * galley_folder_new:
 * @path: (nullable): the folder, made if it is not there; %NULL: standard output for all
 */
GalleyFolder *galley_folder_new(const char *path, GalleyFolderUse use, GError **error);
void galley_folder_free(GalleyFolder *folder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GalleyFolder, galley_folder_free)

/** galley_folder_open: (transfer none): an output called @name, a path below the folder */
GalleyFile *galley_folder_open(GalleyFolder *folder, const char *name, GError **error);
/**
 * galley_folder_open_spool: (transfer none): a file of the engine's own beside the output @name,
 * or, on a terminal, in the
 * folder for temporary files; it goes with the folder object
 */
GalleyFile *galley_folder_open_spool(GalleyFolder *folder, const char *name, GError **error);
/** galley_folder_get_scribe: (transfer none) (nullable): who writes to the folder beside this
 * process; %NULL: nobody so far */
GalleyScribe *galley_folder_get_scribe(const GalleyFolder *folder);
/**
 * galley_folder_sync: all that was written to outputs and spools is on the disk; where there is a
 * scribe, before anything is done that it is asked from here on
 * @ends: (out): (element-type guint64): where each ends, outputs first
 */
gboolean galley_folder_sync(GalleyFolder *folder, GArray *ends, GError **error);
/** galley_folder_cut: cuts outputs and spools, which were opened in the same order, back to where
 * they ended then */
gboolean galley_folder_cut(GalleyFolder *folder, const GArray *ends, GError **error);
/** galley_folder_get_journal: (transfer full) (nullable): where the run's journal is; %NULL on a
 * terminal */
char *galley_folder_get_journal(const GalleyFolder *folder);
/** galley_file_finish_spool: (transfer none): all of it written; answers with its path */
const char *galley_file_finish_spool(GalleyFile *file, GError **error);
/** galley_folder_commit: all outputs synced, then renamed into place in order of opening; on an
 * error those left keep their temporary names */
gboolean galley_folder_commit(GalleyFolder *folder, GError **error);

gboolean galley_file_write(GalleyFile *file, gconstpointer bytes, gsize size, GError **error);
const char *galley_file_get_name(const GalleyFile *file);
/** galley_file_get_path: (transfer none) (nullable): where it is at present; %NULL: standard output */
const char *galley_file_get_path(const GalleyFile *file);
guint64 galley_file_get_size(const GalleyFile *file);
/** galley_file_splice: appends @size bytes of the file @from, from its byte @at on */
gboolean galley_file_splice(GalleyFile *file, int from, guint64 at, guint64 size, GError **error);
/** galley_file_lend: (transfer full): a file descriptor by which another process appends to it, at
 * its present end */
int galley_file_lend(GalleyFile *file, GError **error);
/** galley_file_take_back: that process is done */
void galley_file_take_back(GalleyFile *file);
/** galley_file_get_digest: (transfer none) (nullable): SHA-256 of all of it in hexadecimal, after
 * galley_folder_digest() */
const char *galley_file_get_digest(const GalleyFile *file);
/** galley_folder_digest: digests all outputs, in a process of its own, and opens and writes
 * SHA256SUMS of them */
gboolean galley_folder_digest(GalleyFolder *folder, GError **error);
/** galley_folder_list: (transfer none) (element-type GalleyFile): in order of opening, without
 * spools */
const GPtrArray *galley_folder_list(const GalleyFolder *folder);
