/* blame.c: the place in a file that a plugin's complaint is about. SPDX-License-Identifier: MIT */
#include "pipeline/plan-private.h"

#include <string.h>

/* Of a map in a map, too: conditions stand under the names of what they are on. */
static const GalleyEntry *
find_key(const GalleyNode *node, const char *name)
{
    const GalleyEntry *found = galley_node_find(node, name);
    for (guint i = 0; !found && node->kind == GALLEY_NODE_MAP && i < galley_node_get_n(node); i++)
        found = find_key(galley_node_get_entry(node, i)->value, name);
    return found;
}

/* The value, item or key that reads @text. */
static const GalleyNode *
find_text(const GalleyNode *node, const char *text)
{
    const GalleyNode *found = NULL;
    if (node->kind == GALLEY_NODE_SCALAR)
        return g_str_equal(node->text, text) ? node : NULL;
    for (guint i = 0; !found && i < galley_node_get_n(node); i++) {
        if (node->kind == GALLEY_NODE_LIST) {
            found = find_text(galley_node_get_item(node, i), text);
            continue;
        }
        const GalleyEntry *entry = galley_node_get_entry(node, i);
        found = find_text(entry->key, text);
        found = found ? found : find_text(entry->value, text);
    }
    return found;
}

/* Each stretch in quotation marks, the straight and the curved. */
static const GalleyNode *
find_quoted(const GalleyNode *node, const char *message)
{
    static const char *const marks[][2] = { { "\"", "\"" }, { "“", "”" } };
    for (gsize i = 0; i < G_N_ELEMENTS(marks); i++) {
        const char *begin = strstr(message, marks[i][0]), *end;
        for (; begin; begin = strstr(end + strlen(marks[i][1]), marks[i][0])) {
            begin += strlen(marks[i][0]);
            end = strstr(begin, marks[i][1]);
            if (!end)
                break;
            g_autofree char *text = g_strndup(begin, (gsize)(end - begin));
            const GalleyNode *found = find_text(node, text);
            if (found)
                return found;
        }
    }
    return NULL;
}

const GalleyNode *
galley_blame_find(const GalleyNode *options, const char *message)
{
    if (!options)
        return NULL;
    g_autofree char *word = g_strndup(message, strcspn(message, ": "));
    const GalleyEntry *named = find_key(options, word);
    const GalleyNode *quoted = find_quoted(named ? named->value : options, message);
    return quoted ? quoted : named ? named->value : NULL;
}
