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

/*
 * Encodings of the WHATWG's standard that galley has no tables for, by their labels there. In what
 * is none of galley's they are told apart from labels that mean nothing.
 */
static const struct {
    const char *label;
    const char *name;
} unread[] = {
    { "shift_jis", "shift_jis" },
    { "shift-jis", "shift_jis" },
    { "sjis", "shift_jis" },
    { "x-sjis", "shift_jis" },
    { "ms_kanji", "shift_jis" },
    { "ms932", "shift_jis" },
    { "windows-31j", "shift_jis" },
    { "csshiftjis", "shift_jis" },
    { "euc-jp", "euc-jp" },
    { "x-euc-jp", "euc-jp" },
    { "cseucpkdfmtjapanese", "euc-jp" },
    { "iso-2022-jp", "iso-2022-jp" },
    { "csiso2022jp", "iso-2022-jp" },
    { "gbk", "gbk" },
    { "x-gbk", "gbk" },
    { "gb2312", "gbk" },
    { "gb_2312", "gbk" },
    { "gb_2312-80", "gbk" },
    { "csgb2312", "gbk" },
    { "csiso58gb231280", "gbk" },
    { "chinese", "gbk" },
    { "iso-ir-58", "gbk" },
    { "gb18030", "gb18030" },
    { "hz-gb-2312", "hz-gb-2312" },
    { "big5", "big5" },
    { "big5-hkscs", "big5" },
    { "cn-big5", "big5" },
    { "csbig5", "big5" },
    { "x-x-big5", "big5" },
    { "euc-kr", "euc-kr" },
    { "cseuckr", "euc-kr" },
    { "csksc56011987", "euc-kr" },
    { "iso-ir-149", "euc-kr" },
    { "korean", "euc-kr" },
    { "ks_c_5601-1987", "euc-kr" },
    { "ks_c_5601-1989", "euc-kr" },
    { "ksc5601", "euc-kr" },
    { "ksc_5601", "euc-kr" },
    { "windows-949", "euc-kr" },
    { "iso-2022-kr", "iso-2022-kr" },
    { "csiso2022kr", "iso-2022-kr" },
    { "iso-2022-cn", "iso-2022-cn" },
    { "iso-2022-cn-ext", "iso-2022-cn" },
};

const char *
galley_encoding_find_unread(const char *label)
{
    g_return_val_if_fail(label != NULL, NULL);

    g_autofree char *trimmed = g_strstrip(g_strdup(label));
    for (gsize i = 0; i < G_N_ELEMENTS(unread); i++)
        if (g_ascii_strcasecmp(trimmed, unread[i].label) == 0)
            return unread[i].name;
    return NULL;
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

/* What a page says of itself: an encoding that galley has, or the name of one that it has not. */
typedef struct {
    const GalleyEncoding *encoding;
    const char *unread;
} Declared;

static gboolean
is_declared(const Declared *declared)
{
    return declared->encoding != NULL || declared->unread != NULL;
}

/* The label behind "charset=" in the tag at @at, which ends before @end. */
static Declared
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
        return (Declared){ find_in_page(label), galley_encoding_find_unread(label) };
    }
    return (Declared){ NULL, NULL };
}

static Declared
prescan(const char *text, gsize size)
{
    for (gsize at = 0; at + 5 < size; at++) {
        if (text[at] != '<')
            continue;
        if (strncmp(text + at, "<!--", 4) == 0) {
            at = skip_comment(text, size, at + 4) - 1;
        } else if (g_ascii_strncasecmp(text + at, "<meta", 5) == 0) {
            const char *close = memchr(text + at, '>', size - at);
            Declared found = read_meta(text, at, close != NULL ? (gsize)(close - text) : size);
            if (is_declared(&found))
                return found;
        }
    }
    return (Declared){ NULL, NULL };
}

static Declared
prescan_head(const void *bytes, gsize size)
{
    g_autofree char *head = g_strndup(bytes, MIN(size, PRESCAN));
    return prescan(head, head != NULL ? strlen(head) : 0);
}

const GalleyEncoding *
galley_encoding_detect_html(const void *bytes, gsize size)
{
    g_return_val_if_fail(bytes != NULL || size == 0, NULL);

    const GalleyEncoding *encoding = galley_encoding_detect_bom(bytes, size, NULL);
    if (encoding == NULL)
        encoding = prescan_head(bytes, size).encoding;
    if (encoding == NULL)
        encoding = galley_encoding_find(galley_utf8_validate(bytes, size, NULL) ? "utf-8"
                                                                                : "windows-1252");
    return encoding;
}

/* Two of them shift by ESC and by "~{", in bytes that are ASCII to others. */
static gboolean
may_be_shifted(const char *bytes, gsize size)
{
    return memchr(bytes, '\x1B', size) != NULL || g_strstr_len(bytes, (gssize)size, "~{") != NULL;
}

const char *
galley_encoding_detect_html_unread(const void *bytes, gsize size)
{
    g_return_val_if_fail(bytes != NULL || size == 0, NULL);

    if (size == 0 || galley_encoding_detect_bom(bytes, size, NULL) != NULL)
        return NULL;
    const char *name = prescan_head(bytes, size).unread;
    gboolean plain =
        name != NULL && galley_utf8_validate(bytes, size, NULL) && !may_be_shifted(bytes, size);
    return plain ? NULL : name;
}
