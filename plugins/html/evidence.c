/* evidence.c: shingles of four words, as hashes. SPDX-License-Identifier: MIT */
#include "evidence.h"

#include <string.h>

/* Words in a shingle. */
#define SHINGLE 4
/* A body with fewer shingles says nothing, one of which less than this share is on the page little. */
#define SHINGLES_MIN 30
#define SHARE_MIN 0.6
/* The share of what is on the page that the article holds. */
#define SHARE_OF_ARTICLE 0.9

/* The hashes of the last words. */
typedef struct {
    guint32 words[SHINGLE];
    guint n;
} Window;

static gboolean
is_word_byte(char byte)
{
    return g_ascii_isalnum(byte) || (guint8)byte >= 0x80;
}

/* Takes the next word of @text from @at on in. Returns: where it ends; @size if there is none */
static gsize
next_word(Window *window, const char *text, gsize size, gsize at)
{
    guint32 hash = 2166136261u;
    while (at < size && !is_word_byte(text[at]))
        at++;
    if (at == size)
        return size;
    for (; at < size && is_word_byte(text[at]); at++)
        hash = (hash ^ (guint8)g_ascii_tolower(text[at])) * 16777619u;
    memmove(window->words, window->words + 1, sizeof window->words - sizeof *window->words);
    window->words[SHINGLE - 1] = hash;
    window->n++;
    return at;
}

static gpointer
shingle(const Window *window)
{
    guint32 hash = 0;
    for (guint i = 0; i < SHINGLE; i++)
        hash = (hash << 7 | hash >> 25) * 31 + window->words[i];
    return GUINT_TO_POINTER(hash | 1);
}

static GHashTable *
collect_shingles(const char *body)
{
    GHashTable *shingles = g_hash_table_new(NULL, NULL);
    Window window = { .n = 0 };
    gsize size = strlen(body);
    for (gsize at = 0; (at = next_word(&window, body, size, at)) < size;)
        if (window.n >= SHINGLE)
            g_hash_table_add(shingles, shingle(&window));
    return shingles;
}

static void
count_text(Node *node, Window *window, GHashTable *shingles)
{
    gsize size;
    const char *text = page_text(node, &size);
    guint before = window->n;
    for (gsize at = 0; at < size;) {
        at = next_word(window, text, size, at);
        if (window->n > before && window->n >= SHINGLE)
            node->evidence += g_hash_table_contains(shingles, shingle(window));
        before = window->n;
    }
}

gboolean
evidence_count(Page *page, const char *body)
{
    if (body == NULL)
        return FALSE;
    g_autoptr(GHashTable) shingles = collect_shingles(body);
    guint n = g_hash_table_size(shingles);
    if (n < SHINGLES_MIN)
        return FALSE;
    Window window = { .n = 0 };
    for (guint32 i = 0; i < page_length(page); i++) {
        Node *node = page_node(page, i);
        if ((node->flags & NODE_DROPPED) != 0)
            i = node->end - 1;
        else if (node->tag == MyHTML_TAG__TEXT)
            count_text(node, &window, shingles);
    }
    for (guint32 i = page_length(page); i-- > 1;)
        page_node(page, page_node(page, i)->parent)->evidence += page_node(page, i)->evidence;
    return page_node(page, 0)->evidence >= SHARE_MIN * n;
}

guint32
evidence_find(const Page *page)
{
    guint32 found = 0;
    double least = SHARE_OF_ARTICLE * page_node(page, 0)->evidence;
    for (guint32 i = 1; i < page_length(page); i++) {
        const Node *node = page_node(page, i);
        if (node->evidence < least || (node->flags & NODE_DROPPED) != 0)
            i = node->end - 1;
        else if ((node->flags & NODE_BLOCK) != 0)
            found = i;
    }
    return found;
}
