/* refuse.h: errors. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/plugin.h>

/* refuse: sets the error, and answers %FALSE */
gboolean refuse(GError **error, GalleyPluginError code, const char *format, ...)
    G_GNUC_PRINTF(3, 4);
