/* captcha.c: the sums that comment forms ask for, with one part left open. SPDX-License-Identifier: MIT */
#include "lines.h"

#include <string.h>

/* Longest sum: three number words, two signs, blanks, and a mark for a required field. */
#define SUM_BYTES_MAX 64

static const char *const number_words[] = {
    "zero",     "one",     "two",     "three",     "four",     "five",     "six",
    "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",   "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
    "thirty",   "forty",   "fifty",   "sixty",     "seventy",  "eighty",   "ninety",
};

static const char *const signs[] = { "+", "-", "*", "/",    "x",     "−",
                                     "–", "×", "÷", "plus", "minus", "times" };

/* The size of the first string of @list that @at begins with, or 0. */
static gsize
match_any(const char *at, const char *end, const char *const *list, gsize n)
{
    gsize longest = 0;
    for (gsize i = 0; i < n; i++) {
        gsize size = strlen(list[i]);
        if (size > longest && (gsize)(end - at) >= size &&
            g_ascii_strncasecmp(at, list[i], size) == 0)
            longest = size;
    }
    return longest;
}

static const char *
skip_blanks(const char *at, const char *end)
{
    while (at < end && *at == ' ')
        at++;
    return at;
}

/* Goes past a number in digits or a word, if one is there. */
static gboolean
take_number(const char **at, const char *end)
{
    const char *from = skip_blanks(*at, end), *to = from;
    while (to < end && g_ascii_isdigit(*to))
        to++;
    if (to == from)
        to += match_any(from, end, number_words, G_N_ELEMENTS(number_words));
    if (to == from || (to < end && g_ascii_isalnum(*to) && *to != 'x'))
        return FALSE;
    *at = to;
    return TRUE;
}

static gboolean
take_sign(const char **at, const char *end)
{
    const char *from = skip_blanks(*at, end);
    gsize size = match_any(from, end, signs, G_N_ELEMENTS(signs));
    *at = from + size;
    return size != 0;
}

static gboolean
take_equals(const char **at, const char *end)
{
    const char *from = skip_blanks(*at, end);
    if (from == end || *from != '=')
        return FALSE;
    *at = from + 1;
    return TRUE;
}

/**
 * is_captcha_sum:
 *
 * Returns: whether @text is a sum such as "fourteen − two =" that lacks one or two of its three numbers
 */
gboolean
is_captcha_sum(const char *text, gsize size)
{
    const char *at = text, *end = text + size;
    if (size > SUM_BYTES_MAX || memchr(text, '=', size) == NULL)
        return FALSE;
    guint n = take_number(&at, end);
    if (!take_sign(&at, end))
        return FALSE;
    n += take_number(&at, end);
    if (!take_equals(&at, end))
        return FALSE;
    n += take_number(&at, end);
    at = skip_blanks(at, end);
    while (at < end && (*at == '*' || *at == '?' || *at == ' ' || *at == '.'))
        at++;
    return at == end && n >= 1 && n <= 2;
}
