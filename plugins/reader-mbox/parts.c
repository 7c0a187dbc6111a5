/* parts.c: multiparts taken apart by their boundaries. SPDX-License-Identifier: MIT */
#include "parts.h"

#include <string.h>

#define DEPTH_MOST 32
#define PARTS_MOST 2000

static void
clear_part(gpointer data)
{
    Part *part = data;
    g_free(part->type);
    g_free(part->content_type);
    g_free(part->transfer_encoding);
    g_free(part->name);
}

void
parts_init(Parts *parts)
{
    *parts = (Parts){ .list = g_array_new(FALSE, FALSE, sizeof(Part)) };
    g_array_set_clear_func(parts->list, clear_part);
    fields_init(&parts->fields);
}

void
parts_clear(Parts *parts)
{
    g_array_unref(parts->list);
    fields_clear(&parts->fields);
}

/* ---- one part ---- */

static char *
get_file_name(const char *disposition, const char *content_type)
{
    char *name = disposition != NULL ? fields_get_text_parameter(disposition, "filename") : NULL;
    return name == NULL && content_type != NULL ? fields_get_text_parameter(content_type, "name")
                                                : name;
}

/* @fallback: the type of a part that says none */
static Part
describe(const Fields *fields, const char *fallback, gsize begin, gsize end)
{
    const char *content_type = fields_get(fields, "Content-Type");
    const char *disposition = fields_get(fields, "Content-Disposition");
    g_autofree char *kind = disposition != NULL ? fields_get_main(disposition) : NULL;
    Part part = {
        .begin = begin,
        .end = end,
        .type = content_type != NULL ? fields_get_main(content_type) : g_strdup(""),
        .content_type = g_strdup(content_type),
        .transfer_encoding = g_strdup(fields_get(fields, "Content-Transfer-Encoding")),
        .name = get_file_name(disposition, content_type),
        .attached = g_strcmp0(kind, "attachment") == 0,
    };
    if (strchr(part.type, '/') != NULL)
        return part;
    g_free(part.type);
    part.type = g_strdup(fallback);
    return part;
}

static gboolean
is_text(const Part *part)
{
    return !part->attached &&
           (g_str_equal(part->type, "text/plain") || g_str_equal(part->type, "text/html"));
}

/* ---- boundaries ---- */

/** Boundary: a line of a multipart. */
typedef struct {
    gsize begin; /* where the part before it ends: the line end before the line is the boundary's */
    gsize next;  /* behind the line */
    gboolean last;
} Boundary;

/* Whether the line at @at is "--boundary" or "--boundary--", with blanks behind. */
static gboolean
is_boundary(const guint8 *bytes, gsize at, gsize end, const char *word, Boundary *boundary)
{
    gsize size = strlen(word);
    if (end - at < 2 + size || memcmp(bytes + at, "--", 2) != 0 ||
        memcmp(bytes + at + 2, word, size) != 0)
        return FALSE;
    gsize behind = at + 2 + size;
    boundary->last = end - behind >= 2 && memcmp(bytes + behind, "--", 2) == 0;
    behind += boundary->last ? 2 : 0;
    while (behind < end && bytes[behind] != '\n' && g_ascii_isspace(bytes[behind]))
        behind++;
    boundary->next = MIN(behind + 1, end);
    return behind == end || bytes[behind] == '\n';
}

static gboolean
find_boundary(const guint8 *bytes, gsize begin, gsize end, const char *word, Boundary *boundary)
{
    for (gsize at = begin; at < end;) {
        if (is_boundary(bytes, at, end, word, boundary)) {
            at -= at > begin && bytes[at - 1] == '\n';
            at -= at > begin && bytes[at - 1] == '\r' && bytes[at] == '\n';
            boundary->begin = at;
            return TRUE;
        }
        const guint8 *feed = memchr(bytes + at, '\n', end - at);
        at = feed != NULL ? (gsize)(feed - bytes) + 1 : end;
    }
    return FALSE;
}

/* ---- the tree ---- */

typedef struct {
    Parts *parts;
    const guint8 *bytes;
    const char *preferred;
    guint depth;
} Walk;

static gboolean read_part(Walk *walk, const Part *part, int *text, GError **error);

static gboolean
read_child(Walk *walk, const char *fallback, gsize begin, gsize end, int *text, GError **error)
{
    Parts *parts = walk->parts;
    gsize body = fields_read(&parts->fields, walk->bytes, begin, end);
    parts->n_strange += parts->fields.n_strange;
    Part part = describe(&parts->fields, fallback, MIN(body, end), end);
    return read_part(walk, &part, text, error);
}

static gboolean
has_type(const Walk *walk, int text, const char *type)
{
    return text >= 0 && g_str_equal(parts_get(walk->parts, (guint)text)->type, type);
}

/* Texts among the parts from @from to before @to say the same as the one that was chosen. */
static void
mark_versions(const Walk *walk, guint from, guint to)
{
    for (guint i = from; i < to; i++) {
        Part *part = &g_array_index(walk->parts->list, Part, i);
        part->version = is_text(part);
    }
}

/* Of the texts so far and the one of the child whose parts begin at @from. */
static int
choose(const Walk *walk, gboolean alternatives, guint first, guint from, int text, int other)
{
    if (text < 0 || other < 0)
        return text < 0 ? other : text;
    if (!alternatives)
        return text;
    gboolean better =
        !has_type(walk, text, walk->preferred) && has_type(walk, other, walk->preferred);
    mark_versions(walk, better ? first : from, better ? from : walk->parts->list->len);
    return better ? other : text;
}

static gboolean
read_children(Walk *walk, const Part *multipart, const char *word, int *text, GError **error)
{
    Boundary boundary, next;
    gboolean alternatives = g_str_equal(multipart->type, "multipart/alternative");
    const char *fallback =
        g_str_equal(multipart->type, "multipart/digest") ? "message/rfc822" : "text/plain";
    guint first = walk->parts->list->len;
    if (!find_boundary(walk->bytes, multipart->begin, multipart->end, word, &boundary))
        return galley_plugin_fail(error, GALLEY_PLUGIN_ERROR_DATA,
                                  "byte %" G_GSIZE_FORMAT
                                  " of the mail: the boundary \"%.70s\" of this %.40s "
                                  "does not occur",
                                  multipart->begin, word, multipart->type);
    for (; !boundary.last; boundary = next) {
        int other = -1;
        guint from = walk->parts->list->len;
        if (!find_boundary(walk->bytes, boundary.next, multipart->end, word, &next)) {
            next = (Boundary){ multipart->end, multipart->end, TRUE };
            walk->parts->n_unclosed++;
        }
        if (!read_child(walk, fallback, boundary.next, MAX(next.begin, boundary.next), &other,
                        error))
            return FALSE;
        *text = choose(walk, alternatives, first, from, *text, other);
    }
    return TRUE;
}

static gboolean
read_multipart(Walk *walk, const Part *part, int *text, GError **error)
{
    g_autofree char *word = fields_get_parameter(part->content_type, "boundary");
    if (word == NULL || *word == '\0')
        return galley_plugin_fail(error, GALLEY_PLUGIN_ERROR_DATA,
                                  "byte %" G_GSIZE_FORMAT
                                  " of the mail: a %.40s without a boundary",
                                  part->begin, part->type);
    if (walk->depth == DEPTH_MOST)
        return galley_plugin_fail(error, GALLEY_PLUGIN_ERROR_DATA,
                                  "byte %" G_GSIZE_FORMAT " of the mail: parts more than %d deep",
                                  part->begin, DEPTH_MOST);
    walk->depth++;
    gboolean well = read_children(walk, part, word, text, error);
    walk->depth--;
    return well;
}

/* Takes over what @part holds. */
static gboolean
read_part(Walk *walk, const Part *part, int *text, GError **error)
{
    GArray *list = walk->parts->list;
    if (g_str_has_prefix(part->type, "multipart/")) {
        Part multipart = *part;
        gboolean well = read_multipart(walk, &multipart, text, error);
        clear_part(&multipart);
        return well;
    }
    *text = is_text(part) ? (int)list->len : -1;
    g_array_append_vals(list, part, 1);
    return list->len <= PARTS_MOST ||
           galley_plugin_fail(error, GALLEY_PLUGIN_ERROR_DATA, "the mail has more than %d parts",
                              PARTS_MOST);
}

gboolean
parts_read(Parts *parts,
           const Fields *fields,
           const guint8 *bytes,
           gsize begin,
           gsize end,
           const char *preferred,
           int *text,
           GError **error)
{
    Walk walk = { parts, bytes, preferred, 0 };
    Part whole = describe(fields, "text/plain", begin, end);
    g_array_set_size(parts->list, 0);
    parts->n_strange = fields->n_strange;
    parts->n_unclosed = 0;
    *text = -1;
    return read_part(&walk, &whole, text, error);
}
