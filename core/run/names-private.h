/* names-private.h: what the names of a run's files were good for. SPDX-License-Identifier: MIT */
#pragma once

#include "pipeline/naming-private.h"
#include "run/input-private.h"

/** GalleyNames: files (members of archives among them) against `metadata_from` and
 * `metadata_table`. A function of the inputs' names alone: it does not matter who reads them, how
 * many documents they hold, or what an earlier run has done. */
typedef struct GalleyNames GalleyNames;

/** galley_names_new: @naming: borrowed */
GalleyNames *galley_names_new(const GalleyNaming *naming);
void galley_names_free(GalleyNames *names);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GalleyNames, galley_names_free)

/** galley_names_add: %FALSE with %GALLEY_FOLDER_ERROR_EXISTS where the table's row is that of a file
 * before it */
gboolean galley_names_add(GalleyNames *names, const GalleyFileName *name, GError **error);
/** galley_names_add_unlisted: an archive whose members nobody can list */
void galley_names_add_unlisted(GalleyNames *names, const char *input);
/** galley_names_add_members: of a packed source, as galley_names_list() has them */
gboolean galley_names_add_members(GalleyNames *names,
                                  const GalleySource *source,
                                  const GString *members,
                                  GError **error);

/** galley_names_list: appends the names of a packed file's members, each as
 * galley_wire_put_text() does; of one compressed file %NULL. All of an archive is unpacked for it.
 * Where it breaks, the list ends. */
void galley_names_list(const GalleySource *source, GString *members);

/** galley_names_append_json: a member of an object, a comma before it */
void galley_names_append_json(const GalleyNames *names, GString *out);
/** galley_names_append_summary: for people; nothing where all went well */
void galley_names_append_summary(const GalleyNames *names, GString *out);
