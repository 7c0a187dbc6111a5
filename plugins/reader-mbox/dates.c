/* dates.c: dates of mails. SPDX-License-Identifier: MIT */
#include "dates.h"

#include <string.h>

/* ---- words of a date, comments left out ---- */

/* The next word of letters, digits, ":", "+" and "-". */
static gsize
next_word(const char **at, const char **word)
{
    for (; **at != '\0'; ++*at) {
        if (**at == '(')
            *at += strcspn(*at, ")");
        else if (g_ascii_isalnum(**at) || **at == '+' || **at == '-')
            break;
        if (**at == '\0')
            break;
    }
    *word = *at;
    while (g_ascii_isalnum(**at) || (**at != '\0' && strchr("+-:", **at) != NULL))
        ++*at;
    return (gsize)(*at - *word);
}

/* A number of so many digits, the whole word. */
static gboolean
read_number(const char *word, gsize size, gsize least, gsize most, guint *number)
{
    *number = 0;
    for (gsize i = 0; i < size; i++) {
        if (!g_ascii_isdigit(word[i]) || size > 9)
            return FALSE;
        *number = *number * 10 + (guint)(word[i] - '0');
    }
    return size >= least && size <= most;
}

/* ---- parts ---- */

typedef struct {
    guint year, month, day, hour, minute, second;
} Moment;

static gboolean
read_month(const char *word, gsize size, guint *month)
{
    static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    for (*month = 1; size >= 3 && *month <= 12; ++*month)
        if (g_ascii_strncasecmp(word, names + (*month - 1) * 3, 3) == 0)
            return TRUE;
    return FALSE;
}

/* Two digits: from 1950 on; three: since 1900. */
static gboolean
read_year(const char *word, gsize size, guint *year)
{
    if (!read_number(word, size, 2, 4, year))
        return FALSE;
    *year += size == 4 ? 0 : size == 3 || *year >= 50 ? 1900 : 2000;
    return TRUE;
}

/* "9:55" or "09:55:06" */
static gboolean
read_time(const char *word, gsize size, Moment *moment)
{
    guint *const parts[] = { &moment->hour, &moment->minute, &moment->second };
    gsize at = 0;
    for (gsize i = 0; i < G_N_ELEMENTS(parts); i++) {
        gsize n = at;
        while (n < size && word[n] != ':')
            n++;
        if (at >= size)
            return i == 2;
        if (!read_number(word + at, n - at, 1, 2, parts[i]))
            return FALSE;
        at = n + 1;
    }
    return at > size;
}

static gboolean
is_possible(const Moment *moment)
{
    static const guint days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    guint year = moment->year;
    gboolean leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return moment->day >= 1 && moment->day <= days[moment->month - 1] &&
           (moment->month != 2 || moment->day < 29 || leap) && moment->hour < 24 &&
           moment->minute < 60 && moment->second <= 60;
}

/* ---- zones ---- */

static const struct {
    const char *name, *offset;
} zones[] = {
    { "GMT", "+00:00" }, { "UT", "+00:00" },  { "UTC", "+00:00" }, { "EDT", "-04:00" },
    { "EST", "-05:00" }, { "CDT", "-05:00" }, { "CST", "-06:00" }, { "MDT", "-06:00" },
    { "MST", "-07:00" }, { "PDT", "-07:00" }, { "PST", "-08:00" },
};

/* RFC 5322: other names say nothing, as "-0000" does. */
static void
append_zone(GString *out, const char *word, gsize size)
{
    guint number;
    if (size == 5 && (word[0] == '+' || word[0] == '-') &&
        read_number(word + 1, 4, 4, 4, &number) && (number > 0 || word[0] == '+')) {
        g_string_append_printf(out, "%c%.2s:%.2s", word[0], word + 1, word + 3);
        return;
    }
    for (gsize i = 0; i < G_N_ELEMENTS(zones); i++)
        if (strlen(zones[i].name) == size && g_ascii_strncasecmp(zones[i].name, word, size) == 0) {
            g_string_append(out, zones[i].offset);
            return;
        }
    g_string_append_c(out, 'Z');
}

gboolean
dates_append(GString *out, const char *date)
{
    const char *word;
    Moment moment = { 0 };
    gsize size = next_word(&date, &word);
    if (size > 0 && g_ascii_isalpha(*word)) /* the day of the week */
        size = next_word(&date, &word);
    if (!read_number(word, size, 1, 2, &moment.day))
        return FALSE;
    size = next_word(&date, &word);
    if (!read_month(word, size, &moment.month))
        return FALSE;
    size = next_word(&date, &word);
    if (!read_year(word, size, &moment.year))
        return FALSE;
    size = next_word(&date, &word);
    if (!read_time(word, size, &moment) || !is_possible(&moment))
        return FALSE;
    g_string_append_printf(out, "%04u-%02u-%02uT%02u:%02u:%02u", moment.year, moment.month,
                           moment.day, moment.hour, moment.minute, moment.second);
    size = next_word(&date, &word);
    append_zone(out, word, size);
    return TRUE;
}
