/* fuzz-names.c: any bytes as a table of files, and as a pattern over their names.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "pipeline/naming-private.h"

int LLVMFuzzerTestOneInput(const guint8 *bytes, size_t size);

static void
try_table(const char *bytes, gsize size)
{
    g_autoptr(GError) error = NULL;
    const GalleyNameTableForm form = { 0 };
    g_autoptr(GalleyNameTable) table = galley_name_table_parse(bytes, size, "t.csv", &form, &error);
    g_assert_true((table == NULL) == (error != NULL));
    if (!table) {
        g_assert_true(g_utf8_validate(error->message, -1, NULL));
        return;
    }
    const char *const *columns = galley_name_table_get_columns(table);
    for (guint row = 0; row < galley_name_table_get_n_rows(table); row++) {
        const char *name = galley_name_table_get_name(table, row);
        g_assert_cmpuint(galley_name_table_find(table, name, strlen(name)), ==, row);
        for (guint i = 0; columns[i]; i++) {
            gsize n;
            const char *value = galley_name_table_get_value(table, row, i, &n);
            g_assert_true(!value || g_utf8_validate(value, (gssize)n, NULL));
        }
    }
}

/* The first line is a pattern, the rest a path: runs lie in it, one behind the other. */
static void
try_pattern(const char *bytes, gsize size)
{
    const char *hint;
    g_autofree char *text = g_utf8_make_valid(bytes, (gssize)size);
    char *path = strchr(text, '\n');
    if (!path)
        return;
    *path++ = '\0';
    g_autoptr(GalleyNamePattern) pattern = galley_name_pattern_parse(text, &hint, NULL);
    GalleyNameRun runs[GALLEY_NAME_PATTERN_MOST];
    if (!pattern || !galley_name_pattern_match(pattern, path, strlen(path), runs))
        return;
    const char *at = path;
    for (guint i = 0; galley_name_pattern_get_names(pattern)[i]; i++) {
        g_assert_true(runs[i].size > 0 && runs[i].text >= at);
        g_assert_true(g_utf8_validate(runs[i].text, (gssize)runs[i].size, NULL));
        g_assert_null(memchr(runs[i].text, '/', runs[i].size));
        at = runs[i].text + runs[i].size;
    }
    g_assert_true(at <= path + strlen(path));
}

int
LLVMFuzzerTestOneInput(const guint8 *bytes, size_t size)
{
    try_table((const char *)bytes, size);
    try_pattern((const char *)bytes, size);
    return 0;
}
