/* page.h: an HTML page as a flat list of nodes. SPDX-License-Identifier: MIT */
#pragma once

#include <string.h>

#include <glib.h>
#include <myhtml/myhtml.h>

typedef enum {
    NODE_BLOCK = 1 << 0,   /* begins and ends a line */
    NODE_LINK = 1 << 1,    /* is, or is in, an <a> with an address */
    NODE_PRE = 1 << 2,     /* white space counts */
    NODE_DROPPED = 1 << 3, /* it and all below are no part of the article */
    NODE_LEAF = 1 << 4,    /* a block with text and without blocks that have some */
    NODE_HEADING = 1 << 6, /* its name says so */
    NODE_DECK = 1 << 7,    /* its name says that it sums up the article */
    NODE_HIDDEN = 1 << 8,  /* its name says that it is not shown at first */
    NODE_KEPT = 1 << 5,    /* one of the roots that the article is made of */
} NodeFlags;

/** Node: an element or a text, in the order of the tree. Counts are of what is not dropped. */
typedef struct {
    myhtml_tree_node_t *node;
    guint32 parent; /* index; the first node is its own */
    guint32 end;    /* index behind the last node below */
    guint16 tag;    /* MyHTML_TAG_... */
    guint16 flags;  /* NodeFlags */
    gint8 hint;     /* what class and id say, -2 to 2 */
    guint32 chars;  /* bytes of text below, a run of white space as one */
    guint32 links;  /* of these in links */
    guint32 own;    /* of these in no block further down */
    guint32 commas;
    guint32 paragraphs;              /* of prose, below and itself */
    guint32 text_chars, text_commas; /* of a text, whether it is dropped or not */
    guint32 evidence;                /* shingles below that JSON-LD has as the article's */
    double score;
} Node;

/** Stretch: bytes of the source that the parser took for one piece of text. */
typedef struct {
    guint32 begin, size;
    gboolean first; /* a text of the tree begins with it; others go on with one */
} Stretch;

/** Page: belongs to a worker and is filled anew for each document. */
typedef struct {
    myhtml_t *parser;
    myhtml_tree_t *tree;
    const char *source; /* valid UTF-8 */
    guint32 size;
    GArray *nodes;        /* of Node */
    GArray *stretches;    /* of Stretch, ascending */
    gboolean linked_data; /* the last tag opened a script of JSON-LD */
    guint32 n_flattened;  /* elements that stand beside the one they were in, too deep */
} Page;

static inline Node *
page_node(const Page *page, guint32 i)
{
    return &g_array_index(page->nodes, Node, i);
}

static inline guint32
page_length(const Page *page)
{
    return page->nodes->len;
}

/* page_find_stretch: index of the one at @begin or the first behind it */
guint page_find_stretch(const Page *page, guint32 begin);
gboolean page_init(Page *page, GError **error);
void page_clear(Page *page);
/* page_parse: @source is valid UTF-8 and stays until the next call */
gboolean page_parse(Page *page, const char *source, guint32 size, GError **error);
/* page_is_named: whether an attribute, whose name is in small letters, is called so */
static inline gboolean
page_is_named(const myhtml_tree_attr_t *attribute, const char *name)
{
    gsize size = strlen(name);
    return attribute->key.length == size && memcmp(attribute->key.data, name, size) == 0;
}

/* page_attribute: (transfer none) (nullable): NUL-terminated, without character references */
const char *page_attribute(const Node *node, const char *name);
/* page_text: (transfer none): of a text; "" of others */
const char *page_text(const Node *node, gsize *size);
/* page_append_text: all text below node @i but that of scripts and styles, white space as one blank, none at the ends */
void page_append_text(const Page *page, guint32 i, GString *out);
