/* choose.c: scores blocks by their text, links and names, and cleans the best one.
 * SPDX-License-Identifier: MIT */
#include "choose.h"

#include <string.h>

#include "endings.h"
#include "evidence.h"
#include "hints.h"

/* Fewer bytes of text than this are no article, unless the page has no more. */
#define ARTICLE_MIN 250
/* Text in a block that makes it count as a paragraph. */
#define PARAGRAPH_MIN 25
/* How far up a paragraph's score goes. */
#define LEVELS 4

/* ---- what is never part of the text ---- */

static gboolean
is_silent(guint16 tag)
{
    switch (tag) {
    case MyHTML_TAG_AUDIO:
    case MyHTML_TAG_BUTTON:
    case MyHTML_TAG_CANVAS:
    case MyHTML_TAG_DATALIST:
    case MyHTML_TAG_EMBED:
    case MyHTML_TAG_HEAD:
    case MyHTML_TAG_IFRAME:
    case MyHTML_TAG_INPUT:
    case MyHTML_TAG_MAP:
    case MyHTML_TAG_MATH:
    case MyHTML_TAG_NOEMBED:
    case MyHTML_TAG_NOFRAMES:
    case MyHTML_TAG_NOSCRIPT:
    case MyHTML_TAG_OBJECT:
    case MyHTML_TAG_SCRIPT:
    case MyHTML_TAG_SELECT:
    case MyHTML_TAG_STYLE:
    case MyHTML_TAG_SVG:
    case MyHTML_TAG_TEMPLATE:
    case MyHTML_TAG_TEXTAREA:
    case MyHTML_TAG_TITLE:
    case MyHTML_TAG_VIDEO:
        return TRUE;
    default:
        return FALSE;
    }
}

/* Whether a style="..." hides its element. */
static gboolean
hides_itself(const char *style)
{
    const char *display = strstr(style, "display");
    if (display == NULL)
        return FALSE;
    display += strlen("display");
    while (*display == ' ' || *display == ':')
        display++;
    return g_str_has_prefix(display, "none");
}

static gboolean
is_apart(guint16 tag)
{
    return tag == MyHTML_TAG_NAV || tag == MyHTML_TAG_ASIDE || tag == MyHTML_TAG_FOOTER ||
           tag == MyHTML_TAG_FIGCAPTION || tag == MyHTML_TAG_DIALOG || tag == MyHTML_TAG_MENU;
}

static void
drop(Page *page, guint32 i)
{
    page_node(page, i)->flags |= NODE_DROPPED;
}

/* ---- counts ---- */

static inline guint
is_space(char byte)
{
    return (byte == ' ') | (byte == '\n') | (byte == '\t') | (byte == '\r') | (byte == '\f');
}

/* Without branches, so that many bytes are looked at at once. */
static void
measure_text(Node *node)
{
    gsize size;
    const char *text = page_text(node, &size);
    guint32 spare = size > 0 ? is_space(text[0]) : 0, commas = size > 0 && text[0] == ',';
    for (gsize i = 1; i < size; i++) {
        spare += is_space(text[i]) & is_space(text[i - 1]);
        commas += text[i] == ',';
    }
    node->text_chars = (guint32)size - spare;
    node->text_commas = commas;
    if (node->text_chars == 1 && is_space(text[size - 1]))
        node->text_chars = 0;
}

static void
count_text(Node *node)
{
    node->own = node->chars = node->text_chars;
    node->commas = node->text_commas;
    node->links = (node->flags & NODE_LINK) != 0 ? node->chars : 0;
}

static double
link_density(const Node *node)
{
    return node->chars > 0 ? (double)node->links / node->chars : 0;
}

static gboolean
is_prose(const Node *node)
{
    if (node->chars == 0 || (node->flags & NODE_DROPPED) != 0)
        return FALSE;
    double density = link_density(node);
    if (node->tag == MyHTML_TAG_P)
        return node->chars > 80 ? density < 0.25 : density == 0 && node->commas > 0;
    return FALSE;
}

/* Sums of what is not dropped, from the last node to the first: children stand behind parents. */
static void
count_all(Page *page)
{
    guint32 dropped = 0; /* end of the dropped subtree */
    for (guint32 i = 0; i < page_length(page); i++) {
        Node *node = page_node(page, i);
        node->chars = node->links = node->own = node->commas = node->paragraphs = 0;
        node->flags &= ~NODE_LEAF;
        if ((node->flags & NODE_DROPPED) != 0)
            dropped = MAX(dropped, node->end);
        if (node->tag == MyHTML_TAG__TEXT && i >= dropped)
            count_text(node);
    }
    for (guint32 i = page_length(page); i-- > 1;) {
        Node *node = page_node(page, i), *parent = page_node(page, node->parent);
        node->paragraphs += is_prose(node);
        if (node->own == node->chars && (node->flags & NODE_BLOCK) != 0)
            node->flags |= NODE_LEAF;
        parent->chars += node->chars;
        parent->links += node->links;
        parent->commas += node->commas;
        parent->paragraphs += node->paragraphs;
        if ((node->flags & NODE_BLOCK) == 0)
            parent->own += node->own;
    }
}

/* ---- names ---- */

/* What the attributes of an element say: hints, and whether it is hidden. One look at each. */
static guint
read_attributes(const Node *node, gboolean *hidden)
{
    guint hints = HINT_NONE;
    *hidden = FALSE;
    if (node->node->token == NULL)
        return hints;
    for (const myhtml_tree_attr_t *at = node->node->token->attr_first; at != NULL; at = at->next) {
        const char *value = at->value.data != NULL ? at->value.data : "";
        if (page_is_named(at, "class") || page_is_named(at, "id"))
            hints |= hints_of(value);
        else if (page_is_named(at, "style"))
            *hidden |= hides_itself(value);
        else if (page_is_named(at, "hidden"))
            *hidden = TRUE;
        else if (page_is_named(at, "aria-hidden"))
            *hidden |= g_ascii_strcasecmp(value, "true") == 0;
        else if (page_is_named(at, "itemprop") && g_str_equal(value, "articleBody"))
            hints |= HINT_BODY | HINT_CONTENT;
    }
    return hints;
}

static gint8
weigh_hints(guint hints)
{
    if ((hints & HINT_EMBED) != 0)
        hints &= ~(guint)HINT_SOCIAL;
    if ((hints & (HINT_ASIDE | HINT_COMMENT | HINT_SOCIAL)) != 0)
        return (hints & (HINT_BODY | HINT_CONTENT)) != 0 ? -1 : -2;
    return (hints & HINT_BODY) != 0 ? 2 : (hints & HINT_CONTENT) != 0;
}

static void
read_names(Page *page)
{
    for (guint32 i = 0; i < page_length(page); i++) {
        gboolean hidden;
        Node *node = page_node(page, i);
        if (node->tag == MyHTML_TAG__TEXT) {
            measure_text(node);
            continue;
        }
        guint hints = read_attributes(node, &hidden);
        if ((hints & HINT_HEADING) != 0)
            node->flags |= NODE_HEADING;
        if ((hints & HINT_HIDDEN) != 0)
            node->flags |= NODE_HIDDEN;
        if ((hints & HINT_DECK) != 0 || node->tag == MyHTML_TAG_HEADER)
            node->flags |= NODE_DECK;
        node->hint = weigh_hints(hints);
        if (is_silent(node->tag) || node->node->ns != MyHTML_NAMESPACE_HTML || hidden) {
            drop(page, i);
            i = node->end - 1;
        }
    }
}

static guint32
prose(const Node *node)
{
    return node->chars - node->links;
}

/* Prose of all captions: of a gallery they are the article. */
static guint32
prose_of_captions(const Page *page)
{
    guint32 sum = 0;
    for (guint32 i = 0; i < page_length(page); i++) {
        const Node *node = page_node(page, i);
        gboolean caption = node->tag == MyHTML_TAG_FIGCAPTION;
        sum += caption ? prose(node) : 0;
        if (caption || (node->flags & NODE_DROPPED) != 0)
            i = node->end - 1;
    }
    return sum;
}

/* Bytes of text for each shingle that JSON-LD has, where it has most of the text. */
#define KNOWN_BYTES 12

/* What its name or kind says is something else; not what holds most of the page's text. */
static void
drop_named(Page *page)
{
    guint32 all = prose(page_node(page, 0));
    gboolean gallery = prose_of_captions(page) > all / 2;
    for (guint32 i = 0; i < page_length(page); i++) {
        Node *node = page_node(page, i);
        if ((node->flags & NODE_DROPPED) != 0) {
            i = node->end - 1;
            continue;
        }
        gboolean shown = gallery && node->tag == MyHTML_TAG_FIGCAPTION;
        gboolean unseen =
            (node->flags & NODE_HIDDEN) != 0 && (node->paragraphs == 0 || link_density(node) > 0.2);
        gboolean named = !shown && (node->hint == -2 || is_apart(node->tag) || unseen);
        gboolean page_itself = node->tag == MyHTML_TAG_HTML || node->tag == MyHTML_TAG_BODY ||
                               node->tag == MyHTML_TAG_ARTICLE || node->tag == MyHTML_TAG_MAIN;
        gboolean paragraph = node->tag == MyHTML_TAG_P && node->chars > 100 && node->links < 20;
        gboolean quoted = node->tag == MyHTML_TAG_BLOCKQUOTE; /* a tweet, by its name */
        gboolean known = node->evidence * KNOWN_BYTES >= node->chars && node->evidence > 0;
        if (named && !paragraph && !quoted && !page_itself && !known &&
            node->chars - node->links <= all / 2) {
            drop(page, i);
            i = node->end - 1;
        }
    }
}

/* ---- scores ---- */

static double
first_score(const Node *node)
{
    double score = 12.5 * node->hint;
    switch (node->tag) {
    case MyHTML_TAG_ARTICLE:
        return score + 15;
    case MyHTML_TAG_MAIN:
    case MyHTML_TAG_DIV:
    case MyHTML_TAG_SECTION:
        return score + 5;
    case MyHTML_TAG_PRE:
    case MyHTML_TAG_TD:
    case MyHTML_TAG_BLOCKQUOTE:
        return score + 3;
    case MyHTML_TAG_UL:
    case MyHTML_TAG_OL:
    case MyHTML_TAG_DL:
    case MyHTML_TAG_LI:
    case MyHTML_TAG_FORM:
    case MyHTML_TAG_ADDRESS:
        return score - 3;
    case MyHTML_TAG_H1:
    case MyHTML_TAG_H2:
    case MyHTML_TAG_H3:
    case MyHTML_TAG_H4:
    case MyHTML_TAG_TH:
        return score - 5;
    default:
        return score;
    }
}

static gboolean
is_candidate(const Node *node)
{
    return (node->flags & (NODE_BLOCK | NODE_DROPPED)) == NODE_BLOCK && node->tag != MyHTML_TAG_P &&
           node->tag != MyHTML_TAG_HTML;
}

static double
paragraph_score(const Node *node)
{
    double size = node->own / 100.0;
    double score = 1 + node->commas * ((double)node->own / node->chars) + MIN(size, 3);
    gboolean item = node->tag == MyHTML_TAG_LI || node->tag == MyHTML_TAG_TD;
    return score * (1 - link_density(node)) * (item ? 0.5 : 1);
}

/* A paragraph's score goes to the blocks around it, less with each level. */
static void
spread_score(Page *page, guint32 i, double score)
{
    static const double shares[LEVELS + 1] = { 1, 1, 0.5, 0.17, 0.1 };
    Node *node = page_node(page, i);
    gboolean itself = is_candidate(node) && ((node->flags & NODE_LEAF) == 0 || node->own > 300);
    if (itself)
        node->score += score;
    for (guint level = 1; level <= LEVELS && node->parent != i; level++) {
        i = node->parent;
        node = page_node(page, i);
        while ((node->flags & NODE_BLOCK) == 0 && node->parent != i) {
            i = node->parent;
            node = page_node(page, i);
        }
        node->score += score * shares[level];
    }
}

static void
score_all(Page *page)
{
    for (guint32 i = 0; i < page_length(page); i++)
        page_node(page, i)->score = first_score(page_node(page, i));
    for (guint32 i = 0; i < page_length(page); i++) {
        Node *node = page_node(page, i);
        if ((node->flags & NODE_DROPPED) != 0)
            i = node->end - 1;
        else if ((node->flags & NODE_BLOCK) != 0 && node->own >= PARAGRAPH_MIN)
            spread_score(page, i, paragraph_score(node));
    }
}

static guint32
best_scored(const Page *page)
{
    guint32 best = 0;
    double most = 0;
    for (guint32 i = 0; i < page_length(page); i++) {
        const Node *node = page_node(page, i);
        if ((node->flags & NODE_DROPPED) != 0) {
            i = node->end - 1;
            continue;
        }
        double score = node->score * (1 - link_density(node));
        if (is_candidate(node) && node->chars > 0 && score > most) {
            most = score;
            best = i;
        }
    }
    return best;
}

/* The smallest block whose name says that it is the article's text and that holds most of @best. */
static guint32
best_named(const Page *page, guint32 best)
{
    guint32 named = best;
    const Node *from = page_node(page, best);
    for (guint32 i = best + 1; i < from->end; i++) {
        const Node *node = page_node(page, i);
        if ((node->flags & NODE_DROPPED) != 0)
            i = node->end - 1;
        else if (node->hint == 2 && is_candidate(node) && prose(node) >= ARTICLE_MIN &&
                 prose(node) >= prose(from) * 0.7)
            named = i;
    }
    return named;
}

/* How far up the block named as the article's text may be. */
#define NAMED_LEVELS 3

/* The block around @best that is named as the article's text, if @best is most of that. */
static guint32
named_around(const Page *page, guint32 best)
{
    guint32 at = best;
    for (guint level = 0; level < NAMED_LEVELS && page_node(page, at)->hint != 2; level++) {
        at = page_node(page, at)->parent;
        const Node *node = page_node(page, at);
        if (node->tag == MyHTML_TAG_BODY || node->tag == MyHTML_TAG_HTML)
            return best;
        double share = (double)prose(page_node(page, best)) / MAX(prose(node), 1);
        if (node->hint == 2 && is_candidate(node) && link_density(node) < 0.25 && share >= 0.6 &&
            share <= 0.9)
            return at;
    }
    return best;
}

/* How far up the parts of an article in several may meet. */
#define MEETING_LEVELS 4

/* Whether two blocks are made by the same template: the same tag and class. */
static gboolean
are_twins(const Node *a, const Node *b)
{
    const char *class_a = page_attribute(a, "class"), *class_b = page_attribute(b, "class");
    return a->tag == b->tag && class_a != NULL && *class_a != '\0' && class_b != NULL &&
           g_str_equal(class_a, class_b);
}

/* The prose in twins of @best below @ancestor, itself included. */
static guint32
prose_of_twins(const Page *page, guint32 ancestor, guint32 best)
{
    guint32 sum = 0;
    for (guint32 i = ancestor + 1; i < page_node(page, ancestor)->end; i++) {
        const Node *node = page_node(page, i);
        gboolean twin = (node->flags & NODE_DROPPED) == 0 &&
                        are_twins(node, page_node(page, best)) && link_density(node) < 0.25;
        sum += twin ? prose(node) : 0;
        if (twin || (node->flags & NODE_DROPPED) != 0)
            i = node->end - 1;
    }
    return sum;
}

/* Up, to where blocks of the same template make one article: most of what is there is theirs. */
static guint32
meet_twins(const Page *page, guint32 best)
{
    guint32 wide = best, least = prose(page_node(page, best)) * 5 / 4;
    for (guint32 i = best, level = 0; level < MEETING_LEVELS && page_node(page, i)->parent != i;
         level++) {
        i = page_node(page, i)->parent;
        const Node *ancestor = page_node(page, i);
        guint32 twins = prose_of_twins(page, i, best);
        if (twins > least && twins > prose(ancestor) / 2 && link_density(ancestor) < 0.3) {
            wide = i;
            least = twins * 5 / 4;
        }
        if (ancestor->tag == MyHTML_TAG_ARTICLE || ancestor->tag == MyHTML_TAG_BODY)
            break;
    }
    return wide;
}

/* Up, where a parent holds much more prose and few links: the article in several sections. */
static guint32
widen(const Page *page, guint32 best)
{
    guint32 wide = best;
    for (guint32 i = best; page_node(page, i)->parent != i;) {
        const Node *node = page_node(page, wide);
        if (node->tag == MyHTML_TAG_ARTICLE || (node->hint == 2 && prose(node) >= ARTICLE_MIN))
            break;
        i = page_node(page, i)->parent;
        const Node *parent = page_node(page, i);
        if (parent->tag == MyHTML_TAG_BODY || parent->tag == MyHTML_TAG_HTML)
            break;
        if (parent->score * (1 - link_density(parent)) > node->score * 0.75 &&
            prose(parent) > prose(node) * 1.2 && link_density(parent) < 0.25)
            wide = i;
    }
    return meet_twins(page, wide);
}

/* @best, unless it lacks much of what JSON-LD has as the article's. */
static guint32
best_by_evidence(const Page *page, guint32 best)
{
    double most = page_node(page, 0)->evidence;
    guint32 found = page_node(page, best)->evidence < 0.8 * most ? evidence_find(page) : 0;
    return found > 0 && is_candidate(page_node(page, found)) ? found : best;
}

/* ---- the parts of an article ---- */

/* The chosen block, and beside it what scores like it or reads like a paragraph. */
static void
keep_with_siblings(Page *page, guint32 best)
{
    const Node *chosen = page_node(page, best);
    guint32 parent = chosen->parent, end = page_node(page, parent)->end;
    double least = MAX(10, chosen->score * 0.2);
    page_node(page, best)->flags |= NODE_KEPT;
    if (parent == best || chosen->tag == MyHTML_TAG_BODY)
        return;
    for (guint32 i = parent + 1; i < end; i = page_node(page, i)->end) {
        Node *node = page_node(page, i);
        double score = node->score * (1 - link_density(node));
        gboolean alike = is_candidate(node) && node->tag == chosen->tag && node->hint >= 0 &&
                         node->hint == chosen->hint && score >= least && link_density(node) < 0.2 &&
                         node->tag != MyHTML_TAG_ARTICLE;
        if (alike || (chosen->hint < 2 && is_prose(node)))
            node->flags |= NODE_KEPT;
    }
}

/* The block that the parts of an article may be looked for in. */
static guint32
article_around(const Page *page, guint32 at, guint levels)
{
    for (guint level = 0; level < levels && page_node(page, at)->parent != at; level++) {
        const Node *parent = page_node(page, page_node(page, at)->parent);
        if (parent->tag == MyHTML_TAG_BODY)
            break;
        at = page_node(page, at)->parent;
        if (parent->tag == MyHTML_TAG_ARTICLE || parent->tag == MyHTML_TAG_MAIN)
            break;
    }
    return at;
}

/* How far up a part of the article may hang that its template tells. */
#define TWIN_LEVELS 9
#define TWIN_MIN 90

/* The block that is named as the article's text, at or below the chosen one, with most prose; else 0. */
static guint32
find_pattern(const Page *page, guint32 best)
{
    guint32 pattern = 0, most = 0;
    for (guint32 i = best; i < page_node(page, best)->end; i++) {
        const Node *node = page_node(page, i);
        gboolean named = node->hint == 2 && is_candidate(node);
        if (named && prose(node) > most) {
            pattern = i;
            most = prose(node);
        }
        if (named || (node->flags & NODE_DROPPED) != 0)
            i = node->end - 1;
    }
    return pattern;
}

/* Further parts made like the chosen block, if its name says that it is the article's text. */
static void
keep_twins(Page *page, guint32 best)
{
    guint32 top = article_around(page, best, TWIN_LEVELS), pattern = find_pattern(page, best);
    const Node *chosen = page_node(page, pattern);
    if (pattern == 0)
        return;
    for (guint32 i = top + 1; i < page_node(page, top)->end; i++) {
        Node *node = page_node(page, i);
        if ((node->flags & (NODE_DROPPED | NODE_KEPT)) != 0) {
            i = node->end - 1;
        } else if (are_twins(node, chosen) && prose(node) >= TWIN_MIN && link_density(node) < 0.2) {
            node->flags |= NODE_KEPT;
            i = node->end - 1;
        }
    }
}

/* How far up a lead may hang, and text that it has at least. */
#define LEAD_LEVELS 6
#define LEAD_MIN 80

/* A paragraph right in a block that is named as the article's text. */
static gboolean
is_lead(const Page *page, const Node *node)
{
    return node->tag == MyHTML_TAG_P && node->chars >= LEAD_MIN && link_density(node) < 0.2 &&
           page_node(page, node->parent)->hint == 2;
}

/* Paragraphs above the chosen block. */
static void
keep_lead(Page *page, guint32 best)
{
    for (guint32 i = article_around(page, best, LEAD_LEVELS) + 1; i < best; i++) {
        if (page_node(page, i)->end > best)
            continue; /* around it */
        Node *node = page_node(page, i);
        if ((node->flags & (NODE_DROPPED | NODE_KEPT | NODE_DECK)) != 0) {
            i = node->end - 1;
        } else if (is_lead(page, node)) {
            node->flags |= NODE_KEPT;
            i = node->end - 1;
        }
    }
}

/* ---- cleaning ---- */

static gboolean
is_heading(guint16 tag)
{
    return tag == MyHTML_TAG_H1 || tag == MyHTML_TAG_H2 || tag == MyHTML_TAG_H3 ||
           tag == MyHTML_TAG_H4 || tag == MyHTML_TAG_H5 || tag == MyHTML_TAG_H6;
}

/* Also what only plays the part of one. */
static gboolean
acts_as_heading(const Node *node)
{
    const char *role = page_attribute(node, "role");
    return is_heading(node->tag) || (node->flags & NODE_HEADING) != 0 ||
           (role != NULL && g_str_equal(role, "heading"));
}

/* Lists and boxes that are mostly links, short ones above all. */
static gboolean
is_link_box(const Node *node)
{
    double density = link_density(node);
    switch (node->tag) {
    case MyHTML_TAG_UL:
    case MyHTML_TAG_OL:
    case MyHTML_TAG_DL:
    case MyHTML_TAG_TABLE:
        return density > 0.5;
    case MyHTML_TAG_DIV:
    case MyHTML_TAG_SECTION:
    case MyHTML_TAG_HEADER:
    case MyHTML_TAG_FORM:
    case MyHTML_TAG_ARTICLE:
        return density > (node->chars < 200 ? 0.4 : 0.5) || (node->hint < 0 && density > 0.2);
    case MyHTML_TAG_P:
    case MyHTML_TAG_LI:
        return density > 0.9 && node->chars < 150;
    default:
        return FALSE;
    }
}

/* Links in a row in the midst of a sentence, which the page shows when it is pointed at. */
static gboolean
is_link_bubble(const Page *page, guint32 i)
{
    guint n = 0;
    const Node *node = page_node(page, i);
    if (node->tag != MyHTML_TAG_SPAN || node->chars < 100 || link_density(node) < 0.8)
        return FALSE;
    for (guint32 k = i + 1; k < node->end; k++)
        n += page_node(page, k)->tag == MyHTML_TAG_A;
    return n >= 3;
}

/* What of the bubble @i goes: all of it, or what stands in it behind the words that one points at. */
static guint32
inside_bubble(const Page *page, guint32 i)
{
    const Node *node = page_node(page, i);
    for (guint32 k = i + 1; k < node->end; k = page_node(page, k)->end)
        if (is_link_bubble(page, k))
            return page_node(page, k)->chars < node->chars ? k : inside_bubble(page, k);
    return i;
}

/* A line that is a form of its own, such as "Advertisement", or that begins what is no article. */
static Ending
ending_of(const Page *page, const Node *node, guint32 i, GString *line)
{
    if (node->chars == 0 || node->chars > ENDING_MAX || (node->flags & NODE_BLOCK) == 0)
        return ENDING_NONE;
    g_string_truncate(line, 0);
    page_append_text(page, i, line);
    return endings_find(line->str, acts_as_heading(node),
                        node->paragraphs > 0 && node->own < node->chars);
}

/* What has been seen of the kept text, so that an ending is none before half of it. */
typedef struct {
    guint32 seen, all;
    gboolean ended;
} Progress;

static void
clean(Page *page, guint32 root, Progress *progress)
{
    g_autoptr(GString) line = g_string_new(NULL);
    guint32 end = page_node(page, root)->end;
    for (guint32 i = root + 1; i < end; i++) {
        Node *node = page_node(page, i);
        if ((node->flags & NODE_DROPPED) != 0) {
            i = node->end - 1;
            continue;
        }
        Ending ending = ending_of(page, node, i, line);
        if (ending == ENDING_REST && progress->seen >= progress->all / 2) {
            for (; i < end; i = page_node(page, i)->end)
                drop(page, i);
            progress->ended = TRUE;
            break;
        }
        if (ending != ENDING_NONE || (is_link_box(node) && node->paragraphs == 0) ||
            node->tag == MyHTML_TAG_H1) {
            drop(page, i);
            i = node->end - 1;
            continue;
        }
        if (is_link_bubble(page, i)) {
            drop(page, inside_bubble(page, i));
            i = node->end - 1;
            continue;
        }
        if (node->tag == MyHTML_TAG__TEXT)
            progress->seen += node->chars;
    }
}

/* A heading with nothing behind it before the next one or the end says nothing. */
static void
drop_bare_headings(Page *page, guint32 root)
{
    guint32 end = page_node(page, root)->end;
    gboolean text = FALSE;
    for (guint32 i = end; i-- > root + 1;) {
        Node *node = page_node(page, i);
        if (is_heading(node->tag)) {
            if (!text)
                drop(page, i);
            text = FALSE;
        } else if (node->tag == MyHTML_TAG__TEXT && node->chars > 0) {
            guint32 at = i;
            while (at != root && !is_heading(page_node(page, at)->tag) &&
                   (page_node(page, at)->flags & NODE_DROPPED) == 0)
                at = page_node(page, at)->parent;
            text |= at == root;
        }
    }
}

/* ---- the whole ---- */

static void
forget_choice(Page *page)
{
    for (guint32 i = 0; i < page_length(page); i++)
        page_node(page, i)->flags &= ~(NODE_DROPPED | NODE_KEPT);
    read_names(page);
    count_all(page);
}

static guint32
kept_chars(const Page *page)
{
    guint32 chars = 0;
    for (guint32 i = 0; i < page_length(page); i++)
        if ((page_node(page, i)->flags & NODE_KEPT) != 0) {
            chars += page_node(page, i)->chars;
            i = page_node(page, i)->end - 1;
        }
    return chars;
}

static guint32
choose(Page *page, Effort effort, gboolean evidence)
{
    forget_choice(page);
    if (effort == EFFORT_BODY) {
        page_node(page, 0)->flags |= NODE_KEPT;
        return page_node(page, 0)->chars;
    }
    if (effort == EFFORT_STRICT) {
        drop_named(page);
        count_all(page);
    }
    score_all(page);
    guint32 best = best_named(page, named_around(page, widen(page, best_scored(page))));
    if (evidence)
        best = best_by_evidence(page, best);
    keep_with_siblings(page, best);
    keep_twins(page, best);
    keep_lead(page, best);
    Progress progress = { .all = kept_chars(page) };
    for (guint32 i = 0; i < page_length(page); i++)
        if ((page_node(page, i)->flags & NODE_KEPT) != 0) {
            if (progress.ended)
                drop(page, i);
            else
                clean(page, i, &progress);
            i = page_node(page, i)->end - 1;
        }
    count_all(page);
    for (guint32 i = 0; i < page_length(page); i++)
        if ((page_node(page, i)->flags & NODE_KEPT) != 0) {
            drop_bare_headings(page, i);
            i = page_node(page, i)->end - 1;
        }
    count_all(page);
    return kept_chars(page);
}

Effort
choose_article(Page *page, Scope scope, const char *body)
{
    if (scope == SCOPE_ARTICLE) {
        forget_choice(page);
        gboolean evidence = evidence_count(page, body);
        guint32 strict = choose(page, EFFORT_STRICT, evidence);
        if (strict >= ARTICLE_MIN)
            return EFFORT_STRICT;
        if (choose(page, EFFORT_LENIENT, evidence) >= MAX(ARTICLE_MIN, 2 * strict))
            return EFFORT_LENIENT;
        if (strict > 0 && choose(page, EFFORT_STRICT, evidence) > 0)
            return EFFORT_STRICT;
    }
    choose(page, EFFORT_BODY, FALSE);
    return EFFORT_BODY;
}
