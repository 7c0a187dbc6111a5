/* lines.c: cuts a text into lines and reads what there is to know of one. SPDX-License-Identifier: MIT */
#include "lines.h"

#include <string.h>

#include "cleaner-lexicon.h" /* GROUP_*, WORD_* */

/* Each byte of a word of eight. */
#define EACH_BYTE(byte) ((byte)*G_GUINT64_CONSTANT(0x0101010101010101))

static gboolean
is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r';
}

/** cut_lines: appends the lines of @text that are not blank */
void
cut_lines(const char *text, guint32 size, GArray *lines)
{
    for (guint32 start = 0; start < size;) {
        const char *feed = memchr(text + start, '\n', size - start);
        guint32 end = feed != NULL ? (guint32)(feed - text) : size;
        Line line = { .begin = start, .end = end, .start = start, .next = MIN(end + 1, size) };
        while (line.begin < line.end && is_blank(text[line.begin]))
            line.begin++;
        while (line.end > line.begin && is_blank(text[line.end - 1]))
            line.end--;
        if (line.end > line.begin)
            g_array_append_val(lines, line);
        start = end + 1;
    }
}

/* ---- marks ---- */

/* U+2000 to U+206F by the last byte of E2 80 xx. */
static Mark
typographic_mark(guint8 byte)
{
    if (byte >= 0x98 && byte <= 0x9F)
        return MARK_QUOTE;
    return byte == 0xA6 ? MARK_ELLIPSIS : MARK_OTHER;
}

static Mark
ascii_mark(char byte)
{
    switch (byte) {
    case '.':
    case '!':
    case '?':
        return MARK_STOP;
    case '"':
    case '\'':
    case ')':
    case ']':
    case '(':
    case '[':
        return MARK_QUOTE;
    case ':':
        return MARK_COLON;
    default:
        return g_ascii_isalnum(byte) ? MARK_NONE : MARK_OTHER;
    }
}

static Mark
first_mark(const char *text, const Line *line)
{
    const guint8 *at = (const guint8 *)text + line->begin;
    if (at[0] == 0xE2 && line->end - line->begin >= 3)
        return at[1] == 0x80 ? typographic_mark(at[2]) : MARK_OTHER;
    return at[0] < 0x80 ? ascii_mark((char)at[0]) : at[0] == 0xC2 ? MARK_OTHER : MARK_NONE;
}

/* How the line ends. A stop in or before closing marks counts as a stop. */
static Mark
last_mark(const char *text, const Line *line)
{
    gboolean quoted = FALSE;
    guint32 end = line->end;
    for (; end > line->begin; quoted = TRUE) {
        const guint8 *at = (const guint8 *)text + end;
        if (strchr("\"')]", at[-1]) != NULL && at[-1] != '\0')
            end--;
        else if (end - line->begin >= 3 && at[-3] == 0xE2 && at[-2] == 0x80 && at[-1] >= 0x98 &&
                 at[-1] <= 0x9F)
            end -= 3;
        else
            break;
    }
    if (end == line->begin)
        return MARK_QUOTE;
    const guint8 *at = (const guint8 *)text + end;
    Mark mark = at[-1] < 0x80 ? ascii_mark((char)at[-1]) : MARK_NONE;
    if (end - line->begin >= 3 && at[-3] == 0xE2 && at[-2] == 0x80)
        mark = typographic_mark(at[-1]);
    if (mark == MARK_STOP && end - line->begin >= 2 && at[-1] == '.' && at[-2] == '.')
        mark = MARK_ELLIPSIS;
    return mark == MARK_NONE && quoted ? MARK_QUOTE : mark;
}

static guint
flags_of_mark(const guint8 *at, guint32 left)
{
    switch (at[0]) {
    case '"':
        return LINE_QUOTED;
    case '|':
        return LINE_BAR;
    case ':':
        return left > 2 && at[1] == '/' && at[2] == '/' ? LINE_URL : 0;
    case '@':
        return LINE_AT;
    case '<':
    case '{':
    case '[':
        return LINE_TAG;
    case 0xC2:
        return at[1] == 0xA9 ? LINE_COPYRIGHT : at[1] == 0xB7 || at[1] == 0xBB ? LINE_BAR : 0;
    case 0xE2:
        if (left < 3 || at[1] != 0x80)
            return 0;
        return at[2] == 0xA2 || at[2] == 0xBA   ? LINE_BAR
               : at[2] >= 0x9C && at[2] <= 0x9F ? LINE_QUOTED
                                                : 0;
    default:
        return 0;
    }
}

/* ---- words ---- */

/* Bytes beyond ASCII are letters but for U+0080 to U+00BF and U+2000 to U+2FFF: marks and symbols. */
static gboolean
is_letter(guint8 byte)
{
    return g_ascii_isalpha(byte) || (byte >= 0x80 && byte != 0xC2 && byte != 0xE2);
}

/* Whether an apostrophe stands at @at, straight or curly, with a letter behind it. Returns its size. */
static guint
inner_apostrophe(const guint8 *at, const guint8 *end)
{
    guint size = 0;
    if (at[0] == '\'')
        size = 1;
    else if (end - at > 3 && at[0] == 0xE2 && at[1] == 0x80 && at[2] == 0x99)
        size = 3;
    return size != 0 && at + size < end && g_ascii_isalpha(at[size]) ? size : 0;
}

/*
 * How many ASCII letters stand at @at, eight at most; @half becomes these in lower case, zeros behind. All at once: a
 * byte below 80 passes it when 'a' is made 80 and does not when '{' is.
 */
static inline guint
read_letters(const guint8 *at, guint64 *half)
{
    guint64 bytes;
    memcpy(&bytes, at, sizeof bytes);
    bytes = GUINT64_FROM_LE(bytes);
    guint64 low = (bytes | EACH_BYTE(0x20)) & EACH_BYTE(0x7F);
    guint64 letters = (low + EACH_BYTE(0x80 - 'a')) & ~(low + EACH_BYTE(0x80 - '{'));
    guint64 others = ~(letters & ~bytes) & EACH_BYTE(0x80);
    if (others == 0) {
        *half = low;
        return sizeof bytes;
    }
    guint n = __builtin_ctzll(others) / 8;
    *half = low & ((G_GUINT64_CONSTANT(1) << n * 8) - 1);
    return n;
}

static inline void
word_append(Word *word, guint8 byte)
{
    if (word->size < WORD_BYTES_MAX)
        word->halves[word->size / 8] |= (guint64)byte << word->size % 8 * 8;
    word->size++;
}

/* read_word() byte by byte, for words of any bytes. */
static const guint8 *
read_any_word(const guint8 *at, const guint8 *end, Word *word)
{
    *word = (Word){ 0 };
    while (at < end) {
        guint apostrophe = 0;
        if (g_ascii_isalpha(*at)) {
            word_append(word, *at++ | 0x20);
        } else if (is_letter(*at)) {
            word_append(word, *at);
            /* what goes on a character is no letter by itself */
            for (at++; at < end && (*at & 0xC0) == 0x80; at++)
                word_append(word, *at);
        } else if ((apostrophe = inner_apostrophe(at, end)) != 0) {
            word_append(word, '\'');
            at += apostrophe;
        } else {
            break;
        }
    }
    return at;
}

/* Reads the word of letters at @at in lower case, with a straight apostrophe. Returns its end. */
static inline const guint8 *
read_word(const guint8 *at, const guint8 *end, Word *word)
{
    word->halves[1] = 0;
    word->size = read_letters(at, &word->halves[0]);
    if (word->size == 8)
        word->size += read_letters(at + 8, &word->halves[1]);
    const guint8 *after = at + word->size;
    if (*after == ' ' && word->size < WORD_BYTES_MAX)
        return after;
    if (word->size == WORD_BYTES_MAX || is_letter(*after) || inner_apostrophe(after, end) != 0)
        return read_any_word(at, end, word);
    return after;
}

static inline gboolean
is_word(guint number, const Word *word)
{
    guint64 halves[2];
    G_STATIC_ASSERT(sizeof vocabulary_words[0] == sizeof halves);
    memcpy(halves, vocabulary_words[number], sizeof halves);
    return ((GUINT64_FROM_LE(halves[0]) ^ word->halves[0]) |
            (GUINT64_FROM_LE(halves[1]) ^ word->halves[1])) == 0;
}

/* The number of a word in the vocabulary, or WORD_UNKNOWN. Whether it is there is no branch: nobody could foretell it. */
static inline guint
find_word(const Word *word)
{
    if (word->size > WORD_BYTES_MAX)
        return WORD_UNKNOWN;
    for (guint at = WORD_HASH(word);; at++) {
        guint number = vocabulary_slots[at & (VOCABULARY_SLOTS - 1)];
        if ((number == WORD_UNKNOWN) | is_word(number, word))
            return number;
    }
}

static void
add_word(Line *line, Words *words, guint id)
{
    if (words->n < LINE_WORDS_MAX)
        words->ids[words->n] = id;
    words->n++;
    line->n_words++;
}

static void
count_word(Line *line, Words *words, const Word *word, gboolean capital)
{
    guint id = find_word(word);
    guint32 groups = vocabulary_groups[id];
    if (line->n_words == 0 && !capital)
        line->flags |= LINE_LOWER;
    add_word(line, words, id);
    line->groups |= groups;
    line->n_capitals += capital;
    line->n_function += (groups & GROUP_FUNCTION) != 0;
    line->n_web +=
        (groups & ~(guint32)(GROUP_FUNCTION | GROUP_SAID | GROUP_TIME | GROUP_READER)) != 0;
}

/* Marks that are words of phrases. */
static void
count_mark(Line *line, Words *words, const guint8 *at, guint32 left)
{
    line->flags |= flags_of_mark(at, left);
    if (at[0] == ':' && words->n < LINE_WORDS_MAX)
        words->ids[words->n++] = WORD_COLON;
    else if (at[0] == '&')
        add_word(line, words, WORD_AND);
    else if (at[0] == 0xC2 && at[1] == 0xA9)
        add_word(line, words, WORD_COPYRIGHT);
}

static const guint8 *
number_end(const guint8 *at, const guint8 *end)
{
    while (at < end && (g_ascii_isdigit(*at) ||
                        ((*at == '.' || *at == ',') && at + 1 < end && g_ascii_isdigit(at[1]))))
        at++;
    return at;
}

/* Whether what stands behind a number makes it an hour. Reads no further than a byte that is none of it. */
static gboolean
is_minutes(const guint8 *at)
{
    return at[0] == ':' && g_ascii_isdigit(at[1]) && g_ascii_isdigit(at[2]);
}

static void
read_words(const guint8 *at, const guint8 *end, Line *line, Words *words)
{
    guint n_commas = 0;
    while (at < end) {
        if (*at == ' ') {
            at++;
        } else if (is_letter(*at)) {
            Word word;
            gboolean capital = g_ascii_isupper(*at) || *at >= 0x80;
            at = read_word(at, end, &word);
            count_word(line, words, &word, capital);
        } else if (g_ascii_isdigit(*at)) {
            at = number_end(at, end);
            add_word(line, words, WORD_NUMBER);
            line->n_numbers++;
            line->flags |= is_minutes(at) ? LINE_CLOCK : 0;
        } else {
            n_commas += *at == ',';
            count_mark(line, words, at, end - at);
            at += *at >= 0xE0 ? 3 : *at >= 0xC0 ? 2 : 1;
        }
    }
    line->flags |= n_commas >= 2 ? LINE_COMMAS : 0;
}

/** read_line: fills in what the line's bytes tell, and its words */
void
read_line(const char *text, Line *line, Words *words)
{
    /* a copy, so that a word's letters can be taken eight at a time */
    guint8 bytes[LINE_BYTES_MAX + WORD_BYTES_MAX];
    guint32 size = line->end - line->begin;
    words->n = 0;
    line->first = first_mark(text, line);
    line->last = last_mark(text, line);
    if (size > LINE_BYTES_MAX) {
        line->flags |= LINE_LONG;
        line->n_words = LINE_BYTES_MAX / 6;
        words->n = LINE_WORDS_MAX + 1;
        return;
    }
    memcpy(bytes, text + line->begin, size);
    memset(bytes + size, 0, WORD_BYTES_MAX);
    read_words(bytes, bytes + size, line, words);
}

/* Shorter words are in no vocabulary and say little. */
#define CONTENT_BYTES_MIN 4

static void
visit_words(const guint8 *at,
            const guint8 *end,
            void (*visit)(guint16 hash, gpointer data),
            gpointer data)
{
    while (at < end) {
        Word word;
        if (!is_letter(*at)) {
            at++;
            continue;
        }
        at = read_word(at, end, &word);
        if (word.size < CONTENT_BYTES_MIN)
            continue;
        if (vocabulary_groups[find_word(&word)] == 0)
            visit((guint16)WORD_HASH(&word), data);
    }
}

/** each_content_word: calls @visit with the hash of each word that is in no group; of a line of any length */
void
each_content_word(const char *text,
                  const Line *line,
                  void (*visit)(guint16 hash, gpointer data),
                  gpointer data)
{
    guint8 bytes[LINE_BYTES_MAX + WORD_BYTES_MAX];
    for (guint32 begin = line->begin; begin < line->end;) {
        guint32 end = MIN(line->end, begin + LINE_BYTES_MAX);
        while (end < line->end && end > begin && text[end] != ' ')
            end--;
        if (end == begin) /* one word of so many bytes is none */
            end = MIN(line->end, begin + LINE_BYTES_MAX);
        memcpy(bytes, text + begin, end - begin);
        memset(bytes + (end - begin), 0, WORD_BYTES_MAX);
        visit_words(bytes, bytes + (end - begin), visit, data);
        begin = end;
    }
}
