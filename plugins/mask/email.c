/* email.c: name@domain.tld: RFC 5322's dot-atom, a domain with a dot. SPDX-License-Identifier: MIT */
#include "email.h"

#include <string.h>

/* RFC 5321, 4.5.3.1 */
#define LOCAL_MAX 64
#define DOMAIN_MAX 255
#define LABEL_MAX 63

/* Of RFC 5322's atext what is seen; more would take quotation marks and commas with it. */
static gboolean
is_local(char byte)
{
    return g_ascii_isalnum(byte) || (byte != '\0' && strchr(".!#$%&*+-=?_~", byte) != NULL);
}

guint32
email_begin(const char *text, guint32 size, guint32 sign)
{
    guint32 begin = sign;
    while (begin > 0 && sign - begin < LOCAL_MAX && is_local(text[begin - 1]))
        begin--;
    if (begin > 0 &&
        (is_local(text[begin - 1]) || text[begin - 1] == '@' || text[begin - 1] == '/'))
        return size; /* too long, a handle "@name@host", an address with a user in it */
    while (begin < sign && !g_ascii_isalnum(text[begin]) && text[begin] != '_')
        begin++;
    return begin < sign && email_end(text, size, begin) > sign ? begin : size;
}

/* The end of the label at @at: letters, digits, hyphens inside. */
static guint32
label_end(const char *text, guint32 size, guint32 at)
{
    guint32 end = at;
    while (end < size && (g_ascii_isalnum(text[end]) || text[end] == '-'))
        end++;
    while (end > at && text[end - 1] == '-')
        end--;
    return end - at <= LABEL_MAX ? end : at;
}

/* The end of a domain whose last label is of letters, at least two. */
static guint32
domain_end(const char *text, guint32 size, guint32 at)
{
    guint32 best = at, end = label_end(text, size, at);
    while (end > at && end < size && text[end] == '.' && end - at < DOMAIN_MAX) {
        guint32 first = end + 1, last = label_end(text, size, first);
        if (last == first)
            break;
        gboolean letters = last - first >= 2;
        for (guint32 i = first; i < last; i++)
            letters &= g_ascii_isalpha(text[i]);
        end = last;
        if (letters)
            best = end;
    }
    return best;
}

guint32
email_end(const char *text, guint32 size, guint32 at)
{
    guint32 sign = at;
    while (sign < size && sign - at <= LOCAL_MAX && is_local(text[sign]))
        sign++;
    if (sign == at || sign - at > LOCAL_MAX || sign >= size || text[sign] != '@' ||
        text[sign - 1] == '.')
        return at;
    guint32 end = domain_end(text, size, sign + 1);
    return end > sign + 1 ? end : at;
}
