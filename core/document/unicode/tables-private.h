/* tables-private.h: what make-tables.py makes from data/. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/*
 * Two stages: the first tells for each block of 256 code points which block of the second holds it.
 * Equal blocks are there once; block 0 is that of ASCII and Latin-1.
 */
#define TABLE_BLOCK 256
#define TABLE_N_BLOCKS (0x110000 / TABLE_BLOCK)

typedef const guint8 TableStage1[TABLE_N_BLOCKS];
typedef const guint8 TableStage2[][TABLE_BLOCK];

/* General_Category: #GalleyCategory */
G_GNUC_INTERNAL extern TableStage1 unicode_category_1;
G_GNUC_INTERNAL extern TableStage2 unicode_category_2;

/* Index of unicode_property_flags, those a #GalleyUnicode. */
G_GNUC_INTERNAL extern TableStage1 unicode_property_1;
G_GNUC_INTERNAL extern TableStage2 unicode_property_2;
G_GNUC_INTERNAL extern const guint32 unicode_property_flags[];

/* Index of unicode_case_shifts. */
typedef struct {
    gint32 lower, upper, fold; /* what to add to a code point */
} CaseShift;
G_GNUC_INTERNAL extern TableStage1 unicode_case_1;
G_GNUC_INTERNAL extern TableStage2 unicode_case_2;
G_GNUC_INTERNAL extern const CaseShift unicode_case_shifts[];

/* Classes of the break machines: #GalleyWordBreak and its like, then some of the machine's own. */
enum {
    WORD_CLASS_PICTOGRAPHIC = 19, /* Other and Extended_Pictographic */
    WORD_CLASS_PICTOGRAPHIC_ALETTER,
    GRAPHEME_CLASS_EXTENDED_PICTOGRAPHIC = 14,
};
G_GNUC_INTERNAL extern TableStage1 unicode_word_1, unicode_sentence_1, unicode_grapheme_1;
G_GNUC_INTERNAL extern TableStage2 unicode_word_2, unicode_sentence_2, unicode_grapheme_2;

/* data/NAME.states: what state follows a state on a class. */
enum {
    BREAK_END,   /* the segment ended before this character */
    BREAK_START, /* nothing read yet */
};
typedef struct {
    guint8 n_settled; /* states from here on look ahead */
    guint8 next[32][32];
} BreakMachine;
G_GNUC_INTERNAL extern const BreakMachine unicode_word_machine;
G_GNUC_INTERNAL extern const BreakMachine unicode_sentence_machine;
G_GNUC_INTERNAL extern const BreakMachine unicode_grapheme_machine;

/* Index of unicode_normal_classes. A bit of a mask is for the #GalleyNormalForm of that number. */
typedef struct {
    guint8 combining_class;
    guint8 inert;    /* forms that never change this character, but for its place among marks */
    guint8 boundary; /* forms in which what stands before and what begins here do not touch */
} NormalClass;
G_GNUC_INTERNAL extern TableStage1 unicode_normal_1;
G_GNUC_INTERNAL extern TableStage2 unicode_normal_2;
G_GNUC_INTERNAL extern const NormalClass unicode_normal_classes[];

/* Full decompositions, by index; 0 is none. Those of Hangul syllables are reckoned. */
typedef struct {
    guint16 canonical, compatibility;    /* where in unicode_decomposition_pool */
    guint8 n_canonical, n_compatibility; /* code points; 0 where that kind has none */
} Decomposition;
G_GNUC_INTERNAL extern TableStage1 unicode_decomposition_1;
G_GNUC_INTERNAL extern const guint16 unicode_decomposition_2[][TABLE_BLOCK];
G_GNUC_INTERNAL extern const Decomposition unicode_decompositions[];
G_GNUC_INTERNAL extern const gunichar unicode_decomposition_pool[];

/* Pairs that compose, sorted by first, then second, but for Hangul. */
typedef struct {
    gunichar first, second, composed;
} Composition;
G_GNUC_INTERNAL extern const Composition unicode_compositions[];
G_GNUC_INTERNAL extern const guint32 unicode_n_compositions;

/* Encodings, in the order of data/encodings.tsv. */
typedef enum {
    DECODER_UTF_8,
    DECODER_UTF_16LE,
    DECODER_UTF_16BE,
    DECODER_UTF_32LE,
    DECODER_UTF_32BE,
    DECODER_SINGLE_BYTE,
} Decoder;

/* Bytes 80 to FF as UTF-8: one byte that tells the size, then at most three. */
typedef const guint8 HighHalf[128][4];

struct GalleyEncoding {
    const char *name;
    Decoder decoder;
    HighHalf *high_half; /* of a single-byte encoding */
};
G_GNUC_INTERNAL extern const struct GalleyEncoding encoding_table[];
G_GNUC_INTERNAL extern const char *const encoding_names[];

/* Sorted by label in ASCII. */
typedef struct {
    const char *label;
    guint32 encoding;
} EncodingLabel;
G_GNUC_INTERNAL extern const EncodingLabel encoding_labels[];
G_GNUC_INTERNAL extern const guint32 encoding_n_labels;

/* What a two-stage table says of @character, at most U+10FFFF. */
static inline G_GNUC_UNUSED guint8
table_get(TableStage1 stage1, TableStage2 stage2, gunichar character)
{
    return stage2[stage1[character / TABLE_BLOCK]][character % TABLE_BLOCK];
}
