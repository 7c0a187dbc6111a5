/* cleaner.h: what the files of the cleaner share. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/document.h>

/* How the text stands before a sub-step: what a scan found that some sub-step may have to change. */
typedef enum {
    SCAN_NON_ASCII = 1 << 0, /* any byte from 80 on */
    SCAN_CONTROL =
        1 << 1, /* U+0000 to U+001F but for line feeds, and U+007F; CR and tab are among them */
    SCAN_AMPERSAND = 1 << 2,
    SCAN_LOOSE = 1 << 3,     /* blanks doubled or beside a line feed; three line feeds in a row */
    SCAN_BREAK = 1 << 4,     /* CR, VT, FF, NEL, LS, PS */
    SCAN_BLANK = 1 << 5,     /* tab, or a Unicode blank */
    SCAN_INVISIBLE = 1 << 6, /* C1 controls, zero-width, bidi and other format characters */
    SCAN_ALWAYS = 1 << 7,
    SCAN_ANY = (1 << 8) - 1,
} ScanFlags;

typedef enum {
    NORMALIZE_NONE,
    NORMALIZE_NFC,
    NORMALIZE_NFKC,
} Normalize;

typedef enum {
    BOILERPLATE_KEEP,
    BOILERPLATE_SAFE,
    BOILERPLATE_BALANCED,
} Boilerplate;

typedef enum {
    FOLD_QUOTES = 1 << 0,
    FOLD_DASHES = 1 << 1,
    FOLD_ELLIPSES = 1 << 2,
} FoldFlags;

typedef struct MojibakeTables MojibakeTables;

/** Cleaner: the options, then what `open` makes of them and the data; read-only afterwards. */
typedef struct {
    gboolean mojibake;
    gboolean entities;
    gboolean controls;
    gboolean line_ends;
    gboolean blanks;
    gint normalize; /* Normalize */
    const char *const *fold;
    gint boilerplate; /* Boilerplate */
    gboolean whitespace;
    gboolean statistics;

    guint folds; /* FoldFlags */
    MojibakeTables *mojibake_tables;
} Cleaner;

/** Worker: buffers that grow and are used again. */
typedef struct {
    const Cleaner *cleaner;
    GString *scratch; /* for replacements */
    GArray *lines;    /* of Line */
    GArray *slots;    /* of guint32: lines by their hash */
} Worker;

/** Pass: one sub-step over one document. @text is that of the sub-step before, with a NUL behind it. */
typedef struct {
    const Cleaner *cleaner;
    GalleyDocument *document;
    const char *text;
    guint32 size;
    guint n_edits;
    Worker *worker;
} Pass;

/** pass_edit: notes an edit of the text; edits of one pass ascend */
static inline void
pass_edit(Pass *pass,
          guint32 begin,
          guint32 end,
          const char *replacement,
          gssize size,
          const char *reason)
{
    pass->n_edits++;
    galley_document_edit(pass->document, begin, end, replacement, size, reason);
}

/* scan.c */
guint scan_text(const char *text, guint32 size);
guint32 find_loose(const char *text, guint32 size, guint32 at);
guint32 find_special(const char *text, guint32 size, guint32 at);

/* The sub-steps, in their order, each in a file of its name. */
void repair_mojibake(Pass *pass);
void decode_entities(Pass *pass);
void drop_controls(Pass *pass);
void unify_line_ends(Pass *pass);
void unify_blanks(Pass *pass);
void normalize_text(Pass *pass);
void fold_marks(Pass *pass);
void remove_boilerplate(Pass *pass);
void collapse_whitespace(Pass *pass);

/* mojibake.c */
MojibakeTables *mojibake_tables_new(void);
void mojibake_tables_free(MojibakeTables *tables);
