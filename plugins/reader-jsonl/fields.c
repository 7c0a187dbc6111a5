/* fields.c: the fields of one line, by name or path. SPDX-License-Identifier: MIT */
#include "fields.h"

#include <string.h>

#include <galley/format.h>
#include <galley/plugin.h>
#include <galley/unicode.h>

static inline gboolean
is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

Line
line_of(const guint8 *record, gsize size, gboolean first)
{
    const char *begin = (const char *)record, *end = begin + size;
    if (first && size >= 3 && memcmp(begin, "\xEF\xBB\xBF", 3) == 0)
        begin += 3;
    while (begin < end && is_blank(*begin))
        begin++;
    while (end > begin && is_blank(end[-1]))
        end--;
    return (Line){ .record = (const char *)record, .bytes = begin, .size = (gsize)(end - begin) };
}

void
fields_init(Fields *fields)
{
    fields->list = g_array_new(FALSE, FALSE, sizeof(Field));
}

void
fields_clear(Fields *fields)
{
    g_array_unref(fields->list);
}

/* ---- messages ---- */

void
fields_set_fault(const Fields *fields, const char *at, GError **error, const char *what, ...)
{
    va_list arguments;
    va_start(arguments, what);
    g_autofree char *message = g_strdup_vprintf(what, arguments);
    va_end(arguments);
    g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_DATA,
                "byte %" G_GSIZE_FORMAT " of the line: %s", (gsize)(at - fields->line.record),
                message);
}

#define SHOWN_FIELDS 12
#define SHOWN_BYTES 40

static void
append_name(GString *out, const Field *field)
{
    gsize size = MIN(field->name_size, SHOWN_BYTES);
    while (!galley_utf8_is_boundary(field->name, (guint32)field->name_size, (guint32)size))
        size--;
    galley_append_json_string(out, field->name, size);
}

static void
append_names(GString *out, const GArray *list)
{
    for (guint i = 0; i < list->len && i < SHOWN_FIELDS; i++) {
        g_string_append(out, i > 0 ? ", " : "");
        append_name(out, &g_array_index(list, Field, i));
    }
    if (list->len > SHOWN_FIELDS)
        g_string_append_printf(out, " and %u more", list->len - SHOWN_FIELDS);
}

/* The edits that make @b of @a, bytes put in, taken out or changed; both at most SHOWN_BYTES long.
 */
static guint
distance(const char *a, gsize a_size, const char *b, gsize b_size)
{
    guint8 row[SHOWN_BYTES + 1];
    for (gsize j = 0; j <= b_size; j++)
        row[j] = (guint8)j;
    for (gsize i = 0; i < a_size; i++) {
        guint8 diagonal = row[0]++;
        for (gsize j = 0; j < b_size; j++) {
            guint8 change = diagonal + (g_ascii_tolower(a[i]) != g_ascii_tolower(b[j]));
            diagonal = row[j + 1];
            row[j + 1] = MIN(change, MIN(row[j], diagonal) + 1);
        }
    }
    return row[b_size];
}

static const Field *
nearest(const GArray *list, const char *name)
{
    const Field *best = NULL;
    gsize size = strlen(name);
    guint least = (guint)(size + 1) / 3 + 1; /* beyond that it is another word */
    for (guint i = 0; i < list->len && size <= SHOWN_BYTES; i++) {
        const Field *field = &g_array_index(list, Field, i);
        if (field->name_size > SHOWN_BYTES)
            continue;
        guint edits = distance(name, size, field->name, field->name_size);
        if (edits < least) {
            least = edits;
            best = field;
        }
    }
    return best;
}

void
fields_set_missing(const Fields *fields, const char *option, const char *path, GError **error)
{
    g_autoptr(GString) message = g_string_new(NULL);
    const Field *field = nearest(fields->list, path);
    g_string_append_printf(message, "no field \"%s\" for the option \"%s\"; ", path, option);
    g_string_append(message, fields->list->len > 0 ? "there are " : "the object is empty");
    append_names(message, fields->list);
    if (field != NULL) {
        g_string_append(message, "; is it ");
        append_name(message, field);
        g_string_append_c(message, '?');
    }
    g_set_error_literal(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_DATA, message->str);
}

/* ---- cutting ---- */

const char *
fields_string(const JsonValue *string, GalleyDocument *document, gsize *size)
{
    *size = string->size;
    if (!string->escaped)
        return string->bytes;
    char *characters = galley_document_alloc(document, string->size);
    *size = json_unescape(string, characters);
    return characters;
}

static const char *
name_of(const JsonValue *key, GalleyDocument *document, gsize *size)
{
    char *name = galley_document_alloc(document, key->size + 1);
    *size = key->escaped ? json_unescape(key, name) : key->size;
    if (!key->escaped)
        memcpy(name, key->bytes, key->size);
    name[*size] = '\0';
    return name;
}

static gboolean
check_utf8(const Fields *fields, GError **error)
{
    gsize valid;
    if (galley_utf8_validate(fields->line.bytes, fields->line.size, &valid))
        return TRUE;
    const char *at = fields->line.bytes + valid;
    fields_set_fault(fields, at, error, "ill-formed UTF-8 (byte %02x)", (guint)(guint8)*at);
    return FALSE;
}

static gboolean
add_field(Fields *fields, const JsonField *json, GalleyDocument *document, GError **error)
{
    Field field = { .value = json->value };
    field.name = name_of(&json->key, document, &field.name_size);
    if (memchr(field.name, '\0', field.name_size) != NULL) {
        fields_set_fault(fields, json->key.bytes, error, "a key with U+0000 in it");
        return FALSE;
    }
    if (fields->list->len == FIELDS_MAX) {
        fields_set_fault(fields, json->key.bytes, error, "more than %d fields", FIELDS_MAX);
        return FALSE;
    }
    g_array_append_val(fields->list, field);
    return TRUE;
}

gboolean
fields_cut(Fields *fields, const Line *line, GalleyDocument *document, GError **error)
{
    JsonField json;
    fields->line = *line;
    g_array_set_size(fields->list, 0);
    if (!check_utf8(fields, error))
        return FALSE;
    if (json_open(&fields->cursor, line->bytes, line->size))
        while (json_next(&fields->cursor, &json))
            if (!add_field(fields, &json, document, error))
                return FALSE;
    if (fields->cursor.fault == NULL)
        return TRUE;
    fields_set_fault(fields, line->bytes + fields->cursor.at, error, "%s", fields->cursor.fault);
    return FALSE;
}

/* ---- finding ---- */

/* The best of the keys of one object for the beginning of a path: the longest. */
typedef struct {
    const char *path;
    gsize path_size;
    gsize matched; /* bytes of the path */
    gboolean twice;
    guint index; /* of the field in its object */
    JsonValue value;
} Match;

static void
consider(Match *match, const char *key, gsize key_size, const JsonValue *value, guint index)
{
    if (key_size == 0 || key_size < match->matched || key_size > match->path_size ||
        memcmp(key, match->path, key_size) != 0)
        return;
    if (key_size < match->path_size && (match->path[key_size] != '.' || value->type != JSON_OBJECT))
        return;
    match->twice = key_size == match->matched;
    match->matched = key_size;
    match->value = *value;
    match->index = index;
}

static Match
match_top(const Fields *fields, const char *path)
{
    Match match = { .path = path, .path_size = strlen(path) };
    for (guint i = 0; i < fields->list->len; i++) {
        const Field *field = &g_array_index(fields->list, Field, i);
        consider(&match, field->name, field->name_size, &field->value, i);
    }
    return match;
}

/* In an object that json_next() has already passed over, so without faults. */
static Match
match_nested(Fields *fields, const JsonValue *object, const char *path, GalleyDocument *document)
{
    JsonField json;
    Match match = { .path = path, .path_size = strlen(path) };
    json_open(&fields->nested, object->bytes, object->size);
    while (json_next(&fields->nested, &json)) {
        gsize size;
        const char *key = fields_string(&json.key, document, &size);
        consider(&match, key, size, &json.value, 0);
    }
    return match;
}

Found
fields_find(Fields *fields, const char *path, GalleyDocument *document)
{
    Match match = match_top(fields, path);
    Found found = { .top = match.index, .twice = match.twice };
    while (match.matched > 0 && match.matched < match.path_size) {
        match = match_nested(fields, &match.value, match.path + match.matched + 1, document);
        found.twice |= match.twice;
    }
    found.there = match.matched > 0;
    found.value = match.value;
    return found;
}
