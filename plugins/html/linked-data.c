/* linked-data.c: schema.org's articles in JSON, by Jansson. SPDX-License-Identifier: MIT */
#include "linked-data.h"

#include <string.h>

#include <jansson.h>

/* Objects inside each other that are looked into. */
#define DEPTH_MAX 8

static gboolean
is_article(const json_t *type)
{
    if (json_is_array(type)) {
        for (gsize i = 0; i < json_array_size(type); i++)
            if (is_article(json_array_get(type, i)))
                return TRUE;
        return FALSE;
    }
    const char *name = json_string_value(type);
    return name != NULL && (g_str_has_suffix(name, "Article") ||
                            g_str_has_suffix(name, "Posting") || g_str_equal(name, "Report"));
}

/* ---- character references ---- */

static const struct {
    const char *name, *text;
} references[] = {
    { "amp", "&" },        { "apos", "'" },       { "gt", ">" },    { "hellip", "\u2026" },
    { "ldquo", "\u201c" }, { "lsquo", "\u2018" }, { "lt", "<" },    { "mdash", "\u2014" },
    { "nbsp", " " },       { "ndash", "\u2013" }, { "quot", "\"" }, { "rdquo", "\u201d" },
    { "rsquo", "\u2019" },
};

/* Appends what the reference @name, of @size bytes between "&" and ";", stands for. FALSE: nothing */
static gboolean
append_reference(GString *out, const char *name, gsize size)
{
    for (gsize i = 0; i < G_N_ELEMENTS(references); i++)
        if (strlen(references[i].name) == size && memcmp(references[i].name, name, size) == 0) {
            g_string_append(out, references[i].text);
            return TRUE;
        }
    if (size < 2 || size > 8 || name[0] != '#')
        return FALSE;
    gboolean hex = name[1] == 'x' || name[1] == 'X';
    gunichar number = 0;
    for (gsize i = hex ? 2 : 1; i < size; i++) {
        gint digit = hex ? g_ascii_xdigit_value(name[i]) : g_ascii_digit_value(name[i]);
        if (digit < 0)
            return FALSE;
        number = number * (hex ? 16 : 10) + (gunichar)digit;
    }
    gboolean surrogate = number >= 0xD800 && number < 0xE000;
    if (number < ' ' || surrogate || number > 0x10FFFF)
        return FALSE;
    g_string_append_unichar(out, number);
    return TRUE;
}

static char *
decode_references(const char *text)
{
    GString *out = g_string_sized_new(strlen(text));
    while (*text != '\0') {
        gsize plain = strcspn(text, "&");
        g_string_append_len(out, text, (gssize)plain);
        text += plain;
        gsize size =
            *text == '&' ? strspn(text + 1, "#abcdefghijklmnopqrstuvwxyzABCDEFX0123456789") : 0;
        if (*text == '&' && text[1 + size] == ';' && append_reference(out, text + 1, size)) {
            text += size + 2;
        } else if (*text == '&') {
            g_string_append_c(out, '&');
            text++;
        }
    }
    return g_string_free(out, FALSE);
}

/* ---- an article ---- */

static void
take(char **value, const char *text)
{
    if (*value == NULL && text != NULL && *text != '\0')
        *value = decode_references(text);
}

/* A name, or an object with one, or a list of these: names with commas between. */
static void
append_names(GString *out, const json_t *from, guint depth)
{
    if (depth > DEPTH_MAX)
        return;
    for (gsize i = 0; i < json_array_size(from); i++)
        append_names(out, json_array_get(from, i), depth + 1);
    const char *name =
        json_string_value(json_is_object(from) ? json_object_get(from, "name") : from);
    if (name != NULL && *name != '\0')
        g_string_append_printf(out, "%s%s", out->len > 0 ? ", " : "", name);
}

static void
take_names(char **value, const json_t *from)
{
    g_autoptr(GString) names = g_string_new(NULL);
    append_names(names, from, 0);
    take(value, names->str);
}

static void
take_url(char **value, const json_t *from)
{
    take(value, json_string_value(json_is_object(from) ? json_object_get(from, "@id") : from));
}

static void
read_article(const json_t *article, char **values)
{
    take(&values[DESCRIBED_TITLE], json_string_value(json_object_get(article, "headline")));
    take_names(&values[DESCRIBED_AUTHOR], json_object_get(article, "author"));
    take(&values[DESCRIBED_DATE], json_string_value(json_object_get(article, "datePublished")));
    take(&values[DESCRIBED_LANGUAGE], json_string_value(json_object_get(article, "inLanguage")));
    take_url(&values[DESCRIBED_URL], json_object_get(article, "mainEntityOfPage"));
    take_url(&values[DESCRIBED_URL], json_object_get(article, "url"));
    take_names(&values[DESCRIBED_SITE], json_object_get(article, "publisher"));
    take(&values[DESCRIBED_BODY], json_string_value(json_object_get(article, "articleBody")));
}

static void
look_into(const json_t *value, char **values, guint depth)
{
    if (depth > DEPTH_MAX)
        return;
    if (json_is_object(value) && is_article(json_object_get(value, "@type")))
        read_article(value, values);
    look_into(json_object_get(value, "@graph"), values, depth + 1);
    for (gsize i = 0; i < json_array_size(value); i++)
        look_into(json_array_get(value, i), values, depth + 1);
}

/* From the first bracket on, past what hides it from old browsers; line ends inside of strings become blanks. */
static json_t *
load_leniently(const char *json, gsize size)
{
    static const char hidden[] = "[CDATA[";
    g_autofree char *copy = g_strndup(json, size);
    char *begin = copy + strcspn(copy, "{[");
    while (g_str_has_prefix(begin, hidden)) {
        begin += strlen(hidden);
        begin += strcspn(begin, "{[");
    }
    for (char *at = begin; *at != '\0'; at++)
        if (g_ascii_iscntrl(*at))
            *at = ' ';
    return json_loadb(begin, strlen(begin), JSON_DISABLE_EOF_CHECK, NULL);
}

gboolean
linked_data_read(const char *json, gsize size, char **values)
{
    json_t *root = load_leniently(json, size);
    if (root == NULL)
        return FALSE;
    look_into(root, values, 0);
    json_decref(root);
    return TRUE;
}
