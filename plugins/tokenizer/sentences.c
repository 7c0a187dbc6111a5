/* sentences.c: where sentences end, by rules over tokens. SPDX-License-Identifier: MIT */
#include "sentences.h"

#include <string.h>

#include "datelines.h"
#include "gaps.h"
#include "lists.h"
#include "words.h"

/* Before this many tokens a clock ("At 5 a.m. Mr. Smith") does not end a sentence. */
#define CLOCK_LEAST 4
/* Brackets with so few tokens inside are not split. */
#define SHORT_BRACKET 14

/** Splitting: the paragraph at work. */
typedef struct {
    const Text *text;
    const Token *rows;
    guint32 begin;   /* the sentence's first token */
    guint32 end;     /* behind the paragraph's last token */
    guint32 unsplit; /* before this token no sentence ends: a short bracket */
    ListItems items;
    SentenceMode mode;
    gboolean loose; /* the text is written hastily */
    Gap gap;        /* for the model: the sentence so far */
} Splitting;

/* ---- what follows ---- */

static gboolean
is_starter(const Splitting *splitting, guint32 i)
{
    const Token *token = &splitting->rows[i];
    guint32 end = token->end;
    if (i + 1 < splitting->end && (splitting->rows[i + 1].flags & TOKEN_CLITIC))
        end = splitting->rows[i + 1].end;
    return ((words_find(splitting->text->bytes, token->begin, token->end).flags |
             words_find(splitting->text->bytes, token->begin, end).flags) &
            WORD_STARTERS) != 0;
}

static guint32
flags_of(const Splitting *splitting, guint32 i)
{
    const Token *token = &splitting->rows[i];
    return words_find(splitting->text->bytes, token->begin, token->end).flags;
}

/* John Smith said; He asked; said John: names or a pronoun, and a speech verb. */
static gboolean
speech_follows(const Splitting *splitting, guint32 i)
{
    for (guint32 n = 0; n < 4 && i < splitting->end; n++, i++) {
        if (splitting->rows[i].kind != GALLEY_TOKEN_KIND_WORD)
            return FALSE;
        if (flags_of(splitting, i) & WORD_SPEECH_VERBS)
            return TRUE;
        if (shape_of_token(splitting->text, &splitting->rows[i]) != SHAPE_UPPER)
            return FALSE;
    }
    return FALSE;
}

static gboolean
is_period(const Splitting *splitting, guint32 i)
{
    return i < splitting->end && splitting->rows[i].first == '.' &&
           splitting->rows[i].end - splitting->rows[i].begin == 1;
}

static gboolean
narrates(const Splitting *splitting, guint32 i)
{
    return i < splitting->end && (flags_of(splitting, i) & WORD_NARRATING_VERBS) != 0;
}

/* "He is back! said George", "Ready? she asked", "Ready? the boy asked": in lower case. */
static gboolean
small_narrator_follows(const Splitting *splitting, guint32 i)
{
    const Token *token = &splitting->rows[i];
    if (narrates(splitting, i))
        return TRUE;
    switch (words_find(splitting->text->bytes, token->begin, token->end).role) {
    case WORD_ROLE_SUBJECT:
        return token->end - token->begin > 1 && narrates(splitting, i + 1);
    case WORD_ROLE_DETERMINER:
        return !narrates(splitting, i + 1) && narrates(splitting, i + 2);
    default:
        return FALSE;
    }
}

/* "Ready? I asked." "Ready? Anna Lund asked." */
static gboolean
named_narrator_follows(const Splitting *splitting, guint32 i)
{
    for (guint32 last = MIN(splitting->end, i + 3), first = i; i < last; i++) {
        if (i > first && narrates(splitting, i))
            return is_period(splitting, i + 1);
        if (shape_of_token(splitting->text, &splitting->rows[i]) != SHAPE_UPPER)
            return FALSE;
    }
    return FALSE;
}

/* "Mix it and – voila! – you have cake." */
static gboolean
aside_closes(const Splitting *splitting, guint32 i)
{
    return i + 1 < splitting->end &&
           shape_of_token(splitting->text, &splitting->rows[i]) == SHAPE_DASH &&
           shape_of_token(splitting->text, &splitting->rows[i + 1]) == SHAPE_LOWER;
}

/* Whether somebody speaks before the mark, though nothing quotes it. */
static gboolean
narrator_follows(const Splitting *splitting, guint32 i)
{
    switch (shape_of_token(splitting->text, &splitting->rows[i])) {
    case SHAPE_LOWER:
        return small_narrator_follows(splitting, i);
    case SHAPE_UPPER:
        return named_narrator_follows(splitting, i);
    default:
        return FALSE;
    }
}

/* ---- the decision behind an end mark ---- */

/** End: an end mark with what closes behind it, and what follows. */
typedef struct {
    guint32 mark; /* the token that ends, or seems to end, a sentence */
    guint32 next; /* the first token that could begin another one */
    MarkKind kind;
    gboolean quoted; /* a quotation mark or bracket closed in between */
} End;

/* "9 a.m. Monday", "7 p.m. GMT", "Sat. Sept. 23"; but "at 5 p.m. Monday's game was off". */
static gboolean
time_follows(const Splitting *splitting, guint32 i)
{
    const Token *token = &splitting->rows[i];
    Word word = words_find(splitting->text->bytes, token->begin, token->end);
    gboolean genitive = i + 1 < splitting->end && (token[1].flags & TOKEN_CLITIC);
    return !genitive && ((word.flags & WORD_TIME_ZONES) || word.role == WORD_ROLE_TIME);
}

/* An abbreviation that can end a sentence, before a capital. */
static gboolean
abbreviation_ends(const Splitting *splitting, const End *ending)
{
    const Token *mark = &splitting->rows[ending->mark];
    const char *bytes = splitting->text->bytes;
    guint32 size = mark->end - mark->begin;
    if (is_starter(splitting, ending->next))
        return TRUE;
    gboolean clock = size == 4 && mark->period == PERIOD_LETTERS &&
                     g_ascii_tolower(bytes[mark->begin + 2]) == 'm' &&
                     strchr("apAP", bytes[mark->begin]);
    if (clock && time_follows(splitting, ending->next))
        return FALSE;
    if (clock)
        return ending->mark - splitting->begin >= CLOCK_LEAST;
    return size == 4 && g_ascii_strncasecmp(bytes + mark->begin, "etc", 3) == 0;
}

/* "Yahoo! News" */
static gboolean
names_itself(const Splitting *splitting, const End *ending)
{
    return ending->kind == MARK_EXCLAMATION && !ending->quoted && ending->mark > splitting->begin &&
           (flags_of(splitting, ending->mark - 1) & WORD_EXCLAIMED_NAMES) != 0;
}

static gboolean
ends_before_upper(const Splitting *splitting, const End *ending)
{
    switch (ending->kind) {
    case MARK_ABBREVIATION:
        return abbreviation_ends(splitting, ending);
    case MARK_EXCLAMATION:
        if (names_itself(splitting, ending) && !is_starter(splitting, ending->next))
            return FALSE;
        return !(ending->quoted ? speech_follows(splitting, ending->next)
                                : narrator_follows(splitting, ending->next));
    default:
        return TRUE;
    }
}

/* "compounds. . . . The": the first period ends the sentence, the others stand for what is left
 * out. */
static gboolean
ends_before_periods(const Splitting *splitting, const End *ending)
{
    guint32 n = spaced_periods(splitting->text, splitting->rows, ending->next, splitting->end);
    guint32 behind = ending->next + n;
    return n == 3 && behind < splitting->end &&
           (splitting->rows[ending->mark].flags & TOKEN_GLUED) &&
           shape_of_token(splitting->text, &splitting->rows[behind]) == SHAPE_UPPER;
}

/* ". . ." leaves the sentence open, ". . . ." ends it. */
static gboolean
leaves_open(const Splitting *splitting, guint32 i)
{
    guint32 n = 0;
    while (n < SPACED_MOST && i - n > splitting->begin &&
           splitting->text->bytes[splitting->rows[i - n].begin] == '.' &&
           !(splitting->rows[i - n].flags & TOKEN_GLUED))
        n++;
    gboolean begins_so =
        i - n == splitting->begin && splitting->text->bytes[splitting->rows[i - n].begin] == '.';
    return n == 3 || begins_so;
}

static gboolean
ends_before(const Splitting *splitting, const End *ending)
{
    switch (shape_of_token(splitting->text, &splitting->rows[ending->next])) {
    case SHAPE_UPPER:
        return ends_before_upper(splitting, ending);
    case SHAPE_LOWER:
        return ending->kind == MARK_PERIOD && !ending->quoted;
    case SHAPE_DIGIT:
        return ending->kind != MARK_ABBREVIATION;
    case SHAPE_OPENING:
        return ending->kind != MARK_ABBREVIATION ||
               (ending->next + 1 < splitting->end && is_starter(splitting, ending->next + 1));
    case SHAPE_DASH:
        return ending->kind != MARK_ABBREVIATION && ending->next + 1 < splitting->end &&
               shape_of_token(splitting->text, &splitting->rows[ending->next + 1]) == SHAPE_UPPER;
    case SHAPE_END:
        return ending->kind == MARK_PERIOD && ends_before_periods(splitting, ending);
    default:
        return FALSE;
    }
}

/* What stands around the end mark at @i. */
static End
end_behind(const Splitting *splitting, guint32 i, MarkKind kind)
{
    End found = { .mark = i, .next = i + 1, .kind = kind };
    while (found.next < splitting->end &&
           closes(splitting->text, splitting->rows, found.next, splitting->end)) {
        found.quoted = TRUE;
        found.next++;
    }
    found.next = behind_notes(splitting->text, splitting->rows, found.next, splitting->end);
    return found;
}

/* ---- the model ---- */

static gboolean
model_ends(Splitting *splitting, const End *ending, gboolean rule)
{
    Gap *gap = &splitting->gap;
    gap->mark = ending->mark;
    gap->next = ending->next;
    gap->kind = ending->kind;
    gap->rule = rule;
    return gap_ends(gap);
}

/* “[It] is new.”, “‘Stay,’ she said.”: a quotation that opens with a second mark begins a sentence. */
static gboolean
marked_quotation_begins(const Splitting *splitting, guint32 i)
{
    const char *bytes = splitting->text->bytes;
    const Token *rows = splitting->rows;
    if (i + 2 >= splitting->end || !(rows[i + 1].flags & rows[i + 2].flags & TOKEN_GLUED))
        return FALSE;
    gboolean opens = rows[i].first == '"' || memcmp(bytes + rows[i].begin, "\u201C", 3) == 0;
    gboolean second = rows[i + 1].first == '[' || rows[i + 1].first == '\'' ||
                      memcmp(bytes + rows[i + 1].begin, "\u2018", 3) == 0;
    return opens && second && shape_of_token(splitting->text, &rows[i + 2]) == SHAPE_UPPER;
}

/* Whether the rules' answer is final: they are hardly ever wrong there, so the model need not be
 * asked. */
static gboolean
is_settled(const Splitting *splitting, const End *ending, gboolean rule)
{
    Shape next = shape_of_token(splitting->text, &splitting->rows[ending->next]);
    if (splitting->mode == SENTENCES_NEWS || ending->kind == MARK_ABBREVIATION)
        return TRUE;
    if (ending->quoted)
        return next == SHAPE_LOWER ||
               (ending->kind == MARK_EXCLAMATION && next == SHAPE_UPPER && !rule);
    if (next == SHAPE_END && rule)
        return TRUE;
    if (rule && next == SHAPE_OPENING && marked_quotation_begins(splitting, ending->next))
        return TRUE;
    if (names_itself(splitting, ending))
        return next == SHAPE_LOWER || next == SHAPE_UPPER;
    if (ending->kind == MARK_EXCLAMATION &&
        (narrator_follows(splitting, ending->next) || aside_closes(splitting, ending->next)))
        return TRUE;
    return rule && ending->kind != MARK_ELLIPSIS && (next == SHAPE_UPPER || next == SHAPE_DIGIT);
}

/* ---- a gap ---- */

/* What follows is glued on: "country.They", "Base...Miramar". */
static gboolean
glued_ends(Splitting *splitting, const End *ending)
{
    if (splitting->mode == SENTENCES_GENERAL && ending->kind == MARK_ELLIPSIS && !ending->quoted &&
        shape_of_token(splitting->text, &splitting->rows[ending->next]) == SHAPE_UPPER)
        return model_ends(splitting, ending, FALSE);
    return glued_begins(splitting->text, splitting->rows, ending->mark, ending->next);
}

/* Where the next sentence begins if one ends at the mark @i, 0 if none does; in @behind, the row
 * to go on from. */
static guint32
next_begin(Splitting *splitting, guint32 i, MarkKind kind, guint32 *behind)
{
    gboolean open = kind == MARK_ELLIPSIS && leaves_open(splitting, i);
    End ending = end_behind(splitting, i, kind);
    *behind = ending.next;
    if (ending.next >= splitting->end || ending.next < splitting->unsplit)
        return 0;
    if (splitting->rows[ending.next].flags & TOKEN_GLUED)
        return glued_ends(splitting, &ending) ? ending.next : 0;
    gboolean rule = !open && ends_before(splitting, &ending);
    if (!open && !is_settled(splitting, &ending, rule))
        rule = model_ends(splitting, &ending, rule);
    return rule ? ending.next : 0;
}

/* The same behind a token that is no end mark: the model's alone. */
static guint32
next_begin_unmarked(Splitting *splitting, guint32 i)
{
    if (i + 1 >= splitting->end || i + 1 < splitting->unsplit ||
        !gap_is_open(splitting->text, splitting->rows, i + 1))
        return 0;
    End ending = { .mark = i, .next = i + 1, .kind = MARK_NONE };
    return model_ends(splitting, &ending, FALSE) ? i + 1 : 0;
}

/* ---- brackets ---- */

/* A short bracket inside a sentence is not split: notes where it closes. */
static void
note_bracket(Splitting *splitting, guint32 i)
{
    guint depth = 0;
    guint32 last = MIN(splitting->end, i + SHORT_BRACKET);
    for (guint32 j = i; j < last; j++) {
        char byte = splitting->rows[j].first;
        depth += byte == '(' || byte == '[';
        depth -= byte == ')' || byte == ']';
        if (depth == 0) {
            splitting->unsplit = MAX(splitting->unsplit, j + 1);
            return;
        }
    }
}

/* ---- a paragraph ---- */

static void
add_sentence(Spans *sentences, const Splitting *splitting, guint32 end, guint8 kind)
{
    spans_add(sentences, splitting->rows[splitting->begin].begin, splitting->rows[end - 1].end,
              kind);
}

/* Ends the sentence before token @next. */
static void
split_at(Spans *sentences, Splitting *splitting, guint32 next, guint8 kind)
{
    add_sentence(sentences, splitting, next, kind);
    splitting->begin = next;
    gap_begin_sentence(&splitting->gap, next);
}

/* Whether the paragraph's last token is an end mark, or closes behind one. */
static gboolean
is_closed(const Splitting *splitting)
{
    guint32 last = splitting->end - 1;
    while (last > splitting->begin && splitting->end - last < 4 &&
           closes(splitting->text, splitting->rows, last, splitting->end))
        last--;
    return mark_at(splitting->text, splitting->rows, last, splitting->end) != MARK_NONE;
}

/* Whether the token can neither end a sentence by rule nor begin a list item or bracket. */
static inline gboolean
is_plain(const Token *token)
{
    return token->kind == GALLEY_TOKEN_KIND_WORD && token->period == PERIOD_NONE &&
           token->end - token->begin > 1;
}

/* What the rules see in token @i before it is judged: a list item begins, a bracket opens. */
static void
look_at(Spans *sentences, Splitting *splitting, guint32 i, guint8 kind)
{
    char byte = splitting->rows[i].first;
    if (list_item_at(&splitting->items, splitting->text, splitting->rows, i, splitting->begin,
                     splitting->end) &&
        i > splitting->begin)
        split_at(sentences, splitting, i, kind);
    if (byte == '(' || byte == '[')
        note_bracket(splitting, i);
}

/* Most gaps: a word, and behind a blank a word in lower case, or something glued on. */
static inline gboolean
goes_on(const Splitting *splitting, guint32 i)
{
    const Token *next = &splitting->rows[i + 1];
    return is_plain(&splitting->rows[i]) &&
           (splitting->mode == SENTENCES_NEWS || i + 1 == splitting->end ||
            (next->flags & TOKEN_GLUED) || is_lower_byte(next->first));
}

/* Where a sentence begins behind token @i, 0 if none does; moves @behind to the row to go on from.
 */
static guint32
judge(Splitting *splitting, guint32 i, guint32 *behind)
{
    if (list_item_marks(&splitting->items, i))
        return 0;
    MarkKind mark = is_plain(&splitting->rows[i])
                        ? MARK_NONE
                        : mark_at(splitting->text, splitting->rows, i, splitting->end);
    if (mark != MARK_NONE)
        return next_begin(splitting, i, mark, behind);
    return splitting->mode == SENTENCES_GENERAL ? next_begin_unmarked(splitting, i) : 0;
}

static void
split_paragraph(Spans *sentences, Splitting *splitting, guint8 kind)
{
    guint32 behind;
    guint32 dateline =
        dateline_end(splitting->text, splitting->rows, splitting->begin, splitting->end);
    if (dateline)
        split_at(sentences, splitting, dateline, GALLEY_SENTENCE_KIND_DATELINE);
    list_items_begin(&splitting->items);
    splitting->gap = (Gap){ .text = splitting->text,
                            .rows = splitting->rows,
                            .first = splitting->begin,
                            .end = splitting->end };
    gap_begin_sentence(&splitting->gap, splitting->begin);
    splitting->gap.loose = splitting->loose;
    splitting->gap.closed = is_closed(splitting);
    if (kind == GALLEY_SENTENCE_KIND_HEADING)
        splitting->mode = SENTENCES_NEWS; /* titles have capitals anywhere */
    for (guint32 i = splitting->begin; i < splitting->end; i = behind) {
        guint32 next = 0;
        behind = i + 1;
        if (!goes_on(splitting, i)) {
            if (!is_plain(&splitting->rows[i]))
                look_at(sentences, splitting, i, kind);
            next = judge(splitting, i, &behind);
        }
        if (next)
            split_at(sentences, splitting, next, kind);
    }
    if (splitting->begin < splitting->end)
        add_sentence(sentences, splitting, splitting->end, kind);
}

/* A sign of hasty writing: runs of marks, faces, "i" for I, lower case behind a period. */
static gboolean
is_loose(const Tokens *tokens, guint32 i)
{
    const Token *token = &tokens->rows[i];
    guint32 size = token->end - token->begin;
    if (token->kind == GALLEY_TOKEN_KIND_WORD)
        return size == 1 && token->first == 'i';
    if (token->kind >= GALLEY_TOKEN_KIND_EMOJI)
        return TRUE;
    if (token->kind != GALLEY_TOKEN_KIND_PUNCTUATION)
        return FALSE;
    if (size > 1)
        return token->first != '.' || size != 3;
    return token->first == '.' && i + 1 < tokens->n_rows &&
           is_lower_byte(tokens->rows[i + 1].first);
}

/* Most tokens are no such sign, which their first byte tells. */
static inline gboolean
may_be_loose(const Token *token)
{
    static const guint8 bytes[256] = { ['i'] = TRUE, ['!'] = TRUE, ['?'] = TRUE, ['.'] = TRUE };
    return bytes[(guint8)token->first] || token->kind >= GALLEY_TOKEN_KIND_EMOJI;
}

/* Whether there is more than one such sign in a thousand tokens. */
static gboolean
is_written_hastily(const Tokens *tokens)
{
    guint32 n = 0, most = tokens->n_rows / 1000;
    for (guint32 i = 0; i < tokens->n_rows && n <= most; i++)
        if (may_be_loose(&tokens->rows[i]))
            n += is_loose(tokens, i);
    return n > most;
}

static guint8
kind_in_paragraph(const Span *paragraph)
{
    return paragraph->kind == GALLEY_PARAGRAPH_KIND_HEADING ? GALLEY_SENTENCE_KIND_HEADING
                                                            : GALLEY_SENTENCE_KIND_TEXT;
}

void
sentences_read(Spans *sentences,
               const Text *text,
               const Tokens *tokens,
               const Spans *paragraphs,
               SentenceMode mode)
{
    guint32 first = 0;
    gboolean loose = mode == SENTENCES_GENERAL && is_written_hastily(tokens);
    sentences->n_rows = 0;
    for (guint32 i = 0; i < paragraphs->n_rows; i++) {
        guint32 end = first;
        while (end < tokens->n_rows && tokens->rows[end].begin < paragraphs->rows[i].end)
            end++;
        Splitting splitting = { .text = text,
                                .rows = tokens->rows,
                                .begin = first,
                                .end = end,
                                .mode = mode,
                                .loose = loose };
        if (first < end)
            split_paragraph(sentences, &splitting, kind_in_paragraph(&paragraphs->rows[i]));
        first = end;
    }
}

void
sentences_read_paragraphs(Spans *sentences, const Spans *paragraphs)
{
    sentences->n_rows = 0;
    for (guint32 i = 0; i < paragraphs->n_rows; i++) {
        const Span *row = &paragraphs->rows[i];
        spans_add(sentences, row->begin, row->end, kind_in_paragraph(row));
    }
}
