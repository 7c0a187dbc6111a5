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

static void
take(char **value, const char *text)
{
    if (*value == NULL && text != NULL && *text != '\0')
        *value = g_strdup(text);
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

gboolean
linked_data_read(const char *json, gsize size, char **values)
{
    json_t *root = json_loadb(json, size, JSON_DISABLE_EOF_CHECK, NULL);
    if (root == NULL)
        return FALSE;
    look_into(root, values, 0);
    json_decref(root);
    return TRUE;
}
