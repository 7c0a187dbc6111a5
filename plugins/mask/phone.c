/* phone.c: groups of digits that can only be a telephone number, or that a word says are one.
 * SPDX-License-Identifier: MIT */
#include "phone.h"

#include <string.h>

#include "before.h"

#define GROUPS_MAX 8
/* ITU-T E.164: at most 15 digits with the country's; fewer than 8 are too few to call abroad. */
#define DIGITS_MAX 15
#define DIGITS_MIN 8
/* A number within a town. */
#define LOCAL_MIN 7

typedef struct {
    guint groups;
    guint sizes[GROUPS_MAX];    /* digits of each */
    guint32 begins[GROUPS_MAX]; /* where each begins */
    guint digits;
    gboolean plus;
    gboolean bracket; /* one group in brackets */
    gboolean dots, blanks, hyphens, slashes;
    guint32 end;
} Number;

/* ---- reading ---- */

/* What parts two groups, from @at on: a mark, or a mark between blanks, or brackets. */
static guint32
separator_end(const char *text, guint32 size, guint32 at, Number *number)
{
    guint32 i = at;
    guint marks = 0;
    for (; i < size && i - at < 3; i++) {
        char byte = text[i];
        if (byte == ' ')
            number->blanks = TRUE;
        else if ((byte == '-' || byte == '.' || byte == '/') && marks++ == 0)
            *(byte == '-'   ? &number->hyphens
              : byte == '.' ? &number->dots
                            : &number->slashes) = TRUE;
        else if (byte == '(' || byte == ')')
            number->bracket = TRUE;
        else
            break;
    }
    return i;
}

static gboolean
read_number(const char *text, guint32 size, guint32 at, Number *number)
{
    guint32 i = at;
    memset(number, 0, sizeof *number);
    if (i < size && text[i] == '+') {
        number->plus = TRUE;
        i++;
    }
    if (i < size && text[i] == '(') {
        number->bracket = TRUE;
        i++;
        if (i < size && text[i] == '+') {
            number->plus = TRUE;
            i++;
        }
    }
    while (i < size && g_ascii_isdigit(text[i]) && number->groups < GROUPS_MAX) {
        number->begins[number->groups] = i;
        while (i < size && g_ascii_isdigit(text[i]))
            i++;
        number->sizes[number->groups] = i - number->begins[number->groups];
        number->digits += number->sizes[number->groups++];
        number->end = i;
        Number with = *number;
        guint32 next = separator_end(text, size, i, &with);
        if (next == i || next >= size || !g_ascii_isdigit(text[next]))
            break;
        *number = with;
        i = next;
    }
    return number->groups > 0;
}

/* ---- what it may be ---- */

static gboolean
stands_alone(const char *text, guint32 size, guint32 at, const Number *number)
{
    static const char before[] = "$#%&/.-_=:@";
    if (at > 0 && (g_ascii_isalnum(text[at - 1]) || (guint8)text[at - 1] >= 0x80 ||
                   (text[at - 1] != '\0' && strchr(before, text[at - 1]) != NULL &&
                    !(text[at - 1] == ':' && !(at > 1 && g_ascii_isdigit(text[at - 2]))))))
        return FALSE;
    guint32 end = number->end;
    if (end >= size)
        return TRUE;
    gboolean digit_next = end + 1 < size && g_ascii_isdigit(text[end + 1]);
    return !g_ascii_isalnum(text[end]) && text[end] != '%' && text[end] != '_' &&
           !(digit_next && text[end] != ' ' && text[end] != ';') && (guint8)text[end] < 0x80;
}

/* Groups of three behind the first, blanks between: a large number. */
static gboolean
is_large_number(const Number *number)
{
    for (guint i = 1; i < number->groups; i++)
        if (number->sizes[i] != 3)
            return FALSE;
    return number->groups > 1 && number->sizes[0] <= 3 && !number->hyphens && !number->bracket;
}

static gboolean
has_single_digits(const Number *number)
{
    for (guint i = 1; i < number->groups; i++)
        if (number->sizes[i] < 2)
            return TRUE;
    return FALSE;
}

static gboolean
is_international(const Number *number)
{
    gboolean decimal = number->groups == 2 && number->dots && !number->blanks;
    gboolean trunk = number->bracket; /* +44 (0)20 */
    return number->plus && number->digits >= DIGITS_MIN && number->digits <= DIGITS_MAX &&
           !decimal && (trunk || !has_single_digits(number)) &&
           !(number->digits < 10 && is_large_number(number));
}

/* North America: area and exchange begin with 2 to 9, three, three and four digits. */
static gboolean
is_american(const char *text, const Number *number)
{
    guint first = number->groups == 4 && number->sizes[0] == 1 && text[number->begins[0]] == '1';
    if (number->groups - first != 3 || number->slashes || number->sizes[first] != 3 ||
        number->sizes[first + 1] != 3 || number->sizes[first + 2] != 4)
        return FALSE;
    return text[number->begins[first]] >= '2' && text[number->begins[first + 1]] >= '2';
}

/* The digit 0 in front, as in most of Europe: 020 7946 0958, 01 23 45 67 89, 030/123456. */
static gboolean
is_trunk(const char *text, const Number *number)
{
    guint marks = number->hyphens + number->dots + number->slashes;
    gboolean date = number->groups == 3 && number->sizes[0] == 2 && number->sizes[1] == 2;
    return text[number->begins[0]] == '0' && number->groups >= 2 && number->sizes[0] >= 2 &&
           text[number->begins[0] + 1] != '0' && number->digits >= 9 && number->digits <= 12 &&
           !has_single_digits(number) && marks <= 1 && !date &&
           !(number->groups == 2 && number->dots && !number->blanks);
}

static gboolean
is_named(const char *text, guint32 at, const Number *number)
{
    static const char *const cues[] = { "tel",    "phone",  "telephone", "fax",      "mobile",
                                        "cell",   "call",   "dial",      "whatsapp", "hotline",
                                        "phoned", "called", "helpline",  NULL };
    if (number->digits < LOCAL_MIN || number->digits > DIGITS_MAX || is_large_number(number))
        return FALSE;
    gboolean date = number->groups == 3 && number->digits == 8 && !number->blanks;
    return !date && follows_word(text, at, cues);
}

/* Numbers of books, orders and the like. */
static gboolean
is_other(const char *text, guint32 at)
{
    static const char *const others[] = { "isbn",      "issn",   "doi",     "id",      "no",
                                          "nr",        "number", "order",   "invoice", "ref",
                                          "reference", "iban",   "account", "case",    "ticket",
                                          "patent",    "eur",    "usd",     "gbp",     NULL };
    static const char *const phones[] = { "phone number", NULL };
    guint32 back = at;
    while (back > 0 && (text[back - 1] == ' ' || text[back - 1] == ':'))
        back--;
    gsize size = strlen(phones[0]);
    if (back >= size && g_ascii_strncasecmp(text + back - size, phones[0], size) == 0)
        return FALSE;
    return follows_word(text, at, others);
}

guint32
phone_end(const char *text, guint32 size, guint32 at)
{
    Number number;
    if (!g_ascii_isdigit(text[at]) && text[at] != '+' && text[at] != '(')
        return at;
    if (at > 0 && g_ascii_isalnum(text[at - 1]))
        return at; /* before reading: a million digits are read once */
    if (!read_number(text, size, at, &number) || !stands_alone(text, size, at, &number))
        return at;
    gboolean taken =
        is_international(&number) ||
        (!number.plus && !is_other(text, at) &&
         (is_american(text, &number) || is_trunk(text, &number) || is_named(text, at, &number)));
    return taken ? number.end : at;
}
