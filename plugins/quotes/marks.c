/* marks.c: which quotation marks belong together. SPDX-License-Identifier: MIT */
#include "passes.h"

#include <string.h>

/*
 * One walk over a paragraph's marks with a small stack. A curly mark tells by its shape whether it opens or closes, a
 * straight one by what stands beside it, and where that does not tell, by what is open. Only outermost pairs of double
 * marks, or of single ones that no double ones surround, become regions. What is never closed runs to the end of its
 * paragraph if the next one opens with a mark, else to the end of its sentence.
 */

enum { STACK_SIZE = 8 };

typedef enum {
    SIDE_EITHER,
    SIDE_OPEN,
    SIDE_CLOSE,
    SIDE_NONE,
} Side;

typedef struct {
    guint32 token;
    guint32 pair; /* how many pairs there were when it opened */
    Style style;
} OpenMark;

typedef struct {
    OpenMark at[STACK_SIZE];
    guint n;
} Stack;

static gboolean
is_single(Style style)
{
    return style == STYLE_SINGLE || style == STYLE_SINGLE_CURLY;
}

static gboolean
blank_before(const Text *text, guint32 at)
{
    if (at == 0)
        return TRUE;
    guint8 byte = (guint8)text->text[at - 1];
    if (byte <= ' ' || byte == '(' || byte == '[' || byte == '-' || byte == '>' || byte == '/')
        return TRUE;
    if (at >= 2 && byte == 0xA0 && (guint8)text->text[at - 2] == 0xC2)
        return TRUE;
    return at >= 3 && (guint8)text->text[at - 3] == 0xE2 && (guint8)text->text[at - 2] == 0x80 &&
           (byte <= 0x95 || byte == 0x98 || byte == 0x9C || byte == 0xAF);
}

static gboolean
blank_after(const Text *text, guint32 at)
{
    if (at >= text->size)
        return TRUE;
    guint8 byte = (guint8)text->text[at];
    if (byte <= ' ' || strchr(",.;:?!)]-</", byte) != NULL)
        return TRUE;
    if (byte == 0xC2 && (guint8)text->text[at + 1] == 0xA0)
        return TRUE;
    return byte == 0xE2 && (guint8)text->text[at + 1] == 0x80 &&
           ((guint8)text->text[at + 2] <= 0x95 || (guint8)text->text[at + 2] == 0x9D ||
            (guint8)text->text[at + 2] == 0x99 || (guint8)text->text[at + 2] == 0xA6);
}

/* What stands beside a mark; a mark that touches another mark looks beyond it. */
static Side
side_by_context(const Text *text, guint32 i)
{
    const Token *token = &text->tokens.at[i];
    guint32 begin = token->begin, end = token->end;
    if (i > 0 && token[-1].mark == MARK_QUOTE && token[-1].end == begin)
        begin = token[-1].begin;
    if (i + 1 < text->tokens.n && token[1].mark == MARK_QUOTE && token[1].begin == end)
        end = token[1].end;
    gboolean before = blank_before(text, begin), after = blank_after(text, end);
    if (before == after)
        return SIDE_EITHER;
    return before ? SIDE_OPEN : SIDE_CLOSE;
}

/* A mark that stands for a lost letter: H"tel. */
static gboolean
is_inside_word(const Text *text, const Token *token)
{
    return token->begin > 0 && token->end < text->size &&
           g_ascii_isalpha(text->text[token->begin - 1]) && g_ascii_islower(text->text[token->end]);
}

static Side
side_by_shape(const Text *text, guint32 i)
{
    const Token *token = &text->tokens.at[i];
    const guint8 *form = (const guint8 *)text->text + token->begin;
    switch ((Style)token->style) {
    case STYLE_CURLY:
        if (form[2] == 0x9C && side_by_context(text, i) == SIDE_CLOSE)
            return SIDE_CLOSE; /* the wrong shape */
        return form[2] == 0x9D ? SIDE_CLOSE : SIDE_OPEN;
    case STYLE_GUILLEMET:
        return form[0] == 0xC2 ? (form[1] == 0xAB ? SIDE_OPEN : SIDE_CLOSE)
                               : (form[2] == 0xB9 ? SIDE_OPEN : SIDE_CLOSE);
    case STYLE_DOUBLED:
        return form[0] == '`' ? SIDE_OPEN : side_by_context(text, i);
    case STYLE_SINGLE_CURLY: {
        Side side = side_by_context(text, i);
        return form[2] == 0x98 ? SIDE_OPEN : side == SIDE_CLOSE ? SIDE_CLOSE : SIDE_NONE;
    }
    case STYLE_SINGLE: {
        Side side = side_by_context(text, i);
        if (side == SIDE_EITHER && i > 0 && token[-1].mark == MARK_DASH &&
            token[-1].end == token->begin)
            return SIDE_CLOSE; /* 'I thought you—' */
        return side == SIDE_EITHER ? SIDE_NONE : side;
    }
    default:
        return is_inside_word(text, token) ? SIDE_NONE : side_by_context(text, i);
    }
}

/* Marks of an attribute in left-over markup, as in <x author="...">, quote nobody. */
static gboolean
is_markup(const Text *text, guint32 i)
{
    guint32 begin = text->tokens.at[i].begin;
    return begin > 0 && text->text[begin - 1] == '=';
}

static int
find_open(const Stack *stack, Style style)
{
    for (int i = (int)stack->n - 1; i >= 0; i--)
        if (stack->at[i].style == style)
            return i;
    for (int i = (int)stack->n - 1; i >= 0 && !is_single(style); i--)
        if (!is_single(stack->at[i].style))
            return i; /* “mixed" */
    return -1;
}

static void
add_region(Text *text, guint32 open, guint32 close, gboolean closed)
{
    Region *region = array_push(text->regions);
    *region = (Region){ .open = open, .close = close, .closed = closed, .quotation = NONE };
    region->single = is_single((Style)text->tokens.at[open].style);
}

static void
push(Stack *stack, const Text *text, guint32 i)
{
    if (stack->n < STACK_SIZE)
        stack->at[stack->n++] = (OpenMark){ .token = i,
                                            .pair = text->regions.n,
                                            .style = (Style)text->tokens.at[i].style };
}

/* Closes what @i closes, if anything; pairs inside the new one are forgotten. */
static gboolean
close_mark(Text *text, Stack *stack, guint32 i)
{
    int found = find_open(stack, (Style)text->tokens.at[i].style);
    gboolean doubled = found < 0 && i + 1 < text->tokens.n &&
                       text->tokens.at[i].style == STYLE_SINGLE_CURLY &&
                       text->tokens.at[i + 1].style == STYLE_SINGLE_CURLY &&
                       text->tokens.at[i + 1].mark == MARK_QUOTE &&
                       text->tokens.at[i + 1].begin == text->tokens.at[i].end;
    if (doubled)
        found = find_open(stack, STYLE_DOUBLED); /* “…’’ */
    if (found < 0 || stack->at[found].token + 1 == i)
        return FALSE;
    const OpenMark *open = &stack->at[found];
    if (is_single(open->style) && i - open->token > 400)
        return FALSE;
    guint32 last = i + doubled;
    if (open->style == STYLE_DOUBLED && i + 1 < text->tokens.n &&
        text->tokens.at[i + 1].style == STYLE_SINGLE &&
        text->tokens.at[i + 1].begin == text->tokens.at[i].end &&
        text->tokens.at[i + 1].mark == MARK_QUOTE)
        last++; /* three apostrophes: the first closed a single mark */
    text->regions.n = open->pair;
    add_region(text, open->token, last, TRUE);
    stack->n = (guint)found;
    return TRUE;
}

static gboolean
opens_with_mark(const Text *text, guint32 p, gboolean single)
{
    if (p >= text->paragraphs.n)
        return FALSE;
    const Token *token = &text->tokens.at[text->paragraphs.at[p].begin];
    return token->mark == MARK_QUOTE && is_single((Style)token->style) == single;
}

static guint32
end_of_sentence(const Text *text, const Paragraph *paragraph, guint32 from)
{
    for (guint32 s = paragraph->first; s < paragraph->last; s++)
        if (text->sentences.at[s].last > from)
            return text->sentences.at[s].last - 1;
    return paragraph->end - 1;
}

/* In fiction, where 'single marks' stand for speech: one that is no apostrophe, and the next paragraph has one too. */
static gboolean
runs_on_single(const Text *text, const OpenMark *open, guint32 p)
{
    guint32 begin = text->paragraphs.at[p].begin;
    return text->settings.dialogue && opens_with_mark(text, p + 1, TRUE) &&
           (open->token == begin || text->tokens.at[open->token - 1].mark != MARK_NONE);
}

/* “No ‘no’: what stands in single marks behind an open double one is quoted within. */
static void
drop_single_pairs(Text *text, guint32 first)
{
    guint32 kept = first;
    for (guint32 r = first; r < text->regions.n; r++)
        if (!text->regions.at[r].single)
            text->regions.at[kept++] = text->regions.at[r];
    text->regions.n = kept;
}

/* The lowest mark that was never closed. */
static void
close_unclosed(Text *text, const Stack *stack, guint32 p)
{
    const Paragraph *paragraph = &text->paragraphs.at[p];
    guint lowest = 0;
    while (lowest < stack->n && is_single(stack->at[lowest].style) &&
           !runs_on_single(text, &stack->at[lowest], p))
        lowest++;
    if (lowest == stack->n)
        return;
    const OpenMark *open = &stack->at[lowest];
    guint32 close = paragraph->end - 1;
    gboolean at_begin = open->token == paragraph->begin,
             next = opens_with_mark(text, p + 1, is_single(open->style));
    gboolean runs_on = next || at_begin;
    if (at_begin && next)
        text->regions.n = open->pair; /* what pairs inside is quoted within */
    if (!is_single(open->style))
        drop_single_pairs(text, open->pair);
    if (text->regions.n > open->pair)
        close = text->regions.at[open->pair].open - 1;
    else if (!runs_on)
        close = end_of_sentence(text, paragraph, open->token);
    if (close <= open->token)
        return;
    if (text->regions.n == open->pair) {
        add_region(text, open->token, close, FALSE);
        text->regions.at[text->regions.n - 1].goes_on = next && close + 1 == paragraph->end;
        return;
    }
    Region *region =
        array_push(text->regions); /* room for one more; then shift the later pairs up */
    region = &text->regions.at[open->pair];
    memmove(region + 1, region, (text->regions.n - 1 - open->pair) * sizeof *region);
    *region = (Region){ .open = open->token, .close = close, .quotation = NONE };
}

enum { APOSTROPHE_REACH = 60 };

/* 'The boys' horses?': behind an "s", with words going on, and closed again before another single mark opens. */
static gboolean
is_plural_genitive(const Text *text, guint32 i, guint32 end)
{
    const Token *token = &text->tokens.at[i];
    Style style = (Style)token->style;
    if (!is_single(style) || i == 0 || i + 1 >= end || token[-1].end != token->begin ||
        text->text[token[-1].end - 1] != 's' || (token[1].word & W(LETTERS)) == 0 ||
        (token[1].word & W(CAPITAL)) != 0)
        return FALSE;
    for (guint32 k = i + 1; k < end && k < i + APOSTROPHE_REACH; k++) {
        if (text->tokens.at[k].mark != MARK_QUOTE || text->tokens.at[k].style != style)
            continue;
        return side_by_shape(text, k) == SIDE_CLOSE;
    }
    return FALSE;
}

enum { TAG_REACH = 60 };

/* Behind a tag of left-over markup that begins at @i: <a href="...">, </a>; its tokens are no words. @i if there is none. */
static guint32
strip_tag(Text *text, guint32 i, guint32 end)
{
    const Token *token = &text->tokens.at[i];
    if (token->mark != MARK_OTHER || text->text[token->begin] != '<' || token->end >= text->size ||
        !(g_ascii_isalpha(text->text[token->end]) || text->text[token->end] == '/'))
        return i;
    guint32 last = i + 1;
    while (last < end && last < i + TAG_REACH && text->text[text->tokens.at[last].end - 1] != '>')
        last++;
    if (last == end || last == i + TAG_REACH)
        return i;
    for (guint32 k = i; k <= last; k++) {
        Token *inside = &text->tokens.at[k];
        inside->word &= W(OPENS_SENTENCE);
        inside->frames = 0;
        inside->mark = MARK_OTHER;
    }
    return last + 1;
}

static void
pair_paragraph(Text *text, guint32 p)
{
    const Paragraph *paragraph = &text->paragraphs.at[p];
    Stack stack = { .n = 0 };
    gboolean in_markup = FALSE;
    for (guint32 i = paragraph->begin; i < paragraph->end; i++) {
        if (text->tokens.at[i].mark == MARK_OTHER) {
            guint32 behind = strip_tag(text, i, paragraph->end);
            i = behind > i ? behind - 1 : i;
        }
        if (text->tokens.at[i].mark != MARK_QUOTE)
            continue;
        if (in_markup || is_markup(text, i)) {
            in_markup = !in_markup;
            continue;
        }
        Side side = side_by_shape(text, i);
        if (side == SIDE_NONE ||
            (side == SIDE_CLOSE && is_plural_genitive(text, i, paragraph->end)))
            continue;
        if (side == SIDE_OPEN || !close_mark(text, &stack, i)) {
            if (side != SIDE_CLOSE || side_by_context(text, i) == SIDE_OPEN)
                push(&stack, text, i);
        }
    }
    if (stack.n > 0)
        close_unclosed(text, &stack, p);
}

/* Sets what the grammar asks of a region, and the region of its tokens. */
static void
measure_region(Text *text, guint32 r)
{
    Region *region = &text->regions.at[r];
    for (guint32 i = region->open; i <= region->close; i++) {
        text->tokens.at[i].region = r;
        region->n_words += (text->tokens.at[i].word & (W(LETTERS) | W(DIGITS))) != 0;
    }
    guint32 last = region->closed ? region->close - 1 : region->close;
    while (last > region->open && text->tokens.at[last].mark == MARK_QUOTE)
        last--;
    region->last_mark = text->tokens.at[last].mark;
}

void
pair_marks(Text *text)
{
    for (guint32 p = 0; p < text->paragraphs.n; p++) {
        guint32 first = text->regions.n;
        pair_paragraph(text, p);
        for (guint32 r = first; r < text->regions.n; r++)
            measure_region(text, r);
    }
}
