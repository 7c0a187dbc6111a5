/* html-encoding.c: which encoding a web page is in. SPDX-License-Identifier: MIT */
#include <string.h>

#include <galley/encoding.h>
#include <galley/unicode.h>

/* HTML: "prescan a byte stream to determine its encoding" */
#define PRESCAN 1024
#define LABEL_MAX 40

/* WHATWG Encoding, 4.2: what browsers take these for, where galley takes them by their word. */
static const struct {
    const char *name;
    const char *meant;
} widened[] = {
    { "iso-8859-1", "windows-1252" },
    { "us-ascii", "windows-1252" },
    { "iso-8859-9", "windows-1254" },
    { "iso-8859-11", "windows-874" },
};

const GalleyEncoding *
galley_encoding_find_web(const char *label)
{
    const GalleyEncoding *encoding = galley_encoding_find(label);
    for (gsize i = 0; encoding != NULL && i < G_N_ELEMENTS(widened); i++)
        if (g_str_equal(galley_encoding_get_name(encoding), widened[i].name))
            return galley_encoding_find(widened[i].meant);
    return encoding;
}

/* A page that can be read so far is in neither UTF-16 nor UTF-32, whatever it says. */
static const GalleyEncoding *
find_in_page(const char *label)
{
    const GalleyEncoding *encoding = galley_encoding_find_web(label);
    if (encoding == NULL)
        return NULL;
    const char *name = galley_encoding_get_name(encoding);
    return g_str_has_prefix(name, "utf-") ? galley_encoding_find("utf-8") : encoding;
}

static gsize
skip_comment(const char *text, gsize size, gsize at)
{
    const char *end = g_strstr_len(text + at, (gssize)(size - at), "-->");
    return end != NULL ? (gsize)(end - text) + 3 : size;
}

/* The label behind "charset=" in the tag at @at, which ends before @end. */
static const GalleyEncoding *
read_meta(const char *text, gsize at, gsize end)
{
    char label[LABEL_MAX];
    for (; at + 7 <= end; at++) {
        if (g_ascii_strncasecmp(text + at, "charset", 7) != 0)
            continue;
        gsize from = at + 7, size = 0;
        while (from < end && g_ascii_isspace(text[from]))
            from++;
        if (from >= end || text[from] != '=')
            continue;
        from++;
        while (from < end &&
               (g_ascii_isspace(text[from]) || text[from] == '"' || text[from] == '\''))
            from++;
        while (from < end && size + 1 < LABEL_MAX && strchr(" \t\n\r\f\"';/>", text[from]) == NULL)
            label[size++] = text[from++];
        label[size] = '\0';
        return find_in_page(label);
    }
    return NULL;
}

static const GalleyEncoding *
prescan(const char *text, gsize size)
{
    for (gsize at = 0; at + 5 < size; at++) {
        if (text[at] != '<')
            continue;
        if (strncmp(text + at, "<!--", 4) == 0) {
            at = skip_comment(text, size, at + 4) - 1;
        } else if (g_ascii_strncasecmp(text + at, "<meta", 5) == 0) {
            const char *close = memchr(text + at, '>', size - at);
            const GalleyEncoding *found =
                read_meta(text, at, close != NULL ? (gsize)(close - text) : size);
            if (found != NULL)
                return found;
        }
    }
    return NULL;
}

const GalleyEncoding *
galley_encoding_detect_html(const void *bytes, gsize size)
{
    g_return_val_if_fail(bytes != NULL || size == 0, NULL);

    const GalleyEncoding *encoding = galley_encoding_detect_bom(bytes, size, NULL);
    if (encoding == NULL) {
        g_autofree char *head = g_strndup(bytes, MIN(size, PRESCAN));
        encoding = prescan(head, head != NULL ? strlen(head) : 0);
    }
    if (encoding == NULL)
        encoding = galley_encoding_find(galley_utf8_validate(bytes, size, NULL) ? "utf-8"
                                                                                : "windows-1252");
    return encoding;
}
