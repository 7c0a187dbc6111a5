/* version.h: galley's version, its ABI, and what a symbol needs to be seen.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/* Seen from outside the shared object it is defined in; everything else is hidden. */
#define GALLEY_API __attribute__((visibility("default")))

/*
 * The ABI a plugin was built against. It stands in the plugin's ELF note and must match exactly
 * while the major number is 0; from 1.0 on, a plugin built against 1.N loads in every 1.M, if M >= N.
 */
#define GALLEY_ABI_MAJOR 0
#define GALLEY_ABI_MINOR 1

G_BEGIN_DECLS

/**
 * galley_version:
 *
 * Returns: (transfer none): the version of the libgalley that runs, such as "0.1.0"
 */
GALLEY_API const char *galley_version(void);

G_END_DECLS
