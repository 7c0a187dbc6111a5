/* page.c: HTML by MyHTML, and its tree as a list. SPDX-License-Identifier: MIT */
#include "page.h"

#include <string.h>

#include <galley/plugin.h>

/*
 * How deep elements may nest before the next is put beside the last, as browsers do it (Blink at
 * 512), and how many formatting elements are opened again in each paragraph. Without bounds the
 * work of HTML's rules grows with the square of these, or worse.
 */
#define DEPTH_MAX 400
#define FORMATTING_MAX 40

/* ---- life ---- */

gboolean
page_init(Page *page, GError **error)
{
    page->parser = myhtml_create();
    page->tree = myhtml_tree_create();
    page->nodes = g_array_new(FALSE, FALSE, sizeof(Node));
    page->stretches = g_array_new(FALSE, FALSE, sizeof(Stretch));
    if (page->parser != NULL && page->tree != NULL &&
        myhtml_init(page->parser, MyHTML_OPTIONS_PARSE_MODE_SINGLE, 1, 0) == MyHTML_STATUS_OK &&
        myhtml_tree_init(page->tree, page->parser) == MyHTML_STATUS_OK)
        return TRUE;
    g_set_error_literal(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FAILED,
                        "the HTML parser cannot be started: out of memory");
    return FALSE;
}

void
page_clear(Page *page)
{
    g_clear_pointer(&page->tree, myhtml_tree_destroy);
    g_clear_pointer(&page->parser, myhtml_destroy);
    g_array_unref(page->nodes);
    g_array_unref(page->stretches);
}

/* ---- while the parser works ---- */

/* Elements that the rules for tables, templates and the page itself look for on the stack. */
static gboolean
may_close(myhtml_tag_id_t tag)
{
    switch (tag) {
    case MyHTML_TAG_HTML:
    case MyHTML_TAG_HEAD:
    case MyHTML_TAG_BODY:
    case MyHTML_TAG_TABLE:
    case MyHTML_TAG_TBODY:
    case MyHTML_TAG_THEAD:
    case MyHTML_TAG_TFOOT:
    case MyHTML_TAG_TR:
    case MyHTML_TAG_TD:
    case MyHTML_TAG_TH:
    case MyHTML_TAG_CAPTION:
    case MyHTML_TAG_COLGROUP:
    case MyHTML_TAG_TEMPLATE:
    case MyHTML_TAG_SELECT:
    case MyHTML_TAG_FRAMESET:
    case MyHTML_TAG_FORM:
        return FALSE;
    default:
        return TRUE;
    }
}

/* No text is lost: what would be deeper stands beside. */
static void
bound_nesting(Page *page, myhtml_tree_t *tree)
{
    myhtml_tree_list_t *open = tree->open_elements;
    while (open->length > DEPTH_MAX) {
        myhtml_tree_node_t *last = open->list[open->length - 1];
        if (last->ns != MyHTML_NAMESPACE_HTML || !may_close(last->tag_id))
            break;
        open->length--;
        page->n_flattened++;
    }
    while (tree->active_formatting->length > FORMATTING_MAX)
        myhtml_tree_active_formatting_remove_by_index(tree, 0);
}

static gboolean
is_linked_data(const myhtml_token_node_t *token)
{
    for (const myhtml_tree_attr_t *at = token->attr_first; at != NULL; at = at->next)
        if (page_is_named(at, "type"))
            return at->value.data != NULL && strstr(at->value.data, "json") != NULL;
    return FALSE;
}

/* Nobody reads scripts and styles, often the most of a page: the parser need not make strings of them. */
static void *
before_token(myhtml_tree_t *tree, myhtml_token_node_t *token, void *data)
{
    const Page *page = data;
    const guint raw = MyHTML_TOKEN_TYPE_SCRIPT | MyHTML_TOKEN_TYPE_RAWTEXT;
    (void)tree;
    if (token->tag_id == MyHTML_TAG__COMMENT ||
        (token->tag_id == MyHTML_TAG__TEXT && (token->type & raw) != 0 && !page->linked_data))
        token->raw_length = 0;
    return data;
}

static void *
on_token(myhtml_tree_t *tree, myhtml_token_node_t *token, void *data)
{
    Page *page = data;
    if (token->tag_id == MyHTML_TAG__TEXT) {
        Stretch stretch = { (guint32)token->element_begin, (guint32)token->element_length, FALSE };
        g_array_append_val(page->stretches, stretch);
    } else if ((token->type & MyHTML_TOKEN_TYPE_CLOSE) == 0) {
        page->linked_data = token->tag_id == MyHTML_TAG_SCRIPT && is_linked_data(token);
        bound_nesting(page, tree);
    }
    return data;
}

/* ---- the list ---- */

static gboolean
is_block(guint16 tag)
{
    static const guint16 blocks[] = {
        MyHTML_TAG_ADDRESS, MyHTML_TAG_ARTICLE, MyHTML_TAG_ASIDE,    MyHTML_TAG_BLOCKQUOTE,
        MyHTML_TAG_BODY,    MyHTML_TAG_CAPTION, MyHTML_TAG_CENTER,   MyHTML_TAG_DD,
        MyHTML_TAG_DETAILS, MyHTML_TAG_DIALOG,  MyHTML_TAG_DIR,      MyHTML_TAG_DIV,
        MyHTML_TAG_DL,      MyHTML_TAG_DT,      MyHTML_TAG_FIELDSET, MyHTML_TAG_FIGCAPTION,
        MyHTML_TAG_FIGURE,  MyHTML_TAG_FOOTER,  MyHTML_TAG_FORM,     MyHTML_TAG_H1,
        MyHTML_TAG_H2,      MyHTML_TAG_H3,      MyHTML_TAG_H4,       MyHTML_TAG_H5,
        MyHTML_TAG_H6,      MyHTML_TAG_HEADER,  MyHTML_TAG_HGROUP,   MyHTML_TAG_HR,
        MyHTML_TAG_HTML,    MyHTML_TAG_LEGEND,  MyHTML_TAG_LI,       MyHTML_TAG_LISTING,
        MyHTML_TAG_MAIN,    MyHTML_TAG_MENU,    MyHTML_TAG_NAV,      MyHTML_TAG_OL,
        MyHTML_TAG_OPTION,  MyHTML_TAG_P,       MyHTML_TAG_PRE,      MyHTML_TAG_SECTION,
        MyHTML_TAG_SUMMARY, MyHTML_TAG_TABLE,   MyHTML_TAG_TBODY,    MyHTML_TAG_TD,
        MyHTML_TAG_TFOOT,   MyHTML_TAG_TH,      MyHTML_TAG_THEAD,    MyHTML_TAG_TR,
        MyHTML_TAG_UL,      MyHTML_TAG_XMP,
    };
    static gboolean known[MyHTML_TAG_LAST_ENTRY];
    if (!known[MyHTML_TAG_BODY])
        for (gsize i = 0; i < G_N_ELEMENTS(blocks); i++)
            known[blocks[i]] = TRUE;
    return tag < MyHTML_TAG_LAST_ENTRY && known[tag];
}

static void
add_node(Page *page, myhtml_tree_node_t *from, guint32 parent)
{
    guint16 tag = (guint16)MIN(from->tag_id, MyHTML_TAG_LAST_ENTRY);
    guint16 inherited =
        page->nodes->len > 0 ? page_node(page, parent)->flags & (NODE_LINK | NODE_PRE) : 0;
    Node node = { .node = from, .parent = parent, .tag = tag, .flags = inherited };
    if (is_block(tag))
        node.flags |= NODE_BLOCK;
    if (tag == MyHTML_TAG_PRE || tag == MyHTML_TAG_LISTING || tag == MyHTML_TAG_XMP)
        node.flags |= NODE_PRE;
    if (tag == MyHTML_TAG_A && page_attribute(&node, "href") != NULL)
        node.flags |= NODE_LINK;
    g_array_append_val(page->nodes, node);
}

guint
page_find_stretch(const Page *page, guint32 begin)
{
    guint low = 0, high = page->stretches->len;
    while (low < high) {
        guint middle = (low + high) / 2;
        if (g_array_index(page->stretches, Stretch, middle).begin < begin)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void
mark_first_stretches(Page *page)
{
    for (guint32 i = 0; i < page->nodes->len; i++) {
        const Node *node = page_node(page, i);
        if (node->tag != MyHTML_TAG__TEXT)
            continue;
        guint at = page_find_stretch(page, (guint32)node->node->token->element_begin);
        if (at < page->stretches->len)
            g_array_index(page->stretches, Stretch, at).first = TRUE;
    }
}

/* Without recursion: a page decides how deep it is. */
static void
list_nodes(Page *page)
{
    myhtml_tree_node_t *root = myhtml_tree_get_document(page->tree), *at = root;
    guint32 parent = 0;
    while (at != NULL) {
        guint32 index = page->nodes->len;
        add_node(page, at, parent);
        if (at->child != NULL) {
            parent = index;
            at = at->child;
            continue;
        }
        page_node(page, index)->end = index + 1;
        while (at != root && at->next == NULL) {
            at = at->parent;
            page_node(page, parent)->end = page->nodes->len;
            parent = page_node(page, parent)->parent;
        }
        at = at == root ? NULL : at->next;
    }
    page_node(page, 0)->end = page->nodes->len;
}

gboolean
page_parse(Page *page, const char *source, guint32 size, GError **error)
{
    page->source = source;
    page->size = size;
    g_array_set_size(page->nodes, 0);
    g_array_set_size(page->stretches, 0);
    page->n_flattened = 0;
    page->linked_data = FALSE;
    myhtml_tree_clean(page->tree);
    myhtml_callback_before_token_done_set(page->tree, before_token, page);
    myhtml_callback_after_token_done_set(page->tree, on_token, page);
    mystatus_t status = myhtml_parse(page->tree, MyENCODING_UTF_8, source, size);
    if (status != MyHTML_STATUS_OK) {
        g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FAILED,
                    "the HTML parser gave up with its status %u, as it does without memory",
                    (guint)status);
        return FALSE;
    }
    list_nodes(page);
    mark_first_stretches(page);
    return TRUE;
}

/* ---- reading ---- */

const char *
page_attribute(const Node *node, const char *name)
{
    if (node->node->token == NULL || node->tag == MyHTML_TAG__TEXT)
        return NULL;
    for (const myhtml_tree_attr_t *at = node->node->token->attr_first; at != NULL; at = at->next)
        if (page_is_named(at, name))
            return at->value.data != NULL ? at->value.data : "";
    return NULL;
}

const char *
page_text(const Node *node, gsize *size)
{
    const char *text = NULL;
    if (node->tag == MyHTML_TAG__TEXT)
        text = myhtml_node_text(node->node, size);
    if (text == NULL)
        *size = 0;
    return text != NULL ? text : "";
}

void
page_append_text(const Page *page, guint32 i, GString *out)
{
    gsize first = out->len;
    gboolean blank = FALSE;
    for (guint32 at = i; at < page_node(page, i)->end; at++) {
        gsize size;
        const char *text = page_text(page_node(page, at), &size);
        for (gsize k = 0; k < size; k++) {
            if (g_ascii_isspace(text[k])) {
                blank = TRUE;
                continue;
            }
            if (blank && out->len > first)
                g_string_append_c(out, ' ');
            blank = FALSE;
            g_string_append_c(out, text[k]);
        }
        blank |= (page_node(page, at)->flags & NODE_BLOCK) != 0;
    }
}
