/* naming.c: `metadata_from` and `metadata_table`: what the name of a document's file says of it.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "pipeline/naming-private.h"
#include "pipeline/plan-private.h"

void
galley_naming_free(GalleyNaming *naming)
{
    g_clear_pointer(&naming->pattern, galley_name_pattern_free);
    g_clear_pointer(&naming->table, galley_name_table_free);
    g_free(naming->table_path);
    g_free(naming->table_shown);
    g_free(naming->table_form);
    g_free(naming);
}

static const char *const *
names_of(const GalleyNaming *naming)
{
    static const char *const none[] = { NULL };
    return naming->pattern ? galley_name_pattern_get_names(naming->pattern) : none;
}

static const char *const *
columns_of(const GalleyNaming *naming)
{
    static const char *const none[] = { NULL };
    return naming->table ? galley_name_table_get_columns(naming->table) : none;
}

GPtrArray *
galley_naming_list_keys(const GalleyNaming *naming)
{
    GPtrArray *keys = g_ptr_array_new();
    for (const char *const *name = names_of(naming); *name; name++)
        g_ptr_array_add(keys, (gpointer)*name);
    for (const char *const *name = columns_of(naming); *name; name++)
        g_ptr_array_add(keys, (gpointer)*name);
    return keys;
}

/* ---- a file's name ---- */

/* Bytes of a path, without the ending of its compression. */
static gsize
size_unpacked(const char *path, gboolean packed)
{
    static const char *const endings[] = { ".gz", ".bz2", ".xz", ".zst" };
    gsize size = strlen(path);
    for (gsize i = 0; packed && i < G_N_ELEMENTS(endings); i++)
        if (g_str_has_suffix(path, endings[i]))
            return size - strlen(endings[i]);
    return size;
}

static const char *
path_of(const GalleyFileName *name, gsize *size)
{
    const char *path = name->member ? name->member : name->input;
    *size = size_unpacked(path, name->packed && !name->member);
    return path;
}

gboolean
galley_naming_match(const GalleyNaming *naming, const GalleyFileName *name, GalleyNameRun *runs)
{
    gsize size;
    const char *path = path_of(name, &size);
    return galley_name_pattern_match(naming->pattern, path, size, runs);
}

/* As far as its last dot, which is not its first character. */
static gsize
size_without_extension(const char *path, gsize size)
{
    for (gsize i = size; i > 1 && path[i - 1] != '/'; i--)
        if (path[i - 1] == '.' && path[i - 2] != '/')
            return i - 1;
    return size;
}

static guint
find_path(const GalleyNameTable *table, const char *path, gsize size)
{
    guint row = galley_name_table_find(table, path, size);
    return row != GALLEY_NAME_TABLE_NONE
               ? row
               : galley_name_table_find(table, path, size_without_extension(path, size));
}

/* The longest end of the path that the table has. */
guint
galley_naming_find_row(const GalleyNaming *naming, const GalleyFileName *name)
{
    g_autofree char *whole =
        name->member ? g_strconcat(name->input, "/", name->member, NULL) : g_strdup(name->input);
    gsize size = size_unpacked(whole, name->packed && !name->member);
    for (const char *end = whole; end; end = strchr(end, '/')) {
        end += *end == '/';
        guint row = galley_name_table_find(naming->table, end, strlen(end));
        if (row == GALLEY_NAME_TABLE_NONE)
            row = find_path(naming->table, end, size - (gsize)(end - whole));
        if (row != GALLEY_NAME_TABLE_NONE)
            return row;
    }
    return GALLEY_NAME_TABLE_NONE;
}

/* ---- a document ---- */

static void
set(GalleyDocument *document, const char *key, const char *text, gsize size)
{
    const GalleyMetadata *own = galley_document_get_metadata(document, key);
    if (!own || own->null) {
        galley_document_set_metadata_text(document, key, text, (gssize)size);
        return;
    }
    g_autofree char *note = g_strdup_printf("metadata \"%s\" is the record's own", key);
    galley_document_count(document, note, 1);
}

void
galley_naming_apply(const GalleyNaming *naming,
                    const GalleyFileName *name,
                    GalleyDocument *document)
{
    GalleyNameRun runs[GALLEY_NAME_PATTERN_MOST];
    gsize size;
    const char *const *names = names_of(naming), *const *columns = columns_of(naming);
    if (naming->pattern && galley_naming_match(naming, name, runs))
        for (guint i = 0; names[i]; i++)
            set(document, names[i], runs[i].text, runs[i].size);
    guint row = naming->table ? galley_naming_find_row(naming, name) : GALLEY_NAME_TABLE_NONE;
    for (guint i = 0; row != GALLEY_NAME_TABLE_NONE && columns[i]; i++) {
        const char *text = galley_name_table_get_value(naming->table, row, i, &size);
        if (text)
            set(document, columns[i], text, size);
    }
}

/* ---- from the pipeline file ---- */

/* What @entry stands beside; made where it is the first. */
static GalleyNaming *
naming_of(GalleyPlan *plan)
{
    if (!plan->pipeline->naming)
        plan->pipeline->naming = g_new0(GalleyNaming, 1);
    return plan->pipeline->naming;
}

void
galley_naming_read_pattern(GalleyPlan *plan, const GalleyEntry *entry)
{
    g_autoptr(GError) error = NULL;
    const char *hint = NULL, *text = galley_value_get_text(plan, entry);
    GalleyNamePattern *pattern = text ? galley_name_pattern_parse(text, &hint, &error) : NULL;
    if (pattern)
        naming_of(plan)->pattern = pattern;
    else if (text)
        galley_diagnostics_add(plan->diagnostics, entry->value->place, hint, "%s", error->message);
    plan->from_place = entry->value->place;
}

/** TableKeys: what the map says. */
typedef struct {
    const GalleyEntry *path;
    GalleyNameTableForm form;
} TableKeys;

static void
read_path(GalleyPlan *plan, const GalleyEntry *entry, gpointer target)
{
    if (galley_value_get_text(plan, entry))
        ((TableKeys *)target)->path = entry;
}

static void
read_key(GalleyPlan *plan, const GalleyEntry *entry, gpointer target)
{
    ((TableKeys *)target)->form.key = galley_value_get_text(plan, entry);
}

static void
read_delimiter(GalleyPlan *plan, const GalleyEntry *entry, gpointer target)
{
    static const char *const names[] = { "auto", "comma", "semicolon", "tab", "pipe", NULL };
    static const char bytes[] = { 0, ',', ';', '\t', '|' };
    const char *text = galley_value_get_text(plan, entry);
    for (gsize i = 0; text && names[i]; i++)
        if (g_str_equal(names[i], text)) {
            ((TableKeys *)target)->form.delimiter = bytes[i];
            return;
        }
    g_autofree char *hint = text ? galley_hint_nearest(text, names) : NULL;
    if (text)
        galley_diagnostics_add(
            plan->diagnostics, entry->value->place, hint,
            "delimiter is \"%s\"; it is one of auto, comma, semicolon, tab, pipe", text);
}

static void
read_encoding(GalleyPlan *plan, const GalleyEntry *entry, gpointer target)
{
    const char *text = galley_value_get_text(plan, entry);
    if (text && galley_encoding_find(text))
        ((TableKeys *)target)->form.encoding = text;
    else if (text)
        galley_diagnostics_add(plan->diagnostics, entry->value->place,
                               "utf-8, utf-16le and windows-1252 are",
                               "encoding: \"%s\" is not known", text);
}

static const GalleyKey table_keys[] = {
    { "path", read_path },         { "key", read_key }, { "delimiter", read_delimiter },
    { "encoding", read_encoding }, { NULL, NULL },
};

static void
load_table(GalleyPlan *plan, const TableKeys *keys)
{
    const GalleyEntry *entry = keys->path;
    const char *shown = entry->value->text;
    const char *base = galley_plan_get_base(plan, entry->value->place);
    GalleyNaming *naming = naming_of(plan);
    g_autoptr(GError) error = NULL;
    g_autofree char *bytes = NULL;
    gsize size;
    naming->table_shown = g_strdup(shown);
    naming->table_path = g_canonicalize_filename(shown, base);
    naming->table_form =
        g_strdup_printf("by %s, delimiter %d, %s", keys->form.key ? keys->form.key : "(default)",
                        keys->form.delimiter, keys->form.encoding ? keys->form.encoding : "utf-8");
    g_hash_table_insert(plan->paths, (gpointer)entry->key, g_strdup(naming->table_path));
    if (!g_file_test(naming->table_path, G_FILE_TEST_IS_REGULAR)) {
        g_autofree char *hint = galley_hint_file(shown, base);
        galley_diagnostics_add(plan->diagnostics, entry->value->place,
                               hint ? hint : "paths start from the folder of the pipeline file",
                               "there is no file \"%s\"", shown);
    } else if (!g_file_get_contents(naming->table_path, &bytes, &size, &error) ||
               !(naming->table = galley_name_table_parse(bytes, size, shown, &keys->form, &error)))
        galley_diagnostics_add(plan->diagnostics, entry->value->place, NULL, "%s", error->message);
}

void
galley_naming_read_table(GalleyPlan *plan, const GalleyEntry *entry)
{
    TableKeys keys = { 0 };
    guint before = galley_diagnostics_count(plan->diagnostics);
    gboolean map = entry->value->kind == GALLEY_NODE_MAP;
    if (map)
        galley_keys_read(plan, entry->value, table_keys, &keys);
    else if (galley_value_get_text(plan, entry))
        keys.path = entry;
    plan->table_place = entry->value->place;
    if (keys.path && galley_diagnostics_count(plan->diagnostics) == before)
        load_table(plan, &keys);
    else if (map && !galley_node_find(entry->value, "path"))
        galley_diagnostics_add(plan->diagnostics, entry->value->place,
                               "write it as {path: meta.csv}", "\"path\" is missing");
}

/* ---- against what the reader gives ---- */

/* Whether one reader was chosen and says that it gives the key. */
static const GalleyStage *
find_giver(const GalleyPlan *plan, const char *key)
{
    for (guint i = 0; !plan->pipeline->reader_auto && i < plan->pipeline->readers->len; i++) {
        const GalleyStage *stage = g_ptr_array_index(plan->pipeline->readers, i);
        for (guint p = 0; p < stage->contract.gives->len; p++) {
            const GalleyPort *port = &g_array_index(stage->contract.gives, GalleyPort, p);
            if (port->kind == GALLEY_PORT_METADATA && g_str_equal(port->name, key))
                return stage;
        }
    }
    return NULL;
}

static void
check_keys(GalleyPlan *plan, const char *const *keys, GalleyPlace place, const char *what)
{
    for (; *keys; keys++) {
        const GalleyStage *giver = find_giver(plan, *keys);
        if (giver)
            galley_diagnostics_add(plan->diagnostics, place, "call it something else",
                                   "the %s \"%s\" is a metadata key that the reader \"%s\" gives",
                                   what, *keys, giver->plugin->name);
    }
}

void
galley_naming_check(GalleyPlan *plan)
{
    const GalleyNaming *naming = plan->pipeline->naming;
    if (!naming)
        return;
    check_keys(plan, names_of(naming), plan->from_place, "name");
    check_keys(plan, columns_of(naming), plan->table_place, "column");
    for (const char *const *name = names_of(naming); *name; name++)
        if (g_strv_contains(columns_of(naming), *name))
            galley_diagnostics_add(plan->diagnostics, plan->from_place, "call it something else",
                                   "the name \"%s\" is a column of %s too", *name,
                                   naming->table_shown);
}
