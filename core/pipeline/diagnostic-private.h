/* diagnostic-private.h: all that is wrong with the files of a pipeline, shown where it stands.
 * SPDX-License-Identifier: MIT */
#pragma once

#include "pipeline/lines-private.h"

/* More than this many are counted, not shown. */
#define GALLEY_DIAGNOSTICS_MOST 50

/** GalleyDiagnostics: a list of errors in a file and those that it builds on. */
typedef struct GalleyDiagnostics GalleyDiagnostics;

/**
 * galley_diagnostics_new:
 * @file: the name that messages show
 * @text: valid UTF-8; it must outlive the list
 *
 * That file is number 0.
 */
GalleyDiagnostics *galley_diagnostics_new(const char *file, const char *text, gsize size);
void galley_diagnostics_free(GalleyDiagnostics *diagnostics);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GalleyDiagnostics, galley_diagnostics_free)

/**
 * galley_diagnostics_add_file:
 * @name: as messages show it
 * @base: (nullable): absolute folder that paths in it start from
 * @text: (transfer full): valid UTF-8
 * @spoken: a word of the command line, which has no lines
 *
 * Another file, whose lines galley_diagnostics_get_lines() gives from here on.
 */
void galley_diagnostics_add_file(GalleyDiagnostics *diagnostics,
                                 const char *name,
                                 const char *base,
                                 char *text,
                                 gboolean spoken);

/** galley_diagnostics_get_lines: (transfer none): of the file that was added last */
const GalleyLines *galley_diagnostics_get_lines(const GalleyDiagnostics *diagnostics);

/** galley_diagnostics_set_base: of the file that was named first */
void galley_diagnostics_set_base(GalleyDiagnostics *diagnostics, const char *base);
/** galley_diagnostics_get_base: (transfer none) (nullable): of the file that @place is in */
const char *galley_diagnostics_get_base(const GalleyDiagnostics *diagnostics, GalleyPlace place);
/** galley_diagnostics_get_name: (transfer none): of the file that @place is in */
const char *galley_diagnostics_get_name(const GalleyDiagnostics *diagnostics, GalleyPlace place);
/** galley_diagnostics_tell_line: (transfer full): "line 3", "line 3 of news.yaml", "--set" */
char *galley_diagnostics_tell_line(const GalleyDiagnostics *diagnostics, GalleyPlace place);

/**
 * galley_diagnostics_add:
 * @place: line 0 for what stands nowhere in the file
 * @hint: (nullable): what to do about it
 * @format: what is wrong, as one line
 */
void galley_diagnostics_add(GalleyDiagnostics *diagnostics,
                            GalleyPlace place,
                            const char *hint,
                            const char *format,
                            ...) G_GNUC_PRINTF(4, 5);

/** galley_diagnostics_count: how many there are */
guint galley_diagnostics_count(const GalleyDiagnostics *diagnostics);

/** galley_diagnostics_print: (transfer full): each as FILE:LINE:COL: what, the line, a caret, a
 * hint; in order of place; no line end at the end */
char *galley_diagnostics_print(GalleyDiagnostics *diagnostics);
