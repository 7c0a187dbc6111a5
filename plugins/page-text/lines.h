/* lines.h: a text's lines, and which page they are on. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/document.h>

/** Line: from its first to behind its last character that is no blank. */
typedef struct {
    guint32 begin, end; /* the same where the line is blank */
    guint32 next;       /* where the next line begins, behind the line feed or form feed */
    guint32 width;      /* characters from @begin to @end */
    guint32 indent;     /* blanks before @begin */
    guint32 page;       /* form feeds before it */
} Line;

/** PageProfile: where the text was taken from. */
typedef enum {
    PROFILE_PDF, /* letters are what was printed */
    PROFILE_OCR, /* some letters are mistaken for others */
} PageProfile;

/** Pass: one list of edits over one text. */
typedef struct {
    GalleyDocument *document;
    const char *text; /* valid UTF-8, a NUL behind it */
    guint32 size;
    GArray *lines; /* of Line */
} Pass;

/* pass_begin: reads the text as it is now; @lines is filled anew */
void pass_begin(Pass *pass, GalleyDocument *document, GArray *lines);

static inline const Line *
pass_line(const Pass *pass, guint i)
{
    return &g_array_index(pass->lines, Line, i);
}

static inline gboolean
line_is_blank(const Line *line)
{
    return line->begin == line->end;
}

/* What the step does, in this order; each notes edits of one list. */
void replace_ligatures(Pass *pass);
void remove_page_lines(Pass *pass, PageProfile profile, gboolean heads, gboolean numbers);
void join_pages(Pass *pass);
void join_words(Pass *pass, GHashTable *known);
void join_lines(Pass *pass);

/* ends_sentence: whether the line's last mark, but for quotes and brackets, ends a sentence or more */
gboolean ends_sentence(const Pass *pass, const Line *line);
/* begins_lower: whether the line's first character is a lower-case letter */
gboolean begins_lower(const Pass *pass, const Line *line);
/* goes_on: whether a sentence of the line @above goes on in @below: a hyphen, or no end and a small letter */
gboolean goes_on(const Pass *pass, const Line *above, const Line *below);
