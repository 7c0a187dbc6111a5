/* attribute-name.c: a name beside what is said, without a verb: NAME: words. SPDX-License-Identifier: MIT */
#include "attribution.h"
#include "passes.h"

/* Behind a bracket of stage directions: LEE (laughing): */
static guint32
skip_brackets(const Text *text, guint32 i, guint32 end)
{
    if (i >= end || !is_mark(text, i, MARK_OPEN))
        return i;
    for (guint32 n = 0, k = i; k < end && n < 8; n++, k++)
        if (is_mark(text, k, MARK_CLOSE))
            return k + 1;
    return i;
}

/* The hyphen of MR. VALE-HART */
static gboolean
joins_names(const Text *text, guint32 i, guint32 first)
{
    return i > first && is_mark(text, i, MARK_OTHER) &&
           text->tokens.at[i].begin == text->tokens.at[i - 1].end &&
           text->text[text->tokens.at[i].begin] == '-';
}

/* The colon behind a name of at most eight words and hyphens that opens a paragraph at @first; NONE where there is none. */
static guint32
colon_behind_name(const Text *text, guint32 first, guint32 end)
{
    guint32 i = first;
    while (
        i < end && i < first + 8 &&
        ((is_word(text, i) && has(text, i, W(CAPITAL) | W(CLITIC))) || joins_names(text, i, first)))
        i++;
    if (i == first || has(text, i - 1, W(MEDIUM) | W(DAY) | W(DIGITS) | W(LABEL) | W_CUE))
        return NONE;
    i = skip_brackets(text, i, end);
    return i + 1 < end && is_mark(text, i, MARK_COLON) ? i : NONE;
}

static gboolean
opens_with_turn(const Text *text, guint32 p)
{
    if (p >= text->paragraphs.n)
        return FALSE;
    const Paragraph *paragraph = &text->paragraphs.at[p];
    return paragraph->end > paragraph->begin &&
           colon_behind_name(text, paragraph->begin, paragraph->end) != NONE;
}

/* A transcript's line, as against a headline: capitals, a letter ("Q:"), or others like it beside it. */
static gboolean
is_transcript(const Text *text, const Sentence *sentence, guint32 first, guint32 colon)
{
    guint32 last = colon - 1, p = sentence->paragraph;
    if (is_mark(text, last, MARK_CLOSE))
        last = first;
    gboolean letter =
        last == first && text->tokens.at[first].end - text->tokens.at[first].begin == 1;
    return letter || (has(text, last, W(CAPITALS)) && !sentence->heading) ||
           colon + 1 == sentence->last || opens_with_turn(text, p + 1) ||
           (p > 0 && opens_with_turn(text, p - 1));
}

/* Behind "Q.", or "Q" and two blanks, as courts have them; @first if there is no such label. */
static guint32
label_end(const Text *text, guint32 first, guint32 end, char letter)
{
    const Token *token = &text->tokens.at[first];
    const char *form = text->text + token->begin;
    guint32 size = token->end - token->begin;
    if (form[0] != letter || size > 2 || first + 1 >= end || (size == 2 && form[1] != '.'))
        return first;
    if (size == 2)
        return first + 1;
    if (is_mark(text, first + 1, MARK_STOP) && token[1].begin == token->end)
        return first + 2 < end ? first + 2 : first;
    return token[1].begin > token->end + 1 ? first + 1 : first;
}

static gboolean
opens_with_label(const Text *text, guint32 p, char letter)
{
    if (p >= text->paragraphs.n)
        return FALSE;
    const Paragraph *paragraph = &text->paragraphs.at[p];
    return label_end(text, paragraph->begin, paragraph->end, letter) > paragraph->begin;
}

/* Where a paragraph's label ends: a question's before an answer, or an answer's behind a question; its begin if it has none. */
static guint32
turn_label_end(const Text *text, guint32 p)
{
    const Paragraph *paragraph = &text->paragraphs.at[p];
    gboolean question = opens_with_label(text, p, 'Q') && opens_with_label(text, p + 1, 'A');
    gboolean answer = p > 0 && opens_with_label(text, p, 'A') && opens_with_label(text, p - 1, 'Q');
    return !question && !answer
               ? paragraph->begin
               : label_end(text, paragraph->begin, paragraph->end, question ? 'Q' : 'A');
}

/* Labels are no words, least of all part of a name: Q. Where is he? */
void
find_labels(Text *text)
{
    for (guint32 p = 0; p < text->paragraphs.n; p++) {
        guint32 first = text->paragraphs.at[p].begin, end = turn_label_end(text, p);
        if (end == first)
            continue;
        for (guint32 i = first; i < end; i++)
            text->tokens.at[i].word &= W(OPENS_SENTENCE);
        text->tokens.at[end].word |= W(OPENS_SENTENCE);
    }
}

/* A verb of speech that opens its sentence, and behind it the name of whoever spoke. */
static gboolean
said_before_name(const Text *text, guint32 first, guint32 colon)
{
    return first + 1 < colon && has(text, first, W(PAST) | W(S)) &&
           (text->tokens.at[first].frames & FRAME_DIRECT) != 0 &&
           has(text, first + 1, W(CAPITAL)) && has(text, first, W(OPENS_SENTENCE));
}

static gboolean
opens_any_turn(const Text *text, guint32 p)
{
    return opens_with_turn(text, p) ||
           (p < text->paragraphs.n && turn_label_end(text, p) > text->paragraphs.at[p].begin);
}

enum { TURN_PARAGRAPHS = 4 };

/* A turn goes on over paragraphs without a name of their own, if another turn follows them; stage directions end it. */
static guint32
turn_end(const Text *text, guint32 p)
{
    guint32 next = p + 1;
    while (next < text->paragraphs.n && next <= p + TURN_PARAGRAPHS &&
           !opens_any_turn(text, next)) {
        const Paragraph *paragraph = &text->paragraphs.at[next];
        if (is_mark(text, paragraph->begin, MARK_OPEN) || opens_region(text, paragraph->begin) ||
            text->sentences.at[paragraph->first].heading)
            return text->paragraphs.at[p].end;
        next++;
    }
    return next < text->paragraphs.n && opens_any_turn(text, next)
               ? text->paragraphs.at[next - 1].end
               : text->paragraphs.at[p].end;
}

/* Q. Where were you? A. At home. */
static gboolean
attribute_label(State *state, const Paragraph *paragraph, guint32 p)
{
    Text *text = state->text;
    guint32 first = paragraph->begin, end = turn_label_end(text, p);
    if (end == first)
        return FALSE;
    Cue cue = { .first = NONE, .last = NONE, .subject_first = first, .subject_last = first + 1 };
    guint32 q = add_quotation(state, &cue, RULE_TRANSCRIPT);
    state->taken = turn_end(text, p);
    add_part(state, q, end, state->taken);
    return TRUE;
}

gboolean
attribute_turn(State *state)
{
    Text *text = state->text;
    const Sentence *sentence = state->sentence;
    const Paragraph *paragraph = &text->paragraphs.at[sentence->paragraph];
    if (sentence->first != paragraph->begin)
        return FALSE;
    if (attribute_label(state, paragraph, sentence->paragraph))
        return TRUE;
    guint32 first = sentence->first + opens_region(text, sentence->first);
    guint32 i = colon_behind_name(text, first, paragraph->end);
    if (i == NONE || has(text, i + 1, W(DIGITS)) ||
        (!sentence->heading && !has(text, i + 1, W(CAPITAL)) && !opens_region(text, i + 1)))
        return FALSE;
    Cue cue = { .first = i, .last = i + 1, .verb = i, .subject_first = first, .subject_last = i };
    if (said_before_name(text, first, i))
        return FALSE; /* Said Smith: "…" */
    gboolean turn = is_transcript(text, sentence, first, i);
    guint32 q = add_quotation(state, &cue, turn ? RULE_TRANSCRIPT : RULE_NAME_COLON);
    state->taken = turn ? turn_end(text, sentence->paragraph) : sentence->last;
    add_part(state, q, i + 1, state->taken);
    return TRUE;
}

/* Where a name of at most five words in capitals begins that ends before @end; @end if there is none. */
static guint32
name_before(const Text *text, guint32 end, guint32 limit)
{
    guint32 i = end;
    while (i > limit && end - i < 5 && has(text, i - 1, W(CAPITAL)) && is_word(text, i - 1))
        i--;
    return end - i < 5 && (i == limit || !is_word(text, i - 1) ||
                           has(text, i - 1, W(AND) | W(ROLE) | W(TITLE)))
               ? i
               : end;
}

static guint32
name_after(const Text *text, guint32 begin, guint32 limit)
{
    guint32 i = begin;
    while (i < limit && i - begin < 6 &&
           ((has(text, i, W(CAPITAL)) && is_word(text, i)) || is_mark(text, i, MARK_STOP)))
        i++;
    return i == limit || is_mark(text, i, MARK_COMMA) || is_mark(text, i, MARK_OPEN) ? i : begin;
}

/* "…" — NAME; NAME: "…" */
gboolean
attribute_name_beside(State *state, guint32 r)
{
    const Text *text = state->text;
    const Region *region = &text->regions.at[r];
    const Paragraph *paragraph = &text->paragraphs.at[state->sentence->paragraph];
    guint32 begin = paragraph->begin, end = paragraph->end;
    Cue cue = { .form = CUE_FINITE };
    guint32 colon = region->open - 1, dash = region->close + 1;
    if (region->open > begin + 1 && is_mark(text, colon, MARK_COLON) &&
        name_before(text, colon, begin) < colon) {
        guint32 name = name_before(text, colon, begin);
        gboolean said = said_before_name(text, name, colon);
        cue = (Cue){ .first = said ? name : colon,
                     .last = said ? name + 1 : colon + 1,
                     .subject_first = name + said,
                     .subject_last = colon };
    } else if (dash + 1 < end && is_mark(text, dash, MARK_DASH) &&
               name_after(text, dash + 1, end) > dash + 1) {
        cue = (Cue){ .first = dash,
                     .last = dash + 1,
                     .subject_first = dash + 1,
                     .subject_last = name_after(text, dash + 1, end) };
    } else {
        return FALSE;
    }
    guint32 q = add_quotation(state, &cue, RULE_NAME_BESIDE);
    add_region_part(state, q, r);
    return TRUE;
}
