/* quotes.h: what the passes of the quote finder share. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#define NONE G_MAXUINT32

/* ---- words: what the tables know of a form; see data/words.tbl for the classes ---- */

typedef guint64 WordFlags;
enum {
    WORD_DETERMINER,
    WORD_POSSESSIVE,
    WORD_PREPOSITION,
    WORD_AND,
    WORD_BUT,
    WORD_SUBORDINATOR,
    WORD_THAT,
    WORD_WH,
    WORD_RELATIVE,
    WORD_SUBJECT, /* pronouns that may be one */
    WORD_PRONOUN,
    WORD_HE,
    WORD_SHE,
    WORD_THEY,
    WORD_OBJECT,
    WORD_BE,
    WORD_HAVE,
    WORD_DO,
    WORD_MODAL,
    WORD_NOT,
    WORD_ADVERB,
    WORD_TO,
    WORD_ACCORDING,
    WORD_CONTRAST, /* a clause that the narrator adds: "while", "a" */
    WORD_PARTICLE, /* part of a verb: point out */
    WORD_VICE,     /* makes another role of the next word */
    WORD_LABEL,    /* stands before a colon and names nobody: "Correction:" */
    WORD_TIME,
    WORD_DAY,
    WORD_VERB,  /* common finite forms, so that a subject ends before them */
    WORD_CHAIN, /* verbs that take another one by "to" or "-ing": went on to say */
    WORD_RECIPIENT,
    WORD_MEDIUM,
    WORD_NOUN_CUE,
    WORD_VOICE, /* nouns of what a crowd says: chants of "…" */
    WORD_TITLE_CUE,
    WORD_ROLE,
    WORD_PLURAL_ROLE,
    WORD_FEMALE,
    WORD_MALE,
    WORD_TITLE,
    WORD_SUFFIX,
    WORD_ORGANIZATION,
    WORD_PLACE,
    WORD_DEMONYM,
    WORD_COMMON, /* an ordinary word that may open a sentence */
    WORD_FEMALE_NAME,
    WORD_MALE_NAME,
    N_WORD_CLASSES,
    /* of verbs of speech: which form it is */
    WORD_BASE = N_WORD_CLASSES,
    WORD_S,
    WORD_PAST,
    WORD_ING,
    /* of the token, not of the form */
    WORD_CLITIC,
    WORD_CAPITAL,  /* begins with a capital letter */
    WORD_CAPITALS, /* more than one letter, all of them capital */
    WORD_LETTERS,  /* a word, not a number, mark or symbol */
    WORD_DIGITS,
    WORD_OPENS_SENTENCE,
    WORD_LY,      /* ends in "ly" */
    WORD_ED,      /* ends in "ed" */
    WORD_GERUND,  /* ends in "ing" */
    WORD_CONTENT, /* somebody is said to have said it */
    WORD_DATELINE,
};
#define W(name) ((WordFlags)1 << (WORD_##name))
#define W_CUE (W(BASE) | W(S) | W(PAST) | W(ING))
#define W_AUXILIARY (W(BE) | W(HAVE) | W(DO) | W(MODAL))
#define W_NAME_WORD (W(FEMALE_NAME) | W(MALE_NAME))

/* Frames of a verb of speech; the letters are those of data/cues.tbl. */
enum {
    FRAME_DIRECT = 1 << 0,     /* d */
    FRAME_CLAUSE = 1 << 1,     /* c */
    FRAME_THAT = 1 << 2,       /* t */
    FRAME_WH = 1 << 3,         /* w */
    FRAME_INFINITIVE = 1 << 4, /* i */
    FRAME_PERSON = 1 << 5,     /* o */
    FRAME_PHRASE = 1 << 6,     /* p */
    FRAME_NOUNISH = 1 << 7,    /* n */
    FRAME_WEAK = 1 << 8,       /* e */
    FRAME_STRONG = 1 << 9,     /* s */
    FRAME_FOR = 1 << 10,       /* f */
    FRAME_FACT = 1 << 11,      /* v */
    FRAME_NOUN = 1 << 12,      /* k */
};

typedef struct Words Words;
Words *words_new(void);
void words_free(Words *words);
/* words_load: adds a .tbl file of classes; words_load_cues: one of verbs */
gboolean words_load(Words *words, const char *path, GError **error);
gboolean words_load_cues(Words *words, const char *path, GError **error);
/* words_find: class bits of a form, whatever the case of its ASCII letters; 0 if unknown */
WordFlags words_find(const Words *words, const char *form, gsize size, guint16 *frames);

/* ---- tokens ---- */

typedef enum {
    MARK_NONE, /* a word */
    MARK_COMMA,
    MARK_STOP,
    MARK_QUESTION,
    MARK_EXCLAMATION,
    MARK_COLON,
    MARK_SEMICOLON,
    MARK_DASH,
    MARK_ELLIPSIS,
    MARK_OPEN,  /* bracket */
    MARK_CLOSE, /* bracket */
    MARK_QUOTE,
    MARK_OTHER,
} Mark;

typedef struct {
    guint32 begin, end; /* bytes of the text */
    WordFlags word;
    guint32 region; /* the outermost quotation marks around it, themselves included; or NONE */
    guint16 frames;
    guint8 mark;  /* Mark */
    guint8 style; /* of MARK_QUOTE: Style */
} Token;

/* A sentence in the sense of the narrator: quotation marks are never cut through. */
typedef struct {
    guint32 first, last; /* tokens, half-open */
    guint32 paragraph;
    gboolean heading;
} Sentence;

typedef struct {
    guint32 first, last; /* sentences, half-open */
    guint32 begin, end;  /* tokens, half-open */
} Paragraph;

/* ---- quotation marks ---- */

typedef enum {
    STYLE_STRAIGHT,  /* " */
    STYLE_CURLY,     /* “ ” „ */
    STYLE_DOUBLED,   /* '' `` */
    STYLE_GUILLEMET, /* « » ‹ › */
    STYLE_SINGLE,    /* ' */
    STYLE_SINGLE_CURLY,
    N_STYLES,
} Style;

typedef enum {
    REGION_SPEECH,
    REGION_SCARE,
    REGION_TITLE,
} RegionKind;

typedef struct {
    guint32 open,
        close; /* tokens: the marks; close is the last token inside where the mark is missing */
    guint32 n_words;
    guint32 quotation; /* whose content it is, or NONE */
    guint8 kind;       /* RegionKind */
    guint8 last_mark;  /* Mark before the closing one */
    gboolean closed;
    gboolean goes_on; /* never closed, and the next paragraph opens with a mark again */
    gboolean single;  /* the outer marks are single ones */
} Region;

/* ---- mentions, entities, quotations ---- */

typedef enum {
    TYPE_UNKNOWN,
    TYPE_PERSON,
    TYPE_ORGANIZATION,
    TYPE_PLACE,
} NameType;

typedef enum {
    GENDER_UNKNOWN,
    GENDER_FEMALE,
    GENDER_MALE,
    GENDER_NEUTER,
} Gender;

typedef struct {
    guint32 first, last;           /* tokens, half-open, titles included */
    guint32 head_first, head_last; /* the name itself */
    guint32 entity;                /* or NONE */
    guint8 form;                   /* GalleyMentionForm */
    guint8 type;                   /* NameType */
    gboolean subject;              /* stands where a subject does */
} Mention;

/* What an entity is found by. */
enum {
    KEY_LAST,     /* the last word of its name */
    KEY_FIRST,    /* the first one */
    KEY_INITIALS, /* of an organization: "RBT" for the Rail Board of Troy */
    N_KEYS,
};

typedef struct {
    guint32 name_first, name_last; /* tokens of the fullest name, half-open */
    guint32 mention;               /* the first */
    guint32 next[N_KEYS];          /* older ones in the same buckets, or NONE */
    guint32 hash[N_KEYS];
    guint32 last_seen; /* token of the latest mention */
    guint32 n_mentions;
    guint8 type;   /* NameType */
    guint8 gender; /* Gender */
} Entity;

/* A description that a name was seen with: "North Korean leader Kim Jong Un". */
typedef struct {
    guint32 word; /* hash of the role */
    guint32 at;   /* token */
    guint32 entity;
} Role;

/* The rule that found a quotation; rows.c has their names and how sure they are. */
typedef enum {
    RULE_MARKS_SPEAKER_CUE,  /* "…," he said */
    RULE_MARKS_CUE_SPEAKER,  /* "…," said Smith */
    RULE_SPEAKER_CUE_MARKS,  /* he said, "…" */
    RULE_SPEAKER_CUE_CLAUSE, /* he said (that) ... */
    RULE_SPEAKER_CUE_PHRASE, /* he called it "…" */
    RULE_CLAUSE_SPEAKER_CUE, /* ..., he said */
    RULE_ACCORDING_TO,       /* according to him, ... */
    RULE_AS_SPEAKER_CUE,     /* as he said, ... */
    RULE_COLON,              /* he said: and below it what */
    RULE_NAME_COLON,         /* Smith: ... */
    RULE_TRANSCRIPT,         /* SMITH: ..., a whole paragraph, word for word */
    RULE_NAME_BESIDE,        /* "…" - Smith */
    RULE_NOUN,               /* his claim that ... */
    RULE_VERB,               /* any other verb before words in marks */
    RULE_MARKS,              /* marks alone */
    RULE_TURN,               /* marks alone, in dialogue: the speaker by turns */
    N_RULES,
} Rule;

typedef struct {
    guint32 cue_first, cue_last;         /* tokens, half-open; NONE if there is no cue */
    guint32 speaker_first, speaker_last; /* half-open; NONE */
    guint32 addressee_first, addressee_last;
    guint32 entity;
    guint8 rule; /* Rule */
    guint8 kind; /* GalleyQuotationKind */
    guint8 form; /* of the speaker: GalleyMentionForm */
} Quotation;

typedef struct {
    guint32 quotation;
    guint32 first, last; /* tokens, half-open */
} Part;

/* Arrays that grow and are kept from document to document. */
#define ARRAY(type)                                                                                \
    struct {                                                                                       \
        type *at;                                                                                  \
        guint32 n, size;                                                                           \
    }

/* array_push: room for one more element at the end, cleared */
#define array_push(array)                                                                          \
    ((array).n == (array).size                                                                     \
         ? ((array).at = array_grow((array).at, &(array).size, sizeof *(array).at),                \
            &(array).at[(array).n++])                                                              \
         : &(array).at[(array).n++])
gpointer array_grow(gpointer at, guint32 *size, gsize element);

typedef struct {
    gboolean indirect;
    gboolean scare;
    gboolean dialogue;
} Settings;

/* Text: one document, as the passes see it. Owned by the worker. */
typedef struct {
    const Words *words;
    Settings settings;
    const char *text;
    guint32 size;
    ARRAY(Token) tokens;
    ARRAY(Sentence) sentences;
    ARRAY(Paragraph) paragraphs;
    ARRAY(Region) regions;
    ARRAY(Mention) mentions;
    ARRAY(Entity) entities;
    ARRAY(Quotation) quotations;
    ARRAY(Part) parts;
    ARRAY(guint32) buckets; /* of entities, as many for each key */
    ARRAY(Role) roles;
    ARRAY(guint32) order; /* room for passes; at the end quotations by their speakers */
} Text;

void text_clear(Text *text);
