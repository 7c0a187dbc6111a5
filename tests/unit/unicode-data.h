/* unicode-data.h: Unicode's own test files, and texts as code points, for tests. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "../breaks-reference.h"

/* A file of the shared data, uncompressed, or NULL once the test is marked as skipped. */
static inline char *
shared_text(const char *name)
{
    const char *shared = g_getenv("GALLEY_SHARED");
    if (shared == NULL) {
        g_test_skip("GALLEY_SHARED is not set: the Unicode data of ../shared is not there");
        return NULL;
    }
    g_autofree char *path = g_build_filename(shared, "data/text/unicode-15.0.0", name, NULL);
    char *text = NULL;
    if (g_str_has_suffix(name, ".gz")) {
        const char *const argv[] = { "gzip", "-dc", path, NULL };
        g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL,
                     NULL, NULL, &text, NULL, NULL, NULL);
        if (text != NULL && *text == '\0')
            g_clear_pointer(&text, g_free);
    } else {
        g_file_get_contents(path, &text, NULL, NULL);
    }
    if (text == NULL)
        g_test_skip_printf("no %s in GALLEY_SHARED", name);
    return text;
}

static inline char *
characters_to_utf8(const Characters *characters)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < characters->n; i++)
        g_string_append_unichar(text, characters->characters[i]);
    return g_string_free(text, FALSE);
}

/* @name as a path below @folder, so that a case that fails names itself. */
static inline void
add_case(const char *folder, const char *name, const void *data, GTestDataFunc test)
{
    g_autofree char *path = g_strconcat(folder, name, NULL);
    g_test_add_data_func(path, data, test);
}
