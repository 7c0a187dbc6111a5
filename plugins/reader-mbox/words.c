/* words.c: encoded words. SPDX-License-Identifier: MIT */
#include "words.h"

#include <string.h>

#include <galley/encoding.h>
#include <galley/unicode.h>

#include "codings.h"

#define CHARSET_MOST 64
#define WORD_MOST 1000 /* bytes of its text; RFC 2047 allows 75 for all of it */

/* What nobody says the charset of. */
static void
append_undeclared(GString *out, const char *bytes, gsize size)
{
    if (galley_utf8_validate(bytes, size, NULL))
        g_string_append_len(out, bytes, (gssize)size);
    else
        galley_encoding_decode(galley_encoding_find("windows-1252"), bytes, size, out, NULL, NULL,
                               NULL);
}

void
words_append_bytes(GString *out, const char *bytes, gsize size, const char *charset)
{
    gsize from = out->len;
    const GalleyEncoding *encoding = charset != NULL ? galley_encoding_find_web(charset) : NULL;
    if (encoding != NULL)
        galley_encoding_decode(encoding, bytes, size, out, NULL, NULL, NULL);
    else
        append_undeclared(out, bytes, size);
    for (gsize i = from; i < out->len; i++)
        if (out->str[i] == '\0')
            out->str[i] = ' ';
}

/** Word: one that is encoded, in a value. */
typedef struct {
    char charset[CHARSET_MOST];
    char coding; /* 'b' or 'q' */
    const char *text;
    gsize size;
    const char *end; /* behind it */
} Word;

/* "=?charset*language?coding?text?=" */
static gboolean
read_word(const char *at, Word *word)
{
    if (at[0] != '=' || at[1] != '?')
        return FALSE;
    const char *charset = at + 2;
    gsize size = strcspn(charset, "?* ");
    const char *coding = charset + strcspn(charset, "? ");
    if (size == 0 || size >= CHARSET_MOST || coding[0] != '?' || coding[1] == '\0' ||
        coding[2] != '?')
        return FALSE;
    memcpy(word->charset, charset, size);
    word->charset[size] = '\0';
    word->coding = g_ascii_tolower(coding[1]);
    word->text = coding + 3;
    const char *end = g_strstr_len(word->text, WORD_MOST, "?=");
    if (end == NULL || (word->coding != 'b' && word->coding != 'q') ||
        galley_encoding_find_web(word->charset) == NULL)
        return FALSE;
    word->size = (gsize)(end - word->text);
    word->end = end + 2;
    return TRUE;
}

static gboolean
decode_word(const Word *word, GString *bytes)
{
    gsize fault;
    if (word->coding == 'b')
        return codings_append_base64(bytes, (const guint8 *)word->text, word->size, &fault);
    codings_append_q(bytes, word->text, word->size);
    return TRUE;
}

/* As many as stand behind each other in one charset, with blanks alone in between. Answers with where
 * they end; NULL where none begins. */
static const char *
append_run(GString *out, const char *at)
{
    Word word, next;
    g_autoptr(GString) bytes = g_string_new(NULL);
    if (!read_word(at, &word) || !decode_word(&word, bytes))
        return NULL;
    for (;;) {
        const char *behind = word.end + strspn(word.end, " \t");
        gsize before = bytes->len;
        if (!read_word(behind, &next) || g_ascii_strcasecmp(word.charset, next.charset) != 0)
            break;
        if (!decode_word(&next, bytes)) {
            g_string_truncate(bytes, before);
            break;
        }
        word = next;
    }
    words_append_bytes(out, bytes->str, bytes->len, word.charset);
    return word.end;
}

/* Where the blanks at @at lead to another encoded word, that one. */
static const char *
skip_blanks_between(const char *at)
{
    Word word;
    const char *behind = at + strspn(at, " \t");
    return read_word(behind, &word) ? behind : at;
}

void
words_append(GString *out, const char *value)
{
    const char *plain = value;
    for (const char *at = value; *at != '\0';) {
        gsize before = out->len;
        if (at[0] != '=' || at[1] != '?') {
            at++;
            continue;
        }
        words_append_bytes(out, plain, (gsize)(at - plain), NULL);
        const char *end = append_run(out, at);
        if (end == NULL) {
            g_string_truncate(out, before);
            at++;
            continue;
        }
        at = plain = skip_blanks_between(end);
    }
    words_append_bytes(out, plain, strlen(plain), NULL);
}
