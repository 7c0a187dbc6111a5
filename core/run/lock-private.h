/* lock-private.h: one run at a time in a folder. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * galley_lock_take: @folder, which is there, is this process's until the descriptor is closed, here and in
 * all that were forked with it
 *
 * Waits a little for processes of a run that was killed just now.
 *
 * Returns: a descriptor; -1 where the file system knows no locks; -1 with an error where another
 * run is at work there
 */
int galley_lock_take(const char *folder, GError **error);
