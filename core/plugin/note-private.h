/* note-private.h: a plugin's ELF note. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/** galley_note_check: whether the file open as @fd is a plugin for this ABI; else
 * %GALLEY_PLUGIN_ERROR_ABI */
gboolean galley_note_check(int fd, const char *path, GError **error);
