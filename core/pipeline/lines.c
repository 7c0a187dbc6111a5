/* lines.c: a text cut into lines, to tell places by line and column.
 * SPDX-License-Identifier: MIT */
#include "pipeline/lines-private.h"

typedef struct {
    gsize byte;      /* where the line begins */
    gsize character; /* likewise, in characters */
} GalleyLineStart;

static const GalleyLineStart *
line_start(const GalleyLines *lines, guint index)
{
    return &g_array_index(lines->starts, GalleyLineStart, index);
}

void
galley_lines_init(GalleyLines *lines, const char *text, gsize size)
{
    *lines = (GalleyLines){ .text = text, .size = size };
    lines->starts = g_array_new(FALSE, FALSE, sizeof(GalleyLineStart));
    GalleyLineStart start = { 0, 0 };
    g_array_append_val(lines->starts, start);
    gsize characters = 0; /* begun so far */
    for (gsize i = 0; i < size; i++) {
        characters += ((guint8)text[i] & 0xC0) != 0x80;
        gboolean ends =
            text[i] == '\n' || (text[i] == '\r' && !(i + 1 < size && text[i + 1] == '\n'));
        if (!ends)
            continue;
        start = (GalleyLineStart){ i + 1, characters };
        g_array_append_val(lines->starts, start);
    }
    lines->n_characters = characters;
}

void
galley_lines_clear(GalleyLines *lines)
{
    g_clear_pointer(&lines->starts, g_array_unref);
}

/* The line that holds the character. */
static guint
find_line(const GalleyLines *lines, gsize character)
{
    guint low = 0, high = lines->starts->len;
    while (high - low > 1) {
        guint middle = low + (high - low) / 2;
        if (line_start(lines, middle)->character <= character)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* How many characters come before the line's end. Its end is ASCII: as many characters as bytes. */
static gsize
characters_to_end(const GalleyLines *lines, guint index)
{
    gsize size = 0;
    const char *line = galley_lines_get(lines, index + 1, &size);
    if (index + 1 == lines->starts->len)
        return lines->n_characters;
    const GalleyLineStart *next = line_start(lines, index + 1);
    return next->character - (gsize)(lines->text + next->byte - (line + size));
}

GalleyPlace
galley_lines_find(const GalleyLines *lines, gsize begin, gsize end)
{
    guint index = find_line(lines, begin);
    gsize first = line_start(lines, index)->character;
    gsize last = MIN(end, characters_to_end(lines, index));
    return (GalleyPlace){ index + 1, (guint)(begin - first) + 1,
                          last > begin ? (guint)(last - begin) : 1, lines->file };
}

const char *
galley_lines_get(const GalleyLines *lines, guint line, gsize *size)
{
    if (line == 0 || line > lines->starts->len)
        return NULL;
    gsize begin = line_start(lines, line - 1)->byte;
    gsize end = line < lines->starts->len ? line_start(lines, line)->byte : lines->size;
    while (end > begin && (lines->text[end - 1] == '\n' || lines->text[end - 1] == '\r'))
        end--;
    *size = end - begin;
    return lines->text + begin;
}
