/* fail.c: a plugin's errors. SPDX-License-Identifier: MIT */
#include <galley/plugin.h>

G_DEFINE_QUARK(galley_plugin_error, galley_plugin_error)

gboolean
galley_plugin_fail(GError **error, GalleyPluginError code, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *what = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error_literal(error, GALLEY_PLUGIN_ERROR, (int)code, what);
    return FALSE;
}
