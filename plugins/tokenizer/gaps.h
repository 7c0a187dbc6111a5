/* gaps.h: a linear model of the gaps between tokens: does a sentence end there?
 * SPDX-License-Identifier: MIT */
#pragma once

#include "marks.h"

/** Atom: one thing about a gap, as text: a word of the document in lower case with 0 for digits, or
 * a name. */
typedef struct {
    const char *bytes;
    guint32 size; /* 0 of a name, which a NUL ends */
    guint32 hash;
} Atom;

typedef enum {
    ATOM_END,       /* ends a template */
    ATOM_MARK,      /* what kind of mark stands before the gap */
    ATOM_MARK_TEXT, /* the last token before the gap, or the mark if marks that close stand behind it */
    ATOM_RULE,      /* what the rules say */
    ATOM_BEFORE, /* the word before the mark */
    ATOM_BEFORE_SHAPE,
    ATOM_NEXT, /* the token behind the gap */
    ATOM_NEXT_SHAPE,
    ATOM_SECOND, /* the one after it */
    ATOM_SECOND_SHAPE,
    ATOM_THIRD_SHAPE,
    ATOM_FIRST,      /* the sentence's first word */
    ATOM_LENGTH,     /* tokens in the sentence so far */
    ATOM_REST,       /* tokens behind the gap in the paragraph */
    ATOM_CASE,       /* whether the words so far begin with capitals */
    ATOM_OPEN,       /* brackets and quotation marks open in the sentence */
    ATOM_MARKED,     /* end marks in the paragraph */
    ATOM_SPACED,     /* whether the mark stands apart */
    ATOM_LAST_CLASS, /* whether the token before the gap is a word that begins sentences */
    ATOM_NEXT_CLASS, /* whether the token behind it is */
    ATOM_PLACE,      /* whether the sentence is the paragraph's first */
    ATOM_CLOSED,     /* whether the paragraph ends in an end mark */
    ATOM_STYLE,      /* whether the text has marks of hasty writing */
    ATOM_LAST_SHAPE, /* capitals or not of the last token before the gap */
    ATOM_LAST_ROLE,  /* what small words do in a sentence, what the ending tells of others */
    ATOM_BEFORE_ROLE,
    ATOM_NEXT_ROLE,
    ATOM_SECOND_ROLE,
    ATOM_THIRD_ROLE,
    ATOM_FIRST_ROLE, /* of the sentence's first word */
    N_ATOMS,
} AtomName;

/** Gap: a place between two tokens, and what is known of the sentence that may end there. */
typedef struct {
    const Text *text;
    const Token *rows;
    guint32 first; /* the paragraph's first row */
    guint32 begin; /* the sentence's first row: see gap_begin_sentence() */
    guint32 end;   /* behind the paragraph's last row */
    guint32 mark;  /* the last row before the gap that is no mark that closes */
    guint32 next;  /* the row behind the gap */
    MarkKind kind;
    gboolean rule;    /* the rules end the sentence here */
    gboolean closed;  /* the paragraph ends in an end mark */
    gboolean loose;   /* the text is written hastily */
    guint32 noted;    /* what follows was counted before this row: few gaps ask for it */
    guint32 n_upper;  /* words of the sentence so far that begin with a capital */
    guint32 n_lower;  /* and those of more than three letters that do not */
    gint depth;       /* brackets open */
    gboolean quoting; /* a quotation mark is open */
    gboolean counted; /* the next is known */
    guint32 n_marks;  /* end marks in the paragraph */
    guint32 known;    /* the row whose class and role these are; 0: none */
    guint8 class, role;
} Gap;

/** gap_is_open: whether the model is asked about a gap without an end mark: most gaps plainly end
 * nothing */
gboolean gap_is_open(const Text *text, const Token *rows, guint32 next);
/** gap_begin_sentence: a sentence begins with @row */
void gap_begin_sentence(Gap *gap, guint32 row);
/** gap_look: what is known at the first look, by its @numbers, of N_ATOMS, in the lists of gaps.names */
void gap_look(guint8 *numbers, Gap *gap);
/** gap_describe_first: fills the atoms, of N_ATOMS, of the same */
void gap_describe_first(Atom *atoms, const guint8 *numbers);
/** gap_describe_near: fills those of the next ones: the words around it */
void gap_describe_near(Atom *atoms, const Gap *gap);
/** gap_describe_sentence: fills those of the ones after them: what the sentence and the paragraph are
 * like */
void gap_describe_sentence(Atom *atoms, Gap *gap);
/** gap_describe_rest: fills the others */
void gap_describe_rest(Atom *atoms, Gap *gap);
/** gap_ends: whether a sentence ends at @gap */
gboolean gap_ends(Gap *gap);
