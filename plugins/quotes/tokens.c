/* tokens.c: what each token is, looked up once, and the narrator's sentences. SPDX-License-Identifier: MIT */
#include "tokens.h"

#include <string.h>

/* ---- marks ---- */

typedef struct {
    const char *form;
    Mark mark;
    Style style;
} MarkForm;

/* Sorted by nothing: few, and asked only for tokens that are neither words nor in ascii_marks. */
static const MarkForm mark_forms[] = {
    { "--", MARK_DASH, 0 },
    { "---", MARK_DASH, 0 },
    { "–", MARK_DASH, 0 },
    { "—", MARK_DASH, 0 },
    { "―", MARK_DASH, 0 },
    { "…", MARK_ELLIPSIS, 0 },
    { "...", MARK_ELLIPSIS, 0 },
    { "....", MARK_ELLIPSIS, 0 },
    { "..", MARK_ELLIPSIS, 0 },
    { "“", MARK_QUOTE, STYLE_CURLY },
    { "”", MARK_QUOTE, STYLE_CURLY },
    { "„", MARK_QUOTE, STYLE_CURLY },
    { "‟", MARK_QUOTE, STYLE_CURLY },
    { "＂", MARK_QUOTE, STYLE_STRAIGHT },
    { "''", MARK_QUOTE, STYLE_DOUBLED },
    { "``", MARK_QUOTE, STYLE_DOUBLED },
    { "’’", MARK_QUOTE, STYLE_DOUBLED },
    { "‘‘", MARK_QUOTE, STYLE_DOUBLED },
    { "«", MARK_QUOTE, STYLE_GUILLEMET },
    { "»", MARK_QUOTE, STYLE_GUILLEMET },
    { "‹", MARK_QUOTE, STYLE_GUILLEMET },
    { "›", MARK_QUOTE, STYLE_GUILLEMET },
    { "'", MARK_QUOTE, STYLE_SINGLE },
    { "`", MARK_QUOTE, STYLE_SINGLE },
    { "‘", MARK_QUOTE, STYLE_SINGLE_CURLY },
    { "’", MARK_QUOTE, STYLE_SINGLE_CURLY },
    { "?!", MARK_QUESTION, 0 },
    { "!!", MARK_EXCLAMATION, 0 },
};

/* The commonest marks, of one ASCII byte. */
static const guint8 ascii_marks[128] = {
    [','] = MARK_COMMA,     ['.'] = MARK_STOP, ['?'] = MARK_QUESTION, ['!'] = MARK_EXCLAMATION,
    [':'] = MARK_COLON,     ['-'] = MARK_DASH, ['('] = MARK_OPEN,     [')'] = MARK_CLOSE,
    [';'] = MARK_SEMICOLON, ['['] = MARK_OPEN, [']'] = MARK_CLOSE,    ['"'] = MARK_QUOTE,
};

static void
set_mark(Token *token, const char *form, guint32 size)
{
    if (size == 1 && (guint8)form[0] < 128 && ascii_marks[(guint8)form[0]] != MARK_NONE) {
        token->mark = ascii_marks[(guint8)form[0]];
        token->style = STYLE_STRAIGHT;
        return;
    }
    token->mark = MARK_OTHER;
    for (guint i = 0; i < G_N_ELEMENTS(mark_forms); i++) {
        const MarkForm *known = &mark_forms[i];
        if (known->form[0] == form[0] && strlen(known->form) == size &&
            memcmp(known->form, form, size) == 0) {
            token->mark = (guint8)known->mark;
            token->style = (guint8)known->style;
            return;
        }
    }
}

/* ---- words ---- */

static inline gboolean
within(guint8 byte, char first, guint n)
{
    return (guint)(byte - first) < n;
}

static inline gboolean
is_letter(guint8 byte)
{
    return within(byte | 0x20, 'a', 26) || byte >= 0xC3;
}

/* One or more marks of the blocks from U+2000 on: “, …, ’’ */
static inline gboolean
is_punctuation(const char *form, guint32 size)
{
    return (guint8)form[0] == 0xE2 && (size <= 3 || (guint8)form[3] == 0xE2);
}

/* Whether the form begins with a capital letter: ASCII, or Latin-1 and Greek and Cyrillic by their blocks. */
static inline gboolean
is_capital(const char *form, guint32 size)
{
    guint8 first = (guint8)form[0], second = size > 1 ? (guint8)form[1] : 0;
    if (first < 0x80)
        return within(first, 'A', 26);
    return (first == 0xC3 && second >= 0x80 && second <= 0x9E) ||
           ((first == 0xC4 || first == 0xC5) && second % 2 == 0) ||
           (first == 0xCE && second >= 0x91 && second <= 0xA9) || (first == 0xD0 && second <= 0xAF);
}

/* U+2019 in a clitic is written as an apostrophe in the tables. */
static WordFlags
find_clitic(const Words *words, const char *form, guint32 size, guint16 *frames)
{
    char plain[24];
    guint32 n = 0;
    for (guint32 i = 0; i < size && n < sizeof plain; i++) {
        gboolean curly = i + 2 < size && memcmp(form + i, "’", 3) == 0;
        plain[n++] = curly ? '\'' : form[i];
        i += curly ? 2 : 0;
    }
    return words_find(words, plain, n, frames);
}

static WordFlags
shape_of(const char *form, guint32 size)
{
    WordFlags flags = W(LETTERS);
    if (is_capital(form, size)) {
        flags |= W(CAPITAL);
        guint32 lower_letters = 0, letters = (guint8)form[0] >= 0x80; /* ÅS */
        for (guint32 i = 0; i < size && i < 8; i++) {
            lower_letters += within((guint8)form[i], 'a', 26);
            letters += within((guint8)form[i], 'A', 26);
        }
        if (letters > 1 && lower_letters == 0)
            flags |= W(CAPITALS);
    }
    if (size > 3 && memcmp(form + size - 2, "ly", 2) == 0)
        flags |= W(LY);
    if (size > 3 && memcmp(form + size - 2, "ed", 2) == 0)
        flags |= W(ED);
    if (size > 4 && memcmp(form + size - 3, "ing", 3) == 0)
        flags |= W(GERUND);
    return flags;
}

void
text_add_token(Text *text, guint32 begin, guint32 end, gboolean clitic)
{
    const char *form = text->text + begin;
    guint32 size = end - begin;
    Token *last = text->tokens.n > 0 ? &text->tokens.at[text->tokens.n - 1] : NULL;
    if (last != NULL && size == 1 && form[0] == '\'' && last->mark == MARK_QUOTE &&
        last->end == begin && last->style == STYLE_SINGLE && !clitic) {
        last->style = STYLE_DOUBLED; /* two apostrophes for one mark */
        last->end = end;
        return;
    }
    gboolean glued = last != NULL && last->end == begin;
    Token *token = array_push(text->tokens); /* @last may have moved */
    *token = (Token){ .begin = begin, .end = end, .region = NONE };
    guint8 first = (guint8)form[0];
    if (within(first, '0', 10) || first == '$') {
        token->word = W(DIGITS) | words_find(text->words, form, size, &token->frames);
    } else if (clitic) {
        token->word = W(CLITIC) | find_clitic(text->words, form, size, &token->frames);
        if (is_letter(first))
            token->word |= W(LETTERS);
    } else if (is_letter(first) && !is_punctuation(form, size) && first != 0xEF) {
        token->word = shape_of(form, size) | words_find(text->words, form, size, &token->frames);
        if (size <= 2 && (token->word & W(CAPITALS)) == 0)
            token->word &= ~(W(ORGANIZATION) | W(PLACE)); /* UN and US, not Un and us */
    } else if (size > 2 && is_letter((guint8)form[1]) &&
               (first == '\'' || first == '@' || first == '#')) {
        token->word = W(LETTERS) | find_clitic(text->words, form, size, &token->frames);
        if (first != '\'')
            token->word |= W(CAPITAL);
    } else {
        set_mark(token, form, size);
        if (size == 1 && first == '-' && glued)
            token->mark = MARK_OTHER; /* inside a word */
    }
}

/* ---- sentences ---- */

static gboolean
is_lower_word(const Token *token)
{
    return (token->word & W(LETTERS)) != 0 && (token->word & W(CAPITAL)) == 0;
}

/* "…?" Tom put his hat on: a verb that seldom reports speech does not where it has an object. */
static gboolean
ends_report(const Text *text, guint32 verb, guint32 end)
{
    return (text->tokens.at[verb].frames & FRAME_WEAK) == 0 || verb + 1 >= end ||
           (text->tokens.at[verb + 1].word & (W(DETERMINER) | W(POSSESSIVE) | W(CAPITAL))) == 0;
}

/* "…?" He answered, "…": a pronoun with a capital letter and more in marks behind its verb is a sentence of its own. */
static gboolean
opens_anew(const Text *text, guint32 at, guint32 verb, guint32 end)
{
    const Token *token = &text->tokens.at[at], *next = &text->tokens.at[verb + 1];
    return verb == at + 1 && verb + 2 < end && (token->word & W(SUBJECT)) != 0 &&
           (token->word & W(CAPITAL)) != 0 &&
           (next->mark == MARK_COMMA || next->mark == MARK_COLON) && next[1].mark == MARK_QUOTE;
}

/* "Really?" Jane Smith, the mayor of Troy, asked: a name, then a verb of speech before any other. */
static gboolean
tells_speaker(const Text *text, guint32 at, guint32 end)
{
    gboolean apposed = FALSE;
    for (guint32 i = at; i < end && i < at + (apposed ? 30 : 6); i++) {
        const Token *token = &text->tokens.at[i];
        gboolean name = (token->word & (W(CAPITAL) | W(SUBJECT))) != 0;
        if (!name && (token->word & (W(PAST) | W(S))) != 0 && i > at)
            return (token->frames & (FRAME_DIRECT | FRAME_WEAK)) != 0 &&
                   (!apposed || token[-1].mark == MARK_COMMA) && ends_report(text, i, end) &&
                   !opens_anew(text, at, i, end);
        apposed = apposed || (token->mark == MARK_COMMA && i > at);
        if (!name && !apposed)
            return FALSE;
    }
    return FALSE;
}

/* Whether what begins at @at goes on with the sentence before: it is inside marks, or tells who spoke. */
static gboolean
continues(const Text *text, guint32 at, guint32 end)
{
    const Token *token = &text->tokens.at[at], *before = token - 1;
    if (before->region == NONE)
        return FALSE;
    if (token->region == before->region)
        return TRUE;
    const Region *region = &text->regions.at[before->region];
    if (region->last_mark == MARK_STOP && end <= at + 6 && end > at + 1 &&
        text->tokens.at[end - 1].mark == MARK_STOP &&
        (text->tokens.at[end - 2].frames & FRAME_DIRECT) != 0 &&
        (text->tokens.at[end - 2].word & W(PAST)) != 0)
        return TRUE; /* "….” Smith said. */
    if (region->closed && region->last_mark == MARK_NONE && token->begin == before->end + 1 &&
        text->text[before->end] == ' ')
        return TRUE; /* 'No way' to win: nothing has ended */
    if (region->last_mark == MARK_STOP)
        return is_lower_word(token) && (token->word & (W_CUE | W(SUBJECT))) != 0;
    if (is_lower_word(token) || region->last_mark == MARK_COMMA)
        return TRUE;
    return tells_speaker(text, at, end);
}

/* A sentence that nothing ends: a word, one blank, a word. */
static gboolean
is_broken(const Text *text, guint32 at)
{
    const Token *token = &text->tokens.at[at], *before = token - 1;
    return (before->mark == MARK_NONE || before->mark == MARK_COLON) && token->mark == MARK_NONE &&
           token->begin == before->end + 1 && text->text[before->end] == ' ' &&
           text->text[before->end - 1] != '.';
}

/* A headline in capitals: three of four words of four letters and more begin with one. */
static gboolean
is_title_case(const Text *text, const Sentence *sentence)
{
    guint32 words = 0, capitals = 0;
    for (guint32 i = sentence->first; i < sentence->last && i < sentence->first + 40; i++) {
        const Token *token = &text->tokens.at[i];
        if ((token->word & W(LETTERS)) == 0 || token->end - token->begin < 4)
            continue;
        words++;
        capitals += (token->word & W(CAPITAL)) != 0;
    }
    return words >= 3 && capitals * 4 >= words * 3;
}

/* Sentences come with their tokens' range as the tokenizer has it; those that the narrator goes on with are joined. */
void
text_join_sentences(Text *text)
{
    guint32 kept = 0;
    for (guint32 p = 0; p < text->paragraphs.n; p++) {
        Paragraph *paragraph = &text->paragraphs.at[p];
        guint32 first = kept;
        for (guint32 s = paragraph->first; s < paragraph->last; s++) {
            Sentence sentence = text->sentences.at[s];
            if (sentence.first == sentence.last)
                continue;
            if (kept > first &&
                (continues(text, sentence.first, sentence.last) || is_broken(text, sentence.first)))
                text->sentences.at[kept - 1].last = sentence.last;
            else
                text->sentences.at[kept++] = sentence;
        }
        paragraph->first = first;
        paragraph->last = kept;
    }
    text->sentences.n = kept;
    for (guint32 s = 0; s < kept; s++)
        text->sentences.at[s].heading |= is_title_case(text, &text->sentences.at[s]);
}
