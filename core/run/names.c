/* names.c: files without metadata, and metadata without files. SPDX-License-Identifier: MIT */
#include "run/names-private.h"

#include <string.h>

#include <galley/format.h>

#include "run/folder-private.h"
#include "run/watch-private.h"
#include "run/wire-private.h"

#define SHOWN_MOST 10u
#define PIECE ((gsize)1 << 16)

typedef enum {
    MISS_PATTERN, /* files that the pattern does not match */
    MISS_ROW,     /* files without a row */
    MISS_FILE,    /* rows without a file */
    MISS_LIST,    /* archives whose members cannot be listed */
    N_MISSES,
} Miss;

struct GalleyNames {
    const GalleyNaming *naming;
    guint64 n_files;
    guint64 n[N_MISSES];
    GPtrArray *first[N_MISSES]; /* of char * */
    GPtrArray *takers;          /* of char *, by row: the file that has it; %NULL: none */
};

GalleyNames *
galley_names_new(const GalleyNaming *naming)
{
    GalleyNames *names = g_new0(GalleyNames, 1);
    names->naming = naming;
    names->takers = g_ptr_array_new_with_free_func(g_free);
    if (naming->table)
        g_ptr_array_set_size(names->takers, (gint)galley_name_table_get_n_rows(naming->table));
    for (guint i = 0; i < N_MISSES; i++)
        names->first[i] = g_ptr_array_new_with_free_func(g_free);
    return names;
}

void
galley_names_free(GalleyNames *names)
{
    for (guint i = 0; i < N_MISSES; i++)
        g_ptr_array_unref(names->first[i]);
    g_ptr_array_unref(names->takers);
    g_free(names);
}

/* ---- files ---- */

static char *
print_name(const GalleyFileName *name)
{
    return name->member ? g_strconcat(name->input, "/", name->member, NULL) : g_strdup(name->input);
}

static void
miss(GalleyNames *names, Miss what, const char *name)
{
    if (names->n[what]++ < SHOWN_MOST)
        g_ptr_array_add(names->first[what], g_strdup(name));
}

/* A row is one file's: where two reach it by their base names, nobody knows whose it is. */
static gboolean
take_row(GalleyNames *names, guint row, const char *file, GError **error)
{
    const GalleyNameTable *table = names->naming->table;
    const char *other = g_ptr_array_index(names->takers, row);
    if (other) {
        g_set_error(error, GALLEY_FOLDER_ERROR, GALLEY_FOLDER_ERROR_EXISTS,
                    "%s:%u: \"%s\" is two files, %s and %s\nhint: write their paths in the column "
                    "\"%s\"",
                    names->naming->table_shown, galley_name_table_get_line(table, row),
                    galley_name_table_get_name(table, row), other, file,
                    galley_name_table_get_key(table));
        return FALSE;
    }
    g_ptr_array_index(names->takers, row) = g_strdup(file);
    return TRUE;
}

gboolean
galley_names_add(GalleyNames *names, const GalleyFileName *name, GError **error)
{
    const GalleyNaming *naming = names->naming;
    GalleyNameRun runs[GALLEY_NAME_PATTERN_MOST];
    g_autofree char *file = print_name(name);
    names->n_files++;
    if (naming->pattern && !galley_naming_match(naming, name, runs))
        miss(names, MISS_PATTERN, file);
    if (!naming->table)
        return TRUE;
    guint row = galley_naming_find_row(naming, name);
    if (row != GALLEY_NAME_TABLE_NONE)
        return take_row(names, row, file, error);
    miss(names, MISS_ROW, file);
    return TRUE;
}

void
galley_names_add_unlisted(GalleyNames *names, const char *input)
{
    miss(names, MISS_LIST, input);
}

gboolean
galley_names_add_members(GalleyNames *names,
                         const GalleySource *source,
                         const GString *members,
                         GError **error)
{
    GalleyWire wire = { members->str, members->len, FALSE };
    while (wire.left > 0 && !wire.astray) {
        g_autofree char *member = galley_wire_take_text(&wire);
        const GalleyFileName name = { source->name, member, source->packed };
        if (!wire.astray && !galley_names_add(names, &name, error))
            return FALSE;
    }
    return TRUE;
}

/* ---- members ---- */

void
galley_names_list(const GalleySource *source, GString *members)
{
    const char *name, *refused;
    g_autofree guint8 *bytes = g_malloc(PIECE);
    int fd = galley_source_open(source, NULL);
    g_autoptr(GalleyStream) stream = fd >= 0 ? galley_stream_open(fd, source->size) : NULL;
    while (stream && galley_stream_next_member(stream, &name, &refused, NULL)) {
        galley_wire_put_text(members, name);
        while (name && !refused && galley_stream_read(stream, bytes, PIECE, NULL) > 0)
            ;
        if (!name)
            break;
    }
}

/* ---- told ---- */

/* Rows that no file has taken, in the table's order. */
static guint64
list_idle_rows(const GalleyNames *names, GPtrArray *first)
{
    const GalleyNameTable *table = names->naming->table;
    guint64 n = 0;
    for (guint row = 0; row < names->takers->len; row++)
        if (!g_ptr_array_index(names->takers, row) && n++ < SHOWN_MOST)
            g_ptr_array_add(first,
                            g_strdup_printf("%s (line %u)", galley_name_table_get_name(table, row),
                                            galley_name_table_get_line(table, row)));
    return n;
}

static void
append_miss(GString *out, guint64 n, const GPtrArray *first, const char *one, const char *many)
{
    if (n == 0)
        return;
    g_string_append_printf(out, "  warning %" G_GUINT64_FORMAT " %s: ", n, n == 1 ? one : many);
    for (guint i = 0; i < first->len; i++) {
        g_string_append(out, i > 0 ? ", " : "");
        galley_append_shown(out, g_ptr_array_index(first, i));
    }
    g_string_append(out, n > first->len ? ", ...\n" : "\n");
}

void
galley_names_append_summary(const GalleyNames *names, GString *out)
{
    static const char *const words[N_MISSES][2] = {
        [MISS_PATTERN] = { "file does not match metadata_from",
                           "files do not match metadata_from" },
        [MISS_ROW] = { "file has no row in metadata_table", "files have no row in metadata_table" },
        [MISS_FILE] = { "row of metadata_table has no file",
                        "rows of metadata_table have no file" },
        [MISS_LIST] = { "archive's members could not be listed",
                        "archives' members could not be listed" },
    };
    g_autoptr(GPtrArray) idle = g_ptr_array_new_with_free_func(g_free);
    guint64 n_idle = list_idle_rows(names, idle);
    for (guint i = 0; i < N_MISSES; i++)
        append_miss(out, i == MISS_FILE ? n_idle : names->n[i],
                    i == MISS_FILE ? idle : names->first[i], words[i][0], words[i][1]);
}

static void
append_count(GString *out, const char *key, guint64 n, const GPtrArray *first)
{
    g_string_append_printf(out, ",\"%s\":{\"n\":%" G_GUINT64_FORMAT ",\"first\":[", key, n);
    for (guint i = 0; i < first->len; i++) {
        const char *name = g_ptr_array_index(first, i);
        g_string_append(out, i > 0 ? "," : "");
        galley_append_json_string(out, name, strlen(name));
    }
    g_string_append(out, "]}");
}

void
galley_names_append_json(const GalleyNames *names, GString *out)
{
    g_autoptr(GPtrArray) idle = g_ptr_array_new_with_free_func(g_free);
    guint64 n_idle = list_idle_rows(names, idle);
    g_string_append_printf(out, ",\"names\":{\"files\":%" G_GUINT64_FORMAT, names->n_files);
    if (names->naming->pattern)
        append_count(out, "files_unmatched", names->n[MISS_PATTERN], names->first[MISS_PATTERN]);
    if (names->naming->table) {
        g_string_append_printf(out, ",\"rows\":%u", names->takers->len);
        append_count(out, "files_without_row", names->n[MISS_ROW], names->first[MISS_ROW]);
        append_count(out, "rows_without_file", n_idle, idle);
    }
    if (names->n[MISS_LIST] > 0)
        append_count(out, "archives_unlisted", names->n[MISS_LIST], names->first[MISS_LIST]);
    g_string_append_c(out, '}');
}
