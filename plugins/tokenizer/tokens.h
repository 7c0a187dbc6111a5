/* tokens.h: words and marks of a text, in flat rows. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/standard.h>

#include "scan.h"

typedef enum {
    HYPHEN_SPLIT, /* at each hyphen between letters */
    HYPHEN_LIST,  /* the same, but prefixes of a list stay: non-stop */
    HYPHEN_KEEP,  /* nowhere */
} HyphenMode;

/** TokenOptions: what words are parted into. */
typedef struct {
    HyphenMode hyphen;
    gboolean keep_contractions; /* cannot and gonna stay one word */
} TokenOptions;

/* Flags of a token. */
enum {
    TOKEN_CLITIC = 1 << 0,  /* continues the surface word of the row before */
    TOKEN_GLUED = 1 << 1,   /* no white space before it */
    TOKEN_OPENING = 1 << 2, /* a bracket or quotation mark that opens */
};

/** Period: whose the period is that a token ends in. */
typedef enum {
    PERIOD_NONE,
    PERIOD_TITLE,    /* Mr.: a name follows */
    PERIOD_NUMBERED, /* No.: a number follows */
    PERIOD_INNER,    /* e.g.: the sentence goes on */
    PERIOD_INITIAL,  /* J. Smith */
    PERIOD_CLOSING,  /* Inc.: the sentence may end here */
    PERIOD_LETTERS,  /* U.S., a.m.: likewise */
} Period;

/** Token: one row; 12 bytes. */
typedef struct {
    guint32 begin, end;
    guint8 kind;   /* GalleyTokenKind */
    guint8 flags;  /* TOKEN_* */
    guint8 period; /* Period */
    char first;    /* the byte at `begin` */
} Token;

/** Tokens: rows that grow and are used again. */
typedef struct {
    Token *rows;
    guint32 n_rows, n_allocated;
} Tokens;

/** tokens_add: a new row at the end, to be filled */
static inline Token *
tokens_add(Tokens *tokens)
{
    if (G_UNLIKELY(tokens->n_rows == tokens->n_allocated)) {
        tokens->n_allocated = MAX(1024, tokens->n_allocated * 2);
        tokens->rows = g_renew(Token, tokens->rows, tokens->n_allocated);
    }
    return &tokens->rows[tokens->n_rows++];
}

/** tokens_read: the tokens of @text in order, in place of what @tokens held; they cover all but
 * white space */
void tokens_read(Tokens *tokens, const Text *text, const TokenOptions *options);
void tokens_clear(Tokens *tokens);
