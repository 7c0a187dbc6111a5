/* memory-private.h: files in memory, that go from process to process. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/** galley_memory_new: an empty file; -1 if there is none to be had */
int galley_memory_new(void);
/** galley_memory_write: %FALSE where there is no more memory */
gboolean galley_memory_write(int fd, const char *bytes, gsize size);
/** galley_memory_close_off: nobody changes the file from here on; answers with its size, and with 0
 * where it is no such file */
guint64 galley_memory_close_off(int fd);
/** galley_memory_map: (transfer full) (nullable): its bytes */
GBytes *galley_memory_map(int fd);
