/* lines.h: lines of a text, and what is known of each. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/* Lines longer than this are text; nobody looks at their words. */
#define LINE_BYTES_MAX 400
/* A line of more words is no phrase. */
#define LINE_WORDS_MAX 40

/* How a line begins or ends. */
typedef enum {
    MARK_NONE,
    MARK_STOP,  /* . ! ? */
    MARK_QUOTE, /* a quotation mark, or a bracket */
    MARK_COLON,
    MARK_ELLIPSIS, /* ... or … */
    MARK_OTHER,
    N_MARKS
} Mark;

typedef enum {
    LINE_QUOTED = 1 << 0, /* has a double quotation mark */
    LINE_BAR = 1 << 1,    /* | · • » as parts menus */
    LINE_AT = 1 << 2,
    LINE_URL = 1 << 3,
    LINE_COPYRIGHT = 1 << 4,
    LINE_COMMAS = 1 << 5, /* two or more */
    LINE_TAG = 1 << 6,    /* < or { or [ */
    LINE_LONG = 1 << 7,   /* past LINE_BYTES_MAX */
    LINE_LOWER = 1 << 8,  /* the first letter is small */
    LINE_CLOCK = 1 << 9,  /* has an hour: 7:05 */
} LineFlags;

typedef enum {
    VERDICT_KEEP,
    VERDICT_EDGE, /* to be removed beside what is removed, and at the ends of the text */
    VERDICT_REMOVE,
} Verdict;

/** Shared: of a line's words that are neither function words nor such as pages use */
typedef struct {
    guint n, with_prose, with_title;
} Shared;

/** Line: one that is not blank. */
typedef struct {
    guint32 begin, end;  /* bytes, without blanks around it and without the line feed */
    guint32 start, next; /* the whole line: where it starts, and where the next one does */
    guint32 groups;      /* of its words */
    guint16 n_words, n_numbers, n_capitals, n_function,
        n_web;          /* n_web: words of groups but function and said */
    guint16 flags;      /* LineFlags */
    guint8 first, last; /* Mark */
    guint8 verdict;     /* Verdict */
    guint8 judged;      /* by the model: to be removed */
    const char *reason;
    /* of whole pages only */
    guint8 stamp_above, stamp_below; /* lines to the nearest stamp of a comment */
    guint8 n_stamps;                 /* of comments, down to this line */
    guint8 routes;                   /* of judge_segments() */
    gint score;                      /* what speaks for its removal, in thousandths */
    Shared shared;
} Line;

/* Words that a line of text has at least. */
#define PROSE_WORDS 10

/** line_is_prose: whether a line reads like a sentence of an article */
static inline gboolean
line_is_prose(const Line *line)
{
    return line->n_words >= PROSE_WORDS && line->last == MARK_STOP;
}

/* Longer words are in no vocabulary. */
#define WORD_BYTES_MAX 16

/** Word: in lower case, its bytes from the lowest of the first half on, zeros behind. */
typedef struct {
    guint64 halves[2];
    guint size; /* bytes; may pass WORD_BYTES_MAX, then the rest is not kept */
} Word;

/* The vocabulary's hash of a word. */
#define WORD_HASH(word)                                                                            \
    ((guint)(((word)->halves[0] ^ (word)->halves[1] << 1) *                                        \
                 G_GUINT64_CONSTANT(0x9E3779B97F4A7C15) >>                                         \
             48))

/** Words: the words of a line as numbers of the vocabulary. */
typedef struct {
    guint n;
    guint16 ids[LINE_WORDS_MAX];
} Words;

/* lines.c */
void cut_lines(const char *text, guint32 size, GArray *lines);
void read_line(const char *text, Line *line, Words *words);
void each_content_word(const char *text,
                       const Line *line,
                       void (*visit)(guint16 hash, gpointer data),
                       gpointer data);

/* phrases.c */
Verdict match_phrase(const Words *words, const char **reason);

/* captcha.c */
gboolean is_captcha_sum(const char *text, gsize size);

/* stamps.c */
gboolean is_address(const char *text, gsize size);
gboolean is_time_stamp(const char *text, gsize size);

/* repeats.c */
guint mark_neighbours(const char *text, GArray *lines);
void mark_copies(const char *text, GArray *lines, GArray *slots, guint32 least);

/* rules.c */
void mark_by_rules(const char *text, guint32 size, GArray *lines, GArray *slots);
guint settle(const char *text, GArray *lines);
gboolean has_text(GArray *lines);
