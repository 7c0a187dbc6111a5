/* bytes-private.h: the bytes of a pipeline file. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/version.h>

/** galley_bytes_read: (transfer full) (nullable): what is in the file, one byte more than it may
 * have at most */
char *galley_bytes_read(const char *path, gsize *size, GError **error);

/** galley_bytes_write: replaces the file; %FALSE with "PATH: why" */
gboolean galley_bytes_write(const char *path, const char *bytes, gsize size, GError **error);

/**
 * galley_bytes_check:
 * @text: (inout): moved past a byte order mark
 * @size: (inout): likewise
 *
 * Returns: %FALSE with %GALLEY_PIPELINE_ERROR if the file is too large or not UTF-8
 */
gboolean galley_bytes_check(const char *path, const char **text, gsize *size, GError **error);
