/* words.c: words that a line's end has broken. SPDX-License-Identifier: MIT */
#include "lines.h"

#include <string.h>

#include <galley/unicode.h>

#define WORD_MAX 64 /* bytes */
#define SOFT_HYPHEN "\xC2\xAD"
#define HYPHEN "\xE2\x80\x90"
#define NOT_SIGN "\xC2\xAC" /* OCR programs write a broken word's hyphen so */

static gboolean
is_letter(const char *text, guint32 at)
{
    return (galley_unichar_get_properties(galley_utf8_get(text, at)) &
            (GALLEY_UNICODE_LETTER | GALLEY_UNICODE_MARK)) != 0;
}

static guint32
word_begin(const Pass *pass, guint32 end, guint32 least)
{
    while (end > least && is_letter(pass->text, galley_utf8_previous(pass->text, end)))
        end = galley_utf8_previous(pass->text, end);
    return end;
}

static guint32
word_end(const Pass *pass, guint32 begin, guint32 most)
{
    while (begin < most && is_letter(pass->text, begin))
        begin = galley_utf8_next(pass->text, begin);
    return begin;
}

/* In small letters as far as ASCII goes: what counts is to find the same word again. */
static void
add_word(GHashTable *words, const char *word, gsize size)
{
    if (size > 1 && size <= WORD_MAX)
        g_hash_table_add(words, g_ascii_strdown(word, (gssize)size));
}

/* The document's words and hyphenated words, but for those that touch the end of a broken line. */
static GHashTable *
collect_words(const Pass *pass)
{
    GHashTable *words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint32 at = 0; at < pass->size;) {
        if (!is_letter(pass->text, at)) {
            at = galley_utf8_next(pass->text, at);
            continue;
        }
        guint32 end = word_end(pass, at, pass->size), first = at;
        add_word(words, pass->text + at, end - at);
        if (end + 1 < pass->size && pass->text[end] == '-' && is_letter(pass->text, end + 1)) {
            guint32 last = word_end(pass, end + 1, pass->size);
            add_word(words, pass->text + first, last - first);
        }
        at = end;
    }
    return words;
}

/* A line's hyphen and the two halves of its word. */
typedef struct {
    guint32 begin, hyphen, next, end; /* first half, mark, second half, behind it */
    gboolean soft;
} Break;

static gboolean
find_break(const Pass *pass, const Line *line, const Line *below, Break *found)
{
    static const char *const marks[] = { "-", HYPHEN, SOFT_HYPHEN, NOT_SIGN };
    for (gsize i = 0; i < G_N_ELEMENTS(marks); i++) {
        gsize size = strlen(marks[i]);
        if (line->end - line->begin <= size ||
            memcmp(pass->text + line->end - size, marks[i], size) != 0)
            continue;
        found->hyphen = line->end - (guint32)size;
        found->soft = i >= 2;
        found->begin = word_begin(pass, found->hyphen, line->begin);
        found->next = below->begin;
        found->end = word_end(pass, below->begin, below->end);
        return found->begin < found->hyphen && begins_lower(pass, below) &&
               found->hyphen - found->begin + found->end - found->next < WORD_MAX;
    }
    return FALSE;
}

static gboolean
is_known(
    GHashTable *words, GHashTable *known, const Pass *pass, const Break *at, const char *between)
{
    g_autoptr(GString) word = g_string_new(NULL);
    g_string_append_len(word, pass->text + at->begin, at->hyphen - at->begin);
    g_string_append(word, between);
    g_string_append_len(word, pass->text + at->next, at->end - at->next);
    g_string_ascii_down(word);
    return g_hash_table_contains(words, word->str) ||
           (known != NULL && g_hash_table_contains(known, word->str));
}

/*
 * The two halves come together: without the hyphen where the document or the list has the word so,
 * or the hyphen is a soft one; with it where nobody knows, which loses nothing.
 */
void
join_words(Pass *pass, GHashTable *known)
{
    gint64 joined = 0, kept = 0;
    Break at;
    g_autoptr(GHashTable) words = NULL;
    for (guint i = 0; i + 1 < pass->lines->len; i++) {
        const Line *line = pass_line(pass, i);
        if (line_is_blank(line) || !find_break(pass, line, pass_line(pass, i + 1), &at))
            continue;
        if (words == NULL)
            words = collect_words(pass);
        gboolean hyphenated = !at.soft && is_known(words, NULL, pass, &at, "-");
        gboolean whole = at.soft || (!hyphenated && is_known(words, known, pass, &at, ""));
        galley_document_edit(pass->document, whole ? at.hyphen : line->end, at.next, NULL, 0,
                             whole ? "hyphen" : "line end");
        *(whole ? &joined : &kept) += 1;
    }
    if (joined > 0)
        galley_document_count(pass->document, "words joined", joined);
    if (kept > 0)
        galley_document_count(pass->document, "hyphens kept at a line's end", kept);
}
