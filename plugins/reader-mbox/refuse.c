/* refuse.c: errors. SPDX-License-Identifier: MIT */
#include "refuse.h"

gboolean
refuse(GError **error, GalleyPluginError code, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *what = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error_literal(error, GALLEY_PLUGIN_ERROR, (int)code, what);
    return FALSE;
}
