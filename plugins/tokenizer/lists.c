/* lists.c: enumerations inside a paragraph: "1. Eggs 2. Milk". SPDX-License-Identifier: MIT */
#include "lists.h"

#include <string.h>

/* Styles: what is counted, and how it is marked. A bullet counts nothing. */
enum {
    STYLE_NONE,
    STYLE_BULLET,
    STYLE_NUMBER = 1 << 2,
    STYLE_LOWER = 2 << 2,
    STYLE_UPPER = 3 << 2,
    STYLE_ROMAN = 4 << 2,
    STYLE_PERIOD = 1,
    STYLE_BRACKET = 2,
    STYLE_BRACKETS = 1 << 5, /* on both sides */
};

/** Item: one that was read at a row. */
typedef struct {
    guint8 style;
    guint value;
    guint32 behind;
} Item;

void
list_items_begin(ListItems *items)
{
    *items = (ListItems){ 0 };
}

static gboolean
is_bullet(const Text *text, const Token *token)
{
    gunichar character = galley_utf8_get(text->bytes, token->begin);
    return character == 0x2022 || character == 0x2023 || character == 0x2043 || character == 0x25E6;
}

static guint
roman_value(const char *bytes, guint32 size)
{
    static const char *const romans[] = { "i",  "ii",  "iii",  "iv", "v",
                                          "vi", "vii", "viii", "ix", "x" };
    for (guint i = 0; i < G_N_ELEMENTS(romans); i++)
        if (strlen(romans[i]) == size && memcmp(romans[i], bytes, size) == 0)
            return i + 1;
    return 0;
}

/* What is counted: 1, a, A, iv. A period of the token's own is not part of it. */
static Item
read_counter(const Text *text, const Token *token)
{
    const char *bytes = text->bytes + token->begin;
    guint32 size = token->end - token->begin;
    if (size > 1 && bytes[size - 1] == '.')
        size--;
    if (size == 0 || size > 4)
        return (Item){ 0 };
    if (g_ascii_isdigit(bytes[0])) {
        guint value = 0;
        for (guint32 i = 0; i < size; i++) {
            if (!g_ascii_isdigit(bytes[i]))
                return (Item){ 0 };
            value = value * 10 + (guint)(bytes[i] - '0');
        }
        return (Item){ .style = STYLE_NUMBER, .value = value };
    }
    if (size == 1 && g_ascii_islower(bytes[0]) && bytes[0] != 'i')
        return (Item){ .style = STYLE_LOWER, .value = (guint)(bytes[0] - 'a') + 1 };
    if (size == 1 && g_ascii_isupper(bytes[0]))
        return (Item){ .style = STYLE_UPPER, .value = (guint)(bytes[0] - 'A') + 1 };
    guint value = roman_value(bytes, size);
    return value ? (Item){ .style = STYLE_ROMAN, .value = value } : (Item){ 0 };
}

static gboolean
is_mark(const Text *text, const Token *rows, guint32 i, guint32 end, char mark)
{
    return i < end && (rows[i].flags & TOKEN_GLUED) && rows[i].end - rows[i].begin == 1 &&
           text->bytes[rows[i].begin] == mark;
}

/* "1." "1)" "1.)" "(1)"; what follows must not be glued on. */
static Item
read_item(const Text *text, const Token *rows, guint32 i, guint32 end)
{
    gboolean bracket = text->bytes[rows[i].begin] == '(';
    guint32 at = i + bracket;
    if (at >= end || (bracket && !(rows[at].flags & TOKEN_GLUED)))
        return (Item){ 0 };
    Item item = read_counter(text, &rows[at]);
    if (!item.style)
        return item;
    gboolean period = text->bytes[rows[at].end - 1] == '.' && rows[at].end - rows[at].begin > 1;
    at++;
    if (!period && is_mark(text, rows, at, end, '.')) {
        period = TRUE;
        at++;
    }
    gboolean closing = is_mark(text, rows, at, end, ')');
    at += closing;
    if ((!period && !closing) || (bracket && !closing) || at >= end ||
        (rows[at].flags & TOKEN_GLUED))
        return (Item){ 0 };
    item.style |= (guint8)((period ? STYLE_PERIOD : 0) | (closing ? STYLE_BRACKET : 0) |
                           (bracket ? STYLE_BRACKETS : 0));
    item.behind = at;
    return item;
}

/* "(i)" may be the ninth letter too. */
static gboolean
counts_on(const ListItems *items, const Item *item)
{
    if (items->value > 1 && item->value == 1)
        return TRUE; /* another enumeration behind this one */
    if (items->style == item->style && items->style != STYLE_BULLET)
        return items->value + 1 == item->value;
    gboolean letter_i = (items->style ^ item->style) == (STYLE_LOWER ^ STYLE_ROMAN);
    return letter_i && ((items->value == 8 && item->value == 1) ||
                        (items->value == 4 && item->style != items->style && item->value == 22) ||
                        (items->value == 4 && item->value == 5));
}

/* "to buy: 1. Eggs 2. Milk": the first of an enumeration that a colon announces. */
static gboolean
is_announced(const Text *text, const Token *rows, guint32 i, const Item *item)
{
    gboolean numbered = (item->style & ~(STYLE_PERIOD | STYLE_BRACKET)) == STYLE_NUMBER;
    return numbered && item->value == 1 && text->bytes[rows[i - 1].begin] == ':' &&
           rows[i - 1].end - rows[i - 1].begin == 1 &&
           shape_of_token(text, &rows[item->behind]) == SHAPE_UPPER;
}

/* Whether an item that is not the sentence's first token is one all the same. "J. K. Lund met L. Pike"
 * counts on, but its letters head nothing. */
static gboolean
begins_inside(
    const ListItems *items, const Text *text, const Token *rows, guint32 i, guint32 end, const Item *item)
{
    gboolean initial =
        rows[i].period == PERIOD_INITIAL && mark_at(text, rows, i - 1, end) == MARK_NONE;
    return (i > items->behind && !initial && counts_on(items, item)) ||
           is_announced(text, rows, i, item);
}

gboolean
list_item_at(
    ListItems *items, const Text *text, const Token *rows, guint32 i, guint32 begin, guint32 end)
{
    char byte = rows[i].first;
    if (i < items->behind || !(g_ascii_isalnum(byte) || byte == '(' || (guint8)byte >= 0x80))
        return FALSE;
    if (is_bullet(text, &rows[i])) {
        *items = (ListItems){ .style = STYLE_BULLET, .behind = i + 1 };
        Item item = i + 1 < end ? read_item(text, rows, i + 1, end) : (Item){ 0 };
        items->behind = item.style ? item.behind : i + 1;
        items->value = item.value;
        return TRUE;
    }
    Item item = read_item(text, rows, i, end);
    if (!item.style || (i != begin && !begins_inside(items, text, rows, i, end, &item)))
        return FALSE;
    if (i == begin && item.style == (STYLE_UPPER | STYLE_PERIOD) && item.value == 9)
        return FALSE;
    *items = (ListItems){ .style = item.style, .value = item.value, .behind = item.behind };
    return TRUE;
}

gboolean
list_item_marks(const ListItems *items, guint32 i)
{
    return i < items->behind;
}
