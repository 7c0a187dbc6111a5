/* entities.c: HTML's character references, one level, where the text holds no markup. SPDX-License-Identifier: MIT */
#include "cleaner.h"

#include <string.h>

#include <galley/unicode.h>

#include "cleaner-codepages.h" /* codepage_characters[][128] */
#include "cleaner-entities.h"  /* Entity, entities[], ENTITY_NAME_MAX */

#define REPLACEMENT 0xFFFD
/* Longest name of a reference that HTML accepts without a semicolon. */
#define LEGACY_NAME_MAX 6
/* How far a tag may reach from its "<" to its ">". */
#define TAG_MAX 1024

/* ---- markup ---- */

/* Whether what begins with the "<" at @at reads like a tag: a name, then its end or attributes, then ">". */
static gboolean
is_tag(const Pass *pass, guint32 at)
{
    const char *text = pass->text;
    guint32 i = at + 1;
    if (i < pass->size && text[i] == '/')
        i++;
    if (i >= pass->size || !g_ascii_isalpha(text[i]))
        return FALSE;
    while (i < pass->size && g_ascii_isalnum(text[i]))
        i++;
    if (i >= pass->size || strchr(" \t\n/>", text[i]) == NULL || text[i] == '\0')
        return FALSE;
    guint32 limit = MIN(pass->size, at + TAG_MAX);
    gboolean attribute = FALSE;
    for (gboolean bare = text[i] == '>' || text[i] == '/'; i < limit && text[i] != '<'; i++) {
        attribute |= text[i] == '=';
        if (text[i] == '>')
            return bare || attribute;
    }
    return FALSE;
}

/* Text with tags is HTML: there a reference such as &lt; keeps text from being taken for a tag. */
static gboolean
has_markup(const Pass *pass)
{
    const char *at = pass->text, *end = pass->text + pass->size;
    while ((at = memchr(at, '<', end - at)) != NULL) {
        if (is_tag(pass, at - pass->text))
            return TRUE;
        at++;
    }
    return FALSE;
}

/* ---- references by number ---- */

/* The character a numeric reference means. As in HTML, 80 to 9F are windows-1252's. */
static gunichar
numeric_character(guint32 number)
{
    if (number >= 0x80 && number < 0xA0)
        return codepage_characters[CODEPAGE_WINDOWS_1252][number - 0x80];
    if (number == 0 || number > 0x10FFFF || (number >= 0xD800 && number < 0xE000))
        return REPLACEMENT;
    return number;
}

/* Reads "&#8217;" or "&#x2019;", the semicolon optional. Returns its end, or @at if it is none. */
static guint32
decode_number(Pass *pass, guint32 at)
{
    guint32 i = at + 2, number = 0;
    gboolean hex = i < pass->size && (pass->text[i] == 'x' || pass->text[i] == 'X');
    guint32 first = i += hex;
    for (; i < pass->size; i++) {
        gint digit = hex ? g_ascii_xdigit_value(pass->text[i]) : g_ascii_digit_value(pass->text[i]);
        if (digit < 0)
            break;
        number = MIN(number * (hex ? 16 : 10) + digit, 0x110000);
    }
    if (i == first)
        return at;
    if (i < pass->size && pass->text[i] == ';')
        i++;
    char utf8[4];
    guint size = galley_utf8_put(utf8, numeric_character(number));
    pass_edit(pass, at, i, utf8, size, NULL);
    return i;
}

/* ---- references by name ---- */

static const Entity *
find_entity(const char *name, gsize size)
{
    gsize low = 0, high = G_N_ELEMENTS(entities);
    while (low < high) {
        gsize middle = (low + high) / 2;
        int order = strncmp(name, entities[middle].name, size);
        if (order == 0 && entities[middle].name[size] != '\0')
            order = -1;
        if (order == 0)
            return &entities[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

/*
 * Whether a name without semicolon that ends before @end may be a reference: HTML takes any, but in an address
 * such as "?a=1&copy=2" or a word such as "R&Dnot" it is none.
 */
static gboolean
may_be_open(const Pass *pass, guint32 at, guint32 end)
{
    char next = end < pass->size ? pass->text[end] : ' ';
    gboolean glued = at > 0 && g_ascii_isalnum(pass->text[at - 1]);
    return next != '=' && !(glued && g_ascii_isalnum(next));
}

static const Entity *
find_legacy(const Pass *pass, guint32 at, guint32 name_size)
{
    for (guint32 size = MIN(name_size, LEGACY_NAME_MAX); size >= 2; size--) {
        const Entity *entity = find_entity(pass->text + at + 1, size);
        if (entity != NULL && entity->legacy && may_be_open(pass, at, at + 1 + size))
            return entity;
    }
    return NULL;
}

static guint32
decode_name(Pass *pass, guint32 at)
{
    guint32 first = at + 1, end = first;
    while (end < pass->size && end - first <= ENTITY_NAME_MAX && g_ascii_isalnum(pass->text[end]))
        end++;
    gboolean closed = end < pass->size && pass->text[end] == ';';
    const Entity *entity = closed ? find_entity(pass->text + first, end - first) : NULL;
    if (entity != NULL) {
        end++;
    } else if ((entity = find_legacy(pass, at, end - first)) != NULL) {
        end = first + strlen(entity->name);
    } else {
        return at;
    }
    pass_edit(pass, at, end, entity->text, -1, NULL);
    return end;
}

void
decode_entities(Pass *pass)
{
    if (has_markup(pass))
        return;
    const char *at = pass->text, *text_end = pass->text + pass->size;
    while ((at = memchr(at, '&', text_end - at)) != NULL) {
        guint32 begin = at - pass->text;
        gboolean number = begin + 1 < pass->size && at[1] == '#';
        guint32 end = number ? decode_number(pass, begin) : decode_name(pass, begin);
        at = pass->text + MAX(end, begin + 1);
    }
}
