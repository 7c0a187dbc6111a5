/* folder-private.h: the run's folder, whose files are whole or not there. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/** GalleyFile: an output that grows under a temporary name, or standard output. */
typedef struct GalleyFile GalleyFile;

/** GalleyFolder: the outputs of one run. */
typedef struct GalleyFolder GalleyFolder;

#define GALLEY_FOLDER_ERROR (galley_folder_error_quark())
typedef enum {
    GALLEY_FOLDER_ERROR_EXISTS, /* the user's to solve: the folder is in use, or not a folder */
    GALLEY_FOLDER_ERROR_WRITE,  /* disk full and the like */
} GalleyFolderError;
GQuark galley_folder_error_quark(void);

/**
 * galley_folder_new:
 * @path: (nullable): the folder, made if it is not there; %NULL: standard output for all
 * @overwrite: whether outputs of an earlier run may be replaced
 */
GalleyFolder *galley_folder_new(const char *path, gboolean overwrite, GError **error);
void galley_folder_free(GalleyFolder *folder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GalleyFolder, galley_folder_free)

/** galley_folder_open: (transfer none): an output called @name, a path below the folder */
GalleyFile *galley_folder_open(GalleyFolder *folder, const char *name, GError **error);
/**
 * galley_folder_open_spool: (transfer none): a file of the engine's own beside the output @name, or, on a terminal, in the
 * folder for temporary files; it goes with the folder object
 */
GalleyFile *galley_folder_open_spool(GalleyFolder *folder, const char *name, GError **error);
/** galley_file_finish_spool: (transfer none): all of it written; answers with its path */
const char *galley_file_finish_spool(GalleyFile *file, GError **error);
/** galley_folder_commit: all outputs synced, then renamed into place in order of opening; on an error those left keep their temporary names */
gboolean galley_folder_commit(GalleyFolder *folder, GError **error);

gboolean galley_file_write(GalleyFile *file, gconstpointer bytes, gsize size, GError **error);
const char *galley_file_get_name(const GalleyFile *file);
guint64 galley_file_get_size(const GalleyFile *file);
/** galley_file_get_digest: (transfer full): SHA-256 of what was written, in hexadecimal */
char *galley_file_get_digest(GalleyFile *file);
/** galley_folder_list: (transfer none) (element-type GalleyFile): in order of opening, without spools */
const GPtrArray *galley_folder_list(const GalleyFolder *folder);
