/* diagnostic-private.h: all that is wrong with a pipeline file, shown where it stands.
 * SPDX-License-Identifier: MIT */
#pragma once

#include "pipeline/lines-private.h"

/* More than this many are counted, not shown. */
#define GALLEY_DIAGNOSTICS_MOST 50

/** GalleyDiagnostics: a list of errors in one file. */
typedef struct GalleyDiagnostics GalleyDiagnostics;

/**
 * galley_diagnostics_new:
 * @file: the name that messages show
 * @text: valid UTF-8; it must outlive the list
 */
GalleyDiagnostics *galley_diagnostics_new(const char *file, const char *text, gsize size);
void galley_diagnostics_free(GalleyDiagnostics *diagnostics);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GalleyDiagnostics, galley_diagnostics_free)

/** galley_diagnostics_get_lines: (transfer none): of the text */
const GalleyLines *galley_diagnostics_get_lines(const GalleyDiagnostics *diagnostics);

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
