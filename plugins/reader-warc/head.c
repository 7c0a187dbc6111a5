/* head.c: named fields. SPDX-License-Identifier: MIT */
#include "head.h"

#include <string.h>

#include <galley/encoding.h>
#include <galley/unicode.h>

/** HeadField: offsets into the text. */
typedef struct {
    gsize name, value;
} HeadField;

void
head_init(Head *head)
{
    head->text = g_string_new(NULL);
    head->fields = g_array_new(FALSE, FALSE, sizeof(HeadField));
}

void
head_clear(Head *head)
{
    g_string_free(head->text, TRUE);
    g_array_unref(head->fields);
}

/* ---- reading ---- */

/** Lines: those of a head, folded ones made one by the caller. */
typedef struct {
    const guint8 *bytes;
    gsize size, begin, end, next;
} Lines;

static gboolean
next_line(Lines *lines)
{
    lines->begin = lines->next;
    if (lines->begin == lines->size)
        return FALSE;
    const guint8 *feed = memchr(lines->bytes + lines->begin, '\n', lines->size - lines->begin);
    lines->end = feed != NULL ? (gsize)(feed - lines->bytes) : lines->size;
    lines->next = feed != NULL ? lines->end + 1 : lines->size;
    if (lines->end > lines->begin && lines->bytes[lines->end - 1] == '\r')
        lines->end--;
    return TRUE;
}

static void
trim(const guint8 *bytes, gsize *begin, gsize *end)
{
    while (*begin < *end && g_ascii_isspace(bytes[*begin]))
        ++*begin;
    while (*begin < *end && g_ascii_isspace(bytes[*end - 1]))
        --*end;
}

/* As UTF-8, without blanks around. */
static void
append_bytes(GString *text, const guint8 *bytes, gsize begin, gsize end)
{
    gsize from = text->len;
    trim(bytes, &begin, &end);
    if (galley_utf8_validate(bytes + begin, end - begin, NULL))
        g_string_append_len(text, (const char *)bytes + begin, (gssize)(end - begin));
    else
        galley_encoding_decode(galley_encoding_find("utf-8"), bytes + begin, end - begin, text,
                               NULL, NULL, NULL);
    for (gsize i = from; i < text->len; i++)
        if (text->str[i] == '\0')
            text->str[i] = ' ';
}

static gsize
put(GString *text, const guint8 *bytes, gsize begin, gsize end)
{
    gsize at = text->len;
    append_bytes(text, bytes, begin, end);
    g_string_append_c(text, '\0');
    return at;
}

/* The last field goes on. */
static void
fold(Head *head, const Lines *lines)
{
    g_string_truncate(head->text, head->text->len - 1);
    g_string_append_c(head->text, ' ');
    append_bytes(head->text, lines->bytes, lines->begin, lines->end);
    g_string_append_c(head->text, '\0');
}

static void
take_line(Head *head, const Lines *lines)
{
    const guint8 *line = lines->bytes + lines->begin;
    const guint8 *colon = memchr(line, ':', lines->end - lines->begin);
    if (head->fields->len > 0 && (line[0] == ' ' || line[0] == '\t')) {
        fold(head, lines);
        return;
    }
    if (colon == NULL || colon == line) {
        head->fault_at = MIN(head->fault_at, lines->begin);
        return;
    }
    gsize at = (gsize)(colon - lines->bytes);
    HeadField field = { .name = put(head->text, lines->bytes, lines->begin, at) };
    field.value = put(head->text, lines->bytes, at + 1, lines->end);
    g_array_append_val(head->fields, field);
}

void
head_read(Head *head, const guint8 *bytes, gsize size, gsize *end)
{
    Lines lines = { .bytes = bytes, .size = size };
    g_string_truncate(head->text, 0);
    g_array_set_size(head->fields, 0);
    head->fault_at = G_MAXSIZE;
    if (next_line(&lines))
        put(head->text, bytes, lines.begin, lines.end);
    else
        g_string_append_c(head->text, '\0');
    while (next_line(&lines) && lines.end > lines.begin)
        take_line(head, &lines);
    *end = lines.next;
}

/* ---- asking ---- */

const char *
head_get(const Head *head, const char *name)
{
    for (guint i = 0; i < head->fields->len; i++) {
        const HeadField *field = &g_array_index(head->fields, HeadField, i);
        if (g_ascii_strcasecmp(head->text->str + field->name, name) == 0 &&
            head->text->str[field->value] != '\0')
            return head->text->str + field->value;
    }
    return NULL;
}

const char *
head_get_start(const Head *head)
{
    return head->text->str;
}

/* ---- media types: RFC 9110, 8.3.1 ---- */

char *
media_type(const char *content_type)
{
    gsize size = content_type != NULL ? strcspn(content_type, "; \t,") : 0;
    return size > 0 ? g_ascii_strdown(content_type, (gssize)size) : NULL;
}

/* What @text begins with, where that is the value of a parameter. */
static char *
parameter_value(const char *text)
{
    gboolean quoted = *text == '"' || *text == '\'';
    gsize size = quoted ? strcspn(text + 1, "\"'") : strcspn(text, "; \t,");
    return size > 0 ? g_strndup(text + quoted, size) : NULL;
}

char *
media_charset(const char *content_type)
{
    static const char name[] = "charset";
    const char *at = content_type != NULL ? strchr(content_type, ';') : NULL;
    for (; at != NULL; at = strchr(at, ';')) {
        at += strspn(at, "; \t");
        if (g_ascii_strncasecmp(at, name, strlen(name)) != 0)
            continue;
        at += strlen(name);
        at += strspn(at, " \t");
        if (*at == '=')
            return parameter_value(at + 1 + strspn(at + 1, " \t"));
    }
    return NULL;
}
