/* diagnostic.c: errors in files: gathered, put in order, shown with their line and a caret.
 * SPDX-License-Identifier: MIT */
#include "pipeline/diagnostic-private.h"

#include <stdarg.h>
#include <string.h>

#include <galley/unicode.h>

#define INDENT "  "
#define TAB_STOP 8u
/* Of a long line only the stretch around the fault is shown. In characters. */
#define SHOWN_BEFORE 60u
#define SHOWN_MOST 120u
/* A message quotes what the file says; a hostile file may say much. In bytes. */
#define MESSAGE_MOST 600u

typedef struct {
    GalleyPlace place;
    guint order; /* of adding */
    char *what;
    char *hint; /* (nullable) */
} Diagnostic;

/** File: one of those that make up a pipeline. */
typedef struct {
    char *name;
    char *base; /* (nullable) */
    char *text; /* (nullable): owned */
    gboolean spoken;
    GalleyLines lines;
} File;

struct GalleyDiagnostics {
    GArray *files; /* of File */
    GArray *list;  /* of Diagnostic */
    guint n_unseen;
};

static void
clear_diagnostic(gpointer data)
{
    Diagnostic *diagnostic = data;
    g_free(diagnostic->what);
    g_free(diagnostic->hint);
}

static void
clear_file(gpointer data)
{
    File *file = data;
    galley_lines_clear(&file->lines);
    g_free(file->name);
    g_free(file->base);
    g_free(file->text);
}

GalleyDiagnostics *
galley_diagnostics_new(const char *file, const char *text, gsize size)
{
    GalleyDiagnostics *diagnostics = g_new0(GalleyDiagnostics, 1);
    File named = { .name = g_strdup(file) };
    galley_lines_init(&named.lines, text, size);
    diagnostics->files = g_array_new(FALSE, FALSE, sizeof(File));
    g_array_set_clear_func(diagnostics->files, clear_file);
    g_array_append_val(diagnostics->files, named);
    diagnostics->list = g_array_new(FALSE, FALSE, sizeof(Diagnostic));
    g_array_set_clear_func(diagnostics->list, clear_diagnostic);
    return diagnostics;
}

void
galley_diagnostics_free(GalleyDiagnostics *diagnostics)
{
    g_array_unref(diagnostics->files);
    g_array_unref(diagnostics->list);
    g_free(diagnostics);
}

/* ---- files ---- */

void
galley_diagnostics_add_file(
    GalleyDiagnostics *diagnostics, const char *name, const char *base, char *text, gboolean spoken)
{
    File file = { .name = g_strdup(name), .base = g_strdup(base), .text = text, .spoken = spoken };
    galley_lines_init(&file.lines, text, strlen(text));
    file.lines.file = diagnostics->files->len;
    g_array_append_val(diagnostics->files, file);
}

static const File *
get_file(const GalleyDiagnostics *diagnostics, guint index)
{
    return &g_array_index(diagnostics->files, File, index);
}

const GalleyLines *
galley_diagnostics_get_lines(const GalleyDiagnostics *diagnostics)
{
    return &get_file(diagnostics, diagnostics->files->len - 1)->lines;
}

void
galley_diagnostics_set_base(GalleyDiagnostics *diagnostics, const char *base)
{
    File *file = &g_array_index(diagnostics->files, File, 0);
    g_free(file->base);
    file->base = g_strdup(base);
}

const char *
galley_diagnostics_get_base(const GalleyDiagnostics *diagnostics, GalleyPlace place)
{
    return get_file(diagnostics, place.file)->base;
}

const char *
galley_diagnostics_get_name(const GalleyDiagnostics *diagnostics, GalleyPlace place)
{
    return get_file(diagnostics, place.file)->name;
}

char *
galley_diagnostics_tell_line(const GalleyDiagnostics *diagnostics, GalleyPlace place)
{
    const File *file = get_file(diagnostics, place.file);
    if (file->spoken)
        return g_strdup(file->name);
    return place.file == 0 ? g_strdup_printf("line %u", place.line)
                           : g_strdup_printf("line %u of %s", place.line, file->name);
}

/* ---- gathering ---- */

static gboolean
is_unprintable(gunichar character)
{
    return (galley_unichar_get_properties(character) &
            (GALLEY_UNICODE_CONTROL | GALLEY_UNICODE_BIDI_CONTROL)) != 0;
}

/* One line without anything that a terminal would obey, and of bounded length. */
static char *
tame(const char *message)
{
    gsize size = strlen(message), valid;
    if (!galley_utf8_validate(message, size, &valid))
        size = valid;
    GString *tamed = g_string_new(NULL);
    for (guint32 at = 0; at < size; at = galley_utf8_next(message, at)) {
        if (tamed->len >= MESSAGE_MOST) {
            g_string_append(tamed, "…");
            break;
        }
        gunichar character = galley_utf8_get(message, at);
        if (character == '\n' || character == '\t')
            g_string_append_c(tamed, ' ');
        else if (is_unprintable(character))
            g_string_append(tamed, "\uFFFD");
        else
            g_string_append_len(tamed, message + at, galley_utf8_next(message, at) - at);
    }
    return g_string_free(tamed, FALSE);
}

static gboolean
same_place(GalleyPlace a, GalleyPlace b)
{
    return a.file == b.file && a.line == b.line && a.column == b.column;
}

/* An alias brings the same fault as often as it is used. */
static gboolean
is_known(const GalleyDiagnostics *diagnostics, GalleyPlace place, const char *what)
{
    for (guint i = 0; i < diagnostics->list->len; i++) {
        const Diagnostic *known = &g_array_index(diagnostics->list, Diagnostic, i);
        if (same_place(known->place, place) && g_str_equal(known->what, what))
            return TRUE;
    }
    return FALSE;
}

void
galley_diagnostics_add(
    GalleyDiagnostics *diagnostics, GalleyPlace place, const char *hint, const char *format, ...)
{
    if (diagnostics->list->len >= GALLEY_DIAGNOSTICS_MOST) {
        diagnostics->n_unseen++;
        return;
    }
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *raw = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_autofree char *what = tame(raw);
    if (is_known(diagnostics, place, what))
        return;
    Diagnostic diagnostic = { place, diagnostics->list->len, g_steal_pointer(&what),
                              hint ? tame(hint) : NULL };
    g_array_append_val(diagnostics->list, diagnostic);
}

guint
galley_diagnostics_count(const GalleyDiagnostics *diagnostics)
{
    return diagnostics->list->len + diagnostics->n_unseen;
}

/* ---- showing ---- */

static guint
width_of(gunichar character, guint column)
{
    guint32 properties = galley_unichar_get_properties(character);
    GalleyCategory category = galley_unichar_get_category(character);
    if (character == '\t')
        return TAB_STOP - column % TAB_STOP;
    if (category == GALLEY_CATEGORY_MN || category == GALLEY_CATEGORY_ME ||
        properties & GALLEY_UNICODE_DEFAULT_IGNORABLE)
        return 0;
    return properties & GALLEY_UNICODE_WIDE ? 2 : 1;
}

static void
append_times(GString *out, char c, guint times)
{
    for (guint i = 0; i < times; i++)
        g_string_append_c(out, c);
}

/** Excerpt: a line and, below it, what points at the fault; both grow together. */
typedef struct {
    GString *line, *marks;
    GalleyPlace place;
    guint width; /* terminal columns so far */
} Excerpt;

static void
mark(Excerpt *excerpt, guint character, guint width)
{
    GalleyPlace place = excerpt->place;
    if (character < place.column)
        append_times(excerpt->marks, ' ', width);
    else if (character == place.column && width > 0) {
        g_string_append_c(excerpt->marks, '^');
        append_times(excerpt->marks, '~', width - 1);
    } else if (character - place.column < place.length)
        append_times(excerpt->marks, '~', width);
    excerpt->width += width;
}

static void
show_character(Excerpt *excerpt, const char *text, guint32 at, guint number)
{
    gunichar character = galley_utf8_get(text, at);
    guint width = width_of(character, excerpt->width);
    if (character == '\t')
        append_times(excerpt->line, ' ', width);
    else if (is_unprintable(character)) {
        g_string_append(excerpt->line, "\uFFFD");
        width = 1;
    } else
        g_string_append_len(excerpt->line, text + at, galley_utf8_next(text, at) - at);
    mark(excerpt, number, width);
}

static void
show_ellipsis(Excerpt *excerpt, guint number)
{
    g_string_append(excerpt->line, "…");
    mark(excerpt, number, 1);
}

static void
show_line(Excerpt *excerpt, const char *line, gsize size)
{
    guint column = excerpt->place.column;
    guint from = column > SHOWN_BEFORE + 1 ? column - SHOWN_BEFORE : 1, number = 1;
    if (from > 1)
        show_ellipsis(excerpt, 0);
    for (guint32 at = 0; at < size; at = galley_utf8_next(line, at), number++) {
        if (number >= from + SHOWN_MOST) {
            show_ellipsis(excerpt, number);
            break;
        }
        if (number >= from)
            show_character(excerpt, line, at, number);
    }
    if (number <= column)
        g_string_append_c(excerpt->marks, '^');
}

static void
print_excerpt(const GalleyDiagnostics *diagnostics, GalleyPlace place, GString *out)
{
    gsize size;
    const char *line =
        galley_lines_get(&get_file(diagnostics, place.file)->lines, place.line, &size);
    if (!line)
        return;
    Excerpt excerpt = { g_string_new(NULL), g_string_new(NULL), place, 0 };
    show_line(&excerpt, line, size);
    g_string_append_printf(out, "\n" INDENT "%s\n" INDENT "%s", excerpt.line->str,
                           excerpt.marks->str);
    g_string_free(excerpt.line, TRUE);
    g_string_free(excerpt.marks, TRUE);
}

static void
print_diagnostic(const GalleyDiagnostics *diagnostics, const Diagnostic *diagnostic, GString *out)
{
    const File *file = get_file(diagnostics, diagnostic->place.file);
    if (file->spoken)
        g_string_append_printf(out, "%s: ", file->name);
    else if (diagnostic->place.line > 0)
        g_string_append_printf(out, "%s:%u:%u: ", file->name, diagnostic->place.line,
                               diagnostic->place.column);
    g_string_append(out, diagnostic->what);
    print_excerpt(diagnostics, diagnostic->place, out);
    if (diagnostic->hint)
        g_string_append_printf(out, "\nhint: %s", diagnostic->hint);
}

static int
compare_places(gconstpointer a, gconstpointer b)
{
    const Diagnostic *one = a, *other = b;
    if (one->place.file != other->place.file)
        return one->place.file < other->place.file ? -1 : 1;
    if (one->place.line != other->place.line)
        return one->place.line < other->place.line ? -1 : 1;
    if (one->place.column != other->place.column)
        return one->place.column < other->place.column ? -1 : 1;
    return one->order < other->order ? -1 : one->order > other->order;
}

char *
galley_diagnostics_print(GalleyDiagnostics *diagnostics)
{
    GString *out = g_string_new(NULL);
    g_array_sort(diagnostics->list, compare_places);
    for (guint i = 0; i < diagnostics->list->len; i++) {
        if (i > 0)
            g_string_append_c(out, '\n');
        print_diagnostic(diagnostics, &g_array_index(diagnostics->list, Diagnostic, i), out);
    }
    if (diagnostics->n_unseen > 0)
        g_string_append_printf(out, "\n%s: %u more errors", get_file(diagnostics, 0)->name,
                               diagnostics->n_unseen);
    return g_string_free(out, FALSE);
}
