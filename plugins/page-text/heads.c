/* heads.c: page numbers and lines that stand at the edge of page after page.
 * SPDX-License-Identifier: MIT */
#include "lines.h"

#include <string.h>

/* Lines with text from each edge of a page that may be heads or numbers. */
#define EDGE 2
/* Pages that a line must stand on to be a running head; books have one for odd pages, one for even. */
#define HEAD_PAGES 3
/* Longer lines are text. */
#define HEAD_WIDTH 100
#define NO_NUMBER G_MAXUINT32

/* A line at the edge of a page. */
typedef struct {
    guint line;
    gboolean top;
    guint32 page;
    guint32 number; /* if it is nothing but a page number, in digits or Roman; else NO_NUMBER */
    gboolean sure;  /* it says that it is one: "Page 3 of 9", "- 3 -" */
    gboolean out;
} Edge;

/* ---- numbers ---- */

static guint32
roman_value(const char *text, gsize size)
{
    static const struct {
        char letter;
        guint32 value;
    } letters[] = { { 'i', 1 }, { 'v', 5 }, { 'x', 10 }, { 'l', 50 }, { 'c', 100 } };
    guint32 sum = 0, last = 0;
    for (gsize i = size; i-- > 0;) {
        guint32 value = 0;
        for (gsize k = 0; k < G_N_ELEMENTS(letters); k++)
            if (g_ascii_tolower(text[i]) == letters[k].letter)
                value = letters[k].value;
        if (value == 0 || size > 8)
            return NO_NUMBER;
        sum = value < last ? sum - value : sum + value;
        last = MAX(last, value);
    }
    return size > 0 ? sum : NO_NUMBER;
}

static guint32
number_value(const char *text, gsize size)
{
    guint32 value = 0;
    for (gsize i = 0; i < size; i++) {
        if (!g_ascii_isdigit(text[i]) || size > 5)
            return roman_value(text, size);
        value = value * 10 + (guint32)(text[i] - '0');
    }
    return size > 0 ? value : NO_NUMBER;
}

static const char *
skip(const char *at, const char *end, const char *marks)
{
    while (at < end && *at != '\0' && strchr(marks, *at) != NULL)
        at++;
    return at;
}

/* Takes "of 9", "/ 9" and marks behind a number. Returns: whether nothing else is there. */
static gboolean
ends_number(const char *at, const char *end, gboolean *total)
{
    at = skip(at, end, " ");
    const char *rest = at;
    if (end - at > 3 && g_ascii_strncasecmp(at, "of ", 3) == 0)
        rest = skip(at + 3, end, " ");
    else if (at < end && (*at == '/' || *at == '|'))
        rest = skip(at + 1, end, " ");
    if (rest > at) {
        const char *last = skip(rest, end, "0123456789");
        *total = last > rest;
        at = last;
    }
    return skip(at, end, " -|.]\xE2\x80\x93\x94") == end;
}

/* "12", "- 12 -", "Page 12 of 30", "xii": reads the line as a page number. */
static void
read_number(const Pass *pass, const Line *line, Edge *edge)
{
    const char *begin = pass->text + line->begin, *end = pass->text + line->end;
    const char *at = skip(begin, end, " -|[\xE2\x80\x93\x94");
    gboolean marked = at > begin, total = FALSE, named = FALSE;
    static const char *const words[] = { "page", "pg", "p" };
    for (gsize i = 0; i < G_N_ELEMENTS(words) && !named; i++) {
        gsize size = strlen(words[i]);
        named = (gsize)(end - at) > size && g_ascii_strncasecmp(at, words[i], size) == 0 &&
                !g_ascii_isalpha(at[size]);
        at += named ? size : 0;
    }
    at = named ? skip(at, end, ". ") : at;
    const char *last = at;
    while (last < end && g_ascii_isalnum(*last))
        last++;
    edge->number = number_value(at, (gsize)(last - at));
    if (!ends_number(last, end, &total))
        edge->number = NO_NUMBER;
    gboolean digits = at < end && g_ascii_isdigit(*at);
    edge->sure = edge->number != NO_NUMBER && digits && (named || (marked && last < end) || total);
}

/* ---- edges ---- */

static void
add_edge(const Pass *pass, GArray *edges, guint i, gboolean top)
{
    const Line *line = pass_line(pass, i);
    Edge edge = { .line = i, .top = top, .page = line->page };
    read_number(pass, line, &edge);
    g_array_append_val(edges, edge);
}

/* The lines @first to @last, of one page: some from the top, others from the bottom. */
static void
add_page(const Pass *pass, GArray *edges, guint first, guint last)
{
    guint found = 0, i = first, lowest = last;
    for (; i < last && found < EDGE; i++)
        if (!line_is_blank(pass_line(pass, i))) {
            add_edge(pass, edges, i, TRUE);
            found++;
        }
    for (found = 0; lowest > i && found < EDGE; lowest--)
        found += !line_is_blank(pass_line(pass, lowest - 1));
    for (; lowest < last; lowest++)
        if (!line_is_blank(pass_line(pass, lowest)))
            add_edge(pass, edges, lowest, FALSE);
}

static void
add_pages(const Pass *pass, GArray *edges)
{
    for (guint first = 0, i = 1; i <= pass->lines->len; i++)
        if (i == pass->lines->len || pass_line(pass, i)->page != pass_line(pass, first)->page) {
            add_page(pass, edges, first, i);
            first = i;
        }
}

/* Without form feeds, pages are not told: lines that are a number alone between blank lines. */
static void
add_lone_numbers(const Pass *pass, GArray *edges)
{
    guint n = pass->lines->len;
    for (guint i = 0; i < n; i++) {
        gboolean above = i == 0 || line_is_blank(pass_line(pass, i - 1));
        gboolean below = i + 1 == n || line_is_blank(pass_line(pass, i + 1));
        if (line_is_blank(pass_line(pass, i)) || !above || !below)
            continue;
        add_edge(pass, edges, i, FALSE);
        Edge *edge = &g_array_index(edges, Edge, edges->len - 1);
        edge->page = 0;
        if (edge->number == NO_NUMBER)
            g_array_set_size(edges, edges->len - 1);
    }
}

/* ---- what goes ---- */

/* The line in lower case, each number as "#": what running heads have in common. */
static void
append_print_key(const Pass *pass, const Line *line, GString *key)
{
    for (guint32 i = line->begin; i < line->end; i++) {
        char byte = pass->text[i];
        if (g_ascii_isdigit(byte)) {
            if (key->str[key->len - 1] != '#')
                g_string_append_c(key, '#');
        } else if (byte != ' ' && byte != '\t') {
            g_string_append_c(key, g_ascii_tolower(byte));
        }
    }
}

/* What OCR takes for one another: the first letter stands for all of them; others stand for themselves. */
static char
scanned_letter(char byte)
{
    static const char *const alike[] = { "li1|!tfj", "o0", "s5", "b8h", "g69q", "ec", "un", "vy" };
    char lower = g_ascii_tolower(byte);
    for (gsize i = 0; i < G_N_ELEMENTS(alike); i++)
        if (lower != '\0' && strchr(alike[i], lower) != NULL)
            return alike[i][0];
    return g_ascii_isalnum(byte) ? lower : '\0';
}

/* A digit, and else what may be one. */
static gboolean
is_scanned_number(const char *word, guint32 size)
{
    gboolean digit = FALSE;
    for (guint32 i = 0; i < size; i++) {
        if (!g_ascii_isdigit(word[i]) && strchr("oilszbgq|!.,-", g_ascii_tolower(word[i])) == NULL)
            return FALSE;
        digit |= g_ascii_isdigit(word[i]);
    }
    return digit;
}

/* As read by OCR: letters that it mixes up are the same, marks are none. */
static void
append_scan_key(const Pass *pass, const Line *line, GString *key)
{
    for (guint32 i = line->begin; i < line->end;) {
        guint32 first = i;
        while (i < line->end && pass->text[i] != ' ' && pass->text[i] != '\t')
            i++;
        gboolean number = is_scanned_number(pass->text + first, i - first);
        if (number && key->str[key->len - 1] != '#')
            g_string_append_c(key, '#');
        for (guint32 k = first; !number && k < i; k++) {
            char letter = scanned_letter(pass->text[k]);
            if (letter != '\0')
                g_string_append_c(key, letter);
        }
        while (i < line->end && (pass->text[i] == ' ' || pass->text[i] == '\t'))
            i++;
    }
}

static char *
head_key(const Pass *pass, const Edge *edge, PageProfile profile)
{
    GString *key = g_string_new(edge->top ? "^" : "$");
    (profile == PROFILE_OCR ? append_scan_key : append_print_key)(pass, pass_line(pass, edge->line),
                                                                  key);
    return g_string_free(key, FALSE);
}

static gboolean
may_be_head(const Pass *pass, const Edge *edge)
{
    const Line *line = pass_line(pass, edge->line);
    return line->width <= HEAD_WIDTH && edge->number == NO_NUMBER;
}

static void
mark_heads(const Pass *pass, GArray *edges, PageProfile profile)
{
    g_autoptr(GHashTable) pages = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint round = 0; round < 2; round++)
        for (guint i = 0; i < edges->len; i++) {
            Edge *edge = &g_array_index(edges, Edge, i);
            if (!may_be_head(pass, edge))
                continue;
            g_autofree char *key = head_key(pass, edge, profile);
            guint n = GPOINTER_TO_UINT(g_hash_table_lookup(pages, key));
            if (round == 0)
                g_hash_table_insert(pages, g_steal_pointer(&key), GUINT_TO_POINTER(n + 1));
            else
                edge->out =
                    n >= HEAD_PAGES && strpbrk(key + 1, "abcdefghijklmnopqrstuvwxyz") != NULL;
        }
}

/* Edges that are compared with each side: so that work stays linear. */
#define WINDOW 40

/* A number counts with the pages if another page's is as far from its page; where pages are not told,
 * if the numbers around it are the ones before and after. */
static gboolean
counts_along(const GArray *edges, guint i, gboolean paged)
{
    const Edge *edge = &g_array_index(edges, Edge, i);
    guint last = MIN(edges->len, i + WINDOW);
    for (guint k = i > WINDOW ? i - WINDOW : 0; k < last; k++) {
        const Edge *other = &g_array_index(edges, Edge, k);
        if (k == i || other->number == NO_NUMBER)
            continue;
        if (paged ? other->page != edge->page &&
                        other->number - other->page == edge->number - edge->page
                  : other->number - edge->number == (k > i ? 1u : G_MAXUINT32))
            return TRUE;
    }
    return FALSE;
}

/* Numbers on a line of their own that are fewer count nothing. */
#define NUMBERS_MIN 3

static void
mark_numbers(GArray *edges, gboolean paged)
{
    guint n = 0;
    for (guint i = 0; i < edges->len; i++)
        n += g_array_index(edges, Edge, i).number != NO_NUMBER;
    for (guint i = 0; i < edges->len; i++) {
        Edge *edge = &g_array_index(edges, Edge, i);
        if (edge->number != NO_NUMBER)
            edge->out =
                edge->sure || ((paged || n >= NUMBERS_MIN) && counts_along(edges, i, paged));
    }
}

static gint
compare_edges(gconstpointer a, gconstpointer b)
{
    const Edge *left = a, *right = b;
    return (left->line > right->line) - (left->line < right->line);
}

/* The line's bytes, its line feed with them. */
static void
remove_line(Pass *pass, const Line *line, const char *reason)
{
    gboolean own = line->next > line->end && pass->text[line->next - 1] == '\n';
    galley_document_edit(pass->document, line->begin - line->indent, own ? line->next : line->end,
                         NULL, 0, reason);
}

/* Where pages are not told, a sentence may go on behind the number and the blank lines around it. */
static gboolean
join_over(Pass *pass, guint i)
{
    guint above = i, below = i + 1, n = pass->lines->len;
    while (above > 0 && (above == i || line_is_blank(pass_line(pass, above))))
        above--;
    while (below < n && line_is_blank(pass_line(pass, below)))
        below++;
    if (above == i || below == n || !goes_on(pass, pass_line(pass, above), pass_line(pass, below)))
        return FALSE;
    const Line *first = pass_line(pass, below);
    galley_document_edit(pass->document, pass_line(pass, above)->end, first->begin - first->indent,
                         "\n", 1, "page number");
    return TRUE;
}

static void
remove_edges(Pass *pass, GArray *edges, gboolean paged)
{
    gint64 numbers = 0, heads = 0;
    g_array_sort(edges, compare_edges);
    for (guint i = 0; i < edges->len; i++) {
        const Edge *edge = &g_array_index(edges, Edge, i);
        const Line *line = pass_line(pass, edge->line);
        gboolean number = edge->number != NO_NUMBER;
        if (!edge->out)
            continue;
        if (paged || !join_over(pass, edge->line))
            remove_line(pass, line, number ? "page number" : "running head");
        *(number ? &numbers : &heads) += 1;
    }
    if (numbers > 0)
        galley_document_count(pass->document, "page numbers", numbers);
    if (heads > 0)
        galley_document_count(pass->document, "running heads", heads);
}

void
remove_page_lines(Pass *pass, PageProfile profile, gboolean heads, gboolean numbers)
{
    gboolean paged = memchr(pass->text, '\f', pass->size) != NULL;
    g_autoptr(GArray) edges = g_array_new(FALSE, FALSE, sizeof(Edge));
    if (paged)
        add_pages(pass, edges);
    else
        add_lone_numbers(pass, edges);
    if (heads && paged)
        mark_heads(pass, edges, profile);
    if (numbers)
        mark_numbers(edges, paged);
    remove_edges(pass, edges, paged);
}
