/* stamps.c: lines that are nothing but an address of the net, or when something was published. SPDX-License-Identifier: MIT */
#include "lines.h"

#include <string.h>

/* Longer lines say more. */
#define ADDRESS_BYTES_MAX 300
#define TIME_BYTES_MAX 100

static gboolean
begins_with(const char *at, const char *end, const char *prefix)
{
    gsize size = strlen(prefix);
    return (gsize)(end - at) > size && g_ascii_strncasecmp(at, prefix, size) == 0;
}

/* A name with a dot and letters behind it: "quay.example". */
static gboolean
is_domain(const char *at, const char *end)
{
    const char *dot = NULL;
    for (const char *i = at; i < end; i++) {
        if (!g_ascii_isalnum(*i) && *i != '-' && *i != '.')
            return FALSE;
        dot = *i == '.' ? i : dot;
    }
    return dot != NULL && dot > at && end - dot > 2 && g_ascii_isalpha(dot[1]);
}

/** is_address: whether the line is one URL or mail address, perhaps behind a word ("E-mail ann@quay.example") */
gboolean
is_address(const char *text, gsize size)
{
    const char *end = text + size, *at = text, *blank = memchr(text, ' ', size);
    if (size > ADDRESS_BYTES_MAX)
        return FALSE;
    if (blank != NULL && begins_with(text, end, "e") && strchr(":l", blank[-1]) != NULL)
        at = begins_with(text, end, "e-mail") || begins_with(text, end, "email") ? blank + 1 : at;
    if (memchr(at, ' ', end - at) != NULL)
        return FALSE;
    if (begins_with(at, end, "http://") || begins_with(at, end, "https://"))
        return TRUE;
    const char *sign = memchr(at, '@', end - at);
    return sign != NULL && sign > at && is_domain(sign + 1, end);
}

/* ---- times ---- */

typedef enum {
    WORD_NO_TIME,
    WORD_DATE,  /* of a date, or between its parts */
    WORD_HOUR,  /* of the hour: a time of the day */
    WORD_STAMP, /* of what happened to the article then, or what says the hour to the whole world */
} TimeWord;

static const struct {
    const char *words; /* with a blank before and behind each */
    TimeWord kind;
} time_words[] = {
    { " jan january feb february mar march apr april may jun june jul july aug august sep sept "
      "september oct october nov november dec december ",
      WORD_DATE },
    { " mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday "
      "sun sunday at on st nd rd th by first last today yesterday original originally hours hrs "
      "hour minutes mins min ",
      WORD_DATE },
    { " am pm ", WORD_HOUR },
    { " et est edt ct cst cdt mt mst mdt pt pst pdt hst gmt utc bst cet cest ist aest aedt "
      "ago updated update published posted modified created ",
      WORD_STAMP },
};

static TimeWord
time_word(const char *word, gsize size)
{
    char key[16];
    if (size + 3 > sizeof key)
        return WORD_NO_TIME;
    key[0] = ' ';
    for (gsize i = 0; i < size; i++)
        key[i + 1] = g_ascii_tolower(word[i]);
    key[size + 1] = ' ';
    key[size + 2] = '\0';
    for (gsize i = 0; i < G_N_ELEMENTS(time_words); i++)
        if (strstr(time_words[i].words, key) != NULL)
            return time_words[i].kind;
    return WORD_NO_TIME;
}

/* The bytes of letters at @at, without the stops of "p.m.": these as one word in @word. */
static gsize
read_letters_of_time(const char *at, const char *end, char *word, gsize *n)
{
    gsize size = 0;
    *n = 0;
    while (at + size < end && (g_ascii_isalpha(at[size]) || (at[size] == '.' && *n == 1))) {
        if (at[size] != '.' && *n < 15)
            word[(*n)++] = at[size];
        else if (at[size] != '.')
            *n = 16; /* too long for any */
        size++;
    }
    return size;
}

static gboolean
has_digit(const char *at, const char *end)
{
    while (at < end && !g_ascii_isdigit(*at))
        at++;
    return at < end;
}

/** is_time_stamp: whether the line says when something was published, and nothing else: not a day alone, nor an hour */
gboolean
is_time_stamp(const char *text, gsize size)
{
    const char *end = text + size;
    guint kinds = 0;
    if (size > TIME_BYTES_MAX || !has_digit(text, end))
        return FALSE;
    for (const char *at = text; at < end;) {
        char word[16];
        gsize n, letters = read_letters_of_time(at, end, word, &n);
        if (letters > 0) {
            TimeWord kind = n < sizeof word ? time_word(word, n) : WORD_NO_TIME;
            if (kind == WORD_NO_TIME)
                return FALSE;
            kinds |= 1u << kind;
            at += letters;
        } else if (strchr(" ,.:/|-()", *at) != NULL || g_ascii_isdigit(*at)) {
            at++;
        } else {
            return FALSE;
        }
    }
    return (kinds & 1u << WORD_STAMP) != 0 || kinds == (1u << WORD_DATE | 1u << WORD_HOUR);
}
