/* fields.c: a mail's head. SPDX-License-Identifier: MIT */
#include "fields.h"

#include <string.h>

#include "words.h"

#define SECTIONS_MOST 100 /* of a parameter in parts */

/** Field: offsets into the text. */
typedef struct {
    gsize name, value;
} Field;

void
fields_init(Fields *fields)
{
    *fields = (Fields){ g_string_new(NULL), g_array_new(FALSE, FALSE, sizeof(Field)), 0 };
}

void
fields_clear(Fields *fields)
{
    g_string_free(fields->text, TRUE);
    g_array_unref(fields->list);
}

/* ---- reading ---- */

/* Without blanks around; a NUL, which ends strings, becomes a blank. */
static void
append_trimmed(GString *text, const guint8 *bytes, gsize size)
{
    while (size > 0 && g_ascii_isspace(bytes[0])) {
        bytes++;
        size--;
    }
    while (size > 0 && g_ascii_isspace(bytes[size - 1]))
        size--;
    gsize from = text->len;
    g_string_append_len(text, (const char *)bytes, (gssize)size);
    for (gsize i = from; i < text->len; i++)
        if (text->str[i] == '\0')
            text->str[i] = ' ';
}

static gsize
put(GString *text, const guint8 *bytes, gsize size)
{
    gsize at = text->len;
    append_trimmed(text, bytes, size);
    g_string_append_c(text, '\0');
    return at;
}

static void
fold(Fields *fields, const guint8 *line, gsize size)
{
    g_string_truncate(fields->text, fields->text->len - 1);
    g_string_append_c(fields->text, ' ');
    put(fields->text, line, size);
}

static void
take_line(Fields *fields, const guint8 *line, gsize size)
{
    const guint8 *colon = memchr(line, ':', size);
    if (fields->list->len > 0 && (line[0] == ' ' || line[0] == '\t')) {
        fold(fields, line, size);
        return;
    }
    if (colon == NULL || colon == line) {
        fields->n_strange++;
        return;
    }
    gsize before = (gsize)(colon - line);
    Field field = { .name = put(fields->text, line, before) };
    field.value = put(fields->text, colon + 1, size - before - 1);
    g_array_append_val(fields->list, field);
}

gsize
fields_read(Fields *fields, const guint8 *bytes, gsize begin, gsize end)
{
    g_string_truncate(fields->text, 0);
    g_array_set_size(fields->list, 0);
    fields->n_strange = 0;
    while (begin < end) {
        const guint8 *line = bytes + begin, *feed = memchr(line, '\n', end - begin);
        gsize size = feed != NULL ? (gsize)(feed - line) : end - begin;
        begin += size + (feed != NULL);
        if (size > 0 && line[size - 1] == '\r')
            size--;
        if (size == 0)
            break;
        take_line(fields, line, size);
    }
    return begin;
}

const char *
fields_get(const Fields *fields, const char *name)
{
    for (guint i = 0; i < fields->list->len; i++) {
        const Field *field = &g_array_index(fields->list, Field, i);
        if (g_ascii_strcasecmp(fields->text->str + field->name, name) == 0)
            return fields->text->str + field->value;
    }
    return NULL;
}

/* ---- parameters ---- */

char *
fields_get_main(const char *value)
{
    return g_ascii_strdown(value, (gssize)strcspn(value, "; \t("));
}

static const char *
skip_quoted(const char *at, char mark, GString *value)
{
    for (at++; *at != '\0' && *at != mark; at++) {
        if (*at == '\\' && at[1] != '\0')
            at++;
        if (value != NULL)
            g_string_append_c(value, *at);
    }
    return at + (*at != '\0');
}

/* To the next ";" that stands outside of quotation marks and comments. */
static const char *
skip_to_semicolon(const char *at)
{
    while (*at != '\0' && *at != ';')
        at = *at == '"'   ? skip_quoted(at, '"', NULL)
             : *at == '(' ? skip_quoted(at, ')', NULL)
                          : at + 1;
    return at;
}

/* The parameter behind the next ";"; FALSE where there is none. */
static gboolean
next_parameter(const char **at, GString *name, GString *value)
{
    *at = skip_to_semicolon(*at);
    if (**at == '\0')
        return FALSE;
    *at += strspn(*at, "; \t");
    gsize size = strcspn(*at, "=; \t");
    g_string_truncate(value, 0);
    g_string_truncate(name, 0);
    g_string_append_len(name, *at, (gssize)size);
    *at += size;
    *at += strspn(*at, " \t");
    if (**at != '=')
        return TRUE;
    *at += 1 + strspn(*at + 1, " \t");
    if (**at == '"') {
        *at = skip_quoted(*at, '"', value);
        return TRUE;
    }
    size = strcspn(*at, "; \t");
    g_string_append_len(value, *at, (gssize)size);
    *at += size;
    return TRUE;
}

char *
fields_get_parameter(const char *value, const char *name)
{
    g_autoptr(GString) found = g_string_new(NULL), content = g_string_new(NULL);
    while (next_parameter(&value, found, content))
        if (g_ascii_strcasecmp(found->str, name) == 0)
            return g_strdup(content->str);
    return NULL;
}

/* ---- RFC 2231: name*=charset'language'%41, name*0="a", name*1*=%42 ---- */

static void
append_percent(GString *out, const char *text)
{
    for (; *text != '\0'; text++) {
        gboolean coded = *text == '%' && g_ascii_isxdigit(text[1]) && g_ascii_isxdigit(text[2]);
        g_string_append_c(
            out, coded ? (char)(g_ascii_xdigit_value(text[1]) * 16 + g_ascii_xdigit_value(text[2]))
                       : *text);
        text += coded ? 2 : 0;
    }
}

/* The charset before the first of two apostrophes; @text goes on behind the second. */
static char *
take_charset(const char **text)
{
    const char *first = strchr(*text, '\''), *second = first ? strchr(first + 1, '\'') : NULL;
    if (second == NULL)
        return NULL;
    char *charset = g_strndup(*text, (gsize)(first - *text));
    *text = second + 1;
    return charset;
}

/* How the name of a section is written: with its number and an asterisk where it is coded. */
static const struct {
    gboolean numbered, coded;
} sections[] = { { TRUE, TRUE }, { TRUE, FALSE }, { FALSE, TRUE } };

static char *
name_section(const char *name, guint n, gsize kind)
{
    g_autofree char *number = g_strdup_printf("*%u", n);
    return g_strconcat(name, sections[kind].numbered ? number : "", sections[kind].coded ? "*" : "",
                       NULL);
}

/* Section @n of the parameter, or, at 0, the whole of one that is not in sections. */
static gboolean
append_section(const char *value, const char *name, guint n, GString *out, char **charset)
{
    for (gsize kind = 0; kind < G_N_ELEMENTS(sections); kind++) {
        g_autofree char *section = name_section(name, n, kind);
        g_autofree char *content = fields_get_parameter(value, section);
        const char *text = content;
        if (content == NULL || (n > 0 && !sections[kind].numbered))
            continue;
        if (n == 0 && sections[kind].coded)
            *charset = take_charset(&text);
        if (sections[kind].coded)
            append_percent(out, text);
        else
            g_string_append(out, text);
        return TRUE;
    }
    return FALSE;
}

char *
fields_get_text_parameter(const char *value, const char *name)
{
    guint n = 0;
    g_autofree char *charset = NULL;
    g_autoptr(GString) bytes = g_string_new(NULL);
    GString *text = g_string_new(NULL);
    while (n < SECTIONS_MOST && append_section(value, name, n, bytes, &charset))
        n++;
    if (n > 0) {
        words_append_bytes(text, bytes->str, bytes->len, charset);
        return g_string_free(text, FALSE);
    }
    g_autofree char *plain = fields_get_parameter(value, name);
    if (plain != NULL)
        words_append(text, plain);
    return g_string_free(text, plain == NULL);
}
